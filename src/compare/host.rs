//! What differs of policy, host, store and the policy's certificates.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Fact, FactKind};
use crate::kept::{Report, Root, Text};
use crate::vocabulary::Shown;

/// The changed facts.
pub(super) fn facts(before: &Report<'_>, after: &Report<'_>) -> Vec<Fact> {
    let value =
        |kind, about: &str, of: &dyn Fn(&Report<'_>) -> Option<Shown>| Fact::value(kind, about, of(before), of(after));
    let word = |word: &str| Some(Shown::new(word));
    let mut facts: Vec<Fact> = [
        value(FactKind::Route, "route", &|one| Some(one.host.route.shown())),
        value(FactKind::StoreOrigin, "store", &|one| Some(one.store.origin.shown())),
        value(FactKind::StoreCertificates, "store", &|one| word(&one.store.certificates.to_string())),
        value(FactKind::StoreUnread, "store", &|one| word(&one.store.unread.to_string())),
        value(FactKind::Cutover, "cutover", &|one| word(&one.times.cutover.to_string()))
            // Where nothing rotates, the time of the judgement stands in the cutover's place.
            .filter(|_| rotates(before) && rotates(after)),
        value(FactKind::Purpose, "purpose", &|one| one.purpose.map(|purpose| Shown::new(purpose.word())))
            .filter(|_| before.purpose.is_some() && after.purpose.is_some()),
        value(FactKind::Phase, "phase", &|one| word(one.phase.word())),
        value(FactKind::Client, "client", &|one| Some(one.client.shown())),
        value(FactKind::Host, "host", &|one| one.host.name.as_ref().map(Text::shown)),
        value(FactKind::Os, "os", &|one| Some(one.host.os.shown())),
        value(FactKind::Tool, "tool", &|one| Some(one.tool.shown())),
        value(FactKind::Policy, "id", &|one| Some(one.policy.id.shown())),
        value(FactKind::Policy, "title", &|one| Some(one.policy.title.shown())),
        value(FactKind::Policy, "digest", &|one| Some(one.policy.digest.shown())),
    ]
    .into_iter()
    .flatten()
    .collect();
    if is_another_account(before, after) {
        facts.extend(value(FactKind::Account, "account", &account));
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
        let labels = |places: &BTreeMap<(&str, &str), _>| -> BTreeSet<Shown> {
            let of_kind = places.keys().filter(|(role, _)| (*role == "intermediate") == fits);
            of_kind.map(|(role, label)| Shown::new(&format!("{label} ({role})"))).collect()
        };
        facts.extend(Fact::list(kind, "policy", &labels(&was), &labels(&is)));
    }
    let stand = was.iter().filter_map(|(key, was)| {
        let (_, label) = key;
        Fact::list(FactKind::RootStores, *label, was, is.get(key)?)
    });
    facts.extend(stand);
    facts
}
