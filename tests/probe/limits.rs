//! The bounds as the command line may change them.

use std::time::Duration;

use certready::policy::EndpointKind;
use certready::probe::{Limits, PAGE_BYTES};

#[test]
fn a_timeout_is_the_length_of_every_wait() {
    for seconds in [2, 90] {
        let wait = Duration::from_secs(seconds);
        let limits = Limits::default().with_timeout(wait);
        assert_eq!([limits.resolve, limits.connect, limits.head, limits.body_idle], [wait; 4]);
        assert_eq!(limits.body_total, 4 * wait);
        assert_eq!(limits.deadline, Limits::default().deadline);
    }
}

/// A run shall have time for one target that needs each of its waits in full.
#[test]
fn the_deadline_is_longer_than_the_waits_of_one_target_together() {
    let limits = Limits::default();
    assert!(limits.resolve + limits.connect + limits.head + limits.body_total < limits.deadline);
}

#[test]
fn an_answer_without_success_is_bounded_as_a_page() {
    let limits = Limits::default();
    assert_eq!(limits.body_bytes(EndpointKind::Crl, 200), limits.crl_bytes);
    assert_eq!(limits.body_bytes(EndpointKind::Ocsp, 206), limits.ocsp_bytes);
    assert_eq!(limits.body_bytes(EndpointKind::Aia, 200), limits.aia_bytes);
    assert_eq!(limits.body_bytes(EndpointKind::Crl, 403), PAGE_BYTES);
}
