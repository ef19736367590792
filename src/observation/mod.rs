//! Received facts, and nothing else: what the host said of itself, which certificates its stores hold, how far each
//! exchange got and what came back. No word here judges; bytes are named by their SHA-256 and kept in the evidence.

mod baseline;
mod connectors;
mod exchange;
mod host;
mod inbound;
mod own;
mod service;
mod store;
mod windows;

pub use baseline::{Baseline, BaselineCrl, MOST_BASELINE_CRLS};
pub use connectors::{CertificateName, Connector, ConnectorKind, DomainCapabilities, TlsAuthLevel};
pub use exchange::{
    Answer, Attempt, BodyEnd, Connect, ExchangeFault, Fetch, Header, Hop, Method, NamedBy, NotStarted, ProxyFault,
    Reached, RedirectFault, ResolveFault, ResolverWord, Said, TargetId, TlsFacts, Unfound,
};
pub use host::{ExchangeServer, HostFacts, ProxyChoice, RouteFacts};
pub use inbound::{InboundLog, LogClient, LogFailure, LogUnread, LogVerdict, LogWord};
pub use own::{ExchangeCertificate, KeyAccess, OwnCertificate, OwnFacts, OwnKey, OwnSource, OwnUnread};
pub use service::{
    MxFacts, MxHost, MxSaid, OlderTls, ServiceFacts, ServiceFault, ServiceId, ServiceReached, ServiceStep, Talk,
};
pub use store::{Form, Place, Portable, Postfix, StoreCertificate, StoreFacts, StoreOrigin, Unread};

pub use windows::{
    AccountProxy, ChainPurpose, Kept, Logon, OsAnswer, OsChain, OsElement, Proxies, ProxySetting, ProxySource,
    Retrieval, Retrieved, RootUpdate, Scope, Setting, SourceFile, Switch, SystemStore, WindowsFacts,
};

use crate::vocabulary::Timestamp;

/// Everything that one run collected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observations {
    /// When the run began, by this host's clock, UTC.
    pub started: Timestamp,
    /// How long it took, in milliseconds of the monotonic clock.
    pub took_ms: u64,
    /// How the run ended.
    pub ended: Ended,
    /// The bounds of its waits. None where the evidence is of a version that did not keep them.
    pub bounds: Option<Bounds>,
    /// The host and the account.
    pub host: HostFacts,
    /// The way out.
    pub route: RouteFacts,
    /// The trust stores.
    pub store: StoreFacts,
    /// What only Windows tells. None on other systems.
    pub windows: Option<WindowsFacts>,
    /// What `--exchange` gave: Exchange's servers, as they describe themselves. None where it was not given.
    pub exchange: Option<Vec<ExchangeServer>>,
    /// What `--connectors` gave: the connectors of Exchange and Exchange Online. None where it was not given.
    pub connectors: Option<Vec<Connector>>,
    /// The certificates that this host presents. None where none was named or found: nothing was looked at.
    pub own: Option<OwnFacts>,
    /// What `--smtp-log` gave: the clients that Exchange received from. None where it was not given.
    pub inbound: Option<InboundLog>,
    /// Each target that was planned, in the order of its id.
    pub fetches: Vec<Fetch>,
    /// The MX records that were asked for, in the order of their domains.
    pub mx: Vec<MxFacts>,
    /// Each service that was asked for its certificate, in the order of its id.
    pub services: Vec<ServiceFacts>,
    /// How many URLs the certificates in play named beyond what a run follows.
    pub urls_left_out: u64,
    /// The same targets by another way out, where they fell short by the first and `--compare-routes` asked for it. None
    /// where it did not, or where there is no other way.
    pub compared: Option<Compared>,
}

impl Observations {
    /// Every fetch, by whatever way out.
    pub fn all_fetches(&self) -> impl Iterator<Item = &Fetch> {
        self.fetches.iter().chain(self.compared.iter().flat_map(|compared| &compared.fetches))
    }
}

/// The bounds of a run's waits, in milliseconds: to hit one is an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// One resolution.
    pub resolve_ms: u64,
    /// One connection attempt to one address.
    pub connect_ms: u64,
    /// From the request to the end of the answer's head.
    pub head_ms: u64,
    /// Between two pieces of a body.
    pub body_idle_ms: u64,
    /// A whole body.
    pub body_total_ms: u64,
    /// The whole run.
    pub deadline_ms: u64,
}

/// What fell short by the first way out, by another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The other way out.
    pub route: RouteFacts,
    /// Each target that was tried again, in the order of its id.
    pub fetches: Vec<Fetch>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every planned target was tried.
    Complete,
    /// The deadline of the whole run came first.
    Deadline,
    /// A signal came first.
    Interrupted,
}
