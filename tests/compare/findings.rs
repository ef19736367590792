//! Findings: which of the one report is which of the other, and what makes one worse.

use certready::compare::{ChangeKind, Outcome};
use certready::vocabulary::Shown;
use serde_json::{Value, json};

use super::{changed, compared, facts, finding, gaps, lines, one, owned, with, worse};

const LEVELS: [&str; 6] = ["not-applicable", "pass", "notice", "warning", "unknown", "failure"];

#[test]
fn a_level_that_got_worse_into_one_that_asks_for_attention_is_a_regression_and_back_a_repair() {
    for (place, was) in LEVELS.iter().enumerate() {
        for is in LEVELS.iter().skip(place + 1).filter(|is| ["warning", "unknown", "failure"].contains(is)) {
            let (before, after) = (finding(&[one(was, json!({}))]), finding(&[one(is, json!({}))]));
            let there = format!("level root-present R: {was} > {is}");
            if (*was, *is) == ("unknown", "failure") {
                let difference = compared(&before, &after);
                assert_eq!(lines(&difference.regressions), [there]);
            } else {
                worse(&before, &after, &[&there], &[&format!("level root-present R: {is} > {was}")]);
            }
        }
    }
}

#[test]
fn what_failed_and_is_not_known_any_more_is_no_repair() {
    for more in [json!({}), json!({ "decisive": false })] {
        let difference = compared(&finding(&[one("failure", more.clone())]), &finding(&[one("unknown", more)]));
        assert!(difference.is_empty(), "{difference:#?}");
        assert_eq!(gaps(&difference.gaps), ["not-known root-present R"]);
        assert_eq!(difference.outcome(), Outcome::Incomplete);
    }
    // Even where it does not decide any more.
    let supporting = one("unknown", json!({ "decisive": false }));
    let difference = compared(&finding(&[one("failure", json!({}))]), &finding(&[supporting]));
    assert_eq!((lines(&difference.repairs), gaps(&difference.gaps)), (vec![], owned(&["not-known root-present R"])));
}

#[test]
fn a_level_that_changed_where_neither_asks_for_attention_is_a_fact() {
    changed(
        &finding(&[one("pass", json!({}))]),
        &finding(&[one("notice", json!({ "cause": "refresh-needed" }))]),
        &["level root-present R: pass > notice [refresh-needed]"],
        &["level root-present R: notice [refresh-needed] > pass"],
    );
}

#[test]
fn the_words_alone_are_no_change() {
    let other = one("failure", json!({ "observed": "seen otherwise", "next": "do this" }));
    assert!(compared(&finding(&[one("failure", json!({}))]), &finding(&[other])).is_empty());
}

#[test]
fn another_cause_at_the_same_level_is_a_fact() {
    changed(
        &finding(&[one("failure", json!({ "cause": "connect-timeout" }))]),
        &finding(&[one("failure", json!({ "cause": "connect-refused" }))]),
        &["cause root-present R: connect-timeout > connect-refused"],
        &["cause root-present R: connect-refused > connect-timeout"],
    );
}

#[test]
fn a_finding_that_is_new_and_asks_for_attention_is_a_regression_and_one_that_is_gone_a_repair() {
    for level in ["warning", "unknown", "failure"] {
        worse(
            &finding(&[]),
            &finding(&[one(level, json!({}))]),
            &[&format!("appeared root-present R: - > {level}")],
            &[&format!("vanished root-present R: {level} > -")],
        );
    }
}

#[test]
fn a_pass_that_is_gone_was_not_looked_at_any_more() {
    worse(
        &finding(&[one("pass", json!({}))]),
        &finding(&[]),
        &["vanished root-present R: pass > -"],
        &["appeared root-present R: - > pass"],
    );
}

#[test]
fn notices_that_come_and_go_are_facts_and_what_does_not_apply_is_none() {
    let notice = finding(&[one("notice", json!({ "cause": "expired" }))]);
    changed(
        &finding(&[]),
        &notice,
        &["notice root-present R: - > notice [expired]"],
        &["notice root-present R: notice [expired] > -"],
    );
    changed(&finding(&[]), &finding(&[one("not-applicable", json!({}))]), &[], &[]);
}

#[test]
fn what_became_decisive_is_a_regression() {
    for level in ["warning", "unknown", "failure"] {
        worse(
            &finding(&[one(level, json!({ "decisive": false }))]),
            &finding(&[one(level, json!({}))]),
            &[&format!("decisive root-present R: {level} > {level}")],
            &[&format!("decisive root-present R: {level} > {level}")],
        );
    }
    // What passes decides nothing worse.
    changed(&finding(&[one("pass", json!({ "decisive": false }))]), &finding(&[one("pass", json!({}))]), &[], &[]);
    // A failure that supported, and an unknown that decides: the verdict falls.
    worse(
        &finding(&[one("failure", json!({ "decisive": false }))]),
        &finding(&[one("unknown", json!({}))]),
        &["decisive root-present R: failure > unknown"],
        &["decisive root-present R: unknown > failure"],
    );
}

