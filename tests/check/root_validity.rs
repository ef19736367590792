//! `root-validity`.

use certready::finding::{Cause, Client, Code, Level, Weight};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::Cert;
use crate::common::pki::day;
use crate::common::policy::labels::ROOT;

/// The root valid from and until so many days after the present. The cutover lies thirty days ahead.
fn root(from: i64, until: i64) -> Judged {
    Scene::good(&case::pki_plan().root(|cert| cert.valid(day(from), day(until))).build()).judge()
}

fn said(judged: &Judged) -> Said {
    judged.said(Code::RootValidity, ROOT)
}

fn distrusted(by: &str, on: i64, client: Client) -> Judged {
    let yaml = format!("distrust:\n  - {{ root: {ROOT}, by: {by}, on: \"{}\", source: the tests }}", day(on));
    Scene::good(&case::pki()).policy(|text| text.more(&yaml)).client(client).judge()
}

#[test]
fn a_root_with_years_before_it_passes() {
    assert_eq!(said(&root(-10, 1000)), ("root-validity.valid", Level::Pass, None, Weight::Decisive));
}

#[test]
fn a_root_that_ends_before_the_cutover_fails() {
    assert_eq!(said(&root(-10, 29)), ("root-validity.expired", Level::Failure, Some(Cause::Expired), Weight::Decisive));
    // The last instant of its validity is within it (RFC 5280 §4.1.2.5).
    assert_eq!(said(&root(-10, 30)).0, "root-validity.ends-soon");
}

#[test]
fn a_root_that_begins_after_the_cutover_fails() {
    assert_eq!(
        said(&root(31, 1000)),
        ("root-validity.not-yet", Level::Failure, Some(Cause::NotYetValidAtCutover), Weight::Decisive)
    );
}

#[test]
fn a_root_that_begins_before_the_cutover_and_not_today_is_worth_knowing() {
    assert_eq!(
        said(&root(29, 1000)),
        ("root-validity.not-yet-today", Level::Notice, Some(Cause::NotYetValid), Weight::Decisive)
    );
    assert_eq!(said(&root(0, 1000)).0, "root-validity.valid");
}

#[test]
fn a_root_that_ends_within_ninety_days_after_the_cutover_warns() {
    let judged = root(-10, 119);
    assert_eq!(said(&judged), ("root-validity.ends-soon", Level::Warning, Some(Cause::ExpiresSoon), Weight::Decisive));
    assert!(judged.one(Code::RootValidity, ROOT).observed().contains("89 days after"));
    assert_eq!(said(&root(-10, 120)).0, "root-validity.valid");
}

#[test]
fn after_the_cutover_the_present_counts() {
    let pki = case::pki_plan().root(|cert| cert.valid(day(-10), day(-1))).build();
    let judged = Scene::good(&pki).policy(|text| text.cutover(day(-5))).judge();
    assert_eq!(said(&judged).0, "root-validity.expired");
}

#[test]
fn of_several_certificates_of_one_key_in_the_store_the_best_counts() {
    let pki = case::pki_plan().root(|cert| cert.valid(day(-10), day(10))).build();
    let longer = Cert::ca(ROOT).serial(&[7]).self_signed();
    let named = format!("any_of: [{{ sha256: {} }}]", pki.root.fingerprint());
    let by_key = format!("any_of: [{{ spki_sha256: {} }}]", pki.root.spki_digest());
    let scene = || Scene::good(&pki).policy(|text| text.replacing(&named, &by_key));
    assert_eq!(said(&scene().judge()).0, "root-validity.expired");
    assert_eq!(said(&scene().stored(&longer, certready::observation::Form::Pem).judge()).0, "root-validity.valid");
}

#[test]
fn the_policys_copy_is_judged_where_the_store_holds_none() {
    let pki = case::pki_plan().root(|cert| cert.valid(day(-10), day(29))).build();
    let judged = Scene::good(&pki).store(&[]).judge();
    assert_eq!(said(&judged).0, "root-validity.expired");
}

#[test]
fn a_root_that_the_clients_own_programme_stops_trusting_before_the_cutover_fails() {
    let expected = ("root-validity.distrusted", Level::Failure, Some(Cause::RootDistrusted), Weight::Decisive);
    for (by, client) in [("microsoft", Client::SchannelValidating), ("mozilla", Client::OpensslNoRevocation)] {
        assert_eq!(case::said(distrusted(by, 29, client).by_id("root-validity.distrusted")), expected);
        assert_eq!(distrusted(by, 31, client).ids(Code::RootValidity), ["root-validity.valid"]);
    }
}

#[test]
fn another_programmes_date_is_worth_knowing_and_fails_nothing() {
    let expected = ("root-validity.distrusted-elsewhere", Level::Notice, Some(Cause::RootDistrusted), Weight::Decisive);
    let others = [
        ("mozilla", Client::SchannelValidating),
        ("chrome", Client::SchannelValidating),
        ("microsoft", Client::OpensslNoRevocation),
        ("chrome", Client::OpensslNoRevocation),
    ];
    for (by, client) in others {
        let judged = distrusted(by, -100, client);
        assert_eq!(case::said(judged.by_id("root-validity.distrusted-elsewhere")), expected, "{by}");
        assert_eq!(judged.all(Code::RootValidity).len(), 2);
        // So is one that lies ahead.
        let ahead = distrusted(by, 400, client);
        assert_eq!(case::said(ahead.by_id("root-validity.distrusted-elsewhere")), expected, "{by}");
    }
}

#[test]
fn of_an_anchor_that_is_known_by_certificates_of_other_issuers_alone_no_end_is_told() {
    // Microsoft TLS ECC Root G2 is pinned by its key and DigiCert's cross-certificate, which ends two months after the cutover.
    let judged = Scene::good(&case::pki()).embedded("digicert-g2-2029").judge();
    assert_eq!(
        judged.said(Code::RootValidity, "Microsoft TLS ECC Root G2"),
        ("root-validity.not-at-hand", Level::NotApplicable, None, Weight::Decisive)
    );
    // Of the RSA root the policy has its own certificate as well, and that counts.
    assert_eq!(judged.said(Code::RootValidity, "Microsoft TLS RSA Root G2").0, "root-validity.valid");
}
