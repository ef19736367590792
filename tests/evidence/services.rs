//! Services and MX records for the sample: one of everything.

use certready::evidence::Objects;
use certready::observation::{
    MxFacts, MxHost, MxSaid, NamedBy, NotStarted, OlderTls, Said, ServiceFacts, ServiceFault, ServiceId,
    ServiceReached, ServiceStep, Talk, TlsFacts,
};
use certready::policy::Protocol;
use certready::vocabulary::{HostName, Shown};

use super::sample::{attempts, resolve_faults, resolver_words, said};

fn host(text: &str) -> HostName {
    HostName::parse(text).unwrap()
}

fn reached(objects: &Objects) -> Vec<ServiceReached> {
    use ServiceFault::{Alert, Closed, Cut, Injected, NotOffered, NotSmtp, Other, Refused, Reset, Timeout, Tls};
    use ServiceStep::{Banner, Ehlo, Handshake, Starttls};
    let remote = "192.0.2.25:25".parse().unwrap();
    let mut all = vec![ServiceReached::Nothing(NotStarted::Deadline)];
    all.extend(resolve_faults().into_iter().map(ServiceReached::Unresolved));
    all.push(ServiceReached::Resolved { attempts: attempts() });
    let faults = [
        (Banner, Timeout),
        (Banner, Reset),
        (Banner, Closed),
        (Banner, NotSmtp("SSH-2.0-OpenSSH".into())),
        (Banner, Refused(554, "5.7.1 not today".into())),
        (Ehlo, NotOffered),
        (Starttls, Injected("250 injected".into())),
        (Handshake, Alert("handshake_failure (40)".into())),
        (Handshake, Tls("peer is incompatible".into())),
        (Handshake, Other(5)),
        (Handshake, Cut),
    ];
    let connected = faults.map(|(step, fault)| ServiceReached::Connected { attempts: attempts(), remote, step, fault });
    all.extend(connected);
    let chain = [b"leaf", b"root"].map(|bytes| objects.put(bytes).unwrap()).into();
    let tls = TlsFacts { version: "TLSv1_3".into(), cipher: "TLS13_AES_256_GCM_SHA384".into(), chain };
    all.push(ServiceReached::Secured { attempts: attempts(), remote, tls });
    all
}

/// Every way in which a service can end, in the order of the ids.
pub(super) fn services(objects: &Objects) -> Vec<ServiceFacts> {
    let older = [
        None,
        Some(OlderTls::Chosen { version: 0x0301, suite: 0x002f }),
        Some(OlderTls::Alert(40)),
        Some(OlderTls::Nothing),
    ];
    let line = |text: &str| Some(Shown::new(text));
    let mut services: Vec<_> = reached(objects)
        .into_iter()
        .enumerate()
        .map(|(at, reached)| ServiceFacts {
            id: ServiceId {
                protocol: Protocol::ALL[at % 4],
                host: host(&format!("mail{at}.contoso.example")),
                port: 25 + at as u16,
            },
            named_by: vec![NamedBy::Policy(at as u64), NamedBy::CommandLine, NamedBy::Mx(host("contoso.example"))],
            offset_ms: (at % 3 != 0).then_some(at as u64),
            took_ms: u64::MAX,
            instead: (at % 5 == 0).then(|| "127.0.0.1:2525".into()),
            resolvers: if at % 4 == 0 { resolver_words() } else { Vec::new() },
            talk: match at % 2 {
                0 => Talk::default(),
                _ => Talk {
                    banner: line("mail.contoso.example ESMTP"),
                    offers: vec!["SIZE 37748736".into(), "XXXXXXXA".into()],
                    starttls: line("2.0.0 Ready"),
                },
            },
            reached,
            older: older[at % 4].clone(),
        })
        .collect();
    services.sort_by(|a, b| a.id.cmp(&b.id));
    services
}

/// Everything that can be said of MX records.
pub(super) fn mx() -> Vec<MxFacts> {
    let hosts = [(10, "mx1.contoso.example"), (20, "mx2.contoso.example")];
    let hosts = hosts.map(|(preference, name)| MxHost { preference, host: host(name) });
    let mut all = vec![MxSaid::Hosts(hosts.into()), MxSaid::NoMail, MxSaid::NoResolver];
    all.push(MxSaid::NotAsked(NotStarted::Interrupted));
    all.extend(said().into_iter().map(MxSaid::Nothing));
    assert!(all.contains(&MxSaid::Nothing(Said::NoData)));
    let mut facts: Vec<_> = all
        .into_iter()
        .enumerate()
        .map(|(at, said)| MxFacts {
            domain: host(&format!("d{at}.example")),
            port: 25,
            named_by: vec![NamedBy::CommandLine],
            resolver: (at % 2 == 0).then(|| "192.0.2.53:53".parse().unwrap()),
            said,
            took_ms: at as u64,
        })
        .collect();
    facts.sort_by(|a, b| a.domain.cmp(&b.domain));
    facts
}
