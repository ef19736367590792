//! Certificates out of a file or a body, whatever it is: DER, PEM or certs-only PKCS #7. Never all or nothing.

use super::certificate::{Certificate, NotACertificate};
use super::looks::Looks;
use super::pem::{self, BadBlock, PemBlock};
use super::pkcs7::{self, More, NotSignedData};
use super::tlv;
use crate::vocabulary::Shown;

/// The most certificates, and the most errors, that are taken out of one file. The largest trust store that systems ship
/// has under 500 roots; a host's own bundle may hold a company's history.
pub const MOST_CERTIFICATES: usize = 10_000;

/// What was found in a file or a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The certificates, in the order of the file. One that stands twice is here twice.
    pub items: Vec<Certificate>,
    /// What could not be read, each with its place.
    pub errors: Vec<BundleError>,
    /// How it is written. None where it is none of the forms that hold certificates.
    pub encoding: Option<BundleEncoding>,
}

/// How certificates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleEncoding {
    /// One certificate in DER.
    Der,
    /// Blocks of PEM.
    Pem,
    /// A SignedData in DER, without PEM around it.
    Pkcs7,
}

/// Something in a bundle that is no certificate, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct BundleError {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    #[source]
    pub fault: BundleFault,
}

/// A place in a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The whole.
    Whole,
    /// The block of PEM that begins in this line, from 1.
    Line(usize),
    /// The certificate of a PKCS #7 with this number, from 1.
    Member(usize),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole => f.write_str("the whole"),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Member(number) => write!(f, "certificate {number}"),
        }
    }
}

/// What is wrong with a part of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// No certificate that we understand.
    #[error("not a certificate: {0}")]
    Certificate(#[from] NotACertificate),
    /// A block that can't be read.
    #[error("{label}: {why}")]
    Block {
        /// Its label.
        label: Shown,
        /// What is wrong.
        why: BadBlock,
    },
    /// A `TRUSTED CERTIFICATE`: OpenSSL's own form, a certificate with trust settings behind it. Other software passes it
    /// over silently.
    #[error("TRUSTED CERTIFICATE is OpenSSL's own format, which other software does not read")]
    OpenSslTrusted,
    /// A block of another label: a key or a CRL. Its content is not kept.
    #[error("the block {label} holds no certificate")]
    OtherBlock {
        /// Its label.
        label: Shown,
    },
    /// A PKCS #7 that can't be read.
    #[error(transparent)]
    Pkcs7(#[from] NotSignedData),
    /// A member of a PKCS #7 that is no X.509 certificate (RFC 5652 §10.2.2).
    #[error("a certificate of another kind, tag {tag:#04x}")]
    OtherKind {
        /// Its tag octet.
        tag: u8,
    },
    /// A PKCS #7 without certificates.
    #[error("no certificates in it")]
    NoCertificates,
    /// None of the forms that hold certificates.
    #[error("no certificates, but {0}")]
    NotABundle(Looks),
    /// The bound was hit; what follows was not read.
    #[error("more than {MOST_CERTIFICATES} entries: the rest was not read")]
    TooMany,
}

impl Bundle {
    const fn empty(encoding: Option<BundleEncoding>) -> Self {
        Self { items: Vec::new(), errors: Vec::new(), encoding }
    }

    fn none(looks: Looks) -> Self {
        let mut bundle = Self::empty(None);
        bundle.note(Place::Whole, BundleFault::NotABundle(looks));
        bundle
    }

    fn of_pem(text: &[u8]) -> Self {
        let mut bundle = Self::empty(Some(BundleEncoding::Pem));
        // One more than is taken, to know whether there are more.
        for block in pem::blocks(text, MOST_CERTIFICATES.saturating_add(1)) {
            if bundle.is_full() {
                bundle.note(Place::Line(block.line), BundleFault::TooMany);
                break;
            }
            bundle.take_block(block);
        }
        bundle
    }

    fn note(&mut self, place: Place, fault: impl Into<BundleFault>) {
        self.errors.push(BundleError { place, fault: fault.into() });
    }

    fn is_full(&self) -> bool {
        self.items.len() >= MOST_CERTIFICATES || self.errors.len() >= MOST_CERTIFICATES
    }

    fn take_certificate(&mut self, place: Place, der: &[u8]) {
        match Certificate::decode(der) {
            Ok(certificate) => self.items.push(certificate),
            Err(why) => self.note(place, why),
        }
    }

    /// Takes the certificates of a SignedData, each error at its own place or, inside PEM, at the block's.
    fn take_pkcs7(&mut self, block: Option<Place>, der: &[u8]) {
        let whole = block.unwrap_or(Place::Whole);
        let (members, more) = match pkcs7::certificates(der, MOST_CERTIFICATES.saturating_sub(self.items.len())) {
            Ok(read) => read,
            Err(why) => return self.note(whole, why),
        };
        if members.is_empty() && more == More::No {
            self.note(whole, BundleFault::NoCertificates);
        }
        for (index, member) in members.iter().enumerate() {
            let place = block.unwrap_or(Place::Member(index.saturating_add(1)));
            if member.tag == tlv::SEQUENCE {
                self.take_certificate(place, member.raw);
            } else {
                self.note(place, BundleFault::OtherKind { tag: member.tag });
            }
        }
        if more == More::Yes {
            self.note(whole, BundleFault::TooMany);
        }
    }

    fn take_block(&mut self, block: PemBlock) {
        let place = Place::Line(block.line);
        let content = match block.content {
            Ok(content) => content,
            Err(why) => return self.note(place, BundleFault::Block { label: block.label, why }),
        };
        match block.label.as_str() {
            // RFC 7468 §5; the second is what old OpenSSL wrote.
            "CERTIFICATE" | "X509 CERTIFICATE" => self.take_certificate(place, &content),
            "TRUSTED CERTIFICATE" => self.note(place, BundleFault::OpenSslTrusted),
            // RFC 7468 §8 and §9.
            "PKCS7" | "CMS" => self.take_pkcs7(Some(place), &content),
            _ => self.note(place, BundleFault::OtherBlock { label: block.label }),
        }
    }
}

/// Takes the certificates out of a file or a body: one certificate in DER, blocks of PEM with any text between them, or a
/// certs-only PKCS #7.
pub fn decode_certificates(bytes: &[u8]) -> Bundle {
    match Looks::of(bytes) {
        Looks::Der if pkcs7::is_content_info(bytes) => {
            let mut bundle = Bundle::empty(Some(BundleEncoding::Pkcs7));
            bundle.take_pkcs7(None, bytes);
            bundle
        }
        Looks::Der => {
            let mut bundle = Bundle::empty(Some(BundleEncoding::Der));
            bundle.take_certificate(Place::Whole, bytes);
            bundle
        }
        // A page is no bundle, even where it quotes one. Elsewhere the first block may stand behind any text.
        looks @ (Looks::Html { .. } | Looks::Empty) => Bundle::none(looks),
        looks if pem::first_label(bytes).is_none() => Bundle::none(looks),
        _ => Bundle::of_pem(bytes),
    }
}
