//! Behind a connection that stands: every way in which no complete answer head comes back, and what an answer tells.

use std::time::Duration;

use certready::observation::{Connect, ExchangeFault, Method, Reached};
use certready::policy::EndpointKind;
use certready::vocabulary::Shown;

use super::{answered, crl, fault, fetch, hasty, settings, target};
use crate::common::capability::require;
use crate::common::faults::Reply;
use crate::common::pki::{at, now};
use crate::common::server::Server;

fn reply(reply: Reply) -> (Server, String) {
    let server = Server::start();
    server.route("/a.crl", reply);
    let url = server.url("/a.crl");
    (server, url)
}

#[test]
fn silence_is_a_timeout() {
    let (_server, url) = reply(Reply::silent());
    let fetch = fetch(&hasty(Duration::from_millis(400)), crl(&url));
    assert_eq!(fault(&fetch), &ExchangeFault::Timeout);
    let Reached::Connected { attempts, .. } = &fetch.reached else { panic!("{fetch:?}") };
    assert_eq!(attempts[0].outcome, Connect::Connected);
    assert!(fetch.took_ms >= 400);
}

#[test]
fn a_reset_after_the_request_is_a_reset() {
    require!("resets");
    let (_server, url) = reply(Reply::resets());
    assert_eq!(fault(&fetch(&settings(), crl(&url))), &ExchangeFault::Reset);
}

#[test]
fn a_close_without_a_byte_is_empty() {
    let (_server, url) = reply(Reply::closes());
    assert_eq!(fault(&fetch(&settings(), crl(&url))), &ExchangeFault::Empty);
}

#[test]
fn a_close_within_the_head_is_truncated() {
    let (_server, url) = reply(Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Ty"));
    assert_eq!(fault(&fetch(&settings(), crl(&url))), &ExchangeFault::Truncated);
    let (_server, url) = reply(Reply::raw(b"HTT"));
    assert_eq!(fault(&fetch(&settings(), crl(&url))), &ExchangeFault::Truncated);
}

#[test]
fn what_is_no_http_is_shown_by_its_first_bytes() {
    let (_server, url) = reply(Reply::raw(b"SSH-2.0-OpenSSH_9.2\r\n"));
    assert_eq!(
        fault(&fetch(&settings(), crl(&url))),
        &ExchangeFault::NotHttp(Shown::from_bytes(b"SSH-2.0-OpenSSH_9.2\r\n"))
    );
    let (_server, url) = reply(Reply::raw(b"\x1b[2J\xff"));
    assert_eq!(fault(&fetch(&settings(), crl(&url))), &ExchangeFault::NotHttp(Shown::new("\u{fffd}[2J\u{fffd}")));
}

/// A head without an end is not taken for ever: 64 KiB are the bound.
#[test]
fn a_head_beyond_the_bound_is_not_taken() {
    let mut head = b"HTTP/1.1 200 OK\r\n".to_vec();
    for number in 0..60 {
        head.extend_from_slice(format!("X-{number}: {}\r\n", "a".repeat(2000)).as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    let (_server, url) = reply(Reply::raw(&head));
    let fetch = fetch(&settings(), crl(&url));
    assert!(matches!(fault(&fetch), ExchangeFault::NotHttp(shown) if shown.as_str().starts_with("HTTP/1.1 200 OK")));
}

#[test]
fn a_status_that_is_no_success_is_an_answer_with_its_page() {
    for status in [403, 404, 429, 503, 511] {
        let (_server, url) = reply(Reply::html("Access denied").status(status));
        let fetch = fetch(&settings(), crl(&url));
        let (answer, hops) = answered(&fetch);
        assert_eq!(answer.status, status);
        assert!(answer.body.is_some() && answer.bytes > 0);
        assert!(hops.is_empty());
    }
}

#[test]
fn an_answer_tells_when_by_whom_and_from_which_cache() {
    let crl_bytes = Reply::crl(b"abc").date(at("2026-11-23T10:00:00Z")).age(77).header("Via", "1.1 \u{202e}cache");
    let (server, url) = reply(crl_bytes.header("Set-Cookie", "id=secret").header("Server", "nginx"));
    let fetch = fetch(&settings(), crl(&url));
    let (answer, _) = answered(&fetch);
    assert_eq!(answer.date, Some(at("2026-11-23T10:00:00Z")));
    assert_eq!(answer.age, Some(77));
    assert_eq!(answer.announced, Some(3));
    assert_eq!(answer.remote, Some(server.address()));
    let names: Vec<&str> = answer.headers.iter().map(|header| header.name.as_str()).collect();
    assert_eq!(names, ["age", "content-length", "content-type", "date", "server", "via"]);
    assert_eq!(answer.header("content-type").unwrap().as_str(), "application/pkix-crl");
    assert_eq!(answer.header("via").unwrap().as_str(), "1.1 \u{fffd}cache");
    assert!(now() <= answer.at && now().seconds_until(answer.at) < 60);
}

/// RFC 9110 §5.6.7 has one form to be sent; a date in another, or that can't be, is none.
#[test]
fn a_date_that_is_none_is_none() {
    for text in ["yesterday", "Mon, 31 Feb 2026 10:00:00 GMT", "2026-11-23T10:00:00Z", ""] {
        let (_server, url) = reply(Reply::crl(b"abc").header("Date", text).header("Age", "-1"));
        let fetch = fetch(&settings(), crl(&url));
        let (answer, _) = answered(&fetch);
        assert_eq!((answer.date, answer.age), (None, None), "{text}");
    }
}

#[test]
fn a_request_says_who_asks_and_asks_no_cache_to_step_aside() {
    let (server, url) = reply(Reply::crl(b"abc"));
    answered(&fetch(&settings(), crl(&format!("{url}?x=1%202"))));
    let request = &server.requests()[0];
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/a.crl?x=1%202"));
    assert_eq!(request.header("User-Agent"), Some(concat!("certready/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(request.header("Host"), Some(server.address().to_string().as_str()));
    for absent in ["Cache-Control", "Pragma", "Cookie", "Referer", "Accept-Encoding", "Proxy-Authorization"] {
        assert_eq!(request.header(absent), None, "{absent}");
    }
}

/// RFC 6960 A.1.
#[test]
fn ocsp_by_post_sends_the_request_as_its_body() {
    let (server, url) = reply(Reply::ocsp(b"\x30\x03\x0a\x01\x06"));
    let request = b"\x30\x00request";
    let fetch = fetch(&settings(), target(EndpointKind::Ocsp, Method::Post, &url, Some(request)));
    assert_eq!(answered(&fetch).0.status, 200);
    let asked = &server.requests()[0];
    assert_eq!(asked.method, "POST");
    assert_eq!(asked.header("Content-Type"), Some("application/ocsp-request"));
    assert_eq!(asked.header("Content-Length"), Some("9"));
    assert_eq!(asked.body, request);
}

#[test]
fn informational_answers_are_passed_over() {
    let (_server, url) =
        reply(Reply::raw(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"));
    let fetch = fetch(&settings(), crl(&url));
    assert_eq!(answered(&fetch).0.status, 200);
}

/// Servers do send such fields, and clients put up with them.
#[test]
fn a_field_that_can_not_be_read_is_passed_over() {
    let (_server, url) = reply(Reply::crl(b"abc").header("Via", "1.1 \x1b[1m").header("bad name", "x"));
    let fetch = fetch(&settings(), crl(&url));
    let (answer, _) = answered(&fetch);
    assert_eq!((answer.status, answer.bytes, answer.header("via")), (200, 3, None));
}
