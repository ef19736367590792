//! Behind Squid and tinyproxy: what they pass, what they say of themselves, and what a cache keeps for too long.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::LazyLock;

use super::world::stale;
use super::{Seen, WORLD, crls};
use crate::common::capability::require;
use crate::common::faults::Reply;

const GOOD: &str = "http://web.certready.test/good.crl";
const SECURE: &str = "https://secure.certready.test/good.crl";

/// What `check` says behind a proxy, of the PKI's own endpoints and a CRL at each of these URLs.
fn behind(proxy: &str, urls: &[&str]) -> Seen {
    Seen::of("client", &crls(urls), &["--timeout", "5", "--proxy", proxy])
}

/// One of Squid's ports, which are its manners.
fn squid(port: u16) -> String {
    format!("http://squid.certready.test:{port}")
}

/// One of the three tinyproxies.
fn tinyproxy(port: u16) -> String {
    format!("http://tinyproxy.certready.test:{port}")
}

const THROUGH: [&str; 10] = [
    GOOD,
    SECURE,
    "http://web.certready.test/403.crl",
    "http://web.certready.test/503.crl",
    "http://nxdomain.certready.test/good.crl",
    "https://nxdomain.certready.test/good.crl",
    "http://closed.certready.test/good.crl",
    "https://closed.certready.test/good.crl",
    "http://dropped.certready.test/good.crl",
    "http://prohibited.certready.test/good.crl",
];

static BY_SQUID: LazyLock<Seen> = LazyLock::new(|| behind(&squid(3128), &THROUGH));

static BY_TINYPROXY: LazyLock<Seen> = LazyLock::new(|| {
    // It waits ten seconds for a host that drops.
    let urls: Vec<&str> = THROUGH.into_iter().filter(|url| !url.contains("dropped")).collect();
    behind(&tinyproxy(8888), &urls)
});

#[test]
fn proxies_that_pass_pass_http_and_https() {
    require!("lab");
    for (seen, via) in [(&BY_SQUID, "squid"), (&BY_TINYPROXY, "tinyproxy")] {
        seen.passes(GOOD);
        seen.passes(SECURE);
        assert!(seen.row(GOOD)["proxy"].as_str().unwrap().contains(via));
    }
}

#[test]
fn a_status_of_the_host_s_own_is_no_word_of_the_proxy() {
    require!("lab");
    for seen in [&BY_SQUID, &BY_TINYPROXY] {
        for status in [403, 503] {
            let url = format!("http://web.certready.test/{status}.crl");
            seen.fails(&url, "answered", &format!("status-{status}"));
        }
    }
}

#[test]
fn squid_that_can_t_connect_is_proxy_connect() {
    require!("lab");
    for host in ["closed", "dropped", "prohibited"] {
        BY_SQUID.fails(&format!("http://{host}.certready.test/good.crl"), "answered", "proxy-connect");
    }
    BY_SQUID.fails("https://closed.certready.test/good.crl", "connected", "proxy-connect");
}

/// Squid 4 and 5 say `ERR_READ_ERROR 0` for it (their bug 5294), later ones `ERR_DNS_FAIL 0`. Where a tunnel was asked for,
/// Squid 5 says `ERR_CANNOT_FORWARD 0`, which it says as well where no parent proxy is left: that tells no more.
#[test]
fn squid_that_can_t_resolve_is_proxy_dns() {
    require!("lab");
    BY_SQUID.fails("http://nxdomain.certready.test/good.crl", "answered", "proxy-dns");
    BY_SQUID.fails("https://nxdomain.certready.test/good.crl", "connected", "proxy-connect");
}

/// `500 Unable to connect`, and not a byte more of why.
#[test]
fn tinyproxy_that_can_t_connect_or_resolve_is_proxy_connect() {
    require!("lab");
    for host in ["closed", "prohibited", "nxdomain"] {
        BY_TINYPROXY.fails(&format!("http://{host}.certready.test/good.crl"), "answered", "proxy-connect");
    }
    for host in ["closed", "nxdomain"] {
        BY_TINYPROXY.fails(&format!("https://{host}.certready.test/good.crl"), "connected", "proxy-connect");
    }
}

