//! A fetch's shortfall in words: which step failed, where, and what to ask for. What was seen, never more.

use crate::case::{Case, Special, ToMend, destination, is_of_this_host, sinkhole, telling};
use crate::finding::{Arg, Cause};
use crate::language::{Message, Say, message, messages};
use crate::observation::{
    Answer, Attempt, BodyEnd, Connect, ExchangeFault, Fetch, Header, ProxyFault, Reached, RedirectFault, ResolverWord,
    Said,
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
            parts.extend(each(attempts));
            parts
        }
        Reached::Resolved { attempts } | Reached::Connected { attempts, .. } => each(attempts),
        Reached::Answered { answer, redirect: Some(redirect), .. } => {
            let said = Say::new(message!("words-redirected", "status {status} to {target}"));
            let said = said.with("status", i64::from(answer.status)).with("target", redirect_target(redirect));
            let mut parts = vec![Arg::from(said)];
            parts.extend(resolvers(&fetch.resolvers));
            parts
        }
        Reached::Answered { answer, attempts, .. } => {
            let mut parts = answered_how(case, answer, attempts);
            // A page behind a refusal may be the CA's own, or a filter's that no table knows: its title tells a reader.
            let page = case.examined.bodies.get(&fetch.id).map(|body| &body.looks);
            if let Some(Looks::Html { title: Some(title) }) = page {
                parts.push(Say::new(message!("words-web-page", "a web page, “{title}”")).with("title", title).into());
            }
            parts
        }
    };
    parts.extend(fetch.instead.as_ref().map(instead));
    parts.extend(sinkhole(fetch).map(|sort| Say::new(special(sort)).with("host", last_host(fetch)).into()));
    Arg::Aside(parts)
}

/// Where it connected in the place of its own host.
pub(super) fn instead(to: &Shown) -> Arg {
    Say::new(message!("words-instead", "connected to {to}, as --connect-to says")).with("to", to).into()
}

/// What a name leads to that should lead to a public host.
fn special(sort: Special) -> &'static Message {
    match sort {
        Special::Unspecified => message!("words-address-of-no-host", "an address that no host has for {host}"),
        Special::Loopback => message!("words-address-of-this-host", "this host itself for {host}"),
        Special::Private => message!("words-address-private", "a private address for {host}"),
    }
}

