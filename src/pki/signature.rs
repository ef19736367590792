//! Verifying a signature with a key: the one place that calls the cryptography. It gives a strength or a typed fault.
//!
//! A refusal of the library is "bad signature" only after everything else that could be its reason is excluded: the
//! algorithm, the kind and size of the key, and whether the key can be read. Short RSA keys and SHA-1 are verified, and
//! reported as weak; what can't be verified at all is said to be so, and is never called forged.

use std::fmt;

use aws_lc_rs::digest::Digest;
use aws_lc_rs::signature::{self as lib, ParsedPublicKey, VerificationAlgorithm};

use super::algorithm::{HashAlgorithm, Scheme, SignatureAlgorithm, UnknownAlgorithm};
use super::key::{Curve, KeyFacts, PublicKey};

/// The shortest RSA key whose signatures are verified: what the library's legacy algorithms take.
pub(super) const SHORTEST_RSA: u32 = 1024;
/// The shortest RSA key that is not weak (CA/Browser Forum Baseline Requirements §6.1.5; NIST SP 800-131A).
const SHORTEST_STRONG_RSA: u32 = 2048;
/// The longest RSA key whose signatures are verified: what the library takes.
const LONGEST_RSA: u32 = 8192;

/// What a signature is over.
#[derive(Clone, Copy, Debug)]
pub enum Signed<'a> {
    /// The signed bytes themselves.
    Bytes(&'a [u8]),
    /// Their digest, by the scheme's own algorithm ([`Scheme::digest_algorithm`]), computed while they streamed past.
    Digest(Digest),
}

/// How much a signature that verified is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strength {
    /// As much as any.
    Strong,
    /// It verified, and yet could have been forged with effort; each reason once.
    Weak(Vec<Weakness>),
}

/// Why a signature that verified is weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weakness {
    /// It is over a SHA-1 digest (RFC 6194).
    Sha1,
    /// The RSA key is shorter than 2048 bits.
    ShortRsaKey {
        /// Its length in bits.
        bits: u32,
    },
}

impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sha1 => f.write_str("SHA-1"),
            Self::ShortRsaKey { bits } => write!(f, "RSA key of {bits} bits"),
        }
    }
}

/// Why a signature did not verify.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// The signature is not this key's over these bytes.
    #[error("the signature ({scheme}) does not verify with the signer's key ({key})")]
    Bad {
        /// The scheme.
        scheme: Scheme,
        /// The key that it was tried with.
        key: KeyFacts,
    },
    /// The algorithm inside the signed part is not the one outside (RFC 5280 §4.1.1.2, §5.1.1.2).
    #[error("the signed part names {inner}, the signature {outer}")]
    AlgorithmsDiffer {
        /// In the signed part.
        inner: SignatureAlgorithm,
        /// Beside the signature.
        outer: SignatureAlgorithm,
    },
    /// The algorithm needs another kind of key than the signer has.
    #[error("the signature is {scheme}, the signer's key is {key}")]
    KeyMismatch {
        /// The scheme.
        scheme: Scheme,
        /// The signer's key.
        key: KeyFacts,
    },
    /// Signatures of this kind can't be verified here.
    #[error(transparent)]
    Unsupported(#[from] Unsupported),
}

/// Why a signature can't be verified here: not understood, and no sign of forgery.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsupported {
    /// The algorithm is not known.
    #[error(transparent)]
    Algorithm(#[from] UnknownAlgorithm),
    /// The RSA key is shorter than 1024 or longer than 8192 bits.
    #[error("an RSA key of {bits} bits: only {SHORTEST_RSA} to {LONGEST_RSA} can be verified")]
    RsaSize {
        /// Its length in bits.
        bits: u32,
    },
    /// The scheme and this key fit, and yet can't be verified together: RSA-PSS or SHA-384 with a key under 2048 bits, or
    /// SHA-1 on another curve than P-256 and P-521.
    #[error("{scheme} with {key} can't be verified")]
    Combination {
        /// The scheme.
        scheme: Scheme,
        /// The key.
        key: KeyFacts,
    },
    /// The key's curve is not known.
    #[error("the curve {0} is not known")]
    Curve(Curve),
    /// The key can't be read: not a point of its curve, for instance, or an unusual exponent.
    #[error("the key ({0}) can't be read")]
    Key(KeyFacts),
    /// The signature is over the bytes themselves and only a digest is at hand, or one of another algorithm.
    #[error("{scheme} can't be verified over the digest at hand")]
    Digest {
        /// The scheme.
        scheme: Scheme,
    },
}

