//! One step of a path: did this issuer issue that certificate?
//!
//! Validity, revocation, unknown critical extensions, name constraints, policies and path lengths are not asked here: whole
//! paths (RFC 5280 §6) are built and validated in `path/`.

use super::certificate::{Certificate, Version};
use super::name::Name;
use super::serial::KeyId;
use super::signature::SignatureFault;
use super::verified::{Verified, verify};
use crate::vocabulary::Shown;

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
    /// The certificate names another key of its issuer (RFC 5280 §4.2.1.1), and its signature is not this one's.
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

/// Verifies that `issuer` issued `child`: names, CA, key usage, signature.
///
/// # Errors
/// [`LinkFault`], the first that holds in that order.
pub fn link(child: &Certificate, issuer: &Certificate) -> Result<Verified<Certificate>, LinkFault> {
    names(child, issuer)?;
    entitled(issuer)?;
    signed(child, issuer)
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
    signed(child, anchor)
}

/// Verifies that `issuer` signed `child`, by names, key identifiers and signature: for who knows already that it is a CA.
pub(super) fn certified_by(child: &Certificate, issuer: &Certificate) -> Result<Verified<Certificate>, LinkFault> {
    names(child, issuer)?;
    signed(child, issuer)
}

fn names(child: &Certificate, issuer: &Certificate) -> Result<(), LinkFault> {
    if child.issuer() == issuer.subject() {
        return Ok(());
    }
    Err(LinkFault::WrongName { named: child.issuer().clone(), subject: issuer.subject().clone() })
}

/// Verifies the signature. The key identifiers are hints (RFC 5280 §4.2.1.1): where they differ and the signature does not
/// verify, they say why. The authority's name and serial are not compared: a reissued issuer keeps its key and changes its
/// serial.
fn signed(child: &Certificate, issuer: &Certificate) -> Result<Verified<Certificate>, LinkFault> {
    verify(child.clone(), issuer).map_err(|fault| match (fault, child.authority_key_id(), issuer.subject_key_id()) {
        (SignatureFault::Bad { .. } | SignatureFault::KeyMismatch { .. }, Some(named), Some(subject))
            if named != subject =>
        {
            LinkFault::WrongKeyId { named: named.clone(), subject: subject.clone() }
        }
        (fault, ..) => fault.into(),
    })
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
