//! The embedded policies: valid, and each fingerprint the one that was computed from the certificate elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use certready::pki::{Certificate, decode_certificates};
use certready::policy::{self, EndpointKind, Need, Policy, Precision, Programme};
use certready::vocabulary::{Fingerprint, SpkiDigest, Timestamp};

/// Roots with their digests, computed with OpenSSL from the certificates themselves.
const ROOTS: &str = include_str!("../fixtures/facts/roots-with-sha256-and-spki.tsv");

/// Every file beside the embedded policies with its digests, computed with OpenSSL.
const FILES: &str = include_str!("../fixtures/facts/catalogue-with-sha256-and-spki.tsv");

fn embedded(id: &str) -> Policy {
    policy::parse(&policy::find(id).unwrap()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[test]
fn every_embedded_policy_is_valid_under_its_own_id() {
    let ids = [
        "exchange-online-2018",
        "exchange-online-2021",
        "microsoft-365-2022",
        "exchange-online-smtp-2026",
        "letsencrypt-generation-y",
        "globalsign-r46",
        "digicert-g2-2029",
    ];
    assert_eq!(policy::ids().collect::<Vec<_>>(), ids);
    let cutovers: Vec<_> = ids.iter().map(|id| embedded(id).cutover.at).collect();
    assert!(cutovers.is_sorted(), "the oldest rotation comes first");
    for (source, id) in policy::catalogue().zip(policy::ids()) {
        let policy = policy::parse(&source).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(policy.id, id);
        assert_eq!(policy.source, source);
    }
}

#[test]
fn every_certificate_has_the_fingerprint_and_key_that_were_computed_elsewhere_and_each_is_pinned() {
    let facts: BTreeMap<&str, (Fingerprint, SpkiDigest)> = FILES
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|columns| (columns[0], (columns[1].parse().unwrap(), columns[2].parse().unwrap())))
        .collect();
    let mut embedded = BTreeSet::new();
    for source in policy::catalogue() {
        let policy = policy::parse(&source).unwrap();
        for (name, bytes) in &source.files {
            let [certificate] = &decode_certificates(bytes).items[..] else { panic!("{name}") };
            let (sha256, key) = &facts[name.as_str()];
            assert_eq!((&certificate.fingerprint(), &certificate.spki_digest()), (sha256, key), "{name}");
            // The text itself has the digest: what a person compares is what is held to the file.
            assert!(source.yaml.contains(&sha256.to_string().to_uppercase()), "{name} of {}", policy.id);
            assert!(source.yaml.contains(name.as_str()), "{name} of {}", policy.id);
            embedded.insert(name.clone());
        }
        for anchor in policy.incoming.iter().chain(&policy.retiring) {
            assert!(!anchor.known.is_empty() && !anchor.certificates.is_empty() && !anchor.spki.is_empty());
            for certificate in &anchor.known {
                assert!(anchor.certificates.contains(&certificate.fingerprint()), "{}", anchor.label);
                assert!(anchor.spki.contains(&certificate.spki_digest()), "{}", anchor.label);
            }
        }
    }
    assert_eq!(embedded.iter().map(String::as_str).collect::<Vec<_>>(), facts.keys().copied().collect::<Vec<_>>());
}

#[test]
fn the_digests_of_roots_are_those_of_the_list_of_roots() {
    let known: BTreeMap<Fingerprint, SpkiDigest> = ROOTS
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|columns| (columns[4].parse().unwrap(), columns[5].parse().unwrap()))
        .collect();
    let mut unknown = BTreeSet::new();
    for source in policy::catalogue() {
        let policy = policy::parse(&source).unwrap();
        for anchor in policy.incoming.iter().chain(&policy.retiring) {
            // A digest without a certificate beside it, as those of Microsoft's second ones of 2017, has the listed key too.
            for sha256 in &anchor.certificates {
                match known.get(sha256) {
                    Some(key) => assert!(anchor.spki.contains(key), "{}", anchor.label),
                    None => drop(unknown.insert(anchor.label.clone())),
                }
            }
        }
    }
    // Microsoft's roots of 2025, and cross-certificates, which are no roots.
    let listed =
        ["GlobalSign Root E46", "GlobalSign Root R46", "Microsoft TLS ECC Root G2", "Microsoft TLS RSA Root G2"];
    assert_eq!(unknown.iter().map(String::as_str).collect::<Vec<_>>(), listed);
}

