//! Whole answers of a real web server that are not what was asked for: statuses, redirects, pages in the object's place,
//! and what an OCSP responder can say.

use std::sync::LazyLock;

use super::{Seen, crls};
use crate::common::capability::require;
use crate::common::policy::labels;

/// A CRL of the web server.
fn url(name: &str) -> String {
    format!("http://web.certready.test/{name}.crl")
}

const STATUSES: [u16; 12] = [204, 400, 401, 403, 404, 410, 429, 500, 502, 503, 504, 511];

const REDIRECTS: [&str; 7] = ["moved", "loop", "around", "portal", "umbrella", "nowhere", "to-closed"];

const BODIES: [&str; 7] = ["good", "page", "type", "pem", "gzip", "empty", "stale"];

const FILTERS: [&str; 8] = [
    "zscaler-403",
    "zscaler-200",
    "fortigate-403",
    "fortigate-200",
    "palo-alto-503",
    "palo-alto-200",
    "squid-403",
    "squid-200",
];

/// A responder of the root's.
fn responder(name: &str) -> String {
    format!("http://ocsp.certready.test/{name}")
}

/// One run over the rows of nginx, statuses and redirects.
static ANSWERS: LazyLock<Seen> = LazyLock::new(|| {
    let statuses = STATUSES.map(|status| url(&status.to_string()));
    let redirects = REDIRECTS.map(url);
    let urls: Vec<&str> = statuses.iter().chain(&redirects).map(String::as_str).collect();
    Seen::of_crls("client", &[&urls[..], &["http://web.certready.test/closes.crl"]].concat(), &["--timeout", "2"])
});

/// One run over what comes with a body: pages, other forms, and OCSP answers.
static BODY: LazyLock<Seen> = LazyLock::new(|| {
    let urls: Vec<String> = BODIES.iter().chain(&FILTERS).map(|name| url(name)).collect();
    let policy = crls(&urls.iter().map(String::as_str).collect::<Vec<_>>());
    let policy = ["good", "revoked", "try-later", "page"].iter().fold(policy, |policy, name| {
        policy.ocsp(&responder(name), labels::ROOT, Some(labels::INTERMEDIATE), "required")
    });
    Seen::of("client", &policy, &["--proxy", "none", "--timeout", "2"])
});

#[test]
fn each_status_is_named_by_its_number() {
    require!("lab");
    for status in STATUSES {
        let url = url(&status.to_string());
        ANSWERS.fails(&url, "answered", &format!("status-{status}"));
        assert_eq!(ANSWERS.row(&url)["status"], status);
    }
}

#[test]
fn a_server_that_closes_without_an_answer_is_exchange_empty() {
    require!("lab");
    ANSWERS.fails(&url("closes"), "connected", "exchange-empty");
}

#[test]
fn a_redirect_to_the_object_is_followed() {
    require!("lab");
    ANSWERS.passes(&url("moved"));
}

#[test]
fn redirects_that_lead_back_are_redirect_loop() {
    require!("lab");
    ANSWERS.fails(&url("loop"), "answered", "redirect-loop");
    ANSWERS.fails(&url("around"), "answered", "redirect-loop");
}

#[test]
fn a_redirect_to_a_sign_in_page_of_another_host_is_redirect_portal() {
    require!("lab");
    let words = ANSWERS.says("endpoint-genuine", &url("portal"), "failure", "redirect-portal");
    assert!(words.contains("Sign in to the guest network"), "{words}");
}

#[test]
fn a_redirect_to_umbrella_s_block_page_is_named() {
    require!("lab");
    let words = ANSWERS.says("endpoint-genuine", &url("umbrella"), "failure", "block-page");
    assert!(words.contains("a page of Cisco Umbrella"), "{words}");
}

#[test]
fn a_redirect_to_where_nothing_is_names_what_failed_there() {
    require!("lab");
    ANSWERS.fails(&url("nowhere"), "answered", "dns-nxdomain");
    ANSWERS.fails(&url("to-closed"), "answered", "connect-refused");
}

#[test]
fn the_object_itself_passes() {
    require!("lab");
    BODY.passes(&url("good"));
}

#[test]
fn a_page_with_status_200_is_body_html() {
    require!("lab");
    let words = BODY.says("endpoint-genuine", &url("page"), "failure", "body-html");
    assert!(words.contains("titled \"Welcome\""), "{words}");
}

#[test]
fn another_content_type_is_a_notice() {
    require!("lab");
    let said = BODY.about("endpoint-genuine", &url("type"));
    let causes: Vec<_> = said.iter().map(|one| (one["level"].as_str().unwrap(), one["cause"].as_str())).collect();
    assert_eq!(causes, [("pass", None), ("notice", Some("wrong-content-type"))]);
}

#[test]
fn pem_gzip_and_no_bytes_are_each_named() {
    require!("lab");
    for (name, cause) in [("pem", "body-pem"), ("gzip", "body-gzip"), ("empty", "body-empty")] {
        BODY.says("endpoint-genuine", &url(name), "failure", cause);
    }
}

#[test]
fn a_crl_of_last_week_is_stale() {
    require!("lab");
    BODY.says("crl-fresh", &url("stale"), "failure", "stale");
}

#[test]
fn a_filter_s_page_with_status_200_is_named() {
    require!("lab");
    for (name, product) in [
        ("zscaler-200", "Zscaler"),
        ("fortigate-200", "FortiGate"),
        ("palo-alto-200", "Palo Alto Networks"),
        ("squid-200", "Squid"),
    ] {
        let words = BODY.says("endpoint-genuine", &url(name), "failure", "block-page");
        assert!(words.contains(&format!("a page of {product}")), "{words}");
    }
}

#[test]
fn a_filter_s_page_with_an_error_status_is_named_beside_the_status() {
    require!("lab");
    for (name, product, status) in [
        ("zscaler-403", "Zscaler", 403),
        ("fortigate-403", "FortiGate", 403),
        ("palo-alto-503", "Palo Alto Networks", 503),
        ("squid-403", "Squid", 403),
    ] {
        let url = url(name);
        BODY.fails(&url, "answered", &format!("status-{status}"));
        let words = BODY.says("endpoint-genuine", &url, "failure", "block-page");
        assert!(words.contains(&format!("a page of {product}")), "{words}");
    }
}

/// Both ways of asking a responder, as the report names them.
fn both(name: &str) -> [String; 2] {
    ["GET", "POST"].map(|method| format!("{} ({method})", responder(name)))
}

#[test]
fn openssl_s_responder_that_says_good_passes() {
    require!("lab");
    for target in both("good") {
        for code in ["endpoint-reachable", "endpoint-genuine", "ocsp-signed", "ocsp-status"] {
            assert_eq!(BODY.one(code, &target)["level"], "pass", "{:#}", BODY.one(code, &target));
        }
    }
}

#[test]
fn openssl_s_responder_that_says_revoked_is_revoked() {
    require!("lab");
    for target in both("revoked") {
        BODY.says("ocsp-status", &target, "failure", "revoked");
    }
}

#[test]
fn a_responder_that_says_try_later_is_ocsp_try_later() {
    require!("lab");
    for target in both("try-later") {
        BODY.says("ocsp-status", &target, "failure", "ocsp-try-later");
    }
}

#[test]
fn a_page_in_the_place_of_an_ocsp_answer_is_body_html() {
    require!("lab");
    for target in both("page") {
        BODY.says("endpoint-genuine", &target, "failure", "body-html");
    }
}
