//! Faults between the name and the end of the answer's head: which step failed, and how.

use super::{LEAF, SHORT, Seen, crl_answered};
use crate::common::addresses::{BlackHole, ClosedPort};
#[cfg(target_os = "linux")]
use crate::common::addresses::{UNREACHABLE_V4, UNREACHABLE_V6};
use crate::common::capability::require;
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::policy::{PolicyText, labels};

/// A good lab whose policy requires one CRL more, at this URL, and what `check` says of it.
fn one_more_crl(url: &str) -> Seen {
    let lab = Lab::good();
    lab.judges(&PolicyText::of(&lab.pki).endpoint("crl", url, labels::INTERMEDIATE, "required"));
    Seen::of(&lab, SHORT)
}

/// The two findings of a CRL that could not be had, while the leaf's other sources work.
fn unreachable(url: &str, cause: &str) -> [String; 2] {
    [format!("WARNING revocation-path {LEAF} {cause}"), format!("FAILURE endpoint-reachable {url} {cause}")]
}

#[track_caller]
fn holds(seen: &Seen, url: &str, step: &str, cause: &str) {
    let asks = unreachable(url, cause);
    seen.holds(2, (url, step), &asks.each_ref().map(String::as_str));
}

#[test]
fn a_refused_port_is_connect_refused() {
    let closed = ClosedPort::take();
    let url = format!("{}/x.crl", closed.base());
    let seen = one_more_crl(&url);
    holds(&seen, &url, "resolved", "connect-refused");
    let address = &seen.rows(&url)[0]["addresses"][0];
    assert_eq!(address["address"], closed.address().to_string());
    assert_eq!(address["connect"], "refused");
}

#[test]
fn a_port_that_drops_is_connect_timeout() {
    let hole = BlackHole::dig();
    let url = format!("{}/x.crl", hole.base());
    let seen = one_more_crl(&url);
    holds(&seen, &url, "resolved", "connect-timeout");
    assert_eq!(seen.rows(&url)[0]["addresses"][0]["connect"], "timeout");
}

#[test]
fn dead_endpoints_cost_one_timeout_and_not_one_each() {
    let lab = Lab::good();
    let hole = BlackHole::dig();
    let policy = (0..12).fold(PolicyText::of(&lab.pki), |policy, at| {
        policy.endpoint("crl", &format!("{}/{at}.crl", hole.base()), labels::INTERMEDIATE, "required")
    });
    lab.judges(&policy);
    let seen = Seen::of(&lab, SHORT);
    assert_eq!(seen.status, 2);
    let took = seen.report["times"]["took_ms"].as_u64().unwrap();
    assert!((1_000..4_000).contains(&took), "{took} ms");
}

#[cfg(target_os = "linux")]
#[test]
fn an_address_without_a_route_is_no_route() {
    for address in [UNREACHABLE_V4, UNREACHABLE_V6] {
        let url = format!("http://{address}/x.crl");
        let seen = one_more_crl(&url);
        // Port 80 is HTTP's own: the report shows the URL without it.
        let shown = seen.report["endpoints"].to_string();
        assert!(shown.contains("no-route") || shown.contains("prohibited"), "{shown}");
        let url = url.replace(":80/", "/");
        let cause = seen.one("endpoint-reachable", &url)["cause"].as_str().unwrap().to_owned();
        holds(&seen, &url, "resolved", &cause);
    }
}

#[test]
fn a_name_that_resolves_nowhere_is_a_fault_of_dns() {
    // Which one, the machine's resolver decides: NXDOMAIN where it answers, SERVFAIL or silence where it can't ask.
    let url = "http://nowhere.certready.invalid/x.crl";
    let seen = one_more_crl(url);
    let cause = seen.one("endpoint-reachable", url)["cause"].as_str().unwrap().to_owned();
    assert!(["dns-nxdomain", "dns-servfail", "dns-timeout"].contains(&cause.as_str()), "{cause}");
    holds(&seen, url, "unresolved", &cause);
}

#[test]
fn a_connection_that_is_closed_without_a_byte_is_exchange_empty() {
    holds(&crl_answered(Reply::closes()), "/intermediate.crl", "connected", "exchange-empty");
}

#[test]
fn a_reset_behind_the_request_is_exchange_reset() {
    require!("resets");
    holds(&crl_answered(Reply::resets()), "/intermediate.crl", "connected", "exchange-reset");
}

#[test]
fn silence_behind_the_request_is_exchange_timeout() {
    holds(&crl_answered(Reply::silent()), "/intermediate.crl", "connected", "exchange-timeout");
}

#[test]
fn a_greeting_of_another_protocol_is_not_http() {
    let smtp = Reply::raw(b"220 mail.certready.test ESMTP Postfix\r\n");
    holds(&crl_answered(smtp), "/intermediate.crl", "connected", "not-http");
}

#[test]
fn each_status_that_is_no_success_is_named_by_its_number() {
    for status in [403, 404, 429, 500, 503, 511] {
        let seen = crl_answered(Reply::bare(status));
        holds(&seen, "/intermediate.crl", "answered", &format!("status-{status}"));
        assert_eq!(seen.rows("/intermediate.crl")[0]["status"], status);
    }
}

#[test]
fn an_error_page_of_the_ca_s_own_server_is_a_status_and_no_interception() {
    let page = Reply::html("404 Not Found").status(404);
    holds(&crl_answered(page), "/intermediate.crl", "answered", "status-404");
}

#[test]
fn an_endpoint_of_which_a_connection_alone_is_asked_is_told_by_it() {
    let lab = Lab::good();
    let closed = ClosedPort::take().base();
    let open = lab.server.base();
    let policy = PolicyText::of(&lab.pki);
    lab.judges(&policy.clone().endpoint("connect", &format!("{open}/"), "", "required"));
    let good = Seen::of(&lab, SHORT);
    assert_eq!((good.status, good.asks()), (0, Vec::new()));
    lab.judges(&policy.endpoint("connect", &format!("{closed}/"), "", "required"));
    let url = format!("{closed}/");
    let seen = Seen::of(&lab, SHORT);
    seen.holds(2, (&url, "resolved"), &[&format!("FAILURE endpoint-reachable {url} connect-refused")]);
}
