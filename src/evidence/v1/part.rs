//! What stands in several places of a fetch, as version 1 writes it: attempts, headers, redirects, and what TLS presented.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::bounded::{List, Sha256};
use super::fault::{Connect, Said};
use crate::observation as seen;
use crate::vocabulary::{HttpUrl, Shown};

/// The most addresses of a host that are read back: what fits into one DNS answer over UDP several times over.
pub(super) const ATTEMPTS: usize = 256;

/// The most resolvers that are read back: eight are asked.
pub(super) const RESOLVERS: usize = 64;

/// The most redirects that are read back: five are followed.
pub(super) const HOPS: usize = 16;

/// The most headers of an answer that are read back: those that can matter are a dozen.
pub(super) const HEADERS: usize = 100;

/// The most certificates of a presented chain that are read back: OpenSSL verifies chains of at most 100.
const CHAIN: usize = 100;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Attempt {
    address: SocketAddr,
    outcome: Connect,
    took_ms: u64,
    /// Who ended it by ICMP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    told_by: Option<IpAddr>,
}

impl From<&seen::Attempt> for Attempt {
    fn from(attempt: &seen::Attempt) -> Self {
        let seen::Attempt { address, outcome, took_ms, told_by } = attempt;
        Self { address: *address, outcome: outcome.into(), took_ms: *took_ms, told_by: *told_by }
    }
}

impl From<Attempt> for seen::Attempt {
    fn from(attempt: Attempt) -> Self {
        let Attempt { address, outcome, took_ms, told_by } = attempt;
        Self { address, outcome: outcome.into(), took_ms, told_by }
    }
}

/// A resolver's answer to a query of our own.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ResolverWord {
    resolver: SocketAddr,
    said: Said,
    took_ms: u64,
}

impl From<&seen::ResolverWord> for ResolverWord {
    fn from(word: &seen::ResolverWord) -> Self {
        let seen::ResolverWord { resolver, said, took_ms } = word;
        Self { resolver: *resolver, said: said.into(), took_ms: *took_ms }
    }
}

impl From<ResolverWord> for seen::ResolverWord {
    fn from(word: ResolverWord) -> Self {
        let ResolverWord { resolver, said, took_ms } = word;
        Self { resolver, said: said.into(), took_ms }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    name: Shown,
    value: Shown,
}

impl From<&seen::Header> for Header {
    fn from(header: &seen::Header) -> Self {
        let seen::Header { name, value } = header.clone();
        Self { name, value }
    }
}

impl From<Header> for seen::Header {
    fn from(header: Header) -> Self {
        let Header { name, value } = header;
        Self { name, value }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Hop {
    from: HttpUrl,
    status: u16,
    to: HttpUrl,
}

impl From<&seen::Hop> for Hop {
    fn from(hop: &seen::Hop) -> Self {
        let seen::Hop { from, status, to } = hop.clone();
        Self { from, status, to }
    }
}

impl From<Hop> for seen::Hop {
    fn from(hop: Hop) -> Self {
        let Hop { from, status, to } = hop;
        Self { from, status, to }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Tls {
    version: Shown,
    cipher: Shown,
    /// Leaf first.
    chain: List<Sha256, CHAIN>,
}

impl From<&seen::TlsFacts> for Tls {
    fn from(facts: &seen::TlsFacts) -> Self {
        let seen::TlsFacts { version, cipher, chain } = facts;
        Self { version: version.clone(), cipher: cipher.clone(), chain: List::from_domain(chain) }
    }
}

impl From<Tls> for seen::TlsFacts {
    fn from(tls: Tls) -> Self {
        let Tls { version, cipher, chain } = tls;
        Self { version, cipher, chain: chain.into_domain() }
    }
}
