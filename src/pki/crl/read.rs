//! Reads a CRL of any size in one pass and in constant memory: what it says, the entries that were asked for, and the
//! digest that its signature is over. The order is that of the bytes (RFC 5280 §5.1).

use std::io::Read;

use aws_lc_rs::digest;

use super::asked::AskedSerials;
use super::entries::{BadEntry, Entries, EntryExtensions, Problem};
use super::extensions::CrlExtensions;
use super::fault::{CrlFault, Part, Why};
use super::header::{self, Header};
use super::window::{Sink, WINDOW, Window, count};
use super::{Body, CrlOddity, CrlReading, CrlVersion, Signed};
use crate::pki::algorithm::{Scheme, SignatureAlgorithm};
use crate::pki::instant::{self, GENERALIZED_TIME, UTC_TIME};
use crate::pki::name::Name;
use crate::pki::tlv::{self, BadElement, Elements};
use crate::vocabulary::Timestamp;

/// How much of tbsCertList is looked at to learn its version and signature algorithm, which must be known before its
/// first byte is hashed. The longest real one, RSASSA-PSS with all its parameters, takes 72 bytes.
const HEAD: usize = 4 * 1024;

/// Reads one CRL (RFC 5280 §5.1) in DER, and keeps of its entries those whose serial is asked for.
///
/// Memory is 64 KiB and what is kept, whatever the size; an algorithm without a prehash (Ed25519) adds up to 16 MiB.
/// Nothing is verified: that is `verify_crl`. Bytes behind the CRL are counted, and are part of the body's digest.
///
/// # Errors
/// [`CrlFault`]: what can't be read, and at which byte.
pub fn read_crl(input: impl Read, asked: impl Into<AskedSerials>, body: Body) -> Result<CrlReading, CrlFault> {
    let body = match body {
        Body::Digested => Some(digest::Context::new(&digest::SHA256)),
        Body::NotDigested => None,
    };
    Walk { window: Window::new(input, body) }.certificate_list(asked.into())
}

/// The window, walked part by part. Ends are offsets in the body.
struct Walk<R> {
    window: Window<R>,
}

/// What stands before the issuer.
struct Head {
    version: CrlVersion,
    algorithm: SignatureAlgorithm,
    /// tbsCertList.signature as received.
    algorithm_der: Vec<u8>,
    /// The end of tbsCertList.
    end: u64,
}

impl<R: Read> Walk<R> {
    fn certificate_list(mut self, asked: AskedSerials) -> Result<CrlReading, CrlFault> {
        let first = self.window.at_least(1)?.first().copied().unwrap_or_default();
        if first != tlv::SEQUENCE {
            return Err(CrlFault::NotASequence { first });
        }
        let outer = self.header(Part::CertificateList, tlv::SEQUENCE, u64::MAX)?;
        let outer_end = outer.content + count(outer.octets);
        self.window.announce(outer_end);
        self.window.take(outer.octets);

        let head = self.head(outer_end)?;
        let issuer = self.issuer(head.end)?;
        let this_update = self.time(Part::ThisUpdate, head.end)?;
        let next_update = match self.next_tag(head.end)? {
            Some(UTC_TIME | GENERALIZED_TIME) => Some(self.time(Part::NextUpdate, head.end)?),
            _ => None,
        };
        let entries = self.entries(asked.clone(), &head)?;
        let extensions = self.extensions(&head)?;
        self.ends(Part::TbsCertList, head.end)?;
        let signed = self.signed();

        let outer_algorithm = self.whole(Part::SignatureAlgorithm, tlv::SEQUENCE, outer_end)?;
        if outer_algorithm != head.algorithm_der {
            let (inner, outer) = (hex::encode(&head.algorithm_der), hex::encode(&outer_algorithm));
            return Err(CrlFault::AlgorithmsDiffer { inner, outer });
        }
        let signature = self.signature(outer_end)?;
        self.ends(Part::CertificateList, outer_end)?;
        let (trailing, sha256) = self.window.drain()?;

        let oddities = CrlOddity::noticed(&entries, &extensions);
        let mut unknown_critical = extensions.unknown_critical;
        unknown_critical.dedup();
        Ok(CrlReading {
            version: head.version,
            algorithm: head.algorithm,
            issuer,
            this_update,
            next_update,
            number: extensions.number,
            completeness: extensions.completeness,
            authority: extensions.authority,
            issuing_point: extensions.issuing_point,
            freshest: extensions.freshest,
            unknown_critical,
            unknown_critical_of_entries: entries.unknown_critical.into_iter().collect(),
            entries: entries.count,
            entries_with_issuer: entries.with_issuer,
            found: entries.found,
            found_beyond: entries.found_beyond,
            oddities,
            length: outer_end,
            trailing,
            sha256,
            asked,
            signed,
            signature,
        })
    }

