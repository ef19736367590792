//! The arithmetic of thisUpdate and nextUpdate, as laws: every instant lies in exactly one way to them, and time has one
//! direction.

use certready::pki::Freshness;
use certready::pki::Verified;
use certready::pki::crl::{Body, CrlReading, read_crl, verify_crl};
use certready::vocabulary::Timestamp;
use proptest::prelude::*;

use crate::common::cert::Cert;
use crate::common::crl::Crl;

fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds).unwrap()
}

/// A verified CRL with these times.
fn crl(this_update: i64, next_update: Option<i64>) -> Verified<CrlReading> {
    let ca = Cert::ca("Certready Window Test CA").self_signed();
    let crl = Crl::by(&ca).this_update(instant(this_update));
    let crl = match next_update {
        Some(next_update) => crl.next_update(instant(next_update)),
        None => crl.no_next_update(),
    };
    let reading = read_crl(&crl.der()[..], &std::collections::BTreeSet::new(), Body::NotDigested).unwrap();
    verify_crl(&reading, &[ca.certificate()]).unwrap()
}

/// How far along: before, between, after. None where the times are the wrong way round.
fn stage(freshness: Freshness) -> Option<u8> {
    match freshness {
        Freshness::NotYet { .. } => Some(0),
        Freshness::Fresh { .. } | Freshness::NoNextUpdate { .. } => Some(1),
        Freshness::Stale { .. } => Some(2),
        Freshness::Inverted { .. } => None,
    }
}

/// Some decades around the days of real CRLs, in seconds since 1970.
fn time() -> impl Strategy<Value = i64> {
    1_400_000_000_i64..2_000_000_000
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each instant is before, between or after, both ends belonging to the time between (RFC 5280 §5.1.2.4, §5.1.2.5),
    /// and what is said of it is what the CRL says.
    #[test]
    fn an_instant_lies_in_the_one_way_that_its_distances_say(
        this in time(), next in proptest::option::of(time()), at in time(), near in -2_i64..=2,
    ) {
        let crl = crl(this, next);
        let ends = [Some(this), next].into_iter().flatten().map(|end| end + near);
        for at in [at].into_iter().chain(ends) {
            let said = crl.window(instant(at));
            let due = match next {
                Some(next) if next < this => {
                    Freshness::Inverted { this_update: instant(this), next_update: instant(next) }
                }
                _ if at - this < 0 => Freshness::NotYet { this_update: instant(this) },
                None => Freshness::NoNextUpdate { age: at - this },
                Some(next) if at - next > 0 => Freshness::Stale { next_update: instant(next) },
                Some(next) => Freshness::Fresh { until: instant(next) },
            };
            prop_assert_eq!(said, due);
        }
    }

    /// As time goes on data goes from not yet to fresh to stale, and never back.
    #[test]
    fn data_never_becomes_younger(
        this in time(), next in proptest::option::of(time()), mut instants in proptest::collection::vec(time(), 2..20),
    ) {
        let crl = crl(this, next);
        instants.sort_unstable();
        let stages: Vec<_> = instants.iter().map(|at| stage(crl.window(instant(*at)))).collect();
        prop_assert!(stages.is_sorted(), "{stages:?}");
        let inverted = next.is_some_and(|next| next < this);
        prop_assert!(stages.iter().all(|stage| stage.is_none() == inverted));
    }

    /// What is fresh at two instants is so at each between them.
    #[test]
    fn between_two_fresh_instants_there_is_no_other(this in time(), length in 0_i64..90 * 86_400, parts in 0_i64..=1000) {
        let crl = crl(this, Some(this + length));
        let until = instant(this + length);
        for at in [this, this + length * parts / 1000, this + length] {
            prop_assert_eq!(crl.window(instant(at)), Freshness::Fresh { until });
        }
    }
}
