//! Weighs the ways from a certificate to an anchor: the first in which every certificate is good, unless another shows
//! the target revoked, and else the one that comes nearest.

use std::collections::HashMap;

use super::{
    Chain, Material, Member, Outcome, Revocation, Revoked, Role, Said, Source, Standing, Terms, Unknown, Unusable,
};
use crate::pki::certificate::Certificate;
use crate::pki::crl::{CrlReading, CrlSignatureFault};
use crate::pki::freshness::Freshness;
use crate::pki::general_name::ReasonFlags;
use crate::pki::path::{End, Ground, KeyPurpose, Ledger, PathFault, Proof, validate, ways};
use crate::pki::signature::SignatureFault;
use crate::pki::verified::Verified;
use crate::vocabulary::{Fingerprint, Shown, SpkiDigest, Timestamp};

/// Judges the chain of a certificate by what is at hand.
///
/// Of several ways to an anchor one that shows the target revoked counts: the key that signed it says so, whatever the way
/// up from there. Else the first good one, as it does for a client; else the one whose worst certificate is least bad,
/// unknown before revoked before invalid.
pub fn judge(target: &Certificate, material: &Material, terms: &Terms) -> Chain {
    let mut judge = Judge {
        material,
        terms,
        ledger: Ledger::default(),
        crls: HashMap::new(),
        open: Vec::new(),
        questions: MOST_QUESTIONS,
    };
    judge.best(target, &material.anchors, terms.purpose)
}

/// What a CRL's signature gave with a key.
pub(super) type CrlVerification = Result<Verified<CrlReading>, CrlSignatureFault>;

/// One question, and what was found out on the way to its answer.
pub(super) struct Judge<'a> {
    pub(super) material: &'a Material,
    pub(super) terms: &'a Terms,
    pub(super) ledger: Ledger,
    /// The CRLs' signatures that were verified, by the place of the CRL, the signer, and what that one is in the path.
    pub(super) crls: HashMap<(usize, Fingerprint, Role), CrlVerification>,
    /// Certificates of signers that are being judged: what hangs on itself proves nothing.
    pub(super) open: Vec<(Fingerprint, SpkiDigest)>,
    /// How many more questions about signers may be asked.
    pub(super) questions: usize,
}

/// The most questions about signers of CRLs and OCSP answers that stand outside of the path. A real chain asks one or two; a
/// crowd of signers who hang on each other would ask without end.
const MOST_QUESTIONS: usize = 64;

