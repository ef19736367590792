//! The tables: each target with what it answered, each certificate of the policy with where it stands.

use certready::observation::{Connect, Form, Hop, Reached};
use certready::vocabulary::{Digest, HttpUrl};

use crate::common::case::{self, BUNDLE, Scene};
use crate::common::cert::Cert;
use crate::common::pki::paths;
use crate::common::policy::labels::{INTERMEDIATE, RETIRING, ROOT};

#[test]
fn each_target_is_a_row_with_who_named_it() {
    let pki = case::pki();
    let crl = pki.root_crl().der();
    let report = Scene::good(&pki).body(&pki.url(paths::ROOT_CRL), &crl).judge().report;
    assert_eq!(report.endpoints.len(), 8);
    let row = report.endpoints.iter().find(|row| row.url.as_str() == pki.url(paths::ROOT_CRL)).unwrap();
    assert_eq!((row.kind, row.method, row.step, row.status), ("crl", "GET", "answered", Some(200)));
    assert_eq!(row.sha256, Some(Digest::of(&crl)));
    assert_eq!(row.content_type.as_ref().unwrap().as_str(), "application/pkix-crl");
    assert!(row.named_by[0].to_string().starts_with("policy, line "), "{:?}", row.named_by);
    assert_eq!(row.named_by[1].to_string(), "certificate Certready Test CA G1");
    assert_eq!(row.addresses[0].connect, "connected");
}

#[test]
fn a_target_that_was_not_reached_has_its_step_and_no_answer() {
    let pki = case::pki();
    let report = Scene::good(&pki).unreachable(&pki.url(paths::CRL), Connect::Refused).judge().report;
    let row = report.endpoints.iter().find(|row| row.url.as_str() == pki.url(paths::CRL)).unwrap();
    assert_eq!((row.step, row.status, row.bytes, row.sha256), ("resolved", None, None, None));
    assert_eq!((row.addresses[0].address.as_str(), row.addresses[0].connect), ("192.0.2.1:80", "refused"));
}

#[test]
fn redirects_are_listed() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki).fetch(&url, |fetch, _| {
        let to = HttpUrl::parse("http://cdn.certready.test/g1.crl").unwrap();
        let Reached::Answered { hops, .. } = &mut fetch.reached else { panic!("it was answered") };
        hops.push(Hop { from: fetch.id.url.clone(), status: 302, to });
    });
    let report = scene.judge().report;
    let row = report.endpoints.iter().find(|row| row.url.as_str() == url).unwrap();
    assert_eq!(row.redirects[0].as_str(), "302 http://cdn.certready.test/g1.crl");
}

#[test]
fn each_certificate_of_the_policy_is_a_row_with_its_places() {
    let pki = case::pki();
    let report = Scene::good(&pki).store(&[&pki.root]).judge().report;
    let rows: Vec<_> = report.roots.iter().map(|row| (row.label.as_str(), row.role, row.stores.len())).collect();
    assert_eq!(rows, [(ROOT, "incoming", 1), (RETIRING, "retiring", 0), (INTERMEDIATE, "intermediate", 0)]);
    let root = &report.roots[0];
    assert_eq!(root.stores[0].as_str(), BUNDLE);
    assert_eq!(root.sha256, Some(pki.root.fingerprint()));
    assert_eq!(root.spki_sha256, Some(pki.root.spki_digest()));
    assert_eq!(root.sha1, Some(pki.root.certificate().sha1()));
    assert_eq!(root.not_after, Some(pki.root.not_after()));
}

#[test]
fn a_root_that_stands_there_twice_under_one_key_has_two_rows() {
    let pki = case::pki();
    let edition = Cert::ca(ROOT).serial(&[7]).self_signed();
    let named = format!("any_of: [{{ sha256: {} }}]", pki.root.fingerprint());
    let by_key = format!("any_of: [{{ spki_sha256: {} }}]", pki.root.spki_digest());
    let scene = Scene::good(&pki).policy(|text| text.replacing(&named, &by_key)).stored(&edition, Form::Pem);
    let report = scene.judge().report;
    assert_eq!(report.roots.iter().filter(|row| row.label == ROOT).count(), 2);
}
