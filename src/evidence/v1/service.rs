//! The services that were asked for their certificates, and the MX records that name them, as version 1 writes them.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use super::bounded::{List, words};
use super::exchange::{NAMED_BY, NamedBy, NotStarted};
use super::fault::{ResolveFault, Said};
use super::part::{ATTEMPTS, Attempt, RESOLVERS, ResolverWord, Tls};
use crate::observation as seen;
use crate::policy;
use crate::vocabulary::{HostName, Shown};

/// The most lines of an answer to EHLO: servers offer a dozen extensions.
const OFFERS: usize = 100;

/// The most hosts of a domain: a DNS answer over UDP holds some thirty.
const HOSTS: usize = 256;

words! {
    /// What is spoken before TLS begins.
    Protocol = policy::Protocol { Smtp, Smtps, Https, Tls, }
}

words! {
    /// The steps between the connection and TLS.
    Step = seen::ServiceStep { Banner, Ehlo, Starttls, Handshake, }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Service {
    protocol: Protocol,
    host: HostName,
    port: u16,
    named_by: List<NamedBy, NAMED_BY>,
    offset_ms: Option<u64>,
    took_ms: u64,
    instead: Option<Shown>,
    resolvers: List<ResolverWord, RESOLVERS>,
    talk: Talk,
    reached: Reached,
    older: Option<Older>,
}

impl From<&seen::ServiceFacts> for Service {
    fn from(facts: &seen::ServiceFacts) -> Self {
        let seen::ServiceFacts { id, named_by, offset_ms, took_ms, instead, resolvers, talk, reached, older } = facts;
        let seen::ServiceId { protocol, host, port } = id;
        Self {
            protocol: protocol.into(),
            host: host.clone(),
            port: *port,
            named_by: List::from_domain(named_by),
            offset_ms: *offset_ms,
            took_ms: *took_ms,
            instead: instead.clone(),
            resolvers: List::from_domain(resolvers),
            talk: talk.into(),
            reached: reached.into(),
            older: older.as_ref().map(Older::from),
        }
    }
}

impl From<Service> for seen::ServiceFacts {
    fn from(service: Service) -> Self {
        let Service { protocol, host, port, named_by, offset_ms, took_ms, instead, resolvers, talk, reached, older } =
            service;
        Self {
            id: seen::ServiceId { protocol: protocol.into(), host, port },
            named_by: named_by.into_domain(),
            offset_ms,
            took_ms,
            instead,
            resolvers: resolvers.into_domain(),
            talk: talk.into(),
            reached: reached.into(),
            older: older.map(Into::into),
        }
    }
}

/// What was said by SMTP before TLS.
#[derive(Debug, Serialize, Deserialize)]
struct Talk {
    banner: Option<Shown>,
    offers: List<Shown, OFFERS>,
    starttls: Option<Shown>,
}

impl From<&seen::Talk> for Talk {
    fn from(talk: &seen::Talk) -> Self {
        let seen::Talk { banner, offers, starttls } = talk.clone();
        Self { banner, offers: offers.into(), starttls }
    }
}

impl From<Talk> for seen::Talk {
    fn from(talk: Talk) -> Self {
        let Talk { banner, offers, starttls } = talk;
        Self { banner, offers: offers.into_vec(), starttls }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Reached {
    Nothing(NotStarted),
    Unresolved(ResolveFault),
    Resolved { attempts: List<Attempt, ATTEMPTS> },
    Connected { attempts: List<Attempt, ATTEMPTS>, remote: SocketAddr, step: Step, fault: Fault },
    Secured { attempts: List<Attempt, ATTEMPTS>, remote: SocketAddr, tls: Tls },
}

impl From<&seen::ServiceReached> for Reached {
    fn from(reached: &seen::ServiceReached) -> Self {
        match reached {
            seen::ServiceReached::Nothing(why) => Self::Nothing(why.into()),
            seen::ServiceReached::Unresolved(fault) => Self::Unresolved(fault.into()),
            seen::ServiceReached::Resolved { attempts } => Self::Resolved { attempts: List::from_domain(attempts) },
            seen::ServiceReached::Connected { attempts, remote, step, fault } => Self::Connected {
                attempts: List::from_domain(attempts),
                remote: *remote,
                step: step.into(),
                fault: fault.into(),
            },
            seen::ServiceReached::Secured { attempts, remote, tls } => {
                Self::Secured { attempts: List::from_domain(attempts), remote: *remote, tls: tls.into() }
            }
        }
    }
}

impl From<Reached> for seen::ServiceReached {
    fn from(reached: Reached) -> Self {
        match reached {
            Reached::Nothing(why) => Self::Nothing(why.into()),
            Reached::Unresolved(fault) => Self::Unresolved(fault.into()),
            Reached::Resolved { attempts } => Self::Resolved { attempts: attempts.into_domain() },
            Reached::Connected { attempts, remote, step, fault } => {
                let (attempts, step, fault) = (attempts.into_domain(), step.into(), fault.into());
                Self::Connected { attempts, remote, step, fault }
            }
            Reached::Secured { attempts, remote, tls } => {
                Self::Secured { attempts: attempts.into_domain(), remote, tls: tls.into() }
            }
        }
    }
}

/// What ended the way from a connection to TLS.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Fault {
    Timeout,
    Reset,
    Closed,
    NotSmtp(Shown),
    Refused { code: u16, text: Shown },
    NotOffered,
    Injected(Shown),
    Alert(Shown),
    Tls(Shown),
    Other(i32),
    Cut,
}

impl From<&seen::ServiceFault> for Fault {
    fn from(fault: &seen::ServiceFault) -> Self {
        match fault.clone() {
            seen::ServiceFault::Timeout => Self::Timeout,
            seen::ServiceFault::Reset => Self::Reset,
            seen::ServiceFault::Closed => Self::Closed,
            seen::ServiceFault::NotSmtp(first) => Self::NotSmtp(first),
            seen::ServiceFault::Refused(code, text) => Self::Refused { code, text },
            seen::ServiceFault::NotOffered => Self::NotOffered,
            seen::ServiceFault::Injected(first) => Self::Injected(first),
            seen::ServiceFault::Alert(name) => Self::Alert(name),
            seen::ServiceFault::Tls(words) => Self::Tls(words),
            seen::ServiceFault::Other(number) => Self::Other(number),
            seen::ServiceFault::Cut => Self::Cut,
        }
    }
}

impl From<Fault> for seen::ServiceFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Timeout => Self::Timeout,
            Fault::Reset => Self::Reset,
            Fault::Closed => Self::Closed,
            Fault::NotSmtp(first) => Self::NotSmtp(first),
            Fault::Refused { code, text } => Self::Refused(code, text),
            Fault::NotOffered => Self::NotOffered,
            Fault::Injected(first) => Self::Injected(first),
            Fault::Alert(name) => Self::Alert(name),
            Fault::Tls(words) => Self::Tls(words),
            Fault::Other(number) => Self::Other(number),
            Fault::Cut => Self::Cut,
        }
    }
}

