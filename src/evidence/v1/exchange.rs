//! One fetch, as version 1 writes it: each body is an object.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use super::bounded::{List, Sha256, words};
use super::fault::{ExchangeFault, RedirectFault, ResolveFault};
use super::part::{ATTEMPTS, Attempt, HEADERS, HOPS, Header, Hop, RESOLVERS, ResolverWord, Tls};
use crate::observation as seen;
use crate::policy::EndpointKind;
use crate::vocabulary::{HostName, HttpUrl, Shown, Timestamp};

/// The most that named one URL: every certificate in play, and the policy in several lines.
pub(super) const NAMED_BY: usize = 1000;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Fetch {
    kind: Kind,
    url: HttpUrl,
    method: Method,
    /// For OCSP, the SHA-256 of the request in DER.
    request: Option<Sha256>,
    named_by: List<NamedBy, NAMED_BY>,
    offset_ms: Option<u64>,
    took_ms: u64,
    proxy: Option<Shown>,
    /// Where `--connect-to` led.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instead: Option<Shown>,
    /// What the configured resolvers said themselves.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    resolvers: List<ResolverWord, RESOLVERS>,
    tls: Option<Tls>,
    reached: Reached,
}

impl From<&seen::Fetch> for Fetch {
    fn from(fetch: &seen::Fetch) -> Self {
        let seen::Fetch { id, named_by, offset_ms, took_ms, proxy, instead, resolvers, tls, reached } = fetch;
        let seen::TargetId { kind, url, method, request } = id;
        Self {
            kind: kind.into(),
            url: url.clone(),
            method: method.into(),
            request: request.as_ref().map(Sha256::from),
            named_by: List::from_domain(named_by),
            offset_ms: *offset_ms,
            took_ms: *took_ms,
            proxy: proxy.clone(),
            instead: instead.clone(),
            resolvers: List::from_domain(resolvers),
            tls: tls.as_ref().map(Tls::from),
            reached: reached.into(),
        }
    }
}

impl From<Fetch> for seen::Fetch {
    fn from(fetch: Fetch) -> Self {
        let Fetch { kind, url, method, request, named_by, offset_ms, took_ms, proxy, instead, resolvers, tls, reached } =
            fetch;
        let request = request.map(|sha256| sha256.0);
        Self {
            id: seen::TargetId { kind: kind.into(), url, method: method.into(), request },
            named_by: named_by.into_domain(),
            offset_ms,
            took_ms,
            proxy,
            instead,
            resolvers: resolvers.into_domain(),
            tls: tls.map(Into::into),
            reached: reached.into(),
        }
    }
}

/// Which target, where that alone is named.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Target {
    kind: Kind,
    url: HttpUrl,
    method: Method,
    request: Option<Sha256>,
}

impl From<&seen::TargetId> for Target {
    fn from(id: &seen::TargetId) -> Self {
        let seen::TargetId { kind, url, method, request } = id;
        let request = request.as_ref().map(Sha256::from);
        Self { kind: kind.into(), url: url.clone(), method: method.into(), request }
    }
}

impl From<Target> for seen::TargetId {
    fn from(target: Target) -> Self {
        let Target { kind, url, method, request } = target;
        Self { kind: kind.into(), url, method: method.into(), request: request.map(|sha256| sha256.0) }
    }
}

words! {
    /// What is expected at a URL.
    Kind = EndpointKind { Crl, Ocsp, Aia, Connect, Any, Ctl, }
}

words! {
    /// How it is asked.
    Method = seen::Method { Connect, Get, Post, }
}

words! {
    /// Why a fetch was not begun.
    NotStarted = seen::NotStarted { Deadline, Interrupted, Bytes, UrlTooLong, }
}

