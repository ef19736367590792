//! Signature algorithms: an AlgorithmIdentifier as received, and the scheme that it names (RFC 5280 §4.1.1.2).
//!
//! The identifier stands twice in a certificate and in a CRL, inside the signed part and outside; the two are compared as
//! received. What scheme it names is asked for only when a signature is to be verified: an unknown algorithm keeps
//! nothing from being read.

use std::fmt;

use aws_lc_rs::digest;
use der::asn1::ObjectIdentifier;

use super::oid::Oid;
use super::tlv::{self, BadElement, Elements};

/// sha1, RFC 3279 §2.2.1 (OIW).
const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
/// id-sha256, RFC 4055 §2.1.
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// id-sha384, RFC 4055 §2.1.
const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
/// id-sha512, RFC 4055 §2.1.
const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
/// id-mgf1, RFC 4055 §2.2.
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");
/// id-RSASSA-PSS, RFC 4055 §3.1.
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");

/// A digest that a signature is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HashAlgorithm {
    /// SHA-1: verified, and reported as weak.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl HashAlgorithm {
    /// The implementation, for hashing while streaming.
    pub const fn digest(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }

    fn of(oid: &Oid) -> Option<Self> {
        [(SHA1, Self::Sha1), (SHA256, Self::Sha256), (SHA384, Self::Sha384), (SHA512, Self::Sha512)]
            .into_iter()
            .find(|(known, _)| oid == known)
            .map(|(_, hash)| hash)
    }
}

impl fmt::Display for HashAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        })
    }
}

/// A signature scheme that can be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(HashAlgorithm),
    /// RSASSA-PSS (RFC 8017 §8.1): MGF1 with the same hash, and a salt as long as the hash.
    RsaPss(HashAlgorithm),
    /// ECDSA (RFC 5758 §3.2); the curve is the key's.
    Ecdsa(HashAlgorithm),
    /// Ed25519 (RFC 8410).
    Ed25519,
}

impl Scheme {
    /// The digest that the signature is over. None for Ed25519, which is over the message itself.
    pub const fn hash(self) -> Option<HashAlgorithm> {
        match self {
            Self::RsaPkcs1(hash) | Self::RsaPss(hash) | Self::Ecdsa(hash) => Some(hash),
            Self::Ed25519 => None,
        }
    }

    /// The implementation of that digest, for hashing while streaming. None for Ed25519: keep the signed bytes.
    pub const fn digest_algorithm(self) -> Option<&'static digest::Algorithm> {
        match self.hash() {
            Some(hash) => Some(hash.digest()),
            None => None,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RsaPkcs1(hash) => write!(f, "RSA PKCS #1 v1.5 with {hash}"),
            Self::RsaPss(hash) => write!(f, "RSA-PSS with {hash}"),
            Self::Ecdsa(hash) => write!(f, "ECDSA with {hash}"),
            Self::Ed25519 => f.write_str("Ed25519"),
        }
    }
}

/// An algorithm that can't be verified here: not understood, and no sign of forgery.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownAlgorithm {
    /// The identifier is not among those that are known.
    #[error("the signature algorithm {0} is not known")]
    Oid(Oid),
    /// The parameters are not those that belong to the algorithm.
    #[error("the parameters of the signature algorithm {0} are not understood")]
    Parameters(Oid),
    /// RSA-PSS with parameters that can't be verified: a hash other than SHA-256, SHA-384 and SHA-512, another hash for
    /// the mask, or a salt that is not as long as the hash.
    #[error("RSA-PSS with the hash {hash}, the mask's hash {mask_hash} and a salt of {salt} bytes can't be verified")]
    Pss {
        /// The message's hash.
        hash: Oid,
        /// The hash in the mask generation function.
        mask_hash: Oid,
        /// The length of the salt in bytes.
        salt: u32,
    },
}

/// An AlgorithmIdentifier (RFC 5280 §4.1.1.2) as received. Two are equal when their bytes are, parameters included.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SignatureAlgorithm {
    der: Box<[u8]>,
    oid: Oid,
}

impl SignatureAlgorithm {
    /// Decodes an AlgorithmIdentifier: a SEQUENCE of an identifier and at most one element of parameters.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly that. An algorithm that is not known is no error here.
    pub fn decode(der: &[u8]) -> Result<Self, BadElement> {
        let mut parts = Elements::inside(der, tlv::SEQUENCE)?;
        let oid = Oid::from_content(parts.expect(tlv::OID)?.value);
        parts.next()?;
        parts.finish()?;
        Ok(Self { der: der.into(), oid })
    }

    /// The AlgorithmIdentifier in DER, as received.
    pub const fn der(&self) -> &[u8] {
        &self.der
    }

    /// The algorithm's identifier.
    pub const fn oid(&self) -> &Oid {
        &self.oid
    }

