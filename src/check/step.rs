//! A fetch's shortfall in words: which step failed, where, and what to ask for. What was seen, never more.

use crate::case::{Case, sinkhole};
use crate::finding::Cause;
use crate::observation::{
    Answer, Attempt, BodyEnd, Connect, ExchangeFault, Fetch, ProxyFault, Reached, RedirectFault, ResolverWord, Said,
};
use crate::pki::Looks;

/// Where it failed: what each resolver said, each address that was tried, the answer that came, the redirect that led
/// astray. Empty where there is no more to say.
pub(super) fn place(case: &Case<'_>, fetch: &Fetch) -> String {
    let tried = match &fetch.reached {
        Reached::Nothing(_) => return String::new(),
        Reached::Unresolved(_) => resolvers(&fetch.resolvers),
        Reached::Connected { attempts, fault: Some(fault), .. } => {
            let mut parts = by_fault(case, fault);
            parts.extend(resolvers(&fetch.resolvers));
            parts.extend(attempts.iter().map(attempt));
            parts
        }
        Reached::Resolved { attempts } | Reached::Connected { attempts, .. } => attempts.iter().map(attempt).collect(),
        Reached::Answered { answer, redirect: Some(redirect), .. } => {
            let mut parts = vec![format!("status {} to {}", answer.status, redirect_target(redirect))];
            parts.extend(resolvers(&fetch.resolvers));
            parts
        }
        Reached::Answered { answer, attempts, .. } => {
            let mut parts = answered_how(case, answer, attempts);
            // A page behind a refusal may be the CA's own, or a filter's that no table knows: its title tells a reader.
            let page = case.examined.bodies.get(&fetch.id).map(|body| &body.looks);
            if let Some(page @ Looks::Html { title: Some(_) }) = page {
                parts.push(page.to_string());
            }
            parts
        }
    };
    let mut parts = tried;
    parts.extend(fetch.instead.as_ref().map(|instead| format!("connected to {instead}, as --connect-to says")));
    parts.extend(sinkhole(fetch).map(|sort| format!("{} for {}", sort, fetch.id.url.host())));
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

/// The cause in words.
pub(super) fn what(cause: Cause) -> String {
    let words = match cause {
        Cause::Interrupted => "not tried: the run was interrupted first",
        Cause::Deadline => "not tried to its end: the deadline of the whole run came first",
        Cause::DnsNxdomain => "the resolver says that the name does not exist",
        Cause::DnsNodata => "the name has no address",
        Cause::DnsServfail => "the resolver could not find the name's address (SERVFAIL, or no reason that is told)",
        Cause::DnsRefused => "the resolver refuses to answer for the name (REFUSED)",
        Cause::DnsTimeout => "the resolver did not answer in time",
        Cause::DnsSinkhole => {
            "the resolver gives an address that no public host has, as a filter does with names that it blocks"
        }
        Cause::ConnectTimeout => "no answer to the connection attempt, as where a filter drops it",
        Cause::ConnectRefused => "the connection was refused: a closed port, or a filter that rejects",
        Cause::ConnectReset => "the connection was reset while it was set up",
        Cause::ConnectUnreachable => "the host can't be reached: nobody answers for its address",
        Cause::ConnectProhibited => "the connection is administratively prohibited: a filter says so itself",
        Cause::NoRoute => "no route leads to the address",
        Cause::ExchangeTimeout => "connected, and no complete answer came in time",
        Cause::ExchangeReset => "connected, and reset behind the request, as a middlebox does",
        Cause::ExchangeEmpty => "connected, and closed before the answer was complete",
        Cause::NotHttp => "connected, and what came back is not HTTP",
        Cause::TlsHandshake => "connected, and TLS could not be set up",
        Cause::RedirectLoop => "redirects lead back to where they began",
        Cause::RedirectLimit => "a redirect that is not followed: too many, from https to http, or to no URL",
        Cause::BodyTruncated => "the body ended before its announced length",
        Cause::BodyReset => "the connection was reset within the body",
        Cause::BodyStalled => "the body stopped coming, or did not come whole in time",
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

/// What to ask for.
pub(super) fn remedy(cause: Cause, fetch: &Fetch) -> String {
    let (host, port) = (fetch.id.url.host(), fetch.id.url.port());
    match cause {
        Cause::DnsSinkhole => format!(
            "Have this host's resolver give the real addresses of {host}, and no others, or set the proxy that resolves it. \
             Where {host} is served inside your network by right, open TCP {port} to it."
        ),
        Cause::DnsTimeout => format!(
            "Open UDP and TCP 53 from this host to its resolver, or name one that answers; it must resolve {host}. Or set \
             the proxy that resolves it for this account."
        ),
        Cause::DnsNxdomain | Cause::DnsNodata | Cause::DnsServfail | Cause::DnsRefused => {
            format!("Let this host's resolver resolve {host}, or set the proxy that does it for this account.")
        }
        Cause::ProxyConnect if never_reached(fetch) => {
            "See that the proxy's name and port are right for this account, and that this host may reach it.".to_owned()
        }
        Cause::ProxyDns | Cause::ProxyConnect => {
            format!(
                "Have the proxy reach {host}, port {port}: it is the proxy's own resolver or firewall that stops it."
            )
        }
        Cause::ProxyAuth | Cause::ProxyDenied => {
            format!("Let the proxy pass {host}, port {port}, for this host without credentials, by GET and POST.")
        }
        Cause::NoRoute => format!("Give this host a route to {host} (TCP {port}), or set the proxy that has one."),
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

/// Whether it is the way to the proxy that failed.
const fn never_reached(fetch: &Fetch) -> bool {
    matches!(
        &fetch.reached,
        Reached::Connected {
            fault: Some(ExchangeFault::Proxy(
                ProxyFault::Unresolved(_) | ProxyFault::Unconnected(_) | ProxyFault::Unusable(_)
            )),
            ..
        }
    )
}

/// One attempt: address, end, time, and whose word the end was.
pub(super) fn attempt(one: &Attempt) -> String {
    let by = one.told_by.map(|by| format!(", says {by}")).unwrap_or_default();
    format!("{} {} after {} ms{by}", one.address, one.outcome.word(), one.took_ms)
}

fn redirect_target(fault: &RedirectFault) -> String {
    match fault {
        RedirectFault::Loop(url)
        | RedirectFault::TooMany(url)
        | RedirectFault::Downgrade(url)
        | RedirectFault::Unresolved(url, _) => url.to_string(),
        RedirectFault::Unconnected(url, attempts) => {
            let each: Vec<String> = attempts.iter().map(attempt).collect();
            format!("{url} ({})", each.join("; "))
        }
        RedirectFault::Unusable(text) => text.to_string(),
    }
}

/// What each configured resolver said to a query of our own.
fn resolvers(words: &[ResolverWord]) -> Vec<String> {
    words.iter().map(resolver).collect()
}

fn resolver(one: &ResolverWord) -> String {
    let ResolverWord { resolver, said, took_ms } = one;
    let address = resolver.ip();
    match said {
        Said::Addresses(_) => format!(
            "the resolver {address} gives an address when it is asked itself: look at this host's own resolution, its hosts \
             file and nsswitch.conf"
        ),
        Said::NoData => format!("asked itself, {address} says that it has no address"),
        Said::Code(code) => format!("asked itself, {address} says {}", code_word(*code)),
        Said::Silence => format!("asked itself, {address} says nothing within {took_ms} ms"),
        Said::Unsent(number) => format!("{address} can't be asked itself: error {number} of the system"),
        Said::Garbled => format!("asked itself, {address} answers with what is no DNS"),
        Said::Cut => format!("{address} was not asked to the end of the run"),
    }
}

/// A response code by its name (RFC 1035 §4.1.1, RFC 6895 §2.3).
fn code_word(code: u16) -> String {
    let word = match code {
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        9 => "NOTAUTH",
        other => return format!("code {other}"),
    };
    word.to_owned()
}

/// What is to be said of a fault beside the addresses: the bound that was hit, and what the proxy said of itself.
fn by_fault(case: &Case<'_>, fault: &ExchangeFault) -> Vec<String> {
    match (fault, case.observed.bounds) {
        (ExchangeFault::Timeout, Some(bounds)) => vec![format!("within {} ms", bounds.head_ms)],
        (ExchangeFault::NotHttp(first) | ExchangeFault::Tls(first), _) => vec![format!("“{first}”")],
        (ExchangeFault::Proxy(ProxyFault::Refused(status, headers)), _) => {
            let words = headers.iter().filter(|header| OF_A_PROXY.contains(&header.name.as_str()));
            let words: Vec<String> = words.map(|header| format!("{}: {}", header.name, header.value)).collect();
            vec![format!("CONNECT answered with status {status}")].into_iter().chain(words).collect()
        }
        (ExchangeFault::Proxy(ProxyFault::Unconnected(outcome)), _) => vec![format!("the proxy: {}", outcome.word())],
        (ExchangeFault::Proxy(ProxyFault::Unresolved(_)), _) => vec!["the proxy's name has no address here".to_owned()],
        (ExchangeFault::Proxy(ProxyFault::Unusable(why)), _) => vec![why.to_string()],
        _ => Vec::new(),
    }
}

/// Headers in which a proxy or a cache says who it is and why, in the order in which they are shown.
const OF_A_PROXY: [&str; 5] = ["x-squid-error", "proxy-status", "proxy-authenticate", "via", "server"];

/// How an answer came that is not whole or no success: its length, who gave it, and which bound it met.
fn answered_how(case: &Case<'_>, answer: &Answer, attempts: &[Attempt]) -> Vec<String> {
    let announced = answer.announced.map(|length| format!(" of {length}")).unwrap_or_default();
    let mut parts = vec![format!("{} bytes{announced}", answer.bytes)];
    let words = OF_A_PROXY.iter().filter_map(|name| answer.header(name).map(|value| format!("{name}: {value}")));
    parts.extend(words);
    if let (BodyEnd::Stalled, Some(bounds)) = (answer.end, case.observed.bounds) {
        parts.push(format!("at most {} ms between pieces, {} ms in all", bounds.body_idle_ms, bounds.body_total_ms));
    }
    parts.extend(attempts.iter().filter(|one| one.outcome != Connect::Connected).map(attempt));
    parts
}
