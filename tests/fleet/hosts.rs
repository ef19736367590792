//! Hosts: their accounts fold into one, and a report that is too old, or from the future, is not known to hold.

use std::time::Duration;

use certready::finding::Verdict;
use certready::fleet::{Age, Asked, FUTURE, Fleet};
use serde_json::{Value, json};

use super::{STALE, account, asked, cut_off, fleet, gathered, good, narrowed, observed, verdicts};
use crate::common::pki::{day, now};

/// Trust stores and proxies differ between accounts: the service under the other one would fail.
#[test]
fn the_worst_account_of_a_host_decides() {
    for (other, verdict) in
        [(good("a"), Verdict::Ready), (narrowed("a"), Verdict::Undetermined), (cut_off("a"), Verdict::NotReady)]
    {
        let fleet = fleet(&[account(good("a"), "SYSTEM", "S-1-5-18"), account(other, "NETWORK SERVICE", "S-1-5-20")]);
        assert_eq!(verdicts(&fleet), [("a", verdict)]);
        let shown: Vec<&str> =
            fleet.hosts[0].reports.iter().filter_map(|one| Some(one.account.as_ref()?.as_str())).collect();
        assert_eq!(shown, ["SYSTEM", "NETWORK SERVICE"]);
    }
}

/// The age of a report that was observed so many seconds before now, and what the host then is.
fn aged(report: Value, seconds: i64) -> (Age, Verdict, Verdict) {
    let at = Asked { now: now(), ..asked() };
    let observation = certready::vocabulary::Timestamp::from_unix(now().unix() - seconds).unwrap();
    let fleet = Fleet::new(gathered(&[observed(report, observation)]), &at);
    let report = &fleet.hosts[0].reports[0];
    (report.age, report.said, fleet.verdict)
}

#[test]
fn a_report_that_is_older_than_it_may_be_is_not_known_to_hold() {
    let stale = i64::try_from(STALE.as_secs()).unwrap();
    assert_eq!(aged(good("a"), stale), (Age::Current, Verdict::Ready, Verdict::Ready));
    assert_eq!(aged(good("a"), stale + 1), (Age::Stale, Verdict::Ready, Verdict::Undetermined));
    // Perhaps it was mended since, and perhaps not: what it said is told beside.
    assert_eq!(aged(cut_off("a"), stale + 1), (Age::Stale, Verdict::NotReady, Verdict::Undetermined));
}

#[test]
fn a_report_beyond_its_own_end_is_not_known_to_hold() {
    let mut report = good("a");
    report["valid_until"] = json!(now().plus(Duration::from_secs(3_599)).to_string());
    assert_eq!(fleet(&[report.clone()]).hosts[0].reports[0].age, Age::Lapsed);
    assert_eq!(fleet(&[report.clone()]).verdict, Verdict::Undetermined);
    report["valid_until"] = json!(now().plus(Duration::from_secs(3_600)).to_string());
    assert_eq!(fleet(&[report]).verdict, Verdict::Ready);
}

#[test]
fn a_report_from_the_future_is_a_warning_and_from_afar_not_known() {
    let future = i64::try_from(FUTURE.as_secs()).unwrap();
    let stale = i64::try_from(STALE.as_secs()).unwrap();
    assert_eq!(aged(good("a"), -future), (Age::Current, Verdict::Ready, Verdict::Ready));
    assert_eq!(aged(good("a"), -future - 1), (Age::Ahead, Verdict::Ready, Verdict::ReadyWithWarnings));
    assert_eq!(aged(cut_off("a"), -future - 1), (Age::Ahead, Verdict::NotReady, Verdict::NotReady));
    assert_eq!(aged(good("a"), -stale), (Age::Ahead, Verdict::Ready, Verdict::ReadyWithWarnings));
    assert_eq!(aged(good("a"), -stale - 1), (Age::FarAhead, Verdict::Ready, Verdict::Undetermined));
}

#[test]
fn an_account_that_no_longer_reports_leaves_its_host_undetermined() {
    let fleet = fleet(&[
        account(good("a"), "SYSTEM", "S-1-5-18"),
        account(observed(good("a"), day(-3)), "NETWORK SERVICE", "S-1-5-20"),
    ]);
    assert_eq!(verdicts(&fleet), [("a", Verdict::Undetermined)]);
    assert_eq!(fleet.hosts[0].blocks[0].code.as_str(), "report-stale");
    assert_eq!(fleet.old().count(), 1);
}
