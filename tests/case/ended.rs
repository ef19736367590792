//! An intermediate that has ended at the judged time makes its path impossible, and what serves it alone not applicable.

use certready::finding::{Cause, Code, Level, Verdict};
use certready::observation::Connect;

use crate::common::case::{self, Judged, Scene};
use crate::common::cert::Cert;
use crate::common::pki::{TestPki, day, paths};
use crate::common::policy::labels::{INTERMEDIATE, ROOT};

/// An intermediate that ends the day before the cutover.
fn ended() -> TestPki {
    case::pki_plan().intermediate(|cert| cert.valid(day(-700), day(29))).build()
}

/// The checks of endpoints that found something other than "no path goes through it".
fn still_asked(judged: &Judged) -> Vec<&'static str> {
    let about_endpoints = [
        Code::RevocationPath,
        Code::EndpointReachable,
        Code::EndpointGenuine,
        Code::EndpointTimely,
        Code::CrlSigned,
        Code::CrlScope,
        Code::CrlFresh,
        Code::OcspSigned,
        Code::OcspStatus,
        Code::OcspFresh,
        Code::OcspMethods,
        Code::AiaChains,
    ];
    let ids = about_endpoints.into_iter().flat_map(|code| judged.ids(code));
    ids.filter(|id| !["endpoint.impossible-path", "revocation-path.ended"].contains(id)).collect()
}

#[test]
fn everything_that_serves_an_ended_intermediate_alone_is_not_applicable() {
    let judged = Scene::good(&ended()).judge();
    assert_eq!(still_asked(&judged), Vec::<&str>::new());
    let of_reach = judged.one(Code::EndpointReachable, &ended().url(paths::CRL));
    assert_eq!((of_reach.level, of_reach.cause), (Level::NotApplicable, Some(Cause::Expired)));
    assert_eq!(judged.by_id("intermediate-validity.expired").level, Level::Failure);
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn what_an_ended_intermediate_needed_asks_for_no_firewall_hole() {
    let judged = Scene::good(&ended()).cut_off(Connect::Timeout).judge();
    assert_eq!(still_asked(&judged), Vec::<&str>::new());
}

#[test]
fn an_intermediate_that_ends_after_the_cutover_still_needs_all() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-700), day(31))).build();
    let judged = Scene::good(&pki).judge();
    assert!(!judged.report.findings.iter().any(|one| one.template.id == "endpoint.impossible-path"));
}

#[test]
fn a_url_that_a_valid_intermediate_shares_still_counts() {
    let pki = ended();
    let second = Cert::ca("Certready Test CA G2").path_length(0).crl(&pki.url(paths::ROOT_CRL));
    let second = second.issued_by(&pki.root);
    let scene = Scene::good(&pki).policy(|text| text.intermediate_too("Certready Test CA G2", ROOT, &second));
    let judged = scene.status(&pki.url(paths::ROOT_CRL), 403).judge();
    assert_eq!(judged.one(Code::EndpointReachable, &pki.url(paths::ROOT_CRL)).level, Level::Failure);
    // What serves the ended one alone is out all the same.
    let own = judged.one(Code::EndpointReachable, &pki.url(paths::CRL));
    assert_eq!(own.template.id, "endpoint.impossible-path");
    assert_eq!(judged.one(Code::RevocationPath, INTERMEDIATE).template.id, "revocation-path.ended");
}

#[test]
fn a_path_is_impossible_below_an_ended_issuer_too() {
    let pki = case::pki_plan().intermediate(|cert| cert.path_length(1).valid(day(-700), day(29))).build();
    let below = Cert::ca("Certready Test CA B").crl(&pki.url(paths::CRL)).issued_by(&pki.intermediate);
    let scene = Scene::good(&pki).policy(|text| text.intermediate_too("Certready Test CA B", INTERMEDIATE, &below));
    let judged = scene.judge();
    assert_eq!(judged.one(Code::RevocationPath, "Certready Test CA B").template.id, "revocation-path.ended");
    assert_eq!(still_asked(&judged), Vec::<&str>::new());
    let said = judged.one(Code::EndpointReachable, &pki.url(paths::CRL)).observed();
    assert!(said.starts_with(&format!("it is there for {INTERMEDIATE}, ")), "{said}");
}

#[test]
fn a_url_that_an_ended_certificate_from_aia_alone_names_does_not_matter() {
    let pki = case::pki();
    let url = "http://cross.certready.test/x.crl";
    let outcome = |until: i64| {
        let cross = Cert::ca("Certready Test CA X").valid(day(-700), day(until)).crl(url).issued_by(&pki.root);
        let scene = Scene::good(&pki).body(&pki.url(paths::AIA), cross.der()).unreachable(url, Connect::Timeout);
        scene.judge().one(Code::EndpointReachable, url).template.id
    };
    assert_eq!(outcome(29), "endpoint.impossible-path");
    assert_eq!(outcome(31), "endpoint-reachable.failed");
}

#[test]
fn a_connection_alone_serves_no_intermediate() {
    let pki = ended();
    let url = "http://smtp.certready.test:25/";
    let judged = Scene::good(&pki).policy(|text| text.endpoint("connect", url, "", "required")).judge();
    assert_eq!(judged.one(Code::EndpointReachable, url).template.id, "endpoint-reachable.connected");
}