/// What the host chose where it was offered what is old.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Older {
    Chosen { version: u16, suite: u16 },
    Alert(u8),
    Nothing,
}

impl From<&seen::OlderTls> for Older {
    fn from(older: &seen::OlderTls) -> Self {
        match older {
            seen::OlderTls::Chosen { version, suite } => Self::Chosen { version: *version, suite: *suite },
            seen::OlderTls::Alert(number) => Self::Alert(*number),
            seen::OlderTls::Nothing => Self::Nothing,
        }
    }
}

impl From<Older> for seen::OlderTls {
    fn from(older: Older) -> Self {
        match older {
            Older::Chosen { version, suite } => Self::Chosen { version, suite },
            Older::Alert(number) => Self::Alert(number),
            Older::Nothing => Self::Nothing,
        }
    }
}

/// A question for MX records.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Mx {
    domain: HostName,
    port: u16,
    named_by: List<NamedBy, NAMED_BY>,
    resolver: Option<SocketAddr>,
    said: MxSaid,
    took_ms: u64,
}

impl From<&seen::MxFacts> for Mx {
    fn from(facts: &seen::MxFacts) -> Self {
        let seen::MxFacts { domain, port, named_by, resolver, said, took_ms } = facts;
        let (domain, named_by, said) = (domain.clone(), List::from_domain(named_by), said.into());
        Self { domain, port: *port, named_by, resolver: *resolver, said, took_ms: *took_ms }
    }
}

impl From<Mx> for seen::MxFacts {
    fn from(mx: Mx) -> Self {
        let Mx { domain, port, named_by, resolver, said, took_ms } = mx;
        Self { domain, port, named_by: named_by.into_domain(), resolver, said: said.into(), took_ms }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum MxSaid {
    Hosts(List<MxHost, HOSTS>),
    NoMail,
    Nothing(Said),
    NotAsked(NotStarted),
    NoResolver,
}

impl From<&seen::MxSaid> for MxSaid {
    fn from(said: &seen::MxSaid) -> Self {
        match said {
            seen::MxSaid::Hosts(hosts) => Self::Hosts(List::from_domain(hosts)),
            seen::MxSaid::NoMail => Self::NoMail,
            seen::MxSaid::Nothing(said) => Self::Nothing(said.into()),
            seen::MxSaid::NotAsked(why) => Self::NotAsked(why.into()),
            seen::MxSaid::NoResolver => Self::NoResolver,
        }
    }
}

impl From<MxSaid> for seen::MxSaid {
    fn from(said: MxSaid) -> Self {
        match said {
            MxSaid::Hosts(hosts) => Self::Hosts(hosts.into_domain()),
            MxSaid::NoMail => Self::NoMail,
            MxSaid::Nothing(said) => Self::Nothing(said.into()),
            MxSaid::NotAsked(why) => Self::NotAsked(why.into()),
            MxSaid::NoResolver => Self::NoResolver,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct MxHost {
    preference: u16,
    host: HostName,
}

impl From<&seen::MxHost> for MxHost {
    fn from(one: &seen::MxHost) -> Self {
        Self { preference: one.preference, host: one.host.clone() }
    }
}

impl From<MxHost> for seen::MxHost {
    fn from(one: MxHost) -> Self {
        Self { preference: one.preference, host: one.host }
    }
}
