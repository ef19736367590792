//! A query of our own to each of the host's configured resolvers, once the system has found no address: the system's call
//! has one number for SERVFAIL, REFUSED and silence, and the difference decides whom to ask. It asks nobody else, and the
//! addresses that come are counted and not used: what the system finds is what the host's services find.
#![expect(clippy::disallowed_methods, reason = "each answer is timed")]

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::udp::UdpClientStream;
use hickory_resolver::net::xfer::{DnsHandle as _, FirstAnswer as _};
use hickory_resolver::proto::op::{DnsRequestOptions, DnsResponse, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use hickory_resolver::system_conf::read_system_conf;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::clock::{Clock, Late, milliseconds};
use super::limits::{ASK, Limits, SERVERS};
use crate::observation::{ResolverWord, Said};

/// The port of DNS (RFC 1035 §4.2.1).
const PORT: u16 = 53;

/// What each configured resolver says of a name, in the order of their configuration. Empty for what is no name in DNS.
pub(super) async fn ask(host: &str, clock: &Clock, limits: &Limits) -> Vec<ResolverWord> {
    // With a dot at its end: the name itself, and none that a search list makes of it.
    let absolute = format!("{}.", host.trim_end_matches('.'));
    let Ok(name) = Name::from_ascii(&absolute) else { return Vec::new() };
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

/// The configured resolvers. Without any, the host's own one is asked, as resolv.conf(5) says.
fn servers() -> Vec<SocketAddr> {
    let configured = read_system_conf().map(|(config, _)| config.into_parts().2).unwrap_or_default();
    let mut servers: Vec<SocketAddr> = Vec::new();
    for server in configured {
        let address = SocketAddr::new(server.ip, PORT);
        if !servers.contains(&address) {
            servers.push(address);
        }
    }
    if servers.is_empty() {
        servers.push(SocketAddr::from((Ipv4Addr::LOCALHOST, PORT)));
    }
    servers.truncate(SERVERS);
    servers
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
    let said = clock.within(bound, asking).await.unwrap_or_else(|late| match late {
        Late::Bound => Said::Silence,
        Late::Cut => Said::Cut,
    });
    ResolverWord { resolver, said, took_ms: milliseconds(began.elapsed()) }
}

async fn query(resolver: SocketAddr, name: Name, kind: RecordType, bound: Duration) -> Said {
    let stream = UdpClientStream::builder(resolver, TokioRuntimeProvider::new()).with_timeout(Some(bound));
    let asked = stream.exchange().lookup(Query::query(name, kind), DnsRequestOptions::default());
    match asked.first_answer().await {
        Ok(answer) => said(&answer, kind),
        Err(NetError::Timeout) => Said::Silence,
        Err(NetError::Io(error)) => Said::Unsent(error.raw_os_error().unwrap_or(0)),
        Err(_) => Said::Garbled,
    }
}

fn said(answer: &DnsResponse, kind: RecordType) -> Said {
    let code = u16::from(answer.metadata.response_code);
    // A truncated answer (RFC 1035 §4.1.1, TC) may hold none of the many that there are.
    match answer.answers.iter().filter(|record| record.record_type() == kind).count() {
        _ if code != 0 => Said::Code(code),
        0 if answer.metadata.truncation => Said::Addresses(1),
        0 => Said::NoData,
        many => Said::Addresses(u64::try_from(many).unwrap_or(u64::MAX)),
    }
}
