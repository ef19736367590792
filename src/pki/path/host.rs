//! Host names, mail addresses and URIs as name constraints read them (RFC 5280 §4.2.1.10): text alone, compared with
//! nothing here. Reading is narrow on purpose: a name that two readers could take for different hosts is not read.

/// The longest label of a host name, in octets (RFC 1035 §2.3.4).
const LONGEST_LABEL: usize = 63;

/// A host name: lower case, without the dot that ends an absolute name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Host(String);

impl Host {
    /// Reads letters, digits, hyphens and underscores in labels that are not empty. None for anything else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let relative = text.strip_suffix('.').unwrap_or(text);
        let is_label = |label: &str| {
            (1..=LONGEST_LABEL).contains(&label.len())
                && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-' || octet == b'_')
        };
        relative.split('.').all(is_label).then(|| Self(relative.to_ascii_lowercase()))
    }

    /// Whether this is a name below `other`, with at least one label more.
    pub(super) fn is_below(&self, other: &Self) -> bool {
        self.0.strip_suffix(&other.0).is_some_and(|labels| labels.ends_with('.'))
    }

    /// Whether this is `other` or a name below it.
    pub(super) fn is_at_or_below(&self, other: &Self) -> bool {
        self == other || self.is_below(other)
    }

    /// Whether this is `other` with exactly one label before it.
    pub(super) fn is_child_of(&self, other: &Self) -> bool {
        self.0.split_once('.').is_some_and(|(_, parent)| parent == other.0)
    }

    /// Whether it is an IPv4 address as text, in whichever of its spellings: top-level domains are alphabetic (RFC 1123
    /// §2.1).
    fn is_address(&self) -> bool {
        let last = self.0.rsplit('.').next().unwrap_or(&self.0);
        last.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// The host of a DNS name, behind the star where the first label is one (RFC 6125 §6.4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DnsName {
    /// This host.
    One(Host),
    /// Any host of exactly one label more than this one.
    AnyChildOf(Host),
}

impl DnsName {
    /// Reads a dNSName of a certificate. None where it is no host name; a star may only be the whole first label.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.strip_prefix("*.") {
            Some(parent) => Host::read(parent).map(Self::AnyChildOf),
            None => Host::read(text).map(Self::One),
        }
    }
}

/// A mail address: the local part as written, since its case may matter (RFC 5280 §7.5), and the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mailbox {
    pub(super) local: String,
    pub(super) host: Host,
}

impl Mailbox {
    /// Reads a mailbox whose local part is a Dot-string (RFC 2821 §4.1.2). None for anything else: a quoted local part
    /// can spell the same mailbox in many ways, and an address literal is no host.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (local, host) = text.split_once('@')?;
        let is_atom = |atom: &str| {
            !atom.is_empty() && atom.bytes().all(|o| o.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&o))
        };
        let host = Host::read(host)?;
        local.split('.').all(is_atom).then(|| Self { local: local.to_owned(), host })
    }
}

/// What stands in a URI where the host belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UriHost {
    /// A host name.
    Named(Host),
    /// An IP address, or nothing.
    NotNamed,
}

impl UriHost {
    /// Reads the host of a URI (RFC 3986 §3.2.2). None where the text is no URI, or one that readers split differently.
    pub(super) fn read(text: &str) -> Option<Self> {
        // Some readers take a backslash for a slash: they would see another host.
        if !text.bytes().all(|octet| octet.is_ascii_graphic() && octet != b'\\') {
            return None;
        }
        let (scheme, rest) = text.split_once(':')?;
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet));
        if !is_scheme {
            return None;
        }
        let Some(hierarchy) = rest.strip_prefix("//") else { return Some(Self::NotNamed) };
        let authority = hierarchy.split(['/', '?', '#']).next().unwrap_or_default();
        let place = authority.split_once('@').map_or(authority, |(_, place)| place);
        if place.starts_with('[') || place.is_empty() {
            return Some(Self::NotNamed);
        }
        let (host, port) = place.split_once(':').unwrap_or((place, ""));
        if !port.bytes().all(|octet| octet.is_ascii_digit()) {
            return None;
        }
        if host.is_empty() {
            return Some(Self::NotNamed);
        }
        Host::read(host).map(|host| if host.is_address() { Self::NotNamed } else { Self::Named(host) })
    }
}
