//! General names and distribution points (RFC 5280 §4.2.1.6, §4.2.1.13): where a CRL lies, and which of them it is.
//!
//! Names are kept as received beside what they mean, because the scope of a CRL is decided by comparing them
//! (RFC 5280 §6.3.3(b)).

use std::fmt;

use super::name::Name;
use super::tlv::{self, BadElement, Elements};
use crate::vocabulary::{HttpUrl, NotAnHttpUrl, Shown};

/// A GeneralName (RFC 5280 §4.2.1.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneralName {
    der: Box<[u8]>,
    kind: GeneralNameKind,
}

/// What a GeneralName says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GeneralNameKind {
    /// `[1]`: an Internet mail address, as written.
    Email(String),
    /// `[2]`: a DNS name, as written.
    Dns(String),
    /// `[4]`: a distinguished name.
    Directory(Name),
    /// `[6]`: a URI, as written; of any scheme.
    Uri(String),
    /// `[7]`: the octets of an IP address.
    Ip(Box<[u8]>),
    /// Another kind, or one of these whose value can't be read; the number is that of its tag.
    Other(u8),
}

impl GeneralName {
    /// Decodes the names that these bytes hold, one after another.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are no row of elements that each have a tag of a GeneralName. A name whose value can't
    /// be read is [`GeneralNameKind::Other`].
    pub fn decode_all(content: &[u8]) -> Result<Vec<Self>, BadElement> {
        let mut elements = Elements::of(content);
        let mut names = Vec::new();
        while let Some(element) = elements.next()? {
            let text = || String::from_utf8(element.value.to_vec()).ok();
            // [0] to [8], all context-specific (§4.2.1.6).
            if element.tag & 0xc0 != 0x80 || element.tag & 0x1f > 8 {
                return Err(BadElement::Tag { expected: 0x80, found: element.tag });
            }
            let kind = match element.tag {
                0x81 => text().map(GeneralNameKind::Email),
                0x82 => text().map(GeneralNameKind::Dns),
                0xa4 => Name::decode(element.value).ok().map(GeneralNameKind::Directory),
                0x86 => text().map(GeneralNameKind::Uri),
                0x87 => Some(GeneralNameKind::Ip(element.value.into())),
                _ => None,
            };
            let kind = kind.unwrap_or(GeneralNameKind::Other(element.tag & 0x1f));
            names.push(Self { der: element.raw.into(), kind });
        }
        Ok(names)
    }

    /// The name in DER, as received.
    pub const fn der(&self) -> &[u8] {
        &self.der
    }

    /// What it says.
    pub const fn kind(&self) -> &GeneralNameKind {
        &self.kind
    }

    /// Whether two names mean the same: distinguished names by RFC 5280 §7.1, others octet by octet.
    pub fn matches(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (GeneralNameKind::Directory(one), GeneralNameKind::Directory(two)) => one == two,
            _ => self.der == other.der,
        }
    }
}

impl fmt::Display for GeneralName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            GeneralNameKind::Email(text) | GeneralNameKind::Dns(text) | GeneralNameKind::Uri(text) => {
                Shown::new(text).fmt(f)
            }
            GeneralNameKind::Directory(name) => name.fmt(f),
            GeneralNameKind::Ip(octets) => f.write_str(&shown_address(octets)),
            GeneralNameKind::Other(number) => write!(f, "[{number}]"),
        }
    }
}

/// An IP address as text; octets that are none as `#` and hexadecimal digits.
pub(super) fn shown_address(octets: &[u8]) -> String {
    if let Ok(v4) = <[u8; 4]>::try_from(octets) {
        return std::net::Ipv4Addr::from(v4).to_string();
    }
    <[u8; 16]>::try_from(octets).map_or_else(
        |_| format!("#{}", hex::encode(octets.iter().take(32).copied().collect::<Vec<_>>())),
        |v6| std::net::Ipv6Addr::from(v6).to_string(),
    )
}

/// The name of a distribution point (RFC 5280 §4.2.1.13), in a certificate or in a CRL's issuing distribution point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DistributionPointName {
    /// `fullName`: any of these.
    Full(Vec<GeneralName>),
    /// `nameRelativeToCRLIssuer`: the relative distinguished name in DER, a SET, to be put behind the CRL issuer's name.
    Relative(Box<[u8]>),
}

impl DistributionPointName {
    /// Decodes the content of the `distributionPoint [0]` field: one element, `[0]` or `[1]`.
    ///
    /// # Errors
    /// [`BadElement`] for anything else.
    pub fn decode(content: &[u8]) -> Result<Self, BadElement> {
        let mut elements = Elements::of(content);
        let element = elements.next()?.ok_or(BadElement::Missing)?;
        elements.finish()?;
        match element.tag {
            0xa0 => Ok(Self::Full(GeneralName::decode_all(element.value)?)),
            0xa1 => {
                // [1] IMPLICIT SET: the tag of a SET again, so that it can be put behind a name.
                let mut set = element.raw.to_vec();
                if let Some(tag) = set.first_mut() {
                    *tag = tlv::SET;
                }
                Ok(Self::Relative(set.into()))
            }
            found => Err(BadElement::Tag { expected: tlv::constructed(0), found }),
        }
    }

