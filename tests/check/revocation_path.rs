//! `revocation-path`.

use certready::finding::{Cause, Client, Code, Level, Verdict, Weight};
use certready::observation::{BodyEnd, Connect, Ended, ExchangeFault, Reached};
use certready::vocabulary::Timestamp;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::Cert;
use crate::common::crl::full_name;
use crate::common::der;
use crate::common::key::Algorithm;
use crate::common::ocsp::{OcspError, Status};
use crate::common::pki::{PkiPlan, TestPki, day, now, paths};
use crate::common::policy::PolicyText;
use crate::common::policy::labels::INTERMEDIATE as G1;

/// How the service's own certificate is named, which is not at hand.
const LEAF: &str = "the service's certificate, issued by Certready Test CA G1";
const PAGE: &[u8] = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body></body></html>";

const LEARNT: Said = ("revocation-path.learnt", Level::Pass, None, Weight::Decisive);

fn some_down(cause: Cause) -> Said {
    ("revocation-path.some-down", Level::Warning, Some(cause), Weight::Decisive)
}

fn none_works(cause: Cause) -> Said {
    ("revocation-path.none", Level::Failure, Some(cause), Weight::Decisive)
}

fn not_known(cause: Cause) -> Said {
    ("revocation-path.not-known", Level::Unknown, Some(cause), Weight::Decisive)
}

fn revoked() -> Said {
    ("revocation-path.revoked", Level::Failure, Some(Cause::Revoked), Weight::Decisive)
}

fn said(judged: &Judged, target: &str) -> Said {
    judged.said(Code::RevocationPath, target)
}

fn second(offset: i64) -> Timestamp {
    Timestamp::from_unix(now().unix() + offset).unwrap()
}

/// A scene in which the root's CRL alone can tell of the intermediate, and this is it.
fn by_crl(change: impl FnOnce(PkiPlan) -> PkiPlan, crl: impl FnOnce(&TestPki) -> Vec<u8>) -> Judged {
    let pki = change(case::pki_plan()).build();
    let body = crl(&pki);
    Scene::good(&pki)
        .unreachable(&pki.url(paths::ROOT_OCSP), Connect::Refused)
        .body(&pki.url(paths::ROOT_CRL), &body)
        .judge()
}

/// What the root's CRL alone comes to: a cause, and whether it is a failure or unknown.
fn crl(crl: impl FnOnce(&TestPki) -> Vec<u8>) -> Said {
    said(&by_crl(|plan| plan, crl), G1)
}

/// What an answer of the root's responder alone comes to.
fn ocsp(answer: impl FnOnce(&TestPki) -> Vec<u8>) -> Said {
    let pki = case::pki();
    let body = answer(&pki);
    let scene = Scene::good(&pki).unreachable(&pki.url(paths::ROOT_CRL), Connect::Refused);
    said(&scene.body(&pki.url(paths::ROOT_OCSP), &body).judge(), G1)
}

#[test]
fn all_sources_of_both_certificates_work() {
    let judged = Scene::good(&case::pki()).judge();
    assert_eq!(said(&judged, G1), LEARNT);
    assert_eq!(said(&judged, LEAF), LEARNT);
    let observed = judged.one(Code::RevocationPath, G1).observed();
    for source in ["/ocsp/root (GET)", "/ocsp/root (POST)", "/root.crl"] {
        assert!(observed.contains(source), "{source} in {observed}");
    }
}

#[test]
fn one_source_of_several_down_is_a_warning_that_names_it() {
    let pki = case::pki();
    let judged = Scene::good(&pki).unreachable(&pki.url(paths::ROOT_CRL), Connect::Timeout).judge();
    assert_eq!(said(&judged, G1), some_down(Cause::ConnectTimeout));
    assert_eq!(said(&judged, LEAF), LEARNT);
    let observed = judged.one(Code::RevocationPath, G1).observed();
    assert!(observed.ends_with(&format!("not from {}", pki.url(paths::ROOT_CRL))), "{observed}");
}

