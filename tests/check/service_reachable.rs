//! `service-reachable`.

use certready::finding::{Cause, Client, Code, Leg, Level, Verdict, Weight};
use certready::observation::{
    Attempt, Connect, MxFacts, MxHost, MxSaid, NamedBy, NotStarted, ResolveFault, Said as Word, ServiceFault,
    ServiceReached, ServiceStep, Talk,
};
use certready::policy::Protocol;
use certready::vocabulary::HostName;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::pki::TestPki;
use crate::common::served::{SERVICE, at, smtp, talk};

fn said(judged: &Judged) -> Said {
    judged.said(Code::ServiceReachable, SERVICE)
}

fn failure(id: &'static str, cause: Cause) -> Said {
    (id, Level::Failure, Some(cause), Weight::Decisive)
}

fn reached(pki: &TestPki, reached: &ServiceReached) -> Judged {
    let reached = reached.clone();
    Scene::good(pki).service(smtp(), move |facts, _| facts.reached = reached.clone()).judge()
}

fn stopped(pki: &TestPki, step: ServiceStep, fault: ServiceFault, talk: Talk) -> Judged {
    Scene::good(pki).failing(step, fault, talk).judge()
}

#[test]
fn a_service_that_presents_something_answered() {
    let pki = case::pki();
    let judged = Scene::good(&pki).presenting(&[&pki.leaf, &pki.intermediate]).judge();
    assert_eq!(said(&judged), ("service-reachable.answered", Level::Pass, None, Weight::Decisive));
    assert_eq!(judged.one(Code::ServiceReachable, SERVICE).leg, Some(Leg::Outbound));
    // A handshake that failed is no matter of how the service is reached.
    let judged = stopped(&pki, ServiceStep::Handshake, ServiceFault::Closed, Talk::default());
    assert_eq!(said(&judged).0, "service-reachable.answered");
}

#[test]
fn without_a_service_nothing_is_said() {
    let judged = Scene::good(&case::pki()).judge();
    assert!(judged.all(Code::ServiceReachable).is_empty());
    assert_eq!(judged.verdict(), Verdict::Ready);
}

#[test]
fn each_step_before_the_connection_has_its_cause() {
    let pki = case::pki();
    let attempt =
        |outcome| Attempt { address: "192.0.2.25:25".parse().unwrap(), outcome, took_ms: 5_000, told_by: None };
    let resolved = |outcome| ServiceReached::Resolved { attempts: vec![attempt(outcome)] };
    for (how, cause) in [
        (ServiceReached::Unresolved(ResolveFault::NameNotFound), Cause::DnsNxdomain),
        (ServiceReached::Unresolved(ResolveFault::Timeout), Cause::DnsTimeout),
        (resolved(Connect::Timeout), Cause::ConnectTimeout),
        (resolved(Connect::Refused), Cause::ConnectRefused),
        (resolved(Connect::Prohibited), Cause::ConnectProhibited),
    ] {
        assert_eq!(said(&reached(&pki, &how)), failure("service-reachable.failed", cause), "{how:?}");
    }
    let observed = reached(&pki, &resolved(Connect::Timeout)).one(Code::ServiceReachable, SERVICE).observed();
    assert!(observed.contains("192.0.2.25:25 timeout after 5000 ms"), "{observed}");
}

