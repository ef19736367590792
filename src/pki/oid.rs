//! Object identifiers, as received: shown dotted, compared by their octets (X.690 §8.19).

use std::fmt;

use der::asn1::ObjectIdentifier;

/// An object identifier. Any length can be held, so that an unknown one is named rather than refused.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(Box<[u8]>);

impl Oid {
    /// An identifier from the content octets of its encoding, without tag and length.
    pub fn from_content(octets: &[u8]) -> Self {
        Self(octets.into())
    }

    /// The content octets.
    pub const fn content(&self) -> &[u8] {
        &self.0
    }
}

impl PartialEq<ObjectIdentifier> for Oid {
    fn eq(&self, known: &ObjectIdentifier) -> bool {
        *self.0 == *known.as_bytes()
    }
}

impl From<ObjectIdentifier> for Oid {
    fn from(known: ObjectIdentifier) -> Self {
        Self(known.as_bytes().into())
    }
}

impl fmt::Display for Oid {
    /// Dotted; octets that are no well-formed identifier, or have an arc above 2^64, as `#` and hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match arcs(&self.0) {
            Some(arcs) => f.write_str(&arcs.iter().map(u64::to_string).collect::<Vec<_>>().join(".")),
            None => write!(f, "#{}", hex::encode(self.0.iter().take(64).copied().collect::<Vec<_>>())),
        }
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

fn arcs(octets: &[u8]) -> Option<Vec<u64>> {
    let mut arcs = Vec::new();
    let mut arc = 0_u64;
    let mut open = true;
    for &octet in octets {
        arc = arc.checked_mul(0x80)?.checked_add(u64::from(octet & 0x7f))?;
        open = octet & 0x80 != 0;
        if open {
            continue;
        }
        if arcs.is_empty() {
            let first = (arc / 40).min(2);
            arcs.extend([first, arc - first * 40]);
        } else {
            arcs.push(arc);
        }
        arc = 0;
    }
    (!open && octets.len() <= 64).then_some(arcs)
}
