//! The packages of a release, made of a stand-in that is small: a script that says what a binary of another target would, and
//! asks the one under test for the rest.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::root;
use crate::common::capability::require;

/// What a program prints. It is run in the repository.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A stand-in for a binary of a target, of a commit. Behind its end stands what an ELF file would name.
fn stand_in(folder: &Path, target: &str, commit: &str) -> PathBuf {
    let path = folder.join("certready");
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = --version ] || exec '{}' \"$@\"\necho 'certready 1.2.3 (x)'\necho 'commit      {commit}'\necho 'target      {target}'\nexit\n\0GLIBC_2.4\0GLIBC_2.31\0libgcc_s.so.1\0",
        env!("CARGO_BIN_EXE_certready")
    );
    crate::common::script::write(&path, &script);
    path
}

/// The files that `.ci/package` makes of a stand-in, in the folder `out` below `folder`.
fn packed(folder: &Path, out: &str, target: &str) -> PathBuf {
    let binary = stand_in(folder, target, &said("git", &["rev-parse", "HEAD"]));
    let out = folder.join(out);
    let script = root().join(".ci/package");
    said(script.to_str().unwrap(), &["--binary", binary.to_str().unwrap(), out.to_str().unwrap()]);
    out
}

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> =
        entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect();
    files.sort();
    files
}

/// README.md and the pages of docs/, as a package holds them.
fn pages() -> Vec<PathBuf> {
    let tracked = said("git", &["ls-files", "README.md", "docs/*.md"]);
    tracked.lines().map(PathBuf::from).collect()
}

/// The files and folders that a page leads to.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    links.filter(|link| !link.is_empty() && !link.starts_with("http"))
}

const LINUX: &str = "x86_64-unknown-linux-gnu";
const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// Times are the commit's, owners root, orders those of names: who packs, when and where, is not seen.
#[test]
fn two_packings_of_one_binary_are_the_same_bytes() {
    require!("python3");
    let folder = tempfile::tempdir().unwrap();
    let once = bytes(&packed(folder.path(), "once", LINUX));
    let names: Vec<&str> = once.iter().map(|(name, _)| name.as_str()).collect();
    for expected in ["SHA256SUMS", "certready-1.2.3-x86_64-unknown-linux-gnu.tar.gz"] {
        assert!(names.contains(&expected), "{names:?}");
    }
    assert_eq!(bytes(&packed(folder.path(), "again", LINUX)), once);
    let sums = String::from_utf8(once[0].1.clone()).unwrap();
    assert_eq!(sums.lines().count(), names.len() - 1, "{sums}");
}

#[test]
fn an_archive_unpacks_to_one_folder_with_all_that_a_binary_needs() {
    require!("python3");
    let folder = tempfile::tempdir().unwrap();
    let out = packed(folder.path(), "out", LINUX);
    let archive = out.join("certready-1.2.3-x86_64-unknown-linux-gnu.tar.gz");
    let listed = said("tar", &["-tvzf", archive.to_str().unwrap()]);
    assert!(listed.lines().all(|line| line.contains(" root/root ")), "{listed}");
    let top = "certready-1.2.3-x86_64-unknown-linux-gnu/";
    for name in [
        "certready",
        "README.md",
        "LICENSE-MIT",
        "THIRD-PARTY.txt",
        "certready.cdx.json",
        "docs/release.md",
        "man/certready-check.1",
        "completions/_certready",
    ] {
        assert!(listed.lines().any(|line| line.ends_with(&format!(" {top}{name}"))), "{name}: {listed}");
    }
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        for link in links(&text) {
            let there = page.parent().unwrap().join(link);
            let there = there.to_str().unwrap();
            assert!(listed.contains(&format!(" {top}{there}")), "{}: {link}", page.display());
        }
    }
    let modes = |end: &str| listed.lines().find(|line| line.ends_with(end)).unwrap().split(' ').next().unwrap();
    assert_eq!((modes("/certready"), modes("/README.md")), ("-rwxr-xr-x", "-rw-r--r--"));
}

#[test]
fn a_zip_for_windows_holds_the_exe_and_what_powershell_completes_by() {
    require!("python3");
    let folder = tempfile::tempdir().unwrap();
    let out = packed(folder.path(), "once", WINDOWS);
    let zip = out.join("certready-1.2.3-x86_64-pc-windows-gnu.zip");
    let listed = said("python3", &["-m", "zipfile", "-l", zip.to_str().unwrap()]);
    for name in ["certready.exe", "THIRD-PARTY.txt", "completions/certready.ps1", "docs/windows.md"] {
        assert!(listed.contains(&format!("certready-1.2.3-{WINDOWS}/{name} ")), "{name}: {listed}");
    }
    assert!(!listed.contains("/man/"), "{listed}");
    assert_eq!(bytes(&packed(folder.path(), "again", WINDOWS)), bytes(&out));
}

/// What `dpkg` is told; and nothing lies outside /usr.
#[test]
fn a_deb_asks_for_the_c_library_that_the_binary_names() {
    require!("python3");
    require!("dpkg-deb");
    let folder = tempfile::tempdir().unwrap();
    let deb = packed(folder.path(), "out", LINUX).join("certready_1.2.3-1_amd64.deb");
    let control = said("dpkg-deb", &["--info", deb.to_str().unwrap(), "control"]);
    assert!(control.contains("\nDepends: libc6 (>= 2.31), libgcc-s1\n"), "{control}");
    let listed = said("dpkg-deb", &["--contents", deb.to_str().unwrap()]);
    assert!(listed.lines().all(|line| line.contains(" root/root ")), "{listed}");
    let outside = |line: &&str| !line.contains(" ./usr/") && !line.ends_with(" ./");
    assert_eq!(listed.lines().find(outside), None);
    assert!(listed.contains(" ./usr/share/man/man1/certready-policy-lint.1.gz"), "{listed}");
}

/// A package is named by its commit, and its documentation is taken from the checkout: they must be the same.
#[test]
fn a_binary_of_another_commit_is_not_packed() {
    require!("python3");
    let folder = tempfile::tempdir().unwrap();
    let other = "0123456789abcdef0123456789abcdef01234567";
    let binary = stand_in(folder.path(), LINUX, other);
    let out = folder.path().join("out");
    let output = Command::new(root().join(".ci/package")).arg("--binary").arg(&binary).arg(&out).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("the binary is of commit {other}, and this is ")), "{said}");
    assert!(!out.exists());
}
