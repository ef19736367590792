//! Verifies an OCSP answer: signed by the issuer of the certificate, or by a responder that the issuer certified for that
//! (RFC 6960 §4.2.2.2). Whether that responder's certificate is in its time, and not revoked, is for who asks: the signer
//! is at hand.

use super::answer::{BasicResponse, CertStatus, ResponderId, SingleResponse};
use super::request::CertId;
use crate::pki::algorithm::SignatureAlgorithm;
use crate::pki::certificate::Certificate;
use crate::pki::freshness::Freshness;
use crate::pki::link::{LinkFault, certified_by};
use crate::pki::oid::Oid;
use crate::pki::signature::{SignatureFault, Signed};
use crate::pki::verified::{SignedObject, Verified, verify};
use crate::vocabulary::{Shown, Timestamp};

/// The most certificates of one answer that are tried. One is enough; some responders send their whole chain.
const MOST_TRIED: usize = 16;

/// Why nobody entitled is shown to have signed an answer. Where several were tried, the one that says most.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OcspSignatureFault {
    /// The responder is neither the issuer nor one whose certificate came along.
    #[error("the responder ({responder}) is neither the issuer nor one whose certificate came along")]
    NoResponder {
        /// Who answers, by its own word.
        responder: ResponderId,
    },
    /// The responder's certificate is not issued by the issuer.
    #[error("the responder `{responder}` is not certified by the issuer: {fault}")]
    NotCertified {
        /// The responder.
        responder: Shown,
        /// What is wrong with the link between the two.
        fault: LinkFault,
    },
    /// The responder's certificate is not for signing OCSP answers (id-kp-OCSPSigning).
    #[error("the responder `{responder}` is certified by the issuer, and not for OCSP")]
    NotDelegated {
        /// The responder.
        responder: Shown,
    },
    /// The responder's certificate has a critical extension that is not known here (RFC 5280 §4.2).
    #[error("the certificate of the responder `{responder}` has the critical extension {oid}, which is not known here")]
    CriticalExtension {
        /// The responder.
        responder: Shown,
        /// The extension.
        oid: Oid,
    },
    /// The signature did not verify with the key of somebody who is entitled.
    #[error(transparent)]
    Signature(#[from] SignatureFault),
}

impl OcspSignatureFault {
    /// How much a fault tells: how far the candidate came; that one could not be tried outranks that another did not fit.
    pub(crate) const fn rank(&self) -> u8 {
        match self {
            Self::NoResponder { .. } => 0,
            Self::NotCertified { .. } => 1,
            Self::NotDelegated { .. } | Self::CriticalExtension { .. } => 2,
            Self::Signature(SignatureFault::KeyMismatch { .. } | SignatureFault::AlgorithmsDiffer { .. }) => 3,
            Self::Signature(SignatureFault::Bad { .. }) => 4,
            Self::Signature(SignatureFault::Unsupported(_)) => 5,
        }
    }
}

impl SignedObject for BasicResponse {
    fn signed(&self) -> Signed<'_> {
        Signed::Bytes(&self.signed)
    }

    fn inner_algorithm(&self) -> Option<&SignatureAlgorithm> {
        None
    }

    fn outer_algorithm(&self) -> &SignatureAlgorithm {
        &self.algorithm
    }

    fn signature(&self) -> &[u8] {
        &self.signature
    }
}

/// Verifies an answer about certificates of this issuer.
///
/// # Errors
/// [`OcspSignatureFault`], the one that tells most.
pub fn verify_ocsp(basic: &BasicResponse, issuer: &Certificate) -> Result<Verified<BasicResponse>, OcspSignatureFault> {
    let mut worst = OcspSignatureFault::NoResponder { responder: basic.responder.clone() };
    let delegates = basic.certificates.iter().filter(|certificate| *certificate != issuer).take(MOST_TRIED);
    for signer in std::iter::once(issuer).chain(delegates).filter(|signer| basic.responder.is(signer)) {
        let entitled = if signer == issuer { Ok(()) } else { delegated(signer, issuer) };
        match entitled.and_then(|()| Ok(verify(basic.clone(), signer)?)) {
            Ok(verified) => return Ok(verified),
            Err(fault) if fault.rank() > worst.rank() => worst = fault,
            Err(_) => {}
        }
    }
    Err(worst)
}

/// Whether the issuer has certified this responder to answer for it (RFC 6960 §4.2.2.2): directly, and for that. That the
/// issuer is a CA is known to who asks: it issued the certificate that is asked about.
fn delegated(responder: &Certificate, issuer: &Certificate) -> Result<(), OcspSignatureFault> {
    let label = || responder.label();
    certified_by(responder, issuer).map_err(|fault| OcspSignatureFault::NotCertified { responder: label(), fault })?;
    if !responder.has_ocsp_signing() {
        return Err(OcspSignatureFault::NotDelegated { responder: label() });
    }
    match responder.unknown_critical().next() {
        Some(oid) => Err(OcspSignatureFault::CriticalExtension { responder: label(), oid: oid.clone() }),
        None => Ok(()),
    }
}

/// What a verified answer says of one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedSingle<'a>(&'a SingleResponse);

impl<'a> SignedSingle<'a> {
    /// What is said.
    pub const fn single(self) -> &'a SingleResponse {
        self.0
    }

    /// The status.
    pub const fn status(self) -> CertStatus {
        self.0.status
    }

    /// How an instant lies to its thisUpdate and nextUpdate.
    pub fn window(self, at: Timestamp) -> Freshness {
        Freshness::of(self.0.this_update, self.0.next_update, at)
    }
}

impl Verified<BasicResponse> {
    /// What is said of exactly this certificate. None where nothing is. Where more than one thing is said, revoked goes
    /// before anything else, and then what is newest; of what is equally new, unknown before good.
    pub fn single_for(&self, id: &CertId) -> Option<SignedSingle<'_>> {
        self.weightiest(std::slice::from_ref(id))
    }

    /// What is said of this certificate of this issuer, by whichever id the responder names it; of more than one thing, by
    /// different ids too, the one that [`Self::single_for`] would take.
    pub fn single_about(&self, certificate: &Certificate, issuer: &Certificate) -> Option<SignedSingle<'_>> {
        self.weightiest(&CertId::all_of(certificate, issuer))
    }

    fn weightiest(&self, ids: &[CertId]) -> Option<SignedSingle<'_>> {
        let said = self.value().singles.iter().filter(|single| ids.contains(&single.id));
        said.max_by_key(|single| weight(single)).map(SignedSingle)
    }
}

/// By what one thing said of a certificate outweighs another.
const fn weight(single: &SingleResponse) -> (bool, Timestamp, bool) {
    let status = single.status;
    (matches!(status, CertStatus::Revoked { .. }), single.this_update, matches!(status, CertStatus::Unknown))
}