    /// Reads the header of tbsCertList, the version and the algorithm, and sees to it that all of tbsCertList, from its
    /// own header on, is hashed (or kept) as that algorithm needs.
    fn head(&mut self, outer_end: u64) -> Result<Head, CrlFault> {
        let at = self.window.at();
        let header = self.header(Part::TbsCertList, tlv::SEQUENCE, outer_end)?;
        let end = at + count(header.octets) + header.content;
        let looked_at = usize::try_from(header.content).unwrap_or(HEAD).min(HEAD);
        let seen = self.window.at_least(header.octets + looked_at)?;
        let content = seen.get(header.octets..header.octets + looked_at).unwrap_or_default();

        let mut fields = Elements::of(content);
        let at = at + count(header.octets);
        let part = |part| move |bad| CrlFault::Malformed { part, at, why: within(bad, HEAD) };
        let version = match fields.optional(tlv::INTEGER).map_err(part(Part::Version))?.map(|field| field.value) {
            None => CrlVersion::V1,
            Some([1]) => CrlVersion::V2,
            Some(other) => return Err(CrlFault::UnsupportedVersion(other.iter().take(8).copied().collect())),
        };
        let algorithm_der = fields.expect(tlv::SEQUENCE).map_err(part(Part::Signature))?.raw.to_vec();
        let algorithm = SignatureAlgorithm::decode(&algorithm_der).map_err(part(Part::Signature))?;
        let taken = header.octets + content.len() - fields.rest().len();

        self.window.pour(match algorithm.scheme().map(Scheme::digest_algorithm) {
            Ok(Some(digest)) => Sink::Hashed(digest::Context::new(digest)),
            Ok(None) => Sink::Kept(Vec::new()),
            Err(_) => Sink::Nothing,
        });
        self.window.take(taken);
        Ok(Head { version, algorithm, algorithm_der, end })
    }

    fn issuer(&mut self, end: u64) -> Result<Name, CrlFault> {
        let at = self.window.at();
        let der = self.whole(Part::Issuer, tlv::SEQUENCE, end)?;
        let malformed = |why| CrlFault::Malformed { part: Part::Issuer, at, why };
        let name = Name::decode(&der).map_err(|bad| malformed(bad.into()))?;
        // RFC 5280 §5.1.2.3: the issuer field must contain a non-empty name.
        if name.is_empty() { Err(malformed(BadElement::Missing.into())) } else { Ok(name) }
    }

    fn time(&mut self, part: Part, end: u64) -> Result<Timestamp, CrlFault> {
        let at = self.window.at();
        let tag = self.next_tag(end)?;
        let not_a_time = CrlFault::Malformed { part, at, why: Why::NotATime };
        let Some(tag @ (UTC_TIME | GENERALIZED_TIME)) = tag else {
            let found = tag.map_or(BadElement::Missing, |found| BadElement::Tag { expected: UTC_TIME, found });
            return Err(CrlFault::Malformed { part, at, why: found.into() });
        };
        let der = self.whole(part, tag, end)?;
        // A time of the profile is 13 or 15 octets, so its header has two.
        der.get(2..).and_then(|content| instant::timestamp(tag, content)).ok_or(not_a_time)
    }

    /// The list of entries, where there is one.
    fn entries(&mut self, asked: AskedSerials, head: &Head) -> Result<Entries, CrlFault> {
        let mut entries = Entries::new(
            asked,
            match head.version {
                CrlVersion::V1 => EntryExtensions::Forbidden,
                CrlVersion::V2 => EntryExtensions::Allowed,
            },
        );
        if self.next_tag(head.end)? != Some(tlv::SEQUENCE) {
            return Ok(entries);
        }
        let list = self.header(Part::RevokedCertificates, tlv::SEQUENCE, head.end)?;
        self.window.take(list.octets);
        let end = self.window.at() + list.content;
        if list.content == 0 {
            return Err(CrlFault::EmptyList);
        }
        while self.window.at() < end {
            let at = self.window.at();
            let seen = up_to(self.window.seen(), end - at);
            let (whole, all) = (seen.len(), count(seen.len()) == end - at);
            let walked = entries.walk(seen).map_err(|bad| fault_of(&bad, at))?;
            self.window.take(walked);
            if walked == 0 {
                let why = if all {
                    Why::Overruns
                } else if whole == WINDOW {
                    Why::TooLong { most: count(WINDOW) }
                } else {
                    self.window.more()?;
                    continue;
                };
                return Err(CrlFault::Malformed { part: Part::Entry, at, why });
            }
        }
        Ok(entries)
    }

