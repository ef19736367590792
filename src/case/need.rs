//! How much depends on a target, and when the policy's word about the new chain is judged.

use super::{ByWindows, Case, Shortfall, closed};
use crate::evidence::Asked;
use crate::examine::{Content, OcspRefusal};
use crate::finding::{Level, Phase, Purpose, Weight};
use crate::observation::{Fetch, Method, NamedBy};
use crate::pki::Verified;
use crate::pki::crl::{CrlReading, Scope, scope_for, scope_for_unseen};
use crate::pki::ocsp::{BasicResponse, CertStatus};
use crate::policy::{Endpoint, EndpointKind, Need, Policy};
use crate::vocabulary::{Digest, Timestamp};

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

impl<'a> Case<'a> {
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

    /// The policy's endpoint behind a fetch, the one that is needed most where several name it. None where only a
    /// certificate named it.
    pub fn endpoint(&self, fetch: &Fetch) -> Option<&'a Endpoint> {
        self.endpoints(fetch).min_by_key(|one| &one.need)
    }

    /// Every endpoint of the policy that names a fetch: one responder may be there for several certificates.
    pub fn endpoints(&self, fetch: &Fetch) -> impl Iterator<Item = &'a Endpoint> {
        // The command line has no lines to tell one question to a responder from another.
        let asked = |one: &Endpoint| self.policy.asks(one).map(|question| Digest::of(&question.request()));
        let by_command_line = fetch.named_by.contains(&NamedBy::CommandLine);
        self.policy.endpoints.iter().filter(move |one| {
            let names = fetch.named_by.contains(&NamedBy::Policy(one.line))
                || (by_command_line && (fetch.id.request.is_none() || asked(one) == fetch.id.request));
            names && one.url == fetch.id.url && one.kind == fetch.id.kind
        })
    }

    /// The policy's endpoints that nothing was collected for: evidence of a run that did not plan them (of a superseded
    /// policy, without `--cutover`) says nothing of them.
    pub fn uncollected(&self) -> impl Iterator<Item = &'a Endpoint> {
        let collected = |one: &Endpoint| {
            self.observed.fetches.iter().any(|fetch| self.endpoints(fetch).any(|it| it.line == one.line))
        };
        self.policy.endpoints.iter().filter(move |one| !collected(one))
    }

    /// Whether a CRL is of another CA than the policy says of its URL.
    pub fn is_of_another(&self, crl: &Verified<CrlReading>, fetch: &Fetch) -> bool {
        // Of the certificates that `--issuer` gave, any may have signed.
        let given = |one: &Endpoint| self.policy.is_command_line() && one.kind == EndpointKind::Any;
        let label = self.endpoint(fetch).filter(|one| !given(one)).and_then(|one| one.issuer.as_deref());
        label.is_some_and(|label| self.policy.labelled(label).all(|one| *one.subject() != crl.value().issuer))
    }

    /// Whether any CA at hand may have signed what a fetch brings, so that nobody at hand having done so says nothing.
    pub fn leaves_issuer_open(&self, fetch: &Fetch) -> bool {
        self.policy.purpose == Purpose::Urls && self.endpoint(fetch).is_none_or(|one| one.issuer.is_none())
    }

    /// What the failure of a fetch means: by the policy's need, or a warning where only a certificate named the URL.
    pub fn bearing(&self, fetch: &Fetch) -> Bearing {
        let (level, weight) = match self.endpoint(fetch).map(|one| &one.need) {
            // The way that CryptoAPI takes decides, and our own socket explains.
            Some(_) if matches!(self.by_windows(fetch), Some(ByWindows::Came(_))) => {
                (Level::Warning, Weight::Supporting)
            }
            // The URL is what the policy needs: one method that does not pass leaves it in use.
            Some(_) if self.other_method_works(fetch) => (Level::Warning, Weight::Supporting),
            Some(Need::Required) => (Level::Failure, Weight::Decisive),
            // While another of the group was not looked at to its end, that one decides: unknown. So each that was not looked
            // at itself can decide, or several would wait for one another.
            Some(Need::OneOf(group)) if !self.group_works(group, fetch) && self.not_looked(fetch) => {
                (Level::Failure, Weight::Decisive)
            }
            Some(Need::OneOf(group)) if !self.group_may_work(group, fetch) => (Level::Failure, Weight::Decisive),
            Some(Need::OneOf(_)) | None => (Level::Warning, Weight::Supporting),
            Some(Need::Optional) => (Level::Notice, Weight::Supporting),
        };
        Bearing { level, weight }
    }

    /// What it means that Windows' own retrieval does not bring a target which our socket brings: by the policy's need.
    pub fn bearing_of_windows(&self, fetch: &Fetch) -> Bearing {
        let came = |other: &Fetch| matches!(self.by_windows(other), Some(ByWindows::Came(_)));
        let (level, weight) = match self.endpoint(fetch).map(|one| &one.need) {
            Some(Need::OneOf(group)) if self.others_of(group, fetch).any(came) => (Level::Warning, Weight::Supporting),
            Some(Need::Required | Need::OneOf(_)) => (Level::Failure, Weight::Decisive),
            Some(Need::Optional) => (Level::Notice, Weight::Supporting),
            None => (Level::Warning, Weight::Supporting),
        };
        Bearing { level, weight }
    }

    fn other_method_works(&self, than: &Fetch) -> bool {
        let optional = self.endpoint(than).is_some_and(|one| one.need == Need::Optional);
        let same = |other: &&Fetch| {
            (other.id.kind, &other.id.url, &other.id.request) == (than.id.kind, &than.id.url, &than.id.request)
        };
        let mut others = self.observed.fetches.iter().filter(same).filter(|other| other.id.method != than.id.method);
        !optional && others.any(|other| self.is_usable(other))
    }

    fn group_may_work(&self, group: &str, than: &Fetch) -> bool {
        self.group_works(group, than) || self.others_of(group, than).any(|other| self.not_looked(other))
    }

    fn group_works(&self, group: &str, than: &Fetch) -> bool {
        self.others_of(group, than).any(|other| self.is_usable(other))
    }

    fn others_of(&self, group: &str, than: &Fetch) -> impl Iterator<Item = &'a Fetch> {
        let of_group = move |one: &Endpoint| matches!(&one.need, Need::OneOf(name) if name == group);
        let others = self.observed.fetches.iter().filter(move |other| other.id.url != than.id.url);
        others.filter(move |other| self.endpoints(other).any(of_group))
    }

    fn not_looked(&self, fetch: &Fetch) -> bool {
        matches!(self.shortfall(fetch), Some(Shortfall::NotLooked(_)))
    }

    /// Whether a fetch gave what its kind asks for: a signed CRL in its window that covers what it was fetched for, a
    /// signed OCSP answer that says good in its window, a certificate, or the connection that was asked for.
    fn is_usable(&self, fetch: &Fetch) -> bool {
        let body = match self.by_windows(fetch) {
            Some(ByWindows::Came(body)) => Some(body),
            Some(ByWindows::Nothing(_)) => return false,
            Some(ByWindows::Open(_)) | None if self.shortfall(fetch).is_some() => return false,
            Some(ByWindows::Open(_)) | None => self.examined.bodies.get(&fetch.id),
        };
        let is_open = |freshness| closed(freshness).is_none();
        match body.map(|body| &body.content) {
            Some(Content::Crl(Ok(crl))) => {
                is_open(self.crl_window(crl)) && !self.is_of_another(crl, fetch) && self.covers_all(crl, fetch)
            }
            Some(Content::Ocsp(answer)) if self.proves_path_only(fetch) => match (answer, self.policy.purpose) {
                (Err(OcspRefusal::Unread(_)), _) | (Err(OcspRefusal::Unverified(..)), Purpose::Urls) => false,
                (Ok(answer), Purpose::Urls) => {
                    self.said(fetch, answer).is_some_and(|(_, single)| is_open(self.ocsp_window(single)))
                }
                _ => true,
            },
            Some(Content::Ocsp(Ok(answer))) => self.says_good(answer, fetch),
            Some(Content::Certificates { found, .. }) => !found.is_empty(),
            Some(_) => false,
            None => fetch.id.method == Method::Connect,
        }
    }

    /// Whether an answer says good of the certificate that was asked for: from whom may say so now, in its window, and
    /// with nothing in it that is critical and unknown.
    fn says_good(&self, answer: &Verified<BasicResponse>, fetch: &Fetch) -> bool {
        let signer = answer.signer();
        let entitled = !signer.has_ocsp_signing() || signer.is_valid_at(self.times.observed);
        let good = self.said(fetch, answer).is_some_and(|(_, single)| {
            let understood = answer.value().unknown_critical.is_empty() && single.single().unknown_critical.is_empty();
            understood && single.status() == CertStatus::Good && closed(self.ocsp_window(single)).is_none()
        });
        entitled && good
    }

    fn covers_all(&self, crl: &Verified<CrlReading>, fetch: &Fetch) -> bool {
        let subjects = self.subjects();
        let mut served = subjects.iter().filter(|subject| subject.crls.iter().any(|one| one.id == fetch.id));
        served.all(|subject| {
            let scope =
                subject.certificate.map_or_else(|| scope_for_unseen(crl, &fetch.id.url), |it| scope_for(crl, it));
            scope == Scope::Covers
        })
    }
}
