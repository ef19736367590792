//! Addresses that fail, proxies, TLS, and the binary's environment.

use std::io::{self, Read as _, Write as _};
#[cfg(target_os = "linux")]
use std::net::SocketAddr;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::common::addresses::ClosedPort;
#[cfg(target_os = "linux")]
use crate::common::addresses::{BlackHole, UNREACHABLE_V4, UNREACHABLE_V6};
use crate::common::cert::Cert;
use crate::common::faults::Reply;
use crate::common::pki::day;
use crate::common::proxy::{Proxy, Script, denied, no_connect, no_dns};
#[cfg(unix)]
use crate::common::run;
use crate::common::server::{Server, read_some};

const LONG: Duration = Duration::from_secs(10);

#[test]
fn a_closed_port_refuses_at_once() {
    let closed = ClosedPort::take();
    let error = TcpStream::connect_timeout(&closed.address(), LONG).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
    assert_eq!(closed.base(), format!("http://{}", closed.address()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_black_hole_never_answers() {
    let hole = BlackHole::dig();
    for _ in 0..3 {
        let error = TcpStream::connect_timeout(&hole.address(), Duration::from_millis(400)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
    assert_eq!(hole.base(), format!("http://{}", hole.address()));
}

#[test]
#[cfg(target_os = "linux")]
fn the_unreachable_addresses_are_unreachable_at_once() {
    for address in [UNREACHABLE_V4, UNREACHABLE_V6] {
        let address: SocketAddr = address.parse().unwrap();
        let error = TcpStream::connect_timeout(&address, LONG).unwrap_err();
        // A kernel without IPv6 has no sockets of that family at all (EAFNOSUPPORT, 97).
        let no_family = address.is_ipv6() && error.raw_os_error() == Some(97);
        assert!(error.kind() == io::ErrorKind::NetworkUnreachable || no_family, "{address}: {error:?}");
    }
}

/// What a client gets from the proxy for these bytes.
fn through(proxy: &Proxy, request: &str) -> String {
    let address = proxy.url().replace("http://", "");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    String::from_utf8_lossy(&read_some(&stream, 1 << 20, LONG).0).into_owned()
}

#[test]
fn a_proxy_passes_requests_on_and_keeps_them() {
    let server = Server::start();
    server.route("/x?q", Reply::ok("text/plain", b"no"));
    server.route("/x", Reply::ok("text/plain", b"through"));
    let proxy = Proxy::start(Script::Passes);
    let answer =
        through(&proxy, &format!("GET {} HTTP/1.1\r\nHost: h\r\nProxy-Connection: x\r\n\r\n", server.url("/x?q")));
    assert!(answer.ends_with("\r\n\r\nthrough"), "{answer}");
    assert_eq!(proxy.requests()[0].target, server.url("/x?q"));
    let seen = &server.requests()[0];
    assert_eq!(
        (seen.target.as_str(), seen.header("Via"), seen.header("Proxy-Connection")),
        ("/x?q", Some("1.1 proxy"), None)
    );
    assert_eq!(seen.header("Host"), Some(server.address().to_string().as_str()));
}

#[test]
fn a_proxy_resolves_the_names_that_it_was_taught() {
    let server = Server::start();
    server.route("/", Reply::ok("text/plain", b"through"));
    let proxy = Proxy::start(Script::Passes);
    proxy.knows("crl.certready.test", server.address());
    let answer = through(&proxy, "POST http://crl.certready.test HTTP/1.1\r\nContent-Length: 2\r\n\r\nab");
    assert!(answer.ends_with("\r\n\r\nthrough"), "{answer}");
    assert_eq!(server.requests()[0].body, b"ab");
    assert!(
        through(&proxy, "GET http://other.invalid/ HTTP/1.1\r\n\r\n").contains("X-Squid-Error: ERR_DNS_FAIL 0\r\n")
    );
    let closed = ClosedPort::take();
    let answer = through(&proxy, &format!("GET {}/ HTTP/1.1\r\n\r\n", closed.base()));
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("X-Squid-Error: ERR_CONNECT_FAIL 111\r\n"));
}

#[test]
fn a_proxy_asks_for_its_password_and_takes_it() {
    let server = Server::start();
    server.route("/x", Reply::ok("text/plain", b"through"));
    let proxy = Proxy::start(Script::AsksPassword("user", "secret"));
    let answer = through(&proxy, &format!("GET {} HTTP/1.1\r\n\r\n", server.url("/x")));
    assert!(answer.starts_with("HTTP/1.1 407 ") && answer.contains("Proxy-Authenticate: Basic realm="), "{answer}");
    let with = format!("GET {} HTTP/1.1\r\nProxy-Authorization: Basic dXNlcjpzZWNyZXQ=\r\n\r\n", server.url("/x"));
    assert!(through(&proxy, &with).ends_with("through"));
    assert_eq!(server.requests().len(), 1);
    assert_eq!(server.requests()[0].header("Proxy-Authorization"), None);
}

#[test]
fn a_proxy_tunnels_or_denies_to() {
    let server = Server::start();
    server.route("/x", Reply::ok("text/plain", b"through"));
    let connect = format!("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n\r\n", server.address());
    let proxy = Proxy::start(Script::Passes);
    let mut stream = TcpStream::connect(proxy.url().replace("http://", "")).unwrap();
    stream.write_all(connect.as_bytes()).unwrap();
    let mut head = [0; 39];
    stream.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 Connection established\r\n\r\n");
    stream.write_all(b"GET /x HTTP/1.1\r\n\r\n").unwrap();
    assert!(read_some(&stream, 1 << 20, LONG).0.ends_with(b"through"));
    let denying = Proxy::start(Script::DeniesConnect);
    let answer = through(&denying, &connect);
    assert!(answer.starts_with("HTTP/1.1 403 ") && answer.contains("X-Squid-Error: ERR_ACCESS_DENIED 0\r\n"));
    assert!(through(&denying, &format!("GET {} HTTP/1.1\r\n\r\n", server.url("/x"))).ends_with("through"));
}

#[test]
fn a_scripted_proxy_says_its_line() {
    for (reply, status, error) in [
        (denied(), 403, "ERR_ACCESS_DENIED 0"),
        (no_dns(), 503, "ERR_DNS_FAIL 0"),
        (no_connect(), 503, "ERR_CONNECT_FAIL 111"),
    ] {
        let proxy = Proxy::start(Script::Answers(reply));
        let answer = through(&proxy, "GET http://x.certready.test/ HTTP/1.1\r\n\r\n");
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(answer.contains(&format!("X-Squid-Error: {error}\r\n")), "{answer}");
    }
}

#[test]
fn a_tls_server_presents_its_chain_and_plays_the_same_answers() {
    let root = Cert::ca("TLS Root").valid(day(-9000), day(9000)).self_signed();
    let leaf = Cert::leaf("127.0.0.1").valid(day(-9000), day(9000)).issued_by(&root);
    let server = Server::start_tls(&[&leaf, &root]);
    server.route("/x", Reply::redirect(302, "http://127.0.0.1/"));
    assert!(server.base().starts_with("https://127.0.0.1:"));
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(root.der().to_vec())).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let session = ClientConnection::new(config, name).unwrap();
    let mut stream = StreamOwned::new(session, TcpStream::connect(server.address()).unwrap());
    stream.sock.set_read_timeout(Some(LONG)).unwrap();
    stream.write_all(b"GET /x HTTP/1.1\r\n\r\n").unwrap();
    let mut answer = String::new();
    // It ends in good order, with a close_notify: otherwise rustls makes an error of it.
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 302 ") && answer.contains("Location: http://127.0.0.1/\r\n"), "{answer}");
}

#[test]
#[cfg(unix)]
fn the_binary_gets_an_environment_of_its_own() {
    let finished = run::finish(run::clean("env"));
    assert_eq!(finished.status, 0);
    assert!(finished.stdout.contains("PATH="), "{finished:?}");
    for name in ["SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "HTTPS_PROXY", "NO_PROXY", "CARGO", "LANG"] {
        assert!(!finished.stdout.lines().any(|line| line.starts_with(&format!("{name}="))), "{name}");
    }
    assert!(finished.took < LONG && finished.stderr.is_empty());
    assert_eq!(run::certready(&["--version"]).status, 0);
    let mut json = run::clean("echo");
    json.arg("{\"a\": 1}");
    assert_eq!(run::finish(json).json()["a"], 1);
}
