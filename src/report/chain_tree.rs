//! The model of `certready chains`: every path from the issuers of a service's certificate to a trust anchor, as a tree, over the
//! certificates of the policy, of files and of the store. `pki::path` finds the paths and holds them to its rules; what this host
//! makes of their ends stands in `chain_end`. As with every report, renderers decide nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::chain_end::{Holds, Host, PathEnd, WhyNot};
use crate::finding::Verdict;
use crate::observation::{StoreCertificate, StoreFacts};
use crate::pki::path::{Ground, Ledger, PathFault, ways};
use crate::pki::{Certificate, is_same_authority, link_to_anchor};
use crate::policy::{Anchor, Policy, Programme, Side};
use crate::report::store_origin;
use crate::vocabulary::{Fingerprint, Shown, SpkiDigest, Timestamp};

/// The most paths that one tree has: sixteen times those of the richest policy that is embedded, and more than anybody reads.
pub const MOST_PATHS: usize = 256;

/// A certificate of the store, understood.
#[derive(Clone, Debug)]
pub struct HeldCertificate<'a> {
    /// The certificate.
    pub certificate: Certificate,
    /// Where it stands.
    pub held: &'a StoreCertificate,
}

/// What a tree is made of beside the policy.
#[derive(Debug)]
pub struct TreeFacts<'a> {
    /// The version of the certready that draws.
    pub tool: Shown,
    /// The first of the two times, UTC: the present, or `--at`.
    pub today: Timestamp,
    /// The cutover that takes the place of the policy's. None: the policy's counts.
    pub cutover: Option<Timestamp>,
    /// The certificates of `--certificate`.
    pub given: Vec<Certificate>,
    /// The store as it was read.
    pub store: &'a StoreFacts,
    /// The certificates in it that are understood.
    pub held: Vec<HeldCertificate<'a>>,
    /// How many are not.
    pub not_understood: usize,
}

/// The paths of a policy, as they are shown.
#[derive(Clone, Debug)]
pub struct ChainTree {
    /// The version of the certready that drew.
    pub tool: Shown,
    /// Whether a path of the incoming side holds at the cutover: ready, not ready, or undetermined.
    pub verdict: Verdict,
    /// The policy's id.
    pub policy: String,
    /// Its title.
    pub title: Shown,
    /// What took its place. None while it is in force.
    pub superseded_by: Option<String>,
    /// Whose trust store it is, in a few words.
    pub store: String,
    /// How many trust anchors its reader takes.
    pub anchors: usize,
    /// What of it could not be read.
    pub unread: Vec<Shown>,
    /// The root programme whose distrust dates count.
    pub programme: Programme,
    /// The first of the two times, UTC.
    pub today: Timestamp,
    /// The second, UTC.
    pub cutover: Timestamp,
    /// Who named it: `policy` or `asked`.
    pub cutover_origin: &'static str,
    /// The issuers of the service's certificate: those of the incoming side first.
    pub issuers: Vec<ServiceIssuer>,
    /// The certificates of files that stand in no path.
    pub unused: Vec<Shown>,
    /// Whether a bound was met, so that there may be further paths.
    pub bounded: bool,
}

/// A CA that issues the service's certificate: one name and key, under however many certificates.
#[derive(Clone, Debug)]
pub struct ServiceIssuer {
    /// Its name: the policy's where it has one alone.
    pub label: Shown,
    /// Whether the service comes to it or leaves it.
    pub side: Side,
    /// Its certificates, each with what is above.
    pub certificates: Vec<TreeNode>,
}

/// What a certificate of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// It signed itself.
    Root,
    /// Another issued it, and the store takes it as a trust anchor.
    Anchor,
    /// Another issued it, and a root of its name and key is at hand.
    Cross,
    /// Another issued it.
    Intermediate,
}

impl NodeKind {
    /// The stable word: `root`, `anchor`, `cross-certificate`, `intermediate`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Anchor => "anchor",
            Self::Cross => "cross-certificate",
            Self::Intermediate => "intermediate",
        }
    }
}

/// A certificate of the tree.
#[derive(Clone, Debug)]
pub struct TreeNode {
    /// The certificate: its names, validity and digests are shown from it.
    pub certificate: Certificate,
    /// What it is.
    pub kind: NodeKind,
    /// Who brought it: `policy`, `file` or `store`.
    pub source: &'static str,
    /// What the policy calls it. None where it has no name for it alone.
    pub policy_label: Option<Shown>,
    /// The other certificates of the tree with its key.
    pub same_key: Vec<Fingerprint>,
    /// Those that the policy lists beside it and that are not at hand.
    pub listed: Vec<Fingerprint>,
    /// The end of the path, where it ends here.
    pub end: Option<PathEnd>,
    /// Its issuers.
    pub above: Vec<TreeNode>,
}

