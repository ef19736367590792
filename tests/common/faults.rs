//! What a test server answers, byte by byte: the good answer, and every fault that needs no root to make.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use certready::vocabulary::Timestamp;
use socket2::SockRef;
use time::macros::format_description;

use super::der::date_time;
use super::encoding;

/// The longest that a connection is held by silence, a drip or an endless body. Tests end sooner; this ends the rest.
const LONGEST_HOLD: Duration = Duration::from_secs(60);
/// How often a held connection looks whether its server is gone.
pub(crate) const SLICE: Duration = Duration::from_millis(25);

/// An answer. It begins as a good one; each method spoils one thing.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    delivery: Delivery,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Delivery {
    Whole,
    AfterLength(Vec<u8>),
    Drip { bytes_per_second: u32 },
    EndsAt(usize),
    ResetsAt(usize),
    StallsAt(usize),
    UntilClose,
    Chunked,
    ChunkUnfinishedAt(usize),
    Endless,
    Raw(Vec<u8>),
    Closes,
    Resets,
    Silent,
}

impl Reply {
    /// 200 with this type and body.
    pub(crate) fn ok(content_type: &str, body: &[u8]) -> Self {
        Self::with(Delivery::Whole).body(body).content_type(content_type)
    }

    /// 200 `application/pkix-crl` (RFC 5280 §4.2.1.13).
    pub(crate) fn crl(der: &[u8]) -> Self {
        Self::ok("application/pkix-crl", der)
    }

    /// 200 `application/ocsp-response` (RFC 6960 §A.2).
    pub(crate) fn ocsp(der: &[u8]) -> Self {
        Self::ok("application/ocsp-response", der)
    }

    /// 200 `application/pkix-cert` (RFC 5280 §4.2.2.1).
    pub(crate) fn certificate(der: &[u8]) -> Self {
        Self::ok("application/pkix-cert", der)
    }

    /// 200 with an HTML page of this title: the commonest false pass. With `.status(403)` a block page.
    pub(crate) fn html(title: &str) -> Self {
        let page =
            format!("<!DOCTYPE html><html><head><title>{title}</title></head><body><p>{title}</p></body></html>");
        Self::ok("text/html; charset=utf-8", page.as_bytes())
    }

    /// This status, without a body.
    pub(crate) fn bare(status: u16) -> Self {
        Self::with(Delivery::Whole).status(status)
    }

