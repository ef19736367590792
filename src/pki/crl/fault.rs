//! Why bytes could not be read as a CRL. None of these says that somebody forged something: a strict reader stops where
//! the profile of RFC 5280 §5 ends, and says at which byte.

use std::fmt;
use std::io;

use crate::pki::tlv::BadElement;

/// Why a body could not be read as one CRL (RFC 5280 §5.1) in DER.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CrlFault {
    /// The body could not be read from where it is kept: a fault of this host, not of the CRL.
    #[error("the body could not be read: {kind}")]
    Read {
        /// What the system said.
        kind: io::ErrorKind,
        /// The system's own number for it; None where the error did not come from the system.
        os: Option<i32>,
    },
    /// The body has no bytes.
    #[error("the body is empty")]
    Empty,
    /// The body begins as no CRL in DER does: a page, a PEM, a compressed stream.
    #[error("the body begins with byte 0x{first:02x}, and a CRL in DER with 0x30")]
    NotASequence {
        /// The first byte.
        first: u8,
    },
    /// The body ends before the CRL does.
    #[error("the body ends after {had} bytes{}", announced.map(|all| format!(" of {all}")).unwrap_or_default())]
    Truncated {
        /// How many bytes there are.
        had: u64,
        /// How many the outermost length announces, its own header included. None where the body ends within that
        /// header.
        announced: Option<u64>,
    },
    /// A part is not as the profile has it.
    #[error("{part} at byte {at}: {why}")]
    Malformed {
        /// Which part.
        part: Part,
        /// Where it begins: the offset in bytes from the start of the body.
        at: u64,
        /// What is wrong with it.
        why: Why,
    },
    /// A version is written, and it is not 2 (RFC 5280 §5.1.2.1; version 1 is written by leaving it out).
    #[error("the version field says {0:02x?}, and only version 2 (01) is ever written")]
    UnsupportedVersion(Vec<u8>),
    /// A version 1 CRL with extensions, which only version 2 has (RFC 5280 §5.1.2.1).
    #[error("extensions stand in a CRL of version 1")]
    ExtensionsInVersion1,
    /// The list of revoked certificates is present and empty; it must be absent then (RFC 5280 §5.1.2.6).
    #[error("the list of revoked certificates is present and empty")]
    EmptyList,
    /// The algorithm beside the signature is not the one that was signed, parameters included (RFC 5280 §5.1.1.2).
    #[error("the signature's algorithm differs from the one inside: {outer} against {inner}")]
    AlgorithmsDiffer {
        /// tbsCertList.signature, in hexadecimal DER.
        inner: String,
        /// signatureAlgorithm, in hexadecimal DER.
        outer: String,
    },
}

/// A part of a CRL (RFC 5280 §5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// CertificateList itself.
    CertificateList,
    /// tbsCertList.
    TbsCertList,
    /// version.
    Version,
    /// tbsCertList.signature.
    Signature,
    /// issuer.
    Issuer,
    /// thisUpdate.
    ThisUpdate,
    /// nextUpdate.
    NextUpdate,
    /// revokedCertificates.
    RevokedCertificates,
    /// One entry of revokedCertificates.
    Entry,
    /// userCertificate: the serial of an entry.
    Serial,
    /// revocationDate of an entry.
    RevocationDate,
    /// crlEntryExtensions of an entry.
    EntryExtensions,
    /// crlExtensions.
    Extensions,
    /// An authority key identifier (RFC 5280 §5.2.1).
    AuthorityKeyIdentifier,
    /// A CRL number (§5.2.3), or the base's number in a delta CRL indicator (§5.2.4).
    Number,
    /// An issuing distribution point (§5.2.5).
    IssuingDistributionPoint,
    /// A freshest CRL (§5.2.6), whose syntax is that of cRLDistributionPoints (§4.2.1.13).
    DistributionPoints,
    /// signatureAlgorithm.
    SignatureAlgorithm,
    /// signatureValue.
    SignatureValue,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CertificateList => "CertificateList",
            Self::TbsCertList => "tbsCertList",
            Self::Version => "version",
            Self::Signature => "tbsCertList.signature",
            Self::Issuer => "issuer",
            Self::ThisUpdate => "thisUpdate",
            Self::NextUpdate => "nextUpdate",
            Self::RevokedCertificates => "revokedCertificates",
            Self::Entry => "an entry",
            Self::Serial => "an entry's serial",
            Self::RevocationDate => "an entry's revocationDate",
            Self::EntryExtensions => "an entry's extensions",
            Self::Extensions => "crlExtensions",
            Self::AuthorityKeyIdentifier => "authorityKeyIdentifier",
            Self::Number => "the CRL number",
            Self::IssuingDistributionPoint => "issuingDistributionPoint",
            Self::DistributionPoints => "distribution points",
            Self::SignatureAlgorithm => "signatureAlgorithm",
            Self::SignatureValue => "signatureValue",
        })
    }
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Its encoding: another element, none, or one that DER does not permit.
    #[error(transparent)]
    Encoding(#[from] BadElement),
    /// Longer than is taken of such a part.
    #[error("longer than the {most} bytes that are taken")]
    TooLong {
        /// The most that is taken, in bytes.
        most: u64,
    },
    /// More names than are taken of such a part.
    #[error("more than the {most} names that are taken")]
    TooMany {
        /// The most that are taken.
        most: usize,
    },
    /// It ends behind the end of what holds it.
    #[error("it ends behind the end of what holds it")]
    Overruns,
    /// No instant in the form of RFC 5280 §4.1.2.5.
    #[error("no time in the form that RFC 5280 demands")]
    NotATime,
    /// An extension that stands there twice (RFC 5280 §4.2).
    #[error("an extension stands there twice")]
    Repeated,
    /// Two fields that exclude each other, or none where one must be.
    #[error("fields that exclude each other, or none where one must be")]
    Contradiction,
}

impl From<io::Error> for CrlFault {
    fn from(error: io::Error) -> Self {
        Self::Read { kind: error.kind(), os: error.raw_os_error() }
    }
}
