//! Microsoft's certificate trust lists ([MS-CAESO] §4.4.5.1; `CTL_INFO` of CryptoAPI): which certificates one names, by digests
//! of several kinds. It comes as a PKCS #7 SignedData, bare, or either of the two in a cabinet.
//!
//! Who signed a list is not looked at: where it lies says whether it is Windows' own, and what is fetched to compare is only
//! asked whether it names what a policy has already.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{self, Algorithm};
use der::asn1::ObjectIdentifier;

use super::Certificate;
use super::cabinet::{self, NotACabinet};
use super::instant;
use super::oid::Oid;
use super::pkcs7::{self, NotSignedData};
use super::tlv::{self, BadElement, Elements};
use super::verified::SignedObject as _;
use crate::vocabulary::{Shown, Timestamp};

/// `szOID_CTL`, 1.3.6.1.4.1.311.10.1: the content type of a list.
const CTL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.1");

/// `md5WithRSAEncryption`, 1.2.840.113549.1.1.4 (RFC 3279 §2.2.1): signatures of old roots, of which nothing but their digest is
/// needed here.
const MD5_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.4");

/// The most certificates that a list names. The programme's list of roots has 555, its list of what is disallowed 88 (2026).
pub const MOST_SUBJECTS: usize = 10_000;

/// The longest identifier of a certificate: a SHA-512.
const LONGEST_IDENTIFIER: usize = 64;

/// The most uses of a list: Microsoft's have one.
const MOST_USES: usize = 256;

/// A list of certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustList {
    usages: Vec<Oid>,
    identifier: Option<Shown>,
    sequence: Option<Shown>,
    this_update: Timestamp,
    next_update: Option<Timestamp>,
    named_by: NamedBy,
    subjects: BTreeSet<Box<[u8]>>,
}

