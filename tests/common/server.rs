//! A raw HTTP server that plays [`Reply`]s and keeps what it was asked: on loopback, or on an address of the lab's.
//! Started before the PKI, because the certificates name its port. It ends with its value, and ends nothing but itself.

use std::io::{self, Read as _};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use certready::vocabulary::Timestamp;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;

use super::cert::Issued;
use super::faults::{Peer, Reply, SLICE, is_timeout};

/// Connections that are served at one time; more are closed at once. No test needs a tenth of it.
const MOST_CONNECTIONS: usize = 256;
/// The largest request that is read: an OCSP request takes about a hundred bytes.
const LARGEST_REQUEST: usize = 1 << 20;
/// How long a client may take over its request.
const REQUEST_TIME: Duration = Duration::from_secs(20);

/// A listener with a thread per connection, for HTTP servers and proxies.
pub(crate) struct Listener {
    address: SocketAddr,
    socket: Arc<TcpListener>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    /// Listens on a free port of this address.
    pub(crate) fn start(
        address: IpAddr,
        serve: impl Fn(TcpStream, &AtomicBool) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_at((address, 0).into(), serve)
    }

    /// Listens on this address and port, in the network that the calling thread is in.
    pub(crate) fn start_at(
        address: SocketAddr,
        serve: impl Fn(TcpStream, &AtomicBool) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let socket = Arc::new(TcpListener::bind(address)?);
        let address = socket.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let (listening, stopped, serve) = (Arc::clone(&socket), Arc::clone(&stop), Arc::new(serve));
        let thread = std::thread::spawn(move || {
            let mut running: Vec<JoinHandle<()>> = Vec::new();
            while !stopped.load(Ordering::Relaxed) {
                let Ok((stream, _)) = listening.accept() else { continue };
                running.retain(|connection| !connection.is_finished());
                if running.len() < MOST_CONNECTIONS {
                    let (stopped, serve) = (Arc::clone(&stopped), Arc::clone(&serve));
                    running.push(std::thread::spawn(move || serve(stream, &stopped)));
                }
            }
            for connection in running {
                let _ = connection.join();
            }
        });
        Ok(Self { address, socket, stop, thread: Some(thread) })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the accept. Linux does so by the shutdown, from whatever network it is asked.
        let _ = SockRef::from(&*self.socket).shutdown(Shutdown::Both);
        #[cfg(not(target_os = "linux"))]
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A request as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// As in the request line: path and query for a server, a whole URL or `host:port` for a proxy.
    pub(crate) target: String,
    /// In their order, names as sent.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The value of the first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Reads one request. None where the client goes away, takes too long or sends too much.
    pub(crate) fn read(peer: &mut dyn Peer, stop: &AtomicBool) -> Option<Self> {
        peer.tcp().set_read_timeout(Some(SLICE)).ok()?;
        let end = Instant::now() + REQUEST_TIME;
        let mut bytes = Vec::new();
        let mut block = [0; 4096];
        loop {
            if let Some(request) = Self::parse(&bytes) {
                return Some(request);
            }
            if stop.load(Ordering::Relaxed) || Instant::now() > end || bytes.len() > LARGEST_REQUEST {
                return None;
            }
            match peer.read(&mut block) {
                Ok(0) => return None,
                Ok(count) => bytes.extend_from_slice(&block[..count]),
                Err(error) if is_timeout(&error) => {}
                Err(_) => return None,
            }
        }
    }

    /// The request, once it is whole.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let head = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
        let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
        let mut lines = text.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let header = |line: &str| line.split_once(':').map(|(n, value)| (n.to_owned(), value.trim().to_owned()));
        let mut request = Self {
            method: first.next()?.to_owned(),
            target: first.next()?.to_owned(),
            headers: lines.filter_map(header).collect(),
            body: Vec::new(),
        };
        let length = request.header("Content-Length").and_then(|value| value.parse().ok()).unwrap_or(0);
        request.body = bytes.get(head + 4..head + 4 + length)?.to_vec();
        Some(request)
    }
}

/// An HTTP (or HTTPS) server.
pub(crate) struct Server {
    listener: Listener,
    shared: Arc<Shared>,
}

struct Shared {
    routes: Mutex<Vec<Route>>,
    requests: Mutex<Vec<Request>>,
    date: Mutex<Option<Timestamp>>,
    tls: Option<Arc<ServerConfig>>,
}

struct Route {
    path: String,
    reach: Reach,
    answer: Answer,
}

type Answer = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// That path only, whatever its query.
    Path,
    /// That path and all below it.
    Below,
}

impl Server {
    /// A server on 127.0.0.1.
    pub(crate) fn start() -> Self {
        Self::start_on(IpAddr::V4(Ipv4Addr::LOCALHOST)).unwrap()
    }

    /// A server on another loopback address: `::1`, `127.0.0.2`.
    ///
    /// # Errors
    /// Where this machine has no such address.
    pub(crate) fn start_on(address: IpAddr) -> io::Result<Self> {
        Self::start_at((address, 0).into())
    }

