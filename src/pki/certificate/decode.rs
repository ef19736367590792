//! Bytes to a [`Certificate`] (RFC 5280 §4.1): strict about what stands where, lenient about what an extension holds.

use std::fmt;
use std::sync::Arc;

use super::{Certificate, Inner, Version};
use crate::pki::algorithm::SignatureAlgorithm;
use crate::pki::extensions::{Extension, Extensions, Odd};
use crate::pki::instant;
use crate::pki::key::PublicKey;
use crate::pki::name::Name;
use crate::pki::serial::Serial;
use crate::pki::tlv::{self, BadElement, Elements};
use crate::vocabulary::{Fingerprint, Timestamp};

/// The longest certificate that is decoded, in bytes. Real ones stay below 8 KiB; a few with hundreds of names reach 30.
pub const LONGEST_CERTIFICATE: usize = 64 * 1024;

/// The parts of a certificate, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The outermost SEQUENCE.
    Whole,
    /// tbsCertificate.
    Signed,
    /// version.
    Version,
    /// serialNumber.
    Serial,
    /// signature, the algorithm inside the signed part.
    InnerAlgorithm,
    /// issuer.
    Issuer,
    /// validity.
    Validity,
    /// subject.
    Subject,
    /// subjectPublicKeyInfo.
    Key,
    /// issuerUniqueID or subjectUniqueID.
    UniqueIds,
    /// extensions, as a row; what one extension holds is read leniently.
    Extensions,
    /// signatureAlgorithm.
    OuterAlgorithm,
    /// signatureValue.
    Signature,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "certificate",
            Self::Signed => "tbsCertificate",
            Self::Version => "version",
            Self::Serial => "serialNumber",
            Self::InnerAlgorithm => "signature (inside the signed part)",
            Self::Issuer => "issuer",
            Self::Validity => "validity",
            Self::Subject => "subject",
            Self::Key => "subjectPublicKeyInfo",
            Self::UniqueIds => "unique identifiers",
            Self::Extensions => "extensions",
            Self::OuterAlgorithm => "signatureAlgorithm",
            Self::Signature => "signatureValue",
        })
    }
}

/// Bytes that are no certificate that we understand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotACertificate {
    /// Nothing at all.
    #[error("no bytes")]
    Empty,
    /// More bytes than a certificate is given.
    #[error("{length} bytes: a certificate of more than {LONGEST_CERTIFICATE} bytes is not read")]
    TooLarge {
        /// How many there are.
        length: usize,
    },
    /// The certificate ends, and bytes follow.
    #[error("{count} bytes follow the end of the certificate")]
    TrailingBytes {
        /// How many follow.
        count: usize,
    },
    /// The certificate is longer than the bytes.
    #[error("the certificate lacks its last {missing} bytes")]
    Truncated {
        /// How many are missing.
        missing: u64,
    },
    /// A part is not as RFC 5280 §4.1 writes it.
    #[error("{part} is malformed: {why}")]
    Malformed {
        /// Which part.
        part: Part,
        /// What is wrong there.
        why: BadElement,
    },
}

/// Re-labels an element's error with the part in which it stands.
fn in_part<T>(part: Part, read: Result<T, BadElement>) -> Result<T, NotACertificate> {
    read.map_err(|why| NotACertificate::Malformed { part, why })
}

impl Certificate {
    /// Decodes one certificate in DER.
    ///
    /// Broken extensions don't prevent it ([`Certificate::odd`]); everything else must be as RFC 5280 §4.1 writes it,
    /// without a byte that belongs to nothing.
    ///
    /// # Errors
    /// [`NotACertificate`] where the bytes are not exactly one certificate.
    pub fn decode(der: &[u8]) -> Result<Self, NotACertificate> {
        if der.is_empty() {
            return Err(NotACertificate::Empty);
        }
        if der.len() > LONGEST_CERTIFICATE {
            return Err(NotACertificate::TooLarge { length: der.len() });
        }
        let mut outermost = Elements::of(der);
        let whole = match outermost.expect(tlv::SEQUENCE) {
            Err(BadElement::Truncated { missing }) => return Err(NotACertificate::Truncated { missing }),
            read => in_part(Part::Whole, read)?,
        };
        if !outermost.rest().is_empty() {
            return Err(NotACertificate::TrailingBytes { count: outermost.rest().len() });
        }
        let mut parts = Elements::of(whole.value);
        let signed = in_part(Part::Signed, parts.expect(tlv::SEQUENCE))?;
        let algorithm = in_part(Part::OuterAlgorithm, parts.expect(tlv::SEQUENCE))?;
        let outer_algorithm = in_part(Part::OuterAlgorithm, SignatureAlgorithm::decode(algorithm.raw))?;
        let signature = in_part(Part::Signature, parts.expect(tlv::BIT_STRING))?;
        let signature = in_part(Part::Signature, tlv::signature_octets(signature.value))?;
        in_part(Part::Whole, parts.finish())?;
        Self::decode_signed(der, signed.raw, signed.value, outer_algorithm, signature)
    }