#[test]
fn what_publishers_list_by_sha1_is_what_is_pinned() {
    let sha1 = |id: &str, name: &str| {
        let files = policy::find(id).unwrap().files;
        decode_certificates(&files[name]).items[0].sha1().to_string().to_uppercase()
    };
    let listed = [
        // azure-certificate-authority-details.md, ms.date 11/17/2025.
        (
            "digicert-g2-2029",
            "microsoft-tls-rsa-root-g2-by-digicert-g2.pem",
            "B5EE89E77326AB2BF1775BD99C19A28947FF8184",
        ),
        (
            "digicert-g2-2029",
            "microsoft-tls-ecc-root-g2-by-digicert-g3.pem",
            "7FA05ACF9B4AABB0DE0CFAFA297DDF92FDC5F3F5",
        ),
        ("digicert-g2-2029", "microsoft-tls-g2-rsa-ca-ocsp-16.pem", "27E6663299D340DFE54571CECCEC01BE74495DC6"),
        ("exchange-online-2021", "digicert-cloud-services-ca-1-2015.pem", "81B68D6CD2F221F8F534E677523BB236BBA1DC56"),
        ("exchange-online-2021", "digicert-cloud-services-ca-1-2020.pem", "B3F6B64A07BB9611F47174407841F564FB991F29"),
        // encryption-office-365-tls-certificates-changes.md, ms.date 3/7/2022, and the former page's change log.
        (
            "microsoft-365-2022",
            "microsoft-azure-tls-issuing-ca-01-by-digicert-g2.pem",
            "2F2877C5D778C31E0F29C7E371DF5471BD673173",
        ),
        (
            "microsoft-365-2022",
            "microsoft-azure-tls-issuing-ca-01-by-microsoft-rsa-2017.pem",
            "B9ED88EB05C15C79639493016200FDAB08137AF3",
        ),
        ("microsoft-365-2022", "microsoft-rsa-root-2017.pem", "73A5E64A3BFF8316FF0EDCCC618A906E4EAE4D74"),
        ("microsoft-365-2022", "microsoft-ecc-root-2017.pem", "999A64C37FF47D9FAB95F14769891460EEC4C3C5"),
        // organizationssl-intermediate-certificates, 2026-01-08.
        ("globalsign-r46", "globalsign-gcc-r46-ov-tls-ca-2025.pem", "82F8D711875FA3B9CF9201ABF6224FBAC6712770"),
    ];
    for (id, name, published) in listed {
        assert_eq!(sha1(id, name), published, "{name}");
    }
}

#[test]
fn each_superseded_policy_leads_to_one_in_force() {
    for id in policy::ids() {
        let mut seen = vec![id.to_owned()];
        while let Some(next) = embedded(seen.last().unwrap()).superseded.map(|one| one.by) {
            assert!(!seen.contains(&next), "{seen:?} and {next} go round");
            seen.push(next);
        }
        assert!(embedded(seen.last().unwrap()).review_by.is_some(), "{seen:?}");
    }
    let by = |id: &str| embedded(id).superseded.map(|one| (one.by, one.on.map(Timestamp::date)));
    let to = |by: &str, on: &str| Some((by.to_owned(), Some(on.to_owned())));
    assert_eq!(by("exchange-online-2018"), to("exchange-online-2021", "2021-02-06"));
    assert_eq!(by("exchange-online-2021"), to("exchange-online-smtp-2026", "2026-03-22"));
    assert_eq!(by("microsoft-365-2022"), to("digicert-g2-2029", "2025-09-05"));
}

