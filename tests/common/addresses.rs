//! Addresses that fail to connect, each in one way, without root.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// No route leads to a multicast group for TCP: "network is unreachable" at once, on Linux.
pub(crate) const UNREACHABLE_V6: &str = "[ff0e::1]:80";
/// The same with IPv4's broadcast address.
pub(crate) const UNREACHABLE_V4: &str = "255.255.255.255:80";

/// A port of 127.0.0.1 that refuses: it is taken, so that no other test gets it, and nobody listens.
/// (The port of a server that has ended is no such thing: the next server of another test may get it.)
pub(crate) struct ClosedPort(Socket);

impl ClosedPort {
    pub(crate) fn take() -> Self {
        Self(bound())
    }

    pub(crate) fn address(&self) -> SocketAddr {
        address(&self.0)
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address())
    }
}

/// A port of 127.0.0.1 that lets each connection attempt wait, as a firewall's DROP does: its backlog is full, and Linux
/// throws further SYNs away.
pub(crate) struct BlackHole {
    listener: Socket,
    _fillers: Vec<TcpStream>,
}

impl BlackHole {
    /// Fills a backlog of none until an attempt goes unanswered.
    pub(crate) fn dig() -> Self {
        let listener = bound();
        listener.listen(0).unwrap();
        let mut fillers = Vec::new();
        // Linux takes one more than the backlog says; other systems may round it up.
        for _ in 0..64 {
            match TcpStream::connect_timeout(&address(&listener), Duration::from_millis(200)) {
                Ok(filler) => fillers.push(filler),
                Err(_) => return Self { listener, _fillers: fillers },
            }
        }
        panic!("this system's backlog can't be filled");
    }

    pub(crate) fn address(&self) -> SocketAddr {
        address(&self.listener)
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address())
    }
}

fn bound() -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    socket
}

fn address(socket: &Socket) -> SocketAddr {
    socket.local_addr().unwrap().as_socket().unwrap()
}
