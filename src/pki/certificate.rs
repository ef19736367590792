//! A certificate, decoded once and owned (RFC 5280 §4).

use std::sync::Arc;

use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::vocabulary::Fingerprint;

/// A certificate (RFC 5280 §4.1), cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Arc<[u8]>,
    fingerprint: Fingerprint,
}

/// Bytes that are no certificate that we understand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a certificate in DER")]
pub struct NotACertificate;

impl Certificate {
    /// Decodes one certificate in DER.
    ///
    /// # Errors
    /// [`NotACertificate`] where the bytes are not exactly one certificate.
    pub fn decode(der: &[u8]) -> Result<Self, NotACertificate> {
        let (rest, _) = X509Certificate::from_der(der).map_err(|_| NotACertificate)?;
        if !rest.is_empty() {
            return Err(NotACertificate);
        }
        Ok(Self { der: der.into(), fingerprint: Fingerprint::of(der) })
    }

    /// The certificate in DER, as received.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the whole certificate.
    pub const fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}
