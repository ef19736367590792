//! What could be better in a valid policy: advice for those who write one. It makes no policy invalid and changes no
//! verdict.

use std::collections::{BTreeMap, BTreeSet};

use super::advice::{Advice, AdviceKind};
use super::catalogue;
use super::model::{Anchor, Endpoint, EndpointKind, Intermediate, Need, Policy};
use crate::finding::Purpose;
use crate::pki::Certificate;
use crate::vocabulary::{Fingerprint, Scheme, SpkiDigest};

/// The longest time between two reviews that passes without advice, in days: publishers move deadlines within weeks, and
/// the page of 2018 was wrong for a year before somebody noticed.
const LONGEST_REVIEW: i64 = 366;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// What makes a policy tell less than it could.
    Plain,
    /// Beyond it what would be missed only later: `--strict`.
    Strict,
}

/// The advice about a policy, in the order of its lines; what concerns the whole comes first. What the policy itself names as
/// a known gap, with a reason, is left out; a known gap that is none is said.
pub fn lint(policy: &Policy, strictness: Strictness) -> Vec<Advice> {
    let mut advice = all(policy);
    for gap in &policy.known_gaps {
        let is_meant = |one: &Advice| one.kind.code() == Some(gap.advice) && one.kind.about() == gap.about.as_deref();
        let before = advice.len();
        advice.retain(|one| !is_meant(one));
        if advice.len() == before {
            let about = gap.about.clone().unwrap_or_default();
            let kind = AdviceKind::GapWithoutAdvice { advice: gap.advice, about };
            advice.push(Advice { line: Some(gap.line), kind });
        }
    }
    advice.retain(|one| strictness == Strictness::Strict || !one.kind.is_strict());
    advice.sort();
    advice
}

fn all(policy: &Policy) -> Vec<Advice> {
    let mut advice = about_the_whole(policy);
    advice.extend(about_endpoints(&policy.endpoints));
    if policy.purpose == Purpose::Urls {
        // Nothing rotates, and what its certificates name is left alone on purpose.
        return advice;
    }
    advice.extend(policy.retiring.iter().chain(&policy.incoming).flat_map(about_anchor));
    advice.extend(about_cross_signs(policy));
    advice.extend(about_validity(policy));
    advice.extend(policy.intermediates.iter().flat_map(|intermediate| about_intermediate(intermediate, policy)));
    advice
}

fn about_the_whole(policy: &Policy) -> Vec<Advice> {
    let days = policy.review_by.map(|review| policy.as_of.days_until(review)).filter(|days| *days > LONGEST_REVIEW);
    let mut kinds: Vec<_> = days.map(|days| AdviceKind::ReviewFarAway { days }).into_iter().collect();
    let rotates = policy.purpose == Purpose::Rotation;
    if rotates && policy.retiring.is_empty() {
        kinds.push(AdviceKind::NothingRetires);
    }
    if rotates && policy.presents.is_empty() {
        kinds.push(AdviceKind::NothingPresented);
    }
    if policy.review_by.is_none() && policy.superseded.is_none() {
        kinds.push(AdviceKind::NoReview);
    }
    kinds.into_iter().map(|kind| Advice { line: None, kind }).collect()
}

fn about_anchor(anchor: &Anchor) -> Vec<Advice> {
    let label = || anchor.label.clone();
    let no_key = anchor.spki.is_empty().then(|| AdviceKind::NoKey { label: label() });
    let held = |sha256: &&Fingerprint| anchor.known.iter().any(|known| known.fingerprint() == **sha256);
    let not_held = anchor.certificates.iter().filter(|sha256| !held(sha256));
    let not_held = not_held.map(|sha256| AdviceKind::NotHeld { label: label(), sha256: *sha256 });
    let own = anchor.known.iter().any(Certificate::is_self_issued);
    let not_own = (!own).then(|| AdviceKind::NoOwnCertificate { label: label() });
    let kinds = no_key.into_iter().chain(not_held).chain(not_own);
    kinds.map(|kind| Advice { line: Some(anchor.line), kind }).collect()
}

/// Certificates of the embedded policies that bear an anchor's key and stand nowhere in this policy: a service may present
/// them, and a store may hold them.
fn about_cross_signs(policy: &Policy) -> Vec<Advice> {
    let listed: BTreeSet<Fingerprint> = policy.certificates().map(Certificate::fingerprint).collect();
    let known = catalogue::certificates();
    let mut said = BTreeSet::new();
    let anchors = policy.retiring.iter().chain(&policy.incoming);
    let unlisted = anchors.flat_map(|anchor| known.iter().map(move |(id, one)| (anchor, *id, one)));
    let unlisted = unlisted.filter(|(anchor, _, one)| {
        let sha256 = one.fingerprint();
        anchor.has_key_of(one) && !anchor.certificates.contains(&sha256) && !listed.contains(&sha256)
    });
    let unlisted = unlisted.filter(|(anchor, _, one)| said.insert((anchor.line, one.fingerprint())));
    let advice = unlisted.map(|(anchor, policy, one)| {
        let (label, by) = (anchor.label.clone(), one.issuer().label().to_string());
        let kind = AdviceKind::CrossSignNotListed { label, sha256: one.fingerprint(), by, policy };
        Advice { line: Some(anchor.line), kind }
    });
    advice.collect()
}

