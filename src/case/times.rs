//! The instants that a judgement uses, and the phase that they make. Each is an argument; no clock is read.

use crate::evidence::Asked;
use crate::finding::{Phase, Purpose};
use crate::policy::{Policy, Precision};
use crate::vocabulary::Timestamp;

/// The instants that count, all UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When the facts were collected. Freshness is judged here and nowhere else.
    pub observed: Timestamp,
    /// When validity, lead time and the policy's age are judged: `--as-of`, else `observed`.
    pub as_of: Timestamp,
    /// When the service moves.
    pub cutover: Timestamp,
    /// Who said so.
    pub cutover_origin: CutoverOrigin,
}

/// Who named the cutover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutoverOrigin {
    /// The policy, as a date or as an instant.
    Policy(Precision),
    /// `--cutover`.
    Asked,
    /// Nobody: nothing rotates, and the time of the judgement stands in its place.
    NoRotation,
}

impl Times {
    /// The times of a run under a policy, as asked.
    pub fn new(policy: &Policy, asked: &Asked, observed: Timestamp) -> Self {
        let as_of = asked.as_of.unwrap_or(observed);
        let (cutover, cutover_origin) = match asked.cutover {
            _ if policy.purpose == Purpose::Urls => (as_of, CutoverOrigin::NoRotation),
            Some(cutover) => (cutover, CutoverOrigin::Asked),
            None => (policy.cutover.at, CutoverOrigin::Policy(policy.cutover.precision)),
        };
        Self { observed, as_of, cutover, cutover_origin }
    }

    /// From when the new chain may be presented: the policy's rollout, but never later than the cutover that counts.
    pub fn rollout_from(&self, policy: &Policy) -> Timestamp {
        policy.rollout_from.map_or(self.cutover, |from| from.min(self.cutover))
    }

    /// From when only the new chain is presented: the policy's rollout, but never earlier than the cutover that counts.
    pub fn rollout_until(&self, policy: &Policy) -> Timestamp {
        policy.rollout_until.map_or(self.cutover, |until| until.max(self.cutover))
    }

    /// Where the rotation stands at `as_of`.
    pub fn phase(&self, policy: &Policy) -> Phase {
        if self.as_of < self.rollout_from(policy) {
            Phase::Before
        } else if self.as_of < self.rollout_until(policy) {
            Phase::Overlap
        } else {
            Phase::After
        }
    }

    /// The next change of phase. None after the last one.
    pub fn next_phase(&self, policy: &Policy) -> Option<Timestamp> {
        match self.phase(policy) {
            Phase::Before => Some(self.rollout_from(policy)),
            Phase::Overlap => Some(self.rollout_until(policy)),
            Phase::After => None,
        }
    }

    /// Whole days to the cutover. None once it has passed: there are no negative days.
    pub fn days_to_cutover(&self) -> Option<i64> {
        (self.as_of < self.cutover).then(|| self.as_of.days_until(self.cutover))
    }
}
