//! One way from a target to its anchor, validated (RFC 5280 §6.1): each certificate gets the first fault that it has, and
//! those below it are looked at all the same, because a report says all that is wrong.
//!
//! RFC 5280 §6.1.1(d) trusts an anchor for its name and key alone. Here it is held to more, as Windows and OpenSSL do it:
//! to its validity, its basic constraints and key usage where it can have them, its purposes, and its name constraints.
//! Revocation is asked elsewhere.

use super::fault::PathFault;
use super::ledger::Ledger;
use super::names::{NameConstraints, NamesAllowed};
use super::policies::{Policies, Position};
use super::{KeyPurpose, Lack};
use crate::pki::certificate::{Certificate, Version};
use crate::pki::extensions::{Odd, known};
use crate::pki::key::KeyFacts;
use crate::pki::oid::Oid;
use crate::pki::signature::SHORTEST_RSA;
use crate::vocabulary::Timestamp;

/// What holds for the certificates below the one that was looked at last.
struct State {
    names: NamesAllowed,
    policies: Policies,
    /// How many CA certificates that are not self-issued may follow. None: any number.
    path_len: Option<u32>,
}

/// What the first certificate of a way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The target: the certificate that is used.
    Target,
    /// An issuer: what it issues is not at hand, and the way is held to what it must fulfil for that.
    Issuer,
}

/// Validates a way, the target first and the anchor last, at a time and for a purpose: for each certificate, in that order,
/// the first fault that it has.
pub(crate) fn validate(
    way: &[Certificate],
    at: Timestamp,
    purpose: KeyPurpose,
    end: End,
    ledger: &mut Ledger,
) -> Vec<Option<PathFault>> {
    let Some((anchor, below)) = way.split_last() else { return Vec::new() };
    let length = match end {
        End::Target => below.len(),
        End::Issuer => below.len().saturating_add(1),
    };
    let mut state = State { names: NamesAllowed::default(), policies: Policies::before(length), path_len: None };
    let mut faults = vec![state.anchor(anchor, length == 0, at, purpose).err()];
    for (place, certificate) in below.iter().enumerate().rev() {
        let issuer = way.get(place.saturating_add(1)).unwrap_or(anchor);
        let position = if place == 0 && end == End::Target { Position::Target } else { Position::Above };
        let signature = match ledger.verify(certificate, issuer) {
            None => Err(PathFault::Bounds),
            Some(verified) => verified.as_ref().map(|_| ()).map_err(|fault| PathFault::Signature(fault.clone())),
        };
        // Both are asked, because what is below needs the state.
        let own = state.pass(certificate, position, at, purpose);
        faults.push(signature.and(own).err());
    }
    faults.reverse();
    faults
}

impl State {
    /// Looks at the anchor; `alone` where it is the target itself.
    fn anchor(
        &mut self,
        anchor: &Certificate,
        alone: bool,
        at: Timestamp,
        purpose: KeyPurpose,
    ) -> Result<(), PathFault> {
        let looked_at = readable(anchor).and_then(|()| in_its_time(anchor, at));
        if alone {
            return looked_at.and_then(|()| understood(anchor)).and_then(|()| suits_target(anchor, purpose));
        }
        // That it is a CA need not stand in it: only that it is none would speak against it.
        let ca = match anchor.basic_constraints() {
            Some(constraints) if !constraints.ca => Err(PathFault::NotACa { version: anchor.version() }),
            _ => Ok(()),
        };
        let limits = self.limits(anchor, purpose);
        looked_at.and(ca).and(limits).and_then(|()| understood(anchor))
    }

    /// §6.1.3, and then §6.1.4 or §6.1.5.
    fn pass(
        &mut self,
        certificate: &Certificate,
        position: Position,
        at: Timestamp,
        purpose: KeyPurpose,
    ) -> Result<(), PathFault> {
        let read = readable(certificate).and_then(|()| in_its_time(certificate, at));
        let skipped = position == Position::Above && certificate.is_self_issued();
        let names = if skipped { Ok(()) } else { self.names.admit(certificate).map_err(PathFault::from) };
        let policies = self.policies.pass(certificate, position).map_err(PathFault::from);
        let own = match position {
            Position::Target => suits_target(certificate, purpose),
            Position::Above => self.below_limit(certificate).and(self.issuer(certificate, purpose)),
        };
        read.and(names).and(policies).and(own).and_then(|()| understood(certificate))
    }

