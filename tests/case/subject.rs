//! The certificates whose revocation must be learnt, and which fetches can tell it.

use certready::case::{Case, Subject};
use certready::evidence::{Asked, Evidence};
use certready::examine::examine;
use certready::observation::Method;

use crate::common::case::{self, Scene};
use crate::common::cert::Cert;
use crate::common::pki::{day, paths};
use crate::common::policy::labels::{INTERMEDIATE, ROOT};

/// A subject by names: its label, the URLs of its CRLs, its OCSP questions by URL and method.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    label: String,
    crls: Vec<String>,
    ocsp: Vec<(String, Method)>,
}

fn subjects(evidence: &Evidence) -> Vec<Named> {
    let policy = certready::policy::parse(&evidence.policy).unwrap();
    let examined = examine(&policy, evidence);
    let asked = Asked::default();
    let case = Case::new(&policy, evidence, &examined, &asked);
    let shown = |subject: Subject<'_>| {
        let crls = subject.crls.iter().map(|one| one.id.url.to_string()).collect();
        let ocsp = subject.ocsp.iter().map(|one| (one.id.url.to_string(), one.id.method)).collect();
        Named { label: subject.label.to_string(), crls, ocsp }
    };
    case.subjects().into_iter().map(shown).collect()
}

#[test]
fn each_intermediate_is_one_and_the_service_s_own_certificate_another() {
    let pki = case::pki();
    let url = |path| pki.url(path);
    let both = |path| vec![(url(path), Method::Get), (url(path), Method::Post)];
    let leaf = format!("the service's certificate, issued by {INTERMEDIATE}");
    let expected = [
        Named { label: INTERMEDIATE.to_owned(), crls: vec![url(paths::ROOT_CRL)], ocsp: both(paths::ROOT_OCSP) },
        Named { label: leaf, crls: vec![url(paths::CRL)], ocsp: both(paths::OCSP) },
    ];
    assert_eq!(subjects(&Scene::good(&pki).evidence()), expected);
}

#[test]
fn a_certificate_that_aia_brings_is_one_as_well_where_its_issuer_is_in_play() {
    let pki = case::pki();
    let label = |evidence: &Evidence| subjects(evidence).into_iter().map(|one| one.label).collect::<Vec<_>>();
    let linked = Cert::ca("Certready Test CA X").crl(&pki.url(paths::ROOT_CRL)).issued_by(&pki.root);
    let scene = Scene::good(&pki).body(&pki.url(paths::AIA), linked.der());
    assert!(label(&scene.evidence()).contains(&"Certready Test CA X".to_owned()));
    let stray = Cert::ca("Stray").issued_by(&Cert::ca("Stray Root").self_signed());
    let scene = Scene::good(&pki).body(&pki.url(paths::AIA), stray.der());
    assert!(!label(&scene.evidence()).contains(&"Stray".to_owned()));
}

#[test]
fn between_two_intermediates_stands_no_certificate_of_the_service() {
    let pki = case::pki_plan().intermediate(|cert| cert.path_length(1)).build();
    let below = Cert::ca("Certready Test CA B").valid(day(-9), day(900)).crl(&pki.url(paths::CRL));
    let below = below.issued_by(&pki.intermediate);
    let scene = Scene::good(&pki).policy(|text| text.intermediate_too("Certready Test CA B", INTERMEDIATE, &below));
    let labels: Vec<_> = subjects(&scene.evidence()).into_iter().map(|one| one.label).collect();
    let expected = [INTERMEDIATE, "Certready Test CA B", "the service's certificate, issued by Certready Test CA B"];
    assert_eq!(labels, expected);
}

#[test]
fn a_crl_of_the_issuer_that_the_policy_adds_covers_the_intermediate() {
    let pki = case::pki();
    let url = "http://mirror.certready.test/root.crl";
    let scene = Scene::good(&pki).policy(|text| text.endpoint("crl", url, ROOT, "optional"));
    let crls = &subjects(&scene.evidence())[0].crls;
    assert!(crls.contains(&url.to_owned()), "{crls:?}");
}