#[test]
fn each_step_of_smtp_has_its_cause() {
    let pki = case::pki();
    let plain = || talk("mail.certready.test ESMTP", &["SIZE 1000", "PIPELINING"]);
    for (step, fault, id, cause) in [
        (ServiceStep::Banner, ServiceFault::Timeout, "service-reachable.failed", Cause::ExchangeTimeout),
        (ServiceStep::Banner, ServiceFault::Closed, "service-reachable.failed", Cause::ExchangeEmpty),
        (ServiceStep::Ehlo, ServiceFault::Reset, "service-reachable.failed", Cause::ExchangeReset),
        (ServiceStep::Banner, ServiceFault::NotSmtp("SSH-2.0".into()), "service-reachable.failed", Cause::NotSmtp),
        (ServiceStep::Ehlo, ServiceFault::NotOffered, "service-reachable.not-offered", Cause::StarttlsAbsent),
        (
            ServiceStep::Banner,
            ServiceFault::Refused(554, "5.7.1 not from here".into()),
            "service-reachable.refused",
            Cause::SmtpRefused,
        ),
        (
            ServiceStep::Starttls,
            ServiceFault::Refused(454, "4.3.0 TLS not available".into()),
            "service-reachable.refused",
            Cause::StarttlsRefused,
        ),
        (
            ServiceStep::Starttls,
            ServiceFault::Injected("250 hello".into()),
            "service-reachable.injected",
            Cause::StarttlsInjected,
        ),
    ] {
        assert_eq!(said(&stopped(&pki, step, fault.clone(), plain())), failure(id, cause), "{fault:?}");
    }
    let refused = ServiceFault::Refused(554, "5.7.1 not from here".into());
    let judged = stopped(&pki, ServiceStep::Banner, refused, Talk::default());
    let observed = judged.one(Code::ServiceReachable, SERVICE).observed();
    assert!(observed.contains("answers the connection with 554 5.7.1 not from here"), "{observed}");
}

/// A Cisco ASA writes asterisks over the greeting and X over what it takes out.
#[test]
fn what_a_middlebox_writes_over_is_named_as_that() {
    let pki = case::pki();
    let due = failure("service-reachable.stripped", Cause::StarttlsStripped);
    let crossed = talk("mail ESMTP", &["SIZE 1000", "XXXXXXXA"]);
    assert_eq!(said(&stopped(&pki, ServiceStep::Ehlo, ServiceFault::NotOffered, crossed)), due);
    let starred = talk("***********************", &["SIZE 1000"]);
    assert_eq!(said(&stopped(&pki, ServiceStep::Ehlo, ServiceFault::NotOffered, starred.clone())), due);
    let unknown = ServiceFault::Refused(500, "command unrecognized".into());
    let judged = stopped(&pki, ServiceStep::Ehlo, unknown, starred);
    assert_eq!(judged.one(Code::ServiceReachable, SERVICE).cause, Some(Cause::StarttlsStripped));
    // A server may offer what begins with an X.
    let own = talk("mail ESMTP", &["X-EXPS GSSAPI", "XEXCH50", "XXX"]);
    let judged = stopped(&pki, ServiceStep::Ehlo, ServiceFault::NotOffered, own);
    assert_eq!(said(&judged).2, Some(Cause::StarttlsAbsent));
}

#[test]
fn a_service_that_was_not_tried_is_not_known() {
    let pki = case::pki();
    for (why, cause) in [(NotStarted::Deadline, Cause::Deadline), (NotStarted::Interrupted, Cause::Interrupted)] {
        let judged = reached(&pki, &ServiceReached::Nothing(why));
        assert_eq!(
            said(&judged),
            ("service-reachable.not-tried", Level::Unknown, Some(cause), Weight::Decisive),
            "{why:?}"
        );
    }
}

#[test]
fn some_closed_addresses_are_a_warning_beside_the_answer() {
    let pki = case::pki();
    let mut scene = Scene::good(&pki).presenting(&[&pki.leaf, &pki.intermediate]).evidence();
    let ServiceReached::Secured { attempts, .. } = &mut scene.observations.services[0].reached else { panic!() };
    attempts.push(Attempt {
        address: "192.0.2.26:25".parse().unwrap(),
        outcome: Connect::Refused,
        took_ms: 1,
        told_by: None,
    });
    let judged = Judged::of(&scene, &scene.asked);
    let found = judged.all(Code::ServiceReachable);
    let ids: Vec<_> = found.iter().map(|one| (one.template.id, one.level, one.cause)).collect();
    assert_eq!(
        ids,
        [
            ("service-reachable.answered", Level::Pass, None),
            ("service-reachable.some-addresses", Level::Warning, Some(Cause::ConnectRefused)),
        ]
    );
}