/// Verifies a signature over bytes or their digest.
///
/// # Errors
/// [`SignatureFault`], where [`SignatureFault::Bad`] alone says that the signature is not this key's.
pub(super) fn verify(
    key: &PublicKey,
    algorithm: &SignatureAlgorithm,
    signed: Signed<'_>,
    signature: &[u8],
) -> Result<Strength, SignatureFault> {
    let scheme = algorithm.scheme().map_err(Unsupported::Algorithm)?;
    let facts = key.facts();
    let implementation = implementation(scheme, facts)?;
    let parsed = ParsedPublicKey::new(implementation, key.key_bytes()).map_err(|_| Unsupported::Key(facts.clone()))?;
    let verified = match signed {
        Signed::Bytes(bytes) => parsed.verify_sig(bytes, signature),
        Signed::Digest(digest) => match scheme.digest_algorithm() {
            Some(expected) if *expected == *digest.algorithm() => parsed.verify_digest_sig(&digest, signature),
            _ => return Err(Unsupported::Digest { scheme }.into()),
        },
    };
    verified.map_err(|_| SignatureFault::Bad { scheme, key: facts.clone() })?;
    Ok(strength(scheme, facts))
}

fn strength(scheme: Scheme, key: &KeyFacts) -> Strength {
    let mut reasons = Vec::new();
    if scheme.hash() == Some(HashAlgorithm::Sha1) {
        reasons.push(Weakness::Sha1);
    }
    if let KeyFacts::Rsa { bits } | KeyFacts::RsaPss { bits } = *key
        && bits < SHORTEST_STRONG_RSA
    {
        reasons.push(Weakness::ShortRsaKey { bits });
    }
    if reasons.is_empty() { Strength::Strong } else { Strength::Weak(reasons) }
}

/// The library's algorithm for a scheme with a key.
fn implementation(scheme: Scheme, key: &KeyFacts) -> Result<&'static dyn VerificationAlgorithm, SignatureFault> {
    let combination = || Unsupported::Combination { scheme, key: key.clone() };
    match (scheme, key) {
        (Scheme::RsaPkcs1(_), KeyFacts::Rsa { bits })
        | (Scheme::RsaPss(_), KeyFacts::Rsa { bits } | KeyFacts::RsaPss { bits })
            if !(SHORTEST_RSA..=LONGEST_RSA).contains(bits) =>
        {
            Err(Unsupported::RsaSize { bits: *bits }.into())
        }
        (Scheme::RsaPkcs1(hash), KeyFacts::Rsa { bits }) => Ok(match hash {
            HashAlgorithm::Sha1 => &lib::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
            HashAlgorithm::Sha256 => &lib::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
            HashAlgorithm::Sha512 => &lib::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
            HashAlgorithm::Sha384 if *bits >= SHORTEST_STRONG_RSA => &lib::RSA_PKCS1_2048_8192_SHA384,
            HashAlgorithm::Sha384 => return Err(combination().into()),
        }),
        (Scheme::RsaPss(hash), KeyFacts::Rsa { bits } | KeyFacts::RsaPss { bits }) => match hash {
            _ if *bits < SHORTEST_STRONG_RSA => Err(combination().into()),
            HashAlgorithm::Sha256 => Ok(&lib::RSA_PSS_2048_8192_SHA256),
            HashAlgorithm::Sha384 => Ok(&lib::RSA_PSS_2048_8192_SHA384),
            HashAlgorithm::Sha512 => Ok(&lib::RSA_PSS_2048_8192_SHA512),
            HashAlgorithm::Sha1 => Err(combination().into()),
        },
        (Scheme::Ecdsa(hash), KeyFacts::Ec(curve)) => ecdsa(hash, curve, combination),
        (Scheme::Ed25519, KeyFacts::Ed25519) => Ok(&lib::ED25519),
        _ => Err(SignatureFault::KeyMismatch { scheme, key: key.clone() }),
    }
}

fn ecdsa(
    hash: HashAlgorithm,
    curve: &Curve,
    combination: impl Fn() -> Unsupported,
) -> Result<&'static dyn VerificationAlgorithm, SignatureFault> {
    Ok(match (curve, hash) {
        (Curve::P256, HashAlgorithm::Sha1) => &lib::ECDSA_P256_SHA1_ASN1,
        (Curve::P256, HashAlgorithm::Sha256) => &lib::ECDSA_P256_SHA256_ASN1,
        (Curve::P256, HashAlgorithm::Sha384) => &lib::ECDSA_P256_SHA384_ASN1,
        (Curve::P256, HashAlgorithm::Sha512) => &lib::ECDSA_P256_SHA512_ASN1,
        (Curve::P384, HashAlgorithm::Sha256) => &lib::ECDSA_P384_SHA256_ASN1,
        (Curve::P384, HashAlgorithm::Sha384) => &lib::ECDSA_P384_SHA384_ASN1,
        (Curve::P384, HashAlgorithm::Sha512) => &lib::ECDSA_P384_SHA512_ASN1,
        (Curve::P384, HashAlgorithm::Sha1) => return Err(combination().into()),
        (Curve::P521, HashAlgorithm::Sha1) => &lib::ECDSA_P521_SHA1_ASN1,
        (Curve::P521, HashAlgorithm::Sha256) => &lib::ECDSA_P521_SHA256_ASN1,
        (Curve::P521, HashAlgorithm::Sha384) => &lib::ECDSA_P521_SHA384_ASN1,
        (Curve::P521, HashAlgorithm::Sha512) => &lib::ECDSA_P521_SHA512_ASN1,
        (Curve::Other(_), _) => return Err(Unsupported::Curve(curve.clone()).into()),
    })
}
