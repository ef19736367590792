//! One step of a path: did this issuer issue that certificate? And a bounded search for a way up to an anchor.
//!
//! Validity, revocation, unknown critical extensions, name constraints, policies and path lengths are not asked here:
//! building and validating whole paths (RFC 5280 §6) is another room's work.

use std::collections::HashSet;

use super::certificate::{Certificate, Version};
use super::name::Name;
use super::serial::KeyId;
use super::signature::SignatureFault;
use super::verified::{Verified, verify};
use crate::vocabulary::{Fingerprint, Shown};

/// The most certificates on the way from a certificate to its anchor, both included: twice the four of the longest chain
/// that any public CA has.
pub const LONGEST_WAY: usize = 8;

/// The most signatures that one search verifies. Cross-certificates of one name rarely number more than ten; this bounds
/// what a bundle of lookalikes can cost.
const MOST_SIGNATURES: usize = 256;

/// Why one certificate does not hang on another, in the order in which it is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// The certificate names another issuer (RFC 5280 §6.1.3(a)(4)).
    #[error("issued by `{named}`, not by `{subject}`")]
    WrongName {
        /// The issuer that the certificate names.
        named: Name,
        /// The subject of the certificate that was tried.
        subject: Name,
    },
    /// The certificate names another key of its issuer (RFC 5280 §4.2.1.1).
    #[error("signed with the issuer's key {named}, not with {subject}")]
    WrongKeyId {
        /// The key that the certificate names.
        named: KeyId,
        /// The key of the certificate that was tried.
        subject: KeyId,
    },
    /// The issuer's basic constraints don't say that it is a CA (RFC 5280 §6.1.4(k)).
    #[error("`{issuer}` is no CA by its basic constraints")]
    NotACa {
        /// What the issuer is called.
        issuer: Shown,
        /// The issuer's version; those before 3 have no basic constraints.
        version: Version,
    },
    /// The issuer's key usage does not allow it to sign certificates (RFC 5280 §6.1.4(n)).
    #[error("`{issuer}` may not sign certificates by its key usage")]
    MayNotSign {
        /// What the issuer is called.
        issuer: Shown,
    },
    /// The signature did not verify.
    #[error(transparent)]
    Signature(#[from] SignatureFault),
}

/// Verifies that `issuer` issued `child`: names, key identifiers where both are present, CA, key usage, signature.
///
/// # Errors
/// [`LinkFault`], the first that holds in that order.
pub fn link(child: &Certificate, issuer: &Certificate) -> Result<Verified<Certificate>, LinkFault> {
    names(child, issuer)?;
    entitled(issuer)?;
    Ok(verify(child.clone(), issuer)?)
}

/// Verifies that a trust anchor issued `child`. An anchor is trusted for its name and key (RFC 5280 §6.1.1(d)), so a
/// root of version 1, which has no basic constraints, may issue; one of version 3 must say that it is a CA all the same.
///
/// # Errors
/// [`LinkFault`], as [`link()`].
pub fn link_to_anchor(child: &Certificate, anchor: &Certificate) -> Result<Verified<Certificate>, LinkFault> {
    names(child, anchor)?;
    if anchor.version() == Version::V3 {
        entitled(anchor)?;
    }
    Ok(verify(child.clone(), anchor)?)
}

/// Verifies that `issuer` signed `child`, by names, key identifiers and signature: for who knows already that it is a CA.
pub(super) fn certified_by(child: &Certificate, issuer: &Certificate) -> Result<Verified<Certificate>, LinkFault> {
    names(child, issuer)?;
    Ok(verify(child.clone(), issuer)?)
}

fn names(child: &Certificate, issuer: &Certificate) -> Result<(), LinkFault> {
    if child.issuer() != issuer.subject() {
        return Err(LinkFault::WrongName { named: child.issuer().clone(), subject: issuer.subject().clone() });
    }
    // The authority's name and serial are not compared: a reissued issuer keeps its key and changes its serial.
    match (child.authority_key_id(), issuer.subject_key_id()) {
        (Some(named), Some(subject)) if named != subject => {
            Err(LinkFault::WrongKeyId { named: named.clone(), subject: subject.clone() })
        }
        _ => Ok(()),
    }
}

fn entitled(issuer: &Certificate) -> Result<(), LinkFault> {
    if !issuer.is_ca() {
        return Err(LinkFault::NotACa { issuer: issuer.label(), version: issuer.version() });
    }
    if !issuer.key_usage().may_sign_certificates() {
        return Err(LinkFault::MayNotSign { issuer: issuer.label() });
    }
    Ok(())
}

/// Looks for a way from `child` over `candidates` to one of `anchors`: child first, anchor last, at most
/// [`LONGEST_WAY`] certificates. A certificate with an anchor's name and key counts as that anchor.
///
/// None where there is no such way, or none within the bounds.
pub fn leads_to(child: &Certificate, candidates: &[Certificate], anchors: &[Certificate]) -> Option<Vec<Certificate>> {
    let mut search = Search { candidates, anchors, signatures: 0, dead: HashSet::new() };
    let mut way = vec![child.clone()];
    search.climb(&mut way).then_some(way)
}

struct Search<'a> {
    candidates: &'a [Certificate],
    anchors: &'a [Certificate],
    signatures: usize,
    /// Certificates from which no way led up, with the length of the way at which that was found.
    dead: HashSet<(Fingerprint, usize)>,
}

impl Search<'_> {
    fn climb(&mut self, way: &mut Vec<Certificate>) -> bool {
        let Some(child) = way.last().cloned() else { return false };
        if self.anchors.iter().any(|anchor| is_same_authority(&child, anchor)) {
            return true;
        }
        if way.len() >= LONGEST_WAY {
            return false;
        }
        for anchor in self.anchors {
            if self.may_verify(&child, anchor) && link_to_anchor(&child, anchor).is_ok() {
                way.push(anchor.clone());
                return true;
            }
        }
        for issuer in self.candidates {
            // No authority twice: a way in circles proves nothing that the shorter one does not.
            let known = way.iter().any(|below| is_same_authority(below, issuer))
                || self.dead.contains(&(issuer.fingerprint(), way.len()));
            if known || !self.may_verify(&child, issuer) || link(&child, issuer).is_err() {
                continue;
            }
            way.push(issuer.clone());
            if self.climb(way) {
                return true;
            }
            way.pop();
            self.dead.insert((issuer.fingerprint(), way.len()));
        }
        false
    }

    /// Whether the names fit and another signature may be verified; counts it.
    fn may_verify(&mut self, child: &Certificate, issuer: &Certificate) -> bool {
        if names(child, issuer).is_err() || self.signatures >= MOST_SIGNATURES {
            return false;
        }
        self.signatures = self.signatures.saturating_add(1);
        true
    }
}

fn is_same_authority(one: &Certificate, other: &Certificate) -> bool {
    one.spki_digest() == other.spki_digest() && one.subject() == other.subject()
}
