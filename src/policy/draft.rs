//! A few facts and certificates → a policy, with the endpoints that the certificates name: what `certready policy new` writes.
//! Pure: it fetches nothing and reads no file; which issuer is missing it says, and where that one can be had.
//!
//! `draft_text` writes what is sorted here. The text goes the way of every policy, through [`parse`](super::parse()).

use std::collections::BTreeSet;

use super::catalogue;
use super::draft_text;
use super::model::PolicySource;
use super::served::Service;
use crate::pki::{Certificate, link, link_to_anchor};
use crate::vocabulary::{Fingerprint, HttpUrl, Shown};

/// What only a person knows. Dates as they are to be written.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The id.
    pub id: String,
    /// One line for a person.
    pub title: String,
    /// Where the facts come from.
    pub sources: Vec<String>,
    /// The day for which they were collected.
    pub as_of: String,
    /// The day after which somebody must look again.
    pub review_by: String,
    /// When the service moves.
    pub cutover: String,
    /// The first instant of the new chain. None: the cutover.
    pub rollout_from: Option<String>,
    /// From when on there is the new chain alone. None: the cutover.
    pub rollout_until: Option<String>,
    /// Where the service presents its certificate.
    pub services: Vec<Service>,
}

/// The certificates, as they were given.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Roots that the service leaves.
    pub retiring: Vec<Certificate>,
    /// Roots that it moves to. Where none is given, the roots among the others.
    pub incoming: Vec<Certificate>,
    /// Intermediates, cross-certificates, the service's own: they say themselves what they are.
    pub others: Vec<Certificate>,
}

/// Why there is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftFault {
    /// No root that the service moves to.
    #[error("no incoming root: name one by --incoming, or give it among the certificates")]
    NoRoot,
    /// A certificate whose issuer is not at hand.
    #[error(
        "`{certificate}` was issued by `{issuer}`, whose certificate is not among those given: add it, or --fetch-aia"
    )]
    NoIssuer {
        /// What it calls itself.
        certificate: Shown,
        /// What it calls its issuer.
        issuer: Shown,
    },
}

/// A policy, and what was given and is not in it.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The text and its certificate files.
    pub source: PolicySource,
    /// Certificates that were passed over, and why.
    pub passed_over: Vec<(Certificate, &'static str)>,
}

/// One key under each of its certificates.
pub(super) struct Anchor {
    pub(super) label: String,
    pub(super) certificates: Vec<Certificate>,
}

/// One issuer below an anchor.
pub(super) struct Below {
    pub(super) label: String,
    pub(super) issuer: String,
    pub(super) certificate: Certificate,
}

/// A service's own certificate, with the labels of its issuer and of the anchor above.
pub(super) struct Leaf {
    pub(super) certificate: Certificate,
    pub(super) issuer: String,
    pub(super) root: String,
}

/// All certificates in their places.
#[derive(Default)]
pub(super) struct Chain {
    pub(super) retiring: Vec<Anchor>,
    pub(super) incoming: Vec<Anchor>,
    pub(super) below: Vec<Below>,
    pub(super) leaf: Option<Leaf>,
    pub(super) old_leaf: Option<Leaf>,
    passed_over: Vec<(Certificate, &'static str)>,
}

/// Where the issuers that are missing can be had: what the certificates themselves name (RFC 5280 §4.2.2.1).
pub fn wanted(given: &Given) -> Vec<HttpUrl> {
    let all = || given.retiring.iter().chain(&given.incoming).chain(&given.others);
    let missing = given.others.iter().filter(|one| !one.is_self_issued() && !all().any(|other| issued(one, other)));
    let urls: BTreeSet<&HttpUrl> = missing.flat_map(Certificate::ca_issuer_urls).collect();
    urls.into_iter().cloned().collect()
}

/// Makes a policy.
///
/// # Errors
/// [`DraftFault`] where a certificate is missing. Whether the facts make a valid policy is said by
/// [`parse`](super::parse()).
pub fn draft(facts: &Facts, given: &Given) -> Result<Drafted, DraftFault> {
    let chain = Chain::of(given)?;
    let source = draft_text::write(facts, &chain);
    Ok(Drafted { source, passed_over: chain.passed_over })
}

/// Whether one certificate issued another, be it as an anchor.
fn issued(child: &Certificate, issuer: &Certificate) -> bool {
    link(child, issuer).is_ok() || link_to_anchor(child, issuer).is_ok()
}

impl Chain {
    fn of(given: &Given) -> Result<Self, DraftFault> {
        let mut chain = Self::default();
        for root in &given.retiring {
            chain.anchor(root, Side::Retiring);
        }
        for root in &given.incoming {
            chain.anchor(root, Side::Incoming);
        }
        let mut seen: BTreeSet<Fingerprint> = BTreeSet::new();
        let others = given.others.iter().filter(|one| seen.insert(one.fingerprint()));
        let (authorities, leaves): (Vec<_>, Vec<_>) = others.partition(|one| one.is_ca());
        let (roots, between): (Vec<_>, Vec<_>) = authorities.into_iter().partition(|one| one.is_self_issued());
        for root in roots {
            if !chain.join(root) && given.incoming.is_empty() {
                chain.anchor(root, Side::Incoming);
            } else if chain.holder(root).is_none() {
                chain.passed_over.push((root.clone(), "a root that neither --incoming nor --retiring names"));
            }
        }
        if chain.incoming.is_empty() {
            return Err(DraftFault::NoRoot);
        }
        // A certificate of an anchor's key by another issuer is one more certificate of the anchor.
        let waiting: Vec<_> = between.into_iter().filter(|one| !chain.join(one)).collect();
        chain.place(waiting)?;
        for leaf in leaves {
            chain.take_leaf(leaf)?;
        }
        chain.add_known();
        Ok(chain)
    }

