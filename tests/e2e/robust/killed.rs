//! A process that is killed at any moment: under each name stands the whole thing or nothing, and the next run works.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{listing, says};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{certready, command};

/// Kills of one test: a run is cut at as many moments.
const KILLS: u32 = 8;

/// Kills a run with these arguments after this time. Whether it had ended by itself.
fn killed_after(arguments: &[String], time: Duration) -> bool {
    let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let mut child = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(time);
    let ended = child.try_wait().unwrap().is_some();
    // It was started here, and a child that has ended keeps its number until it is waited for.
    let _ = child.kill();
    child.wait().unwrap();
    ended
}

/// A lab with something to write, and how long its run takes.
fn lab_and_time(more: impl Fn(&Lab) -> Vec<String>) -> (Lab, Vec<String>, Duration) {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().many(10_000).der()));
    let more = more(&lab);
    let arguments = lab.arguments(&more.iter().map(String::as_str).collect::<Vec<_>>());
    let begun = Instant::now();
    let run = lab.check(&more.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{run:#?}");
    (lab, arguments, begun.elapsed())
}

#[test]
fn a_killed_run_leaves_the_evidence_whole_or_not_at_all() {
    let place = |lab: &Lab| lab.path("evidence");
    let (lab, arguments, whole) =
        lab_and_time(|lab| vec!["--evidence".to_owned(), place(lab).to_str().unwrap().to_owned()]);
    let folder = place(&lab);
    std::fs::remove_dir_all(&folder).unwrap();
    let mut cut = 0;
    for kill in 0..KILLS {
        // From the middle of a run to its end: there the writing is.
        cut += u32::from(!killed_after(&arguments, whole * (KILLS + kill) / (2 * KILLS)));
        if folder.exists() {
            let again = certready(&["evaluate", folder.to_str().unwrap(), "--format", "json"]);
            says(&again, 0, &[]);
            std::fs::remove_dir_all(&folder).unwrap();
        }
    }
    assert!(cut > 0, "every run was quicker than the first");
    // What the killed ones left is swept by the next, which nothing stands in the way of.
    says(&certready(&arguments.iter().map(String::as_str).collect::<Vec<_>>()), 0, &[]);
    let beside: Vec<String> = listing(lab.policy().parent().unwrap());
    let evidence: Vec<&String> = beside.iter().filter(|name| name.starts_with("evidence")).collect();
    assert_eq!(evidence, ["evidence"]);
}

#[test]
fn a_killed_run_leaves_the_older_report_or_the_new_one() {
    let place = |lab: &Lab| lab.path("report.json");
    let (lab, arguments, whole) =
        lab_and_time(|lab| vec!["--report".to_owned(), format!("json={}", place(lab).display())]);
    let report = place(&lab);
    for kill in 0..KILLS {
        std::fs::write(&report, "an older report").unwrap();
        killed_after(&arguments, whole * (KILLS + kill) / (2 * KILLS));
        is_whole(&report);
    }
    says(&certready(&arguments.iter().map(String::as_str).collect::<Vec<_>>()), 0, &[]);
    assert_ne!(std::fs::read_to_string(&report).unwrap(), "an older report");
    is_whole(&report);
}

#[track_caller]
fn is_whole(report: &Path) {
    let text = std::fs::read_to_string(report).unwrap();
    let new = || serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|json| json["verdict"] == "ready");
    assert!(text == "an older report" || new(), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn evidence_that_is_cut_in_the_middle_of_its_writing_is_swept_by_the_next_run() {
    // What a kill between the objects and the manifest leaves, made by hand: no delay can promise to hit it.
    let lab = Lab::good();
    let folder = lab.path("evidence");
    let partial = lab.path("evidence.partial-Ab3dE6");
    std::fs::create_dir_all(partial.join("objects")).unwrap();
    std::fs::write(partial.join("objects").join("0".repeat(64)), [0; 100]).unwrap();
    std::fs::write(partial.join("facts.json"), "{\"schema\"").unwrap();
    std::fs::write(lab.path("evidence.certready-lock"), "").unwrap();
    says(&certready(&["evaluate", partial.to_str().unwrap()]), 65, &["manifest.json"]);
    says(&lab.check(&["--evidence", folder.to_str().unwrap()]), 0, &[]);
    assert!(
        folder.join("manifest.json").exists() && !partial.exists() && !lab.path("evidence.certready-lock").exists()
    );
}
