//! A proxy's URL, as settings write it. Its credentials are taken out as it is parsed, stand in the request to that
//! proxy, and nowhere else: no output, no log, no evidence has them.

use std::fmt;

use data_encoding::BASE64;
use hyper::header::HeaderValue;

use crate::vocabulary::{HttpUrl, NotAnHttpUrl, Scheme, Shown};

/// A proxy that is spoken to in plain HTTP.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxyUrl {
    url: HttpUrl,
    credentials: Option<HeaderValue>,
}

/// Why a text names no proxy that can be used. Neither form repeats credentials.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAProxy {
    /// Another scheme: `https`, `socks5`.
    #[error("the proxy's scheme is `{0}`: expected http")]
    Scheme(Shown),
    /// No URL with a host.
    #[error("the proxy is no URL with a host: expected http://host:port")]
    Malformed,
}

impl ProxyUrl {
    /// Reads `[http://][user[:password]@]host[:port]`; the port is 80 where none is written.
    ///
    /// # Errors
    /// [`NotAProxy`].
    pub fn parse(text: &str) -> Result<Self, NotAProxy> {
        let text = text.trim();
        let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = HttpUrl::parse(&whole).map_err(|refused| match refused {
            NotAnHttpUrl::Scheme(scheme) => NotAProxy::Scheme(scheme),
            NotAnHttpUrl::Malformed(_) | NotAnHttpUrl::TooLong => NotAProxy::Malformed,
        })?;
        if url.scheme() == Scheme::Https {
            return Err(NotAProxy::Scheme("https".into()));
        }
        Ok(Self { url, credentials: credentials(&whole) })
    }

    /// The proxy's host: a name, or an IP address without brackets.
    pub fn host(&self) -> String {
        self.url.host()
    }

    /// The proxy's port.
    pub fn port(&self) -> u16 {
        self.url.port()
    }

    /// The value of `Proxy-Authorization`. None where the settings hold no credentials.
    pub(in crate::probe) const fn credentials(&self) -> Option<&HeaderValue> {
        self.credentials.as_ref()
    }

    /// The proxy as it may be shown: without its credentials.
    pub fn shown(&self) -> Shown {
        Shown::new(self.url.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProxyUrl").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Basic credentials (RFC 7617 §2) out of a URL's user information, percent-decoded.
fn credentials(whole: &str) -> Option<HeaderValue> {
    let (_, rest) = whole.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (userinfo, _) = authority.rsplit_once('@')?;
    let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
    let pair = [percent_decoded(user), percent_decoded(password)].join(&b':');
    let mut value = HeaderValue::from_str(&format!("Basic {}", BASE64.encode(&pair))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Percent-decoded (RFC 3986 §2.1); a `%` without two digits stays as it is.
fn percent_decoded(text: &str) -> Vec<u8> {
    let mut rest = text.as_bytes();
    let mut decoded = Vec::with_capacity(rest.len());
    while let Some((first, behind)) = rest.split_first() {
        let pair = behind.split_at_checked(2).filter(|_| *first == b'%');
        let octet = pair.and_then(|(digits, behind)| Some((*hex::decode(digits).ok()?.first()?, behind)));
        let (octet, behind) = octet.unwrap_or((*first, behind));
        decoded.push(octet);
        rest = behind;
    }
    decoded
}
