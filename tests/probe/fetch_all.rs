//! The run: what begins when, in which order it is told, and what ends it.

use std::cell::RefCell;
use std::thread;
use std::time::{Duration, Instant};

use certready::evidence::Objects;
use certready::observation::{BodyEnd, Connect, Ended, ExchangeFault, Method, NamedBy, NotStarted, Reached};
use certready::plan::{Brought, Plan, Target};
use certready::policy::EndpointKind;
use certready::probe::{Progress, Unwatched, fetch_all as run};
use certready::vocabulary::{Digest, Shown};

use super::{crl, fetch_these, hasty, settings, target};
use crate::common::addresses::{BlackHole, ClosedPort};
use crate::common::cert::Cert;
use crate::common::faults::Reply;
use crate::common::pki::{TestPki, now, paths};
use crate::common::server::Server;

fn plan(targets: Vec<Target>) -> Plan {
    Plan { targets, ..Plan::default() }
}

/// Twenty dead hosts, one after the other, would take twenty times as long.
#[test]
fn many_dead_endpoints_cost_one_timeout() {
    let hole = BlackHole::dig();
    let targets: Vec<Target> = (0..20).map(|number| crl(&format!("{}/{number}", hole.base()))).collect();
    let began = Instant::now();
    let fetched = fetch_these(&hasty(Duration::from_millis(500)), &targets, &Objects::new());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!((fetched.fetches.len(), fetched.ended), (20, Ended::Complete));
    for fetch in &fetched.fetches {
        assert!(matches!(&fetch.reached, Reached::Resolved { attempts } if attempts[0].outcome == Connect::Timeout));
    }
}

#[test]
fn fetches_come_in_the_order_of_their_ids_whoever_answers_first() {
    let server = Server::start();
    server.route("/a", Reply::crl(b"a").late(Duration::from_millis(300)));
    server.route("/b", Reply::crl(b"b"));
    let targets = [crl(&server.url("/b")), crl(&server.url("/a"))];
    let fetched = fetch_these(&settings(), &targets, &Objects::new());
    assert!(fetched.fetches.is_sorted_by_key(|fetch| fetch.id.clone()));
    assert_eq!(fetched.fetches.len(), 2);
}

/// The deadline cuts what is under way with what it has; nobody waits for a bound of its own.
#[test]
fn the_deadline_cuts_what_is_under_way() {
    let (server, hole) = (Server::start(), BlackHole::dig());
    server.route("/silent", Reply::silent());
    server.route("/stalls", Reply::crl(&[0x30; 100]).stalls_at(40));
    let mut settings = settings();
    settings.limits.deadline = Duration::from_millis(800);
    let targets = [crl(&server.url("/silent")), crl(&server.url("/stalls")), crl(&hole.base())];
    let began = Instant::now();
    let fetched = fetch_these(&settings, &targets, &Objects::new());
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(fetched.ended, Ended::Deadline);
    let of = |target: &Target| &fetched.fetches.iter().find(|fetch| fetch.id == target.id).unwrap().reached;
    assert!(matches!(of(&targets[0]), Reached::Connected { fault: Some(ExchangeFault::Cut), .. }));
    assert!(
        matches!(of(&targets[1]), Reached::Answered { answer, .. } if answer.end == BodyEnd::Cut && answer.bytes == 40)
    );
    assert!(matches!(of(&targets[2]), Reached::Resolved { attempts } if attempts[0].outcome == Connect::Cut));
}

#[test]
fn what_is_planned_after_the_deadline_is_not_begun() {
    let mut settings = settings();
    settings.limits.deadline = Duration::ZERO;
    let fetched = fetch_these(&settings, &[crl("http://127.0.0.1:9/")], &Objects::new());
    assert_eq!(fetched.fetches[0].reached, Reached::Nothing(NotStarted::Deadline));
    assert_eq!((fetched.fetches[0].offset_ms, fetched.ended), (None, Ended::Deadline));
}

#[test]
fn an_interrupt_ends_the_run_with_what_it_has() {
    let server = Server::start();
    server.route("/silent", Reply::silent());
    let settings = settings();
    let interrupt = settings.interrupt.clone();
    let raising = thread::spawn(move || {
        thread::sleep(Duration::from_millis(500));
        interrupt.raise();
    });
    let began = Instant::now();
    let fetched = fetch_these(&settings, &[crl(&server.url("/silent"))], &Objects::new());
    raising.join().unwrap();
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(fetched.ended, Ended::Interrupted);
    assert!(matches!(&fetched.fetches[0].reached, Reached::Connected { fault: Some(ExchangeFault::Cut), .. }));
    // Whoever begins now finds it over.
    let late = fetch_these(&settings, &[crl(&server.url("/late"))], &Objects::new());
    assert_eq!(late.fetches[0].reached, Reached::Nothing(NotStarted::Interrupted));
}

