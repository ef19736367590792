//! The firewall request: what the failing endpoints ask of those who keep the firewall, the proxy and the resolver, fit to be
//! pasted into a ticket. It judges nothing: it is made of findings that were judged, and of the fetches behind them.
//!
//! Asked for is what fails, by levels and waivers in force. Not asked for: what a superseded policy would need, what serves
//! a CA that has expired (there is no finding of that), optional endpoints, failures that the policy waives, what this host
//! does itself, and what `--connect-to` led elsewhere.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{firewall_services, rows};
use crate::case::{Case, Mend, Standing, ToMend, connect_cause, tried};
use crate::finding::{Cause, Code, Finding, Level, Owner, Weight};
use crate::language::{Arg, Message, Say, message};
use crate::observation::{Fetch, NamedBy, Reached};
use crate::policy::Need;
use crate::vocabulary::{HttpUrl, Shown, Timestamp};

/// How many causes of one target are told: the one that matters first, and one that says that mending it is not all.
const MOST_CAUSES: usize = 2;

/// What those who open by address must know.
pub(super) static ADDRESSES_CHANGE: Message = Message {
    id: "firewall-addresses-change",
    english: "CAs publish through content delivery networks, so that addresses change at any time: \
                                           open by name where the firewall or the proxy can, and take addresses as those \
                                           of the time that is given.",
};

/// What a report asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Firewall {
    /// Nothing failed that the network could mend.
    Nothing,
    /// Something may have, and is not asked for: why, in a sentence.
    Withheld(Say),
    /// The request.
    Asked(FirewallRequest),
}

/// A request to those who keep the firewall, the proxy and the resolver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirewallRequest {
    /// The host that is to reach the targets. None where the system does not tell its name.
    pub host: Option<Shown>,
    /// The account that could not. None where the system does not tell.
    pub account: Option<Shown>,
    /// The way out, in a few words.
    pub route: Say,
    /// The id of the policy that needs them.
    pub policy: String,
    /// Its title.
    pub title: Shown,
    /// Where its facts come from.
    pub sources: Vec<Shown>,
    /// When the evidence was collected, by the host's clock, UTC.
    pub observed: Timestamp,
    /// What must be known beside it, a sentence each.
    pub notes: Vec<Say>,
    /// One for each target: what blocks first, then by host and port.
    pub rows: Vec<FirewallRow>,
    /// What fails and is not asked for, and why, a sentence each.
    pub left_out: Vec<Say>,
}

/// One target: a host and port, or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirewallRow {
    /// What is asked for, by the cause that matters first.
    pub mend: Mend,
    /// The same in sentences, one for each thing that the causes ask for.
    pub asks: Vec<Say>,
    /// The destination: a name, or an IP address.
    pub host: String,
    /// The destination's TCP port. None where name resolution is asked for.
    pub port: Option<u16>,
    /// The proxy that stands between. None: direct, or the proxy itself is the destination.
    pub proxy: Option<Shown>,
    /// The worst level of what fails there.
    pub level: Level,
    /// Whether it decides the verdict under the client profile.
    pub decisive: bool,
    /// Whether nothing but groups need it, and of a group one is enough.
    pub of_a_group: bool,
    /// The addresses that were tried, and how each attempt ended. Empty where none is known.
    pub addresses: Vec<SeenAddress>,
    /// The URLs that need it.
    pub urls: Vec<NeededUrl>,
    /// Why: at most two causes, the one that matters first.
    pub causes: Vec<CauseRow>,
}

/// An address that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenAddress {
    /// With its port.
    pub address: Shown,
    /// How the attempts ended, each way once.
    pub connect: Vec<&'static str>,
}

/// A URL that needs a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededUrl {
    /// The URL.
    pub url: Shown,
    /// What it serves: `crl`, `ocsp`, `aia`, `connect`, `any`; of a service what is spoken there.
    pub kinds: Vec<&'static str>,
    /// How it was asked.
    pub methods: Vec<&'static str>,
    /// The policy's need: `required`, `one-of GROUP`, `optional`. None where only a certificate names it.
    pub need: Option<String>,
    /// Who named it.
    pub named_by: Vec<Say>,
    /// Where it redirects to, where that is what can't be reached. None where it is asked itself.
    pub redirected_to: Option<Shown>,
}

