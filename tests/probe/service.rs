//! Services: how far the way to a certificate gets with a mail server that plays each fault, what is on record of it, and that
//! the server was told nothing but EHLO, STARTTLS and QUIT.

mod handshake;
mod old;
mod run;
mod talk;

use std::net::SocketAddr;
use std::time::Duration;

use certready::evidence::Objects;
use certready::observation::{NamedBy, ServiceFacts, ServiceFault, ServiceId, ServiceReached, ServiceStep, TlsFacts};
use certready::plan::{Plan, ServiceTarget};
use certready::policy::Protocol;
use certready::probe::{Settings, Unwatched, fetch_all as run};
use certready::vocabulary::HostName;

use crate::common::pki::now;

/// The name that services go by here; their address is given by `--connect-to`.
const NAME: &str = "mail.certready.test";

/// A wait that is short, and long enough for a loaded machine.
const SHORT: Duration = Duration::from_millis(400);

fn service(protocol: Protocol, host: &str, port: u16) -> ServiceTarget {
    let id = ServiceId { protocol, host: HostName::parse(host).unwrap(), port };
    ServiceTarget { id, named_by: vec![NamedBy::CommandLine] }
}

/// Asks these services and nothing else.
fn ask_these(settings: &Settings, services: &[ServiceTarget], objects: &Objects) -> Vec<ServiceFacts> {
    let plan = Plan { services: services.to_vec(), ..Plan::default() };
    run(settings, now(), objects, &Unwatched, &|_| plan.clone()).unwrap().services
}

/// Asks [`NAME`], which is at this address.
fn ask(mut settings: Settings, protocol: Protocol, address: SocketAddr) -> ServiceFacts {
    settings.connect_to = vec![format!("{NAME}:{}:{address}", address.port()).parse().unwrap()];
    ask_these(&settings, &[service(protocol, NAME, address.port())], &Objects::new()).remove(0)
}

/// Where it ended, and how.
#[track_caller]
fn ended(facts: &ServiceFacts) -> (ServiceStep, &ServiceFault) {
    match &facts.reached {
        ServiceReached::Connected { step, fault, .. } => (*step, fault),
        other => panic!("not ended behind a connection: {other:?}"),
    }
}

/// What TLS presented.
#[track_caller]
fn secured(facts: &ServiceFacts) -> &TlsFacts {
    match &facts.reached {
        ServiceReached::Secured { tls, .. } => tls,
        other => panic!("no TLS: {other:?}"),
    }
}

/// What was heard on the one connection, where EHLO has no name any more: that depends on the machine.
#[track_caller]
fn heard_once(heard: &[Vec<String>]) -> Vec<&str> {
    assert_eq!(heard.len(), 1, "{heard:?}");
    heard[0].iter().map(|line| if greets(line) { "EHLO" } else { line }).collect()
}

/// Whether a line is an EHLO with a full name of this machine, or its address (RFC 5321 §4.1.3).
fn greets(line: &str) -> bool {
    let Some(name) = line.strip_prefix("EHLO ") else { return false };
    let full = name.contains('.') && HostName::parse(name).is_ok_and(|name| name.address().is_none());
    full || matches!(name, "[127.0.0.1]" | "[IPv6:::1]")
}
