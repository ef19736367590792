//! The report's table of services: how far each got, and what it presents.

use super::rows::{AddressRow, ResolverRow};
use crate::case::{Case, Root};
use crate::language::Say;
use crate::observation::{NamedBy, ServiceFacts, ServiceReached, TlsFacts};
use crate::pki::Certificate;
use crate::vocabulary::{Digest, Shown, Timestamp};

/// One service and what came of it.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    /// `smtp://mail.example.com:25`.
    pub service: Shown,
    /// Who named it, in a few words each.
    pub named_by: Vec<Say>,
    /// The last step that was reached: `nothing`, `unresolved`, `resolved`, `banner`, `ehlo`, `starttls`, `handshake` (the one at
    /// which it ended), or `secured`.
    pub step: &'static str,
    /// Each address that was tried.
    pub addresses: Vec<AddressRow>,
    /// What each configured resolver said itself, where the name has no address. Empty otherwise.
    pub resolvers: Vec<ResolverRow>,
    /// The first line of an SMTP server's greeting. None where none came.
    pub banner: Option<Shown>,
    /// The version that TLS agreed on, in the TLS library's word. None where there was no TLS.
    pub version: Option<Shown>,
    /// The cipher suite, likewise.
    pub suite: Option<Shown>,
    /// `incoming`, `retiring` or `other`: in whose root the presented chain ends. None where nothing was presented.
    pub root: Option<&'static str>,
    /// What was presented, the service's own certificate first.
    pub chain: Vec<PresentedRow>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// When it was begun, in milliseconds since the run began. None where it was not.
    pub offset_ms: Option<u64>,
}

/// A certificate that was presented.
#[derive(Clone, Debug)]
pub struct PresentedRow {
    /// What it calls itself. None where it is not understood.
    pub label: Option<Shown>,
    /// What its issuer is called. None likewise.
    pub issuer: Option<Shown>,
    /// Its SHA-256, and its name in the evidence.
    pub sha256: Digest,
    /// The last instant of its validity, UTC. None likewise.
    pub not_after: Option<Timestamp>,
}

/// The rows of a case's services, in their order.
pub(super) fn services(case: &Case<'_>) -> Vec<ServiceRow> {
    case.observed.services.iter().map(|service| row(case, service)).collect()
}

fn row(case: &Case<'_>, service: &ServiceFacts) -> ServiceRow {
    let (step, attempts, tls): (_, &[_], Option<&TlsFacts>) = match &service.reached {
        ServiceReached::Nothing(_) => ("nothing", &[], None),
        ServiceReached::Unresolved(_) => ("unresolved", &[], None),
        ServiceReached::Resolved { attempts } => ("resolved", attempts, None),
        ServiceReached::Connected { attempts, step, .. } => (step.word(), attempts, None),
        ServiceReached::Secured { attempts, tls, .. } => ("secured", attempts, Some(tls)),
    };
    let served = case.examined.served.get(&service.id);
    let leads = served.and_then(|served| case.leads(served));
    let known = served.map(|served| served.chain.as_slice()).unwrap_or_default();
    ServiceRow {
        service: service.id.shown(),
        named_by: service.named_by.iter().map(NamedBy::said).collect(),
        step,
        addresses: attempts.iter().map(AddressRow::new).collect(),
        resolvers: service.resolvers.iter().map(ResolverRow::new).collect(),
        banner: service.talk.banner.clone(),
        version: tls.map(|tls| tls.version.clone()),
        suite: tls.map(|tls| tls.cipher.clone()),
        root: leads.map(|leads| match leads.root {
            Root::Incoming(_) => "incoming",
            Root::Retiring(_) => "retiring",
            Root::Public(_) | Root::OfThisHost(_) | Root::Nowhere(_) => "other",
        }),
        chain: tls.map(|tls| tls.chain.iter().map(|digest| presented(digest, known)).collect()).unwrap_or_default(),
        took_ms: service.took_ms,
        offset_ms: service.offset_ms,
    }
}

fn presented(digest: &Digest, known: &[Certificate]) -> PresentedRow {
    let read = known.iter().find(|one| Digest::of(one.der()) == *digest);
    PresentedRow {
        label: read.map(Certificate::label),
        issuer: read.map(|one| one.issuer().label()),
        sha256: *digest,
        not_after: read.map(Certificate::not_after),
    }
}
