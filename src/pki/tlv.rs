//! The elements of a DER structure, one after another, as slices of what was received (X.690 §8.1, §10.1).
//!
//! Not a decoder of values: it keeps the received bytes, because signatures and name comparisons are over those. It
//! takes every tag of one octet, where typed decoders refuse some string types that old names use.

/// `BOOLEAN`.
pub(crate) const BOOLEAN: u8 = 0x01;
/// `INTEGER`.
pub(crate) const INTEGER: u8 = 0x02;
/// `BIT STRING`.
pub(crate) const BIT_STRING: u8 = 0x03;
/// `OCTET STRING`.
pub(crate) const OCTET_STRING: u8 = 0x04;
/// `NULL`.
pub(crate) const NULL: u8 = 0x05;
/// `OBJECT IDENTIFIER`.
pub(crate) const OID: u8 = 0x06;
/// `SEQUENCE` and `SEQUENCE OF`.
pub(crate) const SEQUENCE: u8 = 0x30;
/// `SET` and `SET OF`.
pub(crate) const SET: u8 = 0x31;

/// The tag octet of a context-specific element that holds other elements: `[n]`, explicit or of a structure.
pub(crate) const fn constructed(number: u8) -> u8 {
    0xa0 | number
}

/// The tag octet of a context-specific element that holds a value: `[n] IMPLICIT` of a primitive type.
pub(crate) const fn primitive(number: u8) -> u8 {
    0x80 | number
}

/// One element: tag, length and value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    /// The tag octet.
    pub(crate) tag: u8,
    /// The value, without tag and length.
    pub(crate) value: &'a [u8],
    /// The whole element as received.
    pub(crate) raw: &'a [u8],
}

/// Why the next element can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadElement {
    /// The bytes end inside the element.
    #[error("{missing} more bytes were announced than are there")]
    Truncated {
        /// How many bytes the element lacks, as far as its header tells.
        missing: u64,
    },
    /// An indefinite length: BER, which DER forbids (X.690 §10.1).
    #[error("an indefinite length, which DER forbids")]
    Indefinite,
    /// A length that is not in its shortest form, or has more than four octets.
    #[error("a length that is not in its shortest form")]
    Length,
    /// A tag of several octets: none of the structures that are read here has one.
    #[error("a tag of several octets")]
    LongTag,
    /// Another element stands here.
    #[error("expected tag {expected:#04x}, found {found:#04x}")]
    Tag {
        /// The tag octet that belongs here.
        expected: u8,
        /// The tag octet that stands here.
        found: u8,
    },
    /// Nothing stands here.
    #[error("an element is missing")]
    Missing,
    /// More stands here than belongs.
    #[error("{count} bytes follow the last element")]
    Trailing {
        /// How many bytes.
        count: usize,
    },
    /// The element's value is not one of its type.
    #[error("the value is not one of its type")]
    Value,
}

/// Reads the elements of a value, first to last.
#[derive(Clone, Debug)]
pub(crate) struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Elements<'a> {
    /// The elements that these bytes hold.
    pub(crate) const fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The elements inside the one element that these bytes are, which must have this tag.
    pub(crate) fn inside(bytes: &'a [u8], tag: u8) -> Result<Self, BadElement> {
        let mut outer = Self::of(bytes);
        let element = outer.expect(tag)?;
        outer.finish()?;
        Ok(Self::of(element.value))
    }

    /// What is not read yet.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next element. None at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Element<'a>>, BadElement> {
        let whole = self.rest;
        let Some((&tag, after_tag)) = whole.split_first() else { return Ok(None) };
        if tag & 0x1f == 0x1f {
            return Err(BadElement::LongTag);
        }
        let (length, after_length) = length(after_tag)?;
        let Some((value, rest)) = after_length.split_at_checked(length) else {
            let missing = length.saturating_sub(after_length.len());
            return Err(BadElement::Truncated { missing: u64::try_from(missing).unwrap_or(u64::MAX) });
        };
        self.rest = rest;
        let raw = whole.get(..whole.len().saturating_sub(rest.len())).unwrap_or(whole);
        Ok(Some(Element { tag, value, raw }))
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Element<'a>, BadElement> {
        match self.next()? {
            Some(element) if element.tag == tag => Ok(element),
            Some(element) => Err(BadElement::Tag { expected: tag, found: element.tag }),
            None => Err(BadElement::Missing),
        }
    }

    /// The next element where it has this tag; otherwise it stays unread.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, BadElement> {
        if self.rest.first() == Some(&tag) { self.next() } else { Ok(None) }
    }

    /// Says that nothing may follow.
    pub(crate) const fn finish(&self) -> Result<(), BadElement> {
        if self.rest.is_empty() { Ok(()) } else { Err(BadElement::Trailing { count: self.rest.len() }) }
    }
}

/// Reads the length octets (X.690 §8.1.3, §10.1): definite, in the shortest form, at most four octets behind the first.
fn length(bytes: &[u8]) -> Result<(usize, &[u8]), BadElement> {
    let Some((&first, rest)) = bytes.split_first() else { return Err(BadElement::Truncated { missing: 1 }) };
    match first {
        0..=0x7f => Ok((usize::from(first), rest)),
        0x80 => Err(BadElement::Indefinite),
        0x81..=0x84 => {
            let count = usize::from(first & 0x7f);
            let Some((octets, rest)) = rest.split_at_checked(count) else {
                let missing = count.saturating_sub(rest.len());
                return Err(BadElement::Truncated { missing: u64::try_from(missing).unwrap_or(u64::MAX) });
            };
            let length = octets.iter().fold(0_u64, |length, &octet| (length << 8) | u64::from(octet));
            if octets.first() == Some(&0) || length < 0x80 {
                return Err(BadElement::Length);
            }
            usize::try_from(length).map(|length| (length, rest)).map_err(|_| BadElement::Length)
        }
        _ => Err(BadElement::Length),
    }
}

/// One element around these contents, in DER: the few structures that are written rather than read.
pub(crate) fn element(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let content = contents.concat();
    let mut element = vec![tag];
    let length = content.len().to_be_bytes();
    let zeros = length.iter().take_while(|octet| **octet == 0).count();
    match length.get(zeros..).unwrap_or_default() {
        [] => element.push(0),
        [short @ 0..=0x7f] => element.push(*short),
        digits => {
            // A usize has eight octets at the most.
            element.push(0x80 | u8::try_from(digits.len()).unwrap_or(8));
            element.extend_from_slice(digits);
        }
    }
    element.extend(content);
    element
}

/// The content of a BIT STRING whose last octet is fully used: keys (RFC 5280 §4.1.2.7).
pub(crate) const fn whole_octets(bit_string: &[u8]) -> Result<&[u8], BadElement> {
    match bit_string.split_first() {
        Some((0, octets)) => Ok(octets),
        _ => Err(BadElement::Value),
    }
}

/// The octets of a signature (RFC 5280 §4.1.1.3, §5.1.1.3; RFC 6960 §4.2.1). Every algorithm known here makes whole
/// octets, so that one which ends within an octet verifies with no key. It is well-formed all the same: read as an
/// empty signature it is told as a bad signature, and not as an object that can't be read.
pub(crate) const fn signature_octets(bit_string: &[u8]) -> Result<&[u8], BadElement> {
    match bit_string {
        [unused @ 1..=7, .., last] if last.trailing_zeros() >= u32::from_le_bytes([*unused, 0, 0, 0]) => Ok(&[]),
        _ => whole_octets(bit_string),
    }
}
