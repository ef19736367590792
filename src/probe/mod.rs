//! The only room that talks to the network and asks the host: it takes targets and settings, and gives observations,
//! which say how far each fetch got and with what evidence. It never judges, never decides what to fetch, and prints
//! nothing; what a network or a store does is no error here.
//!
//! - [`store`] and [`host`]: what this host says of itself;
//! - [`collect`](fn@collect): a run's observations; [`fetch_all`](fn@fetch_all): the plan's targets, all at once, under
//!   one deadline; [`hear`]: one answer on a connection that stands already;
//! - `fetch`: one target; below it `resolve` (and `ask`), `connect`, `tls`, `exchange`, `body` and `redirect`, in the
//!   order of the steps; `wire` keeps each connection's record, from which the causes are read;
//! - `service`: one service, from its name to its certificate; MX records;
//! - [`resolve_names`]: the addresses of names, for whoever wants those alone;
//! - [`read_own`]: the certificates that this host itself presents; [`read_smtp_logs`]: what Exchange's own logs tell of others';
//! - [`route`]: the way out of this host; [`Limits`]: every bound; `clock`: one deadline for every wait.

mod ask;
mod body;
mod clock;
mod collect;
mod connect;
mod exchange;
mod fetch;
mod fetch_all;
mod headers;
pub mod host;
mod limits;
mod names;
mod own;
mod redirect;
mod resolve;
pub mod route;
mod service;
mod smtp_lines;
mod smtp_log;
pub mod store;
mod tls;
mod wire;

use std::path::PathBuf;

use crate::observation::{Connector, ExchangeServer};
use crate::policy::Service;

pub use clock::Interrupt;
pub use collect::{Wanted, collect};
pub use fetch_all::{Fetched, ProbeError, fetch_all, hear};
pub use limits::{Limits, PAGE_BYTES};
pub use names::resolve_names;
pub use own::{GivenCertificate, LONGEST_OWN, MOST_OWN, OwnChoice, OwnNamed, read_own};
pub use route::{ConnectTo, NotAProxy, NotConnectTo, Route};
pub use service::{hear_older_tls, hear_smtp};
pub use smtp_lines::{LogLines, MOST_CLIENTS};
pub use smtp_log::{LONGEST_LOG_LINE, MOST_LOG_BYTES, MOST_LOG_FILES, MOST_LOG_LINES, read_smtp_logs};
pub use store::{StoreChoice, Surroundings, read_store};

/// What the command line and this process's surroundings say of the probe.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Every bound: `--timeout` and `--deadline` change some.
    pub limits: Limits,
    /// The way out: `--proxy`.
    pub route: Route,
    /// The way out that is tried where the first brings no object: `--compare-routes`. None where nothing is compared.
    pub compare: Option<Route>,
    /// The program that asks Windows itself for what is fetched: certready, at its own path. None where Windows is not asked,
    /// and of no meaning on other systems. The command line gives it; a test has another program in its own place.
    pub retriever: Option<PathBuf>,
    /// `--connect-to`, in its order: the first that matches decides.
    pub connect_to: Vec<ConnectTo>,
    /// Which store is read: `--trust-store`.
    pub store: StoreChoice,
    /// What the host's store depends on.
    pub surroundings: Surroundings,
    /// The services that are asked for their certificates beside the policy's: `--service`.
    pub services: Vec<Service>,
    /// What Exchange's servers say of themselves: `--exchange`. None where it was not given.
    pub exchange: Option<Vec<ExchangeServer>>,
    /// What Exchange and Exchange Online say of their connectors: `--connectors`. None where it was not given.
    pub connectors: Option<Vec<Connector>>,
    /// Which certificates are this host's own: `--own-certificate`, `--exchange-certificates`.
    pub own: OwnChoice,
    /// Files and folders of Exchange's receive logs: `--smtp-log`, in its order. Empty where it was not given.
    pub smtp_logs: Vec<PathBuf>,
    /// Ends the run early: Ctrl-C and SIGTERM raise it.
    pub interrupt: Interrupt,
}

impl Settings {
    /// Without any option: this process's surroundings, its own proxy settings, the host's store, the default bounds.
    pub fn of_process() -> Self {
        Self {
            limits: Limits::default(),
            route: Route::of_process(),
            compare: None,
            retriever: None,
            connect_to: Vec::new(),
            store: StoreChoice::Host,
            surroundings: Surroundings::of_process(),
            services: Vec::new(),
            exchange: None,
            connectors: None,
            own: OwnChoice::default(),
            smtp_logs: Vec::new(),
            interrupt: Interrupt::new(),
        }
    }
}

/// Is told how far a run is; the probe itself prints nothing.
pub trait Progress {
    /// So many targets are planned by now.
    fn planned(&self, targets: u64);
    /// A target of this URL has begun.
    fn began(&self, target: &str);
    /// A target of this URL has come to its end.
    fn ended(&self, target: &str);
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn planned(&self, _: u64) {}
    fn began(&self, _: &str) {}
    fn ended(&self, _: &str) {}
}
