//! Which services are asked for their certificates: those that the policy and the command line name, and the hosts that the
//! MX records of a domain name.

use std::collections::BTreeMap;

use super::note;
use crate::observation::{NamedBy, ServiceId};
use crate::policy::{Protocol, ServedAt, Service};
use crate::vocabulary::HostName;

/// How many hosts of one domain are asked, the most preferred first: a sender tries few (RFC 5321 §5.1 recommends at least
/// two addresses), and a hostile record shall not turn this host into a scanner.
pub const MOST_EXCHANGERS: usize = 8;

/// A domain whose MX records are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MxTarget {
    /// The domain.
    pub domain: HostName,
    /// The port at which its hosts are asked.
    pub port: u16,
    /// Everybody who named it, sorted.
    pub named_by: Vec<NamedBy>,
}

/// A service that is asked for its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTarget {
    /// Its name within the run.
    pub id: ServiceId,
    /// Everybody who named it, sorted.
    pub named_by: Vec<NamedBy>,
}

/// Services in the making.
#[derive(Default)]
pub(super) struct Services {
    lookups: BTreeMap<(HostName, u16), Vec<NamedBy>>,
    services: BTreeMap<ServiceId, Vec<NamedBy>>,
}

impl Services {
    pub(super) fn add(&mut self, service: &Service) {
        let by = service.line.map_or(NamedBy::CommandLine, NamedBy::Policy);
        match &service.at {
            ServedAt::Domain(domain) => note(self.lookups.entry((domain.clone(), service.port)).or_default(), by),
            ServedAt::Host(host) => self.add_host(service.protocol, host, service.port, by),
        }
    }

    /// The hosts that a domain's MX records name.
    pub(super) fn add_hosts(&mut self, domain: &HostName, port: u16, hosts: &[HostName]) {
        for host in hosts.iter().take(MOST_EXCHANGERS) {
            self.add_host(Protocol::Smtp, host, port, NamedBy::Mx(domain.clone()));
        }
    }

    fn add_host(&mut self, protocol: Protocol, host: &HostName, port: u16, by: NamedBy) {
        note(self.services.entry(ServiceId { protocol, host: host.clone(), port }).or_default(), by);
    }

    pub(super) fn has(&self, id: &ServiceId) -> bool {
        self.services.contains_key(id)
    }

    pub(super) fn asks_for(&self, domain: &HostName, port: u16) -> bool {
        self.lookups.contains_key(&(domain.clone(), port))
    }

    pub(super) fn finish(self) -> (Vec<MxTarget>, Vec<ServiceTarget>) {
        let lookups = self.lookups.into_iter().map(|((domain, port), named_by)| MxTarget { domain, port, named_by });
        let services = self.services.into_iter().map(|(id, named_by)| ServiceTarget { id, named_by });
        (lookups.collect(), services.collect())
    }
}

/// What a whole plan holds, to be added to.
impl From<(Vec<MxTarget>, Vec<ServiceTarget>)> for Services {
    fn from((lookups, services): (Vec<MxTarget>, Vec<ServiceTarget>)) -> Self {
        Self {
            lookups: lookups.into_iter().map(|one| ((one.domain, one.port), one.named_by)).collect(),
            services: services.into_iter().map(|one| (one.id, one.named_by)).collect(),
        }
    }
}