/// A cause with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseRow {
    /// The cause.
    pub cause: Cause,
    /// When the first fetch that met it began, UTC.
    pub at: Timestamp,
    /// The last step that was reached.
    pub step: &'static str,
    /// What was observed, in words.
    pub observed: Say,
}

/// Where something fails. Targets with the same place are one row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    host: String,
    port: Option<u16>,
    proxy: Option<Shown>,
}

/// One thing that fails, of one fetch.
struct Blocked<'a> {
    place: Place,
    to_mend: ToMend<'a>,
    cause: Cause,
    fetch: &'a Fetch,
    finding: &'a Finding,
}

/// The request of a judged case.
pub(super) fn request(case: &Case<'_>, findings: &[Finding], route: Say) -> Firewall {
    let successor = case.policy.superseded.as_ref().map_or("", |one| one.by.as_str());
    let withheld = || {
        let says = message!(
            "firewall-superseded",
            "None is made: the policy is superseded by {successor}. What this host needs today, a report of that policy says."
        );
        Firewall::Withheld(Say::new(says).with("successor", successor))
    };
    if case.standing == Standing::Superseded {
        return withheld();
    }
    let all = blocked(case, findings);
    let asked = |one: &&Blocked<'_>| {
        one.finding.level > Level::Notice && one.finding.waiver.is_none() && one.fetch.instead.is_none()
    };
    let places: BTreeSet<&Place> = all.iter().filter(asked).map(|one| &one.place).collect();
    let host = case.observed.host.name.clone();
    let from = host.as_ref().map_or("this host", Shown::as_str);
    let mut rows = firewall_services::rows(case, findings, from);
    if places.is_empty() && rows.is_empty() {
        let diverted = all.iter().any(|one| one.fetch.instead.is_some());
        return if diverted { Firewall::Withheld(Say::several(left_out(&all, &places))) } else { Firewall::Nothing };
    }
    if case.standing == Standing::JudgedForItsDate {
        return withheld();
    }
    for place in &places {
        let there: Vec<&Blocked<'_>> = all.iter().filter(|one| &one.place == *place).collect();
        let mut failing: Vec<&Blocked<'_>> = there.iter().copied().filter(|one| asked(one)).collect();
        failing.sort_by_key(|one| (Reverse(one.finding.level), one.to_mend.telling, one.cause, one.fetch.offset_ms));
        rows.extend(row(case, from, place, &failing, &there));
    }
    rows.sort_by(|a, b| {
        (!a.decisive, Reverse(a.level), &a.host, a.port).cmp(&(!b.decisive, Reverse(b.level), &b.host, b.port))
    });
    Firewall::Asked(FirewallRequest {
        account: case.observed.host.account.clone(),
        route,
        policy: case.policy.id.clone(),
        title: case.policy.title.clone(),
        sources: case.policy.sources.clone(),
        observed: case.times.observed,
        notes: notes(case, findings, &rows),
        left_out: left_out(&all, &places),
        host,
        rows,
    })
}

/// Everything that the network could mend, in the order of the fetches.
fn blocked<'a>(case: &Case<'a>, findings: &'a [Finding]) -> Vec<Blocked<'a>> {
    let mut all = Vec::new();
    for fetch in &case.observed.fetches {
        let shown = fetch.id.shown();
        let about = |one: &&Finding| one.target == shown || one.target.as_str() == fetch.id.url.as_str();
        for finding in findings.iter().filter(about).filter(|one| one.template.owner == Some(Owner::Firewall)) {
            // Of what is not known, a proxy that wants an account is asked for: a service need not have one.
            let asks = finding.level == Level::Unknown && finding.cause == Some(Cause::ProxyAuth);
            let fails = asks || matches!(finding.level, Level::Notice | Level::Warning | Level::Failure);
            if let Some(cause) = finding.cause.filter(|cause| fails && is_of(case, fetch, finding, *cause)) {
                all.extend(one_blocked(fetch, finding, cause));
            }
        }
    }
    all
}

