//! How an instant lies to thisUpdate and nextUpdate, in CRLs and OCSP answers alike (RFC 5280 §5.1.2.4, §5.1.2.5; RFC
//! 6960 §4.2.2.1). Facts only: how old is too old, and what follows from it, is not decided here.

use crate::vocabulary::Timestamp;

/// How an instant lies to what signed revocation data says about its own time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Between thisUpdate and nextUpdate, both included.
    Fresh {
        /// nextUpdate.
        until: Timestamp,
    },
    /// Before thisUpdate: the data is from the future, or the clock is behind.
    NotYet {
        /// thisUpdate.
        this_update: Timestamp,
    },
    /// After nextUpdate.
    Stale {
        /// nextUpdate.
        next_update: Timestamp,
    },
    /// At or after thisUpdate, and there is no nextUpdate.
    NoNextUpdate {
        /// Seconds since thisUpdate.
        age: i64,
    },
    /// nextUpdate lies before thisUpdate: no instant is between them.
    Inverted {
        /// thisUpdate.
        this_update: Timestamp,
        /// nextUpdate.
        next_update: Timestamp,
    },
}

impl Freshness {
    /// How `at` lies to these two.
    pub(super) fn of(this_update: Timestamp, next_update: Option<Timestamp>, at: Timestamp) -> Self {
        match next_update {
            Some(next_update) if next_update < this_update => Self::Inverted { this_update, next_update },
            _ if at < this_update => Self::NotYet { this_update },
            Some(next_update) if at > next_update => Self::Stale { next_update },
            Some(until) => Self::Fresh { until },
            None => Self::NoNextUpdate { age: this_update.seconds_until(at) },
        }
    }
}
