//! What this host makes of each trust anchor and intermediate of the policy, in a word: what the checks said of it.

use super::rows::RootRow;
use crate::finding::{Cause, Code, Finding, Level};
use crate::language::{Message, Say, message};

/// A certificate's state in the stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustState {
    /// `trusted`, `absent`, `disallowed`, `constrained`, `in another store` and so on.
    pub word: &'static Message,
    /// The worst level of what was said of it.
    pub level: Level,
    /// What was observed. None where no check spoke of it.
    pub says: Option<Say>,
}

/// The checks that speak of an anchor or an intermediate, by its label.
const SPEAKING: [Code; 9] = [
    Code::RootPresent,
    Code::RootScope,
    Code::RootTrusted,
    Code::RootAutoUpdate,
    Code::RootValidity,
    Code::RootLookalike,
    Code::RetiringRoot,
    Code::IntermediatePresent,
    Code::IntermediateValidity,
];

impl Default for TrustState {
    /// Of which nothing was said.
    fn default() -> Self {
        Self { word: message!("trust-not-judged", "not judged"), level: Level::NotApplicable, says: None }
    }
}

impl TrustState {
    /// What the findings say of a row.
    pub(super) fn of(row: &RootRow, findings: &[Finding]) -> Self {
        let of_it = |one: &&Finding| SPEAKING.contains(&one.code) && one.target.as_str() == row.label;
        let worst = findings.iter().filter(of_it).max_by_key(|one| (one.level, std::cmp::Reverse(one.code)));
        let stands = if row.stores.is_empty() {
            message!("trust-nowhere", "in no store that was read")
        } else {
            message!("trust-stored", "in the store")
        };
        let Some(worst) = worst else {
            return Self { word: stands, level: Level::NotApplicable, says: None };
        };
        let word = match (worst.level, worst.cause) {
            (Level::Pass, _) if row.role == "incoming" => message!("trust-trusted", "trusted"),
            (_, Some(Cause::RootAbsent | Cause::IntermediateAbsent)) => message!("trust-absent", "absent"),
            (_, Some(Cause::RootOnDemand)) => message!("trust-on-demand", "absent, fetched on demand"),
            (_, Some(Cause::RootDisallowed)) => message!("trust-disallowed", "disallowed"),
            (_, Some(Cause::RootConstrained)) => message!("trust-constrained", "constrained"),
            (_, Some(Cause::RootWrongStore)) => message!("trust-elsewhere", "in another store"),
            (_, Some(Cause::RootLookalike)) => message!("trust-lookalike", "another certificate has its name"),
            (_, Some(Cause::RootDistrusted)) => message!("trust-distrusted", "distrusted"),
            (_, Some(Cause::Expired)) => message!("trust-expired", "expired"),
            (_, Some(Cause::NotYetValid | Cause::NotYetValidAtCutover)) => message!("trust-not-yet", "not valid yet"),
            (_, Some(Cause::ExpiresSoon)) => message!("trust-ends-soon", "ends soon"),
            (Level::Unknown, _) => message!("trust-not-known", "not known"),
            _ => stands,
        };
        Self { word, level: worst.level, says: Some(worst.observed_said()) }
    }
}
