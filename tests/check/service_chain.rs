//! `service-chain`: to which root, and whether this host accepts it.

use certready::finding::{Cause, Client, Code, Level, Verdict, Weight};
use certready::observation::{Form, ServiceFault, ServiceStep, Talk};
use certready::pki::decode_certificates;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::{Cert, Issued};
use crate::common::pki::{TestPki, day};
use crate::common::policy::labels::{RETIRING, ROOT};
use crate::common::served::{SERVICE, at, smtp};
use certready::policy::Protocol;

fn ids(judged: &Judged) -> Vec<&'static str> {
    judged.ids(Code::ServiceChain)
}

fn said(judged: &Judged, id: &str) -> Said {
    case::said(judged.by_id(id))
}

/// The service's certificate below the retiring root, by an intermediate of its own.
fn old_chain(pki: &TestPki) -> (Issued, Issued) {
    let issuer = Cert::ca("Certready Test CA G0").issued_by(&pki.retiring);
    let leaf = Cert::leaf("mail.certready.test").without_urls().issued_by(&issuer);
    (leaf, issuer)
}

fn after(scene: Scene) -> Scene {
    scene.asked(|asked| asked.as_of = Some(day(40)))
}

/// Before the rollout the retiring chain is right, and the incoming one is early; afterwards the incoming one alone is.
#[test]
fn which_root_is_right_follows_from_the_phase() {
    let pki = case::pki();
    let (leaf, issuer) = old_chain(&pki);
    let new = |scene: Scene| scene.presenting(&[&pki.leaf, &pki.intermediate]);
    let old = |scene: Scene| scene.presenting(&[&leaf, &issuer]);
    let overlap = || {
        let (from, until) = (pki.day(-1).to_string(), pki.day(31).to_string());
        Scene::good(&pki).policy(|text| text.header("rollout_from", &from).header("rollout_until", &until))
    };
    let pass = |id| (id, Level::Pass, None, Weight::Decisive);
    for (judged, due) in [
        (old(Scene::good(&pki)).judge(), pass("service-chain.retiring")),
        (new(Scene::good(&pki)).judge(), pass("service-chain.already-rotated")),
        (old(overlap()).judge(), pass("service-chain.retiring")),
        (new(overlap()).judge(), pass("service-chain.incoming")),
        (new(after(Scene::good(&pki))).judge(), pass("service-chain.incoming")),
        (
            old(after(Scene::good(&pki))).judge(),
            ("service-chain.not-rotated", Level::Failure, Some(Cause::WrongRoot), Weight::Decisive),
        ),
    ] {
        let mut found = ids(&judged);
        found.sort_unstable();
        assert_eq!(found, ["service-chain.accepted", due.0]);
        assert_eq!(said(&judged, due.0), due);
    }
    let observed = old(Scene::good(&pki)).judge().by_id("service-chain.retiring").observed();
    assert!(observed.contains(RETIRING) && observed.contains("Certready Test CA G0"), "{observed}");
    let observed = new(Scene::good(&pki)).judge().by_id("service-chain.already-rotated").observed();
    assert!(observed.contains(ROOT), "{observed}");
}

#[test]
fn a_whole_good_run_with_a_service_is_ready() {
    let pki = case::pki();
    assert_eq!(Scene::good(&pki).presenting(&[&pki.leaf, &pki.intermediate]).judge().verdict(), Verdict::Ready);
}

/// A host may hold the incoming root and still fail on the intermediate that nobody gives it.
#[test]
fn a_missing_intermediate_is_said_and_windows_has_it_by_aia() {
    let pki = case::pki();
    let leaf_alone = |client| Scene::good(&pki).client(client).presenting(&[&pki.leaf]).judge();
    let judged = leaf_alone(Client::OpensslNoRevocation);
    assert_eq!(ids(&judged), ["service-chain.already-rotated", "service-chain.lacking", "service-chain.not-accepted"]);
    let due = ("service-chain.not-accepted", Level::Failure, Some(Cause::IntermediateAbsent), Weight::Decisive);
    assert_eq!(said(&judged, due.0), due);
    let next = judged.by_id("service-chain.not-accepted").next().unwrap();
    assert!(next.contains("Certready Test CA G1"), "{next}");
    assert_eq!(judged.verdict(), Verdict::NotReady);
    let judged = leaf_alone(Client::SchannelValidating);
    assert_eq!(ids(&judged), ["service-chain.already-rotated", "service-chain.accepted", "service-chain.lacking"]);
    let due = ("service-chain.lacking", Level::Warning, Some(Cause::IntermediateAbsent), Weight::Supporting);
    assert_eq!(said(&judged, due.0), due);
}