/// Who ignores trust sends without TLS too.
#[test]
fn it_decides_where_the_chain_is_looked_at() {
    let pki = case::pki();
    for (client, weight) in [
        (Client::SchannelValidating, Weight::Decisive),
        (Client::OpensslNoRevocation, Weight::Decisive),
        (Client::SchannelOpportunistic, Weight::Supporting),
    ] {
        let scene = Scene::good(&pki).client(client);
        let scene = scene.failing(ServiceStep::Ehlo, ServiceFault::NotOffered, Talk::default());
        assert_eq!(said(&scene.judge()).3, weight, "{client:?}");
    }
}

fn host(text: &str) -> HostName {
    HostName::parse(text).unwrap()
}

fn mx(said: MxSaid) -> MxFacts {
    MxFacts {
        domain: host("certready.test"),
        port: 25,
        named_by: vec![NamedBy::CommandLine],
        resolver: Some("192.0.2.53:53".parse().unwrap()),
        said,
        took_ms: 3,
    }
}

const DOMAIN: &str = "mx:certready.test:25";

#[test]
fn mx_records_name_hosts_or_say_why_not() {
    let pki = case::pki();
    let two = MxSaid::Hosts(vec![
        MxHost { preference: 10, host: host("mx1.certready.test") },
        MxHost { preference: 20, host: host("mx2.certready.test") },
    ]);
    let passed = ("service-reachable.exchangers", Level::Pass, None, Weight::Supporting);
    let failed = |cause| failure("service-reachable.no-exchangers", cause);
    let not_asked = |cause| ("service-reachable.mx-not-asked", Level::Unknown, Some(cause), Weight::Decisive);
    for (say, due) in [
        (two.clone(), passed),
        (MxSaid::Nothing(Word::NoData), passed),
        (MxSaid::NoMail, failed(Cause::NoMail)),
        (MxSaid::Nothing(Word::Code(3)), failed(Cause::DnsNxdomain)),
        (MxSaid::Nothing(Word::Code(5)), failed(Cause::DnsRefused)),
        (MxSaid::Nothing(Word::Code(2)), failed(Cause::DnsServfail)),
        (MxSaid::Nothing(Word::Silence), failed(Cause::DnsTimeout)),
        (MxSaid::NotAsked(NotStarted::Deadline), not_asked(Cause::Deadline)),
        (MxSaid::NotAsked(NotStarted::Interrupted), not_asked(Cause::Interrupted)),
        (MxSaid::NoResolver, not_asked(Cause::HostIo)),
    ] {
        let judged = Scene::good(&pki).mx(mx(say.clone())).judge();
        assert_eq!(judged.said(Code::ServiceReachable, DOMAIN), due, "{say:?}");
    }
    let judged = Scene::good(&pki).mx(mx(two)).judge();
    let observed = judged.one(Code::ServiceReachable, DOMAIN).observed();
    assert!(observed.contains("mx1.certready.test, mx2.certready.test"), "{observed}");
}

/// A sender goes on to the next host: one that is down decides nothing, as long as another serves.
#[test]
fn of_the_hosts_of_a_domain_one_is_enough() {
    let pki = case::pki();
    let by_mx = || vec![NamedBy::Mx(host("certready.test"))];
    let second = at(Protocol::Smtp, "mx2.certready.test", 25);
    let chain = [pki.leaf.der().to_vec(), pki.intermediate.der().to_vec()];
    let both = |down_named_by: Vec<NamedBy>| {
        let scene = Scene::good(&pki).presenting_bytes(second.clone(), &chain);
        let scene = scene.failing(ServiceStep::Banner, ServiceFault::Timeout, Talk::default());
        let mut evidence = scene.evidence();
        for service in &mut evidence.observations.services {
            service.named_by = if service.id == smtp() { down_named_by.clone() } else { by_mx() };
        }
        Judged::of(&evidence, &evidence.asked)
    };
    let judged = both(by_mx());
    let due = ("service-reachable.failed", Level::Warning, Some(Cause::ExchangeTimeout), Weight::Supporting);
    assert_eq!(said(&judged), due);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    // Who is named by hand is needed itself.
    let judged = both(vec![NamedBy::CommandLine, NamedBy::Mx(host("certready.test"))]);
    assert_eq!(said(&judged), failure("service-reachable.failed", Cause::ExchangeTimeout));
    assert_eq!(judged.verdict(), Verdict::NotReady);
}
