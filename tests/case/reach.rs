//! Why a fetch gave no whole answer: each step's fault has one cause, and what was not begun is no failure.

use certready::case::Shortfall::{Failed, NotLooked};
use certready::case::{Shortfall, connect_cause};
use certready::finding::Cause;
use certready::observation::{
    Attempt, BodyEnd, Connect, ExchangeFault, Fetch, Header, Method, NotStarted, ProxyFault, Reached, RedirectFault,
    ResolveFault,
};
use certready::vocabulary::HttpUrl;

use crate::common::case::{self, Scene};
use crate::common::pki::paths;

/// A fetch that went well, to be spoilt.
fn good() -> Fetch {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let fetches = Scene::good(&pki).evidence().observations.fetches;
    fetches.into_iter().find(|fetch| fetch.id.url.as_str() == url).unwrap()
}

fn of(reached: Reached) -> Option<Shortfall> {
    Shortfall::of(&Fetch { reached, ..good() })
}

fn attempts(outcomes: &[Connect]) -> Vec<Attempt> {
    let attempt = |outcome: &Connect| Attempt {
        address: "192.0.2.1:80".parse().unwrap(),
        outcome: *outcome,
        took_ms: 1,
        told_by: None,
    };
    outcomes.iter().map(attempt).collect()
}

#[test]
fn a_whole_answer_falls_short_of_nothing() {
    assert_eq!(Shortfall::of(&good()), None);
    let connected = || Reached::Connected { attempts: attempts(&[Connect::Connected]), fault: None, hops: vec![] };
    let mut asked_to_connect = good();
    asked_to_connect.id.method = Method::Connect;
    asked_to_connect.reached = connected();
    assert_eq!(Shortfall::of(&asked_to_connect), None);
    // A connection is no answer where an answer was asked for.
    assert_eq!(of(connected()), Some(NotLooked(Cause::NotUnderstood)));
}

#[test]
fn what_was_not_begun_was_not_looked_at() {
    assert_eq!(of(Reached::Nothing(NotStarted::Deadline)), Some(NotLooked(Cause::Deadline)));
    assert_eq!(of(Reached::Nothing(NotStarted::Interrupted)), Some(NotLooked(Cause::Interrupted)));
    assert_eq!(of(Reached::Nothing(NotStarted::Bytes)), Some(NotLooked(Cause::BodyTooLarge)));
    assert_eq!(of(Reached::Unresolved(ResolveFault::Cut)), Some(NotLooked(Cause::Deadline)));
    let cut = Reached::Resolved { attempts: attempts(&[Connect::Cut, Connect::Cut]) };
    assert_eq!(of(cut), Some(NotLooked(Cause::Deadline)));
    let cut = Reached::Connected { attempts: vec![], fault: Some(ExchangeFault::Cut), hops: vec![] };
    assert_eq!(of(cut), Some(NotLooked(Cause::Deadline)));
}

#[test]
fn each_answer_of_the_resolver_has_its_cause() {
    let causes = [
        (ResolveFault::NameNotFound, Cause::DnsNxdomain),
        (ResolveFault::NoAddress, Cause::DnsNodata),
        (ResolveFault::TryAgain, Cause::DnsServfail),
        (ResolveFault::Other(-11), Cause::DnsServfail),
        (ResolveFault::Timeout, Cause::DnsTimeout),
    ];
    for (fault, cause) in causes {
        assert_eq!(of(Reached::Unresolved(fault)), Some(Failed(cause)));
    }
}

#[test]
fn each_end_of_a_connection_attempt_has_its_cause() {
    let causes = [
        (Connect::Timeout, Cause::ConnectTimeout),
        (Connect::Refused, Cause::ConnectRefused),
        (Connect::Reset, Cause::ConnectReset),
        (Connect::Prohibited, Cause::ConnectProhibited),
        (Connect::HostUnreachable, Cause::ConnectUnreachable),
        (Connect::NetworkUnreachable, Cause::NoRoute),
        (Connect::NoRoute, Cause::NoRoute),
    ];
    for (outcome, cause) in causes {
        assert_eq!(connect_cause(outcome), Some(cause));
        assert_eq!(of(Reached::Resolved { attempts: attempts(&[outcome]) }), Some(Failed(cause)));
    }
    assert_eq!(connect_cause(Connect::Connected), None);
}

#[test]
fn no_socket_is_this_host_s_own_want_whatever_the_other_addresses_did() {
    for number in [12, 23, 24, 55, 105, 10_024, 10_055] {
        assert_eq!(connect_cause(Connect::Other(number)), None);
        let both = attempts(&[Connect::Timeout, Connect::Other(number)]);
        assert_eq!(of(Reached::Resolved { attempts: both }), Some(NotLooked(Cause::HostIo)));
    }
    let fault = Some(ExchangeFault::Proxy(ProxyFault::Unconnected(Connect::Other(24))));
    let proxy = Reached::Connected { attempts: vec![], fault, hops: vec![] };
    assert_eq!(of(proxy), Some(NotLooked(Cause::HostIo)));
    // No number of getaddrinfo's: it was not called.
    assert_eq!(of(Reached::Unresolved(ResolveFault::Other(0))), Some(NotLooked(Cause::HostIo)));
}

#[test]
fn of_several_addresses_the_most_telling_end_is_the_cause_whatever_their_order() {
    let telling = [
        Connect::Prohibited,
        Connect::Reset,
        Connect::Refused,
        Connect::Timeout,
        Connect::HostUnreachable,
        Connect::NoRoute,
    ];
    for pair in telling.windows(2) {
        let cause = connect_cause(pair[0]).unwrap();
        for both in [[pair[0], pair[1]], [pair[1], pair[0]]] {
            assert_eq!(of(Reached::Resolved { attempts: attempts(&both) }), Some(Failed(cause)), "{both:?}");
        }
    }
    // One address that was cut off might have accepted: that the others did not is no failure of the host yet.
    let both = attempts(&[Connect::Cut, Connect::Timeout]);
    assert_eq!(of(Reached::Resolved { attempts: both }), Some(NotLooked(Cause::Deadline)));
}

