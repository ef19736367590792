//! Why a CRL or an OCSP answer that speaks of a certificate proves nothing of it.

use crate::pki::crl::{CrlSignatureFault, OutOfScope, UnsupportedCrl};
use crate::pki::ocsp::OcspSignatureFault;
use crate::pki::oid::Oid;
use crate::pki::path::PathFault;
use crate::pki::signature::SignatureFault;
use crate::vocabulary::{Shown, Timestamp};

/// Why a CRL or an OCSP answer proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// No certificate at hand is shown to have signed the CRL.
    #[error(transparent)]
    CrlSignature(#[from] CrlSignatureFault),
    /// The CRL's signer is not the certificate's issuer, and does not lead to the same trust anchor as a good certificate
    /// (RFC 5280 §6.3.3(f)).
    #[error("the CRL's signer `{signer}` is not known to be good under the same trust anchor: {why}")]
    Signer {
        /// Who signed.
        signer: Shown,
        /// What is said of the signer.
        why: Shown,
    },
    /// Whether the signer is good could be told by what it signed itself alone.
    #[error("`{signer}` could be shown to be good by its own word alone")]
    Circular {
        /// Who signed.
        signer: Shown,
    },
    /// The CRL does not speak for the certificate.
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
    /// The CRL can't be used here.
    #[error(transparent)]
    Unsupported(#[from] UnsupportedCrl),
    /// The CRL does not count, and lists the certificate: what counts may not call it good.
    #[error("it lists the certificate as revoked at {at}, and does not count: {why}")]
    Lists {
        /// When the CA revoked it, UTC.
        at: Timestamp,
        /// Why the CRL does not count.
        why: Box<Unusable>,
    },
    /// More entries fit the certificate's serial than are kept, and those that are kept are other issuers'.
    #[error("the CRL has more entries with this serial than are kept")]
    TooManyEntries,
    /// A delta CRL without a complete one at hand to which it can be applied (RFC 5280 §5.2.4).
    #[error("it is a delta CRL, and no complete CRL at hand fits it")]
    DeltaAlone,
    /// It is not valid yet.
    #[error("it is from the future: its thisUpdate is {this_update}")]
    NotYetValid {
        /// thisUpdate, UTC.
        this_update: Timestamp,
    },
    /// The next one is due.
    #[error("it is stale: its nextUpdate was {next_update}")]
    Stale {
        /// nextUpdate, UTC.
        next_update: Timestamp,
    },
    /// It is older than is asked for.
    #[error("it is {age} seconds old, and {max_age} are allowed")]
    TooOld {
        /// Seconds since its thisUpdate.
        age: i64,
        /// The greatest age that is allowed, in seconds.
        max_age: i64,
    },
    /// It does not say when the next one is due, and no greatest age is given.
    #[error("it has no nextUpdate, and no greatest age was asked for that it could be held to")]
    NoNextUpdate,
    /// Its nextUpdate lies before its thisUpdate.
    #[error("its nextUpdate, {next_update}, lies before its thisUpdate, {this_update}")]
    Inverted {
        /// thisUpdate, UTC.
        this_update: Timestamp,
        /// nextUpdate, UTC.
        next_update: Timestamp,
    },
    /// Nobody entitled is shown to have signed the OCSP answer.
    #[error(transparent)]
    AnswerSignature(#[from] OcspSignatureFault),
    /// The responder's certificate does not stand in a valid path.
    #[error("the certificate of the responder `{responder}`: {fault}")]
    Responder {
        /// The responder.
        responder: Shown,
        /// What is wrong with its path.
        fault: PathFault,
    },
    /// The responder's certificate is revoked, or says where its revocation is to be had, and it is not known.
    #[error("the certificate of the responder `{responder}`: {why}")]
    ResponderRevocation {
        /// The responder.
        responder: Shown,
        /// What is said of its revocation.
        why: Shown,
    },
    /// The answer, or what it says of the certificate, has a critical extension that is not known here.
    #[error("the OCSP answer has the critical extension {0}, which is not known here")]
    CriticalExtension(Oid),
    /// The OCSP answer was produced before the certificate was valid, or after it had expired, when responders may have
    /// forgotten it (RFC 6960 §4.4.4).
    #[error("it was produced at {produced_at}, outside the certificate's validity")]
    ProducedOutside {
        /// producedAt, UTC.
        produced_at: Timestamp,
    },
    /// The responder does not know the certificate.
    #[error("the responder does not know the certificate")]
    StatusUnknown,
    /// More signatures would have to be verified than one question may.
    #[error("more signatures would have to be verified than one question may")]
    Bounds,
}

impl Unusable {
    /// The stable word for it in machine-readable output.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Lists { why, .. } => why.word(),
            Self::CrlSignature(fault) => match fault {
                CrlSignatureFault::Signature(SignatureFault::Unsupported(_)) | CrlSignatureFault::TooLong { .. } => {
                    "unsupported"
                }
                CrlSignatureFault::Signature(_) => "bad-signature",
                _ => "wrong-signer",
            },
            Self::AnswerSignature(fault) => match fault {
                OcspSignatureFault::Signature(SignatureFault::Unsupported(_)) => "unsupported",
                OcspSignatureFault::Signature(_) => "bad-signature",
                _ => "wrong-signer",
            },
            Self::Signer { .. } | Self::Circular { .. } | Self::Responder { .. } | Self::ResponderRevocation { .. } => {
                "untrusted-signer"
            }
            Self::OutOfScope(_) | Self::ProducedOutside { .. } => "out-of-scope",
            Self::Unsupported(_) | Self::CriticalExtension(_) | Self::DeltaAlone => "unsupported",
            Self::NotYetValid { .. } => "not-yet-valid",
            Self::Stale { .. } | Self::TooOld { .. } | Self::NoNextUpdate | Self::Inverted { .. } => "stale",
            Self::StatusUnknown => "status-unknown",
            Self::TooManyEntries | Self::Bounds => "bounds",
        }
    }

    /// How near a source came to proving something: of several, the reason of the nearest is told; of several signers that
    /// of the one who came furthest.
    pub(super) const fn rank(&self) -> (u8, u8) {
        let near = match self {
            Self::OutOfScope(_) => 0,
            Self::CrlSignature(fault) => return (1, fault.rank()),
            Self::AnswerSignature(fault) => return (1, fault.rank()),
            Self::Signer { .. } | Self::Circular { .. } | Self::Responder { .. } | Self::ResponderRevocation { .. } => {
                2
            }
            Self::Unsupported(_) | Self::CriticalExtension(_) | Self::DeltaAlone => 3,
            Self::NotYetValid { .. }
            | Self::Stale { .. }
            | Self::TooOld { .. }
            | Self::NoNextUpdate
            | Self::Inverted { .. }
            | Self::ProducedOutside { .. } => 4,
            Self::StatusUnknown | Self::TooManyEntries | Self::Bounds => 5,
            Self::Lists { .. } => 6,
        };
        (near, 0)
    }
}