impl Judge<'_> {
    /// The best chain to one of these anchors.
    pub(super) fn best(&mut self, target: &Certificate, anchors: &[Certificate], purpose: KeyPurpose) -> Chain {
        let ground = Ground { candidates: &self.material.candidates, anchors, at: self.terms.at };
        let found = ways(target, ground, &mut self.ledger);
        let broken = found.broken.into_iter().map(|(way, fault)| self.broken(&way, fault));
        let broken: Option<Chain> = broken.reduce(nearer);
        let mut good: Option<Chain> = None;
        let mut near: Option<Chain> = None;
        let mut invalid: Option<(Vec<Certificate>, Vec<Option<PathFault>>)> = None;
        for way in found.whole {
            let faults = validate(&way, self.terms.at, purpose, End::Target, &mut self.ledger);
            if faults.iter().flatten().any(|fault| fault.proof() == Proof::Invalid) {
                // The first is the likeliest; its revocation is asked only where no other way does better.
                invalid.get_or_insert((way, faults));
                continue;
            }
            let chain = self.whole(&way, faults);
            if chain.outcome() == Outcome::Good {
                good.get_or_insert(chain);
                continue;
            }
            // The key that signed the target is the same on every way: where it says revoked on one, no other is good.
            if matches!(chain.members.first(), Some(Member { standing: Standing::Revoked(_), .. })) {
                return chain;
            }
            near = Some(match near {
                Some(before) => nearer(before, chain),
                None => chain,
            });
        }
        if let Some(good) = good {
            return good;
        }
        // Of two alike the one that is whole, and the likelier.
        let best = near.into_iter().chain(broken).reduce(nearer);
        if let Some((way, faults)) = invalid
            && best.as_ref().is_none_or(|best| best.outcome() == Outcome::Invalid)
        {
            return self.whole(&way, faults);
        }
        best.unwrap_or_else(|| self.broken(std::slice::from_ref(target), PathFault::Bounds))
    }

    /// A whole way, with what is wrong with each of its certificates.
    fn whole(&mut self, way: &[Certificate], faults: Vec<Option<PathFault>>) -> Chain {
        let members = way.iter().zip(faults).enumerate().map(|(place, (certificate, fault))| {
            let issuers = way.get(place.saturating_add(1)..).unwrap_or_default();
            let role = if issuers.is_empty() { Role::Anchor } else { Role::Below };
            let asked = role == Role::Below && self.terms.revocation == Revocation::Required;
            let sources = if asked { self.sources(certificate, issuers) } else { Vec::new() };
            let standing = match fault.map(Standing::from) {
                Some(standing @ Standing::Invalid(_)) => standing,
                other => {
                    let revocation = if asked { self.weighed(&sources) } else { Standing::Good };
                    other.filter(|_| revocation.outcome() < Outcome::Revoked).unwrap_or(revocation)
                }
            };
            let verified = issuers.first().and_then(|issuer| self.ledger.verify(certificate, issuer)?.clone().ok());
            Member { certificate: certificate.clone(), role, standing, strength: verified, sources }
        });
        Chain { members: members.collect() }
    }

    /// What the sources say together, and that some could not be read: one of those may say otherwise.
    fn weighed(&self, sources: &[Source]) -> Standing {
        match (weigh(sources), self.material.sources_unread) {
            (Standing::Good, unread @ 1..) => Standing::Unknown(Unknown::SourcesUnread(unread)),
            (standing, _) => standing,
        }
    }

    /// A way that breaks off: nothing is known of those below the break.
    fn broken(&self, way: &[Certificate], fault: PathFault) -> Chain {
        let fault = match (&fault, self.material.anchors_unread, way.last()) {
            // That a namesake of the issuer did not sign it proves nothing either, while the issuer may be unread.
            (
                PathFault::NoIssuer { .. }
                | PathFault::NoAnchor
                | PathFault::Signature(SignatureFault::Bad { .. } | SignatureFault::KeyMismatch { .. }),
                unread @ 1..,
                Some(above),
            ) => PathFault::AnchorsIncomplete { above: above.label(), unread },
            _ => fault,
        };
        let last = way.len().saturating_sub(1);
        let members = way.iter().enumerate().map(|(place, certificate)| Member {
            certificate: certificate.clone(),
            role: Role::Below,
            standing: if place == last { fault.clone().into() } else { Standing::Unknown(Unknown::BrokenAbove) },
            strength: None,
            sources: Vec::new(),
        });
        Chain { members: members.collect() }
    }

    /// Counts a question about a signer.
    pub(super) fn question(&mut self) -> Result<(), Unusable> {
        self.questions = self.questions.checked_sub(1).ok_or(Unusable::Bounds)?;
        Ok(())
    }

    /// What the CRLs and OCSP answers say of a certificate below these issuers, its own first and the anchor last.
    pub(super) fn sources(&mut self, certificate: &Certificate, issuers: &[Certificate]) -> Vec<Source> {
        let mut sources = self.answers(certificate, issuers);
        sources.extend(self.crls(certificate, issuers));
        sources
    }

    /// Whether something that says this of its own time is fresh at the time that is judged.
    pub(super) fn current(&self, window: Freshness, this_update: Timestamp) -> Result<(), Unusable> {
        match window {
            Freshness::NotYet { this_update } => return Err(Unusable::NotYetValid { this_update }),
            Freshness::Stale { next_update } => return Err(Unusable::Stale { next_update }),
            Freshness::Inverted { this_update, next_update } => {
                return Err(Unusable::Inverted { this_update, next_update });
            }
            Freshness::NoNextUpdate { .. } if self.terms.max_age.is_none() => return Err(Unusable::NoNextUpdate),
            Freshness::NoNextUpdate { .. } | Freshness::Fresh { .. } => {}
        }
        self.young(this_update)
    }

    /// Whether something of this time is not older than was asked for.
    pub(super) fn young(&self, this_update: Timestamp) -> Result<(), Unusable> {
        let age = this_update.seconds_until(self.terms.at);
        match self.terms.max_age {
            Some(max_age) if age > max_age => Err(Unusable::TooOld { age, max_age }),
            _ => Ok(()),
        }
    }
}

/// What several sources say together (RFC 5280 §6.3.3, the loop over distribution points): revoked where one says so, good
/// where together they speak for every reason, and none that does not count lists the certificate all the same.
pub(super) fn weigh(sources: &[Source]) -> Standing {
    let mut reasons = ReasonFlags::NONE;
    let mut nearest: Option<&Unusable> = None;
    let mut doubt: Option<&Unusable> = None;
    for source in sources {
        match &source.said {
            Ok(Said::Revoked { at, reason }) => {
                return Standing::Revoked(Revoked { at: *at, reason: *reason, by: source.id });
            }
            Ok(Said::NotRevoked(spoken)) => reasons = reasons.union(*spoken),
            Err(why @ Unusable::Lists { .. }) => doubt = Some(why),
            Err(why) if nearest.is_none_or(|nearest| why.rank() > nearest.rank()) => nearest = Some(why),
            Err(_) => {}
        }
    }
    if let Some(why) = doubt {
        return Standing::Unknown(Unknown::Unusable(why.clone()));
    }
    if reasons.covers_all() {
        return Standing::Good;
    }
    Standing::Unknown(match nearest {
        _ if reasons != ReasonFlags::NONE => Unknown::SomeReasons,
        Some(why) => Unknown::Unusable(why.clone()),
        None => Unknown::NoData,
    })
}

/// Of two chains the one that comes nearer to good; of two alike the longer, which got further.
fn nearer(one: Chain, other: Chain) -> Chain {
    let key = |chain: &Chain| (chain.outcome(), std::cmp::Reverse(chain.members.len()));
    if key(&one) <= key(&other) { one } else { other }
}

/// What is said of a chain, in one sentence: for a signer whose chain is not good.
pub(super) fn in_short(chain: &Chain) -> Shown {
    let said = chain.decisive().map_or_else(String::new, |member| match &member.standing {
        Standing::Good => "it is good".to_owned(),
        Standing::Revoked(revoked) => format!("`{}` was revoked at {}", member.certificate.label(), revoked.at),
        Standing::Unknown(why) => format!("`{}`: {why}", member.certificate.label()),
        Standing::Invalid(why) => format!("`{}`: {why}", member.certificate.label()),
    });
    Shown::new(&said)
}
