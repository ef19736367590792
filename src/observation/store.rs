//! What the trust stores hold: every certificate that could be read, where it stood, and what could not be read.

use std::path::PathBuf;

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
    /// `SSL_CERT_FILE` or `SSL_CERT_DIR` took the system's place.
    Environment,
    /// `--trust-store` took its place.
    Given(PathBuf),
    /// What Postfix's own settings name.
    Postfix(Postfix),
}

/// Postfix's settings, by `postconf`: each as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postfix {
    /// `smtp_tls_CAfile`. None where it is empty.
    pub ca_file: Option<Shown>,
    /// `smtp_tls_CApath`. None where it is empty.
    pub ca_path: Option<Shown>,
    /// `tls_append_default_CA`: whether the system's store is read as well.
    pub append_default: bool,
}

/// One certificate of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreCertificate {
    /// The SHA-256 of its DER: the same as its fingerprint, and its name in the evidence.
    pub object: Digest,
    /// Every place where it stood.
    pub places: Vec<Place>,
}

/// A place in a store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, or on Windows the physical store.
    pub path: Shown,
    /// The line of a PEM block within it, from 1. None for DER and for stores.
    pub line: Option<u64>,
}

/// Something in a store that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where.
    pub place: Place,
    /// Why, in a few words.
    pub reason: Shown,
    /// Whether we were not allowed to look: unknown rather than absent.
    pub denied: bool,
}
