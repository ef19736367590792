//! What Windows' own facts say of a root and of a target: the questions that several checks ask of them.

use super::{Case, Shortfall, genuine, in_its_place};
use crate::examine::{Body, Content};
use crate::finding::Cause;
use crate::language::{Message, message};
use crate::observation::{Fetch, Kept, OsAnswer, Retrieved, StoreOrigin, WindowsFacts};
use crate::pki::Certificate;
use crate::policy::Anchor;
use crate::vocabulary::{Digest, Shown};

/// How a root gets where services find it, and what has to follow.
pub static IMPORT: &Message = message!(
    "words-import",
    "Import it into LocalMachine\\Root (as administrator: certutil -addstore -f Root FILE; or by group policy), then restart \
     MSExchangeTransport: mail waits while it restarts."
);

/// `CERT_TRUST_IS_EXPLICIT_DISTRUST`: a certificate of the chain is in Disallowed, or a list names it.
pub const EXPLICIT_DISTRUST: u32 = 0x0400_0000;

/// A certificate in one of Windows' stores.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// The certificate.
    pub certificate: &'a Certificate,
    /// Where it stands, and what the store keeps beside it.
    pub kept: &'a Kept,
}

impl Stored<'_> {
    /// Where it stands, as a report names it.
    pub fn place(&self) -> Shown {
        Shown::new(&self.kept.to_string())
    }
}

/// What Windows' own retrieval came to, of a target that our own socket was sent to as well.
#[derive(Clone, Copy, Debug)]
pub enum ByWindows<'a> {
    /// What is expected there came.
    Came(&'a Body),
    /// Something else came in its place, or nothing did.
    Nothing(Cause),
    /// It was not asked to its end.
    Open(Cause),
}

impl<'a> Case<'a> {
    /// What only Windows tells. None on other systems.
    pub fn windows(&self) -> Option<&'a WindowsFacts> {
        self.observed.windows.as_ref()
    }

    /// The same, where this Windows' own stores are judged. None on other systems, and where `--trust-store` gave another store:
    /// what this Windows says of its own is no answer then.
    pub fn windows_stores(&self) -> Option<&'a WindowsFacts> {
        self.windows().filter(|_| self.observed.store.origin == StoreOrigin::Windows)
    }

    /// Every certificate in Windows' stores, each as often as it stands there. Empty on other systems.
    pub fn stored(&self) -> impl Iterator<Item = Stored<'a>> {
        let entries = self.examined.store.iter().chain(&self.examined.passed_over);
        entries.flat_map(|entry| {
            let kept = entry.places.iter().filter_map(|place| place.kept.as_ref());
            kept.map(|kept| Stored { certificate: &entry.certificate, kept })
        })
    }

    /// The same of one incoming root.
    pub fn stored_root(&self, anchor: &Anchor) -> Vec<Stored<'a>> {
        self.stored().filter(|one| anchor.is(one.certificate)).collect()
    }

    /// Whether Windows' chain engine says of a chain to this root that one of its certificates is expressly distrusted. False
    /// where it was not asked.
    pub fn windows_distrusts(&self, anchor: &Anchor) -> bool {
        let below = self.policy.intermediates.iter().filter(|one| one.issuer == anchor.label);
        let subjects: Vec<Digest> =
            below.map(|one| &one.certificate).chain(&anchor.known).map(|one| Digest::of(one.der())).collect();
        let chains = self.windows().map(|windows| windows.chains.as_slice()).unwrap_or_default();
        let of_root = chains.iter().filter(|chain| subjects.contains(&chain.subject));
        let mut answers = of_root.map(|chain| &chain.answer);
        answers.any(|answer| match answer {
            OsAnswer::Chain { errors, .. } => errors & EXPLICIT_DISTRUST != 0,
            OsAnswer::Failed(_) => false,
        })
    }

    /// What Windows itself retrieved of a fetch's target. None where it was not asked for it.
    pub fn by_windows(&self, fetch: &Fetch) -> Option<ByWindows<'a>> {
        let retrieval = self.windows()?.retrievals.iter().find(|one| one.id == fetch.id)?;
        Some(match &retrieval.outcome {
            Retrieved::Came { bytes, .. } => match self.examined.retrieved.get(&fetch.id) {
                Some(body) => as_expected(body, *bytes),
                None => ByWindows::Open(Cause::HostIo),
            },
            Retrieved::Failed(_) => ByWindows::Nothing(Cause::RetrievalFailed),
            Retrieved::Late => ByWindows::Nothing(Cause::TooSlow),
            Retrieved::Cut => ByWindows::Open(match self.shortfall(fetch) {
                Some(Shortfall::NotLooked(cause)) => cause,
                _ => Cause::Deadline,
            }),
            Retrieved::Unstarted(_) => ByWindows::Open(Cause::HostIo),
        })
    }
}

/// Whether a body that Windows retrieved is what its target serves. Who signed it is asked elsewhere.
fn as_expected(body: &Body, bytes: u64) -> ByWindows<'_> {
    match (&body.content, in_its_place(body, bytes)) {
        (Content::HostIo(_), _) => ByWindows::Open(Cause::HostIo),
        (_, Some((cause, _))) => ByWindows::Nothing(cause),
        (_, None) if genuine(body).is_some() => ByWindows::Came(body),
        (_, None) => ByWindows::Open(Cause::NotUnderstood),
    }
}
