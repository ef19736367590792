//! What a service presents: to which root that leads, with what help, and whether this host accepts it.

use std::net::IpAddr;

use super::Case;
use crate::examine::Served;
use crate::finding::Client;
use crate::pki::chain::{Chain, Material, Revocation, Role, Terms, judge};
use crate::pki::path::KeyPurpose;
use crate::pki::{Certificate, GeneralNameKind, is_same_authority, public_roots};
use crate::policy::{Anchor, Side};
use crate::vocabulary::Shown;

/// In which root a presented chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// In an incoming anchor: its label.
    Incoming(Shown),
    /// In a retiring anchor: its label.
    Retiring(Shown),
    /// In a root of a public programme that the policy does not know.
    Public(Shown),
    /// In a root that this host trusts, and no public programme does.
    OfThisHost(Shown),
    /// In none of these: who issued its last certificate.
    Nowhere(Shown),
}

/// Where a presented chain leads.
#[derive(Clone, Debug)]
pub struct Leads {
    /// To which root.
    pub root: Root,
    /// From the service's certificate to the root, where it ends in one.
    pub path: Vec<Certificate>,
    /// What of that path, its root aside, was not presented: the policy or AIA had it.
    pub lacking: Vec<Certificate>,
    /// What was presented and is no part of it.
    pub extra: Vec<Certificate>,
    /// Whether what was presented stands in the order of the path (RFC 5246 §7.4.2).
    pub in_order: bool,
    /// What was presented of a root's own name and key under another issuer: a cross-certificate. None where there is none.
    pub cross: Option<Certificate>,
}

impl Leads {
    /// The side of the cutover to which the root belongs. None where it belongs to neither.
    pub const fn side(&self) -> Option<Side> {
        match self.root {
            Root::Incoming(_) => Some(Side::Incoming),
            Root::Retiring(_) => Some(Side::Retiring),
            Root::Public(_) | Root::OfThisHost(_) | Root::Nowhere(_) => None,
        }
    }
}

impl Case<'_> {
    /// Where a presented chain leads: to an anchor of the policy rather than to another root, to an incoming one rather than to
    /// a retiring one, and by what was presented alone rather than with help. None where nothing was presented that is
    /// understood.
    pub fn leads(&self, served: &Served) -> Option<Leads> {
        let (leaf, last) = (served.chain.first()?, served.chain.last()?);
        let presented = served.chain.as_slice();
        let helped: Vec<Certificate> = presented.iter().chain(self.known()).cloned().collect();
        let incoming = self.anchors(&self.policy.incoming, presented);
        let retiring = self.anchors(&self.policy.retiring, presented);
        for candidates in [presented, &helped] {
            for (anchors, role) in [(&incoming, Side::Incoming), (&retiring, Side::Retiring)] {
                let path = self.path(leaf, candidates, anchors);
                if let Some(path) = path {
                    let root = self.role(role, path.last()?);
                    return Some(Leads::new(root, path, presented, self.roots()));
                }
            }
        }
        let store: Vec<Certificate> = self.examined.store.iter().map(|entry| entry.certificate.clone()).collect();
        for (anchors, is_public) in [(public_roots(), true), (&store, false)] {
            if let Some(path) = self.path(leaf, &helped, anchors) {
                let label = path.last()?.label();
                let root = if is_public { Root::Public(label) } else { Root::OfThisHost(label) };
                return Some(Leads::new(root, path, presented, self.roots()));
            }
        }
        Some(Leads::new(Root::Nowhere(last.issuer().label()), Vec::new(), presented, self.roots()))
    }

    /// Whether this host accepts what was presented: its chain, judged for a server against the store as it was read, when it
    /// was observed. Revocation is asked by `revocation-path`. None where nothing was presented that is understood.
    pub fn accepted(&self, served: &Served) -> Option<Chain> {
        let leaf = served.chain.first()?;
        let mut candidates = served.chain.clone();
        // Windows takes what its stores hold and what AIA brings; OpenSSL takes what is presented.
        if self.client != Client::OpensslNoRevocation {
            candidates.extend(self.examined.brought.iter().map(|one| one.certificate.clone()));
            candidates.extend(self.examined.passed_over.iter().map(|entry| entry.certificate.clone()));
        }
        let material = Material {
            candidates,
            anchors: self.examined.store.iter().map(|entry| entry.certificate.clone()).collect(),
            anchors_unread: self.observed.store.unread.len(),
            ..Material::default()
        };
        Some(judge(leaf, &material, &self.terms()))
    }

    const fn terms(&self) -> Terms {
        let at = self.times.observed;
        Terms { at, max_age: None, purpose: KeyPurpose::Server, revocation: Revocation::Off }
    }

    /// A way from a certificate to one of these anchors, whatever is wrong on it: a chain that is out of its time ends where it
    /// ends all the same.
    fn path(
        &self,
        leaf: &Certificate,
        candidates: &[Certificate],
        anchors: &[Certificate],
    ) -> Option<Vec<Certificate>> {
        let material = Material { candidates: candidates.to_vec(), anchors: anchors.to_vec(), ..Material::default() };
        let chain = judge(leaf, &material, &self.terms());
        let whole = chain.members.last().is_some_and(|last| last.role == Role::Anchor);
        whole.then(|| chain.members.into_iter().map(|member| member.certificate).collect())
    }

    /// The certificates that are these anchors: the policy's, those of the store, and one that was presented itself.
    fn anchors(&self, anchors: &[Anchor], presented: &[Certificate]) -> Vec<Certificate> {
        let known = anchors.iter().flat_map(|anchor| &anchor.known);
        let held = self.examined.store.iter().map(|entry| &entry.certificate).chain(presented);
        let held = held.filter(|one| one.is_self_issued() && anchors.iter().any(|anchor| anchor.is(one)));
        known.chain(held).cloned().collect()
    }

    /// What may stand between, beside what was presented.
    fn known(&self) -> impl Iterator<Item = &Certificate> {
        let intermediates = self.policy.intermediates.iter().map(|one| &one.certificate);
        intermediates.chain(self.examined.brought.iter().map(|one| &one.certificate))
    }

    fn roots(&self) -> impl Iterator<Item = &Certificate> {
        let anchors = self.policy.incoming.iter().chain(&self.policy.retiring).flat_map(|anchor| &anchor.known);
        anchors.chain(public_roots())
    }

    fn role(&self, side: Side, root: &Certificate) -> Root {
        let anchors = match side {
            Side::Incoming => &self.policy.incoming,
            Side::Retiring => &self.policy.retiring,
        };
        let label =
            anchors.iter().find(|anchor| anchor.is(root)).map_or_else(|| root.label(), |one| Shown::new(&one.label));
        match side {
            Side::Incoming => Root::Incoming(label),
            Side::Retiring => Root::Retiring(label),
        }
    }
}

