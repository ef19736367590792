//! One name against one subtree of a name constraint (RFC 5280 §4.2.1.10): which form each has, whether both can be
//! compared, and whether the one lies within the other. What follows for a certificate is decided in `names.rs`.

use std::fmt;

use super::host::{DnsName, Host, Mailbox, UriHost};
use crate::pki::general_name::{GeneralName, GeneralNameKind, shown_address};
use crate::pki::name::Name;
use crate::pki::tlv::{self, BadElement, Elements};
use crate::vocabulary::Shown;

/// The form of a general name: the choice of its tag (RFC 5280 §4.2.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameForm(u8);

impl NameForm {
    /// `otherName [0]`: of a type that it names itself.
    pub const OTHER: Self = Self(0);
    /// `rfc822Name [1]`, a mail address.
    pub const MAIL: Self = Self(1);
    /// `dNSName [2]`.
    pub const DNS: Self = Self(2);
    /// `directoryName [4]`.
    pub const DIRECTORY: Self = Self(4);
    /// `uniformResourceIdentifier [6]`.
    pub const URI: Self = Self(6);
    /// `iPAddress [7]`.
    pub const IP: Self = Self(7);

    /// The form of a name, readable or not.
    pub(super) fn of(name: &GeneralName) -> Self {
        Self(name.der().first().map_or(0x1f, |tag| tag & 0x1f))
    }
}

impl fmt::Display for NameForm {
    /// As RFC 5280 spells it; the number of the tag in brackets where it has no such choice.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            0 => "otherName",
            1 => "rfc822Name",
            2 => "dNSName",
            3 => "x400Address",
            4 => "directoryName",
            5 => "ediPartyName",
            6 => "uniformResourceIdentifier",
            7 => "iPAddress",
            8 => "registeredID",
            number => return write!(f, "[{number}]"),
        })
    }
}

/// Why a name and a subtree of its form can't be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    /// A form for which RFC 5280 defines no comparison, or one that is not made here (otherName, x400Address,
    /// ediPartyName, registeredID).
    #[error("names of this form are not compared here")]
    Form,
    /// The subtree has a minimum other than 0, or a maximum: RFC 5280 §4.2.1.10 uses neither.
    #[error("the subtree has a minimum or a maximum")]
    Distance,
    /// The address mask of the subtree has a one behind a zero, which is no CIDR prefix (RFC 4632 §3.1).
    #[error("the mask of the subtree is no prefix")]
    Mask,
    /// The subtree's own name is not one of its form.
    #[error("the name of the subtree is not one of its form")]
    SubtreeUnreadable,
    /// The certificate's name is not one of its form, or not one that all readers read alike.
    #[error("the certificate's name is not one of its form")]
    NameUnreadable,
}

/// Whether a name has to lie wholly in a subtree, or whether a part of what it stands for is enough: only a wildcard
/// stands for more than one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it: what a permission asks.
    Whole,
    /// Any of it: what an exclusion asks.
    Part,
}

/// A name of a certificate, read for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Presented<'a> {
    Directory(&'a Name),
    Mail(Mailbox),
    Dns(DnsName),
    Uri(UriHost),
    Ip(&'a [u8]),
}

impl<'a> Presented<'a> {
    /// Reads a general name.
    pub(super) fn read(name: &'a GeneralName) -> Result<Self, Incomparable> {
        let read = match name.kind() {
            GeneralNameKind::Email(text) => Mailbox::read(text).map(Self::Mail),
            GeneralNameKind::Dns(text) => DnsName::read(text).map(Self::Dns),
            GeneralNameKind::Directory(name) => Some(Self::Directory(name)),
            GeneralNameKind::Uri(text) => UriHost::read(text).map(Self::Uri),
            GeneralNameKind::Ip(octets) => matches!(octets.len(), 4 | 16).then_some(Self::Ip(octets)),
            GeneralNameKind::Other(_) => None,
        };
        read.ok_or(Incomparable::NameUnreadable)
    }
}

/// One subtree of names, permitted or excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subtree {
    form: NameForm,
    shown: Shown,
    base: Result<Base, Incomparable>,
}

