//! The number of a CRL (RFC 5280 §5.2.3): it only ever grows, and so tells which of two CRLs is the later one.

use std::cmp::Ordering;
use std::fmt;

use crate::pki::tlv::{self, BadElement, Elements};

/// The most octets that a CRL number may have (RFC 5280 §5.2.3).
const LONGEST: usize = 20;

/// The most decimal digits that 20 octets come to.
const LONGEST_DECIMAL: usize = 49;

/// A CRL number, or the base's number in a delta CRL indicator (RFC 5280 §5.2.3, §5.2.4).
///
/// Ordered as numbers are. Shown in hexadecimal with `0x`, as OpenSSL shows it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CrlNumber(Box<[u8]>);

/// A number that the profile forbids, and that decides nothing: it is noted, and left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadNumber {
    /// Below zero.
    Negative,
    /// More than 20 octets.
    TooLong,
}

impl CrlNumber {
    /// Reads the value of the extension: one INTEGER.
    ///
    /// # Errors
    /// [`BadElement`] where it is none. A number that RFC 5280 forbids is the inner error.
    pub(super) fn decode(der: &[u8]) -> Result<Result<Self, BadNumber>, BadElement> {
        let mut elements = Elements::of(der);
        let octets = elements.expect(tlv::INTEGER)?.value;
        elements.finish()?;
        let first = octets.first().ok_or(BadElement::Value)?;
        if octets.len() > LONGEST {
            return Ok(Err(BadNumber::TooLong));
        }
        if first & 0x80 != 0 {
            return Ok(Err(BadNumber::Negative));
        }
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        Ok(Ok(Self(octets.get(zeros..).unwrap_or_default().into())))
    }

    /// The number's octets, most significant first, without leading zeros; empty for zero.
    pub const fn octets(&self) -> &[u8] {
        &self.0
    }

    /// Reads decimal digits, as [`Self::decimal`] writes them. None for anything else, and for a number beyond 20 octets.
    pub fn from_decimal(digits: &str) -> Option<Self> {
        if digits.is_empty() || digits.len() > LONGEST_DECIMAL || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // Ten times what is there and the next digit, octet by octet from the least significant one.
        let mut octets = [0_u8; LONGEST];
        for digit in digits.bytes() {
            let mut carry = u16::from(digit - b'0');
            for octet in octets.iter_mut().rev() {
                let value = u16::from(*octet) * 10 + carry;
                *octet = u8::try_from(value & 0xff).unwrap_or(u8::MAX);
                carry = value >> 8;
            }
            if carry != 0 {
                return None;
            }
        }
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        Some(Self(octets.get(zeros..).unwrap_or_default().into()))
    }

    /// The number in decimal digits, as CAs and Windows show it.
    pub fn decimal(&self) -> String {
        // Long division of the octets by ten, one digit for each pass; 20 octets are 49 digits at the most.
        let mut left = self.0.to_vec();
        let mut digits = Vec::new();
        while left.iter().any(|octet| *octet != 0) {
            let mut carry = 0_u16;
            for octet in &mut left {
                let value = (carry << 8) | u16::from(*octet);
                *octet = u8::try_from(value / 10).unwrap_or(u8::MAX);
                carry = value % 10;
            }
            digits.push(char::from_digit(u32::from(carry), 10).unwrap_or('0'));
        }
        if digits.is_empty() { "0".to_owned() } else { digits.iter().rev().collect() }
    }
}

impl Ord for CrlNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for CrlNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for CrlNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("0x00") } else { write!(f, "0x{}", hex::encode_upper(&self.0)) }
    }
}

impl fmt::Debug for CrlNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CrlNumber({self})")
    }
}
