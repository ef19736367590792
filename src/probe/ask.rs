//! A query of our own to each of the host's configured resolvers, once the system has found no address: the system's call
//! has one number for SERVFAIL, REFUSED and silence, and the difference decides whom to ask. It asks nobody else, and the
//! addresses that come are counted and not used: what the system finds is what the host's services find.
#![expect(clippy::disallowed_methods, reason = "each answer is timed")]

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use hickory_resolver::config::{ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::tcp::TcpClientStream;
use hickory_resolver::net::udp::UdpClientStream;
use hickory_resolver::net::xfer::{DnsHandle as _, FirstAnswer as _};
use hickory_resolver::proto::op::{DnsRequestOptions, DnsResponse, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use hickory_resolver::system_conf::read_system_conf;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::clock::{Clock, Late, milliseconds};
use super::limits::{ASK, Limits, SERVERS, THERE};
use crate::observation::{ResolverWord, Said};

/// The port of DNS (RFC 1035 §4.2.1).
const PORT: u16 = 53;

/// What each configured resolver says of a name, in the order of their configuration. Empty for what is no name in DNS.
pub(super) async fn ask(host: &str, clock: &Clock, limits: &Limits) -> Vec<ResolverWord> {
    let Some(name) = absolute(host) else { return Vec::new() };
    let bound = limits.resolve.min(ASK);
    let mut asking = JoinSet::new();
    for (place, server) in servers().into_iter().enumerate() {
        let (name, clock) = (name.clone(), clock.clone());
        asking.spawn(async move { (place, one(server, name, bound, &clock).await) });
    }
    let mut answers = asking.join_all().await;
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// A name with a dot at its end: the name itself, and none that a search list makes of it. None for what is no name in DNS.
pub(super) fn absolute(host: &str) -> Option<Name> {
    Name::from_ascii(format!("{}.", host.trim_end_matches('.'))).ok()
}

/// The configured resolvers. Where there is no configuration, the host's own one, as resolv.conf(5) says; where it can't be
/// read, none. A link-local one is left out: its zone is not told.
pub(super) fn servers() -> Vec<SocketAddr> {
    let mut servers: Vec<SocketAddr> = Vec::new();
    for ip in configured(read_system_conf()) {
        let address = SocketAddr::new(ip, PORT);
        let zoned = matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local());
        if !zoned && !servers.contains(&address) {
            servers.push(address);
        }
    }
    servers.truncate(SERVERS);
    servers
}

/// The addresses of a configuration that was read; hickory's error for one that was not is another type on each system.
fn configured<E: Into<NetError>>(read: Result<(ResolverConfig, ResolverOpts), E>) -> Vec<IpAddr> {
    match read.map_err(Into::into) {
        Ok((config, _)) => config.into_parts().2.into_iter().map(|server| server.ip).collect(),
        // No file, or none named in it.
        Err(NetError::Io(error)) if error.kind() != io::ErrorKind::PermissionDenied => {
            vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]
        }
        Err(_) => Vec::new(),
    }
}

/// Both families are asked: a name with addresses of one alone is no name without an address.
async fn one(resolver: SocketAddr, name: Name, bound: Duration, clock: &Clock) -> ResolverWord {
    let began = Instant::now();
    let asking = async {
        match query(resolver, name.clone(), RecordType::A, bound).await {
            Said::NoData => query(resolver, name, RecordType::AAAA, bound).await,
            said => said,
        }
    };
    let said = clock.within(bound, asking).await;
    let took_ms = milliseconds(began.elapsed());
    let said = match said {
        Ok(Said::Silence) | Err(Late::Bound) => match clock.within(THERE, is_there(resolver)).await {
            Ok(true) => Said::Stuck,
            Ok(false) | Err(Late::Bound) => Said::Silence,
            Err(Late::Cut) => Said::Cut,
        },
        Ok(said) => said,
        Err(Late::Cut) => Said::Cut,
    };
    ResolverWord { resolver, said, took_ms }
}

/// Whether a resolver answers what it can say without asking others: the root's servers, without recursion (RFC 1034
/// §4.3.1). Any answer will do, a refusal too.
async fn is_there(resolver: SocketAddr) -> bool {
    let mut options = DnsRequestOptions::default();
    options.recursion_desired = false;
    let stream = UdpClientStream::builder(resolver, TokioRuntimeProvider::new()).with_timeout(Some(THERE));
    stream.exchange().lookup(Query::query(Name::root(), RecordType::NS), options).first_answer().await.is_ok()
}

async fn query(resolver: SocketAddr, name: Name, kind: RecordType, bound: Duration) -> Said {
    look_up(resolver, name, kind, bound).await.map_or_else(|said| said, |answer| said(&answer, kind))
}

/// One query to one resolver, by UDP.
///
/// # Errors
/// What stands for an answer where none came.
pub(super) async fn look_up(
    resolver: SocketAddr,
    name: Name,
    kind: RecordType,
    bound: Duration,
) -> Result<DnsResponse, Said> {
    let stream = UdpClientStream::builder(resolver, TokioRuntimeProvider::new()).with_timeout(Some(bound));
    let asked = stream.exchange().lookup(Query::query(name, kind), DnsRequestOptions::default());
    asked.first_answer().await.map_err(unanswered)
}

/// The same by TCP, for an answer that is too long for UDP (RFC 7766 §5).
///
/// # Errors
/// As for [`look_up`].
pub(super) async fn look_up_by_tcp(
    resolver: SocketAddr,
    name: Name,
    kind: RecordType,
    bound: Duration,
) -> Result<DnsResponse, Said> {
    // It holds the task that moves the bytes, and ends it with itself: it has to outlive the answer.
    let provider = TokioRuntimeProvider::new();
    let stream = TcpClientStream::exchange(resolver, None, bound, None, provider.clone());
    let asked = stream.await.map_err(unanswered)?.lookup(Query::query(name, kind), DnsRequestOptions::default());
    let answer = asked.first_answer().await.map_err(unanswered);
    drop(provider);
    answer
}

/// What stands for an answer that did not come.
fn unanswered(error: NetError) -> Said {
    match error {
        NetError::Timeout => Said::Silence,
        NetError::Io(error) => Said::Unsent(error.raw_os_error().unwrap_or(0)),
        _ => Said::Garbled,
    }
}

/// What an answer says of a kind of records.
pub(super) fn said(answer: &DnsResponse, kind: RecordType) -> Said {
    let code = u16::from(answer.metadata.response_code);
    // A truncated answer (RFC 1035 §4.1.1, TC) may hold none of the many that there are.
    match answer.answers.iter().filter(|record| record.record_type() == kind).count() {
        _ if code != 0 => Said::Code(code),
        0 if answer.metadata.truncation => Said::Addresses(1),
        0 => Said::NoData,
        many => Said::Addresses(u64::try_from(many).unwrap_or(u64::MAX)),
    }
}
