//! Ways in which a run could be called ready and must not be, or not ready and need not be. Each has one thing wrong in a
//! good run, and its good twin beside it.

use certready::finding::{Cause, Client, Code, Level, Verdict, Weight};
use certready::observation::{Attempt, Connect, Ended, NotStarted, Reached};

use crate::common::case::{self, Judged, Scene};
use crate::common::cert::Cert;
use crate::common::der;
use crate::common::pki::{TestPki, day, paths};
use crate::common::policy::{PolicyText, labels};

const LEAF: &str = "the service's certificate, issued by Certready Test CA G1";

/// The policy without any responder: the CRLs alone must tell.
fn crls_alone(pki: &TestPki) -> impl FnOnce(PolicyText) -> PolicyText {
    let (root, below) = (pki.url(paths::ROOT_CRL), pki.url(paths::CRL));
    move |text| {
        let text = text.without_endpoints().endpoint("crl", &root, labels::ROOT, "required");
        text.endpoint("crl", &below, labels::INTERMEDIATE, "required")
    }
}

fn path(judged: &Judged, target: &str) -> (&'static str, Level, Option<Cause>, Weight) {
    judged.said(Code::RevocationPath, target)
}

#[test]
fn a_crl_for_cas_alone_says_nothing_of_the_service_s_own_certificate() {
    let pki = case::pki();
    let scene = |tag: u8| {
        let crl = pki.crl().issuing(&[&der::primitive(tag, &[0xff])]).der();
        Scene::good(&pki).policy(crls_alone(&pki)).body(&pki.url(paths::CRL), &crl).judge()
    };
    let (users, authorities) = (scene(1), scene(2));
    assert_eq!(users.verdict(), Verdict::Ready);
    assert_eq!(authorities.verdict(), Verdict::NotReady);
    let none = ("revocation-path.none", Level::Failure, Some(Cause::WrongScope), Weight::Decisive);
    assert_eq!(path(&authorities, LEAF), none);
}

#[test]
fn a_self_issued_intermediate_that_is_revoked_is_revoked() {
    let pki = case::pki();
    let judged = |name: &str| {
        let rollover = Cert::ca(name).key_named("rollover").serial(&[0x4c, 5, 5, 5]).crl(&pki.url(paths::ROOT_CRL));
        let rollover = rollover.issued_by(&pki.root);
        let crl = pki.root_crl().revoke(&rollover.serial(), day(-3)).der();
        let scene = Scene::good(&pki).policy(|text| text.intermediate_too("Rollover", labels::ROOT, &rollover));
        scene.body(&pki.url(paths::ROOT_CRL), &crl).judge()
    };
    for name in [labels::ROOT, "Another CA"] {
        assert_eq!(path(&judged(name), "Rollover").0, "revocation-path.revoked", "{name}");
        assert_eq!(judged(name).verdict(), Verdict::NotReady, "{name}");
    }
}

#[test]
fn a_level_that_lowers_a_failure_is_said_and_is_a_condition() {
    let pki = case::pki();
    let absent = || Scene::good(&pki).store(&[&pki.retiring]);
    assert_eq!(absent().judge().verdict(), Verdict::NotReady);
    let levels = "levels:\n  - code: root-present\n    level: notice\n    reason: the proxy validates for us";
    let lowered = absent().policy(|text| text.more(levels)).judge();
    assert_eq!(lowered.verdict(), Verdict::ReadyWithWarnings);
    let said = lowered.by_id("run-complete.lowered");
    let warning = ("run-complete.lowered", Level::Warning, Some(Cause::LevelLowered), Weight::Supporting);
    assert_eq!(case::said(said), warning);
    assert!(said.observed().ends_with("to notice: the proxy validates for us"), "{}", said.observed());
}

