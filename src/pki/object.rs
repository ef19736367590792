//! Which of the objects that CAs publish DER holds, by its first elements alone: for URLs that don't say what they serve. A
//! guess by structure, not a decoding: the reader of that kind has the last word.

use super::tlv;

/// `ENUMERATED`: with it an OCSPResponse begins (RFC 6960 §4.2.1).
const ENUMERATED: u8 = 0x0a;

/// `UTCTime` and `GeneralizedTime`.
const TIMES: [u8; 2] = [0x17, 0x18];

/// What a CA publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// A Certificate (RFC 5280 §4.1).
    Certificate,
    /// A CertificateList (§5.1).
    Crl,
    /// An OCSPResponse (RFC 6960 §4.2.1).
    OcspAnswer,
    /// A ContentInfo (RFC 5652 §3): PKCS #7.
    Pkcs7,
}

impl Published {
    /// Looks at the beginning of DER. None where it begins like none of them, or ends before that shows.
    pub fn of(head: &[u8]) -> Option<Self> {
        let inside = open(head, tlv::SEQUENCE)?;
        match *inside.first()? {
            ENUMERATED => Some(Self::OcspAnswer),
            tlv::OID => Some(Self::Pkcs7),
            tlv::SEQUENCE => Self::signed(open(inside, tlv::SEQUENCE)?),
            _ => None,
        }
    }

    /// How many octets the object that begins here says it takes, its header included. None where that does not show, or is
    /// 4 GiB or more.
    pub fn length(head: &[u8]) -> Option<u64> {
        let (_, length, behind) = header(head)?;
        let length = length.checked_add(head.len().checked_sub(behind.len())?)?;
        u64::try_from(length).ok()
    }

    /// A certificate or a CRL, by what is signed. Both begin with version and algorithm, and then differ: a certificate has
    /// a serial between the two, its version in a tag of its own, and a SEQUENCE of times where a CRL has a time.
    fn signed(mut fields: &[u8]) -> Option<Self> {
        match *fields.first()? {
            tag if tag == tlv::constructed(0) => return Some(Self::Certificate),
            tlv::INTEGER => fields = pass(fields)?,
            _ => {}
        }
        let behind_the_issuer = pass(pass(fields)?)?;
        match *behind_the_issuer.first()? {
            tag if TIMES.contains(&tag) => Some(Self::Crl),
            tlv::SEQUENCE => Some(Self::Certificate),
            _ => None,
        }
    }
}

/// What stands behind the header of an element with this tag, as far as it is there: whole or not.
fn open(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let (found, _, behind) = header(bytes)?;
    (found == tag).then_some(behind)
}

/// What stands behind an element.
fn pass(bytes: &[u8]) -> Option<&[u8]> {
    let (_, length, behind) = header(bytes)?;
    behind.get(length..)
}

/// Tag, length and what stands behind them. None where the length is indefinite or has more than four octets.
fn header(bytes: &[u8]) -> Option<(u8, usize, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (octets, behind) = match first {
        0..=0x7f => return Some((tag, usize::from(first), rest)),
        0x81..=0x84 => rest.split_at_checked(usize::from(first & 0x7f))?,
        _ => return None,
    };
    let length = octets.iter().fold(0_u64, |length, &octet| (length << 8) | u64::from(octet));
    Some((tag, usize::try_from(length).ok()?, behind))
}
