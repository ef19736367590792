//! A run that is ended early: a report of what there is, undetermined, nothing left behind.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{LEAF, Seen};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{TEMPORARY, command};

/// More than a run takes to send its eight requests.
const LONGEST_START: Duration = Duration::from_secs(30);

/// A lab in which one CRL never comes.
fn waiting() -> Lab {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::silent());
    lab
}

/// Waits until everything was asked for.
fn asked(lab: &Lab) {
    let end = Instant::now() + LONGEST_START;
    while lab.root_server.requests().len() + lab.server.requests().len() < 8 {
        assert!(Instant::now() < end, "the run did not begin");
        std::thread::sleep(Duration::from_millis(10));
    }
    // The answers are on their way; what never comes is waited for much longer than this.
    std::thread::sleep(Duration::from_millis(300));
}

#[test]
fn a_run_that_is_killed_leaves_nothing_behind() {
    let lab = waiting();
    let temporary = tempfile::tempdir().unwrap();
    let arguments = lab.arguments(&[]);
    let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run.env(TEMPORARY, temporary.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = run.spawn().unwrap();
    asked(&lab);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn a_deadline_that_comes_first_is_undetermined() {
    let lab = waiting();
    let seen = Seen::of(&lab, &["--deadline", "1"]);
    let asks = [
        &format!("WARNING revocation-path {LEAF} deadline"),
        "UNKNOWN endpoint-reachable /intermediate.crl deadline",
        "UNKNOWN run-complete run deadline",
    ];
    seen.holds(3, (paths::CRL, "connected"), &asks);
}

/// Signals from another process, which Windows does not know.
#[cfg(unix)]
mod sent {
    use std::io::Write as _;
    use std::process::{Child, Command, Output, Stdio};
    use std::time::{Duration, Instant};

    use super::{asked, waiting};
    use crate::common::lab::Lab;
    use crate::common::pki::paths;
    use crate::common::run::{Finished, clean, command};
    use crate::e2e::{LEAF, Seen};

    /// Starts `check` in a lab, and gives it back once it has asked for everything.
    fn started(lab: &Lab, more: &[&str]) -> Child {
        let arguments = lab.arguments(more);
        let mut run: Command = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        asked(lab);
        child
    }

    /// Sends a signal to this process and no other.
    fn signal(child: &Child, name: &str) {
        let script = format!("kill -{name} {}", child.id());
        assert!(clean("sh").args(["-c", &script]).status().unwrap().success());
    }

    fn finished(child: Child) -> Finished {
        let begun = Instant::now();
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let status = status.code().unwrap_or_else(|| panic!("ended by {status}"));
        let stdout = text(stdout);
        Finished { status, exact: stdout.clone(), stdout, stderr: text(stderr), took: begun.elapsed() }
    }

    #[test]
    fn an_interrupted_run_reports_what_it_has_and_is_undetermined() {
        for name in ["INT", "TERM"] {
            let lab = waiting();
            let child = started(&lab, &[]);
            signal(&child, name);
            let run = finished(child);
            assert!(run.took < Duration::from_secs(10), "{:?}", run.took);
            let seen = Seen::in_report(&lab, &run);
            let asks = [
                &format!("WARNING revocation-path {LEAF} interrupted"),
                "UNKNOWN endpoint-reachable /intermediate.crl interrupted",
                "UNKNOWN run-complete run interrupted",
            ];
            seen.holds(3, (paths::CRL, "connected"), &asks);
            let headline = seen.report["headline"].as_str().unwrap();
            assert!(headline.starts_with("A partial report: the run was interrupted. "), "{headline}");
        }
    }

    /// The bytes that Linux and macOS keep in a pipe that nobody reads (pipe(7)).
    const PIPE: usize = 64 << 10;

    #[test]
    fn a_second_signal_ends_it_at_once() {
        let lab = waiting();
        let arguments = lab.arguments(&[]);
        let mut run: Command = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        // Nobody reads, and there is no room: after the first signal the report can't get out.
        let (unread, mut full) = std::io::pipe().unwrap();
        full.write_all(&vec![b' '; PIPE]).unwrap();
        let child = run.stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        drop(run);
        asked(&lab);
        signal(&child, "INT");
        std::thread::sleep(Duration::from_secs(1));
        let mut child = child;
        assert_eq!(child.try_wait().unwrap(), None, "it waits for room");
        signal(&child, "TERM");
        let run = finished(child);
        assert_eq!((run.status, run.stdout.as_str()), (3, ""));
        assert!(run.took < Duration::from_secs(5), "{:?}", run.took);
        drop(unread);
    }

    #[test]
    fn an_interrupted_run_keeps_its_evidence_whole() {
        let lab = waiting();
        let folder = lab.path("evidence");
        let child = started(&lab, &["--evidence", folder.to_str().unwrap()]);
        signal(&child, "INT");
        let run = finished(child);
        assert_eq!(run.status, 3);
        let again = crate::common::run::certready(&["evaluate", folder.to_str().unwrap(), "--format", "json"]);
        assert_eq!((again.status, again.stdout), (3, run.stdout));
    }
}
