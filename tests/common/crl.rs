//! CRLs of the test PKI, written in DER by hand: the good one, and every wrong one (RFC 5280 §5).

use std::sync::Arc;

use certready::vocabulary::Timestamp;

use super::cert::Issued;
use super::der;
use super::key::{Algorithm, Key};
use super::pki::day;

/// A CRL to be signed. Unless told otherwise: v2, thisUpdate yesterday, nextUpdate in six days, number 1, with an
/// authority key identifier, full (no issuing distribution point), empty, signed by its issuer as its key usually does.
#[derive(Clone)]
pub(crate) struct Crl {
    version: Option<u64>,
    issuer: Vec<u8>,
    key: Arc<Key>,
    algorithm: Algorithm,
    outer: Option<Vec<u8>>,
    this_update: Vec<u8>,
    next_update: Option<Vec<u8>>,
    entries: Vec<u8>,
    key_id: Option<Vec<u8>>,
    number: Option<Vec<u8>>,
    extensions: Vec<Vec<u8>>,
}

impl Crl {
    /// A CRL of this CA.
    pub(crate) fn by(issuer: &Issued) -> Self {
        Self {
            version: Some(1),
            issuer: issuer.subject(),
            key: issuer.shared_key(),
            algorithm: issuer.key().usual(),
            outer: None,
            this_update: der::time(day(-1)),
            next_update: Some(der::time(day(6))),
            entries: Vec::new(),
            key_id: Some(issuer.key_id()),
            number: Some(der::int(1)),
            extensions: Vec::new(),
        }
    }

    pub(crate) fn this_update(mut self, at: Timestamp) -> Self {
        self.this_update = der::time(at);
        self
    }

    pub(crate) fn next_update(mut self, at: Timestamp) -> Self {
        self.next_update = Some(der::time(at));
        self
    }

    /// No nextUpdate: RFC 5280 §5.1.2.5 forbids that, and CAs did it.
    pub(crate) fn no_next_update(mut self) -> Self {
        self.next_update = None;
        self
    }

    pub(crate) fn number(mut self, number: u64) -> Self {
        self.number = Some(der::int(number));
        self
    }

    pub(crate) fn no_number(mut self) -> Self {
        self.number = None;
        self
    }

    pub(crate) fn no_key_id(mut self) -> Self {
        self.key_id = None;
        self
    }

    /// A v1 CRL: no version field and no extensions.
    pub(crate) fn version_1(mut self) -> Self {
        self.version = None;
        self.number = None;
        self.key_id = None;
        self
    }

    /// One entry without a reason. `serial` as [`Issued::serial`] gives it, or any content bytes of an INTEGER.
    pub(crate) fn revoke(self, serial: &[u8], on: Timestamp) -> Self {
        self.entry(serial, on, &[])
    }

    /// One entry with a reasonCode (RFC 5280 §5.3.1): 1 keyCompromise, 6 certificateHold, 8 removeFromCRL …
    pub(crate) fn revoke_for(self, serial: &[u8], on: Timestamp, reason: u8) -> Self {
        let reason = der::extension("2.5.29.21", false, &der::enumerated(reason));
        self.entry(serial, on, &der::seq([reason]))
    }

    /// One entry with these crlEntryExtensions: a whole SEQUENCE in DER, or nothing.
    pub(crate) fn entry(mut self, serial: &[u8], on: Timestamp, extensions: &[u8]) -> Self {
        self.entries.extend(der::seq([&der::tlv(0x02, serial), &der::time(on), extensions]));
        self
    }

    /// So many entries more, with serial numbers of 16 bytes that no certificate of the test PKI bears.
    pub(crate) fn many(mut self, count: u32) -> Self {
        let on = der::time(day(-100));
        // One entry whose serial number is counted up in its place, behind two heads of two bytes: a million are made at once.
        let mut entry = der::seq([&der::tlv(0x02, &[0x11; 16]), &on]);
        for at in 0..count {
            entry[16..20].copy_from_slice(&at.to_be_bytes());
            self.entries.extend_from_slice(&entry);
        }
        self
    }

    /// A critical issuing distribution point (RFC 5280 §5.2.5) with these URLs as one full name.
    pub(crate) fn distribution_point(self, urls: &[&str]) -> Self {
        self.issuing(&[&full_name(urls)])
    }

    /// A critical issuing distribution point with these fields, each in DER: [`full_name`], or
    /// `der::primitive(1, &[0xff])` for onlyContainsUserCerts, 2 for onlyContainsCACerts, 4 for indirectCRL …
    pub(crate) fn issuing(self, fields: &[&[u8]]) -> Self {
        self.extension("2.5.29.28", true, &der::seq(fields))
    }

    /// A delta CRL (RFC 5280 §5.2.4) on this base.
    pub(crate) fn delta_of(self, base: u64) -> Self {
        self.extension("2.5.29.27", true, &der::int(base))
    }

    /// One more crlExtension, its value in DER.
    pub(crate) fn extension(mut self, dotted: &str, critical: bool, value: &[u8]) -> Self {
        self.extensions.push(der::extension(dotted, critical, value));
        self
    }

    /// Another issuer's name on it; the key stays.
    pub(crate) fn issuer_name(mut self, of: &Issued) -> Self {
        self.issuer = of.subject();
        self
    }

    /// Another signer's key; the name stays.
    pub(crate) fn signed_by(mut self, signer: &Issued) -> Self {
        self.key = signer.shared_key();
        self.algorithm = self.key.usual();
        self
    }

    /// Another algorithm than the key's usual one, inside and outside.
    pub(crate) fn signed_with(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// Another algorithm in signatureAlgorithm than in tbsCertList.signature (RFC 5280 §5.1.1.2 forbids it). The signature
    /// itself holds under the inner one.
    pub(crate) fn outer_algorithm(mut self, algorithm: Algorithm) -> Self {
        self.outer = Some(algorithm.identifier());
        self
    }

    /// The whole CRL, signed.
    pub(crate) fn der(&self) -> Vec<u8> {
        let identifier = self.algorithm.identifier();
        let mut extensions = self.extensions.clone();
        extensions.extend(self.key_id.as_ref().map(|id| {
            let value = der::seq([der::primitive(0, id)]);
            der::extension("2.5.29.35", false, &value)
        }));
        extensions.extend(self.number.as_ref().map(|number| der::extension("2.5.29.20", false, number)));
        let tbs = der::seq([
            self.version.map(der::int).unwrap_or_default(),
            identifier.clone(),
            self.issuer.clone(),
            self.this_update.clone(),
            self.next_update.clone().unwrap_or_default(),
            if self.entries.is_empty() { Vec::new() } else { der::tlv(der::SEQUENCE, &self.entries) },
            if extensions.is_empty() { Vec::new() } else { der::context(0, &der::seq(extensions)) },
        ]);
        let signature = der::bits(&self.key.sign(self.algorithm, &tbs));
        der::seq([tbs, self.outer.clone().unwrap_or(identifier), signature])
    }
}

/// `distributionPoint [0] { fullName [0] { uniformResourceIdentifier [6] … } }`.
pub(crate) fn full_name(urls: &[&str]) -> Vec<u8> {
    let names = der::join(urls.iter().map(|url| der::primitive(6, url.as_bytes())));
    der::context(0, &der::context(0, &names))
}
