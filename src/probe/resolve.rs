//! Names to addresses, by the system's own resolution: the hosts file, mDNS and search domains count as they do for
//! every other program of this host. Each name is resolved once per run. It never connects.
//!
//! std's `ToSocketAddrs` hides the number that getaddrinfo gave, and with it the difference between a name that does not
//! exist, one without an address and a resolver that failed; `dns-lookup` keeps it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use dns_lookup::{AddrInfoHints, LookupError, LookupErrorKind, SockType, getaddrinfo};
use tokio::sync::OnceCell;

use super::clock::{Clock, Late};
use super::limits::Limits;
use crate::observation::ResolveFault;

/// The addresses of one host: IPv4 before IPv6, each family in ascending order, so that two runs compare.
pub(super) type Found = Result<Arc<[IpAddr]>, ResolveFault>;

/// Resolves each name once per run.
#[derive(Debug, Default)]
pub(super) struct Resolver {
    asked: Mutex<BTreeMap<String, Arc<OnceCell<Found>>>>,
}

impl Resolver {
    /// The addresses of a host, which is a name or an IP address (IPv6 without brackets).
    pub(super) async fn resolve(&self, host: &str, clock: &Clock, limits: &Limits) -> Found {
        if let Ok(address) = host.parse::<IpAddr>() {
            return Ok([address].into());
        }
        let cell = {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(asked.entry(host.to_owned()).or_default())
        };
        cell.get_or_init(|| ask(host, clock, limits)).await.clone()
    }
}

/// Asks the system, in a thread that may be left behind: getaddrinfo can't be called off.
async fn ask(host: &str, clock: &Clock, limits: &Limits) -> Found {
    let name = host.to_owned();
    let asking = tokio::task::spawn_blocking(move || look_up(&name));
    match clock.within(limits.resolve, asking).await {
        Ok(Ok(found)) => found,
        // The thread came to grief, which its code gives no cause for: as little is known as after a system error.
        Ok(Err(_)) => Err(ResolveFault::Other(0)),
        Err(Late::Bound) => Err(ResolveFault::Timeout),
        Err(Late::Cut) => Err(ResolveFault::Cut),
    }
}

fn look_up(host: &str) -> Found {
    // Without AI_ADDRCONFIG: an address of a family that this host can't use is a fact that the report shows.
    let hints = AddrInfoHints { socktype: SockType::Stream.into(), ..AddrInfoHints::default() };
    let answers = getaddrinfo(Some(host), None, Some(hints)).map_err(|error| fault(&error))?;
    let mut addresses: Vec<IpAddr> = answers.filter_map(Result::ok).map(|answer| answer.sockaddr.ip()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    if addresses.is_empty() { Err(ResolveFault::NoAddress) } else { Ok(addresses.into()) }
}

/// What getaddrinfo's number says (RFC 3493 §6.1; `EAI_NODATA` is glibc's and Windows' own).
fn fault(error: &LookupError) -> ResolveFault {
    match error.kind() {
        LookupErrorKind::NoName => ResolveFault::NameNotFound,
        LookupErrorKind::NoData => ResolveFault::NoAddress,
        LookupErrorKind::Again => ResolveFault::TryAgain,
        _ => ResolveFault::Other(error.error_num()),
    }
}
