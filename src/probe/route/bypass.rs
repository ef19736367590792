//! Hosts that go past the proxy: `NO_PROXY` as curl, wget and most libraries read it, and the list of Windows' settings, which
//! means other things by the same signs. No name is resolved for either.

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
    /// Every name without a dot.
    Local,
    /// What the text matches, in lower case, where a `*` stands for any characters.
    Pattern(String),
    /// No host: what is no entry, and what takes away what nobody gave.
    None,
}

impl Bypass {
    /// Reads a list: entries between commas or white space, each `*`, a name (with or without a leading `.` or `*.`),
    /// an IP address or a network in CIDR notation; names and addresses with or without `:port`. What is none of these
    /// matches nothing.
    pub fn parse(text: &str) -> Self {
        let entries = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|entry| !entry.is_empty());
        Self { rules: entries.map(Rule::parse).collect() }
    }

    /// Reads a list of Windows' (`ProxyOverride`, the bypass list of `netsh winhttp`): entries between semicolons or white
    /// space (`WINHTTP_PROXY_INFO`), each `<local>` or `[scheme://]host[:port]` with a `*` for any characters. Other than in
    /// `NO_PROXY`, a name without a `*` is that name alone, an address is its text, and a network in CIDR notation is none.
    pub fn parse_windows(text: &str) -> Self {
        let entries = text.split(|c: char| c == ';' || c.is_whitespace()).filter(|entry| !entry.is_empty());
        Self { rules: entries.map(Rule::parse_windows).collect() }
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

    fn parse_windows(entry: &str) -> Self {
        let text = Shown::new(entry);
        let lower = entry.to_ascii_lowercase();
        match lower.as_str() {
            "<local>" => return Self { text, host: Host::Local, port: None },
            // It makes WinINet ask the proxy for this host itself; nothing goes past the proxy by it.
            "<-loopback>" => return Self { text, host: Host::None, port: None },
            _ => {}
        }
        let (scheme, rest) = lower.split_once("://").map_or((None, lower.as_str()), |(s, rest)| (Some(s), rest));
        let (host, port) = match rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            Some((address, behind)) => (address, behind.strip_prefix(':')),
            None if rest.matches(':').count() == 1 => rest.split_once(':').map_or((rest, None), |(h, p)| (h, Some(p))),
            None => (rest, None),
        };
        let port = match (port.map(str::parse), scheme) {
            (Some(Ok(port)), _) => Some(port),
            (Some(Err(_)), _) => return Self { text, host: Host::None, port: None },
            (None, Some("http")) => Some(80),
            (None, Some("https")) => Some(443),
            (None, _) => None,
        };
        let host = if host.is_empty() { Host::None } else { Host::Pattern(host.to_owned()) };
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
            Host::Local => !host.contains(['.', ':']),
            Host::Pattern(pattern) => matches(pattern, host),
            Host::None => false,
        }
    }
}

/// Whether a text is what a pattern says, in which each `*` stands for any characters, or for none.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    // The first place at which each part stands leaves the most for those behind it.
    let behind = parts.try_fold(rest, |rest, part| rest.split_once(part).map(|(_, behind)| behind));
    behind.is_some_and(|behind| behind.ends_with(last))
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
