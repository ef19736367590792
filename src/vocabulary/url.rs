//! URLs of the web, as policies and certificates name them. User names and passwords are dropped as they are parsed.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::Shown;

/// The longest URL that is taken: what common servers and proxies accept (RFC 9110 §4.1 recommends 8000 octets).
const LONGEST: usize = 8000;

/// The two schemes that CRLs, OCSP responders and CA certificates are fetched with (RFC 5280 §4.2.1.13, RFC 6960 A.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// `http`, in the clear: what CAs use, because validation of https would need itself.
    Http,
    /// `https`.
    Https,
}

/// An absolute `http` or `https` URL with a host, without user information and fragment.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpUrl(Url);

/// Why a text is no [`HttpUrl`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnHttpUrl {
    /// Another scheme, `ldap` for instance.
    #[error("the scheme is `{0}`: expected http or https")]
    Scheme(Shown),
    /// No host, or not a URL at all.
    #[error("`{0}` is no absolute URL: expected http://host/path")]
    Malformed(Shown),
    /// More than 8000 bytes.
    #[error("the URL is longer than {LONGEST} bytes")]
    TooLong,
}

impl HttpUrl {
    /// Reads an absolute URL; user information and fragment are dropped.
    ///
    /// # Errors
    /// [`NotAnHttpUrl`] with what stands there instead.
    pub fn parse(text: &str) -> Result<Self, NotAnHttpUrl> {
        if text.len() > LONGEST {
            return Err(NotAnHttpUrl::TooLong);
        }
        let url = Url::parse(text.trim()).map_err(|_| NotAnHttpUrl::Malformed(Shown::new(text)))?;
        Self::from_url(url)
    }

    /// Resolves a redirect's `Location` against this URL (RFC 9110 §10.2.2).
    ///
    /// # Errors
    /// [`NotAnHttpUrl`] where the result is no http or https URL.
    pub fn join(&self, location: &str) -> Result<Self, NotAnHttpUrl> {
        if location.len() > LONGEST {
            return Err(NotAnHttpUrl::TooLong);
        }
        let url = self.0.join(location).map_err(|_| NotAnHttpUrl::Malformed(Shown::new(location)))?;
        Self::from_url(url)
    }

    fn from_url(mut url: Url) -> Result<Self, NotAnHttpUrl> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NotAnHttpUrl::Scheme(Shown::new(url.scheme())));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(NotAnHttpUrl::Malformed(Shown::new(url.as_str())));
        }
        // Both refuse only URLs that can't have a host, which was asked above.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_fragment(None);
        // What was percent-encoded has grown: every URL that was taken must be taken again when evidence is read back.
        if url.as_str().len() > LONGEST { Err(NotAnHttpUrl::TooLong) } else { Ok(Self(url)) }
    }

    /// Which of the two schemes.
    pub fn scheme(&self) -> Scheme {
        if self.0.scheme() == "https" { Scheme::Https } else { Scheme::Http }
    }

    /// The host: a name in lower case and ASCII (IDNA), or an IP address, IPv6 without brackets.
    pub fn host(&self) -> String {
        match self.0.host() {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            None => String::new(),
        }
    }

    /// The TCP port: as written, else 80 or 443.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(match self.scheme() {
            Scheme::Http => 80,
            Scheme::Https => 443,
        })
    }

    /// The path as written, `/` at the least.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// Path and query as written: what a request to the host itself names (RFC 9112 §3.2.1).
    pub fn path_and_query(&self) -> &str {
        &self.0[url::Position::BeforePath..]
    }

    /// This URL with one more path segment behind it: how OCSP over GET names its request (RFC 6960 A.1). `segment` must
    /// already be percent-encoded.
    ///
    /// # Errors
    /// [`NotAnHttpUrl`] where the whole grows too long.
    pub fn with_segment(&self, segment: &str) -> Result<Self, NotAnHttpUrl> {
        let mut base = self.0.clone();
        base.set_query(None);
        Self::parse(&format!("{}/{segment}", base.as_str().trim_end_matches('/')))
    }

    /// The whole URL.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HttpUrl({self})")
    }
}

impl Serialize for HttpUrl {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for HttpUrl {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}
