//! The timeline: which spans and marks, on which scale.

use certready::report::{Panel, Report};

use crate::common::case::{self, Scene};
use crate::common::cert::Cert;
use crate::common::pki::{day, paths};

fn panel<'a>(report: &'a Report, title: &str) -> &'a Panel {
    report.timeline.iter().find(|one| one.title == title).unwrap()
}

fn roles(panel: &Panel) -> Vec<&'static str> {
    panel.spans.iter().map(|one| one.role.english).collect()
}

#[test]
fn certificates_stand_with_their_own_validity() {
    let pki = case::pki();
    let report = Scene::good(&pki).judge().report;
    let panel = panel(&report, "Certificates");
    assert_eq!(roles(panel), ["retiring root", "incoming root", "intermediate"]);
    let words: Vec<&str> = panel.marks.iter().map(|one| one.word.english).collect();
    assert!(words.starts_with(&["observed", "cutover"]), "{words:?}");
    assert!(panel.marks.iter().all(|one| (panel.from..=panel.until).contains(&one.at)), "{panel:?}");
    assert!(panel.ticks.iter().all(|one| (panel.from..=panel.until).contains(&one.at)), "{panel:?}");
    assert!(!panel.ticks.is_empty() && panel.ticks.len() <= 9, "{panel:?}");
}

/// What a service presents and what this host itself presents stand beside the policy's, each once.
#[test]
fn presented_and_own_certificates_stand_beside_the_policys() {
    let pki = case::pki();
    let own = Cert::leaf("own.certready.test").without_urls().issued_by(&pki.intermediate);
    let scene = Scene::good(&pki).presenting(&[&pki.leaf, &pki.intermediate]).own(&[&own], |_| ());
    let report = scene.judge().report;
    let panel = panel(&report, "Certificates");
    assert_eq!(roles(panel), ["retiring root", "incoming root", "intermediate", "presented", "this host's own"]);
    assert_eq!(panel.spans[3].label.as_str(), "mail.certready.test");
}

#[test]
fn signed_data_stands_with_its_own_times_and_says_what_its_end_means() {
    let report = Scene::good(&case::pki()).judge().report;
    let panel = panel(&report, "CRLs and OCSP answers");
    assert!(roles(panel).contains(&"CRL") && roles(panel).contains(&"OCSP answer"), "{panel:?}");
    for span in &panel.spans {
        let again = span.until.is_some_and(|until| until < report.times.cutover);
        assert_eq!(
            span.remark.is_some_and(|one| one.english == "ends before the cutover: it must be had again then"),
            again,
            "{span:?}"
        );
    }
    assert!((panel.from..=panel.until).contains(&report.times.observed));
}

#[test]
fn data_that_nobody_verified_has_no_span() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let before = Scene::good(&pki).judge().report;
    let after = Scene::good(&pki).body(&crl, b"<html></html>").judge().report;
    let has =
        |report: &Report| panel(report, "CRLs and OCSP answers").spans.iter().any(|one| one.label.as_str() == crl);
    assert!(has(&before) && !has(&after));
}

#[test]
fn a_judgement_at_another_time_is_marked() {
    let report = Scene::good(&case::pki()).asked(|asked| asked.as_of = Some(day(31))).judge().report;
    let marks = &panel(&report, "Certificates").marks;
    assert!(marks.iter().any(|one| one.word == "judged as of" && one.at == day(31)), "{marks:?}");
}

#[test]
fn single_urls_have_no_cutover() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let report = Scene::good(&pki).urls(&[&crl], &[&pki.intermediate]).judge().report;
    assert!(report.timeline.iter().flat_map(|one| &one.marks).all(|one| one.word != "cutover"));
}
