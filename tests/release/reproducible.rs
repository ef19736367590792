//! The script that compares two builds, with a stand-in for cargo that writes a line in a binary's place.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::root;

/// Runs the script where `cargo` writes what the shell makes of `line`. `arguments` follow.
fn reproducible(line: &str, arguments: &[&str]) -> Output {
    let folder: TempDir = tempfile::tempdir().unwrap();
    let cargo = folder.path().join("cargo");
    let script = format!("#!/bin/sh\nmkdir -p target/release\necho \"{line}\" > target/release/certready\n");
    crate::common::script::write(&cargo, &script);
    let path = std::env::var_os("PATH").unwrap();
    let paths = [folder.path().to_owned()].into_iter().chain(std::env::split_paths(&path));
    let mut command = Command::new(root().join(".ci/reproducible"));
    command.args(arguments).env("PATH", std::env::join_paths(paths).unwrap());
    command.output().unwrap()
}

/// Status, standard output and standard error.
fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn two_builds_that_are_the_same_bytes_are_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    // A URL that begins as a home of root's does is none.
    let output = reproducible("http://crl.example/root.crl", &["--keep", out.to_str().unwrap()]);
    let (status, said, error) = told(&output);
    assert_eq!((status, error.as_str()), (Some(0), ""), "{said}");
    assert!(said.ends_with("two builds, one binary\n"), "{said}");
    assert_eq!(fs::read_to_string(out.join("certready")).unwrap(), "http://crl.example/root.crl\n");
}

#[test]
fn two_builds_that_differ_fail_and_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let output = reproducible("in $TZ", &["--keep", out.to_str().unwrap()]);
    let (status, said, error) = told(&output);
    assert_eq!(status, Some(1), "{said}");
    assert!(error.contains("two builds, two binaries"), "{error}");
    assert!(!out.exists());
}

#[test]
fn a_binary_that_names_a_folder_of_the_machine_fails() {
    let (status, said, error) = told(&reproducible("$CARGO_HOME/registry", &[]));
    assert_eq!(status, Some(1), "{said}");
    assert!(error.contains("the binary names /"), "{error}");
}
