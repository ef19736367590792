//! The numbers of a report: each counts what its name says, and what is not known is none.

use certready::finding::{Level, Verdict, Weight};
use certready::report::Metrics;

use crate::common::case::{self, Scene};
use crate::common::pki::{day, paths};

fn of(scene: &Scene) -> Metrics {
    Metrics::of(&scene.judge().report)
}

#[test]
fn the_verdict_is_the_number_of_the_exit_status() {
    let mut report = Scene::good(&case::pki()).judge().report;
    for verdict in [Verdict::Ready, Verdict::ReadyWithWarnings, Verdict::NotReady, Verdict::Undetermined] {
        report.verdict = verdict;
        assert_eq!(Metrics::of(&report).verdict, certready::cli::ExitStatus::from(verdict).number());
    }
}

#[test]
fn every_finding_is_counted_once_by_its_level_and_weight() {
    let pki = case::pki();
    let judged = Scene::good(&pki).status(&pki.url(paths::CRL), 403).judge();
    let metrics = Metrics::of(&judged.report);
    let counted: usize = metrics.counts.iter().map(|one| one.number).sum();
    assert_eq!((metrics.counts.len(), counted), (2 * Level::ALL.len(), judged.report.findings.len()));
    for level in Level::ALL {
        let there = judged.report.findings.iter().filter(|one| one.level == level).count();
        assert_eq!(metrics.number(level), there, "{level:?}");
    }
    let failed = metrics.counts.iter().find(|one| one.level == Level::Failure && one.weight == Weight::Decisive);
    assert!(failed.unwrap().number > 0);
}

/// RFC 5280 §5.1.2.5: the scene's CRLs and answers end seven days after its day 0; freshness is counted from the
/// observation, whatever the time that is judged.
#[test]
fn what_is_left_of_revocation_data_is_counted_from_the_observation() {
    let pki = case::pki();
    let metrics = of(&Scene::good(&pki).asked(|asked| asked.as_of = Some(day(20))));
    let left = |kind| metrics.revocation.iter().filter(|one| one.kind == kind).filter_map(|one| one.left).min();
    assert!(left("crl").is_some() && left("ocsp").is_some(), "{metrics:#?}");
    assert_eq!((metrics.crl_fresh_seconds, metrics.ocsp_fresh_seconds), (left("crl"), left("ocsp")));
    for window in &metrics.revocation {
        let left = window.next_update.map(|next| metrics.observed.seconds_until(next));
        assert_eq!(window.left, left);
    }
    assert_eq!(metrics.crl_fresh_seconds, of(&Scene::good(&pki)).crl_fresh_seconds);
}

#[test]
fn each_url_and_method_is_there_once() {
    let metrics = of(&Scene::good(&case::pki()));
    let mut keys: Vec<_> = metrics.revocation.iter().map(|one| (one.kind, &one.url, one.method)).collect();
    let all = keys.len();
    keys.dedup();
    assert!(all > 2 && keys.len() == all, "{keys:?}");
}

#[test]
fn of_several_answers_of_one_url_the_one_that_ends_first_counts() {
    let mut report = Scene::good(&case::pki()).judge().report;
    let before = Metrics::of(&report);
    let mut sooner = report.revocation.iter().find(|one| one.kind == "crl").unwrap().clone();
    sooner.next_update = Some(report.times.observed.plus_days(-1));
    let mut endless = sooner.clone();
    endless.next_update = None;
    report.revocation.splice(0..0, [endless]);
    report.revocation.push(sooner);
    let after = Metrics::of(&report);
    assert_eq!((after.revocation.len(), after.crl_fresh_seconds), (before.revocation.len(), Some(-86_400)));
}

#[test]
fn the_root_that_ends_first_counts_and_of_one_root_the_certificate_that_ends_last() {
    let mut report = Scene::good(&case::pki()).judge().report;
    let mut row = report.roots.iter().find(|row| row.role == "incoming").unwrap().clone();
    row.not_after = Some(day(100));
    let cross = certready::report::RootRow { not_after: Some(day(50)), ..row.clone() };
    let other = certready::report::RootRow { label: "another".to_owned(), not_after: Some(day(70)), ..row.clone() };
    let retiring = certready::report::RootRow { role: "retiring", not_after: Some(day(1)), ..row.clone() };
    report.roots = vec![row.clone(), cross.clone(), retiring];
    assert_eq!(Metrics::of(&report).root_valid_days, Some(100));
    report.roots.push(other);
    assert_eq!(Metrics::of(&report).root_valid_days, Some(70));
    report.times.as_of = day(71);
    assert_eq!(Metrics::of(&report).root_valid_days, Some(-1));
    report.roots = vec![certready::report::RootRow { not_after: None, ..row }];
    assert_eq!(Metrics::of(&report).root_valid_days, None);
}

#[test]
fn a_waived_failure_counts_as_a_warning_and_as_waived() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let waiver = format!(
        "waivers:\n  - code: endpoint-reachable\n    target: {crl}\n    cause: status-403\n    reason: it is known\n    \
         expires: {}\n",
        day(60)
    );
    let plain = of(&Scene::good(&pki).status(&crl, 403));
    let waived = of(&Scene::good(&pki).status(&crl, 403).policy(|text| text.more(&waiver)));
    assert_eq!((plain.waived, waived.waived), (0, 1));
    assert_eq!(waived.number(Level::Failure) + 1, plain.number(Level::Failure));
}

#[test]
fn a_list_of_urls_has_no_cutover_and_no_root_whose_end_matters() {
    let mut report = Scene::good(&case::pki()).judge().report;
    let of_a_rotation = Metrics::of(&report);
    assert!(of_a_rotation.cutover.is_some() && of_a_rotation.root_valid_days.is_some());
    assert!(!of_a_rotation.certificates.is_empty());
    report.purpose = certready::finding::Purpose::Urls;
    let metrics = Metrics::of(&report);
    assert_eq!((metrics.cutover, metrics.root_valid_days), (None, None));
    assert_eq!((metrics.certificates, metrics.revocation), (Vec::new(), of_a_rotation.revocation));
}
