//! Names to addresses, by the system's own resolution: the hosts file, mDNS and search domains count as they do for
//! every other program of this host. Each name is resolved once per run. It never connects.
//!
//! std's `ToSocketAddrs` hides the number that getaddrinfo gave, and with it the difference between a name that does not
//! exist, one without an address and a resolver that failed; `dns-lookup` keeps it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use dns_lookup::{AddrInfoHints, LookupError, LookupErrorKind, SockType, getaddrinfo};
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore, oneshot};

use super::ask::ask;
use super::clock::{Clock, Late};
use super::limits::{Limits, RESOLVERS};
use crate::observation::{ResolveFault, Unfound};

/// The addresses of one host: IPv4 before IPv6, each family in ascending order, so that two runs compare.
pub(super) type Found = Result<Arc<[IpAddr]>, Unfound>;

/// Resolves each name once per run.
#[derive(Debug)]
pub(super) struct Resolver {
    asked: Mutex<BTreeMap<String, Arc<OnceCell<Found>>>>,
    threads: Arc<Semaphore>,
}

impl Default for Resolver {
    fn default() -> Self {
        Self { asked: Mutex::default(), threads: Arc::new(Semaphore::new(RESOLVERS)) }
    }
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
        let found = cell.get_or_init(|| async {
            let fault = match ask_system(host, clock, limits, &self.threads).await {
                Ok(addresses) => return Ok(addresses),
                Err(fault) => fault,
            };
            let resolvers = match fault {
                ResolveFault::Cut => Vec::new(),
                _ => ask(host, clock, limits).await,
            };
            Err(Unfound { fault, resolvers })
        });
        found.await.clone()
    }
}

/// Asks the system, in a thread that may be left behind: getaddrinfo can't be called off. The thread is our own, because
/// tokio's pool panics where the system gives none.
async fn ask_system(
    host: &str,
    clock: &Clock,
    limits: &Limits,
    threads: &Arc<Semaphore>,
) -> Result<Arc<[IpAddr]>, ResolveFault> {
    let answer = async {
        let permit = Arc::clone(threads).acquire_owned().await.ok();
        start(host.to_owned(), permit).await.unwrap_or(Err(NOT_ASKED))
    };
    clock.within(limits.resolve, answer).await.unwrap_or_else(|late| {
        Err(match late {
            Late::Bound => ResolveFault::Timeout,
            Late::Cut => ResolveFault::Cut,
        })
    })
}

/// No number of getaddrinfo's: there was no thread to ask in, or it came to grief.
const NOT_ASKED: ResolveFault = ResolveFault::Other(0);

/// Begins to look up a host; the permit ends with the thread. The sender is dropped unheard where there is no thread.
fn start(host: String, permit: Option<OwnedSemaphorePermit>) -> oneshot::Receiver<Result<Arc<[IpAddr]>, ResolveFault>> {
    let (sender, found) = oneshot::channel();
    let asking = move || {
        // Nobody listens any more where the time was up.
        let _ = sender.send(look_up(&host));
        drop(permit);
    };
    let _ = thread::Builder::new().name("resolver".to_owned()).spawn(asking);
    found
}

fn look_up(host: &str) -> Result<Arc<[IpAddr]>, ResolveFault> {
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
