//! OCSP answers that are none, that are another's, and those that say revoked; responders that one method does not reach;
//! and OpenSSL's own responder.

use super::{G1, LEAF, SHORT, Seen};
use crate::common::capability::require;
use crate::common::cert::Cert;
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::ocsp::{Ocsp, OcspError, Status, responder};
use crate::common::openssl::OcspResponder;
use crate::common::pki::{TestPki, paths};
use crate::common::policy::{PolicyText, labels};

/// A good lab whose root's responder answers every request with this.
fn root_answers(reply: &Reply) -> Seen {
    let lab = Lab::good();
    let reply = reply.clone();
    lab.root_server.answer(paths::ROOT_OCSP, move |_| reply.clone());
    Seen::of(&lab, SHORT)
}

/// A good lab whose root's responder gives its good answer, changed in one way.
fn root_says(change: impl Fn(Ocsp, &TestPki) -> Ocsp + Send + Sync + 'static) -> Seen {
    let lab = Lab::good();
    let pki = lab.pki.clone();
    let answer = responder(paths::ROOT_OCSP, move |serial| change(pki.fresh_ocsp(serial, &pki.root), &pki));
    lab.root_server.answer(paths::ROOT_OCSP, answer);
    Seen::of(&lab, SHORT)
}

#[track_caller]
fn fails(seen: &Seen, code: &str, cause: &str) {
    let asks = [
        format!("WARNING revocation-path {G1} {cause}"),
        format!("FAILURE {code} /ocsp/root (GET) {cause}"),
        format!("FAILURE {code} /ocsp/root (POST) {cause}"),
    ];
    seen.holds(2, (paths::ROOT_OCSP, "answered"), &asks.each_ref().map(String::as_str));
}

#[test]
fn each_error_status_has_its_own_cause() {
    for (error, cause) in [
        (OcspError::MalformedRequest, "ocsp-malformed-request"),
        (OcspError::InternalError, "ocsp-internal-error"),
        (OcspError::TryLater, "ocsp-try-later"),
        (OcspError::SigRequired, "ocsp-sig-required"),
        (OcspError::Unauthorized, "ocsp-unauthorized"),
    ] {
        fails(&root_answers(&Reply::ocsp(&error.der())), "ocsp-status", cause);
    }
}

#[test]
fn unauthorized_at_the_leaf_s_responder_proves_the_path() {
    let lab = Lab::good();
    lab.server.answer(paths::OCSP, |_| Reply::ocsp(&OcspError::Unauthorized.der()));
    let seen = Seen::of(&lab, SHORT);
    seen.holds(0, (paths::OCSP, "answered"), &[]);
    assert_eq!(seen.one("ocsp-status", "/ocsp/intermediate (GET)")["level"], "not-applicable");
}

#[test]
fn a_page_in_place_of_an_answer_is_body_html() {
    let seen = root_answers(&Reply::html("Access to this site is limited"));
    fails(&seen, "endpoint-genuine", "body-html");
    assert_eq!(seen.one("ocsp-methods", "/ocsp/root")["level"], "not-applicable");
}

#[test]
fn a_page_at_the_leaf_s_responder_proves_nothing() {
    let lab = Lab::good();
    lab.server.answer(paths::OCSP, |_| Reply::html("Access to this site is limited"));
    let seen = Seen::of(&lab, SHORT);
    let asks = [
        &format!("WARNING revocation-path {LEAF} body-html"),
        "FAILURE endpoint-genuine /ocsp/intermediate (GET) body-html",
        "FAILURE endpoint-genuine /ocsp/intermediate (POST) body-html",
    ];
    seen.holds(2, (paths::OCSP, "answered"), &asks);
}

#[test]
fn an_answer_of_another_responder_is_of_the_wrong_issuer() {
    let seen = root_says(|ocsp, _| {
        let other = Cert::ca("Another CA").self_signed();
        ocsp.delegated(&Cert::ocsp_responder("Another responder").issued_by(&other))
    });
    fails(&seen, "ocsp-signed", "wrong-issuer");
}

#[test]
fn an_answer_of_a_delegate_of_the_issuer_is_good() {
    let seen = root_says(|ocsp, pki| {
        let delegate = Cert::ocsp_responder("Certready Test OCSP").valid(pki.day(-30), pki.day(60));
        ocsp.delegated(&delegate.issued_by(&pki.root))
    });
    seen.holds(0, (paths::ROOT_OCSP, "answered"), &[]);
}

