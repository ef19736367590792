//! Advice about valid policies.

use certready::policy::{self, AdviceKind, EndpointKind, PolicySource};
use certready::vocabulary::HttpUrl;

use super::{good, valid, with};

fn advice(source: &PolicySource) -> Vec<(Option<u64>, AdviceKind)> {
    policy::lint(&valid(source)).into_iter().map(|advice| (advice.line, advice.kind)).collect()
}

/// The advice that a change adds to the good policy's own.
fn added(old: &str, new: &str) -> Vec<(Option<u64>, AdviceKind)> {
    let before = advice(&good());
    advice(&with(old, new)).into_iter().filter(|(_, kind)| !before.iter().any(|(_, known)| known == kind)).collect()
}

#[test]
fn the_good_policy_could_be_better_in_two_ways() {
    let no_key = AdviceKind::NoKey { label: "Baltimore".to_owned() };
    let leaf = AdviceKind::NothingForTheLeaf { label: "GlobalSign G3".to_owned() };
    assert_eq!(advice(&good()), [(Some(23), no_key), (Some(35), leaf)]);
}

#[test]
fn a_review_at_least_once_a_year_is_advised() {
    let far = added("review_by: 2018-10-01", "review_by: 2019-09-02");
    assert_eq!(far, [(None, AdviceKind::ReviewFarAway { days: 396 })]);
}

#[test]
fn a_listed_fingerprint_without_its_certificate_is_shown() {
    let found = added("\"EB:D4", "\"EB:D5");
    assert!(matches!(found.as_slice(), [(Some(28), AdviceKind::NotHeld { label, .. })] if label == "GlobalSign R1"));
}

#[test]
fn revocation_data_over_https_is_pointed_out() {
    let url = HttpUrl::parse("https://secure.globalsign.com/g3.crt").unwrap();
    let found = added("http://secure.globalsign.com/g3.crt", url.as_str());
    assert_eq!(found, [(Some(49), AdviceKind::Https { url })]);
}

#[test]
fn a_group_of_one_is_pointed_out() {
    let found = added("asks: GlobalSign G3\n    need: one-of revocation", "asks: GlobalSign G3\n    need: required");
    assert_eq!(found, [(Some(40), AdviceKind::GroupOfOne { group: "revocation".to_owned() })]);
}

#[test]
fn a_url_that_a_certificate_names_belongs_into_the_policy() {
    let label = || "GlobalSign G3".to_owned();
    let url = HttpUrl::parse("http://crl.globalsign.com/root.crl").unwrap();
    let waiver = "url: http://crl.globalsign.com/root.crl";
    let found = added(waiver, "url: http://crl.globalsign.com/other.crl");
    assert_eq!(found, [(Some(35), AdviceKind::NotListed { label: label(), kind: EndpointKind::Crl, url })]);
    let found = added("    asks: GlobalSign G3\n", "");
    assert_eq!(found, [(Some(35), AdviceKind::NoOcsp { label: label() })]);
}

#[test]
fn a_missing_crl_is_pointed_out() {
    let crl = "  - kind: crl\n    url: http://crl.globalsign.com/root.crl\n    issuer: GlobalSign R1\n    need: one-of revocation\n";
    let found: Vec<_> = added(crl, "").into_iter().map(|(_, kind)| kind).collect();
    assert!(found.contains(&AdviceKind::NoCrl { label: "GlobalSign G3".to_owned() }), "{found:?}");
}

#[test]
fn a_certificate_that_is_not_valid_at_the_cutover_is_pointed_out() {
    let source = with(
        "cutover: 2018-09-03\nrollout_from: 2018-09-01\nrollout_until: 2018-09-05T09:00:00+09:00",
        "cutover: 2026-01-01",
    );
    let found = advice(&source);
    let expired = |(line, kind): &(Option<u64>, AdviceKind)| {
        *line == Some(33) && matches!(kind, AdviceKind::NotValidAtCutover { label, .. } if label == "GlobalSign G3")
    };
    assert!(found.iter().any(expired), "{found:?}");
}

#[test]
fn the_embedded_policies_leave_only_what_nobody_knows() {
    let open: Vec<_> =
        policy::catalogue().flat_map(|source| policy::lint(&valid(&source))).map(|advice| advice.kind).collect();
    let leaf = AdviceKind::NothingForTheLeaf { label: "Microsoft TLS G2 RSA CA OCSP 16".to_owned() };
    assert_eq!(open, [leaf]);
}

#[test]
fn advice_is_a_sentence() {
    let lines: Vec<_> = policy::lint(&valid(&good())).iter().map(|advice| advice.kind.to_string()).collect();
    assert_eq!(
        lines,
        [
            "`Baltimore` has no `spki_sha256`: a reissued certificate with the same key would not count",
            "no `crl` or `ocsp` endpoint is signed by `GlobalSign G3`, which issues the service's certificate",
        ]
    );
}
