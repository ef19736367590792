//! Signing keys of the test PKI and what they sign with, the weak and the unknown included. Each key is made once per
//! process and found again by its name.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use aws_lc_rs::digest::{self, SHA1_FOR_LEGACY_USE_ONLY, SHA256};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING, EcdsaKeyPair,
    Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384,
    RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};

use super::der;
use super::rsa::{RawRsa, digest_info};

/// What a key is. Each but `Rsa1024` is strong enough for anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum KeyKind {
    P256,
    P384,
    P521,
    Ed25519,
    Rsa2048,
    /// Too short: there is one such key only, whatever its name.
    Rsa1024,
}

/// A signature algorithm, as it stands in an `AlgorithmIdentifier`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    RsaSha1,
    RsaSha256,
    RsaSha384,
    RsaSha512,
    /// PSS with a salt as long as the digest, as everybody writes it.
    RsaPssSha256,
    RsaPssSha384,
    RsaPssSha512,
    /// PSS over SHA-256 with a salt of this many bytes.
    RsaPssSha256Salt(u8),
    /// With a P-256 key only.
    EcdsaSha256,
    /// With a P-384 key only.
    EcdsaSha384,
    /// With a P-521 key only.
    EcdsaSha512,
    Ed25519,
    /// An OID under the private enterprise arc for documentation (RFC 5612): nobody knows it. Signs like the key's own.
    Unknown,
}

/// A private key with a name.
pub(crate) struct Key {
    kind: KeyKind,
    pair: Pair,
    public: Vec<u8>,
}

type Keys = HashMap<(KeyKind, String), Arc<OnceLock<Arc<Key>>>>;

enum Pair {
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair, RawRsa),
    ShortRsa(RawRsa),
}

impl Key {
    /// The key of this kind and name: the same one for the whole test process.
    pub(crate) fn named(kind: KeyKind, name: &str) -> Arc<Self> {
        static KEYS: OnceLock<Mutex<Keys>> = OnceLock::new();
        let name = if kind == KeyKind::Rsa1024 { "the one" } else { name };
        let mut keys = KEYS.get_or_init(Mutex::default).lock().unwrap();
        let slot = Arc::clone(keys.entry((kind, name.to_owned())).or_default());
        // An RSA key takes its time; tests that want another one don't wait for it.
        drop(keys);
        Arc::clone(slot.get_or_init(|| Arc::new(Self::generate(kind))))
    }