/// What a subtree is below.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Base {
    Directory(Name),
    Mailbox(Mailbox),
    /// Mail addresses and URIs at exactly this host.
    AtHost(Host),
    /// Mail addresses and URIs at any host below this one.
    BelowHost(Host),
    Dns(DnsBase),
    Ip {
        network: Box<[u8]>,
        mask: Box<[u8]>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum DnsBase {
    Everything,
    AtOrBelow(Host),
    Below(Host),
}

impl Subtree {
    /// Decodes a GeneralSubtree.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly that. A base that can't be read, and distances, are remembered: they
    /// matter to certificates with a name of the form only.
    pub(super) fn decode(der: &[u8]) -> Result<Self, BadElement> {
        let mut fields = Elements::inside(der, tlv::SEQUENCE)?;
        let base = fields.next()?.ok_or(BadElement::Missing)?;
        let minimum = fields.optional(tlv::primitive(0))?.map(|field| field.value);
        let maximum = fields.optional(tlv::primitive(1))?.map(|field| field.value);
        fields.finish()?;
        if [minimum, maximum].contains(&Some(&[])) {
            return Err(BadElement::Value);
        }
        let names = GeneralName::decode_all(base.raw)?;
        let name = names.first().ok_or(BadElement::Missing)?;
        let measured = maximum.is_some() || minimum.is_some_and(|minimum| *minimum != [0]);
        Ok(Self {
            form: NameForm::of(name),
            shown: shown(name),
            base: if measured { Err(Incomparable::Distance) } else { Base::read(name) },
        })
    }

    /// The form of the names that it is about. Names of other forms are not constrained by it.
    pub const fn form(&self) -> NameForm {
        self.form
    }

    /// What it is below, fit to be shown; an IP network as address and mask.
    pub const fn shown(&self) -> &Shown {
        &self.shown
    }

    /// Why no name can be compared with it. None where names can.
    pub(super) const fn incomparable(&self) -> Option<Incomparable> {
        match &self.base {
            Ok(_) => None,
            Err(why) => Some(*why),
        }
    }

    /// Whether a name lies in it, to this extent. Never for a subtree that can't be compared.
    pub(super) fn covers(&self, name: &Presented<'_>, extent: Extent) -> bool {
        match (&self.base, name) {
            (Ok(Base::Directory(base)), Presented::Directory(name)) => name.is_within(base),
            (Ok(Base::Mailbox(base)), Presented::Mail(name)) => base == name,
            (Ok(Base::AtHost(base)), Presented::Mail(Mailbox { host, .. }) | Presented::Uri(UriHost::Named(host))) => {
                host == base
            }
            (
                Ok(Base::BelowHost(base)),
                Presented::Mail(Mailbox { host, .. }) | Presented::Uri(UriHost::Named(host)),
            ) => host.is_below(base),
            (Ok(Base::Dns(base)), Presented::Dns(name)) => base.covers(name, extent),
            // A network of one family does not hold an address of the other. Both are one form all the same: where IPv4
            // networks alone are permitted, no IPv6 address is. BoringSSL and rustls-webpki decide alike.
            (Ok(Base::Ip { network, mask }), Presented::Ip(address)) => {
                let masked = |octets: &[u8]| octets.iter().zip(mask).map(|(octet, mask)| octet & mask).collect();
                let (network_bits, address_bits): (Vec<u8>, Vec<u8>) = (masked(network), masked(address));
                network.len() == address.len() && network_bits == address_bits
            }
            _ => false,
        }
    }
}

impl Base {
    fn read(name: &GeneralName) -> Result<Self, Incomparable> {
        let read = match name.kind() {
            GeneralNameKind::Directory(name) => Some(Self::Directory(name.clone())),
            GeneralNameKind::Email(text) if text.contains('@') => Mailbox::read(text).map(Self::Mailbox),
            // Both forms write hosts alike: a leading dot for what is below, none for the host alone.
            GeneralNameKind::Email(text) | GeneralNameKind::Uri(text) => match text.strip_prefix('.') {
                Some(domain) => Host::read(domain).map(Self::BelowHost),
                None => Host::read(text).map(Self::AtHost),
            },
            GeneralNameKind::Dns(text) => DnsBase::read(text).map(Self::Dns),
            GeneralNameKind::Ip(octets) => return network(octets),
            GeneralNameKind::Other(1 | 2 | 4 | 6) => None,
            GeneralNameKind::Other(_) => return Err(Incomparable::Form),
        };
        read.ok_or(Incomparable::SubtreeUnreadable)
    }
}

/// Address and mask, four octets each or sixteen (RFC 5280 §4.2.1.10).
fn network(octets: &[u8]) -> Result<Base, Incomparable> {
    if !matches!(octets.len(), 8 | 32) {
        return Err(Incomparable::SubtreeUnreadable);
    }
    let (network, mask) = octets.split_at(octets.len() / 2);
    let mut behind = mask.iter().skip_while(|octet| **octet == 0xff);
    let is_prefix = behind.next().is_none_or(|octet| octet.leading_ones() + octet.trailing_zeros() == u8::BITS)
        && behind.all(|octet| *octet == 0);
    if is_prefix { Ok(Base::Ip { network: network.into(), mask: mask.into() }) } else { Err(Incomparable::Mask) }
}

impl DnsBase {
    // RFC 5280 §4.2.1.10 knows no leading dot in a dNSName constraint. CAs write it, and rustls-webpki and BoringSSL read it
    // as the names below alone; an empty constraint is every name to both.
    fn read(text: &str) -> Option<Self> {
        match text.strip_prefix('.') {
            _ if text.is_empty() => Some(Self::Everything),
            Some(domain) => Host::read(domain).map(Self::Below),
            None => Host::read(text).map(Self::AtOrBelow),
        }
    }

    fn covers(&self, name: &DnsName, extent: Extent) -> bool {
        match (self, name) {
            (Self::Everything, _) => true,
            (Self::AtOrBelow(base), DnsName::One(host)) => host.is_at_or_below(base),
            (Self::Below(base), DnsName::One(host)) => host.is_below(base),
            // Every host for which the star stands is a label longer than what is behind the star: all lie within where
            // that does, and one may lie within where the subtree begins just below it.
            (Self::AtOrBelow(base), DnsName::AnyChildOf(parent)) => {
                parent.is_at_or_below(base) || (extent == Extent::Part && base.is_child_of(parent))
            }
            (Self::Below(base), DnsName::AnyChildOf(parent)) => parent.is_at_or_below(base),
        }
    }
}

fn shown(name: &GeneralName) -> Shown {
    match name.kind() {
        GeneralNameKind::Ip(octets) if matches!(octets.len(), 8 | 32) => {
            let (network, mask) = octets.split_at(octets.len() / 2);
            Shown::new(&format!("{}/{}", shown_address(network), shown_address(mask)))
        }
        _ => Shown::new(&name.to_string()),
    }
}