#[test]
fn no_source_at_all_is_the_failure_in_the_words_that_admins_search_for() {
    let pki = case::pki();
    let scene = Scene::good(&pki).unreachable(&pki.url(paths::ROOT_CRL), Connect::Timeout);
    let judged = scene.unreachable(&pki.url(paths::ROOT_OCSP), Connect::Timeout).judge();
    assert_eq!(said(&judged, G1), none_works(Cause::ConnectTimeout));
    assert_eq!(judged.verdict(), Verdict::NotReady);
    let observed = judged.one(Code::RevocationPath, G1).observed();
    for word in ["RevocationCheckFailure", "CRYPT_E_REVOCATION_OFFLINE", "0x80092013", "454 4.7.5"] {
        assert!(observed.contains(word), "{word} in {observed}");
    }
}

#[test]
fn it_decides_for_a_client_that_asks_for_revocation_and_for_no_other() {
    let pki = case::pki();
    for (client, weight) in [
        (Client::SchannelValidating, Weight::Decisive),
        (Client::SchannelOpportunistic, Weight::Supporting),
        (Client::OpensslNoRevocation, Weight::Supporting),
    ] {
        let judged = Scene::good(&pki).client(client).cut_off(Connect::Timeout).judge();
        assert_eq!(said(&judged, G1).3, weight, "{client}");
    }
}

#[test]
fn what_was_cut_off_is_not_known_where_nothing_else_works() {
    let pki = case::pki();
    let cut = || Reached::Connected { attempts: Vec::new(), fault: Some(ExchangeFault::Cut), hops: Vec::new() };
    for (ended, cause) in [(Ended::Deadline, Cause::Deadline), (Ended::Interrupted, Cause::Interrupted)] {
        let scene = || Scene::good(&pki).reached(&pki.url(paths::ROOT_CRL), cut()).ended(ended);
        let judged = scene().reached(&pki.url(paths::ROOT_OCSP), cut()).judge();
        assert_eq!(said(&judged, G1), not_known(cause));
        // One source that works is enough to learn it; and one that failed makes not known of nothing.
        assert_eq!(said(&scene().judge(), G1), some_down(cause));
        let failed = scene().unreachable(&pki.url(paths::ROOT_OCSP), Connect::Refused).judge();
        assert_eq!(said(&failed, G1).1, Level::Unknown);
    }
}

#[test]
fn a_crl_that_lists_the_certificate_says_revoked_whatever_the_responder_says() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_CRL);
    let body = pki.root_crl().revoke_for(&pki.intermediate.serial(), day(-3), 1).der();
    let judged = Scene::good(&pki).body(&url, &body).judge();
    assert_eq!(said(&judged, G1), revoked());
    let observed = judged.one(Code::RevocationPath, G1).observed();
    assert_eq!(observed, format!("revoked since {}, by {url}", day(-3)));
    assert_eq!(judged.verdict(), Verdict::NotReady);
    // Another's serial is another's matter.
    let other = pki.root_crl().revoke_for(&pki.leaf.serial(), day(-3), 1).der();
    assert_eq!(said(&Scene::good(&pki).body(&url, &other).judge(), G1), LEARNT);
}

#[test]
fn a_stale_crl_that_lists_the_certificate_still_says_revoked() {
    let crl = crl(|pki| {
        let crl = pki.root_crl().this_update(day(-9)).next_update(day(-2));
        crl.revoke(&pki.intermediate.serial(), day(-30)).der()
    });
    assert_eq!(crl, revoked());
}

#[test]
fn a_responder_that_says_revoked_is_believed_whatever_the_crl_says() {
    let pki = case::pki();
    let body = pki.root_ocsp().status(Status::Revoked(day(-3))).der();
    assert_eq!(said(&Scene::good(&pki).body(&pki.url(paths::ROOT_OCSP), &body).judge(), G1), revoked());
}

