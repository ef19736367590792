//! https: what is presented there, by the host itself and by who stands in its way with a root of their own.

use std::sync::LazyLock;

use super::world::INSPECTOR;
use super::{Seen, WORLD};
use crate::common::capability::require;
use crate::common::policy::{PolicyText, labels};

const SECURE: &str = "https://secure.certready.test/good.crl";
const INSPECTED: &str = "https://inspected.certready.test/good.crl";
const UPGRADE: &str = "http://web.certready.test/upgrade.crl";
const UPGRADE_INSPECTED: &str = "http://web.certready.test/upgrade-inspected.crl";
const NO_TLS: &str = "https://closed.certready.test/good.crl";

const PLAIN: &str = "https://web.certready.test:80/good.crl";
const DOWN: &str = "https://secure.certready.test/down.crl";

/// One run over all of them.
static SEEN: LazyLock<Seen> = LazyLock::new(|| {
    let required = |policy: PolicyText, url: &&str| policy.endpoint("crl", url, labels::INTERMEDIATE, "required");
    let urls = [SECURE, INSPECTED, UPGRADE, UPGRADE_INSPECTED, NO_TLS, PLAIN, DOWN];
    let policy = urls.iter().fold(WORLD.policy(), required);
    Seen::of("client", &policy, &["--proxy", "none", "--timeout", "2"])
});

#[test]
fn an_https_endpoint_whose_chain_is_trusted_passes() {
    require!("lab");
    SEEN.passes(SECURE);
}

#[test]
fn https_where_nobody_listens_is_connect_refused() {
    require!("lab");
    SEEN.fails(NO_TLS, "resolved", "connect-refused");
}

#[test]
fn https_where_plain_http_is_spoken_is_tls_handshake() {
    require!("lab");
    SEEN.fails(PLAIN, "connected", "tls-handshake");
}

#[test]
fn a_redirect_from_https_to_http_is_not_followed() {
    require!("lab");
    SEEN.fails(DOWN, "answered", "redirect-limit");
}

#[test]
fn the_chain_of_a_trusted_https_endpoint_is_no_interception() {
    require!("lab");
    assert_eq!(SEEN.one("endpoint-tls", SECURE)["level"], "pass");
}

#[test]
fn a_chain_that_ends_in_the_root_of_who_inspects_is_named() {
    require!("lab");
    let one = SEEN.one("endpoint-tls", INSPECTED);
    assert!(one["cause"] == "tls-intercepted" || one["cause"] == "tls-untrusted", "{one:#}");
    assert!(one["observed"].as_str().unwrap().contains(INSPECTOR), "{one:#}");
    // The CRL is signed by the CA all the same.
    assert_eq!(SEEN.one("crl-signed", INSPECTED)["level"], "pass");
}

#[test]
fn a_redirect_to_https_is_a_warning_although_the_object_comes() {
    require!("lab");
    let reachable = SEEN.about("endpoint-reachable", UPGRADE);
    let warning = reachable.iter().find(|one| one["level"] == "warning");
    assert_eq!(warning.map(|one| one["cause"].as_str()), Some(Some("redirect-https")), "{reachable:#?}");
    assert_eq!(SEEN.one("endpoint-genuine", UPGRADE)["level"], "pass");
}

#[test]
fn a_redirect_to_https_that_is_inspected_names_the_inspection() {
    require!("lab");
    let one = SEEN.one("endpoint-tls", UPGRADE_INSPECTED);
    assert!(one["observed"].as_str().unwrap().contains(INSPECTOR), "{one:#}");
}
