//! The certificates that this host itself presents: as a server where the service and partners connect to it, and, of a hybrid
//! host, as a client towards the service. Where each was found, and what was seen of its private key. No key is opened, and
//! none of its bytes is here.

use crate::vocabulary::{Digest, Sha1Fingerprint, Shown, Timestamp};

/// What this host presents, as far as it was looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFacts {
    /// Each certificate, in the order in which it was found. One that several sources name stands here once for each.
    pub certificates: Vec<OwnCertificate>,
    /// What was named, or is set on this host, and gave no certificate.
    pub unread: Vec<OwnUnread>,
}

/// A certificate that this host presents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCertificate {
    /// Who names it.
    pub source: OwnSource,
    /// Where it stands: the file, the store, Exchange's list.
    pub place: Shown,
    /// Its bytes and those of the certificates that stand beside it, by their SHA-256, the host's own first. Empty where
    /// Exchange's description came without bytes.
    pub chain: Vec<Digest>,
    /// What was seen of its private key.
    pub key: OwnKey,
    /// What Exchange says of it. None where something else than `--exchange-certificates` names it.
    pub described: Option<ExchangeCertificate>,
}

/// Who names a certificate as this host's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnSource {
    /// `--own-certificate`: a file, or a thumbprint in the machine's store.
    Asked,
    /// `--exchange-certificates`: what Exchange uses for SMTP.
    Exchange,
    /// Postfix's settings for the server (`smtpd_tls_chain_files`, `smtpd_tls_cert_file`).
    PostfixServer,
    /// Postfix's settings for the client (`smtp_tls_chain_files`, `smtp_tls_cert_file`).
    PostfixClient,
}

/// What was seen of a private key, without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnKey {
    /// Nothing was looked at that could tell.
    NotSeen,
    /// It was looked for where it would be, and is not there.
    Absent,
    /// It is there.
    Present {
        /// In which file. None where what tells of it does not say.
        place: Option<Shown>,
        /// Whether NetworkService, under which Exchange's transport runs, may read it.
        access: KeyAccess,
    },
}

/// Whether NetworkService (S-1-5-20) may read a key's file, by the file's access control list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyAccess {
    /// Not looked at: this is no key in a file of Windows'.
    NotAsked,
    /// The list lets it read.
    Allowed,
    /// The list does not.
    Refused,
    /// It could not be looked at: what was refused, and why.
    NotKnown(Shown),
}

/// A certificate as `Get-ExchangeCertificate` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeCertificate {
    /// `Thumbprint`.
    pub thumbprint: Sha1Fingerprint,
    /// `Services`, as written: `IIS, SMTP`.
    pub services: Shown,
    /// `Subject`. None where it is not in the file.
    pub subject: Option<Shown>,
    /// `Issuer`. None where it is not in the file.
    pub issuer: Option<Shown>,
    /// `NotBefore`, UTC. None where it is not in the file, or in no form that is known.
    pub not_before: Option<Timestamp>,
    /// `NotAfter`, UTC. None as above.
    pub not_after: Option<Timestamp>,
    /// `HasPrivateKey`. None where it is not in the file.
    pub has_private_key: Option<bool>,
    /// `IsSelfSigned`. None where it is not in the file.
    pub self_signed: Option<bool>,
    /// `Status`, as written: `Valid`. None where it is not in the file.
    pub status: Option<Shown>,
    /// `CertificateDomains`.
    pub domains: Vec<Shown>,
}

/// Something that was to give a certificate and did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnUnread {
    /// Who names it.
    pub source: OwnSource,
    /// What: a file, a thumbprint, a setting.
    pub place: Shown,
    /// Why, in a few words.
    pub reason: Shown,
    /// Whether we did not get to look (not permitted, a bound, a question that was not answered): unknown rather than absent.
    pub denied: bool,
}