#[test]
fn without_its_root_in_the_store_a_chain_is_not_accepted() {
    let pki = case::pki();
    let judged = Scene::good(&pki).store(&[&pki.retiring]).presenting(&[&pki.leaf, &pki.intermediate]).judge();
    assert_eq!(ids(&judged), ["service-chain.already-rotated", "service-chain.not-accepted"]);
    let due = ("service-chain.not-accepted", Level::Failure, Some(Cause::RootAbsent), Weight::Decisive);
    assert_eq!(said(&judged, due.0), due);
    // It may stand in what could not be read.
    let scene = Scene::good(&pki).store(&[&pki.retiring]).unread("/etc/ssl/private.pem", "permission denied", true);
    let judged = scene.presenting(&[&pki.leaf, &pki.intermediate]).judge();
    let due = ("service-chain.not-known", Level::Unknown, Some(Cause::StoreIncomplete), Weight::Decisive);
    assert_eq!(said(&judged, due.0), due);
}

#[test]
fn an_expired_certificate_is_not_accepted_and_leads_where_it_leads() {
    let pki = case::pki();
    let expired = Cert::leaf("mail.certready.test").valid(day(-100), day(-1)).issued_by(&pki.intermediate);
    let judged = Scene::good(&pki).presenting(&[&expired, &pki.intermediate]).judge();
    assert_eq!(ids(&judged), ["service-chain.already-rotated", "service-chain.not-accepted"]);
    assert_eq!(said(&judged, "service-chain.not-accepted").2, Some(Cause::Expired));
}

/// The key of a root of its own, issued by the retiring one: who has only the old root accepts it too.
#[test]
fn a_cross_certificate_on_the_way_is_named() {
    let pki = case::pki();
    let known = pki.root.certificate();
    let cross = Cert::ca("Certready Test Root R1").spki(&pki.root.spki()).issued_by(&pki.retiring);
    assert_eq!(cross.certificate().subject(), known.subject());
    let judged = Scene::good(&pki).store(&[&pki.retiring]).presenting(&[&pki.leaf, &pki.intermediate, &cross]).judge();
    // It leads to the incoming root as well, which this host lacks.
    assert_eq!(ids(&judged), ["service-chain.already-rotated", "service-chain.accepted"]);
    let observed = judged.by_id("service-chain.already-rotated").observed();
    let words = "with a cross-certificate: Certready Test Root R1 as issued by Certready Test Root R0";
    assert!(observed.contains(words), "{observed}");
    let observed = judged.by_id("service-chain.accepted").observed();
    assert!(observed.contains("Certready Test Root R1 → Certready Test Root R0"), "{observed}");
}

#[test]
fn a_root_of_this_host_alone_is_interception_for_a_public_name() {
    let pki = case::pki();
    let root = Cert::ca("Acme TLS Inspection Root").self_signed();
    let leaf = |name: &str| Cert::leaf(name).without_urls().issued_by(&root);
    let presents = |id, name: &str| {
        let chain = [leaf(name).der().to_vec()];
        Scene::good(&pki).stored(&root, Form::Pem).presenting_bytes(id, &chain).judge()
    };
    let judged = presents(at(Protocol::Smtp, "mail.example.com", 25), "mail.example.com");
    let due = ("service-chain.intercepted", Level::Failure, Some(Cause::TlsIntercepted), Weight::Decisive);
    assert_eq!(said(&judged, due.0), due);
    assert!(ids(&judged).contains(&"service-chain.accepted"));
    // Of a name that the public DNS does not have it is the house's own.
    let judged = presents(smtp(), "mail.certready.test");
    assert_eq!(said(&judged, "service-chain.unknown-root").2, Some(Cause::WrongRoot));
}

