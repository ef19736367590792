//! Whether an issuer's path to an anchor holds for what it issues: before the certificate that it will have signed is seen,
//! everything else can be asked.

use super::fault::{PathFault, Proof};
use super::ledger::Ledger;
use super::purpose::KeyPurpose;
use super::search::{Ground, ways};
use super::validate::{End, validate};
use crate::pki::certificate::Certificate;

/// Where a path breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {fault}", certificate.label())]
pub struct Break {
    /// The certificate at which it breaks.
    pub certificate: Certificate,
    /// Why.
    pub fault: PathFault,
}

/// The first way from an issuer to an anchor that holds for a certificate below the issuer, with this purpose: the issuer
/// first, the anchor last. Revocation is not asked.
///
/// # Errors
/// [`Break`] of the way that comes nearest: one that is not understood before one that is invalid.
pub fn path_of_issuer(
    issuer: &Certificate,
    ground: Ground<'_>,
    purpose: KeyPurpose,
) -> Result<Vec<Certificate>, Box<Break>> {
    let mut ledger = Ledger::default();
    let found = ways(issuer, ground, &mut ledger);
    let mut nearest: Option<Break> = None;
    let mut note = |certificate: &Certificate, fault: PathFault| {
        let nearer = nearest.as_ref().is_none_or(|before| fault.proof() < before.fault.proof());
        if nearer {
            nearest = Some(Break { certificate: certificate.clone(), fault });
        }
    };
    for way in found.whole {
        let faults = validate(&way, ground.at, purpose, End::Issuer, &mut ledger);
        let mut broken: Vec<_> = way.iter().zip(faults).filter_map(|(one, fault)| Some((one, fault?))).collect();
        // Of one way, what proves it invalid decides.
        broken.sort_by_key(|(_, fault)| std::cmp::Reverse(fault.proof()));
        match broken.into_iter().next() {
            None => return Ok(way),
            Some((certificate, fault)) => note(certificate, fault),
        }
    }
    for (way, fault) in found.broken {
        if let Some(last) = way.last() {
            note(last, fault);
        }
    }
    let none = || Break { certificate: issuer.clone(), fault: PathFault::Bounds };
    Err(Box::new(nearest.unwrap_or_else(none)))
}

impl Break {
    /// Whether the path is shown to be invalid, or only not understood here.
    pub const fn proof(&self) -> Proof {
        self.fault.proof()
    }
}
