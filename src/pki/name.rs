//! Distinguished names (RFC 5280 §4.1.2.4), kept as received, compared by the rules of RFC 5280 §7.1.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use der::asn1::ObjectIdentifier;

use super::oid::Oid;
use super::tlv::{self, BadElement, Elements};
use crate::vocabulary::Shown;

/// id-at-commonName, 2.5.4.3 (RFC 5280 appendix A.1).
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
/// id-at-organizationName, 2.5.4.10 (RFC 5280 appendix A.1).
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
/// id-at-organizationalUnitName, 2.5.4.11 (RFC 5280 appendix A.1).
const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
/// id-domainComponent, 0.9.2342.19200300.100.1.25 (RFC 4519 §2.4).
const DOMAIN_COMPONENT: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.25");
/// emailAddress of PKCS #9, 1.2.840.113549.1.9.1 (RFC 2985 §5.2.1).
const EMAIL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1");

/// Attribute types that have a short name (RFC 4514 §3, and those that certificate viewers add).
const SHORT_NAMES: [(ObjectIdentifier, &str); 14] = [
    (COMMON_NAME, "CN"),
    (ORGANISATION, "O"),
    (UNIT, "OU"),
    (DOMAIN_COMPONENT, "DC"),
    (EMAIL, "emailAddress"),
    (ObjectIdentifier::new_unwrap("2.5.4.6"), "C"),
    (ObjectIdentifier::new_unwrap("2.5.4.7"), "L"),
    (ObjectIdentifier::new_unwrap("2.5.4.8"), "ST"),
    (ObjectIdentifier::new_unwrap("2.5.4.9"), "street"),
    (ObjectIdentifier::new_unwrap("2.5.4.4"), "SN"),
    (ObjectIdentifier::new_unwrap("2.5.4.42"), "GN"),
    (ObjectIdentifier::new_unwrap("2.5.4.5"), "serialNumber"),
    (ObjectIdentifier::new_unwrap("2.5.4.97"), "organizationIdentifier"),
    (ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1"), "UID"),
];

/// `UTF8String` (X.690 §8.23).
pub(super) const UTF8_STRING: u8 = 0x0c;
const NUMERIC_STRING: u8 = 0x12;
const PRINTABLE_STRING: u8 = 0x13;
const TELETEX_STRING: u8 = 0x14;
const IA5_STRING: u8 = 0x16;
const VISIBLE_STRING: u8 = 0x1a;
const UNIVERSAL_STRING: u8 = 0x1c;
const BMP_STRING: u8 = 0x1e;

/// A distinguished name: the received DER, with its comparison form beside it.
///
/// Names are equal by RFC 5280 §7.1: case and the amount of white space don't matter in text, whichever string type it is
/// written in; what is no text is compared octet by octet. Unicode normalisation is left out: no CA is known to spell its
/// own name in two normal forms.
#[derive(Clone)]
pub struct Name(Arc<Inner>);

struct Inner {
    der: Box<[u8]>,
    comparable: Box<[u8]>,
    attributes: Box<[Attribute]>,
    mail_addresses: Box<[String]>,
    shown: Shown,
}

/// One attribute of a name, most significant first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its type.
    pub kind: Oid,
    /// Its value, fit to be shown.
    pub value: Shown,
}

