//! Redirects: followed, recorded, and left where they lead nowhere.

use certready::observation::{Answer, Fetch, Hop, Method, Reached, RedirectFault, ResolveFault};
use certready::policy::EndpointKind;
use certready::vocabulary::Shown;

use super::{answered, crl, fetch, settings, target, url};
use crate::common::addresses::ClosedPort;
use crate::common::cert::Cert;
use crate::common::faults::Reply;
use crate::common::server::Server;

fn refused(fetch: &Fetch) -> (&Answer, &[Hop], &RedirectFault) {
    match &fetch.reached {
        Reached::Answered { answer, hops, redirect: Some(fault), .. } => (answer, hops, fault),
        other => panic!("no redirect that was left: {other:?}"),
    }
}

#[test]
fn each_kind_of_redirect_is_followed_and_recorded() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start();
        server.route("/a", Reply::redirect(status, "b/../c#fragment"));
        server.route("/c", Reply::crl(b"abc"));
        let fetch = fetch(&settings(), crl(&server.url("/a")));
        let (answer, hops) = answered(&fetch);
        assert_eq!(answer.status, 200);
        assert_eq!(hops, [Hop { from: url(&server.url("/a")), status, to: url(&server.url("/c")) }]);
    }
}

/// 300 and 304 are answers: nobody is told to go anywhere.
#[test]
fn other_statuses_of_the_class_are_answers() {
    for status in [300, 304] {
        let server = Server::start();
        server.route("/a", Reply::redirect(status, "/b"));
        let fetch = fetch(&settings(), crl(&server.url("/a")));
        assert_eq!(answered(&fetch).0.status, status);
        assert_eq!(server.requests().len(), 1);
    }
}

/// RFC 9110 §15.4: only 303 says GET.
#[test]
fn a_post_stays_a_post_but_after_303() {
    for (status, method, body) in [(302, "POST", &b"request"[..]), (307, "POST", b"request"), (303, "GET", b"")] {
        let server = Server::start();
        server.route("/a", Reply::redirect(status, "/b"));
        server.route("/b", Reply::ocsp(b"x"));
        let asked = target(EndpointKind::Ocsp, Method::Post, &server.url("/a"), Some(b"request"));
        assert_eq!(answered(&fetch(&settings(), asked)).0.status, 200);
        let second = &server.requests()[1];
        assert_eq!((second.method.as_str(), second.body.as_slice()), (method, body));
    }
}

#[test]
fn a_loop_is_noticed_at_the_url_that_was_visited() {
    let server = Server::start();
    server.route("/a", Reply::redirect(302, "/b"));
    server.route("/b", Reply::redirect(302, "/a"));
    let fetch = fetch(&settings(), crl(&server.url("/a")));
    let (answer, hops, fault) = refused(&fetch);
    assert_eq!((answer.status, hops.len()), (302, 1));
    assert_eq!(fault, &RedirectFault::Loop(url(&server.url("/a"))));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn five_redirects_are_followed_and_the_sixth_is_not() {
    let server = Server::start();
    for number in 0..10 {
        server.route(&format!("/{number}"), Reply::redirect(301, &format!("/{}", number + 1)));
    }
    let fetch = fetch(&settings(), crl(&server.url("/0")));
    let (_, hops, fault) = refused(&fetch);
    assert_eq!(hops.len(), 5);
    assert_eq!(fault, &RedirectFault::TooMany(url(&server.url("/6"))));
}

#[test]
fn a_way_from_https_to_http_is_not_followed() {
    let plain = Server::start();
    let server = Server::start_tls(&[&Cert::leaf("127.0.0.1").self_signed()]);
    server.route("/a", Reply::redirect(302, &plain.url("/b")));
    let fetch = fetch(&settings(), crl(&server.url("/a")));
    assert_eq!(refused(&fetch).2, &RedirectFault::Downgrade(url(&plain.url("/b"))));
    assert!(plain.requests().is_empty());
}

#[test]
fn a_location_that_leads_nowhere_is_shown_without_its_password() {
    let server = Server::start();
    server.route("/a", Reply::redirect(302, "ldap://user:secret@ldap.certready.test/cn=x"));
    server.route("/b", Reply::bare(302));
    let first = fetch(&settings(), crl(&server.url("/a")));
    assert_eq!(refused(&first).2, &RedirectFault::Unusable(Shown::new("ldap://ldap.certready.test/cn=x")));
    assert!(!format!("{first:?}").contains("secret"));
    let second = fetch(&settings(), crl(&server.url("/b")));
    assert_eq!(refused(&second).2, &RedirectFault::Unusable(Shown::new("no Location header")));
}

/// The last answer that came is what was observed: a portal's redirect whose host this host can't reach.
#[test]
fn a_redirect_to_a_host_that_refuses_is_told_with_its_attempts() {
    let (server, closed) = (Server::start(), ClosedPort::take());
    server.route("/a", Reply::redirect(302, &closed.base()).body(b"<html>moved</html>"));
    let fetch = fetch(&settings(), crl(&server.url("/a")));
    let (answer, hops, fault) = refused(&fetch);
    assert_eq!((answer.status, answer.bytes, hops), (302, 18, &[][..]));
    let RedirectFault::Unconnected(to, attempts) = fault else { panic!("{fault:?}") };
    assert_eq!((to, attempts[0].address), (&url(&closed.base()), closed.address()));
}

#[test]
fn a_redirect_to_a_name_that_can_not_exist_is_told_with_its_fault() {
    let server = Server::start();
    server.route("/a", Reply::redirect(302, "http://portal.certready.invalid/"));
    let fetch = fetch(&settings(), crl(&server.url("/a")));
    let RedirectFault::Unresolved(to, fault) = refused(&fetch).2 else { panic!("{fetch:?}") };
    assert_eq!(to, &url("http://portal.certready.invalid/"));
    assert_ne!(fault, &ResolveFault::Cut);
}

#[test]
fn a_redirect_leads_to_another_host_and_its_attempts_are_those_of_the_last() {
    let (first, second) = (Server::start(), Server::start());
    first.route("/a", Reply::redirect(302, &second.url("/b")));
    second.route("/b", Reply::html("Sign in"));
    let fetch = fetch(&settings(), crl(&first.url("/a")));
    let Reached::Answered { attempts, answer, .. } = &fetch.reached else { panic!("{fetch:?}") };
    assert_eq!(attempts[0].address, second.address());
    assert_eq!(answer.remote, Some(second.address()));
}