#[test]
fn a_signer_that_aia_brought_leads_to_the_incoming_anchor_and_is_valid() {
    let pki = case::pki();
    let judged = |namesake: Cert, by_the_incoming: bool| {
        let issuer = if by_the_incoming { &pki.root } else { &pki.retiring };
        let namesake = namesake.key_named("another key").serial(&[0x4c, 7, 7]).issued_by(issuer);
        let scene = Scene::good(&pki).policy(crls_alone(&pki)).body(&pki.url(paths::ROOT_AIA), namesake.der());
        scene.body(&pki.url(paths::CRL), &pki.fresh_crl(&namesake).der()).judge()
    };
    let namesake = || Cert::ca(labels::INTERMEDIATE);
    assert_eq!(path(&judged(namesake(), false), LEAF).0, "revocation-path.none");
    assert_eq!(path(&judged(namesake().valid(day(-900), day(-500)), true), LEAF).0, "revocation-path.none");
}

#[test]
fn in_the_overlap_the_new_chain_must_work_already() {
    let young = case::pki_plan()
        .root(|cert| cert.valid(day(5), day(3650)))
        .intermediate(|cert| cert.valid(day(5), day(2000)))
        .build();
    let rollout = |from: i64| Scene::good(&young).policy(|text| text.header("rollout_from", &day(from).to_string()));
    let overlap = rollout(-3).judge();
    assert_eq!(overlap.said(Code::RootValidity, labels::ROOT).0, "root-validity.not-yet");
    assert_eq!(overlap.said(Code::IntermediateValidity, labels::INTERMEDIATE).0, "intermediate-validity.not-yet");
    let before = rollout(10).judge();
    assert_eq!(before.said(Code::RootValidity, labels::ROOT).0, "root-validity.not-yet-today");
}

#[test]
fn an_old_root_that_ended_or_lost_its_programme_is_said_while_the_old_chain_counts() {
    let old = case::pki_plan().retiring(|cert| cert.valid(day(-3650), day(-5))).build();
    let ended = Scene::good(&old).judge();
    assert_eq!(ended.said(Code::RetiringRoot, labels::RETIRING).0, "retiring-root.expired");
    assert_eq!(ended.verdict(), Verdict::ReadyWithWarnings);
    let pki = case::pki();
    let distrusted = |by: &str| {
        let yaml = format!(
            "distrust:\n  - root: {}\n    by: {by}\n    on: {}\n    source: their announcement",
            labels::RETIRING,
            day(-30).date()
        );
        let scene = Scene::good(&pki).client(Client::OpensslNoRevocation).policy(|text| text.more(&yaml));
        scene.judge().said(Code::RetiringRoot, labels::RETIRING).0
    };
    assert_eq!(distrusted("mozilla"), "retiring-root.distrusted");
    assert_eq!(distrusted("chrome"), "retiring-root.present");
}

#[test]
fn what_a_refusal_brings_is_nobody_s_issuer() {
    let pki = case::pki();
    let judged = Scene::good(&pki).answer(&pki.url(paths::AIA), |answer| answer.status = 403).judge();
    assert_eq!(judged.said(Code::IntermediatePresent, labels::INTERMEDIATE).0, "intermediate-present.absent");
    assert_eq!(judged.ids(Code::AiaChains), ["aia-chains.anchor"]);
}

