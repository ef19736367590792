//! https endpoints: the exchange goes on whatever is presented, and what was presented is on record.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, TcpStream};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use certready::evidence::Objects;
use certready::observation::{BodyEnd, ExchangeFault};
use certready::vocabulary::{Digest, Shown};

use super::{answered, crl, fault, fetch, fetch_these, hasty, settings};
use crate::common::capability::require;
use crate::common::cert::Cert;
use crate::common::faults::Reply;
use crate::common::server::{Listener, Server};

#[test]
fn the_presented_chain_is_kept_leaf_first_and_nothing_is_refused() {
    let root = Cert::ca("Somebody's Own Root").self_signed();
    let leaf = Cert::leaf("another.certready.test").issued_by(&root);
    let server = Server::start_tls(&[&leaf, &root]);
    server.route("/a.crl", Reply::crl(b"abc"));
    let objects = Objects::new();
    let fetch = fetch_these(&settings(), &[crl(&server.url("/a.crl"))], &objects).fetches.remove(0);
    assert_eq!(answered(&fetch).0.status, 200);
    let tls = fetch.tls.unwrap();
    assert_eq!(tls.chain, [Digest::of(leaf.der()), Digest::of(root.der())]);
    assert_eq!(objects.small(&tls.chain[1], 10_000).unwrap().unwrap(), root.der());
    assert_eq!(tls.version.as_str(), "TLSv1_3");
    assert!(tls.cipher.as_str().starts_with("TLS13_"), "{}", tls.cipher);
}

#[test]
fn plain_http_has_no_tls_facts() {
    let server = Server::start();
    assert_eq!(fetch(&settings(), crl(&server.url("/"))).tls, None);
}

/// The record of what was presented stays where the exchange above it fails.
#[test]
fn a_reset_above_tls_is_a_reset_and_the_chain_is_on_record() {
    require!("resets");
    let leaf = Cert::leaf("127.0.0.1").self_signed();
    let server = Server::start_tls(&[&leaf]);
    server.route("/a.crl", Reply::resets());
    let fetch = fetch(&settings(), crl(&server.url("/a.crl")));
    assert_eq!(fault(&fetch), &ExchangeFault::Reset);
    assert_eq!(fetch.tls.unwrap().chain, [Digest::of(leaf.der())]);
}

/// A listener that answers a ClientHello with this and closes.
fn answers(bytes: &'static [u8]) -> Listener {
    let serve = move |mut stream: TcpStream, _: &AtomicBool| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(bytes);
    };
    Listener::start(IpAddr::V4(Ipv4Addr::LOCALHOST), serve).unwrap()
}

#[test]
fn what_speaks_no_tls_is_a_fault_in_the_words_of_the_library() {
    let listener = answers(b"220 mail.certready.test ESMTP Postfix\r\n");
    let fetch = fetch(&settings(), crl(&format!("https://{}/", listener.address())));
    assert!(matches!(fault(&fetch), ExchangeFault::Tls(words) if !words.as_str().is_empty()), "{fetch:?}");
    assert_eq!(fetch.tls, None);
}

/// RFC 8446 §6: a fatal alert, `handshake_failure`.
#[test]
fn an_alert_is_a_fault_of_tls() {
    let listener = answers(&[21, 3, 3, 0, 2, 2, 40]);
    let fetch = fetch(&settings(), crl(&format!("https://{}/", listener.address())));
    assert!(matches!(fault(&fetch), ExchangeFault::Tls(words) if words.as_str().contains("HandshakeFailure")));
}

#[test]
fn a_close_within_the_handshake_is_a_fault_of_tls() {
    let listener = answers(b"");
    let fetch = fetch(&settings(), crl(&format!("https://{}/", listener.address())));
    let words = Shown::new("the connection was closed within the handshake");
    assert_eq!(fault(&fetch), &ExchangeFault::Tls(words));
}

/// The server waits for the end of a request that a ClientHello does not have.
#[test]
fn silence_within_the_handshake_is_a_timeout() {
    let server = Server::start();
    let https = server.url("/").replace("http://", "https://");
    let fetch = fetch(&hasty(Duration::from_millis(500)), crl(&https));
    assert_eq!(fault(&fetch), &ExchangeFault::Timeout);
}

/// A body without a length ends with TLS's own end; a close below it breaks it off (RFC 9112 §9.8).
#[test]
fn a_body_until_the_close_needs_the_end_of_tls() {
    let server = Server::start_tls(&[&Cert::leaf("127.0.0.1").self_signed()]);
    server.route("/a.crl", Reply::crl(b"abc").until_close());
    let fetch = fetch(&settings(), crl(&server.url("/a.crl")));
    assert_eq!(answered(&fetch).0.end, BodyEnd::Complete);
}
