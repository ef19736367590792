//! Serial numbers and key identifiers: octets that name a certificate or a key, compared and shown as they were encoded.

use std::fmt;

/// The most octets that a serial number may have (RFC 5280 §4.1.2.2).
const LONGEST: usize = 20;

/// A certificate's serial number (RFC 5280 §4.1.2.2): the content octets of its INTEGER, as encoded.
///
/// Two serials are equal when their octets are; the order is that of the octets, so that a sorted set can be looked up.
/// Shown in upper-case hexadecimal, as publishers and `certmgr.msc` do, without a leading zero octet that only keeps the
/// number positive.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(Box<[u8]>);

impl Serial {
    /// A serial from the content octets of its INTEGER.
    pub fn from_content(octets: &[u8]) -> Self {
        Self(octets.into())
    }

    /// The content octets as encoded.
    pub const fn content(&self) -> &[u8] {
        &self.0
    }

    /// The octets without those that only repeat the sign (X.690 §8.3.2). By these it is asked whether two serials are one
    /// number, so that one that is written with a needless zero does not hide.
    pub fn number(&self) -> &[u8] {
        significant(&self.0)
    }

    /// Whether the INTEGER is negative, which RFC 5280 forbids and some CAs have written.
    pub fn is_negative(&self) -> bool {
        self.0.first().is_some_and(|first| first & 0x80 != 0)
    }

    /// Whether it has more than the 20 octets that RFC 5280 §4.1.2.2 allows.
    pub const fn is_long(&self) -> bool {
        self.0.len() > LONGEST
    }

    /// Whether the number is zero, or there are no octets at all.
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|&octet| octet == 0)
    }
}

/// An INTEGER's octets without those that only repeat the sign: see [`Serial::number`].
pub(super) fn significant(mut octets: &[u8]) -> &[u8] {
    while let [first @ (0 | 0xff), second, ..] = octets {
        if (first ^ second) & 0x80 != 0 {
            break;
        }
        octets = octets.get(1..).unwrap_or_default();
    }
    octets
}

impl std::borrow::Borrow<[u8]> for Serial {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let octets = match &*self.0 {
            [0, positive @ ..] if positive.first().is_some_and(|next| next & 0x80 != 0) => positive,
            octets => octets,
        };
        f.write_str(&shown(octets))
    }
}

impl fmt::Debug for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Serial({self})")
    }
}

/// The identifier that a certificate gives to a key (RFC 5280 §4.2.1.1, §4.2.1.2): of the issuer's choosing, a hint and
/// no proof.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(Box<[u8]>);

impl KeyId {
    /// A key identifier from the content octets of its OCTET STRING.
    pub fn from_content(octets: &[u8]) -> Self {
        Self(octets.into())
    }

    /// The octets.
    pub const fn content(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// The most octets that are shown: three times what a serial or a SHA-1 key identifier may have.
const MOST_SHOWN: usize = 3 * LONGEST;

fn shown(octets: &[u8]) -> String {
    octets.get(..MOST_SHOWN).map_or_else(|| hex::encode_upper(octets), |head| format!("{}…", hex::encode_upper(head)))
}
