//! The binary on a host in trouble: full disks, kills, folders that can't be written, closed handles, small limits, odd
//! languages. Whatever happens: no panic, no half-written file under the name that was asked for, and never READY by a
//! fault of this host.

mod disk;
mod handles;
mod killed;
mod language;
mod limits;
mod places;
mod together;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use super::listing;
use crate::common::lab::Lab;
use crate::common::run::{self, Finished};

/// The binary under a shell: the script prepares what the host shall be like and ends with `exec "$@"`, or looks at what
/// was left. Words that it needs itself come first (`$1`, to be shifted away).
fn shell(script: &str, own: &[&OsStr], arguments: &[String]) -> Command {
    let mut command = run::clean("sh");
    command.args(["-c", script, "sh"]).args(own).arg(env!("CARGO_BIN_EXE_certready")).args(arguments);
    command
}

/// A copy of the binary that another account may run, because the build's own folder may be closed to it; the lab's folder
/// is opened with it. A process of its own copies: were the copy open for writing here, a child that another test starts at
/// that moment would inherit it, and until its exec the copy could not be run ("Text file busy").
fn for_other_accounts(lab: &Lab) -> PathBuf {
    let (folder, binary) = (lab.path(""), lab.path("certready"));
    let script = r#"cp "$1" "$2" && chmod 755 "$2" "$3""#;
    let mut copy = run::clean("sh");
    copy.args(["-c", script, "sh", env!("CARGO_BIN_EXE_certready")]).args([&binary, &folder]);
    assert!(copy.status().unwrap().success());
    binary
}

/// `check` in a lab under a shell, to its end.
fn check(lab: &Lab, script: &str, more: &[&str]) -> Finished {
    run::finish(shell(script, &[], &lab.arguments(more)))
}

/// Nothing panicked, and the words are there.
#[track_caller]
fn says(run: &Finished, status: i32, words: &[&str]) {
    assert_eq!(run.status, status, "{run:#?}");
    assert!(!run.stderr.contains("panicked"), "{run:#?}");
    for word in words {
        assert!(run.stderr.contains(word), "{word:?} in {}", run.stderr);
    }
}
