//! Verifies a CRL: who of the certificates at hand issued it, whether that one may sign CRLs, and whether the signature
//! is its own (RFC 5280 §5.1.1.3, §6.3.3(f) and (g)). That the signer itself leads to a trust anchor is the path's
//! business.

use super::window::LONGEST_KEPT;
use super::{CrlReading, Signed};
use crate::pki::algorithm::SignatureAlgorithm;
use crate::pki::certificate::{Certificate, Version};
use crate::pki::extensions::KeyUsage;
use crate::pki::freshness::Freshness;
use crate::pki::name::Name;
use crate::pki::serial::KeyId;
use crate::pki::signature::{self, SignatureFault};
use crate::pki::verified::{SignedObject, Verified, verify};
use crate::vocabulary::{Shown, Timestamp};

/// Why no certificate at hand is shown to have signed a CRL. Where several were tried, the one that says most.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CrlSignatureFault {
    /// No certificate at hand bears the issuer's name (RFC 5280 §7.1).
    #[error("no certificate at hand bears the name of the CRL's issuer, `{issuer}`")]
    NoCandidate {
        /// The CRL's issuer.
        issuer: Name,
    },
    /// A certificate bears the name, and another key than the CRL names (§5.2.1), and the signature is not its key's.
    #[error("the CRL names the key {named}, and `{candidate}` has the key {has}")]
    KeyIdDiffers {
        /// The certificate that was tried.
        candidate: Shown,
        /// The key that the CRL names.
        named: KeyId,
        /// The key of the certificate that was tried.
        has: KeyId,
    },
    /// A certificate bears the name, and may not sign CRLs.
    #[error("`{candidate}` may not sign CRLs: {why}")]
    MayNotSignCrls {
        /// The certificate that was tried.
        candidate: Shown,
        /// Why not.
        why: NotEntitled,
    },
    /// The algorithm signs the bytes themselves, and tbsCertList is longer than is kept.
    #[error("a CRL signed with {algorithm} is verified up to {LONGEST_KEPT} bytes")]
    TooLong {
        /// The algorithm.
        algorithm: SignatureAlgorithm,
    },
    /// The signature did not verify with the key of a certificate that may sign CRLs.
    #[error(transparent)]
    Signature(#[from] SignatureFault),
}

/// Why a certificate may not sign CRLs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotEntitled {
    /// It has a key usage without cRLSign, or one that can't be read (RFC 5280 §4.2.1.3).
    #[error("its key usage does not say so")]
    KeyUsage,
    /// It has no key usage, and its basic constraints say that it is no CA: an end entity that bears a CA's name.
    #[error("it has no key usage, and is no CA by its basic constraints")]
    NotACa,
    /// It is of a version before 3, which has no extension to say so; RFC 5280 §6.1.4(k) takes such a certificate for a
    /// CA's only where that is known by other means.
    #[error("it is of a version before 3, and can't say so")]
    Version(Version),
}

impl CrlSignatureFault {
    /// How much a fault tells, where several candidates failed: how far the candidate came. That one could not be tried
    /// outranks that another did not fit, because then nobody knows.
    pub(crate) const fn rank(&self) -> u8 {
        match self {
            Self::NoCandidate { .. } => 0,
            Self::KeyIdDiffers { .. } => 1,
            Self::MayNotSignCrls { .. } => 2,
            Self::Signature(SignatureFault::KeyMismatch { .. } | SignatureFault::AlgorithmsDiffer { .. }) => 3,
            Self::Signature(SignatureFault::Bad { .. }) => 4,
            Self::TooLong { .. } | Self::Signature(SignatureFault::Unsupported(_)) => 5,
        }
    }
}

