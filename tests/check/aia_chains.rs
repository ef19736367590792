//! `aia-chains`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::{Cert, Issued, pkcs7};
use crate::common::pki::{TestPki, day, paths};
use crate::common::policy::labels::ROOT;

const CHAINS: Said = ("aia-chains.chains", Level::Pass, None, Weight::Supporting);
const ANCHOR: Said = ("aia-chains.anchor", Level::Pass, None, Weight::Supporting);
const ELSEWHERE: Said = ("aia-chains.elsewhere", Level::Warning, Some(Cause::WrongIssuer), Weight::Supporting);

/// Everything that is said where the intermediate's AIA brings these bytes.
fn brings(bytes: impl FnOnce(&TestPki) -> Vec<u8>) -> (Vec<Said>, Judged) {
    let pki = case::pki();
    let url = pki.url(paths::AIA);
    let judged = Scene::good(&pki).body(&url, &bytes(&pki)).judge();
    let all = judged.all(Code::AiaChains);
    let said = all.iter().filter(|one| one.target.as_str() == url).map(|one| case::said(one)).collect();
    (said, judged)
}

#[test]
fn the_intermediate_links_to_the_incoming_anchor() {
    let (said, judged) = brings(|pki| pki.intermediate.der().to_vec());
    assert_eq!(said, [CHAINS]);
    assert_eq!(
        judged.by_id("aia-chains.chains").observed(),
        format!("brings Certready Test CA G1, which {ROOT} issued")
    );
}

#[test]
fn the_anchor_itself_is_one() {
    let pki = case::pki();
    assert_eq!(Scene::good(&pki).judge().said(Code::AiaChains, &pki.url(paths::ROOT_AIA)), ANCHOR);
    assert_eq!(brings(|pki| pki.retiring.der().to_vec()).0, [ANCHOR]);
}

#[test]
fn each_certificate_of_a_bundle_is_told_by_itself() {
    assert_eq!(brings(|pki| pkcs7(&[&pki.intermediate, &pki.root])).0, [CHAINS, ANCHOR]);
}

#[test]
fn a_certificate_below_one_that_it_brought_along_links_as_well() {
    let below = |pki: &TestPki| -> Issued { Cert::ca("Certready Test CA G2").issued_by(&pki.intermediate) };
    assert_eq!(brings(|pki| below(pki).der().to_vec()).0, [CHAINS]);
}

#[test]
fn a_certificate_of_another_issuer_leads_elsewhere() {
    let other = || Cert::ca("Another CA").issued_by(&Cert::ca("Another Root").self_signed());
    let (said, judged) = brings(|_| other().der().to_vec());
    assert_eq!(said, [ELSEWHERE]);
    let observed = judged.by_id("aia-chains.elsewhere").observed();
    assert!(
        observed.starts_with("brings Another CA, of the issuer ") && observed.contains("Another Root"),
        "{observed}"
    );
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

/// RFC 5280 §4.2.1.1: it names another key, so that no byte of it need have been changed.
#[test]
fn a_certificate_of_a_namesake_with_another_key_leads_elsewhere() {
    let of_a_namesake = |_: &TestPki| {
        let namesake = Cert::ca("Certready Test Root R1").key_named("another").self_signed();
        Cert::ca("Certready Test CA G1").issued_by(&namesake).der().to_vec()
    };
    assert_eq!(brings(of_a_namesake).0, [ELSEWHERE]);
}

#[test]
fn a_certificate_that_names_an_issuer_in_play_and_does_not_verify_is_unlinked() {
    let forged = |pki: &TestPki| {
        let mut der = Cert::ca("Certready Test CA G1").issued_by(&pki.root).der().to_vec();
        *der.last_mut().unwrap() ^= 1;
        der
    };
    let notice = ("aia-chains.unlinked", Level::Notice, Some(Cause::BadSignature), Weight::Supporting);
    assert_eq!(brings(forged).0, [notice]);
    // A required URL makes it a failure, which still only supports: the service may send its intermediate itself.
    let pki = case::pki();
    let url = "http://ca.certready.test/more.crt";
    let scene = Scene::good(&pki).policy(|text| text.endpoint("aia", url, ROOT, "required"));
    let judged = scene.answer(url, |answer| answer.status = 200).body(url, &forged(&pki)).judge();
    let failure = ("aia-chains.unlinked", Level::Failure, Some(Cause::BadSignature), Weight::Supporting);
    assert_eq!(judged.said(Code::AiaChains, url), failure);
}

#[test]
fn what_is_no_certificate_is_endpoint_genuine_s_matter() {
    assert_eq!(brings(|_| b"<html></html>".to_vec()).0, []);
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = Scene::good(&pki).judge();
    assert_eq!(
        judged.said(Code::AiaChains, &pki.url(paths::AIA)),
        ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting)
    );
}

#[test]
fn a_certificate_at_a_single_url_whose_issuer_is_not_at_hand_is_not_verified() {
    let pki = case::pki_plan().intermediate(Cert::without_urls).build();
    let url = pki.url(paths::AIA);
    let said = |issuers: &[&Issued]| Scene::good(&pki).store(&[]).urls(&[&url], issuers).judge();
    let expected = ("aia-chains.no-issuer", Level::Warning, Some(Cause::WrongIssuer), Weight::Decisive);
    assert_eq!(said(&[]).said(Code::AiaChains, &url), expected);
    assert_eq!(said(&[&pki.root]).said(Code::AiaChains, &url).0, "aia-chains.chains");
}
