//! `store-complete`.

use std::path::PathBuf;

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{Form, Postfix, StoreOrigin};

use crate::common::case::{self, BUNDLE, Scene};

const INCOMPLETE: Option<Cause> = Some(Cause::StoreIncomplete);

fn postfix(ca_file: Option<&str>, unloadable: Option<&str>) -> StoreOrigin {
    StoreOrigin::Postfix(Postfix {
        ca_file: ca_file.map(Into::into),
        ca_path: None,
        append_default: true,
        level: Some("may".into()),
        jail: None,
        unloadable: unloadable.map(Into::into),
    })
}

#[test]
fn a_store_that_was_read_whole_passes_and_is_counted() {
    let judged = Scene::good(&case::pki()).judge();
    let said = judged.one(Code::StoreComplete, "store");
    assert_eq!(case::said(said), ("store-complete.whole", Level::Pass, None, Weight::Supporting));
    assert_eq!(said.observed(), format!("2 certificates read from {BUNDLE}"));
}

#[test]
fn a_store_without_any_certificate_fails() {
    let judged = Scene::good(&case::pki()).store(&[]).judge();
    let expected = ("store-complete.empty", Level::Failure, INCOMPLETE, Weight::Supporting);
    assert_eq!(judged.said(Code::StoreComplete, "store"), expected);
}

#[test]
fn a_store_of_forms_that_its_reader_passes_over_is_empty() {
    let pki = case::pki();
    let judged = Scene::good(&pki).store(&[]).stored(&pki.root, Form::Der).judge();
    assert_eq!(judged.said(Code::StoreComplete, "store").0, "store-complete.empty");
    // Whoever names a file with --trust-store means what is in it.
    let given = StoreOrigin::Given(PathBuf::from("r1.der"));
    let judged = Scene::good(&pki).store(&[]).stored(&pki.root, Form::Der).origin(given).judge();
    assert_eq!(judged.said(Code::StoreComplete, "store").0, "store-complete.whole");
}

#[test]
fn what_could_not_be_read_warns_at_its_place() {
    let judged = Scene::good(&case::pki()).unread("/etc/ssl/certs/broken.pem", "a broken PEM block", false).judge();
    let said = judged.one(Code::StoreComplete, "/etc/ssl/certs/broken.pem");
    assert_eq!(case::said(said), ("store-complete.unread", Level::Warning, INCOMPLETE, Weight::Supporting));
    assert_eq!(said.observed(), "could not be read: a broken PEM block");
    assert_eq!(judged.ids(Code::StoreComplete).len(), 1);
}

#[test]
fn what_this_account_may_not_read_is_unknown() {
    let judged = Scene::good(&case::pki()).unread("/etc/ssl/private.pem", "permission denied", true).judge();
    let expected = ("store-complete.denied", Level::Unknown, INCOMPLETE, Weight::Supporting);
    assert_eq!(judged.said(Code::StoreComplete, "/etc/ssl/private.pem"), expected);
}

#[test]
fn a_store_that_this_account_may_not_read_is_not_called_empty() {
    let judged = Scene::good(&case::pki()).store(&[]).unread(BUNDLE, "permission denied", true).judge();
    assert_eq!(judged.ids(Code::StoreComplete), ["store-complete.denied"]);
}

#[test]
fn an_entry_that_is_no_certificate_is_worth_knowing() {
    let judged = Scene::good(&case::pki()).stored_bytes(b"\x30\x03\x02\x01\x05", Form::Pem).judge();
    let said = judged.by_id("store-complete.not-understood");
    let expected = ("store-complete.not-understood", Level::Notice, Some(Cause::NotUnderstood), Weight::Supporting);
    assert_eq!(case::said(said), expected);
}

#[test]
fn postfix_that_names_no_store_has_none() {
    // `tls_append_default_CA = yes` changes nothing, and neither do two roots in the system's bundle.
    let judged = Scene::good(&case::pki()).store(&[]).origin(postfix(None, None)).judge();
    let said = judged.one(Code::StoreComplete, "store");
    assert_eq!(case::said(said), ("store-complete.nothing-named", Level::Failure, INCOMPLETE, Weight::Supporting));
    let judged = Scene::good(&case::pki()).origin(postfix(Some(BUNDLE), None)).judge();
    assert_eq!(judged.ids(Code::StoreComplete), ["store-complete.whole"]);
}

#[test]
fn a_file_that_postfix_cannot_load_leaves_it_without_tls() {
    let broken = postfix(Some(BUNDLE), Some("smtp_tls_CAfile holds a broken PEM block"));
    let judged = Scene::good(&case::pki()).origin(broken).judge();
    let said = judged.one(Code::StoreComplete, "store");
    assert_eq!(case::said(said), ("store-complete.unloadable", Level::Failure, INCOMPLETE, Weight::Supporting));
    assert!(said.observed().ends_with("smtp_tls_CAfile holds a broken PEM block"), "{}", said.observed());
}
