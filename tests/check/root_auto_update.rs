//! `root-auto-update`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{Connect, Setting, SourceFile};
use certready::vocabulary::Sha1Fingerprint;

use crate::common::case::{self, Scene};
use crate::common::pki::TestPki;
use crate::common::policy::labels::ROOT;

const SOURCE: &str = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en";

/// A Windows host that lacks the incoming root.
fn without_root(pki: &TestPki) -> Scene {
    Scene::good(pki).store(&[&pki.retiring]).on_windows()
}

/// Where Windows Update has the root.
fn of_root(pki: &TestPki) -> String {
    format!("{SOURCE}/{}.crt", Sha1Fingerprint::of(pki.root.der()).to_string().to_ascii_uppercase())
}

fn list() -> String {
    format!("{SOURCE}/authrootstl.cab")
}

#[test]
fn with_every_root_at_hand_the_update_is_not_needed_and_nothing_is_asked_of_its_source() {
    let pki = case::pki();
    let judged = Scene::good(&pki).on_windows().judge();
    let expected = ("root-auto-update.not-needed", Level::Pass, None, Weight::Decisive);
    assert_eq!(judged.said(Code::RootAutoUpdate, "root update"), expected);
    let asked = Scene::good(&pki).on_windows().evidence().observations.fetches;
    assert!(asked.iter().all(|fetch| !fetch.id.url.as_str().starts_with(SOURCE)));
    assert!(Scene::good(&pki).judge().all(Code::RootAutoUpdate).is_empty());
}

#[test]
fn switched_off_it_is_worth_knowing_where_nothing_is_missed_and_fails_where_a_root_is() {
    let pki = case::pki();
    let off = |scene: Scene| scene.windows(|facts, _| facts.root_update.disabled = Setting::Is(1));
    let judged = off(Scene::good(&pki).on_windows()).judge();
    let notice = ("root-auto-update.off-not-needed", Level::Notice, Some(Cause::RootUpdateOff), Weight::Decisive);
    assert_eq!(judged.said(Code::RootAutoUpdate, "root update"), notice);
    assert_eq!(judged.verdict(), Verdict::Ready);
    let judged = off(without_root(&pki)).judge();
    let failure = ("root-auto-update.off", Level::Failure, Some(Cause::RootUpdateOff), Weight::Decisive);
    assert_eq!(judged.said(Code::RootAutoUpdate, ROOT), failure);
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.absent-in-windows");
    assert_eq!(judged.verdict(), Verdict::NotReady);
    // A source that is switched off is not asked.
    let asked = off(without_root(&pki)).evidence().observations.fetches;
    assert!(asked.iter().all(|fetch| !fetch.id.url.as_str().starts_with(SOURCE)));
}

#[test]
fn a_source_out_of_reach_fails_and_says_at_which_url() {
    let pki = case::pki();
    let scene = without_root(&pki).unreachable(&of_root(&pki), Connect::Timeout).unreachable(&list(), Connect::Timeout);
    let judged = scene.judge();
    let said = judged.one(Code::RootAutoUpdate, ROOT);
    let expected = ("root-auto-update.not-offered", Level::Failure, Some(Cause::RootOnDemand), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().contains(&format!("{}: connect-timeout", of_root(&pki))), "{}", said.observed());
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn another_certificate_in_the_roots_place_is_not_the_root() {
    let pki = case::pki();
    let url = of_root(&pki);
    let scene = without_root(&pki).body(&url, pki.retiring.der()).answer(&url, |answer| answer.status = 200);
    let judged = scene.judge();
    assert_eq!(judged.said(Code::RootAutoUpdate, ROOT).0, "root-auto-update.not-offered");
}

#[test]
fn settings_that_could_not_be_read_leave_it_open() {
    let pki = case::pki();
    let refused = without_root(&pki).windows(|facts, _| {
        facts.root_update.disabled = Setting::Unreadable(r"HKLM\SOFTWARE\Policies: access denied".into());
    });
    let judged = refused.judge();
    let said = judged.one(Code::RootAutoUpdate, ROOT);
    assert_eq!((said.template.id, said.level), ("root-auto-update.not-known", Level::Unknown));
    assert!(said.observed().contains(r"HKLM\SOFTWARE\Policies: access denied"), "{}", said.observed());
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.perhaps-on-demand");
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn a_folder_as_source_that_this_account_can_not_read_leaves_it_open_and_one_without_the_root_fails() {
    let pki = case::pki();
    let path = r"\\files\roots\authroot.stl";
    let folder = |bytes: Setting<certready::vocabulary::Digest>| {
        without_root(&pki).windows(move |facts, _| {
            facts.root_update.source = Setting::Is(r"\\files\roots".into());
            facts.root_update.folder = vec![SourceFile { path: path.into(), bytes: bytes.clone() }];
        })
    };
    let judged = folder(Setting::Unreadable(format!("{path}: access denied").as_str().into())).judge();
    assert_eq!(judged.said(Code::RootAutoUpdate, ROOT).0, "root-auto-update.not-known");
    let judged = folder(Setting::Absent).judge();
    assert_eq!(judged.said(Code::RootAutoUpdate, ROOT).0, "root-auto-update.not-offered");
}
