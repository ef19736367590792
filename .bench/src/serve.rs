//! Loopback servers that answer late, and ports that never answer.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsRawFd as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::Outcome;

/// How long each answer takes.
pub(crate) const DELAY: Duration = Duration::from_millis(500);

/// Connections that fill a backlog of none: Linux takes one or two.
const MOST_FILLERS: usize = 64;

/// Ports of 127.0.0.1 that answer each request after [`DELAY`]: with what stands under its port, else with 404.
pub(crate) struct Late {
    pub(crate) ports: Vec<u16>,
    bodies: Arc<Mutex<BTreeMap<u16, Vec<u8>>>>,
    asked: Arc<AtomicUsize>,
}

impl Late {
    /// Opens so many ports. Their threads end with the launcher.
    pub(crate) fn open(count: usize) -> Outcome<Self> {
        let mut late = Self { ports: Vec::new(), bodies: Arc::default(), asked: Arc::default() };
        for _ in 0..count {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            let port = listener.local_addr()?.port();
            late.ports.push(port);
            let (bodies, asked) = (Arc::clone(&late.bodies), Arc::clone(&late.asked));
            thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let (bodies, asked) = (Arc::clone(&bodies), Arc::clone(&asked));
                    // A client that goes away early is its own affair: its run fails by its exit status.
                    thread::spawn(move || answer(&stream, port, &bodies, &asked).ok());
                }
            });
        }
        Ok(late)
    }

    /// What a port answers with.
    pub(crate) fn put(&self, port: u16, body: Vec<u8>) {
        self.bodies.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(port, body);
    }

    /// How many requests have come since this was asked last.
    pub(crate) fn asked(&self) -> usize {
        self.asked.swap(0, Ordering::Relaxed)
    }
}

/// Reads one request, waits, and answers.
fn answer(
    mut stream: &TcpStream,
    port: u16,
    bodies: &Mutex<BTreeMap<u16, Vec<u8>>>,
    asked: &AtomicUsize,
) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    reader.take(length).read_to_end(&mut Vec::new())?;
    asked.fetch_add(1, Ordering::Relaxed);
    thread::sleep(DELAY);
    let body = bodies.lock().ok().and_then(|bodies| bodies.get(&port).cloned());
    let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
    let body = body.unwrap_or_default();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)
}

/// A port of 127.0.0.1 whose backlog is full, so that Linux throws further SYNs away, as a firewall does.
pub(crate) struct BlackHole {
    pub(crate) port: u16,
    _listener: TcpListener,
    _fillers: Vec<TcpStream>,
}

impl BlackHole {
    pub(crate) fn dig() -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        // SAFETY: the descriptor is the listener's, which is open; to listen again sets the backlog anew.
        if unsafe { libc::listen(listener.as_raw_fd(), 0) } != 0 {
            return Err(io::Error::last_os_error().into());
        }
        let address: SocketAddr = listener.local_addr()?;
        let mut fillers = Vec::new();
        while fillers.len() < MOST_FILLERS {
            match TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
                Ok(filler) => fillers.push(filler),
                Err(_) => return Ok(Self { port: address.port(), _listener: listener, _fillers: fillers }),
            }
        }
        Err("this system's backlog can't be filled".into())
    }
}
