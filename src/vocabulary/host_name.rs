//! The name of a host, as policies, MX records and the command line give it: a DNS name or an IP address, and nothing else.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Shown;

/// The longest name, in characters without the dot at its end: 255 octets on the wire (RFC 1035 §2.3.4).
const LONGEST: usize = 253;

/// The longest label (RFC 1035 §2.3.4).
const LONGEST_LABEL: usize = 63;

/// A DNS name in lower case without the dot at its end, or an IP address (IPv6 without brackets).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HostName(String);

/// A text that is neither a DNS name nor an IP address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no host: expected a DNS name or an IP address")]
pub struct NotAHostName(pub Shown);

impl HostName {
    /// Reads a name: letters, digits, hyphens and underscores in labels of up to 63 characters; or an address, IPv6 in
    /// brackets as well.
    ///
    /// # Errors
    /// [`NotAHostName`] with the text.
    pub fn parse(text: &str) -> Result<Self, NotAHostName> {
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
        if let Ok(address) = bare.parse::<IpAddr>() {
            return Ok(Self(address.to_string()));
        }
        let name = text.strip_suffix('.').unwrap_or(text);
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let label = |label: &str| !label.is_empty() && label.len() <= LONGEST_LABEL && label.chars().all(allowed);
        // Four numbers that are no address are no name either: no top-level domain is a number (RFC 3696 §2).
        let numeric = name.rsplit('.').next().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()));
        if numeric || name.len() > LONGEST || !name.split('.').all(label) {
            return Err(NotAHostName(Shown::new(text)));
        }
        Ok(Self(name.to_ascii_lowercase()))
    }

    /// The name or address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address. None where it is a name.
    pub fn address(&self) -> Option<IpAddr> {
        self.0.parse().ok()
    }
}

/// As it stands before a port: IPv6 in brackets.
impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains(':') { write!(f, "[{}]", self.0) } else { f.write_str(&self.0) }
    }
}

impl FromStr for HostName {
    type Err = NotAHostName;

    fn from_str(text: &str) -> Result<Self, NotAHostName> {
        Self::parse(text)
    }
}

impl TryFrom<String> for HostName {
    type Error = NotAHostName;

    fn try_from(text: String) -> Result<Self, NotAHostName> {
        Self::parse(&text)
    }
}

impl From<HostName> for String {
    fn from(name: HostName) -> Self {
        name.0
    }
}
