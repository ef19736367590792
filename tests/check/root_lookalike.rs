//! `root-lookalike`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::Form;

use crate::common::case::{self, Scene};
use crate::common::cert::Cert;
use crate::common::policy::labels::ROOT;

#[test]
fn a_store_where_the_name_stands_for_one_key_passes() {
    let judged = Scene::good(&case::pki()).judge();
    assert_eq!(judged.said(Code::RootLookalike, ROOT), ("root-lookalike.none", Level::Pass, None, Weight::Supporting));
}

#[test]
fn the_same_name_with_another_key_beside_the_root_is_worth_knowing() {
    let lookalike = Cert::ca(ROOT).key_named("another key").self_signed();
    let judged = Scene::good(&case::pki()).stored(&lookalike, Form::Pem).judge();
    let said = judged.one(Code::RootLookalike, ROOT);
    let expected = ("root-lookalike.beside", Level::Notice, Some(Cause::RootLookalike), Weight::Supporting);
    assert_eq!(case::said(said), expected);
    assert_eq!(said.verify().unwrap(), format!("certready store find {}", lookalike.fingerprint()));
}

#[test]
fn the_same_name_with_another_key_in_the_roots_place_warns() {
    let pki = case::pki();
    let lookalike = Cert::ca(ROOT).key_named("another key").self_signed();
    let judged = Scene::good(&pki).store(&[&pki.retiring, &lookalike]).judge();
    let expected = ("root-lookalike.instead", Level::Warning, Some(Cause::RootLookalike), Weight::Supporting);
    assert_eq!(judged.said(Code::RootLookalike, ROOT), expected);
}

#[test]
fn another_certificate_of_the_same_key_is_no_lookalike() {
    let edition = Cert::ca(ROOT).serial(&[7]).self_signed();
    let judged = Scene::good(&case::pki()).stored(&edition, Form::Pem).judge();
    assert_eq!(judged.said(Code::RootLookalike, ROOT).0, "root-lookalike.none");
}

#[test]
fn another_name_with_another_key_is_no_lookalike() {
    let other = Cert::ca("Another Root").self_signed();
    let judged = Scene::good(&case::pki()).stored(&other, Form::Pem).judge();
    assert_eq!(judged.said(Code::RootLookalike, ROOT).0, "root-lookalike.none");
}
