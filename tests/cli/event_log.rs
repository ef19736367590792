//! `--event-log`: what it says where there is no log, or no source.

#[cfg(not(windows))]
use crate::common::lab::Lab;
use crate::common::run::certready;

/// What can't be written after a run is said before it.
#[cfg(not(windows))]
#[test]
fn on_another_system_it_is_a_wrong_command_line() {
    let lab = Lab::good();
    let run = certready(&["check", lab.policy().to_str().unwrap(), "--event-log"]);
    assert_eq!((run.status, run.stdout.as_str()), (64, ""), "{run:#?}");
    assert_eq!(run.stderr, "certready: --event-log: this system has no event log of Windows\n");
    assert!(lab.server.requests().is_empty());
}

#[test]
fn it_has_no_meaning_for_a_list() {
    let run = certready(&["check", "exchange-online-2018", "--firewall-list", "--event-log"]);
    assert_eq!(run.status, 64, "{run:#?}");
}

/// To the source of a registry that is thrown away.
#[cfg(windows)]
mod log {
    use crate::common::lab::Lab;
    use crate::common::registry::Settings;
    use crate::common::run::{Finished, certready};

    const SOURCE: &str = r"HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\certready";

    fn run(lab: &Lab, more: &[&str]) -> Finished {
        let arguments = lab.arguments(more);
        certready(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn without_a_source_it_ends_with_74_before_anything_is_asked_and_says_how_to_register_one() {
        let _alone = Settings::alone();
        let lab = Lab::good();
        let run = run(&lab, &["--event-log"]);
        assert_eq!((run.status, run.stdout.as_str()), (74, ""), "{run:#?}");
        assert!(run.stderr.contains("eventcreate /L APPLICATION /SO certready"), "{run:#?}");
        assert!(lab.server.requests().is_empty());
    }

    #[test]
    fn with_a_source_the_status_is_the_verdicts() {
        let mut set = Settings::alone();
        set.text(SOURCE, "EventMessageFile", r"%SystemRoot%\System32\EventCreate.exe");
        let lab = Lab::good();
        let (without, with) = (run(&lab, &[]), run(&lab, &["--event-log"]));
        assert_eq!((with.status, with.stderr.as_str()), (without.status, ""), "{with:#?}");
        assert_eq!(with.json()["verdict"], without.json()["verdict"]);
    }

    /// The log hears of a run that gives no report as well.
    #[test]
    fn a_run_without_a_report_keeps_its_own_status() {
        let mut set = Settings::alone();
        set.text(SOURCE, "EventMessageFile", r"%SystemRoot%\System32\EventCreate.exe");
        let run = certready(&["check", "no-such-policy", "--event-log"]);
        assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{run:#?}");
    }
}
