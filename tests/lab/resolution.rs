//! From the name to its addresses: what a resolver can answer, what a filter puts in the place of an address, and hosts
//! that get no answer, or no way out, at all.

use std::sync::LazyLock;

use super::Seen;
use crate::common::capability::require;

const URLS: [&str; 13] = [
    "http://nxdomain.certready.test/good.crl",
    "http://nodata.certready.test/good.crl",
    "http://refused.certready.test/good.crl",
    "http://unanswered.certready.test/good.crl",
    "http://servfail.certready.test/good.crl",
    "http://crl.zero.example.com/good.crl",
    "http://crl.zero6.example.com/good.crl",
    "http://crl.loopback.example.com/good.crl",
    "http://crl.loopback6.example.com/good.crl",
    "http://crl.private.example.com/good.crl",
    "http://crl.dropped.example.com/good.crl",
    "http://crl.mirror.example.com/good.crl",
    "http://private.certready.test/good.crl",
];

/// One run over all of them.
static SEEN: LazyLock<Seen> = LazyLock::new(|| Seen::of_crls("client", &URLS, &["--timeout", "2"]));

/// Holds a name to why it gave no address.
#[track_caller]
fn unresolved(name: &str, cause: &str) {
    SEEN.fails(&format!("http://{name}.certready.test/good.crl"), "unresolved", cause);
}

#[test]
fn a_name_that_does_not_exist_is_dns_nxdomain() {
    require!("lab");
    unresolved("nxdomain", "dns-nxdomain");
}

#[test]
fn a_name_without_an_address_is_dns_nodata() {
    require!("lab");
    unresolved("nodata", "dns-nodata");
}

#[test]
fn a_resolver_that_refuses_is_dns_refused() {
    require!("lab");
    unresolved("refused", "dns-refused");
}

#[test]
fn a_resolver_that_fails_is_dns_servfail() {
    require!("lab");
    unresolved("servfail", "dns-servfail");
}

#[test]
fn a_resolver_that_does_not_answer_is_dns_timeout() {
    require!("lab");
    unresolved("unanswered", "dns-timeout");
}

#[test]
fn the_address_of_no_host_is_a_sinkhole() {
    require!("lab");
    for name in ["zero", "zero6"] {
        SEEN.fails(&format!("http://crl.{name}.example.com/good.crl"), "resolved", "dns-sinkhole");
    }
}

#[test]
fn this_host_s_own_address_for_a_public_name_is_a_sinkhole() {
    require!("lab");
    for name in ["loopback", "loopback6"] {
        SEEN.fails(&format!("http://crl.{name}.example.com/good.crl"), "resolved", "dns-sinkhole");
    }
}

#[test]
fn a_private_address_for_a_public_name_is_a_sinkhole_whether_it_refuses_or_drops() {
    require!("lab");
    for name in ["private", "dropped"] {
        SEEN.fails(&format!("http://crl.{name}.example.com/good.crl"), "resolved", "dns-sinkhole");
    }
}

#[test]
fn a_private_address_that_serves_the_object_is_a_mirror_and_no_sinkhole() {
    require!("lab");
    SEEN.passes("http://crl.mirror.example.com/good.crl");
}

#[test]
fn a_private_address_for_a_name_that_is_not_public_is_an_address() {
    require!("lab");
    SEEN.fails("http://private.certready.test/good.crl", "resolved", "connect-refused");
}

/// What `check` says on a client whose way out is the fault, for the PKI's own endpoints.
fn on(client: &str) -> Seen {
    Seen::of_crls(client, &[], &["--timeout", "1"])
}

#[test]
fn a_host_that_drops_everything_on_its_own_way_out_has_no_resolver() {
    require!("lab");
    let seen = on("walled");
    seen.has_no_way_out("unresolved", "dns-timeout");
    assert_eq!(seen.status, 2);
}

#[test]
fn a_resolver_that_nobody_runs_is_dns_timeout_for_all() {
    require!("lab");
    on("deaf").has_no_way_out("unresolved", "dns-timeout");
}

#[test]
fn a_host_that_drops_all_but_dns_on_its_own_way_out_is_connect_timeout_for_all() {
    require!("lab");
    on("sealed").has_no_way_out("resolved", "connect-timeout");
}

#[test]
fn a_host_that_rejects_all_but_dns_on_its_own_way_out_is_connect_prohibited_for_all() {
    require!("lab");
    on("fenced").has_no_way_out("resolved", "connect-prohibited");
}

#[test]
fn a_host_with_a_route_to_its_resolver_alone_is_no_route_for_all() {
    require!("lab");
    on("island").has_no_way_out("resolved", "no-route");
}
