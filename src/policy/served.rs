//! Where a service presents its certificate, as policies and `--service` name it.

use std::fmt;
use std::str::FromStr;

use super::nearest::nearest;
use crate::vocabulary::{HostName, Shown};

/// A place at which the service is asked for its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// What is spoken there before TLS begins.
    pub protocol: Protocol,
    /// At which hosts.
    pub at: ServedAt,
    /// At which TCP port.
    pub port: u16,
    /// Where it stands in the policy's YAML, from 1. None: the command line names it.
    pub line: Option<u64>,
}

/// What is spoken before TLS begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// SMTP, and TLS after STARTTLS (RFC 3207).
    Smtp,
    /// SMTP in TLS from the beginning (RFC 8314 §3.3).
    Smtps,
    /// HTTP in TLS (RFC 9110 §4.2.2): nothing is asked but the handshake.
    Https,
    /// TLS alone, whatever is spoken in it.
    Tls,
}

impl Protocol {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Smtp, Self::Smtps, Self::Https, Self::Tls];

    /// The word in policies and reports: `smtp`, `smtps`, `https`, `tls`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Smtps => "smtps",
            Self::Https => "https",
            Self::Tls => "tls",
        }
    }

    /// The port where none is given: 25 (RFC 5321 §4.5.4.2), 465 (RFC 8314 §3.3), 443 (RFC 9110 §4.2.2). None for TLS alone.
    pub const fn port(self) -> Option<u16> {
        match self {
            Self::Smtp => Some(25),
            Self::Smtps => Some(465),
            Self::Https => Some(443),
            Self::Tls => None,
        }
    }
}

/// At which hosts a service is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServedAt {
    /// At this one.
    Host(HostName),
    /// At those that the MX records of a domain name (RFC 5321 §5.1).
    Domain(HostName),
}

impl Service {
    /// Whether two entries name one place.
    pub(super) fn is_at(&self, other: &Self) -> bool {
        (self.protocol, &self.at, self.port) == (other.protocol, &other.at, other.port)
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, port) = (self.protocol.word(), self.port);
        match &self.at {
            ServedAt::Host(host) => write!(f, "{word}://{host}:{port}"),
            ServedAt::Domain(domain) => write!(f, "mx:{domain}:{port}"),
        }
    }
}

/// A text that names no service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAService {
    /// Another protocol.
    #[error("`{0}` is no protocol: expected {1}")]
    Protocol(Shown, String),
    /// No host, or none that can be asked.
    #[error("`{0}` names no host: expected HOST, HOST:PORT, PROTOCOL://HOST:PORT or mx:DOMAIN")]
    Host(Shown),
    /// No port, or none that there is.
    #[error("`{0}` has no port that there is: expected 1 to 65535 behind the host")]
    Port(Shown),
    /// `tls` without a port.
    #[error("`{0}` has no port: TLS alone has none of its own")]
    NoPort(Shown),
}

/// `HOST`, `HOST:PORT` (SMTP), `PROTOCOL://HOST[:PORT]`, or `mx:DOMAIN[:PORT]`. IPv6 in brackets.
impl FromStr for Service {
    type Err = NotAService;

    fn from_str(text: &str) -> Result<Self, NotAService> {
        let (protocol, rest) = match text.split_once("://") {
            Some((word, rest)) => (protocol(word)?, rest),
            None => (Protocol::Smtp, text),
        };
        let (is_domain, rest) = match rest.strip_prefix("mx:") {
            Some(domain) if rest.len() == text.len() => (true, domain),
            _ => (false, rest),
        };
        let (host, port) = host_and_port(rest.strip_suffix('/').unwrap_or(rest));
        let name = HostName::parse(host).map_err(|_| NotAService::Host(Shown::new(text)))?;
        let port = match port {
            Some(port) => port.parse().ok().filter(|port| *port > 0).ok_or(NotAService::Port(Shown::new(text)))?,
            None => protocol.port().ok_or(NotAService::NoPort(Shown::new(text)))?,
        };
        if is_domain && name.address().is_some() {
            return Err(NotAService::Host(Shown::new(text)));
        }
        let at = if is_domain { ServedAt::Domain(name) } else { ServedAt::Host(name) };
        Ok(Self { protocol, at, port, line: None })
    }
}

fn protocol(word: &str) -> Result<Protocol, NotAService> {
    let words = || Protocol::ALL.iter().map(|one| one.word());
    Protocol::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| {
        let expected = match nearest(word, words()) {
            Some(near) => format!("`{near}`, probably"),
            None => words().collect::<Vec<_>>().join(", "),
        };
        NotAService::Protocol(Shown::new(word), expected)
    })
}

/// The host, and what stands behind its colon. An IPv6 address has colons of its own, so that it has a port in brackets alone.
fn host_and_port(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((host, port)) if host.ends_with(']') || !host.contains(':') => (host, Some(port)),
        _ => (text, None),
    }
}
