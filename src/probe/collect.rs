//! Everything that one run observes: the host, its stores, its way out, and every target of the plan. It only puts
//! together what the other files of this room bring.

use std::io;
use std::iter;
use std::path::Path;

use super::fetch_all::{ProbeError, fetch_all};
use super::host::read_host;
use super::limits::FILES;
use super::store::read_store;
use super::{Progress, Settings};
use crate::evidence::Objects;
use crate::observation::{Compared, Observations};
use crate::plan::{Brought, Plan};
use crate::vocabulary::Timestamp;

/// Observes this host and its network. `started` is what the wall clock says as this is called, UTC; `planner` gives the
/// whole plan for the certificates that were brought so far.
///
/// # Errors
/// [`ProbeError`]. Nothing that the host or the network does is one.
pub fn collect(
    settings: &Settings,
    started: Timestamp,
    progress: &dyn Progress,
    planner: &dyn Fn(&[Brought]) -> Plan,
) -> Result<(Observations, Objects), ProbeError> {
    let objects = Objects::new();
    check_files()?;
    let host = read_host(Path::new("/"), &settings.surroundings.search);
    let store = read_store(&settings.store, &objects, &settings.surroundings);
    let fetched = fetch_all(settings, started, &objects, progress, planner)?;
    let observations = Observations {
        started,
        took_ms: fetched.took_ms,
        ended: fetched.ended,
        bounds: Some(settings.limits.kept()),
        host,
        route: settings.route.facts(),
        store,
        fetches: fetched.fetches,
        urls_left_out: fetched.urls_left_out,
        compared: settings.compare.as_ref().map(|other| Compared { route: other.facts(), fetches: fetched.compared }),
    };
    Ok((observations, objects))
}

/// Says before anything is looked at that the process may open too few files. A pipe is two of them, and needs neither a
/// place on a disk nor a network.
fn check_files() -> Result<(), ProbeError> {
    let pipes: io::Result<Vec<_>> = iter::repeat_with(io::pipe).take(FILES.div_ceil(2)).collect();
    pipes.map(drop).map_err(|source| ProbeError::Files { wanted: FILES, source })
}
