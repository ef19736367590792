//! Small limits: memory, open files, the length of a file, threads. Too little is told, or ends the process; it never makes
//! a host ready, and never a network unreachable.

use super::{check, for_other_accounts, listing, says};
use crate::common::capability::{NOBODY, require};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{clean, finish};

/// A CRL of 42 MB, near the 44 MB at which Microsoft's own test warns.
const LARGE: u32 = 1_200_000;

#[cfg(target_os = "linux")]
#[test]
fn a_crl_of_42_megabytes_is_judged_in_64_megabytes_of_address_space() {
    let lab = Lab::good();
    let crl = lab.pki.crl().many(LARGE).der();
    assert!(crl.len() > 42_000_000);
    lab.server.route(paths::CRL, Reply::crl(&crl));
    let report = lab.path("report.json");
    let run = check(&lab, "ulimit -v 65536; exec \"$@\"", &["--report", &format!("json={}", report.display())]);
    says(&run, 0, &[]);
    assert_eq!(std::fs::read_to_string(report).unwrap(), run.stdout);
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_ends_a_run_and_leaves_nothing_half_written() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().many(5_000).der()));
    let folder = tempfile::tempdir().unwrap();
    let mut failed = 0;
    // The system's loader fails first, then the threads, then an allocation, then nothing.
    for kilobytes in [8_000, 16_000, 18_000, 20_000, 20_500, 21_000, 24_000] {
        let (report, evidence) = (folder.path().join("report.json"), folder.path().join("evidence"));
        let more = ["--report", &format!("json={}", report.display()), "--evidence", evidence.to_str().unwrap()];
        let script = format!("ulimit -c 0; ulimit -v {kilobytes}; \"$@\"; exit $?");
        let run = check(&lab, &script, &more);
        assert!(!run.stderr.contains("panicked"), "{kilobytes}: {run:#?}");
        let whole = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
        if run.status == 0 {
            assert!(whole(&run.stdout) && evidence.join("manifest.json").exists(), "{kilobytes}");
        } else {
            failed += 1;
            assert!(![1, 2].contains(&run.status), "{kilobytes}: {run:#?}");
        }
        // 3 is a report too: what this host had no memory for is unknown.
        assert!(!report.exists() || whole(&std::fs::read_to_string(&report).unwrap()), "{kilobytes}");
        assert!(!evidence.exists() || evidence.join("manifest.json").exists(), "{kilobytes}");
        for left in listing(folder.path()) {
            let path = folder.path().join(left);
            let removed = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
            removed.unwrap();
        }
    }
    assert!(failed > 0);
}

#[test]
fn too_few_open_files_are_said_before_anything_is_asked() {
    let lab = Lab::good();
    for files in [6, 8, 16, 32, 64] {
        let run = check(&lab, &format!("ulimit -n {files}; exec \"$@\""), &[]);
        says(&run, 3, &["fewer than 64 more open files", "ulimit -n", "Too many open files"]);
        assert_eq!((run.stdout.as_str(), lab.server.requests().len()), ("", 0), "{files}");
    }
    says(&check(&lab, "ulimit -n 96; exec \"$@\"", &[]), 0, &[]);
}

#[test]
fn what_is_longer_than_a_file_may_be_is_unwritable_and_ends_nobody() {
    // RLIMIT_FSIZE: without care the system ends the process by SIGXFSZ, in the middle of a file.
    let lab = Lab::good();
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.json");
    std::fs::write(&report, "an older report").unwrap();
    let evidence = folder.path().join("evidence");
    let limit = "ulimit -f 2; exec \"$@\"";
    let run = check(&lab, limit, &["--report", &format!("json={}", report.display())]);
    says(&run, 74, &["report.json", "File too large"]);
    let run = check(&lab, limit, &["--evidence", evidence.to_str().unwrap()]);
    says(&run, 74, &["evidence", "File too large"]);
    assert_eq!(listing(folder.path()), ["report.json"]);
    assert_eq!(std::fs::read_to_string(&report).unwrap(), "an older report");
    let printed = folder.path().join("printed");
    let run = check(&lab, &format!("ulimit -f 2; exec \"$@\" > '{}'", printed.display()), &[]);
    says(&run, 74, &["standard output could not be written", "File too large"]);
    // A body that finds no room is the same as on a full disk.
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().many(5_000).der()));
    assert_eq!(check(&lab, limit, &[]).status, 3);
}

#[test]
fn an_account_that_may_start_no_thread_learns_nothing_of_names_and_blames_nobody() {
    require!("other-account");
    let lab = Lab::good();
    // A name that no resolver knows (RFC 6761 §6.4): with a thread it would be a failure.
    let url = "http://name.invalid/ca.crl";
    let mut run = clean("setpriv");
    run.args(NOBODY).args(["prlimit", "--nproc=1:1"]).arg(for_other_accounts(&lab));
    run.args(["url", url, "--proxy", "none", "--format", "json"]);
    let run = finish(run);
    says(&run, 3, &[]);
    let finding = run.json()["findings"].as_array().unwrap().iter().find(|one| one["target"] == url).cloned().unwrap();
    assert_eq!((finding["level"].as_str(), finding["cause"].as_str()), (Some("unknown"), Some("host-io")));
}
