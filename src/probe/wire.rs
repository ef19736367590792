//! A connection that keeps a record: how many bytes came, the first of them, and how it ended. The HTTP library's errors
//! say where it stopped; the causes are read from here, from the socket that we opened.
//!
//! It stands directly below HTTP: on the socket itself, or on the TLS session above it.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use hyper::rt;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::vocabulary::Shown;

/// How many of the first bytes are kept, to show what it is that is no HTTP: a banner's line.
const FIRST: usize = 64;

/// How many bytes are read at a time: one TLS record (RFC 8446 §5.1).
const BLOCK: usize = 16 << 10;

/// What can carry an exchange: a socket, or TLS on one.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// How a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// By the other side's close. A TLS session without its `close_notify` did not end like this.
    Closed,
    /// By the other side's close where the layer above was not done (RFC 8446 §6.1).
    Broken,
    /// By a reset, or by a write to what was closed.
    Reset,
    /// By what TLS says.
    Tls(Shown),
    /// By another error of the system.
    Other(i32),
}

impl End {
    /// What an error of a socket, or of a TLS session on one, says.
    pub(super) fn of(error: &io::Error) -> Self {
        let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if let Some(tls) = tls {
            return Self::Tls(Shown::new(&tls.to_string()));
        }
        match error.kind() {
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
                Self::Reset
            }
            io::ErrorKind::UnexpectedEof => Self::Broken,
            _ => Self::Other(error.raw_os_error().unwrap_or(0)),
        }
    }
}

/// What is known of a connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// How many bytes came.
    pub(super) received: u64,
    /// The first of them.
    pub(super) first: Vec<u8>,
    /// How it ended. None while it stands.
    pub(super) end: Option<End>,
}

/// The record of a connection, to be read while the connection is in other hands.
#[derive(Clone, Debug, Default)]
pub(super) struct Log(Arc<Mutex<Record>>);

impl Log {
    fn open(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known by now.
    pub(super) fn record(&self) -> Record {
        self.open().clone()
    }

    fn received(&self, bytes: &[u8]) {
        let mut record = self.open();
        record.received = record.received.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let room = FIRST.saturating_sub(record.first.len());
        record.first.extend(bytes.iter().take(room));
    }

    /// The first end is the cause; what follows is its echo.
    fn ended(&self, end: End) {
        self.open().end.get_or_insert(end);
    }
}

/// A connection and its record, as hyper takes it.
pub(super) struct Wire {
    stream: Box<dyn Stream>,
    log: Log,
    block: Vec<u8>,
}

impl Wire {
    /// Begins a record.
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self { stream, log: Log::default(), block: vec![0; BLOCK] }
    }

    /// The record, to be read later.
    pub(super) fn log(&self) -> Log {
        self.log.clone()
    }

    /// The connection itself.
    pub(super) fn into_stream(self) -> Box<dyn Stream> {
        self.stream
    }

    fn noted<T>(&self, ended: io::Result<T>) -> io::Result<T> {
        ended.inspect_err(|error| self.log.ended(End::of(error)))
    }
}

impl rt::Read for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut into: rt::ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let room = into.remaining().min(BLOCK);
        let mut buffer = ReadBuf::new(wire.block.get_mut(..room).unwrap_or_default());
        let read = ready!(Pin::new(&mut wire.stream).poll_read(context, &mut buffer));
        let bytes = buffer.filled();
        wire.log.received(bytes);
        if bytes.is_empty() && room > 0 && read.is_ok() {
            wire.log.ended(End::Closed);
        }
        into.put_slice(bytes);
        Poll::Ready(wire.noted(read))
    }
}

impl rt::Write for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        let written = ready!(Pin::new(&mut wire.stream).poll_write(context, bytes));
        Poll::Ready(wire.noted(written))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let flushed = ready!(Pin::new(&mut wire.stream).poll_flush(context));
        Poll::Ready(wire.noted(flushed))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