    fn generate(kind: KeyKind) -> Self {
        let pair = match kind {
            KeyKind::P256 => Pair::Ecdsa(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap()),
            KeyKind::P384 => Pair::Ecdsa(EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).unwrap()),
            KeyKind::P521 => Pair::Ecdsa(EcdsaKeyPair::generate(&ECDSA_P521_SHA512_ASN1_SIGNING).unwrap()),
            KeyKind::Ed25519 => Pair::Ed25519(Ed25519KeyPair::generate().unwrap()),
            KeyKind::Rsa2048 => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
                let pkcs8: Pkcs8V1Der<'_> = pair.as_der().unwrap();
                let private = der::open(der::children(pkcs8.as_ref())[2]).0.to_vec();
                let numbers: Vec<Vec<u8>> = der::children(&private).iter().map(|n| der::open(n).0.to_vec()).collect();
                Pair::Rsa(pair, RawRsa::new(&numbers[1], &numbers[3]))
            }
            KeyKind::Rsa1024 => Pair::ShortRsa(RawRsa::new(&short_modulus(), &hex::decode(SHORT_EXPONENT).unwrap())),
        };
        let public = match &pair {
            Pair::Ecdsa(pair) => pair.public_key().as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.public_key().as_ref().to_vec(),
            Pair::Rsa(pair, _) => pair.public_key().as_ref().to_vec(),
            Pair::ShortRsa(_) => der::seq([der::unsigned(&short_modulus()), der::int(65_537)]),
        };
        Self { kind, pair, public }
    }

    /// The algorithm that this key signs with when a test does not say.
    pub(crate) const fn usual(&self) -> Algorithm {
        match self.kind {
            KeyKind::P256 => Algorithm::EcdsaSha256,
            KeyKind::P384 => Algorithm::EcdsaSha384,
            KeyKind::P521 => Algorithm::EcdsaSha512,
            KeyKind::Ed25519 => Algorithm::Ed25519,
            KeyKind::Rsa2048 | KeyKind::Rsa1024 => Algorithm::RsaSha256,
        }
    }

    /// The kind as policies and reports write it: `RSA 2048`, `EC P-256`, `Ed25519`.
    pub(crate) const fn label(&self) -> &'static str {
        match self.kind {
            KeyKind::P256 => "EC P-256",
            KeyKind::P384 => "EC P-384",
            KeyKind::P521 => "EC P-521",
            KeyKind::Ed25519 => "Ed25519",
            KeyKind::Rsa2048 => "RSA 2048",
            KeyKind::Rsa1024 => "RSA 1024",
        }
    }

    /// Signs, or stops the test where this key can't sign so.
    pub(crate) fn sign(&self, algorithm: Algorithm, message: &[u8]) -> Vec<u8> {
        let algorithm = if algorithm == Algorithm::Unknown { self.usual() } else { algorithm };
        match (&self.pair, algorithm) {
            (Pair::Ecdsa(pair), _) if algorithm == self.usual() => {
                pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec()
            }
            (Pair::Ed25519(pair), Algorithm::Ed25519) => pair.sign(message).as_ref().to_vec(),
            (Pair::Rsa(pair, raw), _) => match padding(algorithm) {
                Some(padding) => {
                    let mut signature = vec![0; pair.public_modulus_len()];
                    pair.sign(padding, &SystemRandom::new(), message, &mut signature).unwrap();
                    signature
                }
                None => sign_raw(raw, algorithm, message),
            },
            (Pair::ShortRsa(raw), _) => sign_raw(raw, algorithm, message),
            _ => panic!("a {:?} key can't sign with {algorithm:?}", self.kind),
        }
    }

    /// The private key in PKCS #8, for OpenSSL and for TLS servers.
    pub(crate) fn pkcs8(&self) -> Vec<u8> {
        match &self.pair {
            Pair::Ecdsa(pair) => pair.to_pkcs8v1().unwrap().as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.to_pkcs8v1().unwrap().as_ref().to_vec(),
            Pair::Rsa(pair, _) => {
                let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
                der.as_ref().to_vec()
            }
            Pair::ShortRsa(_) => panic!("the short RSA key has no PKCS #8 form here"),
        }
    }

    /// The bits of subjectPublicKey: what key identifiers and OCSP's byKey hash (RFC 6960 §4.2.1).
    pub(crate) fn public_bits(&self) -> &[u8] {
        &self.public
    }
}

/// How the library pads. None: it does not sign so, and the arithmetic must.
fn padding(algorithm: Algorithm) -> Option<&'static dyn RsaEncoding> {
    match algorithm {
        Algorithm::RsaSha256 => Some(&RSA_PKCS1_SHA256),
        Algorithm::RsaSha384 => Some(&RSA_PKCS1_SHA384),
        Algorithm::RsaSha512 => Some(&RSA_PKCS1_SHA512),
        Algorithm::RsaPssSha256 => Some(&RSA_PSS_SHA256),
        Algorithm::RsaPssSha384 => Some(&RSA_PSS_SHA384),
        Algorithm::RsaPssSha512 => Some(&RSA_PSS_SHA512),
        _ => None,
    }
}

fn sign_raw(raw: &RawRsa, algorithm: Algorithm, message: &[u8]) -> Vec<u8> {
    match algorithm {
        Algorithm::RsaSha1 => raw.sign_pkcs1(&digest_info(&SHA1_FOR_LEGACY_USE_ONLY, "1.3.14.3.2.26", message)),
        Algorithm::RsaSha256 => raw.sign_pkcs1(&digest_info(&SHA256, "2.16.840.1.101.3.4.2.1", message)),
        Algorithm::RsaPssSha256 => raw.sign_pss(&SHA256, 32, message),
        Algorithm::RsaPssSha256Salt(salt) => raw.sign_pss(&SHA256, usize::from(salt), message),
        other => panic!("an RSA key can't sign with {other:?}"),
    }
}

