//! Evidence on a host that fails: a disk that takes no more, a process that is killed. Each test starts this binary once
//! more as the process that it happens to.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use certready::evidence::{EvidenceError, Place, SMALL, SpoolFault, read, write};

use super::sample;

/// Names, to the started process, the folder of its test.
const ROOM: &str = "CERTREADY_TEST_ROOM";

fn room_of_child() -> Option<PathBuf> {
    std::env::var_os(ROOM).map(PathBuf::from)
}

/// Starts one test of this binary through the shell, after these words.
fn start(words: &str, test: &str, room: &Path) -> Child {
    let exec = format!("{words} exec \"$0\" --exact \"$1\" --nocapture");
    let mut command = Command::new("sh");
    command.args(["-c", &exec]).arg(std::env::current_exe().unwrap()).arg(test).env(ROOM, room).stdout(Stdio::null());
    command.spawn().unwrap()
}

/// With the greatest size of a file as the disk that is full: EFBIG comes where ENOSPC would, and needs no mount.
#[test]
fn a_disk_that_takes_no_more_leaves_nothing_and_is_an_error_of_ours() {
    let Some(room) = room_of_child() else {
        let room = tempfile::tempdir().unwrap();
        let test = "evidence::host::a_disk_that_takes_no_more_leaves_nothing_and_is_an_error_of_ours";
        let mut child = start("trap '' XFSZ; ulimit -f 64;", test, room.path());
        assert!(child.wait().unwrap().success());
        assert_eq!(sample::names(room.path()), ["asked"], "the child ran, and left nothing else");
        return;
    };
    fs::write(room.join("asked"), "").unwrap();
    let run = sample::run();
    let before = run.objects.total();
    let mut spool = run.objects.begin();
    spool.write(&vec![1; SMALL]).unwrap();
    assert!(
        matches!(spool.write(&[1]), Err(SpoolFault::Io(_))),
        "the temporary file takes less than it held in memory"
    );
    assert!(matches!(spool.write(&[1]), Err(SpoolFault::Io(_))));
    assert!(matches!(spool.finish(), Err(SpoolFault::Io(_))));
    assert_eq!(run.objects.total(), before);
    run.objects.put(&vec![2; SMALL]).unwrap();
    let error = write(&run, &room.join("kept")).unwrap_err();
    assert!(matches!(error, EvidenceError::Io { action: "write", .. }), "{error:?}");
}

#[test]
fn a_killed_run_leaves_no_claim_behind() {
    let test = "evidence::host::a_killed_run_leaves_no_claim_behind";
    if let Some(room) = room_of_child() {
        let _place = Place::claim(&room.join("kept")).unwrap();
        fs::write(room.join("claimed"), "").unwrap();
        std::thread::sleep(Duration::from_secs(60));
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("kept");
    let mut child = start("", test, room.path());
    wait_for(|| room.path().join("claimed").exists());
    assert!(matches!(Place::claim(&dir), Err(EvidenceError::Locked { .. })), "another process holds it");
    child.kill().unwrap();
    child.wait().unwrap();
    write(&sample::run(), &dir).unwrap();
    assert_eq!(sample::names(room.path()), ["claimed", "kept"]);
}

#[test]
fn a_run_that_is_killed_while_it_writes_leaves_the_whole_or_a_free_place() {
    let test = "evidence::host::a_run_that_is_killed_while_it_writes_leaves_the_whole_or_a_free_place";
    if let Some(room) = room_of_child() {
        let run = sample::run();
        (0..3000_u32).for_each(|number| assert!(run.objects.put(&number.to_be_bytes()).is_ok()));
        write(&run, &room.join("kept")).unwrap();
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("kept");
    let mut child = start("", test, room.path());
    let begun = || sample::names(room.path()).iter().any(|name| name == "kept" || name.starts_with("kept.partial-"));
    wait_for(begun);
    child.kill().unwrap();
    child.wait().unwrap();
    match read(&dir) {
        Ok(whole) => assert_eq!(whole.observations, sample::run().observations),
        Err(error) => {
            assert!(matches!(error, EvidenceError::NoManifest { .. }) && !dir.exists(), "{error:?}");
            write(&sample::run(), &dir).unwrap();
        }
    }
    assert_eq!(sample::names(room.path()), ["kept"]);
}

/// Waits up to a minute: a loaded machine starts processes slowly.
fn wait_for(happened: impl Fn() -> bool) {
    for _ in 0..60_000 {
        if happened() {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("the other process did not get there within a minute");
}
