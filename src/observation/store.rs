//! What the trust stores hold: every certificate that could be read, where it stood, and what could not be read.

use std::path::PathBuf;

use super::Kept;
use crate::vocabulary::{Digest, Shown};

/// The trust anchors of this host, as the mail transport would find them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFacts {
    /// Whose store this is.
    pub origin: StoreOrigin,
    /// Each distinct certificate, in the order of its digest.
    pub certificates: Vec<StoreCertificate>,
    /// What could not be read, and why.
    pub unread: Vec<Unread>,
    /// Files and directories that were looked into, in order, present or not.
    pub searched: Vec<Shown>,
}

/// Whose store it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreOrigin {
    /// The system's: a mail transport may use another.
    System,
    /// The system's, of a system that this version has no reader of its own for.
    Portable(Portable),
    /// Windows' physical stores, the machine's and this account's: services read the machine's.
    Windows,
    /// `SSL_CERT_FILE` or `SSL_CERT_DIR` took the system's place.
    Environment,
    /// `--trust-store` took its place.
    Given(PathBuf),
    /// What Postfix's own settings name.
    Postfix(Postfix),
}

/// How a system keeps its store that is read by the portable path: by what rustls-native-certs knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portable {
    /// In no file, so that rustls-native-certs is the only reader: macOS' keychains.
    Keychains,
    /// In files and folders, in the places that it knows: the BSDs, illumos and Solaris.
    Files,
}

/// Postfix's settings, by `postconf`: each as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postfix {
    /// `smtp_tls_CAfile`. None where it is empty.
    pub ca_file: Option<Shown>,
    /// `smtp_tls_CApath`. None where it is empty.
    pub ca_path: Option<Shown>,
    /// `tls_append_default_CA`: whether the system's store is read as well. It counts only beside one of the other two:
    /// with both empty, Postfix loads nothing at all.
    pub append_default: bool,
    /// `smtp_tls_security_level`. None where it is empty or was not told.
    pub level: Option<Shown>,
    /// Where the SMTP client runs in a chroot jail: the jail, below which directories (not files) are looked up. None:
    /// it does not.
    pub jail: Option<Shown>,
    /// Why Postfix can't load what these settings name: it then runs without TLS ("disabling TLS support"). None: it can,
    /// as far as could be seen.
    pub unloadable: Option<Shown>,
}

impl Postfix {
    /// Whether these settings name nothing: Postfix then has no trust anchor, whatever the system's store holds.
    pub const fn names_nothing(&self) -> bool {
        self.ca_file.is_none() && self.ca_path.is_none()
    }
}

/// One certificate of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreCertificate {
    /// The SHA-256 of its DER: the same as its fingerprint, and its name in the evidence.
    pub object: Digest,
    /// Every place where it stood, sorted.
    pub places: Vec<Place>,
}

impl StoreFacts {
    /// The certificates that the reader of this store takes as anchors: see [`Self::takes`].
    pub fn anchors(&self) -> impl Iterator<Item = &StoreCertificate> {
        self.certificates.iter().filter(|certificate| self.takes(certificate))
    }

    /// Why Postfix can't load what its settings name, so that nothing of it counts. None where it can, as far as could be
    /// seen, and in every other store.
    pub const fn unloadable(&self) -> Option<&Shown> {
        match &self.origin {
            StoreOrigin::Postfix(postfix) => postfix.unloadable.as_ref(),
            StoreOrigin::System
            | StoreOrigin::Portable(_)
            | StoreOrigin::Windows
            | StoreOrigin::Environment
            | StoreOrigin::Given(_) => None,
        }
    }

    /// Whether the reader of this store takes a certificate as an anchor from at least one of its places. A certificate
    /// that only stands there in a form that TLS libraries pass over is no anchor of theirs. In a store that was given
    /// with `--trust-store`, DER counts: whoever names a file means what is in it. Of Windows' stores the machine's trust
    /// anchors count, because services read no others.
    pub fn takes(&self, certificate: &StoreCertificate) -> bool {
        if self.unloadable().is_some() {
            return false;
        }
        let given = matches!(self.origin, StoreOrigin::Given(_));
        certificate.places.iter().any(|place| match place.form {
            Form::Pem | Form::TrustedPem | Form::Api => true,
            Form::Der => given,
            Form::Distrusted | Form::Unhashed => false,
            Form::Kept => place.kept.as_ref().is_some_and(Kept::is_of_services),
        })
    }
}

/// A place in a store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, or on Windows the physical store.
    pub path: Shown,
    /// The line of a PEM block within it, from 1. None for DER and for stores.
    pub line: Option<u64>,
    /// In which form it stands there, because not every reader takes every form.
    pub form: Form,
    /// What Windows keeps beside it there. None in files.
    pub kept: Option<Kept>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => self.path.fmt(f),
        }
    }
}

/// In which form a certificate stands in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A PEM block `CERTIFICATE` (RFC 7468 §5.1): read by all.
    Pem,
    /// A PEM block `TRUSTED CERTIFICATE` or `X509 CERTIFICATE`: read by OpenSSL, passed over by others.
    TrustedPem,
    /// A PEM block `TRUSTED CERTIFICATE` whose settings exclude servers' authentication: no anchor for OpenSSL.
    Distrusted,
    /// PEM in a directory whose reader goes by hash names alone, under another name: never found.
    Unhashed,
    /// DER: TLS libraries pass it over in a store.
    Der,
    /// No file: the system's own interface gave it.
    Api,
    /// A physical store of Windows: what it keeps beside the certificate says who reads it.
    Kept,
}

/// Something in a store that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where.
    pub place: Place,
    /// Why, in a few words.
    pub reason: Shown,
    /// Whether we did not get to look (not permitted, a bound, a question that was not answered): unknown rather than
    /// absent.
    pub denied: bool,
}
