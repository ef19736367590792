//! `--connect-to HOST:PORT:ADDR:PORT`, as in curl: a test or a staged DNS change connects elsewhere, and asks as if it
//! had connected to the URL's own host. It holds for direct connections; a proxy resolves for itself.

use std::str::FromStr;

use crate::vocabulary::Shown;

/// One redirection of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectTo {
    /// The URL's host, in lower case, IPv6 without brackets. None matches every host.
    host: Option<String>,
    /// The URL's port. None matches every port.
    port: Option<u16>,
    /// Where to connect instead: a name or an address. None keeps the host.
    to_host: Option<String>,
    /// To which port. None keeps the port.
    to_port: Option<u16>,
}

/// A text that is no `HOST:PORT:ADDR:PORT`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no HOST:PORT:ADDR:PORT: IPv6 addresses stand in brackets, and an empty part leaves things as they are"
)]
pub struct NotConnectTo(pub Shown);

impl FromStr for ConnectTo {
    type Err = NotConnectTo;

    /// Reads the four parts; each may be empty.
    fn from_str(text: &str) -> Result<Self, NotConnectTo> {
        let parse = || {
            let (host, rest) = host(text)?;
            let (port, rest) = rest.split_once(':')?;
            let (to_host, to_port) = self::host(rest)?;
            let some = |port: u16| (port != 0).then_some(port);
            Some(Self { host, port: some(number(port)?), to_host, to_port: some(number(to_port)?) })
        };
        parse().ok_or_else(|| NotConnectTo(Shown::new(text)))
    }
}

impl ConnectTo {
    /// Where to connect in place of this host and port. None where this one does not match.
    fn apply(&self, host: &str, port: u16) -> Option<(String, u16)> {
        let matches = self.host.as_deref().is_none_or(|only| only == host) && self.port.is_none_or(|only| only == port);
        matches.then(|| (self.to_host.clone().unwrap_or_else(|| host.to_owned()), self.to_port.unwrap_or(port)))
    }
}

/// Where to connect for this host and port: the first that matches decides, and none keeps both.
pub(in crate::probe) fn destination(list: &[ConnectTo], host: &str, port: u16) -> (String, u16) {
    list.iter().find_map(|one| one.apply(host, port)).unwrap_or_else(|| (host.to_owned(), port))
}

/// A host up to its colon, and what follows the colon. An empty host is None within.
fn host(text: &str) -> Option<(Option<String>, &str)> {
    let (host, rest) = match text.strip_prefix('[') {
        Some(inner) => {
            let (address, rest) = inner.split_once("]:")?;
            (address.parse::<std::net::Ipv6Addr>().ok()?.to_string(), rest)
        }
        None => text.split_once(':').map(|(host, rest)| (host.to_ascii_lowercase(), rest))?,
    };
    let plain = host.chars().all(|c| !c.is_whitespace() && !matches!(c, '/' | '@' | '[' | ']'));
    plain.then(|| ((!host.is_empty()).then_some(host), rest))
}

/// A port; an empty one is 0, which no port is.
fn number(text: &str) -> Option<u16> {
    if text.is_empty() { Some(0) } else { text.parse().ok().filter(|port| *port != 0) }
}
