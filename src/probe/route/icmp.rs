//! Who ended a connection attempt by ICMP, and with which word, as Linux keeps it in a socket's error queue (ip(7),
//! `IP_RECVERR`; for a TCP socket that is being connected since Linux 5.8). The error number alone does not tell a router
//! that forbids from one that finds no host, nor who said so. Other systems keep nothing of it.
#![expect(clippy::disallowed_types, reason = "it listens to the sockets that are being connected")]

use std::net::IpAddr;

use crate::observation::Connect;

/// What somebody said of a connection attempt by ICMP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::probe) struct Word {
    /// Whose word it is. None where the system does not tell.
    pub(in crate::probe) by: Option<IpAddr>,
    /// What it comes to. None where it is no more than what the error number says.
    pub(in crate::probe) outcome: Option<Connect>,
}

#[cfg(target_os = "linux")]
pub(in crate::probe) use linux::Ear;

/// Listens to a socket's error queue: nothing is kept on this system.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub(in crate::probe) struct Ear;

#[cfg(not(target_os = "linux"))]
impl Ear {
    /// There is nothing to listen to.
    pub(in crate::probe) fn put_to(_: &tokio::net::TcpSocket) -> Option<Self> {
        None
    }

    /// There is nothing to put away.
    #[expect(clippy::unused_self, reason = "as on Linux")]
    pub(in crate::probe) fn put_away(self) {}

    /// Nothing was heard.
    #[expect(clippy::unused_self, reason = "as on Linux")]
    pub(in crate::probe) fn word(&self) -> Option<Word> {
        None
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io::IoSliceMut;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    use std::os::fd::{AsFd as _, AsRawFd as _, OwnedFd};

    use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, getsockname, recvmsg, setsockopt, sockopt};
    use tokio::net::TcpSocket;

    use super::Word;
    use crate::observation::Connect;

    /// Where an error of the queue comes from: `SO_EE_ORIGIN_ICMP` and `SO_EE_ORIGIN_ICMP6` (ip(7), linux/errqueue.h).
    const ICMP: u8 = 2;
    const ICMP6: u8 = 3;

    /// Room for one error with its address: `sock_extended_err` and a `sockaddr_in6` with their headers take 68 bytes.
    const ROOM: usize = 256;

    /// Another handle to a socket that is being connected: connecting consumes the first one where it fails.
    #[derive(Debug)]
    pub(in crate::probe) struct Ear(OwnedFd);

    impl Ear {
        /// Asks the system to keep ICMP errors of this socket. None where it does not, or has no handle left: then the
        /// error number is all there is.
        pub(in crate::probe) fn put_to(socket: &TcpSocket) -> Option<Self> {
            let either = setsockopt(socket, sockopt::Ipv4RecvErr, &true);
            either.or_else(|_| setsockopt(socket, sockopt::Ipv6RecvErr, &true)).ok()?;
            // A socket of IPv6 keeps those of both.
            let _ = setsockopt(socket, sockopt::Ipv6RecvErr, &true);
            socket.as_fd().try_clone_to_owned().ok().map(Self)
        }

        /// Listens no more: on a connection that stands, each ICMP error would end it at once (ip(7), `IP_RECVERR`), where the
        /// host's services live on.
        pub(in crate::probe) fn put_away(self) {
            let _ = setsockopt(&self.0, sockopt::Ipv4RecvErr, &false);
            let _ = setsockopt(&self.0, sockopt::Ipv6RecvErr, &false);
        }

        /// What was said. None where the attempt did not end by ICMP.
        pub(in crate::probe) fn word(&self) -> Option<Word> {
            let mut bytes = [0; ROOM];
            let mut control = vec![0; ROOM];
            let mut into = [IoSliceMut::new(&mut bytes)];
            let flags = MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT;
            let message = recvmsg::<SockaddrStorage>(self.0.as_raw_fd(), &mut into, Some(&mut control), flags).ok()?;
            message.cmsgs().ok()?.find_map(|one| match one {
                ControlMessageOwned::Ipv4RecvErr(error, by) if error.ee_origin == ICMP => {
                    let by = by.map(|by| IpAddr::V4(Ipv4Addr::from_bits(u32::from_be(by.sin_addr.s_addr))));
                    Some(self.heard(by, by_icmp(error.ee_type, error.ee_code)))
                }
                ControlMessageOwned::Ipv6RecvErr(error, by) if error.ee_origin == ICMP6 => {
                    let by = by.map(|by| IpAddr::V6(Ipv6Addr::from(by.sin6_addr.s6_addr)));
                    Some(self.heard(by, by_icmp6(error.ee_type, error.ee_code)))
                }
                _ => None,
            })
        }

        /// What this host tells itself, of a neighbour that does not answer or by a filter of its own, is nobody else's word.
        /// An address of zeros is the kernel's for none.
        fn heard(&self, by: Option<IpAddr>, outcome: Option<Connect>) -> Word {
            let own = getsockname::<SockaddrStorage>(self.0.as_raw_fd()).ok();
            let own = own.and_then(|own| {
                let v4 = own.as_sockaddr_in().map(|own| IpAddr::V4(own.ip()));
                v4.or_else(|| own.as_sockaddr_in6().map(|own| IpAddr::V6(own.ip())))
            });
            let by = by.filter(|by| !by.is_unspecified());
            match outcome {
                Some(Connect::Prohibited) if by.is_some() && by == own => {
                    Word { by: None, outcome: Some(Connect::OwnFilter) }
                }
                outcome => Word { by: by.filter(|by| Some(*by) != own), outcome },
            }
        }
    }

    /// Destination unreachable (RFC 792) with a code of RFC 1122 §3.2.2.1 or RFC 1812 §5.2.7.1.
    const fn by_icmp(kind: u8, code: u8) -> Option<Connect> {
        match (kind, code) {
            // Network and host administratively prohibited, communication prohibited, and two more of precedence.
            (3, 9 | 10 | 13 | 14 | 15) => Some(Connect::Prohibited),
            (3, 0 | 6 | 8 | 11) => Some(Connect::NetworkUnreachable),
            (3, 1 | 7 | 12) => Some(Connect::HostUnreachable),
            _ => None,
        }
    }

    /// Destination unreachable (RFC 4443 §3.1).
    const fn by_icmp6(kind: u8, code: u8) -> Option<Connect> {
        match (kind, code) {
            // Administratively prohibited, source address failed its policy, reject route.
            (1, 1 | 5 | 6) => Some(Connect::Prohibited),
            (1, 0) => Some(Connect::NetworkUnreachable),
            (1, 2 | 3) => Some(Connect::HostUnreachable),
            _ => None,
        }
    }
}
