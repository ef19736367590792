//! Whether signed revocation data may be used at an instant. How the instant lies to thisUpdate and nextUpdate is a fact;
//! how old data without nextUpdate may be is decided here, once.

use super::Case;
use crate::finding::{Cause, Purpose};
use crate::pki::crl::CrlReading;
use crate::pki::ocsp::SignedSingle;
use crate::pki::{Freshness, Verified};
use crate::vocabulary::Timestamp;

/// How old a CRL or an OCSP answer without nextUpdate may be, in days: ten is the longest life that the CA/Browser Forum's
/// Baseline Requirements (§4.9.7, §4.9.10) give either for subscribers' certificates.
pub const OLDEST_DAYS: i64 = 10;

/// How far apart two clocks may be and still tell one time, in seconds: Kerberos, which every Exchange host lives by,
/// allows five minutes (RFC 4120 §8.2), and OpenSSL's `ocsp` command as much for thisUpdate (`-validity_period`).
pub const TOLERATED: i64 = 300;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Why data may not be used where an instant lies so. None where it may.
pub const fn closed(freshness: Freshness) -> Option<Cause> {
    match freshness {
        Freshness::Fresh { .. } => None,
        Freshness::NoNextUpdate { age } if age <= OLDEST_DAYS * DAY => None,
        Freshness::NoNextUpdate { .. } | Freshness::Stale { .. } | Freshness::Inverted { .. } => Some(Cause::Stale),
        Freshness::NotYet { .. } => Some(Cause::NotYetValid),
    }
}

impl Case<'_> {
    /// How the observation lies to a CRL's own times.
    pub fn crl_window(&self, crl: &Verified<CrlReading>) -> Freshness {
        self.lies(|at| crl.window(at))
    }

    /// How the observation lies to the times of an OCSP answer.
    pub fn ocsp_window(&self, single: SignedSingle<'_>) -> Freshness {
        self.lies(|at| single.window(at))
    }

    /// Whether data that is fresh now ends before the cutover, so that it must be had again then. A list of URLs has no
    /// cutover.
    pub fn must_be_had_again(&self, next_update: Option<Timestamp>) -> bool {
        self.policy.purpose == Purpose::Rotation && next_update.is_some_and(|next| next < self.times.cutover)
    }

    /// A responder that signs as it is asked says its own now, which is a moment after this run began, and by another
    /// clock: what lies ahead by no more than clocks may differ counts as now.
    fn lies(&self, window: impl Fn(Timestamp) -> Freshness) -> Freshness {
        let observed = self.times.observed;
        match window(observed) {
            Freshness::NotYet { this_update } if observed.seconds_until(this_update) <= TOLERATED => {
                window(this_update)
            }
            other => other,
        }
    }
}
