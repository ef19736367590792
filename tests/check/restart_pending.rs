//! `restart-pending`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{Kept, Scope, Setting, SystemStore};

use crate::common::case::{self, Scene};
use crate::common::pki::TestPki;
use crate::common::policy::labels::ROOT;
use crate::common::windows::{kept, machine_root};

/// The root's entry was last written that many days before the run; the transport was started three days before.
fn written(pki: &TestPki, days: i64) -> Scene {
    let entry = Kept { written: Some(pki.day(-days)), ..machine_root() };
    Scene::good(pki).store(&[&pki.retiring]).on_windows().kept(&pki.root, entry)
}

#[test]
fn a_transport_that_was_started_after_the_root_came_passes() {
    let pki = case::pki();
    let judged = written(&pki, 4).judge();
    let expected = ("restart-pending.started-after", Level::Pass, None, Weight::Supporting);
    assert_eq!(judged.said(Code::RestartPending, ROOT), expected);
}

#[test]
fn a_root_that_came_after_the_transport_was_started_waits_for_a_restart() {
    let pki = case::pki();
    let judged = written(&pki, 2).judge();
    let said = judged.one(Code::RestartPending, ROOT);
    let expected = ("restart-pending.pending", Level::Warning, Some(Cause::RestartPending), Weight::Supporting);
    assert_eq!(case::said(said), expected);
    assert!(said.next().unwrap().contains("mail waits"), "{:?}", said.next());
    // An older copy in another store of the machine was there all the time.
    let older = Kept { written: Some(pki.day(-9)), ..kept(Scope::Machine, SystemStore::AuthRoot, ".Default") };
    let judged = written(&pki, 2).kept(&pki.root, older).judge();
    assert_eq!(judged.said(Code::RestartPending, ROOT).0, "restart-pending.started-after");
}

#[test]
fn without_a_transport_or_an_entry_it_does_not_arise_and_a_refusal_is_unknown() {
    let pki = case::pki();
    let none = written(&pki, 2).windows(|facts, _| facts.transport_started = Setting::Absent).judge();
    assert_eq!(none.said(Code::RestartPending, ROOT).0, "restart-pending.no-transport");
    let no_entry = Scene::good(&pki).on_windows().judge();
    assert_eq!(no_entry.said(Code::RestartPending, ROOT).0, "restart-pending.no-transport");
    let refused = written(&pki, 2)
        .windows(|facts, _| facts.transport_started = Setting::Unreadable("MSExchangeTransport: access denied".into()))
        .judge();
    let said = refused.one(Code::RestartPending, ROOT);
    assert_eq!((said.template.id, said.level), ("restart-pending.not-known", Level::Unknown));
    assert!(said.observed().contains("access denied"), "{}", said.observed());
    assert!(Scene::good(&pki).judge().all(Code::RestartPending).is_empty());
}
