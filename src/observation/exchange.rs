//! One fetch: how far it got, at which address, with what evidence. The steps are in the order in which they are taken.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use crate::language::{Arg, Say, message};
use crate::policy::EndpointKind;
use crate::vocabulary::{Digest, HostName, HttpUrl, Shown, Timestamp};

/// Names a target within a run, and orders the report: kind, method, URL, and for OCSP the CertID that was asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId {
    /// What is expected there.
    pub kind: EndpointKind,
    /// The URL, as named.
    pub url: HttpUrl,
    /// How it is asked.
    pub method: Method,
    /// For OCSP, the SHA-256 of the request in DER. None otherwise.
    pub request: Option<Digest>,
}

impl TargetId {
    /// How the target is shown where a line has to name it: the URL, and for OCSP the method.
    pub fn shown(&self) -> Shown {
        match (self.kind, self.method) {
            (EndpointKind::Ocsp, Method::Get | Method::Post) => {
                Shown::new(&format!("{} ({})", self.url, self.method.word()))
            }
            _ => Shown::new(self.url.as_str()),
        }
    }
}

/// How a target is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// No exchange: the connection is the question.
    Connect,
    /// HTTP GET.
    Get,
    /// HTTP POST.
    Post,
}

impl Method {
    /// The word in reports: `connect`, `GET`, `POST`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// Who named a URL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedBy {
    /// The policy, at this line of its YAML.
    Policy(u64),
    /// A certificate's extension: its label and SHA-256.
    Certificate(Shown, Digest),
    /// The command line.
    CommandLine,
    /// This host's own settings: where Windows updates its roots from.
    RootUpdate,
    /// The MX records of this domain.
    Mx(HostName),
}

impl NamedBy {
    /// Who that is, in a few words.
    pub fn said(&self) -> Say {
        match self {
            Self::Policy(line) => {
                Say::new(message!("words-named-by-policy", "policy, line {line}")).with("line", *line)
            }
            Self::Certificate(label, _) => {
                Say::new(message!("words-named-by-certificate", "certificate {label}")).with("label", label)
            }
            Self::CommandLine => message!("words-named-by-command-line", "command line").into(),
            Self::RootUpdate => message!("words-named-by-root-update", "this host's root update").into(),
            Self::Mx(domain) => {
                Say::new(message!("words-named-by-mx", "MX of {domain}")).with("domain", domain.to_string())
            }
        }
    }

    /// The same among the words of a finding.
    pub fn words(&self) -> Arg {
        self.said().into()
    }
}

/// In English.
impl fmt::Display for NamedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// One target and all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// Which target.
    pub id: TargetId,
    /// Everybody who named it, sorted.
    pub named_by: Vec<NamedBy>,
    /// When it began, in milliseconds of the monotonic clock since the run began. None where it did not.
    pub offset_ms: Option<u64>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The proxy that stood between, without credentials. None: direct.
    pub proxy: Option<Shown>,
    /// Where it connected in the place of the URL's own host, `HOST:PORT`, because `--connect-to` said so. None: nowhere
    /// else.
    pub instead: Option<Shown>,
    /// What the host's configured resolvers answered to a query of our own, after the system had found no address. Empty
    /// where it found one, or where there was no time to ask.
    pub resolvers: Vec<ResolverWord>,
    /// What TLS agreed on and presented, at the last host where a handshake ended well. None where there was none.
    pub tls: Option<TlsFacts>,
    /// How far it got.
    pub reached: Reached,
}

/// What a TLS handshake agreed on and presented. Nothing was verified: the check does that, from the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// The protocol version in the TLS library's words: `TLSv1_3`.
    pub version: Shown,
    /// The cipher suite in the TLS library's words: `TLS13_AES_256_GCM_SHA384`.
    pub cipher: Shown,
    /// The presented certificates, leaf first, each by its SHA-256 and its name in the evidence.
    pub chain: Vec<Digest>,
}

impl Fetch {
    /// The answer, where it came whole with status 200 and no redirect was left. None otherwise.
    pub fn whole_answer(&self) -> Option<&Answer> {
        match &self.reached {
            Reached::Answered { answer, redirect: None, .. }
                if answer.status == 200 && answer.end == BodyEnd::Complete =>
            {
                Some(answer)
            }
            _ => None,
        }
    }
}

