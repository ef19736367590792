//! Each embedded policy at its own cutover against two real stores: Debian bookworm's of 2025-04-19 and certifi's of
//! 2018-08-24. Nothing of the network answers, so that what decides under a client that asks for no revocation is the store
//! alone, and the verdict can be held to what happened.

use certready::finding::{Client, Code, Verdict};
use certready::observation::{Connect, Form};
use certready::pki::decode_certificates;
use certready::policy;
use certready::vocabulary::Timestamp;

use crate::common::case::{self, Judged, Scene};

const DEBIAN: &str = "debian-bookworm-20250419";
const CERTIFI: &str = "certifi-2018.8.24";

/// The findings of these checks are those of the store and of the certificates.
const OF_THE_STORE: [Code; 7] = [
    Code::RootPresent,
    Code::RootScope,
    Code::RootTrusted,
    Code::RootValidity,
    Code::RootLookalike,
    Code::RetiringRoot,
    Code::IntermediateValidity,
];

fn judged_at(id: &str, store: &str, client: Client, at: Timestamp) -> Judged {
    let path = format!("{}/tests/fixtures/truststores/{store}.pem", env!("CARGO_MANIFEST_DIR"));
    let bundle = decode_certificates(&std::fs::read(path).unwrap()).items;
    let cutover = cutover(id);
    let scene = Scene::good(&case::pki()).embedded(id).cut_off(Connect::Timeout).store(&[]).observed(at);
    let scene = bundle.iter().fold(scene, |scene, one| scene.stored_bytes(one.der(), Form::Pem));
    scene.client(client).asked(|asked| asked.cutover = Some(cutover)).judge()
}

fn cutover(id: &str) -> Timestamp {
    policy::parse(&policy::find(id).unwrap()).unwrap().cutover.at
}

/// What a store comes to on the day of the cutover: the verdict, and each finding about it that is no pass.
fn on_the_day(id: &str, store: &str) -> (Verdict, Vec<String>) {
    let judged = judged_at(id, store, Client::OpensslNoRevocation, cutover(id));
    // A client that validates fails for want of revocation data, whatever the store: that is the other half of each policy.
    let validating = judged_at(id, store, Client::SchannelValidating, cutover(id));
    assert_eq!(validating.verdict(), Verdict::NotReady, "{id} {store}");
    // Every path that the policy pins holds on that day, by the policy's certificates.
    let holds = judged.ids(Code::PathValid);
    assert!(!holds.is_empty() && holds.iter().all(|one| *one == "path-valid.holds"), "{id} {store}: {holds:?}");
    // No such store holds intermediates.
    assert!(judged.ids(Code::IntermediatePresent).iter().all(|one| *one == "intermediate-present.absent"));
    let fine = [
        "root-present.by-certificate",
        "root-validity.valid",
        "root-lookalike.none",
        "retiring-root.present",
        "intermediate-validity.valid",
    ];
    let found = judged.report.findings.iter().filter(|one| OF_THE_STORE.contains(&one.code));
    let found = found.filter(|one| !fine.contains(&one.template.id) && one.template.id != "retiring-root.no-matter");
    (judged.verdict(), found.map(|one| format!("{}: {}", one.template.id, one.target)).collect())
}

/// As [`on_the_day`], for a store that has all that the policy asks for. What is left to warn of is the network.
#[track_caller]
fn fits(id: &str, store: &str, said: &[&str]) {
    let (verdict, found) = on_the_day(id, store);
    assert_eq!((verdict, found), (Verdict::ReadyWithWarnings, said.iter().map(|one| (*one).to_owned()).collect()));
}

#[track_caller]
fn lacks(id: &str, store: &str, said: &[&str]) {
    let (verdict, found) = on_the_day(id, store);
    assert_eq!((verdict, found), (Verdict::NotReady, said.iter().map(|one| (*one).to_owned()).collect()));
}

#[test]
fn both_stores_had_what_exchange_online_needed_in_2018_in_2021_and_in_2026() {
    // GlobalSign R1, DigiCert Global Root CA and G2 were in Mozilla's programme from before 2018 on; Debian still had all three
    // in 2025. Nobody who took these roots from there was cut off, and those who failed did so for want of TCP 80.
    for store in [DEBIAN, CERTIFI] {
        fits("exchange-online-2018", store, &[]);
        let later = "root-validity.distrusted-elsewhere: DigiCert Global Root CA";
        fits("exchange-online-2021", store, &[later]);
        fits("exchange-online-smtp-2026", store, &[]);
    }
}

