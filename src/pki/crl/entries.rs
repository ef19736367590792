//! The entries of a CRL (RFC 5280 §5.1.2.6, §5.3), walked once: each is checked, counted, and forgotten unless its
//! serial was asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::asked::AskedSerials;
use super::fault::{Part, Why};
use super::reason::Reason;
use crate::pki::general_name::{GeneralName, GeneralNameKind};
use crate::pki::instant::{self, UTC_TIME};
use crate::pki::name::Name;
use crate::pki::oid::Oid;
use crate::pki::serial::Serial;
use crate::pki::tlv::{self, BadElement, Element, Elements};
use crate::vocabulary::Timestamp;

/// The most entries that are kept of those asked for. A serial stands in a CRL once; a CRL that repeats one more often
/// than this is filling our memory, and what is left out is counted.
pub const MOST_FOUND: usize = 1_000;

/// The most unknown critical extensions of entries that are named; one alone makes the CRL unusable.
pub const MOST_UNKNOWN: usize = 16;

/// The most names that one certificateIssuer may have. RFC 5280 §5.3.3 has it hold the issuer's distinguished name; some
/// write a second form of it. Each entry that is kept is compared with all of them, and each is kept in memory.
pub const MOST_ISSUER_NAMES: usize = 64;

/// ENUMERATED (X.680 §8.6, universal 10).
const ENUMERATED: u8 = 0x0a;

/// id-ce-cRLReasons, 2.5.29.21 (RFC 5280 §5.3.1), as content octets, because a million of them are compared.
const REASON: [u8; 3] = [0x55, 0x1d, 0x15];
/// id-ce-invalidityDate, 2.5.29.24 (RFC 5280 §5.3.2).
const INVALIDITY_DATE: [u8; 3] = [0x55, 0x1d, 0x18];
/// id-ce-certificateIssuer, 2.5.29.29 (RFC 5280 §5.3.3).
const CERTIFICATE_ISSUER: [u8; 3] = [0x55, 0x1d, 0x1d];

/// Extensions that hold a reason and nothing else, up to the reason's code, as one number of thirteen octets: what nearly
/// every entry with extensions has.
const REASON_ALONE: u128 = 0x30_0c_30_0a_06_03_55_1d_15_04_03_0a_01;

/// How long such extensions are, in octets.
const REASON_ALONE_LENGTH: usize = 14;

/// An entry whose serial was asked for (RFC 5280 §5.1.2.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedEntry {
    /// The serial as this CRL encodes it.
    pub serial: Serial,
    /// When the CA revoked the certificate, in UTC.
    pub revocation_date: Timestamp,
    /// Why (RFC 5280 §5.3.1). None where the entry does not say, which means unspecified.
    pub reason: Option<Reason>,
    /// Since when the key is thought compromised or the certificate invalid (RFC 5280 §5.3.2), in UTC. None where the
    /// entry does not say.
    pub invalidity_date: Option<Timestamp>,
    /// Whose certificate it is, in an indirect CRL (RFC 5280 §5.3.3): as this entry or the nearest one before it says.
    /// Empty: the CRL issuer's own. Shared by all entries that it holds for.
    pub certificate_issuer: Arc<[GeneralName]>,
}

impl RevokedEntry {
    /// Whether it is of a certificate of this issuer, in a CRL of that one. A certificate issuer that is no name at all
    /// (RFC 5280 §5.3.3 demands one) could be anybody's: it counts for each.
    pub(super) fn is_of(&self, issuer: &Name, crl_issuer: &Name) -> bool {
        let mut names = self.certificate_issuer.iter().filter_map(|name| match name.kind() {
            GeneralNameKind::Directory(name) => Some(name),
            _ => None,
        });
        if self.certificate_issuer.is_empty() {
            return issuer == crl_issuer;
        }
        let first = names.next();
        first.is_none_or(|first| first == issuer) || names.any(|name| name == issuer)
    }
}

