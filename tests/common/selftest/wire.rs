//! Each fault, seen by a plain socket.

use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::common::faults::{Reply, http_date};
use crate::common::pki::{TestPki, at, now, paths};
use crate::common::server::{Server, read_some};
use crate::common::{encoding, ocsp};

/// More than any fault here takes; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(10);
/// What a stalled answer is given before the client calls it stalled.
const SHORT: Duration = Duration::from_millis(300);

fn connect(to: SocketAddr) -> TcpStream {
    TcpStream::connect_timeout(&to, LONG).unwrap()
}

/// What a client sees that asks for this path: head, body, and how it ended (None: closed in good order).
fn get(server: &Server, path: &str, patience: Duration) -> (String, Vec<u8>, Option<io::ErrorKind>) {
    let mut stream = connect(server.address());
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address()).as_bytes()).unwrap();
    let (bytes, end) = read_some(&stream, 1 << 20, patience);
    let head = bytes.windows(4).position(|at| at == b"\r\n\r\n").map_or(0, |at| at + 4);
    (String::from_utf8(bytes[..head].to_vec()).unwrap(), bytes[head..].to_vec(), end)
}

fn play(reply: Reply) -> (String, Vec<u8>, Option<io::ErrorKind>) {
    let server = Server::start();
    server.route("/x", reply);
    get(&server, "/x", LONG)
}

fn play_impatiently(reply: Reply) -> (String, Vec<u8>, Option<io::ErrorKind>) {
    let server = Server::start();
    server.route("/x", reply);
    get(&server, "/x", SHORT)
}

fn is_timeout(end: Option<io::ErrorKind>) -> bool {
    matches!(end, Some(io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut))
}

const BODY: &[u8] = b"0123456789";

fn body() -> Reply {
    Reply::crl(BODY)
}

#[test]
fn a_good_answer_comes_whole_and_closes() {
    let (head, received, end) = play(body().header("X-More", "1"));
    assert_eq!(
        head,
        "HTTP/1.1 200 Test\r\nConnection: close\r\nContent-Type: application/pkix-crl\r\nX-More: 1\r\n\
         Content-Length: 10\r\n\r\n"
    );
    assert_eq!((received.as_slice(), end), (BODY, None));
}