/// Whether it is this fetch of its URL that a finding speaks of: a responder is asked for several certificates.
fn is_of(case: &Case<'_>, fetch: &Fetch, finding: &Finding, cause: Cause) -> bool {
    if finding.code != Code::EndpointReachable {
        return matches!(fetch.reached, Reached::Connected { .. } | Reached::Answered { .. });
    }
    let at_an_address = || tried(&fetch.reached).iter().any(|one| connect_cause(one.outcome) == Some(cause));
    case.shortfall(fetch).map_or_else(at_an_address, |short| short.cause() == cause)
}

fn one_blocked<'a>(fetch: &'a Fetch, finding: &'a Finding, cause: Cause) -> Option<Blocked<'a>> {
    let to_mend = ToMend::of(fetch, cause)?;
    let port = Some(to_mend.url.port()).filter(|_| to_mend.mend != Mend::NameResolution);
    let place = Place { host: to_mend.url.host(), port, proxy: to_mend.proxy.clone() };
    Some(Blocked { place, to_mend, cause, fetch, finding })
}

/// The row of a place: `failing` is what is asked for there, what matters first in front, `there` all that fails there.
fn row(
    case: &Case<'_>,
    from: &str,
    place: &Place,
    failing: &[&Blocked<'_>],
    there: &[&Blocked<'_>],
) -> Option<FirewallRow> {
    let first = failing.first()?;
    let mut causes: Vec<CauseRow> = Vec::new();
    let mut asks: Vec<Say> = Vec::new();
    for one in failing {
        if causes.len() == MOST_CAUSES || causes.iter().any(|row| row.cause == one.cause) {
            continue;
        }
        let asked = one.to_mend.ask(from);
        if !asks.contains(&asked) {
            asks.push(asked);
        }
        causes.push(CauseRow {
            cause: one.cause,
            at: case.times.observed.plus(Duration::from_millis(one.fetch.offset_ms.unwrap_or_default())),
            step: rows::step(&one.fetch.reached),
            observed: one.to_mend.no_proxy.clone().unwrap_or_else(|| one.finding.observed_said()),
        });
    }
    Some(FirewallRow {
        mend: first.to_mend.mend,
        asks,
        host: place.host.clone(),
        port: place.port,
        proxy: place.proxy.clone(),
        level: first.finding.level,
        decisive: failing
            .iter()
            .any(|one| one.finding.weight == Weight::Decisive && one.finding.level == Level::Failure),
        of_a_group: is_of_a_group(case, failing),
        addresses: addresses(there),
        urls: urls(case, there),
        causes,
    })
}

fn is_of_a_group(case: &Case<'_>, failing: &[&Blocked<'_>]) -> bool {
    let needs = || failing.iter().filter_map(|one| case.endpoint(one.fetch)).map(|one| &one.need);
    needs().any(|need| matches!(need, Need::OneOf(_))) && needs().all(|need| *need != Need::Required)
}

fn addresses(there: &[&Blocked<'_>]) -> Vec<SeenAddress> {
    let mut seen: BTreeMap<_, BTreeSet<&'static str>> = BTreeMap::new();
    for attempt in there.iter().flat_map(|one| one.to_mend.attempts) {
        seen.entry(attempt.address).or_default().insert(attempt.outcome.word());
    }
    let row = |(address, connect): (std::net::SocketAddr, BTreeSet<_>)| SeenAddress {
        address: Shown::new(&address.to_string()),
        connect: connect.into_iter().collect(),
    };
    seen.into_iter().map(row).collect()
}

/// Each URL once, with whatever it serves, by whatever method. One that is waived is not asked for.
fn urls(case: &Case<'_>, there: &[&Blocked<'_>]) -> Vec<NeededUrl> {
    let mut urls: BTreeMap<&HttpUrl, Vec<&Blocked<'_>>> = BTreeMap::new();
    for one in there.iter().filter(|one| one.finding.waiver.is_none()) {
        urls.entry(&one.fetch.id.url).or_default().push(one);
    }
    let row = |(url, of_it): (&HttpUrl, Vec<&Blocked<'_>>)| {
        let needs = of_it.iter().filter_map(|one| case.endpoint(one.fetch)).map(|one| &one.need);
        let named_by: BTreeSet<_> = of_it.iter().flat_map(|one| &one.fetch.named_by).collect();
        let kinds: BTreeSet<_> = of_it.iter().map(|one| one.fetch.id.kind).collect();
        let methods: BTreeSet<_> = of_it.iter().map(|one| one.fetch.id.method).collect();
        NeededUrl {
            url: Shown::new(url.as_str()),
            kinds: kinds.into_iter().map(crate::policy::EndpointKind::word).collect(),
            methods: methods.into_iter().map(crate::observation::Method::word).collect(),
            need: needs.min().map(need_word),
            named_by: named_by.into_iter().map(NamedBy::said).collect(),
            redirected_to: of_it.iter().find_map(|one| one.to_mend.redirected_to).map(|to| Shown::new(to.as_str())),
        }
    };
    urls.into_iter().map(row).collect()
}

/// A need in the word of policies.
pub(super) fn need_word(need: &Need) -> String {
    match need {
        Need::Required => "required".to_owned(),
        Need::OneOf(group) => format!("one-of {group}"),
        Need::Optional => "optional".to_owned(),
    }
}

fn notes(case: &Case<'_>, findings: &[Finding], rows: &[FirewallRow]) -> Vec<Say> {
    let mut notes = vec![Say::new(&ADDRESSES_CHANGE)];
    if rows.iter().any(|row| row.mend == Mend::NameResolution) {
        let known = message!(
            "firewall-names-at-proxy",
            "Where names of the internet resolve at a proxy only, set that proxy for the account: nothing is asked of the \
             resolver then."
        );
        notes.push(known.into());
    }
    if rows.iter().all(|row| !row.decisive && row.level != Level::Unknown) {
        let nothing = message!(
            "firewall-decides-nothing",
            "Nothing of this decides the verdict under the client profile {client}."
        );
        notes.push(Say::new(nothing).with("client", case.client.word()));
    }
    if findings.iter().any(|one| one.code == Code::RunComplete && one.level == Level::Unknown) {
        let part =
            message!("firewall-not-all-seen", "Not everything was looked at in this run, so that more may be needed.");
        notes.push(part.into());
    }
    notes
}

/// What fails and is not asked for, unless its place is asked for anyway.
fn left_out(all: &[Blocked<'_>], asked: &BTreeSet<&Place>) -> Vec<Say> {
    let mut optional = BTreeSet::new();
    let mut waived = BTreeSet::new();
    let mut diverted = BTreeSet::new();
    for one in all.iter().filter(|one| !asked.contains(&one.place)) {
        let target = format!("{}, TCP {}", one.place.host, one.to_mend.url.port());
        if let Some(instead) = &one.fetch.instead {
            diverted.insert((target, instead.to_string()));
            continue;
        }
        match &one.finding.waiver {
            Some(waiver) => waived.insert((target, waiver.until.date())),
            None => optional.insert((target, String::new())),
        };
    }
    let (until, connected) = (
        message!("firewall-until", "{target} (until {more})"),
        message!("firewall-connected", "{target} (connected to {more})"),
    );
    [
        sentence(
            message!(
                "firewall-left-optional",
                "Fails as well, and is not asked for, because the policy makes no condition of it: {targets}."
            ),
            None,
            optional,
        ),
        sentence(
            message!("firewall-left-waived", "Not asked for, because the policy waives its failure: {targets}."),
            Some(until),
            waived,
        ),
        sentence(
            message!(
                "firewall-left-diverted",
                "Not asked for, because --connect-to led elsewhere than the name does: {targets}."
            ),
            Some(connected),
            diverted,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The sentence of what is left out for one reason. None where nothing is. `each` says more of each target.
fn sentence(why: &'static Message, each: Option<&'static Message>, targets: BTreeSet<(String, String)>) -> Option<Say> {
    let target = |(target, more): (String, String)| match each {
        Some(each) => Say::new(each).with("target", target).with("more", more).into(),
        None => Arg::from(target),
    };
    let each: Vec<Arg> = targets.into_iter().map(target).collect();
    (!each.is_empty()).then(|| Say::new(why).with("targets", Arg::Listed(each)))
}
