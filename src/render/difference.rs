//! The words of a comparison that text, Markdown and HTML have alike. They are made of the model and decide nothing.

use crate::compare::{Change, ChangeKind, Difference, Fact, Outcome, Side, State};
use crate::finding::Verdict;
use crate::render::Detail;
use crate::vocabulary::Shown;

/// What it comes to, in a word or three.
pub(super) const fn headline(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NothingWorse => "NOTHING WORSE",
        Outcome::Worse => "WORSE",
        Outcome::Incomplete => "NOT ALL COMPARED",
    }
}

/// The same in a sentence.
pub(super) fn sentence(difference: &Difference) -> String {
    let back = difference.facts.iter().filter(|fact| fact.kind.is_worse()).count();
    let usual = difference.facts.iter().filter(|fact| fact.kind.is_usual()).count();
    let facts = difference.facts.len().saturating_sub(usual);
    let mut parts = vec![
        many(difference.regressions.len(), "regression", "regressions"),
        many(difference.repairs.len(), "repair", "repairs"),
        many(facts, "changed fact", "changed facts"),
    ];
    if back > 0 {
        parts.push(many(back, "CRL number went back", "CRL numbers went back"));
    }
    if !difference.gaps.is_empty() {
        parts.push(format!("{} not compared", difference.gaps.len()));
    }
    format!("{}.", parts.join(", "))
}

fn many(count: usize, one: &str, several: &str) -> String {
    match count {
        0 => format!("no {several}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {several}"),
    }
}

/// One of the two reports: its verdict, host, account, policy and time.
pub(super) fn side(side: &Side) -> Vec<(&'static str, String)> {
    let or_unnamed = |name: &Option<Shown>| name.as_ref().map_or("(unnamed)".to_owned(), ToString::to_string);
    let mut rows = vec![
        ("Observed", side.observed.to_string()),
        ("Verdict", verdict(side.verdict).to_owned()),
        ("Host", format!("{}, as {}", or_unnamed(&side.host), or_unnamed(&side.account))),
        ("Policy", side.policy.to_string()),
        ("Certready", side.tool.to_string()),
    ];
    rows.extend(side.manifest.as_ref().map(|manifest| ("Evidence", format!("manifest {manifest}"))));
    rows
}

const fn verdict(verdict: Verdict) -> &'static str {
    verdict.word()
}

/// The check of a change, or that it is the verdict.
pub(super) fn code(change: &Change) -> &str {
    change.code.as_ref().map_or("verdict", Shown::as_str)
}

/// How it was.
pub(super) fn before(change: &Change) -> String {
    match &change.before {
        Some(state) => said(state, change),
        None => "not found".to_owned(),
    }
}

/// How it is.
pub(super) fn after(change: &Change) -> String {
    match (&change.after, &change.before) {
        (Some(state), _) => said(state, change),
        (None, Some(state)) if state.word == "pass" => "not looked at any more".to_owned(),
        (None, _) => "not found any more".to_owned(),
    }
}

fn said(state: &State, change: &Change) -> String {
    let cause = state.cause.as_ref().map(|cause| format!(" [{cause}]")).unwrap_or_default();
    let waived = state.waived.map(|until| format!(", waived until {}", until.date())).unwrap_or_default();
    let weight = match (change.kind, state.decisive) {
        (ChangeKind::Decisive, true) => ", decisive",
        (ChangeKind::Decisive, false) => ", supporting",
        _ => "",
    };
    format!("{}{cause}{waived}{weight}", state.word)
}

/// A pass that is not there any more: told by its target, because every check of a target goes with it.
pub(super) fn is_unseen(change: &Change) -> bool {
    change.after.is_none() && change.before.as_ref().is_some_and(|state| state.word == "pass")
}

/// Each target that is not looked at any more, and the checks that looked.
pub(super) fn unseen(changes: &[Change]) -> Vec<(&Shown, Vec<&str>)> {
    let mut targets: Vec<(&Shown, Vec<&str>)> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for change in changes.iter().filter(|change| is_unseen(change)) {
        let place = *places.entry(&change.target).or_insert(targets.len());
        match targets.get_mut(place) {
            Some((_, codes)) => codes.push(code(change)),
            None => targets.push((&change.target, vec![code(change)])),
        }
    }
    targets
}

/// Changes that differ in their target alone, together.
pub(super) fn grouped<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<Vec<&'a Change>> {
    let words = |one: &'a Change| {
        let sentences = (&one.observed, &one.required, &one.next, &one.owner);
        (one.kind, &one.code, &one.before, &one.after, sentences)
    };
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    for change in changes {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| words(first) == words(change)) => group.push(change),
            _ => groups.push(vec![change]),
        }
    }
    groups
}

/// The facts that are told.
pub(super) fn facts(difference: &Difference, detail: Detail) -> Vec<&Fact> {
    let told = |fact: &&Fact| detail == Detail::Verbose || !fact.kind.is_usual();
    difference.facts.iter().filter(told).collect()
}

/// How a fact was and is, or what a list has more and less.
pub(super) fn ends(fact: &Fact) -> Vec<(&'static str, String)> {
    let joined = |all: &[Shown]| all.iter().map(Shown::as_str).collect::<Vec<_>>().join(", ");
    let mut ends = Vec::new();
    if fact.before.is_some() || fact.after.is_some() {
        let or_none = |value: &Option<Shown>| value.as_ref().map_or("(none)".to_owned(), ToString::to_string);
        ends.push(("before", or_none(&fact.before)));
        ends.push(("after", or_none(&fact.after)));
    }
    if !fact.added.is_empty() {
        let word = if fact.kind == crate::compare::FactKind::NewCheck { "at" } else { "added" };
        ends.push((word, joined(&fact.added)));
    }
    if !fact.removed.is_empty() {
        ends.push(("removed", joined(&fact.removed)));
    }
    ends
}