#[test]
fn each_fault_of_a_crl_makes_it_a_source_that_fails_with_its_cause() {
    // The first failing source gives the finding's cause, and sources stand in the order CRL, OCSP.
    assert_eq!(crl(|pki| pki.root_crl().der()), some_down(Cause::ConnectRefused));
    assert_eq!(crl(|pki| pki.root_crl().signed_by(&pki.retiring).der()), none_works(Cause::BadSignature));
    assert_eq!(crl(|pki| pki.crl().der()), none_works(Cause::WrongIssuer));
    assert_eq!(crl(|pki| pki.fresh_crl(&pki.retiring).der()), none_works(Cause::WrongIssuer));
    let unrelated = |_: &TestPki| crate::common::crl::Crl::by(&Cert::ca("Another CA").self_signed()).der();
    assert_eq!(crl(unrelated), none_works(Cause::WrongIssuer));
    let shard = |pki: &TestPki| pki.root_crl().distribution_point(&["http://root.certready.test/2.crl"]).der();
    assert_eq!(crl(shard), none_works(Cause::WrongScope));
    let some_reasons = |pki: &TestPki| {
        let name = full_name(&[&pki.url(paths::ROOT_CRL)]);
        pki.root_crl().issuing(&[&name, &der::primitive(3, &[6, 0x40])]).der()
    };
    assert_eq!(crl(some_reasons), none_works(Cause::WrongScope));
    let stale = |pki: &TestPki| pki.root_crl().this_update(day(-9)).next_update(day(-2)).der();
    assert_eq!(crl(stale), none_works(Cause::Stale));
    let ahead = |pki: &TestPki| pki.root_crl().this_update(day(1)).next_update(day(9)).der();
    assert_eq!(crl(ahead), none_works(Cause::NotYetValid));
    assert_eq!(crl(|_| PAGE.to_vec()), none_works(Cause::BodyHtml));
    assert_eq!(crl(|_| Vec::new()), none_works(Cause::BodyEmpty));
}

#[test]
fn what_is_not_understood_of_a_crl_is_not_known_and_no_failure() {
    assert_eq!(crl(|_| b"no crl".to_vec()), not_known(Cause::NotUnderstood));
    assert_eq!(crl(|pki| pki.root_crl().signed_with(Algorithm::Unknown).der()), not_known(Cause::NotUnderstood));
    assert_eq!(crl(|pki| pki.root_crl().delta_of(1).der()), not_known(Cause::NotUnderstood));
}

#[test]
fn a_crl_of_some_reasons_can_still_say_revoked() {
    let crl = crl(|pki| {
        let name = full_name(&[&pki.url(paths::ROOT_CRL)]);
        let crl = pki.root_crl().issuing(&[&name, &der::primitive(3, &[6, 0x40])]);
        crl.revoke_for(&pki.intermediate.serial(), day(-3), 1).der()
    });
    assert_eq!(crl, revoked());
}

#[test]
fn a_crl_without_next_update_works_for_ten_days_to_the_second() {
    let aged = |seconds: i64| crl(|pki| pki.root_crl().this_update(second(-seconds)).no_next_update().der());
    assert_eq!(aged(10 * 86_400), some_down(Cause::ConnectRefused));
    assert_eq!(aged(10 * 86_400 + 1), none_works(Cause::Stale));
}

#[test]
fn each_fault_of_an_answer_makes_it_a_source_that_fails() {
    // The CRL is refused, and its cause comes first; what the answer comes to shows in the level.
    let refused = Cause::ConnectRefused;
    assert_eq!(ocsp(|pki| pki.root_ocsp().der()), some_down(refused));
    for fails in [
        |pki: &TestPki| pki.root_ocsp().status(Status::Unknown).der(),
        |pki: &TestPki| pki.root_ocsp().cert_id_serial(&pki.leaf.serial()).der(),
        |pki: &TestPki| pki.root_ocsp().next_update(day(-1)).this_update(day(-9)).der(),
        |pki: &TestPki| pki.root_ocsp().this_update(day(1)).der(),
        |pki: &TestPki| pki.root_ocsp().der_tampered(),
        |pki: &TestPki| {
            let delegate = Cert::ocsp_responder("Certready Test OCSP").valid(day(-30), day(-1));
            pki.root_ocsp().delegated(&delegate.issued_by(&pki.root)).der()
        },
        |pki: &TestPki| pki.root_ocsp().delegated(&Cert::ocsp_responder("x").issued_by(&pki.retiring)).der(),
        |_: &TestPki| OcspError::TryLater.der(),
        |_: &TestPki| PAGE.to_vec(),
        |_: &TestPki| Vec::new(),
    ] {
        assert_eq!(ocsp(fails), none_works(refused));
    }
    for unknown in [
        |pki: &TestPki| pki.root_ocsp().extension("1.3.6.1.4.1.32473.1", true, &der::null()).der(),
        |pki: &TestPki| pki.root_ocsp().signed_with(Algorithm::Unknown).der(),
        |_: &TestPki| b"no answer".to_vec(),
    ] {
        assert_eq!(ocsp(unknown), not_known(refused));
    }
}

