//! Certificates whose validity has ended at the judged time: no path goes through them, and what serves them alone no
//! longer matters.

use super::Case;
use crate::finding::Purpose;
use crate::observation::{Fetch, NamedBy};
use crate::pki::Certificate;
use crate::policy::{Endpoint, EndpointKind, Intermediate};
use crate::vocabulary::{Digest, Shown, Timestamp};

/// An intermediate that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its label in the policy, or what it calls itself.
    pub label: Shown,
    /// The last instant of its validity, UTC.
    pub until: Timestamp,
}

impl<'a> Case<'a> {
    /// The intermediate that makes every path through a certificate impossible at the judged time: itself, or one above
    /// it. None where a path is possible.
    pub fn ended(&self, certificate: &Certificate) -> Option<Ended> {
        let at = self.judged_at();
        let known = self.policy.intermediates.len().saturating_add(self.examined.brought.len());
        let mut next = Some(certificate);
        // No chain is longer than all that are known; hostile ones may issue each other in a circle.
        for _ in 0..=known {
            let one = next?;
            if at > one.not_after() {
                let label = self.intermediate(one).map_or_else(|| one.label(), |it| Shown::new(&it.label));
                return Some(Ended { label, until: one.not_after() });
            }
            next = self.above(one);
        }
        None
    }

    /// The same for what a fetch serves: one of them, where a path is possible through none. None where one is possible,
    /// or where it is not known what the fetch serves.
    pub fn impossible_path(&self, fetch: &Fetch) -> Option<Ended> {
        // Of a URL alone, no path is asked for.
        if fetch.id.kind == EndpointKind::Connect || self.policy.purpose == Purpose::Urls {
            return None;
        }
        let mut served = Vec::new();
        for by in &fetch.named_by {
            match by {
                NamedBy::Policy(_) => {}
                NamedBy::Certificate(_, digest) => served.push(self.by_digest(digest)?),
                NamedBy::CommandLine | NamedBy::RootUpdate | NamedBy::Mx(_) => return None,
            }
        }
        for endpoint in self.endpoints(fetch) {
            served.extend(self.served_by(endpoint));
        }
        let ended: Option<Vec<Ended>> = served.into_iter().map(|one| self.ended(one)).collect();
        ended?.into_iter().max_by_key(|one| one.until)
    }

    /// The certificates that need what a policy's endpoint serves: the one that is asked for, those that its issuer
    /// issued, or the issuer itself where only the service's own certificate stands below it.
    fn served_by(&self, endpoint: &Endpoint) -> Vec<&'a Certificate> {
        let intermediates = &self.policy.intermediates;
        let labelled = |label: &str| intermediates.iter().find(|one| one.label == label);
        if let Some(asked) = &endpoint.asks {
            return labelled(asked).into_iter().map(|one| &one.certificate).collect();
        }
        let Some(issuer) = &endpoint.issuer else { return Vec::new() };
        let below: Vec<&Certificate> =
            intermediates.iter().filter(|one| &one.issuer == issuer).map(|one| &one.certificate).collect();
        if below.is_empty() { labelled(issuer).into_iter().map(|one| &one.certificate).collect() } else { below }
    }

    fn by_digest(&self, digest: &Digest) -> Option<&'a Certificate> {
        let policy = self.policy.certificates();
        let mut all = policy.chain(self.examined.brought.iter().map(|one| &one.certificate));
        all.find(|one| Digest::of(one.der()) == *digest)
    }

    fn intermediate(&self, certificate: &Certificate) -> Option<&'a Intermediate> {
        self.policy.intermediates.iter().find(|one| &one.certificate == certificate)
    }

    /// The intermediate that issued a certificate. None where an anchor did, or nobody in play.
    fn above(&self, certificate: &Certificate) -> Option<&'a Certificate> {
        if let Some(known) = self.intermediate(certificate) {
            let issuer = self.policy.intermediates.iter().find(|one| one.label == known.issuer)?;
            return Some(&issuer.certificate);
        }
        let brought = self.examined.brought.iter().find(|one| &one.certificate == certificate)?;
        brought.issuer.as_ref().filter(|issuer| !issuer.is_self_issued())
    }
}
