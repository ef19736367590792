//! Between the name and the first byte of an answer: what a wall on the way does to a connection, and what it looks like.

use std::sync::LazyLock;

use super::Seen;
use crate::common::capability::require;

/// The CRL at a host of the table.
fn url(host: &str) -> String {
    format!("http://{host}.certready.test/good.crl")
}

const HOSTS: [&str; 30] = [
    "closed",
    "dropped",
    "reset",
    "port",
    "host",
    "net",
    "prohibited",
    "absent",
    "neighbour",
    "noroute",
    "unreachable-route",
    "prohibit-route",
    "blackhole-route",
    "silent",
    "cut",
    "plain",
    "closed6",
    "open6",
    "dropped6",
    "reset6",
    "port6",
    "host6",
    "prohibited6",
    "absent6",
    "noroute6",
    "some",
    "first",
    "second",
    "none",
    "mixed",
];

/// One run over all of them, from a client that nothing filters on its own side.
static SEEN: LazyLock<Seen> = LazyLock::new(|| {
    let urls = HOSTS.map(url);
    Seen::of_crls("client", &urls.each_ref().map(String::as_str), &["--timeout", "2"])
});

/// Holds a host to where its connection failed and why, and gives the words.
#[track_caller]
fn fails(host: &str, step: &str, cause: &str) -> &'static str {
    SEEN.fails(&url(host), step, cause)
}

/// What is recorded of each address of a host: the address without its port, and how its attempt ended.
fn attempts(host: &str) -> Vec<(String, String)> {
    let row = SEEN.row(&url(host));
    let addresses = row["addresses"].as_array().unwrap().iter();
    let attempt = |one: &serde_json::Value| {
        let address: std::net::SocketAddr = one["address"].as_str().unwrap().parse().unwrap();
        (address.ip().to_string(), one["connect"].as_str().unwrap().to_owned())
    };
    addresses.map(attempt).collect()
}

fn pairs<'a>(expected: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    expected.iter().map(|(address, outcome)| ((*address).to_owned(), (*outcome).to_owned())).collect()
}

#[test]
fn a_host_that_nothing_stands_before_passes() {
    require!("lab");
    for host in ["plain", "open6"] {
        SEEN.passes(&url(host));
    }
    assert_eq!(SEEN.status, 2);
}

#[test]
fn a_port_where_nobody_listens_is_connect_refused() {
    require!("lab");
    fails("closed", "resolved", "connect-refused");
    fails("closed6", "resolved", "connect-refused");
}

#[test]
fn a_wall_that_drops_is_connect_timeout() {
    require!("lab");
    fails("dropped", "resolved", "connect-timeout");
    fails("dropped6", "resolved", "connect-timeout");
}

#[test]
fn a_wall_that_rejects_with_a_reset_is_connect_refused() {
    require!("lab");
    fails("reset", "resolved", "connect-refused");
    fails("reset6", "resolved", "connect-refused");
}

#[test]
fn a_wall_that_rejects_as_port_unreachable_is_connect_refused() {
    require!("lab");
    fails("port", "resolved", "connect-refused");
    fails("port6", "resolved", "connect-refused");
}

#[test]
fn a_wall_that_rejects_as_host_unreachable_is_connect_unreachable() {
    require!("lab");
    fails("host", "resolved", "connect-unreachable");
    fails("host6", "resolved", "connect-unreachable");
}

#[test]
fn a_wall_that_rejects_as_net_unreachable_is_no_route() {
    require!("lab");
    fails("net", "resolved", "no-route");
}

#[test]
fn a_wall_that_prohibits_over_ipv6_is_connect_prohibited() {
    require!("lab");
    fails("prohibited6", "resolved", "connect-prohibited");
}

/// Linux gives EHOSTUNREACH for it: the word stands in the socket's error queue alone.
#[test]
fn a_wall_that_prohibits_over_ipv4_is_connect_prohibited_and_named() {
    require!("lab");
    let words = fails("prohibited", "resolved", "connect-prohibited");
    assert!(words.contains("10.77.0.1"), "{words}");
}