#[test]
fn each_fault_of_an_exchange_has_its_cause() {
    let proxy_auth = ExchangeFault::Proxy(ProxyFault::Refused(407, vec![]));
    let causes = [
        (ExchangeFault::Timeout, Cause::ExchangeTimeout),
        (ExchangeFault::Reset, Cause::ExchangeReset),
        (ExchangeFault::Other(5), Cause::ExchangeReset),
        (ExchangeFault::Empty, Cause::ExchangeEmpty),
        (ExchangeFault::Truncated, Cause::ExchangeEmpty),
        (ExchangeFault::NotHttp("SSH-2.0".into()), Cause::NotHttp),
        (ExchangeFault::Tls("alert".into()), Cause::TlsHandshake),
        (proxy_auth, Cause::ProxyAuth),
        (ExchangeFault::Proxy(ProxyFault::Refused(403, vec![])), Cause::ProxyDenied),
        (ExchangeFault::Proxy(ProxyFault::Unconnected(Connect::Refused)), Cause::ProxyConnect),
        (ExchangeFault::Proxy(ProxyFault::Unresolved(ResolveFault::Timeout)), Cause::ProxyConnect),
        (ExchangeFault::Proxy(ProxyFault::Unusable("socks5://".into())), Cause::ProxyConnect),
    ];
    for (fault, cause) in causes {
        let reached = Reached::Connected { attempts: vec![], fault: Some(fault), hops: vec![] };
        assert_eq!(of(reached), Some(Failed(cause)));
    }
}

/// The good fetch with its answer changed.
fn answered(change: impl FnOnce(&mut Fetch, &mut certready::observation::Answer)) -> Option<Shortfall> {
    let mut fetch = good();
    let Reached::Answered { attempts, mut answer, hops, redirect } = fetch.reached.clone() else {
        panic!("it was answered")
    };
    change(&mut fetch, &mut answer);
    fetch.reached = Reached::Answered { attempts, answer, hops, redirect };
    Shortfall::of(&fetch)
}

#[test]
fn any_status_but_200_is_its_own_cause() {
    for status in [204, 403, 404, 407, 500, 503] {
        assert_eq!(answered(|_, answer| answer.status = status), Some(Failed(Cause::Status(status))));
    }
}

#[test]
fn a_proxy_that_stands_between_speaks_for_itself() {
    let by_proxy = |status, word: Option<&'static str>| {
        answered(|fetch, answer| {
            fetch.proxy = Some("http://proxy:3128".into());
            answer.status = status;
            let header = |value: &str| Header { name: "x-squid-error".into(), value: value.into() };
            answer.headers.extend(word.map(header));
        })
    };
    assert_eq!(by_proxy(407, None), Some(Failed(Cause::ProxyAuth)));
    assert_eq!(by_proxy(403, Some("ERR_ACCESS_DENIED 0")), Some(Failed(Cause::ProxyDenied)));
    assert_eq!(by_proxy(503, Some("ERR_DNS_FAIL 0")), Some(Failed(Cause::ProxyDns)));
    assert_eq!(by_proxy(503, Some("ERR_CONNECT_FAIL 111")), Some(Failed(Cause::ProxyConnect)));
    assert_eq!(by_proxy(403, None), Some(Failed(Cause::Status(403))));
    // Without a proxy of ours the same header is somebody else's.
    let squid = Header { name: "x-squid-error".into(), value: "ERR_ACCESS_DENIED 0".into() };
    let direct = answered(|_, answer| {
        answer.status = 403;
        answer.headers.push(squid);
    });
    assert_eq!(direct, Some(Failed(Cause::Status(403))));
}

#[test]
fn each_end_of_a_body_has_its_cause() {
    let ends = [
        (BodyEnd::Truncated, Some(Failed(Cause::BodyTruncated))),
        (BodyEnd::Reset, Some(Failed(Cause::BodyReset))),
        (BodyEnd::Stalled, Some(Failed(Cause::BodyStalled))),
        (BodyEnd::TooLarge, Some(Failed(Cause::BodyTooLarge))),
        (BodyEnd::Cut, Some(NotLooked(Cause::Deadline))),
        (BodyEnd::HostIo, Some(NotLooked(Cause::HostIo))),
    ];
    for (end, shortfall) in ends {
        assert_eq!(answered(|_, answer| answer.end = end), shortfall);
    }
}

#[test]
fn each_redirect_that_was_not_followed_has_its_cause() {
    let to = HttpUrl::parse("http://elsewhere.test/").unwrap();
    let causes = [
        (RedirectFault::Loop(to.clone()), Cause::RedirectLoop),
        (RedirectFault::TooMany(to.clone()), Cause::RedirectLimit),
        (RedirectFault::Downgrade(to.clone()), Cause::RedirectLimit),
        (RedirectFault::Unusable("ldap:///x".into()), Cause::RedirectLimit),
        (RedirectFault::Unresolved(to.clone(), ResolveFault::NameNotFound), Cause::DnsNxdomain),
        (RedirectFault::Unconnected(to, attempts(&[Connect::Refused])), Cause::ConnectRefused),
    ];
    for (fault, cause) in causes {
        let Reached::Answered { attempts, answer, hops, .. } = good().reached else { panic!("it was answered") };
        assert_eq!(of(Reached::Answered { attempts, answer, hops, redirect: Some(fault) }), Some(Failed(cause)));
    }
}
