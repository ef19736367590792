//! Certificate revocation lists (RFC 5280 §5): read in one pass whatever their size, verified over the digest that was
//! computed on the way, and asked whether they speak for a certificate and are fresh.
//!
//! `window` and `header` show the bytes, `read` walks them, `entries` and `extensions` say what they mean; `verify` makes
//! a reading a [`Verified`](crate::pki::Verified) one, and only then can `scope` be asked, with `point` to compare names. Whether a stale or an
//! out-of-scope CRL matters is not decided here.

mod asked;
mod entries;
mod extensions;
mod fault;
mod header;
mod number;
mod point;
mod read;
mod reason;
mod scope;
mod verify;
mod window;

use std::sync::Arc;

use aws_lc_rs::digest;

pub use asked::AskedSerials;
pub use entries::{MOST_FOUND, MOST_ISSUER_NAMES, MOST_UNKNOWN, RevokedEntry};
pub use extensions::{Completeness, Issuers, IssuingDistributionPoint, Kind};
pub use fault::{CrlFault, Part, Why};
pub use number::{BadNumber, CrlNumber};
pub use read::read_crl;
pub use reason::Reason;
pub(crate) use scope::scope_of_delta;
pub use scope::{OutOfScope, Scope, UnsupportedCrl, scope_for, scope_for_unseen, scope_of_url};
pub use verify::{CrlSignatureFault, NotEntitled, verify_crl, verify_crl_of_anchor};
pub use window::LONGEST_KEPT;

use super::algorithm::SignatureAlgorithm;
use super::certificate::Certificate;
use super::extensions::AuthorityKeyId;
use super::general_name::{DistributionPoint, DistributionPointName};
use super::name::Name;
use super::oid::Oid;
use super::serial::Serial;
use crate::vocabulary::{Digest, Timestamp};
use entries::Entries;
use extensions::CrlExtensions;

/// Whether the whole body is hashed beside what is signed. That costs as much again as reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// The reading names the body's SHA-256.
    Digested,
    /// It does not: the body is named elsewhere already, or its name is not needed.
    NotDigested,
}

/// The version of a CRL (RFC 5280 §5.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrlVersion {
    /// Version 1: the field is absent, and there are no extensions. The profile no longer has it; some CAs still do.
    V1,
    /// Version 2.
    V2,
}

/// What the signature is over.
#[derive(Clone, Debug)]
enum Signed {
    /// The digest of tbsCertList.
    Digest(digest::Digest),
    /// tbsCertList itself, shared, because a reading is cloned for each candidate that it is verified with.
    Message(Arc<[u8]>),
    /// tbsCertList, which was longer than is kept.
    TooLong,
    /// The algorithm is unknown, so nothing was hashed.
    Unknown,
}

/// What a CRL says, and what was asked of it. Read, and not verified: see [`Verified`](crate::pki::Verified).
#[derive(Clone, Debug)]
pub struct CrlReading {
    /// Its version.
    pub version: CrlVersion,
    /// The algorithm of its signature, the same inside and outside of what is signed.
    pub algorithm: SignatureAlgorithm,
    /// Who issued the CRL (RFC 5280 §5.1.2.3).
    pub issuer: Name,
    /// When it was issued (§5.1.2.4), in UTC.
    pub this_update: Timestamp,
    /// When the next one is issued at the latest (§5.1.2.5), in UTC. None: the CRL does not say, against the profile.
    pub next_update: Option<Timestamp>,
    /// Its number (§5.2.3). None: it does not say, or says what the profile forbids ([`CrlOddity::Number`]).
    pub number: Option<CrlNumber>,
    /// Whether it stands alone, or is a delta to another one (§5.2.4).
    pub completeness: Completeness,
    /// Which key signed it, as it says itself (§5.2.1); all fields empty where it does not say.
    pub authority: AuthorityKeyId,
    /// Which certificates it speaks for (§5.2.5). None: all of its issuer's.
    pub issuing_point: Option<IssuingDistributionPoint>,
    /// Where its deltas are published (§5.2.6). Empty: nowhere.
    pub freshest: Vec<DistributionPoint>,
    /// Critical extensions of the CRL that are not known here: it can't be used (§5.2).
    pub unknown_critical: Vec<Oid>,
    /// Critical extensions of entries that are not known here, sixteen at most: it can't be used (§5.3).
    pub unknown_critical_of_entries: Vec<Oid>,
    /// How many entries it has.
    pub entries: u64,
    /// How many of them name a certificate issuer (§5.3.3), as only an indirect CRL may.
    pub entries_with_issuer: u64,
    /// The entries whose serials were asked for, in the order of the CRL, repeated ones too.
    pub found: Vec<RevokedEntry>,
    /// How many more of those there are than are kept.
    pub found_beyond: u64,
    /// What the profile forbids and what hinders nothing.
    pub oddities: Vec<CrlOddity>,
    /// The length of the CRL in bytes.
    pub length: u64,
    /// How many bytes follow it in the body.
    pub trailing: u64,
    /// SHA-256 of the whole body, what follows the CRL included. None where it was not asked for.
    pub sha256: Option<Digest>,
    asked: AskedSerials,
    signed: Signed,
    signature: Vec<u8>,
}