impl TreeNode {
    /// What it is called: by the policy, else by its own name.
    pub fn label(&self) -> Shown {
        let own = self.certificate.label();
        let own = if own.as_str().trim().is_empty() { Shown::new("(no name)") } else { own };
        self.policy_label.clone().unwrap_or(own)
    }

    /// The ends of all paths through it.
    fn ends(&self) -> Vec<&PathEnd> {
        self.end.iter().chain(self.above.iter().flat_map(Self::ends)).collect()
    }
}

impl ServiceIssuer {
    /// The ends of its paths.
    pub fn ends(&self) -> Vec<&PathEnd> {
        self.certificates.iter().flat_map(TreeNode::ends).collect()
    }

    /// The best of its paths today. Unknown where it has none.
    pub fn today(&self) -> Holds {
        self.ends().iter().map(|end| end.today.holds).min().unwrap_or(Holds::Unknown)
    }

    /// The best of its paths at the cutover. Unknown where it has none.
    pub fn cutover(&self) -> Holds {
        self.ends().iter().map(|end| end.cutover.holds).min().unwrap_or(Holds::Unknown)
    }

    /// The stable word for its side: `incoming` or `retiring`.
    pub const fn side_word(&self) -> &'static str {
        match self.side {
            Side::Incoming => "incoming",
            Side::Retiring => "retiring",
        }
    }
}

impl ChainTree {
    /// The tree of a policy.
    pub fn build(policy: &Policy, facts: TreeFacts<'_>) -> Self {
        let cutover = facts.cutover.unwrap_or(policy.cutover.at);
        let unread = unread(&facts);
        let host =
            Host { policy, store: facts.store, held: &facts.held, unread: unread.len(), times: [facts.today, cutover] };
        let hand = Hand::of(policy, &facts);
        let mut bounded = false;
        let mut paths = 0;
        let mut issuers = Vec::new();
        for start in hand.starts(policy) {
            let mut ledger = Ledger::default();
            let mut issuer = ServiceIssuer { label: start.label, side: start.side, certificates: Vec::new() };
            let ground = Ground { candidates: &hand.between, anchors: &hand.ends, at: cutover };
            for certificate in &start.certificates {
                let found = ways(certificate, ground, &mut ledger);
                let whole = found.whole.into_iter().map(|way| (way, None));
                for (way, fault) in whole.chain(found.broken.into_iter().map(|(way, fault)| (way, Some(fault)))) {
                    if fault == Some(PathFault::Bounds) || paths >= MOST_PATHS {
                        bounded = true;
                        continue;
                    }
                    paths = paths.saturating_add(1);
                    let end = match fault {
                        None => host.end(&way, &mut ledger),
                        Some(fault) => host.broken(&way, &fault, hand.above(&way, &fault)),
                    };
                    hang(&mut issuer.certificates, &way, end, &hand, policy);
                }
            }
            issuers.push(issuer);
        }
        let drawn = of_each_key(&issuers);
        issuers.iter_mut().flat_map(|one| &mut one.certificates).for_each(|node| pair(node, &drawn));
        let in_it: BTreeSet<Fingerprint> = drawn.into_values().flatten().collect();
        let unused = facts.given.iter().filter(|one| !in_it.contains(&one.fingerprint()));
        Self {
            verdict: verdict(&issuers, bounded),
            policy: policy.id.clone(),
            title: policy.title.clone(),
            superseded_by: policy.superseded.as_ref().map(|by| by.by.clone()),
            store: store_origin(&facts.store.origin).to_string(),
            anchors: facts.held.iter().filter(|one| facts.store.takes(one.held)).count(),
            programme: host.programme(),
            unread,
            today: facts.today,
            cutover,
            cutover_origin: if facts.cutover.is_some() { "asked" } else { "policy" },
            unused: unused.map(|one| Shown::new(&format!("{} ({})", one.label(), one.fingerprint()))).collect(),
            issuers,
            bounded,
            tool: facts.tool,
        }
    }

    /// The issuers of a side.
    pub fn of(&self, side: Side) -> impl Iterator<Item = &ServiceIssuer> {
        self.issuers.iter().filter(move |one| one.side == side)
    }

    /// How many paths of the incoming side hold at the cutover, and how many there are.
    pub fn counted(&self) -> (usize, usize) {
        let ends: Vec<&PathEnd> = self.of(Side::Incoming).flat_map(ServiceIssuer::ends).collect();
        (ends.iter().filter(|end| end.cutover.holds == Holds::Yes).count(), ends.len())
    }
}

