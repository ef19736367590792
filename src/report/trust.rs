//! What this host makes of each trust anchor and intermediate of the policy, in a word: what the checks said of it.

use super::rows::RootRow;
use crate::finding::{Cause, Code, Finding, Level};

/// A certificate's state in the stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustState {
    /// `trusted`, `absent`, `disallowed`, `constrained`, `in another store` and so on.
    pub word: &'static str,
    /// The worst level of what was said of it.
    pub level: Level,
    /// What was observed. Empty where no check spoke of it.
    pub says: String,
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
        Self { word: "not judged", level: Level::NotApplicable, says: String::new() }
    }
}

impl TrustState {
    /// What the findings say of a row.
    pub(super) fn of(row: &RootRow, findings: &[Finding]) -> Self {
        let of_it = |one: &&Finding| SPEAKING.contains(&one.code) && one.target.as_str() == row.label;
        let worst = findings.iter().filter(of_it).max_by_key(|one| (one.level, std::cmp::Reverse(one.code)));
        let stands = if row.stores.is_empty() { "in no store that was read" } else { "in the store" };
        let Some(worst) = worst else {
            return Self { word: stands, level: Level::NotApplicable, says: String::new() };
        };
        let word = match (worst.level, worst.cause) {
            (Level::Pass, _) if row.role == "incoming" => "trusted",
            (_, Some(Cause::RootAbsent | Cause::IntermediateAbsent)) => "absent",
            (_, Some(Cause::RootOnDemand)) => "absent, fetched on demand",
            (_, Some(Cause::RootDisallowed)) => "disallowed",
            (_, Some(Cause::RootConstrained)) => "constrained",
            (_, Some(Cause::RootWrongStore)) => "in another store",
            (_, Some(Cause::RootLookalike)) => "another certificate has its name",
            (_, Some(Cause::RootDistrusted)) => "distrusted",
            (_, Some(Cause::Expired)) => "expired",
            (_, Some(Cause::NotYetValid | Cause::NotYetValidAtCutover)) => "not valid yet",
            (_, Some(Cause::ExpiresSoon)) => "ends soon",
            (Level::Unknown, _) => "not known",
            _ => stands,
        };
        Self { word, level: worst.level, says: worst.observed() }
    }
}
