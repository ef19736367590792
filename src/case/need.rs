//! How much depends on a target, and when the policy's word about the new chain is judged.

use super::Case;
use crate::evidence::Asked;
use crate::finding::{Level, Phase, Weight};
use crate::observation::{Fetch, NamedBy};
use crate::policy::{Endpoint, EndpointKind, Intermediate, Need, Policy};
use crate::vocabulary::Timestamp;

/// Whether a policy may be judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is in force.
    InForce,
    /// It is superseded, and an explicit `--cutover` asks for its own date all the same.
    JudgedForItsDate,
    /// It is superseded, and nothing but that is to be said.
    Superseded,
}

impl Standing {
    /// The standing of a policy: a superseded one is judged for its own date only where `--cutover` asks for it.
    pub const fn of(policy: &Policy, asked: &Asked) -> Self {
        match (&policy.superseded, asked.cutover) {
            (None, _) => Self::InForce,
            (Some(_), Some(_)) => Self::JudgedForItsDate,
            (Some(_), None) => Self::Superseded,
        }
    }
}

/// What the failure of a target means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearing {
    /// The level of its failure.
    pub level: Level,
    /// Whether its failure can decide.
    pub weight: Weight,
}

impl Case<'_> {
    /// When the new chain is judged, UTC: at the cutover while it lies ahead, afterwards at `as_of`; a superseded policy
    /// that is judged for its own date, at that date.
    pub fn judged_at(&self) -> Timestamp {
        match self.standing {
            Standing::JudgedForItsDate => self.times.cutover,
            Standing::InForce | Standing::Superseded => self.times.cutover.max(self.times.as_of),
        }
    }

    /// Whether the old chain still has to work: until the end of the overlap.
    pub fn old_chain_counts(&self) -> bool {
        self.phase != Phase::After
    }

    /// The policy's endpoint behind a fetch. None where only a certificate or the command line named it.
    pub fn endpoint(&self, fetch: &Fetch) -> Option<&Endpoint> {
        fetch.named_by.iter().find_map(|by| match by {
            NamedBy::Policy(line) => self
                .policy
                .endpoints
                .iter()
                .find(|one| one.line == *line && one.url == fetch.id.url && one.kind == fetch.id.kind),
            NamedBy::Certificate(..) | NamedBy::CommandLine => None,
        })
    }

    /// What the failure of a fetch means: by the policy's need, or a warning where only a certificate named the URL.
    pub fn bearing(&self, fetch: &Fetch) -> Bearing {
        let (level, weight) = match self.endpoint(fetch).map(|one| &one.need) {
            Some(Need::Required) => (Level::Failure, Weight::Decisive),
            Some(Need::OneOf(group)) if !self.other_of_group_works(group, fetch) => (Level::Failure, Weight::Decisive),
            Some(Need::OneOf(_)) | None => (Level::Warning, Weight::Supporting),
            Some(Need::Optional) => (Level::Notice, Weight::Supporting),
        };
        Bearing { level, weight }
    }

    fn other_of_group_works(&self, group: &str, than: &Fetch) -> bool {
        self.observed.fetches.iter().any(|other| {
            other.id.url != than.id.url
                && self.endpoint(other).is_some_and(|one| one.need == Need::OneOf(group.to_owned()))
                && self.examined.is_usable(other, self.times.observed)
        })
    }

    /// The intermediate whose path a fetch serves, where that intermediate is not valid at the judged time: what is
    /// found at the URL no longer matters then.
    pub fn impossible_path(&self, fetch: &Fetch) -> Option<&Intermediate> {
        let endpoint = self.endpoint(fetch)?;
        if endpoint.kind == EndpointKind::Connect {
            return None;
        }
        let at = self.judged_at();
        self.policy.intermediates.iter().filter(|one| at > one.certificate.not_after()).find(|one| {
            let serves_it = endpoint.issuer.as_deref() == Some(one.label.as_str());
            let asks_of_it = endpoint.asks.as_deref() == Some(one.label.as_str());
            let names_it = one.certificate.crl_urls().contains(&endpoint.url)
                || one.certificate.ca_issuer_urls().contains(&endpoint.url);
            serves_it || asks_of_it || names_it
        })
    }
}
