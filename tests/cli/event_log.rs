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
