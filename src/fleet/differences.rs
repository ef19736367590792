//! In what the reports differ that should be alike: the policy's text, its cutover, and what is worth knowing beside; and clocks.

use std::collections::{BTreeMap, BTreeSet};

use super::again;
use super::hosts::{Age, Host};
use super::name::Name;
use crate::language::Say;

/// Something in which the reports differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What.
    pub kind: DifferenceKind,
    /// The policy that it is of. None where it is of none.
    pub policy: Option<Name>,
    /// Each value, with the hosts that have it: the most hosts first.
    pub values: Vec<(Name, Vec<Name>)>,
}

/// In what reports differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// The digest of one policy: some hosts were judged by another text.
    Digest,
    /// The cutover of one policy.
    Cutover,
    /// The version of certready.
    Tool,
    /// The client profile.
    Client,
}

impl DifferenceKind {
    /// The stable word of JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Digest => "policy-digest",
            Self::Cutover => "cutover",
            Self::Tool => "tool",
            Self::Client => "client",
        }
    }

    /// Whether it is a condition on the decision: then the hosts were not judged alike.
    pub const fn is_condition(self) -> bool {
        matches!(self, Self::Digest | Self::Cutover)
    }
}

/// A clock that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRow {
    /// The host.
    pub host: Name,
    /// What is known of it, in words.
    pub says: Name,
}

/// In what the reports differ.
pub(super) fn differences(hosts: &[Host]) -> Vec<Difference> {
    let mut seen: BTreeMap<_, BTreeMap<Name, BTreeSet<&Name>>> = BTreeMap::new();
    for host in hosts {
        for brief in &host.briefs {
            for (kind, policy, value) in [
                (DifferenceKind::Digest, Some(&brief.policy), brief.digest.clone()),
                (DifferenceKind::Cutover, Some(&brief.policy), Name::new(&brief.cutover.to_string())),
                (DifferenceKind::Tool, None, brief.tool.clone()),
                (DifferenceKind::Client, None, brief.client.clone()),
            ] {
                seen.entry((kind, policy)).or_default().entry(value).or_default().insert(&host.name);
            }
        }
    }
    seen.into_iter()
        .filter(|(_, values)| values.len() > 1)
        .map(|((kind, policy), values)| {
            let named = |(value, hosts): (Name, BTreeSet<&Name>)| (value, hosts.into_iter().cloned().collect());
            let mut values: Vec<(Name, Vec<Name>)> = values.into_iter().map(named).collect();
            values.sort_by_key(|(_, hosts)| std::cmp::Reverse(hosts.len()));
            Difference { kind, policy: policy.cloned(), values }
        })
        .collect()
}

/// The clocks that differ: by the host's own finding, or because its report comes from the future.
pub(super) fn clocks(hosts: &[Host]) -> Vec<ClockRow> {
    let mut rows = Vec::new();
    for host in hosts {
        let said: BTreeSet<&Name> = host.briefs.iter().filter_map(|brief| brief.clock.as_ref()).collect();
        rows.extend(said.into_iter().map(|says| ClockRow { host: host.name.clone(), says: says.clone() }));
        let ahead = host.reports.iter().filter(|one| matches!(one.age, Age::Ahead | Age::FarAhead));
        rows.extend(ahead.map(|one| {
            let says = Say::new(&again::AHEAD).with("at", one.observed).to_string();
            ClockRow { host: host.name.clone(), says: Name::new(&says) }
        }));
    }
    rows
}
