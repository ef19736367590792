//! `os-retrieval`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{Connect, Retrieved};

use crate::common::case::{self, Scene};
use crate::common::pki::{TestPki, paths};
use crate::common::policy::labels::INTERMEDIATE;

/// A host on which Windows' own retrieval of one URL ends so.
fn ending(pki: &TestPki, path: &str, outcome: Retrieved) -> Scene {
    let url = pki.url(path);
    Scene::good(pki).on_windows().windows(move |facts, _| {
        let one = facts.retrievals.iter_mut().find(|one| one.id.url.as_str() == url);
        // Before anything was fetched there is none.
        if let Some(one) = one {
            one.outcome = outcome.clone();
        }
    })
}

#[test]
fn what_both_bring_passes_and_other_systems_are_not_asked() {
    let pki = case::pki();
    let judged = Scene::good(&pki).on_windows().judge();
    let expected = ("os-retrieval.both", Level::Pass, None, Weight::Decisive);
    assert_eq!(judged.said(Code::OsRetrieval, &pki.url(paths::CRL)), expected);
    assert!(judged.ids(Code::OsRetrieval).iter().all(|id| *id == "os-retrieval.both"));
    assert!(Scene::good(&pki).judge().all(Code::OsRetrieval).is_empty());
}

#[test]
fn what_windows_does_not_bring_fails_though_our_socket_does() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_CRL);
    for (outcome, cause, words) in [
        (Retrieved::Failed(12_002), Cause::RetrievalFailed, "failed with error 12002 (0x00002ee2)"),
        (Retrieved::Late, Cause::TooSlow, "did not end within 30 ms"),
    ] {
        let judged = ending(&pki, paths::ROOT_CRL, outcome).judge();
        let said = judged.one(Code::OsRetrieval, &url);
        assert_eq!(
            (said.template.id, said.level, said.cause),
            ("os-retrieval.not-by-windows", Level::Failure, Some(cause))
        );
        assert!(said.observed().contains(words), "{}", said.observed());
        assert_eq!(judged.verdict(), Verdict::NotReady);
        // Its word decides what is learnt of revocation as well.
        let learnt = judged.one(Code::RevocationPath, INTERMEDIATE);
        assert_ne!(learnt.template.id, "revocation-path.learnt");
        assert_eq!(judged.said(Code::EndpointReachable, &url).1, Level::Pass);
    }
}

#[test]
fn what_windows_alone_brings_counts_and_our_sockets_failure_is_a_warning() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_CRL);
    let crl = pki.root_crl().der();
    let scene = |brought: bool| {
        let (of, crl) = (url.clone(), crl.clone());
        let scene = Scene::good(&pki).unreachable(&url, Connect::Timeout).on_windows();
        scene.windows(move |facts, objects| {
            let one = facts.retrievals.iter_mut().find(|one| one.id.url.as_str() == of);
            if let Some(one) = one.filter(|_| brought) {
                let body = objects.put(&crl).unwrap();
                one.outcome = Retrieved::Came { body, bytes: crl.len() as u64 };
            }
        })
    };
    let judged = scene(true).judge();
    assert_eq!(judged.said(Code::OsRetrieval, &url).0, "os-retrieval.windows-alone");
    let reachable = judged.said(Code::EndpointReachable, &url);
    assert_eq!((reachable.1, reachable.3), (Level::Warning, Weight::Supporting));
    assert_eq!(judged.said(Code::RevocationPath, INTERMEDIATE).1, Level::Pass);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    // Where Windows brings nothing either, the endpoint's own failure stands.
    let judged = scene(false).judge();
    assert_eq!(judged.said(Code::OsRetrieval, &url).0, "os-retrieval.neither");
    assert_eq!(judged.said(Code::EndpointReachable, &url).1, Level::Failure);
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn a_page_that_windows_retrieves_in_the_objects_place_is_nothing() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_CRL);
    let of = url.clone();
    let judged = Scene::good(&pki)
        .on_windows()
        .windows(move |facts, objects| {
            let one = facts.retrievals.iter_mut().find(|one| one.id.url.as_str() == of);
            if let Some(one) = one {
                let page = b"<html><head><title>Blocked</title></head></html>";
                one.outcome = Retrieved::Came { body: objects.put(page).unwrap(), bytes: page.len() as u64 };
            }
        })
        .judge();
    let said = judged.one(Code::OsRetrieval, &url);
    assert_eq!((said.template.id, said.cause), ("os-retrieval.not-by-windows", Some(Cause::BodyHtml)));
}

#[test]
fn a_retrieval_that_was_cut_or_could_not_be_started_is_unknown() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_CRL);
    for (outcome, words) in [
        (Retrieved::Cut, "was cut by the end of the run"),
        (Retrieved::Unstarted("access denied".into()), "could not be started: access denied"),
    ] {
        let judged = ending(&pki, paths::ROOT_CRL, outcome).judge();
        let said = judged.one(Code::OsRetrieval, &url);
        assert_eq!((said.template.id, said.level), ("os-retrieval.not-known", Level::Unknown));
        assert!(said.observed().contains(words), "{}", said.observed());
        assert_eq!(judged.verdict(), Verdict::Undetermined);
    }
}
