//! A fetch's shortfall in words: which step failed, where, and what to ask for. What was seen, never more.

use crate::case::{Case, ToMend, destination, is_of_this_host, sinkhole, telling};
use crate::finding::{Arg, Cause};
use crate::observation::{
    Answer, Attempt, BodyEnd, Connect, ExchangeFault, Fetch, ProxyFault, Reached, RedirectFault, ResolverWord, Said,
};
use crate::pki::Looks;
use crate::vocabulary::Shown;

/// Where it failed: what each resolver said, each address that was tried, the answer that came, the redirect that led
/// astray, in parentheses. Empty where there is no more to say.
pub(super) fn place(case: &Case<'_>, fetch: &Fetch) -> Arg {
    let mut parts = match &fetch.reached {
        Reached::Nothing(_) => return Arg::Aside(Vec::new()),
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
    parts.extend(fetch.instead.as_ref().map(|instead| format!("connected to {instead}, as --connect-to says")));
    parts.extend(sinkhole(fetch).map(|sort| format!("{sort} for {}", last_host(fetch))));
    Arg::Aside(parts.into_iter().map(Arg::from).collect())
}

/// The way that a fetch went, in words.
pub(super) fn way(fetch: &Fetch) -> String {
    fetch.proxy.as_ref().map_or("directly".to_owned(), |proxy| format!("through the proxy {proxy}"))
}

/// The host that was asked last: the URL's own, or where its redirects led.
fn last_host(fetch: &Fetch) -> String {
    match &fetch.reached {
        Reached::Connected { hops, .. } | Reached::Answered { hops, .. } => {
            hops.last().map_or_else(|| fetch.id.url.host(), |hop| hop.to.host())
        }
        _ => fetch.id.url.host(),
    }
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
        Cause::DnsLocal => "this host's own resolution finds no address, and its resolver knows one",
        Cause::DnsSinkhole => {
            "the name leads to an address that no public host has, as where a resolver or a hosts file blocks it"
        }
        Cause::ConnectTimeout => "no answer to the connection attempt, as where a filter drops it",
        Cause::ConnectRefused => "the connection was refused: a closed port, or a filter that rejects",
        Cause::ConnectReset => "the connection was reset while it was set up",
        Cause::ConnectUnreachable => "the host can't be reached: nobody answers for its address",
        Cause::ConnectProhibited => "the connection is forbidden: a filter or a route says so itself",
        Cause::NoRoute => "no route leads to the address",
        Cause::ExchangeTimeout => "connected, and no complete answer came in time",
        Cause::ExchangeReset => "connected, and reset behind the request, as a middlebox does",
        Cause::ExchangeEmpty => "connected, and closed before the answer was complete",
        Cause::NotHttp => "connected, and what came back is not HTTP",
        Cause::TlsHandshake => "connected, and TLS could not be set up",
        Cause::RedirectLoop => "redirects lead back to where they began",
        Cause::RedirectLimit => "a redirect that is not followed: too many, from https to http, or to no URL",
        Cause::BlockPage => "a filter's page, or a redirect to it, comes in its place",
        Cause::BodyHtml => "a page comes in its place",
        Cause::RedirectPortal => "a redirect leads to a page on another host",
        Cause::BodyEmpty => "a body of no bytes comes in its place",
        Cause::BodyPem => "PEM comes in its place",
        Cause::BodyGzip => "a gzip stream comes in its place",
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

/// What to ask for, or to do on this host.
pub(super) fn remedy(cause: Cause, fetch: &Fetch) -> String {
    let (to, _) = destination(fetch, cause);
    let (host, port) = (to.host(), to.port());
    match cause {
        Cause::DnsLocal => format!(
            "Look at this host's own resolution of {host}: its hosts file, nsswitch.conf, the search list. Its resolver gives \
             an address."
        ),
        Cause::ConnectProhibited if is_of_this_host(fetch, cause) => format!(
            "Let TCP {port} to {host} pass in this host's own filter and routes (nft or iptables, IPAddressDeny= of the unit, \
             a prohibit route, the Windows firewall): no other host forbids it."
        ),
        Cause::ProxyConnect if is_of_this_host(fetch, cause) => {
            "Correct the proxy in this account's settings, or what keeps this host itself from it: its own resolution, filter \
             or routes."
                .to_owned()
        }
        Cause::Status(404 | 410) => {
            format!("Compare the URL with the policy's source: {host} answers, and has nothing there.")
        }
        _ => match ToMend::of(fetch, cause) {
            Some(to_mend) => to_mend.ask("this host"),
            None if matches!(cause, Cause::Status(500..)) => {
                format!("Run again later; if it stays, ask who runs {host}, or the proxy between.")
            }
            None => format!(
                "See what answers for {host}, TCP {port}: it is reached, and serves another thing than it should."
            ),
        },
    }
}

/// One attempt: address, end, time, and whose word the end was.
pub(super) fn attempt(one: &Attempt) -> String {
    let by = one.told_by.map(|by| format!(", says {by}")).unwrap_or_default();
    format!("{} {} after {} ms{by}", one.address, one.outcome.word(), one.took_ms)
}

/// The addresses of a host, of which some accept a connection and others do not.
pub(super) struct Divided {
    /// Why those that do not, don't: what tells most.
    pub(super) cause: Cause,
    /// Each of them, as [`attempt`] shows it.
    pub(super) failed: Vec<Shown>,
    /// The others.
    pub(super) connected: Vec<Shown>,
}

/// How a host's addresses divide. None where none of them failed.
///
/// This host having no address of a family is its own matter: no client on it would take such an address. What a router says is
/// not.
pub(super) fn divided(attempts: &[Attempt]) -> Option<Divided> {
    let counts = |one: &&Attempt| match one.outcome {
        Connect::NoRoute | Connect::Cut => false,
        Connect::NetworkUnreachable => one.told_by.is_some(),
        _ => true,
    };
    let (connected, failed): (Vec<_>, Vec<_>) =
        attempts.iter().filter(counts).partition(|one| one.outcome == Connect::Connected);
    let list = |attempts: &[&Attempt]| attempts.iter().map(|one| Shown::new(&attempt(one))).collect();
    let cause = telling(failed.iter().copied())?;
    Some(Divided { cause, failed: list(&failed), connected: list(&connected) })
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
        Said::Addresses(_) => format!("asked itself, {address} gives an address"),
        Said::Stuck => format!("asked itself, {address} is there, and waits for others longer than {took_ms} ms"),
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
    let of = |name: &'static str| answer.headers.iter().filter(move |header| header.name.as_str() == name);
    parts.extend(OF_A_PROXY.into_iter().flat_map(of).map(|header| format!("{}: {}", header.name, header.value)));
    if let (BodyEnd::Stalled, Some(bounds)) = (answer.end, case.observed.bounds) {
        parts.push(format!("at most {} ms between pieces, {} ms in all", bounds.body_idle_ms, bounds.body_total_ms));
    }
    parts.extend(attempts.iter().filter(|one| one.outcome != Connect::Connected).map(attempt));
    parts
}
