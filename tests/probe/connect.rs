//! One attempt per address, each with its own outcome.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use certready::observation::{Connect, Method, Reached};
use certready::policy::EndpointKind;

use super::{attempts, connecting, crl, fetch, hasty, settings, target};
use crate::common::addresses::{BlackHole, ClosedPort, UNREACHABLE_V4, UNREACHABLE_V6};
use crate::common::faults::Reply;
use crate::common::server::Server;

fn outcome(fetch: &certready::observation::Fetch) -> Connect {
    match attempts(fetch) {
        [only] => only.outcome,
        several => panic!("not one attempt: {several:?}"),
    }
}

#[test]
fn a_closed_port_refuses() {
    let closed = ClosedPort::take();
    let fetch = fetch(&settings(), crl(&closed.base()));
    assert_eq!(outcome(&fetch), Connect::Refused);
    assert_eq!(attempts(&fetch)[0].address, closed.address());
}

#[test]
fn a_dropped_syn_is_a_timeout() {
    let hole = BlackHole::dig();
    let fetch = fetch(&hasty(Duration::from_millis(300)), crl(&hole.base()));
    assert_eq!(outcome(&fetch), Connect::Timeout);
    assert!(attempts(&fetch)[0].took_ms >= 300);
}

/// What this host's own routing refuses is no word of the network.
#[test]
fn an_address_without_a_route_is_no_route() {
    let fetched = fetch(&settings(), crl(&format!("http://{UNREACHABLE_V6}/")));
    assert_eq!(outcome(&fetched), Connect::NoRoute);
}

#[test]
fn a_broadcast_address_is_forbidden_or_without_a_route() {
    let fetched = fetch(&settings(), crl(&format!("http://{UNREACHABLE_V4}/")));
    assert!(matches!(outcome(&fetched), Connect::Prohibited | Connect::NoRoute), "{fetched:?}");
}

/// The kind `connect` asks for nothing more, and sends nothing.
#[test]
fn a_target_that_asks_for_a_connection_ends_with_it() {
    let server = Server::start();
    let fetch = fetch(&settings(), target(EndpointKind::Connect, Method::Connect, &server.base(), None));
    match fetch.reached {
        Reached::Connected { attempts, fault: None, hops } => {
            assert_eq!(attempts.iter().map(|one| one.outcome).collect::<Vec<_>>(), [Connect::Connected]);
            assert_eq!(attempts[0].address, server.address());
            assert!(hops.is_empty());
        }
        other => panic!("{other:?}"),
    }
    assert!(server.requests().is_empty());
}

/// `localhost` has two addresses where the hosts file says so: the open one answers, and the closed one is told too.
#[test]
fn each_address_of_a_host_has_its_own_outcome() {
    let server = Server::start();
    server.route("/a.crl", Reply::crl(b"abc"));
    let at = format!("http://localhost:{}/a.crl", server.address().port());
    let fetch = fetch(&settings(), crl(&at));
    let Reached::Answered { attempts, answer, .. } = fetch.reached else { panic!("{fetch:?}") };
    assert_eq!(answer.remote, Some(server.address()));
    for attempt in &attempts {
        let open = attempt.address == server.address();
        let expected = if open { Connect::Connected } else { attempt.outcome };
        assert_eq!(attempt.outcome, expected);
        assert!(open || matches!(attempt.outcome, Connect::Refused | Connect::NoRoute), "{attempt:?}");
    }
    assert!(attempts.is_sorted_by_key(|attempt| attempt.address));
}

/// RFC 2606 keeps `.test`: without `--connect-to` the name would not resolve.
#[test]
fn connect_to_leads_elsewhere_and_the_request_names_the_host_of_the_url() {
    let server = Server::start();
    server.route("/a.crl", Reply::crl(b"abc"));
    let SocketAddr::V4(address) = server.address() else { panic!("not IPv4") };
    assert_eq!(*address.ip(), Ipv4Addr::LOCALHOST);
    let settings = connecting(&[&format!("crl.certready.test:80:127.0.0.1:{}", address.port())]);
    let fetch = fetch(&settings, crl("http://crl.certready.test/a.crl"));
    assert!(matches!(&fetch.reached, Reached::Answered { answer, .. } if answer.status == 200), "{fetch:?}");
    assert_eq!(server.requests()[0].header("Host"), Some("crl.certready.test"));
}