impl Leads {
    fn new<'r>(
        root: Root,
        path: Vec<Certificate>,
        presented: &[Certificate],
        roots: impl Iterator<Item = &'r Certificate>,
    ) -> Self {
        let below = path.split_last().map_or(&[][..], |(_, below)| below);
        let lacking = below.iter().filter(|one| !presented.contains(one)).cloned().collect();
        // A root's key under another issuer serves those who have only that one: it is no more than the path, but beside it.
        let is_cross = |one: &Certificate, root: &Certificate| !one.is_self_issued() && is_same_authority(one, root);
        let known: Vec<&Certificate> = roots.collect();
        let of_a_root = |one: &&Certificate| known.iter().chain(&path.last()).any(|root| is_cross(one, root));
        let crosses: Vec<&Certificate> = presented.iter().skip(1).filter(of_a_root).collect();
        let extra: Vec<Certificate> = match path.as_slice() {
            [] => Vec::new(),
            path => presented.iter().filter(|one| !path.contains(one) && !crosses.contains(one)).cloned().collect(),
        };
        let places: Vec<usize> =
            presented.iter().filter_map(|one| path.iter().position(|other| other == one)).collect();
        let cross = crosses.first().map(|one| (*one).clone());
        Self { root, lacking, extra, in_order: places.is_sorted(), cross, path }
    }
}

/// Whether a certificate is for a host: by a name, by one whose first label is `*`, or by an address (RFC 9525 §6.3, §6.5).
pub fn covers(leaf: &Certificate, host: &str) -> bool {
    if let Ok(address) = host.parse::<IpAddr>() {
        let octets = match address {
            IpAddr::V4(v4) => v4.octets().to_vec(),
            IpAddr::V6(v6) => v6.octets().to_vec(),
        };
        let mut names = leaf.subject_alternative_names().iter();
        return names.any(|name| matches!(name.kind(), GeneralNameKind::Ip(found) if **found == *octets));
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    leaf.dns_names().any(|name| {
        let name = name.to_ascii_lowercase();
        match name.strip_prefix("*.") {
            Some(parent) => host.split_once('.').is_some_and(|(_, rest)| rest == parent),
            None => name == host,
        }
    })
}

/// How many of a certificate's names are shown.
const NAMES: usize = 3;

/// For whom a certificate is, in short: the first of its DNS names, or what it is called where it has none.
pub fn names_of(leaf: &Certificate) -> Shown {
    let names: Vec<&str> = leaf.dns_names().take(NAMES).collect();
    if names.is_empty() { leaf.label() } else { Shown::new(&names.join(", ")) }
}
