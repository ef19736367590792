//! `root-scope`.

use certready::finding::{Cause, Client, Code, Level, Verdict, Weight};
use certready::observation::{Scope, StoreOrigin, SystemStore};

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
    let import = r"Import it into LocalMachine\Root (as administrator: certutil -addstore -f Root FILE; or by group policy), then";
    assert_eq!(next, format!("{import} restart MSExchangeTransport: mail waits while it restarts."));
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

/// An appliance's exported bundle is judged as what it is: this Windows' own stores and engine say nothing of it.
#[test]
fn a_store_that_was_given_is_not_judged_by_this_windows() {
    let pki = case::pki();
    let given = StoreOrigin::Given("exported.pem".into());
    let judged = Scene::good(&pki).on_windows().store(&[&pki.retiring, &pki.root]).origin(given).judge();
    let own = [Code::RootScope, Code::RootTrusted, Code::RootAutoUpdate, Code::OsChain, Code::RestartPending];
    assert!(own.into_iter().all(|code| judged.all(code).is_empty()));
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.by-certificate");
    assert_eq!(judged.verdict(), Verdict::Ready);
}
