//! `path-valid`: the path from each intermediate to an incoming anchor, by the rules of RFC 5280 §6.1.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use rcgen::ExtendedKeyUsagePurpose;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::Cert;
use crate::common::der;
use crate::common::pki::day;
use crate::common::policy::labels::INTERMEDIATE;

const HOLDS: Said = ("path-valid.holds", Level::Pass, None, Weight::Decisive);
const BROKEN: Said = ("path-valid.broken", Level::Failure, Some(Cause::PathInvalid), Weight::Decisive);
const UNKNOWN: Said = ("path-valid.not-understood", Level::Unknown, Some(Cause::NotUnderstood), Weight::Decisive);

/// The scene with another root and another intermediate, otherwise good.
fn judged(root: impl FnOnce(Cert) -> Cert, intermediate: impl FnOnce(Cert) -> Cert) -> Judged {
    Scene::good(&case::pki_plan().root(root).intermediate(intermediate).build()).judge()
}

fn said(judged: &Judged) -> Said {
    judged.said(Code::PathValid, INTERMEDIATE)
}

#[test]
fn a_path_of_a_ca_below_a_root_holds_and_is_shown() {
    let judged = judged(|root| root, |intermediate| intermediate);
    assert_eq!(said(&judged), HOLDS);
    let path = judged.by_id("path-valid.holds").observed();
    assert!(path.ends_with("Certready Test CA G1 → Certready Test Root R1"), "{path}");
}

/// RFC 5280 §6.1.4(l): the root allows no CA below itself, so that the intermediate may issue nothing.
#[test]
fn a_root_that_allows_no_ca_below_itself_breaks_it() {
    let broken = judged(|root| root.path_length(0), |intermediate| intermediate);
    assert_eq!(said(&broken), BROKEN);
    assert_eq!(broken.verdict(), Verdict::NotReady);
    assert_eq!(said(&judged(|root| root.path_length(1), |intermediate| intermediate)), HOLDS);
}

/// RFC 5280 §4.2.1.12, as Windows and OpenSSL read it in a CA's certificate.
#[test]
fn an_intermediate_that_is_for_clients_alone_breaks_it() {
    let of = |usages: &[ExtendedKeyUsagePurpose]| said(&judged(|root| root, |ca| ca.extended_usages(usages)));
    assert_eq!(of(&[ExtendedKeyUsagePurpose::ClientAuth]), BROKEN);
    assert_eq!(of(&[ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth]), HOLDS);
}

/// RFC 5280 §6.1.4(o): what is critical and not known here is no proof that other clients refuse it, and never a pass.
#[test]
fn a_critical_extension_that_is_not_known_is_not_understood() {
    let of = |critical| judged(|root| root, |ca| ca.extension("1.3.6.1.4.1.32473.1", critical, &der::null()));
    assert_eq!(said(&of(true)), UNKNOWN);
    assert_eq!(of(true).verdict(), Verdict::Undetermined);
    assert_eq!(said(&of(false)), HOLDS);
}

/// Whose time it is, is said once, by the checks of validity.
#[test]
fn a_path_through_what_has_ended_is_their_checks_matter() {
    let ended = judged(|root| root, |ca| ca.valid(day(-10), day(20)));
    let out_of_time: Said = ("path-valid.out-of-time", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(said(&ended), out_of_time);
    assert_eq!(said(&judged(|root| root, |ca| ca.valid(day(-10), day(31)))), HOLDS);
}
