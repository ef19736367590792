//! The embedded policies: valid, and each fingerprint the one that was computed from the certificate elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use certready::policy::{self, EndpointKind, Need, Policy, Precision, Programme};
use certready::vocabulary::{Fingerprint, SpkiDigest, Timestamp};

/// Roots with their digests, computed with OpenSSL from the certificates themselves.
const ROOTS: &str = include_str!("../fixtures/facts/roots-with-sha256-and-spki.tsv");

fn embedded(id: &str) -> Policy {
    policy::parse(&policy::find(id).unwrap()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[test]
fn every_embedded_policy_is_valid_under_its_own_id() {
    assert_eq!(policy::ids().collect::<Vec<_>>(), ["exchange-online-2018", "exchange-online-smtp-2026"]);
    for (source, id) in policy::catalogue().zip(policy::ids()) {
        let policy = policy::parse(&source).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(policy.id, id);
        assert_eq!(policy.source, source);
    }
}

#[test]
fn every_anchor_has_the_fingerprint_and_key_that_were_computed_elsewhere() {
    let facts: BTreeMap<Fingerprint, SpkiDigest> = ROOTS
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|columns| (columns[4].parse().unwrap(), columns[5].parse().unwrap()))
        .collect();
    for source in policy::catalogue() {
        let policy = policy::parse(&source).unwrap();
        for anchor in policy.incoming.iter().chain(&policy.retiring) {
            assert!(!anchor.known.is_empty() && !anchor.certificates.is_empty() && !anchor.spki.is_empty());
            for certificate in &anchor.known {
                assert!(anchor.certificates.contains(&certificate.fingerprint()), "{}", anchor.label);
                assert!(anchor.spki.contains(&facts[&certificate.fingerprint()]), "{}", anchor.label);
            }
        }
    }
}

#[test]
fn the_policy_of_2018_says_what_its_source_says() {
    let policy = embedded("exchange-online-2018");
    assert_eq!((policy.cutover.at, policy.cutover.precision), (at("2018-09-03"), Precision::Date));
    let superseded = policy.superseded.as_ref().unwrap();
    assert_eq!((superseded.by.as_str(), superseded.on), ("exchange-online-smtp-2026", Some(at("2021-02-06"))));
    let hosts: BTreeSet<_> = policy.endpoints.iter().map(|endpoint| endpoint.url.host()).collect();
    for host in ["ocsp.globalsign.com", "crl.globalsign.com", "secure.globalsign.com"] {
        assert!(hosts.contains(host), "the source lists {host}");
    }
    assert!(policy.endpoints.iter().all(|endpoint| endpoint.url.port() == 80));
    let units: Vec<_> = policy.presents.iter().map(|presented| presented.unit.as_deref()).collect();
    assert_eq!(units, [Some("Microsoft Corporation"), None]);
}

#[test]
fn the_policy_of_2026_keeps_the_history_of_its_deadline_and_whose_the_distrust_is() {
    let policy = embedded("exchange-online-smtp-2026");
    assert_eq!(policy.cutover.at, at("2026-03-22"));
    let history: Vec<_> = policy.history.iter().map(|deadline| deadline.cutover.date()).collect();
    assert_eq!(history, ["2026-04-30", "2026-03-15"]);
    let programmes: Vec<_> = policy.distrust.iter().map(|distrust| (distrust.by, distrust.on)).collect();
    assert_eq!(programmes, [(Programme::Mozilla, at("2026-04-15")), (Programme::Chrome, at("2026-04-15"))]);
    assert!(policy.superseded.is_none() && policy.review_by.unwrap() > at("2026-11-23"));
}

#[test]
fn revocation_of_each_pinned_intermediate_can_be_learnt_from_a_crl_and_from_ocsp() {
    for source in policy::catalogue() {
        let policy = policy::parse(&source).unwrap();
        for intermediate in &policy.intermediates {
            let by_issuer = |kind| {
                let signed = policy.endpoints.iter().filter(move |e| e.kind == kind && e.need != Need::Optional);
                signed.filter(|e| e.issuer.as_ref() == Some(&intermediate.issuer)).collect::<Vec<_>>()
            };
            assert!(!by_issuer(EndpointKind::Crl).is_empty(), "{}", intermediate.label);
            let asked = by_issuer(EndpointKind::Ocsp);
            assert!(asked.iter().any(|e| e.asks.as_ref() == Some(&intermediate.label)), "{}", intermediate.label);
        }
    }
}
