//! Bodies that break off, and bodies that are something else than the object: each named as what it is.

use super::{LEAF, SHORT, Seen, crl_answered};
use crate::common::capability::require;
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::proxy;

/// The good CRL of a good lab, answered in a way that `spoil` changes.
fn crl(spoil: impl FnOnce(Reply) -> Reply) -> Seen {
    let lab = Lab::good();
    lab.server.route(paths::CRL, spoil(Reply::crl(&lab.pki.crl().der())));
    Seen::of(&lab, SHORT)
}

#[track_caller]
fn fails(seen: &Seen, code: &str, cause: &str) {
    let asks = [format!("WARNING revocation-path {LEAF} {cause}"), format!("FAILURE {code} /intermediate.crl {cause}")];
    seen.holds(2, (paths::CRL, "answered"), &asks.each_ref().map(String::as_str));
}

#[test]
fn a_body_without_a_length_or_in_chunks_is_whole() {
    for spoil in [Reply::until_close, Reply::chunked] {
        crl(spoil).holds(0, (paths::CRL, "answered"), &[]);
    }
}

#[test]
fn a_body_that_ends_before_its_length_is_truncated() {
    let seen = crl(|reply| reply.ends_at(100));
    fails(&seen, "endpoint-reachable", "body-truncated");
    assert_eq!(seen.rows(paths::CRL)[0]["bytes"], 100);
}

#[test]
fn a_chunk_that_is_not_finished_is_truncated() {
    fails(&crl(|reply| reply.chunk_unfinished_at(100)), "endpoint-reachable", "body-truncated");
}

#[test]
fn a_reset_within_the_body_is_body_reset() {
    require!("resets");
    fails(&crl(|reply| reply.resets_at(100)), "endpoint-reachable", "body-reset");
}

#[test]
fn a_body_that_stops_coming_is_stalled() {
    fails(&crl(|reply| reply.stalls_at(100)), "endpoint-reachable", "body-stalled");
}

#[test]
fn a_body_that_drips_beyond_the_deadline_of_the_run_was_not_looked_at_to_its_end() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().der()).drip(20));
    let seen = Seen::of(&lab, &["--deadline", "2"]);
    let asks = [
        &format!("WARNING revocation-path {LEAF} deadline"),
        "UNKNOWN endpoint-reachable /intermediate.crl deadline",
        "UNKNOWN run-complete run deadline",
    ];
    seen.holds(3, (paths::CRL, "answered"), &asks);
}

#[test]
fn an_endless_body_is_too_large() {
    // A CRL may have 128 MiB; an OCSP answer's bound is 1 MiB, which is sooner reached.
    let lab = Lab::good();
    lab.server.answer(paths::OCSP, |_| Reply::ocsp(&[0x30; 1_000]).endless());
    let seen = Seen::of(&lab, SHORT);
    let asks = [
        &format!("WARNING revocation-path {LEAF} body-too-large"),
        "FAILURE endpoint-reachable /ocsp/intermediate (GET) body-too-large",
        "FAILURE endpoint-reachable /ocsp/intermediate (POST) body-too-large",
    ];
    seen.holds(2, (paths::OCSP, "answered"), &asks);
}

#[test]
fn a_body_that_announces_more_than_is_taken_is_not_downloaded_for_nothing() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/pkix-crl\r\nContent-Length: 4000000000\r\n\r\n";
    let seen = crl_answered(Reply::raw(&[head.as_bytes(), &[0x30; 100_000]].concat()));
    fails(&seen, "endpoint-reachable", "body-too-large");
    assert_eq!(seen.rows(paths::CRL)[0]["bytes"], 65_536);
}

#[test]
fn an_html_page_with_status_200_is_intercepted() {
    let seen = crl_answered(Reply::html("Welcome").header("Server", "Filter/1.0"));
    fails(&seen, "endpoint-genuine", "body-html");
    let observed = seen.observed("endpoint-genuine", paths::CRL);
    for part in ["intercepted", "status 200", "titled \"Welcome\"", "server: Filter/1.0"] {
        assert!(observed.contains(part), "{part} in {observed}");
    }
}

#[test]
fn a_known_block_page_with_status_200_is_named() {
    let seen = crl_answered(Reply::ok(
        "text/html",
        include_bytes!("../fixtures/blockpages/fortigate-web-filter-violation.html"),
    ));
    fails(&seen, "endpoint-genuine", "block-page");
    let observed = seen.observed("endpoint-genuine", paths::CRL);
    assert!(observed.contains("a page of FortiGate"), "{observed}");
}

