//! `intermediate-validity`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::Cert;
use crate::common::pki::day;
use crate::common::policy::labels::{INTERMEDIATE, ROOT};

/// The intermediate valid from and until so many days after the present. The cutover lies thirty days ahead.
fn scene(from: i64, until: i64) -> Scene {
    Scene::good(&case::pki_plan().intermediate(|cert| cert.valid(day(from), day(until))).build())
}

fn said(judged: &Judged) -> Said {
    judged.said(Code::IntermediateValidity, INTERMEDIATE)
}

#[test]
fn an_intermediate_with_years_before_it_passes() {
    assert_eq!(said(&scene(-10, 1000).judge()), ("intermediate-validity.valid", Level::Pass, None, Weight::Decisive));
}

#[test]
fn an_intermediate_that_ends_before_the_cutover_fails() {
    let judged = scene(-10, 29).judge();
    assert_eq!(
        said(&judged),
        ("intermediate-validity.expired", Level::Failure, Some(Cause::Expired), Weight::Decisive)
    );
    assert_eq!(judged.verdict(), Verdict::NotReady);
    assert_eq!(said(&scene(-10, 30).judge()).0, "intermediate-validity.ends-soon");
}

#[test]
fn an_intermediate_that_begins_after_the_cutover_fails() {
    assert_eq!(
        said(&scene(31, 1000).judge()),
        ("intermediate-validity.not-yet", Level::Failure, Some(Cause::NotYetValidAtCutover), Weight::Decisive)
    );
    assert_eq!(said(&scene(30, 1000).judge()).0, "intermediate-validity.valid");
}

#[test]
fn an_intermediate_that_ends_within_ninety_days_after_the_cutover_warns() {
    assert_eq!(
        said(&scene(-10, 119).judge()),
        ("intermediate-validity.ends-soon", Level::Warning, Some(Cause::ExpiresSoon), Weight::Decisive)
    );
    assert_eq!(said(&scene(-10, 120).judge()).0, "intermediate-validity.valid");
}

#[test]
fn an_intermediate_that_was_valid_at_the_date_that_was_asked_and_has_ended_since_is_worth_knowing() {
    let judged = |superseded: bool| {
        let scene = scene(-700, -1).policy(|text| if superseded { text.superseded_by("next") } else { text });
        scene.asked(|asked| asked.cutover = Some(day(-30))).judge()
    };
    assert_eq!(
        said(&judged(true)),
        ("intermediate-validity.expired-since", Level::Notice, Some(Cause::Expired), Weight::Decisive)
    );
    // A policy in force is judged by today once its cutover has passed.
    assert_eq!(said(&judged(false)).0, "intermediate-validity.expired");
}

#[test]
fn an_intermediate_that_has_ended_beside_a_valid_one_of_the_same_issuer_is_worth_knowing() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-700), day(-1))).build();
    let twin = |name: &str, until: i64| {
        let cert = Cert::ca(name).path_length(0).valid(day(-10), day(until));
        let twin = cert.issued_by(&pki.root);
        Scene::good(&pki).policy(|text| text.intermediate_too("Certready Test CA G2", ROOT, &twin)).judge()
    };
    let valid = twin("Certready Test CA G2", 1000);
    assert_eq!(
        said(&valid),
        ("intermediate-validity.another-valid", Level::Notice, Some(Cause::Expired), Weight::Supporting)
    );
    assert_eq!(valid.said(Code::IntermediateValidity, "Certready Test CA G2").0, "intermediate-validity.valid");
    // The other one helps only where it is valid then.
    assert_eq!(said(&twin("Certready Test CA G2", 29)).0, "intermediate-validity.expired");
}
