//! Two runs at once in one place.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{listing, says};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{certready, command};

/// More than a run takes to ask for its first URL.
const LONGEST_START: Duration = Duration::from_secs(30);

fn start(arguments: &[String]) -> Child {
    let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn the_second_run_into_one_evidence_folder_is_told_so_and_asks_nothing() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().der()).late(Duration::from_secs(2)));
    let folder = lab.path("evidence");
    let more = ["--evidence", folder.to_str().unwrap()];
    let first = start(&lab.arguments(&more));
    let end = Instant::now() + LONGEST_START;
    while !lab.server.requests().iter().any(|request| request.target == paths::CRL) {
        assert!(Instant::now() < end, "the first run did not begin");
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(200));
    let asked = || lab.server.requests().len() + lab.root_server.requests().len();
    let before = asked();
    let second = lab.check(&more);
    says(&second, 74, &["another run is about to write", folder.to_str().unwrap()]);
    assert_eq!((asked(), second.stdout.as_str()), (before, ""));
    let first = first.wait_with_output().unwrap();
    assert_eq!((first.status.code(), String::from_utf8(first.stderr).unwrap()), (Some(0), String::new()));
    let again = certready(&["evaluate", folder.to_str().unwrap(), "--format", "json"]);
    assert_eq!((again.status, again.stdout.as_bytes()), (0, first.stdout.as_slice()));
    // And a third, later, never writes over it.
    says(&lab.check(&more), 74, &["is there already"]);
}

#[test]
fn of_runs_that_write_one_report_the_last_stands_and_it_is_whole() {
    let lab = Lab::good();
    let report = lab.path("report.json");
    let more = format!("json={}", report.display());
    let before = listing(lab.policy().parent().unwrap());
    let running: Vec<Child> = (0..4).map(|_| start(&lab.arguments(&["--report", &more]))).collect();
    let ended: Vec<_> = running.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    assert!(ended.iter().all(|run| run.status.code() == Some(0)), "{ended:?}");
    // It is one of theirs, byte for byte, and nothing else was left.
    let written = std::fs::read(&report).unwrap();
    assert!(ended.iter().any(|run| run.stdout == written));
    let mut after = before;
    after.push("report.json".to_owned());
    after.sort();
    assert_eq!(listing(lab.policy().parent().unwrap()), after);
}
