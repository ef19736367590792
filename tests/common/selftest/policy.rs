//! The test policy is a policy.

use std::collections::BTreeSet;

use certready::policy::{EndpointKind, Need, load, parse};

use crate::common::cert::Cert;
use crate::common::key::KeyKind;
use crate::common::lab::Lab;
use crate::common::pki::{TestPki, at, day, paths};
use crate::common::policy::{PolicyText, labels};

const BASE: &str = "http://127.0.0.1:8080";

#[test]
fn the_policy_of_a_pki_names_its_certificates_and_urls() {
    let pki = TestPki::new(BASE);
    let policy = PolicyText::of(&pki).policy();
    assert_eq!(policy.id, "certready-test");
    assert_eq!(policy.cutover.at, day(30));
    assert_eq!(policy.certificate(labels::RETIRING).unwrap().der(), pki.retiring.der());
    assert_eq!(policy.certificate(labels::ROOT).unwrap().der(), pki.root.der());
    assert_eq!(policy.certificate(labels::INTERMEDIATE).unwrap().der(), pki.intermediate.der());
    assert_eq!((policy.endpoints.len(), policy.presents.len()), (6, 2));
    let ocsp = policy.endpoints.iter().find(|e| e.url.as_str() == pki.url(paths::ROOT_OCSP)).unwrap();
    assert_eq!((ocsp.kind, ocsp.asks.as_deref()), (EndpointKind::Ocsp, Some(labels::INTERMEDIATE)));
}

#[test]
fn a_policy_can_be_changed_in_each_part() {
    let pki = TestPki::plan(BASE).at(at("2031-01-01")).build();
    let policy = PolicyText::of(&pki)
        .cutover(at("2031-02-03T04:05:06Z"))
        .superseded_by("another")
        .without_retiring()
        .without_endpoints()
        .endpoint("crl", "http://x.test/x.crl", labels::ROOT, "one-of roots")
        .endpoint("connect", "http://y.test/", "", "optional")
        .more("levels:\n  - { code: endpoint-timely, level: failure, reason: for the test }")
        .policy();
    assert_eq!(policy.cutover.at, at("2031-02-03T04:05:06Z"));
    assert_eq!(policy.superseded.unwrap().by, "another");
    assert!(policy.retiring.is_empty());
    assert_eq!(policy.endpoints[0].need, Need::OneOf("roots".to_owned()));
    assert_eq!(policy.endpoints[1].kind, EndpointKind::Connect);
    assert_eq!(policy.levels.len(), 1);
    let rsa = TestPki::plan(BASE).leaf(|c| c.key(KeyKind::Rsa1024)).build();
    assert_eq!(PolicyText::of(&rsa).policy().presents[0].key, "RSA 1024");
    let roots = PolicyText::of(&pki).roots_only().policy();
    assert!(roots.endpoints.is_empty() && roots.intermediates.is_empty());
}

#[test]
fn a_lab_has_a_policy_that_names_two_hosts_and_a_store_with_both_roots() {
    let lab = Lab::good();
    let policy = parse(&load(lab.policy().to_str().unwrap()).unwrap()).unwrap();
    let hosts: BTreeSet<_> = policy.endpoints.iter().map(|e| (e.url.host(), e.url.port())).collect();
    assert_eq!(hosts.len(), 2);
    assert_ne!(lab.root_server.base(), lab.server.base());
    assert_eq!(policy.certificate(labels::ROOT).unwrap().der(), lab.pki.root.der());
    let store = std::fs::read_to_string(lab.trust_store()).unwrap();
    assert_eq!(store, lab.pki.retiring.pem() + &lab.pki.root.pem());
    assert_eq!(lab.arguments(&["--quiet"])[1], lab.policy().to_str().unwrap());
    assert_eq!(lab.arguments(&["--quiet"]).last().unwrap(), "--quiet");
    let other = Lab::with(|plan| plan.leaf(Cert::without_urls));
    other.judges(&PolicyText::of(&other.pki).roots_only());
    other.trusts(&[&other.pki.retiring]);
    assert_eq!(std::fs::read_to_string(other.trust_store()).unwrap(), other.pki.retiring.pem());
    assert!(parse(&load(other.policy().to_str().unwrap()).unwrap()).unwrap().endpoints.is_empty());
    // What the binary makes of it is for others to test; here it is only seen to take the arguments.
    assert!((0..=3).contains(&lab.check(&[]).status));
}

#[test]
fn a_written_policy_is_loaded_as_it_was() {
    let pki = TestPki::new(BASE);
    let folder = tempfile::tempdir().unwrap();
    let text = PolicyText::of(&pki);
    let path = text.write(folder.path());
    let loaded = load(path.to_str().unwrap()).unwrap();
    assert_eq!((loaded.yaml, loaded.files), (text.yaml(), text.source().files));
}
