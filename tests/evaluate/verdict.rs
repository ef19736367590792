//! Whole runs and what they come to.

use certready::evidence::Asked;
use certready::finding::{Cause, Client, Code, Level, Verdict, Weight};
use certready::observation::{Connect, Ended};

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::{at, day, paths};
use crate::common::policy::PolicyText;
use crate::common::policy::labels::ROOT;

#[test]
fn a_run_where_all_is_good_is_ready() {
    let judged = Scene::good(&case::pki()).judge();
    let open: Vec<_> = judged.asks().into_iter().filter(|said| !said.0.ends_with("-fresh.again")).collect();
    assert_eq!(open, Vec::new());
    assert_eq!(judged.verdict(), Verdict::Ready);
    assert_eq!(judged.ids(Code::RunComplete), ["run-complete.complete"]);
}

#[test]
fn a_decisive_failure_is_not_ready() {
    let pki = case::pki();
    assert_eq!(Scene::good(&pki).store(&[&pki.retiring]).judge().verdict(), Verdict::NotReady);
}

#[test]
fn a_network_that_answers_nothing_is_not_ready_and_says_why() {
    let judged = Scene::good(&case::pki()).cut_off(Connect::Timeout).judge();
    assert_eq!(judged.verdict(), Verdict::NotReady);
    let failed = judged.all(Code::EndpointReachable);
    assert!(failed.iter().all(|one| one.cause == Some(Cause::ConnectTimeout)));
    // We tried and could not: that is a failure, and nothing here is unknown.
    assert!(judged.report.findings.iter().all(|one| one.level != Level::Unknown));
}

#[test]
fn a_decisive_unknown_is_undetermined() {
    let pki = case::pki();
    let scene = Scene::good(&pki).store(&[&pki.retiring]).unread("/etc/ssl/more", "permission denied", true);
    assert_eq!(scene.judge().verdict(), Verdict::Undetermined);
}