/// At least one path of the incoming side must hold at the cutover; what is not known is never ready.
fn verdict(issuers: &[ServiceIssuer], bounded: bool) -> Verdict {
    let incoming = issuers.iter().filter(|one| one.side == Side::Incoming).flat_map(ServiceIssuer::ends);
    match incoming.map(|end| end.cutover.holds).min() {
        Some(Holds::Yes) => Verdict::Ready,
        Some(Holds::No) if !bounded => Verdict::NotReady,
        _ => Verdict::Undetermined,
    }
}

fn unread(facts: &TreeFacts<'_>) -> Vec<Shown> {
    let of_store = facts.store.unread.iter().map(|one| format!("{}: {}", one.place, one.reason));
    let odd =
        (facts.not_understood > 0).then(|| format!("certificates that are not understood: {}", facts.not_understood));
    of_store.chain(odd).map(|one| Shown::new(&one)).collect()
}

/// A CA from which paths begin.
struct Start {
    label: Shown,
    side: Side,
    certificates: Vec<Certificate>,
}

/// The certificates at hand, each once: those of the policy first, then those of files, then the store's.
struct Hand {
    all: Vec<(Certificate, &'static str)>,
    /// Where paths end: what signed itself, and what the store takes as an anchor.
    ends: Vec<Certificate>,
    /// What may stand between.
    between: Vec<Certificate>,
    /// What the store takes as an anchor.
    anchors: BTreeSet<Fingerprint>,
}

impl Hand {
    fn of(policy: &Policy, facts: &TreeFacts<'_>) -> Self {
        let policys = policy.certificates().map(|one| (one, "policy"));
        let files = facts.given.iter().map(|one| (one, "file"));
        let store = facts.held.iter().map(|one| (&one.certificate, "store"));
        let mut seen = BTreeSet::new();
        let all = policys.chain(files).chain(store).filter(|(one, _)| seen.insert(one.fingerprint()));
        let all: Vec<(Certificate, &'static str)> = all.map(|(one, source)| (one.clone(), source)).collect();
        let taken = facts.held.iter().filter(|one| facts.store.takes(one.held));
        let anchors: BTreeSet<Fingerprint> = taken.map(|one| one.certificate.fingerprint()).collect();
        let is_end = |one: &Certificate| anchors.contains(&one.fingerprint()) || signed_itself(one);
        let (ends, between) = all.iter().map(|(one, _)| one.clone()).partition(is_end);
        Self { all, ends, between, anchors }
    }

    /// The CAs that issue the service's certificate: the policy's intermediates that issue no other one, each incoming anchor without
    /// an intermediate, and each retiring anchor, below which the policy knows none.
    fn starts(&self, policy: &Policy) -> Vec<Start> {
        let mut starts: Vec<Start> = Vec::new();
        let mut begin = |first: &Certificate, label: Option<&str>, side: Side| {
            let known = |start: &Start| start.certificates.iter().any(|one| is_same_authority(one, first));
            if starts.iter().any(|start| start.side == side && known(start)) {
                return;
            }
            let of_it = self.all.iter().filter(|(one, _)| is_same_authority(one, first));
            let certificates = of_it.map(|(one, _)| one.clone()).collect();
            starts.push(Start { label: label.map_or_else(|| first.label(), Shown::new), side, certificates });
        };
        let between = &policy.intermediates;
        for one in between {
            let same = between.iter().filter(|other| is_same_authority(&other.certificate, &one.certificate));
            let labels: BTreeSet<&str> = same.map(|other| other.label.as_str()).collect();
            if !between.iter().any(|other| labels.contains(other.issuer.as_str())) {
                begin(&one.certificate, (labels.len() == 1).then_some(one.label.as_str()), Side::Incoming);
            }
        }
        let bare = policy.incoming.iter().filter(|anchor| !between.iter().any(|one| one.issuer == anchor.label));
        let sides = bare.map(|anchor| (anchor, Side::Incoming));
        for (anchor, side) in sides.chain(policy.retiring.iter().map(|anchor| (anchor, Side::Retiring))) {
            for first in lowest(anchor) {
                begin(first, of_one_key(anchor).then_some(anchor.label.as_str()), side);
            }
        }
        starts
    }

    /// What is above the end of a path that reaches no anchor, where something is: the search passes over an issuer at which the path
    /// was before, and over one that led nowhere when it was tried.
    fn above(&self, way: &[Certificate], fault: &PathFault) -> Option<WhyNot> {
        let last = way.last().filter(|_| matches!(fault, PathFault::NoIssuer { .. }))?;
        let again = way.iter().find(|one| one.subject() == last.issuer());
        let tried = || self.all.iter().map(|(one, _)| one).find(|one| one.subject() == last.issuer());
        let (cause, why) = match (again, tried()) {
            (Some(again), _) => ("loop", format!("its issuer is {}, where the path was before", again.label())),
            (None, Some(tried)) => {
                ("leads-nowhere", format!("from {}, its issuer, no path leads to a root", tried.label()))
            }
            (None, None) => return None,
        };
        Some(WhyNot { cause, why: Shown::new(&why), holds: Holds::No })
    }

    fn kind(&self, certificate: &Certificate) -> NodeKind {
        let is_root_of_it = |one: &Certificate| is_same_authority(one, certificate) && signed_itself(one);
        match () {
            () if signed_itself(certificate) => NodeKind::Root,
            () if self.anchors.contains(&certificate.fingerprint()) => NodeKind::Anchor,
            () if self.ends.iter().any(is_root_of_it) => NodeKind::Cross,
            () => NodeKind::Intermediate,
        }
    }
}

fn signed_itself(certificate: &Certificate) -> bool {
    certificate.is_self_issued() && link_to_anchor(certificate, certificate).is_ok()
}

/// The certificates of an anchor that issued none of its other ones.
fn lowest(anchor: &Anchor) -> impl Iterator<Item = &Certificate> {
    let issued = |one: &Certificate| {
        let mut others = anchor.known.iter().filter(|other| !is_same_authority(other, one));
        others.any(|other| other.issuer() == one.subject())
    };
    anchor.known.iter().filter(move |one| !issued(one))
}

/// Whether all certificates of an anchor that are at hand have one key, so that its label means that one.
fn of_one_key(anchor: &Anchor) -> bool {
    let mut keys: Vec<SpkiDigest> = anchor.known.iter().map(Certificate::spki_digest).collect();
    keys.dedup();
    keys.len() == 1
}

/// What the policy calls a certificate, and which others it lists for the same anchor that are not at hand.
fn named(policy: &Policy, certificate: &Certificate, hand: &Hand) -> (Option<Shown>, Vec<Fingerprint>) {
    if let Some(one) = policy.intermediates.iter().find(|one| one.certificate == *certificate) {
        return (Some(Shown::new(&one.label)), Vec::new());
    }
    let mut anchors = policy.incoming.iter().chain(&policy.retiring).filter(|anchor| of_one_key(anchor));
    let Some(anchor) = anchors.find(|anchor| anchor.is(certificate)) else { return (None, Vec::new()) };
    let at_hand = |listed: &Fingerprint| hand.all.iter().any(|(one, _)| one.fingerprint() == *listed);
    let listed = anchor.certificates.iter().filter(|listed| !at_hand(listed)).copied().collect();
    (Some(Shown::new(&anchor.label)), listed)
}

/// Hangs a path into the tree: what it shares with another stands there once.
fn hang(nodes: &mut Vec<TreeNode>, way: &[Certificate], end: PathEnd, hand: &Hand, policy: &Policy) {
    let Some((first, above)) = way.split_first() else { return };
    let place = nodes.iter().position(|node| node.certificate == *first).unwrap_or_else(|| {
        let (policy_label, listed) = named(policy, first, hand);
        let source = hand.all.iter().find(|(one, _)| one == first).map_or("store", |(_, source)| *source);
        let (certificate, kind) = (first.clone(), hand.kind(first));
        let (same_key, end, above) = (Vec::new(), None, Vec::new());
        nodes.push(TreeNode { certificate, kind, source, policy_label, same_key, listed, end, above });
        nodes.len().saturating_sub(1)
    });
    let Some(node) = nodes.get_mut(place) else { return };
    if above.is_empty() {
        node.end.get_or_insert(end);
    } else {
        hang(&mut node.above, above, end, hand, policy);
    }
}

/// The certificates of the tree by their keys, in the order of their digests.
fn of_each_key(issuers: &[ServiceIssuer]) -> BTreeMap<SpkiDigest, BTreeSet<Fingerprint>> {
    let mut keys: BTreeMap<SpkiDigest, BTreeSet<Fingerprint>> = BTreeMap::new();
    let mut left: Vec<&TreeNode> = issuers.iter().flat_map(|one| &one.certificates).collect();
    while let Some(node) = left.pop() {
        keys.entry(node.certificate.spki_digest()).or_default().insert(node.certificate.fingerprint());
        left.extend(&node.above);
    }
    keys
}

/// Tells each node which others of the tree have its key.
fn pair(node: &mut TreeNode, keys: &BTreeMap<SpkiDigest, BTreeSet<Fingerprint>>) {
    let own = node.certificate.fingerprint();
    let same = keys.get(&node.certificate.spki_digest()).into_iter().flatten();
    node.same_key = same.filter(|one| **one != own).copied().collect();
    node.above.iter_mut().for_each(|one| pair(one, keys));
}
