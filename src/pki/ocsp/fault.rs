//! Why bytes could not be read as an OCSP answer. None of these says that somebody forged something.

use std::fmt;

use super::response::{LONGEST_ANSWER, MOST_SINGLES};
use crate::pki::oid::Oid;
use crate::pki::tlv::BadElement;

/// Why a body could not be read as one OCSPResponse (RFC 6960 §4.2.1) in DER.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OcspFault {
    /// The body has no bytes.
    #[error("the body is empty")]
    Empty,
    /// The body is larger than is taken.
    #[error("the body has {had} bytes, more than the {LONGEST_ANSWER} that are taken")]
    TooLong {
        /// How many bytes it has.
        had: usize,
    },
    /// The body begins as no OCSP answer does: a page, a PEM, a compressed stream.
    #[error("the body begins with byte 0x{first:02x}, and an OCSP answer with 0x30")]
    NotASequence {
        /// The first byte.
        first: u8,
    },
    /// The body ends before the answer does.
    #[error("the body ends after {had} bytes, {missing} too early")]
    Truncated {
        /// How many bytes there are.
        had: usize,
        /// How many more are announced, at the least.
        missing: u64,
    },
    /// A part is not as RFC 6960 has it.
    #[error("{part}: {why}")]
    Malformed {
        /// Which part.
        part: OcspPart,
        /// What is wrong with it.
        why: OcspWhy,
    },
    /// A responseStatus that has no meaning (§4.2.1).
    #[error("the status {0} has no meaning")]
    UnknownStatus(u8),
    /// The answer says that it was successful, and brings nothing (§4.2.1).
    #[error("the answer is successful and empty")]
    NothingInside,
    /// The answer is of another type than id-pkix-ocsp-basic (§4.2.1).
    #[error("the answer is of the type {0}, which is not known here")]
    UnknownType(Oid),
    /// The answer is of another version than 1 (§4.2.1).
    #[error("the answer is of another version than 1")]
    UnknownVersion,
    /// More certificates are answered for than are taken.
    #[error("more than {MOST_SINGLES} certificates are answered for")]
    TooMany,
}

/// A part of an OCSP answer (RFC 6960 §4.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OcspPart {
    /// OCSPResponse itself.
    Response,
    /// BasicOCSPResponse.
    Basic,
    /// tbsResponseData.
    ResponseData,
    /// responderID.
    ResponderId,
    /// producedAt.
    ProducedAt,
    /// One of `responses`.
    Single,
    /// certID of one of `responses`.
    CertId,
    /// certStatus of one of `responses`.
    CertStatus,
    /// thisUpdate or nextUpdate of one of `responses`.
    Update,
    /// responseExtensions or singleExtensions.
    Extensions,
    /// signatureAlgorithm.
    SignatureAlgorithm,
    /// signature.
    Signature,
    /// certs.
    Certificates,
}

impl fmt::Display for OcspPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Response => "OCSPResponse",
            Self::Basic => "BasicOCSPResponse",
            Self::ResponseData => "tbsResponseData",
            Self::ResponderId => "responderID",
            Self::ProducedAt => "producedAt",
            Self::Single => "a single response",
            Self::CertId => "a single response's certID",
            Self::CertStatus => "a single response's certStatus",
            Self::Update => "a single response's thisUpdate or nextUpdate",
            Self::Extensions => "extensions",
            Self::SignatureAlgorithm => "signatureAlgorithm",
            Self::Signature => "signature",
            Self::Certificates => "certs",
        })
    }
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OcspWhy {
    /// Its encoding: another element, none, or one that DER does not permit.
    #[error(transparent)]
    Encoding(#[from] BadElement),
    /// No GeneralizedTime in the form of RFC 5280 §4.1.2.5.2.
    #[error("no time in the form that RFC 5280 demands")]
    NotATime,
}