#[test]
fn the_dates_of_each_rotation_are_those_of_its_sources() {
    let dates = |id: &str| {
        let policy = embedded(id);
        let day = |at: Option<Timestamp>| at.map_or("-".to_owned(), Timestamp::date);
        [day(policy.rollout_from), policy.cutover.at.date(), day(policy.rollout_until)].join(" ")
    };
    assert_eq!(dates("exchange-online-2021"), "- 2021-02-06 -");
    assert_eq!(dates("microsoft-365-2022"), "2022-01-01 2022-10-31 2023-10-31");
    assert_eq!(dates("letsencrypt-generation-y"), "2025-12-01 2026-05-13 2026-10-06");
    assert_eq!(dates("globalsign-r46"), "2025-07-08 2026-07-27 2027-03-15");
    assert_eq!(dates("digicert-g2-2029"), "- 2029-04-15 2029-06-19");
    let lost = |id: &str, root: &str| {
        let policy = embedded(id);
        let of = policy.distrust.iter().filter(|one| one.root == root);
        of.map(|one| format!("{} {}", one.by.word(), one.on.date())).collect::<Vec<_>>()
    };
    assert_eq!(lost("digicert-g2-2029", "DigiCert Global Root G2"), ["mozilla 2029-04-15"]);
    assert_eq!(lost("globalsign-r46", "GlobalSign Root CA - R3"), ["mozilla 2027-04-15", "chrome 2027-04-15"]);
    assert_eq!(lost("globalsign-r46", "GlobalSign Root CA - R6"), ["mozilla 2029-12-10"]);
}

#[test]
fn a_plan_s_last_day_is_the_end_of_the_certificates_that_make_it() {
    let policy = embedded("digicert-g2-2029");
    let cross = policy.certificates().filter(|one| one.issuer().label().to_string().contains("DigiCert"));
    let ends: BTreeSet<_> = cross.filter(|one| !one.is_self_issued()).map(Certificate::not_after).collect();
    assert_eq!(ends.into_iter().map(Some).collect::<Vec<_>>(), [policy.rollout_until]);
    let policy = embedded("letsencrypt-generation-y");
    let begins: BTreeSet<_> = ["Root YR (by ISRG Root X1)", "Root YE (by ISRG Root X2)"]
        .map(|label| policy.certificate(label).unwrap().not_before())
        .into();
    assert_eq!(begins.into_iter().collect::<Vec<_>>(), [policy.cutover.at]);
}

#[test]
fn the_policy_of_2018_says_what_its_source_says() {
    let policy = embedded("exchange-online-2018");
    assert_eq!((policy.cutover.at, policy.cutover.precision), (at("2018-09-03"), Precision::Date));
    let superseded = policy.superseded.as_ref().unwrap();
    assert_eq!((superseded.by.as_str(), superseded.on), ("exchange-online-2021", Some(at("2021-02-06"))));
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
fn revocation_of_each_pinned_intermediate_can_be_learnt_by_each_way_that_it_names() {
    for source in policy::catalogue() {
        let policy = policy::parse(&source).unwrap();
        for one in &policy.intermediates {
            let needed = |kind| policy.endpoints.iter().filter(move |e| e.kind == kind && e.need != Need::Optional);
            let crl = needed(EndpointKind::Crl).any(|e| one.certificate.crl_urls().contains(&e.url));
            assert!(crl, "{}", one.label);
            let asked = needed(EndpointKind::Ocsp).any(|e| e.asks.as_ref() == Some(&one.label));
            // Let's Encrypt has no OCSP: CRLs alone are no failure.
            assert_eq!(asked, !one.certificate.ocsp_urls().is_empty(), "{}", one.label);
        }
        assert!(policy.endpoints.iter().all(|endpoint| endpoint.url.port() == 80), "{}", policy.id);
    }
}
