//! What an OCSP answer says (RFC 6960 §4.2): read, and not verified.

use std::fmt;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use super::request::CertId;
use crate::pki::algorithm::SignatureAlgorithm;
use crate::pki::certificate::{Certificate, NotACertificate};
use crate::pki::crl::Reason;
use crate::pki::name::Name;
use crate::pki::oid::Oid;
use crate::pki::serial::KeyId;
use crate::vocabulary::Timestamp;

/// What a responder answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OcspAnswer {
    /// It gave no status, and said why. Nobody signs that.
    Refused {
        /// Why.
        refusal: Refusal,
        /// How many bytes follow the answer in the body.
        trailing: usize,
    },
    /// It gave a status, of one certificate at the least.
    Basic(Box<BasicResponse>),
}

/// Why a responder gives no status (RFC 6960 §4.2.1, §2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// `malformedRequest` (1): it did not understand the question.
    MalformedRequest,
    /// `internalError` (2).
    InternalError,
    /// `tryLater` (3).
    TryLater,
    /// `sigRequired` (5): it answers signed questions only.
    SigRequired,
    /// `unauthorized` (6): it does not answer for this issuer, or not to us (RFC 5019 §2.2.3).
    Unauthorized,
}

impl fmt::Display for Refusal {
    /// The name that RFC 6960 gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MalformedRequest => "malformedRequest",
            Self::InternalError => "internalError",
            Self::TryLater => "tryLater",
            Self::SigRequired => "sigRequired",
            Self::Unauthorized => "unauthorized",
        })
    }
}

/// A BasicOCSPResponse (RFC 6960 §4.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasicResponse {
    /// Who answers, by its own word.
    pub responder: ResponderId,
    /// When the answer was signed, in UTC. It may be far older than the exchange.
    pub produced_at: Timestamp,
    /// What is said of which certificate.
    pub singles: Vec<SingleResponse>,
    /// The nonce of the question, repeated (RFC 9654). None: it was not repeated, as most responders don't.
    pub nonce: Option<Vec<u8>>,
    /// Critical extensions of the answer that are not known here.
    pub unknown_critical: Vec<Oid>,
    /// The certificates that came along.
    pub certificates: Vec<Certificate>,
    /// Why others that came along can't be read: they are passed over.
    pub odd_certificates: Vec<NotACertificate>,
    /// The algorithm of the signature.
    pub algorithm: SignatureAlgorithm,
    /// How many bytes follow the answer in the body.
    pub trailing: usize,
    /// tbsResponseData as received.
    pub(super) signed: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

/// Who answers (RFC 6960 §4.2.2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponderId {
    /// By its subject.
    ByName(Name),
    /// By the SHA-1 hash of its key: the content of its BIT STRING.
    ByKey(KeyId),
}

impl ResponderId {
    /// Whether a certificate bears this name, or this key.
    pub fn is(&self, certificate: &Certificate) -> bool {
        match self {
            Self::ByName(name) => name == certificate.subject(),
            Self::ByKey(hash) => digest(&SHA1_FOR_LEGACY_USE_ONLY, certificate.key_bytes()).as_ref() == hash.content(),
        }
    }
}

impl fmt::Display for ResponderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByName(name) => name.fmt(f),
            Self::ByKey(hash) => write!(f, "key {hash}"),
        }
    }
}

/// What is said of one certificate (RFC 6960 §4.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleResponse {
    /// Which certificate.
    pub id: CertId,
    /// Its status.
    pub status: CertStatus,
    /// When the status was known to be so, in UTC.
    pub this_update: Timestamp,
    /// When newer information will be there at the latest, in UTC. None: it is there all the time (§4.2.2.1).
    pub next_update: Option<Timestamp>,
    /// Critical extensions that are not known here.
    pub unknown_critical: Vec<Oid>,
}

/// The status of one certificate (RFC 6960 §2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertStatus {
    /// Not revoked, as far as this responder knows; it need not exist.
    Good,
    /// Revoked.
    Revoked {
        /// When, in UTC.
        at: Timestamp,
        /// Why. None where the responder does not say.
        reason: Option<Reason>,
    },
    /// The responder does not know the certificate.
    Unknown,
}
