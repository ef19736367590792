//! Every target and every service of the plan, all at once, and after each certificate that comes in the plan anew: there is
//! no round that waits for its slowest, and one deadline for all. It follows only what the plan names.

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
use crate::observation::{
    BodyEnd, Ended, Fetch, MxFacts, Reached, Retrieval, ServiceFacts, ServiceId, ServiceReached, TargetId,
};
use crate::pki::{Certificate, decode_certificates};
use crate::plan::{Brought, MxTarget, Plan, ServiceTarget, Target};
use crate::policy::EndpointKind;
use crate::vocabulary::{HostName, HttpUrl, Timestamp};

/// What a run brought in from the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Each target that was planned, in the order of its id.
    pub fetches: Vec<Fetch>,
    /// Those that were tried by another way out as well, in the same order.
    pub compared: Vec<Fetch>,
    /// What Windows itself made of those that it can be asked for, in the same order. Empty on other systems.
    pub retrievals: Vec<Retrieval>,
    /// The MX records that were asked for, in the order of their domains.
    pub mx: Vec<MxFacts>,
    /// The services that were asked for their certificates, in the order of their ids.
    pub services: Vec<ServiceFacts>,
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
/// `started` is what the wall clock says as this is called, UTC. `planner` gives the whole plan for what was brought so far.
/// What is received goes to `objects`.
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

/// Something of a plan.
enum Task {
    Fetch(Target),
    Mx(MxTarget),
    Service(ServiceTarget),
}

impl Task {
    /// What a person is shown of it.
    fn shown(&self) -> String {
        match self {
            Self::Fetch(target) => target.id.url.as_str().to_owned(),
            Self::Mx(target) => format!("mx:{}", target.domain),
            Self::Service(target) => target.id.to_string(),
        }
    }

    async fn run(self, probe: Arc<Probe>) -> Done {
        match self {
            Self::Fetch(target) => {
                let ((fetch, compared), retrieval) = tokio::join!(probe.fetch(&target), retrieve(&probe, &target));
                Done::Fetch(Box::new(Tried { fetch, compared, retrieval }))
            }
            Self::Mx(target) => Done::Mx(probe.exchangers(&target).await),
            Self::Service(target) => Done::Service(Box::new(probe.service(&target).await)),
        }
    }
}

/// What came of it.
enum Done {
    Fetch(Box<Tried>),
    Mx(MxFacts),
    Service(Box<ServiceFacts>),
}

/// One target, by every way that was tried.
struct Tried {
    fetch: Fetch,
    compared: Option<Fetch>,
    retrieval: Option<Retrieval>,
}

/// What a plan has, so that nothing of it is begun twice.
#[derive(Default)]
struct Planned {
    targets: BTreeSet<TargetId>,
    lookups: BTreeSet<(HostName, u16)>,
    services: BTreeSet<ServiceId>,
}

/// The parts of one run's plan: which wait, which are under way, and what came of them.
struct Run<'a> {
    probe: Arc<Probe>,
    progress: &'a dyn Progress,
    planned: Planned,
    waiting: VecDeque<Task>,
    running: JoinSet<(String, Done)>,
    done: BTreeMap<TargetId, Fetch>,
    compared: BTreeMap<TargetId, Fetch>,
    retrievals: BTreeMap<TargetId, Retrieval>,
    mx: BTreeMap<(HostName, u16), MxFacts>,
    services: BTreeMap<ServiceId, ServiceFacts>,
}

impl<'a> Run<'a> {
    fn new(probe: Probe, progress: &'a dyn Progress) -> Self {
        Self {
            probe: Arc::new(probe),
            progress,
            planned: Planned::default(),
            waiting: VecDeque::new(),
            running: JoinSet::new(),
            done: BTreeMap::new(),
            compared: BTreeMap::new(),
            retrievals: BTreeMap::new(),
            mx: BTreeMap::new(),
            services: BTreeMap::new(),
        }
    }

    async fn until_done(mut self, planner: &dyn Fn(&[Brought]) -> Plan) -> Fetched {
        let mut brought: Vec<Brought> = Vec::new();
        let mut plan = planner(&brought);
        self.take(&plan);
        while let Some(done) = self.next().await {
            if let Some(more) = self.keep(done) {
                brought.push(more);
                plan = planner(&brought);
                self.take(&plan);
            }
        }
        self.finish(plan)
    }

