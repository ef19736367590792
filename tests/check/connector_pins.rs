//! `connector-pins`.

use certready::cli::connectors;
use certready::finding::{Cause, Client, Code, Leg, Level, Verdict, Weight};
use certready::observation::Connector;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::pki::{TestPki, day};

const RETIRING: &str = "CN=Certready Test Root R0, O=Certready Test, C=BE";
const INCOMING: &str = "CN=Certready Test CA G1, O=Certready Test, C=BE";
const SUBJECT: &str = "CN=mail.certready.test, O=Certready Test, C=BE";
const BY_NAME: &str = "mail.certready.test:AcceptCloudServicesMail";
const RECEIVES: &str = "receive connector In: TlsDomainCapabilities";

fn read(json: &str) -> Vec<Connector> {
    connectors(json.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {json}"))
}

/// A receive connector with these values of `TlsDomainCapabilities`.
fn receive(values: &[&str]) -> Vec<Connector> {
    let values = serde_json::to_string(values).unwrap();
    read(&format!(r#"{{"Kind":"Receive","Name":"In","RequireTLS":false,"TlsDomainCapabilities":{values}}}"#))
}

/// A send connector with these settings beside its name.
fn send(settings: &str) -> Vec<Connector> {
    read(&format!(r#"{{"Kind":"Send","Name":"Out",{settings}}}"#))
}

fn pin(issuer: &str, subject: &str) -> String {
    format!("<I>{issuer}<S>{subject}:AcceptCloudServicesMail")
}

fn judge(pki: &TestPki, connectors: &[Connector]) -> Judged {
    Scene::good(pki).connectors(connectors).judge()
}

/// Thirty days after the cutover.
fn judge_after(pki: &TestPki, connectors: &[Connector]) -> Judged {
    let scene = Scene::good(pki).policy(|text| text.header("cutover", &day(-30).to_string())).connectors(connectors);
    scene.judge()
}

const fn decisive(id: &'static str, level: Level, cause: Option<Cause>) -> Said {
    (id, level, cause, Weight::Decisive)
}

#[test]
fn without_the_files_it_is_not_asked() {
    let pki = case::pki();
    assert!(Scene::good(&pki).judge().all(Code::ConnectorPins).is_empty());
}

#[test]
fn a_value_without_an_issuer_passes_before_and_after() {
    let pki = case::pki();
    for judged in [judge(&pki, &receive(&[BY_NAME])), judge_after(&pki, &receive(&[BY_NAME]))] {
        let expected = decisive("connector-pins.by-name", Level::Pass, None);
        assert_eq!(judged.said(Code::ConnectorPins, RECEIVES), expected);
        assert_eq!(judged.one(Code::ConnectorPins, RECEIVES).leg, Some(Leg::Inbound));
    }
    let none = judge(&pki, &read(r#"{"Kind":"Receive","Name":"Client"}"#));
    assert_eq!(none.said(Code::ConnectorPins, "receive connector Client").0, "connector-pins.unnamed");
}

/// The rule of domain.md §6: on 2016-04-15 a new issuer and subject broke hybrid mail flow by values of this form.
#[test]
fn a_pin_of_the_retiring_issuer_fails_and_says_what_to_write_in_its_place() {
    let pki = case::pki();
    for text in [pin(RETIRING, SUBJECT), format!("mail.certready.test:512:<I>{RETIRING}<S>{SUBJECT}")] {
        let judged = judge(&pki, &receive(&[&text]));
        let expected = decisive("connector-pins.retiring-pin", Level::Failure, Some(Cause::PinnedIssuer));
        assert_eq!(judged.said(Code::ConnectorPins, RECEIVES), expected);
        let said = judged.one(Code::ConnectorPins, RECEIVES);
        assert!(said.observed().contains(&text), "{}", said.observed());
        assert!(said.observed().contains("454 4.7.5"), "{}", said.observed());
        assert!(said.observed().contains("from 2026-12-23T00:00:00Z on it presents another"), "{}", said.observed());
        let next = said.next().unwrap();
        assert!(next.contains(&format!("Let it read {BY_NAME}")), "{next}");
        assert!(next.ends_with(&format!("Set-ReceiveConnector 'In' -TlsDomainCapabilities '{BY_NAME}'")), "{next}");
        assert_eq!(said.verify().unwrap(), "Get-ReceiveConnector 'In' | Format-List Enabled, RequireTLS, Tls*");
    }
    let after = judge_after(&pki, &receive(&[&pin(RETIRING, SUBJECT)]));
    let said = after.one(Code::ConnectorPins, RECEIVES);
    assert_eq!((said.template.id, said.level), ("connector-pins.retiring-pin", Level::Failure));
    assert!(said.observed().contains("since 2026-10-24T00:00:00Z it presents another"), "{}", said.observed());
}

/// The chain holds, so that it would be wrong to say that this host does not validate it.
#[test]
fn where_a_connector_alone_blocks_the_headline_says_so() {
    let pki = case::pki();
    let says = "A connector of Exchange asks for another certificate than the service presents, and nothing else blocks. 1 failure.";
    let blocked = judge(&pki, &receive(&[&pin(RETIRING, SUBJECT)]));
    assert_eq!((blocked.verdict(), blocked.report.headline.sentence.to_string()), (Verdict::NotReady, says.to_owned()));
    assert_eq!(judge(&pki, &receive(&[BY_NAME])).verdict(), Verdict::Ready);
    let both = Scene::good(&pki).store(&[&pki.retiring]).connectors(&receive(&[&pin(RETIRING, SUBJECT)])).judge();
    assert!(
        both.report.headline.sentence.to_string().starts_with("This host is not ready to validate"),
        "{}",
        both.report.headline.sentence
    );
}

/// 2018's service lost its organisational unit with its old issuer: a subject alone may break as well.
#[test]
fn a_pin_of_a_subject_that_changes_fails_whatever_its_issuer() {
    let pki = case::pki();
    let before = "root: Certready Test Root R0\n    common_name: mail.certready.test\n    organisation: Certready Test\n    unit: ";
    let scene = || {
        Scene::good(&pki).policy(|text| text.replacing(&format!("{before}null"), &format!("{before}Certready Unit")))
    };
    let with_unit = "CN=mail.certready.test, OU=Certready Unit, O=Certready Test, C=BE";
    let judged = scene().connectors(&receive(&[&pin("CN=Unlisted CA, C=BE", with_unit)])).judge();
    assert_eq!(judged.said(Code::ConnectorPins, RECEIVES).0, "connector-pins.retiring-pin");
    let judged = scene().connectors(&receive(&[&format!("<S>{with_unit}:AcceptCloudServicesMail")])).judge();
    assert_eq!(judged.said(Code::ConnectorPins, RECEIVES).0, "connector-pins.retiring-pin");
    let judged = scene().connectors(&receive(&[&format!("<S>{SUBJECT}:AcceptCloudServicesMail")])).judge();
    assert_eq!(judged.said(Code::ConnectorPins, RECEIVES).0, "connector-pins.early-pin");
    // The policy of most scenes: the subject stays the same.
    let judged = judge(&pki, &receive(&[&format!("<S>{SUBJECT}:AcceptCloudServicesMail")]));
    assert_eq!(judged.said(Code::ConnectorPins, RECEIVES), decisive("connector-pins.holds", Level::Pass, None));
}

#[test]
fn a_pin_of_the_incoming_issuer_fails_until_the_cutover_and_is_worth_knowing_after_it() {
    let pki = case::pki();
    for issuer in [INCOMING, "C=BE, O=Certready Test, CN=Certready Test Root R1"] {
        let early = judge(&pki, &receive(&[&pin(issuer, SUBJECT)]));
        let expected = decisive("connector-pins.early-pin", Level::Failure, Some(Cause::PinnedIssuer));
        assert_eq!(early.said(Code::ConnectorPins, RECEIVES), expected);
        let after = judge_after(&pki, &receive(&[&pin(issuer, SUBJECT)]));
        let expected = decisive("connector-pins.incoming-pin", Level::Notice, Some(Cause::PinnedIssuer));
        assert_eq!(after.said(Code::ConnectorPins, RECEIVES), expected);
    }
}

#[test]
fn a_value_for_each_side_of_the_cutover_is_worth_knowing() {
    let pki = case::pki();
    let judged = judge(&pki, &receive(&[&pin(RETIRING, SUBJECT), &pin(INCOMING, SUBJECT)]));
    assert_eq!(judged.ids(Code::ConnectorPins), ["connector-pins.both-pinned"; 2]);
    for said in judged.all(Code::ConnectorPins) {
        assert_eq!((said.level, said.cause), (Level::Notice, Some(Cause::PinnedIssuer)));
        assert!(said.next().unwrap().contains(BY_NAME), "{:?}", said.next());
    }
    // A name alone fits on both sides. Another partner's value fits on neither.
    let judged = judge(&pki, &receive(&[&pin(RETIRING, SUBJECT), BY_NAME]));
    assert_eq!(judged.ids(Code::ConnectorPins), ["connector-pins.by-name", "connector-pins.both-pinned"]);
    let judged = judge(&pki, &receive(&[&pin(RETIRING, SUBJECT), "other.example:AcceptOorgProtocol"]));
    assert_eq!(judged.ids(Code::ConnectorPins), ["connector-pins.other-partner", "connector-pins.retiring-pin"]);
    let next = judged.by_id("connector-pins.retiring-pin").next().unwrap();
    assert!(next.ends_with(&format!("'{BY_NAME}','other.example:AcceptOorgProtocol'")), "{next}");
}

#[test]
fn a_pin_that_the_policy_does_not_know_warns_and_another_partners_is_not_judged() {
    let pki = case::pki();
    let expected = decisive("connector-pins.other-pin", Level::Warning, Some(Cause::PinnedIssuer));
    for issuer in ["CN=MSIT Machine Auth CA 2, DC=redmond, DC=corp, DC=microsoft, DC=com", "no name at all"] {
        let judged = judge(&pki, &receive(&[&pin(issuer, SUBJECT)]));
        assert_eq!(judged.said(Code::ConnectorPins, RECEIVES), expected, "{issuer}");
    }
    // Its organisation is neither of them.
    let judged = judge(&pki, &receive(&[&pin(RETIRING, "CN=mail.certready.test, O=Somebody, C=BE")]));
    assert_eq!(judged.said(Code::ConnectorPins, RECEIVES), expected);
    let judged = judge(&pki, &receive(&[&pin("CN=Unlisted CA, C=BE", "CN=mail.other.example, C=BE")]));
    let expected = decisive("connector-pins.other-partner", Level::NotApplicable, None);
    assert_eq!(judged.said(Code::ConnectorPins, RECEIVES), expected);
}

#[test]
fn a_long_list_of_values_gives_no_command_that_is_cut() {
    let pki = case::pki();
    let others: Vec<String> = (0..20).map(|at| format!("partner-{at}.example:AcceptOorgProtocol")).collect();
    let pinned = pin(RETIRING, SUBJECT);
    let values: Vec<&str> = others.iter().map(String::as_str).chain([pinned.as_str()]).collect();
    let judged = judge(&pki, &receive(&values));
    let next = judged.by_id("connector-pins.retiring-pin").next().unwrap();
    assert!(next.ends_with("with the connector's other values as they are"), "{next}");
}

/// A name from outside stays one argument of the command that a person may paste.
#[test]
fn a_connectors_name_cannot_end_its_quotes_in_a_command() {
    let pki = case::pki();
    let json =
        format!(r#"{{"Kind":"Receive","Name":"a'; b \u2019","TlsDomainCapabilities":["{}"]}}"#, pin(RETIRING, SUBJECT));
    let judged = judge(&pki, &read(&json));
    let next = judged.by_id("connector-pins.retiring-pin").next().unwrap();
    assert!(next.contains("Set-ReceiveConnector 'a''; b \u{2019}\u{2019}' -Tls"), "{next}");
}

/// `TlsCertificateName` is the certificate that Exchange presents itself, which the service's move leaves as it is.
#[test]
fn the_organisations_own_certificate_is_told_from_the_services() {
    let pki = case::pki();
    let own = |issuer: &str| send(&format!(r#""TlsCertificateName":"<I>{issuer}<S>CN=mail.contoso.example""#));
    let target = "send connector Out: TlsCertificateName";
    let judged = judge(&pki, &own("CN=Unlisted CA, C=BE"));
    let expected = decisive("connector-pins.own-name", Level::Pass, None);
    assert_eq!(judged.said(Code::ConnectorPins, target), expected);
    let judged = judge(&pki, &own(RETIRING));
    let expected = decisive("connector-pins.own-issuer", Level::Warning, Some(Cause::PinnedIssuer));
    assert_eq!(judged.said(Code::ConnectorPins, target), expected);
    let inbound = read(r#"{"Kind":"Inbound","Name":"In","TlsSenderCertificateName":"mail.contoso.example"}"#);
    let said = judge(&pki, &inbound);
    assert_eq!(
        said.said(Code::ConnectorPins, "inbound connector In: TlsSenderCertificateName").0,
        "connector-pins.own-name"
    );
}

/// Microsoft, `Set-SendConnector -TlsAuthLevel`: `DomainValidation` holds the certificate to `TlsDomain`.
#[test]
fn a_name_that_the_incoming_certificate_has_not_fails() {
    let pki = case::pki();
    let with = |domain: &str| send(&format!(r#""RequireTLS":true,"TlsAuthLevel":"DomainValidation",{domain}"#));
    let target = "send connector Out: TlsDomain";
    for fits in ["mail.certready.test", "MAIL.certready.test", "*.certready.test"] {
        let judged = judge(&pki, &with(&format!(r#""TlsDomain":"{fits}""#)));
        assert_eq!(judged.ids(Code::ConnectorPins), ["connector-pins.validating"], "{fits}");
    }
    let smart_host = r#""SmartHosts":["mail.certready.test"]"#;
    let judged = judge(&pki, &with(&format!(r#""TlsDomain":"old.certready.test",{smart_host}"#)));
    let expected = decisive("connector-pins.domain-mismatch", Level::Failure, Some(Cause::NameMismatch));
    assert_eq!(judged.said(Code::ConnectorPins, target), expected);
    let said = judged.one(Code::ConnectorPins, target);
    assert_eq!(said.leg, Some(Leg::Outbound));
    assert_eq!(said.next().unwrap(), "Set TlsDomain to mail.certready.test.");
    let judged = judge(&pki, &with(smart_host));
    let expected = decisive("connector-pins.domain-absent", Level::Warning, Some(Cause::NameMismatch));
    assert_eq!(judged.said(Code::ConnectorPins, target), expected);
    let judged = judge(&pki, &with(r#""TlsDomain":"mail.partner.example""#));
    let expected = decisive("connector-pins.other-partner", Level::NotApplicable, None);
    assert_eq!(judged.said(Code::ConnectorPins, target), expected);
    // 2026's announcements say nothing of the new certificate's names.
    let scene = Scene::good(&pki).embedded("exchange-online-smtp-2026");
    let judged = scene.connectors(&with(r#""TlsDomain":"mail.protection.outlook.com""#)).judge();
    let expected = decisive("connector-pins.domain-not-said", Level::Notice, Some(Cause::NameMismatch));
    assert_eq!(judged.said(Code::ConnectorPins, target), expected);
}

#[test]
fn what_each_level_leads_to_is_said() {
    let pki = case::pki();
    let judged = judge(&pki, &send(r#""RequireTLS":true,"TlsAuthLevel":"CertificateValidation""#));
    let said = judged.one(Code::ConnectorPins, "send connector Out");
    assert_eq!(case::said(said), decisive("connector-pins.validating", Level::Pass, None));
    assert!(said.observed().starts_with("CertificateValidation: ") && said.observed().contains("454 4.7.5"));
    for settings in
        [r#""RequireTLS":true,"TlsAuthLevel":"EncryptionOnly""#, r#""RequireTLS":true"#, r#""Enabled":true"#]
    {
        let judged = judge(&pki, &send(settings));
        let said = judged.one(Code::ConnectorPins, "send connector Out");
        assert_eq!(case::said(said), decisive("connector-pins.opportunistic", Level::Pass, None));
        assert!(said.observed().contains("stays encrypted") && said.observed().contains("unauthenticated"));
    }
    let outbound = read(r#"{"Kind":"Outbound","Name":"To us","TlsSettings":"DomainValidation"}"#);
    let judged = judge(&pki, &outbound);
    let said = judged.one(Code::ConnectorPins, "outbound connector To us");
    assert_eq!(case::said(said), decisive("connector-pins.cloud", Level::Pass, None));
    assert!(said.observed().contains("450 4.4.317"), "{}", said.observed());
    assert_eq!(said.leg, Some(Leg::Inbound));
}

/// Microsoft, `Set-SendConnector -TlsAuthLevel`: it takes no value where `RequireTLS` is false or STARTTLS is passed over.
#[test]
fn validation_that_may_fall_back_to_plaintext_warns() {
    let pki = case::pki();
    let expected = decisive("connector-pins.fallback", Level::Warning, Some(Cause::PlaintextFallback));
    for loose in [r#""RequireTLS":false"#, r#""RequireTLS":true,"IgnoreSTARTTLS":true"#] {
        let judged = judge(&pki, &send(&format!(r#"{loose},"TlsAuthLevel":"CertificateValidation""#)));
        assert_eq!(judged.said(Code::ConnectorPins, "send connector Out: RequireTLS"), expected);
        let without = judge(&pki, &send(loose));
        assert_eq!(without.ids(Code::ConnectorPins), ["connector-pins.opportunistic"]);
    }
}

#[test]
fn tls_that_is_forced_in_one_direction_only_warns() {
    let pki = case::pki();
    let expected = decisive("connector-pins.one-direction", Level::Warning, Some(Cause::OneDirection));
    let cloud = |inbound: &str, outbound: &str| {
        read(&format!(
            r#"[{{"Kind":"Inbound","Name":"From P","ConnectorType":"Partner","SenderDomains":["smtp:*.p.example;1"],"RequireTls":{inbound}}},
            {{"Kind":"Outbound","Name":"To P","ConnectorType":"Partner","RecipientDomains":["mail.p.example"],"TlsSettings":{outbound}}}]"#
        ))
    };
    let warned = |judged: &Judged| {
        let all = judged.all(Code::ConnectorPins);
        let ones: Vec<_> = all.iter().filter(|one| one.template.id == expected.0).collect();
        ones.iter().map(|one| (one.target.to_string(), one.observed())).collect::<Vec<_>>()
    };
    for (inbound, outbound) in [("true", r#""EncryptionOnly""#), ("false", "null")] {
        assert!(warned(&judge(&pki, &cloud(inbound, outbound))).is_empty(), "{inbound}, {outbound}");
    }
    for (inbound, outbound, forced) in
        [("true", "null", "inbound connector From P"), ("false", r#""DomainValidation""#, "outbound connector To P")]
    {
        let judged = judge(&pki, &cloud(inbound, outbound));
        let [(target, words)] = &warned(&judged)[..] else { panic!("{:?}", judged.ids(Code::ConnectorPins)) };
        assert_eq!(target, forced);
        assert!(words.contains("From P") && words.contains("To P"), "{words}");
        let said = judged.by_id("connector-pins.one-direction");
        assert_eq!(case::said(said), expected);
    }
    // Another partner's connector is no way back; a kind that is not among the files tells nothing.
    let mut other = cloud("true", r#""EncryptionOnly""#);
    other[1].domains = vec!["q.example".into()];
    let judged = judge(&pki, &other);
    assert_eq!(warned(&judged).len(), 2);
    assert!(warned(&judged)[0].1.contains("no outbound connector is for it"), "{:?}", warned(&judged));
    assert!(warned(&judge(&pki, &other[..1])).is_empty());
    // On the premises: what TlsDomainCapabilities grants is granted over TLS alone.
    let out = r#"{"Kind":"Send","Name":"Out","RequireTLS":true,"SmartHosts":["mail.certready.test"]}"#;
    let both = |receive: &str| read(&format!(r#"[{out},{{"Kind":"Receive","Name":"In",{receive}}}]"#));
    assert_eq!(warned(&judge(&pki, &both(r#""RequireTLS":false"#))).len(), 1);
    let granting = format!(r#""RequireTLS":false,"TlsDomainCapabilities":["{BY_NAME}"]"#);
    for receive in [r#""RequireTLS":true"#, &granting] {
        assert!(warned(&judge(&pki, &both(receive))).is_empty(), "{receive}");
    }
}

#[test]
fn a_hybrid_connector_that_drops_the_headers_is_worth_knowing() {
    let pki = case::pki();
    let expected = decisive("connector-pins.cloud-mail-off", Level::Notice, Some(Cause::HeadersDropped));
    let off = r#""Name":"Out","CloudServicesMailEnabled":false"#;
    for json in [
        format!(r#"{{"Kind":"Send",{off},"SmartHosts":["mail.certready.test"]}}"#),
        format!(r#"{{"Kind":"Send",{off},"SmartHosts":["contoso-example.mail.certready.test"]}}"#),
        format!(r#"{{"Kind":"Send",{off},"AddressSpaces":["SMTP:contoso.mail.onmicrosoft.com;1"]}}"#),
        format!(r#"{{"Kind":"Outbound",{off},"ConnectorType":"OnPremises"}}"#),
    ] {
        assert_eq!(case::said(judge(&pki, &read(&json)).by_id("connector-pins.cloud-mail-off")), expected, "{json}");
    }
    for json in [
        format!(r#"{{"Kind":"Send",{off},"AddressSpaces":["SMTP:*;1"]}}"#),
        format!(r#"{{"Kind":"Send",{off},"SmartHosts":["othermail.certready.test"]}}"#),
        format!(r#"{{"Kind":"Inbound",{off},"ConnectorType":"Partner"}}"#),
        r#"{"Kind":"Outbound","Name":"Out","ConnectorType":"OnPremises","CloudServicesMailEnabled":true}"#.to_owned(),
    ] {
        let ids = judge(&pki, &read(&json)).ids(Code::ConnectorPins);
        assert!(!ids.contains(&expected.0), "{json}: {ids:?}");
    }
}

#[test]
fn a_connector_that_is_not_enabled_is_not_judged_and_tells_no_profile() {
    let pki = case::pki();
    let mut off = receive(&[&pin(RETIRING, SUBJECT)]);
    off[0].enabled = Some(false);
    let judged = judge(&pki, &off);
    let expected = decisive("connector-pins.disabled", Level::NotApplicable, None);
    assert_eq!(judged.said(Code::ConnectorPins, "receive connector In"), expected);
    assert_eq!(judged.report.client_origin, "assumed: the strictest");
}

/// `CertificateValidation`, `DomainValidation`, mutual TLS and `TlsDomainCapabilities` validate; a send connector without any of
/// them encrypts and asks nothing. What Exchange Online's connectors ask is asked by Exchange Online.
#[test]
fn the_connectors_tell_the_profile_unless_it_was_asked_for() {
    let pki = case::pki();
    let profile = |scene: Scene| {
        let judged = scene.judge();
        (judged.report.client, judged.report.client_origin.english)
    };
    let told = |connectors: &[Connector]| profile(Scene::good(&pki).postfix("3.7.11").connectors(connectors));
    let validating = (Client::SchannelValidating, "the connectors tell it");
    assert_eq!(told(&send(r#""RequireTLS":true,"TlsAuthLevel":"CertificateValidation""#)), validating);
    assert_eq!(told(&send(r#""DomainSecureEnabled":true"#)), validating);
    assert_eq!(told(&receive(&[BY_NAME])), validating);
    let opportunistic = (Client::SchannelOpportunistic, "the connectors tell it");
    assert_eq!(told(&send(r#""RequireTLS":true,"TlsAuthLevel":"EncryptionOnly""#)), opportunistic);
    assert_eq!(told(&send(r#""RequireTLS":true"#)), opportunistic);
    let both = [send(r#""RequireTLS":true"#), receive(&[BY_NAME])].concat();
    assert_eq!(told(&both), validating);
    let postfix = (Client::OpensslNoRevocation, "Postfix is on this host");
    assert_eq!(told(&read(r#"{"Kind":"Outbound","Name":"a","TlsSettings":"DomainValidation"}"#)), postfix);
    assert_eq!(told(&receive(&[])), postfix);
    let asked = Scene::good(&pki).client(Client::OpensslNoRevocation).connectors(&receive(&[BY_NAME]));
    assert_eq!(profile(asked), (Client::OpensslNoRevocation, "as asked"));
}
