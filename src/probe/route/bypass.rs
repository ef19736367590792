//! Hosts that go past the proxy: `NO_PROXY` as curl, wget and most libraries read it. No name is resolved for it.

use std::net::IpAddr;

use crate::vocabulary::Shown;

/// A list of hosts that go past the proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bypass {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    text: Shown,
    host: Host,
    /// None matches every port.
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    /// `*`.
    Every,
    /// The name and all names below it, in lower case.
    Name(String),
    /// The network of that many leading bits; a single address has all of them.
    Network(IpAddr, u8),
}

impl Bypass {
    /// Reads a list: entries between commas or white space, each `*`, a name (with or without a leading `.` or `*.`),
    /// an IP address or a network in CIDR notation; names and addresses with or without `:port`. What is none of these
    /// matches nothing.
    pub fn parse(text: &str) -> Self {
        let entries = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|entry| !entry.is_empty());
        Self { rules: entries.map(Rule::parse).collect() }
    }

    /// Whether this host (a name, or an IP address without brackets) goes past the proxy on this port.
    pub fn covers(&self, host: &str, port: u16) -> bool {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        self.rules.iter().any(|rule| rule.covers(&host, port))
    }

    /// The entries as configured.
    pub fn shown(&self) -> Vec<Shown> {
        self.rules.iter().map(|rule| rule.text.clone()).collect()
    }
}

impl Rule {
    fn parse(entry: &str) -> Self {
        let text = Shown::new(entry);
        if entry == "*" {
            return Self { text, host: Host::Every, port: None };
        }
        if let Some((address, bits)) = network(entry) {
            return Self { text, host: Host::Network(address, bits), port: None };
        }
        let (host, port) = match entry.rsplit_once(':') {
            Some((host, port)) => match port.parse() {
                Ok(port) => (host, Some(port)),
                Err(_) => (entry, None),
            },
            None => (entry, None),
        };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let host = match bare.parse::<IpAddr>() {
            Ok(address) => Host::Network(address, bits_of(address)),
            Err(_) => Host::Name(name(bare)),
        };
        Self { text, host, port }
    }

    fn covers(&self, host: &str, port: u16) -> bool {
        if self.port.is_some_and(|only| only != port) {
            return false;
        }
        match &self.host {
            Host::Every => true,
            Host::Name(name) => {
                let below = || host.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with('.'));
                !name.is_empty() && (host == name || below())
            }
            Host::Network(network, bits) => host.parse().is_ok_and(|address| contains(*network, *bits, address)),
        }
    }
}

fn name(text: &str) -> String {
    text.trim_start_matches("*.").trim_start_matches('.').trim_end_matches('.').to_ascii_lowercase()
}

/// An address without a port, or a network in CIDR notation.
fn network(entry: &str) -> Option<(IpAddr, u8)> {
    let Some((address, bits)) = entry.split_once('/') else {
        let address = entry.parse().ok()?;
        return Some((address, bits_of(address)));
    };
    let (address, bits) = (address.parse().ok()?, bits.parse().ok()?);
    (bits <= bits_of(address)).then_some((address, bits))
}

const fn bits_of(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// Whether two addresses of one family agree in the leading bits.
fn contains(network: IpAddr, bits: u8, address: IpAddr) -> bool {
    let differ = match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => u128::from(a.to_bits() ^ b.to_bits()) << 96,
        (IpAddr::V6(a), IpAddr::V6(b)) => a.to_bits() ^ b.to_bits(),
        _ => return false,
    };
    differ.leading_zeros() >= u32::from(bits)
}
