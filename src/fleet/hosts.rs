//! Hosts: what the reports of each come to, how old they are, and whether it was expected to report.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::brief::{Block, Brief};
use super::expected::Wanted;
use super::gathering::{without_doubles, worse};
use super::name::Name;
use super::{Asked, FUTURE, again};
use crate::finding::{Level, Phase, Verdict};
use crate::language::Message;
use crate::vocabulary::Timestamp;

/// A host of the fleet.
#[derive(Clone, Debug)]
pub struct Host {
    /// Its name, as its newest report has it, or the list of those that are expected.
    pub name: Name,
    /// The worst of its reports; undetermined without any.
    pub verdict: Verdict,
    /// Whether it was expected.
    pub expectation: Expectation,
    /// The newest report of each account, policy and store. Empty where none came.
    pub reports: Vec<Reported>,
    /// What blocks, by any of its reports, sorted by code, target and cause.
    pub blocks: Vec<Block>,
    /// What counts of the reports beside, for the tables.
    pub(super) briefs: Vec<Brief>,
}

/// Whether a host was expected to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// No list was given.
    NotAsked,
    /// The list names it.
    Expected(Wanted),
    /// The list does not name it.
    Unexpected,
}

/// A report that counts. Times are UTC.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The policy's id.
    pub policy: Name,
    /// SHA-256 of the policy, in hexadecimal.
    pub digest: Name,
    /// The account. None where the system did not tell.
    pub account: Option<Name>,
    /// The account's id. None likewise.
    pub account_id: Option<Name>,
    /// The report's own verdict.
    pub said: Verdict,
    /// The verdict that counts: undetermined where the report no longer holds.
    pub verdict: Verdict,
    /// Whether it holds.
    pub age: Age,
    /// When the facts were collected, by the host's clock.
    pub observed: Timestamp,
    /// Until when the verdict may be relied on.
    pub valid_until: Timestamp,
    /// When the service moves.
    pub cutover: Timestamp,
    /// Where the rotation stood.
    pub phase: Phase,
    /// The client profile.
    pub client: Name,
    /// The version of certready.
    pub tool: Name,
    /// The operating system.
    pub os: Name,
    /// The path of the store that was read in place of the host's own, as an appliance's export is. None where the host's was.
    pub export: Option<Name>,
    /// The host that the report names itself, where it was said to be of another.
    pub judged_on: Option<Name>,
    /// The file that it stood in.
    pub file: Name,
}

/// How old a report is, by this machine's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// It holds.
    Current,
    /// From the future by more than clocks may differ, and by less than reports may be old.
    Ahead,
    /// Older than reports may be.
    Stale,
    /// Its own `valid_until` has passed.
    Lapsed,
    /// So far in the future that its age can't be told.
    FarAhead,
}

impl Age {
    /// The stable word of JSON and CSV.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Ahead => "ahead",
            Self::Stale => "stale",
            Self::Lapsed => "lapsed",
            Self::FarAhead => "far-ahead",
        }
    }

    /// Whether the report counts as it stands.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Current | Self::Ahead)
    }
}

/// The hosts, sorted by name, those that are missed among them.
pub(super) fn hosts(by_host: BTreeMap<String, Vec<Brief>>, asked: &Asked) -> Vec<Host> {
    let reported: BTreeSet<&str> = by_host.keys().map(String::as_str).collect();
    let (mut found, missing) = asked.expected.as_ref().map(|list| list.matched(&reported)).unwrap_or_default();
    let mut hosts: Vec<(String, Host)> = by_host
        .into_iter()
        .map(|(key, briefs)| {
            let expectation = match (&asked.expected, found.remove(&key)) {
                (None, _) => Expectation::NotAsked,
                (Some(_), Some(wanted)) => Expectation::Expected(wanted),
                (Some(_), None) => Expectation::Unexpected,
            };
            let host = host(briefs, expectation, asked);
            (key, host)
        })
        .collect();
    hosts.extend(missing.into_iter().map(|wanted| (wanted.name.as_str().to_lowercase(), missed(wanted))));
    hosts.sort_by(|(a, _), (b, _)| a.cmp(b));
    hosts.into_iter().map(|(_, host)| host).collect()
}

fn host(briefs: Vec<Brief>, expectation: Expectation, asked: &Asked) -> Host {
    let reports: Vec<Reported> = briefs.iter().map(|brief| reported(brief, asked)).collect();
    let verdict = reports.iter().map(|one| one.verdict).fold(Verdict::Ready, worse);
    let mut blocks: Vec<Block> = briefs.iter().flat_map(|brief| brief.blocks.iter().cloned()).collect();
    blocks.extend(reports.iter().filter_map(|one| of_age(one.age)));
    let newest = briefs.iter().max_by_key(|brief| (brief.observed, &brief.host));
    Host {
        name: newest.map_or_else(|| Name::new(""), |brief| brief.host.clone()),
        verdict,
        expectation,
        reports,
        blocks: without_doubles(blocks),
        briefs,
    }
}

/// A host that did not report.
fn missed(wanted: Wanted) -> Host {
    Host {
        name: wanted.name.clone(),
        verdict: Verdict::Undetermined,
        expectation: Expectation::Expected(wanted),
        reports: Vec::new(),
        blocks: vec![of_the_fleet("report-missing", &again::RUN)],
        briefs: Vec::new(),
    }
}

fn reported(brief: &Brief, asked: &Asked) -> Reported {
    let age = age(brief, asked);
    let verdict = match age {
        Age::Current => brief.verdict,
        Age::Ahead => worse(brief.verdict, Verdict::ReadyWithWarnings),
        Age::Stale | Age::Lapsed | Age::FarAhead => Verdict::Undetermined,
    };
    Reported {
        policy: brief.policy.clone(),
        digest: brief.digest.clone(),
        account: brief.account.clone(),
        account_id: brief.account_id.clone(),
        said: brief.verdict,
        verdict,
        age,
        observed: brief.observed,
        valid_until: brief.valid_until,
        cutover: brief.cutover,
        phase: brief.phase,
        client: brief.client.clone(),
        tool: brief.tool.clone(),
        os: brief.os.clone(),
        export: brief.export.clone(),
        judged_on: brief.judged_on.clone(),
        file: brief.file.clone(),
    }
}

fn age(brief: &Brief, asked: &Asked) -> Age {
    let old = brief.observed.seconds_until(asked.now);
    let seconds = |length: Duration| i64::try_from(length.as_secs()).unwrap_or(i64::MAX);
    if old > seconds(asked.stale) {
        Age::Stale
    } else if old < seconds(asked.stale).saturating_neg() {
        Age::FarAhead
    } else if asked.now > brief.valid_until {
        Age::Lapsed
    } else if old < seconds(FUTURE).saturating_neg() {
        Age::Ahead
    } else {
        Age::Current
    }
}

/// What an age blocks. None where the report holds.
fn of_age(age: Age) -> Option<Block> {
    match age {
        Age::Current | Age::Ahead => None,
        Age::Stale | Age::Lapsed => Some(of_the_fleet("report-stale", &again::RUN_AGAIN)),
        Age::FarAhead => Some(of_the_fleet("report-ahead", &again::SET_CLOCKS)),
    }
}

fn of_the_fleet(code: &str, next: &'static Message) -> Block {
    Block {
        code: Name::new(code),
        target: Name::new("report"),
        cause: None,
        level: Level::Unknown,
        owner: None,
        next: Some(Name::new(next.english)),
    }
}
