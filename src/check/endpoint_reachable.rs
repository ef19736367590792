//! `endpoint-reachable`: whether each URL answers, and if not, which step failed at which address. A filter that drops
//! looks like silence, one that rejects like a refusal, a middlebox like a reset behind the request: the firewall team
//! needs the difference.

use super::step::{Divided, divided, place, remedy, what};
use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::{Case, Shortfall, destination, is_of_this_host, named_by};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::{Arg, Say, message};
use crate::observation::{Fetch, Reached};
use crate::vocabulary::Scheme;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::EndpointReachable,
    question: "Does each URL answer, and if not, which step failed at which address?",
    citation: "RFC 5280 §4.2.1.13 and §4.2.2.1, RFC 6960 §A.1: HTTP, TCP port 80 unless the URL says another",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[
        &ANSWERED,
        &CONNECTED,
        &SOME_ADDRESSES,
        &BY_HTTPS,
        &FAILED,
        &FAILED_HERE,
        &PROXY_ASKS,
        &NOT_TRIED,
        &HOST_IO,
        &NO_SOCKET,
    ],
    run,
};

static ANSWERED: Template = Template {
    id: "endpoint-reachable.answered",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "answered with status {status} and {bytes} bytes in {ms} ms {way}",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "",
    verify: "",
};
static CONNECTED: Template = Template {
    id: "endpoint-reachable.connected",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "a connection stood after {ms} ms {way}",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "",
    verify: "",
};
static SOME_ADDRESSES: Template = Template {
    id: "endpoint-reachable.some-addresses",
    level: Level::Warning,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "some addresses of {host} accept no connection: {failed}; others do: {connected}",
    required: "{requirer}: every address of {host}, TCP {port}, because a client takes any of them",
    next: "Open TCP {port} to every address of {host}. They change: open by name where the firewall can.",
    verify: "certready url {url}",
};
static BY_HTTPS: Template = Template {
    id: "endpoint-reachable.by-https",
    level: Level::Warning,
    cause: Some(Cause::RedirectHttps),
    owner: Some(Owner::Firewall),
    observed: "a redirect leads from http to https ({to}), and was followed here",
    required: "RFC 5280 §8: by http, because who needs it to trust a certificate can't trust one to get it",
    next: "Have {host} answer on TCP {port} itself: see whether a portal or a filter of this network sent the redirect, or \
           the CA.",
    verify: "certready url {url}",
};
static FAILED: Template = Template {
    id: "endpoint-reachable.failed",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "{what}{where}",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "{remedy}",
    verify: "certready url {url}",
};
static FAILED_HERE: Template = Template {
    id: "endpoint-reachable.failed-here",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Exchange),
    observed: "{what}{where}",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "{remedy}",
    verify: "certready url {url}",
};
static PROXY_ASKS: Template = Template {
    id: "endpoint-reachable.proxy-asks",
    level: Level::Unknown,
    cause: Some(Cause::ProxyAuth),
    owner: Some(Owner::Firewall),
    observed: "the proxy {proxy} asks to sign in as an account{where}: a service of Windows may pass by its own, which this \
               run can't try",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "Let the proxy pass {host}, TCP {port}, to this host by GET and POST without a sign-in. Otherwise see by the \
           service's own log that its account passes.",
    verify: "certready url {url}",
};
static NOT_TRIED: Template = Template {
    id: "endpoint-reachable.not-tried",
    level: Level::Unknown,
    cause: None,
    owner: None,
    observed: "{what}",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "Run again and let it end, with a longer --deadline if need be.",
    verify: "certready url {url}",
};
static HOST_IO: Template = Template {
    id: "endpoint-reachable.host-io",
    level: Level::Unknown,
    cause: Some(Cause::HostIo),
    owner: None,
    observed: "it answered, and this host could not keep the answer on its own disk",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "See that the folder for temporary files is there and has room, and run again.",
    verify: "certready url {url}",
};
static NO_SOCKET: Template = Template {
    id: "endpoint-reachable.no-socket",
    level: Level::Unknown,
    cause: Some(Cause::HostIo),
    owner: None,
    observed: "not tried: this host had no open file, no thread or no memory left for it",
    required: "{requirer}: reachable from this host at {host}, TCP {port}",
    next: "Raise the account's limits on open files and processes (ulimit -n, ulimit -u), and run again.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().flat_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Vec<Finding> {
    if let Some(finding) = path_impossible(case, fetch, Code::EndpointReachable) {
        return vec![finding];
    }
    let bearing = case.bearing(fetch);
    let word =
        |template, cause| finding(fetch, template).because(cause).weighing(bearing.weight).with("what", what(cause));
    match case.shortfall(fetch) {
        Some(Shortfall::NotLooked(Cause::HostIo)) => {
            let template =
                if matches!(fetch.reached, Reached::Answered { redirect: None, .. }) { &HOST_IO } else { &NO_SOCKET };
            vec![finding(fetch, template).weighing(bearing.weight)]
        }
        Some(Shortfall::NotLooked(Cause::BodyTooLarge)) => {
            let bound = finding(fetch, &NOT_TRIED).because(Cause::BodyTooLarge).weighing(bearing.weight);
            vec![bound.with("what", message!("words-bytes-used-up", "not tried: the run's bound on bytes was used up"))]
        }
        Some(Shortfall::NotLooked(Cause::ProxyAuth)) => {
            let proxy = fetch.proxy.as_ref().map_or_else(|| message!("words-between", "between").into(), Arg::from);
            let asks = finding(fetch, &PROXY_ASKS).weighing(bearing.weight);
            vec![asks.with("where", place(case, fetch)).with("proxy", proxy)]
        }
        Some(Shortfall::NotLooked(cause)) => vec![word(&NOT_TRIED, cause)],
        Some(Shortfall::Failed(cause)) => {
            let template = if is_of_this_host(fetch, cause) { &FAILED_HERE } else { &FAILED };
            let failed = word(template, cause).at(bearing.level);
            vec![failed.with("where", place(case, fetch)).with("remedy", remedy(cause, fetch))]
        }
        None => {
            let reached = match &fetch.reached {
                Reached::Answered { answer, .. } => {
                    finding(fetch, &ANSWERED).with("status", i64::from(answer.status)).with("bytes", answer.bytes)
                }
                _ => finding(fetch, &CONNECTED),
            };
            let mut found = vec![reached];
            found.extend(some_addresses(fetch));
            found.extend(by_https(fetch));
            found
        }
    }
}

