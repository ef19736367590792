//! Which causes the network can mend, what is to be asked of whom for each, and which of several matters first. The one
//! place that says so, for the finding and for the firewall request: who adds a cause that a firewall, a proxy or a resolver
//! makes, adds it here.

use std::net::IpAddr;

use super::reach::{resolve_cause, telling};
use crate::finding::Cause;
use crate::language::{Arg, Message, Say, message, messages};
use crate::observation::{
    Attempt, Connect, ExchangeFault, Fetch, ProxyFault, Reached, RedirectFault, ResolverWord, Said, ServiceFacts,
    ServiceReached,
};
use crate::vocabulary::{HttpUrl, Shown};

messages! {
    /// What is asked of the network, and what stands in it.
    pub static ASKS:
    PROXY_HOST = "words-proxy-host", "the proxy {host}";
    BETWEEN = "words-between", "between";
    ASK_OWN_ADDRESSES = "words-ask-own-addresses",
        "Let {from} resolve {to} to its own addresses, and to none in their place: see its resolver, and its hosts \
        file. Where {to} is served inside your network by right, open TCP {port} to it.";
    ASK_RESOLVER = "words-ask-resolver",
        "Let {from} reach a resolver that resolves {to}: none that it is configured with answers anything. UDP and TCP \
        53 to it may be closed.";
    ASK_RESOLUTION = "words-ask-resolution",
        "Let the resolver of {from} resolve {to}. No port is asked for yet: which one is open shows once the name \
        resolves.";
    ASK_ROUTE = "words-ask-route", "Give {from} a route to {to}, and let TCP {port} pass, outbound.";
    ASK_PORT_FORBIDDEN = "words-ask-port-forbidden",
        "Open TCP {port} from {from} to {to}, outbound: {by} says that it is forbidden.";
    ASK_PORT = "words-ask-port", "Open TCP {port} from {from} to {to}, outbound.";
    ASK_NO_INSPECTION = "words-ask-no-inspection",
        "Let what goes from {from} to {to}, TCP {port}, pass as it is: no page, no sign-in and no inspection in its \
        place.";
    ASK_PROXY_RESOLVES = "words-ask-proxy-resolves",
        "Let the proxy {proxy} resolve {to}, and pass it to {from}, TCP {port}, by GET and POST.";
    ASK_PROXY_REACHES = "words-ask-proxy-reaches",
        "Let the proxy {proxy} reach {to}, TCP {port}, and pass it to {from}, by GET and POST.";
    ASK_PROXY_PASSES = "words-ask-proxy-passes",
        "Let the proxy {proxy} pass {to}, TCP {port}, to {from}, by GET and POST, without a sign-in and without a \
        page in its place.";
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mend {
    /// That a name resolves: no port helps before it does.
    NameResolution,
    /// That a port is open, and a route leads there.
    Port,
    /// That what passes is left as it is.
    Inspection,
    /// That a proxy lets a host pass.
    Proxy,
}

impl Mend {
    /// The stable word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NameResolution => "name-resolution",
            Self::Port => "port",
            Self::Inspection => "inspection",
            Self::Proxy => "proxy",
        }
    }
}

/// How much a cause tells those who can mend it, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Telling {
    /// Somebody decided it, and it says so itself: there is a rule to be found.
    Decided,
    /// Something else answered in its place. It may be a rule's doing, or the server's own.
    InItsPlace,
    /// What was begun was broken off, or refused without a word.
    Broken,
    /// Nothing answered: a rule that drops, or a host that is down.
    Silent,
    /// A packet never left: this host's own network has no way there.
    NoWay,
}

