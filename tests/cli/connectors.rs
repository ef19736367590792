//! `--connectors`: what the four cmdlets and `ConvertTo-Json` write, in the forms and encodings that it comes in.

use certready::cli::{MOST_CONNECTORS, NotConnectors, NotPowerShell, connectors};
use certready::observation::{Connector, ConnectorKind, DomainCapabilities, TlsAuthLevel};

use crate::common::lab::Lab;
use crate::common::run::{certready, command, finish};

/// As the commands of docs/mail.md write it: every value is text, and each connector says what it is.
const TEXTS: &str = r#"[{"Kind":"Send","Name":"Outbound to Office 365","Enabled":"True","Fqdn":"mail.contoso.example",
    "RequireTLS":"True","IgnoreSTARTTLS":"False","DomainSecureEnabled":"False","TlsAuthLevel":"DomainValidation",
    "TlsDomain":"mail.protection.outlook.com","TlsCertificateName":"<I>CN=A CA, O=A, C=US<S>CN=mail.contoso.example",
    "CloudServicesMailEnabled":"True","AddressSpaces":["SMTP:contoso.mail.onmicrosoft.com;1"],"SmartHosts":[]},
    {"Kind":"Receive","Name":"Default Frontend EX01","Enabled":"True","RequireTLS":"False",
    "TlsDomainCapabilities":["mail.protection.outlook.com:AcceptCloudServicesMail"],"TlsCertificateName":""}]"#;

fn read(json: &str) -> Vec<Connector> {
    connectors(json.as_bytes()).unwrap()
}

fn one(json: &str) -> Connector {
    read(json).remove(0)
}

/// The one value of a receive connector's `TlsDomainCapabilities`.
fn granted(json: &str) -> DomainCapabilities {
    let text = format!(r#"{{"Name":"a","Bindings":["0.0.0.0:25"],"TlsDomainCapabilities":{json}}}"#);
    let mut values = one(&text).capabilities;
    assert_eq!(values.len(), 1, "{values:?}");
    values.remove(0)
}

/// What it says of domain, issuer, subject and grant.
fn said(value: &DomainCapabilities) -> (Option<&str>, Option<&str>, Option<&str>, Vec<&str>) {
    let name = value.certificate.as_ref();
    (
        value.domain.as_ref().map(certready::vocabulary::Shown::as_str),
        name.and_then(|name| name.issuer.as_ref()).map(certready::vocabulary::Shown::as_str),
        name.and_then(|name| name.subject.as_ref()).map(certready::vocabulary::Shown::as_str),
        value.granted.iter().map(certready::vocabulary::Shown::as_str).collect(),
    )
}

#[test]
fn what_the_documented_commands_write_is_read_whole() {
    let both = read(TEXTS);
    let [send, receive] = both.as_slice() else { panic!("{both:?}") };
    assert_eq!(
        (send.kind, send.name.as_str(), send.enabled),
        (ConnectorKind::Send, "Outbound to Office 365", Some(true))
    );
    assert_eq!((send.require_tls, send.ignore_starttls, send.domain_secure), (Some(true), Some(false), Some(false)));
    assert_eq!(send.level, Some(TlsAuthLevel::DomainValidation));
    assert_eq!(send.tls_domain.as_ref().unwrap().as_str(), "mail.protection.outlook.com");
    assert_eq!(send.fqdn.as_ref().unwrap().as_str(), "mail.contoso.example");
    let own = send.own_certificate.as_ref().unwrap();
    assert_eq!(own.issuer.as_ref().unwrap().as_str(), "CN=A CA, O=A, C=US");
    assert_eq!(own.subject.as_ref().unwrap().as_str(), "CN=mail.contoso.example");
    assert_eq!(send.domains, ["contoso.mail.onmicrosoft.com".into()]);
    assert_eq!((send.smart_hosts.len(), send.cloud_services_mail), (0, Some(true)));
    assert_eq!((receive.kind, receive.require_tls), (ConnectorKind::Receive, Some(false)));
    assert_eq!(receive.own_certificate, None);
    assert_eq!(
        said(&receive.capabilities[0]),
        (Some("mail.protection.outlook.com"), None, None, vec!["AcceptCloudServicesMail"])
    );
}

/// On the server itself `ConvertTo-Json` writes truths as truths, enumerations as numbers and Exchange's types as objects;
/// Windows PowerShell 5.1 wraps some lists.
#[test]
fn numbers_objects_and_wrapped_lists_say_the_same_as_texts() {
    let local = one(
        r#"{"Name":"Outbound to Office 365","Enabled":true,"Fqdn":{"Domain":"mail.contoso.example"},"RequireTLS":true,
        "IgnoreSTARTTLS":false,"DomainSecureEnabled":false,"TlsAuthLevel":4,
        "TlsDomain":{"Domain":"mail.protection.outlook.com","Address":"mail.protection.outlook.com","IncludeSubDomains":false},
        "TlsCertificateName":{"CertificateSubject":"CN=mail.contoso.example","CertificateIssuer":"CN=A CA, O=A, C=US",
        "SubjectCommonName":{"Domain":"mail.contoso.example"}},"CloudServicesMailEnabled":true,"ConnectorType":0,
        "AddressSpaces":{"value":[{"Type":"SMTP","Address":"contoso.mail.onmicrosoft.com","Cost":1}],"Count":1},
        "SmartHosts":{"value":[],"Count":0}}"#,
    );
    let mut text = read(TEXTS).remove(0);
    assert_eq!(
        local.own_certificate.as_ref().unwrap().text.as_str(),
        "<I>CN=A CA, O=A, C=US<S>CN=mail.contoso.example"
    );
    text.own_certificate = local.own_certificate.clone();
    assert_eq!(local, text);
}