fn finding(fetch: &Fetch, template: &'static Template) -> Finding {
    let way: Arg = match &fetch.proxy {
        Some(proxy) => Say::new(message!("words-by-proxy", "by the proxy {proxy}")).with("proxy", proxy).into(),
        None => message!("words-directly", "directly").into(),
    };
    Finding::new(Code::EndpointReachable, template, fetch.id.shown())
        .with("requirer", named_by(&fetch.named_by))
        .with("host", fetch.id.url.host())
        .with("port", i64::from(fetch.id.url.port()))
        .with("url", &fetch.id.url)
        .with("ms", fetch.took_ms)
        .with("way", way)
}

/// Some addresses of a host are open and others are not: a client takes any, so that mail stops now and then.
fn some_addresses(fetch: &Fetch) -> Option<Finding> {
    let (Reached::Connected { attempts, .. } | Reached::Answered { attempts, .. }) = &fetch.reached else {
        return None;
    };
    let Divided { cause, failed, connected } = divided(attempts)?;
    let (to, _) = destination(fetch, cause);
    let finding = Finding::new(Code::EndpointReachable, &SOME_ADDRESSES, fetch.id.shown())
        .with("requirer", named_by(&fetch.named_by))
        .with("host", to.host())
        .with("port", i64::from(to.port()))
        .with("url", &fetch.id.url)
        .because(cause)
        .weighing(Weight::Supporting)
        .with("failed", failed)
        .with("connected", connected);
    Some(finding)
}

/// A redirect from http to https on the way to an answer: this run followed it, and CryptoAPI may not.
fn by_https(fetch: &Fetch) -> Option<Finding> {
    let Reached::Answered { hops, .. } = &fetch.reached else { return None };
    let hop = hops.iter().find(|hop| hop.from.scheme() == Scheme::Http && hop.to.scheme() == Scheme::Https)?;
    Some(finding(fetch, &BY_HTTPS).weighing(Weight::Supporting).with("to", &hop.to))
}
