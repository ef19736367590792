//! OpenSSL's `TRUSTED CERTIFICATE`: a certificate with trust settings behind it (`X509_CERT_AUX`, `openssl-x509(1)`,
//! "Trust settings"). Red Hat's `ca-bundle.trust.crt` is made of them, and holds what is distrusted as well.

use super::certificate::{Certificate, NotACertificate};
use super::extensions::known;
use super::oid::Oid;
use super::tlv::{self, BadElement, Elements};

/// A certificate and for what it is an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedCertificate {
    /// The certificate, without the settings.
    pub certificate: Certificate,
    /// The usages for which it is trusted. None: nothing is said, and a self-signed certificate is trusted for all.
    pub trust: Option<Vec<Oid>>,
    /// The usages for which it is rejected; they come first.
    pub reject: Vec<Oid>,
}

/// Bytes that are no certificate with trust settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATrustedCertificate {
    /// The certificate can't be read.
    #[error(transparent)]
    Certificate(#[from] NotACertificate),
    /// The settings behind it can't be read.
    #[error("the trust settings: {0}")]
    Settings(#[from] BadElement),
}

impl TrustedCertificate {
    /// Decodes the content of a PEM block `TRUSTED CERTIFICATE`. The settings may be missing.
    ///
    /// # Errors
    /// [`NotATrustedCertificate`] where either part is not what it should be.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotATrustedCertificate> {
        let mut parts = Elements::of(bytes);
        let certificate = Certificate::decode(parts.expect(tlv::SEQUENCE)?.raw)?;
        let Some(settings) = parts.optional(tlv::SEQUENCE)? else {
            parts.finish()?;
            return Ok(Self { certificate, trust: None, reject: Vec::new() });
        };
        parts.finish()?;
        let mut settings = Elements::of(settings.value);
        let trust = settings.optional(tlv::SEQUENCE)?.map(|list| usages(list.value)).transpose()?;
        let reject = settings.optional(tlv::constructed(0))?.map(|list| usages(list.value)).transpose()?;
        // The alias, the key's identifier and other data behind these say nothing of trust.
        Ok(Self { certificate, trust, reject: reject.unwrap_or_default() })
    }

    /// Whether OpenSSL takes it as an anchor for a server's certificate: not rejected for that, and trusted for it where
    /// there is a list of what it is trusted for (`X509_check_trust(3)`).
    pub fn anchors_servers(&self) -> bool {
        let is_servers = |usage: &Oid| *usage == known::SERVER_AUTH || *usage == known::ANY_EXTENDED_KEY_USAGE;
        let names_servers = |usages: &[Oid]| usages.iter().any(is_servers);
        !names_servers(&self.reject) && self.trust.as_deref().is_none_or(names_servers)
    }
}

/// The object identifiers of a list.
fn usages(list: &[u8]) -> Result<Vec<Oid>, BadElement> {
    let mut elements = Elements::of(list);
    let mut usages = Vec::new();
    while let Some(element) = elements.next()? {
        if element.tag != tlv::OID {
            return Err(BadElement::Tag { expected: tlv::OID, found: element.tag });
        }
        usages.push(Oid::from_content(element.value));
    }
    Ok(usages)
}