    /// Takes in what is planned and was not planned before.
    fn take(&mut self, plan: &Plan) {
        let Planned { targets, lookups, services } = &mut self.planned;
        // What names more goes first.
        let new = plan.lookups.iter().filter(|one| lookups.insert((one.domain.clone(), one.port)));
        self.waiting.extend(new.cloned().map(Task::Mx));
        let new = plan.services.iter().filter(|one| services.insert(one.id.clone()));
        self.waiting.extend(new.cloned().map(Task::Service));
        let new = plan.targets.iter().filter(|target| targets.insert(target.id.clone()));
        self.waiting.extend(new.cloned().map(Task::Fetch));
        let all = targets.len().saturating_add(lookups.len()).saturating_add(services.len());
        self.progress.planned(u64::try_from(all).unwrap_or(u64::MAX));
    }

    /// Begins as many as may be under way at a time, and waits for one to end. None once all have. After the run's end
    /// those that wait still take their turn, and find that it is over.
    async fn next(&mut self) -> Option<Done> {
        while self.running.len() < PARALLEL {
            let Some(task) = self.waiting.pop_front() else { break };
            let shown = task.shown();
            self.progress.began(&shown);
            let probe = Arc::clone(&self.probe);
            self.running.spawn(async move { (shown, task.run(probe).await) });
        }
        let (shown, done) = match self.running.join_next().await? {
            Ok(done) => done,
            // Nothing aborts these tasks, so one that failed has panicked: a fault of ours, which a report without its
            // target would hide.
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        };
        self.progress.ended(&shown);
        Some(done)
    }

    /// Keeps what came. What it brought that can name more, where it did.
    fn keep(&mut self, done: Done) -> Option<Brought> {
        match done {
            Done::Fetch(tried) => {
                let Tried { fetch, compared, retrieval } = *tried;
                let brought = self.certificates(&fetch);
                self.compared.extend(compared.map(|other| (other.id.clone(), other)));
                self.retrievals.extend(retrieval.map(|one| (one.id.clone(), one)));
                self.done.insert(fetch.id.clone(), fetch);
                brought
            }
            Done::Mx(facts) => {
                let (domain, port) = (facts.domain.clone(), facts.port);
                let hosts: Vec<HostName> = facts.hosts().into_iter().cloned().collect();
                self.mx.insert((domain.clone(), port), facts);
                (!hosts.is_empty()).then_some(Brought::Exchangers { domain, port, hosts })
            }
            Done::Service(facts) => {
                let brought = self.presented(&facts);
                self.services.insert(facts.id.clone(), *facts);
                brought
            }
        }
    }

    /// The certificates that a service presented. None where TLS was not set up, or none of them is understood.
    fn presented(&self, facts: &ServiceFacts) -> Option<Brought> {
        let ServiceReached::Secured { tls, .. } = &facts.reached else { return None };
        let limit = usize::try_from(self.probe.limits.aia_bytes).unwrap_or(usize::MAX);
        let bytes = tls.chain.iter().filter_map(|one| self.probe.objects.small(one, limit).ok().flatten());
        let certificates: Vec<Certificate> = bytes.filter_map(|der| Certificate::decode(&der).ok()).collect();
        (!certificates.is_empty()).then(|| Brought::Presented { by: facts.id.clone(), certificates })
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
        (!certificates.is_empty()).then(|| Brought::Certificates { by: fetch.id.clone(), certificates })
    }

    /// Everybody who named a target is known only with the last plan.
    fn finish(mut self, plan: Plan) -> Fetched {
        for target in plan.targets {
            for fetch in [self.done.get_mut(&target.id), self.compared.get_mut(&target.id)].into_iter().flatten() {
                fetch.named_by.clone_from(&target.named_by);
            }
        }
        for target in plan.services {
            if let Some(facts) = self.services.get_mut(&target.id) {
                facts.named_by = target.named_by;
            }
        }
        Fetched {
            fetches: self.done.into_values().collect(),
            compared: self.compared.into_values().collect(),
            retrievals: self.retrievals.into_values().collect(),
            mx: self.mx.into_values().collect(),
            services: self.services.into_values().collect(),
            urls_left_out: plan.urls_left_out,
            ended: self.probe.clock.ended(),
            took_ms: milliseconds(self.probe.clock.elapsed()),
        }
    }
}
