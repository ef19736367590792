//! A service in memory: asked, and what became of it, for a [`Scene`](super::case::Scene).

use certready::evidence::Objects;
use certready::observation::{
    Attempt, Connect, NamedBy, NotStarted, OlderTls, ServiceFacts, ServiceFault, ServiceId, ServiceReached,
    ServiceStep, Talk, TlsFacts,
};
use certready::pki::Certificate;
use certready::plan::Brought;
use certready::policy::{Protocol, ServedAt, Service};
use certready::vocabulary::{HostName, Shown};

use super::case::Scene;
use super::cert::Issued;

/// The host of the scene's service.
pub(crate) const HOST: &str = "mail.certready.test";
/// The service as a finding names it.
pub(crate) const SERVICE: &str = "smtp://mail.certready.test:25";

/// The scene's service.
pub(crate) fn smtp() -> ServiceId {
    at(Protocol::Smtp, HOST, 25)
}

/// Any service.
pub(crate) fn at(protocol: Protocol, host: &str, port: u16) -> ServiceId {
    ServiceId { protocol, host: HostName::parse(host).unwrap(), port }
}

/// One attempt, which stood.
pub(crate) fn attempts() -> Vec<Attempt> {
    vec![Attempt { address: remote(), outcome: Connect::Connected, took_ms: 3, told_by: None }]
}

fn remote() -> std::net::SocketAddr {
    "192.0.2.25:25".parse().unwrap()
}

impl Scene {
    /// The scene's service presents this.
    pub(crate) fn presenting(self, chain: &[&Issued]) -> Self {
        let chain: Vec<Vec<u8>> = chain.iter().map(|one| one.der().to_vec()).collect();
        self.presenting_bytes(smtp(), &chain)
    }

    /// A service presents this.
    pub(crate) fn presenting_bytes(self, id: ServiceId, chain: &[Vec<u8>]) -> Self {
        let chain = chain.to_vec();
        self.service(id, move |facts, objects| {
            let chain = chain.iter().map(|der| objects.put(der).unwrap()).collect();
            facts.reached = secured("TLSv1_3", "TLS13_AES_256_GCM_SHA384", chain);
        })
    }

    /// The scene's service ends before TLS, or in the handshake, having said this.
    pub(crate) fn failing(self, step: ServiceStep, fault: ServiceFault, talk: Talk) -> Self {
        self.service(smtp(), move |facts, _| {
            facts.talk = talk.clone();
            facts.reached = failed(step, fault.clone());
        })
    }

    /// The handshake of the scene's service fails, and this is what it chooses of the old.
    pub(crate) fn refusing_tls(self, fault: ServiceFault, older: Option<OlderTls>) -> Self {
        self.service(smtp(), move |facts, _| {
            facts.reached = failed(ServiceStep::Handshake, fault.clone());
            facts.older = older.clone();
        })
    }
}

/// TLS of this version and suite, and what it presented.
pub(crate) fn secured(version: &str, cipher: &str, chain: Vec<certready::vocabulary::Digest>) -> ServiceReached {
    let tls = TlsFacts { version: version.into(), cipher: cipher.into(), chain };
    ServiceReached::Secured { attempts: attempts(), remote: remote(), tls }
}

/// A connection that led to no TLS.
pub(crate) fn failed(step: ServiceStep, fault: ServiceFault) -> ServiceReached {
    ServiceReached::Connected { attempts: attempts(), remote: remote(), step, fault }
}

/// What SMTP says that offers these.
pub(crate) fn talk(banner: &str, offers: &[&str]) -> Talk {
    Talk { banner: Some(banner.into()), offers: offers.iter().map(|one| Shown::new(one)).collect(), starttls: None }
}

/// A service that was not asked yet.
pub(super) fn unasked(id: &ServiceId) -> ServiceFacts {
    ServiceFacts {
        id: id.clone(),
        named_by: vec![NamedBy::CommandLine],
        offset_ms: Some(1),
        took_ms: 30,
        instead: None,
        resolvers: Vec::new(),
        talk: Talk::default(),
        reached: ServiceReached::Nothing(NotStarted::Deadline),
        older: None,
    }
}

/// As the command line names it.
pub(super) fn named(id: &ServiceId) -> Service {
    Service { protocol: id.protocol, at: ServedAt::Host(id.host.clone()), port: id.port, line: None }
}

/// What it presented, for the plan.
pub(super) fn brought_by(facts: &ServiceFacts, objects: &Objects) -> Option<Brought> {
    let ServiceReached::Secured { tls, .. } = &facts.reached else { return None };
    let bytes = tls.chain.iter().filter_map(|one| objects.small(one, 1 << 20).unwrap());
    let certificates = bytes.filter_map(|der| Certificate::decode(&der).ok()).collect();
    Some(Brought::Presented { by: facts.id.clone(), certificates })
}
