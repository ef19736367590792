//! The list for the firewall team: every endpoint of a policy, those that its pinned intermediates name among them, with the
//! addresses of now. Nothing is judged here, and nothing of it says that anything is closed.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::firewall::{ADDRESSES_CHANGE, need_word};
use crate::case::{Special, is_public_name, resolve_cause};
use crate::finding::Cause;
use crate::observation::{NamedBy, ServiceId, TargetId, Unfound};
use crate::policy::{Need, Policy};
use crate::vocabulary::{Digest, HostName, HttpUrl, Shown, Timestamp};

/// What a list is made of, beside the policy.
#[derive(Clone, Debug)]
pub struct ListFacts {
    /// The version of certready that lists.
    pub tool: Shown,
    /// When the names were resolved, UTC.
    pub made: Timestamp,
    /// The host that resolved them, and that is to reach them. None where the system does not tell its name.
    pub host: Option<Shown>,
    /// What the policy and its certificates name.
    pub targets: Vec<ListedTarget>,
    /// The services that are asked for their certificates, each with everybody who named it.
    pub services: Vec<(ServiceId, Vec<NamedBy>)>,
    /// The domains whose hosts take their mail: which those are, DNS says when they are asked.
    pub domains: Vec<HostName>,
    /// The addresses of each host, or why there is none.
    pub names: BTreeMap<String, Result<Vec<IpAddr>, Unfound>>,
    /// How many URLs the certificates name beyond what a run follows.
    pub urls_left_out: u64,
}

/// One target of a plan.
#[derive(Clone, Debug)]
pub struct ListedTarget {
    /// Which.
    pub id: TargetId,
    /// Everybody who named it.
    pub named_by: Vec<NamedBy>,
    /// The proxy that this host's settings name for it. None: direct.
    pub proxy: Option<Shown>,
}

/// The list.
#[derive(Clone, Debug)]
pub struct FirewallList {
    /// The version of certready that lists.
    pub tool: Shown,
    /// When the names were resolved, UTC.
    pub made: Timestamp,
    /// The host that resolved them. None where the system does not tell its name.
    pub host: Option<Shown>,
    /// The policy's id.
    pub policy: String,
    /// The policy's title.
    pub title: Shown,
    /// The SHA-256 of its text and certificates.
    pub digest: Digest,
    /// Where its facts come from.
    pub sources: Vec<Shown>,
    /// What must be known before anything is done with it: a superseded policy first.
    pub warnings: Vec<String>,
    /// What must be known of the addresses and the way.
    pub notes: Vec<String>,
    /// By host and port.
    pub rows: Vec<ListRow>,
}

/// A host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// A name, or an IP address.
    pub host: String,
    /// The TCP port.
    pub port: u16,
    /// The strongest need of its URLs.
    pub need: String,
    /// The addresses of now, IPv4 before IPv6.
    pub addresses: Vec<IpAddr>,
    /// Why there is none. None where there is one.
    pub unresolved: Option<Cause>,
    /// The proxy that this host's settings name for it. None: direct.
    pub proxy: Option<Shown>,
    /// Its URLs.
    pub urls: Vec<ListUrl>,
}

/// A URL of a host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListUrl {
    /// The URL; of a service `PROTOCOL://HOST:PORT`.
    pub url: Shown,
    /// What it serves: `crl`, `ocsp`, `aia`, `connect`, `any`; of a service what is spoken there: `smtp`, `smtps`, `https`, `tls`.
    pub kinds: Vec<&'static str>,
    /// How much depends on it: the policy's need, or that a certificate alone names it.
    pub need: String,
    /// Who named it.
    pub named_by: Vec<Shown>,
}

/// The need of what the policy's endpoints lack.
const BY_CERTIFICATE: &str = "named by a certificate alone";

impl FirewallList {
    /// The list of a policy.
    pub fn new(policy: &Policy, facts: ListFacts) -> Self {
        let mut hosts: BTreeMap<(String, u16), Vec<&ListedTarget>> = BTreeMap::new();
        for target in &facts.targets {
            hosts.entry((target.id.url.host(), target.id.url.port())).or_default().push(target);
        }
        let mut rows: Vec<ListRow> =
            hosts.iter().map(|((host, port), targets)| row(policy, &facts, (host, *port), targets)).collect();
        rows.extend(facts.services.iter().map(|(service, named_by)| of_service(&facts, service, named_by)));
        rows.sort_by(|a, b| (&a.host, a.port).cmp(&(&b.host, b.port)));
        Self {
            warnings: warnings(policy, &facts),
            notes: notes(&rows, &facts.domains),
            tool: facts.tool,
            made: facts.made,
            host: facts.host,
            policy: policy.id.clone(),
            title: policy.title.clone(),
            digest: policy.digest,
            sources: policy.sources.clone(),
            rows,
        }
    }
}

