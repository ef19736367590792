//! The way of each target: the step at which it fails, and what comes behind it.

use certready::finding::{Code, Finding, Level};
use certready::observation::{Connect, Reached, ResolveFault};
use certready::report::{PathRow, Report, StepState};

use crate::common::case::{self, Scene};
use crate::common::pki::{day, paths};

use StepState::{Done, Failed, NotAsked, NotReached};

fn path<'a>(report: &'a Report, target: &str) -> &'a PathRow {
    report.paths.iter().find(|one| one.target.as_str() == target).unwrap()
}

fn states(row: &PathRow) -> Vec<StepState> {
    row.steps.iter().map(|one| one.state).collect()
}

#[test]
fn a_good_run_goes_every_way_to_its_end() {
    let report = Scene::good(&case::pki()).judge().report;
    assert_eq!(report.paths.len(), report.endpoints.len());
    for row in &report.paths {
        let names: Vec<&str> = row.steps.iter().map(|one| one.name).collect();
        assert_eq!(names, ["resolve", "connect", "exchange", "genuine", "signed", "fresh"]);
        let fine = |state: &StepState| matches!(state, Done | NotAsked);
        assert!(states(row).iter().all(fine), "{row:?}");
    }
}

#[test]
fn the_step_that_failed_stops_what_is_behind_it() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let stale = pki.crl().this_update(day(-20)).next_update(day(-10)).der();
    for (scene, expected) in [
        (
            Scene::good(&pki).reached(&crl, Reached::Unresolved(ResolveFault::NameNotFound)),
            [Failed, NotReached, NotReached, NotReached, NotReached, NotReached],
        ),
        (
            Scene::good(&pki).unreachable(&crl, Connect::Timeout),
            [Done, Failed, NotReached, NotReached, NotReached, NotReached],
        ),
        (Scene::good(&pki).status(&crl, 403), [Done, Done, Failed, NotReached, NotReached, NotReached]),
        (
            Scene::good(&pki).body(&crl, b"<html><title>Denied</title></html>"),
            [Done, Done, Done, Failed, NotReached, NotReached],
        ),
        (Scene::good(&pki).body(&crl, &stale), [Done, Done, Done, Done, Done, Failed]),
    ] {
        let report = scene.judge().report;
        assert_eq!(states(path(&report, &crl)), expected, "{:?}", path(&report, &crl));
    }
}

#[test]
fn the_failed_step_names_its_cause() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let report = Scene::good(&pki).unreachable(&crl, Connect::Refused).judge().report;
    assert_eq!(path(&report, &crl).steps[1].note, Some("connect-refused".into()));
}

/// A waiver makes a failure bearable, and no step of it done.
#[test]
fn a_waived_failure_is_a_failed_step_still() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let waiver = format!(
        "waivers:\n  - code: endpoint-reachable\n    target: {crl}\n    cause: status-403\n    reason: it is known\n    \
         expires: {}\n",
        day(60)
    );
    let report = Scene::good(&pki).status(&crl, 403).policy(|text| text.more(&waiver)).judge().report;
    let of_it = |one: &&Finding| one.code == Code::EndpointReachable && one.target.as_str() == crl;
    let finding = report.findings.iter().find(of_it).unwrap();
    assert_eq!((finding.level, finding.waiver.is_some()), (Level::Warning, true));
    assert_eq!(path(&report, &crl).steps[2].state, Failed);
}