/// What a cause asks for and how much it tells. `proxied`: a proxy stood between. None: not the network's to mend (the CA
/// serves a wrong object, the run was cut short, this host's disk failed).
const fn weigh(cause: Cause, proxied: bool) -> Option<(Telling, Mend)> {
    let (telling, direct) = match cause {
        Cause::DnsSinkhole => (Telling::Decided, Mend::NameResolution),
        Cause::DnsNxdomain | Cause::DnsNodata => (Telling::InItsPlace, Mend::NameResolution),
        Cause::DnsRefused => (Telling::Broken, Mend::NameResolution),
        Cause::DnsServfail | Cause::DnsTimeout => (Telling::Silent, Mend::NameResolution),

        Cause::ConnectProhibited => (Telling::Decided, Mend::Port),
        Cause::ConnectReset | Cause::ConnectRefused => (Telling::Broken, Mend::Port),
        Cause::ConnectTimeout => (Telling::Silent, Mend::Port),
        Cause::ConnectUnreachable | Cause::NoRoute => (Telling::NoWay, Mend::Port),

        Cause::BlockPage | Cause::RedirectPortal | Cause::TlsIntercepted | Cause::StarttlsStripped => {
            (Telling::Decided, Mend::Inspection)
        }
        // 403 and 451: forbidden; 401, 407 and 511: somebody is to sign in (RFC 9110 §15.5, RFC 7725, RFC 6585 §6).
        Cause::BodyHtml
        | Cause::TlsUntrusted
        | Cause::NotHttp
        | Cause::NotSmtp
        | Cause::StarttlsInjected
        | Cause::RedirectLoop
        | Cause::RedirectLimit
        | Cause::NameMismatch
        | Cause::Status(401 | 403 | 407 | 451 | 511) => (Telling::InItsPlace, Mend::Inspection),
        Cause::ExchangeReset | Cause::ExchangeEmpty | Cause::TlsHandshake | Cause::BodyReset | Cause::BodyTruncated => {
            (Telling::Broken, Mend::Inspection)
        }
        Cause::ExchangeTimeout | Cause::BodyStalled => (Telling::Silent, Mend::Inspection),

        Cause::ProxyAuth | Cause::ProxyDenied => (Telling::Decided, Mend::Proxy),
        Cause::ProxyDns => (Telling::InItsPlace, Mend::Proxy),
        Cause::ProxyConnect => (Telling::Broken, Mend::Proxy),
        // A gateway's word about what lies behind it (RFC 9110 §15.6.3 to §15.6.5). Without a proxy it is the CA's own.
        Cause::Status(502..=504) if proxied => (Telling::Broken, Mend::Proxy),
        _ => return None,
    };
    Some((telling, if proxied { Mend::Proxy } else { direct }))
}

/// What of a fetch the network can mend.
#[derive(Clone, Debug)]
pub struct ToMend<'a> {
    /// What is asked for.
    pub mend: Mend,
    /// How much the cause tells those who can mend it.
    pub telling: Telling,
    cause: Cause,
    /// What is to be reached: the URL, where it redirects to, or the proxy.
    pub url: HttpUrl,
    /// The attempts to connect there. Empty where none is known.
    pub attempts: &'a [Attempt],
    /// Where the URL redirects to, where that is what can't be reached. None where it is asked itself.
    pub redirected_to: Option<&'a HttpUrl>,
    /// Whether no configured resolver answered anything.
    no_resolver: bool,
    /// The proxy that stands between. None: direct, or the proxy itself is what is to be reached.
    pub proxy: Option<Shown>,
    /// How the proxy itself could not be reached, in words. None: it is not the proxy that is to be reached.
    pub no_proxy: Option<Say>,
}

