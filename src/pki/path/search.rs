//! From a certificate over those at hand to the trust anchors: every way whose names chain and whose signatures verify,
//! likely ones first (RFC 4158). What else a path must fulfil is asked of each way afterwards, and a way that does not
//! fulfil it gives place to the next: over another cross-certificate, or the other half of a key rollover.

use std::collections::HashSet;

use super::fault::PathFault;
use super::ledger::Ledger;
use crate::pki::certificate::Certificate;
use crate::pki::signature::SignatureFault;
use crate::vocabulary::{Fingerprint, Timestamp};

/// The most certificates of one way, target and anchor included: four times the longest chain that a public CA has, and
/// more than any of NIST's path validation tests needs.
pub const LONGEST_WAY: usize = 16;

/// The most steps of one search. A real one takes a dozen.
pub const MOST_STEPS: usize = 4_096;

/// The most ways that are looked into.
const MOST_WAYS: usize = 64;

/// What a search found.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    /// Whole ways: the target first, the anchor last. The target alone where it is an anchor itself.
    pub(crate) whole: Vec<Vec<Certificate>>,
    /// Ways that break off, each with why its last certificate has no issuer.
    pub(crate) broken: Vec<(Vec<Certificate>, PathFault)>,
}

/// Where to look for ways.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Certificates that may stand between.
    pub candidates: &'a [Certificate],
    /// The trust anchors.
    pub anchors: &'a [Certificate],
    /// The time that is judged, UTC: certificates that are in their time then are tried first.
    pub at: Timestamp,
}

/// Looks for every way from a target to an anchor, within the bounds.
pub(crate) fn ways(target: &Certificate, ground: Ground<'_>, ledger: &mut Ledger) -> Ways {
    if ground.anchors.contains(target) {
        return Ways { whole: vec![vec![target.clone()]], broken: Vec::new() };
    }
    let mut search = Search { ground, ledger, steps: 0, dead: HashSet::new(), found: Ways::default() };
    search.climb(&mut vec![target.clone()]);
    search.found
}

struct Search<'a, 'l> {
    ground: Ground<'a>,
    ledger: &'l mut Ledger,
    steps: usize,
    /// Certificates from which no way led up, with the length of the way at which that was found.
    dead: HashSet<(Fingerprint, usize)>,
    found: Ways,
}

/// What came of the way up from one certificate.
///
/// In the order in which one outweighs another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Climbed {
    /// No way led to an anchor, from wherever one came.
    Nowhere,
    /// None did, and an issuer was passed over because the way had been there: whoever comes from elsewhere may get on.
    Circled,
    /// A bound was met first.
    Bounded,
    /// At least one way led to an anchor.
    Up,
}

impl Search<'_, '_> {
    fn climb(&mut self, way: &mut Vec<Certificate>) -> Climbed {
        self.steps = self.steps.saturating_add(1);
        let Some(child) = way.last().cloned() else { return Climbed::Nowhere };
        if self.steps > MOST_STEPS || way.len() >= LONGEST_WAY || self.found.whole.len() >= MOST_WAYS {
            return self.bounded(way);
        }
        let mut outcome = Climbed::Nowhere;
        let mut refused: Option<SignatureFault> = None;
        let mut linked = false;
        let ground = self.ground;
        let likely = |issuers: &[Certificate]| likely_first(issuers, &child, ground.at);
        let steps = likely(ground.anchors).into_iter().map(|anchor| (anchor, true));
        for (issuer, is_anchor) in steps.chain(likely(ground.candidates).into_iter().map(|one| (one, false))) {
            // No authority twice: a way in circles proves nothing that the shorter one does not. A target with its
            // anchor's name and key is not in a circle yet.
            let below = if is_anchor { way.get(1..).unwrap_or_default() } else { way.as_slice() };
            let passed = !is_anchor && (ground.anchors.contains(&issuer) || self.is_dead(&issuer, way.len()));
            if passed {
                continue;
            }
            if below.iter().any(|one| is_same_authority(one, &issuer)) {
                // A certificate that leads to its own authority does so wherever it stands.
                if !is_same_authority(&child, &issuer) {
                    outcome = outcome.max(Climbed::Circled);
                }
                continue;
            }
            match self.ledger.verify(&child, &issuer) {
                None => return self.bounded(way),
                Some(Err(fault)) => {
                    // That one could not be verified here outranks that another did not verify: then nobody knows.
                    let unsupported = matches!(fault, SignatureFault::Unsupported(_));
                    if refused.is_none() || unsupported {
                        refused = Some(fault.clone());
                    }
                    continue;
                }
                Some(Ok(_)) => linked = true,
            }
            way.push(issuer);
            let above = if is_anchor { self.arrive(way) } else { self.climb(way) };
            let Some(issuer) = way.pop() else { return outcome };
            if above == Climbed::Nowhere {
                self.dead.insert((issuer.fingerprint(), way.len()));
            }
            outcome = outcome.max(above);
        }
        if !linked {
            let fault = refused.map_or_else(|| self.no_issuer(&child), PathFault::Signature);
            self.found.broken.push((way.clone(), fault));
        }
        outcome
    }

    fn arrive(&mut self, way: &[Certificate]) -> Climbed {
        self.found.whole.push(way.to_vec());
        Climbed::Up
    }

    fn bounded(&mut self, way: &[Certificate]) -> Climbed {
        // One is enough to say so.
        if !self.found.broken.iter().any(|(_, fault)| *fault == PathFault::Bounds) {
            self.found.broken.push((way.to_vec(), PathFault::Bounds));
        }
        Climbed::Bounded
    }

    /// Why nobody at hand issued a certificate. A self-issued one that did not sign itself misses its issuer like any other.
    fn no_issuer(&mut self, child: &Certificate) -> PathFault {
        let refused =
            |fault: &SignatureFault| matches!(fault, SignatureFault::Bad { .. } | SignatureFault::KeyMismatch { .. });
        let own = child.is_self_issued().then(|| self.ledger.verify(child, child));
        match own {
            Some(verified) if !verified.is_some_and(|verified| verified.as_ref().is_err_and(refused)) => {
                PathFault::NoAnchor
            }
            _ => PathFault::NoIssuer { issuer: child.issuer().clone() },
        }
    }

    fn is_dead(&self, issuer: &Certificate, length: usize) -> bool {
        self.dead.contains(&(issuer.fingerprint(), length))
    }
}

/// Those that bear the issuer's name: with the key that the child names first, and those in their time before others. The
/// key identifier is a hint (RFC 5280 §4.2.1.1): a wrong one keeps no path from being found.
fn likely_first(issuers: &[Certificate], child: &Certificate, at: Timestamp) -> Vec<Certificate> {
    let mut likely: Vec<Certificate> =
        issuers.iter().filter(|issuer| issuer.subject() == child.issuer()).cloned().collect();
    likely.sort_by_key(|issuer| {
        let other_key = match (child.authority_key_id(), issuer.subject_key_id()) {
            (Some(named), Some(has)) => named != has,
            _ => false,
        };
        (other_key, !issuer.is_valid_at(at))
    });
    likely
}

/// Whether two certificates are of one authority: the same name with the same key.
pub(crate) fn is_same_authority(one: &Certificate, other: &Certificate) -> bool {
    one.spki_digest() == other.spki_digest() && one.subject() == other.subject()
}
