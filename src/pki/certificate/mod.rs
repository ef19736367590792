//! A certificate, decoded once and owned (RFC 5280 §4). It is read, not judged: an odd one still has a name and a key.

mod decode;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use der::asn1::ObjectIdentifier;

use crate::pki::algorithm::SignatureAlgorithm;
use crate::pki::extensions::{AuthorityKeyId, BasicConstraints, Extensions, KeyUsage, Odd, known};
use crate::pki::general_name::{DistributionPoint, GeneralName, GeneralNameKind, Places};
use crate::pki::key::{KeyFacts, PublicKey};
use crate::pki::name::Name;
use crate::pki::oid::Oid;
use crate::pki::serial::{KeyId, Serial};
use crate::pki::signature::Signed;
use crate::pki::verified::SignedObject;
use crate::vocabulary::{Fingerprint, HttpUrl, NotAnHttpUrl, Sha1Fingerprint, Shown, SpkiDigest, Timestamp};

pub use decode::{LONGEST_CERTIFICATE, NotACertificate, Part};

/// A certificate (RFC 5280 §4.1), cheap to clone. Two are equal when their bytes are.
#[derive(Clone)]
pub struct Certificate(Arc<Inner>);

struct Inner {
    der: Box<[u8]>,
    fingerprint: Fingerprint,
    version: Version,
    serial: Serial,
    issuer: Name,
    subject: Name,
    not_before: Timestamp,
    not_after: Timestamp,
    key: PublicKey,
    extensions: Extensions,
    signed: Box<[u8]>,
    inner_algorithm: SignatureAlgorithm,
    outer_algorithm: SignatureAlgorithm,
    signature: Box<[u8]>,
}

/// The version of a certificate (RFC 5280 §4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Without extensions: some old roots.
    V1,
    /// With unique identifiers: never seen.
    V2,
    /// With extensions.
    V3,
}

