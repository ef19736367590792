//! Received facts, and nothing else: what the host said of itself, which certificates its stores hold, how far each
//! exchange got and what came back. No word here judges; bytes are named by their SHA-256 and kept in the evidence.

mod exchange;
mod host;
mod store;

pub use exchange::{
    Answer, Attempt, BodyEnd, Connect, ExchangeFault, Fetch, Header, Hop, Method, NamedBy, NotStarted, ProxyFault,
    Reached, RedirectFault, ResolveFault, TargetId, TlsFacts,
};
pub use host::{HostFacts, ProxyChoice, RouteFacts};
pub use store::{Form, Place, Postfix, StoreCertificate, StoreFacts, StoreOrigin, Unread};

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
    /// The host and the account.
    pub host: HostFacts,
    /// The way out.
    pub route: RouteFacts,
    /// The trust stores.
    pub store: StoreFacts,
    /// Each target that was planned, in the order of its id.
    pub fetches: Vec<Fetch>,
    /// How many URLs the certificates in play named beyond what a run follows.
    pub urls_left_out: u64,
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