    fn decode_signed(
        der: &[u8],
        signed: &[u8],
        content: &[u8],
        outer_algorithm: SignatureAlgorithm,
        signature: &[u8],
    ) -> Result<Self, NotACertificate> {
        let mut fields = Elements::of(content);
        let version = in_part(Part::Version, fields.optional(tlv::constructed(0)))?;
        let version = in_part(Part::Version, version.map_or(Ok(Version::V1), |field| read_version(field.value)))?;
        let serial = in_part(Part::Serial, fields.expect(tlv::INTEGER))?;
        let serial = Serial::from_content(serial.value);
        let algorithm = in_part(Part::InnerAlgorithm, fields.expect(tlv::SEQUENCE))?;
        let inner_algorithm = in_part(Part::InnerAlgorithm, SignatureAlgorithm::decode(algorithm.raw))?;
        let issuer = in_part(Part::Issuer, fields.expect(tlv::SEQUENCE))?;
        let issuer = in_part(Part::Issuer, Name::decode(issuer.raw))?;
        let validity = in_part(Part::Validity, fields.expect(tlv::SEQUENCE))?;
        let (not_before, not_after) = in_part(Part::Validity, read_validity(validity.value))?;
        let subject = in_part(Part::Subject, fields.expect(tlv::SEQUENCE))?;
        let subject = in_part(Part::Subject, Name::decode(subject.raw))?;
        let key = in_part(Part::Key, fields.expect(tlv::SEQUENCE))?;
        let key = in_part(Part::Key, PublicKey::decode(key.raw))?;
        for number in [1, 2] {
            // Version 1 has none (RFC 5280 §4.1.2.8).
            if in_part(Part::UniqueIds, fields.optional(tlv::primitive(number)))?.is_some() && version == Version::V1 {
                return Err(NotACertificate::Malformed { part: Part::UniqueIds, why: BadElement::Value });
            }
        }
        let extensions = in_part(Part::Extensions, fields.optional(tlv::constructed(3)))?;
        let row = extensions.map(|field| Extension::decode_all(field.value)).transpose();
        let row = in_part(Part::Extensions, row)?.unwrap_or_default();
        in_part(Part::Signed, fields.finish())?;

        let mut extensions = Extensions::decode(row);
        note_odd(&mut extensions, version, &serial);
        Ok(Self(Arc::new(Inner {
            der: der.into(),
            fingerprint: Fingerprint::of(der),
            version,
            serial,
            issuer,
            subject,
            not_before,
            not_after,
            key,
            extensions,
            signed: signed.into(),
            inner_algorithm,
            outer_algorithm,
            signature: signature.into(),
        })))
    }
}

fn note_odd(extensions: &mut Extensions, version: Version, serial: &Serial) {
    if version < Version::V3 && !extensions.all().is_empty() {
        extensions.odd.push(Odd::ExtensionsBeforeVersion3);
    }
    if serial.is_negative() || serial.is_zero() {
        extensions.odd.push(Odd::SerialNotPositive(serial.clone()));
    }
    if serial.is_long() {
        extensions.odd.push(Odd::SerialTooLong(serial.clone()));
    }
}

fn read_version(field: &[u8]) -> Result<Version, BadElement> {
    let mut elements = Elements::of(field);
    let number = elements.expect(tlv::INTEGER)?.value;
    elements.finish()?;
    match number {
        [0] => Ok(Version::V1),
        [1] => Ok(Version::V2),
        [2] => Ok(Version::V3),
        _ => Err(BadElement::Value),
    }
}

fn read_validity(content: &[u8]) -> Result<(Timestamp, Timestamp), BadElement> {
    let mut times = Elements::of(content);
    let mut time = || {
        let time = times.next()?.ok_or(BadElement::Missing)?;
        instant::timestamp(time.tag, time.value).ok_or(BadElement::Value)
    };
    let validity = (time()?, time()?);
    times.finish()?;
    Ok(validity)
}
