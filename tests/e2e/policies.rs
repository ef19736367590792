//! What the policy says of need, standing and exceptions, seen from the exit status.

use super::{LEAF, SHORT, Seen};
use crate::common::addresses::ClosedPort;
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::policy::{PolicyText, labels};

#[test]
fn one_of_a_group_may_be_down_and_all_may_not() {
    let lab = Lab::good();
    let closed = ClosedPort::take().base();
    let (dead, alive) = (format!("{closed}/x.crl"), lab.pki.url(paths::CRL));
    let group = |urls: [&str; 2]| {
        let policy = PolicyText::of(&lab.pki).without_endpoints();
        let policy = policy.endpoint("crl", &lab.pki.url(paths::ROOT_CRL), labels::ROOT, "required");
        let with = |policy: PolicyText, url: &str| policy.endpoint("crl", url, labels::INTERMEDIATE, "one-of mirrors");
        lab.judges(&urls.into_iter().fold(policy, with));
    };
    group([&dead, &alive]);
    let asks = [
        format!("WARNING revocation-path {LEAF} connect-refused"),
        format!("warning endpoint-reachable {dead} connect-refused"),
    ];
    Seen::of(&lab, SHORT).holds(1, (&dead, "resolved"), &asks.each_ref().map(String::as_str));

    let other = format!("{closed}/y.crl");
    group([&dead, &other]);
    let asks = [
        format!("FAILURE revocation-path {LEAF} connect-refused"),
        format!("FAILURE endpoint-reachable {dead} connect-refused"),
        format!("FAILURE endpoint-reachable {other} connect-refused"),
    ];
    Seen::of(&lab, SHORT).holds(2, (&dead, "resolved"), &asks.each_ref().map(String::as_str));
}

#[test]
fn a_mirror_that_answers_with_an_error_does_not_work_whatever_its_body() {
    let lab = Lab::good();
    let closed = ClosedPort::take().base();
    let (dead, broken) = (format!("{closed}/x.crl"), lab.pki.url(paths::CRL));
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().der()).status(500));
    let policy = PolicyText::of(&lab.pki).without_endpoints();
    let policy = policy.endpoint("crl", &dead, labels::INTERMEDIATE, "one-of mirrors");
    lab.judges(&policy.endpoint("crl", &broken, labels::INTERMEDIATE, "one-of mirrors"));
    let seen = Seen::of(&lab, SHORT);
    let reachable = seen.asks().into_iter().filter(|line| line.contains("endpoint-reachable")).collect::<Vec<_>>();
    assert_eq!(
        reachable,
        [
            format!("FAILURE endpoint-reachable {dead} connect-refused"),
            "FAILURE endpoint-reachable /intermediate.crl status-500".to_owned(),
        ]
    );
    assert_eq!(seen.status, 2);
}

#[test]
fn a_responder_of_a_group_that_proves_the_path_covers_for_the_other() {
    let lab = Lab::good();
    let dead = format!("{}/ocsp", ClosedPort::take().base());
    let policy = PolicyText::of(&lab.pki).without_endpoints();
    let policy = policy.ocsp(&dead, labels::INTERMEDIATE, None, "one-of responders");
    lab.judges(&policy.ocsp(&lab.pki.url(paths::OCSP), labels::INTERMEDIATE, None, "one-of responders"));
    let seen = Seen::of(&lab, SHORT);
    assert_eq!(seen.status, 1, "{:#?}", seen.asks());
    assert!(seen.asks().iter().all(|line| !line.starts_with("FAILURE")), "{:#?}", seen.asks());
}

#[test]
fn an_optional_endpoint_that_is_down_is_a_notice() {
    let lab = Lab::good();
    let dead = format!("{}/x.crt", ClosedPort::take().base());
    lab.judges(&PolicyText::of(&lab.pki).endpoint("aia", &dead, labels::ROOT, "optional"));
    let seen = Seen::of(&lab, SHORT);
    seen.holds(0, (&dead, "resolved"), &[]);
    let notice = format!("notice endpoint-reachable {dead} connect-refused");
    assert!(seen.notices().contains(&notice), "{:#?}", seen.notices());
}

