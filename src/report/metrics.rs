//! The numbers of a report that programs watch: counted once, shown by several renderers. No thresholds are here: the verdict
//! is the judgement, and a number beside it is for a graph.

use std::collections::BTreeMap;

use super::{Report, RootRow};
use crate::finding::{Finding, Level, Purpose, Verdict, Weight};
use crate::vocabulary::{Fingerprint, Shown, Timestamp};

/// The role of an anchor to which the rotation leads, in the report's table of roots.
const INCOMING: &str = "incoming";

/// The numbers of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// The verdict as the exit status has it: 0 ready, 1 ready with warnings, 2 not ready, 3 undetermined.
    pub verdict: u8,
    /// Whole days to the cutover. None once it has passed, and of single URLs.
    pub days_to_cutover: Option<i64>,
    /// The cutover, UTC. None of single URLs.
    pub cutover: Option<Timestamp>,
    /// When the facts were collected, UTC.
    pub observed: Timestamp,
    /// When validity, lead time and the policy's age were judged, UTC.
    pub as_of: Timestamp,
    /// Until when the verdict may be relied on, UTC.
    pub valid_until: Timestamp,
    /// When the policy is to be reviewed, UTC. None where it does not say, or is superseded.
    pub review_by: Option<Timestamp>,
    /// How long the collection took, in milliseconds.
    pub took_ms: u64,
    /// How many findings there are of each level and weight, every pair once, in order; what hangs below a common cause counts
    /// like any other.
    pub counts: Vec<Count>,
    /// How many failures the policy waives; they are counted as warnings above.
    pub waived: usize,
    /// Whole days from the judged time to the end of the first incoming anchor; of several certificates of one anchor the one
    /// that ends last counts. Negative once it has ended; None where no certificate of an incoming anchor is known, and of single
    /// URLs.
    pub root_valid_days: Option<i64>,
    /// Seconds from the observation to the first nextUpdate of a CRL, negative past it. None where none says one.
    pub crl_fresh_seconds: Option<i64>,
    /// The same of OCSP answers.
    pub ocsp_fresh_seconds: Option<i64>,
    /// The ends of the policy's certificates. None of single URLs: those are whoever may have signed, and no rotation's.
    pub certificates: Vec<End>,
    /// The ends of the certificates that services present as their own.
    pub services: Vec<ServiceEnd>,
    /// The times of CRLs and OCSP answers, each URL and method once: of several answers the oldest counts.
    pub revocation: Vec<Window>,
}

/// How many findings are of one level and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The level in force.
    pub level: Level,
    /// Whether they can decide.
    pub weight: Weight,
    /// How many.
    pub number: usize,
}

/// The end of a certificate of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Its label in the policy.
    pub label: String,
    /// `incoming`, `retiring` or `intermediate`.
    pub role: &'static str,
    /// SHA-256 of the certificate.
    pub sha256: Fingerprint,
    /// The last instant of its validity, UTC.
    pub not_after: Timestamp,
}

/// The end of what a service presents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEnd {
    /// `smtp://mail.example.com:25`.
    pub service: Shown,
    /// The last instant of its own certificate's validity, UTC.
    pub not_after: Timestamp,
}

/// The times of signed revocation data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// `crl` or `ocsp`.
    pub kind: &'static str,
    /// Where it came from.
    pub url: Shown,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// thisUpdate, UTC.
    pub this_update: Timestamp,
    /// nextUpdate, UTC. None where it does not say.
    pub next_update: Option<Timestamp>,
    /// Seconds from the observation to nextUpdate, negative past it. None as above.
    pub left: Option<i64>,
}

impl Metrics {
    /// The numbers of a report.
    pub fn of(report: &Report) -> Self {
        let revocation = windows(report);
        let least = |kind| revocation.iter().filter(|one| one.kind == kind).filter_map(|one| one.left).min();
        Self {
            verdict: match report.verdict {
                Verdict::Ready => 0,
                Verdict::ReadyWithWarnings => 1,
                Verdict::NotReady => 2,
                Verdict::Undetermined => 3,
            },
            days_to_cutover: report.times.days_to_cutover,
            cutover: (report.purpose == Purpose::Rotation).then_some(report.times.cutover),
            observed: report.times.observed,
            as_of: report.times.as_of,
            valid_until: report.valid_until,
            review_by: report.policy.review_by,
            took_ms: report.times.took_ms,
            counts: counts(report),
            waived: report.findings.iter().filter(|one| one.waiver.is_some()).count(),
            root_valid_days: first_end(report).map(|end| report.times.as_of.days_until(end)),
            crl_fresh_seconds: least("crl"),
            ocsp_fresh_seconds: least("ocsp"),
            certificates: ends(report),
            services: service_ends(report),
            revocation,
        }
    }

    /// How many findings are of a level, whatever their weight.
    pub fn number(&self, level: Level) -> usize {
        self.counts.iter().filter(|one| one.level == level).map(|one| one.number).sum()
    }
}

fn counts(report: &Report) -> Vec<Count> {
    let mut counts = Vec::new();
    for level in Level::ALL {
        for weight in [Weight::Decisive, Weight::Supporting] {
            let of = |one: &&Finding| one.level == level && one.weight == weight;
            counts.push(Count { level, weight, number: report.findings.iter().filter(of).count() });
        }
    }
    counts
}

/// The policy's certificates, where they are those of a rotation.
fn of_a_rotation(report: &Report) -> &[RootRow] {
    match report.purpose {
        Purpose::Rotation => &report.roots,
        Purpose::Urls => &[],
    }
}

/// When the first of the incoming anchors ends.
fn first_end(report: &Report) -> Option<Timestamp> {
    let mut last: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for row in of_a_rotation(report).iter().filter(|row| row.role == INCOMING) {
        if let Some(end) = row.not_after {
            last.entry(&row.label).and_modify(|known| *known = end.max(*known)).or_insert(end);
        }
    }
    last.into_values().min()
}

/// One certificate may stand under one label for two reasons, and is named once.
fn ends(report: &Report) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    for row in of_a_rotation(report) {
        let (Some(sha256), Some(not_after)) = (row.sha256, row.not_after) else { continue };
        let end = End { label: row.label.clone(), role: row.role, sha256, not_after };
        if !ends.contains(&end) {
            ends.push(end);
        }
    }
    ends
}

/// Hosts that two names lead to are several services; one service is named once.
fn service_ends(report: &Report) -> Vec<ServiceEnd> {
    let mut ends: BTreeMap<&Shown, Timestamp> = BTreeMap::new();
    for row in &report.services {
        let Some(end) = row.chain.first().and_then(|own| own.not_after) else { continue };
        ends.entry(&row.service).and_modify(|known| *known = end.min(*known)).or_insert(end);
    }
    ends.into_iter().map(|(service, not_after)| ServiceEnd { service: service.clone(), not_after }).collect()
}

/// One responder is asked of several certificates by one URL: what ends first counts, and what says no end counts last.
fn windows(report: &Report) -> Vec<Window> {
    let mut windows: BTreeMap<_, Window> = BTreeMap::new();
    for row in &report.revocation {
        let window = Window {
            kind: row.kind,
            url: row.url.clone(),
            method: row.method,
            this_update: row.this_update,
            next_update: row.next_update,
            left: row.next_update.map(|next| report.times.observed.seconds_until(next)),
        };
        let sooner = |one: &Window| (one.left.is_none(), one.left, one.this_update);
        let known = windows.entry((row.kind, &row.url, row.method)).or_insert_with(|| window.clone());
        if sooner(&window) < sooner(known) {
            *known = window;
        }
    }
    windows.into_values().collect()
}