/// How far a fetch got, in the order of its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It was planned and not begun.
    Nothing(NotStarted),
    /// No address was found.
    Unresolved(ResolveFault),
    /// Addresses were found; none accepted a connection.
    Resolved {
        /// One attempt per address.
        attempts: Vec<Attempt>,
    },
    /// A connection stood; no complete answer head came back.
    Connected {
        /// One attempt per address.
        attempts: Vec<Attempt>,
        /// What went wrong behind it. None for a target that asks for a connection alone.
        fault: Option<ExchangeFault>,
        /// The redirects that were followed until then.
        hops: Vec<Hop>,
    },
    /// An answer head came back, with whatever body.
    Answered {
        /// One attempt per address of the last hop's host.
        attempts: Vec<Attempt>,
        /// The answer to the last request.
        answer: Answer,
        /// The redirects that were followed.
        hops: Vec<Hop>,
        /// Why the last redirect was not followed. None where the answer is no redirect.
        redirect: Option<RedirectFault>,
    },
}

/// Why a fetch was not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotStarted {
    /// The deadline of the whole run came first.
    Deadline,
    /// A signal came first.
    Interrupted,
    /// The run's bound on bytes was used up.
    Bytes,
    /// With its OCSP request in the path (RFC 6960 A.1), the URL is longer than a URL may be.
    UrlTooLong,
}

/// Why no address was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolveFault {
    /// The name does not exist.
    NameNotFound,
    /// The name exists and has no address.
    NoAddress,
    /// The resolver failed for now: SERVFAIL, REFUSED and no answer look the same to the system's call.
    TryAgain,
    /// No answer within the bound.
    Timeout,
    /// Another answer of the system's call, with its number.
    Other(i32),
    /// The run's deadline or a signal came first.
    Cut,
}

/// Why a name has no address: what the system says, and what its resolvers say when they are asked themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfound {
    /// What the system's own resolution says.
    pub fault: ResolveFault,
    /// What each configured resolver says. Empty where there was no time to ask.
    pub resolvers: Vec<ResolverWord>,
}

/// One query of our own to one of the host's configured resolvers: the system's call has one number for SERVFAIL, REFUSED
/// and silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolverWord {
    /// Which resolver, with its port.
    pub resolver: SocketAddr,
    /// What came back.
    pub said: Said,
    /// After how many milliseconds.
    pub took_ms: u64,
}

/// What a resolver answered, of IPv4 and IPv6 addresses together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// That many addresses.
    Addresses(u64),
    /// The name exists and has none (RFC 2308 §2.2).
    NoData,
    /// A response code other than 0 (RFC 1035 §4.1.1, RFC 6895 §2.3).
    Code(u16),
    /// Nothing within the bound.
    Silence,
    /// Nothing of the name within the bound, and an answer to what it could say by itself: it is there, and waits for others.
    Stuck,
    /// The query could not be sent, or was refused below DNS: an error of the system, by its number.
    Unsent(i32),
    /// What came is no answer to the query.
    Garbled,
    /// The run's deadline or a signal came first.
    Cut,
}

/// One connection attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// To which address.
    pub address: SocketAddr,
    /// How it ended.
    pub outcome: Connect,
    /// After how many milliseconds.
    pub took_ms: u64,
    /// Who ended it by ICMP: a router or filter on the way, or the host itself. None where nobody did, or where this
    /// system does not tell.
    pub told_by: Option<IpAddr>,
}

/// How a connection attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connect {
    /// It stood.
    Connected,
    /// No answer within the bound.
    Timeout,
    /// Refused.
    Refused,
    /// Reset.
    Reset,
    /// The host can't be reached.
    HostUnreachable,
    /// The network can't be reached.
    NetworkUnreachable,
    /// Forbidden, by ICMP's word or by a system that does not say whose word it is.
    Prohibited,
    /// Forbidden by this host itself, before a packet left: its own filter, or a route that prohibits.
    OwnFilter,
    /// This host has no route, or no address of that family.
    NoRoute,
    /// Another error of the system, by its number.
    Other(i32),
    /// The run's deadline or a signal came first, or it is one more than the addresses that are tried of one host.
    Cut,
}

