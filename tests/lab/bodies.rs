//! Behind the request: bodies that break off, drip, never end, or are no HTTP at all, from a raw server.

use std::sync::LazyLock;

use super::{Seen, WORLD, crls};
use crate::common::capability::require;
use crate::common::pki::paths;
use crate::common::policy::labels;

/// A CRL of the raw server.
fn url(name: &str) -> String {
    format!("http://raw.certready.test/{name}.crl")
}

const ENDLESS: &str = "http://raw.certready.test/endless.crt";

/// A CRL that nginx sends at a hundred bytes a second.
const SLOW: &str = "http://web.certready.test/drip.crl";

const NAMES: [&str; 17] = [
    "until-close",
    "chunked",
    "after-length",
    "truncated",
    "unfinished-chunk",
    "reset",
    "stalled",
    "dripped",
    "trailing",
    "banner",
    "noise",
    "half-a-head",
    "closed",
    "reset-behind-request",
    "silent",
    "no-location",
    "not-modified",
];

/// One run over all of them. A drip is bounded by four waits: they are short here.
static SEEN: LazyLock<Seen> = LazyLock::new(|| {
    let urls = NAMES.map(url);
    let urls: Vec<&str> = urls.iter().map(String::as_str).chain([SLOW]).collect();
    let policy = crls(&urls).endpoint("aia", ENDLESS, labels::ROOT, "required");
    Seen::of("client", &policy, &["--proxy", "none", "--timeout", "1"])
});

/// Holds a CRL to where it failed and why.
#[track_caller]
fn fails(name: &str, step: &str, cause: &str) {
    SEEN.fails(&url(name), step, cause);
}

#[test]
fn a_body_that_is_whole_passes_however_its_end_is_told() {
    require!("lab");
    for name in ["until-close", "chunked", "after-length"] {
        SEEN.passes(&url(name));
    }
    // And the PKI's own endpoints.
    for path in [paths::ROOT_CRL, paths::CRL] {
        SEEN.passes(&WORLD.pki.url(path));
    }
}

#[test]
fn a_body_that_ends_before_its_length_is_body_truncated() {
    require!("lab");
    fails("truncated", "answered", "body-truncated");
    assert_eq!(SEEN.row(&url("truncated"))["bytes"], 100);
}

#[test]
fn a_chunk_that_is_not_finished_is_body_truncated() {
    require!("lab");
    fails("unfinished-chunk", "answered", "body-truncated");
}

#[test]
fn a_reset_within_the_body_is_body_reset() {
    require!("lab");
    fails("reset", "answered", "body-reset");
}

#[test]
fn a_body_that_stops_coming_is_body_stalled() {
    require!("lab");
    fails("stalled", "answered", "body-stalled");
}

#[test]
fn a_body_that_drips_is_body_stalled_within_four_waits() {
    require!("lab");
    fails("dripped", "answered", "body-stalled");
    SEEN.fails(SLOW, "answered", "body-stalled");
    let took = SEEN.report["times"]["took_ms"].as_u64().unwrap();
    assert!((4_000..10_000).contains(&took), "{took} ms");
}

#[test]
fn a_body_that_never_ends_is_body_too_large() {
    require!("lab");
    SEEN.fails(ENDLESS, "answered", "body-too-large");
}

#[test]
fn bytes_behind_the_object_are_a_warning() {
    require!("lab");
    SEEN.says("endpoint-genuine", &url("trailing"), "warning", "body-trailing-bytes");
}

#[test]
fn another_protocol_and_noise_are_not_http() {
    require!("lab");
    fails("banner", "connected", "not-http");
    fails("noise", "connected", "not-http");
}

#[test]
fn a_close_without_a_whole_head_is_exchange_empty() {
    require!("lab");
    fails("closed", "connected", "exchange-empty");
    fails("half-a-head", "connected", "exchange-empty");
}

#[test]
fn a_reset_behind_the_request_is_exchange_reset() {
    require!("lab");
    fails("reset-behind-request", "connected", "exchange-reset");
}

#[test]
fn silence_behind_the_request_is_exchange_timeout() {
    require!("lab");
    fails("silent", "connected", "exchange-timeout");
}

#[test]
fn a_status_below_400_that_brings_no_object_is_named_as_well() {
    require!("lab");
    fails("no-location", "answered", "redirect-limit");
    fails("not-modified", "answered", "status-304");
}
