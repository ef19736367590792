//! What happens if nothing is done: it follows from verdict, client, phase and what blocks, and says where it does not.

use certready::finding::{Client, Code};
use certready::observation::{ServiceFault, ServiceStep, Talk};
use certready::report::Report;

use crate::common::case::{self, Scene};
use crate::common::cert::Cert;
use crate::common::pki::{day, paths};

/// What is said, a name and the words each.
fn said(report: &Report) -> Vec<(&'static str, String)> {
    report.if_nothing_is_done.iter().map(|one| (one.about.english, one.says.to_string())).collect()
}

fn of(report: &Report, about: &str) -> String {
    let all = said(report);
    all.iter().find(|(name, _)| *name == about).unwrap_or_else(|| panic!("{about}: {all:?}")).1.clone()
}

/// Nothing that can't be had from a host's CRLs; the root stands.
fn without_revocation(scene: Scene) -> Report {
    scene.cut_off(certready::observation::Connect::Timeout).judge().report
}

#[test]
fn a_ready_host_has_nothing_to_fear_and_only_for_a_while() {
    let report = Scene::good(&case::pki()).judge().report;
    assert!(of(&report, "Mail").starts_with("No mail is expected to queue"));
    assert!(of(&report, "Until when").contains(&report.valid_until.to_string()));
}

/// The words that admins search for, with their direction: `454 4.7.5` comes on either leg, `RevocationCheckFailure` from the
/// validator on the premises, `450 4.4.317` is about the other certificate.
#[test]
fn without_revocation_a_validating_exchange_queues() {
    let report = without_revocation(Scene::good(&case::pki()));
    let outbound = of(&report, "Outbound");
    for word in ["queues on this host", "454 4.7.5", "RevocationCheckFailure", "0x80092013", "two days"] {
        assert!(outbound.contains(word), "{word}: {outbound}");
    }
    let inbound = of(&report, "Inbound");
    assert!(inbound.contains("454 4.7.5") && inbound.contains("not known here"), "{inbound}");
    assert!(of(&report, "Not this").contains("450 4.4.317"));
}

#[test]
fn without_the_root_it_is_the_certificate_that_is_not_validated() {
    let pki = case::pki();
    let report = Scene::good(&pki).store(&[&pki.retiring]).judge().report;
    let outbound = of(&report, "Outbound");
    assert!(outbound.contains("454 4.7.5") && !outbound.contains("RevocationCheckFailure"), "{outbound}");
}

#[test]
fn a_client_that_ignores_trust_goes_on_unauthenticated() {
    let pki = case::pki();
    let report = Scene::good(&pki).store(&[]).client(Client::SchannelOpportunistic).judge().report;
    assert!(of(&report, "Mail").contains("encrypted and unauthenticated"), "{:?}", said(&report));
}

#[test]
fn postfix_defers_only_where_it_verifies() {
    let pki = case::pki();
    let report = Scene::good(&pki).store(&[]).client(Client::OpensslNoRevocation).judge().report;
    let outbound = of(&report, "Outbound");
    assert!(outbound.contains("`verify` or `secure`") && outbound.contains("five days"), "{outbound}");
    assert!(!said(&report).iter().any(|(about, _)| *about == "Not this"));
}

#[test]
fn from_when_goes_by_the_phase() {
    let pki = case::pki();
    let at = |day_of: i64| {
        let report = Scene::good(&pki).store(&[]).asked(|asked| asked.as_of = Some(day(day_of))).judge().report;
        of(&report, "From when")
    };
    assert_eq!(at(0), format!("From {} on, when the service moves.", Scene::good(&pki).judge().report.times.cutover));
    assert!(at(31).starts_with("Now: the new chain is the only one since "), "{}", at(31));
}

#[test]
fn what_is_not_known_is_said_to_be_the_worst_of_it() {
    let pki = case::pki();
    let scene = Scene::good(&pki).store(&[&pki.retiring]).unread("/etc/ssl", "permission denied", true);
    let report = scene.judge().report;
    assert_eq!(report.decision.token, "cant-say");
    assert!(of(&report, "How sure").starts_with("Not known."));
    let narrowed = Scene::good(&pki).asked(|asked| asked.only = vec![Code::RootPresent]).judge().report;
    assert!(of(&narrowed, "Mail").contains("does not follow"), "{:?}", said(&narrowed));
}

#[test]
fn of_a_superseded_policy_nothing_follows() {
    let report = Scene::good(&case::pki()).policy(|text| text.superseded_by("certready-next")).judge().report;
    assert!(of(&report, "What follows").contains("superseded by certready-next"));
}

#[test]
fn of_single_urls_no_date_is_claimed() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let good = Scene::good(&pki).urls(&[&crl], &[&pki.intermediate]);
    assert!(of(&good.judge().report, "What follows").contains("No date hangs on this"));
    let bad = Scene::good(&pki).urls(&[&crl], &[&pki.intermediate]).status(&crl, 404).judge().report;
    assert!(of(&bad, "What follows").contains("RevocationCheckFailure"));
}

/// What blocks beside the chain has consequences of its own, and no others.
#[test]
fn what_blocks_beside_the_chain_is_told_by_its_own_words() {
    let pki = case::pki();
    let about = |scene: Scene| -> Vec<&'static str> {
        scene.judge().report.if_nothing_is_done.iter().map(|one| one.about.english).collect()
    };
    let expired = Cert::leaf("own.certready.test").valid(day(-100), day(-1)).issued_by(&pki.intermediate);
    let own = Scene::good(&pki).own(&[&expired, &pki.intermediate], |_| ());
    assert_eq!(about(own), ["From when", "This host's own certificate"]);
    let other = Cert::leaf("relay.certready.test").without_urls().issued_by(&pki.intermediate);
    let named = Scene::good(&pki).presenting(&[&other, &pki.intermediate]);
    assert_eq!(about(named), ["From when", "Its name", "Not this"]);
    let plain = Scene::good(&pki).failing(ServiceStep::Ehlo, ServiceFault::NotOffered, Talk::default());
    assert_eq!(about(plain), ["From when", "TLS itself", "Not this"]);
}