fn waived(until: &str, reason: &str) -> Value {
    json!({ "cause": "status-403", "waiver": { "reason": reason, "until": until, "level_before": "failure" } })
}

#[test]
fn a_waiver_that_is_gone_is_a_regression() {
    worse(
        &finding(&[one("warning", waived("2027-01-31T00:00:00Z", "known"))]),
        &finding(&[one("failure", json!({ "cause": "status-403" }))]),
        &["waiver root-present R: warning[status-403] > failure[status-403]"],
        &["waiver root-present R: failure[status-403] > warning[status-403]"],
    );
    // Where the level stays, the policy's own levels for instance.
    worse(
        &finding(&[one("warning", waived("2027-01-31T00:00:00Z", "known"))]),
        &finding(&[one("warning", json!({ "cause": "status-403" }))]),
        &["waiver root-present R: warning[status-403] > warning[status-403]"],
        &["waiver root-present R: warning[status-403] > warning[status-403]"],
    );
}

#[test]
fn a_waiver_with_other_terms_is_a_fact() {
    changed(
        &finding(&[one("warning", waived("2027-01-31T00:00:00Z", "known"))]),
        &finding(&[one("warning", waived("2027-02-28T00:00:00Z", "still known"))]),
        &["waiver root-present R: until 2027-01-31: known > until 2027-02-28: still known"],
        &["waiver root-present R: until 2027-02-28: still known > until 2027-01-31: known"],
    );
}

#[test]
fn findings_are_matched_by_check_target_and_leg() {
    for (field, value) in [("code", "root-scope"), ("target", "S"), ("leg", "inbound")] {
        let other = one("failure", json!({ field: value }));
        let difference = compared(&finding(&[one("failure", json!({}))]), &finding(&[other]));
        assert_eq!((difference.regressions.len(), difference.repairs.len()), (1, 1), "{field}");
        let kinds = [difference.regressions[0].kind, difference.repairs[0].kind];
        assert_eq!(kinds, [ChangeKind::Appeared, ChangeKind::Vanished], "{field}");
    }
    let leg = compared(&finding(&[]), &finding(&[one("failure", json!({ "leg": "inbound" }))]));
    assert_eq!(leg.regressions[0].leg.as_ref().map(Shown::as_str), Some("inbound"));
}

#[test]
fn several_of_one_target_are_matched_by_cause_first_and_then_the_worst_with_the_worst() {
    let (a, b) = (json!({ "cause": "expired" }), json!({ "cause": "wrong-root" }));
    let before = finding(&[one("failure", a.clone()), one("warning", b.clone())]);
    let order = finding(&[one("warning", b.clone()), one("failure", a.clone())]);
    assert!(compared(&before, &order).is_empty());
    // The one that kept its cause is the same; the other is mended.
    worse(
        &finding(&[one("pass", json!({})), one("warning", b.clone())]),
        &finding(&[one("failure", a.clone()), one("warning", b.clone())]),
        &["level root-present R: pass > failure[expired]"],
        &["level root-present R: failure[expired] > pass"],
    );
    // None kept its cause: the failure is the failure's successor.
    let after = finding(&[one("warning", json!({ "cause": "stale" })), one("failure", json!({ "cause": "revoked" }))]);
    let causes = facts(&compared(&before, &after));
    assert_eq!(causes, ["cause root-present R: expired > revoked", "cause root-present R: wrong-root > stale"]);
    // Two of one cause and one of it: one is gone.
    let twice = finding(&[one("failure", a.clone()), one("failure", a.clone())]);
    worse(
        &finding(&[one("failure", a.clone())]),
        &twice,
        &["appeared root-present R: - > failure[expired]"],
        &["vanished root-present R: failure[expired] > -"],
    );
}

