//! `endpoint-listed`.

use certready::finding::{Cause, Code, Level, Weight};

use crate::common::case::{self, Scene};
use crate::common::cert::Cert;
use crate::common::cert::pkcs7;
use crate::common::pki::{day, paths};

fn unlisted() -> (&'static str, Level, Option<Cause>, Weight) {
    ("endpoint-listed.unlisted", Level::Warning, Some(Cause::EndpointUnlisted), Weight::Supporting)
}

#[test]
fn a_policy_that_lists_every_host_that_its_certificates_name_passes() {
    let judged = Scene::good(&case::pki()).judge();
    let said = judged.one(Code::EndpointListed, "certready-test");
    assert_eq!(case::said(said), ("endpoint-listed.listed", Level::Pass, None, Weight::Supporting));
    assert!(said.observed().ends_with(": root.certready.test"), "{}", said.observed());
}

#[test]
fn a_host_that_a_certificate_names_and_the_policy_lacks_warns_with_its_urls() {
    let pki = case::pki_plan().intermediate(|cert| cert.crl("http://other.certready.test/g1.crl")).build();
    let judged = Scene::good(&pki).judge();
    let said = judged.one(Code::EndpointListed, "other.certready.test");
    assert_eq!(case::said(said), unlisted());
    let words = "named by Certready Test CA G1 and not by the policy: http://other.certready.test/g1.crl";
    assert_eq!(said.observed(), words);
    assert_eq!(judged.ids(Code::EndpointListed).len(), 1);
}

#[test]
fn a_host_that_the_policy_lists_on_another_port_is_not_listed() {
    let listed = format!("{}:8080/g1.crl", case::ROOT_BASE);
    let pki = case::pki_plan().intermediate(|cert| cert.crl(&listed)).build();
    let judged = Scene::good(&pki).judge();
    assert_eq!(judged.said(Code::EndpointListed, "root.certready.test:8080"), unlisted());
}

#[test]
fn a_certificate_that_aia_brings_can_name_a_host_as_well() {
    let pki = case::pki();
    let cross = Cert::ca("Certready Test CA G1").crl("http://cross.certready.test/x.crl").issued_by(&pki.retiring);
    let both = pkcs7(&[&pki.intermediate, &cross]);
    let judged = Scene::good(&pki).body(&pki.url(paths::AIA), &both).judge();
    assert_eq!(judged.said(Code::EndpointListed, "cross.certready.test"), unlisted());
}

#[test]
fn urls_beyond_what_a_run_follows_are_unknown() {
    let pki = case::pki();
    let named = |count: usize| {
        let many = (0..count).fold(Cert::ca("Certready Test CA G2").valid(day(-9), day(99)), |cert, number| {
            cert.crl(&format!("http://many.certready.test/{number}.crl"))
        });
        let bundle = pkcs7(&[&pki.intermediate, &many.issued_by(&pki.root)]);
        Scene::good(&pki).body(&pki.url(paths::AIA), &bundle).judge()
    };
    // The intermediate's three URLs are the first of the 64.
    let judged = named(65);
    let said = judged.one(Code::EndpointListed, "certificates");
    let expected = ("endpoint-listed.left-out", Level::Unknown, Some(Cause::EndpointUnlisted), Weight::Supporting);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().starts_with("4 further URLs"), "{}", said.observed());
    assert_eq!(named(61).ids(Code::EndpointListed), ["endpoint-listed.unlisted"]);
}

#[test]
fn a_policy_whose_certificates_name_nothing_has_nothing_to_list() {
    let pki = case::pki_plan().intermediate(Cert::without_urls).build();
    assert_eq!(Scene::good(&pki).judge().ids(Code::EndpointListed), Vec::<&str>::new());
}