#[test]
fn a_superseded_policy_without_a_cutover_asks_for_nothing_and_says_by_which() {
    let lab = Lab::good();
    lab.judges(&PolicyText::of(&lab.pki).superseded_by("the-next-one"));
    let seen = Seen::of(&lab, &[]);
    assert_eq!(seen.asks(), ["UNKNOWN policy-current certready-test policy-superseded"]);
    assert_eq!((seen.status, seen.verdict()), (3, "undetermined"));
    assert_eq!(seen.report["policy"]["superseded_by"], "the-next-one");
    assert!(seen.report["headline"].as_str().unwrap().contains("the-next-one"));
    assert_eq!(lab.root_server.requests().len() + lab.server.requests().len(), 0);
}

#[test]
fn a_superseded_policy_with_a_cutover_is_judged_for_that_date_and_says_so() {
    let lab = Lab::good();
    lab.judges(&PolicyText::of(&lab.pki).superseded_by("the-next-one"));
    let date = lab.pki.day(30).date();
    let seen = Seen::of(&lab, &["--cutover", &date]);
    assert!(seen.status < 2, "{:#?}", seen.asks());
    let headline = seen.report["headline"].as_str().unwrap();
    assert!(headline.contains(&date) && headline.contains("the-next-one"), "{headline}");
    assert_eq!(seen.report["times"]["cutover_origin"], "--cutover");
}

#[test]
fn a_waived_failure_is_a_warning_that_names_the_waiver() {
    let lab = Lab::good();
    let dead = format!("{}/x.crl", ClosedPort::take().base());
    let until = lab.pki.day(60).date();
    let waiver = format!(
        "waivers:\n  - code: endpoint-reachable\n    target: {dead}\n    cause: connect-refused\n    reason: the mirror \
         moves\n    expires: {until}"
    );
    let policy = PolicyText::of(&lab.pki).endpoint("crl", &dead, labels::INTERMEDIATE, "required").more(&waiver);
    lab.judges(&policy);
    let seen = Seen::of(&lab, SHORT);
    assert_eq!((seen.status, seen.verdict()), (1, "ready-with-warnings"), "{:#?}", seen.asks());
    let waived = seen.one("endpoint-reachable", &dead);
    assert_eq!(waived["level"], "warning");
    assert_eq!(waived["waiver"]["reason"], "the mirror moves");
    assert_eq!(waived["waiver"]["level_before"], "failure");
}

#[test]
fn after_the_rollout_there_are_no_negative_days() {
    let lab = Lab::good();
    let policy = PolicyText::of(&lab.pki).header("cutover", &lab.pki.day(-10).date());
    lab.judges(&policy.header("as_of", &lab.pki.day(-20).date()));
    let seen = Seen::of(&lab, &[]);
    assert_eq!((seen.status, seen.report["phase"].as_str()), (0, Some("after")), "{:#?}", seen.asks());
    assert_eq!(seen.report["times"]["days_to_cutover"], serde_json::Value::Null);
    let headline = seen.report["headline"].as_str().unwrap();
    assert!(headline.contains("validates") && headline.contains("since"), "{headline}");
}

#[test]
fn within_the_rollout_both_chains_must_work() {
    let lab = Lab::good();
    let policy = PolicyText::of(&lab.pki).header("rollout_from", &lab.pki.day(-5).date());
    lab.judges(&policy.header("rollout_until", &lab.pki.day(60).date()));
    let seen = Seen::of(&lab, &[]);
    assert_eq!((seen.status, seen.report["phase"].as_str()), (0, Some("overlap")), "{:#?}", seen.asks());
}

#[test]
fn a_policy_past_its_review_date_warns() {
    let lab = Lab::good();
    lab.judges(&PolicyText::of(&lab.pki).header("review_by", &lab.pki.day(-2).date()));
    let seen = Seen::of(&lab, &[]);
    assert_eq!((seen.status, seen.asks().len()), (1, 1), "{:#?}", seen.asks());
    assert!(seen.asks()[0].ends_with("policy-review-due"), "{:#?}", seen.asks());
}
