//! What differs of policy, host, store and the policy's certificates.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Fact, FactKind};
use crate::kept::{Report, Root, Text};
use crate::language::{Message, Say, message};
use crate::vocabulary::Shown;

/// The changed facts.
pub(super) fn facts(before: &Report<'_>, after: &Report<'_>) -> Vec<Fact> {
    let value = |kind, about: &'static Message, of: &dyn Fn(&Report<'_>) -> Option<Say>| {
        Fact::value(kind, about, of(before), of(after))
    };
    let text = |text: &Text<'_>| Some(Say::from(text.shown()));
    let number = |number: u64| Some(Say::from(number.to_string().as_str()));
    let store = || message!("about-store", "store");
    let mut facts: Vec<Fact> = [
        value(FactKind::Route, message!("about-route", "route"), &|one| text(&one.host.route)),
        value(FactKind::StoreOrigin, store(), &|one| text(&one.store.origin)),
        value(FactKind::StoreCertificates, store(), &|one| number(one.store.certificates)),
        value(FactKind::StoreUnread, store(), &|one| number(one.store.unread)),
        value(FactKind::Cutover, message!("about-cutover", "cutover"), &|one| {
            Some(one.times.cutover.to_string().as_str().into())
        })
        // Where nothing rotates, the time of the judgement stands in the cutover's place.
        .filter(|_| rotates(before) && rotates(after)),
        value(FactKind::Purpose, message!("about-purpose", "purpose"), &|one| {
            one.purpose.map(|purpose| purpose.words().into())
        })
        .filter(|_| before.purpose.is_some() && after.purpose.is_some()),
        value(FactKind::Phase, message!("about-phase", "phase"), &|one| Some(one.phase.words().into())),
        value(FactKind::Client, message!("about-client", "client"), &|one| text(&one.client)),
        value(FactKind::Host, message!("about-host", "host"), &|one| one.host.name.as_ref().and_then(text)),
        value(FactKind::Os, message!("about-os", "os"), &|one| text(&one.host.os)),
        value(FactKind::Tool, message!("about-tool", "tool"), &|one| text(&one.tool)),
        value(FactKind::Policy, message!("about-id", "id"), &|one| text(&one.policy.id)),
        value(FactKind::Policy, message!("about-title", "title"), &|one| text(&one.policy.title)),
        value(FactKind::Policy, message!("about-digest", "digest"), &|one| text(&one.policy.digest)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if is_another_account(before, after) {
        facts
            .extend(value(FactKind::Account, message!("about-account", "account"), &|one| account(one).map(Say::from)));
    }
    facts.extend(roots(before, after));
    facts
}

fn rotates(report: &Report<'_>) -> bool {
    report.purpose != Some(crate::finding::Purpose::Urls)
}

/// The account with its id.
fn account(report: &Report<'_>) -> Option<Shown> {
    let host = &report.host;
    match (&host.account, &host.account_id) {
        (None, None) => None,
        (Some(name), Some(id)) => Some(Shown::new(&format!("{name} ({id})"))),
        (Some(one), None) | (None, Some(one)) => Some(one.shown()),
    }
}

/// By their ids, and by their names where either has none.
pub(super) fn is_another_account(before: &Report<'_>, after: &Report<'_>) -> bool {
    match (&before.host.account_id, &after.host.account_id) {
        (Some(was), Some(is)) => was != is,
        _ => account(before) != account(after),
    }
}

/// A certificate of the policy by its role and label, and each place where one that fits stands.
fn places<'r>(report: &'r Report<'_>) -> BTreeMap<(&'r str, &'r str), BTreeSet<Shown>> {
    let mut places: BTreeMap<_, BTreeSet<Shown>> = BTreeMap::new();
    for root in &report.roots {
        places.entry((root.role.as_str(), root.label.as_str())).or_default().extend(stores(root));
    }
    places
}

fn stores<'r>(root: &'r Root<'_>) -> impl Iterator<Item = Shown> + 'r {
    let sha256 = root.sha256.as_ref().map(|sha256| format!(" (sha256 {sha256})")).unwrap_or_default();
    root.stores.iter().map(move |store| Shown::new(&format!("{store}{sha256}")))
}

fn roots(before: &Report<'_>, after: &Report<'_>) -> Vec<Fact> {
    let (was, is) = (places(before), places(after));
    let mut facts = Vec::new();
    for (kind, fits) in [(FactKind::Intermediate, true), (FactKind::Root, false)] {
        let labels = |places: &BTreeMap<(&str, &str), _>| -> Vec<Say> {
            let of_kind = places.keys().filter(|(role, _)| (*role == "intermediate") == fits);
            of_kind.map(|(role, label)| labelled(role, label)).collect()
        };
        facts.extend(Fact::list(kind, message!("about-policy", "policy"), labels(&was), labels(&is)));
    }
    let stand = was.into_iter().filter_map(|(key, was)| {
        let (_, label) = key;
        Fact::list(FactKind::RootStores, label, was, is.get(&key)?.clone())
    });
    facts.extend(stand);
    facts
}

fn labelled(role: &str, label: &str) -> Say {
    Say::new(message!("fact-certificate-of-policy", "{label} ({role})")).with("label", label).with("role", part(role))
}

/// A certificate's part. Of another version's report it can be any word.
pub(super) fn part(role: &str) -> Say {
    match role {
        "incoming" => message!("role-incoming", "incoming").into(),
        "retiring" => message!("role-retiring", "retiring").into(),
        "intermediate" => message!("role-intermediate", "intermediate").into(),
        "other" => message!("role-other", "other").into(),
        another => another.into(),
    }
}
