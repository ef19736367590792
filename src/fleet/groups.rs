//! Hosts grouped by what blocks them: what is mended once for many is told once.

use std::collections::BTreeMap;

use super::brief::Block;
use super::gathering::severity;
use super::hosts::Host;
use super::name::Name;
use crate::finding::Verdict;

/// Hosts that the same things block.
#[derive(Clone, Debug)]
pub struct Group {
    /// What blocks them, sorted by code, target and cause; levels, owners and next steps are those of its first host.
    pub blocks: Vec<Block>,
    /// The worst verdict of its hosts.
    pub verdict: Verdict,
    /// The hosts, sorted.
    pub hosts: Vec<Name>,
}

/// The groups of those that are not ready or undetermined: the largest first, of one size what is not ready first.
pub(super) fn groups(hosts: &[Host]) -> Vec<Group> {
    let mut by_key: BTreeMap<Vec<_>, Group> = BTreeMap::new();
    let blocked = |host: &&Host| matches!(host.verdict, Verdict::NotReady | Verdict::Undetermined);
    for host in hosts.iter().filter(blocked) {
        let key = host.blocks.iter().map(Block::key).collect();
        let group = by_key.entry(key).or_insert_with(|| Group {
            blocks: host.blocks.clone(),
            verdict: host.verdict,
            hosts: Vec::new(),
        });
        group.verdict = super::gathering::worse(group.verdict, host.verdict);
        group.hosts.push(host.name.clone());
    }
    let mut groups: Vec<Group> = by_key.into_values().collect();
    // Stable: what is alike in both stays in the order of what blocks.
    groups.sort_by_key(|group| (std::cmp::Reverse(group.hosts.len()), std::cmp::Reverse(severity(group.verdict))));
    groups
}
