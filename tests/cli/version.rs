//! `--version`: one line for people and tickets, and with `--verbose` what a release is compared by.

use std::path::Path;

use certready::vocabulary::Digest;

use crate::common::run::certready;

/// The words behind a name in `--version --verbose`.
fn told(name: &str) -> String {
    let run = certready(&["--version", "--verbose"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let line =
        run.stdout.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name}: {run:#?}"));
    line.trim_start().to_owned()
}

#[test]
fn the_version_is_one_line_that_begins_the_long_one() {
    let short = certready(&["--version"]);
    assert_eq!((short.status, short.stdout.lines().count()), (0, 1), "{short:#?}");
    assert_eq!(certready(&["-V"]).stdout, short.stdout);
    let long = certready(&["--version", "--verbose"]).stdout;
    assert!(long.starts_with(&short.stdout) && long.lines().count() == 7, "{long}");
    assert_eq!(certready(&["-Vv"]).stdout, long);
    assert_eq!(certready(&["--verbose", "--version"]).stdout, long);
}

#[test]
fn the_short_commit_begins_the_whole_one() {
    let commit = told("commit");
    let short: String = commit.chars().take(12).collect();
    assert_eq!(certready(&["--version"]).stdout, format!("certready {} ({short})\n", env!("CARGO_PKG_VERSION")));
    assert!(commit == "unknown" || commit.len() == 40, "{commit}");
}

#[test]
fn the_digest_of_the_dependencies_is_that_of_the_lock_file() {
    let lock = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    assert_eq!(told("Cargo.lock"), format!("sha256 {}", Digest::of(&lock)));
    let packages = String::from_utf8(lock).unwrap().matches("[[package]]").count();
    assert!(told("crates").starts_with(&format!("{} in Cargo.lock", packages - 1)));
}

#[test]
fn target_profile_and_compiler_are_told() {
    assert!(told("target").starts_with(std::env::consts::ARCH));
    assert!(["debug", "windows", "release", "ci"].contains(&told("profile").as_str()), "{}", told("profile"));
    assert!(told("compiler").starts_with("rustc 1."), "{}", told("compiler"));
}

/// Two builds of one commit, in two folders and at two times, are the same bytes.
#[test]
fn no_path_is_told() {
    let said = certready(&["--version", "--verbose"]).stdout;
    assert!(!said.contains('/') && !said.contains('\\'), "{said}");
}

#[test]
fn verbose_alone_and_a_command_beside_the_version_are_refused() {
    for arguments in [&["--verbose"][..], &["--version", "policy", "list"], &["-v", "policy", "list"]] {
        let run = certready(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (64, ""), "{arguments:?} {run:#?}");
    }
}