impl<'a> ToMend<'a> {
    /// What the network can mend of a fetch with this cause. None where nothing: the CA serves a wrong object, the run was
    /// cut short, or it is this host's own doing.
    pub fn of(fetch: &'a Fetch, cause: Cause) -> Option<Self> {
        let (telling, mend) = weigh(cause, fetch.proxy.is_some()).filter(|_| !is_of_this_host(fetch, cause))?;
        if let Some((mend, cause, words)) = to_proxy(fetch) {
            let url = HttpUrl::parse(fetch.proxy.as_ref()?.as_str()).ok()?;
            let attempts = tried(&fetch.reached);
            let (no_resolver, no_proxy) = (none_answers(&fetch.resolvers), Some(words));
            let redirected_to = None;
            return Some(Self {
                mend,
                telling,
                cause,
                url,
                attempts,
                redirected_to,
                no_resolver,
                proxy: None,
                no_proxy,
            });
        }
        let (url, attempts) = destination(fetch, cause);
        let redirected_to = Some(url).filter(|url| **url != fetch.id.url);
        let (url, proxy, no_resolver) = (url.clone(), fetch.proxy.clone(), none_answers(&fetch.resolvers));
        Some(Self { mend, telling, cause, url, attempts, redirected_to, no_resolver, proxy, no_proxy: None })
    }

    /// The sentences that ask for it, of those who keep what stands between; `from` is the host that asks.
    pub fn ask(&self, from: impl Into<Arg>) -> Say {
        let host = self.url.host();
        let to = match self.no_proxy {
            Some(_) => Say::new(&PROXY_HOST).with("host", host).into(),
            None => Arg::from(host),
        };
        Say::new(self.request())
            .with("from", from)
            .with("to", to)
            .with("port", i64::from(self.url.port()))
            .with("proxy", self.proxy.as_ref().map_or_else(|| Arg::from(&BETWEEN), Arg::from))
            .with("by", told_by(self.attempts).map(|by| by.to_string()).unwrap_or_default())
    }

    fn request(&self) -> &'static Message {
        match (self.mend, self.cause) {
            (Mend::NameResolution, Cause::DnsSinkhole) => &ASK_OWN_ADDRESSES,
            (Mend::NameResolution, Cause::DnsTimeout) if self.no_resolver => &ASK_RESOLVER,
            (Mend::NameResolution, _) => &ASK_RESOLUTION,
            (Mend::Port, Cause::NoRoute | Cause::ConnectUnreachable) => &ASK_ROUTE,
            (Mend::Port, Cause::ConnectProhibited) if told_by(self.attempts).is_some() => &ASK_PORT_FORBIDDEN,
            (Mend::Port, _) => &ASK_PORT,
            (Mend::Inspection, _) => &ASK_NO_INSPECTION,
            (Mend::Proxy, Cause::ProxyDns) => &ASK_PROXY_RESOLVES,
            (Mend::Proxy, Cause::ProxyConnect | Cause::Status(502..=504)) => &ASK_PROXY_REACHES,
            (Mend::Proxy, _) => &ASK_PROXY_PASSES,
        }
    }
}

/// What the network can mend of a service that something keeps from this host, and the sentence that asks for it; `from` is the
/// host that asks. None where nothing: it is the service's own doing, or this host's.
pub fn service_to_mend(service: &ServiceFacts, cause: Cause, from: &str) -> Option<(Mend, Say)> {
    let attempts: &[Attempt] = match &service.reached {
        ServiceReached::Resolved { attempts } | ServiceReached::Connected { attempts, .. } => attempts,
        _ => &[],
    };
    let of = |wanted| attempts.iter().any(|one| one.outcome == wanted);
    let own_filter = cause == Cause::ConnectProhibited && of(Connect::OwnFilter) && !of(Connect::Prohibited);
    let (telling, mend) = weigh(cause, false).filter(|_| !own_filter)?;
    // The place alone counts of it.
    let url = HttpUrl::parse(&format!("http://{}:{}/", service.id.host, service.id.port)).ok()?;
    let no_resolver = none_answers(&service.resolvers);
    let (redirected_to, proxy, no_proxy) = (None, None, None);
    let to_mend = ToMend { mend, telling, cause, url, attempts, redirected_to, no_resolver, proxy, no_proxy };
    Some((mend, to_mend.ask(from)))
}

