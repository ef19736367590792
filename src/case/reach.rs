//! Why a fetch gave no whole answer: the one place where an observation's step becomes a cause.

use super::address::{Special, leads_to, sinkhole};
use super::{Case, proxy};
use crate::finding::Cause;
use crate::observation::{
    Answer, Attempt, BodyEnd, Connect, Ended, ExchangeFault, Fetch, Method, NotStarted, ProxyFault, Reached,
    RedirectFault, ResolveFault, ResolverWord, Said,
};
use crate::pki::{BlockPage, Signs};
use crate::vocabulary::HttpUrl;

/// Why a fetch gave no whole answer with status 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// We tried, and could not.
    Failed(Cause),
    /// We did not look, or not to the end.
    NotLooked(Cause),
}

impl Case<'_> {
    /// The shortfall of a fetch. What the end of the run cut off bears the cause of that end: the fetch itself knows only
    /// that it was cut.
    pub fn shortfall(&self, fetch: &Fetch) -> Option<Shortfall> {
        match Shortfall::of(fetch) {
            Some(Shortfall::NotLooked(Cause::Deadline)) if self.observed.ended == Ended::Interrupted => {
                Some(Shortfall::NotLooked(Cause::Interrupted))
            }
            other => other,
        }
    }
}

impl Shortfall {
    /// The shortfall of a fetch. None where a whole answer with status 200 came, or the connection that was asked for
    /// stood.
    pub fn of(fetch: &Fetch) -> Option<Self> {
        match &fetch.reached {
            Reached::Nothing(NotStarted::Interrupted) => Some(Self::NotLooked(Cause::Interrupted)),
            Reached::Nothing(NotStarted::Deadline) => Some(Self::NotLooked(Cause::Deadline)),
            Reached::Nothing(NotStarted::Bytes) => Some(Self::NotLooked(Cause::BodyTooLarge)),
            Reached::Unresolved(fault) => Some(by_resolution(fault, &fetch.resolvers)),
            Reached::Resolved { attempts } => Some(or_sinkhole(by_attempts(attempts), sinkhole(fetch))),
            Reached::Connected { fault: None, .. } if fetch.id.method == Method::Connect => None,
            // Nothing that we collect stops at a connection; evidence that says so says nothing of an answer.
            Reached::Nothing(NotStarted::UrlTooLong) | Reached::Connected { fault: None, .. } => {
                Some(Self::NotLooked(Cause::NotUnderstood))
            }
            // What was cut off on its way to the proxy was not tried to its end.
            Reached::Connected { attempts, fault: Some(ExchangeFault::Proxy(ProxyFault::Unconnected(_))), .. }
                if attempts.iter().any(|one| one.outcome == Connect::Cut) =>
            {
                Some(Self::NotLooked(Cause::Deadline))
            }
            Reached::Connected { fault: Some(fault), hops, .. } => Some(match by_exchange(fault) {
                // Where a filter sends what it blocks, is its word, whatever becomes of it there.
                Self::Failed(_) if hops.last().is_some_and(|hop| is_of_a_filter(&hop.to)) => {
                    Self::Failed(Cause::BlockPage)
                }
                short => or_sinkhole(short, sinkhole(fetch)),
            }),
            Reached::Answered { redirect: Some(redirect), .. } => Some(by_redirect(fetch, redirect)),
            Reached::Answered { answer, .. } => by_answer(fetch, answer).filter(|short| {
                // A responder that could only be connected to is asked by GET behind a proxy: any answer of its own will do.
                fetch.id.method != Method::Connect || short.cause().is_of_the_proxy()
            }),
        }
    }

    /// The shortfall of a name without an address.
    pub fn of_name(fault: &ResolveFault, resolvers: &[ResolverWord]) -> Self {
        by_resolution(fault, resolvers)
    }

    /// The shortfall of connection attempts of which none stood.
    pub fn of_attempts(attempts: &[Attempt]) -> Self {
        by_attempts(attempts)
    }

    /// The cause alone.
    pub const fn cause(self) -> Cause {
        match self {
            Self::Failed(cause) | Self::NotLooked(cause) => cause,
        }
    }
}

/// Why a name has no address, as the system and the resolvers themselves say.
pub fn resolve_cause(fault: &ResolveFault, resolvers: &[ResolverWord]) -> Cause {
    by_resolution(fault, resolvers).cause()
}

/// What a filter's resolver gives in the place of the name's own address is the cause of what fails there, whatever becomes
/// of it. What was not tried to its end has not failed.
const fn or_sinkhole(short: Shortfall, sinkhole: Option<Special>) -> Shortfall {
    match (short, sinkhole) {
        (Shortfall::Failed(_), Some(_)) => Shortfall::Failed(Cause::DnsSinkhole),
        (short, _) => short,
    }
}