    /// A redirect with this status to this location, exactly as written.
    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::bare(status).header("Location", location)
    }

    /// These bytes instead of an answer, then a close: what is no HTTP, or no good HTTP.
    pub(crate) fn raw(bytes: &[u8]) -> Self {
        Self::with(Delivery::Raw(bytes.to_vec()))
    }

    /// Takes the request and closes without one byte.
    pub(crate) fn closes() -> Self {
        Self::with(Delivery::Closes)
    }

    /// Takes the request and resets the connection.
    pub(crate) fn resets() -> Self {
        Self::with(Delivery::Resets)
    }

    /// Takes the request and says nothing.
    pub(crate) fn silent() -> Self {
        Self::with(Delivery::Silent)
    }

    fn with(delivery: Delivery) -> Self {
        Self { status: 200, headers: Vec::new(), body: Vec::new(), delivery, delay: Duration::ZERO }
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// One more header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Another content type instead.
    pub(crate) fn content_type(mut self, content_type: &str) -> Self {
        self.headers.retain(|(name, _)| name != "Content-Type");
        self.header("Content-Type", content_type)
    }

    /// The `Date` header.
    pub(crate) fn date(mut self, at: Timestamp) -> Self {
        self.headers.retain(|(name, _)| name != "Date");
        self.header("Date", &http_date(at))
    }

    /// The `Date` header, where there is none yet.
    pub(crate) fn or_date(self, at: Timestamp) -> Self {
        if self.headers.iter().any(|(name, _)| name == "Date") { self } else { self.date(at) }
    }

    /// The `Age` header, in seconds: the answer comes from a cache.
    pub(crate) fn age(self, seconds: u32) -> Self {
        self.header("Age", &seconds.to_string())
    }

    pub(crate) fn body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }

    /// The body as one PEM block with this label.
    pub(crate) fn pem(mut self, label: &str) -> Self {
        self.body = encoding::pem(label, &self.body).into_bytes();
        self
    }

    /// The body gzipped and no header that says so, as `.crl.gz` on a plain server.
    pub(crate) fn gzipped(mut self) -> Self {
        self.body = encoding::gzip(&self.body);
        self
    }

    /// These bytes after the object, within the body.
    pub(crate) fn trailing(mut self, bytes: &[u8]) -> Self {
        self.body.extend_from_slice(bytes);
        self
    }

    /// These bytes on the wire after a body that was complete.
    pub(crate) fn after_length(self, bytes: &[u8]) -> Self {
        self.delivered(Delivery::AfterLength(bytes.to_vec()))
    }

    /// Whole, but slow.
    pub(crate) fn drip(self, bytes_per_second: u32) -> Self {
        self.delivered(Delivery::Drip { bytes_per_second })
    }

    /// Announces the whole length and closes after so many bytes of the body.
    pub(crate) fn ends_at(self, bytes: usize) -> Self {
        self.delivered(Delivery::EndsAt(bytes))
    }

    /// Resets after so many bytes of the body.
    pub(crate) fn resets_at(self, bytes: usize) -> Self {
        self.delivered(Delivery::ResetsAt(bytes))
    }

    /// Says no more after so many bytes of the body, and stays.
    pub(crate) fn stalls_at(self, bytes: usize) -> Self {
        self.delivered(Delivery::StallsAt(bytes))
    }

    /// Without a length: the close ends the body, which is allowed.
    pub(crate) fn until_close(self) -> Self {
        self.delivered(Delivery::UntilClose)
    }

    /// In chunks of 1,000 bytes, complete.
    pub(crate) fn chunked(self) -> Self {
        self.delivered(Delivery::Chunked)
    }

    /// One chunk that announces the whole body, closed after so many bytes of it.
    pub(crate) fn chunk_unfinished_at(self, bytes: usize) -> Self {
        self.delivered(Delivery::ChunkUnfinishedAt(bytes))
    }

    /// The body again and again, as fast as it is taken, without a length.
    pub(crate) fn endless(self) -> Self {
        self.delivered(Delivery::Endless)
    }

    /// Waits before the first byte.
    pub(crate) fn late(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn delivered(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }

    fn head(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Test\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        match self.delivery {
            Delivery::UntilClose | Delivery::Endless => {}
            Delivery::Chunked | Delivery::ChunkUnfinishedAt(_) => head.push_str("Transfer-Encoding: chunked\r\n"),
            _ => drop(write!(head, "Content-Length: {}\r\n", self.body.len())),
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    /// Delivers the answer and ends the connection as the fault says. What the client does to it is no error here.
    pub(crate) fn deliver(&self, peer: &mut dyn Peer, stop: &AtomicBool) {
        let mut line = Line { peer, stop, until: Instant::now() + LONGEST_HOLD };
        if line.pause(self.delay).and_then(|()| self.send(&mut line)).is_ok() {
            line.peer.end();
            let _ = line.peer.tcp().shutdown(Shutdown::Write);
            line.drain();
        }
    }

    fn send(&self, line: &mut Line<'_>) -> io::Result<()> {
        let part = |bytes: usize| &self.body[..bytes.min(self.body.len())];
        if !matches!(self.delivery, Delivery::Raw(_) | Delivery::Closes | Delivery::Resets | Delivery::Silent) {
            line.send(&self.head())?;
        }
        match &self.delivery {
            Delivery::Whole | Delivery::UntilClose => line.send(&self.body),
            Delivery::AfterLength(more) => line.send(&self.body).and_then(|()| line.send(more)),
            Delivery::Drip { bytes_per_second } => {
                let pause = Duration::from_secs(1) / *bytes_per_second;
                self.body.iter().try_for_each(|byte| line.send(&[*byte]).and_then(|()| line.pause(pause)))
            }
            Delivery::EndsAt(bytes) => line.send(part(*bytes)),
            Delivery::ResetsAt(bytes) => {
                line.send(part(*bytes))?;
                // The kernel throws away what was not sent yet when a connection is reset: let the part arrive.
                line.pause(Duration::from_millis(100))?;
                line.reset()
            }
            Delivery::StallsAt(bytes) => line.send(part(*bytes)).and_then(|()| line.hold()),
            Delivery::Chunked => {
                for chunk in self.body.chunks(1000) {
                    line.send(format!("{:x}\r\n", chunk.len()).as_bytes())?;
                    line.send(chunk)?;
                    line.send(b"\r\n")?;
                }
                line.send(b"0\r\n\r\n")
            }
            Delivery::ChunkUnfinishedAt(bytes) => {
                line.send(format!("{:x}\r\n", self.body.len()).as_bytes())?;
                line.send(part(*bytes))
            }
            Delivery::Endless => {
                let block = self.body.repeat(65_536 / self.body.len().max(1) + 1);
                loop {
                    line.send(&block)?;
                }
            }
            Delivery::Raw(bytes) => line.send(bytes),
            Delivery::Closes => Ok(()),
            Delivery::Resets => line.reset(),
            Delivery::Silent => line.hold(),
        }
    }
}

/// A connection that a fault is played on: plain, or within TLS.
pub(crate) trait Peer: Read + Write {
    /// The socket below.
    fn tcp(&self) -> &TcpStream;

    /// Ends the layer above the socket, where there is one.
    fn end(&mut self) {}
}

impl Peer for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

/// A connection with its two bounds: the server's end, and [`LONGEST_HOLD`].
struct Line<'a> {
    peer: &'a mut dyn Peer,
    stop: &'a AtomicBool,
    until: Instant,
}

impl Line<'_> {
    fn gone(&self) -> io::Result<()> {
        let gone = self.stop.load(Ordering::Relaxed) || Instant::now() >= self.until;
        if gone { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
    }

    fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.peer.tcp().set_write_timeout(Some(SLICE))?;
        while !bytes.is_empty() {
            self.gone()?;
            match self.peer.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(sent) => bytes = &bytes[sent..],
                Err(error) if is_timeout(&error) => {}
                Err(error) => return Err(error),
            }
        }
        self.peer.flush()
    }

    fn pause(&self, length: Duration) -> io::Result<()> {
        let end = Instant::now() + length;
        while let Some(left) = end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
            self.gone()?;
            std::thread::sleep(left.min(SLICE));
        }
        Ok(())
    }

    /// Says nothing until the client goes away.
    fn hold(&mut self) -> io::Result<()> {
        self.peer.tcp().set_read_timeout(Some(SLICE))?;
        loop {
            self.gone()?;
            match self.peer.tcp().read(&mut [0; 512]) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) => {}
                Err(error) if is_timeout(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Closes with a reset instead of a FIN. The error keeps the ordinary end from being played.
    fn reset(&mut self) -> io::Result<()> {
        SockRef::from(self.peer.tcp()).set_linger(Some(Duration::ZERO))?;
        Err(io::ErrorKind::ConnectionReset.into())
    }

    /// Reads what the client still sends, for a moment: closing with unread bytes would send a reset, which is no part of
    /// the fault.
    fn drain(&mut self) {
        let end = Instant::now() + Duration::from_millis(500);
        let _ = self.peer.tcp().set_read_timeout(Some(SLICE));
        while Instant::now() < end && self.gone().is_ok() {
            match self.peer.tcp().read(&mut [0; 4096]) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if is_timeout(&error) => {}
                Err(_) => return,
            }
        }
    }
}

pub(crate) fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// IMF-fixdate (RFC 9110 §5.6.7).
pub(crate) fn http_date(at: Timestamp) -> String {
    let format =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    date_time(at).format(format).unwrap()
}