/// Whether it is this host's own doing: its resolution although its resolver knows the name, its own filter or routes, a
/// proxy setting that names nothing.
pub fn is_of_this_host(fetch: &Fetch, cause: Cause) -> bool {
    let unusable =
        matches!(&fetch.reached, Reached::Connected { fault: Some(ExchangeFault::Proxy(ProxyFault::Unusable(_))), .. });
    let (cause, attempts) = match to_proxy(fetch) {
        Some((_, cause, _)) => (cause, tried(&fetch.reached)),
        None => (cause, destination(fetch, cause).1),
    };
    let of = |wanted| attempts.iter().any(|one| one.outcome == wanted);
    match cause {
        Cause::DnsLocal => true,
        Cause::ConnectProhibited => of(Connect::OwnFilter) && !of(Connect::Prohibited),
        Cause::ProxyConnect => unusable,
        _ => false,
    }
}

fn none_answers(resolvers: &[ResolverWord]) -> bool {
    let silent = |word: &ResolverWord| matches!(word.said, Said::Silence | Said::Unsent(_));
    !resolvers.is_empty() && resolvers.iter().all(silent)
}

fn told_by(attempts: &[Attempt]) -> Option<IpAddr> {
    attempts.iter().filter(|one| one.outcome == Connect::Prohibited).find_map(|one| one.told_by)
}

/// How the proxy itself could not be reached: what is to be asked for, the cause, and both in words. None where it could.
fn to_proxy(fetch: &Fetch) -> Option<(Mend, Cause, Say)> {
    let Reached::Connected { attempts, fault: Some(ExchangeFault::Proxy(fault)), .. } = &fetch.reached else {
        return None;
    };
    match fault {
        ProxyFault::Unresolved(fault) => {
            let cause = resolve_cause(fault, &fetch.resolvers);
            let said = Say::new(message!("words-proxy-unresolved", "the proxy's name has no address ({cause})"));
            Some((Mend::NameResolution, cause, said.with("cause", cause.to_string())))
        }
        ProxyFault::Unconnected(how) => {
            let cause = telling(attempts).unwrap_or(Cause::ProxyConnect);
            let said = Say::new(message!("words-proxy-unconnected", "the proxy accepts no connection ({outcome})"));
            Some((Mend::Port, cause, said.with("outcome", how.word())))
        }
        ProxyFault::Unusable(_) | ProxyFault::Refused(..) => None,
    }
}

/// What could not be reached or did not pass, and the attempts to connect there: the URL, or where it redirects to. What
/// came in the place of an object by a redirect hinders the URL itself.
pub fn destination(fetch: &Fetch, cause: Cause) -> (&HttpUrl, &[Attempt]) {
    let page = matches!(cause, Cause::BlockPage | Cause::BodyHtml | Cause::RedirectPortal);
    let itself = &fetch.id.url;
    match &fetch.reached {
        Reached::Answered { redirect: Some(_), .. } if page => (itself, &[]),
        Reached::Connected { hops, .. } if page && !hops.is_empty() => (itself, &[]),
        Reached::Answered { redirect: Some(RedirectFault::Unconnected(url, attempts)), .. } => (url, attempts),
        Reached::Answered { redirect: Some(RedirectFault::Unresolved(url, _)), .. } => (url, &[]),
        Reached::Answered { hops, redirect, .. } if !hops.is_empty() && (page || redirect.is_some()) => (itself, &[]),
        Reached::Connected { attempts, hops, .. } | Reached::Answered { attempts, hops, .. } => {
            (hops.last().map_or(itself, |hop| &hop.to), attempts)
        }
        other => (itself, tried(other)),
    }
}

/// The attempts to connect, at the last host that was tried.
pub fn tried(reached: &Reached) -> &[Attempt] {
    match reached {
        Reached::Nothing(_) | Reached::Unresolved(_) => &[],
        Reached::Resolved { attempts } | Reached::Connected { attempts, .. } | Reached::Answered { attempts, .. } => {
            attempts
        }
    }
}
