//! `intermediate-present`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{Connect, Form};

use crate::common::case::{self, BUNDLE, Scene};
use crate::common::pki::paths;
use crate::common::policy::labels::INTERMEDIATE;

/// A service that was asked presents it: then it need be nowhere else.
#[test]
fn an_intermediate_that_a_service_presents_is_at_hand() {
    let pki = case::pki();
    let judged = Scene::good(&pki).presenting(&[&pki.leaf, &pki.intermediate]).judge();
    let due = ("intermediate-present.presented", Level::Pass, None, Weight::Supporting);
    assert_eq!(judged.said(Code::IntermediatePresent, INTERMEDIATE), due);
    let observed = judged.one(Code::IntermediatePresent, INTERMEDIATE).observed();
    assert!(observed.contains("presented by smtp://mail.certready.test:25"), "{observed}");
}

#[test]
fn an_intermediate_in_the_store_passes() {
    let pki = case::pki();
    let judged = Scene::good(&pki).stored(&pki.intermediate, Form::Pem).judge();
    let said = judged.one(Code::IntermediatePresent, INTERMEDIATE);
    assert_eq!(case::said(said), ("intermediate-present.in-store", Level::Pass, None, Weight::Supporting));
    assert_eq!(said.observed(), format!("in the store, in {BUNDLE}"));
}

#[test]
fn an_intermediate_that_aia_brings_passes() {
    let pki = case::pki();
    let judged = Scene::good(&pki).judge();
    let said = judged.one(Code::IntermediatePresent, INTERMEDIATE);
    assert_eq!(case::said(said), ("intermediate-present.by-aia", Level::Pass, None, Weight::Supporting));
    assert!(said.observed().ends_with(&pki.url(paths::AIA)), "{}", said.observed());
}

#[test]
fn an_intermediate_in_neither_place_is_worth_knowing() {
    let pki = case::pki();
    let absent = ("intermediate-present.absent", Level::Notice, Some(Cause::IntermediateAbsent), Weight::Supporting);
    let judged = Scene::good(&pki).unreachable(&pki.url(paths::AIA), Connect::Timeout).judge();
    assert_eq!(judged.said(Code::IntermediatePresent, INTERMEDIATE), absent);
    // Another certificate that AIA brings is not it.
    let judged = Scene::good(&pki).body(&pki.url(paths::AIA), pki.leaf.der()).judge();
    assert_eq!(judged.said(Code::IntermediatePresent, INTERMEDIATE), absent);
}
