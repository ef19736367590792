//! `crl-fresh`: whether each CRL is in its window of time, at the time of the observation and no other: a seven-day CRL
//! never covers a date sixty days away.

use super::{Check, Concerns, REVOKING, dated, path_impossible, was_fresh_when_cached};
use crate::case::{Case, closed};
use crate::examine::Content;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::observation::Fetch;
use crate::pki::Freshness;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::CrlFresh,
    question: "Is each CRL in its window of time when it is observed?",
    citation: "RFC 5280 §5.1.2.4, §5.1.2.5 and §6.3.3 (a)",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&FRESH, &AGAIN, &STALE, &STALE_CACHED, &NOT_YET, &INVERTED, &NO_END, &NO_END_OLD],
    run,
};

static FRESH: Template = Template {
    id: "crl-fresh.fresh",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "of {this}, next by {next}",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "",
    verify: "",
};
static AGAIN: Template = Template {
    id: "crl-fresh.again",
    level: Level::Notice,
    cause: Some(Cause::RefreshNeeded),
    owner: None,
    observed: "of {this}, next by {next}, which is before the cutover on {cutover}",
    required: "the URL must still be reachable at the cutover: what was fetched today does not cover it",
    next: "Run again on the day before the cutover.",
    verify: "",
};
static STALE: Template = Template {
    id: "crl-fresh.stale",
    level: Level::Failure,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Firewall),
    observed: "of {this}; the next one was due by {next}{age}",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "See whether a cache keeps an old one (Age, Date, Via), this network's or the CA's; compare with a host outside.",
    verify: "certready url {url}",
};
static STALE_CACHED: Template = Template {
    id: "crl-fresh.stale-cached",
    level: Level::Failure,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Firewall),
    observed: "of {this}; the next one was due by {next}: the proxy's cache kept it, and it was fresh when that \
               took it{age}",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "Have the proxy's cache drop {url} and fetch it anew, and keep no CRL beyond its nextUpdate.",
    verify: "certready url {url}",
};
static NOT_YET: Template = Template {
    id: "crl-fresh.not-yet",
    level: Level::Failure,
    cause: Some(Cause::NotYetValid),
    owner: Some(Owner::Pki),
    observed: "thisUpdate {this} lies ahead of the observation: this host's clock is behind, or the CA's is ahead",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "Compare this host's clock with a time server.",
    verify: "certready url {url}",
};
static INVERTED: Template = Template {
    id: "crl-fresh.inverted",
    level: Level::Failure,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Pki),
    observed: "nextUpdate {next} lies before thisUpdate {this}: no time is within that",
    required: "thisUpdate <= {observed} <= nextUpdate",
    next: "Tell the CA.",
    verify: "certready url {url}",
};
static NO_END: Template = Template {
    id: "crl-fresh.no-next-update",
    level: Level::Warning,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Pki),
    observed: "of {this}, {days} days old, and it does not say when the next one comes",
    required: "RFC 5280 §5.1.2.5: nextUpdate",
    next: "Tell the CA: clients differ in what they make of it.",
    verify: "certready url {url}",
};
static NO_END_OLD: Template = Template {
    id: "crl-fresh.no-next-update-old",
    level: Level::Failure,
    cause: Some(Cause::Stale),
    owner: Some(Owner::Pki),
    observed: "of {this}, {days} days old, and it does not say when the next one comes",
    required: "nextUpdate, or an age of at most {oldest} days",
    next: "See whether a caching proxy keeps an old one; else tell the CA.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().filter_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Option<Finding> {
    let Content::Crl(Ok(crl)) = &case.examined.bodies.get(&fetch.id)?.content else { return None };
    if let Some(finding) = path_impossible(case, fetch, Code::CrlFresh) {
        return Some(finding);
    }
    let reading = crl.value();
    let bearing = case.bearing(fetch);
    let freshness = case.crl_window(crl);
    let (template, level, weight) = match freshness {
        Freshness::Fresh { .. } if case.must_be_had_again(reading.next_update) => {
            (&AGAIN, Level::Notice, Weight::Decisive)
        }
        Freshness::Fresh { .. } => (&FRESH, Level::Pass, Weight::Decisive),
        Freshness::Stale { .. } if was_fresh_when_cached(fetch, reading.next_update) => {
            (&STALE_CACHED, bearing.level, bearing.weight)
        }
        Freshness::Stale { .. } => (&STALE, bearing.level, bearing.weight),
        Freshness::NotYet { .. } => (&NOT_YET, bearing.level, bearing.weight),
        Freshness::Inverted { .. } => (&INVERTED, bearing.level, bearing.weight),
        Freshness::NoNextUpdate { .. } if closed(freshness).is_none() => (&NO_END, Level::Warning, Weight::Supporting),
        Freshness::NoNextUpdate { .. } => (&NO_END_OLD, bearing.level, bearing.weight),
    };
    let times = (reading.this_update, reading.next_update);
    Some(dated(case, fetch, (Code::CrlFresh, template), times).at(level).weighing(weight))
}
