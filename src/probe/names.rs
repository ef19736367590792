//! The addresses of several names, by the host's own resolver and within its bounds, for whoever wants those alone: no
//! connection is begun, and no other host is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use tokio::task::JoinSet;

use super::clock::Clock;
use super::fetch_all::{ProbeError, runtime};
use super::resolve::Resolver;
use super::{Limits, Settings};
use crate::observation::Unfound;
use crate::vocabulary::Timestamp;

/// Resolves each host, which is a name or an IP address: its addresses, IPv4 before IPv6 and each family in ascending order,
/// or why there is none. `started` is what the wall clock says as this is called, UTC.
///
/// # Errors
/// [`ProbeError`]. Nothing that the resolver does is one.
pub fn resolve_names(
    hosts: &BTreeSet<String>,
    settings: &Settings,
    started: Timestamp,
) -> Result<BTreeMap<String, Result<Vec<IpAddr>, Unfound>>, ProbeError> {
    let runtime = runtime()?;
    let clock = Clock::start(started, settings.limits.deadline, &settings.interrupt);
    let found = runtime.block_on(resolve_all(hosts, &clock, &settings.limits));
    // A thread that hangs in the system's resolver is left behind: it holds nothing of ours.
    runtime.shutdown_background();
    Ok(found)
}

async fn resolve_all(
    hosts: &BTreeSet<String>,
    clock: &Clock,
    limits: &Limits,
) -> BTreeMap<String, Result<Vec<IpAddr>, Unfound>> {
    let resolver = Arc::new(Resolver::default());
    let mut asking = JoinSet::new();
    for host in hosts.iter().cloned() {
        let (resolver, clock, limits) = (Arc::clone(&resolver), clock.clone(), limits.clone());
        asking.spawn(async move {
            let found = resolver.resolve(&host, &clock, &limits).await.map(|addresses| addresses.to_vec());
            (host, found)
        });
    }
    asking.join_all().await.into_iter().collect()
}