/// What a CRL says about one serial of its issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// It was not among the serials asked for when the CRL was read, or more entries with it stand there than are kept: so
    /// nothing is known.
    NotAsked,
    /// No entry has it.
    NotListed,
    /// An entry has it. Where it is listed more than once, the last one that revokes: removeFromCRL is for an entry of another
    /// CRL (RFC 5280 §5.3.1), and takes back none of the same one.
    Listed(&'a RevokedEntry),
}

impl CrlReading {
    /// What the CRL says about this serial of its own issuer. It means something only of a verified CRL that is in scope.
    pub fn lookup(&self, serial: &Serial) -> Lookup<'_> {
        self.lookup_by(serial, &self.issuer)
    }

    /// What the CRL says about this certificate, by its serial and its issuer: in an indirect CRL two issuers may have
    /// given the same serial (RFC 5280 §5.3.3). It means something only of a verified CRL that is in scope.
    pub fn lookup_of(&self, certificate: &Certificate) -> Lookup<'_> {
        self.lookup_by(certificate.serial(), certificate.issuer())
    }

    /// Where its deltas are published (§5.2.6): every full name of every point, as a report shows it.
    pub fn freshest_places(&self) -> impl Iterator<Item = String> {
        let names = self.freshest.iter().filter_map(|point| point.name.as_ref());
        names.flat_map(DistributionPointName::full).map(ToString::to_string)
    }

    fn lookup_by(&self, serial: &Serial, issuer: &Name) -> Lookup<'_> {
        if !self.asked.holds(serial.content()) {
            return Lookup::NotAsked;
        }
        let same =
            |entry: &&RevokedEntry| entry.serial.number() == serial.number() && entry.is_of(issuer, &self.issuer);
        let revokes = |entry: &RevokedEntry| entry.reason != Some(Reason::RemoveFromCrl);
        let listed = || self.found.iter().rev().filter(same);
        match listed().find(|entry| revokes(entry)) {
            Some(entry) => Lookup::Listed(entry),
            None if self.found_beyond > 0 => Lookup::NotAsked,
            None => listed().next().map_or(Lookup::NotListed, Lookup::Listed),
        }
    }
}

/// Something that RFC 5280 forbids and that hinders nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrlOddity {
    /// So many serials are negative (§4.1.2.2).
    NegativeSerials(u64),
    /// So many serials have more than 20 octets (§4.1.2.2).
    LongSerials(u64),
    /// So many serials have a needless first octet (X.690 §8.3.2).
    PaddedSerials(u64),
    /// The CRL number is not as §5.2.3 has it.
    Number(BadNumber),
}

impl CrlOddity {
    fn noticed(entries: &Entries, extensions: &CrlExtensions) -> Vec<Self> {
        let counted = [
            (entries.negative_serials, Self::NegativeSerials(entries.negative_serials)),
            (entries.long_serials, Self::LongSerials(entries.long_serials)),
            (entries.padded_serials, Self::PaddedSerials(entries.padded_serials)),
        ];
        let noticed = counted.into_iter().filter(|(times, _)| *times > 0).map(|(_, oddity)| oddity);
        noticed.chain(extensions.bad_number.map(Self::Number)).collect()
    }
}