impl Certificate {
    /// The certificate in DER, as received.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// SHA-256 of the whole certificate.
    pub fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint
    }

    /// SHA-1 of the whole certificate: what publishers and `certmgr.msc` show.
    pub fn sha1(&self) -> Sha1Fingerprint {
        Sha1Fingerprint::of(&self.0.der)
    }

    /// SHA-256 of the SubjectPublicKeyInfo.
    pub fn spki_digest(&self) -> SpkiDigest {
        self.0.key.digest()
    }

    /// The SubjectPublicKeyInfo in DER, as received.
    pub fn spki_der(&self) -> &[u8] {
        self.0.key.der()
    }

    /// The content of the key's BIT STRING: what an OCSP request's issuerKeyHash is over (RFC 6960 §4.1.1).
    pub fn key_bytes(&self) -> &[u8] {
        self.0.key.key_bytes()
    }

    /// The subject's public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.0.key
    }

    /// What kind of key, and how strong.
    pub fn key(&self) -> &KeyFacts {
        self.0.key.facts()
    }

    /// Whom the certificate is about.
    pub fn subject(&self) -> &Name {
        &self.0.subject
    }

    /// Who issued it, by its own word.
    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// The number that the issuer gave it.
    pub fn serial(&self) -> &Serial {
        &self.0.serial
    }

    /// The first second of its validity, UTC.
    pub fn not_before(&self) -> Timestamp {
        self.0.not_before
    }

    /// The last second of its validity, UTC.
    pub fn not_after(&self) -> Timestamp {
        self.0.not_after
    }

    /// Whether its validity covers an instant, both ends included (RFC 5280 §4.1.2.5).
    pub fn is_valid_at(&self, time: Timestamp) -> bool {
        self.0.not_before <= time && time <= self.0.not_after
    }

    /// Its version.
    pub fn version(&self) -> Version {
        self.0.version
    }

    /// The algorithm of its signature, as it stands beside the signature.
    pub fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.0.outer_algorithm
    }

    /// Whether subject and issuer are the same name (RFC 5280 §3.2). It need not be signed with its own key.
    pub fn is_self_issued(&self) -> bool {
        self.0.subject == self.0.issuer
    }

    /// The basic constraints. None where the extension is absent or can't be read.
    pub fn basic_constraints(&self) -> Option<BasicConstraints> {
        self.0.extensions.basic_constraints
    }

    /// Whether the basic constraints say that the subject is a CA.
    pub fn is_ca(&self) -> bool {
        self.basic_constraints().is_some_and(|constraints| constraints.ca)
    }

    /// What the key may be used for.
    pub fn key_usage(&self) -> KeyUsage {
        self.0.extensions.key_usage
    }

    /// The purposes of the extended key usage. None where the extension is absent, which is no restriction; empty where it
    /// can't be read, which allows nothing.
    pub fn extended_key_usage(&self) -> Option<&[Oid]> {
        self.0.extensions.extended_key_usage.as_deref()
    }

    /// Whether the extended key usage names this purpose; `anyExtendedKeyUsage` does not count.
    pub fn has_purpose(&self, purpose: &ObjectIdentifier) -> bool {
        self.extended_key_usage().is_some_and(|purposes| purposes.iter().any(|named| named == purpose))
    }

    /// Whether it may sign OCSP answers for its issuer: id-kp-OCSPSigning (RFC 6960 §4.2.2.2).
    pub fn has_ocsp_signing(&self) -> bool {
        self.has_purpose(&known::OCSP_SIGNING)
    }

    /// Whether its own revocation need not be asked for: id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1).
    pub fn has_ocsp_no_check(&self) -> bool {
        self.0.extensions.ocsp_no_check
    }

    /// The identifier of its own key. None where there is none.
    pub fn subject_key_id(&self) -> Option<&KeyId> {
        self.0.extensions.subject_key_id.as_ref()
    }

    /// The identifier of the issuer's key. None where there is none.
    pub fn authority_key_id(&self) -> Option<&KeyId> {
        self.0.extensions.authority.key_id.as_ref()
    }

    /// All that it says about the issuer's certificate.
    pub fn authority(&self) -> &AuthorityKeyId {
        &self.0.extensions.authority
    }

    /// Where its CRLs lie, with their scope (RFC 5280 §4.2.1.13).
    pub fn distribution_points(&self) -> &[DistributionPoint] {
        &self.0.extensions.distribution_points
    }

    /// The http and https URLs of its CRLs, in the order of the certificate, each once.
    pub fn crl_urls(&self) -> &[HttpUrl] {
        &self.0.extensions.crl.urls
    }

    /// The http and https URLs of its OCSP responders.
    pub fn ocsp_urls(&self) -> &[HttpUrl] {
        &self.0.extensions.ocsp.urls
    }

    /// The http and https URLs of its issuer's certificate.
    pub fn ca_issuer_urls(&self) -> &[HttpUrl] {
        &self.0.extensions.ca_issuers.urls
    }

    /// The URLs of all three kinds where this tool can't go (ldap, for instance), each with why.
    pub fn other_urls(&self) -> impl Iterator<Item = &(Shown, NotAnHttpUrl)> {
        let Extensions { crl, ocsp, ca_issuers, .. } = &self.0.extensions;
        [crl, ocsp, ca_issuers].into_iter().flat_map(|places: &Places| &places.other)
    }

    /// The subject's alternative names of every kind.
    pub fn subject_alternative_names(&self) -> &[GeneralName] {
        &self.0.extensions.alternative_names
    }

    /// The DNS names among them, as written: show them through [`Shown`].
    pub fn dns_names(&self) -> impl Iterator<Item = &str> {
        self.subject_alternative_names().iter().filter_map(|name| match name.kind() {
            GeneralNameKind::Dns(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Critical extensions that this tool does not know or can't read (RFC 5280 §4.2).
    pub fn unknown_critical(&self) -> impl Iterator<Item = &Oid> {
        self.0.extensions.unknown_critical()
    }

    /// Every extension, as received.
    pub fn extensions(&self) -> &Extensions {
        &self.0.extensions
    }

    /// What is wrong with it although it could be read.
    pub fn odd(&self) -> &[Odd] {
        &self.0.extensions.odd
    }

    /// What a report calls it: the subject's common name, else its unit or organisation, else the whole name.
    pub fn label(&self) -> Shown {
        self.0.subject.label()
    }
}

impl SignedObject for Certificate {
    fn signed(&self) -> Signed<'_> {
        Signed::Bytes(&self.0.signed)
    }

    fn inner_algorithm(&self) -> Option<&SignatureAlgorithm> {
        Some(&self.0.inner_algorithm)
    }

    fn outer_algorithm(&self) -> &SignatureAlgorithm {
        &self.0.outer_algorithm
    }

    fn signature(&self) -> &[u8] {
        &self.0.signature
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl Hash for Certificate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fingerprint.hash(state);
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} {})", self.label(), self.0.fingerprint)
    }
}
