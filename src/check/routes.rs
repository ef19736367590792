//! `routes`: whether what falls short by one way out of this host comes by another. `--compare-routes` tries both, so that
//! "works directly, fails through the proxy" is known and not guessed.

use super::step::way;
use super::{Check, Concerns, NONE, path_impossible};
use crate::case::{Case, Shortfall, genuine, in_its_place};
use crate::examine::Body;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::message;
use crate::observation::{Fetch, Reached};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::Routes,
    question: "Does what falls short by one way out come by another?",
    citation: "docs/operations.md#proxies; CryptoAPI takes the machine's proxy, then the account's (KB2623724)",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[&NOT_NEEDED, &ONE_WAY, &OTHER_WORKS, &BOTH_FAIL, &NOT_KNOWN],
    run,
};

static NOT_NEEDED: Template = Template {
    id: "routes.not-needed",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "nothing fell short by the way that is in force, so that no other was tried",
    required: "one way out by which every target comes",
    next: "",
    verify: "",
};
static ONE_WAY: Template = Template {
    id: "routes.one-way",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "there is no other way to compare with: this account's settings name no proxy for what fell short",
    required: "one way out by which every target comes",
    next: "",
    verify: "",
};
static OTHER_WORKS: Template = Template {
    id: "routes.other-works",
    level: Level::Warning,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "works {other}, and {fails} {first}: {what}",
    required: "that it comes by the way that the service takes",
    next: "See which way the service takes (its account's proxy, and what goes past it), and mend or change that one.",
    verify: "{again} --compare-routes",
};
static BOTH_FAIL: Template = Template {
    id: "routes.both-fail",
    level: Level::Notice,
    cause: None,
    owner: None,
    observed: "fails {first}: {what}; and {other}: {also}",
    required: "one way out by which every target comes",
    next: "Mend the way that the service takes; the other one is no way round it.",
    verify: "",
};

static NOT_KNOWN: Template = Template {
    id: "routes.not-known",
    level: Level::Unknown,
    cause: None,
    owner: None,
    observed: "not known of one of the two ways at the least: {first}: {what}; {other}: {also}",
    required: "one way out by which every target comes",
    next: "Run again and let it end, with a longer --deadline if need be; see by the service's own log whether its account \
           passes the proxy.",
    verify: "{again} --compare-routes",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(compared) = &case.observed.compared else { return Vec::new() };
    let found: Vec<Finding> = compared.fetches.iter().filter_map(|other| judge(case, other)).collect();
    if !found.is_empty() {
        return found;
    }
    let bodies = &case.examined.bodies;
    let short = case.observed.fetches.iter().any(|fetch| falls_short(case, fetch, bodies.get(&fetch.id)).is_some());
    let template = if short { &ONE_WAY } else { &NOT_NEEDED };
    vec![Finding::new(Code::Routes, template, "all endpoints").weighing(Weight::Supporting)]
}

fn judge(case: &Case<'_>, other: &Fetch) -> Option<Finding> {
    let first = case.observed.fetches.iter().find(|fetch| fetch.id == other.id)?;
    if let Some(finding) = path_impossible(case, first, Code::Routes) {
        return Some(finding);
    }
    let short = falls_short(case, first, case.examined.bodies.get(&first.id))?;
    let also = falls_short(case, other, case.examined.compared.get(&other.id));
    let open = |short: Option<Shortfall>| matches!(short, Some(Shortfall::NotLooked(_)));
    let template = match also {
        None => &OTHER_WORKS,
        Some(_) if open(Some(short)) || open(also) => &NOT_KNOWN,
        Some(_) => &BOTH_FAIL,
    };
    // Of a proxy that a service may pass by its account, nobody knows that it fails.
    let fails =
        if open(Some(short)) { message!("words-may-fail", "may fail") } else { message!("words-fails", "fails") };
    let (cause, also) = (short.cause(), also.map(Shortfall::cause));
    let finding = Finding::new(Code::Routes, template, first.id.shown())
        .because(cause)
        .weighing(Weight::Supporting)
        .with("fails", fails)
        .with("first", way(first))
        .with("other", way(other))
        .with("what", cause.to_string())
        .with("also", also.map(|cause| cause.to_string()).unwrap_or_default())
        .with("again", case.again());
    Some(finding)
}

/// Why a fetch did not bring its object. None where it did; who signed it is asked elsewhere.
fn falls_short(case: &Case<'_>, fetch: &Fetch, body: Option<&Body>) -> Option<Shortfall> {
    if let Some(short) = case.shortfall(fetch) {
        return Some(short);
    }
    let Reached::Answered { answer, .. } = &fetch.reached else { return None };
    let body = body?;
    match in_its_place(body, answer.bytes) {
        Some((cause, _)) => Some(Shortfall::Failed(cause)),
        None => genuine(body).is_none().then_some(Shortfall::NotLooked(Cause::NotUnderstood)),
    }
}
