//! `--own-certificate`, `--exchange-certificates` and `--smtp-log`, from the command line to the report and the evidence.

use certready::cli::{NotCertificates, NotPowerShell, certificates};
use certready::probe::GivenCertificate;
use certready::vocabulary::{Sha1Fingerprint, Timestamp};

use crate::common::cert::Cert;
use crate::common::encoding::{base64, pem};
use crate::common::lab::Lab;
use crate::common::run::{Finished, certready, command, finish};

const THUMBPRINT: &str = "0123456789ABCDEF0123456789ABCDEF01234567";

fn read(json: &str) -> Vec<GivenCertificate> {
    certificates(json.as_bytes(), &"certificates.json".into()).unwrap()
}

fn one(more: &str) -> GivenCertificate {
    read(&format!(r#"{{"Thumbprint":"{THUMBPRINT}","Services":"IIS, SMTP"{more}}}"#)).remove(0)
}

#[test]
fn those_with_the_service_smtp_are_taken_by_word_and_by_number() {
    let other = "89ABCDEF0123456789ABCDEF0123456789ABCDEF";
    let given = read(&format!(
        r#"[{{"Thumbprint":"{THUMBPRINT}","Services":"IMAP, POP, IIS, SMTP"}},{{"Thumbprint":"{other}","Services":"IIS"}},
        {{"Thumbprint":"{other}","Services":14}},{{"Thumbprint":"{other}","Services":8}},{{"Thumbprint":"{other}"}}]"#
    ));
    let thumbprints: Vec<String> = given.iter().map(|one| one.described.thumbprint.to_string()).collect();
    assert_eq!(thumbprints, [THUMBPRINT.to_lowercase(), other.to_lowercase()]);
}

/// Windows PowerShell 5.1 writes dates as milliseconds, later ones as RFC 3339.
#[test]
fn dates_come_in_two_forms_and_domains_as_texts_and_as_objects() {
    let at = |text: &str| Timestamp::parse(text).ok();
    let old = one(r#","NotBefore":"\/Date(1790812800000)\/","NotAfter":{"value":"\/Date(1806364800000)\/"}"#);
    assert_eq!((old.described.not_before, old.described.not_after), (at("2026-10-01"), at("2027-03-30")));
    let new = one(r#","NotBefore":"2026-10-01T02:00:00+02:00","NotAfter":"next year""#);
    assert_eq!((new.described.not_before, new.described.not_after), (at("2026-10-01"), None));
    for domains in
        [r#"["mail.contoso.example"]"#, r#"[{"Domain":"mail.contoso.example"}]"#, r#""mail.contoso.example""#]
    {
        let given = one(&format!(r#","CertificateDomains":{domains}"#));
        assert_eq!(given.described.domains[0].as_str(), "mail.contoso.example");
    }
}

#[test]
fn bytes_come_in_base64_and_as_a_list_of_numbers() {
    let certificate = Cert::leaf("mail.contoso.example").self_signed();
    let given = one(&format!(r#","RawData":"{}""#, base64(certificate.der())));
    assert_eq!(given.der.as_deref(), Some(certificate.der()));
    let numbers: Vec<String> = certificate.der().iter().map(ToString::to_string).collect();
    assert_eq!(one(&format!(r#","RawData":[{}]"#, numbers.join(","))).der.as_deref(), Some(certificate.der()));
    assert_eq!(one(r#","RawData":null"#).der, None);
}

#[test]
fn a_file_that_is_none_says_what_is_wrong_with_it() {
    let refused = |bytes: &[u8]| certificates(bytes, &"x".into()).unwrap_err();
    assert!(matches!(refused(b"{"), NotCertificates::Form(NotPowerShell::NotJson(_))));
    assert!(matches!(refused(b"\xff\xfe{"), NotCertificates::Form(NotPowerShell::Encoding)));
    assert!(matches!(refused(b"[{\"Services\":\"SMTP\"}]"), NotCertificates::NoThumbprint { number: 1 }));
    let none = format!(r#"[{{"Thumbprint":"{THUMBPRINT}","Services":"IIS"}}]"#);
    assert!(matches!(refused(none.as_bytes()), NotCertificates::NoneForSmtp { count: 1 }));
    assert!(matches!(refused(b"[]"), NotCertificates::NoneForSmtp { count: 0 }));
    let many = format!("[{}1]", "1,".repeat(1_000));
    assert!(matches!(refused(many.as_bytes()), NotCertificates::TooMany));
    // UTF-16 with its mark, as `>` of Windows PowerShell 5.1 writes it.
    let text = format!(r#"{{"Thumbprint":"{THUMBPRINT}","Services":"SMTP"}}"#);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(certificates(&wide, &"x".into()).unwrap().len(), 1);
}

fn check(lab: &Lab, more: &[&str]) -> Finished {
    finish(command(&lab.arguments(more).iter().map(String::as_str).collect::<Vec<_>>()))
}

/// The ids of a check's findings: their causes and levels, in the report.
fn of<'j>(report: &'j serde_json::Value, code: &str) -> Vec<&'j serde_json::Value> {
    report["findings"].as_array().unwrap().iter().filter(|one| one["code"] == code).collect()
}

#[test]
fn a_file_that_is_named_is_judged_and_its_certificates_are_kept_without_its_key() {
    let lab = Lab::good();
    let (file, kept) = (lab.path("own.pem"), lab.path("kept"));
    let key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0IHNlY3JldCBzZWNyZXQ=\n-----END PRIVATE KEY-----\n";
    let text = [key, &pem("CERTIFICATE", lab.pki.leaf.der()), &pem("CERTIFICATE", lab.pki.intermediate.der())].concat();
    std::fs::write(&file, text).unwrap();
    let more = ["--own-certificate", file.to_str().unwrap(), "--evidence", kept.to_str().unwrap()];
    let run = check(&lab, &more);
    let report = run.json();
    let found = of(&report, "own-certificate");
    assert!(found.iter().any(|one| one["cause"] == "purpose-missing" && one["leg"] == "outbound"), "{found:#?}");
    let facts = std::fs::read_to_string(kept.join("facts.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let own = &json["observed"]["own"]["certificates"][0];
    let sha256 = own["chain"][0].as_str().unwrap();
    assert_eq!(std::fs::read(kept.join("objects").join(sha256)).unwrap(), lab.pki.leaf.der());
    assert_eq!(own["key"]["present"]["access"], "not-asked");
    assert!(!facts.contains("c2VjcmV0") && !run.stdout.contains("c2VjcmV0"));
    // The kept run is judged alike.
    let again = certready(&["evaluate", kept.to_str().unwrap(), "--format", "json"]).json();
    assert_eq!(of(&again, "own-certificate"), found);
}

#[test]
fn a_file_that_is_missing_fails_in_the_report_and_forty_digits_are_a_thumbprint() {
    let lab = Lab::good();
    let missing = lab.path("missing.pem");
    let report = check(&lab, &["--own-certificate", missing.to_str().unwrap()]).json();
    let found = of(&report, "own-certificate");
    assert_eq!(
        (found.len(), &found[0]["cause"], &found[0]["level"]),
        (1, &"certificate-absent".into(), &"failure".into())
    );
    let report = check(&lab, &["--own-certificate", THUMBPRINT]).json();
    let found = of(&report, "own-certificate");
    assert!(found[0]["target"].as_str().unwrap().eq_ignore_ascii_case(THUMBPRINT), "{found:#?}");
    assert!(THUMBPRINT.parse::<Sha1Fingerprint>().is_ok());
}

#[test]
fn a_file_of_exchanges_that_is_none_ends_with_65_before_anything_is_asked() {
    let lab = Lab::good();
    std::fs::write(lab.path("bad.json"), "{").unwrap();
    let path = lab.path("bad.json");
    let run = certready(&["check", lab.policy().to_str().unwrap(), "--exchange-certificates", path.to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{run:#?}");
    assert!(run.stderr.contains("bad.json") && run.stderr.contains("it is no JSON"), "{run:#?}");
    assert!(lab.server.requests().is_empty());
}

#[test]
fn a_log_that_is_named_tells_the_inbound_leg() {
    let lab = Lab::good();
    let line = |data: &str, context: &str| {
        format!("2026-11-23T10:00:00.123Z,EX01\\Default,A,7,192.0.2.10:25,198.51.100.7:4,*,{data},{context}\r\n")
    };
    let log = [
        line("", "Remote certificate"),
        line("\"CN=mail.certready.test, O=Certready Test\"", "Certificate subject"),
        line("\"CN=Certready Test CA G1, O=Certready Test\"", "Certificate issuer name"),
        line(THUMBPRINT, "Certificate thumbprint"),
        line("", "Client certificate chain validation status: 'UntrustedRoot'"),
    ];
    std::fs::write(lab.path("RECV1.LOG"), log.concat()).unwrap();
    let path = lab.path("RECV1.LOG");
    let run = check(&lab, &["--smtp-log", path.to_str().unwrap()]);
    let report = run.json();
    let refused = of(&report, "inbound-chain").into_iter().find(|one| one["cause"] == "chain-refused").unwrap();
    assert_eq!((&refused["level"], &refused["leg"]), (&"failure".into(), &"inbound".into()));
    assert!(refused["observed"].as_str().unwrap().contains("UntrustedRoot"), "{refused:#}");
    assert_eq!(run.status, 2);
}
