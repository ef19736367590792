//! Tag and length of an element whose content may be larger than what is in memory: the outermost SEQUENCE, tbsCertList
//! and the list of entries. Everything smaller is read whole, through [`tlv`](crate::pki::tlv).

use crate::pki::tlv::BadElement;

/// The most octets that tag and length take together: one, one, and four that say up to 4 GiB.
pub(super) const LONGEST: usize = 6;

/// What stands before the content of an element (X.690 §8.1.2, §8.1.3, §10.1).
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    /// How many octets tag and length take.
    pub(super) octets: usize,
    /// How many octets of content follow.
    pub(super) content: u64,
}

impl Header {
    /// The header at the start of these bytes; None where they end before it does.
    ///
    /// # Errors
    /// [`BadElement`] where DER does not permit what stands there, or a length takes more than four octets.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<Self>, BadElement> {
        let [tag, first, rest @ ..] = bytes else { return Ok(None) };
        if tag & 0x1f == 0x1f {
            return Err(BadElement::LongTag);
        }
        let octets = match first {
            0..=0x7f => return Ok(Some(Self { octets: 2, content: u64::from(*first) })),
            0x80 => return Err(BadElement::Indefinite),
            0x81..=0x84 => usize::from(first & 0x7f),
            _ => return Err(BadElement::Length),
        };
        let Some(digits) = rest.get(..octets) else { return Ok(None) };
        let content = digits.iter().fold(0_u64, |length, digit| (length << 8) | u64::from(*digit));
        if digits.first() == Some(&0) || content < 0x80 {
            return Err(BadElement::Length);
        }
        Ok(Some(Self { octets: 2 + octets, content }))
    }
}
