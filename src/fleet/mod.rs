//! Many hosts' reports → one sum: verdicts counted, hosts grouped by what blocks them, endpoints and roots by host, one firewall
//! request. It takes reports that were read back, one at a time, and keeps little of each; it knows no file and no clock, and
//! judges no host: the verdicts are the reports' own, and what no longer holds is not known.

mod again;
mod brief;
mod differences;
mod expected;
mod gathering;
mod groups;
mod hosts;
mod name;
mod tables;

pub use brief::{Block, NotCounted, Outcome, Presence};
pub use differences::{ClockRow, Difference, DifferenceKind};
pub use expected::{Expected, MOST_EXPECTED, NotAList, Wanted};
pub use gathering::{Broken, Gathering, PassedOver};
pub use groups::Group;
pub use hosts::{Age, Expectation, Host, Reported};
pub use name::Name;
pub use tables::{EndpointRow, FirewallRow, RootRow, Short};

use std::collections::BTreeMap;
use std::time::Duration;

use crate::finding::Verdict;
use crate::language::{Arg, Say, message};
use crate::vocabulary::{Shown, Timestamp};
use gathering::worse;

/// How far two clocks may lie apart before a report comes from the future: as much as Kerberos lets them (RFC 4120 §8.2).
pub const FUTURE: Duration = Duration::from_secs(5 * 60);

/// What is asked of the sum.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The version of the certready that sums up.
    pub tool: Shown,
    /// The time at which reports are old or not, UTC.
    pub now: Timestamp,
    /// How old a report may be.
    pub stale: Duration,
    /// The hosts of which a report is expected. None: nobody said.
    pub expected: Option<Expected>,
}

/// Many hosts, summed up.
#[derive(Clone, Debug)]
pub struct Fleet {
    /// The version of the certready that sums up.
    pub tool: Shown,
    /// By which time reports are old or not, UTC.
    pub made: Timestamp,
    /// How old a report may be.
    pub stale: Duration,
    /// The answer for the whole.
    pub verdict: Verdict,
    /// The answer in words.
    pub sentence: Say,
    /// The hosts, by verdict.
    pub counts: Counts,
    /// How many hosts the list names. None: there is none.
    pub expected: Option<usize>,
    /// Each policy, by id.
    pub policies: Vec<PolicyRow>,
    /// Each host, sorted by name, those that did not report among them.
    pub hosts: Vec<Host>,
    /// The hosts that are not ready or undetermined, by what blocks them: the largest group first.
    pub groups: Vec<Group>,
    /// Each endpoint.
    pub endpoints: Vec<EndpointRow>,
    /// Each certificate of the policies.
    pub roots: Vec<RootRow>,
    /// The merged firewall request. Empty: nothing is asked for.
    pub firewall: Vec<FirewallRow>,
    /// In what the reports differ.
    pub differences: Vec<Difference>,
    /// The clocks that differ.
    pub clocks: Vec<ClockRow>,
    /// What could not be counted, by path.
    pub broken: Vec<Broken>,
    /// What was passed over.
    pub passed: PassedOver,
}

/// How many have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ready.
    pub ready: usize,
    /// Ready, with warnings.
    pub ready_with_warnings: usize,
    /// Not ready.
    pub not_ready: usize,
    /// Undetermined.
    pub undetermined: usize,
}

impl Counts {
    fn of(verdicts: impl Iterator<Item = Verdict>) -> Self {
        let mut counts = Self::default();
        for verdict in verdicts {
            let count = match verdict {
                Verdict::Ready => &mut counts.ready,
                Verdict::ReadyWithWarnings => &mut counts.ready_with_warnings,
                Verdict::NotReady => &mut counts.not_ready,
                Verdict::Undetermined => &mut counts.undetermined,
            };
            *count = count.saturating_add(1);
        }
        counts
    }

    /// All of them.
    pub const fn all(&self) -> usize {
        self.ready
            .saturating_add(self.ready_with_warnings)
            .saturating_add(self.not_ready)
            .saturating_add(self.undetermined)
    }
}

/// A policy, and what the hosts that were judged by it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    /// Its id.
    pub id: Name,
    /// Its title, of the newest report.
    pub title: Name,
    /// The hosts that were judged by it, by verdict; those that did not report are in none.
    pub counts: Counts,
    /// The earliest cutover that a host was judged for, UTC.
    pub cutover: Timestamp,
}

