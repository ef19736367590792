//! Every target of the plan, all at once, and after each certificate that comes in the plan anew: there is no round that
//! waits for its slowest, and one deadline for all. It follows only what the plan names.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::clock::milliseconds;
use super::fetch::Probe;
use super::limits::PARALLEL;
use super::route::retrieve;
use super::{Progress, Settings};
use crate::evidence::Objects;
use crate::observation::{BodyEnd, Ended, Fetch, Reached, Retrieval, TargetId};
use crate::pki::decode_certificates;
use crate::plan::{Brought, Plan, Target};
use crate::policy::EndpointKind;
use crate::vocabulary::{HttpUrl, Timestamp};

/// What a run brought in from the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Each target that was planned, in the order of its id.
    pub fetches: Vec<Fetch>,
    /// Those that were tried by another way out as well, in the same order.
    pub compared: Vec<Fetch>,
    /// What Windows itself made of those that it can be asked for, in the same order. Empty on other systems.
    pub retrievals: Vec<Retrieval>,
    /// How many URLs were named beyond what a run follows.
    pub urls_left_out: u64,
    /// How the run ended.
    pub ended: Ended,
    /// How long it took, in milliseconds of the monotonic clock.
    pub took_ms: u64,
}

/// Why nothing could be fetched at all.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// The account may hardly open a file or a socket.
    #[error("this host lets the process have fewer than {wanted} more open files: raise its limit (`ulimit -n`)")]
    Files {
        /// How many a run begins with.
        wanted: usize,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no means to wait for sockets.
    #[error("this host gives no means to wait for its sockets")]
    Runtime(#[source] io::Error),
    /// The TLS library has nothing to offer.
    #[error("the TLS library could not be set up")]
    Tls(#[source] rustls::Error),
}

/// Fetches until the plan is done, the deadline has come or the interrupt is raised.
///
/// `started` is what the wall clock says as this is called, UTC. `planner` gives the whole plan for the certificates
/// that were brought so far. What is received goes to `objects`.
///
/// # Errors
/// [`ProbeError`]. Nothing that the network does is one.
pub fn fetch_all(
    settings: &Settings,
    started: Timestamp,
    objects: &Objects,
    progress: &dyn Progress,
    planner: &dyn Fn(&[Brought]) -> Plan,
) -> Result<Fetched, ProbeError> {
    let runtime = runtime()?;
    let probe = Probe::start(settings, started, objects).map_err(ProbeError::Tls)?;
    let fetched = runtime.block_on(Run::new(probe, progress).until_done(planner));
    // A thread that hangs in the system's resolver is left behind: it holds nothing of ours.
    runtime.shutdown_background();
    Ok(fetched)
}

/// Asks for one URL on a connection that stands already, for whoever has one: the second half of a fetch, with no way
/// there, no proxy and no TLS. A redirect is judged and shows as the one hop; it is not gone after.
///
/// `started` and `objects` are as for [`fetch_all`]; `kind` bounds the body.
///
/// # Errors
/// [`ProbeError`]. Nothing that the other side does is one.
pub fn hear(
    settings: &Settings,
    started: Timestamp,
    objects: &Objects,
    (kind, url): (EndpointKind, &HttpUrl),
    connection: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<Reached, ProbeError> {
    let probe = Probe::start(settings, started, objects).map_err(ProbeError::Tls)?;
    Ok(runtime()?.block_on(probe.heard(kind, url, Box::new(connection))))
}

/// One thread that keeps the timers.
pub(super) fn runtime() -> Result<Runtime, ProbeError> {
    tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().map_err(ProbeError::Runtime)
}

/// The targets of one run: which wait, which are under way, and what came of them.
struct Run<'a> {
    probe: Arc<Probe>,
    progress: &'a dyn Progress,
    planned: BTreeSet<TargetId>,
    waiting: VecDeque<Target>,
    running: JoinSet<Tried>,
    done: BTreeMap<TargetId, Fetch>,
    compared: BTreeMap<TargetId, Fetch>,
    retrievals: BTreeMap<TargetId, Retrieval>,
}

/// One target, by every way that was tried.
struct Tried {
    fetch: Fetch,
    compared: Option<Fetch>,
    retrieval: Option<Retrieval>,
}

impl<'a> Run<'a> {
    fn new(probe: Probe, progress: &'a dyn Progress) -> Self {
        Self {
            probe: Arc::new(probe),
            progress,
            planned: BTreeSet::new(),
            waiting: VecDeque::new(),
            running: JoinSet::new(),
            done: BTreeMap::new(),
            compared: BTreeMap::new(),
            retrievals: BTreeMap::new(),
        }
    }

    async fn until_done(mut self, planner: &dyn Fn(&[Brought]) -> Plan) -> Fetched {
        let mut brought: Vec<Brought> = Vec::new();
        let mut plan = planner(&brought);
        self.take(&plan);
        while let Some(ended) = self.next().await {
            let certificates = self.certificates(&ended);
            self.done.insert(ended.id.clone(), ended);
            if let Some(certificates) = certificates {
                brought.push(certificates);
                plan = planner(&brought);
                self.take(&plan);
            }
        }
        self.finish(plan)
    }

    /// Takes in what is planned and was not planned before.
    fn take(&mut self, plan: &Plan) {
        let new = plan.targets.iter().filter(|target| self.planned.insert(target.id.clone()));
        self.waiting.extend(new.cloned());
        self.progress.planned(u64::try_from(self.planned.len()).unwrap_or(u64::MAX));
    }

    /// Begins as many as may be under way at a time, and waits for one to end. None once all have. After the run's end
    /// those that wait still take their turn, and find that it is over.
    async fn next(&mut self) -> Option<Fetch> {
        while self.running.len() < PARALLEL {
            let Some(target) = self.waiting.pop_front() else { break };
            self.progress.began(target.id.url.as_str());
            let probe = Arc::clone(&self.probe);
            self.running.spawn(async move {
                let ((fetch, compared), retrieval) = tokio::join!(probe.fetch(&target), retrieve(&probe, &target));
                Tried { fetch, compared, retrieval }
            });
        }
        let Tried { fetch, compared, retrieval } = match self.running.join_next().await? {
            Ok(fetched) => fetched,
            // Nothing aborts these tasks, so one that failed has panicked: a fault of ours, which a report without its
            // target would hide.
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        };
        self.compared.extend(compared.map(|other| (other.id.clone(), other)));
        self.retrievals.extend(retrieval.map(|one| (one.id.clone(), one)));
        self.progress.ended(fetch.id.url.as_str());
        Some(fetch)
    }

    /// The certificates of an AIA answer, or of one that was to say itself what it is. None where it is no success, or
    /// holds none that we understand.
    fn certificates(&self, fetch: &Fetch) -> Option<Brought> {
        let Reached::Answered { answer, redirect: None, .. } = &fetch.reached else { return None };
        let success = (200..=299).contains(&answer.status) && answer.end == BodyEnd::Complete;
        if !matches!(fetch.id.kind, EndpointKind::Aia | EndpointKind::Any) || !success {
            return None;
        }
        let limit = usize::try_from(self.probe.limits.aia_bytes).unwrap_or(usize::MAX);
        let bytes = self.probe.objects.small(&answer.body?, limit).ok()??;
        let certificates = decode_certificates(&bytes).items;
        (!certificates.is_empty()).then(|| Brought { by: fetch.id.clone(), certificates })
    }

    /// Everybody who named a target is known only with the last plan.
    fn finish(mut self, plan: Plan) -> Fetched {
        for target in plan.targets {
            for fetch in [self.done.get_mut(&target.id), self.compared.get_mut(&target.id)].into_iter().flatten() {
                fetch.named_by.clone_from(&target.named_by);
            }
        }
        Fetched {
            fetches: self.done.into_values().collect(),
            compared: self.compared.into_values().collect(),
            retrievals: self.retrievals.into_values().collect(),
            urls_left_out: plan.urls_left_out,
            ended: self.probe.clock.ended(),
            took_ms: milliseconds(self.probe.clock.elapsed()),
        }
    }
}
