//! The bounds of the probe: each wait, each read and each crowd has one, and each number says where it comes from. To
//! hit one is an observation, never an error.

use std::time::Duration;

use super::clock::milliseconds;
use crate::observation::Bounds;
use crate::policy::EndpointKind;

/// One resolution. `resolv.conf`'s default is 5 s per server (resolv.conf(5), `timeout`), so that a second server's
/// answer still counts where the first is dead.
const RESOLVE: Duration = Duration::from_secs(6);

/// One query of our own to a configured resolver, after the system's resolution has failed: half of what a client gives
/// one server, and enough for a resolver that has to ask others.
pub(super) const ASK: Duration = Duration::from_secs(3);

/// Whether a resolver that was silent about a name is there at all: it need ask nobody for that.
pub(super) const THERE: Duration = Duration::from_secs(1);

/// Resolvers that are asked: resolv.conf(5) takes three, and Windows lists those of each adapter.
pub(super) const SERVERS: usize = 8;

/// One connection attempt. TCP repeats its SYN after 1 s and 3 s (RFC 6298 §2.1), so two lost packets are survived; a
/// missing neighbour is reported by the system after about 3 s, before this.
const CONNECT: Duration = Duration::from_secs(5);

/// From the request to the end of the answer's head, a TLS handshake and a proxy's CONNECT included: CryptoAPI allows
/// 15 s for one URL.
const HEAD: Duration = Duration::from_secs(15);

/// Between two pieces of a body: the same 15 s, after which CryptoAPI has given up.
const BODY_IDLE: Duration = Duration::from_secs(15);

/// A whole body, in waits between two of its pieces: by default a minute. CryptoAPI has given up long before, which is for
/// the check to say; a slow line may show here that the object is good. 44 MB, at which Microsoft's own CRL test warns,
/// need 6 Mbit/s for it.
const BODY_WAITS: u32 = 4;

/// The whole run: resolution, connection, head and a body at their bounds take 86 s together, and a redirect or a
/// certificate's further URL may come on top.
const DEADLINE: Duration = Duration::from_secs(120);

/// A CRL: three times the 44 MB at which Microsoft's own test warns, and about three million entries.
const CRL_BYTES: u64 = 128 << 20;

/// An OCSP answer: real ones stay below 5 KiB; with a responder's whole chain of PQC size still far below this.
const OCSP_BYTES: u64 = 1 << 20;

/// An AIA answer: a certificate takes 2 KiB, a certs-only PKCS #7 of a CA's whole family less than 100 KiB.
const AIA_BYTES: u64 = 256 << 10;

/// The body of an answer whose status is no success: enough for every block page that is known.
pub const PAGE_BYTES: u64 = 64 << 10;

/// Redirects that are followed, as the project's issue says; the Fetch standard's 20 are for pages.
const REDIRECTS: usize = 5;

/// The bytes of an answer's head: what Squid passes on at most (`reply_header_max_size`, 64 KB).
pub(super) const HEAD_BYTES: usize = 64 << 10;

/// The header fields of an answer: hyper's own default.
pub(super) const HEAD_FIELDS: usize = 100;

/// A farewell to a service that has said all: its certificate is there, and nobody waits longer for a polite end.
pub(super) const FAREWELL: Duration = Duration::from_secs(2);

/// Hosts of one domain that are kept: what the evidence keeps as well, and eight times what a DNS answer over UDP holds.
pub(super) const EXCHANGERS: usize = 256;

/// Addresses of one host that are tried: a DNS answer over UDP holds about 30 of IPv4 and 17 of IPv6 in EDNS's usual
/// 1232 bytes; CDNs give up to sixteen.
pub(super) const ADDRESSES: usize = 48;

/// Targets that are under way at a time. With one socket and one file each they stay far below the 1024 open files that
/// a process may have by default, and the largest policy known has twenty endpoints.
pub(super) const PARALLEL: usize = 64;

/// Connection attempts that are under way at a time, over all targets: with two handles each, and two more of each
/// target, half of the 1024 open files.
pub(super) const ATTEMPTS: usize = 192;

/// Retrievals by Windows itself that are under way at a time, each in a process of its own.
pub(super) const RETRIEVALS: usize = 4;

/// Open files that must be left as a run begins: fewer, and the want of them would look like a fault of the store or the
/// network. A policy of eight targets does with 20 in all; the smallest limit that systems set by themselves is 256.
pub(super) const FILES: usize = 64;

/// Threads that wait for the system's resolver: a stuck one is left behind, and shall not hold up another host.
pub(super) const RESOLVERS: usize = 128;

/// The bounds of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// One resolution.
    pub resolve: Duration,
    /// One connection attempt to one address.
    pub connect: Duration,
    /// From the start of an exchange on a connection to the end of the answer's head.
    pub head: Duration,
    /// Between two pieces of a body.
    pub body_idle: Duration,
    /// A whole body.
    pub body_total: Duration,
    /// The whole run.
    pub deadline: Duration,
    /// A CRL's bytes.
    pub crl_bytes: u64,
    /// An OCSP answer's bytes.
    pub ocsp_bytes: u64,
    /// An AIA answer's bytes.
    pub aia_bytes: u64,
    /// Redirects that are followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            resolve: RESOLVE,
            connect: CONNECT,
            head: HEAD,
            body_idle: BODY_IDLE,
            body_total: BODY_IDLE.saturating_mul(BODY_WAITS),
            deadline: DEADLINE,
            crl_bytes: CRL_BYTES,
            ocsp_bytes: OCSP_BYTES,
            aia_bytes: AIA_BYTES,
            redirects: REDIRECTS,
        }
    }
}

/// The longest list of roots that is taken. Windows Update's cabinet has about 75 kB, the list within it 170 kB; a list
/// that an administrator serves is the same.
const CTL_BYTES: u64 = 2 << 20;

impl Limits {
    /// These bounds with `--timeout`: every single wait is that long, and a whole body may take four of them, as by default.
    #[must_use]
    pub fn with_timeout(mut self, wait: Duration) -> Self {
        (self.resolve, self.connect, self.head, self.body_idle) = (wait, wait, wait, wait);
        self.body_total = wait.saturating_mul(BODY_WAITS);
        self
    }

    /// These bounds with `--deadline`: the whole run.
    #[must_use]
    pub fn with_deadline(mut self, whole: Duration) -> Self {
        self.deadline = whole;
        self
    }

    /// These bounds as the evidence keeps them.
    pub fn kept(&self) -> Bounds {
        Bounds {
            resolve_ms: milliseconds(self.resolve),
            connect_ms: milliseconds(self.connect),
            head_ms: milliseconds(self.head),
            body_idle_ms: milliseconds(self.body_idle),
            body_total_ms: milliseconds(self.body_total),
            deadline_ms: milliseconds(self.deadline),
        }
    }

    /// How many bytes of body are taken of an answer with this status from a target of this kind.
    pub fn body_bytes(&self, kind: EndpointKind, status: u16) -> u64 {
        match kind {
            _ if !(200..=299).contains(&status) => PAGE_BYTES,
            // What comes is known only once it is there: it may be a CRL.
            EndpointKind::Crl | EndpointKind::Any => self.crl_bytes,
            EndpointKind::Ocsp => self.ocsp_bytes,
            EndpointKind::Aia => self.aia_bytes,
            EndpointKind::Ctl => CTL_BYTES,
            EndpointKind::Connect => PAGE_BYTES,
        }
    }
}
