//! `endpoint-reachable`: whether each URL answers, and if not, which step failed at which address. A filter that drops
//! looks like silence, one that rejects like a refusal, a middlebox like a reset behind the request: the firewall team
//! needs the difference.

use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::{Case, Shortfall, connect_cause};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::observation::{Answer, Attempt, Connect, Fetch, Reached, RedirectFault};
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::EndpointReachable,
    question: "Does each URL answer, and if not, which step failed at which address?",
    citation: "RFC 5280 §4.2.1.13 and §4.2.2.1, RFC 6960 §A.1: HTTP, TCP port 80 unless the URL says another",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&ANSWERED, &CONNECTED, &SOME_ADDRESSES, &FAILED, &NOT_TRIED, &HOST_IO, &NO_SOCKET],
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
            vec![bound.with("what", "not tried: the run's bound on bytes was used up")]
        }
        Some(Shortfall::NotLooked(cause)) => vec![word(&NOT_TRIED, cause)],
        Some(Shortfall::Failed(cause)) => {
            let failed = word(&FAILED, cause).at(bearing.level);
            vec![failed.with("where", place(fetch)).with("remedy", remedy(cause, fetch))]
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
            found
        }
    }
}

/// Where it failed: each address that was tried, the answer that came, the redirect that led astray.
fn place(fetch: &Fetch) -> String {
    match &fetch.reached {
        Reached::Resolved { attempts } | Reached::Connected { attempts, .. } => listed(attempts),
        Reached::Answered { answer, redirect: Some(redirect), .. } => {
            format!(" (status {} to {})", answer.status, redirect_target(redirect))
        }
        Reached::Answered { answer, .. } => answered_how(answer),
        Reached::Nothing(_) | Reached::Unresolved(_) => String::new(),
    }
}

fn finding(fetch: &Fetch, template: &'static Template) -> Finding {
    let way = fetch.proxy.as_ref().map_or("directly".to_owned(), |proxy| format!("by the proxy {proxy}"));
    Finding::new(Code::EndpointReachable, template, fetch.id.shown())
        .with("requirer", fetch.named())
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
    // This host having no address of a family is its own matter: no client on it would take such an address.
    let counts = |one: &&Attempt| !matches!(one.outcome, Connect::NoRoute | Connect::NetworkUnreachable | Connect::Cut);
    let (connected, failed): (Vec<_>, Vec<_>) =
        attempts.iter().filter(counts).partition(|one| one.outcome == Connect::Connected);
    let cause = failed.iter().find_map(|one| connect_cause(one.outcome))?;
    let list = |attempts: &[&Attempt]| -> Vec<Shown> { attempts.iter().map(|one| Shown::new(&attempt(one))).collect() };
    let finding = finding(fetch, &SOME_ADDRESSES)
        .because(cause)
        .weighing(Weight::Supporting)
        .with("failed", list(&failed))
        .with("connected", list(&connected));
    Some(finding)
}

fn redirect_target(fault: &RedirectFault) -> String {
    match fault {
        RedirectFault::Loop(url)
        | RedirectFault::TooMany(url)
        | RedirectFault::Downgrade(url)
        | RedirectFault::Unresolved(url, _) => url.to_string(),
        RedirectFault::Unconnected(url, attempts) => format!("{url}{}", listed(attempts)),
        RedirectFault::Unusable(text) => text.to_string(),
    }
}

/// The cause in words: what was seen, never more.
fn what(cause: Cause) -> String {
    let words = match cause {
        Cause::Interrupted => "not tried: the run was interrupted first",
        Cause::Deadline => "not tried to its end: the deadline of the whole run came first",
        Cause::DnsNxdomain => "the resolver says that the name does not exist",
        Cause::DnsNodata => "the name has no address",
        Cause::DnsServfail => "the resolver gave no answer for now (SERVFAIL, REFUSED or silence)",
        Cause::DnsTimeout => "the resolver did not answer in time",
        Cause::DnsSinkhole => {
            "the resolver gives an address that no host has, as a filter does with names that it blocks"
        }
        Cause::ConnectTimeout => "no answer to the connection attempt, as where a filter drops it",
        Cause::ConnectRefused => "the connection was refused",
        Cause::ConnectReset => "the connection was reset while it was set up",
        Cause::ConnectUnreachable => "the host can't be reached",
        Cause::ConnectProhibited => "the connection is administratively prohibited",
        Cause::NoRoute => "this host has no route to the address",
        Cause::ExchangeTimeout => "connected, and no complete answer came in time",
        Cause::ExchangeReset => "connected, and reset behind the request, as a middlebox does",
        Cause::ExchangeEmpty => "connected, and closed before the answer was complete",
        Cause::NotHttp => "connected, and what came back is not HTTP",
        Cause::TlsHandshake => "connected, and TLS could not be set up",
        Cause::RedirectLoop => "redirects lead back to where they began",
        Cause::RedirectLimit => "a redirect that is not followed: too many, from https to http, or to no URL",
        Cause::BodyTruncated => "the body ended before its announced length",
        Cause::BodyReset => "the connection was reset within the body",
        Cause::BodyStalled => "the body stopped coming",
        Cause::BodyTooLarge => "the body is larger than is taken",
        Cause::ProxyAuth => "the proxy asks for credentials",
        Cause::ProxyDenied => "the proxy denies it",
        Cause::ProxyDns => "the proxy can't resolve the host",
        Cause::ProxyConnect => "the proxy can't be reached, or can't reach the host",
        Cause::Status(status) => return format!("it answered with status {status}"),
        other => return other.to_string(),
    };
    words.to_owned()
}

fn remedy(cause: Cause, fetch: &Fetch) -> String {
    let (host, port) = (fetch.id.url.host(), fetch.id.url.port());
    match cause {
        Cause::DnsNxdomain
        | Cause::DnsNodata
        | Cause::DnsServfail
        | Cause::DnsTimeout
        | Cause::DnsRefused
        | Cause::DnsSinkhole => {
            format!("Let this host's resolver resolve {host}, or set the proxy that does it for this account.")
        }
        Cause::ProxyAuth | Cause::ProxyDenied | Cause::ProxyDns | Cause::ProxyConnect => {
            format!("Let the proxy pass {host}, port {port}, for this host without credentials, by GET and POST.")
        }
        Cause::Status(404 | 410) => {
            format!("Compare the URL with the policy's source: {host} answers, and has nothing there.")
        }
        Cause::Status(status) if status >= 500 => {
            format!("Run again later; if it stays, ask who runs {host}, or the proxy between.")
        }
        Cause::BodyTruncated | Cause::BodyReset | Cause::BodyStalled | Cause::ExchangeReset | Cause::NotHttp => {
            format!("Take the inspection of {host}, port {port}, out of whatever stands between, and run again.")
        }
        _ => format!(
            "Open TCP {port} from this host to {host}, outbound. Its addresses change: open by name where you can."
        ),
    }
}

fn listed(attempts: &[Attempt]) -> String {
    if attempts.is_empty() {
        return String::new();
    }
    let each: Vec<String> = attempts.iter().map(attempt).collect();
    format!(" ({})", each.join("; "))
}

fn attempt(one: &Attempt) -> String {
    format!("{} {} after {} ms", one.address, one.outcome.word(), one.took_ms)
}

fn answered_how(answer: &Answer) -> String {
    let by = answer.header("via").or_else(|| answer.header("server"));
    let by = by.map(|by| format!(", as {by} answered")).unwrap_or_default();
    let announced = answer.announced.map(|length| format!(" of {length}")).unwrap_or_default();
    format!(" ({} bytes{announced}{by})", answer.bytes)
}
