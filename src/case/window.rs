//! Whether signed revocation data may be used at an instant. How the instant lies to thisUpdate and nextUpdate is a fact;
//! how old data without nextUpdate may be is decided here, once.

use crate::finding::Cause;
use crate::pki::Freshness;

/// How old a CRL or an OCSP answer without nextUpdate may be, in days: ten is the longest life that the CA/Browser Forum's
/// Baseline Requirements (§4.9.7, §4.9.10) give either for subscribers' certificates.
pub const OLDEST_DAYS: i64 = 10;

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
