//! A small DER writer (X.690 §10) and the one step of reading that re-signing needs. It writes what is asked, wrong things
//! too: that is what it is for. Not a parser; production code decodes with its own.

use certready::vocabulary::Timestamp;
use time::OffsetDateTime;
use time::macros::format_description;

pub(crate) const SEQUENCE: u8 = 0x30;

/// One element: tag, definite length, content.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    if content.len() < 0x80 {
        out.push(content.len().to_le_bytes()[0]);
    } else {
        let length = content.len().to_be_bytes();
        let digits: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
        out.push(0x80 | digits.len().to_le_bytes()[0]);
        out.extend(digits);
    }
    out.extend_from_slice(content);
    out
}

/// A SEQUENCE of elements that are already encoded.
pub(crate) fn seq<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Vec<u8> {
    tlv(SEQUENCE, &join(parts))
}

/// Elements one after the other.
pub(crate) fn join<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Vec<u8> {
    parts.into_iter().fold(Vec::new(), |mut all, part| {
        all.extend_from_slice(part.as_ref());
        all
    })
}

/// An INTEGER that is not negative.
pub(crate) fn int(value: u64) -> Vec<u8> {
    unsigned(&value.to_be_bytes())
}

/// An INTEGER from the bytes of its magnitude, big-endian; a zero byte is put before a set top bit.
pub(crate) fn unsigned(magnitude: &[u8]) -> Vec<u8> {
    let mut content: Vec<u8> = magnitude.iter().copied().skip_while(|byte| *byte == 0).collect();
    if content.first().is_none_or(|top| *top >= 0x80) {
        content.insert(0, 0);
    }
    tlv(0x02, &content)
}

pub(crate) fn boolean(value: bool) -> Vec<u8> {
    tlv(0x01, &[if value { 0xff } else { 0 }])
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    tlv(0x04, content)
}

/// A BIT STRING of whole bytes.
pub(crate) fn bits(content: &[u8]) -> Vec<u8> {
    tlv(0x03, &join([&[0], content]))
}

pub(crate) fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

pub(crate) fn enumerated(value: u8) -> Vec<u8> {
    tlv(0x0a, &[value])
}

/// An OBJECT IDENTIFIER from its dotted form.
pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
    let mut content = Vec::new();
    for arc in std::iter::once(arcs[0] * 40 + arcs[1]).chain(arcs.iter().skip(2).copied()) {
        let groups = (1..10).find(|groups| arc >> (7 * groups) == 0).unwrap();
        for group in (0..groups).rev() {
            let more = if group == 0 { 0 } else { 0x80 };
            content.push(more | ((arc >> (7 * group)) & 0x7f) as u8);
        }
    }
    tlv(0x06, &content)
}

/// A GeneralizedTime in whole seconds of UTC.
pub(crate) fn generalized_time(at: Timestamp) -> Vec<u8> {
    let format = format_description!("[year][month][day][hour][minute][second]Z");
    tlv(0x18, date_time(at).format(format).unwrap().as_bytes())
}

/// A UTCTime until 2049, a GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5).
pub(crate) fn time(at: Timestamp) -> Vec<u8> {
    let format = format_description!("[year repr:last_two][month][day][hour][minute][second]Z");
    let at_utc = date_time(at);
    if (1950..2050).contains(&at_utc.year()) {
        tlv(0x17, at_utc.format(format).unwrap().as_bytes())
    } else {
        generalized_time(at)
    }
}

/// The instant as the `time` crate has it, in UTC.
pub(crate) fn date_time(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.unix()).unwrap()
}

/// `[n] EXPLICIT`, or an implicit tag around something constructed.
pub(crate) fn context(n: u8, content: &[u8]) -> Vec<u8> {
    tlv(0xa0 | n, content)
}

/// `[n] IMPLICIT` of something primitive.
pub(crate) fn primitive(n: u8, content: &[u8]) -> Vec<u8> {
    tlv(0x80 | n, content)
}

/// One `Extension` (RFC 5280 §4.1): `critical` is left out where false, as DER wants its DEFAULT.
pub(crate) fn extension(dotted: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { boolean(true) } else { Vec::new() };
    seq([oid(dotted), critical, octets(value)])
}

/// The content of an element, and how many bytes the whole element takes.
pub(crate) fn open(element: &[u8]) -> (&[u8], usize) {
    let first = usize::from(element[1]);
    let (head, length) = if first < 0x80 {
        (2, first)
    } else {
        let count = first & 0x7f;
        (2 + count, element[2..2 + count].iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    (&element[head..head + length], head + length)
}

/// The elements within a constructed one, each with its header.
pub(crate) fn children(element: &[u8]) -> Vec<&[u8]> {
    let (mut rest, _) = open(element);
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (_, length) = open(rest);
        found.push(&rest[..length]);
        rest = &rest[length..];
    }
    found
}
