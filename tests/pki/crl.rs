//! CRLs: real ones at their own times, and each wrong one beside its good twin.

mod boringssl;
mod hostile;
mod reading;
mod real;
mod scope;
mod signature;

use std::collections::BTreeSet;

use certready::pki::Certificate;
use certready::pki::Serial;
use certready::pki::Verified;
use certready::pki::crl::{Body, CrlFault, CrlReading, read_crl, verify_crl};

use super::{fixture, real as issuer};
use crate::common::cert::{Cert, Issued};

/// Reads a CRL and asks for these serials, given as the content octets of their INTEGERs.
fn read_for(der: &[u8], serials: &[&[u8]]) -> Result<CrlReading, CrlFault> {
    let asked: BTreeSet<Serial> = serials.iter().map(|serial| Serial::from_content(serial)).collect();
    read_crl(der, &asked, Body::Digested)
}

/// Reads a CRL and asks for no serial.
fn read(der: &[u8]) -> Result<CrlReading, CrlFault> {
    read_for(der, &[])
}

/// A reading that is verified with this issuer.
fn verified(der: &[u8], serials: &[&[u8]], issuer: &Certificate) -> Verified<CrlReading> {
    verify_crl(&read_for(der, serials).unwrap(), std::slice::from_ref(issuer)).unwrap()
}

/// A serial from its hexadecimal digits.
fn serial(digits: &str) -> Serial {
    Serial::from_content(&hex::decode(digits).unwrap())
}

/// The CA whose CRLs these tests sign.
fn ca() -> Issued {
    Cert::ca("Certready CRL Test CA").self_signed()
}