#[test]
fn microsoft_s_own_roots_of_2017_came_too_late_for_the_store_of_2018() {
    fits("microsoft-365-2022", DEBIAN, &[]);
    // They were taken in in 2020: the certificates themselves are of 2019-12-18.
    let absent = [
        "root-present.absent: Microsoft ECC Root Certificate Authority 2017",
        "root-present.absent: Microsoft RSA Root Certificate Authority 2017",
    ];
    lacks("microsoft-365-2022", CERTIFI, &absent);
}

#[test]
fn generation_y_needs_no_new_root_where_isrg_root_x1_is() {
    // Neither store has Root YR or Root YE, which did not exist; Debian has X1 and X2, certifi X1 alone. The services of 2026 were
    // validated all the same, because the default chains end in X1.
    for store in [DEBIAN, CERTIFI] {
        fits("letsencrypt-generation-y", store, &[]);
        let judged = judged_at(
            "letsencrypt-generation-y",
            store,
            Client::OpensslNoRevocation,
            cutover("letsencrypt-generation-y"),
        );
        let x1 = "96bcec06264976f37460779acf28c5a7cfe8a3c0aae11a8ffcee05c0bddf08c6";
        let by = |target: &str| judged.one(Code::RootPresent, target).observed();
        assert!(by("Root YR, or ISRG Root X1 above it").contains(x1), "{store}");
        assert_eq!(by("Root YE, or ISRG Root X2 or X1 above it").contains(x1), store == CERTIFI, "{store}");
    }
}

#[test]
fn globalsign_s_roots_for_tls_are_of_2019_and_were_taken_in_after_the_store_of_2018() {
    // R1's trust for TLS ended with Mozilla on 2025-04-15, fifteen months before the cutover, and both stores still hold it.
    let r1 = "retiring-root.distrusted: GlobalSign Root CA - R1";
    fits("globalsign-r46", DEBIAN, &[r1]);
    let absent = ["root-present.absent: GlobalSign Root E46", "root-present.absent: GlobalSign Root R46", r1];
    lacks("globalsign-r46", CERTIFI, &absent);
}

#[test]
fn no_store_of_2025_is_ready_for_the_end_of_digicert_g2() {
    // Microsoft's new roots are of 2025-04-10 and in no store yet: today they work through DigiCert's cross-certificates, and
    // in April 2029 a store as old as these cuts its host off.
    let found = [
        "root-present.absent: Microsoft TLS ECC Root G2",
        "root-present.absent: Microsoft TLS RSA Root G2",
        "root-validity.not-at-hand: Microsoft TLS ECC Root G2",
        "retiring-root.distrusted: DigiCert Global Root G2",
        "intermediate-validity.ends-soon: Microsoft TLS G2 RSA CA OCSP 16",
    ];
    lacks("digicert-g2-2029", DEBIAN, &found);
    lacks("digicert-g2-2029", CERTIFI, &found);
}

#[test]
fn each_policy_in_force_is_judged_as_current_until_its_review_and_each_other_one_for_its_date() {
    for source in policy::catalogue() {
        let policy = policy::parse(&source).unwrap();
        let at = policy.review_by.unwrap_or(policy.cutover.at);
        let judged = judged_at(&policy.id, DEBIAN, Client::OpensslNoRevocation, at);
        let said = if policy.superseded.is_some() { "policy-current.for-its-date" } else { "policy-current.current" };
        assert_eq!(judged.ids(Code::PolicyCurrent), [said], "{}", policy.id);
    }
}

#[test]
fn one_ca_with_two_certificates_signs_once_for_the_service() {
    // DigiCert Cloud Services CA-1 has one key under two certificates, the Azure issuers 01 and 02 by two roots.
    for (id, leaves) in [("exchange-online-2021", 1), ("microsoft-365-2022", 5)] {
        let judged = judged_at(id, DEBIAN, Client::SchannelValidating, cutover(id));
        let all = judged.all(Code::RevocationPath);
        let unseen = all.iter().filter(|one| one.target.as_str().starts_with("the service's certificate"));
        assert_eq!(unseen.count(), leaves, "{id}");
    }
}
