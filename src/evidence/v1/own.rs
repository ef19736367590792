//! The certificates that this host presents, as version 1 writes them: each certificate is an object. No private key is part
//! of it.

use serde::{Deserialize, Serialize};

use super::bounded::{List, Sha256, words};
use crate::observation::{self as seen, KeyAccess, OwnFacts, OwnKey};
use crate::vocabulary::{Sha1Fingerprint, Shown, Timestamp};

/// The most certificates of a host's own that are read back: as many as the probe takes. A host presents one or two.
pub(super) const CERTIFICATES: usize = 64;

/// The most certificates of one chain: OpenSSL verifies chains of at most 100.
pub(super) const CHAIN: usize = 100;

/// The most names of a description that are read back: CAs take at most some hundred in one certificate.
const DOMAINS: usize = 1_000;

/// The most sources that gave no certificate: one for each that could have.
const UNREAD: usize = 64;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Own {
    certificates: List<Certificate, CERTIFICATES>,
    unread: List<Unread, UNREAD>,
}

impl From<&OwnFacts> for Own {
    fn from(facts: &OwnFacts) -> Self {
        let OwnFacts { certificates, unread } = facts;
        Self { certificates: List::from_domain(certificates), unread: List::from_domain(unread) }
    }
}

impl From<Own> for OwnFacts {
    fn from(own: Own) -> Self {
        let Own { certificates, unread } = own;
        Self { certificates: certificates.into_domain(), unread: unread.into_domain() }
    }
}

words! {
    /// Who names a certificate as the host's.
    Source = seen::OwnSource { Asked, Exchange, PostfixServer, PostfixClient, }
}

#[derive(Debug, Serialize, Deserialize)]
struct Certificate {
    source: Source,
    place: Shown,
    chain: List<Sha256, CHAIN>,
    key: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    described: Option<Described>,
}

impl From<&seen::OwnCertificate> for Certificate {
    fn from(one: &seen::OwnCertificate) -> Self {
        let seen::OwnCertificate { source, place, chain, key, described } = one;
        Self {
            source: source.into(),
            place: place.clone(),
            chain: List::from_domain(chain),
            key: key.clone().into(),
            described: described.clone().map(Into::into),
        }
    }
}

impl From<Certificate> for seen::OwnCertificate {
    fn from(one: Certificate) -> Self {
        let Certificate { source, place, chain, key, described } = one;
        Self {
            source: source.into(),
            place,
            chain: chain.into_domain(),
            key: key.into(),
            described: described.map(Into::into),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Key {
    NotSeen,
    Absent,
    Present { place: Option<Shown>, access: Access },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Access {
    NotAsked,
    Allowed,
    Refused,
    NotKnown(Shown),
}

impl From<OwnKey> for Key {
    fn from(key: OwnKey) -> Self {
        match key {
            OwnKey::NotSeen => Self::NotSeen,
            OwnKey::Absent => Self::Absent,
            OwnKey::Present { place, access } => Self::Present {
                place,
                access: match access {
                    KeyAccess::NotAsked => Access::NotAsked,
                    KeyAccess::Allowed => Access::Allowed,
                    KeyAccess::Refused => Access::Refused,
                    KeyAccess::NotKnown(why) => Access::NotKnown(why),
                },
            },
        }
    }
}

impl From<Key> for OwnKey {
    fn from(key: Key) -> Self {
        match key {
            Key::NotSeen => Self::NotSeen,
            Key::Absent => Self::Absent,
            Key::Present { place, access } => Self::Present {
                place,
                access: match access {
                    Access::NotAsked => KeyAccess::NotAsked,
                    Access::Allowed => KeyAccess::Allowed,
                    Access::Refused => KeyAccess::Refused,
                    Access::NotKnown(why) => KeyAccess::NotKnown(why),
                },
            },
        }
    }
}

/// A certificate as Exchange describes it.
#[derive(Debug, Serialize, Deserialize)]
struct Described {
    thumbprint: Sha1Fingerprint,
    services: Shown,
    subject: Option<Shown>,
    issuer: Option<Shown>,
    not_before: Option<Timestamp>,
    not_after: Option<Timestamp>,
    has_private_key: Option<bool>,
    self_signed: Option<bool>,
    status: Option<Shown>,
    domains: List<Shown, DOMAINS>,
}

impl From<seen::ExchangeCertificate> for Described {
    fn from(one: seen::ExchangeCertificate) -> Self {
        let seen::ExchangeCertificate { thumbprint, services, subject, issuer, not_before, not_after, .. } = one;
        let (has_private_key, self_signed) = (one.has_private_key, one.self_signed);
        let domains = one.domains.into();
        Self {
            thumbprint,
            services,
            subject,
            issuer,
            not_before,
            not_after,
            has_private_key,
            self_signed,
            status: one.status,
            domains,
        }
    }
}

impl From<Described> for seen::ExchangeCertificate {
    fn from(one: Described) -> Self {
        let Described { thumbprint, services, subject, issuer, not_before, not_after, .. } = one;
        let (has_private_key, self_signed) = (one.has_private_key, one.self_signed);
        Self {
            thumbprint,
            services,
            subject,
            issuer,
            not_before,
            not_after,
            has_private_key,
            self_signed,
            status: one.status,
            domains: one.domains.into_vec(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Unread {
    source: Source,
    place: Shown,
    reason: Shown,
    denied: bool,
}

impl From<&seen::OwnUnread> for Unread {
    fn from(unread: &seen::OwnUnread) -> Self {
        let seen::OwnUnread { source, place, reason, denied } = unread;
        Self { source: source.into(), place: place.clone(), reason: reason.clone(), denied: *denied }
    }
}

impl From<Unread> for seen::OwnUnread {
    fn from(unread: Unread) -> Self {
        let Unread { source, place, reason, denied } = unread;
        Self { source: source.into(), place, reason, denied }
    }
}
