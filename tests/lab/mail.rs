//! Mail: Postfix with a listener per presented chain and per fault of SMTP, behind the same wall as all else, and who takes a
//! domain's mail. What is held to it are the observations in the evidence that the binary keeps.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::LazyLock;

use certready::evidence::Evidence;
use certready::observation::{
    Attempt, Connect, MxFacts, MxSaid, NamedBy, OlderTls, ResolveFault, Said, ServiceFacts, ServiceFault,
    ServiceReached, ServiceStep, TlsFacts,
};
use certready::policy::Protocol;
use certready::vocabulary::{Digest, HostName, Shown};

use super::WORLD;
use super::net::Built;
use super::world::certificate;
use crate::common::capability::require;
use crate::common::cert::{Cert, Issued, bundle};
use crate::common::key::KeyKind;
use crate::common::pki::TestPki;
use crate::common::run::finish;

/// What the servers present, leaf first, by the first label of their names.
pub(super) struct Chains(BTreeMap<&'static str, Vec<Issued>>);

impl Chains {
    pub(super) fn issue(pki: &TestPki) -> Self {
        let (leaf, issuer, root) = (|| pki.leaf.clone(), || pki.intermediate.clone(), || pki.root.clone());
        let own = |name: &str| Cert::leaf(&format!("{name}.certready.test"));
        let expired = own("mail-expired").valid(pki.day(-400), pki.day(-35)).issued_by(&pki.intermediate);
        let revoked = own("mail-revoked").crl("http://web.certready.test/mail-revoked.crl");
        let revoked = certificate(pki, revoked).issued_by(&pki.intermediate);
        let rsa = certificate(pki, own("mail-rsa").key(KeyKind::Rsa2048)).issued_by(&pki.intermediate);
        Self(BTreeMap::from([
            ("mail", vec![leaf(), issuer()]),
            ("mail-leaf", vec![leaf()]),
            ("mail-root", vec![leaf(), issuer(), root()]),
            ("mail-expired", vec![expired, issuer()]),
            ("mail-self", vec![certificate(pki, own("mail-self")).self_signed()]),
            ("mail-revoked", vec![revoked, issuer()]),
            ("mail-rsa", vec![rsa, issuer()]),
        ]))
    }

    /// Each behind its key, as Postfix wants it; and the CRL that has the revoked one.
    pub(super) fn write(&self, built: &Built, pki: &TestPki) {
        fs::create_dir(built.folder("mail")).unwrap();
        for (name, chain) in &self.0 {
            let all: Vec<&Issued> = chain.iter().collect();
            let text = chain[0].key_pem() + &bundle(&all);
            fs::write(built.folder("mail").join(format!("{name}.pem")), text).unwrap();
        }
        let crl = pki.crl().revoke(&self.0["mail-revoked"][0].serial(), pki.day(-2)).der();
        fs::write(built.folder("www").join("mail-revoked.crl"), crl).unwrap();
    }

    fn digests(&self, name: &str) -> Vec<Digest> {
        self.0[name].iter().map(|one| Digest::of(one.der())).collect()
    }
}

/// What a run left in its evidence.
struct Mail {
    evidence: Evidence,
}

impl Mail {
    /// Runs `check` on a client for these services alone, `name` standing for `name.certready.test`.
    fn of(client: &str, services: &[&str], timeout: &str) -> Self {
        let named: Vec<String> = services.iter().map(|name| format!("{name}.certready.test")).collect();
        let asked = named.iter().flat_map(|name| ["--service", name]);
        let more: Vec<&str> = ["--proxy", "none", "--timeout", timeout].into_iter().chain(asked).collect();
        let (run, evidence) = WORLD.collect(client, &WORLD.policy(), &more);
        assert!((0..=3).contains(&run.status), "{run:#?}");
        Self { evidence }
    }

    #[track_caller]
    fn one(&self, host: &str) -> &ServiceFacts {
        let host = HostName::parse(&format!("{host}.certready.test")).unwrap();
        let fitting: Vec<_> = self.evidence.observations.services.iter().filter(|one| one.id.host == host).collect();
        assert_eq!(fitting.len(), 1, "{host}: {fitting:#?}");
        fitting[0]
    }

    #[track_caller]
    fn secured(&self, host: &str) -> (&TlsFacts, &[Attempt], SocketAddr) {
        match &self.one(host).reached {
            ServiceReached::Secured { tls, attempts, remote } => (tls, attempts, *remote),
            other => panic!("{host}: {other:?}"),
        }
    }

    #[track_caller]
    fn ended(&self, host: &str) -> (ServiceStep, &ServiceFault) {
        match &self.one(host).reached {
            ServiceReached::Connected { step, fault, .. } => (*step, fault),
            other => panic!("{host}: {other:?}"),
        }
    }

    #[track_caller]
    fn attempts(&self, host: &str) -> Vec<Connect> {
        match &self.one(host).reached {
            ServiceReached::Resolved { attempts } => attempts.iter().map(|one| one.outcome).collect(),
            other => panic!("{host}: {other:?}"),
        }
    }

    #[track_caller]
    fn mx(&self, domain: &str) -> &MxFacts {
        let domain = HostName::parse(&format!("{domain}.certready.test")).unwrap();
        self.evidence.observations.mx.iter().find(|one| one.domain == domain).unwrap()
    }
}

const SERVICES: [&str; 37] = [
    "mail",
    "mail-leaf",
    "mail-root",
    "mail-expired",
    "mail-self",
    "mail-revoked",
    "mail-plain",
    "mail-hidden",
    "mail-refuses",
    "smtps://mail-smtps",
    "mail-tls12",
    "mail-tls10",
    "mail-tls11",
    "mail-rsa",
    "dropped",
    "reset",
    "port",
    "host",
    "prohibited",
    "absent",
    "noroute",
    "closed",
    "silent",
    "cut",
    "some",
    "https://secure",
    "nxdomain",
    "refused",
    "servfail",
    "mx:several",
    "mx:null",
    "mx:nowhere",
    "mx:mail-tls12",
    "mx:nxdomain",
    "mx:nodata",
    "mx:unanswered",
    "mx:many",
];

/// One run over all of them, from a client that nothing filters on its own side.
static SEEN: LazyLock<Mail> = LazyLock::new(|| Mail::of("client", &SERVICES, "2"));

/// The log of the server of this name, once it has told of a client's end: Postfix writes it behind the connection's.
fn log(name: &str, end: &str) -> Vec<String> {
    let path = WORLD.net.folder("log/postfix");
    for _ in 0..100 {
        let text = fs::read_to_string(&path).unwrap();
        let mark = format!(" {name}/smtpd[");
        let lines: Vec<String> = text.lines().filter(|line| line.contains(&mark)).map(str::to_owned).collect();
        if lines.iter().any(|line| line.contains(end)) {
            return lines;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{name} does not say {end:?} in {}", fs::read_to_string(&path).unwrap());
}

#[test]
fn the_presented_chain_is_kept_as_it_is_whatever_it_is() {
    require!("lab");
    for name in ["mail", "mail-leaf", "mail-root", "mail-expired", "mail-self", "mail-revoked"] {
        let (tls, ..) = SEEN.secured(name);
        assert_eq!(tls.chain, WORLD.chains.digests(name), "{name}");
        assert_eq!((tls.version.as_str(), SEEN.one(name).older.as_ref()), ("TLSv1_3", None), "{name}");
        assert_eq!(SEEN.one(name).id.protocol, Protocol::Smtp);
    }
}

#[test]
fn what_postfix_says_before_tls_is_on_record() {
    require!("lab");
    let talk = &SEEN.one("mail").talk;
    assert_eq!(talk.banner, Some("mail.certready.test ESMTP Postfix".into()));
    assert!(
        talk.offers.contains(&Shown::new("STARTTLS")) && talk.offers.contains(&Shown::new("PIPELINING")),
        "{talk:?}"
    );
    assert_eq!(talk.starttls, Some("2.0.0 Ready to start TLS".into()));
}

/// The commands are counted in Postfix' own log: no sender, no recipient, and a proper end.
#[test]
fn postfix_hears_ehlo_starttls_and_quit_and_nothing_else() {
    require!("lab");
    LazyLock::force(&SEEN);
    for (name, counted) in [
        ("mail", " ehlo=1 starttls=1 quit=1 commands=3"),
        ("mail-self", " ehlo=1 starttls=1 quit=1 commands=3"),
        ("mail-tls12", " ehlo=1 starttls=1 quit=1 commands=3"),
        ("mail-smtps", " quit=1 commands=1"),
        ("mail-plain", " ehlo=1 quit=1 commands=2"),
        ("mail-hidden", " ehlo=1 quit=1 commands=2"),
        ("mail-refuses", " quit=1 commands=1"),
        // The first handshake was refused, and the second was for the choice alone.
        ("mail-tls10", " ehlo=1 starttls=0/1 commands=1/2"),
    ] {
        let lines = log(name, counted);
        let client = |line: &&String| line.contains("[10.77.0.11]") || line.contains("[fd77::11]");
        for line in lines.iter().filter(client) {
            assert!(!line.contains("improper command pipelining"), "{line}");
            assert!(name == "mail-tls10" || !line.contains("lost connection"), "{line}");
            // The address that is not asked, where there are two, is taken leave of.
            let left = name == "mail" && line.ends_with(" quit=1 commands=1");
            assert!(!line.contains("disconnect from") || line.ends_with(counted) || left, "{name}: {line}");
        }
    }
    let parted = log("mail", "] quit=1 commands=1");
    assert!(parted.iter().any(|line| line.contains("[10.77.0.11]") || line.contains("[fd77::11]")), "{parted:#?}");
}

/// Runs `check` in a namespace of its own in which the host has this name.
fn check_as(name: &str, service: &str) {
    let mut command = WORLD.net.on("client");
    let names = "echo \"$1\" > /proc/sys/kernel/hostname; shift; exec \"$@\"";
    command.args(["unshare", "--uts", "sh", "-c", names, "sh", name, env!("CARGO_BIN_EXE_certready")]);
    command.args(["check", "exchange-online-smtp-2026", "--proxy", "none", "--timeout", "2", "--service", service]);
    let run = finish(command);
    assert!((0..=3).contains(&run.status), "{run:#?}");
}

/// RFC 5321 §4.1.1.1, §4.1.3: the host's own full name, or else the address from which it speaks.
#[test]
fn the_host_greets_by_its_own_full_name_or_by_its_address() {
    require!("lab");
    for (name, greeting) in [
        ("exchange.contoso.example", "EHLO exchange.contoso.example"),
        ("exchange", "EHLO [10.77.0.11]"),
        ("localhost.localdomain", "EHLO [10.77.0.11]"),
    ] {
        check_as(name, "mail-leaf.certready.test");
        log("mail-leaf", &format!("< unknown[10.77.0.11]: {greeting}"));
    }
}

#[test]
fn a_server_without_tls_offers_none() {
    require!("lab");
    for name in ["mail-plain", "mail-hidden"] {
        assert_eq!(SEEN.ended(name), (ServiceStep::Ehlo, &ServiceFault::NotOffered), "{name}");
        assert!(SEEN.one(name).talk.offers.contains(&Shown::new("PIPELINING")));
    }
}

#[test]
fn a_server_that_refuses_whoever_connects_is_heard() {
    require!("lab");
    let (step, fault) = SEEN.ended("mail-refuses");
    let ServiceFault::Refused(554, text) = fault else { panic!("{fault:?}") };
    assert_eq!(step, ServiceStep::Banner);
    assert!(text.as_str().starts_with("5.7.1 ") && text.as_str().contains("Client host rejected"), "{text}");
}

#[test]
fn tls_from_the_start_is_set_up_as_well() {
    require!("lab");
    let (tls, _, remote) = SEEN.secured("mail-smtps");
    assert_eq!((tls.chain.clone(), remote.port()), (WORLD.chains.digests("mail"), 465));
    assert_eq!(SEEN.secured("secure").0.chain.len(), 2);
}

#[test]
fn a_server_of_tls_1_2_presents_its_chain() {
    require!("lab");
    let (tls, ..) = SEEN.secured("mail-tls12");
    assert_eq!((tls.version.as_str(), &tls.chain), ("TLSv1_2", &WORLD.chains.digests("mail")));
}

/// What it speaks is named, where the handshake fails because it is old.
#[test]
fn a_server_of_what_is_old_alone_says_so() {
    require!("lab");
    for (name, version, suites) in [
        ("mail-tls10", 0x0301, &[0xC009, 0xC00A][..]),
        ("mail-tls11", 0x0302, &[0xC009, 0xC00A]),
        ("mail-rsa", 0x0303, &[0x002F]),
    ] {
        let (step, fault) = SEEN.ended(name);
        assert_eq!(step, ServiceStep::Handshake, "{name}");
        assert!(matches!(fault, ServiceFault::Alert(_) | ServiceFault::Tls(_)), "{name}: {fault:?}");
        match SEEN.one(name).older {
            Some(OlderTls::Chosen { version: chosen, suite }) => {
                assert_eq!(chosen, version, "{name}");
                assert!(suites.contains(&suite), "{name}: {suite:#06x}");
            }
            ref other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn a_wall_before_port_25_is_told_as_before_any_port() {
    require!("lab");
    for (name, outcome) in [
        ("dropped", Connect::Timeout),
        ("reset", Connect::Refused),
        ("port", Connect::Refused),
        ("host", Connect::HostUnreachable),
        ("prohibited", Connect::Prohibited),
        ("absent", Connect::HostUnreachable),
        ("noroute", Connect::NoRoute),
        ("closed", Connect::Refused),
    ] {
        assert_eq!(SEEN.attempts(name), [outcome], "{name}");
    }
}

/// The greeting comes through; what is sent does not.
#[test]
fn a_wall_that_stops_what_is_sent_lets_the_greeting_through() {
    require!("lab");
    for (name, fault) in [("silent", ServiceFault::Timeout), ("cut", ServiceFault::Reset)] {
        assert_eq!(SEEN.ended(name), (ServiceStep::Ehlo, &fault), "{name}");
        assert_eq!(SEEN.one(name).talk.banner, Some("mail.certready.test ESMTP Postfix".into()));
    }
}

#[test]
fn each_address_of_a_mail_server_has_its_attempt_and_one_that_stands_is_asked() {
    require!("lab");
    let (_, attempts, remote) = SEEN.secured("some");
    let told: Vec<(String, Connect)> = attempts.iter().map(|one| (one.address.to_string(), one.outcome)).collect();
    let due = [
        ("10.77.1.41:25", Connect::Connected),
        ("10.77.1.42:25", Connect::Timeout),
        ("[fd77:1::41]:25", Connect::Connected),
        ("[fd77:1::43]:25", Connect::Refused),
    ];
    assert_eq!(told, due.map(|(address, outcome)| (address.to_owned(), outcome)));
    assert!(remote.to_string().contains("41"), "{remote}");
}

#[test]
fn a_mail_server_whose_name_leads_nowhere_is_unresolved_and_its_resolver_s_word_is_kept() {
    require!("lab");
    for (name, fault, said) in [
        ("nxdomain", ResolveFault::NameNotFound, Said::Code(3)),
        ("refused", ResolveFault::TryAgain, Said::Code(5)),
        ("servfail", ResolveFault::TryAgain, Said::Code(2)),
    ] {
        let facts = SEEN.one(name);
        assert_eq!(facts.reached, ServiceReached::Unresolved(fault), "{name}");
        assert_eq!(facts.resolvers.iter().map(|one| one.said.clone()).collect::<Vec<_>>(), [said], "{name}");
    }
}

/// The hosts that a domain's records name, in their order.
fn hosts(said: &MxSaid) -> Vec<(u16, &str)> {
    match said {
        MxSaid::Hosts(hosts) => hosts.iter().map(|one| (one.preference, one.host.as_str())).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_hosts_of_a_domain_come_in_the_order_of_their_preference_and_are_asked() {
    require!("lab");
    let due = [(10, "mail-root.certready.test"), (10, "mail.certready.test"), (20, "mail-leaf.certready.test")];
    let facts = SEEN.mx("several");
    assert_eq!(hosts(&facts.said), due);
    assert_eq!((facts.resolver, facts.port), (Some("10.77.1.53:53".parse().unwrap()), 25));
    // They were named by hand as well.
    let by = NamedBy::Mx(HostName::parse("several.certready.test").unwrap());
    for (_, host) in due {
        let name = host.strip_suffix(".certready.test").unwrap();
        assert_eq!(SEEN.one(name).named_by, [NamedBy::CommandLine, by.clone()]);
    }
}

#[test]
fn a_domain_that_takes_no_mail_says_so() {
    require!("lab");
    assert_eq!(SEEN.mx("null").said, MxSaid::NoMail);
}

/// RFC 5321 §5.1: without a record, the domain is its own mail server.
#[test]
fn a_domain_without_a_record_is_asked_itself() {
    require!("lab");
    assert_eq!(SEEN.mx("mail-tls12").said, MxSaid::Nothing(Said::NoData));
    let by = NamedBy::Mx(HostName::parse("mail-tls12.certready.test").unwrap());
    assert!(SEEN.one("mail-tls12").named_by.contains(&by));
    // One without an address either can't be.
    assert_eq!(SEEN.mx("nodata").said, MxSaid::Nothing(Said::NoData));
    assert_eq!(SEEN.one("nodata").reached, ServiceReached::Unresolved(ResolveFault::NoAddress));
}

#[test]
fn a_domain_of_which_no_record_can_be_had_says_why() {
    require!("lab");
    assert_eq!(SEEN.mx("nxdomain").said, MxSaid::Nothing(Said::Code(3)));
    assert_eq!(SEEN.mx("unanswered").said, MxSaid::Nothing(Said::Silence));
    assert_eq!(SEEN.mx("unanswered").resolver, None);
    assert_eq!(hosts(&SEEN.mx("nowhere").said), [(10, "nxdomain.certready.test")]);
}

/// RFC 7766 §5: the answer that UDP cuts off is asked for by TCP. No more than the first of the hosts are asked.
#[test]
fn more_hosts_than_udp_holds_are_all_known_and_a_few_of_them_asked() {
    require!("lab");
    assert_eq!(hosts(&SEEN.mx("many").said).len(), 40);
    let asked = |one: &&ServiceFacts| one.id.host.as_str().starts_with("exchanger-");
    let asked: Vec<&str> =
        SEEN.evidence.observations.services.iter().filter(asked).map(|one| one.id.host.as_str()).collect();
    assert_eq!(asked.len(), certready::plan::MOST_EXCHANGERS, "{asked:?}");
    assert!(asked.contains(&"exchanger-8-of-many.certready.test"), "{asked:?}");
}

/// What the certificates name is asked for as well.
#[test]
fn what_the_presented_certificates_name_joins_the_plan() {
    require!("lab");
    let fetches = &SEEN.evidence.observations.fetches;
    assert!(fetches.iter().any(|one| one.id.url.as_str() == "http://web.certready.test/mail-revoked.crl"));
}

/// Hosts whose own way out is the fault.
#[test]
fn a_host_without_a_way_out_asks_no_mail_server() {
    require!("lab");
    let services = ["mail-leaf", "mx:several"];
    for (client, outcome) in
        [("sealed", Connect::Timeout), ("fenced", Connect::OwnFilter), ("island", Connect::NoRoute)]
    {
        let mail = Mail::of(client, &services, "1");
        assert_eq!(mail.attempts("mail-leaf"), [outcome], "{client}");
        assert_eq!(hosts(&mail.mx("several").said).len(), 3, "{client}");
    }
    let mail = Mail::of("deaf", &services, "1");
    assert_eq!(mail.one("mail-leaf").reached, ServiceReached::Unresolved(ResolveFault::TryAgain));
    assert_eq!(mail.mx("several").said, MxSaid::Nothing(Said::Silence));
}

/// The good twin: nothing but good answers, and nothing that the run could not do.
#[test]
fn a_policy_names_services_as_the_command_line_does() {
    require!("lab");
    let yaml = "service:\n  - {protocol: smtp, host: mail.certready.test}\n  - {protocol: smtps, host: mail-smtps.certready.test}";
    let (run, evidence) = WORLD.collect("client", &WORLD.policy().more(yaml), &["--proxy", "none"]);
    assert!((0..=2).contains(&run.status), "{run:#?}");
    let services = &evidence.observations.services;
    assert_eq!(services.len(), 2);
    for one in services {
        assert!(matches!(one.reached, ServiceReached::Secured { .. }), "{one:?}");
        assert!(matches!(one.named_by[..], [NamedBy::Policy(_)]), "{one:?}");
    }
}

/// It lives in the lab's folder alone.
#[test]
fn nothing_of_the_system_s_own_postfix_is_touched() {
    require!("lab");
    LazyLock::force(&SEEN);
    assert!(WORLD.net.folder("postfix/queue/pid/master.pid").exists());
    assert!(!Path::new("/run/lab/postfix").exists());
}