impl Connect {
    /// The stable word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Timeout => "timeout",
            Self::Refused => "refused",
            Self::Reset => "reset",
            Self::HostUnreachable => "host-unreachable",
            Self::NetworkUnreachable => "network-unreachable",
            Self::Prohibited => "prohibited",
            Self::OwnFilter => "own-filter",
            Self::NoRoute => "no-route",
            Self::Other(_) => "other",
            Self::Cut => "cut",
        }
    }
}

/// What went wrong between the connection and the end of the answer's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExchangeFault {
    /// No complete head within the bound.
    Timeout,
    /// The connection was reset.
    Reset,
    /// The connection was closed without one byte.
    Empty,
    /// The connection was closed within the head.
    Truncated,
    /// What came is not HTTP, or its head is larger than is taken. The first bytes of it, cleaned.
    NotHttp(Shown),
    /// TLS could not be set up: the words of the TLS library.
    Tls(Shown),
    /// The proxy did not give a way.
    Proxy(ProxyFault),
    /// Another error of the system, by its number.
    Other(i32),
    /// The run's deadline or a signal came first.
    Cut,
}

/// How a proxy failed before it could pass anything on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// Its name has no address.
    Unresolved(ResolveFault),
    /// It accepts no connection.
    Unconnected(Connect),
    /// It answered CONNECT with this status and, of its headers, these.
    Refused(u16, Vec<Header>),
    /// The settings name something that can't be used: no URL, or a proxy that is not spoken to in plain HTTP.
    Unusable(Shown),
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The address that answered. None where a proxy stood between.
    pub remote: Option<SocketAddr>,
    /// The headers that can matter, in the order of their names; values cleaned.
    pub headers: Vec<Header>,
    /// `Date` and `Age` read as an instant and seconds. None where absent or not understood.
    pub date: Option<Timestamp>,
    /// `Age`, in seconds (RFC 9111 §5.1). None where absent.
    pub age: Option<u64>,
    /// The announced length. None where there was none.
    pub announced: Option<u64>,
    /// How many bytes of body came.
    pub bytes: u64,
    /// The body's SHA-256 and its name in the evidence. None where no byte was kept.
    pub body: Option<Digest>,
    /// How the body ended.
    pub end: BodyEnd,
    /// Milliseconds from the start of the fetch to the end of the head.
    pub head_ms: u64,
    /// When the answer's head was complete, UTC: the start of the run and the monotonic offset.
    pub at: Timestamp,
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Header {
    /// The name in lower case.
    pub name: Shown,
    /// The value, cleaned and cut.
    pub value: Shown,
}

impl Answer {
    /// The first value of a header, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&Shown> {
        self.headers.iter().find(|header| header.name.as_str() == name).map(|header| &header.value)
    }
}

/// How a body ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEnd {
    /// At its announced length, at its last chunk, or with the connection where no length was announced.
    Complete,
    /// Before its announced length or its last chunk.
    Truncated,
    /// By a reset.
    Reset,
    /// Nothing came for longer than the bound, or not all within the bound for a body.
    Stalled,
    /// It went beyond the bound of bytes.
    TooLarge,
    /// The run's deadline, a signal or the run's bound on bytes came first.
    Cut,
    /// Our own disk failed.
    HostIo,
}

/// A redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// From where.
    pub from: HttpUrl,
    /// With which status.
    pub status: u16,
    /// To where.
    pub to: HttpUrl,
}

/// Why a redirect was not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectFault {
    /// It leads to a URL that was visited.
    Loop(HttpUrl),
    /// It is one more than are followed.
    TooMany(HttpUrl),
    /// It leads from https to http.
    Downgrade(HttpUrl),
    /// It leads to nothing that can be followed.
    Unusable(Shown),
    /// It was followed, and its host has no address.
    Unresolved(HttpUrl, ResolveFault),
    /// It was followed, and its host accepts no connection: one attempt per address.
    Unconnected(HttpUrl, Vec<Attempt>),
}