/// The system's word where it is one, else what the resolvers answered to a query of our own.
fn by_resolution(fault: &ResolveFault, resolvers: &[ResolverWord]) -> Shortfall {
    match fault {
        // The system folds its hosts file, other sources and the resolvers into one word: where every resolver knows the
        // name, it is not theirs.
        ResolveFault::NameNotFound | ResolveFault::NoAddress if all_know(resolvers) => {
            Shortfall::Failed(Cause::DnsLocal)
        }
        ResolveFault::NameNotFound => Shortfall::Failed(Cause::DnsNxdomain),
        ResolveFault::NoAddress => Shortfall::Failed(Cause::DnsNodata),
        // The system was not asked: the probe had no thread to do it in.
        ResolveFault::Other(0) => Shortfall::NotLooked(Cause::HostIo),
        ResolveFault::TryAgain | ResolveFault::Other(_) => {
            Shortfall::Failed(by_resolvers(resolvers).unwrap_or(Cause::DnsServfail))
        }
        ResolveFault::Timeout => Shortfall::Failed(by_resolvers(resolvers).unwrap_or(Cause::DnsTimeout)),
        ResolveFault::Cut => Shortfall::NotLooked(Cause::Deadline),
    }
}

/// Whether each configured resolver gives an address. None asked, none knows.
fn all_know(resolvers: &[ResolverWord]) -> bool {
    !resolvers.is_empty() && resolvers.iter().all(|one| matches!(one.said, Said::Addresses(_)))
}

/// What the configured resolvers say, of several the one that tells most: a refusal before a failure, a failure before a
/// denial of the name, and silence last. None where they say nothing that explains a failure.
fn by_resolvers(resolvers: &[ResolverWord]) -> Option<Cause> {
    let causes = resolvers.iter().filter_map(|one| match one.said {
        Said::Code(REFUSED) => Some((0, Cause::DnsRefused)),
        Said::Code(NXDOMAIN) => Some((2, Cause::DnsNxdomain)),
        Said::Code(_) | Said::Garbled => Some((1, Cause::DnsServfail)),
        Said::NoData => Some((3, Cause::DnsNodata)),
        Said::Silence | Said::Stuck | Said::Unsent(_) => Some((4, Cause::DnsTimeout)),
        Said::Addresses(_) | Said::Cut => None,
    });
    causes.min_by_key(|(rank, _)| *rank).map(|(_, cause)| cause)
}

/// Response codes (RFC 1035 §4.1.1): the name does not exist, and the resolver refuses to answer.
const NXDOMAIN: u16 = 3;
const REFUSED: u16 = 5;

/// The most useful of several: what somebody did on purpose tells more than silence, and silence more than this host's
/// own lack of a route.
fn by_attempts(attempts: &[Attempt]) -> Shortfall {
    if attempts.iter().any(|one| one.outcome == Connect::Cut) {
        return Shortfall::NotLooked(Cause::Deadline);
    }
    if attempts.iter().any(|one| matches!(one.outcome, Connect::Other(number) if is_own_want(number))) {
        return Shortfall::NotLooked(Cause::HostIo);
    }
    Shortfall::Failed(telling(attempts).unwrap_or(Cause::DnsNodata))
}

/// The cause of the attempt that tells most of those that failed: what another host did on purpose first, what this host
/// does itself last. None where none failed.
pub fn telling<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Option<Cause> {
    let ranked = attempts.into_iter().filter_map(|one| Some((one.outcome, connect_cause(one.outcome)?)));
    let most = ranked.min_by_key(|(outcome, cause)| match (outcome, cause) {
        (Connect::OwnFilter, _) => 5,
        (_, Cause::ConnectProhibited) => 0,
        (_, Cause::ConnectReset) => 1,
        (_, Cause::ConnectRefused) => 2,
        (_, Cause::ConnectTimeout) => 3,
        (_, Cause::ConnectUnreachable) => 4,
        _ => 6,
    });
    most.map(|(_, cause)| cause)
}

/// Whether a system says by this error that it has no socket to give, before a packet leaves: ENOMEM, ENFILE and EMFILE of
/// every Unix, ENOBUFS of Linux and of macOS, and Windows' WSAEMFILE and WSAENOBUFS. Nothing else that a connection can
/// meet bears one of these numbers on any of them.
const fn is_own_want(number: i32) -> bool {
    matches!(number, 12 | 23 | 24 | 105 | 55 | 10_024 | 10_055)
}

