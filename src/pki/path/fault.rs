//! Why a path breaks at a certificate (RFC 5280 §6.1), and whether that says that the path is invalid or only that it can't
//! be judged here.

use super::names::NameFault;
use super::policies::PolicyFault;
use super::search::{LONGEST_WAY, MOST_STEPS};
use super::{KeyPurpose, Lack};
use crate::pki::certificate::Version;
use crate::pki::key::KeyFacts;
use crate::pki::name::Name;
use crate::pki::oid::Oid;
use crate::pki::signature::{SHORTEST_RSA, SignatureFault};
use crate::vocabulary::{Shown, Timestamp};

/// Why a path breaks at a certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    /// No certificate at hand bears the issuer's name: no path to a trust anchor begins here.
    #[error("no certificate at hand is its issuer, `{issuer}`")]
    NoIssuer {
        /// Whom the certificate names as its issuer.
        issuer: Name,
    },
    /// It is self-signed, and none of the trust anchors.
    #[error("it is self-signed and none of the trust anchors")]
    NoAnchor,
    /// No path was found before the search's bounds were met.
    #[error("no path was found within {LONGEST_WAY} certificates and {MOST_STEPS} steps")]
    Bounds,
    /// The signature by the issuer did not verify (RFC 5280 §6.1.3(a)(1)).
    #[error(transparent)]
    Signature(#[from] SignatureFault),
    /// The time is before its validity (§6.1.3(a)(2)).
    #[error("it is not valid before {not_before}")]
    NotYetValid {
        /// The first second of its validity, UTC.
        not_before: Timestamp,
    },
    /// The time is after its validity (§6.1.3(a)(2)).
    #[error("it expired at {not_after}")]
    Expired {
        /// The last second of its validity, UTC.
        not_after: Timestamp,
    },
    /// Its name is not among those that a certificate above allows (§6.1.3(b) and (c)).
    #[error(transparent)]
    Names(#[from] NameFault),
    /// The certificate policies (§6.1.3(d) to (f), §6.1.4(a), §6.1.5(g)).
    #[error(transparent)]
    Policies(#[from] PolicyFault),
    /// It issues certificates, and its basic constraints don't say that it is a CA (§6.1.4(k)).
    #[error("it issues certificates and is no CA by its basic constraints{}", before_version_3(*version))]
    NotACa {
        /// Its version; those before 3 have no basic constraints.
        version: Version,
    },
    /// More CA certificates stand below a certificate than its path length allows (§6.1.4(l)).
    #[error("a certificate above allows fewer CA certificates below itself")]
    TooManyBelow,
    /// It issues certificates, and its key usage does not say keyCertSign (§6.1.4(n)).
    #[error("it issues certificates, and its key usage does not say so")]
    MayNotSign,
    /// A critical extension that is not known here (§6.1.4(o), §6.1.5(f)).
    #[error("it has the critical extension {0}, which is not known here")]
    CriticalExtension(Oid),
    /// An extension that can't be read: whether it is critical does not matter, because what it says is unknown.
    #[error("its extension {0} can't be read")]
    Unreadable(Oid),
    /// An extension that stands more than once (§4.2).
    #[error("its extension {0} stands there more than once")]
    Repeated(Oid),
    /// It constrains the names below it and is no CA, below which there is nothing (§4.2.1.10).
    #[error("it has name constraints and is no CA")]
    ConstraintsOfNoCa,
    /// Its key is so short that anybody could compute the private one: 512 bits were factored in 1999.
    #[error("its RSA key has {bits} bits; one of less than {SHORTEST_RSA} proves nothing")]
    KeyTooShort {
        /// The length of the modulus in bits.
        bits: u32,
    },
    /// Its key can't be read as one of its algorithm, so that nobody knows what it is worth.
    #[error("its key, by its algorithm {0}, can't be read")]
    UnreadableKey(KeyFacts),
    /// It has extensions, which only version 3 has (§4.1.2.9).
    #[error("it has extensions and is of a version before 3")]
    ExtensionsBeforeVersion3,
    /// It is not for this purpose (§4.2.1.12, §4.2.1.3).
    #[error("it is not for {purpose}: {lack}")]
    Purpose {
        /// What it is to be used for.
        purpose: KeyPurpose,
        /// What is missing.
        lack: Lack,
    },
    /// The trust anchors were not all read, so that one of them may be the issuer.
    #[error("no trust anchor that could be read is above `{above}`, and {unread} of the store could not be read")]
    AnchorsIncomplete {
        /// The certificate above which no anchor was found.
        above: Shown,
        /// How many parts of the store could not be read.
        unread: usize,
    },
}

/// Whether a fault proves that the path is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// It does not: something is not understood here, or was not seen.
    Unknown,
    /// It does.
    Invalid,
}

impl PathFault {
    /// Whether the fault proves that the path is invalid. What is not understood proves nothing, and is never good.
    pub const fn proof(&self) -> Proof {
        match self {
            Self::Bounds
            | Self::CriticalExtension(_)
            | Self::Unreadable(_)
            | Self::UnreadableKey(_)
            | Self::AnchorsIncomplete { .. }
            | Self::Signature(SignatureFault::Unsupported(_))
            | Self::Policies(PolicyFault::Malformed { .. } | PolicyFault::UnknownQualifier(_)) => Proof::Unknown,
            Self::Names(fault) if !fault.is_breach() => Proof::Unknown,
            _ => Proof::Invalid,
        }
    }

    /// The stable word for it in machine-readable output.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoIssuer { .. } => "no-issuer",
            Self::NoAnchor => "no-anchor",
            Self::Bounds => "bounds",
            Self::Signature(SignatureFault::Unsupported(_)) => "unsupported-algorithm",
            Self::Signature(_) => "bad-signature",
            Self::NotYetValid { .. } => "not-yet-valid",
            Self::Expired { .. } => "expired",
            Self::Names(fault) if fault.is_breach() => "name-constraints",
            Self::Names(_) => "unsupported-name-constraint",
            Self::Policies(PolicyFault::Malformed { .. }) | Self::Unreadable(_) => "undecodable-extension",
            Self::UnreadableKey(_) => "undecodable-key",
            Self::CriticalExtension(_) | Self::Policies(PolicyFault::UnknownQualifier(_)) => "critical-extension",
            Self::Policies(_) => "certificate-policies",
            Self::NotACa { .. } => "not-a-ca",
            Self::TooManyBelow => "path-length",
            Self::MayNotSign => "key-usage",
            Self::KeyTooShort { .. } => "key-too-short",
            Self::ConstraintsOfNoCa => "constraints-of-no-ca",
            Self::Repeated(_) => "repeated-extension",
            Self::ExtensionsBeforeVersion3 => "extensions-before-version-3",
            Self::Purpose { .. } => "purpose",
            Self::AnchorsIncomplete { .. } => "anchors-incomplete",
        }
    }
}

const fn before_version_3(version: Version) -> &'static str {
    match version {
        Version::V1 | Version::V2 => " (it is of a version before 3, which has none)",
        Version::V3 => "",
    }
}