#[test]
fn a_supporting_failure_is_ready_with_warnings() {
    let pki = case::pki();
    let judged = Scene::good(&pki).fetch(&pki.url(paths::ROOT_CRL), |fetch, _| fetch.took_ms = 15_001).judge();
    assert_eq!(judged.by_id("endpoint-timely.too-slow").level, Level::Failure);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_supporting_unknown_is_ready_with_warnings() {
    let judged = Scene::good(&case::pki()).unread("/etc/ssl/more", "permission denied", true).judge();
    assert_eq!(judged.by_id("store-complete.denied").weight, Weight::Supporting);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn findings_are_sorted_and_judging_again_gives_the_same() {
    let pki = case::pki();
    let scene =
        Scene::good(&pki).cut_off(Connect::Refused).store(&[]).unread("/z", "x", false).unread("/a", "x", false);
    let evidence = scene.evidence();
    let (one, two) = (Judged::of(&evidence, &Asked::default()), Judged::of(&evidence, &Asked::default()));
    assert_eq!(one.report.findings, two.report.findings);
    let places: Vec<_> = one.all(Code::StoreComplete).iter().map(|finding| finding.target.to_string()).collect();
    assert_eq!(places, ["/a", "/z", "store"]);
    let codes: Vec<_> = one.report.findings.iter().map(|finding| finding.code).collect();
    assert!(codes.is_sorted());
}

/// The verdict of a scene under each client profile, the strictest first.
fn by_client(scene: impl Fn() -> Scene) -> [Verdict; 3] {
    Client::ALL.map(|client| scene().client(client).judge().verdict())
}

#[test]
fn a_client_that_validates_needs_root_and_revocation() {
    let pki = case::pki();
    let without_root = by_client(|| Scene::good(&pki).store(&[&pki.retiring]));
    assert_eq!(without_root, [Verdict::NotReady, Verdict::ReadyWithWarnings, Verdict::NotReady]);
    let without_network = by_client(|| Scene::good(&pki).cut_off(Connect::Timeout));
    assert_eq!(without_network, [Verdict::NotReady, Verdict::ReadyWithWarnings, Verdict::ReadyWithWarnings]);
    assert_eq!(by_client(|| Scene::good(&pki)), [Verdict::Ready; 3]);
}

#[test]
fn each_check_decides_for_the_profiles_that_its_registry_entry_names() {
    let pki = case::pki();
    let evidence = Scene::good(&pki).evidence();
    for client in Client::ALL {
        let judged = Judged::of(&evidence, &Asked { client: Some(client), ..Asked::default() });
        for check in certready::check::REGISTRY {
            let decisive = judged.all(check.code).iter().any(|one| one.weight == Weight::Decisive);
            // Those that decide under this profile may still make one finding lighter, and never one heavier.
            assert!(!decisive || check.decisive.contains(&client), "{} under {client}", check.code);
        }
    }
}

#[test]
fn postfix_on_the_host_means_that_revocation_is_not_asked_for() {
    let pki = case::pki();
    let scene = || Scene::good(&pki).postfix("3.7.11");
    let judged = scene().judge();
    assert_eq!(judged.report.client, Client::OpensslNoRevocation);
    assert_eq!(judged.report.client_origin, "Postfix is on this host");
    let asked = scene().client(Client::SchannelValidating).judge();
    assert_eq!((asked.report.client, asked.report.client_origin.english), (Client::SchannelValidating, "as asked"));
    let assumed = Scene::good(&pki).judge();
    assert_eq!(assumed.report.client, Client::SchannelValidating);
    assert_eq!(assumed.report.client_origin, "assumed: the strictest");
}

#[test]
fn a_run_narrowed_to_any_part_is_at_best_undetermined() {
    let evidence = Scene::good(&case::pki()).evidence();
    for code in Code::ALL {
        let only = Judged::of(&evidence, &Asked { only: vec![*code], ..Asked::default() });
        assert_eq!(only.verdict(), Verdict::Undetermined, "--only {code}");
        assert!(only.report.findings.iter().all(|one| one.code == *code || one.code == Code::RunComplete));
        if *code != Code::RunComplete {
            let skip = Judged::of(&evidence, &Asked { skip: vec![*code], ..Asked::default() });
            assert_eq!(skip.verdict(), Verdict::Undetermined, "--skip {code}");
            assert_eq!(skip.ids(*code), Vec::<&str>::new());
            let said = skip.by_id("run-complete.narrowed");
            assert_eq!(said.observed(), format!("left out on request: {code}"));
        }
    }
}

#[test]
fn every_check_asked_for_by_name_leaves_nothing_out() {
    let judged = Scene::good(&case::pki()).asked(|asked| asked.only = Code::ALL.to_vec()).judge();
    assert_eq!(judged.verdict(), Verdict::Ready);
    // What is said of the run itself can't be skipped.
    let judged = Scene::good(&case::pki()).asked(|asked| asked.skip = vec![Code::RunComplete]).judge();
    assert_eq!(judged.ids(Code::RunComplete), ["run-complete.complete"]);
}

#[test]
fn a_narrowed_run_still_fails_where_it_looked() {
    let pki = case::pki();
    let scene = Scene::good(&pki).store(&[]).asked(|asked| asked.only = vec![Code::RootPresent]);
    assert_eq!(scene.judge().verdict(), Verdict::NotReady);
}

#[test]
fn a_run_that_did_not_end_is_undetermined() {
    let pki = case::pki();
    let ended = |ended| Scene::good(&pki).ended(ended).judge();
    let deadline = ended(Ended::Deadline);
    assert_eq!(case::said(deadline.by_id("run-complete.deadline")).2, Some(Cause::Deadline));
    assert_eq!(deadline.verdict(), Verdict::Undetermined);
    let interrupted = ended(Ended::Interrupted);
    assert_eq!(case::said(interrupted.by_id("run-complete.interrupted")).2, Some(Cause::Interrupted));
    assert_eq!(interrupted.verdict(), Verdict::Undetermined);
}

#[test]
fn evidence_that_lacks_what_the_policy_names_is_undetermined() {
    // So it is where a superseded policy was run without a cutover, and the evidence is judged with one.
    let scene = Scene::good(&case::pki()).policy(|text| text.superseded_by("next"));
    let mut evidence = scene.evidence();
    evidence.observations.fetches.clear();
    let asked = Asked { cutover: Some(day(30)), ..Asked::default() };
    let judged = Judged::of(&evidence, &asked);
    let said = judged.by_id("run-complete.uncollected");
    assert_eq!(case::said(said).1, Level::Unknown);
    assert_eq!((said.cause, said.weight), (Some(Cause::PartialRun), Weight::Decisive));
    assert_eq!(judged.verdict(), Verdict::Undetermined);
    assert_eq!(Judged::of(&scene.evidence(), &asked).ids(Code::RunComplete), ["run-complete.complete"]);
}

#[test]
fn a_policy_of_roots_alone_says_nothing_of_revocation_and_is_ready_with_that_warning_at_best() {
    let judged = Scene::good(&case::pki()).policy(PolicyText::roots_only).judge();
    assert_eq!(judged.ids(Code::RevocationPath), ["revocation-path.unseen"]);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_superseded_policy_is_undetermined_unless_a_cutover_is_asked() {
    let scene = || Scene::good(&case::pki()).policy(|text| text.superseded_by("next"));
    let judged = scene().judge();
    assert_eq!(judged.verdict(), Verdict::Undetermined);
    assert_eq!(judged.report.findings.len(), 1);
    assert_eq!(scene().asked(|asked| asked.cutover = Some(day(30))).judge().verdict(), Verdict::Ready);
}

#[test]
fn no_template_advises_to_remove_a_root() {
    let checks = certready::check::REGISTRY.iter().copied().chain([&certready::evaluate::RUN_COMPLETE]);
    for template in checks.flat_map(|check| check.templates) {
        let advice = [template.next, template.verify].concat().to_lowercase();
        for word in ["remove", "delete", "uninstall", "withdraw", "distrust", "disable", "purge", "clean up"] {
            assert!(!advice.contains(word), "{}: {advice}", template.id);
        }
    }
}

// The two policies of the catalogue, judged with no network on 2026-11-23.

fn catalogue(id: &str, cutover: Option<&str>) -> Judged {
    let pki = case::pki();
    let read = |name: &str| {
        let path = format!("{}/tests/fixtures/roots/{name}.pem", env!("CARGO_MANIFEST_DIR"));
        let pem = std::fs::read(path).unwrap();
        certready::pki::decode_certificates(&pem).items.remove(0).der().to_vec()
    };
    let scene = Scene::good(&pki).embedded(id).cut_off(Connect::Timeout).store(&[]);
    let roots = ["baltimore-cybertrust-root", "globalsign-r1", "digicert-global-root-ca", "digicert-global-root-g2"];
    let scene =
        roots.iter().fold(scene, |scene, name| scene.stored_bytes(&read(name), certready::observation::Form::Pem));
    scene.asked(|asked| asked.cutover = cutover.map(at)).judge()
}

#[test]
fn the_policy_of_2018_is_superseded_today_and_names_its_successor() {
    let judged = catalogue("exchange-online-2018", None);
    assert_eq!(judged.verdict(), Verdict::Undetermined);
    assert_eq!(judged.report.findings.len(), 1);
}

#[test]
fn the_policy_of_2018_judged_for_its_date_finds_its_roots_and_no_endpoint() {
    let judged = catalogue("exchange-online-2018", Some("2018-09-03"));
    assert_eq!(judged.verdict(), Verdict::NotReady);
    assert!(judged.all(Code::RootPresent).iter().all(|one| one.level == Level::Pass));
    assert_eq!(judged.ids(Code::IntermediateValidity), ["intermediate-validity.expired-since"]);
    let reached = judged.all(Code::EndpointReachable);
    assert!(reached.iter().any(|one| one.level == Level::Failure && one.weight == Weight::Decisive));
    assert!(reached.iter().all(|one| one.cause == Some(Cause::ConnectTimeout)));
}

#[test]
fn a_cutover_past_the_end_of_the_root_turns_the_findings() {
    let before = catalogue("exchange-online-2018", Some("2018-09-03"));
    assert!(before.ids(Code::RootValidity).contains(&"root-validity.valid"));
    let after = catalogue("exchange-online-2018", Some("2028-02-01"));
    assert!(after.ids(Code::RootValidity).contains(&"root-validity.expired"));
    assert_eq!(after.verdict(), Verdict::NotReady);
}

#[test]
fn the_policy_of_2026_needs_its_endpoints_and_finds_its_root() {
    let judged = catalogue("exchange-online-smtp-2026", None);
    assert_eq!(judged.verdict(), Verdict::NotReady);
    assert!(judged.all(Code::RootPresent).iter().all(|one| one.level == Level::Pass));
    assert_ne!(
        judged.report.findings.iter().find(|one| one.target.as_str() == ROOT).map(|one| one.code),
        Some(Code::Clock)
    );
}
