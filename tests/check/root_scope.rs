//! `root-scope`.

use certready::finding::{Cause, Client, Code, Level, Verdict, Weight};
use certready::observation::{Scope, SystemStore};

use crate::common::case::{self, Scene};
use crate::common::policy::labels::ROOT;
use crate::common::windows::{kept, machine_root};

const DEFAULT: &str = ".Default";

#[test]
fn a_root_in_any_physical_store_of_the_machine_passes() {
    let pki = case::pki();
    for (store, physical) in [
        (SystemStore::Root, DEFAULT),
        (SystemStore::Root, ".GroupPolicy"),
        (SystemStore::Root, ".Enterprise"),
        (SystemStore::AuthRoot, DEFAULT),
    ] {
        let scene = Scene::good(&pki).store(&[&pki.retiring]).on_windows();
        let judged = scene.kept(&pki.root, kept(Scope::Machine, store, physical)).judge();
        let said = judged.one(Code::RootScope, ROOT);
        assert_eq!(case::said(said), ("root-scope.of-machine", Level::Pass, None, Weight::Decisive));
        assert!(said.observed().contains(&format!(r"LocalMachine\{}\{physical}", store.word())), "{}", said.observed());
        assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.by-certificate");
    }
}

#[test]
fn a_root_in_the_account_alone_is_not_seen_by_services() {
    let pki = case::pki();
    let of_account = kept(Scope::Account, SystemStore::Root, DEFAULT);
    let scene = || Scene::good(&pki).store(&[&pki.retiring]).on_windows().kept(&pki.root, of_account.clone());
    let judged = scene().judge();
    let said = judged.one(Code::RootScope, ROOT);
    let expected = ("root-scope.of-account", Level::Failure, Some(Cause::RootWrongStore), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().contains(r"CurrentUser\Root\.Default"), "{}", said.observed());
    let next = said.next().unwrap();
    assert!(next.contains(r"LocalMachine\Root") && next.contains("MSExchangeTransport"), "{next}");
    assert_eq!(judged.verdict(), Verdict::NotReady);
    // It is no anchor of the services either.
    let present = judged.said(Code::RootPresent, ROOT);
    assert_eq!((present.0, present.1), ("root-present.other-store", Level::Failure));
    // The same copy beside the machine's harms nothing.
    assert_eq!(scene().kept(&pki.root, machine_root()).judge().said(Code::RootScope, ROOT).0, "root-scope.of-machine");
}

#[test]
fn a_root_in_a_store_that_holds_no_anchors_is_root_presents_matter() {
    let pki = case::pki();
    for store in [SystemStore::Ca, SystemStore::My, SystemStore::Disallowed] {
        let scene = Scene::good(&pki).store(&[&pki.retiring]).on_windows();
        let judged = scene.kept(&pki.root, kept(Scope::Machine, store, DEFAULT)).judge();
        assert_eq!(judged.said(Code::RootScope, ROOT).0, "root-scope.nowhere", "{store:?}");
        assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.other-store", "{store:?}");
    }
}

#[test]
fn a_client_that_ignores_trust_is_not_failed_by_it_and_other_systems_have_no_scope() {
    let pki = case::pki();
    let of_account = kept(Scope::Account, SystemStore::Root, DEFAULT);
    let scene = Scene::good(&pki).store(&[&pki.retiring]).on_windows().kept(&pki.root, of_account);
    let judged = scene.client(Client::SchannelOpportunistic).judge();
    assert_eq!(judged.one(Code::RootScope, ROOT).weight, Weight::Supporting);
    assert!(Scene::good(&pki).judge().all(Code::RootScope).is_empty());
}
