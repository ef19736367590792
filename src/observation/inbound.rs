//! What Exchange's own SMTP receive protocol logs tell of the certificates that other servers presented to it as clients: the
//! inbound leg, seen by the host that received. The words are Exchange's, unchanged.

use crate::vocabulary::{Shown, Timestamp};

/// What the logs that were read hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboundLog {
    /// How many files were read, whole or in part.
    pub files: u64,
    /// How many lines of sessions they hold, as far as they were read.
    pub lines: u64,
    /// The time of the oldest of these lines, UTC. None where there is none.
    pub from: Option<Timestamp>,
    /// The time of the newest, UTC.
    pub until: Option<Timestamp>,
    /// What was not read, each with its reason: a file that is no log, what lies beyond a bound.
    pub unread: Vec<LogUnread>,
    /// Each distinct certificate that a client presented, in the order of the thumbprints.
    pub clients: Vec<LogClient>,
    /// How many further certificates were seen beyond those that are kept.
    pub clients_left_out: u64,
    /// TLS that failed before a certificate was seen, by what the client called itself and by the error, in that order.
    pub failures: Vec<LogFailure>,
}

/// Something in or about a log that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogUnread {
    /// Which file or folder.
    pub place: Shown,
    /// Why, in a few words.
    pub reason: Shown,
    /// Whether we did not get to look: not permitted, or beyond a bound.
    pub denied: bool,
}

/// A certificate that a client presented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogClient {
    /// Its SHA-1 in hexadecimal digits, as the log has it.
    pub thumbprint: Shown,
    /// Its subject, as the log has it. Empty where the log left it out.
    pub subject: Shown,
    /// Its issuer, as the log has it.
    pub issuer: Shown,
    /// Its serial, as the log has it.
    pub serial: Shown,
    /// Its alternative names, as the log has them.
    pub names: Vec<Shown>,
    /// The first time that it was seen, UTC.
    pub first: Timestamp,
    /// The last time, UTC.
    pub last: Timestamp,
    /// In how many sessions.
    pub sessions: u64,
    /// What TLS was negotiated in them, each once: `SP_PROT_TLS1_2_SERVER CALG_ECDH_EPHEM CALG_AES_256`.
    pub tls: Vec<Shown>,
    /// What Exchange said of its chain, each word once, in the order in which it was last said.
    pub said: Vec<LogWord>,
}

/// One thing that Exchange said of a client's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogWord {
    /// What it was about.
    pub about: LogVerdict,
    /// Its word: `UntrustedRoot`, `RevocationOffline`, `AcceptCloudServicesMail`.
    pub word: Shown,
    /// The last time that it was said, UTC.
    pub last: Timestamp,
    /// How often.
    pub count: u64,
}

/// What a word of Exchange's is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogVerdict {
    /// `Validated received certificate`: the chain held.
    ChainHeld,
    /// `CRL validation failed with status … Treating the failure as success.`
    CrlPassedOver,
    /// `Client certificate chain validation status: '…'`: the chain did not hold.
    ChainRefused,
    /// `TlsDomainCapabilities='…'; Status='Success'`.
    Capabilities,
}

/// TLS that failed before a client's certificate was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFailure {
    /// What the client called itself (`EHLO`). Empty where it did not.
    pub ehlo: Shown,
    /// The error, as the log has it.
    pub error: Shown,
    /// The last time, UTC.
    pub last: Timestamp,
    /// How often.
    pub count: u64,
}
