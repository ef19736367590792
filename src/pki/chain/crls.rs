//! What the CRLs at hand say of a certificate (RFC 5280 §6.3.3): those of its issuer, those that its distribution points
//! leave to another issuer, and deltas to them.

use super::judge::{CrlVerification, Judge, in_short};
use super::{Outcome, Role, Said, Source, SourceId, Unusable};
use crate::pki::certificate::Certificate;
use crate::pki::crl::{
    Completeness, CrlReading, CrlSignatureFault, Lookup, Reason, Scope, scope_for, scope_of_delta, verify_crl,
    verify_crl_of_anchor,
};
use crate::pki::general_name::ReasonFlags;
use crate::pki::path::{End, KeyPurpose, MOST_SIGNATURES, is_same_authority, validate};
use crate::pki::verified::Verified;
use crate::vocabulary::Shown;

/// How deep signers of CRLs and OCSP answers may hang on further signers: an indirect CRL's issuer, whose certificate's CRL
/// is signed by a key of its own, needs two.
pub(super) const DEEPEST: usize = 4;

impl Judge<'_> {
    /// Each CRL that may speak of this certificate, and what it says.
    pub(super) fn crls(&mut self, certificate: &Certificate, issuers: &[Certificate]) -> Vec<Source> {
        let material = self.material;
        let concerned = |reading: &CrlReading| concerns(reading, certificate);
        let readings = || material.crls.iter().enumerate().filter(|(_, reading)| concerned(reading));
        let mut applied = Vec::new();
        let mut usable = Vec::new();
        let mut heard = Vec::new();
        for (place, reading) in readings().filter(|(_, reading)| reading.completeness == Completeness::Complete) {
            let said = self.complete(place, reading, certificate, issuers, &mut applied);
            if said.is_ok() {
                usable.push(reading);
            }
            heard.push((place, reading, said));
        }
        for (place, reading) in readings().filter(|(_, reading)| reading.completeness != Completeness::Complete) {
            if !applied.contains(&place) {
                heard.push((place, reading, self.delta_alone(place, reading, certificate, issuers)));
            }
        }
        // A hold may end, and nothing else does: a newer complete CRL of the same scope says whether it has, and where a delta
        // alone speaks of it, a newer delta too, which has all that older ones say. Of those that count, because a forged one
        // must not lift it.
        let deltas: Vec<&CrlReading> = applied.iter().filter_map(|place| material.crls.get(*place)).collect();
        let ended = |reading: &CrlReading, said: &Result<Said, Unusable>| {
            let newer = |other: &&CrlReading| is_of_one_scope(other, reading) && is_newer(other, reading);
            let alone = reading.completeness != Completeness::Complete;
            matches!(said, Ok(Said::Revoked { reason: Some(Reason::CertificateHold), .. }))
                && (usable.iter().any(newer) || (alone && deltas.iter().any(newer)))
        };
        heard.retain(|(_, reading, said)| !ended(reading, said));
        heard.into_iter().map(|(place, _, said)| Source { id: SourceId::Crl(place), said }).collect()
    }

    /// What a complete CRL says, with the newest delta that fits it; notes that delta.
    fn complete(
        &mut self,
        place: usize,
        reading: &CrlReading,
        certificate: &Certificate,
        issuers: &[Certificate],
        applied: &mut Vec<usize>,
    ) -> Result<Said, Unusable> {
        let crl = self.signed(place, reading, certificate, issuers)?;
        let doubtful = |why| all_the_same(why, reading, certificate);
        let reasons = in_scope(scope_for(&crl, certificate)).map_err(doubtful)?;
        let delta = self.delta_for(&crl, certificate, issuers);
        let current = self.current(crl.window(self.terms.at), reading.this_update);
        match (current, &delta) {
            // §6.3.3(a)(1)(i): a delta that is fresh brings a stale complete CRL up to date.
            // The greatest age that was asked for holds for both.
            (Ok(()), _) => {}
            (Err(Unusable::Stale { .. }), Some(_)) => self.young(reading.this_update).map_err(doubtful)?,
            (Err(why), _) => return Err(doubtful(why)),
        }
        if let Some((place, delta)) = delta {
            applied.push(place);
            match delta.value().lookup_of(certificate) {
                Lookup::Listed(entry) if entry.reason == Some(Reason::RemoveFromCrl) => {
                    return Ok(Said::NotRevoked(reasons));
                }
                Lookup::Listed(entry) => {
                    return Ok(Said::Revoked { at: entry.revocation_date, reason: entry.reason });
                }
                Lookup::NotListed => {}
                Lookup::NotAsked => return Err(Unusable::TooManyEntries),
            }
        }
        match reading.lookup_of(certificate) {
            Lookup::Listed(entry) => Ok(Said::Revoked { at: entry.revocation_date, reason: entry.reason }),
            Lookup::NotListed => Ok(Said::NotRevoked(reasons)),
            Lookup::NotAsked => Err(Unusable::TooManyEntries),
        }
    }

    /// What a delta CRL says that fits no complete one at hand: that a certificate was revoked, and nothing else.
    fn delta_alone(
        &mut self,
        place: usize,
        reading: &CrlReading,
        certificate: &Certificate,
        issuers: &[Certificate],
    ) -> Result<Said, Unusable> {
        let crl = self.signed(place, reading, certificate, issuers)?;
        let doubtful = |why| all_the_same(why, reading, certificate);
        in_scope(scope_of_delta(&crl, certificate)).map_err(doubtful)?;
        self.current(crl.window(self.terms.at), reading.this_update).map_err(doubtful)?;
        match reading.lookup_of(certificate) {
            Lookup::Listed(entry) if entry.reason != Some(Reason::RemoveFromCrl) => {
                Ok(Said::Revoked { at: entry.revocation_date, reason: entry.reason })
            }
            _ => Err(Unusable::DeltaAlone),
        }
    }

    /// The newest delta that fits a complete CRL and is usable (RFC 5280 §5.2.4): of the same issuer, key and scope, to a
    /// base that is not newer than the complete CRL, and newer than that itself.
    fn delta_for(
        &mut self,
        complete: &Verified<CrlReading>,
        certificate: &Certificate,
        issuers: &[Certificate],
    ) -> Option<(usize, Verified<CrlReading>)> {
        let material = self.material;
        let mut newest: Option<(usize, Verified<CrlReading>)> = None;
        for (place, reading) in material.crls.iter().enumerate().filter(|(_, reading)| fits(reading, complete.value()))
        {
            let Ok(delta) = self.signed(place, reading, certificate, issuers) else { continue };
            let usable = delta.signer().spki_digest() == complete.signer().spki_digest()
                && in_scope(scope_of_delta(&delta, certificate)).is_ok()
                && self.current(delta.window(self.terms.at), reading.this_update).is_ok();
            if usable && newest.as_ref().is_none_or(|(_, before)| before.value().number < reading.number) {
                newest = Some((place, delta));
            }
        }
        newest
    }

    /// The CRL with its signature verified by somebody who is trusted for it: one of these issuers, or another certificate
    /// at hand that is good under the same anchor (RFC 5280 §6.3.3(f) and (g)).
    fn signed(
        &mut self,
        place: usize,
        reading: &CrlReading,
        certificate: &Certificate,
        issuers: &[Certificate],
    ) -> Result<Verified<CrlReading>, Unusable> {
        let material = self.material;
        let mut worst: Option<Unusable> = None;
        let named = |certificate: &&Certificate| *certificate.subject() == reading.issuer;
        for (index, issuer) in issuers.iter().enumerate().filter(|(_, issuer)| named(issuer)) {
            let role = if index.saturating_add(1) == issuers.len() { Role::Anchor } else { Role::Below };
            match self.verified(place, reading, issuer, role)? {
                Ok(verified) => return Ok(verified),
                Err(fault) => note(&mut worst, fault.into()),
            }
        }
        let Some(anchor) = issuers.last() else { return Err(Unusable::Bounds) };
        // Another anchor of the same name: the other half of the anchor's own key rollover.
        let namesakes = material.anchors.iter().filter(named).filter(|one| one.subject() == anchor.subject());
        for namesake in namesakes.filter(|one| !issuers.contains(one)) {
            let way = std::slice::from_ref(namesake);
            let fault = validate(way, self.terms.at, KeyPurpose::Any, End::Issuer, &mut self.ledger).into_iter().next();
            if let Some(fault) = fault.flatten() {
                let why = Shown::new(&fault.to_string());
                note(&mut worst, Unusable::Signer { signer: namesake.label(), why });
                continue;
            }
            match self.verified(place, reading, namesake, Role::Anchor)? {
                Ok(verified) => return Ok(verified),
                Err(fault) => note(&mut worst, fault.into()),
            }
        }
        for signer in material.candidates.iter().filter(named).filter(|signer| !issuers.contains(signer)) {
            match self.verified(place, reading, signer, Role::Below)? {
                Err(fault) => note(&mut worst, fault.into()),
                Ok(verified) => match self.trusted(signer, certificate, issuers, anchor) {
                    Ok(()) => return Ok(verified),
                    Err(why) => note(&mut worst, why),
                },
            }
        }
        Err(worst.unwrap_or_else(|| CrlSignatureFault::NoCandidate { issuer: reading.issuer.clone() }.into()))
    }

    /// The CRL, verified with one certificate's key, once.
    fn verified(
        &mut self,
        place: usize,
        reading: &CrlReading,
        signer: &Certificate,
        role: Role,
    ) -> Result<CrlVerification, Unusable> {
        let this = (place, signer.fingerprint(), role);
        if let Some(known) = self.crls.get(&this) {
            return Ok(known.clone());
        }
        if self.crls.len() >= MOST_SIGNATURES {
            return Err(Unusable::Bounds);
        }
        let verified = match role {
            Role::Anchor => verify_crl_of_anchor(reading, signer),
            Role::Below => verify_crl(reading, std::slice::from_ref(signer)),
        };
        self.crls.insert(this, verified.clone());
        Ok(verified)
    }

    /// Whether a signer of CRLs that is not in the path is good under the path's anchor. One that bears the name of the
    /// certificate's issuer must be certified by that issuer or by one above it: any other CA below the anchor could
    /// certify a namesake. One with another name is named by the certificate itself.
    fn trusted(
        &mut self,
        signer: &Certificate,
        certificate: &Certificate,
        issuers: &[Certificate],
        anchor: &Certificate,
    ) -> Result<(), Unusable> {
        let this = (signer.fingerprint(), signer.spki_digest());
        // A CRL issuer whose own certificate leaves its revocation to the CRL that it signs: RFC 5280 does not forbid it, and
        // NIST's test 4.14.30 wants it accepted. Who certified it wanted it so, its own word counts against it, and its path
        // must hold. It has no word for others: a revoked CA could certify a namesake of its issuer, to vouch for itself.
        let left_to_itself =
            || certificate.distribution_points().iter().any(|point| point.is_left_to(signer.subject()));
        if self.open.last() == Some(&this) && certificate == signer && left_to_itself() {
            return Ok(());
        }
        if self.open.contains(&this) || self.open.len() >= DEEPEST {
            return Err(Unusable::Circular { signer: signer.label() });
        }
        self.question()?;
        self.open.push(this);
        let chain = self.best(signer, std::slice::from_ref(anchor), KeyPurpose::Any);
        self.open.pop();
        let by = chain.members.get(1).map(|above| &above.certificate);
        let above = by.is_some_and(|by| issuers.iter().any(|issuer| is_same_authority(by, issuer)));
        if chain.outcome() != Outcome::Good {
            return Err(Unusable::Signer { signer: signer.label(), why: in_short(&chain) });
        }
        if signer.subject() == certificate.issuer() && !above {
            let why = Shown::new("it is certified by none of the certificate's own issuers");
            return Err(Unusable::Signer { signer: signer.label(), why });
        }
        Ok(())
    }
}

