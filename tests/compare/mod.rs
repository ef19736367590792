//! Two reports compared: each rule once and in both directions. The reports are the sample of the renderers, changed in one place.

mod facts;
mod findings;
mod property;

use certready::compare::{Change, Difference, Fact, FactKind, Gap, Outcome, compare};
use certready::kept;
use certready::language::Say;
use certready::render;
use certready::vocabulary::Shown;
use serde_json::{Value, json};

use crate::render::sample;

/// The sample as JSON.
pub(crate) fn written() -> Value {
    serde_json::from_str(&render::json(&sample::report())).unwrap()
}

/// The sample with a change.
fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut report = written();
    change(&mut report);
    report
}

/// The sample with these findings alone, and ready.
fn finding(findings: &[Value]) -> Value {
    with(|report| {
        report["findings"] = json!(findings);
        report["verdict"] = json!("ready");
    })
}

/// A finding of `root-present` about `R`; what else it is, `more` says.
fn one(level: &str, more: Value) -> Value {
    let mut finding = json!({
        "code": "root-present", "level": level, "decisive": true, "leg": null, "target": "R", "cause": null,
        "observed": format!("seen as {level}"), "required": "to be there", "next": null, "owner": null, "verify": null,
        "waiver": null, "below": null
    });
    let fields = finding.as_object_mut().unwrap();
    let Value::Object(more) = more else { panic!("{more}") };
    for (name, value) in more {
        assert!(fields.contains_key(&name), "{name}");
        fields.insert(name, value);
    }
    finding
}

pub(crate) fn compared(before: &Value, after: &Value) -> Difference {
    let (before, after) = (before.to_string(), after.to_string());
    compare(&kept::read(before.as_bytes()).unwrap(), &kept::read(after.as_bytes()).unwrap())
}

/// A change in a line: `level root-present R: pass > failure`.
fn line(change: &Change) -> String {
    let state = |state: &Option<certready::compare::State>| {
        state.as_ref().map_or("-".to_owned(), |state| {
            let cause = state.cause.as_ref().map(|cause| format!("[{cause}]")).unwrap_or_default();
            format!("{}{cause}", state.word)
        })
    };
    let code = change.code.as_ref().map_or("", Shown::as_str);
    let (kind, target) = (change.kind.word(), &change.target);
    format!("{kind} {code} {target}: {} > {}", state(&change.before), state(&change.after))
}

fn lines(changes: &[Change]) -> Vec<String> {
    changes.iter().map(line).collect()
}

fn gaps(gaps: &[Gap]) -> Vec<String> {
    gaps.iter().map(|gap| format!("{} {}", gap.kind.word(), gap.about)).collect()
}

fn fact(fact: &Fact) -> String {
    let text = |value: &Option<Say>| value.as_ref().map_or("-".to_owned(), ToString::to_string);
    let list = |sign: &str, all: &[Say]| all.iter().map(|one| format!(" {sign}{one}")).collect::<String>();
    let ends = match (&fact.before, &fact.after) {
        (None, None) => String::new(),
        (before, after) => format!(" {} > {}", text(before), text(after)),
    };
    format!("{} {}:{ends}{}{}", fact.kind.word(), fact.about, list("+", &fact.added), list("-", &fact.removed))
}

fn facts(difference: &Difference) -> Vec<String> {
    difference.facts.iter().map(fact).collect()
}

/// Nothing but this got worse, and the other way round this got better.
#[track_caller]
fn worse(before: &Value, after: &Value, regressions: &[&str], repairs: &[&str]) {
    let difference = compared(before, after);
    assert_eq!((lines(&difference.regressions), lines(&difference.repairs)), (owned(regressions), Vec::new()));
    assert_eq!(difference.outcome(), Outcome::Worse);
    let back = compared(after, before);
    assert_eq!((lines(&back.repairs), lines(&back.regressions)), (owned(repairs), Vec::new()));
    assert_eq!((facts(&difference), facts(&back)), (Vec::new(), Vec::new()));
}

/// Nothing got worse or better, and these facts changed, in either direction.
#[track_caller]
fn changed(before: &Value, after: &Value, there: &[&str], back: &[&str]) {
    for (difference, expected) in [(compared(before, after), there), (compared(after, before), back)] {
        assert_eq!((lines(&difference.regressions), lines(&difference.repairs)), (Vec::new(), Vec::new()));
        assert_eq!(facts(&difference), owned(expected));
    }
}

