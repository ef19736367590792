//! The words of a comparison that text, Markdown and HTML have alike. They are made of the model and decide nothing.

use super::words::or_unnamed;
use crate::compare::{Change, ChangeKind, Difference, Fact, FactKind, Outcome, Side, State};
use crate::finding::Owner;
use crate::language::{Language, Message, Say, message, say};
use crate::render::Detail;
use crate::vocabulary::Shown;

/// What it comes to, in a word or three.
pub(super) fn headline(outcome: Outcome) -> &'static Message {
    match outcome {
        Outcome::NothingWorse => message!("outcome-nothing-worse", "NOTHING WORSE"),
        Outcome::Worse => message!("outcome-worse", "WORSE"),
        Outcome::Incomplete => message!("outcome-incomplete", "NOT ALL COMPARED"),
    }
}

/// The same in a sentence.
pub(super) fn sentence(difference: &Difference, language: Language) -> String {
    let back = difference.facts.iter().filter(|fact| fact.kind.is_worse()).count();
    let usual = difference.facts.iter().filter(|fact| fact.kind.is_usual()).count();
    let facts = difference.facts.len().saturating_sub(usual);
    let regressions = match difference.regressions.len() {
        0 => say!(language, "since-no-regressions", "no regressions"),
        1 => say!(language, "since-one-regression", "1 regression"),
        count => say!(language, "since-regressions", "{count} regressions", count = count),
    };
    let repairs = match difference.repairs.len() {
        0 => say!(language, "since-no-repairs", "no repairs"),
        1 => say!(language, "since-one-repair", "1 repair"),
        count => say!(language, "since-repairs", "{count} repairs", count = count),
    };
    let facts = match facts {
        0 => say!(language, "since-no-facts", "no changed facts"),
        1 => say!(language, "since-one-fact", "1 changed fact"),
        count => say!(language, "since-facts", "{count} changed facts", count = count),
    };
    let back = match back {
        0 => None,
        1 => Some(say!(language, "since-one-number-back", "1 CRL number went back")),
        count => Some(say!(language, "since-numbers-back", "{count} CRL numbers went back", count = count)),
    };
    let gaps = match difference.gaps.len() {
        0 => None,
        count => Some(say!(language, "since-not-compared", "{count} not compared", count = count)),
    };
    let parts = [Some(regressions), Some(repairs), Some(facts), back, gaps];
    format!("{}.", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// One of the two reports: when it was observed, its verdict, host, account, policy and version.
pub(super) fn side(side: &Side, language: Language) -> Vec<(&'static Message, String)> {
    let of_host = say!(
        language,
        "side-host-words",
        "{host}, as {account}",
        host = or_unnamed(side.host.as_ref(), language),
        account = or_unnamed(side.account.as_ref(), language)
    );
    let mut rows = vec![
        (message!("scope-observed", "Observed"), side.observed.to_string()),
        (message!("side-verdict", "Verdict"), side.verdict.words().to(language)),
        (message!("scope-host", "Host"), of_host),
        (message!("side-policy", "Policy"), side.policy.to_string()),
        (message!("side-certready", "Certready"), side.tool.to_string()),
    ];
    let manifest = |digest| say!(language, "side-manifest", "manifest {digest}", digest = digest);
    rows.extend(side.manifest.as_ref().map(|digest| (message!("title-evidence", "Evidence"), manifest(digest))));
    rows
}

/// The check of a change, or that it is the verdict.
pub(super) fn code(change: &Change, language: Language) -> String {
    change.code.as_ref().map_or_else(|| say!(language, "about-verdict", "verdict"), ToString::to_string)
}

/// What it is about. Of the verdict there is one.
pub(super) fn target(change: &Change, language: Language) -> String {
    if change.code.is_some() { change.target.to_string() } else { code(change, language) }
}

/// Who can mend it, in the language's word.
pub(super) fn owner(change: &Change, language: Language) -> Option<String> {
    let word = change.owner.as_ref()?;
    let known = Owner::ALL.into_iter().find(|owner| owner.word() == word.as_str());
    Some(known.map_or_else(|| word.to_string(), |owner| owner.words().to(language)))
}

/// A sentence of a report.
pub(super) fn told(sentence: Option<&Say>, language: Language) -> Option<Shown> {
    sentence.map(|sentence| sentence.shown(language))
}

/// How it was.
pub(super) fn before(change: &Change, language: Language) -> String {
    match &change.before {
        Some(state) => said(state, change, language),
        None => say!(language, "state-not-found", "not found"),
    }
}

/// How it is.
pub(super) fn after(change: &Change, language: Language) -> String {
    match (&change.after, &change.before) {
        (Some(state), _) => said(state, change, language),
        (None, Some(state)) if state.word == "pass" => {
            say!(language, "state-not-looked-at", "not looked at any more")
        }
        (None, _) => say!(language, "state-gone", "not found any more"),
    }
}

/// How it was and is.
pub(super) fn turned(change: &Change, language: Language) -> String {
    let (before, after) = (before(change, language), after(change, language));
    say!(language, "state-turned", "{before}, now {after}", before = before, after = after)
}

fn said(state: &State, change: &Change, language: Language) -> String {
    let cause = state.cause.as_ref().map(|cause| format!(" [{cause}]")).unwrap_or_default();
    let waived = state.waived.map(|until| say!(language, "state-waived", "waived until {until}", until = until.date()));
    let weight = match (change.kind, state.decisive) {
        (ChangeKind::Decisive, true) => Some(say!(language, "state-decisive", "decisive")),
        (ChangeKind::Decisive, false) => Some(say!(language, "state-supporting", "supporting")),
        _ => None,
    };
    let state = format!("{}{cause}", state.says.to(language));
    [Some(state), waived, weight].into_iter().flatten().collect::<Vec<_>>().join(", ")
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
        // A verdict is never gone.
        let Some(code) = &change.code else { continue };
        let place = *places.entry(&change.target).or_insert(targets.len());
        match targets.get_mut(place) {
            Some((_, codes)) => codes.push(code.as_str()),
            None => targets.push((&change.target, vec![code.as_str()])),
        }
    }
    targets
}

/// Changes that differ in their target alone, together.
pub(super) fn grouped<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<Vec<&'a Change>> {
    let words = |one: &'a Change| {
        let told = |sentence: &'a Option<Say>| told(sentence.as_ref(), Language::English);
        let sentences = (told(&one.observed), told(&one.required), told(&one.next), &one.owner);
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
pub(super) fn ends(fact: &Fact, language: Language) -> Vec<(&'static Message, String)> {
    let one = |value: &Say| value.shown(language).to_string();
    let joined = |all: &[Say]| all.iter().map(one).collect::<Vec<_>>().join(", ");
    let mut ends = Vec::new();
    if fact.before.is_some() || fact.after.is_some() {
        let or_none =
            |value: &Option<Say>| value.as_ref().map_or_else(|| say!(language, "words-no-number", "(none)"), one);
        ends.push((message!("end-before", "before"), or_none(&fact.before)));
        ends.push((message!("end-after", "after"), or_none(&fact.after)));
    }
    if !fact.added.is_empty() {
        let word =
            if fact.kind == FactKind::NewCheck { message!("line-at", "at") } else { message!("end-added", "added") };
        ends.push((word, joined(&fact.added)));
    }
    if !fact.removed.is_empty() {
        ends.push((message!("end-removed", "removed"), joined(&fact.removed)));
    }
    ends
}

/// The heading above what got worse.
pub(super) fn regressions() -> &'static Message {
    message!("title-regressions", "Regressions")
}

/// The heading above what got better.
pub(super) fn repairs() -> &'static Message {
    message!("title-repairs", "Repairs")
}

/// The heading above targets that no check looks at any more.
pub(super) fn not_looked_at() -> &'static Message {
    message!("title-not-looked-at", "Not looked at any more")
}

/// The heading above the facts.
pub(super) fn changed_facts() -> &'static Message {
    message!("title-changed-facts", "Changed facts")
}

/// The heading above what could not be compared.
pub(super) fn not_compared() -> &'static Message {
    message!("title-not-compared", "Not compared")
}

/// From which finding it follows, in parentheses.
pub(super) fn following(above: &Shown, language: Language) -> String {
    say!(language, "state-follows", "follows from {above}", above = above)
}