/// A value that came over a remote session has both its number and its word; a level may be absent.
#[test]
fn each_form_of_a_level_is_read() {
    use TlsAuthLevel::{CertificateValidation, DomainValidation, EncryptionOnly};
    let level = |json: &str| one(&format!(r#"{{"Name":"a","AddressSpaces":[],"TlsAuthLevel":{json}}}"#)).level;
    for (json, expected) in [("1", EncryptionOnly), ("2", CertificateValidation), ("4", DomainValidation)] {
        assert_eq!(level(json), Some(expected));
    }
    assert_eq!(level(r#"{"value":2,"Value":"CertificateValidation"}"#), Some(CertificateValidation));
    assert_eq!(level(r#"{"value":4}"#), Some(DomainValidation));
    assert_eq!(level(r#""encryptiononly""#), Some(EncryptionOnly));
    assert_eq!((level("null"), level(r#""""#)), (None, None));
    let outbound = one(r#"{"Name":"a","TlsSettings":"EncryptionOnly"}"#);
    assert_eq!((outbound.kind, outbound.level), (ConnectorKind::Outbound, Some(EncryptionOnly)));
}

/// `mail.protection.outlook.com:512:<I>…<S>…` is how Active Directory keeps it; the others are how cmdlets take and write it.
/// The names of real CAs hold commas, quotes and colons.
#[test]
fn each_form_of_a_domains_capabilities_is_read() {
    let (issuer, subject) = (
        r#"CN=A CA - G2, OU=http://certs.example.com/repository/, O="A, Inc.", C=US"#,
        "CN=mail.protection.outlook.com, OU=Microsoft Corporation, O=Microsoft Corporation, C=US",
    );
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let cloud = vec!["AcceptCloudServicesMail"];
    for text in [
        format!("<I>{issuer}<S>{subject}:AcceptCloudServicesMail"),
        format!("<S>{subject}<I>{issuer}:AcceptCloudServicesMail"),
        format!("<i>{issuer} <s> {subject}:512"),
    ] {
        assert_eq!(said(&granted(&json(&text))), (None, Some(issuer), Some(subject), cloud.clone()), "{text}");
    }
    for text in [
        format!("mail.protection.outlook.com:512:<I>{issuer}<S>{subject}"),
        format!("mail.protection.outlook.com:AcceptCloudServicesMail:<I>{issuer}<S>{subject}"),
        format!("mail.protection.outlook.com:<I>{issuer}<S>{subject}:AcceptCloudServicesMail"),
    ] {
        let expected = (Some("mail.protection.outlook.com"), Some(issuer), Some(subject), cloud.clone());
        assert_eq!(said(&granted(&json(&text))), expected, "{text}");
    }
    let object = format!(
        r#"[{{"Domain":{{"Domain":"mail.protection.outlook.com"}},"Capabilities":512,
        "SmtpX509Identifier":{{"CertificateIssuer":{},"CertificateSubject":{}}}}}]"#,
        json(issuer),
        json(subject)
    );
    let expected = (Some("mail.protection.outlook.com"), Some(issuer), Some(subject), cloud.clone());
    assert_eq!(said(&granted(&object)), expected);
    let object = r#"{"Domain":"contoso.example","SmtpX509Identifier":null,"Capabilities":"AcceptOorgProtocol, AcceptOorgHeader"}"#;
    let value = granted(object);
    assert_eq!(said(&value), (Some("contoso.example"), None, None, vec!["AcceptOorgProtocol", "AcceptOorgHeader"]));
    assert_eq!(value.text.as_str(), "contoso.example:AcceptOorgProtocol,AcceptOorgHeader");
}

/// `$null | ForEach-Object { "$_" }` gives one empty text, and one value is no list.
#[test]
fn no_value_and_one_value_are_read_where_several_may_stand() {
    let of = |json: &str| one(&format!(r#"{{"Kind":"Send","Name":"a","SmartHosts":{json}}}"#)).smart_hosts;
    for none in ["null", "[]", r#""""#, r#"["", null]"#] {
        assert_eq!(of(none), [], "{none}");
    }
    assert_eq!(of(r#""mail.example""#), ["mail.example".into()]);
    assert_eq!(of(r#"[{"Domain":{"HostnameString":"mail.example"}}]"#), ["mail.example".into()]);
}

/// What tells the kind: a `Kind`, or settings that one kind alone has.
#[test]
fn the_kind_is_told_by_a_column_or_by_the_settings_and_is_never_guessed() {
    let kind = |json: &str| one(json).kind;
    assert_eq!(kind(r#"{"Name":"a","AddressSpaces":[]}"#), ConnectorKind::Send);
    assert_eq!(kind(r#"{"Name":"a","Bindings":[],"AuthMechanism":"Tls"}"#), ConnectorKind::Receive);
    assert_eq!(kind(r#"{"Name":"a","ConnectorType":"OnPremises","SenderDomains":["*"]}"#), ConnectorKind::Inbound);
    assert_eq!(kind(r#"{"Name":"a","ConnectorType":"Partner","RecipientDomains":[]}"#), ConnectorKind::Outbound);
    for (word, expected) in [
        ("Send", ConnectorKind::Send),
        ("ReceiveConnector", ConnectorKind::Receive),
        ("inbound connector", ConnectorKind::Inbound),
        ("OUTBOUND", ConnectorKind::Outbound),
    ] {
        assert_eq!(kind(&format!(r#"{{"Kind":"{word}","Identity":"a"}}"#)), expected);
    }
    for json in [
        r#"{"Name":"a","Enabled":true}"#,
        r#"{"Name":"a","Kind":"Foreign","AddressSpaces":[]}"#,
        r#"{"Name":"a","AddressSpaces":[],"Bindings":[]}"#,
    ] {
        let refused = connectors(json.as_bytes()).unwrap_err();
        assert!(matches!(refused, NotConnectors::NoKind { number: 1, .. }), "{refused:?}");
        assert!(refused.to_string().contains("connector 1 of it, a, does not tell what it is"), "{refused}");
    }
}

/// Windows `PowerShell` 5.1 writes UTF-16 by `>` and UTF-8 with its mark by `Out-File -Encoding utf8`; 7 writes it without.
#[test]
fn both_encodings_of_powershell_are_read() {
    let marked = [b"\xef\xbb\xbf".as_slice(), TEXTS.as_bytes()].concat();
    let wide: Vec<u8> = [0xfeff].into_iter().chain(TEXTS.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [TEXTS.as_bytes().to_vec(), marked, wide.clone()] {
        assert_eq!(connectors(&bytes).unwrap(), read(TEXTS));
    }
    for bytes in [wide[..wide.len() - 1].to_vec(), vec![0xff, 0xfe, 0x00, 0xd8], vec![b'"', 0xff, b'"']] {
        assert!(matches!(connectors(&bytes), Err(NotConnectors::Form(NotPowerShell::Encoding))), "{bytes:?}");
    }
}

#[test]
fn a_value_in_no_known_form_is_refused_with_connector_and_setting() {
    for (setting, json) in [
        ("TlsDomainCapabilities", r#"["@{Domain=mail.protection.outlook.com; Capabilities=512}"]"#),
        ("TlsDomainCapabilities", r#"["mail.protection.outlook.com"]"#),
        ("TlsDomainCapabilities", r#"[{"Domain":"mail.protection.outlook.com"}]"#),
        ("TlsDomainCapabilities", "[7]"),
        ("TlsCertificateName", r#"{"Thumbprint":"AB"}"#),
        ("TlsCertificateName", "[]"),
        ("RequireTLS", r#""maybe""#),
        ("RequireTLS", "1"),
    ] {
        let json = format!(r#"[{{"Name":"a","Bindings":[]}},{{"Name":"b","Bindings":[],"{setting}":{json}}}]"#);
        match connectors(json.as_bytes()).unwrap_err() {
            NotConnectors::Value { number: 2, name, setting: said } => {
                assert_eq!((name.as_str(), said), ("b", setting));
            }
            other => panic!("{json}: {other:?}"),
        }
    }
    let level = r#"{"Name":"a","AddressSpaces":[],"TlsAuthLevel":3}"#;
    assert!(matches!(connectors(level.as_bytes()), Err(NotConnectors::Value { setting: "TlsAuthLevel", .. })));
    let many = format!(r#"{{"Name":"a","AddressSpaces":[{}]}}"#, vec![r#""x.example""#; 1_001].join(","));
    assert!(matches!(connectors(many.as_bytes()), Err(NotConnectors::Value { setting: "AddressSpaces", .. })));
}

#[test]
fn what_names_no_connector_is_refused_and_says_why() {
    for text in ["", "  \n", "null", "[]", "\"EX01\"", "7"] {
        assert!(matches!(connectors(text.as_bytes()), Err(NotConnectors::NoConnectors)), "{text}");
    }
    for text in [r#"[{"AddressSpaces":[]}]"#, "[7]", r#"[{"Name":"","Bindings":[]}]"#] {
        assert!(matches!(connectors(text.as_bytes()), Err(NotConnectors::NoName { number: 1 })), "{text}");
    }
    assert!(matches!(connectors(&vec![b' '; (8 << 20) + 1]), Err(NotConnectors::Form(NotPowerShell::TooLong { .. }))));
    let many = format!("[{}]", vec![r#"{"Name":"a","Bindings":[]}"#; MOST_CONNECTORS + 1].join(","));
    assert!(matches!(connectors(many.as_bytes()), Err(NotConnectors::TooMany)));
    for text in ["{\"Name\":", &format!("{}{}", "[".repeat(200), "]".repeat(200))] {
        assert!(matches!(connectors(text.as_bytes()), Err(NotConnectors::Form(NotPowerShell::NotJson(_)))), "{text}");
    }
}

#[test]
fn a_file_that_is_none_ends_with_65_and_its_name_before_anything_is_asked() {
    let lab = Lab::good();
    std::fs::write(lab.path("good.json"), TEXTS).unwrap();
    std::fs::write(lab.path("bad.json"), b"\xff\xff").unwrap();
    std::fs::write(lab.path("kindless.json"), r#"{"Name":"a"}"#).unwrap();
    let good = lab.path("good.json");
    for (name, says) in
        [("bad.json", "neither UTF-8"), ("missing.json", "it can't be read"), ("kindless.json", "what it is")]
    {
        let path = lab.path(name);
        let files = ["--connectors", good.to_str().unwrap(), "--connectors", path.to_str().unwrap()];
        let run = certready(&[&["check", lab.policy().to_str().unwrap()], &files[..]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{run:#?}");
        assert!(run.stderr.contains(name) && run.stderr.contains(says), "{run:#?}");
    }
    assert!(lab.server.requests().is_empty());
}

#[test]
fn several_files_are_one_list_which_is_kept_with_the_evidence_and_tells_the_profile() {
    let lab = Lab::good();
    let (first, second, kept) = (lab.path("here.json"), lab.path("cloud.json"), lab.path("kept"));
    std::fs::write(&first, TEXTS).unwrap();
    std::fs::write(&second, r#"{"Name":"In","ConnectorType":"OnPremises","SenderDomains":["*"],"RequireTls":true}"#)
        .unwrap();
    let files = ["--connectors", first.to_str().unwrap(), "--connectors", second.to_str().unwrap()];
    let more = [&files[..], &["--evidence", kept.to_str().unwrap()]].concat();
    let run = finish(command(&lab.arguments(&more).iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(run.json()["client"], "schannel-validating", "{run:#?}");
    let facts = std::fs::read_to_string(kept.join("facts.json")).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let listed = facts["observed"]["connectors"].as_array().unwrap();
    let names: Vec<_> =
        listed.iter().map(|one| (one["kind"].as_str().unwrap(), one["name"].as_str().unwrap())).collect();
    assert_eq!(names, [("send", "Outbound to Office 365"), ("receive", "Default Frontend EX01"), ("inbound", "In")]);
    assert_eq!(listed[0]["level"], "domain-validation");
}

/// A good host whose connector names the old issuer is not ready; the same value without the issuer is.
#[test]
fn a_pin_in_a_file_makes_a_good_host_not_ready_and_is_judged_again_from_the_evidence() {
    let lab = Lab::good();
    let (file, kept) = (lab.path("receive.json"), lab.path("kept"));
    let write = |value: &str| {
        let json = format!(r#"{{"Kind":"Receive","Name":"In","TlsDomainCapabilities":["{value}"]}}"#);
        std::fs::write(&file, json).unwrap();
    };
    let run = |more: &[&str]| {
        let more = [&["--connectors", file.to_str().unwrap()], more].concat();
        finish(command(&lab.arguments(&more).iter().map(String::as_str).collect::<Vec<_>>()))
    };
    write("mail.certready.test:AcceptCloudServicesMail");
    assert_eq!(run(&[]).status, 0);
    let issuer = "CN=Certready Test Root R0, O=Certready Test, C=BE";
    write(&format!("<I>{issuer}<S>CN=mail.certready.test, O=Certready Test, C=BE:AcceptCloudServicesMail"));
    let blocked = run(&["--evidence", kept.to_str().unwrap()]);
    let again = certready(&["evaluate", kept.to_str().unwrap(), "--format", "json"]);
    for run in [blocked, again] {
        assert_eq!(run.status, 2, "{run:#?}");
        let report = run.json();
        let failed = report["findings"].as_array().unwrap().iter().filter(|one| one["level"] == "failure");
        let failed: Vec<_> =
            failed.map(|one| (one["code"].clone(), one["cause"].clone(), one["leg"].clone())).collect();
        assert_eq!(failed, [("connector-pins".into(), "pinned-issuer".into(), "inbound".into())]);
    }
}
