//! The words of levels, verdicts and their like within a sentence for people. Their English is the stable word of the JSON report.

use super::{Level, Owner, Phase, Purpose, Verdict};
use crate::language::{Message, message};

impl Level {
    /// The level within a sentence.
    pub fn words(self) -> &'static Message {
        match self {
            Self::Failure => message!("level-name-failure", "failure"),
            Self::Unknown => message!("level-name-unknown", "unknown"),
            Self::Warning => message!("level-name-warning", "warning"),
            Self::Notice => message!("level-name-notice", "notice"),
            Self::Pass => message!("level-name-pass", "pass"),
            Self::NotApplicable => message!("level-name-not-applicable", "not-applicable"),
        }
    }
}

impl Verdict {
    /// The verdict within a sentence.
    pub fn words(self) -> &'static Message {
        match self {
            Self::Ready => message!("verdict-name-ready", "ready"),
            Self::ReadyWithWarnings => message!("verdict-name-ready-with-warnings", "ready-with-warnings"),
            Self::NotReady => message!("verdict-name-not-ready", "not-ready"),
            Self::Undetermined => message!("verdict-name-undetermined", "undetermined"),
        }
    }
}

impl Phase {
    /// The phase where it stands alone.
    pub fn words(self) -> &'static Message {
        match self {
            Self::Before => message!("phase-name-before", "before"),
            Self::Overlap => message!("phase-name-overlap", "overlap"),
            Self::After => message!("phase-name-after", "after"),
        }
    }
}

impl Purpose {
    /// What is judged, where it stands alone.
    pub fn words(self) -> &'static Message {
        match self {
            Self::Rotation => message!("purpose-name-rotation", "rotation"),
            Self::Urls => message!("purpose-name-urls", "urls"),
        }
    }
}

impl Owner {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Firewall, Self::RootStore, Self::Exchange, Self::Pki, Self::Partner];

    /// Who can mend it, in a word.
    pub fn words(self) -> &'static Message {
        match self {
            Self::Firewall => message!("owner-name-firewall", "firewall"),
            Self::RootStore => message!("owner-name-root-store", "root-store"),
            Self::Exchange => message!("owner-name-exchange", "exchange"),
            Self::Pki => message!("owner-name-pki", "pki"),
            Self::Partner => message!("owner-name-partner", "partner"),
        }
    }
}