impl Fleet {
    /// Sums up.
    pub fn new(gathered: Gathering, asked: &Asked) -> Self {
        let (by_host, broken, passed) = gathered.into_parts();
        let hosts = hosts::hosts(by_host, asked);
        let counts = Counts::of(hosts.iter().map(|host| host.verdict));
        let differences = differences::differences(&hosts);
        let mut verdict = hosts.iter().map(|host| host.verdict).fold(Verdict::Ready, worse);
        if hosts.is_empty() || !broken.is_empty() {
            verdict = worse(verdict, Verdict::Undetermined);
        }
        if differences.iter().any(|one| one.kind.is_condition()) {
            verdict = worse(verdict, Verdict::ReadyWithWarnings);
        }
        let mut fleet = Self {
            tool: asked.tool.clone(),
            made: asked.now,
            stale: asked.stale,
            verdict,
            sentence: Say::several([]),
            counts,
            expected: asked.expected.as_ref().map(Expected::count),
            policies: policies(&hosts),
            groups: groups::groups(&hosts),
            endpoints: tables::endpoints(&hosts),
            roots: tables::roots(&hosts),
            firewall: tables::firewall(&hosts),
            clocks: differences::clocks(&hosts),
            differences,
            hosts,
            broken,
            passed,
        };
        fleet.sentence = fleet.sentence();
        fleet
    }

    /// The hosts that are expected and did not report.
    pub fn missing(&self) -> impl Iterator<Item = &Host> {
        self.hosts.iter().filter(|host| host.reports.is_empty())
    }

    /// The hosts that reported and are not expected.
    pub fn unexpected(&self) -> impl Iterator<Item = &Host> {
        self.hosts.iter().filter(|host| host.expectation == Expectation::Unexpected)
    }

    /// The reports that no longer hold, each with its host.
    pub fn old(&self) -> impl Iterator<Item = (&Host, &Reported)> {
        self.reports().filter(|(_, report)| !report.age.holds())
    }

    /// The reports that were judged by a store in place of the host's own, each with its host.
    pub fn exports(&self) -> impl Iterator<Item = (&Host, &Reported)> {
        self.reports().filter(|(_, report)| report.export.is_some())
    }

    /// Each report that counts, with its host.
    pub fn reports(&self) -> impl Iterator<Item = (&Host, &Reported)> {
        self.hosts.iter().flat_map(|host| host.reports.iter().map(move |report| (host, report)))
    }

    fn sentence(&self) -> Say {
        let missing = self.missing().count();
        let told = self.counts.undetermined.saturating_sub(missing);
        let parts = [
            (
                self.counts.not_ready,
                message!("fleet-one-not-ready", "{count} is not ready"),
                message!("fleet-not-ready", "{count} are not ready"),
            ),
            (
                told,
                message!("fleet-one-undetermined", "{count} is undetermined"),
                message!("fleet-undetermined", "{count} are undetermined"),
            ),
            (
                missing,
                message!("fleet-one-missing", "{count} has no report"),
                message!("fleet-missing", "{count} have no report"),
            ),
            (
                self.counts.ready_with_warnings,
                message!("fleet-one-ready-with-warnings", "{count} is ready with warnings"),
                message!("fleet-ready-with-warnings", "{count} are ready with warnings"),
            ),
            (
                self.counts.ready,
                message!("fleet-one-ready", "{count} is ready"),
                message!("fleet-ready", "{count} are ready"),
            ),
        ];
        let said = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| Arg::from(Say::new(if count == 1 { one } else { many }).with("count", count)));
        let parts = Arg::Each(said.collect());
        let mut sentences = vec![match self.counts.all() {
            0 => message!("fleet-of-none", "No report of any host was found.").into(),
            1 => Say::new(message!("fleet-of-one", "Of 1 host, {parts}.")).with("parts", parts),
            all => {
                Say::new(message!("fleet-of-many", "Of {all} hosts, {parts}.")).with("all", all).with("parts", parts)
            }
        }];
        sentences.extend(match self.broken.len() {
            0 => None,
            1 => Some(message!("fleet-one-broken", "1 file could not be counted.").into()),
            many => Some(Say::new(message!("fleet-broken", "{many} files could not be counted.")).with("many", many)),
        });
        if self.differences.iter().any(|one| one.kind.is_condition()) {
            sentences.push(message!("fleet-not-alike", "The hosts were not judged alike.").into());
        }
        Say::several(sentences)
    }
}

/// Each policy that a host was judged by.
fn policies(hosts: &[Host]) -> Vec<PolicyRow> {
    let mut by_id: BTreeMap<&Name, (Vec<Verdict>, Vec<&brief::Brief>)> = BTreeMap::new();
    for host in hosts {
        let mut of_host: BTreeMap<&Name, Verdict> = BTreeMap::new();
        for report in &host.reports {
            let verdict = of_host.entry(&report.policy).or_insert(report.verdict);
            *verdict = worse(*verdict, report.verdict);
        }
        for (id, verdict) in of_host {
            let (verdicts, briefs) = by_id.entry(id).or_default();
            verdicts.push(verdict);
            briefs.extend(host.briefs.iter().filter(|brief| brief.policy == *id));
        }
    }
    by_id
        .into_iter()
        .filter_map(|(id, (verdicts, briefs))| {
            let newest = briefs.iter().max_by_key(|brief| (brief.observed, &brief.title))?;
            Some(PolicyRow {
                id: id.clone(),
                title: newest.title.clone(),
                counts: Counts::of(verdicts.into_iter()),
                cutover: briefs.iter().map(|brief| brief.cutover).min()?,
            })
        })
        .collect()
}
