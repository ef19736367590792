//! The decision: a word for each verdict, what blocks with its owner, what goes with it.

use certready::finding::{Cause, Code, Level, Owner, Verdict};
use certready::observation::Connect;
use certready::report::owner_words;

use crate::common::case::{self, Scene};
use crate::common::pki::paths;

#[test]
fn each_verdict_has_its_word() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    for (scene, verdict, word, token) in [
        (Scene::good(&pki), Verdict::Ready, "GO", "go"),
        (Scene::good(&pki).status(&crl, 403), Verdict::NotReady, "NO-GO", "no-go"),
        (
            Scene::good(&pki).asked(|asked| asked.skip = vec![Code::Clock]),
            Verdict::Undetermined,
            "CAN'T SAY",
            "cant-say",
        ),
        (Scene::good(&pki).store(&[&pki.root]), Verdict::ReadyWithWarnings, "GO WITH CONDITIONS", "go-with-conditions"),
    ] {
        let report = scene.judge().report;
        assert_eq!((report.verdict, report.decision.word.english, report.decision.token), (verdict, word, token));
        assert_eq!(report.decision.blockers.is_empty(), matches!(verdict, Verdict::Ready | Verdict::ReadyWithWarnings));
        assert_eq!(
            verdict == Verdict::ReadyWithWarnings,
            report.decision.blockers.is_empty() && !report.decision.conditions.is_empty()
        );
    }
}

#[test]
fn a_blocker_says_why_of_what_and_who_can_mend_it() {
    let pki = case::pki();
    let report = Scene::good(&pki).store(&[&pki.retiring]).judge().report;
    let point = report.decision.blockers.iter().find(|one| one.code == Code::RootPresent).unwrap();
    assert_eq!((point.level, point.cause, point.following), (Level::Failure, Some(Cause::RootAbsent), 0));
    assert_eq!(point.owner, owner_words(Some(Owner::RootStore)));
    assert!(point.next.is_some());
    assert_eq!(point.targets.len(), 1);
}

/// What follows from a common cause is mended with it: the block on top tells the cause and counts the rest.
#[test]
fn what_follows_from_a_blocker_is_counted_with_it() {
    let report = Scene::good(&case::pki()).cut_off(Connect::Timeout).judge().report;
    let below = report.findings.iter().filter(|one| one.below == Some(Code::WayOut)).count();
    let blockers = &report.decision.blockers;
    assert_eq!(blockers.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::WayOut]);
    assert_eq!(blockers[0].following, below);
    assert!(below > 0);
}

#[test]
fn findings_that_differ_in_their_target_alone_are_one_point() {
    let pki = case::pki();
    let report = Scene::good(&pki).asked(|asked| asked.only = vec![Code::RootPresent]).judge().report;
    let narrowed: Vec<_> = report.decision.blockers.iter().filter(|one| one.code == Code::RunComplete).collect();
    assert_eq!(narrowed.len(), 1);
    assert_eq!(narrowed[0].owner, owner_words(None));
}
