//! A forward proxy on loopback: it passes what it can, says what Squid says where it can't, or plays a script.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::encoding::base64;
use super::faults::{Reply, SLICE, is_timeout};
use super::server::{Listener, Request};

/// How long the proxy tries to reach a target.
const CONNECT_TIME: Duration = Duration::from_secs(5);

/// What a proxy does.
#[derive(Clone)]
pub(crate) enum Script {
    /// Passes GET, POST and CONNECT. A name that does not resolve is [`no_dns`], a target that refuses [`no_connect`].
    Passes,
    /// Asks for this user and password first: 407 with `Proxy-Authenticate: Basic`.
    AsksPassword(&'static str, &'static str),
    /// Passes GET and POST, and denies CONNECT with [`denied`].
    DeniesConnect,
    /// Answers each request with this: [`denied`], [`no_dns`], [`no_connect`], or any fault.
    Answers(Reply),
}

/// Squid's denial: 403, its header and its page.
pub(crate) fn denied() -> Reply {
    squid(403, "ERR_ACCESS_DENIED 0")
}

/// Squid's word for a name that it could not resolve: 503.
pub(crate) fn no_dns() -> Reply {
    squid(503, "ERR_DNS_FAIL 0")
}

/// Squid's word for a target that it could not connect: 503, with the error number of a refusal.
pub(crate) fn no_connect() -> Reply {
    squid(503, "ERR_CONNECT_FAIL 111")
}

fn squid(status: u16, error: &str) -> Reply {
    let page = Reply::html("ERROR: The requested URL could not be retrieved").status(status);
    page.header("Server", "squid/5.7")
        .header("X-Squid-Error", error)
        .header("Via", "1.1 proxy.certready.test (squid/5.7)")
}

/// A proxy that runs.
pub(crate) struct Proxy {
    listener: Listener,
    state: Arc<State>,
}

struct State {
    script: Script,
    hosts: Mutex<HashMap<String, SocketAddr>>,
    requests: Mutex<Vec<Request>>,
}

impl Proxy {
    pub(crate) fn start(script: Script) -> Self {
        let state = Arc::new(State { script, hosts: Mutex::default(), requests: Mutex::default() });
        let serving = Arc::clone(&state);
        let serve = move |stream, stop: &AtomicBool| serving.serve(stream, stop);
        Self { listener: Listener::start(IpAddr::V4(Ipv4Addr::LOCALHOST), serve).unwrap(), state }
    }

    /// `http://127.0.0.1:PORT`, for `--proxy` and `http_proxy`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.listener.address())
    }

    /// Teaches the proxy a name that the host itself does not know.
    pub(crate) fn knows(&self, host: &str, address: SocketAddr) {
        self.state.hosts.lock().unwrap().insert(host.to_owned(), address);
    }

    /// What the proxy was asked so far; targets are whole URLs, or `host:port` for CONNECT.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.state.requests.lock().unwrap().clone()
    }
}

impl State {
    fn serve(&self, mut client: TcpStream, stop: &AtomicBool) {
        let Some(request) = Request::read(&mut client, stop) else { return };
        self.requests.lock().unwrap().push(request.clone());
        if let Err(reply) = self.pass(&request, &client, stop) {
            reply.deliver(&mut client, stop);
        }
    }

    /// Passes the request on, or says what to answer instead.
    fn pass(&self, request: &Request, client: &TcpStream, stop: &AtomicBool) -> Result<(), Reply> {
        let tunnel = request.method == "CONNECT";
        match &self.script {
            Script::Answers(reply) => return Err(reply.clone()),
            Script::DeniesConnect if tunnel => return Err(denied()),
            Script::AsksPassword(user, password) => {
                let expected = format!("Basic {}", base64(format!("{user}:{password}").as_bytes()));
                if request.header("Proxy-Authorization") != Some(&expected) {
                    return Err(squid(407, "ERR_CACHE_ACCESS_DENIED 0")
                        .header("Proxy-Authenticate", "Basic realm=\"certready test\""));
                }
            }
            Script::Passes | Script::DeniesConnect => {}
        }
        let (authority, path) = if tunnel {
            (request.target.as_str(), "")
        } else {
            let rest = request.target.strip_prefix("http://").ok_or_else(|| Reply::bare(400))?;
            rest.split_at(rest.find('/').unwrap_or(rest.len()))
        };
        let mut target =
            TcpStream::connect_timeout(&self.resolve(authority)?, CONNECT_TIME).map_err(|_| no_connect())?;
        let opening = if tunnel { Vec::new() } else { onward(request, authority, path) };
        target.write_all(&opening).map_err(|_| no_connect())?;
        if tunnel {
            let _ = { client }.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
        }
        std::thread::scope(|both| {
            both.spawn(|| copy(client, &target, stop));
            copy(&target, client, stop);
        });
        Ok(())
    }

    fn resolve(&self, authority: &str) -> Result<SocketAddr, Reply> {
        let split = authority.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse().ok()?)));
        let (host, port): (&str, u16) = split.unwrap_or((authority, 80));
        let known = self.hosts.lock().unwrap().get(host).copied();
        let host = host.trim_matches(['[', ']']);
        known.or_else(|| (host, port).to_socket_addrs().ok()?.next()).ok_or_else(no_dns)
    }
}

/// The request as the origin expects it: a path, no words for the proxy, closed after the answer.
fn onward(request: &Request, authority: &str, path: &str) -> Vec<u8> {
    let path = if path.is_empty() { "/" } else { path };
    let mut head =
        format!("{} {path} HTTP/1.1\r\nHost: {authority}\r\nVia: 1.1 proxy\r\nConnection: close\r\n", request.method);
    for (name, value) in &request.headers {
        let own = ["host", "connection", "proxy-connection", "proxy-authorization"];
        if !own.contains(&name.to_ascii_lowercase().as_str()) {
            let _ = write!(head, "{name}: {value}\r\n");
        }
    }
    head.push_str("\r\n");
    [head.as_bytes(), &request.body].concat()
}

/// Copies one direction until it ends, then says so to the other side.
fn copy(mut from: &TcpStream, mut to: &TcpStream, stop: &AtomicBool) {
    let mut block = [0; 16_384];
    let _ = from.set_read_timeout(Some(SLICE));
    while !stop.load(Ordering::Relaxed) {
        match from.read(&mut block) {
            Ok(count) if count > 0 && to.write_all(&block[..count]).is_ok() => {}
            Err(error) if is_timeout(&error) => {}
            _ => break,
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