fn owned(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn a_report_and_itself_differ_in_nothing() {
    for report in [written(), finding(&[one("failure", json!({}))])] {
        let difference = compared(&report, &report);
        assert!(difference.is_empty() && difference.gaps.is_empty() && difference.notes.is_empty(), "{difference:#?}");
        assert_eq!(difference.outcome(), Outcome::NothingWorse);
    }
}

/// docs/exit-status.md: undetermined stands before not ready.
#[test]
fn the_verdict_gets_worse_or_better() {
    let verdicts = ["ready", "ready-with-warnings", "undetermined", "not-ready"];
    for (place, was) in verdicts.iter().enumerate() {
        for is in verdicts.iter().skip(place + 1) {
            let (before, after) = (with(|one| one["verdict"] = json!(was)), with(|one| one["verdict"] = json!(is)));
            let difference = compared(&before, &after);
            assert_eq!(lines(&difference.regressions), [format!("verdict  verdict: {was} > {is}")]);
            let back = compared(&after, &before);
            if (*was, *is) == ("undetermined", "not-ready") {
                // What failed is not mended by not being known.
                assert_eq!((lines(&back.repairs), gaps(&back.gaps)), (vec![], owned(&["not-known verdict"])));
                assert_eq!(back.outcome(), Outcome::Incomplete);
            } else {
                assert_eq!(lines(&back.repairs), [format!("verdict  verdict: {is} > {was}")]);
                assert_eq!(back.outcome(), Outcome::NothingWorse);
            }
        }
    }
}

#[test]
fn two_hosts_accounts_and_policies_are_compared_and_told_on_top() {
    let kinds = |difference: &Difference| difference.notes.iter().map(|note| note.kind).collect::<Vec<_>>();
    let other_host = with(|one| one["host"]["name"] = json!("mail-02"));
    let difference = compared(&written(), &other_host);
    assert_eq!(difference.notes[0].says, "These are two hosts: mail-01 before, mail-02 after.");
    assert_eq!((kinds(&difference), difference.outcome()), (vec!["two-hosts"], Outcome::NothingWorse));
    let unnamed = with(|one| one["host"]["name"] = json!(null));
    assert_eq!(compared(&written(), &unnamed).notes[0].says, "These are two hosts: mail-01 before, (unnamed) after.");

    // The id tells accounts apart; the name alone where there is none.
    let account = |name: &str, id: Value| {
        with(|one| {
            one["host"]["account"] = json!(name);
            one["host"]["account_id"] = id;
        })
    };
    let twice = |a: Value, b: Value| kinds(&compared(&a, &b));
    assert_eq!(twice(account("SYSTEM", json!("S-1-5-18")), account("SYSTEM", json!("S-1-5-20"))), ["two-accounts"]);
    assert!(twice(account("SYSTEM", json!("S-1-5-18")), account("Système", json!("S-1-5-18"))).is_empty());
    assert_eq!(twice(account("postfix", json!(null)), account("root", json!(null))), ["two-accounts"]);

    let other_policy = with(|one| one["policy"]["id"] = json!("another"));
    let difference = compared(&written(), &other_policy);
    assert_eq!((kinds(&difference), gaps(&difference.gaps)), (vec!["two-policies"], owned(&["other-policy another"])));
    // What the one judges the other may not: nothing got worse is no answer.
    assert_eq!(difference.outcome(), Outcome::Incomplete);
}

#[test]
fn reports_in_the_wrong_order_are_compared_as_given_and_that_is_told() {
    let earlier = with(|one| one["times"]["observed"] = json!("2026-11-22T06:17:00Z"));
    assert!(compared(&earlier, &written()).notes.is_empty());
    let back = compared(&written(), &earlier);
    assert_eq!(back.notes[0].kind, "order");
    assert!(back.notes[0].says.to_string().contains("2026-11-23T06:17:00Z"), "{}", back.notes[0].says);
}

#[test]
fn a_list_that_either_report_is_too_old_to_have_is_told_and_not_taken_as_unchanged() {
    for list in ["services", "revocation"] {
        let old = with(|one| assert!(one.as_object_mut().unwrap().remove(list).is_some()));
        for (before, after, whose) in
            [(&old, &written(), "before"), (&written(), &old, "after"), (&old, &old, "neither")]
        {
            let difference = compared(before, after);
            assert_eq!(gaps(&difference.gaps), [format!("list-absent {list}")]);
            assert!(difference.gaps[0].says.to_string().contains(whose), "{}", difference.gaps[0].says);
            assert!(difference.facts.is_empty(), "{:?}", facts(&difference));
            assert_eq!(difference.outcome(), Outcome::Incomplete);
        }
    }
}

#[test]
fn what_got_worse_outweighs_what_could_not_be_compared() {
    let old = with(|one| {
        one.as_object_mut().unwrap().remove("services");
        one["verdict"] = json!("ready");
    });
    assert_eq!(compared(&old, &written()).outcome(), Outcome::Worse);
}

#[test]
fn hostile_text_is_compared_as_it_is_and_shown_clean() {
    let hostile = finding(&[one("failure", json!({ "target": "\u{1b}[2JR\u{202e}", "observed": "\u{7}bell" }))]);
    let difference = compared(&finding(&[]), &hostile);
    assert_eq!(lines(&difference.regressions), ["appeared root-present \u{fffd}[2JR\u{fffd}: - > failure"]);
    assert_eq!(difference.regressions[0].observed.as_ref().unwrap().to_string(), "\u{fffd}bell");
    // Two targets that look alike once cleaned are still two.
    let other = finding(&[one("failure", json!({ "target": "\u{1b}[2JR\u{202d}" }))]);
    assert_eq!(compared(&hostile, &other).regressions.len(), 1);
}

#[test]
fn each_kind_of_fact_has_a_word_and_a_title_of_its_own() {
    let words: std::collections::BTreeSet<_> = FactKind::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(words.len(), FactKind::ALL.len());
    assert!(FactKind::ALL.iter().all(|kind| !kind.title().english.is_empty()));
}
