//! The way of each target as a row of steps, resolve → connect → exchange → genuine → signed → fresh, with the one that
//! failed. How far it got is what was observed; the rest is what the checks said of the target.

use super::rows::step;
use crate::case::Case;
use crate::finding::{Code, Finding, Level};
use crate::language::{Message, Say, message};
use crate::observation::{Attempt, Connect, ExchangeFault, Fetch, ProxyFault, Reached};
use crate::policy::EndpointKind;
use crate::vocabulary::Shown;

/// A target's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathRow {
    /// The target: its URL, and for OCSP the method.
    pub target: Shown,
    /// `crl`, `ocsp`, `aia`, `connect` and so on.
    pub kind: &'static str,
    /// The six steps, in their order.
    pub steps: Vec<PathStep>,
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// `resolve`, `connect`, `exchange`, `genuine`, `signed` or `fresh`.
    pub name: &'static str,
    /// How it went.
    pub state: StepState,
    /// A few words beside it: how many addresses, the status, the cause. None where there is nothing to add.
    pub note: Option<Say>,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// As it should.
    Done,
    /// As it should, with a warning.
    Warned,
    /// Not as it should.
    Failed,
    /// It can't be told.
    Unknown,
    /// Another step failed before it.
    NotReached,
    /// Nothing asks for it here.
    NotAsked,
}

impl StepState {
    /// In a word or two.
    pub fn word(self) -> &'static Message {
        match self {
            Self::Done => message!("step-done", "done"),
            Self::Warned => message!("step-warning", "warning"),
            Self::Failed => message!("step-failed", "failed"),
            Self::Unknown => message!("step-not-known", "not known"),
            Self::NotReached => message!("step-not-reached", "not reached"),
            Self::NotAsked => message!("step-not-asked", "not asked for"),
        }
    }
}

/// The ways of a case's fetches, in their order.
pub(super) fn paths(case: &Case<'_>, findings: &[Finding]) -> Vec<PathRow> {
    case.observed.fetches.iter().map(|fetch| path(fetch, findings)).collect()
}

fn path(fetch: &Fetch, findings: &[Finding]) -> PathRow {
    let target = fetch.id.shown();
    let of = |codes: &[Code]| -> Vec<&Finding> {
        findings.iter().filter(|one| one.target == target && codes.contains(&one.code)).collect()
    };
    let reached = of(&[Code::EndpointReachable]);
    let mut steps = network(fetch, &reached);
    let asked = |kinds: &[EndpointKind]| kinds.contains(&fetch.id.kind) || fetch.id.kind == EndpointKind::Any;
    let signs = asked(&[EndpointKind::Crl, EndpointKind::Ocsp, EndpointKind::Aia]);
    let ends = asked(&[EndpointKind::Crl, EndpointKind::Ocsp]);
    for (name, codes, is_asked) in [
        ("genuine", [Code::EndpointGenuine, Code::EndpointTls].as_slice(), fetch.id.kind != EndpointKind::Connect),
        ("signed", &[Code::CrlSigned, Code::OcspSigned, Code::AiaChains], signs),
        ("fresh", &[Code::CrlFresh, Code::OcspFresh], ends),
    ] {
        let stands =
            steps.iter().all(|one| matches!(one.state, StepState::Done | StepState::Warned | StepState::NotAsked));
        // What nobody need have signed has no time of its own.
        let is_asked =
            is_asked && !(name == "fresh" && steps.last().is_some_and(|one| one.state == StepState::NotAsked));
        steps.push(judged(name, &of(codes), is_asked, stands));
    }
    PathRow { target, kind: fetch.id.kind.word(), steps }
}

