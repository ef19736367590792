//! What TLS presented, and in what that ends: a public root, a root of this host's own, or neither.

use super::{ChainEnd, Examined, LARGEST_AIA, Presented};
use crate::evidence::Evidence;
use crate::observation::{Fetch, Reached};
use crate::pki::chain::{Material, Revocation, Terms, judge};
use crate::pki::path::KeyPurpose;
use crate::pki::{Certificate, public_roots};
use crate::policy::Policy;

/// In what a chain may end, and what may stand between.
pub(super) struct Ends {
    between: Vec<Certificate>,
    expected: Vec<Certificate>,
    of_this_host: Vec<Certificate>,
}

impl Ends {
    pub(super) fn new(policy: &Policy, examined: &Examined) -> Self {
        let brought = examined.brought.iter().map(|one| &one.certificate);
        let known = policy.incoming.iter().chain(&policy.retiring).flat_map(|anchor| &anchor.known);
        Self {
            between: policy.certificates().chain(brought).cloned().collect(),
            expected: known.chain(public_roots()).cloned().collect(),
            of_this_host: examined.store.iter().map(|entry| entry.certificate.clone()).collect(),
        }
    }
}

/// What TLS presented, and in what that ends when it was observed. None where there was no TLS.
pub(super) fn presented(fetch: &Fetch, ends: &Ends, evidence: &Evidence) -> Option<Presented> {
    let facts = fetch.tls.as_ref()?;
    let bytes = facts.chain.iter().filter_map(|digest| evidence.objects.small(digest, LARGEST_AIA).ok().flatten());
    let chain: Vec<Certificate> = bytes.filter_map(|der| Certificate::decode(&der).ok()).collect();
    let host = match &fetch.reached {
        Reached::Connected { hops, .. } | Reached::Answered { hops, .. } => hops.last().map(|hop| hop.to.host()),
        _ => None,
    };
    let host = host.unwrap_or_else(|| fetch.id.url.host());
    let (Some(leaf), Some(last)) = (chain.first(), chain.last()) else {
        return Some(Presented { host, chain, end: ChainEnd::NotUnderstood });
    };
    let observed = evidence.observations.started;
    let terms = Terms { at: observed, max_age: None, purpose: KeyPurpose::Server, revocation: Revocation::Off };
    // A chain that is out of its time ends where it ends all the same.
    let ends_in = |anchors: &[Certificate]| {
        let candidates = chain.iter().chain(&ends.between).cloned().collect();
        let judged = judge(leaf, &Material { candidates, anchors: anchors.to_vec(), ..Material::default() }, &terms);
        judged.anchor().map(Certificate::label)
    };
    let end = match ends_in(&ends.expected) {
        Some(root) => ChainEnd::Expected(root),
        None => match ends_in(&ends.of_this_host) {
            Some(root) => ChainEnd::OfThisHost(root),
            // A CA that says where its own certificate is may be a public one, of which the chain lacks a certificate.
            None if !last.is_self_issued() && !last.ca_issuer_urls().is_empty() => {
                ChainEnd::Incomplete(last.issuer().label())
            }
            None => ChainEnd::Elsewhere(last.issuer().label()),
        },
    };
    Some(Presented { host, chain, end })
}
