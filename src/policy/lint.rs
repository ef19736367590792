//! What could be better in a valid policy: advice for those who write one. It makes no policy invalid and changes no
//! verdict.

use std::collections::BTreeMap;
use std::fmt;

use super::model::{Anchor, Endpoint, EndpointKind, Intermediate, Need, Policy};
use crate::finding::Purpose;
use crate::pki::Certificate;
use crate::vocabulary::{Fingerprint, HttpUrl, Scheme, Timestamp};

/// The longest time between two reviews that passes without advice, in days: publishers move deadlines within weeks, and
/// the page of 2018 was wrong for a year before somebody noticed.
const LONGEST_REVIEW: i64 = 366;

/// One piece of advice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Advice {
    /// The line that it is about, from 1. None: the policy as a whole.
    pub line: Option<u64>,
    /// What was seen.
    pub kind: AdviceKind,
}

/// What could be better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdviceKind {
    /// The next review is more than a year after the facts.
    ReviewFarAway {
        /// Days between them.
        days: i64,
    },
    /// No anchor retires: nothing can be said about the time before the cutover.
    NothingRetires,
    /// An anchor is known by whole certificates only: one that the CA issues again for the same key would not count.
    NoKey {
        /// The anchor's label.
        label: String,
    },
    /// A listed fingerprint has no certificate beside the policy that it could be held to.
    NotHeld {
        /// The anchor's label.
        label: String,
        /// The fingerprint.
        sha256: Fingerprint,
    },
    /// A certificate is not valid at the cutover.
    NotValidAtCutover {
        /// Its label.
        label: String,
        /// The first instant of its validity.
        not_before: Timestamp,
        /// The last instant of its validity.
        not_after: Timestamp,
    },
    /// Revocation data over https: to validate that connection, its own revocation would be asked for first (RFC 5280 §8).
    Https {
        /// The URL.
        url: HttpUrl,
    },
    /// A group with one member: it is required, under another name.
    GroupOfOne {
        /// The group's name.
        group: String,
    },
    /// Revocation of an intermediate can't be learnt from a CRL of the policy.
    NoCrl {
        /// The intermediate's label.
        label: String,
    },
    /// An intermediate names an OCSP responder, and no endpoint of the policy asks for its status.
    NoOcsp {
        /// The intermediate's label.
        label: String,
    },
    /// No endpoint serves what the issuer of the service's own certificate signs.
    NothingForTheLeaf {
        /// The label of the lowest intermediate.
        label: String,
    },
    /// A certificate of the policy names a URL that the policy lacks.
    NotListed {
        /// The certificate's label.
        label: String,
        /// What the URL serves.
        kind: EndpointKind,
        /// The URL.
        url: HttpUrl,
    },
    /// The certificate that partners will see is not described.
    NothingPresented,
}

impl fmt::Display for AdviceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReviewFarAway { days } => {
                write!(
                    f,
                    "`review_by` lies {days} days after `as_of`: a review at least once a year keeps the facts true"
                )
            }
            Self::NothingRetires => write!(f, "no `retiring` anchor: the time before the cutover can't be judged"),
            Self::NoKey { label } => {
                write!(f, "`{label}` has no `spki_sha256`: a reissued certificate with the same key would not count")
            }
            Self::NotHeld { label, sha256 } => {
                write!(f, "`{label}` lists sha256 {sha256}, and no certificate beside the policy has it: is it right?")
            }
            Self::NotValidAtCutover { label, not_before, not_after } => {
                write!(f, "`{label}` is valid from {not_before} to {not_after}, which leaves the cutover out")
            }
            Self::Https { url } => {
                write!(f, "{url} is https: clients don't fetch revocation data over it, because that needs itself")
            }
            Self::GroupOfOne { group } => write!(f, "the group `{group}` has one member: write `required`"),
            Self::NoCrl { label } => write!(f, "no `crl` endpoint is signed by the issuer of `{label}`"),
            Self::NoOcsp { label } => {
                write!(f, "`{label}` names an OCSP responder, and no `ocsp` endpoint asks for its status")
            }
            Self::NothingForTheLeaf { label } => {
                write!(f, "no `crl` or `ocsp` endpoint is signed by `{label}`, which issues the service's certificate")
            }
            Self::NotListed { label, kind, url } => {
                write!(f, "`{label}` names {url} ({}), which is not among the endpoints", kind.word())
            }
            Self::NothingPresented => write!(f, "no `presents`: partners can't be told what certificate they will see"),
        }
    }
}

/// The advice about a policy, in the order of its lines; what concerns the whole comes first.
pub fn lint(policy: &Policy) -> Vec<Advice> {
    let mut advice = about_the_whole(policy);
    if policy.purpose == Purpose::Urls {
        // Nothing rotates, and what its certificates name is left alone on purpose.
        advice.extend(about_endpoints(&policy.endpoints));
        advice.sort();
        return advice;
    }
    advice.extend(policy.retiring.iter().chain(&policy.incoming).flat_map(about_anchor));
    advice.extend(about_validity(policy));
    advice.extend(about_endpoints(&policy.endpoints));
    advice.extend(policy.intermediates.iter().flat_map(|intermediate| about_intermediate(intermediate, policy)));
    advice.sort();
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
    kinds.into_iter().map(|kind| Advice { line: None, kind }).collect()
}

fn about_anchor(anchor: &Anchor) -> Vec<Advice> {
    let label = || anchor.label.clone();
    let no_key = anchor.spki.is_empty().then(|| AdviceKind::NoKey { label: label() });
    let held = |sha256: &&Fingerprint| anchor.known.iter().any(|known| known.fingerprint() == **sha256);
    let not_held = anchor.certificates.iter().filter(|sha256| !held(sha256));
    let not_held = not_held.map(|sha256| AdviceKind::NotHeld { label: label(), sha256: *sha256 });
    no_key.into_iter().chain(not_held).map(|kind| Advice { line: Some(anchor.line), kind }).collect()
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
    alone.chain(https).collect()
}

fn about_intermediate(intermediate: &Intermediate, policy: &Policy) -> Vec<Advice> {
    let label = || intermediate.label.clone();
    let signed_by = |kind: EndpointKind, issuer: &str| {
        policy.endpoints.iter().any(|e| e.kind == kind && e.issuer.as_deref() == Some(issuer))
    };
    let mut kinds = Vec::new();
    if !signed_by(EndpointKind::Crl, &intermediate.issuer) {
        kinds.push(AdviceKind::NoCrl { label: label() });
    }
    let asked = policy.endpoints.iter().any(|e| e.asks.as_ref() == Some(&intermediate.label));
    if !asked && !intermediate.certificate.ocsp_urls().is_empty() {
        kinds.push(AdviceKind::NoOcsp { label: label() });
    }
    let lowest = !policy.intermediates.iter().any(|other| other.issuer == intermediate.label);
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