words! {
    /// How a body ended.
    BodyEnd = seen::BodyEnd { Complete, Truncated, Reset, Stalled, TooLarge, Cut, HostIo, }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum NamedBy {
    Policy { line: u64 },
    Certificate { label: Shown, sha256: Sha256 },
    CommandLine,
    RootUpdate,
    Mx { domain: HostName },
}

impl From<&seen::NamedBy> for NamedBy {
    fn from(by: &seen::NamedBy) -> Self {
        match by {
            seen::NamedBy::Policy(line) => Self::Policy { line: *line },
            seen::NamedBy::Certificate(label, digest) => {
                Self::Certificate { label: label.clone(), sha256: digest.into() }
            }
            seen::NamedBy::CommandLine => Self::CommandLine,
            seen::NamedBy::RootUpdate => Self::RootUpdate,
            seen::NamedBy::Mx(domain) => Self::Mx { domain: domain.clone() },
        }
    }
}

impl From<NamedBy> for seen::NamedBy {
    fn from(by: NamedBy) -> Self {
        match by {
            NamedBy::Policy { line } => Self::Policy(line),
            NamedBy::Certificate { label, sha256 } => Self::Certificate(label, sha256.into()),
            NamedBy::CommandLine => Self::CommandLine,
            NamedBy::RootUpdate => Self::RootUpdate,
            NamedBy::Mx { domain } => Self::Mx(domain),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Reached {
    Nothing(NotStarted),
    Unresolved(ResolveFault),
    Resolved {
        attempts: List<Attempt, ATTEMPTS>,
    },
    Connected {
        attempts: List<Attempt, ATTEMPTS>,
        fault: Option<ExchangeFault>,
        hops: List<Hop, HOPS>,
    },
    Answered {
        attempts: List<Attempt, ATTEMPTS>,
        answer: Box<Answer>,
        hops: List<Hop, HOPS>,
        redirect: Option<RedirectFault>,
    },
}

impl From<&seen::Reached> for Reached {
    fn from(reached: &seen::Reached) -> Self {
        match reached {
            seen::Reached::Nothing(why) => Self::Nothing(why.into()),
            seen::Reached::Unresolved(fault) => Self::Unresolved(fault.into()),
            seen::Reached::Resolved { attempts } => Self::Resolved { attempts: List::from_domain(attempts) },
            seen::Reached::Connected { attempts, fault, hops } => Self::Connected {
                attempts: List::from_domain(attempts),
                fault: fault.as_ref().map(ExchangeFault::from),
                hops: List::from_domain(hops),
            },
            seen::Reached::Answered { attempts, answer, hops, redirect } => Self::Answered {
                attempts: List::from_domain(attempts),
                answer: Box::new(Answer::from(answer)),
                hops: List::from_domain(hops),
                redirect: redirect.as_ref().map(RedirectFault::from),
            },
        }
    }
}

impl From<Reached> for seen::Reached {
    fn from(reached: Reached) -> Self {
        match reached {
            Reached::Nothing(why) => Self::Nothing(why.into()),
            Reached::Unresolved(fault) => Self::Unresolved(fault.into()),
            Reached::Resolved { attempts } => Self::Resolved { attempts: attempts.into_domain() },
            Reached::Connected { attempts, fault, hops } => Self::Connected {
                attempts: attempts.into_domain(),
                fault: fault.map(Into::into),
                hops: hops.into_domain(),
            },
            Reached::Answered { attempts, answer, hops, redirect } => Self::Answered {
                attempts: attempts.into_domain(),
                answer: (*answer).into(),
                hops: hops.into_domain(),
                redirect: redirect.map(Into::into),
            },
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    status: u16,
    remote: Option<SocketAddr>,
    headers: List<Header, HEADERS>,
    date: Option<Timestamp>,
    age: Option<u64>,
    announced: Option<u64>,
    bytes: u64,
    body: Option<Sha256>,
    end: BodyEnd,
    head_ms: u64,
    at: Timestamp,
}

impl From<&seen::Answer> for Answer {
    fn from(answer: &seen::Answer) -> Self {
        let seen::Answer { status, remote, headers, date, age, announced, bytes, body, end, head_ms, at } = answer;
        Self {
            status: *status,
            remote: *remote,
            headers: List::from_domain(headers),
            date: *date,
            age: *age,
            announced: *announced,
            bytes: *bytes,
            body: body.as_ref().map(Sha256::from),
            end: end.into(),
            head_ms: *head_ms,
            at: *at,
        }
    }
}

impl From<Answer> for seen::Answer {
    fn from(answer: Answer) -> Self {
        let Answer { status, remote, headers, date, age, announced, bytes, body, end, head_ms, at } = answer;
        let (headers, body, end) = (headers.into_domain(), body.map(|sha256| sha256.0), end.into());
        Self { status, remote, headers, date, age, announced, bytes, body, end, head_ms, at }
    }
}
