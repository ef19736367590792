//! `endpoint-listed`: whether the policy lists every host that a certificate in play names. The three hosts of the 2018
//! page were not the whole list, and a firewall is opened by the list.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::observation::NamedBy;
use crate::vocabulary::{HttpUrl, Shown};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::EndpointListed,
    question: "Does the policy list every host that a certificate in play names?",
    citation: "RFC 5280 §4.2.1.13 and §4.2.2.1: the certificate says where; docs/policy.md: endpoints",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&LISTED, &UNLISTED, &LEFT_OUT],
    run,
};

static LISTED: Template = Template {
    id: "endpoint-listed.listed",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "every host that a certificate in play names is among the policy's: {hosts}",
    required: "the policy's endpoints: every host that validation needs",
    next: "",
    verify: "",
};
static UNLISTED: Template = Template {
    id: "endpoint-listed.unlisted",
    level: Level::Warning,
    cause: Some(Cause::EndpointUnlisted),
    owner: Some(Owner::Pki),
    observed: "named by {by} and not by the policy: {urls}",
    required: "the policy's endpoints: every host that validation needs",
    next: "Open it in the firewall as well, and add it to the policy.",
    verify: "certready policy lint {policy}",
};
static LEFT_OUT: Template = Template {
    id: "endpoint-listed.left-out",
    level: Level::Unknown,
    cause: Some(Cause::EndpointUnlisted),
    owner: Some(Owner::Pki),
    observed: "{count} further URLs that certificates name were not followed: all together are more than any real chain has",
    required: "at most 64 URLs, four fetches deep",
    next: "Look at the certificates that AIA brought: a hostile one can name anything.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let listed: BTreeSet<(String, u16)> = case.policy.endpoints.iter().map(|one| authority(&one.url)).collect();
    let mut unlisted: BTreeMap<(String, u16), (BTreeSet<Shown>, BTreeSet<Shown>)> = BTreeMap::new();
    let mut named_hosts = BTreeSet::new();
    for fetch in &case.observed.fetches {
        for by in &fetch.named_by {
            let NamedBy::Certificate(label, _) = by else { continue };
            let authority = authority(&fetch.id.url);
            named_hosts.insert(Shown::new(&authority.0));
            if !listed.contains(&authority) {
                let (urls, by) = unlisted.entry(authority).or_default();
                urls.insert(Shown::new(fetch.id.url.as_str()));
                by.insert(label.clone());
            }
        }
    }
    let mut found: Vec<Finding> = unlisted
        .into_iter()
        .map(|((host, port), (urls, by))| {
            let is_listed_elsewhere = listed.iter().any(|(other, _)| *other == host);
            let target = if port == 80 && !is_listed_elsewhere { host } else { format!("{host}:{port}") };
            Finding::new(Code::EndpointListed, &UNLISTED, target.as_str())
                .with("by", by.into_iter().collect::<Vec<_>>())
                .with("urls", urls.into_iter().collect::<Vec<_>>())
                .with("policy", case.policy_word())
        })
        .collect();
    if case.observed.urls_left_out > 0 {
        let left_out = Finding::new(Code::EndpointListed, &LEFT_OUT, "certificates").weighing(Weight::Supporting);
        found.push(left_out.with("count", case.observed.urls_left_out));
    }
    if found.is_empty() && !named_hosts.is_empty() {
        let hosts: Vec<Shown> = named_hosts.into_iter().collect();
        found.push(Finding::new(Code::EndpointListed, &LISTED, case.policy.id.as_str()).with("hosts", hosts));
    }
    found
}

/// A firewall is opened by host and port: one that lets https pass may still hold http back.
fn authority(url: &HttpUrl) -> (String, u16) {
    (url.host(), url.port())
}
