//! Endpoints × hosts, roots × hosts, and the merged firewall request: a row for each endpoint, certificate and target, with the hosts
//! counted and named, so that the tables stay narrow however many hosts there are.

use std::collections::{BTreeMap, BTreeSet};

use super::brief::{Outcome, Presence};
use super::hosts::Host;
use super::name::Name;
use crate::finding::Level;

/// An endpoint, and how the hosts met it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointRow {
    /// The URL.
    pub url: Name,
    /// What it serves: `crl`, `ocsp`, `aia`, `connect`, `any`.
    pub kind: Name,
    /// How it was asked: `GET`, `POST`, `connect`.
    pub method: Name,
    /// How many hosts were to reach it.
    pub hosts: usize,
    /// How many of them reached it.
    pub reached: usize,
    /// How many got what falls short in nothing.
    pub genuine: usize,
    /// Of the others, which, by why: the most hosts first.
    pub short: Vec<Short>,
}

/// Hosts that an endpoint fell short for, alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// `not-reached`, `not-genuine` or `not-looked`.
    pub how: &'static str,
    /// Why. None where nobody looked.
    pub cause: Option<Name>,
    /// The hosts, sorted.
    pub hosts: Vec<Name>,
}

/// A certificate of a policy, and in whose store it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootRow {
    /// Its label.
    pub label: Name,
    /// `incoming`, `retiring` or `intermediate`.
    pub role: Name,
    /// How many hosts looked for it.
    pub hosts: usize,
    /// How many have it.
    pub present: usize,
    /// Which have not, sorted.
    pub absent: Vec<Name>,
    /// Of which it is not known, because part of the store could not be read.
    pub not_known: Vec<Name>,
}

/// A target of the merged firewall request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirewallRow {
    /// What is asked for: `name-resolution`, `port`, `inspection` or `proxy`.
    pub kind: Name,
    /// The destination: a name or an IP address.
    pub host: Name,
    /// Its TCP port. None where the name does not resolve.
    pub port: Option<u16>,
    /// The proxy that stands between. None: direct.
    pub proxy: Option<Name>,
    /// The worst level of what fails there.
    pub level: Level,
    /// Whether it decides the verdict of any source.
    pub decisive: bool,
    /// What is asked for, in sentences.
    pub asks: BTreeSet<Name>,
    /// The URLs that need it.
    pub urls: BTreeSet<Name>,
    /// Why.
    pub causes: BTreeSet<Name>,
    /// The hosts that ask for it, sorted.
    pub sources: Vec<Name>,
}

/// Each endpoint. Of several reports of one host, the worst counts.
pub(super) fn endpoints(hosts: &[Host]) -> Vec<EndpointRow> {
    let mut rows: BTreeMap<(Name, Name, Name), Vec<(Outcome, Name)>> = BTreeMap::new();
    for host in hosts {
        let mut worst: BTreeMap<(&Name, &Name, &Name), &Outcome> = BTreeMap::new();
        for met in host.briefs.iter().flat_map(|brief| &brief.endpoints) {
            let of_host = worst.entry((&met.url, &met.kind, &met.method)).or_insert(&met.outcome);
            *of_host = (*of_host).max(&met.outcome);
        }
        for ((url, kind, method), outcome) in worst {
            let row = rows.entry((url.clone(), kind.clone(), method.clone())).or_default();
            row.push((outcome.clone(), host.name.clone()));
        }
    }
    rows.into_iter().map(|((url, kind, method), met)| endpoint(url, kind, method, &met)).collect()
}

fn endpoint(url: Name, kind: Name, method: Name, met: &[(Outcome, Name)]) -> EndpointRow {
    let mut short: BTreeMap<&Outcome, Vec<Name>> = BTreeMap::new();
    for (outcome, host) in met.iter().filter(|(outcome, _)| *outcome != Outcome::Good) {
        short.entry(outcome).or_default().push(host.clone());
    }
    let mut short: Vec<Short> = short
        .into_iter()
        .map(|(outcome, hosts)| {
            let (how, cause) = match outcome {
                Outcome::NotReached(cause) => ("not-reached", Some(cause.clone())),
                Outcome::NotGenuine(cause) => ("not-genuine", Some(cause.clone())),
                Outcome::Good | Outcome::NotLooked => ("not-looked", None),
            };
            Short { how, cause, hosts }
        })
        .collect();
    short.sort_by_key(|one| std::cmp::Reverse(one.hosts.len()));
    let count = |fits: fn(&Outcome) -> bool| met.iter().filter(|(outcome, _)| fits(outcome)).count();
    EndpointRow {
        url,
        kind,
        method,
        hosts: met.len(),
        reached: count(|one| matches!(one, Outcome::Good | Outcome::NotGenuine(_))),
        genuine: count(|one| matches!(one, Outcome::Good)),
        short,
    }
}

/// Each certificate: incoming, intermediate, retiring, each by label. Of several reports of one host, the worst counts.
pub(super) fn roots(hosts: &[Host]) -> Vec<RootRow> {
    let mut rows: BTreeMap<(Name, Name), RootRow> = BTreeMap::new();
    for host in hosts {
        let mut worst: BTreeMap<(&Name, &Name), Presence> = BTreeMap::new();
        for stood in host.briefs.iter().flat_map(|brief| &brief.roots) {
            let of_host = worst.entry((&stood.role, &stood.label)).or_insert(stood.presence);
            *of_host = (*of_host).max(stood.presence);
        }
        for ((role, label), presence) in worst {
            let row = rows.entry((role.clone(), label.clone())).or_insert_with(|| RootRow {
                label: label.clone(),
                role: role.clone(),
                hosts: 0,
                present: 0,
                absent: Vec::new(),
                not_known: Vec::new(),
            });
            row.hosts = row.hosts.saturating_add(1);
            match presence {
                Presence::Present => row.present = row.present.saturating_add(1),
                Presence::Absent => row.absent.push(host.name.clone()),
                Presence::NotKnown => row.not_known.push(host.name.clone()),
            }
        }
    }
    rows.into_values().collect()
}

/// The firewall request of all hosts: what decides first, then by the number of hosts, then by host and port.
pub(super) fn firewall(hosts: &[Host]) -> Vec<FirewallRow> {
    let mut rows: BTreeMap<_, FirewallRow> = BTreeMap::new();
    for host in hosts {
        for asked in host.briefs.iter().flat_map(|brief| &brief.asks) {
            let place = (&asked.host, asked.port, &asked.kind, asked.proxy.as_ref());
            let row = rows.entry(place).or_insert_with(|| FirewallRow {
                kind: asked.kind.clone(),
                host: asked.host.clone(),
                port: asked.port,
                proxy: asked.proxy.clone(),
                level: asked.level,
                decisive: false,
                asks: BTreeSet::new(),
                urls: BTreeSet::new(),
                causes: BTreeSet::new(),
                sources: Vec::new(),
            });
            row.level = row.level.max(asked.level);
            row.decisive |= asked.decisive;
            row.asks.extend(asked.asks.iter().cloned());
            row.urls.extend(asked.urls.iter().cloned());
            row.causes.extend(asked.causes.iter().cloned());
            // Hosts come in their order: a second account of one stands behind the first.
            if row.sources.last() != Some(&host.name) {
                row.sources.push(host.name.clone());
            }
        }
    }
    let mut rows: Vec<FirewallRow> = rows.into_values().collect();
    rows.sort_by_key(|row| (!row.decisive, std::cmp::Reverse(row.sources.len())));
    rows
}