/// Whether a CRL may speak of a certificate, by its issuer's name: it is the certificate's issuer, or one to whom its
/// distribution points leave its CRLs.
fn concerns(reading: &CrlReading, certificate: &Certificate) -> bool {
    reading.issuer == *certificate.issuer()
        || certificate.distribution_points().iter().any(|point| point.is_left_to(&reading.issuer))
}

fn in_scope(scope: Scope) -> Result<ReasonFlags, Unusable> {
    match scope {
        Scope::Covers => Ok(ReasonFlags::ALL),
        Scope::CoversSome(reasons) => Ok(reasons),
        Scope::OutOfScope(why) => Err(why.into()),
        Scope::Unsupported(why) => Err(why.into()),
    }
}

/// Whether a delta can be applied to a complete CRL (RFC 5280 §5.2.4, conditions (a) to (d); §6.3.3(c)).
fn fits(delta: &CrlReading, complete: &CrlReading) -> bool {
    let Completeness::DeltaTo(base) = &delta.completeness else { return false };
    let (Some(number), Some(has)) = (&delta.number, &complete.number) else { return false };
    is_of_one_scope(delta, complete)
        && delta.authority.key_id == complete.authority.key_id
        && base <= has
        && has < number
}

fn is_of_one_scope(one: &CrlReading, other: &CrlReading) -> bool {
    one.issuer == other.issuer && one.issuing_point == other.issuing_point
}

/// Why a CRL does not count; and where it is the issuer's own and lists the certificate all the same, for a reason that does
/// not end, that too: a serial is revoked once and for all.
fn all_the_same(why: Unusable, reading: &CrlReading, certificate: &Certificate) -> Unusable {
    let own = reading.issuer == *certificate.issuer();
    match reading.lookup_of(certificate) {
        Lookup::Listed(entry)
            if own && !matches!(entry.reason, Some(Reason::CertificateHold | Reason::RemoveFromCrl)) =>
        {
            Unusable::Lists { at: entry.revocation_date, why: Box::new(why) }
        }
        _ => why,
    }
}

/// Whether one CRL was issued after another.
fn is_newer(one: &CrlReading, other: &CrlReading) -> bool {
    match (&one.number, &other.number) {
        (Some(one), Some(other)) => one > other,
        _ => one.this_update > other.this_update,
    }
}

/// Keeps the reason that tells most.
fn note(worst: &mut Option<Unusable>, why: Unusable) {
    if worst.as_ref().is_none_or(|worst| why.rank() > worst.rank()) {
        *worst = Some(why);
    }
}
