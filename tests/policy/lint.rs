//! Advice about valid policies.

use certready::policy::{self, AdviceKind, EndpointKind, PolicySource, Strictness};
use certready::vocabulary::{Fingerprint, HttpUrl};

use super::{good, valid, with};

fn advice(source: &PolicySource) -> Vec<(Option<u64>, AdviceKind)> {
    policy::lint(&valid(source), Strictness::Plain).into_iter().map(|advice| (advice.line, advice.kind)).collect()
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
fn the_embedded_policies_leave_nothing_to_say_and_every_gap_has_its_reason() {
    for source in policy::catalogue() {
        assert_eq!(policy::lint(&valid(&source), Strictness::Strict), [], "{}", source.name);
    }
    let gaps: usize = policy::catalogue().map(|source| valid(&source).known_gaps.len()).sum();
    assert_eq!(gaps, 13);
}

/// The good policy with known gaps; its own advice is two pieces.
fn with_gaps(gaps: &str) -> PolicySource {
    let mut source = good();
    source.yaml.push_str("known_gaps:\n");
    source.yaml.push_str(gaps);
    source
}

#[test]
fn a_known_gap_is_no_advice_and_one_that_is_none_is() {
    let key = "  - advice: no-key\n    about: Baltimore\n    reason: its key is not published\n";
    let leaf = AdviceKind::NothingForTheLeaf { label: "GlobalSign G3".to_owned() };
    assert_eq!(advice(&with_gaps(key)), [(Some(35), leaf.clone())]);
    let line = good().yaml.lines().count() as u64 + 2;
    let other = key.replace("Baltimore", "GlobalSign R1");
    let no_key = AdviceKind::NoKey { label: "Baltimore".to_owned() };
    let none = AdviceKind::GapWithoutAdvice { advice: "no-key", about: "GlobalSign R1".to_owned() };
    assert_eq!(advice(&with_gaps(&other)), [(Some(23), no_key), (Some(35), leaf), (Some(line), none)]);
}

#[test]
fn a_gap_names_advice_that_there_is_once_and_says_why() {
    let found = super::one(&with_gaps("  - advice: no-keys\n    about: Baltimore\n    reason: why\n"));
    assert_eq!((found.2.as_str(), found.3.as_str()), ("`no-keys` is no advice", "`no-key`, probably"));
    let found = super::one(&with_gaps("  - advice: no-key\n    about: Baltimore\n"));
    assert_eq!(found.2, "`reason` is missing");
    let twice = "  - advice: no-key\n    about: Baltimore\n    reason: why\n";
    let found = super::one(&with_gaps(&[twice, twice].concat()));
    assert_eq!(found.2, "a second entry for `no-key`");
}

/// What `--strict` says beyond the rest.
fn strictly(source: &PolicySource) -> Vec<AdviceKind> {
    let policy = valid(source);
    let plain = policy::lint(&policy, Strictness::Plain);
    let strict = policy::lint(&policy, Strictness::Strict).into_iter().filter(|one| !plain.contains(one));
    strict.map(|one| one.kind).collect()
}

#[test]
fn strictly_a_host_that_is_asked_for_by_https_alone_is_pointed_out() {
    assert_eq!(strictly(&good()), []);
    // Of a connection plain lint says nothing: it may be meant.
    let connect = "  - kind: connect\n    url: https://status.example.com/\n    need: optional\n";
    let with = |more: &str| {
        let mut source = good();
        source.yaml = source.yaml.replacen("endpoints:\n", &format!("endpoints:\n{connect}{more}"), 1);
        source
    };
    let url = HttpUrl::parse("https://status.example.com/").unwrap();
    assert_eq!(strictly(&with("")), [AdviceKind::HttpsAlone { url }]);
    assert_eq!(strictly(&with(&connect.replace("https", "http"))), []);
}

#[test]
fn strictly_a_list_of_urls_has_a_review_date_too() {
    let urls = "schema: certready.policy/1\nid: some\npurpose: urls\ntitle: Some\nsources: [here]\nas_of: 2026-11-01\n\
                endpoints:\n  - kind: any\n    url: http://crl.example.com/a.crl\n    need: required\n";
    let source = PolicySource { yaml: urls.to_owned(), ..good() };
    assert_eq!(strictly(&source), [AdviceKind::NoReview]);
    let source = PolicySource { yaml: urls.replace("endpoints:", "review_by: 2027-11-01\nendpoints:"), ..good() };
    assert_eq!(strictly(&source), []);
}

/// A policy that pins Microsoft TLS RSA Root G2 by these files of the embedded policy.
fn microsoft_g2(digests: &[&str], files: &[&str]) -> PolicySource {
    let any_of: String = digests.iter().map(|one| format!("      - {one}\n")).collect();
    let yaml = format!(
        "schema: certready.policy/1\nid: mine\ntitle: Mine\nsources: [here]\nas_of: 2026-10-23\nreview_by: 2027-10-23\n\
         cutover: 2029-04-15\nincoming:\n  - label: G2\n    any_of:\n{any_of}    certificates: [{}]\n",
        files.join(", ")
    );
    PolicySource { yaml, files: policy::find("digicert-g2-2029").unwrap().files, ..good() }
}

#[test]
fn strictly_another_certificate_of_an_anchor_s_key_is_pointed_out() {
    let (own, cross) = ("microsoft-tls-rsa-root-g2.pem", "microsoft-tls-rsa-root-g2-by-digicert-g2.pem");
    let key = "spki_sha256: 4b03c9966c863b2c008a95a5ed9254070448c7b219d283102f6a6c5b6e8e2acd";
    let of = |hex: &str| hex.parse::<Fingerprint>().unwrap();
    let unlisted = |sha256: &str, by: &str, policy| AdviceKind::CrossSignNotListed {
        label: "G2".to_owned(),
        sha256: of(sha256),
        by: by.to_owned(),
        policy,
    };
    let crossed = "DDCD1E8A20638D4AAFF7201BB1D56452ACD2C759F1686BDC38F73DD15732BDC2";
    // Several policies have it; it is said once.
    let by_digicert = unlisted(crossed, "DigiCert Global Root G2", "exchange-online-smtp-2026");
    assert_eq!(strictly(&microsoft_g2(&[key], &[own])), [by_digicert]);
    // Listed by its digest, or beside the policy: enough.
    assert_eq!(strictly(&microsoft_g2(&[key, &format!("sha256: {crossed}")], &[own])), []);
    assert_eq!(strictly(&microsoft_g2(&[key], &[own, cross])), []);
    // By the cross-certificate alone: the anchor's own is another one, and is missing.
    let own_sha256 = "6A170583DB584151E1C454EECA2A64CC5D8E484A5BD1156E720B4458654EE9E5";
    let found = [
        AdviceKind::NoOwnCertificate { label: "G2".to_owned() },
        unlisted(own_sha256, "Microsoft TLS RSA Root G2", "digicert-g2-2029"),
    ];
    assert_eq!(strictly(&microsoft_g2(&[key], &[cross])), found);
}

#[test]
fn one_ca_with_two_certificates_needs_its_endpoints_once() {
    // The CRL of the service's certificate is signed by the label of 2015, and the certificate of 2020 has the same key.
    let source = policy::find("exchange-online-2021").unwrap();
    let policy = valid(&source);
    assert!(policy.endpoints.iter().all(|one| one.issuer.as_deref() != Some("DigiCert Cloud Services CA-1 (of 2020)")));
    assert_eq!(policy::lint(&policy, Strictness::Plain), []);
}

#[test]
fn advice_is_a_sentence() {
    let lines: Vec<_> =
        policy::lint(&valid(&good()), Strictness::Plain).iter().map(|advice| advice.kind.to_string()).collect();
    assert_eq!(
        lines,
        [
            "`Baltimore` has no `spki_sha256`: a reissued certificate with the same key would not count",
            "no `crl` or `ocsp` endpoint is signed by `GlobalSign G3`, which issues the service's certificate",
        ]
    );
}