/// Whether an entry may have extensions: those of version 2 may (RFC 5280 §5.1.2.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryExtensions {
    Allowed,
    Forbidden,
}

/// An entry that is not as it should be: where it begins in the bytes that were walked, and what is wrong.
pub(super) struct BadEntry {
    pub(super) offset: usize,
    pub(super) problem: Problem,
}

/// What is wrong with an entry.
pub(super) enum Problem {
    Malformed(Part, Why),
    ExtensionsInVersion1,
}

impl From<(Part, Why)> for Problem {
    fn from((part, why): (Part, Why)) -> Self {
        Self::Malformed(part, why)
    }
}

/// What the extensions of one entry say.
#[derive(Default)]
struct Said {
    reason: Option<Reason>,
    invalidity_date: Option<Timestamp>,
}

/// The walk over the entries and what it has met so far.
pub(super) struct Entries {
    asked: AskedSerials,
    extensions: EntryExtensions,
    /// The certificateIssuer in force, in DER; empty before the first one.
    issuer: Vec<u8>,
    /// Its names, once an entry was kept that it holds for.
    issuer_names: Option<Arc<[GeneralName]>>,
    pub(super) count: u64,
    pub(super) found: Vec<RevokedEntry>,
    pub(super) found_beyond: u64,
    pub(super) unknown_critical: BTreeSet<Oid>,
    pub(super) negative_serials: u64,
    pub(super) long_serials: u64,
    pub(super) padded_serials: u64,
    pub(super) with_issuer: u64,
}

impl Entries {
    pub(super) fn new(asked: AskedSerials, extensions: EntryExtensions) -> Self {
        Self {
            asked,
            extensions,
            issuer: Vec::new(),
            issuer_names: None,
            count: 0,
            found: Vec::new(),
            found_beyond: 0,
            unknown_critical: BTreeSet::new(),
            negative_serials: 0,
            long_serials: 0,
            padded_serials: 0,
            with_issuer: 0,
        }
    }

    /// Walks the entries that lie in these bytes in whole, and says how many bytes they take.
    pub(super) fn walk(&mut self, bytes: &[u8]) -> Result<usize, BadEntry> {
        let mut rest = bytes;
        loop {
            while let Some((serial, behind)) = usual(rest, self.extensions)
                && !self.asked.holds(serial)
            {
                self.count += 1;
                rest = behind;
            }
            let bad = |problem| BadEntry { offset: bytes.len() - rest.len(), problem };
            match self.next(rest).map_err(bad)? {
                Some(behind) => rest = behind,
                None => return Ok(bytes.len() - rest.len()),
            }
        }
    }