impl Name {
    /// Decodes a Name: a sequence of relative distinguished names.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly one Name in DER.
    pub fn decode(der: &[u8]) -> Result<Self, BadElement> {
        let mut names = Elements::inside(der, tlv::SEQUENCE)?;
        let mut comparable = Vec::with_capacity(der.len());
        let mut attributes = Vec::new();
        let mut mail_addresses = Vec::new();
        let mut text = String::new();
        while let Some(relative) = names.next()? {
            if relative.tag != tlv::SET {
                return Err(BadElement::Tag { expected: tlv::SET, found: relative.tag });
            }
            let mut set = Vec::new();
            let mut separator = if text.is_empty() { "" } else { ", " };
            let mut members = Elements::of(relative.value);
            while let Some(member) = members.next()? {
                let mut parts = Elements::inside(member.raw, tlv::SEQUENCE)?;
                let kind = Oid::from_content(parts.expect(tlv::OID)?.value);
                let value = parts.next()?.ok_or(BadElement::Missing)?;
                parts.finish()?;
                set.push(comparable_form(&kind, value.tag, value.value));
                let plain = plain_text(value.tag, value.value);
                text.push_str(separator);
                text.push_str(&short_name(&kind));
                text.push('=');
                if is_string(value.tag) {
                    escape_into(&mut text, &plain);
                } else {
                    text.push_str(&plain);
                }
                if kind == EMAIL {
                    mail_addresses.push(plain.clone());
                }
                attributes.push(Attribute { kind, value: Shown::new(&plain) });
                separator = "+";
            }
            if set.is_empty() {
                return Err(BadElement::Missing);
            }
            // A relative name is a set: its order carries no meaning, although DER prescribes one.
            set.sort_unstable();
            frame(&mut comparable, &set.concat());
        }
        Ok(Self(Arc::new(Inner {
            der: der.into(),
            comparable: comparable.into(),
            attributes: attributes.into(),
            mail_addresses: mail_addresses.into(),
            shown: Shown::new(&text),
        })))
    }

    /// The name in DER, as received.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// All attributes, in the order of the encoding.
    pub fn attributes(&self) -> &[Attribute] {
        &self.0.attributes
    }

    /// Whether there is no attribute at all.
    pub fn is_empty(&self) -> bool {
        self.0.attributes.is_empty()
    }

    /// The common name (CN): the last, and so the most specific one. None where there is none.
    pub fn common_name(&self) -> Option<&Shown> {
        self.last(&COMMON_NAME)
    }

    /// The organisation (O): the last one. None where there is none.
    pub fn organisation(&self) -> Option<&Shown> {
        self.last(&ORGANISATION)
    }

    /// The organisational unit (OU): the last one. None where there is none.
    pub fn unit(&self) -> Option<&Shown> {
        self.last(&UNIT)
    }

    /// What a report calls it: the common name, else the unit, else the organisation, else the whole name. A common name
    /// that only repeats the organisation tells nothing (`O=GlobalSign, CN=GlobalSign` is the name of five roots): then the
    /// unit.
    pub fn label(&self) -> Shown {
        let telling = self.common_name().filter(|name| self.unit().is_none() || self.organisation() != Some(*name));
        telling.or_else(|| self.unit()).or_else(|| self.organisation()).unwrap_or(&self.0.shown).clone()
    }

    /// Whether this name lies in the subtree below `other`: it begins with the same relative distinguished names, each
    /// compared as a whole by RFC 5280 §7.1. A name is within itself, and every name is within the empty one.
    pub fn is_within(&self, other: &Self) -> bool {
        // Each relative name carries its length before it, so equal bytes end where a relative name ends.
        self.0.comparable.starts_with(&other.0.comparable)
    }

    /// The values of emailAddress attributes, as written: what a certificate without alternative names gives as its mail
    /// addresses (RFC 5280 §4.1.2.6). Show them through [`Shown`].
    pub fn mail_addresses(&self) -> &[String] {
        &self.0.mail_addresses
    }

    fn last(&self, kind: &ObjectIdentifier) -> Option<&Shown> {
        self.0.attributes.iter().rev().find(|attribute| attribute.kind == *kind).map(|attribute| &attribute.value)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.0.comparable == other.0.comparable
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.comparable.cmp(&other.0.comparable)
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.comparable.hash(state);
    }
}

impl fmt::Display for Name {
    /// Attributes as RFC 4514 writes them, in the order of the encoding: `C=BE, O=GlobalSign nv-sa, CN=…`, which is the
    /// order in which viewers other than Windows' show them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.shown.fmt(f)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({self})")
    }
}

/// Length and bytes, so that neighbours can't run into each other.
fn frame(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    to.extend(bytes);
}

