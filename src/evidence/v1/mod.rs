//! Version 1 of the evidence's JSON, frozen: `facts.json` and `manifest.json` as structs of their own, and both ways
//! between them and the domain's types. No file is touched here.
//!
//! Adding an optional field keeps the version; fields that this version does not know are passed over. Every enum is a
//! word in kebab case, or an object with that word as its only key. Times are RFC 3339 in UTC.

mod baseline;
mod bounded;
mod connectors;
mod exchange;
mod fault;
mod host;
mod inbound;
mod own;
mod part;
mod service;
mod store;
mod windows;
mod windows_answers;

use serde::{Deserialize, Serialize};

pub(super) use bounded::{List, Sha256};

use self::bounded::words;
use super::Asked;
use crate::finding::{Client, Code};
use crate::observation::{self, Observations};
use crate::policy::PolicySource;
use crate::vocabulary::{Digest, Shown, Timestamp};

/// The word for this version, in both files.
pub(super) const SCHEMA: &str = "certready.evidence/1";

/// The most fetches that are read back. A run follows 64 new URLs beside the policy's own; each responder is asked
/// twice.
const FETCHES: usize = 1000;

/// The most services: a policy names 64 at most, the command line as many, and each domain has at most eight hosts.
const SERVICES: usize = 2_000;

/// The most codes in `only` and `skip`: there are fewer checks.
const CODES: usize = 200;

/// The most servers of an Exchange organisation. The largest have a few hundred.
const EXCHANGE_SERVERS: usize = 2_000;

/// The most files beside a policy: as many as a policy may name.
const POLICY_FILES: usize = 64;

/// The most objects: one per certificate of the store and per file of the policy, and for each fetch a body and a
/// presented chain; for each service a chain; and the host's own. Public CAs' chains have up to five certificates; the probe keeps
/// sixteen at most.
const OBJECTS: usize =
    store::CERTIFICATES + POLICY_FILES + 1 + 2 * 17 * FETCHES + 16 * SERVICES + own::CERTIFICATES * own::CHAIN;

/// What stands in every version: enough to say which one it is.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    pub(super) schema: String,
}

/// `manifest.json`: written last; it names everything else.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) schema: String,
    /// The version of certready that wrote it.
    pub(super) tool: Shown,
    pub(super) facts: Entry,
    /// Every object, in the order of the digests.
    pub(super) objects: List<Entry, OBJECTS>,
}

/// A file: its length in bytes and its SHA-256. An object's name is its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) sha256: Sha256,
    pub(super) bytes: u64,
}

/// `facts.json`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) schema: String,
    pub(super) tool: Shown,
    asked: Questions,
    pub(super) policy: Policy,
    observed: Observed,
}

/// A policy's source: its text and the files beside it are objects.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Policy {
    pub(super) name: Shown,
    pub(super) yaml: Sha256,
    pub(super) files: List<PolicyFile, POLICY_FILES>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PolicyFile {
    pub(super) name: String,
    pub(super) sha256: Sha256,
}

#[derive(Debug, Serialize, Deserialize)]
struct Questions {
    cutover: Option<Timestamp>,
    as_of: Option<Timestamp>,
    client: Option<Client>,
    only: List<Check, CODES>,
    skip: List<Check, CODES>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    baseline: Option<baseline::Baseline>,
}

/// A check's stable word.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct Check(Code);

#[derive(Debug, Serialize, Deserialize)]
struct Observed {
    started: Timestamp,
    took_ms: u64,
    ended: Ended,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bounds: Option<Bounds>,
    host: host::Host,
    route: host::Route,
    store: store::Store,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    windows: Option<windows::Windows>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exchange: Option<List<host::ExchangeServer, EXCHANGE_SERVERS>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    connectors: Option<List<connectors::Connector, { connectors::CONNECTORS }>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own: Option<own::Own>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inbound: Option<inbound::Inbound>,
    fetches: List<exchange::Fetch, FETCHES>,
    #[serde(default, skip_serializing_if = "List::is_empty")]
    mx: List<service::Mx, SERVICES>,
    #[serde(default, skip_serializing_if = "List::is_empty")]
    services: List<service::Service, SERVICES>,
    urls_left_out: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compared: Option<Compared>,
}

/// The bounds of a run's waits, in milliseconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Bounds {
    resolve_ms: u64,
    connect_ms: u64,
    head_ms: u64,
    body_idle_ms: u64,
    body_total_ms: u64,
    deadline_ms: u64,
}

impl From<observation::Bounds> for Bounds {
    fn from(bounds: observation::Bounds) -> Self {
        let observation::Bounds { resolve_ms, connect_ms, head_ms, body_idle_ms, body_total_ms, deadline_ms } = bounds;
        Self { resolve_ms, connect_ms, head_ms, body_idle_ms, body_total_ms, deadline_ms }
    }
}