    /// Reads the first entry of these bytes, whatever it holds, and gives what is behind it. None where no entry lies in them
    /// in whole.
    fn next<'b>(&mut self, bytes: &'b [u8]) -> Result<Option<&'b [u8]>, Problem> {
        let mut entries = Elements::of(bytes);
        match entries.next() {
            Ok(Some(entry)) if entry.tag == tlv::SEQUENCE => {
                self.entry(entry.value)?;
                Ok(Some(entries.rest()))
            }
            Ok(Some(entry)) => {
                let found = BadElement::Tag { expected: tlv::SEQUENCE, found: entry.tag };
                Err(Problem::Malformed(Part::Entry, found.into()))
            }
            Ok(None) | Err(BadElement::Truncated { .. }) => Ok(None),
            Err(other) => Err(Problem::Malformed(Part::Entry, other.into())),
        }
    }

    fn entry(&mut self, content: &[u8]) -> Result<(), Problem> {
        let mut fields = Elements::of(content);
        let serial = fields.expect(tlv::INTEGER).map_err(|bad| (Part::Serial, inside(bad)))?.value;
        self.look_at(serial)?;
        let date = match fields.next().map_err(|bad| (Part::RevocationDate, inside(bad)))? {
            Some(date) if instant::is_time(date.tag, date.value) => date,
            Some(_) => return Err((Part::RevocationDate, Why::NotATime).into()),
            None => return Err((Part::RevocationDate, BadElement::Missing.into()).into()),
        };
        let said = if fields.rest().is_empty() { Said::default() } else { self.extensions(fields.rest())? };
        self.count += 1;
        if self.asked.holds(serial) { self.keep(serial, date, &said) } else { Ok(()) }
    }

    /// Notes what is odd about a serial (RFC 5280 §4.1.2.2).
    fn look_at(&mut self, serial: &[u8]) -> Result<(), Problem> {
        let (first, second) = match serial {
            [] => return Err((Part::Serial, BadElement::Value.into()).into()),
            [only] => (*only, None),
            [first, second, ..] => (*first, Some(*second)),
        };
        self.negative_serials += u64::from(first & 0x80 != 0);
        self.long_serials += u64::from(serial.len() > 20);
        let padded = second.is_some_and(|second| matches!((first, second & 0x80), (0, 0) | (0xff, 0x80)));
        self.padded_serials += u64::from(padded);
        Ok(())
    }

    fn extensions(&mut self, field: &[u8]) -> Result<Said, Problem> {
        if self.extensions == EntryExtensions::Forbidden {
            return Err(Problem::ExtensionsInVersion1);
        }
        self.any_extensions(field).map_err(|why| (Part::EntryExtensions, why).into())
    }

    fn any_extensions(&mut self, field: &[u8]) -> Result<Said, Why> {
        let mut extensions = Elements::inside(field, tlv::SEQUENCE)?;
        if extensions.rest().is_empty() {
            return Err(BadElement::Missing.into());
        }
        let mut said = Said::default();
        let mut issuer = None;
        while let Some(extension) = extensions.next()? {
            let mut parts = Elements::inside(extension.raw, tlv::SEQUENCE)?;
            let oid = parts.expect(tlv::OID)?.value;
            let critical = match parts.optional(tlv::BOOLEAN)?.map(|field| field.value) {
                None | Some([0]) => false,
                Some([_]) => true,
                Some(_) => return Err(BadElement::Value.into()),
            };
            let value = parts.expect(tlv::OCTET_STRING)?.value;
            parts.finish()?;
            let again = if oid == REASON {
                said.reason.replace(reason(value)?).is_some()
            } else if oid == INVALIDITY_DATE {
                said.invalidity_date.replace(invalidity_date(value)?).is_some()
            } else if oid == CERTIFICATE_ISSUER {
                issuer.replace(value).is_some()
            } else {
                if critical && self.unknown_critical.len() < MOST_UNKNOWN {
                    self.unknown_critical.insert(Oid::from_content(oid));
                }
                false
            };
            if again {
                return Err(Why::Repeated);
            }
        }
        if let Some(issuer) = issuer {
            // Only its frame is looked at here; the names are decoded for an entry that is kept.
            if Elements::inside(issuer, tlv::SEQUENCE)?.rest().is_empty() {
                return Err(BadElement::Missing.into());
            }
            self.with_issuer += 1;
            self.issuer_names = None;
            self.issuer.clear();
            self.issuer.extend_from_slice(issuer);
        }
        Ok(said)
    }

    fn keep(&mut self, serial: &[u8], date: Element<'_>, said: &Said) -> Result<(), Problem> {
        if self.found.len() >= MOST_FOUND {
            self.found_beyond += 1;
            return Ok(());
        }
        let certificate_issuer = self.issuer_in_force().map_err(|why| (Part::EntryExtensions, why))?;
        self.found.push(RevokedEntry {
            serial: Serial::from_content(serial),
            revocation_date: instant::timestamp(date.tag, date.value).ok_or((Part::RevocationDate, Why::NotATime))?,
            reason: said.reason,
            invalidity_date: said.invalidity_date,
            certificate_issuer,
        });
        Ok(())
    }

    /// The names of the certificateIssuer in force, decoded once for all the entries that it holds for: each with a copy of
    /// its own would multiply a small CRL into gigabytes.
    fn issuer_in_force(&mut self) -> Result<Arc<[GeneralName]>, Why> {
        if let Some(names) = &self.issuer_names {
            return Ok(Arc::clone(names));
        }
        let names = if self.issuer.is_empty() { Arc::default() } else { names(&self.issuer)?.into() };
        self.issuer_names = Some(Arc::clone(&names));
        Ok(names)
    }
}

