//! The words of the headline: verdict, what is judged, phase of the rotation, profile of the client.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The answer. Unknown never folds into ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every decisive check passed, and nothing else asks for attention.
    Ready,
    /// Every decisive check passed; warnings or waivers remain.
    ReadyWithWarnings,
    /// A decisive check failed.
    NotReady,
    /// A decisive check could not be answered.
    Undetermined,
}

impl Verdict {
    /// The stable word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::ReadyWithWarnings => "ready-with-warnings",
            Self::NotReady => "not-ready",
            Self::Undetermined => "undetermined",
        }
    }
}

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Whether this host will validate a service's certificate after the cutover.
    Rotation,
    /// What single URLs give, and whether it is the CA's own: no cutover, no store, no chain of a service.
    Urls,
}

impl Purpose {
    /// The word in policies and in the JSON report: `rotation`, `urls`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rotation => "rotation",
            Self::Urls => "urls",
        }
    }
}

/// Where the rotation stands at the judged time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The service presents the old chain only: it must work now, and the new one would.
    Before,
    /// From `rollout_from` to `rollout_until`: either chain may be presented, both must work.
    Overlap,
    /// The new chain only.
    After,
}

impl Phase {
    /// The stable word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Overlap => "overlap",
            Self::After => "after",
        }
    }
}

/// What the mail transport on this host does with a certificate: it decides which checks are decisive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Client {
    /// Exchange that validates: chain and revocation. The strictest.
    SchannelValidating,
    /// Exchange that encrypts and ignores trust.
    SchannelOpportunistic,
    /// Postfix and most Linux MTAs: chain, no CRL, no OCSP.
    OpensslNoRevocation,
}

impl Client {
    /// All profiles, the strictest first.
    pub const ALL: [Self; 3] = [Self::SchannelValidating, Self::SchannelOpportunistic, Self::OpensslNoRevocation];

    /// The stable word of the JSON report and of `--client`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SchannelValidating => "schannel-validating",
            Self::SchannelOpportunistic => "schannel-opportunistic",
            Self::OpensslNoRevocation => "openssl-no-revocation",
        }
    }
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Client {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|client| client.word() == word)
            .ok_or_else(|| format!("`{word}` is no client profile: {}", Self::ALL.map(Self::word).join(", ")))
    }
}