#[test]
fn an_answer_that_was_changed_on_the_way_is_a_bad_signature() {
    let lab = Lab::good();
    let answer = Reply::ocsp(&lab.pki.root_ocsp().der_tampered());
    lab.root_server.answer(paths::ROOT_OCSP, move |_| answer.clone());
    fails(&Seen::of(&lab, SHORT), "ocsp-signed", "bad-signature");
}

#[test]
fn an_answer_to_another_s_question_is_of_the_wrong_issuer() {
    let seen = root_says(|ocsp, pki| ocsp.cert_id_serial(&pki.leaf.serial()));
    fails(&seen, "ocsp-status", "wrong-issuer");
}

#[test]
fn an_answer_from_last_week_is_stale() {
    let seen = root_says(|ocsp, pki| ocsp.this_update(pki.day(-8)).next_update(pki.day(-1)));
    fails(&seen, "ocsp-fresh", "stale");
}

#[test]
fn an_answer_from_tomorrow_is_not_yet_valid() {
    let seen = root_says(|ocsp, pki| ocsp.this_update(pki.day(1)).next_update(pki.day(8)));
    fails(&seen, "ocsp-fresh", "not-yet-valid");
}

#[test]
fn an_intermediate_that_the_responder_calls_revoked_is_revoked() {
    let seen = root_says(|ocsp, pki| ocsp.status(Status::RevokedFor(pki.day(-3), 1)));
    let asks = [
        &format!("FAILURE revocation-path {G1} revoked"),
        "FAILURE ocsp-status /ocsp/root (GET) revoked",
        "FAILURE ocsp-status /ocsp/root (POST) revoked",
    ];
    seen.holds(2, (paths::ROOT_OCSP, "answered"), &asks);
}

#[test]
fn a_certificate_that_the_responder_does_not_know_is_not_good() {
    fails(&root_says(|ocsp, _| ocsp.status(Status::Unknown)), "ocsp-status", "ocsp-unknown");
}

#[test]
fn a_method_that_is_blocked_is_a_warning_while_the_other_works() {
    for (blocked, works) in [("POST", "GET"), ("GET", "POST")] {
        let lab = Lab::good();
        let pki = lab.pki.clone();
        let good = responder(paths::ROOT_OCSP, move |serial| pki.fresh_ocsp(serial, &pki.root));
        lab.root_server.answer(paths::ROOT_OCSP, move |request| {
            if request.method == blocked { Reply::bare(405) } else { good(request) }
        });
        let seen = Seen::of(&lab, SHORT);
        let asks = [
            &format!("WARNING revocation-path {G1} status-405"),
            &format!("warning endpoint-reachable /ocsp/root ({blocked}) status-405"),
            "warning ocsp-methods /ocsp/root method-differs",
        ];
        seen.holds(1, (paths::ROOT_OCSP, "answered"), &asks);
        let observed = seen.observed("ocsp-methods", paths::ROOT_OCSP);
        assert_eq!(observed, format!("{works} brings an OCSP response, {blocked} does not"));
    }
}

/// A good lab beside OpenSSL's own responder, which the policy requires for the intermediate as well.
fn beside_openssl(status: fn(&TestPki) -> Status, delegate: bool) -> (Seen, String) {
    let lab = Lab::good();
    let pki = &lab.pki;
    let signer = if delegate {
        Cert::ocsp_responder("OpenSSL").valid(pki.day(-30), pki.day(60)).issued_by(&pki.root)
    } else {
        pki.root.clone()
    };
    let openssl = OcspResponder::start(&pki.root, &signer, &[(&pki.intermediate, status(pki))], &[]);
    let url = openssl.url();
    lab.judges(&PolicyText::of(pki).ocsp(&url, labels::ROOT, Some(labels::INTERMEDIATE), "required"));
    (Seen::of(&lab, &[]), url)
}

#[test]
fn openssl_s_responder_says_good() {
    require!("openssl");
    for delegate in [false, true] {
        let (seen, url) = beside_openssl(|_| Status::Good, delegate);
        seen.holds(0, (&url, "answered"), &[]);
        assert_eq!(seen.one("ocsp-status", &format!("{url} (GET)"))["level"], "pass");
        assert_eq!(seen.one("ocsp-status", &format!("{url} (POST)"))["level"], "pass");
    }
}

#[test]
fn openssl_s_responder_says_revoked() {
    require!("openssl");
    let (seen, url) = beside_openssl(|pki| Status::RevokedFor(pki.day(-3), 1), false);
    let asks = [
        format!("FAILURE revocation-path {G1} revoked"),
        format!("FAILURE ocsp-status {url} (GET) revoked"),
        format!("FAILURE ocsp-status {url} (POST) revoked"),
    ];
    seen.holds(2, (&url, "answered"), &asks.each_ref().map(String::as_str));
}