/// Why bytes are no list that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATrustList {
    /// A cabinet that can't be read.
    #[error(transparent)]
    Cabinet(#[from] NotACabinet),
    /// A PKCS #7 that can't be read, or holds nothing.
    #[error(transparent)]
    SignedData(#[from] NotSignedData),
    /// Something else is signed.
    #[error("the signed content is of the type {0}, not a certificate trust list")]
    OtherContent(Oid),
    /// An element of the list is not as it is written.
    #[error("the certificate trust list is malformed: {0}")]
    Malformed(#[from] BadElement),
    /// It names certificates by digests that are not known here.
    #[error("the certificate trust list names certificates by {0}, which is not known here")]
    Algorithm(Oid),
    /// It names more certificates than are read.
    #[error("a certificate trust list of more than {MOST_SUBJECTS} certificates is not read")]
    TooMany,
}

/// By what a list names certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NamedBy {
    /// A digest of the whole certificate.
    Sha1,
    Sha256,
    Sha384,
    Sha512,
    /// The digest that its signature is over (`CERT_SIGNATURE_HASH_PROP_ID`), or the MD5 of its key
    /// (`CERT_SUBJECT_PUBLIC_KEY_MD5_HASH_PROP_ID`): `wincrypt.h` names both for lists of what is disallowed, and the
    /// published one has mostly the latter.
    SignatureOrKey,
    /// The MD5 of its key.
    Key,
}

/// By identifier: digests (RFC 3279, RFC 4055), and properties of certificates below 1.3.6.1.4.1.311.10.11 (`wincrypt.h`).
const KNOWN: [(ObjectIdentifier, NamedBy); 8] = [
    (ObjectIdentifier::new_unwrap("1.3.14.3.2.26"), NamedBy::Sha1),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"), NamedBy::Sha256),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2"), NamedBy::Sha384),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3"), NamedBy::Sha512),
    (ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.11.3"), NamedBy::Sha1),
    (ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.11.107"), NamedBy::Sha256),
    (ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.11.15"), NamedBy::SignatureOrKey),
    (ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.11.25"), NamedBy::Key),
];

impl TrustList {
    /// Decodes a list: in DER, bare or signed, or in a cabinet.
    ///
    /// # Errors
    /// [`NotATrustList`].
    pub fn decode(bytes: &[u8]) -> Result<Self, NotATrustList> {
        if cabinet::is_cabinet(bytes) {
            return Self::of_der(&cabinet::unpack(bytes)?);
        }
        Self::of_der(bytes)
    }

    fn of_der(der: &[u8]) -> Result<Self, NotATrustList> {
        if !pkcs7::is_content_info(der) {
            return Self::bare(der);
        }
        let (content_type, content) = pkcs7::content(der)?;
        if content_type == CTL { Self::bare(content) } else { Err(NotATrustList::OtherContent(content_type)) }
    }

    /// Reads a `CertificateTrustList`. Its extensions are passed over: they say nothing of the certificates.
    fn bare(der: &[u8]) -> Result<Self, NotATrustList> {
        let mut fields = Elements::inside(der, tlv::SEQUENCE)?;
        fields.optional(tlv::INTEGER)?;
        let usages = usages(fields.expect(tlv::SEQUENCE)?.value)?;
        let identifier = fields.optional(tlv::OCTET_STRING)?.map(|name| text(name.value));
        let sequence = fields.optional(tlv::INTEGER)?.map(|number| Shown::new(&hex::encode(number.value)));
        let this_update = time(&mut fields)?.ok_or(BadElement::Missing)?;
        let next_update = time(&mut fields)?;
        let algorithm = Elements::of(fields.expect(tlv::SEQUENCE)?.value).expect(tlv::OID)?;
        let algorithm = Oid::from_content(algorithm.value);
        let named_by = KNOWN.iter().find(|(known, _)| algorithm == *known).map(|(_, by)| *by);
        let named_by = named_by.ok_or(NotATrustList::Algorithm(algorithm))?;
        let subjects = match fields.optional(tlv::SEQUENCE)? {
            Some(subjects) => subjects_of(subjects.value)?,
            None => BTreeSet::new(),
        };
        fields.optional(tlv::constructed(0))?;
        fields.finish()?;
        Ok(Self { usages, identifier, sequence, this_update, next_update, named_by, subjects })
    }

    /// Whether the list names a certificate.
    ///
    /// Of a signature whose digest is not known here (RSA-PSS of a rare kind), only the key is compared.
    pub fn names(&self, certificate: &Certificate) -> bool {
        let named = |identifier: &[u8]| self.subjects.contains(identifier);
        let whole = |algorithm: &'static Algorithm| named(digest::digest(algorithm, certificate.der()).as_ref());
        match self.named_by {
            NamedBy::Sha1 => named(certificate.sha1().as_bytes()),
            NamedBy::Sha256 => whole(&digest::SHA256),
            NamedBy::Sha384 => whole(&digest::SHA384),
            NamedBy::Sha512 => whole(&digest::SHA512),
            NamedBy::Key => named(&key_md5(certificate)),
            NamedBy::SignatureOrKey => {
                named(&key_md5(certificate)) || signature_hash(certificate).is_some_and(|hash| named(&hash))
            }
        }
    }

    /// What the list is for, as identifiers.
    pub fn usages(&self) -> &[Oid] {
        &self.usages
    }

    /// Its name: `DisallowedCert_AutoUpdate_1`. None where it has none.
    pub const fn identifier(&self) -> Option<&Shown> {
        self.identifier.as_ref()
    }

    /// Its number, in hexadecimal. None where it has none.
    pub const fn sequence(&self) -> Option<&Shown> {
        self.sequence.as_ref()
    }

    /// When it was issued, UTC.
    pub const fn this_update(&self) -> Timestamp {
        self.this_update
    }

    /// When the next one is due, UTC. None where it does not say: Microsoft's do not.
    pub const fn next_update(&self) -> Option<Timestamp> {
        self.next_update
    }

    /// How many certificates it names.
    pub fn count(&self) -> usize {
        self.subjects.len()
    }
}

/// The uses of a list.
fn usages(content: &[u8]) -> Result<Vec<Oid>, BadElement> {
    let mut elements = Elements::of(content);
    let mut usages = Vec::new();
    while usages.len() < MOST_USES
        && let Some(usage) = elements.optional(tlv::OID)?
    {
        usages.push(Oid::from_content(usage.value));
    }
    elements.finish()?;
    Ok(usages)
}

/// The identifiers of the certificates. Their attributes are limits of each, which Windows turns into properties of the
/// certificate in its store.
fn subjects_of(content: &[u8]) -> Result<BTreeSet<Box<[u8]>>, NotATrustList> {
    let mut elements = Elements::of(content);
    let (mut subjects, mut count) = (BTreeSet::new(), 0_usize);
    while let Some(subject) = elements.optional(tlv::SEQUENCE)? {
        count = count.saturating_add(1);
        if count > MOST_SUBJECTS {
            return Err(NotATrustList::TooMany);
        }
        let mut fields = Elements::of(subject.value);
        let identifier = fields.expect(tlv::OCTET_STRING)?.value;
        if identifier.is_empty() || identifier.len() > LONGEST_IDENTIFIER {
            return Err(BadElement::Value.into());
        }
        fields.optional(tlv::SET)?;
        fields.finish()?;
        subjects.insert(identifier.into());
    }
    elements.finish()?;
    Ok(subjects)
}

/// A time, where one stands here.
fn time(fields: &mut Elements<'_>) -> Result<Option<Timestamp>, BadElement> {
    for tag in [instant::UTC_TIME, instant::GENERALIZED_TIME] {
        if let Some(element) = fields.optional(tag)? {
            return instant::timestamp(tag, element.value).map(Some).ok_or(BadElement::Value);
        }
    }
    Ok(None)
}

/// The name of a list: UTF-16 with a zero behind it, as Microsoft writes it.
fn text(octets: &[u8]) -> Shown {
    let (units, _) = octets.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).take_while(|unit| *unit != 0).collect();
    Shown::new(&String::from_utf16_lossy(&units))
}

/// The MD5 of the content of the key's BIT STRING (`CERT_SUBJECT_PUBLIC_KEY_MD5_HASH_PROP_ID`).
fn key_md5(certificate: &Certificate) -> [u8; 16] {
    md5::compute(certificate.key_bytes()).0
}

/// The digest that the certificate's signature is over: of its signed part, by the signature's own algorithm
/// (`CERT_SIGNATURE_HASH_PROP_ID`, `CryptHashToBeSigned`). None where that has none, or it is not known here.
fn signature_hash(certificate: &Certificate) -> Option<Vec<u8>> {
    let super::Signed::Bytes(signed) = certificate.signed() else { return None };
    let algorithm = certificate.signature_algorithm();
    if *algorithm.oid() == MD5_WITH_RSA {
        return Some(md5::compute(signed).0.to_vec());
    }
    let hash = algorithm.scheme().ok()?.digest_algorithm()?;
    Some(digest::digest(hash, signed).as_ref().to_vec())
}
