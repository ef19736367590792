//! What policy, checks and report all name: levels, codes, causes, findings, the verdict. No judgement is made here.

mod cause;
mod code;
mod message;
mod verdict;
mod words;

pub use cause::{Cause, UnknownCause};
pub use code::{Code, UnknownCode};
pub use message::{Finding, Template, Waived};

pub use crate::language::Arg;
pub use verdict::{Client, Phase, Purpose, Verdict};

use serde::{Deserialize, Serialize};

/// What a check found, from good to bad to not known.
///
/// The order is the order in which a person wants to read findings, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The question does not arise here.
    NotApplicable,
    /// Looked, and found as required.
    Pass,
    /// Worth knowing; no condition on the decision.
    Notice,
    /// A condition on the decision.
    Warning,
    /// We did not look: interrupted, deadline before the start, access denied, left out on request.
    Unknown,
    /// Looked, or tried and could not: not as required.
    Failure,
}

impl Level {
    /// All levels, in order.
    pub const ALL: [Self; 6] =
        [Self::NotApplicable, Self::Pass, Self::Notice, Self::Warning, Self::Unknown, Self::Failure];

    /// The stable word: `not-applicable`, `pass`, `notice`, `warning`, `unknown`, `failure`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotApplicable => "not-applicable",
            Self::Pass => "pass",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Unknown => "unknown",
            Self::Failure => "failure",
        }
    }
}

/// Whether a check can by itself decide the verdict under the client profile in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Its failure means not ready, its unknown means undetermined.
    Decisive,
    /// Its failure or unknown means ready with warnings at best.
    Supporting,
}

/// The direction of mail that a finding concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leg {
    /// This host sends: the service presents its certificate as a server.
    Outbound,
    /// The service sends to this host: it presents its certificate as a client.
    Inbound,
}

impl Leg {
    /// The stable word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outbound => "outbound",
            Self::Inbound => "inbound",
        }
    }
}

/// Who can mend what a finding says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// Those who keep the firewall or the proxy.
    Firewall,
    /// Those who keep this host's trust stores.
    RootStore,
    /// Those who keep the mail transport.
    Exchange,
    /// Those who keep the policy, or the CA that publishes the data.
    Pki,
    /// The other side of the connection.
    Partner,
}

impl Owner {
    /// The stable word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Firewall => "firewall",
            Self::RootStore => "root-store",
            Self::Exchange => "exchange",
            Self::Pki => "pki",
            Self::Partner => "partner",
        }
    }
}
