//! The service itself, asked for its certificate: how far that got, what was said before TLS, and what TLS presented.

use std::fmt;
use std::net::SocketAddr;

use super::{Attempt, NamedBy, NotStarted, ResolveFault, ResolverWord, Said, TlsFacts};
use crate::policy::Protocol;
use crate::vocabulary::{HostName, Shown};

/// Names a service within a run, and orders the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceId {
    /// What is spoken before TLS begins.
    pub protocol: Protocol,
    /// The host, as named.
    pub host: HostName,
    /// The TCP port.
    pub port: u16,
}

/// How it is shown where a line has to name it: `smtp://mail.example.com:25`.
impl fmt::Display for ServiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:{}", self.protocol.word(), self.host, self.port)
    }
}

impl ServiceId {
    /// The same, as a finding names its target.
    pub fn shown(&self) -> Shown {
        Shown::new(&self.to_string())
    }
}

/// One service and all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceFacts {
    /// Which service.
    pub id: ServiceId,
    /// Everybody who named it, sorted.
    pub named_by: Vec<NamedBy>,
    /// When it was begun, in milliseconds of the monotonic clock since the run began. None where it was not.
    pub offset_ms: Option<u64>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Where it connected in the place of the service's own host, `HOST:PORT`, because `--connect-to` said so. None: nowhere
    /// else.
    pub instead: Option<Shown>,
    /// What the host's configured resolvers answered themselves, where the system found no address. Empty otherwise.
    pub resolvers: Vec<ResolverWord>,
    /// What was said by SMTP. Empty where another protocol is spoken.
    pub talk: Talk,
    /// How far it got.
    pub reached: ServiceReached,
    /// What the host chose where it was offered what this program's TLS no longer offers, after the handshake had failed.
    /// None where the handshake did not fail.
    pub older: Option<OlderTls>,
}

/// What an SMTP server said before TLS: each line without its code, cleaned and cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// The first line of its greeting. None where none came.
    pub banner: Option<Shown>,
    /// What it offers: the lines behind the first of its answer to EHLO (RFC 5321 §4.1.1.1).
    pub offers: Vec<Shown>,
    /// The first line of its answer to STARTTLS. None where that was not sent, or nothing came.
    pub starttls: Option<Shown>,
}

/// How far the question to a service got, in the order of its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceReached {
    /// It was planned and not begun.
    Nothing(NotStarted),
    /// No address was found.
    Unresolved(ResolveFault),
    /// Addresses were found; none accepted a connection.
    Resolved {
        /// One attempt per address.
        attempts: Vec<Attempt>,
    },
    /// A connection stood, and no TLS on it.
    Connected {
        /// One attempt per address.
        attempts: Vec<Attempt>,
        /// The address that was asked.
        remote: SocketAddr,
        /// At which step it ended.
        step: ServiceStep,
        /// How it ended.
        fault: ServiceFault,
    },
    /// The handshake was done.
    Secured {
        /// One attempt per address.
        attempts: Vec<Attempt>,
        /// The address that was asked.
        remote: SocketAddr,
        /// What TLS agreed on and presented. Nothing was verified.
        tls: TlsFacts,
    },
}

/// The steps between the connection and TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServiceStep {
    /// The server's greeting (RFC 5321 §3.1).
    Banner,
    /// Its answer to EHLO.
    Ehlo,
    /// Its answer to STARTTLS (RFC 3207 §4).
    Starttls,
    /// The TLS handshake.
    Handshake,
}

impl ServiceStep {
    /// The word in reports: `banner`, `ehlo`, `starttls`, `handshake`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::Ehlo => "ehlo",
            Self::Starttls => "starttls",
            Self::Handshake => "handshake",
        }
    }
}

/// What ended the way from a connection to TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceFault {
    /// Nothing, or not all, came within the bound.
    Timeout,
    /// The connection was reset.
    Reset,
    /// It was closed.
    Closed,
    /// What came is no SMTP: the first of it, cleaned.
    NotSmtp(Shown),
    /// An SMTP reply that ends it: its code and its text (RFC 5321 §4.2).
    Refused(u16, Shown),
    /// The answer to EHLO offers no STARTTLS.
    NotOffered,
    /// Bytes came in the clear behind the answer to STARTTLS, where TLS has to begin: the first of them, cleaned. Whoever goes
    /// on takes them for what came by TLS (RFC 3207 §4.2).
    Injected(Shown),
    /// The server ended the handshake with this alert: its name (RFC 8446 §6).
    Alert(Shown),
    /// TLS could not be set up: the words of the TLS library.
    Tls(Shown),
    /// Another error of the system, by its number.
    Other(i32),
    /// The run's deadline or a signal came first.
    Cut,
}

/// The answer to a ClientHello that offers what is old: TLS 1.0 to 1.2, and key exchange by RSA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OlderTls {
    /// The server took part: the version and the cipher suite that it chose, by their numbers (RFC 5246 §7.4.1.3). What it
    /// chose stands only for what it can: the session was not set up.
    Chosen {
        /// `0x0301` is TLS 1.0, `0x0302` TLS 1.1, `0x0303` TLS 1.2; `0x0300` is SSL 3.0.
        version: u16,
        /// The suite.
        suite: u16,
    },
    /// It refused this as well, with this alert's number.
    Alert(u8),
    /// Nothing came that says anything.
    Nothing,
}

/// The question for a domain's MX records, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MxFacts {
    /// The domain.
    pub domain: HostName,
    /// The port at which its hosts are asked.
    pub port: u16,
    /// Everybody who named it, sorted.
    pub named_by: Vec<NamedBy>,
    /// The resolver whose answer counts. None where none answered.
    pub resolver: Option<SocketAddr>,
    /// What it said.
    pub said: MxSaid,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// What the resolvers say of a domain's MX records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MxSaid {
    /// These hosts, the most preferred first.
    Hosts(Vec<MxHost>),
    /// That the domain takes no mail (RFC 7505).
    NoMail,
    /// Nothing that names a host: what was said instead, by the last resolver that was asked. With no data, the domain's own
    /// addresses take its mail (RFC 5321 §5.1).
    Nothing(Said),
    /// It was planned and not asked.
    NotAsked(NotStarted),
    /// The host has no configured resolver that can be asked.
    NoResolver,
}

/// A host that takes a domain's mail.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MxHost {
    /// The lower, the sooner it is tried.
    pub preference: u16,
    /// Its name.
    pub host: HostName,
}

impl MxFacts {
    /// How the question is shown where a line has to name it: `mx:example.com:25`.
    pub fn shown(&self) -> Shown {
        Shown::new(&format!("mx:{}:{}", self.domain, self.port))
    }

    /// The hosts that take the domain's mail. Empty where that is not known, or where it takes none.
    pub fn hosts(&self) -> Vec<&HostName> {
        match &self.said {
            MxSaid::Hosts(hosts) => hosts.iter().map(|one| &one.host).collect(),
            MxSaid::Nothing(Said::NoData) => vec![&self.domain],
            MxSaid::NoMail | MxSaid::Nothing(_) | MxSaid::NotAsked(_) | MxSaid::NoResolver => Vec::new(),
        }
    }
}
