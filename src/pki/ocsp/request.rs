//! The question: which certificate is asked about (RFC 6960 §4.1), and the form in which it travels (appendix A.1).

use aws_lc_rs::digest;
use data_encoding::BASE64;
use der::asn1::ObjectIdentifier;

use super::response::NONCE;
use crate::pki::algorithm::HashAlgorithm;
use crate::pki::certificate::Certificate;
use crate::pki::name::Name;
use crate::pki::oid::Oid;
use crate::pki::serial::Serial;
use crate::pki::tlv::{self, BadElement, Elements};

/// sha1, 1.3.14.3.2.26 (RFC 3279 §2.2.1).
const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
/// id-sha256, 2.16.840.1.101.3.4.2.1 (RFC 4055 §2.1).
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// id-sha384, 2.16.840.1.101.3.4.2.2 (RFC 4055 §2.1).
const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
/// id-sha512, 2.16.840.1.101.3.4.2.3 (RFC 4055 §2.1).
const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");

/// The length below which a path may be asked for by GET (RFC 6960 appendix A.1).
const GET_BELOW: usize = 255;

/// The hash by which a `CertID` names an issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertIdHash {
    /// One that can be computed here.
    Known(HashAlgorithm),
    /// Another one.
    Other(Oid),
}

/// Which certificate is meant (RFC 6960 §4.1.1): hashes of its issuer's name and key, and its serial.
///
/// Two are equal where their serials are one number, however it is encoded: a CRL's entries are compared so too.
#[derive(Debug, Clone)]
pub struct CertId {
    /// The hash.
    pub hash: CertIdHash,
    /// The hash of the issuer's name in DER, as the certificate's issuer field has it.
    pub issuer_name_hash: Box<[u8]>,
    /// The hash of the issuer's key: the content of its BIT STRING.
    pub issuer_key_hash: Box<[u8]>,
    /// The certificate's serial.
    pub serial: Serial,
}

impl PartialEq for CertId {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
            && self.issuer_name_hash == other.issuer_name_hash
            && self.issuer_key_hash == other.issuer_key_hash
            && self.serial.number() == other.serial.number()
    }
}

impl Eq for CertId {}

impl CertId {
    /// By what a responder is asked about a certificate of this issuer: SHA-1 (RFC 5019 §2.1.1), over the issuer field of
    /// the certificate itself.
    pub fn asked(certificate: &Certificate, issuer: &Certificate) -> Self {
        Self::of(HashAlgorithm::Sha1, certificate.issuer(), issuer, certificate.serial())
    }

    /// Every id by which a responder may speak of a certificate of this issuer: by each hash that is known, over the
    /// certificate's issuer field, as RFC 6960 §4.1.1 has it, or over the issuer's subject, which is the same name and may be
    /// in another encoding (RFC 5280 §7.1).
    pub fn all_of(certificate: &Certificate, issuer: &Certificate) -> Vec<Self> {
        let (field, subject) = (certificate.issuer(), issuer.subject());
        let names = std::iter::once(field).chain((field.der() != subject.der()).then_some(subject));
        let by = |name| HASHES.iter().map(move |(_, hash)| Self::of(*hash, name, issuer, certificate.serial()));
        names.flat_map(by).collect()
    }

    /// The certificate with this serial whose issuer is named so, and has the key of that certificate.
    pub fn of(hash: HashAlgorithm, name: &Name, key_of: &Certificate, serial: &Serial) -> Self {
        let hashed = |bytes: &[u8]| digest::digest(hash.digest(), bytes).as_ref().into();
        Self {
            hash: CertIdHash::Known(hash),
            issuer_name_hash: hashed(name.der()),
            issuer_key_hash: hashed(key_of.key_bytes()),
            serial: serial.clone(),
        }
    }

    /// Decodes a `CertID`. The parameters of its hash are passed over: CAs write NULL, or nothing.
    pub(super) fn decode(der: &[u8]) -> Result<Self, BadElement> {
        let mut fields = Elements::inside(der, tlv::SEQUENCE)?;
        let mut algorithm = Elements::inside(fields.expect(tlv::SEQUENCE)?.raw, tlv::SEQUENCE)?;
        let oid = Oid::from_content(algorithm.expect(tlv::OID)?.value);
        let issuer_name_hash = fields.expect(tlv::OCTET_STRING)?.value.into();
        let issuer_key_hash = fields.expect(tlv::OCTET_STRING)?.value.into();
        let serial = Serial::from_content(fields.expect(tlv::INTEGER)?.value);
        fields.finish()?;
        let known = HASHES.iter().find(|(known, _)| oid == *known);
        let hash = known.map_or(CertIdHash::Other(oid), |(_, hash)| CertIdHash::Known(*hash));
        Ok(Self { hash, issuer_name_hash, issuer_key_hash, serial })
    }

    fn encode(&self) -> Vec<u8> {
        let oid = match &self.hash {
            CertIdHash::Known(hash) => {
                HASHES.iter().find(|(_, known)| known == hash).map_or(SHA1, |(oid, _)| *oid).as_bytes().to_vec()
            }
            CertIdHash::Other(oid) => oid.content().to_vec(),
        };
        let algorithm = [tlv::element(tlv::OID, &[&oid]), tlv::element(tlv::NULL, &[])].concat();
        tlv::element(
            tlv::SEQUENCE,
            &[
                &tlv::element(tlv::SEQUENCE, &[&algorithm]),
                &tlv::element(tlv::OCTET_STRING, &[&self.issuer_name_hash]),
                &tlv::element(tlv::OCTET_STRING, &[&self.issuer_key_hash]),
                &tlv::element(tlv::INTEGER, &[self.serial.content()]),
            ],
        )
    }
}

/// The hashes that are known, by identifier.
const HASHES: [(ObjectIdentifier, HashAlgorithm); 4] = [
    (SHA1, HashAlgorithm::Sha1),
    (SHA256, HashAlgorithm::Sha256),
    (SHA384, HashAlgorithm::Sha384),
    (SHA512, HashAlgorithm::Sha512),
];

/// An unsigned OCSPRequest about one certificate (RFC 6960 §4.1), with a nonce (RFC 9654 §2.1) where one is given.
pub fn encode_request(id: &CertId, nonce: Option<&[u8]>) -> Vec<u8> {
    let sequence = |parts: &[&[u8]]| tlv::element(tlv::SEQUENCE, parts);
    let requests = sequence(&[&sequence(&[&id.encode()])]);
    let extensions = nonce.map(|nonce| {
        let oid = tlv::element(tlv::OID, &[NONCE.as_bytes()]);
        let value = tlv::element(tlv::OCTET_STRING, &[&tlv::element(tlv::OCTET_STRING, &[nonce])]);
        tlv::element(tlv::constructed(2), &[&sequence(&[&sequence(&[&oid, &value])])])
    });
    sequence(&[&sequence(&[&requests, extensions.as_deref().unwrap_or_default()])])
}

/// What is put behind a responder's URL to ask by GET: the request in base 64, and that percent-encoded (RFC 6960
/// appendix A.1).
pub fn get_path(request: &[u8]) -> String {
    // Of the 65 signs of base 64, three mean something else in a URL.
    BASE64.encode(request).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

/// Whether a path is short enough to be asked for by GET; a longer question goes by POST alone (RFC 6960 appendix A.1).
pub const fn suits_get(path: &str) -> bool {
    path.len() < GET_BELOW
}