/// Why a connection attempt failed. None where it did not, was cut off, or had no socket to begin with.
pub const fn connect_cause(outcome: Connect) -> Option<Cause> {
    match outcome {
        Connect::Connected | Connect::Cut => None,
        Connect::Other(number) if is_own_want(number) => None,
        Connect::Timeout => Some(Cause::ConnectTimeout),
        Connect::Refused => Some(Cause::ConnectRefused),
        Connect::Reset => Some(Cause::ConnectReset),
        Connect::Prohibited | Connect::OwnFilter => Some(Cause::ConnectProhibited),
        Connect::NoRoute | Connect::NetworkUnreachable => Some(Cause::NoRoute),
        Connect::HostUnreachable | Connect::Other(_) => Some(Cause::ConnectUnreachable),
    }
}

fn by_exchange(fault: &ExchangeFault) -> Shortfall {
    Shortfall::Failed(match fault {
        ExchangeFault::Timeout => Cause::ExchangeTimeout,
        ExchangeFault::Reset | ExchangeFault::Other(_) => Cause::ExchangeReset,
        ExchangeFault::Empty | ExchangeFault::Truncated => Cause::ExchangeEmpty,
        ExchangeFault::NotHttp(_) => Cause::NotHttp,
        ExchangeFault::Tls(_) => Cause::TlsHandshake,
        ExchangeFault::Proxy(ProxyFault::Refused(status, headers)) => return proxy::refusal(*status, headers),
        ExchangeFault::Proxy(ProxyFault::Unresolved(ResolveFault::Cut) | ProxyFault::Unconnected(Connect::Cut)) => {
            return Shortfall::NotLooked(Cause::Deadline);
        }
        ExchangeFault::Proxy(ProxyFault::Unresolved(ResolveFault::Other(0))) => {
            return Shortfall::NotLooked(Cause::HostIo);
        }
        ExchangeFault::Proxy(ProxyFault::Unconnected(Connect::Other(number))) if is_own_want(*number) => {
            return Shortfall::NotLooked(Cause::HostIo);
        }
        ExchangeFault::Proxy(ProxyFault::Unresolved(_) | ProxyFault::Unconnected(_) | ProxyFault::Unusable(_)) => {
            Cause::ProxyConnect
        }
        ExchangeFault::Cut => return Shortfall::NotLooked(Cause::Deadline),
    })
}

fn by_redirect(fetch: &Fetch, fault: &RedirectFault) -> Shortfall {
    match fault {
        // Where a filter sends what it blocks, is its word, whether its page can be had or not.
        RedirectFault::Unresolved(to, _)
        | RedirectFault::Unconnected(to, _)
        | RedirectFault::Loop(to)
        | RedirectFault::TooMany(to)
        | RedirectFault::Downgrade(to)
            if is_of_a_filter(to) =>
        {
            Shortfall::Failed(Cause::BlockPage)
        }
        RedirectFault::Loop(_) => Shortfall::Failed(Cause::RedirectLoop),
        RedirectFault::TooMany(_) | RedirectFault::Downgrade(_) | RedirectFault::Unusable(_) => {
            Shortfall::Failed(Cause::RedirectLimit)
        }
        RedirectFault::Unresolved(_, fault) => by_resolution(fault, &fetch.resolvers),
        RedirectFault::Unconnected(to, attempts) => {
            let sinkhole = if fetch.instead.is_none() { leads_to(&to.host(), attempts) } else { None };
            or_sinkhole(by_attempts(attempts), sinkhole)
        }
    }
}

fn is_of_a_filter(to: &HttpUrl) -> bool {
    BlockPage::recognise(&Signs { host: &to.host(), headers: &[], body: &[] }).is_some()
}

fn by_answer(fetch: &Fetch, answer: &Answer) -> Option<Shortfall> {
    match answer.status {
        200 => {}
        407 if fetch.proxy.is_some() => return Some(proxy::asks_for_credentials(&answer.headers)),
        status => return Some(Shortfall::Failed(proxy::own_word(fetch, answer).unwrap_or(Cause::Status(status)))),
    }
    match answer.end {
        BodyEnd::Complete => None,
        BodyEnd::Truncated => Some(Shortfall::Failed(Cause::BodyTruncated)),
        BodyEnd::Reset => Some(Shortfall::Failed(Cause::BodyReset)),
        BodyEnd::Stalled => Some(Shortfall::Failed(Cause::BodyStalled)),
        BodyEnd::TooLarge => Some(Shortfall::Failed(Cause::BodyTooLarge)),
        BodyEnd::Cut => Some(Shortfall::NotLooked(Cause::Deadline)),
        BodyEnd::HostIo => Some(Shortfall::NotLooked(Cause::HostIo)),
    }
}
