//! Which causes the network can mend, what is to be asked of whom for each, and which of several matters first. The one
//! place that says so: who adds a cause that a firewall, a proxy or a resolver makes, adds it here.

use crate::finding::Cause;

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
pub(super) enum Telling {
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
pub(super) const fn weigh(cause: Cause, proxied: bool) -> Option<(Telling, Mend)> {
    let (telling, direct) = match cause {
        Cause::DnsSinkhole => (Telling::Decided, Mend::NameResolution),
        Cause::DnsNxdomain | Cause::DnsNodata => (Telling::InItsPlace, Mend::NameResolution),
        Cause::DnsRefused => (Telling::Broken, Mend::NameResolution),
        Cause::DnsServfail | Cause::DnsTimeout => (Telling::Silent, Mend::NameResolution),

        Cause::ConnectProhibited => (Telling::Decided, Mend::Port),
        Cause::ConnectReset | Cause::ConnectRefused => (Telling::Broken, Mend::Port),
        Cause::ConnectTimeout => (Telling::Silent, Mend::Port),
        Cause::ConnectUnreachable | Cause::NoRoute => (Telling::NoWay, Mend::Port),

        Cause::BlockPage | Cause::RedirectPortal | Cause::TlsIntercepted => (Telling::Decided, Mend::Inspection),
        // 403 and 451: forbidden; 401, 407 and 511: somebody is to sign in (RFC 9110 §15.5, RFC 7725, RFC 6585 §6).
        Cause::BodyHtml
        | Cause::TlsUntrusted
        | Cause::NotHttp
        | Cause::RedirectLoop
        | Cause::RedirectLimit
        | Cause::RedirectHttps
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

/// The sentence that asks for it: `from` is the host that asks, `to` the one it is to reach, and `proxy` what stands
/// between.
pub(super) fn ask(cause: Cause, mend: Mend, from: &str, (to, port): (&str, u16), proxy: Option<&str>) -> String {
    let proxy = proxy.unwrap_or("between");
    match (mend, cause) {
        (Mend::NameResolution, _) => {
            format!(
                "Let the resolver of {from} resolve {to}. No port is asked for yet: which one is open shows once the \
                 name resolves."
            )
        }
        (Mend::Port, Cause::NoRoute | Cause::ConnectUnreachable) => {
            format!("Give {from} a route to {to}, and let TCP {port} pass, outbound.")
        }
        (Mend::Port, _) => format!("Open TCP {port} from {from} to {to}, outbound."),
        (Mend::Inspection, _) => {
            format!(
                "Let what goes from {from} to {to}, TCP {port}, pass as it is: no page, no sign-in and no inspection in \
                 its place."
            )
        }
        (Mend::Proxy, Cause::ProxyDns) => {
            format!("Let the proxy {proxy} resolve {to}, and pass it to {from}, TCP {port}, by GET and POST.")
        }
        (Mend::Proxy, Cause::ProxyConnect | Cause::Status(502..=504)) => {
            format!("Let the proxy {proxy} reach {to}, TCP {port}, and pass it to {from}, by GET and POST.")
        }
        (Mend::Proxy, _) => {
            format!(
                "Let the proxy {proxy} pass {to}, TCP {port}, to {from}, by GET and POST, without a sign-in and without \
                 a page in its place."
            )
        }
    }
}