#[test]
fn squid_that_denies_is_proxy_denied_for_all() {
    require!("lab");
    let seen = behind(&squid(3129), &[GOOD]);
    seen.fails(GOOD, "answered", "proxy-denied");
    assert_eq!(seen.status, 2);
    seen.has_no_way_out("answered", "proxy-denied");
}

#[test]
fn squid_that_denies_connect_denies_https_alone() {
    require!("lab");
    let seen = behind(&squid(3130), &[GOOD, SECURE]);
    seen.passes(GOOD);
    seen.fails(SECURE, "connected", "proxy-denied");
}

#[test]
fn tinyproxy_that_filters_is_proxy_denied() {
    require!("lab");
    let seen = behind(&tinyproxy(8890), &[GOOD, SECURE]);
    seen.fails(GOOD, "answered", "proxy-denied");
    seen.fails(SECURE, "connected", "proxy-denied");
}

/// The service's account may have the ticket that this run could not show: nobody knows.
#[test]
fn squid_that_offers_negotiate_and_ntlm_is_unknown() {
    require!("lab");
    let seen = behind(&squid(3131), &[GOOD, SECURE]);
    for url in [GOOD, SECURE] {
        seen.says("endpoint-reachable", url, "unknown", "proxy-auth");
    }
    assert_eq!(seen.status, 3);
}

#[test]
fn proxies_that_ask_for_a_password_are_proxy_auth() {
    require!("lab");
    for proxy in [squid(3132), tinyproxy(8889)] {
        let seen = behind(&proxy, &[GOOD, SECURE]);
        seen.fails(GOOD, "answered", "proxy-auth");
        seen.fails(SECURE, "connected", "proxy-auth");
        assert_eq!(seen.status, 2);
    }
}

#[test]
fn tinyproxy_passes_who_has_the_password() {
    require!("lab");
    let seen = behind(&tinyproxy(8889).replace("http://", "http://relay:hunter2@"), &[GOOD, SECURE]);
    seen.passes(GOOD);
    seen.passes(SECURE);
}

#[test]
fn a_proxy_where_nobody_listens_is_proxy_connect_for_all() {
    require!("lab");
    let seen = behind(&squid(3199), &[]);
    assert_eq!(seen.status, 2);
    seen.has_no_way_out("resolved", "proxy-connect");
}

/// What the cache keeps.
const KEPT: &str = "http://cached.certready.test/kept.crl";
/// In seconds: how long it has been kept already.
const WEEK: u32 = 604_800;

#[test]
fn a_cache_that_serves_a_crl_for_too_long_is_stale_and_named() {
    require!("lab");
    let (cached, pki) = (&WORLD.cached, &WORLD.pki);
    // Last week it was fresh, and was to be kept for a month.
    let last_week = Reply::crl(&stale(pki)).date(pki.day(-7)).age(WEEK);
    cached.route("/kept.crl", last_week.header("Cache-Control", "max-age=2592000"));
    let answer = WORLD.net.within("client", || {
        let mut proxy = TcpStream::connect("10.77.0.54:3133").unwrap();
        write!(proxy, "GET {KEPT} HTTP/1.1\r\nHost: cached.certready.test\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        proxy.read_to_end(&mut answer).unwrap();
        answer
    });
    assert!(answer.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&answer));
    // The CA has a fresh one since.
    cached.route("/kept.crl", Reply::crl(&pki.crl().der()));
    Seen::of_crls("client", &[KEPT], &[]).passes(KEPT);
    let before = cached.requests().len();
    let seen = behind(&squid(3133), &[KEPT]);
    assert_eq!(cached.requests().len(), before, "the cache has asked again");
    let words = seen.says("crl-fresh", KEPT, "failure", "stale");
    let age = words.split_once("Age ").and_then(|(_, rest)| rest.split(' ').next()?.parse::<u32>().ok());
    assert!(age.is_some_and(|age| (WEEK..WEEK + 60).contains(&age)), "{words}");
}
