//! One TCP connection to each address of a host, all at once: the firewall team needs to know which addresses are open.
//! The exchange goes on over the first that stood, while the others come to their own end: closed as they stand, or handed
//! on to whoever has to take leave first. It sends no byte.
#![expect(clippy::disallowed_types, reason = "the sockets are opened here")]
#![expect(clippy::disallowed_methods, reason = "each attempt is timed")]

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::clock::{Clock, Late, milliseconds};
use super::limits::{ADDRESSES, Limits};
use super::route::Ear;
use crate::observation::{Attempt, Connect};

/// What becomes of the connections that stand beside the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// They are closed at once.
    Closed,
    /// They are kept for [`Survey::next`].
    Kept,
}

/// The attempts at one host, under way.
pub(super) struct Survey {
    running: JoinSet<Attempt>,
    done: Vec<Attempt>,
    stood: mpsc::Receiver<(SocketAddr, TcpStream)>,
}

impl Survey {
    /// Starts one attempt per address. Beyond the bound on addresses none is made, and each says so.
    pub(super) fn start(
        addresses: &[IpAddr],
        port: u16,
        clock: &Clock,
        limits: &Limits,
        permits: &Arc<Semaphore>,
        others: Others,
    ) -> Self {
        let (winner, stood) = mpsc::channel(match others {
            Others::Closed => 1,
            Others::Kept => ADDRESSES,
        });
        let mut running = JoinSet::new();
        let mut done = Vec::new();
        for (index, address) in addresses.iter().enumerate() {
            let address = SocketAddr::new(*address, port);
            if index >= ADDRESSES {
                done.push(cut(address));
                continue;
            }
            let (clock, bound, winner, permits) = (clock.clone(), limits.connect, winner.clone(), Arc::clone(permits));
            running.spawn(async move {
                // The bound begins with the permit: to stand in our own queue is not the network's fault.
                let permit = tokio::select! {
                    permit = permits.acquire_owned() => permit.ok(),
                    _ = clock.end() => None,
                };
                if permit.is_none() {
                    return cut(address);
                }
                let began = Instant::now();
                let (outcome, told_by, stream) = match clock.within(bound, attempt(address)).await {
                    Ok(Ok(stream)) => (Connect::Connected, None, Some(stream)),
                    Ok(Err((outcome, told_by))) => (outcome, told_by, None),
                    Err(Late::Bound) => (Connect::Timeout, None, None),
                    Err(Late::Cut) => (Connect::Cut, None, None),
                };
                let took_ms = milliseconds(began.elapsed());
                if let Some(stream) = stream {
                    // Full or closed means that another one stood first: this one is closed as it is dropped.
                    let _ = winner.try_send((address, stream));
                }
                Attempt { address, outcome, took_ms, told_by }
            });
        }
        Self { running, done, stood }
    }

    /// The next connection that stands, and at first the first. None where every other attempt failed.
    pub(super) async fn next(&mut self) -> Option<(SocketAddr, TcpStream)> {
        self.stood.recv().await
    }

    /// Every attempt, in the order of the addresses, once the last has come to its end.
    pub(super) async fn attempts(mut self) -> Vec<Attempt> {
        while let Some(ended) = self.running.join_next().await {
            self.done.extend(ended);
        }
        self.done.sort_by_key(|attempt| attempt.address);
        self.done
    }
}

/// An attempt that was not made, or not to its end.
const fn cut(address: SocketAddr) -> Attempt {
    Attempt { address, outcome: Connect::Cut, took_ms: 0, told_by: None }
}

/// How far the system got where it answered without waiting for the network.
enum Answered {
    AtOnce,
    Later,
}

/// A connection, or how the attempt ended and who ended it by ICMP.
async fn attempt(address: SocketAddr) -> Result<TcpStream, (Connect, Option<IpAddr>)> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    };
    let socket = socket.map_err(|error| (without_socket(&error, address), None))?;
    let ear = Ear::put_to(&socket);
    let mut connecting = pin!(socket.connect(address));
    let first = std::future::poll_fn(|context| Poll::Ready(connecting.as_mut().poll(context))).await;
    let (ended, answered) = match first {
        Poll::Ready(ended) => (ended, Answered::AtOnce),
        Poll::Pending => (connecting.await, Answered::Later),
    };
    match ended {
        Ok(stream) => {
            if let Some(ear) = ear {
                ear.put_away();
            }
            Ok(stream)
        }
        Err(error) => {
            let word = ear.and_then(|ear| ear.word());
            let by_number = outcome(&error, answered);
            Err((word.and_then(|word| word.outcome).unwrap_or(by_number), word.and_then(|word| word.by)))
        }
    }
}

/// A socket of a family that this host does not have can't be made, while one of the other family can: unlike a want of
/// open files, which hits both.
fn without_socket(error: &io::Error, address: SocketAddr) -> Connect {
    let other = if address.is_ipv6() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
    if other.is_ok() { Connect::NoRoute } else { Connect::Other(error.raw_os_error().unwrap_or(0)) }
}

/// What the system's error says.
///
/// Unreachable at once, before a packet could come back, is this host's own routing table; later, it is ICMP's word, or
/// the local link's silence. Linux makes EHOSTUNREACH of "administratively prohibited" (RFC 1812 §5.2.7.1, code 13): the
/// socket's error queue tells it from a missing host. EPERM and EACCES at once are this host's own filter or a prohibit
/// route; later, the word of ICMP over IPv6. A blackhole route is EINVAL on Linux.
fn outcome(error: &io::Error, answered: Answered) -> Connect {
    match (error.kind(), answered) {
        (
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::InvalidInput,
            Answered::AtOnce,
        )
        | (io::ErrorKind::AddrNotAvailable | io::ErrorKind::NetworkDown, _) => Connect::NoRoute,
        (io::ErrorKind::HostUnreachable, Answered::Later) => Connect::HostUnreachable,
        (io::ErrorKind::NetworkUnreachable, Answered::Later) => Connect::NetworkUnreachable,
        (io::ErrorKind::ConnectionRefused, _) => Connect::Refused,
        (io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted, _) => Connect::Reset,
        (io::ErrorKind::TimedOut, _) => Connect::Timeout,
        (io::ErrorKind::PermissionDenied, Answered::AtOnce) => Connect::OwnFilter,
        (io::ErrorKind::PermissionDenied, Answered::Later) => Connect::Prohibited,
        _ => Connect::Other(error.raw_os_error().unwrap_or(0)),
    }
}

/// The attempt that tells most, where one word has to stand for all: what somebody answered comes before silence, and
/// silence before what this host's own routing says.
pub(super) fn most_telling(attempts: &[Attempt]) -> Connect {
    let rank = |outcome: &Connect| match outcome {
        Connect::Connected => 0,
        Connect::Prohibited => 1,
        Connect::Refused => 2,
        Connect::Reset => 3,
        Connect::Timeout => 4,
        Connect::HostUnreachable => 5,
        Connect::NetworkUnreachable => 6,
        Connect::Other(_) => 7,
        Connect::OwnFilter => 8,
        Connect::NoRoute => 9,
        Connect::Cut => 10,
    };
    attempts.iter().map(|attempt| attempt.outcome).min_by_key(rank).unwrap_or(Connect::Cut)
}