impl From<Bounds> for observation::Bounds {
    fn from(bounds: Bounds) -> Self {
        let Bounds { resolve_ms, connect_ms, head_ms, body_idle_ms, body_total_ms, deadline_ms } = bounds;
        Self { resolve_ms, connect_ms, head_ms, body_idle_ms, body_total_ms, deadline_ms }
    }
}

/// What was tried by another way out as well.
#[derive(Debug, Serialize, Deserialize)]
struct Compared {
    route: host::Route,
    fetches: List<exchange::Fetch, FETCHES>,
}

impl From<&observation::Compared> for Compared {
    fn from(compared: &observation::Compared) -> Self {
        let observation::Compared { route, fetches } = compared;
        Self { route: route.into(), fetches: List::from_domain(fetches) }
    }
}

impl From<Compared> for observation::Compared {
    fn from(compared: Compared) -> Self {
        let Compared { route, fetches } = compared;
        Self { route: route.into(), fetches: fetches.into_domain() }
    }
}

words! {
    /// How a run ended.
    Ended = observation::Ended { Complete, Deadline, Interrupted, }
}

impl Facts {
    /// The frozen form of a run.
    pub(super) fn of(tool: &Shown, policy: &PolicySource, asked: &Asked, observations: &Observations) -> Self {
        let file =
            |(name, bytes): (&String, &Vec<u8>)| PolicyFile { name: name.clone(), sha256: Sha256(Digest::of(bytes)) };
        let policy = Policy {
            name: policy.name.clone(),
            yaml: Sha256(Digest::of(policy.yaml.as_bytes())),
            files: policy.files.iter().map(file).collect::<Vec<_>>().into(),
        };
        let (schema, tool) = (SCHEMA.to_owned(), tool.clone());
        Self { schema, tool, asked: Questions::from(asked), policy, observed: Observed::from(observations) }
    }

    /// The domain's values again; the policy's bytes are for the caller to find.
    pub(super) fn into_domain(self) -> (Shown, Policy, Asked, Observations) {
        (self.tool, self.policy, Asked::from(self.asked), Observations::from(self.observed))
    }
}

impl From<&Asked> for Questions {
    fn from(asked: &Asked) -> Self {
        let Asked { cutover, as_of, client, only, skip, baseline } = asked;
        let (only, skip) = (List::from_domain(only), List::from_domain(skip));
        let baseline = baseline.as_ref().map(Into::into);
        Self { cutover: *cutover, as_of: *as_of, client: *client, only, skip, baseline }
    }
}

impl From<Questions> for Asked {
    fn from(questions: Questions) -> Self {
        let Questions { cutover, as_of, client, only, skip, baseline } = questions;
        let baseline = baseline.map(Into::into);
        Self { cutover, as_of, client, only: only.into_domain(), skip: skip.into_domain(), baseline }
    }
}

impl From<&Code> for Check {
    fn from(code: &Code) -> Self {
        Self(*code)
    }
}

impl From<Check> for Code {
    fn from(check: Check) -> Self {
        check.0
    }
}

impl From<&Observations> for Observed {
    fn from(observations: &Observations) -> Self {
        let Observations { started, took_ms, ended, bounds, host, route, store, .. } = observations;
        let Observations { windows, exchange, connectors, fetches, mx, services, urls_left_out, compared, .. } =
            observations;
        let Observations { own, inbound, .. } = observations;
        Self {
            started: *started,
            took_ms: *took_ms,
            ended: ended.into(),
            bounds: bounds.map(Into::into),
            host: host.into(),
            route: route.into(),
            store: store.into(),
            windows: windows.as_ref().map(Into::into),
            exchange: exchange.as_deref().map(List::from_domain),
            connectors: connectors.as_deref().map(List::from_domain),
            own: own.as_ref().map(Into::into),
            inbound: inbound.as_ref().map(Into::into),
            fetches: List::from_domain(fetches),
            mx: List::from_domain(mx),
            services: List::from_domain(services),
            urls_left_out: *urls_left_out,
            compared: compared.as_ref().map(Into::into),
        }
    }
}

impl From<Observed> for Observations {
    fn from(observed: Observed) -> Self {
        Self {
            started: observed.started,
            took_ms: observed.took_ms,
            ended: observed.ended.into(),
            bounds: observed.bounds.map(Into::into),
            host: observed.host.into(),
            route: observed.route.into(),
            store: observed.store.into(),
            windows: observed.windows.map(Into::into),
            exchange: observed.exchange.map(List::into_domain),
            connectors: observed.connectors.map(List::into_domain),
            own: observed.own.map(Into::into),
            inbound: observed.inbound.map(Into::into),
            fetches: observed.fetches.into_domain(),
            mx: observed.mx.into_domain(),
            services: observed.services.into_domain(),
            urls_left_out: observed.urls_left_out,
            compared: observed.compared.map(Into::into),
        }
    }
}
