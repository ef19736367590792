//! A certificate's chain, judged from what is at hand: a path to a trust anchor (RFC 5280 §6.1), and the revocation of every
//! certificate below the anchor (§6.3, RFC 6960). Each certificate is good, revoked, unknown or invalid, with its reason;
//! what is missing, stale, out of scope or not understood is unknown, and never good.
//!
//! `judge` weighs the ways that the path search found, `crls` and `answers` ask the CRLs and OCSP answers, `unusable` says
//! why one of them proves nothing.

mod answers;
mod crls;
mod judge;
mod unusable;

use crate::pki::certificate::Certificate;
use crate::pki::crl::{CrlReading, Reason};
use crate::pki::general_name::ReasonFlags;
use crate::pki::ocsp::BasicResponse;
use crate::pki::path::{KeyPurpose, PathFault, Proof};
use crate::pki::signature::Strength;
use crate::vocabulary::Timestamp;

pub use judge::judge;
pub use unusable::Unusable;

/// What is at hand to judge by.
#[derive(Debug, Default)]
pub struct Material {
    /// Certificates that may stand between, and that may have signed CRLs.
    pub candidates: Vec<Certificate>,
    /// The trust anchors. Any certificate may be one, an intermediate too.
    pub anchors: Vec<Certificate>,
    /// How many parts of the trust store could not be read: an anchor that is not found may stand there.
    pub anchors_unread: usize,
    /// The CRLs, read with the serials of all certificates here among those asked for: the responders' in the answers
    /// too.
    pub crls: Vec<CrlReading>,
    /// The OCSP answers.
    pub answers: Vec<BasicResponse>,
    /// How many CRLs and OCSP answers that were given could not be read: any of them may say that a certificate is revoked.
    pub sources_unread: usize,
}

/// By which terms it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The time at which everything must hold, UTC.
    pub at: Timestamp,
    /// The greatest age of a CRL or OCSP answer, in seconds since its thisUpdate. None: what it says itself, so that one
    /// without nextUpdate is never fresh.
    pub max_age: Option<i64>,
    /// What the target is to be used for.
    pub purpose: KeyPurpose,
    /// Whether revocation is asked for.
    pub revocation: Revocation,
}

/// Whether revocation is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Of every certificate below the anchor; without data it is unknown.
    Required,
    /// It is not: the path alone is judged.
    Off,
}

/// A chain, judged: the target first. The last is the trust anchor, unless the chain breaks off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The certificates, each with what is known of it.
    pub members: Vec<Member>,
}

/// A certificate of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The certificate.
    pub certificate: Certificate,
    /// Whether it is the trust anchor.
    pub role: Role,
    /// What is known of it.
    pub standing: Standing,
    /// How much its signature is worth. None for an anchor, whose signature is not asked, and where it did not verify.
    pub strength: Option<Strength>,
    /// The CRLs and OCSP answers that speak of it, and what each says, or why it proves nothing.
    pub sources: Vec<Source>,
}

/// What a certificate is in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The trust anchor, or the target that is one itself: it has no issuer in the chain.
    Anchor,
    /// One below it.
    Below,
}

/// What is known of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is good.
    Good,
    /// It is revoked.
    Revoked(Revoked),
    /// It is not known.
    Unknown(Unknown),
    /// It breaks the path.
    Invalid(PathFault),
}

/// A revocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// When the CA revoked it, UTC.
    pub at: Timestamp,
    /// Why. None where the CA does not say.
    pub reason: Option<Reason>,
    /// Which source says so.
    pub by: SourceId,
}

/// Why nothing is known of a certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    /// Something of its path is not understood here.
    #[error(transparent)]
    Path(#[from] PathFault),
    /// The chain breaks off above it.
    #[error("the chain breaks off above it")]
    BrokenAbove,
    /// No CRL and no OCSP answer at hand speaks of it.
    #[error("no CRL and no OCSP answer at hand speaks of it")]
    NoData,
    /// Those at hand prove nothing; this is the one that came nearest.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The CRLs at hand speak for some reasons of revocation only.
    #[error("the CRLs at hand speak for some reasons of revocation only")]
    SomeReasons,
    /// CRLs or OCSP answers that were given could not be read.
    #[error(
        "nothing that could be read says that it is revoked, and {0} of the CRLs and OCSP answers could not be read"
    )]
    SourcesUnread(usize),
}

/// A CRL or an OCSP answer, by its place in [`Material`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceId {
    /// A CRL.
    Crl(usize),
    /// An OCSP answer.
    Answer(usize),
}

/// A CRL or an OCSP answer that speaks of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which one.
    pub id: SourceId,
    /// What it says.
    pub said: Result<Said, Unusable>,
}

/// What a usable source says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is not revoked for these reasons.
    NotRevoked(ReasonFlags),
    /// It is revoked.
    Revoked {
        /// When, UTC.
        at: Timestamp,
        /// Why. None where the CA does not say.
        reason: Option<Reason>,
    },
}

/// The outcome for a certificate or a chain, without its reason; in the order in which one makes a chain worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Good.
    Good,
    /// Not known.
    Unknown,
    /// Revoked.
    Revoked,
    /// Invalid.
    Invalid,
}

impl Outcome {
    /// Its word: good, unknown, revoked or invalid.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::Revoked => "revoked",
            Self::Invalid => "invalid",
        }
    }
}

impl Standing {
    /// The outcome without its reason.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Good => Outcome::Good,
            Self::Unknown(_) => Outcome::Unknown,
            Self::Revoked(_) => Outcome::Revoked,
            Self::Invalid(_) => Outcome::Invalid,
        }
    }

    /// The stable word for the reason in machine-readable output. None for good.
    pub const fn word(&self) -> Option<&'static str> {
        match self {
            Self::Good => None,
            Self::Revoked(_) => Some("revoked"),
            Self::Unknown(unknown) => Some(unknown.word()),
            Self::Invalid(fault) => Some(fault.word()),
        }
    }
}

impl From<PathFault> for Standing {
    fn from(fault: PathFault) -> Self {
        match fault.proof() {
            Proof::Invalid => Self::Invalid(fault),
            Proof::Unknown => Self::Unknown(Unknown::Path(fault)),
        }
    }
}

impl Unknown {
    /// The stable word for it in machine-readable output.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Path(fault) => fault.word(),
            Self::BrokenAbove => "broken-above",
            Self::NoData => "no-data",
            Self::Unusable(unusable) => unusable.word(),
            Self::SomeReasons => "some-reasons",
            Self::SourcesUnread(_) => "sources-unread",
        }
    }
}

impl Chain {
    /// The certificate that decides: the first with the worst outcome, the target where all are good.
    ///
    /// None for a chain without members, which [`judge()`] never gives.
    pub fn decisive(&self) -> Option<&Member> {
        let worst = self.outcome();
        self.members.iter().find(|member| {
            member.standing.outcome() == worst && member.standing != Standing::Unknown(Unknown::BrokenAbove)
        })
    }

    /// The worst outcome of its certificates. A chain without members is unknown.
    pub fn outcome(&self) -> Outcome {
        self.members.iter().map(|member| member.standing.outcome()).max().unwrap_or(Outcome::Unknown)
    }

    /// The trust anchor. None where the chain breaks off.
    pub fn anchor(&self) -> Option<&Certificate> {
        self.members.last().filter(|last| last.role == Role::Anchor).map(|last| &last.certificate)
    }
}
