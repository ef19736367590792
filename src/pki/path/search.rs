//! From a certificate over those at hand to the trust anchors: every way whose names chain and whose signatures verify,
//! likely ones first (RFC 4158). What else a path must fulfil is asked of each way afterwards, and a way that does not
//! fulfil it gives place to the next: over another cross-certificate, or the other half of a key rollover.

use std::collections::{HashMap, HashSet};

use super::fault::PathFault;
use super::ledger::Ledger;
use crate::pki::certificate::Certificate;
use crate::pki::name::Name;
use crate::pki::serial::KeyId;
use crate::pki::signature::SignatureFault;
use crate::vocabulary::{Fingerprint, Timestamp};

/// The most certificates of one way, target and anchor included: four times the longest chain that a public CA has, and
/// more than any of NIST's path validation tests needs.
pub const LONGEST_WAY: usize = 16;

/// The most steps of one search: each is one look at a certificate that bears the name of an issuer. A real search takes
/// a dozen.
pub const MOST_STEPS: usize = 16_384;

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
    let anchors = Issuers::among(ground.anchors, &[], ground.at);
    let candidates = Issuers::among(ground.candidates, ground.anchors, ground.at);
    let mut search = Search {
        anchors: &anchors,
        candidates: &candidates,
        ledger,
        steps: 0,
        dead: HashSet::new(),
        found: Ways::default(),
    };
    search.climb(&mut vec![target.clone()]);
    search.found
}

/// Certificates by the name that they bear, each once.
struct Issuers<'a>(HashMap<&'a Name, Namesakes<'a>>);

/// Those that bear one name: those in their time before others, all together and by the identifier of their key.
#[derive(Default)]
struct Namesakes<'a> {
    all: Vec<&'a Certificate>,
    by_key: HashMap<Option<&'a KeyId>, Vec<&'a Certificate>>,
}

impl<'a> Namesakes<'a> {
    fn with_key<'s>(&'s self, key: Option<&'s KeyId>) -> &'s [&'a Certificate] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Issuers<'a> {
    fn among(certificates: &'a [Certificate], left_out: &[Certificate], at: Timestamp) -> Self {
        let mut seen: HashSet<Fingerprint> = left_out.iter().map(Certificate::fingerprint).collect();
        let (in_time, others): (Vec<_>, Vec<_>) = certificates.iter().partition(|one| one.is_valid_at(at));
        let mut by_name: HashMap<&Name, Namesakes<'_>> = HashMap::new();
        for one in in_time.into_iter().chain(others).filter(|one| seen.insert(one.fingerprint())) {
            let namesakes = by_name.entry(one.subject()).or_default();
            namesakes.all.push(one);
            namesakes.by_key.entry(one.subject_key_id()).or_default().push(one);
        }
        Self(by_name)
    }

    /// Those that bear the issuer's name: with the key that the child names first, then those that don't name theirs. The
    /// key identifier is a hint (RFC 5280 §4.2.1.1): a wrong one keeps no path from being found.
    ///
    /// What is passed over at the end was given out before, so that whoever counts what is given out bounds the work.
    fn of<'s>(&'s self, child: &'s Certificate) -> impl Iterator<Item = &'a Certificate> {
        let named = child.authority_key_id();
        self.0.get(child.issuer()).into_iter().flat_map(move |namesakes| {
            let likely = named.map(|named| [namesakes.with_key(Some(named)), namesakes.with_key(None)]);
            let is_other = move |one: &&&Certificate| {
                named.is_none_or(|named| one.subject_key_id().is_some_and(|has| has != named))
            };
            likely.into_iter().flatten().flatten().chain(namesakes.all.iter().filter(is_other)).copied()
        })
    }
}

struct Search<'a> {
    anchors: &'a Issuers<'a>,
    candidates: &'a Issuers<'a>,
    ledger: &'a mut Ledger,
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

impl Search<'_> {
    fn climb(&mut self, way: &mut Vec<Certificate>) -> Climbed {
        let Some(child) = way.last().cloned() else { return Climbed::Nowhere };
        if way.len() >= LONGEST_WAY || self.found.whole.len() >= MOST_WAYS {
            return self.bounded(way);
        }
        let mut outcome = Climbed::Nowhere;
        let mut refused: Option<SignatureFault> = None;
        let mut linked = false;
        let anchors = self.anchors.of(&child).map(|one| (one, true));
        for (issuer, is_anchor) in anchors.chain(self.candidates.of(&child).map(|one| (one, false))) {
            self.steps = self.steps.saturating_add(1);
            if self.steps > MOST_STEPS {
                return self.bounded(way);
            }
            if !is_anchor && self.is_dead(issuer, way.len()) {
                continue;
            }
            // No authority twice: a way in circles proves nothing that the shorter one does not. A target with its
            // anchor's name and key is not in a circle yet.
            let below = if is_anchor { way.get(1..).unwrap_or_default() } else { way.as_slice() };
            if below.iter().any(|one| is_same_authority(one, issuer)) {
                // A certificate that leads to its own authority does so wherever it stands.
                if !is_same_authority(&child, issuer) {
                    outcome = outcome.max(Climbed::Circled);
                }
                continue;
            }
            match self.ledger.verify(&child, issuer) {
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
            way.push(issuer.clone());
            let above = if is_anchor { self.arrive(way) } else { self.climb(way) };
            way.pop();
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

/// Whether two certificates are of one authority: the same name with the same key.
pub fn is_same_authority(one: &Certificate, other: &Certificate) -> bool {
    one.spki_digest() == other.spki_digest() && one.subject() == other.subject()
}