/// Certificates of the incoming chain that are not valid at the cutover; of an anchor, all that are known.
fn about_validity(policy: &Policy) -> Vec<Advice> {
    let invalid = |certificate: &Certificate| !certificate.is_valid_at(policy.cutover.at);
    let advice = |label: &str, line, certificate: &Certificate| {
        let (not_before, not_after) = (certificate.not_before(), certificate.not_after());
        Advice {
            line: Some(line),
            kind: AdviceKind::NotValidAtCutover { label: label.to_owned(), not_before, not_after },
        }
    };
    let anchors = policy.incoming.iter().filter(|anchor| anchor.known.iter().all(invalid));
    let anchors = anchors.filter_map(|anchor| Some(advice(&anchor.label, anchor.line, anchor.known.first()?)));
    let below = policy.intermediates.iter().filter(|intermediate| invalid(&intermediate.certificate));
    anchors.chain(below.map(|one| advice(&one.label, one.line, &one.certificate))).collect()
}

fn about_endpoints(endpoints: &[Endpoint]) -> Vec<Advice> {
    let mut groups: BTreeMap<&str, Vec<&Endpoint>> = BTreeMap::new();
    for endpoint in endpoints {
        if let Need::OneOf(group) = &endpoint.need {
            groups.entry(group).or_default().push(endpoint);
        }
    }
    let alone = groups.into_iter().filter_map(|(group, members)| match members.as_slice() {
        [one] => Some(Advice { line: Some(one.line), kind: AdviceKind::GroupOfOne { group: group.to_owned() } }),
        _ => None,
    });
    let https = endpoints.iter().filter(|e| e.url.scheme() == Scheme::Https && e.kind != EndpointKind::Connect);
    let https = https.map(|e| Advice { line: Some(e.line), kind: AdviceKind::Https { url: e.url.clone() } });
    let host = |one: &Endpoint| one.url.host();
    let by_http: BTreeSet<String> = endpoints.iter().filter(|e| e.url.scheme() == Scheme::Http).map(host).collect();
    let only = endpoints.iter().filter(|e| e.url.scheme() == Scheme::Https && !by_http.contains(&host(e)));
    let only = only.map(|e| Advice { line: Some(e.line), kind: AdviceKind::HttpsAlone { url: e.url.clone() } });
    alone.chain(https).chain(only).collect()
}

/// The keys of the certificates under a label: one CA can have several certificates, each with a label of its own.
fn keys(policy: &Policy, label: &str) -> BTreeSet<SpkiDigest> {
    policy.labelled(label).map(Certificate::spki_digest).collect()
}

fn about_intermediate(intermediate: &Intermediate, policy: &Policy) -> Vec<Advice> {
    let label = || intermediate.label.clone();
    let signed_by = |kind: EndpointKind, issuer: &str| {
        let meant = keys(policy, issuer);
        let signs = |label: &str| label == issuer || !keys(policy, label).is_disjoint(&meant);
        policy.endpoints.iter().any(|e| e.kind == kind && e.issuer.as_deref().is_some_and(signs))
    };
    let mut kinds = Vec::new();
    if !signed_by(EndpointKind::Crl, &intermediate.issuer) {
        kinds.push(AdviceKind::NoCrl { label: label() });
    }
    let asked = policy.endpoints.iter().any(|e| e.asks.as_ref() == Some(&intermediate.label));
    if !asked && !intermediate.certificate.ocsp_urls().is_empty() {
        kinds.push(AdviceKind::NoOcsp { label: label() });
    }
    let own = keys(policy, &intermediate.label);
    let lowest = !policy.intermediates.iter().any(|other| !keys(policy, &other.issuer).is_disjoint(&own));
    let for_the_leaf = [EndpointKind::Crl, EndpointKind::Ocsp].map(|kind| signed_by(kind, &intermediate.label));
    if lowest && !for_the_leaf.contains(&true) {
        kinds.push(AdviceKind::NothingForTheLeaf { label: label() });
    }
    let certificate = &intermediate.certificate;
    let named = [
        (EndpointKind::Crl, certificate.crl_urls()),
        (EndpointKind::Ocsp, certificate.ocsp_urls()),
        (EndpointKind::Aia, certificate.ca_issuer_urls()),
    ];
    for (kind, url) in named.into_iter().flat_map(|(kind, urls)| urls.iter().map(move |url| (kind, url))) {
        if !policy.endpoints.iter().any(|e| e.kind == kind && e.url == *url) {
            kinds.push(AdviceKind::NotListed { label: label(), kind, url: url.clone() });
        }
    }
    kinds.into_iter().map(|kind| Advice { line: Some(intermediate.line), kind }).collect()
}