/// The form of an attribute by which RFC 5280 §7.1 compares it: folded text for every string type, so that a name does not
/// leave a name constraint by being written in another one; octets for what is no text.
fn comparable_form(kind: &Oid, tag: u8, value: &[u8]) -> Vec<u8> {
    let mut form = Vec::with_capacity(value.len().saturating_add(24));
    frame(&mut form, kind.content());
    if let Some(text) = strict_text(tag, value) {
        form.push(UTF8_STRING);
        frame(&mut form, fold(&text).as_bytes());
    } else {
        form.push(tag);
        frame(&mut form, value);
    }
    form
}

/// A value of a string type, where its octets are text of that type without doubt. T.61 beyond ASCII is read in two ways.
fn strict_text(tag: u8, value: &[u8]) -> Option<String> {
    match tag {
        UTF8_STRING | PRINTABLE_STRING | IA5_STRING | VISIBLE_STRING | NUMERIC_STRING => {
            std::str::from_utf8(value).ok().map(str::to_owned)
        }
        TELETEX_STRING if value.is_ascii() => std::str::from_utf8(value).ok().map(str::to_owned),
        BMP_STRING if value.len().is_multiple_of(2) => {
            let units =
                value.chunks(2).map(|pair| pair.iter().fold(0_u16, |unit, octet| (unit << 8) | u16::from(*octet)));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        UNIVERSAL_STRING if value.len().is_multiple_of(4) => {
            let points =
                value.chunks(4).map(|four| four.iter().fold(0_u32, |point, octet| (point << 8) | u32::from(*octet)));
            points.map(char::from_u32).collect()
        }
        _ => None,
    }
}

/// Lower case, no white space at the ends, one space where there was any (RFC 5280 §7.1, RFC 4518 §2.6.1).
fn fold(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A value as text, by its string type; `#` and hexadecimal digits for what is no string.
fn plain_text(tag: u8, value: &[u8]) -> String {
    match tag {
        UTF8_STRING | NUMERIC_STRING | PRINTABLE_STRING | IA5_STRING | VISIBLE_STRING => {
            String::from_utf8_lossy(value).into_owned()
        }
        // T.61 by the book; Latin-1 in every certificate that was ever seen with it.
        TELETEX_STRING => value.iter().copied().map(char::from).collect(),
        BMP_STRING => {
            let units =
                value.chunks(2).map(|pair| pair.iter().fold(0_u16, |unit, &octet| (unit << 8) | u16::from(octet)));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        UNIVERSAL_STRING => value
            .chunks(4)
            .map(|four| four.iter().fold(0_u32, |point, &octet| (point << 8) | u32::from(octet)))
            .map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
        _ => format!("#{}", hex::encode(value)),
    }
}

const fn is_string(tag: u8) -> bool {
    matches!(
        tag,
        UTF8_STRING
            | NUMERIC_STRING
            | PRINTABLE_STRING
            | IA5_STRING
            | VISIBLE_STRING
            | TELETEX_STRING
            | BMP_STRING
            | UNIVERSAL_STRING
    )
}

fn short_name(kind: &Oid) -> String {
    SHORT_NAMES
        .iter()
        .find(|(known, _)| kind == known)
        .map_or_else(|| kind.to_string(), |(_, short)| (*short).to_owned())
}

/// Short names that Windows gives to types which have another one here.
const OF_WINDOWS: [(&str, &str); 3] = [("S", "ST"), ("E", "emailAddress"), ("G", "GN")];

/// The type that a short name stands for, in any case of letters. None where it is none that is known.
pub(super) fn attribute_type(short: &str) -> Option<ObjectIdentifier> {
    let usual = OF_WINDOWS.iter().find(|(own, _)| own.eq_ignore_ascii_case(short)).map_or(short, |(_, usual)| usual);
    SHORT_NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(usual)).map(|(kind, _)| *kind)
}

/// RFC 4514 §2.4: a backslash before what would otherwise end the value.
fn escape_into(text: &mut String, value: &str) {
    for (place, character) in value.chars().enumerate() {
        if matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';')
            || (place == 0 && matches!(character, '#' | ' '))
        {
            text.push('\\');
        }
        text.push(character);
    }
}
