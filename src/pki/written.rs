//! A distinguished name as Windows and its administrators write it: `CN=mail.example, O="Example, Inc.", S=WA, C=US`. It can be
//! compared with the name of a certificate; it is no proof of anything, and is never what a signature covers.

use der::asn1::ObjectIdentifier;

use super::name::{self, Name};
use super::oid::Oid;
use super::tlv;
use crate::vocabulary::Shown;

/// A name in text, read in both directions: Windows writes the most specific attribute first, RFC 4514 §2.1 as well, OpenSSL and
/// the encoding itself last, and people write either.
#[derive(Clone, Debug)]
pub struct WrittenName {
    /// As encoded where the text begins with the most specific attribute.
    specific_first: Name,
    /// As encoded where it ends with it.
    specific_last: Name,
}

impl WrittenName {
    /// Reads a name. Values may stand in quotes, with a quote doubled within (as Windows writes them), or have a backslash before
    /// what would end them (RFC 4514 §2.4). What stands behind a comma and has no type belongs to the value before it: people
    /// leave the quotes out. None where the text is no name, or has an attribute of an unknown type.
    pub fn read(text: &str) -> Option<Self> {
        let mut relative: Vec<Vec<u8>> = Vec::new();
        for set in pieces(text, &[',', ';'])? {
            let members: Vec<Vec<u8>> =
                pieces(&set, &['+'])?.iter().map(|one| attribute(one)).collect::<Option<_>>()?;
            relative.push(element(tlv::SET, &members.concat()));
        }
        let name = |parts: Vec<u8>| Name::decode(&element(tlv::SEQUENCE, &parts)).ok();
        let specific_last = name(relative.concat())?;
        relative.reverse();
        let specific_first = name(relative.concat())?;
        (!specific_last.is_empty()).then_some(Self { specific_first, specific_last })
    }

    /// Whether a certificate's name is this one (RFC 5280 §7.1), in either direction.
    pub fn is(&self, name: &Name) -> bool {
        self.specific_first == *name || self.specific_last == *name
    }

    /// The common name. None where there is none.
    pub fn common_name(&self) -> Option<&Shown> {
        self.specific_first.common_name()
    }

    /// The organisation. None where there is none.
    pub fn organisation(&self) -> Option<&Shown> {
        self.specific_first.organisation()
    }

    /// The organisational unit. None where there is none.
    pub fn unit(&self) -> Option<&Shown> {
        self.specific_first.unit()
    }
}

/// The parts of a text between separators that stand neither in quotes nor behind a backslash; each begins with a type and `=`.
/// None where a quote is not closed, or where the first part has no type.
fn pieces(text: &str, separators: &[char]) -> Option<Vec<String>> {
    let mut parts: Vec<(char, String)> = vec![(',', String::new())];
    let (mut quoted, mut escaped) = (false, false);
    for character in text.chars() {
        if separators.contains(&character) && !quoted && !escaped {
            parts.push((character, String::new()));
            continue;
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped && !quoted;
        parts.last_mut()?.1.push(character);
    }
    let mut whole: Vec<String> = Vec::new();
    for (separator, part) in parts {
        match whole.last_mut() {
            Some(before) if kind(&part).is_none() => before.extend(["\\", &separator.to_string(), &part]),
            _ => whole.push(part),
        }
    }
    (!quoted && whole.first().is_some_and(|first| kind(first).is_some())).then_some(whole)
}

/// The attribute's type, and what stands behind its `=`.
fn kind(part: &str) -> Option<(ObjectIdentifier, &str)> {
    let (kind, value) = part.split_once('=')?;
    let kind = kind.trim();
    let dotted =
        kind.get(..4).filter(|prefix| prefix.eq_ignore_ascii_case("oid.")).map_or(kind, |_| kind.split_at(4).1);
    let kind = name::attribute_type(kind).or_else(|| ObjectIdentifier::new(dotted).ok())?;
    Some((kind, value))
}

/// One attribute in DER, its value as a `UTF8String`: every string type compares alike.
fn attribute(part: &str) -> Option<Vec<u8>> {
    let (kind, value) = kind(part)?;
    let oid = element(tlv::OID, Oid::from(kind).content());
    let value = element(name::UTF8_STRING, bare(value.trim()).as_bytes());
    Some(element(tlv::SEQUENCE, &[oid, value].concat()))
}

/// A value without its quotes and backslashes.
fn bare(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    if let Some(inner) = inner {
        return inner.replace("\"\"", "\"");
    }
    let mut bare = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        bare.push(if character == '\\' { characters.next().unwrap_or('\\') } else { character });
    }
    bare
}

/// One element of DER (X.690 §8.1, §10.1).
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut element = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short) if short < 0x80 => element.push(short),
        _ => {
            let length: Vec<u8> = content.len().to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            // A length in memory has eight octets at the most.
            element.push(0x80 | u8::try_from(length.len()).unwrap_or(8));
            element.extend(length);
        }
    }
    element.extend(content);
    element
}
