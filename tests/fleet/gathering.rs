//! The state: the newest report counts, what is passed over is counted, and no order of files or threads changes anything.

use std::time::Duration;

use certready::finding::Verdict;
use certready::fleet::{Fleet, Gathering};
use certready::render;
use certready::report::AS_ASKED;
use proptest::prelude::{Just, ProptestConfig, Strategy as _};
use proptest::{prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::{account, add, asked, cut_off, filtered, fleet, gathered, good, narrowed, observed, verdicts};
use crate::common::pki::{day, now};

#[test]
fn the_newest_report_of_a_host_counts_and_the_others_are_superseded() {
    let fleet = fleet(&[observed(cut_off("a"), day(-1)), good("a"), observed(cut_off("a"), day(-2))]);
    assert_eq!((verdicts(&fleet), fleet.passed.superseded), (vec![("a", Verdict::Ready)], 2));
    let fleet = super::fleet(&[observed(good("a"), day(-1)), cut_off("a")]);
    assert_eq!((verdicts(&fleet), fleet.passed.superseded), (vec![("a", Verdict::NotReady)], 1));
}

/// RFC 4343: names are compared without regard to case.
#[test]
fn a_host_is_the_same_in_capitals() {
    let fleet = fleet(&[observed(cut_off("MAIL-01"), day(-1)), good("mail-01")]);
    assert_eq!(verdicts(&fleet), [("mail-01", Verdict::Ready)]);
}

#[test]
fn two_accounts_and_two_policies_of_one_host_supersede_nothing_of_one_another() {
    let mut other = observed(good("a"), day(-1));
    other["policy"]["id"] = json!("another-2027");
    let fleet = fleet(&[
        account(good("a"), "SYSTEM", "S-1-5-18"),
        account(observed(cut_off("a"), day(-1)), "NETWORK SERVICE", "S-1-5-20"),
        other,
    ]);
    assert_eq!((fleet.hosts.len(), fleet.hosts[0].reports.len(), fleet.passed.superseded), (1, 3, 0));
    assert_eq!(fleet.verdict, Verdict::NotReady);
}

/// `evaluate --as-of` judges an old observation at another time; which of the two was meant is not known.
#[test]
fn of_one_observation_that_was_judged_twice_the_worse_counts() {
    let mut later = good("a");
    later["times"]["as_of"] = json!(day(30).to_string());
    for reports in [[cut_off("a"), later.clone()], [later, cut_off("a")]] {
        assert_eq!(verdicts(&fleet(&reports)), [("a", Verdict::NotReady)]);
    }
}

/// A store in place of the host's own is another thing: neither takes the other's place.
#[test]
fn a_report_by_another_store_is_no_newer_report_of_the_host() {
    let mut export = good("a");
    export["store"]["origin"] = json!(format!("/srv/appliance.pem{AS_ASKED}"));
    let fleet = fleet(&[observed(cut_off("a"), day(-1)), export]);
    assert_eq!((verdicts(&fleet), fleet.passed.superseded), (vec![("a", Verdict::NotReady)], 0));
    assert_eq!(fleet.exports().count(), 1);
}

#[test]
fn a_report_that_is_said_to_be_of_another_host_counts_there() {
    let mut export = cut_off("jump-host");
    export["store"]["origin"] = json!(format!("/srv/appliance.pem{AS_ASKED}"));
    let mut gathering = gathered(&[good("jump-host")]);
    add(&mut gathering, "appliance.json", Some("gateway-dmz"), &export);
    export["times"]["observed"] = json!(day(-1).to_string());
    export["store"]["origin"] = json!(format!("/srv/older.pem{AS_ASKED}"));
    add(&mut gathering, "older.json", Some("gateway-dmz"), &export);
    let fleet = Fleet::new(gathering, &asked());
    assert_eq!(verdicts(&fleet), [("gateway-dmz", Verdict::NotReady), ("jump-host", Verdict::Ready)]);
    let (host, report) = fleet.exports().next().unwrap();
    assert_eq!(host.name.as_str(), "gateway-dmz");
    assert_eq!(report.export.as_ref().map(ToString::to_string).as_deref(), Some("/srv/appliance.pem"));
    assert_eq!(report.judged_on.as_ref().map(ToString::to_string).as_deref(), Some("jump-host"));
    assert_eq!(fleet.passed.superseded, 1);
}

#[test]
fn reports_of_single_urls_and_of_other_policies_are_passed_over_and_counted() {
    let (mut urls, mut other) = (cut_off("a"), cut_off("a"));
    urls["purpose"] = json!("urls");
    other["policy"]["id"] = json!("another-2027");
    let id = good("a")["policy"]["id"].as_str().unwrap().to_owned();
    let mut gathering = Gathering::new(Some(&id));
    for (file, report) in [("u.json", &urls), ("o.json", &other), ("g.json", &good("a"))] {
        add(&mut gathering, file, None, report);
    }
    gathering.other_schema();
    gathering.links(2);
    let fleet = Fleet::new(gathering, &asked());
    assert_eq!(verdicts(&fleet), [("a", Verdict::Ready)]);
    let passed = fleet.passed;
    assert_eq!((passed.of_urls, passed.other_policies, passed.other_schemas, passed.links), (1, 1, 1, 2));
    assert_eq!(fleet.verdict, Verdict::Ready);
}

/// What a fleet of every kind comes to.
fn mixed() -> Vec<Value> {
    let (mut twice, mut digest) = (good("b"), good("g"));
    twice["times"]["as_of"] = json!(day(9).to_string());
    digest["policy"]["digest"] = json!("0".repeat(64));
    vec![
        good("a"),
        observed(cut_off("a"), day(-1)),
        cut_off("b"),
        twice,
        account(good("c"), "SYSTEM", "S-1-5-18"),
        account(narrowed("c"), "NETWORK SERVICE", "S-1-5-20"),
        filtered("d"),
        filtered("d"),
        observed(good("e"), day(-9)),
        observed(good("f"), now().plus(Duration::from_secs(7_200))),
        digest,
        good("mail\u{1b}"),
    ]
}

/// As the command puts them together: two threads, whose states are made one.
fn of_two_threads(order: &[usize], first: usize, swapped: bool) -> String {
    let reports = mixed();
    let mut states = [Gathering::new(None), Gathering::new(None)];
    for (place, which) in order.iter().enumerate() {
        add(&mut states[usize::from(place >= first)], &format!("{which:03}.json"), None, &reports[*which]);
    }
    let [one, two] = states;
    let whole = if swapped { two.merged(one) } else { one.merged(two) };
    render::fleet_json(&Fleet::new(whole, &asked()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_files_and_threads_decides_nothing(
        order in Just((0..mixed().len()).collect::<Vec<_>>()).prop_shuffle(),
        first in 0..mixed().len(),
        swapped: bool,
    ) {
        let straight: Vec<usize> = (0..mixed().len()).collect();
        prop_assert_eq!(of_two_threads(&order, first, swapped), of_two_threads(&straight, 0, false));
    }
}