impl SignedObject for CrlReading {
    fn signed(&self) -> signature::Signed<'_> {
        match &self.signed {
            Signed::Digest(digest) => signature::Signed::Digest(*digest),
            Signed::Message(message) => signature::Signed::Bytes(message),
            // Neither reaches a key: an unknown algorithm is refused as such, a long message before.
            Signed::TooLong | Signed::Unknown => signature::Signed::Bytes(&[]),
        }
    }

    fn inner_algorithm(&self) -> Option<&SignatureAlgorithm> {
        // The reader has compared the two (RFC 5280 §5.1.1.2); there is one left.
        Some(&self.algorithm)
    }

    fn outer_algorithm(&self) -> &SignatureAlgorithm {
        &self.algorithm
    }

    fn signature(&self) -> &[u8] {
        &self.signature
    }
}

/// Verifies a CRL with whichever of these certificates bears its issuer's name and key identifier, may sign CRLs, and
/// has the key that signed it.
///
/// # Errors
/// [`CrlSignatureFault`], the one that tells most.
pub fn verify_crl(reading: &CrlReading, candidates: &[Certificate]) -> Result<Verified<CrlReading>, CrlSignatureFault> {
    let mut worst = CrlSignatureFault::NoCandidate { issuer: reading.issuer.clone() };
    for candidate in candidates.iter().filter(|candidate| *candidate.subject() == reading.issuer) {
        match signed_by(reading, candidate, Known::No) {
            Ok(verified) => return Ok(verified),
            Err(fault) if fault.rank() > worst.rank() => worst = fault,
            Err(_) => {}
        }
    }
    Err(worst)
}

/// Verifies a CRL with a trust anchor. That it is a CA is known by other means than its own word (RFC 5280 §6.1.1(d)), so one
/// of a version before 3 may have signed.
///
/// # Errors
/// [`CrlSignatureFault`].
pub fn verify_crl_of_anchor(
    reading: &CrlReading,
    anchor: &Certificate,
) -> Result<Verified<CrlReading>, CrlSignatureFault> {
    if *anchor.subject() != reading.issuer {
        return Err(CrlSignatureFault::NoCandidate { issuer: reading.issuer.clone() });
    }
    signed_by(reading, anchor, Known::Yes)
}

/// Whether it is known by other means than its own word that a certificate is a CA's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    No,
}

/// Verifies a CRL with a certificate that bears its issuer's name. The key identifiers say which key is meant (§5.2.1), and no
/// more: where they differ and the signature verifies, the CRL is this key's; where it does not, that is why.
fn signed_by(
    reading: &CrlReading,
    candidate: &Certificate,
    ca: Known,
) -> Result<Verified<CrlReading>, CrlSignatureFault> {
    entitled(reading, candidate, ca)?;
    verify(reading.clone(), candidate).map_err(|fault| {
        match (fault, &reading.authority.key_id, candidate.subject_key_id()) {
            (SignatureFault::Bad { .. }, Some(named), Some(has)) if named != has => {
                let (named, has) = (named.clone(), has.clone());
                CrlSignatureFault::KeyIdDiffers { candidate: candidate.label(), named, has }
            }
            (fault, ..) => fault.into(),
        }
    })
}

/// Whether a certificate that bears the issuer's name may have signed, before its key is tried.
fn entitled(reading: &CrlReading, candidate: &Certificate, ca: Known) -> Result<(), CrlSignatureFault> {
    let usage = candidate.key_usage();
    let refused = |why| Err(CrlSignatureFault::MayNotSignCrls { candidate: candidate.label(), why });
    if !usage.may_sign_crls() {
        return refused(NotEntitled::KeyUsage);
    }
    if candidate.version() != Version::V3 && ca == Known::No {
        return refused(NotEntitled::Version(candidate.version()));
    }
    if usage == KeyUsage::Absent && candidate.basic_constraints().is_some_and(|constraints| !constraints.ca) {
        return refused(NotEntitled::NotACa);
    }
    if matches!(reading.signed, Signed::TooLong) {
        return Err(CrlSignatureFault::TooLong { algorithm: reading.algorithm.clone() });
    }
    Ok(())
}

impl Verified<CrlReading> {
    /// How an instant lies to the CRL's thisUpdate and nextUpdate.
    pub fn window(&self, at: Timestamp) -> Freshness {
        Freshness::of(self.value().this_update, self.value().next_update, at)
    }
}