#[test]
fn a_public_root_that_the_policy_does_not_know_is_another_way_than_it_says() {
    let pem = include_bytes!("../fixtures/chains/letsencrypt-2026-09.pem");
    let chain: Vec<Vec<u8>> = decode_certificates(pem).items.iter().map(|one| one.der().to_vec()).collect();
    let pki = case::pki();
    let judged = Scene::good(&pki)
        .observed(certready::vocabulary::Timestamp::parse("2026-10-04T00:00:00Z").unwrap())
        .presenting_bytes(smtp(), &chain)
        .judge();
    let due = ("service-chain.other-root", Level::Failure, Some(Cause::WrongRoot), Weight::Decisive);
    assert_eq!(said(&judged, due.0), due);
}

#[test]
fn what_leads_nowhere_says_who_issued_it() {
    let pki = case::pki();
    let own = Cert::leaf("mail.certready.test").without_urls().self_signed();
    let judged = Scene::good(&pki).presenting(&[&own]).judge();
    assert_eq!(ids(&judged), ["service-chain.unknown-root"]);
    let observed = judged.by_id("service-chain.unknown-root").observed();
    assert!(observed.contains("it ends in mail.certready.test, which no store"), "{observed}");
    let elsewhere = Cert::ca("Somebody's CA").issued_by(&Cert::ca("Somebody's Root").self_signed());
    let leaf = Cert::leaf("mail.certready.test").without_urls().issued_by(&elsewhere);
    let observed = Scene::good(&pki).presenting(&[&leaf, &elsewhere]).judge();
    let observed = observed.by_id("service-chain.unknown-root").observed();
    assert!(observed.contains("issued by Somebody's Root, which was not presented"), "{observed}");
}

#[test]
fn what_is_out_of_order_or_too_much_is_worth_knowing() {
    let pki = case::pki();
    let deeper = Cert::ca("Certready Test CA G2").issued_by(&pki.intermediate);
    let leaf = Cert::leaf("mail.certready.test").without_urls().issued_by(&deeper);
    let untidy = |chain: &[&Issued]| {
        let judged = Scene::good(&pki).presenting(chain).judge();
        judged.all(Code::ServiceChain).into_iter().find(|one| one.template.id == "service-chain.untidy").cloned()
    };
    assert_eq!(untidy(&[&leaf, &deeper, &pki.intermediate]), None);
    // The root itself may be presented, and may be left out.
    assert_eq!(untidy(&[&leaf, &deeper, &pki.intermediate, &pki.root]), None);
    let found = untidy(&[&leaf, &pki.intermediate, &deeper]).unwrap();
    assert_eq!(case::said(&found), ("service-chain.untidy", Level::Notice, None, Weight::Supporting));
    assert!(found.observed().contains("out of the order"), "{}", found.observed());
    let found = untidy(&[&leaf, &deeper, &pki.intermediate, &pki.retiring]).unwrap();
    assert!(found.observed().contains(RETIRING), "{}", found.observed());
}

#[test]
fn what_is_not_understood_is_no_chain() {
    let pki = case::pki();
    let judged = Scene::good(&pki).presenting_bytes(smtp(), &[b"no certificate".to_vec()]).judge();
    assert_eq!(ids(&judged), ["service-chain.not-understood"]);
    assert_eq!(judged.one(Code::ServiceChain, SERVICE).level, Level::Unknown);
}

#[test]
fn where_nothing_was_presented_another_check_speaks() {
    let pki = case::pki();
    let judged = Scene::good(&pki).failing(ServiceStep::Banner, ServiceFault::Timeout, Talk::default()).judge();
    assert_eq!(ids(&judged), ["service-chain.not-seen"]);
}

/// What was presented is asked for its own revocation, and takes the place of the certificate that is not at hand.
#[test]
fn the_presented_certificate_is_a_subject_of_revocation() {
    let pki = case::pki();
    let judged = Scene::good(&pki).presenting(&[&pki.leaf, &pki.intermediate]).judge();
    let targets: Vec<&str> = judged.all(Code::RevocationPath).iter().map(|one| one.target.as_str()).collect();
    assert!(targets.contains(&"the service's certificate mail.certready.test"), "{targets:?}");
    assert!(targets.iter().all(|one| !one.contains("issued by")), "{targets:?}");
}
