//! `ocsp-fresh`: whether each OCSP answer is in its window of time, at the time of the observation and no other.

use super::{Check, Concerns, REVOKING, dated, path_impossible};
use crate::case::{Case, closed};
use crate::examine::Content;
use crate::finding::{Cause, Code, Finding, Level, Owner, Purpose, Template, Weight};
use crate::observation::Fetch;
use crate::pki::Freshness;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::OcspFresh,
    question: "Is each OCSP answer in its window of time when it is observed?",
    citation: "RFC 6960 §4.2.2.1 and §3.2 (5), (6)",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&FRESH, &AGAIN, &STALE, &NOT_YET, &INVERTED, &NO_END, &NO_END_OLD],
    run,
};

static FRESH: Template = Template {
    id: "ocsp-fresh.fresh",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "of {this}, next by {next}",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "",
    verify: "",
};
static AGAIN: Template = Template {
    id: "ocsp-fresh.again",
    level: Level::Notice,
    cause: Some(Cause::RefreshNeeded),
    owner: None,
    observed: "of {this}, next by {next}, which is before the cutover on {cutover}",
    required: "the responder must still be reachable at the cutover: what was fetched today does not cover it",
    next: "Run again on the day before the cutover.",
    verify: "",
};
static STALE: Template = Template {
    id: "ocsp-fresh.stale",
    level: Level::Failure,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Firewall),
    observed: "of {this}; the next one was due by {next}{age}",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "See whether a caching proxy keeps an old one (Age, Date); compare with a host outside this network.",
    verify: "certready url {url}",
};
static NOT_YET: Template = Template {
    id: "ocsp-fresh.not-yet",
    level: Level::Failure,
    cause: Some(Cause::NotYetValid),
    owner: Some(Owner::Pki),
    observed: "thisUpdate {this} lies ahead of the observation: this host's clock is behind, or the CA's is ahead",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "Compare this host's clock with a time server.",
    verify: "certready url {url}",
};
static INVERTED: Template = Template {
    id: "ocsp-fresh.inverted",
    level: Level::Failure,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Pki),
    observed: "nextUpdate {next} lies before thisUpdate {this}: no time is within that",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "Tell the CA.",
    verify: "certready url {url}",
};
static NO_END: Template = Template {
    id: "ocsp-fresh.no-next-update",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "of {this}, without nextUpdate: newer information is always available",
    required: "thisUpdate <= {observed}, and without nextUpdate an age of at most {oldest} days",
    next: "",
    verify: "",
};
static NO_END_OLD: Template = Template {
    id: "ocsp-fresh.no-next-update-old",
    level: Level::Failure,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Firewall),
    observed: "of {this}, {days} days old, without nextUpdate",
    required: "nextUpdate, or an age of at most {oldest} days: without it newer information is always available",
    next: "See whether a caching proxy keeps an old one (Age, Date); compare with a host outside this network.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().filter_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Option<Finding> {
    let Content::Ocsp(Ok(answer)) = &case.examined.bodies.get(&fetch.id)?.content else { return None };
    if case.proves_path_only(fetch) && case.policy.purpose == Purpose::Rotation {
        return None;
    }
    if let Some(finding) = path_impossible(case, fetch, Code::OcspFresh) {
        return Some(finding);
    }
    let (_, single) = case.said(fetch, answer)?;
    let said = single.single();
    let freshness = case.ocsp_window(single);
    let (template, failed) = match freshness {
        Freshness::Fresh { .. } if case.must_be_had_again(said.next_update) => (&AGAIN, false),
        Freshness::Fresh { .. } => (&FRESH, false),
        Freshness::NoNextUpdate { .. } if closed(freshness).is_none() => (&NO_END, false),
        Freshness::NoNextUpdate { .. } => (&NO_END_OLD, true),
        Freshness::Stale { .. } => (&STALE, true),
        Freshness::NotYet { .. } => (&NOT_YET, true),
        Freshness::Inverted { .. } => (&INVERTED, true),
    };
    let bearing = case.bearing(fetch);
    let (level, weight) = if failed { (bearing.level, bearing.weight) } else { (template.level, Weight::Decisive) };
    let times = (said.this_update, said.next_update);
    Some(dated(case, fetch, (Code::OcspFresh, template), times).at(level).weighing(weight))
}
