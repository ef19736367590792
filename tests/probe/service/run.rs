//! A run with services: its end cuts them where they are, and the addresses of each are tried.

use std::thread;
use std::time::{Duration, Instant};

use certready::evidence::Objects;
use certready::observation::{
    Connect, MxSaid, NamedBy, NotStarted, ResolveFault, ServiceFault, ServiceReached, ServiceStep, Talk,
};
use certready::plan::{MxTarget, Plan, ServiceTarget};
use certready::policy::Protocol;
use certready::probe::{Unwatched, fetch_all};
use certready::vocabulary::HostName;

use super::{NAME, SHORT, ask, ask_these, ended, heard_once, secured, service};
use crate::common::addresses::{BlackHole, ClosedPort};
use crate::common::cert::Cert;
use crate::common::pki::now;
use crate::common::smtp::{GREETING, MailServer, OFFER, Step, say, tls, up_to_tls, with_tls};
use crate::probe::{hasty, settings};

/// The deadline is nobody's timeout: what is under way says that it was cut, and leaves politely where it can.
#[test]
fn the_run_s_deadline_cuts_each_step_where_it_is() {
    let hold = |steps: Vec<Step>| [steps, vec![Step::Hold]].concat();
    let rows = [
        (hold(vec![]), ServiceStep::Banner, vec!["(closed)"]),
        (hold(vec![say(GREETING)]), ServiceStep::Ehlo, vec!["EHLO", "QUIT", "(closed)"]),
        (
            hold(vec![say(GREETING), Step::Hear, say(OFFER)]),
            ServiceStep::Starttls,
            vec!["EHLO", "STARTTLS", "(closed)"],
        ),
        (
            hold([up_to_tls(), vec![Step::HearRecord]].concat()),
            ServiceStep::Handshake,
            vec!["EHLO", "STARTTLS", "(record)", "(closed)"],
        ),
    ];
    // Side by side: each waits.
    thread::scope(|scope| {
        for (script, step, due) in rows {
            scope.spawn(move || {
                let server = MailServer::start(script);
                let mut settings = settings();
                settings.limits = settings.limits.with_deadline(SHORT);
                let began = Instant::now();
                let facts = ask(settings, Protocol::Smtp, server.address());
                assert_eq!(ended(&facts), (step, &ServiceFault::Cut));
                assert_eq!(facts.older, None);
                assert!(began.elapsed() < SHORT + Duration::from_secs(2), "{:?}", began.elapsed());
                assert_eq!(heard_once(&server.heard()), due);
            });
        }
    });
}

#[test]
fn a_signal_cuts_a_service_and_one_that_has_not_begun_never_begins() {
    let server = MailServer::start(vec![Step::Hold]);
    let settings = settings();
    let interrupt = settings.interrupt.clone();
    let raises = thread::spawn(move || {
        thread::sleep(SHORT);
        interrupt.raise();
    });
    let facts = ask(settings.clone(), Protocol::Smtp, server.address());
    raises.join().unwrap();
    assert_eq!(ended(&facts), (ServiceStep::Banner, &ServiceFault::Cut));

    // The same handle is still raised.
    let facts = ask(settings, Protocol::Smtp, server.address());
    assert_eq!(facts.reached, ServiceReached::Nothing(NotStarted::Interrupted));
    assert_eq!((facts.offset_ms, facts.talk), (None, Talk::default()));
    assert_eq!(server.heard().len(), 1);
}

#[test]
fn mx_records_that_a_run_does_not_come_to_are_not_asked_for() {
    let settings = settings();
    settings.interrupt.raise();
    let domain = HostName::parse("contoso.example").unwrap();
    let lookup = MxTarget { domain, port: 25, named_by: vec![NamedBy::CommandLine] };
    let plan = Plan { lookups: vec![lookup], ..Plan::default() };
    let fetched = fetch_all(&settings, now(), &Objects::new(), &Unwatched, &|_| plan.clone()).unwrap();
    assert_eq!(fetched.mx.len(), 1);
    assert_eq!(fetched.mx[0].said, MxSaid::NotAsked(NotStarted::Interrupted));
    assert!(fetched.services.is_empty());
}

#[test]
fn a_certificate_that_is_there_as_the_run_ends_stays() {
    let leaf = Cert::leaf(NAME).self_signed();
    // It never answers QUIT.
    let server = MailServer::start([up_to_tls(), vec![Step::Tls(tls(&[&leaf])), Step::Hold]].concat());
    let mut settings = settings();
    settings.limits = settings.limits.with_deadline(Duration::from_millis(1500));
    let facts = ask(settings, Protocol::Smtp, server.address());
    assert_eq!(secured(&facts).chain.len(), 1);
}

#[test]
fn a_host_that_refuses_or_drops_has_an_attempt_per_address() {
    let (closed, hole) = (ClosedPort::take(), BlackHole::dig());
    for (address, outcome) in [(closed.address(), Connect::Refused), (hole.address(), Connect::Timeout)] {
        match ask(hasty(SHORT), Protocol::Smtp, address).reached {
            ServiceReached::Resolved { attempts } => {
                assert_eq!(
                    attempts.iter().map(|one| (one.address, one.outcome)).collect::<Vec<_>>(),
                    [(address, outcome)]
                );
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_name_that_is_not_found_is_unresolved() {
    let mut settings = hasty(SHORT);
    settings.connect_to = vec!["::a..b:".parse().unwrap()];
    let facts = ask_these(&settings, &[service(Protocol::Smtp, NAME, 25)], &Objects::new()).remove(0);
    assert!(matches!(facts.reached, ServiceReached::Unresolved(fault) if fault != ResolveFault::Cut));
}

/// One that hangs holds up no other, and all end with the plan.
#[test]
fn services_are_asked_all_at_once() {
    let leaf = Cert::leaf(NAME).self_signed();
    let mute: Vec<MailServer> = (0..6).map(|_| MailServer::start(vec![Step::Hold])).collect();
    let good = MailServer::start(with_tls(&tls(&[&leaf])));
    let ports = mute.iter().chain([&good]).map(|server| server.address().port());
    let services: Vec<ServiceTarget> = ports.map(|port| service(Protocol::Smtp, "127.0.0.1", port)).collect();
    let plan = Plan { services: services.clone(), ..Plan::default() };
    let began = Instant::now();
    let fetched = fetch_all(&hasty(SHORT * 2), now(), &Objects::new(), &Unwatched, &|_| plan.clone()).unwrap();
    assert!(began.elapsed() < SHORT * 2 * 5, "{:?}", began.elapsed());
    let done = |facts: &&certready::observation::ServiceFacts| matches!(facts.reached, ServiceReached::Secured { .. });
    assert_eq!((fetched.services.len(), fetched.services.iter().filter(done).count()), (7, 1));
    assert!(fetched.services.is_sorted_by_key(|facts| facts.id.clone()));
}
