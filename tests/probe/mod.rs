//! The probe: what it brings back from the host, and from loopback servers that play each fault: there the assertion is the
//! step that was reached and its cause.

mod body;
mod connect;
mod exchange;
mod fetch_all;
mod hear;
mod host;
mod limits;
mod names;
mod own;
mod proxy;
mod redirect;
mod resolve;
mod route;
mod service;
mod smtp_log;
mod store;
mod tls;

use std::time::Duration;

use certready::evidence::Objects;
use certready::observation::{Answer, Attempt, ExchangeFault, Fetch, Hop, Method, NamedBy, Reached, TargetId};
use certready::plan::{Plan, Target};
use certready::policy::EndpointKind;
use certready::probe::{Fetched, Limits, Route, Settings, Unwatched, fetch_all as run};
use certready::vocabulary::{Digest, HttpUrl};

use crate::common::pki::now;

/// Straight, with the default bounds but for the whole run's: a test that hangs shall fail soon.
fn settings() -> Settings {
    let limits = Limits::default().with_deadline(Duration::from_secs(40));
    Settings { limits, route: Route::straight(), ..Settings::of_process() }
}

/// The same with every wait cut to this.
fn hasty(wait: Duration) -> Settings {
    let mut settings = settings();
    settings.limits = settings.limits.with_timeout(wait);
    settings.limits.body_total = wait * 4;
    settings
}

/// The same by way of other addresses.
fn connecting(to: &[&str]) -> Settings {
    Settings { connect_to: to.iter().map(|text| text.parse().unwrap()).collect(), ..settings() }
}

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

fn target(kind: EndpointKind, method: Method, at: &str, request: Option<&[u8]>) -> Target {
    let id = TargetId { kind, url: url(at), method, request: request.map(Digest::of) };
    Target { id, named_by: vec![NamedBy::CommandLine], request: request.map(<[u8]>::to_vec), depth: 0 }
}

fn crl(at: &str) -> Target {
    target(EndpointKind::Crl, Method::Get, at, None)
}

/// Fetches these targets and no others.
fn fetch_these(settings: &Settings, targets: &[Target], objects: &Objects) -> Fetched {
    let plan = Plan { targets: targets.to_vec(), ..Plan::default() };
    run(settings, now(), objects, &Unwatched, &|_| plan.clone()).unwrap()
}

/// Fetches one target.
fn fetch(settings: &Settings, target: Target) -> Fetch {
    fetch_these(settings, &[target], &Objects::new()).fetches.remove(0)
}

/// An answer that came, with its hops.
fn answered(fetch: &Fetch) -> (&Answer, &[Hop]) {
    match &fetch.reached {
        Reached::Answered { answer, hops, redirect: None, .. } => (answer, hops),
        other => panic!("no answer: {other:?}"),
    }
}

/// A fault behind a connection that stood.
fn fault(fetch: &Fetch) -> &ExchangeFault {
    match &fetch.reached {
        Reached::Connected { fault: Some(fault), .. } => fault,
        other => panic!("no fault behind a connection: {other:?}"),
    }
}

/// The attempts at a host that no connection stood to.
fn attempts(fetch: &Fetch) -> &[Attempt] {
    match &fetch.reached {
        Reached::Resolved { attempts } => attempts,
        other => panic!("not just resolved: {other:?}"),
    }
}
