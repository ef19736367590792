//! The exit status of each way to end.

use certready::cli::ExitStatus;
use certready::finding::Verdict;

use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::certready;

#[test]
fn a_verdict_is_a_nagios_number() {
    let number = |verdict| ExitStatus::from(verdict).number();
    assert_eq!(number(Verdict::Ready), 0);
    assert_eq!(number(Verdict::ReadyWithWarnings), 1);
    assert_eq!(number(Verdict::NotReady), 2);
    assert_eq!(number(Verdict::Undetermined), 3);
}

#[test]
fn the_numbers_above_are_those_of_sysexits() {
    assert_eq!(ExitStatus::ALL.map(ExitStatus::number), [0, 1, 2, 3, 64, 65, 74]);
}

#[test]
fn a_good_host_ends_with_0_and_with_one_blocked_crl_2() {
    let lab = Lab::good();
    let good = lab.check(&[]);
    assert_eq!((good.status, &good.json()["verdict"]), (0, &"ready".into()), "{}", good.stdout);
    lab.server.route(paths::CRL, Reply::bare(403));
    let blocked = lab.check(&[]);
    assert_eq!((blocked.status, &blocked.json()["verdict"]), (2, &"not-ready".into()), "{}", blocked.stdout);
}

#[test]
fn a_superseded_policy_ends_with_3() {
    let finished = certready(&["check", "exchange-online-2018"]);
    assert_eq!(finished.status, 3, "{finished:#?}");
    assert!(finished.stdout.starts_with("UNDETERMINED  exchange-online-2018  (after, "));
}

#[test]
fn what_can_not_be_read_ends_with_65() {
    for (arguments, said) in [
        (["check", "exchange-online-2019"], "`exchange-online-2018`, probably"),
        (["check", "./no-such-policy.yaml"], "can't read ./no-such-policy.yaml"),
        (["evaluate", "./no-such-folder"], "manifest.json"),
    ] {
        let finished = certready(&arguments);
        assert_eq!(finished.status, 65, "{finished:#?}");
        assert!(finished.stderr.starts_with("certready: ") && finished.stderr.contains(said), "{finished:#?}");
        assert_eq!(finished.stdout, "");
    }
}

#[test]
fn what_can_not_be_written_ends_with_74_before_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (report, said) in [
        (format!("json={}", path("missing/report.json")), "(os error 2)"),
        (format!("json={}", folder.path().display()), "is a directory"),
    ] {
        let finished = certready(&["check", "exchange-online-2018", "--report", &report]);
        assert_eq!((finished.status, finished.stdout.as_str()), (74, ""), "{finished:#?}");
        assert!(finished.stderr.contains(said) && !finished.stderr.contains(".certready-"), "{finished:#?}");
    }
    let twice = [format!("json={}", path("a")), format!("text={}", path("a"))];
    let finished = certready(&["check", "exchange-online-2018", "--report", &twice[0], "--report", &twice[1]]);
    assert_eq!(finished.status, 74, "{finished:#?}");
    assert!(finished.stderr.contains("two reports would go to"), "{finished:#?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was left behind");
}

#[test]
fn a_report_file_is_what_standard_output_would_say() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.txt");
    let report = format!("text={}", file.display());
    let finished = certready(&["check", "exchange-online-2018", "--report", &report]);
    let written = std::fs::read_to_string(&file).unwrap();
    // A file has a mark on Windows.
    assert_eq!(written.trim_start_matches('\u{feff}'), finished.exact);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