    /// The scheme that it names.
    ///
    /// # Errors
    /// [`UnknownAlgorithm`] where signatures of this kind can't be verified here.
    pub fn scheme(&self) -> Result<Scheme, UnknownAlgorithm> {
        let parameters = self.parameters();
        if self.oid == RSA_PSS {
            return pss(parameters).unwrap_or_else(|_| Err(UnknownAlgorithm::Parameters(self.oid.clone())));
        }
        let known = KNOWN.iter().find(|(oid, _)| self.oid == *oid).map(|&(_, scheme)| scheme);
        let scheme = known.ok_or_else(|| UnknownAlgorithm::Oid(self.oid.clone()))?;
        // RFC 4055 §5: NULL for RSA, absence must be accepted; RFC 5758 §3.2 and RFC 8410 §3: absent. Some encoders
        // write NULL beside ECDSA, which says nothing and is read.
        let fits = match parameters {
            [] => true,
            [tlv::NULL, 0] => scheme != Scheme::Ed25519,
            _ => false,
        };
        if fits { Ok(scheme) } else { Err(UnknownAlgorithm::Parameters(self.oid.clone())) }
    }

    /// The parameters' element as received; empty where there is none.
    fn parameters(&self) -> &[u8] {
        Elements::inside(&self.der, tlv::SEQUENCE)
            .and_then(|mut parts| parts.expect(tlv::OID).map(|_| parts.rest()))
            .unwrap_or(&[])
    }
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scheme() {
            Ok(scheme) => scheme.fmt(f),
            Err(_) => self.oid.fmt(f),
        }
    }
}

impl fmt::Debug for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignatureAlgorithm({self})")
    }
}

/// Signature algorithms by identifier (RFC 4055 §5, RFC 3279 §2.2, RFC 5758 §3.2, RFC 8410 §3).
const KNOWN: [(ObjectIdentifier, Scheme); 10] = [
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5"), Scheme::RsaPkcs1(HashAlgorithm::Sha1)),
    // sha1WithRSASignature of OIW, which Windows' makecert wrote.
    (ObjectIdentifier::new_unwrap("1.3.14.3.2.29"), Scheme::RsaPkcs1(HashAlgorithm::Sha1)),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"), Scheme::RsaPkcs1(HashAlgorithm::Sha256)),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12"), Scheme::RsaPkcs1(HashAlgorithm::Sha384)),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13"), Scheme::RsaPkcs1(HashAlgorithm::Sha512)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.1"), Scheme::Ecdsa(HashAlgorithm::Sha1)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"), Scheme::Ecdsa(HashAlgorithm::Sha256)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3"), Scheme::Ecdsa(HashAlgorithm::Sha384)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4"), Scheme::Ecdsa(HashAlgorithm::Sha512)),
    (ObjectIdentifier::new_unwrap("1.3.101.112"), Scheme::Ed25519),
];

/// RSASSA-PSS-params (RFC 4055 §3.1). The defaults are SHA-1, MGF1 with SHA-1, 20 bytes of salt, trailer 1.
fn pss(parameters: &[u8]) -> Result<Result<Scheme, UnknownAlgorithm>, BadElement> {
    let mut fields = Elements::inside(parameters, tlv::SEQUENCE)?;
    let sha1 = || Oid::from(SHA1);
    let hash = fields.optional(tlv::constructed(0))?.map_or_else(|| Ok(sha1()), |field| hash_oid(field.value))?;
    let mask_hash = match fields.optional(tlv::constructed(1))? {
        None => sha1(),
        Some(field) => {
            let mut mask = Elements::inside(field.value, tlv::SEQUENCE)?;
            let function = Oid::from_content(mask.expect(tlv::OID)?.value);
            if function != MGF1 {
                return Err(BadElement::Value);
            }
            hash_oid(mask.rest())?
        }
    };
    let salt = fields.optional(tlv::constructed(2))?.map_or(Ok(20), |field| small_integer(field.value))?;
    let trailer = fields.optional(tlv::constructed(3))?.map_or(Ok(1), |field| small_integer(field.value))?;
    fields.finish()?;
    if trailer != 1 {
        return Err(BadElement::Value);
    }
    let usable = HashAlgorithm::of(&hash).filter(|usable| {
        let length = u32::try_from(usable.digest().output_len()).ok();
        *usable != HashAlgorithm::Sha1 && hash == mask_hash && Some(salt) == length
    });
    Ok(usable.map(Scheme::RsaPss).ok_or(UnknownAlgorithm::Pss { hash, mask_hash, salt }))
}

fn hash_oid(algorithm: &[u8]) -> Result<Oid, BadElement> {
    let mut parts = Elements::inside(algorithm, tlv::SEQUENCE)?;
    let oid = Oid::from_content(parts.expect(tlv::OID)?.value);
    match parts.rest() {
        [] | [tlv::NULL, 0] => Ok(oid),
        _ => Err(BadElement::Value),
    }
}

fn small_integer(element: &[u8]) -> Result<u32, BadElement> {
    let mut elements = Elements::of(element);
    let octets = elements.expect(tlv::INTEGER)?.value;
    elements.finish()?;
    if octets.is_empty() || octets.len() > 3 || octets.first().is_some_and(|first| first & 0x80 != 0) {
        return Err(BadElement::Value);
    }
    Ok(octets.iter().fold(0, |number, &octet| (number << 8) | u32::from(octet)))
}
