//! What is true of every pair of reports, shown on pairs that dice make: a report and itself differ in nothing, and what got
//! worse in one direction got better in the other, but for what is not known any more.

use certready::compare::{Change, ChangeKind, Difference, State};
use serde_json::{Value, json};

use super::{compared, finding, one};
use crate::pki::Dice;

const LEVELS: [&str; 6] = ["not-applicable", "pass", "notice", "warning", "unknown", "failure"];
const CODES: [&str; 4] = ["root-present", "endpoint-reachable", "crl-fresh", "run-complete"];

/// How many pairs are thrown.
const PAIRS: usize = 100;

fn report(dice: &mut Dice) -> Value {
    let count = dice.below(8);
    let mut findings = Vec::new();
    for _ in 0..count {
        let cause = [json!(null), json!("expired"), json!("stale")][dice.below(3)].clone();
        let waiver = match dice.below(5) {
            0 => json!({ "reason": "known", "until": "2027-01-31T00:00:00Z", "level_before": "failure" }),
            _ => json!(null),
        };
        let more = json!({
            "code": CODES[dice.below(CODES.len())],
            "target": (["A", "B"][dice.below(2)]),
            "decisive": dice.below(2) == 0,
            "leg": ([json!(null), json!("inbound")][dice.below(2)]),
            "cause": cause,
            "waiver": waiver,
        });
        findings.push(one(LEVELS[dice.below(LEVELS.len())], more));
    }
    let mut report = finding(&findings);
    report["verdict"] = json!((["ready", "ready-with-warnings", "undetermined", "not-ready"][dice.below(4)]));
    if dice.below(4) == 0 {
        report["tool"] = json!("0.2.0");
    }
    report["revocation"][0]["number"] = json!(dice.below(3).to_string());
    report
}

/// A change as it is seen from the other side.
fn turned(change: &Change) -> Change {
    let kind = match change.kind {
        ChangeKind::Appeared => ChangeKind::Vanished,
        ChangeKind::Vanished => ChangeKind::Appeared,
        same => same,
    };
    bare(&Change { kind, before: change.after.clone(), after: change.before.clone(), ..change.clone() })
}

/// Without the words, which are those of the later report.
fn bare(change: &Change) -> Change {
    Change { observed: None, required: None, next: None, owner: None, below: None, ..change.clone() }
}

fn sorted(changes: impl Iterator<Item = Change>) -> Vec<String> {
    let mut all: Vec<String> = changes.map(|change| format!("{change:?}")).collect();
    all.sort();
    all
}

/// Whether what is worse here is, the other way round, no longer known.
fn is_known_again(change: &Change) -> bool {
    let word = |state: &Option<State>| state.as_ref().map(|state| state.word);
    matches!(
        (word(&change.before), word(&change.after)),
        (Some("unknown"), Some("failure")) | (Some("undetermined"), Some("not-ready"))
    )
}

fn holds(there: &Difference, back: &Difference, before: &Value) {
    let narrowed = before["findings"]
        .as_array()
        .unwrap()
        .iter()
        .any(|one| one["code"] == "run-complete" && one["level"] == "unknown");
    // What an incomplete run does not have is neither mended nor gone.
    let turns = |change: &&Change| !(is_known_again(change) || narrowed && change.kind == ChangeKind::Appeared);
    let worse = sorted(there.regressions.iter().filter(turns).map(turned));
    let better = sorted(back.repairs.iter().map(bare));
    if narrowed {
        let of_that = |one: &String| !one.contains("kind: Vanished") || better.contains(one);
        assert!(worse.iter().all(of_that));
        let matched: Vec<&String> = better.iter().filter(|one| !one.contains("kind: Vanished")).collect();
        assert_eq!(matched, worse.iter().filter(|one| !one.contains("kind: Vanished")).collect::<Vec<_>>());
    } else {
        assert_eq!(worse, better);
    }
}

#[test]
fn regressions_in_one_direction_are_repairs_in_the_other_and_a_report_and_itself_differ_in_nothing() {
    let mut dice = Dice::from_seed(7);
    for _ in 0..PAIRS {
        let (a, b) = (report(&mut dice), report(&mut dice));
        let (there, back) = (compared(&a, &b), compared(&b, &a));
        holds(&there, &back, &a);
        holds(&back, &there, &b);
        for same in [compared(&a, &a), compared(&b, &b)] {
            assert!(same.is_empty() && same.gaps.is_empty(), "{same:#?}");
        }
    }
}

#[test]
fn the_order_of_a_reports_findings_changes_nothing_but_the_order_of_what_is_told() {
    let mut dice = Dice::from_seed(11);
    for _ in 0..PAIRS {
        let (a, b) = (report(&mut dice), report(&mut dice));
        let mut shuffled = b.clone();
        shuffled["findings"].as_array_mut().unwrap().reverse();
        let (one, other) = (compared(&a, &b), compared(&a, &shuffled));
        let all = |difference: &Difference| {
            let changes = difference.regressions.iter().chain(&difference.repairs);
            sorted(changes.map(bare))
        };
        assert_eq!(all(&one), all(&other));
        assert_eq!(one.outcome(), other.outcome());
    }
}