    /// The full names. Empty for a relative name.
    pub fn full(&self) -> &[GeneralName] {
        match self {
            Self::Full(names) => names,
            Self::Relative(_) => &[],
        }
    }
}

/// Reasons for revocation that a CRL covers (RFC 5280 §4.2.1.13 `ReasonFlags`). Bit 0 is unused; bit 1 keyCompromise,
/// bit 2 cACompromise, and so on to bit 8, aACompromise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReasonFlags(u16);

impl ReasonFlags {
    /// Every reason there is: what holds where the field is absent.
    pub const ALL: Self = Self(0b1_1111_1110);

    /// No reason.
    pub const NONE: Self = Self(0);

    /// Reads the content of the BIT STRING: unused-bit count, then the bits.
    ///
    /// # Errors
    /// [`BadElement::Value`] where it is none.
    pub fn decode(bit_string: &[u8]) -> Result<Self, BadElement> {
        named_bits(bit_string).map(Self)
    }

    /// Whether every reason is covered.
    pub const fn covers_all(self) -> bool {
        self.0 & Self::ALL.0 == Self::ALL.0
    }

    /// These reasons and those.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The reasons that are in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The bits, bit 0 lowest.
    pub const fn bits(self) -> u16 {
        self.0
    }
}

/// Reads a named bit list of at most sixteen bits; bit 0, the first one, becomes the lowest.
pub(super) fn named_bits(bit_string: &[u8]) -> Result<u16, BadElement> {
    let Some((&unused, octets)) = bit_string.split_first() else { return Err(BadElement::Value) };
    if unused > 7 || octets.len() > 2 || (octets.is_empty() && unused != 0) {
        return Err(BadElement::Value);
    }
    // X.690 §11.2.1: bits that only fill the last octet are zero. Others read them as nothing, so they may not count here.
    if octets.last().is_some_and(|last| u32::from(unused) > last.trailing_zeros()) {
        return Err(BadElement::Value);
    }
    Ok(octets.iter().rev().fold(0, |bits, octet| (bits << 8) | u16::from(octet.reverse_bits())))
}

/// A place from which a certificate's revocation can be had (RFC 5280 §4.2.1.13 `DistributionPoint`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionPoint {
    /// Its name. None where only a CRL issuer is given.
    pub name: Option<DistributionPointName>,
    /// The reasons that its CRL covers. None: all.
    pub reasons: Option<ReasonFlags>,
    /// Who issues the CRL. Empty: the certificate's issuer.
    pub crl_issuer: Vec<GeneralName>,
}

impl DistributionPoint {
    /// Whether its CRLs are left to this issuer: to another one than the certificate's, by name.
    pub(super) fn is_left_to(&self, issuer: &Name) -> bool {
        self.crl_issuer.iter().any(|name| matches!(name.kind(), GeneralNameKind::Directory(name) if name == issuer))
    }

    /// Decodes the value of a cRLDistributionPoints or freshestCRL extension.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly that.
    pub fn decode_all(der: &[u8]) -> Result<Vec<Self>, BadElement> {
        let mut points = Elements::inside(der, tlv::SEQUENCE)?;
        let mut decoded = Vec::new();
        while let Some(point) = points.next()? {
            let mut fields = Elements::inside(point.raw, tlv::SEQUENCE)?;
            let name = fields.optional(tlv::constructed(0))?;
            let reasons = fields.optional(tlv::primitive(1))?;
            let issuer = fields.optional(tlv::constructed(2))?;
            fields.finish()?;
            decoded.push(Self {
                name: name.map(|field| DistributionPointName::decode(field.value)).transpose()?,
                reasons: reasons.map(|field| ReasonFlags::decode(field.value)).transpose()?,
                crl_issuer: issuer.map(|field| GeneralName::decode_all(field.value)).transpose()?.unwrap_or_default(),
            });
        }
        Ok(decoded)
    }
}

/// Places that a certificate names, sorted by whether this tool can go there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// Over http and https, in the order of the certificate, each once.
    pub(super) urls: Vec<HttpUrl>,
    /// Others (ldap, for instance), and URLs that can't be read, each with why.
    pub(super) other: Vec<(Shown, NotAnHttpUrl)>,
}

impl Places {
    /// Takes the URIs among these names.
    pub(super) fn take<'a>(&mut self, names: impl IntoIterator<Item = &'a GeneralName>) {
        for name in names {
            let GeneralNameKind::Uri(text) = name.kind() else { continue };
            match HttpUrl::parse(text) {
                Ok(url) if self.urls.contains(&url) => {}
                Ok(url) => self.urls.push(url),
                Err(why) => self.other.push((Shown::new(text), why)),
            }
        }
    }
}
