//! One piece of advice about a valid policy: what could be better, as a code that a policy can name among its known gaps, and
//! as a sentence. What is advised when is `lint`'s matter.

use std::fmt;

use super::model::EndpointKind;
use crate::vocabulary::{Fingerprint, HttpUrl, Timestamp};

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
    /// A known gap that nothing is said about any more, or nothing of what it is about.
    GapWithoutAdvice {
        /// Its advice.
        advice: &'static str,
        /// What it is about. Empty: the policy as a whole.
        about: String,
    },
    /// Neither a review date nor a successor (`--strict`).
    NoReview,
    /// No certificate beside the policy is the anchor's own: all of them are by others (`--strict`).
    NoOwnCertificate {
        /// The anchor's label.
        label: String,
    },
    /// An embedded policy has another certificate of an anchor's key, which this policy does not list (`--strict`).
    CrossSignNotListed {
        /// The anchor's label.
        label: String,
        /// The other certificate.
        sha256: Fingerprint,
        /// Who issued it.
        by: String,
        /// The embedded policy that has it.
        policy: &'static str,
    },
    /// A host that is asked for by https alone (`--strict`): what opens the firewall for 443 alone leaves CRLs blocked.
    HttpsAlone {
        /// The URL.
        url: HttpUrl,
    },
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
            Self::GapWithoutAdvice { advice, about } => {
                let about = if about.is_empty() { String::new() } else { format!(" about `{about}`") };
                write!(f, "the known gap `{advice}`{about} is none: leave it out")
            }
            Self::NoReview => write!(f, "no `review_by`: nothing says when somebody must look again"),
            Self::NoOwnCertificate { label } => {
                write!(
                    f,
                    "no certificate of `{label}` is its own: each was issued by another, and ends with that one's will"
                )
            }
            Self::CrossSignNotListed { label, sha256, by, policy } => {
                write!(f, "the key of `{label}` has another certificate, {sha256}, issued by {by} (policy {policy})")
            }
            Self::HttpsAlone { url } => {
                write!(f, "{url}: its host is asked for by https alone, and CAs publish over http, TCP 80")
            }
        }
    }
}

impl AdviceKind {
    /// The codes that a policy can name among its known gaps.
    pub const CODES: [&'static str; 16] = [
        "review-far-away",
        "nothing-retires",
        "no-key",
        "not-held",
        "not-valid-at-cutover",
        "https",
        "group-of-one",
        "no-crl",
        "no-ocsp",
        "nothing-for-the-leaf",
        "not-listed",
        "nothing-presented",
        "no-review",
        "no-own-certificate",
        "cross-sign-not-listed",
        "https-alone",
    ];

    /// Its code. None for what is said of a known gap itself, which none can excuse.
    pub const fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::ReviewFarAway { .. } => "review-far-away",
            Self::NothingRetires => "nothing-retires",
            Self::NoKey { .. } => "no-key",
            Self::NotHeld { .. } => "not-held",
            Self::NotValidAtCutover { .. } => "not-valid-at-cutover",
            Self::Https { .. } => "https",
            Self::GroupOfOne { .. } => "group-of-one",
            Self::NoCrl { .. } => "no-crl",
            Self::NoOcsp { .. } => "no-ocsp",
            Self::NothingForTheLeaf { .. } => "nothing-for-the-leaf",
            Self::NotListed { .. } => "not-listed",
            Self::NothingPresented => "nothing-presented",
            Self::NoReview => "no-review",
            Self::NoOwnCertificate { .. } => "no-own-certificate",
            Self::CrossSignNotListed { .. } => "cross-sign-not-listed",
            Self::HttpsAlone { .. } => "https-alone",
            Self::GapWithoutAdvice { .. } => return None,
        })
    }

    /// What it is about: a label, a URL or a group. None: the policy as a whole.
    pub fn about(&self) -> Option<&str> {
        match self {
            Self::NoKey { label }
            | Self::NotHeld { label, .. }
            | Self::NotValidAtCutover { label, .. }
            | Self::NoCrl { label }
            | Self::NoOcsp { label }
            | Self::NothingForTheLeaf { label }
            | Self::NotListed { label, .. }
            | Self::NoOwnCertificate { label }
            | Self::CrossSignNotListed { label, .. } => Some(label),
            Self::Https { url } | Self::HttpsAlone { url } => Some(url.as_str()),
            Self::GroupOfOne { group } => Some(group),
            Self::ReviewFarAway { .. }
            | Self::NothingRetires
            | Self::NothingPresented
            | Self::NoReview
            | Self::GapWithoutAdvice { .. } => None,
        }
    }

    /// Whether it is said with `--strict` alone.
    pub const fn is_strict(&self) -> bool {
        matches!(
            self,
            Self::NoReview | Self::NoOwnCertificate { .. } | Self::CrossSignNotListed { .. } | Self::HttpsAlone { .. }
        )
    }
}