    /// A server on this address and port, in the network that the calling thread is in.
    ///
    /// # Errors
    /// Where that network has no such address, or the port is taken.
    pub(crate) fn start_at(address: SocketAddr) -> io::Result<Self> {
        Self::listen(address, None)
    }

    /// An HTTPS server on 127.0.0.1 that presents this chain, leaf first, whose key is the first's. Certificates for it
    /// are `Cert::leaf("127.0.0.1")`.
    pub(crate) fn start_tls(chain: &[&Issued]) -> Self {
        Self::start_tls_at((Ipv4Addr::LOCALHOST, 0).into(), chain).unwrap()
    }

    /// The same on this address and port, as [`Self::start_at`].
    pub(crate) fn start_tls_at(address: SocketAddr, chain: &[&Issued]) -> io::Result<Self> {
        let key = PrivatePkcs8KeyDer::from(chain[0].key().pkcs8()).into();
        let chain = chain.iter().map(|certificate| CertificateDer::from(certificate.der().to_vec())).collect();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(chain, key).unwrap();
        Self::listen(address, Some(Arc::new(config)))
    }

    fn listen(address: SocketAddr, tls: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        let shared =
            Arc::new(Shared { routes: Mutex::default(), requests: Mutex::default(), date: Mutex::default(), tls });
        let serving = Arc::clone(&shared);
        let listener = Listener::start_at(address, move |stream, stop| serving.serve(stream, stop))?;
        Ok(Self { listener, shared })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub(crate) fn base(&self) -> String {
        format!("{}://{}", if self.shared.tls.is_some() { "https" } else { "http" }, self.address())
    }

    /// The URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base())
    }

    /// Answers this path with this, from now on; a later word on the same path wins. Other paths get 404.
    pub(crate) fn route(&self, path: &str, reply: Reply) {
        self.add(path, Reach::Path, Arc::new(move |_| reply.clone()));
    }

    /// Answers this path and all below it (an OCSP request by GET stands there) with what the function says.
    pub(crate) fn answer(&self, path: &str, answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) {
        self.add(path, Reach::Below, Arc::new(answer));
    }

    fn add(&self, path: &str, reach: Reach, answer: Answer) {
        self.shared.routes.lock().unwrap().push(Route { path: path.to_owned(), reach, answer });
    }

    /// Puts a `Date` header on every answer that has none of its own. Without this call there is none.
    pub(crate) fn date(&self, at: Timestamp) {
        *self.shared.date.lock().unwrap() = Some(at);
    }

    /// What was asked so far, in order of arrival.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }
}

impl Shared {
    fn serve(&self, stream: TcpStream, stop: &AtomicBool) {
        match &self.tls {
            None => {
                let mut stream = stream;
                self.exchange(&mut stream, stop);
            }
            Some(config) => {
                let session = ServerConnection::new(Arc::clone(config)).unwrap();
                self.exchange(&mut StreamOwned::new(session, stream), stop);
            }
        }
    }

    fn exchange(&self, peer: &mut dyn Peer, stop: &AtomicBool) {
        if let Some(request) = Request::read(peer, stop) {
            self.requests.lock().unwrap().push(request.clone());
            self.reply(&request).deliver(peer, stop);
        }
    }

    fn reply(&self, request: &Request) -> Reply {
        let path = request.target.split('?').next().unwrap_or_default();
        let routes = self.routes.lock().unwrap();
        let answer = routes.iter().rev().find(|route| route.covers(path)).map(|route| Arc::clone(&route.answer));
        drop(routes);
        let reply = answer.map_or_else(|| Reply::bare(404), |answer| answer(request));
        let date = *self.date.lock().unwrap();
        date.into_iter().fold(reply, Reply::or_date)
    }
}

impl Route {
    fn covers(&self, path: &str) -> bool {
        let below = || path.strip_prefix(&self.path).is_some_and(|rest| rest.starts_with('/'));
        path == self.path || (self.reach == Reach::Below && below())
    }
}

impl Peer for StreamOwned<ServerConnection, TcpStream> {
    fn tcp(&self) -> &TcpStream {
        &self.sock
    }

    fn end(&mut self) {
        self.conn.send_close_notify();
        let _ = self.conn.complete_io(&mut self.sock);
    }
}

/// Reads from a connection until it ends or an error comes, at most this many bytes and this long: what tests of the
/// faults themselves use as a client.
pub(crate) fn read_some(mut stream: &TcpStream, most: usize, time: Duration) -> (Vec<u8>, Option<io::ErrorKind>) {
    let end = Instant::now() + time;
    let mut bytes = Vec::new();
    let mut block = [0; 16_384];
    while bytes.len() < most {
        let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        stream.set_read_timeout(Some(left)).unwrap();
        match stream.read(&mut block) {
            Ok(0) => return (bytes, None),
            Ok(count) => bytes.extend_from_slice(&block[..count]),
            Err(error) => return (bytes, Some(error.kind())),
        }
    }
    (bytes, None)
}
