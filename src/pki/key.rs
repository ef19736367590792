//! Public keys: what kind, how strong, and the bytes that signatures and OCSP requests need (RFC 5280 §4.1.2.7).

use std::fmt;

use der::asn1::ObjectIdentifier;
use x509_parser::asn1_rs::FromDer as _;
use x509_parser::public_key::RSAPublicKey;

use super::oid::Oid;
use super::tlv::{self, BadElement, Elements};
use crate::vocabulary::SpkiDigest;

/// rsaEncryption, RFC 3279 §2.3.1.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-RSASSA-PSS, RFC 4055 §3.1: a key for PSS alone.
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
/// id-ecPublicKey, RFC 5480 §2.1.1.
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// id-Ed25519, RFC 8410 §3.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
/// secp256r1, RFC 5480 §2.1.1.1.
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
/// secp384r1, RFC 5480 §2.1.1.1.
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
/// secp521r1, RFC 5480 §2.1.1.1.
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");

/// What kind of key, and how strong. Shown as `RSA 2048`, `ECDSA P-256`, `Ed25519`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFacts {
    /// RSA, for PKCS #1 v1.5 and PSS alike.
    Rsa {
        /// The length of the modulus in bits.
        bits: u32,
    },
    /// RSA, for PSS alone.
    RsaPss {
        /// The length of the modulus in bits.
        bits: u32,
    },
    /// A key on a curve.
    Ec(Curve),
    /// Ed25519.
    Ed25519,
    /// Another algorithm, or an RSA key that can't be read.
    Other(Oid),
}

/// A curve (RFC 5480 §2.1.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
    /// Another one by its identifier; parameters that are no identifier give an empty one.
    Other(Oid),
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::P256 => f.write_str("P-256"),
            Self::P384 => f.write_str("P-384"),
            Self::P521 => f.write_str("P-521"),
            Self::Other(oid) if oid.content().is_empty() => f.write_str("of explicit parameters"),
            Self::Other(oid) => write!(f, "{oid}"),
        }
    }
}

impl fmt::Display for KeyFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA {bits}"),
            Self::RsaPss { bits } => write!(f, "RSA-PSS {bits}"),
            Self::Ec(curve) => write!(f, "ECDSA {curve}"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Other(oid) => write!(f, "{oid}"),
        }
    }
}

/// A public key: its SubjectPublicKeyInfo as received, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    der: Box<[u8]>,
    key: Box<[u8]>,
    facts: KeyFacts,
    whole: bool,
    digest: SpkiDigest,
}

impl PublicKey {
    /// Decodes a SubjectPublicKeyInfo. A key of an unknown kind is decoded too: it can still be named and compared.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly one SubjectPublicKeyInfo in DER.
    pub fn decode(der: &[u8]) -> Result<Self, BadElement> {
        let mut parts = Elements::inside(der, tlv::SEQUENCE)?;
        let algorithm = parts.expect(tlv::SEQUENCE)?;
        let key = tlv::whole_octets(parts.expect(tlv::BIT_STRING)?.value)?;
        parts.finish()?;
        let mut algorithm = Elements::of(algorithm.value);
        let oid = Oid::from_content(algorithm.expect(tlv::OID)?.value);
        let whole = !(oid == RSA || oid == RSA_PSS) || Elements::inside(key, tlv::SEQUENCE).is_ok();
        let facts = facts(oid, algorithm.rest(), key);
        Ok(Self { der: der.into(), key: key.into(), facts, whole, digest: SpkiDigest::of(der) })
    }

    /// The SubjectPublicKeyInfo in DER, as received.
    pub const fn der(&self) -> &[u8] {
        &self.der
    }

    /// The content of the BIT STRING, without its unused-bits octet: what an OCSP request's issuerKeyHash and a
    /// responder's key hash are over (RFC 6960 §4.1.1, §4.2.1).
    pub const fn key_bytes(&self) -> &[u8] {
        &self.key
    }

    /// What kind of key, and how strong.
    pub const fn facts(&self) -> &KeyFacts {
        &self.facts
    }

    /// Whether it can be read as a key of its algorithm, to the last octet. What is asked of RSA keys alone: others show
    /// it where they verify something.
    pub fn is_readable(&self) -> bool {
        self.whole && !matches!(&self.facts, KeyFacts::Other(oid) if *oid == RSA || *oid == RSA_PSS)
    }

    /// SHA-256 of the SubjectPublicKeyInfo.
    pub const fn digest(&self) -> SpkiDigest {
        self.digest
    }
}

fn facts(algorithm: Oid, parameters: &[u8], key: &[u8]) -> KeyFacts {
    if algorithm == RSA {
        return modulus_bits(key).map_or(KeyFacts::Other(algorithm), |bits| KeyFacts::Rsa { bits });
    }
    if algorithm == RSA_PSS {
        return modulus_bits(key).map_or(KeyFacts::Other(algorithm), |bits| KeyFacts::RsaPss { bits });
    }
    if algorithm == EC {
        let curve = Elements::of(parameters).expect(tlv::OID).map_or(&[][..], |curve| curve.value);
        let curve = Oid::from_content(curve);
        return KeyFacts::Ec(match curve {
            _ if curve == P256 => Curve::P256,
            _ if curve == P384 => Curve::P384,
            _ if curve == P521 => Curve::P521,
            other => Curve::Other(other),
        });
    }
    if algorithm == ED25519 { KeyFacts::Ed25519 } else { KeyFacts::Other(algorithm) }
}

/// The length of an RSAPublicKey's modulus (RFC 8017 §A.1.1), also where octets follow the key: others pass over them, and
/// a short key is short all the same. None where there is no such key.
fn modulus_bits(key: &[u8]) -> Option<u32> {
    let (_, key) = RSAPublicKey::from_der(key).ok()?;
    let modulus = key.modulus;
    let first = modulus.iter().position(|&octet| octet != 0)?;
    let significant = modulus.get(first..)?;
    let octets = u32::try_from(significant.len()).ok()?;
    let unused = significant.first()?.leading_zeros();
    octets.checked_mul(8)?.checked_sub(unused)
}