/// The way that a fetch went, in words.
pub(super) fn way(fetch: &Fetch) -> Arg {
    match &fetch.proxy {
        Some(proxy) => {
            Say::new(message!("words-through-proxy", "through the proxy {proxy}")).with("proxy", proxy).into()
        }
        None => message!("words-directly", "directly").into(),
    }
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
pub(super) fn what(cause: Cause) -> Arg {
    let words = match cause {
        Cause::Interrupted => message!("words-cause-interrupted", "not tried: the run was interrupted first"),
        Cause::Deadline => {
            message!("words-cause-deadline", "not tried to its end: the deadline of the whole run came first")
        }
        Cause::DnsNxdomain => message!("words-cause-dns-nxdomain", "the resolver says that the name does not exist"),
        Cause::DnsNodata => message!("words-cause-dns-nodata", "the name has no address"),
        Cause::DnsServfail => message!(
            "words-cause-dns-servfail",
            "the resolver could not find the name's address (SERVFAIL, or no reason that is told)"
        ),
        Cause::DnsRefused => {
            message!("words-cause-dns-refused", "the resolver refuses to answer for the name (REFUSED)")
        }
        Cause::DnsTimeout => message!("words-cause-dns-timeout", "the resolver did not answer in time"),
        Cause::DnsLocal => {
            message!("words-cause-dns-local", "this host's own resolution finds no address, and its resolver knows one")
        }
        Cause::DnsSinkhole => message!(
            "words-cause-dns-sinkhole",
            "the name leads to an address that no public host has, as where a resolver or a hosts file blocks it"
        ),
        Cause::ConnectTimeout => {
            message!("words-cause-connect-timeout", "no answer to the connection attempt, as where a filter drops it")
        }
        Cause::ConnectRefused => message!(
            "words-cause-connect-refused",
            "the connection was refused: a closed port, or a filter that rejects"
        ),
        Cause::ConnectReset => message!("words-cause-connect-reset", "the connection was reset while it was set up"),
        Cause::ConnectUnreachable => {
            message!("words-cause-connect-unreachable", "the host can't be reached: nobody answers for its address")
        }
        Cause::ConnectProhibited => message!(
            "words-cause-connect-prohibited",
            "the connection is forbidden: a filter or a route says so itself"
        ),
        Cause::NoRoute => message!("words-cause-no-route", "no route leads to the address"),
        Cause::ExchangeTimeout => {
            message!("words-cause-exchange-timeout", "connected, and no complete answer came in time")
        }
        Cause::ExchangeReset => {
            message!("words-cause-exchange-reset", "connected, and reset behind the request, as a middlebox does")
        }
        Cause::ExchangeEmpty => {
            message!("words-cause-exchange-empty", "connected, and closed before the answer was complete")
        }
        Cause::NotHttp => message!("words-cause-not-http", "connected, and what came back is not HTTP"),
        Cause::TlsHandshake => message!("words-cause-tls-handshake", "connected, and TLS could not be set up"),
        Cause::RedirectLoop => message!("words-cause-redirect-loop", "redirects lead back to where they began"),
        Cause::RedirectLimit => message!(
            "words-cause-redirect-limit",
            "a redirect that is not followed: too many, from https to http, or to no URL"
        ),
        Cause::BlockPage => {
            message!("words-cause-block-page", "a filter's page, or a redirect to it, comes in its place")
        }
        Cause::BodyHtml => message!("words-cause-body-html", "a page comes in its place"),
        Cause::RedirectPortal => message!("words-cause-redirect-portal", "a redirect leads to a page on another host"),
        Cause::BodyEmpty => message!("words-cause-body-empty", "a body of no bytes comes in its place"),
        Cause::BodyPem => message!("words-cause-body-pem", "PEM comes in its place"),
        Cause::BodyGzip => message!("words-cause-body-gzip", "a gzip stream comes in its place"),
        Cause::BodyTruncated => message!("words-cause-body-truncated", "the body ended before its announced length"),
        Cause::BodyReset => message!("words-cause-body-reset", "the connection was reset within the body"),
        Cause::BodyStalled => {
            message!("words-cause-body-stalled", "the body stopped coming, or did not come whole in time")
        }
        Cause::BodyTooLarge => message!("words-cause-body-too-large", "the body is larger than is taken"),
        Cause::ProxyAuth => message!("words-cause-proxy-auth", "the proxy asks for credentials"),
        Cause::ProxyDenied => message!("words-cause-proxy-denied", "the proxy denies it"),
        Cause::ProxyDns => message!("words-cause-proxy-dns", "the proxy can't resolve the host"),
        Cause::ProxyConnect => {
            message!("words-cause-proxy-connect", "the proxy can't be reached, or can't reach the host")
        }
        Cause::Status(status) => {
            let said = Say::new(message!("words-cause-status", "it answered with status {status}"));
            return said.with("status", i64::from(status)).into();
        }
        other => return Arg::from(other.to_string()),
    };
    words.into()
}

messages! {
    /// What [`remedy`] says of one host or of this one, beside what is asked of the network.
    pub(super) static REMEDIES:
    REMEDY_OWN_RESOLUTION = "words-remedy-own-resolution",
        "Look at this host's own resolution of {host}: its hosts file, nsswitch.conf, the search list. Its resolver \
        gives \
        an address.";
    REMEDY_OWN_FILTER = "words-remedy-own-filter",
        "Let TCP {port} to {host} pass in this host's own filter and routes (nft or iptables, IPAddressDeny= of the \
        unit, \
        a prohibit route, the Windows firewall): no other host forbids it.";
    REMEDY_OWN_PROXY = "words-remedy-own-proxy",
        "Correct the proxy in this account's settings, or what keeps this host itself from it: its own resolution, \
        filter \
        or routes.";
    REMEDY_NOTHING_THERE = "words-remedy-nothing-there",
        "Compare the URL with the policy's source: {host} answers, and has nothing there.";
    THIS_HOST = "words-this-host", "this host";
    REMEDY_LATER = "words-remedy-later", "Run again later; if it stays, ask who runs {host}, or the proxy between.";
    REMEDY_SEE_WHAT_ANSWERS = "words-remedy-see-what-answers",
        "See what answers for {host}, TCP {port}: it is reached, and serves another thing than it should.";
}

/// What to ask for, or to do on this host.
pub(super) fn remedy(cause: Cause, fetch: &Fetch) -> Say {
    let (to, _) = destination(fetch, cause);
    let at = |message| Say::new(message).with("host", to.host()).with("port", i64::from(to.port()));
    match cause {
        Cause::DnsLocal => at(&REMEDY_OWN_RESOLUTION),
        Cause::ConnectProhibited if is_of_this_host(fetch, cause) => at(&REMEDY_OWN_FILTER),
        Cause::ProxyConnect if is_of_this_host(fetch, cause) => at(&REMEDY_OWN_PROXY),
        Cause::Status(404 | 410) => at(&REMEDY_NOTHING_THERE),
        _ => match ToMend::of(fetch, cause) {
            Some(to_mend) => to_mend.ask(&THIS_HOST),
            None if matches!(cause, Cause::Status(500..)) => at(&REMEDY_LATER),
            None => at(&REMEDY_SEE_WHAT_ANSWERS),
        },
    }
}

/// One attempt: address, end, time, and whose word the end was.
pub(super) fn attempt(one: &Attempt) -> Arg {
    let words = if one.told_by.is_some() {
        message!("words-attempt-told", "{address} {outcome} after {ms} ms, says {by}")
    } else {
        message!("words-attempt", "{address} {outcome} after {ms} ms")
    };
    Say::new(words)
        .with("address", one.address.to_string())
        .with("outcome", one.outcome.word())
        .with("ms", one.took_ms)
        .with("by", one.told_by.map(|by| by.to_string()).unwrap_or_default())
        .into()
}

fn each(attempts: &[Attempt]) -> Vec<Arg> {
    attempts.iter().map(attempt).collect()
}

/// The addresses of a host, of which some accept a connection and others do not.
pub(super) struct Divided {
    /// Why those that do not, don't: what tells most.
    pub(super) cause: Cause,
    /// Each of them, as [`attempt`] shows it.
    pub(super) failed: Arg,
    /// The others.
    pub(super) connected: Arg,
}

/// How a host's addresses divide. None where none of them failed.
///
/// This host having no address of a family is its own matter: no client on it would take such an address. What a
/// router says is
/// not.
pub(super) fn divided(attempts: &[Attempt]) -> Option<Divided> {
    let counts = |one: &&Attempt| match one.outcome {
        Connect::NoRoute | Connect::Cut => false,
        Connect::NetworkUnreachable => one.told_by.is_some(),
        _ => true,
    };
    let (connected, failed): (Vec<_>, Vec<_>) =
        attempts.iter().filter(counts).partition(|one| one.outcome == Connect::Connected);
    let list = |attempts: &[&Attempt]| Arg::Each(attempts.iter().map(|one| attempt(one)).collect());
    let cause = telling(failed.iter().copied())?;
    Some(Divided { cause, failed: list(&failed), connected: list(&connected) })
}

fn redirect_target(fault: &RedirectFault) -> Arg {
    match fault {
        RedirectFault::Loop(url)
        | RedirectFault::TooMany(url)
        | RedirectFault::Downgrade(url)
        | RedirectFault::Unresolved(url, _) => Arg::from(url),
        RedirectFault::Unconnected(url, attempts) => Arg::Joined(vec![Arg::from(url), Arg::Aside(each(attempts))]),
        RedirectFault::Unusable(text) => Arg::from(text),
    }
}

/// What each configured resolver said to a query of our own.
fn resolvers(words: &[ResolverWord]) -> Vec<Arg> {
    words.iter().map(resolver).collect()
}

fn resolver(one: &ResolverWord) -> Arg {
    let ResolverWord { resolver, said, took_ms } = one;
    let say = |message| Say::new(message).with("resolver", resolver.ip().to_string());
    match said {
        Said::Addresses(_) => say(message!("words-resolver-knows", "asked itself, {resolver} gives an address")),
        Said::Stuck => say(message!(
            "words-resolver-stuck",
            "asked itself, {resolver} is there, and waits for others longer than {ms} ms"
        ))
        .with("ms", *took_ms),
        Said::NoData => say(message!("words-resolver-no-data", "asked itself, {resolver} says that it has no address")),
        Said::Code(code) => {
            say(message!("words-resolver-says", "asked itself, {resolver} says {code}")).with("code", code_word(*code))
        }
        Said::Silence => say(message!("words-resolver-silent", "asked itself, {resolver} says nothing within {ms} ms"))
            .with("ms", *took_ms),
        Said::Unsent(number) => {
            say(message!("words-resolver-unsent", "{resolver} can't be asked itself: error {error} of the system"))
                .with("error", i64::from(*number))
        }
        Said::Garbled => {
            say(message!("words-resolver-garbled", "asked itself, {resolver} answers with what is no DNS"))
        }
        Said::Cut => say(message!("words-resolver-cut", "{resolver} was not asked to the end of the run")),
    }
    .into()
}

/// A response code by its name (RFC 1035 §4.1.1, RFC 6895 §2.3).
fn code_word(code: u16) -> Arg {
    let word = match code {
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        9 => "NOTAUTH",
        other => return Say::new(message!("words-code", "code {code}")).with("code", i64::from(other)).into(),
    };
    Arg::from(word)
}

/// What is to be said of a fault beside the addresses: the bound that was hit, and what the proxy said of itself.
fn by_fault(case: &Case<'_>, fault: &ExchangeFault) -> Vec<Arg> {
    match (fault, case.observed.bounds) {
        (ExchangeFault::Timeout, Some(bounds)) => {
            vec![Say::new(message!("words-within", "within {ms} ms")).with("ms", bounds.head_ms).into()]
        }
        (ExchangeFault::NotHttp(first) | ExchangeFault::Tls(first), _) => vec![Arg::from(format!("“{first}”"))],
        (ExchangeFault::Proxy(ProxyFault::Refused(status, headers)), _) => {
            let said = Say::new(message!("words-connect-answered", "CONNECT answered with status {status}"));
            let said = Arg::from(said.with("status", i64::from(*status)));
            let words = headers.iter().filter(|header| OF_A_PROXY.contains(&header.name.as_str()));
            std::iter::once(said).chain(words.map(of_header)).collect()
        }
        (ExchangeFault::Proxy(ProxyFault::Unconnected(outcome)), _) => {
            vec![Say::new(message!("words-the-proxy", "the proxy: {outcome}")).with("outcome", outcome.word()).into()]
        }
        (ExchangeFault::Proxy(ProxyFault::Unresolved(_)), _) => {
            vec![message!("words-proxy-without-address", "the proxy's name has no address here").into()]
        }
        (ExchangeFault::Proxy(ProxyFault::Unusable(why)), _) => vec![Arg::from(why)],
        _ => Vec::new(),
    }
}

fn of_header(header: &Header) -> Arg {
    Arg::from(format!("{}: {}", header.name, header.value))
}

/// Headers in which a proxy or a cache says who it is and why, in the order in which they are shown.
const OF_A_PROXY: [&str; 5] = ["x-squid-error", "proxy-status", "proxy-authenticate", "via", "server"];

/// How an answer came that is not whole or no success: its length, who gave it, and which bound it met.
fn answered_how(case: &Case<'_>, answer: &Answer, attempts: &[Attempt]) -> Vec<Arg> {
    let bytes = match answer.announced {
        Some(announced) => {
            Say::new(message!("words-bytes-of", "{bytes} bytes of {announced}")).with("announced", announced)
        }
        None => Say::new(message!("words-bytes", "{bytes} bytes")),
    };
    let mut parts = vec![Arg::from(bytes.with("bytes", answer.bytes))];
    let of = |name: &'static str| answer.headers.iter().filter(move |header| header.name.as_str() == name);
    parts.extend(OF_A_PROXY.into_iter().flat_map(of).map(of_header));
    if let (BodyEnd::Stalled, Some(bounds)) = (answer.end, case.observed.bounds) {
        let said = Say::new(message!("words-body-bounds", "at most {idle} ms between pieces, {total} ms in all"));
        parts.push(said.with("idle", bounds.body_idle_ms).with("total", bounds.body_total_ms).into());
    }
    parts.extend(attempts.iter().filter(|one| one.outcome != Connect::Connected).map(attempt));
    parts
}
