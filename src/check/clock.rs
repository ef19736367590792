//! `clock`: whether this host's clock agrees with the servers'. A clock that drifts on an isolated network makes fresh CRLs
//! look stale.
//!
//! An answer's time is its Date, plus Age where it says so; answers that came out of a cache are left out, because a cache
//! may keep an old Date and forget the Age. Two hosts at the least must agree that anything is wrong.

use std::collections::BTreeMap;

use super::{Check, Concerns, NONE};
use crate::case::{Case, TOLERATED};
use crate::examine::Content;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::messages;
use crate::observation::{Answer, Reached};
use crate::vocabulary::Timestamp;

/// How many hosts must tell the time: one server's clock can be wrong as well.
const HOSTS: usize = 2;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::Clock,
    question: "Does this host's clock agree with the servers'?",
    citation: "RFC 9110 §6.6.1 (Date), RFC 9111 §5.1 (Age), RFC 6960 §4.2.2.1 (producedAt)",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[&AGREES, &DIFFERS, &BEHIND, &TOO_FEW],
    run,
};

static AGREES: Template = Template {
    id: "clock.agrees",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{seconds} s apart from the median of {hosts} hosts",
    required: "within {tolerated} s",
    next: "",
    verify: "",
};
static DIFFERS: Template = Template {
    id: "clock.differs",
    level: Level::Warning,
    cause: Some(Cause::ClockSkew),
    owner: Some(Owner::Exchange),
    observed: "this host is {seconds} s {direction} the median of {hosts} hosts",
    required: "within {tolerated} s: a wrong clock makes fresh CRLs look stale, and stale ones fresh",
    next: "Set this host's clock by its time server, and run again before believing any freshness.",
    verify: "{again}",
};
static BEHIND: Template = Template {
    id: "clock.behind",
    level: Level::Warning,
    cause: Some(Cause::ClockSkew),
    owner: Some(Owner::Exchange),
    observed: "this host's time {observed} lies {seconds} s before {signed}, at which signed data was made",
    required: "within {tolerated} s: what is signed can't come from the future",
    next: "Set this host's clock by its time server, and run again before believing any freshness.",
    verify: "{again}",
};
static TOO_FEW: Template = Template {
    id: "clock.too-few",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "{hosts} host(s) told the time outside caches: too few to compare with",
    required: "two hosts at the least",
    next: "",
    verify: "",
};

messages! {
    /// Which way a clock is wrong.
    pub(super) static DIRECTIONS:
    WORD_AHEAD = "words-ahead-of", "ahead of";
    WORD_BEHIND = "words-behind", "behind";
}

fn run(case: &Case<'_>) -> Vec<Finding> {
    let finding = |template| {
        Finding::new(Code::Clock, template, "clock")
            .with("tolerated", TOLERATED)
            .with("again", case.again())
            .with("observed", case.times.observed)
    };
    // What is signed proves a clock that is behind, whatever the servers' own clocks say.
    if let Some(signed) = latest_signed(case).filter(|signed| case.times.observed.seconds_until(*signed) > TOLERATED) {
        let seconds = case.times.observed.seconds_until(signed);
        return vec![finding(&BEHIND).with("signed", signed).with("seconds", seconds)];
    }
    let offsets = offsets_by_host(case);
    let hosts = offsets.len();
    if hosts < HOSTS {
        return vec![finding(&TOO_FEW).with("hosts", hosts)];
    }
    let apart = median(offsets.into_values().collect());
    let template = if apart.abs() > TOLERATED { &DIFFERS } else { &AGREES };
    let direction = if apart < 0 { &WORD_AHEAD } else { &WORD_BEHIND };
    vec![finding(template).with("seconds", apart.abs()).with("direction", direction).with("hosts", hosts)]
}

/// How many seconds each host's time is ahead of this host's: the median of its answers.
fn offsets_by_host(case: &Case<'_>) -> BTreeMap<String, i64> {
    let mut by_host: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for fetch in &case.observed.fetches {
        let Reached::Answered { answer, hops, .. } = &fetch.reached else { continue };
        if let Some(date) = answer.date.filter(|_| !is_cached(answer)) {
            let host = hops.last().map_or_else(|| fetch.id.url.host(), |hop| hop.to.host());
            by_host.entry(host).or_default().push(answer.at.seconds_until(date));
        }
    }
    by_host.into_iter().map(|(host, offsets)| (host, median(offsets))).collect()
}

/// Whether an answer came out of a cache: it says an age, or a cache says that it had it.
fn is_cached(answer: &Answer) -> bool {
    let hit = answer.header("x-cache").is_some_and(|value| value.as_str().to_ascii_uppercase().contains("HIT"));
    hit || answer.age.is_some_and(|age| age > 0)
}

/// The one in the middle; 0 of none. Of two in the middle the one nearer to 0, and 0 where they lie on both sides of it:
/// nothing is wrong that only half of the hosts say.
fn median(mut offsets: Vec<i64>) -> i64 {
    offsets.sort_unstable();
    let at = |place: usize| offsets.get(place).copied().unwrap_or(0);
    let (lower, upper) = (at(offsets.len().saturating_sub(1) / 2), at(offsets.len() / 2));
    if lower > 0 { lower } else { upper.min(0) }
}

/// The latest thisUpdate or producedAt of anything whose signature verified. It proves a clock that is behind, never one
/// that is ahead: signed data may be as old as it likes.
fn latest_signed(case: &Case<'_>) -> Option<Timestamp> {
    let times = case.examined.bodies.values().filter_map(|body| match &body.content {
        Content::Crl(Ok(crl)) => Some(crl.value().this_update),
        Content::Ocsp(Ok(answer)) => Some(answer.value().produced_at),
        _ => None,
    });
    times.max()
}