/// Nothing waits for the slowest of a round: the second is planned from the first while the third is still silent.
#[test]
fn a_certificate_that_comes_in_brings_its_urls_at_once() {
    let server = Server::start();
    let pki = TestPki::new(&server.base());
    pki.publish(&server);
    server.route("/silent", Reply::silent());
    let first = [target(EndpointKind::Aia, Method::Get, &pki.url(paths::AIA), None), crl(&server.url("/silent"))];
    let second = crl(&pki.url(paths::ROOT_CRL));
    let planner = |brought: &[Brought]| {
        let mut targets = first.to_vec();
        if let [Brought::Certificates { by, certificates }] = brought {
            assert_eq!(*by, first[0].id);
            assert_eq!(certificates[0].der(), pki.intermediate.der());
            targets.push(second.clone());
        }
        plan(targets)
    };
    let mut settings = hasty(Duration::from_secs(2));
    settings.limits.deadline = Duration::from_secs(20);
    let fetched = run(&settings, now(), &Objects::new(), &Unwatched, &planner).unwrap();
    let of = |target: &Target| fetched.fetches.iter().find(|fetch| fetch.id == target.id).unwrap();
    let slow = of(&first[1]);
    assert!(matches!(&slow.reached, Reached::Connected { fault: Some(ExchangeFault::Timeout), .. }));
    let followed = of(&second);
    assert!(matches!(&followed.reached, Reached::Answered { answer, .. } if answer.status == 200));
    assert!(followed.offset_ms.unwrap() < slow.offset_ms.unwrap() + slow.took_ms);
}

/// The run's bound on bytes was hit by the first; the second is planned only afterwards.
#[test]
fn what_is_planned_after_the_bound_on_bytes_is_not_begun() {
    let server = Server::start();
    let pki = TestPki::new(&server.base());
    pki.publish(&server);
    server.route("/large", Reply::crl(&[0x30; 5000]));
    server.route(paths::AIA, Reply::certificate(pki.intermediate.der()).late(Duration::from_millis(500)));
    let first = [crl(&server.url("/large")), target(EndpointKind::Aia, Method::Get, &pki.url(paths::AIA), None)];
    let second = crl(&pki.url(paths::ROOT_CRL));
    let planner = |brought: &[Brought]| {
        let more = brought.iter().map(|_| second.clone());
        plan(first.iter().cloned().chain(more).collect())
    };
    let fetched = run(&settings(), now(), &Objects::bounded(4000), &Unwatched, &planner).unwrap();
    let late = fetched.fetches.iter().find(|fetch| fetch.id == second.id).unwrap();
    assert_eq!(late.reached, Reached::Nothing(NotStarted::Bytes));
    assert_eq!(fetched.ended, Ended::Complete);
}

/// A page with status 200 at an AIA URL brings nothing, and neither does a certificate behind an error status.
#[test]
fn only_certificates_of_a_success_are_brought() {
    let server = Server::start();
    server.route("/page", Reply::html("Sign in"));
    server.route("/denied", Reply::certificate(Cert::ca("Root").self_signed().der()).status(403));
    let targets: Vec<Target> =
        ["/page", "/denied"].map(|path| target(EndpointKind::Aia, Method::Get, &server.url(path), None)).into();
    let planner = |brought: &[Brought]| {
        assert!(brought.is_empty());
        plan(targets.clone())
    };
    assert_eq!(run(&settings(), now(), &Objects::new(), &Unwatched, &planner).unwrap().fetches.len(), 2);
}

/// Who named a target may be known only after it was fetched.
#[test]
fn the_last_plan_says_who_named_a_target() {
    let server = Server::start();
    let pki = TestPki::new(&server.base());
    pki.publish(&server);
    let asked = target(EndpointKind::Aia, Method::Get, &pki.url(paths::AIA), None);
    let planner = |brought: &[Brought]| {
        let mut target = asked.clone();
        if !brought.is_empty() {
            target.named_by.push(NamedBy::Certificate(Shown::new("it"), Digest::of(b"it")));
        }
        Plan { targets: vec![target], urls_left_out: 3, ..Plan::default() }
    };
    let fetched = run(&settings(), now(), &Objects::new(), &Unwatched, &planner).unwrap();
    assert_eq!((fetched.fetches[0].named_by.len(), fetched.urls_left_out), (2, 3));
}

#[derive(Default)]
struct Watching(RefCell<Vec<String>>);

impl Progress for Watching {
    fn planned(&self, targets: u64) {
        self.0.borrow_mut().push(format!("planned {targets}"));
    }

    fn began(&self, target: &str) {
        self.0.borrow_mut().push(format!("began {target}"));
    }

    fn ended(&self, target: &str) {
        self.0.borrow_mut().push(format!("ended {target}"));
    }
}

#[test]
fn progress_is_told_in_order() {
    let closed = ClosedPort::take();
    let watching = Watching::default();
    let targets = plan(vec![crl(&closed.base())]);
    run(&settings(), now(), &Objects::new(), &watching, &|_| targets.clone()).unwrap();
    let url = format!("{}/", closed.base());
    assert_eq!(watching.0.into_inner(), ["planned 1".to_owned(), format!("began {url}"), format!("ended {url}")]);
}