    /// §6.1.4(l): whether another CA certificate may stand here; counts it.
    fn below_limit(&mut self, certificate: &Certificate) -> Result<(), PathFault> {
        if certificate.is_self_issued() {
            return Ok(());
        }
        match &mut self.path_len {
            None => Ok(()),
            Some(0) => Err(PathFault::TooManyBelow),
            Some(left) => {
                *left = left.saturating_sub(1);
                Ok(())
            }
        }
    }

    /// §6.1.4(g), (k), (m) and (n), and the purposes of a CA.
    fn issuer(&mut self, issuer: &Certificate, purpose: KeyPurpose) -> Result<(), PathFault> {
        let limits = self.limits(issuer, purpose);
        if issuer.version() != Version::V3 || !issuer.is_ca() {
            return Err(PathFault::NotACa { version: issuer.version() });
        }
        limits
    }

    /// What an issuer says of those below it: takes over its name constraints and its path length, whatever else is wrong
    /// with it.
    fn limits(&mut self, issuer: &Certificate, purpose: KeyPurpose) -> Result<(), PathFault> {
        if let Some(path_len) = issuer.basic_constraints().and_then(|constraints| constraints.path_len) {
            self.path_len = Some(self.path_len.map_or(path_len, |left| left.min(path_len)));
        }
        if let Some(constraints) = constraints(issuer)? {
            self.names.narrow(&constraints);
        }
        if !issuer.key_usage().may_sign_certificates() {
            return Err(PathFault::MayNotSign);
        }
        purpose.allowed_by_issuer(issuer).map_err(|lack| PathFault::Purpose { purpose, lack })
    }
}

/// What a target's own extensions must say of its purpose.
fn suits_target(target: &Certificate, purpose: KeyPurpose) -> Result<(), PathFault> {
    if !target.is_ca() && target.extensions().get(&known::NAME_CONSTRAINTS).is_some() {
        return Err(PathFault::ConstraintsOfNoCa);
    }
    // They bind nobody here, and what can't be read is not understood all the same.
    constraints(target)?;
    purpose.allowed_by_target(target).map_err(|lack: Lack| PathFault::Purpose { purpose, lack })
}

/// Whether its extensions can be read, each stands once, and it may have any; and whether its key is worth anything.
fn readable(certificate: &Certificate) -> Result<(), PathFault> {
    let repeated = |odd: &Odd| match odd {
        Odd::Duplicate(oid) => Some(PathFault::Repeated(oid.clone())),
        _ => None,
    };
    if let Some(fault) = certificate.odd().iter().find_map(repeated) {
        return Err(fault);
    }
    if let KeyFacts::Rsa { bits } | KeyFacts::RsaPss { bits } = *certificate.key()
        && bits < SHORTEST_RSA
    {
        return Err(PathFault::KeyTooShort { bits });
    }
    if !certificate.public_key().is_readable() {
        return Err(PathFault::UnreadableKey(certificate.key().clone()));
    }
    for odd in certificate.odd() {
        match odd {
            Odd::Extension(oid) => return Err(PathFault::Unreadable(oid.clone())),
            Odd::ExtensionsBeforeVersion3 => return Err(PathFault::ExtensionsBeforeVersion3),
            // Real CAs have written such serials, and a serial is compared, not computed with.
            Odd::SerialNotPositive(_) | Odd::SerialTooLong(_) | Odd::Duplicate(_) => {}
        }
    }
    Ok(())
}

fn in_its_time(certificate: &Certificate, at: Timestamp) -> Result<(), PathFault> {
    let (not_before, not_after) = (certificate.not_before(), certificate.not_after());
    if at < not_before {
        return Err(PathFault::NotYetValid { not_before });
    }
    if at > not_after { Err(PathFault::Expired { not_after }) } else { Ok(()) }
}

fn understood(certificate: &Certificate) -> Result<(), PathFault> {
    match certificate.unknown_critical().next() {
        Some(oid) => Err(PathFault::CriticalExtension(oid.clone())),
        None => Ok(()),
    }
}

/// The name constraints of an issuer. None where it has none.
fn constraints(issuer: &Certificate) -> Result<Option<NameConstraints>, PathFault> {
    let Some(extension) = issuer.extensions().get(&known::NAME_CONSTRAINTS) else { return Ok(None) };
    NameConstraints::decode(&extension.value)
        .map(Some)
        .map_err(|_| PathFault::Unreadable(Oid::from(known::NAME_CONSTRAINTS)))
}
