//! What the trust store holds, seen from the exit status.

use super::Seen;
use crate::common::cert::Cert;
use crate::common::lab::Lab;
use crate::common::policy::labels;

#[test]
fn a_root_that_is_absent_is_not_ready() {
    let lab = Lab::good();
    lab.trusts(&[&lab.pki.retiring]);
    let seen = Seen::of(&lab, &[]);
    assert_eq!(seen.asks(), [format!("FAILURE root-present {} root-absent", labels::ROOT)]);
    assert_eq!((seen.status, seen.verdict()), (2, "not-ready"));
}

#[test]
fn a_lookalike_in_its_place_is_named() {
    let lab = Lab::good();
    let lookalike = Cert::ca("Certready Test Root R1").key_named("another").self_signed();
    lab.trusts(&[&lab.pki.retiring, &lookalike]);
    let seen = Seen::of(&lab, &[]);
    let asks = seen.asks();
    assert!(asks.contains(&format!("FAILURE root-present {} root-absent", labels::ROOT)), "{asks:#?}");
    assert!(asks.iter().any(|line| line.contains("root-lookalike")), "{asks:#?}");
    assert_eq!(seen.status, 2);
}

#[test]
fn a_root_that_ends_before_the_cutover_is_expired() {
    let lab = Lab::with(|plan| {
        plan.root(|root| root.valid(certready::vocabulary::Timestamp::parse("2016-01-01").unwrap(), soon()))
    });
    let seen = Seen::of(&lab, &[]);
    let asks = seen.asks();
    assert!(asks.contains(&format!("FAILURE root-validity {} expired", labels::ROOT)), "{asks:#?}");
    assert_eq!(seen.status, 2);
}

/// Ten days from the machine's present: before the lab's cutover.
fn soon() -> certready::vocabulary::Timestamp {
    crate::common::run::clock().plus_days(10)
}

#[test]
fn without_the_retiring_root_before_the_cutover_there_is_a_warning() {
    let lab = Lab::good();
    lab.trusts(&[&lab.pki.root]);
    let seen = Seen::of(&lab, &[]);
    assert_eq!((seen.status, seen.asks().len()), (1, 1), "{:#?}", seen.asks());
    assert!(seen.asks()[0].contains("retiring-root"), "{:#?}", seen.asks());
}

#[test]
fn a_trust_store_that_is_not_there_never_falls_back_to_the_host_s() {
    let lab = Lab::good();
    std::fs::remove_file(lab.trust_store()).unwrap();
    let seen = Seen::of(&lab, &[]);
    assert_eq!(seen.report["store"]["certificates"], 0);
    assert!(seen.status == 2 || seen.status == 3, "{:#?}", seen.asks());
}

#[test]
fn store_find_tells_by_its_exit_status() {
    let lab = Lab::good();
    let store = lab.trust_store();
    let find = |wanted: &str| {
        crate::common::run::certready(&["store", "find", wanted, "--trust-store", store.to_str().unwrap()])
    };
    let found = find(&lab.pki.root.fingerprint().to_string());
    assert_eq!(found.status, 0, "{found:#?}");
    assert!(found.stdout.contains(labels::ROOT));
    assert!(!found.stdout.contains(labels::RETIRING));
    assert_eq!(find(&lab.pki.intermediate.fingerprint().to_string()).status, 2);
}
