//! A disk that is full: a tmpfs of a few kilobytes, in a mount namespace that ends with the run.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{listing, says, shell};
use crate::common::capability::{own_mounts, require};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{Finished, clean, finish};

/// Mounts a tmpfs of `$1` over `$2`, with what `$3` holds in it, runs, and keeps what is left in `$3`.
const ON_A_SMALL_DISK: &str = r#"
    mount -t tmpfs -o "size=$1,mode=777" certready-test "$2" || exit 99
    small=$2 kept=$3
    cp "$kept"/* "$small"/ 2>/dev/null
    shift 3
    "$@"
    status=$?
    rm -rf "$kept"/*
    cp -a "$small"/. "$kept"/
    exit "$status"
"#;

/// A small disk: where it is mounted, and what is on it before and after.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["disk", "kept"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    /// A path on it.
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("disk").join(name)
    }

    fn kept(&self) -> PathBuf {
        self.folder.path().join("kept")
    }

    /// Runs `check` in a lab, with a disk of this size.
    fn check(&self, size: &str, lab: &Lab, more: &[&str], temporary: &Path) -> Finished {
        let own = [size.into(), self.folder.path().join("disk").into_os_string(), self.kept().into_os_string()];
        let inner = shell(ON_A_SMALL_DISK, &own.each_ref().map(AsRef::as_ref), &lab.arguments(more));
        let mut outer = clean("unshare");
        outer.args(own_mounts()).arg("sh").args(inner.get_args()).env("TMPDIR", temporary);
        finish(outer)
    }
}

#[test]
fn a_report_that_finds_no_room_leaves_the_older_one_whole() {
    require!("tmpfs");
    let (lab, disk, elsewhere) = (Lab::good(), SmallDisk::new(), tempfile::tempdir().unwrap());
    std::fs::write(disk.kept().join("report.json"), "an older report").unwrap();
    let report = disk.path("report.json");
    let run = disk.check("8k", &lab, &["--report", &format!("json={}", report.display())], elsewhere.path());
    says(&run, 74, &["report.json", "No space left on device"]);
    assert_eq!(listing(&disk.kept()), ["report.json"]);
    assert_eq!(std::fs::read_to_string(disk.kept().join("report.json")).unwrap(), "an older report");
    // The same disk with room takes it.
    let run = disk.check("1m", &lab, &["--report", &format!("json={}", report.display())], elsewhere.path());
    says(&run, 0, &[]);
    assert_eq!(listing(&disk.kept()), ["report.json"]);
    assert_eq!(std::fs::read_to_string(disk.kept().join("report.json")).unwrap(), run.stdout);
}

#[test]
fn evidence_that_finds_no_room_leaves_nothing() {
    require!("tmpfs");
    let (lab, disk, elsewhere) = (Lab::good(), SmallDisk::new(), tempfile::tempdir().unwrap());
    let evidence = disk.path("evidence");
    // From a disk that takes no object to one that takes all but the last files.
    for size in ["4k", "16k", "40k"] {
        let run = disk.check(size, &lab, &["--evidence", evidence.to_str().unwrap()], elsewhere.path());
        says(&run, 74, &["evidence", "No space left on device"]);
        assert_eq!((run.stdout.as_str(), listing(&disk.kept())), ("", vec![]), "{size}");
    }
    let run = disk.check("1m", &lab, &["--evidence", evidence.to_str().unwrap()], elsewhere.path());
    says(&run, 0, &[]);
    assert_eq!(listing(&disk.kept()), ["evidence"]);
    assert_eq!(listing(&disk.kept().join("evidence")), ["facts.json", "manifest.json", "objects"]);
}

#[test]
fn a_body_that_finds_no_room_is_unknown_and_no_fault_of_the_endpoint() {
    require!("tmpfs");
    let (lab, disk) = (Lab::good(), SmallDisk::new());
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().many(5_000).der()));
    let run = disk.check("16k", &lab, &[], &disk.path(""));
    says(&run, 3, &[]);
    let seen = super::super::Seen::in_report(&lab, &run);
    let asks = [
        &format!("WARNING revocation-path {} host-io", super::super::LEAF),
        "UNKNOWN endpoint-reachable /intermediate.crl host-io",
    ];
    seen.holds(3, (paths::CRL, "answered"), &asks);
    assert_eq!(listing(&disk.kept()), [""; 0]);
    says(&disk.check("1m", &lab, &[], &disk.path("")), 0, &[]);
}

#[test]
fn a_folder_for_temporary_files_that_is_not_there_is_the_same() {
    let lab = Lab::good();
    let gone = "TMPDIR=/nowhere/at/all; export TMPDIR; exec \"$@\"";
    // What is small needs no file.
    says(&super::check(&lab, gone, &[]), 0, &[]);
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().many(5_000).der()));
    let run = super::check(&lab, gone, &[]);
    says(&run, 3, &[]);
    let seen = super::super::Seen::in_report(&lab, &run);
    assert_eq!(seen.one("endpoint-reachable", paths::CRL)["cause"], "host-io");
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_on_a_full_disk_is_unwritable_whatever_was_to_be_printed() {
    let lab = Lab::good();
    let full = "exec \"$@\" > /dev/full";
    let report = lab.path("report.json");
    let run = super::check(&lab, full, &["--report", &format!("json={}", report.display())]);
    says(&run, 74, &["standard output could not be written", "No space left on device"]);
    // The report files are written first.
    assert!(serde_json::from_slice::<serde_json::Value>(&std::fs::read(report).unwrap()).is_ok());
    for words in [&["--help"][..], &["--version"], &["check", "--help"], &["policy", "list"], &["store", "list"]] {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        says(&finish(shell(full, &[], &words)), 74, &["standard output could not be written"]);
    }
    // Where both are full there is nobody to tell, and the status still does.
    assert_eq!(super::check(&lab, "exec \"$@\" > /dev/full 2>&1", &[]).status, 74);
}