#[test]
fn a_machine_that_is_not_there_is_connect_unreachable() {
    require!("lab");
    // The router says so beyond it, and this host's own neighbour table on this side.
    for host in ["absent", "absent6", "neighbour"] {
        fails(host, "resolved", "connect-unreachable");
    }
}

#[test]
fn an_address_that_no_route_leads_to_is_no_route() {
    require!("lab");
    for host in ["noroute", "noroute6", "unreachable-route", "blackhole-route"] {
        fails(host, "resolved", "no-route");
    }
}

#[test]
fn a_route_that_prohibits_is_connect_prohibited() {
    require!("lab");
    fails("prohibit-route", "resolved", "connect-prohibited");
}

#[test]
fn a_wall_that_lets_connections_stand_and_drops_what_is_sent_is_exchange_timeout() {
    require!("lab");
    fails("silent", "connected", "exchange-timeout");
}

#[test]
fn a_wall_that_resets_behind_the_request_is_exchange_reset() {
    require!("lab");
    fails("cut", "connected", "exchange-reset");
}

#[test]
fn some_addresses_of_a_host_that_are_blocked_are_each_named() {
    require!("lab");
    let url = url("some");
    assert_eq!(
        attempts("some"),
        pairs(&[
            ("10.77.1.41", "connected"),
            ("10.77.1.42", "timeout"),
            ("fd77:1::41", "connected"),
            ("fd77:1::43", "refused")
        ])
    );
    let warnings: Vec<_> =
        SEEN.about("endpoint-reachable", &url).into_iter().filter(|one| one["level"] == "warning").collect();
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    let observed = warnings[0]["observed"].as_str().unwrap();
    let (blocked, open) = observed.split_once("; others do: ").unwrap();
    assert!(blocked.contains("10.77.1.42:80 timeout") && blocked.contains("[fd77:1::43]:80 refused"), "{observed}");
    assert!(open.contains("10.77.1.41:80") && open.contains("[fd77:1::41]:80"), "{observed}");
    // The others answered: the CRL is there, and was, before the silent address had its whole wait.
    assert_eq!(SEEN.one("endpoint-genuine", &url)["level"], "pass");
    let waited = SEEN.row(&url)["addresses"][1]["took_ms"].as_u64().unwrap();
    assert!(SEEN.row(&url)["took_ms"].as_u64().unwrap() < waited, "{:#}", SEEN.row(&url));
}

#[test]
fn one_family_of_addresses_that_is_blocked_is_a_warning_and_no_failure() {
    require!("lab");
    for host in ["first", "second"] {
        let url = url(host);
        let said = SEEN.about("endpoint-reachable", &url);
        let levels: Vec<_> = said.iter().map(|one| (one["level"].as_str().unwrap(), one["cause"].as_str())).collect();
        assert_eq!(levels, [("pass", None), ("warning", Some("connect-timeout"))], "{host}");
        assert_eq!(SEEN.one("endpoint-genuine", &url)["level"], "pass");
    }
}

#[test]
fn addresses_that_are_all_blocked_in_several_ways_are_all_named() {
    require!("lab");
    let words = fails("none", "resolved", "connect-refused");
    for part in ["10.77.1.46:80 timeout", "10.77.1.47:80 refused", "[fd77:1::48]:80 refused"] {
        assert!(words.contains(part), "{part} in {words}");
    }
}

#[test]
fn a_family_without_a_route_does_not_count_where_the_other_answers() {
    require!("lab");
    let url = url("mixed");
    assert_eq!(attempts("mixed"), pairs(&[("10.77.1.41", "connected"), ("2001:db8::1", "no-route")]));
    SEEN.passes(&url);
}

#[test]
fn many_dead_hosts_cost_about_one_timeout() {
    require!("lab");
    let took = SEEN.report["times"]["took_ms"].as_u64().unwrap();
    assert!((2_000..8_000).contains(&took), "{took} ms");
}