#[test]
fn a_known_block_page_with_status_403_is_named_beside_the_status() {
    let page = include_bytes!("../fixtures/blockpages/squid-access-denied.html");
    let seen = crl_answered(Reply::ok("text/html", page).status(403));
    let asks = [
        &format!("WARNING revocation-path {LEAF} status-403"),
        "FAILURE endpoint-reachable /intermediate.crl status-403",
        "FAILURE endpoint-genuine /intermediate.crl block-page",
    ];
    seen.holds(2, (paths::CRL, "answered"), &asks);
    let observed = seen.observed("endpoint-genuine", paths::CRL);
    assert!(observed.contains("a page of Squid"), "{observed}");
}

#[test]
fn a_transparent_proxy_s_own_page_is_a_block_page() {
    let seen = crl_answered(proxy::denied());
    let asks = [
        &format!("WARNING revocation-path {LEAF} status-403"),
        "FAILURE endpoint-reachable /intermediate.crl status-403",
        "FAILURE endpoint-genuine /intermediate.crl block-page",
    ];
    seen.holds(2, (paths::CRL, "answered"), &asks);
}

#[test]
fn pem_in_place_of_der_is_body_pem() {
    let seen = crl(|reply| reply.pem("X509 CRL"));
    fails(&seen, "endpoint-genuine", "body-pem");
    let observed = seen.observed("endpoint-genuine", paths::CRL);
    assert!(observed.contains("PEM (X509 CRL)"), "{observed}");
}

#[test]
fn a_gzip_stream_is_body_gzip() {
    fails(&crl(Reply::gzipped), "endpoint-genuine", "body-gzip");
}

#[test]
fn a_body_of_no_bytes_is_body_empty() {
    fails(&crl_answered(Reply::crl(b"")), "endpoint-genuine", "body-empty");
}

#[test]
fn another_content_type_is_worth_a_notice_and_no_more() {
    let seen = crl(|reply| reply.content_type("application/octet-stream"));
    seen.holds(0, (paths::CRL, "answered"), &[]);
    let notice = "NOTICE endpoint-genuine /intermediate.crl wrong-content-type";
    assert!(seen.notices().iter().any(|line| line == notice), "{:#?}", seen.notices());
}

#[test]
fn bytes_behind_the_object_are_a_warning() {
    let asks = ["WARNING endpoint-genuine /intermediate.crl body-trailing-bytes"];
    crl(|reply| reply.trailing(b"\r\n")).holds(1, (paths::CRL, "answered"), &asks);
}

#[test]
fn bytes_behind_a_whole_answer_on_the_wire_are_nothing() {
    crl(|reply| reply.after_length(b"HTTP/1.1 200 OK\r\n\r\n")).holds(0, (paths::CRL, "answered"), &[]);
}

#[test]
fn bytes_that_are_no_crl_are_not_understood_and_no_forgery() {
    let seen = crl_answered(Reply::crl(&[0x30, 0x03, 0x02, 0x01, 0x05]));
    let asks = [
        &format!("WARNING revocation-path {LEAF} not-understood"),
        "UNKNOWN endpoint-genuine /intermediate.crl not-understood",
    ];
    seen.holds(3, (paths::CRL, "answered"), &asks);
}

#[test]
fn a_slow_body_within_the_bounds_is_whole() {
    let seen = crl(|reply| reply.drip(1_000));
    seen.holds(0, (paths::CRL, "answered"), &[]);
}

#[test]
fn a_filter_that_lets_the_object_pass_is_no_block_page_whatever_it_says_of_itself() {
    let seen = crl(|reply| reply.header("Server", "Zscaler/6.2").header("Via", "1.1 gateway.zscaler.net"));
    seen.holds(0, (paths::CRL, "answered"), &[]);
}

#[test]
fn bytes_behind_an_ocsp_answer_are_a_warning_as_well() {
    let lab = Lab::good();
    let answer = Reply::ocsp(&lab.pki.root_ocsp().der()).trailing(b"\n");
    lab.root_server.answer(paths::ROOT_OCSP, move |_| answer.clone());
    let asks = [
        "WARNING endpoint-genuine /ocsp/root (GET) body-trailing-bytes",
        "WARNING endpoint-genuine /ocsp/root (POST) body-trailing-bytes",
    ];
    Seen::of(&lab, SHORT).holds(1, (paths::ROOT_OCSP, "answered"), &asks);
}