fn warnings(policy: &Policy, facts: &ListFacts) -> Vec<String> {
    let superseded = policy.superseded.as_ref().map(|superseded| {
        format!("The policy is superseded by {}: what is needed today, the list of that policy says.", superseded.by)
    });
    let left_out = (facts.urls_left_out > 0).then(|| {
        format!(
            "The certificates name {} URLs beyond what certready follows, which are not listed.",
            facts.urls_left_out
        )
    });
    superseded.into_iter().chain(left_out).collect()
}

fn notes(rows: &[ListRow], domains: &[HostName]) -> Vec<String> {
    let proxies: BTreeSet<&Shown> = rows.iter().filter_map(|row| row.proxy.as_ref()).collect();
    let by_proxy = proxies.into_iter().map(|proxy| {
        format!(
            "This host's settings name the proxy {proxy}: what goes by it needs no rule on this host, and the proxy must \
             let these hosts pass."
        )
    });
    let by_mx = domains.iter().map(|domain| {
        format!(
            "The hosts that take the mail of {domain} are not listed: its MX records name them, and TCP 25 leads there."
        )
    });
    std::iter::once(ADDRESSES_CHANGE.english.to_owned()).chain(by_proxy).chain(by_mx).collect()
}

/// Whether a name of the public DNS leads to addresses alone that no public host has.
fn is_sunk(host: &str, addresses: &[IpAddr]) -> bool {
    host.parse::<IpAddr>().is_err()
        && is_public_name(host)
        && !addresses.is_empty()
        && addresses.iter().all(|address| Special::of(*address).is_some())
}

/// The addresses of a host, or why there is none.
fn addresses(facts: &ListFacts, host: &str) -> (Vec<IpAddr>, Option<Cause>) {
    match facts.names.get(host) {
        // What a filter's resolver gives in the place of the name's own addresses is nothing to be opened.
        Some(Ok(addresses)) if is_sunk(host, addresses) => (Vec::new(), Some(Cause::DnsSinkhole)),
        Some(Ok(addresses)) => (addresses.clone(), None),
        Some(Err(unfound)) => (Vec::new(), Some(resolve_cause(&unfound.fault, &unfound.resolvers))),
        None => (Vec::new(), Some(Cause::Deadline)),
    }
}

/// A service, which no proxy leads to.
fn of_service(facts: &ListFacts, service: &ServiceId, named_by: &[NamedBy]) -> ListRow {
    let (addresses, unresolved) = addresses(facts, service.host.as_str());
    let need = need_word(&Need::Required);
    let url = ListUrl {
        url: service.shown(),
        kinds: vec![service.protocol.word()],
        need: need.clone(),
        named_by: named_by.iter().map(|by| Shown::new(&by.to_string())).collect(),
    };
    let (host, port) = (service.host.as_str().to_owned(), service.port);
    ListRow { host, port, need, addresses, unresolved, proxy: None, urls: vec![url] }
}

fn row(policy: &Policy, facts: &ListFacts, (host, port): (&str, u16), targets: &[&ListedTarget]) -> ListRow {
    let (addresses, unresolved) = addresses(facts, host);
    let mut urls: BTreeMap<&HttpUrl, Vec<&ListedTarget>> = BTreeMap::new();
    for target in targets {
        urls.entry(&target.id.url).or_default().push(target);
    }
    ListRow {
        host: host.to_owned(),
        port,
        need: word(targets.iter().filter_map(|target| need(policy, target)).min()),
        addresses,
        unresolved,
        proxy: targets.iter().find_map(|target| target.proxy.clone()),
        urls: urls.into_iter().map(|(url, targets)| listed(policy, url, &targets)).collect(),
    }
}

fn listed(policy: &Policy, url: &HttpUrl, targets: &[&ListedTarget]) -> ListUrl {
    let kinds: BTreeSet<_> = targets.iter().map(|target| target.id.kind).collect();
    let named_by: BTreeSet<_> = targets.iter().flat_map(|target| &target.named_by).collect();
    ListUrl {
        url: Shown::new(url.as_str()),
        kinds: kinds.into_iter().map(crate::policy::EndpointKind::word).collect(),
        need: word(targets.iter().filter_map(|target| need(policy, target)).min()),
        named_by: named_by.into_iter().map(|by| Shown::new(&by.to_string())).collect(),
    }
}

/// The strongest need by which the policy names a target. None where a certificate alone does.
fn need<'a>(policy: &'a Policy, target: &ListedTarget) -> Option<&'a Need> {
    let names = |line: u64| target.named_by.contains(&NamedBy::Policy(line));
    let endpoints = policy.endpoints.iter().filter(|one| names(one.line) && one.url == target.id.url);
    endpoints.map(|one| &one.need).min()
}

fn word(need: Option<&Need>) -> String {
    need.map_or(BY_CERTIFICATE.to_owned(), need_word)
}
