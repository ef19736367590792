//! How Windows updates its roots: values are set in the registry, and read as what they are.

use std::fs;

use certready::evidence::Objects;
use certready::observation::{RootUpdate, Setting};
use certready::plan::{ChainQuestions, UpdateSource};
use certready::probe::host::read_windows;
use certready::vocabulary::{Digest, Sha1Fingerprint};

use crate::common::pki::day;
use crate::common::registry::Settings;

const POLICY: &str = r"HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\AuthRoot";
const UPDATE: &str = r"HKLM\SOFTWARE\Microsoft\SystemCertificates\AuthRoot\AutoUpdate";

fn read(missed: &[Sha1Fingerprint]) -> (RootUpdate, Objects) {
    let objects = Objects::new();
    let facts = read_windows(&objects, &ChainQuestions::default(), missed).unwrap();
    (facts.root_update, objects)
}

/// One test, because there is one such key.
#[test]
fn the_root_update_is_told_as_it_is_set() {
    let (update, _) = read(&[]);
    assert_eq!(update.disabled, Setting::Absent);
    assert_eq!(update.source, Setting::Absent);

    // Switched off.
    let mut off = Settings::alone();
    off.number(POLICY, "DisableRootAutoUpdate", 1);
    let (update, _) = read(&[]);
    assert_eq!(update.disabled, Setting::Is(1));
    assert_eq!(UpdateSource::of(&update), UpdateSource::Off);
    drop(off);

    // Of another kind than Windows reads.
    let mut odd = Settings::alone();
    odd.text(POLICY, "DisableRootAutoUpdate", "1");
    let why = read(&[]).0.disabled.refused().unwrap().to_string();
    assert!(why.starts_with(&format!("{POLICY}\\DisableRootAutoUpdate: ")), "{why}");
    drop(odd);

    // The lists, and a source that is a folder with one of two roots.
    let folder = tempfile::tempdir().unwrap();
    let (there, not_there) = (Sha1Fingerprint::of(b"there"), Sha1Fingerprint::of(b"not there"));
    let name = |sha1: &Sha1Fingerprint| format!("{}.crt", sha1.to_string().to_ascii_uppercase());
    fs::write(folder.path().join("authroot.stl"), b"a list").unwrap();
    fs::write(folder.path().join(name(&there)), b"a root").unwrap();
    let source = folder.path().display().to_string();
    let mut values = Settings::alone();
    values.text(UPDATE, "RootDirUrl", &source);
    values.bytes(UPDATE, "LastSyncTime", &day(-2).filetime().to_le_bytes());
    values.bytes(UPDATE, "EncodedCtl", b"roots");
    values.bytes(UPDATE, "DisallowedCertEncodedCtl", b"disallowed");
    let (update, objects) = read(&[there, not_there]);
    assert_eq!(update.source, Setting::Is(source.as_str().into()));
    assert_eq!(update.synced, Setting::Is(day(-2)));
    for (setting, bytes) in [(&update.roots, &b"roots"[..]), (&update.disallowed, b"disallowed")] {
        assert_eq!(*setting, Setting::Is(Digest::of(bytes)));
        assert_eq!(objects.small(&Digest::of(bytes), 100).unwrap().as_deref(), Some(bytes));
    }
    let files: Vec<_> = update.folder.iter().map(|file| (file.path.as_str(), file.bytes.clone())).collect();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let expected = [
        (path("authroot.stl"), Setting::Is(Digest::of(b"a list"))),
        (path("authrootstl.cab"), Setting::Absent),
        (path(&name(&there)), Setting::Is(Digest::of(b"a root"))),
        (path(&name(&not_there)), Setting::Absent),
    ];
    assert_eq!(files, expected.each_ref().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    // Where nothing is missed, nobody looks.
    assert_eq!(read(&[]).0.folder, []);

    // A folder that is not there is not an empty one.
    folder.close().unwrap();
    let (update, _) = read(&[there]);
    assert!(update.folder.len() == 3 && update.folder.iter().all(|file| file.bytes.refused().is_some()));
    drop(values);
}
