//! The MX records of a domain, asked of the host's configured resolvers one after the other: the system's own call knows none
//! of them. An answer that UDP cuts off is asked for again by TCP.

use hickory_resolver::proto::op::DnsResponse;
use hickory_resolver::proto::rr::{Name, RData, RecordType};

use super::super::ask::{absolute, look_up, look_up_by_tcp, said, servers};
use super::super::clock::{Late, milliseconds};
use super::super::fetch::{Probe, not_started};
use super::super::limits::{ASK, EXCHANGERS};
use crate::observation::{MxFacts, MxHost, MxSaid, Said};
use crate::plan::MxTarget;
use crate::vocabulary::HostName;

/// The response code of a name that does not exist (RFC 1035 §4.1.1).
const NAME_ERROR: u16 = 3;

impl Probe {
    /// Asks for a domain's MX records.
    pub(in crate::probe) async fn exchangers(&self, target: &MxTarget) -> MxFacts {
        let MxTarget { domain, port, named_by } = target.clone();
        let mut facts = MxFacts { domain, port, named_by, resolver: None, said: MxSaid::NoResolver, took_ms: 0 };
        if let Some(ended) = self.clock.over() {
            facts.said = MxSaid::NotAsked(not_started(ended));
            return facts;
        }
        let began = self.clock.elapsed();
        if let Some(name) = absolute(facts.domain.as_str()) {
            self.ask_each(&name, &mut facts).await;
        }
        facts.took_ms = milliseconds(self.clock.elapsed().saturating_sub(began));
        facts
    }

    /// Until one of the resolvers says something of the name.
    async fn ask_each(&self, name: &Name, facts: &mut MxFacts) {
        let bound = self.limits.resolve.min(ASK);
        for resolver in servers() {
            let asking = async {
                let answer = look_up(resolver, name.clone(), RecordType::MX, bound).await?;
                if !answer.metadata.truncation {
                    return Ok(answer);
                }
                // Where the whole can't be had, a part of it is more than nothing.
                Ok(look_up_by_tcp(resolver, name.clone(), RecordType::MX, bound).await.unwrap_or(answer))
            };
            let answer = self.clock.within(bound, asking).await;
            let (decides, said) = match answer {
                Ok(Ok(answer)) => of_answer(&answer),
                Ok(Err(said)) => (false, MxSaid::Nothing(said)),
                Err(Late::Bound) => (false, MxSaid::Nothing(Said::Silence)),
                Err(Late::Cut) => (true, MxSaid::Nothing(Said::Cut)),
            };
            facts.said = said;
            if decides {
                facts.resolver = Some(resolver);
                return;
            }
        }
    }
}

/// What an answer says, and whether that decides: a resolver that fails leaves it to the next.
fn of_answer(answer: &DnsResponse) -> (bool, MxSaid) {
    let mut hosts = Vec::new();
    let mut none = false;
    for record in &answer.answers {
        let RData::MX(mx) = &record.data else { continue };
        // A lone dot says that the domain takes no mail (RFC 7505 §3).
        none |= mx.exchange.is_root();
        if let Ok(host) = HostName::parse(&mx.exchange.to_ascii()) {
            hosts.push(MxHost { preference: mx.preference, host });
        }
    }
    hosts.sort();
    hosts.dedup();
    hosts.truncate(EXCHANGERS);
    match (hosts.is_empty(), said(answer, RecordType::MX)) {
        (false, _) => (true, MxSaid::Hosts(hosts)),
        (true, _) if none => (true, MxSaid::NoMail),
        (true, said) => (matches!(said, Said::NoData | Said::Code(NAME_ERROR)), MxSaid::Nothing(said)),
    }
}
