//! `root-auto-update`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{Connect, Setting, SourceFile};
use certready::vocabulary::Sha1Fingerprint;

use crate::common::case::{self, Scene};
use crate::common::ctl::Ctl;
use crate::common::pki::TestPki;
use crate::common::policy::labels::ROOT;
use crate::common::windows::{self, SOURCE, list_at_source, root_at_source};

/// A Windows host that lacks the incoming root.
fn without_root(pki: &TestPki) -> Scene {
    Scene::good(pki).store(&[&pki.retiring]).on_windows()
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
    let scene = without_root(&pki)
        .unreachable(&root_at_source(&pki.root), Connect::Timeout)
        .unreachable(&list_at_source(), Connect::Timeout);
    let judged = scene.judge();
    let said = judged.one(Code::RootAutoUpdate, ROOT);
    let expected = ("root-auto-update.not-offered", Level::Failure, Some(Cause::RootOnDemand), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(
        said.observed().contains(&format!("{}: connect-timeout", root_at_source(&pki.root))),
        "{}",
        said.observed()
    );
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn another_certificate_in_the_roots_place_is_not_the_root() {
    let pki = case::pki();
    let url = root_at_source(&pki.root);
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

/// The source gives these bytes as the list, and the root itself.
fn offering(pki: &TestPki, list: &[u8]) -> Scene {
    windows::offering(without_root(pki), &pki.root, list)
}

fn naming(pki: &TestPki) -> Vec<u8> {
    Ctl::of_roots(&[Sha1Fingerprint::of(pki.root.der()).as_bytes()]).bare()
}

#[test]
fn a_source_that_lists_the_root_and_gives_the_very_certificate_is_a_warning_to_pre_stage_it() {
    let pki = case::pki();
    let judged = offering(&pki, &naming(&pki)).judge();
    let said = judged.one(Code::RootAutoUpdate, ROOT);
    let expected = ("root-auto-update.offered", Level::Warning, Some(Cause::RootOnDemand), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().contains(&root_at_source(&pki.root)), "{}", said.observed());
    assert!(said.next().unwrap().starts_with("Pre-stage it."), "{:?}", said.next());
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.on-demand");
    assert_eq!(judged.said(Code::RootPresent, ROOT).1, Level::Warning);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_list_that_does_not_name_the_root_gives_no_root() {
    let pki = case::pki();
    let judged = offering(&pki, &Ctl::of_roots(&[&[7; 20]]).bare()).judge();
    let said = judged.one(Code::RootAutoUpdate, ROOT);
    assert_eq!((said.template.id, said.level), ("root-auto-update.not-offered", Level::Failure));
    assert!(said.observed().contains("does not name it"), "{}", said.observed());
}

#[test]
fn where_the_list_is_not_understood_the_one_that_windows_keeps_tells() {
    let pki = case::pki();
    let garbled = || offering(&pki, b"MSCF and no cabinet");
    assert_eq!(garbled().judge().said(Code::RootAutoUpdate, ROOT).0, "root-auto-update.not-known");
    let list = naming(&pki);
    let kept = garbled().windows(move |facts, objects| {
        facts.root_update.roots = Setting::Is(objects.put(&list).unwrap());
    });
    assert_eq!(kept.judge().said(Code::RootAutoUpdate, ROOT).0, "root-auto-update.offered");
}

#[test]
fn a_folder_that_lists_the_root_and_holds_it_is_a_source() {
    let pki = case::pki();
    let (list, root) = (naming(&pki), pki.root.der().to_vec());
    let judged = without_root(&pki)
        .windows(move |facts, objects| {
            let file = |name: &str, bytes: &[u8]| SourceFile {
                path: format!(r"\\files\roots\{name}").as_str().into(),
                bytes: Setting::Is(objects.put(bytes).unwrap()),
            };
            facts.root_update.source = Setting::Is(r"file://\\files\roots".into());
            facts.root_update.folder = vec![file("authroot.stl", &list), file("ROOT.crt", &root)];
        })
        .judge();
    let said = judged.one(Code::RootAutoUpdate, ROOT);
    assert_eq!(said.template.id, "root-auto-update.offered");
    assert!(said.observed().contains(r"\\files\roots\ROOT.crt"), "{}", said.observed());
}