    /// crlExtensions, where there are any.
    fn extensions(&mut self, head: &Head) -> Result<CrlExtensions, CrlFault> {
        let at = self.window.at();
        if self.next_tag(head.end)? != Some(tlv::constructed(0)) {
            return Ok(CrlExtensions::default());
        }
        let der = self.whole(Part::Extensions, tlv::constructed(0), head.end)?;
        if head.version == CrlVersion::V1 {
            return Err(CrlFault::ExtensionsInVersion1);
        }
        let malformed = |bad: BadElement| CrlFault::Malformed { part: Part::Extensions, at, why: bad.into() };
        let inner = Elements::inside(&der, tlv::constructed(0)).map_err(malformed)?;
        CrlExtensions::decode(inner.rest(), at)
    }

    /// What the signature is over, now that all of tbsCertList has gone by.
    fn signed(&mut self) -> Signed {
        match self.window.pour(Sink::Nothing) {
            Sink::Hashed(context) => Signed::Digest(context.finish()),
            Sink::Kept(message) => Signed::Message(message.into()),
            Sink::TooMany => Signed::TooLong,
            Sink::Nothing => Signed::Unknown,
        }
    }

    fn signature(&mut self, end: u64) -> Result<Vec<u8>, CrlFault> {
        let at = self.window.at();
        let der = self.whole(Part::SignatureValue, tlv::BIT_STRING, end)?;
        let malformed = |bad: BadElement| CrlFault::Malformed { part: Part::SignatureValue, at, why: bad.into() };
        let bits = Elements::inside(&der, tlv::BIT_STRING).map_err(malformed)?;
        Ok(tlv::signature_octets(bits.rest()).map_err(malformed)?.to_vec())
    }

    /// The tag of the next element; None at the end of what holds it.
    fn next_tag(&mut self, end: u64) -> Result<Option<u8>, CrlFault> {
        if self.window.at() >= end {
            return Ok(None);
        }
        Ok(self.window.at_least(1)?.first().copied())
    }

    /// The header of the next element, which must have this tag and end where `end` is or before. It is not taken.
    fn header(&mut self, part: Part, tag: u8, end: u64) -> Result<Header, CrlFault> {
        let at = self.window.at();
        let malformed = |why| CrlFault::Malformed { part, at, why };
        match self.next_tag(end)? {
            Some(found) if found != tag => return Err(malformed(BadElement::Tag { expected: tag, found }.into())),
            Some(_) => {}
            None => return Err(malformed(BadElement::Missing.into())),
        }
        loop {
            let seen = up_to(self.window.seen(), end - at);
            match Header::read(seen).map_err(|bad| malformed(bad.into()))? {
                Some(header) if count(header.octets) + header.content > end - at => {
                    return Err(malformed(Why::Overruns));
                }
                Some(header) => return Ok(header),
                None if count(seen.len()) == end - at || seen.len() >= header::LONGEST => {
                    return Err(malformed(Why::Overruns));
                }
                None => self.window.more()?,
            }
        }
    }

    /// The next element as received, header included, which must have this tag and fit into the window.
    fn whole(&mut self, part: Part, tag: u8, end: u64) -> Result<Vec<u8>, CrlFault> {
        let at = self.window.at();
        let header = self.header(part, tag, end)?;
        let length = usize::try_from(header.content).ok().and_then(|content| content.checked_add(header.octets));
        let Some(length) = length.filter(|length| *length <= WINDOW) else {
            return Err(CrlFault::Malformed { part, at, why: Why::TooLong { most: count(WINDOW) } });
        };
        let der = self.window.at_least(length)?.get(..length).unwrap_or_default().to_vec();
        self.window.take(length);
        Ok(der)
    }

    /// Says that nothing may stand between here and the end of what was read last.
    fn ends(&self, part: Part, end: u64) -> Result<(), CrlFault> {
        let at = self.window.at();
        if at == end {
            return Ok(());
        }
        let count = usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX);
        Err(CrlFault::Malformed { part, at, why: BadElement::Trailing { count }.into() })
    }
}

/// The first `most` of these bytes.
fn up_to(bytes: &[u8], most: u64) -> &[u8] {
    usize::try_from(most).ok().and_then(|most| bytes.get(..most)).unwrap_or(bytes)
}

/// An element that ends behind the part of tbsCertList that is looked at.
fn within(bad: BadElement, most: usize) -> Why {
    match bad {
        BadElement::Truncated { .. } => Why::TooLong { most: count(most) },
        other => other.into(),
    }
}

/// The fault of an entry in bytes that began at this offset.
fn fault_of(bad: &BadEntry, at: u64) -> CrlFault {
    match bad.problem {
        Problem::Malformed(part, why) => CrlFault::Malformed { part, at: at + count(bad.offset), why },
        Problem::ExtensionsInVersion1 => CrlFault::ExtensionsInVersion1,
    }
}