/// Resolve, connect and exchange: what the sockets met.
fn network(fetch: &Fetch, findings: &[&Finding]) -> Vec<PathStep> {
    let names = ["resolve", "connect", "exchange"];
    let stops_at = match (&fetch.reached, step(&fetch.reached)) {
        (_, "nothing") => Some((0, StepState::Unknown)),
        (_, "unresolved") => Some((0, StepState::Failed)),
        (_, "resolved") => Some((1, StepState::Failed)),
        (Reached::Connected { fault: Some(ExchangeFault::Proxy(ProxyFault::Refused(..))), .. }, _) => {
            Some((1, StepState::Failed))
        }
        (Reached::Connected { fault: Some(_), .. }, _) => Some((2, StepState::Failed)),
        (Reached::Answered { .. }, _) if fetch.whole_answer().is_none() => Some((2, StepState::Failed)),
        _ => None,
    };
    let cause = findings.iter().find_map(|one| one.cause).map(|cause| cause.to_string()).unwrap_or_default();
    let warns = findings.iter().any(|one| one.level == Level::Warning && one.template.level == Level::Warning);
    names
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            let state = match stops_at {
                Some((stop, state)) if stop == place => state,
                Some((stop, _)) if stop < place => StepState::NotReached,
                _ if name == "exchange" && fetch.id.kind == EndpointKind::Connect => StepState::NotAsked,
                None if name == "exchange" && warns => StepState::Warned,
                _ => StepState::Done,
            };
            let note = match state {
                StepState::Failed | StepState::Unknown | StepState::Warned if !cause.is_empty() => {
                    Some(Say::from(cause.as_str()))
                }
                StepState::Unknown => Some(message!("step-not-tried", "not tried").into()),
                StepState::Done | StepState::Failed => note(fetch, name),
                _ => None,
            };
            PathStep { name, state, note }
        })
        .collect()
}

fn note(fetch: &Fetch, name: &str) -> Option<Say> {
    let attempts: &[Attempt] = match &fetch.reached {
        Reached::Nothing(_) | Reached::Unresolved(_) => &[],
        Reached::Resolved { attempts } | Reached::Connected { attempts, .. } | Reached::Answered { attempts, .. } => {
            attempts
        }
    };
    let stood = attempts.iter().filter(|one| one.outcome == Connect::Connected).count();
    let (one, several) = (message!("step-one-address", "1 address"), message!("step-addresses", "{count} addresses"));
    let note: Say = match (name, &fetch.reached) {
        ("resolve" | "connect", _) if fetch.proxy.is_some() => message!("step-by-proxy", "by the proxy").into(),
        ("resolve", _) if attempts.len() == 1 => one.into(),
        ("resolve", _) if attempts.len() > 1 => Say::new(several).with("count", attempts.len()),
        ("connect", _) if attempts.len() > 1 => {
            let of = message!("step-of-addresses", "{stood} of {count} addresses");
            Say::new(of).with("stood", stood).with("count", attempts.len())
        }
        ("exchange", Reached::Answered { answer, .. }) => {
            Say::new(message!("step-status", "status {status}")).with("status", i64::from(answer.status))
        }
        _ => return None,
    };
    Some(note)
}

/// What the checks say: the worst of it. A failure that the policy waives is a failure still.
fn judged(name: &'static str, findings: &[&Finding], is_asked: bool, stands: bool) -> PathStep {
    let says = |level| findings.iter().find(|one| one.level == level || one.template.level == level);
    let found = [
        (Level::Failure, StepState::Failed),
        (Level::Unknown, StepState::Unknown),
        (Level::Warning, StepState::Warned),
        (Level::Notice, StepState::Done),
        (Level::Pass, StepState::Done),
        (Level::NotApplicable, StepState::NotAsked),
    ]
    .into_iter()
    .find_map(|(level, state)| says(level).map(|one| (state, one.cause)));
    let (state, cause) = match found {
        _ if !is_asked => (StepState::NotAsked, None),
        Some(found) => found,
        None if !stands => (StepState::NotReached, None),
        None => (StepState::Unknown, None),
    };
    let said = state != StepState::Done && state != StepState::NotAsked;
    let note = cause.filter(|_| said).map(|cause| Say::from(cause.to_string().as_str()));
    PathStep { name, state, note }
}