    fn anchor(&mut self, root: &Certificate, side: Side) {
        if !self.join(root) {
            let label = self.unique(root);
            let anchors = if side == Side::Retiring { &mut self.retiring } else { &mut self.incoming };
            anchors.push(Anchor { label, certificates: vec![root.clone()] });
        }
    }

    /// The anchor of a certificate's key.
    fn holder(&mut self, certificate: &Certificate) -> Option<&mut Anchor> {
        let key = certificate.spki_digest();
        let mut all = self.retiring.iter_mut().chain(&mut self.incoming);
        all.find(|anchor| anchor.certificates.iter().any(|one| one.spki_digest() == key))
    }

    /// Adds a certificate to the anchor of its key. False where there is none.
    fn join(&mut self, certificate: &Certificate) -> bool {
        let Some(anchor) = self.holder(certificate) else { return false };
        if !anchor.certificates.contains(certificate) {
            anchor.certificates.push(certificate.clone());
        }
        true
    }

    /// The certificates of the embedded policies that bear an anchor's key: a service may present them, a store hold them.
    fn add_known(&mut self) {
        for (_, certificate) in catalogue::certificates() {
            // One that stands below an anchor already stays there.
            if !self.below.iter().any(|one| one.certificate == certificate) {
                let _ = self.join(&certificate);
            }
        }
    }

    /// Puts each intermediate below its issuer, the topmost first.
    fn place(&mut self, mut waiting: Vec<&Certificate>) -> Result<(), DraftFault> {
        while let Some(next) = waiting.iter().position(|one| self.issuer_of(one).is_some()) {
            let one = waiting.remove(next);
            if let Some(issuer) = self.issuer_of(one) {
                let label = self.unique(one);
                self.below.push(Below { label, issuer, certificate: one.clone() });
            }
        }
        for one in &waiting {
            // Of the old chain nothing is pinned but its root.
            let mut above = self.retiring.iter().flat_map(|anchor| &anchor.certificates).chain(waiting.iter().copied());
            if !above.any(|other| other != *one && issued(one, other)) {
                return Err(no_issuer(one));
            }
        }
        let old = waiting.into_iter().map(|one| (one.clone(), "it belongs to the chain that is left"));
        self.passed_over.extend(old);
        Ok(())
    }

    /// The label of what issued a certificate, of the new chain.
    fn issuer_of(&self, certificate: &Certificate) -> Option<String> {
        let below = self.below.iter().find(|one| link(certificate, &one.certificate).is_ok()).map(|one| &one.label);
        below.or_else(|| anchor_of(&self.incoming, certificate)).cloned()
    }

    fn take_leaf(&mut self, certificate: &Certificate) -> Result<(), DraftFault> {
        if let Some(issuer) = self.issuer_of(certificate) {
            let root = self.root_of(&issuer);
            let leaf = Leaf { certificate: certificate.clone(), issuer, root };
            match self.leaf {
                None => self.leaf = Some(leaf),
                Some(_) => self.passed_over.push((leaf.certificate, "a second certificate of the service")),
            }
            return Ok(());
        }
        // Up the old chain, of which nothing is pinned but its root.
        let mut top = certificate;
        for _ in &self.passed_over {
            match self.passed_over.iter().map(|(one, _)| one).find(|one| link(top, one).is_ok()) {
                Some(above) => top = above,
                None => break,
            }
        }
        let Some(root) = anchor_of(&self.retiring, top).cloned() else { return Err(no_issuer(certificate)) };
        let leaf = Leaf { certificate: certificate.clone(), issuer: root.clone(), root };
        match self.old_leaf {
            None => self.old_leaf = Some(leaf),
            Some(_) => self.passed_over.push((leaf.certificate, "a second certificate of the service")),
        }
        Ok(())
    }

    /// The label of the anchor above a label.
    fn root_of(&self, label: &str) -> String {
        let mut label = label;
        for _ in &self.below {
            match self.below.iter().find(|one| one.label == label) {
                Some(one) => label = &one.issuer,
                None => break,
            }
        }
        label.to_owned()
    }

    /// A label that is nobody else's: what the certificate calls itself, and by whom where that is taken.
    fn unique(&self, certificate: &Certificate) -> String {
        let name = certificate.label().to_string();
        let by = format!("{name} (by {})", certificate.issuer().label());
        let anchors = self.retiring.iter().chain(&self.incoming).map(|one| &one.label);
        let taken: BTreeSet<&String> = anchors.chain(self.below.iter().map(|one| &one.label)).collect();
        let numbered = (2_u32..).map(|number| format!("{name} ({number})"));
        let mut candidates = [name.clone(), by].into_iter().chain(numbered);
        candidates.find(|label| !taken.contains(label)).unwrap_or(name.clone())
    }
}

/// A side of the cutover.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Retiring,
    Incoming,
}

/// The label of the anchor that issued a certificate.
fn anchor_of<'a>(anchors: &'a [Anchor], certificate: &Certificate) -> Option<&'a String> {
    let issues = |anchor: &&Anchor| anchor.certificates.iter().any(|one| link_to_anchor(certificate, one).is_ok());
    anchors.iter().find(issues).map(|anchor| &anchor.label)
}

fn no_issuer(certificate: &Certificate) -> DraftFault {
    DraftFault::NoIssuer { certificate: certificate.label(), issuer: certificate.issuer().label() }
}