impl Algorithm {
    /// The `AlgorithmIdentifier` in DER (RFC 3279, RFC 4055, RFC 5758, RFC 8410).
    pub(crate) fn identifier(self) -> Vec<u8> {
        let with_null = |oid| der::seq([der::oid(oid), der::null()]);
        match self {
            Self::RsaSha1 => with_null("1.2.840.113549.1.1.5"),
            Self::RsaSha256 => with_null("1.2.840.113549.1.1.11"),
            Self::RsaSha384 => with_null("1.2.840.113549.1.1.12"),
            Self::RsaSha512 => with_null("1.2.840.113549.1.1.13"),
            Self::RsaPssSha256 => pss("2.16.840.1.101.3.4.2.1", 32),
            Self::RsaPssSha384 => pss("2.16.840.1.101.3.4.2.2", 48),
            Self::RsaPssSha512 => pss("2.16.840.1.101.3.4.2.3", 64),
            Self::RsaPssSha256Salt(salt) => pss("2.16.840.1.101.3.4.2.1", salt),
            Self::EcdsaSha256 => der::seq([der::oid("1.2.840.10045.4.3.2")]),
            Self::EcdsaSha384 => der::seq([der::oid("1.2.840.10045.4.3.3")]),
            Self::EcdsaSha512 => der::seq([der::oid("1.2.840.10045.4.3.4")]),
            Self::Ed25519 => der::seq([der::oid("1.3.101.112")]),
            Self::Unknown => der::seq([der::oid("1.3.6.1.4.1.32473.1")]),
        }
    }
}

/// `RSASSA-PSS-params` (RFC 4055 §3.1) with MGF1 over the same digest.
fn pss(digest_oid: &str, salt: u8) -> Vec<u8> {
    let digest = der::seq([der::oid(digest_oid), der::null()]);
    let mask = der::seq([der::oid("1.2.840.113549.1.1.8"), digest.clone()]);
    let parameters =
        der::seq([der::context(0, &digest), der::context(1, &mask), der::context(2, &der::int(u64::from(salt)))]);
    der::seq([der::oid("1.2.840.113549.1.1.10"), parameters])
}

/// SHA-1, as OCSP's CertID and key hashes use it.
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&SHA256, bytes).as_ref().to_vec()
}

impl rcgen::PublicKeyData for Key {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        match self.kind {
            KeyKind::P256 => &rcgen::PKCS_ECDSA_P256_SHA256,
            KeyKind::P384 => &rcgen::PKCS_ECDSA_P384_SHA384,
            KeyKind::P521 => &rcgen::PKCS_ECDSA_P521_SHA512,
            KeyKind::Ed25519 => &rcgen::PKCS_ED25519,
            KeyKind::Rsa2048 | KeyKind::Rsa1024 => &rcgen::PKCS_RSA_SHA256,
        }
    }
}

impl rcgen::SigningKey for Key {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        Ok(Self::sign(self, self.usual(), message))
    }
}

/// The modulus of the one short key. It was made for these tests and guards nothing.
fn short_modulus() -> Vec<u8> {
    hex::decode(SHORT_MODULUS).unwrap()
}

const SHORT_MODULUS: &str = "eae2228fa3654c61d7a7a7da63a5ebfba87730829f615634133e26d0e757d3f08f693ae0801ba96cd8eb89368849\
    4b7d11d2e30938b1ade5166a2177fc711574b01af6cd614b08c2b3fb84c0f7f9578bef4a4fc21efd8cbd2c8cf6c56744c143af39386ac9d0e16f\
    a61672702e77ab227a121a746bc32abe3c909eca25a906c7";
const SHORT_EXPONENT: &str = "a7f782a399434d7602940032ea63b2f7ca2741e7873642410729c0f44f1bbd921fdc2ea070bc575261653e40630\
    1971c1f6ce1b2ac7a5352a9cec79458503df84f2be0211f5c88b4839fef41e62c341404a3ab567625a08a16a88789211b389c732c6c82818c5f9\
    498aea12ba6d211c85f36b786d751d5bf2ee4d23e9e528461";
