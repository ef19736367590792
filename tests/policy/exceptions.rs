//! Distrust dates, levels, waivers.

use certready::finding::{Cause, Code, Level};
use certready::policy::Programme;

use super::{good, refused, valid};

#[test]
fn what_changes_the_judgement_is_read_as_it_is_written() {
    let policy = valid(&good());
    assert_eq!((policy.distrust[0].root.as_str(), policy.distrust[0].by), ("Baltimore", Programme::Microsoft));
    let level = &policy.levels[0];
    assert_eq!(
        (level.code, level.cause, level.level),
        (Code::RootLookalike, Some(Cause::RootLookalike), Level::Notice)
    );
    let waiver = &policy.waivers[0];
    assert_eq!((waiver.code, waiver.cause, waiver.line), (Code::EndpointReachable, Cause::Status(403), 70));
    assert_eq!(waiver.expires.date(), "2019-08-01");
}

#[test]
fn a_distrust_says_of_which_anchor_and_whose_it_is() {
    let expected = "the label of a retiring or incoming anchor";
    refused("root: Baltimore", "root: GlobalSign G3", (18, 11), "`GlobalSign G3` is none", expected);
    refused("by: microsoft", "by: mircosoft", (19, 9), "`mircosoft`", "`microsoft`, probably");
}

#[test]
fn a_level_is_notice_warning_or_failure() {
    refused("level: notice", "level: pass", (67, 12), "`pass`", "one of notice, warning, failure");
}

#[test]
fn a_code_and_a_cause_are_known_words() {
    let code = "code: root-lookalike";
    refused(code, "code: root-look-alike", (65, 11), "`root-look-alike` is no check", "`root-lookalike`, probably");
    let cause = "cause: status-403";
    refused(cause, "cause: connect-timout", (72, 12), "`connect-timout` is no cause", "`connect-timeout`, probably");
    refused(cause, "cause: status-099", (72, 12), "`status-099` is no cause", "");
}

#[test]
fn a_level_without_a_cause_holds_for_each() {
    let policy = valid(&super::with("    cause: root-lookalike\n", ""));
    assert_eq!(policy.levels[0].cause, None);
}

#[test]
fn a_waiver_ends_within_a_year_of_the_facts() {
    let expected = "at most a year after `as_of`: 2019-08-03T00:00:00Z or before";
    refused("expires: 2019-08-01", "expires: 2019-08-04", (74, 14), "2019-08-04T00:00:00Z", expected);
    valid(&super::with("expires: 2019-08-01", "expires: 2019-08-03"));
}

#[test]
fn a_waiver_has_a_reason_and_an_end() {
    refused("    reason: change 4711 opens it\n", "", (70, 5), "`reason` is missing", "why");
    refused("    expires: 2019-08-01\n", "", (70, 5), "`expires` is missing", "until when");
}

/// `client_authentication_ends` of the example of the docs, changed in one place.
fn ends(change: (&str, &str)) -> certready::policy::PolicySource {
    let entry = "client_authentication_ends:\n  - by: Example CA\n    organisations: [Example CA Inc]\n    on: 2019-03-01\n    \
                 source: its announcement\n";
    assert!(entry.contains(change.0));
    let mut source = good();
    source.yaml.push_str(&entry.replace(change.0, change.1));
    source
}

#[test]
fn an_end_of_client_authentication_says_whose_it_is_when_and_who_said_so() {
    let policy = valid(&ends(("", "")));
    let [end] = policy.client_authentication_ends.as_slice() else { panic!("{:?}", policy.client_authentication_ends) };
    assert_eq!((end.by.as_str(), end.organisations[0].as_str()), ("Example CA", "Example CA Inc"));
    assert_eq!((end.on.date().as_str(), end.source.as_str()), ("2019-03-01", "its announcement"));
    // Without organisations it concerns every public CA.
    let policy = valid(&ends(("    organisations: [Example CA Inc]\n", "")));
    assert!(policy.client_authentication_ends[0].organisations.is_empty());
    let what = |change| super::one(&ends(change)).2;
    assert_eq!(what(("on: 2019-03-01", "on: soon")), "`soon` is no date");
    assert_eq!(what(("    source: its announcement\n", "")), "`source` is missing");
    assert_eq!(
        what(("organisations", "organizations")),
        "`organizations` is no key of an entry of `client_authentication_ends`"
    );
}
