//! `service-identity`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{ServiceFault, ServiceStep, Talk};
use certready::policy::Protocol;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::{Cert, Issued};
use crate::common::key::KeyKind;
use crate::common::pki::TestPki;
use crate::common::policy::labels::RETIRING;
use crate::common::served::at;

fn ids(judged: &Judged) -> Vec<&'static str> {
    judged.ids(Code::ServiceIdentity)
}

fn said(judged: &Judged, id: &str) -> Said {
    case::said(judged.by_id(id))
}

fn presents(pki: &TestPki, leaf: &Issued) -> Judged {
    Scene::good(pki).presenting(&[leaf, &pki.intermediate]).judge()
}

#[test]
fn the_certificate_that_the_policy_describes_is_it() {
    let pki = case::pki();
    let judged = presents(&pki, &pki.leaf);
    assert_eq!(ids(&judged), ["service-identity.as-described"]);
    let due = ("service-identity.as-described", Level::Pass, None, Weight::Decisive);
    assert_eq!(said(&judged, due.0), due);
    let observed = judged.by_id(due.0).observed();
    assert!(observed.contains("OU none") && observed.contains("ECDSA P-256"), "{observed}");
}

#[test]
fn another_name_fails() {
    let pki = case::pki();
    let other = Cert::leaf("relay.certready.test").without_urls().issued_by(&pki.intermediate);
    let judged = presents(&pki, &other);
    assert_eq!(ids(&judged), ["service-identity.other-host", "service-identity.other-names"]);
    let due = ("service-identity.other-names", Level::Failure, Some(Cause::NameMismatch), Weight::Decisive);
    assert_eq!(said(&judged, due.0), due);
    let due = ("service-identity.other-host", Level::Warning, Some(Cause::NameMismatch), Weight::Supporting);
    assert_eq!(said(&judged, due.0), due);
}

/// Partners pin subject and issuer: a unit that is not described breaks them.
#[test]
fn another_organisation_unit_or_key_is_a_warning() {
    let pki = case::pki();
    let leaf = || Cert::leaf("mail.certready.test").without_urls();
    for (leaf, words) in [
        (leaf().unit("Mail"), "its organisational unit is `Mail`, and the policy says none"),
        (leaf().organisation(Some("Other")), "its organisation is `Other`, and the policy says"),
        (leaf().organisation(None), "its organisation is none, and the policy says"),
        (leaf().key(KeyKind::P384), "its key is ECDSA P-384, and the policy says EC P-256"),
    ] {
        let judged = presents(&pki, &leaf.issued_by(&pki.intermediate));
        assert_eq!(ids(&judged), ["service-identity.differs"], "{words}");
        let due = ("service-identity.differs", Level::Warning, Some(Cause::IdentityDiffers), Weight::Supporting);
        assert_eq!(said(&judged, due.0), due);
        let observed = judged.by_id(due.0).observed();
        assert!(observed.contains(words), "{observed}");
    }
}

/// Exchange asks for the host's name under `DomainValidation` alone; who asks by HTTPS always does.
#[test]
fn a_certificate_for_another_host_counts_by_what_is_spoken() {
    let pki = case::pki();
    let chain = [pki.leaf.der().to_vec(), pki.intermediate.der().to_vec()];
    for (protocol, level, weight) in [
        (Protocol::Smtp, Level::Warning, Weight::Supporting),
        (Protocol::Smtps, Level::Warning, Weight::Supporting),
        (Protocol::Https, Level::Failure, Weight::Decisive),
        (Protocol::Tls, Level::Failure, Weight::Decisive),
    ] {
        let id = at(protocol, "other.certready.test", 4433);
        let judged = Scene::good(&pki).presenting_bytes(id, &chain).judge();
        assert_eq!(ids(&judged), ["service-identity.as-described", "service-identity.other-host"]);
        let due = ("service-identity.other-host", level, Some(Cause::NameMismatch), weight);
        assert_eq!(said(&judged, due.0), due);
    }
}

/// The retiring side is described by its own entry, or by none.
#[test]
fn a_side_that_the_policy_does_not_describe_is_shown_and_not_judged() {
    let pki = case::pki();
    let issuer = Cert::ca("Certready Test CA G0").issued_by(&pki.retiring);
    let leaf = Cert::leaf("mail.certready.test").unit("Mail").without_urls().issued_by(&issuer);
    let described = Scene::good(&pki).presenting(&[&leaf, &issuer]);
    assert_eq!(ids(&described.judge()), ["service-identity.differs"]);
    let entry = format!(
        "  - side: retiring\n    root: {RETIRING}\n    common_name: mail.certready.test\n    organisation: Certready Test\n    \
         unit: null\n    key: ECDSA P-256\n"
    );
    let judged = described.policy(|text| text.replacing(&entry.replace("ECDSA", "EC"), "")).judge();
    assert_eq!(ids(&judged), ["service-identity.undescribed"]);
    let observed = judged.by_id("service-identity.undescribed").observed();
    assert!(observed.contains("OU Mail"), "{observed}");
}

#[test]
fn where_nothing_was_presented_another_check_speaks() {
    let pki = case::pki();
    let judged = Scene::good(&pki).failing(ServiceStep::Banner, ServiceFault::Timeout, Talk::default()).judge();
    assert_eq!(ids(&judged), ["service-identity.not-seen"]);
}
