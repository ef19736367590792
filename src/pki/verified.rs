//! Proof that a signature was verified: the one module that can make a [`Verified`].
//!
//! An object says itself what of it is signed, with which algorithm, and by which signature; nobody can hand in another
//! object's. Freshness, scope and status are then asked only of a `Verified`.

use super::algorithm::SignatureAlgorithm;
use super::certificate::Certificate;
use super::signature::{self, SignatureFault, Signed, Strength};

/// A value whose signature verified with the signer's key. It proves neither that it is fresh nor that the signer was
/// entitled to sign it: that is for who asked to verify it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<T> {
    value: T,
    signer: Certificate,
    strength: Strength,
}

/// What is signed, and how: a certificate, a CRL, an OCSP answer.
pub(crate) trait SignedObject {
    /// The signed part as received, or its digest.
    fn signed(&self) -> Signed<'_>;

    /// The algorithm inside the signed part. None for objects that name it only once (OCSP).
    fn inner_algorithm(&self) -> Option<&SignatureAlgorithm>;

    /// The algorithm beside the signature.
    fn outer_algorithm(&self) -> &SignatureAlgorithm;

    /// The signature: the content of its BIT STRING.
    fn signature(&self) -> &[u8];
}

/// Verifies the object's own signature with the signer's key.
///
/// # Errors
/// [`SignatureFault`]; first of all where the two algorithms differ, because then it is not known what was signed.
pub(crate) fn verify<T: SignedObject>(value: T, signer: &Certificate) -> Result<Verified<T>, SignatureFault> {
    let outer = value.outer_algorithm();
    if let Some(inner) = value.inner_algorithm().filter(|&inner| inner != outer) {
        return Err(SignatureFault::AlgorithmsDiffer { inner: inner.clone(), outer: outer.clone() });
    }
    let strength = signature::verify(signer.public_key(), outer, value.signed(), value.signature())?;
    Ok(Verified { value, signer: signer.clone(), strength })
}

impl<T> Verified<T> {
    /// What was signed.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Whose key verified it.
    pub const fn signer(&self) -> &Certificate {
        &self.signer
    }

    /// How much the signature is worth.
    pub const fn strength(&self) -> &Strength {
        &self.strength
    }

    /// What was signed, without its proof.
    pub fn into_value(self) -> T {
        self.value
    }
}
