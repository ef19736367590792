//! Addresses that no public host has, and the names for which that tells something: what a filter's resolver gives in the
//! place of a name's own address.

use std::net::{IpAddr, Ipv4Addr};

use crate::observation::{Attempt, Connect, Fetch, Reached};

/// A sort of address that a public CA's host does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Special {
    /// `0.0.0.0` or `::`: no host at all (RFC 1122 §3.2.1.3, RFC 4291 §2.5.2).
    Unspecified,
    /// This host itself (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).
    Loopback,
    /// Inside a network: RFC 1918, RFC 6598, RFC 3927; RFC 4193 and link-local in IPv6.
    Private,
}

impl Special {
    /// The sort of an address. None where it may be public.
    pub fn of(address: IpAddr) -> Option<Self> {
        match within(address) {
            address if address.is_unspecified() => Some(Self::Unspecified),
            address if address.is_loopback() => Some(Self::Loopback),
            IpAddr::V4(v4) => {
                let [first, second, ..] = v4.octets();
                let shared = first == 100 && (64..=127).contains(&second);
                (v4.is_private() || v4.is_link_local() || shared).then_some(Self::Private)
            }
            IpAddr::V6(v6) => (v6.is_unique_local() || v6.is_unicast_link_local()).then_some(Self::Private),
        }
    }
}

/// An IPv4 address that stands within an IPv6 one: mapped (RFC 4291 §2.5.5.2), or translated by DNS64 (RFC 6052 §2.1).
fn within(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => match v6.segments() {
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
            }
            _ => IpAddr::V6(v6),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// What a name that should lead to a public host leads to instead: the sort of the addresses that were tried. None where
/// one of them may be public (but for those of a family that this host does not have), where the URL or `--connect-to`
/// names the address itself, or where the name is one of an inner network.
pub fn sinkhole(fetch: &Fetch) -> Option<Special> {
    let (Reached::Resolved { attempts } | Reached::Connected { attempts, .. } | Reached::Answered { attempts, .. }) =
        &fetch.reached
    else {
        return None;
    };
    let host = match &fetch.reached {
        Reached::Connected { hops, .. } | Reached::Answered { hops, .. } => hops.last().map(|hop| hop.to.host()),
        _ => None,
    };
    // Through a proxy, the addresses are the proxy's.
    if fetch.instead.is_some() || fetch.proxy.is_some() {
        return None;
    }
    leads_to(&host.unwrap_or_else(|| fetch.id.url.host()), attempts)
}

/// The same for a host and the attempts at its addresses.
pub(super) fn leads_to(host: &str, attempts: &[Attempt]) -> Option<Special> {
    if host.parse::<IpAddr>().is_ok() || is_this_host(host) {
        return None;
    }
    // An address of a family that this host does not have tells nothing of the others.
    let no_way = |one: &&Attempt| matches!(one.outcome, Connect::NoRoute | Connect::NetworkUnreachable);
    let counts: Vec<&Attempt> = attempts.iter().filter(|one| !no_way(one)).collect();
    let counts = if counts.is_empty() { attempts.iter().collect() } else { counts };
    let sorts: Option<Vec<Special>> = counts.iter().map(|one| Special::of(one.address.ip())).collect();
    match sorts?.into_iter().max()? {
        // Names of an inner network have such addresses by right.
        Special::Private if !is_public_name(host) => None,
        sort => Some(sort),
    }
}

fn is_this_host(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    host == "localhost" || host.ends_with(".localhost")
}

/// Top-level domains that the public DNS does not have: RFC 2606, RFC 6761, RFC 6762 with its appendix G, RFC 8375
/// (`home.arpa`), and ICANN's `internal` (resolution 2024.07.29.06).
const INNER: [&str; 13] = [
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localhost",
    "mail",
    "private",
    "test",
];

/// Whether a host is a name that may stand in the public DNS, or an address that a public host may have.
pub fn is_public_name(host: &str) -> bool {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Special::of(address).is_none();
    }
    let last = host.trim_end_matches('.').rsplit_once('.').map(|(_, last)| last.to_ascii_lowercase());
    last.is_some_and(|last| !INNER.contains(&last.as_str()))
}
