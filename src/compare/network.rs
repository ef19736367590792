//! What differs of endpoints and services: what was asked, by which way, where it stood and what it presented.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Fact, FactKind};
use super::host::part;
use crate::kept::{Address, Endpoint, Presented, Report, Service};
use crate::language::{Arg, Say, message};
use crate::vocabulary::Shown;

/// The changed facts.
pub(super) fn facts(before: &Report<'_>, after: &Report<'_>) -> Vec<Fact> {
    let mut facts = endpoints(before, after);
    // Where a report is too old to have the list, that is said elsewhere.
    if let (Some(was), Some(is)) = (&before.services, &after.services) {
        facts.extend(services(was, is));
    }
    facts
}

fn endpoints(before: &Report<'_>, after: &Report<'_>) -> Vec<Fact> {
    let (was, is) = (by_target(&before.endpoints), by_target(&after.endpoints));
    let names = |rows: &BTreeMap<_, &Endpoint<'_>>| rows.values().map(|row| name(row)).collect::<BTreeSet<_>>();
    let mut facts: Vec<Fact> =
        Fact::list(FactKind::Endpoint, message!("about-endpoints", "endpoints"), names(&was), names(&is))
            .into_iter()
            .collect();
    for (key, was) in &was {
        let Some(is) = is.get(key) else { continue };
        facts.extend(moved(name(was), &was.addresses, &is.addresses));
        let direct = || message!("route-direct", "direct").into();
        let by = |row: &Endpoint<'_>| Some(row.proxy.as_ref().map_or_else(direct, |proxy| proxy.shown().into()));
        facts.extend(Fact::value(FactKind::Proxy, name(was), by(was), by(is)));
    }
    facts
}

fn by_target<'r, 'a>(rows: &'r [Endpoint<'a>]) -> BTreeMap<(&'r str, &'r str, &'r str), &'r Endpoint<'a>> {
    rows.iter().map(|row| ((row.url.as_str(), row.method.as_str(), row.kind.as_str()), row)).collect()
}

/// As findings name it: a responder's with its method.
fn name(row: &Endpoint<'_>) -> Shown {
    match row.kind.as_str() {
        "ocsp" => Shown::new(&format!("{} ({})", row.url, row.method)),
        _ => row.url.shown(),
    }
}

/// Addresses are compared where both reports have some: that a name resolves no longer, or was not tried, is a finding.
fn moved(about: Shown, was: &[Address<'_>], is: &[Address<'_>]) -> Option<Fact> {
    let set = |rows: &[Address<'_>]| rows.iter().map(|row| row.address.shown()).collect::<BTreeSet<_>>();
    let (was, is) = (set(was), set(is));
    let both = !was.is_empty() && !is.is_empty();
    Fact::list(FactKind::Addresses, about, was, is).filter(|_| both)
}

fn services(was: &[Service<'_>], is: &[Service<'_>]) -> Vec<Fact> {
    let names = |rows: &[Service<'_>]| rows.iter().map(|row| row.service.shown()).collect::<BTreeSet<_>>();
    let mut facts: Vec<Fact> =
        Fact::list(FactKind::Service, message!("about-services", "services"), names(was), names(is))
            .into_iter()
            .collect();
    let by_name: BTreeMap<&str, &Service<'_>> = is.iter().map(|row| (row.service.as_str(), row)).collect();
    for was in was {
        if let Some(is) = by_name.get(was.service.as_str()) {
            facts.extend(service(was, is));
        }
    }
    facts
}

fn service(was: &Service<'_>, is: &Service<'_>) -> Vec<Fact> {
    let about = || was.service.shown();
    let mut facts: Vec<Fact> = moved(about(), &was.addresses, &is.addresses).into_iter().collect();
    // Where nothing was presented, nothing of it changed: that is a finding.
    let (Some((own, behind)), Some((own_now, behind_now))) = (was.chain.split_first(), is.chain.split_first()) else {
        return facts;
    };
    let set = |rows: &[Presented<'_>]| rows.iter().map(certificate).collect::<Vec<_>>();
    facts.extend(Fact::value(FactKind::Presented, about(), Some(certificate(own)), Some(certificate(own_now))));
    facts.extend(Fact::list(FactKind::Intermediate, about(), set(behind), set(behind_now)));
    let root = |row: &Service<'_>| row.root.as_ref().map(|root| part(root.as_str()));
    facts.extend(Fact::value(FactKind::PresentedRoot, about(), root(was), root(is)));
    let version = |row: &Service<'_>| row.version.as_ref().map(|version| version.shown().into());
    facts.extend(Fact::value(FactKind::TlsVersion, about(), version(was), version(is)));
    facts
}

fn certificate(one: &Presented<'_>) -> Say {
    let not_understood = || Arg::from(message!("fact-not-understood", "(not understood)"));
    let label = one.label.as_ref().map_or_else(not_understood, |label| label.shown().into());
    let says = Say::new(message!("fact-certificate", "{label} (sha256 {sha256})"));
    says.with("label", label).with("sha256", one.sha256.shown())
}
