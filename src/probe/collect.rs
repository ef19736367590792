//! Everything that one run observes: the host, its stores, its way out, and every target of the plan. It only puts
//! together what the other files of this room bring.

use std::io;
use std::iter;
use std::path::Path;

use super::fetch_all::{ProbeError, fetch_all};
use super::host::{read_host, read_windows};
use super::limits::FILES;
use super::own::read_own;
use super::smtp_log::read_smtp_logs;
use super::store::read_store;
use super::{Progress, Settings};
use crate::evidence::Objects;
use crate::observation::{Compared, Observations, StoreFacts, StoreOrigin};
use crate::pki::Certificate;
use crate::plan::{Brought, ChainQuestions, HostSeen, Plan};
use crate::vocabulary::{Sha1Fingerprint, Timestamp};

/// The largest certificate of a store that is looked at before the plan; the longest that are published have 64 KiB.
const LARGEST_ANCHOR: usize = 256 * 1024;

/// What a run is asked for.
#[expect(missing_debug_implementations, reason = "it holds a function")]
pub struct Wanted<'a> {
    /// What Windows' chain engine is asked.
    pub chains: ChainQuestions,
    /// The roots that are missed, by the anchors that the store's reader takes.
    pub missed: &'a dyn Fn(&[Certificate]) -> Vec<Sha1Fingerprint>,
    /// The whole plan, for what was seen of the host and what was brought so far.
    pub plan: &'a dyn Fn(&HostSeen, &[Brought]) -> Plan,
}

/// Observes this host and its network. `started` is what the wall clock says as this is called, UTC.
///
/// # Errors
/// [`ProbeError`]. Nothing that the host or the network does is one.
pub fn collect(
    settings: &Settings,
    started: Timestamp,
    progress: &dyn Progress,
    wanted: &Wanted<'_>,
) -> Result<(Observations, Objects), ProbeError> {
    let objects = Objects::new();
    check_files()?;
    let host = read_host(Path::new("/"), &settings.surroundings.search);
    let store = read_store(&settings.store, &objects, &settings.surroundings);
    let own = read_own(&settings.own, &objects, &settings.surroundings.search);
    let inbound = read_smtp_logs(&settings.smtp_logs);
    let anchors = anchors(&store, &objects);
    let mut windows = read_windows(&objects, &wanted.chains, &(wanted.missed)(&anchors));
    // A store that was given has nothing to do with how this host would update its own.
    let of_this_host = windows.as_ref().filter(|_| store.origin == StoreOrigin::Windows);
    let seen = HostSeen { anchors, update: of_this_host.map(|facts| facts.root_update.clone()) };
    let planner = |brought: &[Brought]| (wanted.plan)(&seen, brought);
    let fetched = fetch_all(settings, started, &objects, progress, &planner)?;
    if let Some(windows) = &mut windows {
        windows.retrievals = fetched.retrievals;
    }
    let observations = Observations {
        started,
        took_ms: fetched.took_ms,
        ended: fetched.ended,
        bounds: Some(settings.limits.kept()),
        host,
        route: settings.route.facts(),
        store,
        windows,
        exchange: settings.exchange.clone(),
        connectors: settings.connectors.clone(),
        own,
        inbound,
        fetches: fetched.fetches,
        mx: fetched.mx,
        services: fetched.services,
        urls_left_out: fetched.urls_left_out,
        compared: settings.compare.as_ref().map(|other| Compared { route: other.facts(), fetches: fetched.compared }),
    };
    Ok((observations, objects))
}

/// The certificates that the store's reader takes as anchors. What can't be read back or understood is examined later, and
/// said there.
fn anchors(store: &StoreFacts, objects: &Objects) -> Vec<Certificate> {
    let bytes = store.anchors().filter_map(|one| objects.small(&one.object, LARGEST_ANCHOR).ok().flatten());
    bytes.filter_map(|der| Certificate::decode(&der).ok()).collect()
}

/// Says before anything is looked at that the process may open too few files. A pipe is two of them, and needs neither a
/// place on a disk nor a network.
fn check_files() -> Result<(), ProbeError> {
    let pipes: io::Result<Vec<_>> = iter::repeat_with(io::pipe).take(FILES.div_ceil(2)).collect();
    pipes.map(drop).map_err(|source| ProbeError::Files { wanted: FILES, source })
}