#[test]
fn a_check_that_only_the_later_version_has_is_new_and_no_regression() {
    let new = [
        one("pass", json!({ "code": "moon", "target": "A" })),
        one("failure", json!({ "code": "moon", "target": "B" })),
    ];
    let other_version = |mut report: Value| {
        report["tool"] = json!("0.2.0 (111111111111)");
        report
    };
    let pass = one("pass", json!({}));
    let before = finding(std::slice::from_ref(&pass));
    let after = other_version(finding(&[new[0].clone(), new[1].clone(), pass]));
    let difference = compared(&before, &after);
    assert_eq!((lines(&difference.regressions), lines(&difference.repairs)), (vec![], vec![]));
    let tool = "tool tool: 0.1.0 (000000000000) > 0.2.0 (111111111111)";
    assert_eq!(facts(&difference), ["new-check moon: - > 2 findings, the worst a failure +B", tool]);
    // The other way round it was not asked, which says nothing about the host.
    let back = compared(&after, &before);
    assert_eq!((lines(&back.regressions), gaps(&back.gaps)), (vec![], owned(&["check-gone moon"])));
    assert_eq!(back.outcome(), Outcome::Incomplete);
    // Of the same version it is the host that changed.
    let same = finding(&[one("failure", json!({ "code": "moon" }))]);
    assert_eq!(lines(&compared(&finding(&[]), &same).regressions), ["appeared moon R: - > failure"]);
    // Another version, and the check was there before: its findings are compared.
    let mended = other_version(finding(&[one("pass", json!({ "code": "moon", "target": "B" }))]));
    let had = finding(&[new[1].clone()]);
    assert_eq!(lines(&compared(&had, &mended).repairs), ["level moon B: failure > pass"]);
}

#[test]
fn crl_number_is_asked_of_a_baseline_so_that_its_absence_says_nothing_of_the_host() {
    let asked = finding(&[one("pass", json!({ "code": "crl-number" }))]);
    let difference = compared(&finding(&[]), &asked);
    assert_eq!(facts(&difference), ["new-check crl-number: - > 1 finding, the worst a pass"]);
    assert!(difference.repairs.is_empty());
    let back = compared(&asked, &finding(&[]));
    assert_eq!((lines(&back.regressions), gaps(&back.gaps)), (vec![], owned(&["check-gone crl-number"])));
}

fn narrowed() -> Value {
    let more = json!({ "code": "run-complete", "target": "--only, --skip", "cause": "partial-run" });
    one("unknown", more)
}

#[test]
fn what_a_narrowed_run_did_not_find_is_not_mended() {
    let failed = one("failure", json!({}));
    let difference = compared(&finding(std::slice::from_ref(&failed)), &finding(&[narrowed()]));
    assert_eq!(lines(&difference.repairs), [""; 0]);
    assert_eq!(gaps(&difference.gaps), ["not-looked-at root-present R"]);
    assert_eq!(lines(&difference.regressions), ["appeared run-complete --only, --skip: - > unknown[partial-run]"]);
    // Where the run before was narrowed too, nothing got worse, and nothing is known.
    let both = compared(&finding(&[failed, narrowed()]), &finding(&[narrowed()]));
    assert_eq!((lines(&both.repairs), both.outcome()), (vec![], Outcome::Incomplete));
}

#[test]
fn that_a_run_was_whole_is_no_finding_of_its_own() {
    let whole = one("pass", json!({ "code": "run-complete", "target": "run" }));
    worse(
        &finding(&[whole]),
        &finding(&[narrowed()]),
        &["appeared run-complete --only, --skip: - > unknown[partial-run]"],
        &["vanished run-complete --only, --skip: unknown[partial-run] > -"],
    );
}

#[test]
fn the_verdict_comes_first_then_what_decides_then_the_worst() {
    let of = |level: &str, target: &str, decisive: bool| one(level, json!({ "target": target, "decisive": decisive }));
    let mut after = finding(&[
        of("warning", "A", true),
        of("failure", "B", false),
        of("unknown", "C", true),
        of("failure", "D", true),
        of("failure", "E", true),
    ]);
    after["verdict"] = json!("not-ready");
    let targets: Vec<String> =
        compared(&finding(&[]), &after).regressions.iter().map(|change| change.target.to_string()).collect();
    assert_eq!(targets, ["verdict", "D", "E", "C", "B", "A"]);
}

#[test]
fn a_regression_has_the_words_of_the_later_report_and_what_is_gone_those_of_the_earlier_one() {
    let more = json!({ "next": "Install it.", "owner": "root-store", "below": "way-out" });
    let difference = compared(&finding(&[one("pass", json!({}))]), &finding(&[one("failure", more)]));
    let change = &difference.regressions[0];
    let sentences = [&change.observed, &change.required, &change.next];
    let sentences = sentences.map(|says| says.as_ref().unwrap().to_string());
    assert_eq!(sentences, ["seen as failure", "to be there", "Install it."]);
    let words = [&change.owner, &change.below].map(|text| text.as_ref().map(Shown::as_str).unwrap());
    assert_eq!(words, ["root-store", "way-out"]);
    let gone = compared(&finding(&[one("pass", json!({}))]), &finding(&[]));
    assert_eq!(gone.regressions[0].observed.as_ref().unwrap().to_string(), "seen as pass");
    let verdict = compared(&with(|one| one["verdict"] = json!("ready")), &with(|_| ()));
    assert!(verdict.regressions[0].observed.as_ref().unwrap().to_string().starts_with("This host will not validate"));
}