/// The serial of the first entry, and what is behind it, where the entry is as nearly all are: an ordinary serial, a
/// UTCTime, and no extensions or a reason alone. None where it is another, is faulty or lies too near to the end: then it is
/// read the long way, which accepts all that this does.
///
/// Measured over a million entries, half of them with a reason and in no order: the long way alone took 39 % of the time, the
/// hashing 46 %. Whether an entry has a reason is nothing that a processor can guess, so both are computed where a branch
/// could be.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator may become the branch that is to be avoided")]
#[inline]
fn usual(bytes: &[u8], allowed: EntryExtensions) -> Option<(&[u8], &[u8])> {
    let [tlv::SEQUENCE, length @ 0..=0x7f, tlv::INTEGER, octets @ 2..=20, after @ ..] = bytes else { return None };
    let (serial, after) = after.split_at_checked(usize::from(*octets))?;
    let (&[UTC_TIME, 13, ref date @ ..], after) = after.split_first_chunk::<15>()? else { return None };
    let extensions = usize::from(*length).checked_sub(2 + serial.len() + 15)?;
    let reason = u128::from_be_bytes(*after.first_chunk()?) >> 24 == REASON_ALONE;
    let reason = reason & (extensions == REASON_ALONE_LENGTH) & (allowed == EntryExtensions::Allowed);
    let [first, second, ..] = serial else { return None };
    // Positive, and without a needless octet.
    let plain = (*first < 0x80) & ((*first != 0) | (*second >= 0x80));
    if !(plain & (reason | (extensions == 0)) && instant::is_time(UTC_TIME, date)) {
        return None;
    }
    Some((serial, after.get(extensions..)?))
}

/// An element that ends behind its entry is no truncated body: the entry is in memory in whole.
fn inside(bad: BadElement) -> Why {
    match bad {
        BadElement::Truncated { .. } => Why::Overruns,
        other => other.into(),
    }
}

/// The value of a reasonCode extension (RFC 5280 §5.3.1).
fn reason(der: &[u8]) -> Result<Reason, BadElement> {
    let mut elements = Elements::of(der);
    let code = elements.expect(ENUMERATED)?.value;
    elements.finish()?;
    let [code] = code else { return Err(BadElement::Value) };
    Ok(Reason::from_code(*code))
}

/// The value of an invalidityDate extension (RFC 5280 §5.3.2): a GeneralizedTime.
fn invalidity_date(der: &[u8]) -> Result<Timestamp, Why> {
    let mut elements = Elements::of(der);
    let date = elements.next()?.ok_or(BadElement::Missing)?;
    elements.finish()?;
    instant::timestamp(date.tag, date.value).ok_or(Why::NotATime)
}

/// The value of a certificateIssuer extension (RFC 5280 §5.3.3): GeneralNames.
fn names(der: &[u8]) -> Result<Vec<GeneralName>, Why> {
    let mut names = Elements::inside(der, tlv::SEQUENCE)?;
    let content = names.rest();
    let mut met = 0;
    while names.next()?.is_some() {
        met += 1;
        if met > MOST_ISSUER_NAMES {
            return Err(Why::TooMany { most: MOST_ISSUER_NAMES });
        }
    }
    Ok(GeneralName::decode_all(content)?)
}