#[test]
fn the_cause_of_an_answer_is_its_own_where_the_crl_works() {
    for (error, cause) in [
        (OcspError::MalformedRequest, Cause::OcspMalformedRequest),
        (OcspError::InternalError, Cause::OcspInternalError),
        (OcspError::TryLater, Cause::OcspTryLater),
        (OcspError::SigRequired, Cause::OcspSigRequired),
        (OcspError::Unauthorized, Cause::OcspUnauthorized),
    ] {
        let pki = case::pki();
        let judged = Scene::good(&pki).body(&pki.url(paths::ROOT_OCSP), &error.der()).judge();
        assert_eq!(said(&judged, G1), some_down(cause));
    }
}

#[test]
fn a_body_that_broke_off_is_a_source_that_fails() {
    let pki = case::pki();
    let scene = Scene::good(&pki).answer(&pki.url(paths::ROOT_CRL), |answer| answer.end = BodyEnd::Truncated);
    assert_eq!(said(&scene.judge(), G1), some_down(Cause::BodyTruncated));
}

#[test]
fn of_the_service_s_own_certificate_any_well_formed_answer_and_any_crl_of_its_issuer_tell() {
    let pki = case::pki();
    let (crl, ocsp) = (pki.url(paths::CRL), pki.url(paths::OCSP));
    let alone =
        |body: &[u8]| said(&Scene::good(&pki).unreachable(&crl, Connect::Refused).body(&ocsp, body).judge(), LEAF);
    let path_alone = ("revocation-path.path-some-down", Level::Warning, Some(Cause::ConnectRefused), Weight::Decisive);
    assert_eq!(alone(&OcspError::Unauthorized.der()), path_alone);
    // What somebody forged proves no path.
    assert_eq!(alone(&pki.root_ocsp().der_tampered()), none_works(Cause::ConnectRefused));
    assert_eq!(alone(PAGE), none_works(Cause::ConnectRefused));
    let crl_alone =
        |body: &[u8]| said(&Scene::good(&pki).unreachable(&ocsp, Connect::Refused).body(&crl, body).judge(), LEAF);
    assert_eq!(crl_alone(&pki.crl().der()), some_down(Cause::ConnectRefused));
    // The right CA's is meant: the root's own CRL says nothing of it.
    assert_eq!(crl_alone(&pki.root_crl().der()), none_works(Cause::WrongIssuer));
}

#[test]
fn a_certificate_of_which_nothing_can_tell_is_not_known_and_one_that_was_not_seen_a_warning() {
    let pki = case::pki_plan().intermediate(Cert::without_urls).build();
    let judged = Scene::good(&pki).policy(PolicyText::without_endpoints).judge();
    assert_eq!(said(&judged, G1), ("revocation-path.no-source", Level::Unknown, None, Weight::Decisive));
    assert_eq!(said(&judged, LEAF), ("revocation-path.unseen", Level::Warning, None, Weight::Supporting));
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn evidence_that_does_not_hold_what_the_policy_names_is_not_known() {
    let pki = case::pki();
    let scene = Scene::good(&pki);
    let mut evidence = scene.evidence();
    evidence.observations.fetches.clear();
    let judged = Judged::of(&evidence, &certready::evidence::Asked::default());
    assert_eq!(said(&judged, G1), not_known(Cause::PartialRun));
    assert_eq!(said(&judged, LEAF), not_known(Cause::PartialRun));
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn through_an_ended_intermediate_goes_no_path() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = Scene::good(&pki).cut_off(Connect::Timeout).judge();
    let ended = ("revocation-path.ended", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(said(&judged, G1), ended);
    assert_eq!(said(&judged, LEAF), ended);
}

#[test]
fn a_well_formed_answer_alone_proves_the_path_of_the_unseen_certificate() {
    let pki = case::pki();
    let scene = Scene::good(&pki).policy(|text| {
        let text = text.without_endpoints();
        text.ocsp(&pki.url(paths::OCSP), G1, None, "required")
    });
    let proven = ("revocation-path.path-proven", Level::Pass, None, Weight::Decisive);
    assert_eq!(said(&scene.judge(), LEAF), proven);
}
