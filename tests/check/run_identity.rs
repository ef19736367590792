//! `run-identity`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{Logon, Setting};

use crate::common::case::{self, Scene};

#[test]
fn an_account_of_the_services_passes_however_it_was_logged_on() {
    let pki = case::pki();
    for (name, sid) in [("SYSTEM", "S-1-5-18"), ("LOCAL SERVICE", "S-1-5-19"), ("NETWORK SERVICE", "S-1-5-20")] {
        let judged = Scene::good(&pki).on_windows().account(name, sid).judge();
        let said = judged.one(Code::RunIdentity, "account");
        assert_eq!(case::said(said), ("run-identity.of-service", Level::Pass, None, Weight::Supporting));
        assert!(said.observed().contains(sid) && said.observed().contains("batch, elevated"), "{}", said.observed());
        assert!(said.observed().contains("member server of contoso.example"), "{}", said.observed());
    }
}

#[test]
fn a_persons_run_is_proven_for_that_account_alone() {
    let pki = case::pki();
    let scene = |logon| {
        let scene = Scene::good(&pki).on_windows().account(r"CONTOSO\admin", "S-1-5-21-1-2-3-500");
        scene.windows(move |facts, _| facts.logon = logon)
    };
    let judged = scene(Logon::Interactive).judge();
    let said = judged.one(Code::RunIdentity, "account");
    let expected = ("run-identity.interactive", Level::Warning, Some(Cause::OtherAccount), Weight::Supporting);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().contains(r"CONTOSO\admin (S-1-5-21-1-2-3-500), interactive"), "{}", said.observed());
    for logon in [Logon::Batch, Logon::Service, Logon::Network, Logon::Unknown] {
        assert_eq!(
            scene(logon).judge().said(Code::RunIdentity, "account").0,
            "run-identity.other-account",
            "{logon:?}"
        );
    }
}

#[test]
fn what_the_system_does_not_tell_of_the_account_is_said() {
    let pki = case::pki();
    let mut evidence = Scene::good(&pki).on_windows().evidence();
    evidence.observations.host.account_id = None;
    let asked = evidence.asked.clone();
    let judged = case::Judged::of(&evidence, &asked);
    assert_eq!(judged.said(Code::RunIdentity, "account").0, "run-identity.not-known");
    assert_eq!(judged.said(Code::RunIdentity, "account").1, Level::Unknown);
    let unread = Scene::good(&pki).on_windows().windows(|facts, _| facts.domain_role = Setting::Unreadable("x".into()));
    let judged = unread.judge();
    let said = judged.one(Code::RunIdentity, "account").observed();
    assert!(said.contains("its part in a domain is not known"), "{said}");
    assert!(Scene::good(&pki).judge().all(Code::RunIdentity).is_empty());
}