#[test]
fn pages_types_dates_and_ages_are_as_told() {
    let (head, page, _) = play(Reply::html("Web Page Blocked").status(403).date(now()).age(60));
    assert!(head.starts_with("HTTP/1.1 403 ") && head.contains("Content-Type: text/html"), "{head}");
    assert!(head.contains("Date: Mon, 23 Nov 2026 00:00:00 GMT\r\nAge: 60\r\n"), "{head}");
    assert!(String::from_utf8(page).unwrap().contains("<title>Web Page Blocked</title>"));
    assert!(play(body().content_type("text/plain")).0.contains("Content-Type: text/plain\r\n"));
    assert_eq!(http_date(at("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
}

#[test]
fn a_server_dates_what_has_no_date_of_its_own() {
    let server = Server::start();
    server.date(now());
    server.route("/x", body());
    server.route("/old", body().date(at("2020-01-01")));
    assert!(get(&server, "/x", LONG).0.contains("Date: Mon, 23 Nov 2026"));
    assert!(get(&server, "/old", LONG).0.contains("Date: Wed, 01 Jan 2020"));
}

#[test]
fn redirects_name_their_location_exactly() {
    let (head, received, _) = play(Reply::redirect(302, "https://portal.test/?from=x"));
    assert!(head.starts_with("HTTP/1.1 302 ") && head.contains("Location: https://portal.test/?from=x\r\n"));
    assert!(received.is_empty());
}

#[test]
fn bodies_in_disguise_are_the_same_bytes() {
    let pem = play(body().pem("X509 CRL")).1;
    assert_eq!(pem, encoding::pem("X509 CRL", BODY).into_bytes());
    let (head, zipped, _) = play(body().gzipped());
    assert_eq!(zipped, encoding::gzip(BODY));
    assert!(!head.contains("Content-Encoding"));
    assert_eq!(play(body().trailing(b"!!")).1, b"0123456789!!");
    assert_eq!(play(body().body(b"")).1, b"");
    assert!(play(body().body(b"")).0.contains("Content-Length: 0\r\n"));
}

#[test]
fn bytes_after_the_length_come_behind_a_whole_body() {
    let (head, received, end) = play(body().after_length(b"more"));
    assert!(head.contains("Content-Length: 10\r\n"));
    assert_eq!((received.as_slice(), end), (&b"0123456789more"[..], None));
}

#[test]
fn a_truncated_body_is_announced_whole_and_ends_in_good_order() {
    let (head, received, end) = play(body().ends_at(4));
    assert!(head.contains("Content-Length: 10\r\n"));
    assert_eq!((received.as_slice(), end), (&b"0123"[..], None));
}

#[test]
fn a_reset_in_the_body_comes_after_its_part() {
    let (head, received, end) = play(body().resets_at(4));
    assert!(head.contains("Content-Length: 10\r\n"));
    assert_eq!((received.as_slice(), end), (&b"0123"[..], Some(io::ErrorKind::ConnectionReset)));
}

#[test]
fn a_stalled_body_stops_and_stays_open() {
    let (_, received, end) = play_impatiently(body().stalls_at(4));
    assert_eq!(received, b"0123");
    assert!(is_timeout(end), "{end:?}");
}

#[test]
fn an_answer_can_fail_before_its_first_byte() {
    assert_eq!(play(Reply::closes()), (String::new(), Vec::new(), None));
    assert_eq!(play(Reply::resets()), (String::new(), Vec::new(), Some(io::ErrorKind::ConnectionReset)));
    let (head, received, end) = play_impatiently(Reply::silent());
    assert!(head.is_empty() && received.is_empty() && is_timeout(end), "{end:?}");
    let (head, received, end) = play(Reply::raw(b"SSH-2.0-OpenSSH\r\n"));
    assert_eq!((head.as_str(), received.as_slice(), end), ("", &b"SSH-2.0-OpenSSH\r\n"[..], None));
}

#[test]
fn chunks_are_chunks_and_an_unfinished_one_is_cut() {
    let (head, received, end) = play(body().chunked());
    assert!(head.contains("Transfer-Encoding: chunked\r\n") && !head.contains("Content-Length"));
    assert_eq!((received.as_slice(), end), (&b"a\r\n0123456789\r\n0\r\n\r\n"[..], None));
    let (_, received, end) = play(body().chunk_unfinished_at(3));
    assert_eq!((received.as_slice(), end), (&b"a\r\n012"[..], None));
}

#[test]
fn a_body_can_be_ended_by_the_close_alone() {
    let (head, received, end) = play(body().until_close());
    assert!(!head.contains("Content-Length"));
    assert_eq!((received.as_slice(), end), (BODY, None));
}

#[test]
fn an_endless_body_gives_all_that_is_taken() {
    let (_, received, end) = play(body().endless());
    assert!(received.len() > 1_000_000, "{} bytes, then {end:?}", received.len());
}

#[test]
fn a_drip_takes_its_time_and_comes_whole() {
    let start = Instant::now();
    let (_, received, end) = play(body().drip(20));
    assert_eq!((received.as_slice(), end), (BODY, None));
    assert!(start.elapsed() >= Duration::from_millis(450), "{:?}", start.elapsed());
}

#[test]
fn a_late_answer_is_late() {
    let start = Instant::now();
    assert_eq!(play(body().late(SHORT)).1, BODY);
    assert!(start.elapsed() >= SHORT);
}

#[test]
fn the_requests_are_kept_as_they_came() {
    let server = Server::start();
    server.answer("/ocsp", |request| Reply::ocsp(&request.body));
    let mut stream = connect(server.address());
    stream.write_all(b"POST /ocsp HTTP/1.1\r\nHost: h\r\ncontent-length: 3\r\n\r\nabc").unwrap();
    assert!(read_some(&stream, 1 << 20, LONG).0.ends_with(b"\r\n\r\nabc"));
    get(&server, "/ocsp/below?q", LONG);
    assert!(get(&server, "/ocspx", LONG).0.starts_with("HTTP/1.1 404"));
    let requests = server.requests();
    assert_eq!(requests[0].method, "POST");
    assert_eq!(requests[0].header("Content-Length"), Some("3"));
    assert_eq!(requests[0].body, b"abc");
    assert_eq!((requests[1].method.as_str(), requests[1].target.as_str()), ("GET", "/ocsp/below?q"));
}

#[test]
fn a_later_route_wins() {
    let server = Server::start();
    server.route("/x", body());
    server.route("/x", Reply::bare(503));
    assert!(get(&server, "/x", LONG).0.starts_with("HTTP/1.1 503"));
}

#[test]
fn a_server_ends_with_its_value_though_a_client_hangs_on_it() {
    let server = Server::start();
    server.route("/x", Reply::silent());
    let mut stream = connect(server.address());
    stream.write_all(b"GET /x HTTP/1.1\r\n\r\n").unwrap();
    while server.requests().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let start = Instant::now();
    drop(server);
    assert!(start.elapsed() < Duration::from_secs(2));
    // Its port may belong to another test's server by now: the connection is what must be over.
    let (bytes, end) = read_some(&stream, 1, LONG);
    assert!(bytes.is_empty() && !is_timeout(end), "{end:?}");
}

#[test]
fn a_server_can_listen_on_another_loopback_address() {
    let server = Server::start_on("127.0.0.2".parse().unwrap()).unwrap();
    assert!(server.url("/x").starts_with("http://127.0.0.2:"));
    // A machine without IPv6 has no ::1; nothing else may fail.
    match Server::start_on("::1".parse().unwrap()) {
        Ok(server) => {
            server.route("/x", body());
            assert!(server.base().starts_with("http://[::1]:"));
            assert_eq!(get(&server, "/x", LONG).1, BODY);
        }
        Err(error) => assert_eq!(error.kind(), io::ErrorKind::AddrNotAvailable),
    }
}

#[test]
fn a_published_pki_answers_at_every_url_that_it_names() {
    let server = Server::start();
    let pki = TestPki::new(&server.base());
    pki.publish(&server);
    assert_eq!(get(&server, paths::AIA, LONG).1, pki.intermediate.der());
    assert_eq!(get(&server, paths::ROOT_AIA, LONG).1, pki.root.der());
    for path in [paths::CRL, paths::ROOT_CRL] {
        assert!(get(&server, path, LONG).0.contains("application/pkix-crl"), "{path}");
    }
    let id = ocsp::cert_id(&pki.intermediate, &pki.leaf.serial(), ocsp::CertIdHash::Sha1);
    let request =
        crate::common::der::seq([crate::common::der::seq([crate::common::der::seq([crate::common::der::seq([&id])])])]);
    let encoded = encoding::base64(&request).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let (head, answer, _) = get(&server, &format!("{}/{encoded}", paths::OCSP), LONG);
    assert!(head.contains("application/ocsp-response"), "{head}");
    assert!(answer.windows(id.len()).any(|part| part == id));
    assert_eq!(get(&server, &format!("{}/%%%", paths::OCSP), LONG).1, ocsp::OcspError::MalformedRequest.der());
    let mut stream = connect(server.address());
    let head = format!("POST {} HTTP/1.1\r\nContent-Length: {}\r\n\r\n", paths::ROOT_OCSP, request.len());
    stream.write_all(&[head.as_bytes(), &request].concat()).unwrap();
    assert!(String::from_utf8_lossy(&read_some(&stream, 1 << 20, LONG).0).contains("200 Test"));
}