#[test]
fn a_mere_connection_is_no_answer_whatever_the_evidence_says() {
    let pki = case::pki();
    let address = "192.0.2.1:80".parse().unwrap();
    let attempts = vec![Attempt { address, outcome: Connect::Connected, took_ms: 1, told_by: None }];
    let connected = Reached::Connected { attempts, fault: None, hops: Vec::new() };
    let judged = Scene::good(&pki).reached(&pki.url(paths::CRL), connected).judge();
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn a_certificate_that_aia_brought_beside_the_path_does_not_decide() {
    let pki = case::pki();
    let other = Cert::ca("Another CA of R1").crl("http://other.test/x.crl").issued_by(&pki.root);
    let scene = || Scene::good(&pki).body(&pki.url(paths::AIA), other.der());
    let down = scene().unreachable("http://other.test/x.crl", Connect::Refused).judge();
    let warning = ("revocation-path.none", Level::Warning, Some(Cause::ConnectRefused), Weight::Supporting);
    assert_eq!(path(&down, "Another CA of R1"), warning);
    assert_eq!(down.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn a_group_waits_for_its_member_that_was_not_tried() {
    let pki = case::pki();
    let (crl, ocsp, below) = (pki.url(paths::ROOT_CRL), pki.url(paths::ROOT_OCSP), pki.url(paths::CRL));
    let group = |text: PolicyText| {
        text.without_endpoints()
            .endpoint("crl", &crl, labels::ROOT, "one-of root-status")
            .ocsp(&ocsp, labels::ROOT, Some(labels::INTERMEDIATE), "one-of root-status")
            .endpoint("crl", &below, labels::INTERMEDIATE, "required")
    };
    let scene = || Scene::good(&pki).policy(group).status(&crl, 403);
    let untried = scene().reached(&ocsp, Reached::Nothing(NotStarted::Deadline)).ended(Ended::Deadline).judge();
    assert_eq!(untried.verdict(), Verdict::Undetermined);
    assert_eq!(scene().judge().verdict(), Verdict::ReadyWithWarnings);
    assert_eq!(scene().unreachable(&ocsp, Connect::Refused).judge().verdict(), Verdict::NotReady);
}

#[test]
fn an_anchor_of_several_certificates_issued_by_the_one_that_did() {
    let pki = case::pki();
    let one = format!("any_of: [{{ sha256: {} }}]\n    certificates: [r1.pem]", pki.root.fingerprint());
    let two = format!(
        "any_of: [{{ sha256: {} }}, {{ sha256: {} }}]\n    certificates: [r0.pem, r1.pem]",
        pki.retiring.fingerprint(),
        pki.root.fingerprint()
    );
    let judged = Scene::good(&pki).policy(|text| text.replacing(&one, &two)).judge();
    assert_eq!(judged.verdict(), Verdict::Ready);
}

#[test]
fn pem_at_an_aia_url_is_a_notice_because_the_certificate_is_there() {
    let pki = case::pki();
    let url = pki.url("/more.crt");
    let scene = Scene::good(&pki).policy(|text| text.endpoint("aia", &url, labels::ROOT, "required"));
    let judged = scene.body(&url, pki.intermediate.pem().as_bytes()).answer(&url, |answer| answer.status = 200).judge();
    assert_eq!(judged.said(Code::EndpointGenuine, &url).1, Level::Notice);
    assert_eq!(judged.verdict(), Verdict::Ready);
}

#[test]
fn a_waiver_holds_to_the_end_of_its_day_and_no_look_back_revives_it() {
    let pki = case::pki();
    let verdict = |expires: i64, as_of: Option<i64>| {
        let waivers = format!(
            "waivers:\n  - code: root-present\n    target: {}\n    cause: root-absent\n    reason: on its way\n    \
             expires: {}",
            labels::ROOT,
            day(expires).date()
        );
        let scene = Scene::good(&pki).store(&[&pki.retiring]).policy(|text| text.more(&waivers));
        scene.asked(|asked| asked.as_of = as_of.map(day)).judge().verdict()
    };
    assert_eq!(verdict(0, None), Verdict::ReadyWithWarnings);
    assert_eq!(verdict(-1, None), Verdict::NotReady);
    assert_eq!(verdict(-3, Some(-10)), Verdict::NotReady);
}

#[test]
fn a_client_that_ignores_trust_is_told_what_mail_will_be() {
    let pki = case::pki();
    let judged = Scene::good(&pki).store(&[&pki.retiring]).client(Client::SchannelOpportunistic).judge();
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    let sentence = judged.report.headline.sentence.to_string();
    let begins =
        "Mail goes on, encrypted and unauthenticated: this client ignores trust. 1 failure that does not decide";
    assert!(sentence.starts_with(begins), "{sentence}");
}
