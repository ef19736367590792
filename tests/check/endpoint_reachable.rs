//! `endpoint-reachable`.

use std::net::{IpAddr, SocketAddr};

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{
    Attempt, BodyEnd, Connect, Ended, ExchangeFault, Header, Hop, Method, NotStarted, ProxyFault, Reached,
    RedirectFault, ResolveFault, ResolverWord, Said as ResolverSaid,
};
use certready::report::Firewall;
use certready::vocabulary::HttpUrl;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::pki::{TestPki, day, paths};
use crate::common::policy::labels::INTERMEDIATE;

fn failed(cause: Cause) -> Said {
    ("endpoint-reachable.failed", Level::Failure, Some(cause), Weight::Decisive)
}

fn not_tried(cause: Cause) -> Said {
    ("endpoint-reachable.not-tried", Level::Unknown, Some(cause), Weight::Decisive)
}

/// What is said of the intermediate's CRL, which the policy requires.
fn said(judged: &Judged, pki: &TestPki) -> Said {
    judged.said(Code::EndpointReachable, &pki.url(paths::CRL))
}

/// What is said of that CRL once its fetch got so far.
fn reached(reached: Reached) -> Said {
    let pki = case::pki();
    said(&Scene::good(&pki).reached(&pki.url(paths::CRL), reached).judge(), &pki)
}

fn attempt(address: &str, outcome: Connect) -> Attempt {
    Attempt { address: address.parse::<SocketAddr>().unwrap(), outcome, took_ms: 15, told_by: told_by(outcome) }
}

/// Who says that it is forbidden: a filter on the way. Without one it would be this host itself.
fn told_by(outcome: Connect) -> Option<IpAddr> {
    (outcome == Connect::Prohibited).then(|| "192.0.2.254".parse().unwrap())
}

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

#[test]
fn a_whole_answer_with_status_200_passes() {
    let pki = case::pki();
    let judged = Scene::good(&pki).judge();
    assert_eq!(said(&judged, &pki), ("endpoint-reachable.answered", Level::Pass, None, Weight::Decisive));
    let one = judged.one(Code::EndpointReachable, &pki.url(paths::CRL));
    assert!(one.observed().starts_with("answered with status 200 and "), "{}", one.observed());
    assert!(one.required().starts_with("policy, line "), "{}", one.required());
    assert!(one.required().ends_with("ca.certready.test, TCP 80"), "{}", one.required());
}

#[test]
fn a_connection_passes_where_it_is_all_that_is_asked_for() {
    let pki = case::pki();
    let target = "http://ctldl.certready.test:8080/";
    let asks = |scene: Scene| scene.policy(|text| text.endpoint("connect", target, "", "required"));
    let good = asks(Scene::good(&pki)).judge();
    let connected = ("endpoint-reachable.connected", Level::Pass, None, Weight::Decisive);
    assert_eq!(good.said(Code::EndpointReachable, target), connected);
    let refused = asks(Scene::good(&pki)).unreachable(target, Connect::Refused).judge();
    assert_eq!(refused.said(Code::EndpointReachable, target), failed(Cause::ConnectRefused));
    let next = refused.one(Code::EndpointReachable, target).next().unwrap();
    assert!(next.contains("TCP 8080") && next.contains("ctldl.certready.test"), "{next}");
}

#[test]
fn each_way_in_which_a_connection_fails_has_its_cause() {
    for (outcome, cause) in [
        (Connect::Timeout, Cause::ConnectTimeout),
        (Connect::Refused, Cause::ConnectRefused),
        (Connect::Reset, Cause::ConnectReset),
        (Connect::HostUnreachable, Cause::ConnectUnreachable),
        (Connect::Other(99), Cause::ConnectUnreachable),
        (Connect::Prohibited, Cause::ConnectProhibited),
        (Connect::NetworkUnreachable, Cause::NoRoute),
        (Connect::NoRoute, Cause::NoRoute),
    ] {
        let pki = case::pki();
        let judged = Scene::good(&pki).unreachable(&pki.url(paths::CRL), outcome).judge();
        assert_eq!(said(&judged, &pki), failed(cause));
        assert_eq!(judged.verdict(), Verdict::NotReady);
        let observed = judged.one(Code::EndpointReachable, &pki.url(paths::CRL)).observed();
        assert!(observed.contains("192.0.2.1:80"), "{observed}");
    }
}

#[test]
fn of_several_addresses_the_one_that_tells_most_gives_the_cause() {
    let rank = [
        (Connect::Prohibited, Cause::ConnectProhibited),
        (Connect::Reset, Cause::ConnectReset),
        (Connect::Refused, Cause::ConnectRefused),
        (Connect::Timeout, Cause::ConnectTimeout),
        (Connect::HostUnreachable, Cause::ConnectUnreachable),
        (Connect::NoRoute, Cause::NoRoute),
    ];
    for pair in rank.windows(2) {
        for outcomes in [[pair[0].0, pair[1].0], [pair[1].0, pair[0].0]] {
            let attempts = vec![attempt("192.0.2.1:80", outcomes[0]), attempt("[2001:db8::1]:80", outcomes[1])];
            assert_eq!(reached(Reached::Resolved { attempts }), failed(pair[0].1), "{outcomes:?}");
        }
    }
}

#[test]
fn each_fault_of_the_resolver_has_its_cause() {
    for (fault, cause) in [
        (ResolveFault::NameNotFound, Cause::DnsNxdomain),
        (ResolveFault::NoAddress, Cause::DnsNodata),
        (ResolveFault::TryAgain, Cause::DnsServfail),
        (ResolveFault::Other(-11), Cause::DnsServfail),
        (ResolveFault::Timeout, Cause::DnsTimeout),
    ] {
        assert_eq!(reached(Reached::Unresolved(fault)), failed(cause));
    }
}

#[test]
fn an_address_that_no_host_has_is_a_sinkhole_whatever_becomes_of_it() {
    for (address, outcome) in [("0.0.0.0:80", Connect::Refused), ("[::]:80", Connect::Timeout)] {
        let attempts = vec![attempt(address, outcome)];
        assert_eq!(reached(Reached::Resolved { attempts }), failed(Cause::DnsSinkhole));
    }
    let attempts = vec![attempt("192.0.2.1:80", Connect::Refused)];
    assert_eq!(reached(Reached::Resolved { attempts }), failed(Cause::ConnectRefused));
}

/// A connection that stood, with this fault behind it.
fn connected(fault: ExchangeFault) -> Reached {
    let attempts = vec![attempt("192.0.2.1:80", Connect::Connected)];
    Reached::Connected { attempts, fault: Some(fault), hops: Vec::new() }
}

#[test]
fn each_fault_of_the_exchange_has_its_cause() {
    for (fault, cause) in [
        (ExchangeFault::Timeout, Cause::ExchangeTimeout),
        (ExchangeFault::Reset, Cause::ExchangeReset),
        (ExchangeFault::Other(5), Cause::ExchangeReset),
        (ExchangeFault::Empty, Cause::ExchangeEmpty),
        (ExchangeFault::Truncated, Cause::ExchangeEmpty),
        (ExchangeFault::NotHttp("220 mail ESMTP".into()), Cause::NotHttp),
        (ExchangeFault::Tls("handshake failure".into()), Cause::TlsHandshake),
    ] {
        assert_eq!(reached(connected(fault)), failed(cause));
    }
}

#[test]
fn a_proxy_setting_that_can_t_be_used_is_this_host_s_own() {
    let here = ("endpoint-reachable.failed-here", Level::Failure, Some(Cause::ProxyConnect), Weight::Decisive);
    assert_eq!(reached(connected(ExchangeFault::Proxy(ProxyFault::Unusable("socks5".into())))), here);
}

fn refusal(status: u16, squid: Option<&str>) -> ExchangeFault {
    let headers = squid.map(|error| Header { name: "x-squid-error".into(), value: error.into() });
    ExchangeFault::Proxy(ProxyFault::Refused(status, headers.into_iter().collect()))
}

#[test]
fn each_fault_of_the_proxy_has_its_cause() {
    for (fault, cause) in [
        (ExchangeFault::Proxy(ProxyFault::Unresolved(ResolveFault::NameNotFound)), Cause::ProxyConnect),
        (ExchangeFault::Proxy(ProxyFault::Unconnected(Connect::Refused)), Cause::ProxyConnect),
        (refusal(407, None), Cause::ProxyAuth),
        (refusal(403, None), Cause::ProxyDenied),
        (refusal(403, Some("ERR_ACCESS_DENIED 0")), Cause::ProxyDenied),
        (refusal(503, Some("ERR_DNS_FAIL 0")), Cause::ProxyDns),
        (refusal(503, Some("ERR_CONNECT_FAIL 111")), Cause::ProxyConnect),
        (refusal(503, Some("ERR_CANNOT_FORWARD 0")), Cause::ProxyConnect),
    ] {
        assert_eq!(reached(connected(fault)), failed(cause));
    }
}

#[test]
fn squid_s_own_word_counts_behind_a_proxy_and_nowhere_else() {
    for (error, cause) in [
        ("ERR_ACCESS_DENIED 0", Cause::ProxyDenied),
        ("ERR_DNS_FAIL 0", Cause::ProxyDns),
        ("ERR_READ_TIMEOUT 0", Cause::ProxyConnect),
        ("ERR_TOO_BIG 0", Cause::Status(503)),
    ] {
        let pki = case::pki();
        let crl = pki.url(paths::CRL);
        let scene = || {
            Scene::good(&pki).status(&crl, 503).answer(&crl, |answer| {
                answer.headers.push(Header { name: "x-squid-error".into(), value: error.into() });
            })
        };
        let behind = scene().fetch(&crl, |fetch, _| fetch.proxy = Some("http://proxy:3128".into())).judge();
        assert_eq!(said(&behind, &pki), failed(cause), "{error}");
        assert_eq!(said(&scene().judge(), &pki), failed(Cause::Status(503)));
    }
}

#[test]
fn a_407_is_the_proxy_s_where_there_is_one() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let scene = || Scene::good(&pki).status(&crl, 407);
    let behind = scene().fetch(&crl, |fetch, _| fetch.proxy = Some("http://proxy:3128".into())).judge();
    assert_eq!(said(&behind, &pki), failed(Cause::ProxyAuth));
    let next = behind.one(Code::EndpointReachable, &crl).next().unwrap();
    assert!(next.contains("the proxy"), "{next}");
    assert_eq!(said(&scene().judge(), &pki), failed(Cause::Status(407)));
}

#[test]
fn every_status_but_200_is_named() {
    for status in [204, 206, 304, 400, 403, 404, 410, 429, 500, 503, 511] {
        let pki = case::pki();
        let judged = Scene::good(&pki).status(&pki.url(paths::CRL), status).judge();
        assert_eq!(said(&judged, &pki), failed(Cause::Status(status)));
    }
}

#[test]
fn each_way_in_which_a_body_breaks_off_has_its_cause() {
    for (end, cause) in [
        (BodyEnd::Truncated, Cause::BodyTruncated),
        (BodyEnd::Reset, Cause::BodyReset),
        (BodyEnd::Stalled, Cause::BodyStalled),
        (BodyEnd::TooLarge, Cause::BodyTooLarge),
    ] {
        let pki = case::pki();
        let judged = Scene::good(&pki).answer(&pki.url(paths::CRL), move |answer| answer.end = end).judge();
        assert_eq!(said(&judged, &pki), failed(cause));
        assert_eq!(judged.verdict(), Verdict::NotReady);
    }
}

#[test]
fn each_redirect_that_is_not_followed_has_its_cause() {
    let there = || url("http://portal.certready.test/");
    let attempts = || vec![attempt("192.0.2.9:80", Connect::Refused)];
    for (fault, cause) in [
        (RedirectFault::Loop(there()), Cause::RedirectLoop),
        (RedirectFault::TooMany(there()), Cause::RedirectLimit),
        (RedirectFault::Downgrade(there()), Cause::RedirectLimit),
        (RedirectFault::Unusable("mailto:x".into()), Cause::RedirectLimit),
        (RedirectFault::Unresolved(there(), ResolveFault::NameNotFound), Cause::DnsNxdomain),
        (RedirectFault::Unconnected(there(), attempts()), Cause::ConnectRefused),
    ] {
        let pki = case::pki();
        let crl = pki.url(paths::CRL);
        let from = url(&crl);
        let scene = Scene::good(&pki).fetch(&crl, move |fetch, _| {
            if let Reached::Answered { redirect, hops, answer, .. } = &mut fetch.reached {
                answer.status = 302;
                hops.push(Hop { from: from.clone(), status: 302, to: url("http://portal.certready.test/") });
                *redirect = Some(fault.clone());
            }
        });
        let judged = scene.judge();
        assert_eq!(said(&judged, &pki), failed(cause));
        let observed = judged.one(Code::EndpointReachable, &crl).observed();
        assert!(observed.contains("status 302 to "), "{observed}");
    }
}

#[test]
fn what_was_not_begun_is_unknown_and_never_a_failure() {
    for (why, cause) in [
        (NotStarted::Deadline, Cause::Deadline),
        (NotStarted::Interrupted, Cause::Interrupted),
        (NotStarted::Bytes, Cause::BodyTooLarge),
        (NotStarted::UrlTooLong, Cause::NotUnderstood),
    ] {
        assert_eq!(reached(Reached::Nothing(why)), not_tried(cause));
    }
}

#[test]
fn what_the_end_of_the_run_cut_off_bears_the_cause_of_that_end() {
    let cuts = || {
        [
            Reached::Unresolved(ResolveFault::Cut),
            Reached::Resolved { attempts: vec![attempt("192.0.2.1:80", Connect::Cut)] },
            connected(ExchangeFault::Cut),
        ]
    };
    for (ended, cause) in [(Ended::Deadline, Cause::Deadline), (Ended::Interrupted, Cause::Interrupted)] {
        for cut in cuts() {
            let pki = case::pki();
            let judged = Scene::good(&pki).reached(&pki.url(paths::CRL), cut).ended(ended).judge();
            assert_eq!(said(&judged, &pki), not_tried(cause));
            assert_eq!(judged.verdict(), Verdict::Undetermined);
        }
        let pki = case::pki();
        let scene = Scene::good(&pki).answer(&pki.url(paths::CRL), |answer| answer.end = BodyEnd::Cut);
        assert_eq!(said(&scene.ended(ended).judge(), &pki), not_tried(cause));
    }
}

#[test]
fn one_attempt_that_was_cut_off_leaves_it_unknown() {
    let attempts = vec![attempt("192.0.2.1:80", Connect::Cut), attempt("192.0.2.2:80", Connect::Refused)];
    assert_eq!(reached(Reached::Resolved { attempts }), not_tried(Cause::Deadline));
}

#[test]
fn our_own_disk_is_no_fault_of_the_endpoint() {
    let pki = case::pki();
    let judged = Scene::good(&pki).answer(&pki.url(paths::CRL), |answer| answer.end = BodyEnd::HostIo).judge();
    let host_io = ("endpoint-reachable.host-io", Level::Unknown, Some(Cause::HostIo), Weight::Decisive);
    assert_eq!(said(&judged, &pki), host_io);
}

#[test]
fn a_want_of_open_files_is_no_fault_of_the_network() {
    let pki = case::pki();
    // EMFILE, ENFILE and ENOMEM, ENOBUFS of Linux, WSAEMFILE.
    for number in [24, 23, 12, 105, 10_024] {
        let judged = Scene::good(&pki).unreachable(&pki.url(paths::CRL), Connect::Other(number)).judge();
        let no_socket = ("endpoint-reachable.no-socket", Level::Unknown, Some(Cause::HostIo), Weight::Decisive);
        assert_eq!(said(&judged, &pki), no_socket);
        assert_eq!(judged.verdict(), Verdict::Undetermined);
    }
}

/// The intermediate's CRL answered, over a host with a second address that ended so.
fn second_address(outcome: Connect) -> (Vec<&'static str>, Judged) {
    let pki = case::pki();
    let scene = Scene::good(&pki).fetch(&pki.url(paths::CRL), move |fetch, _| {
        if let Reached::Answered { attempts, .. } = &mut fetch.reached {
            attempts.push(attempt("[2001:db8::1]:80", outcome));
        }
    });
    let judged = scene.judge();
    let all = judged.all(Code::EndpointReachable);
    let ids = all.iter().filter(|one| one.target.as_str() == pki.url(paths::CRL)).map(|one| one.template.id);
    (ids.collect(), judged)
}

#[test]
fn an_address_that_fails_beside_one_that_works_is_a_warning() {
    let (ids, judged) = second_address(Connect::Timeout);
    assert_eq!(ids, ["endpoint-reachable.answered", "endpoint-reachable.some-addresses"]);
    let some = judged.by_id("endpoint-reachable.some-addresses");
    let expected =
        ("endpoint-reachable.some-addresses", Level::Warning, Some(Cause::ConnectTimeout), Weight::Supporting);
    assert_eq!(case::said(some), expected);
    assert!(some.observed().contains("[2001:db8::1]:80 timeout after 15 ms"), "{}", some.observed());
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn an_address_of_a_family_that_this_host_does_not_have_is_nobody_s_fault() {
    for outcome in [Connect::NoRoute, Connect::NetworkUnreachable, Connect::Cut, Connect::Connected] {
        assert_eq!(second_address(outcome).0, ["endpoint-reachable.answered"], "{outcome:?}");
    }
}

#[test]
fn what_the_policy_needs_decides_what_a_failure_means() {
    let pki = case::pki();
    let more = "http://ca.certready.test/more.crl";
    for (need, level, weight) in [
        ("required", Level::Failure, Weight::Decisive),
        ("one-of crls", Level::Failure, Weight::Decisive),
        ("optional", Level::Notice, Weight::Supporting),
    ] {
        let scene = Scene::good(&pki).policy(|text| text.endpoint("crl", more, INTERMEDIATE, need));
        let judged = scene.unreachable(more, Connect::Refused).judge();
        let expected = ("endpoint-reachable.failed", level, Some(Cause::ConnectRefused), weight);
        assert_eq!(judged.said(Code::EndpointReachable, more), expected, "{need}");
    }
}

#[test]
fn a_url_that_only_a_certificate_names_warns() {
    let pki = case::pki();
    let crl = pki.url(paths::ROOT_CRL);
    let scene = Scene::good(&pki).policy(crate::common::policy::PolicyText::without_endpoints);
    let judged = scene.unreachable(&crl, Connect::Refused).judge();
    let expected = ("endpoint-reachable.failed", Level::Warning, Some(Cause::ConnectRefused), Weight::Supporting);
    assert_eq!(judged.said(Code::EndpointReachable, &crl), expected);
    let required = judged.one(Code::EndpointReachable, &crl).required();
    assert!(required.starts_with("certificate Certready Test CA G1"), "{required}");
}

#[test]
fn a_responder_that_one_method_reaches_is_in_use() {
    for (blocked, works) in [(Method::Post, "GET"), (Method::Get, "POST")] {
        let pki = case::pki();
        let ocsp = pki.url(paths::ROOT_OCSP);
        let scene = |also: bool| {
            Scene::good(&pki).fetch(&ocsp, move |fetch, _| {
                if let (true, Reached::Answered { answer, .. }) =
                    (also || fetch.id.method == blocked, &mut fetch.reached)
                {
                    answer.status = 405;
                }
            })
        };
        let judged = scene(false).judge();
        let target = format!("{ocsp} ({})", blocked.word());
        let warned = ("endpoint-reachable.failed", Level::Warning, Some(Cause::Status(405)), Weight::Supporting);
        assert_eq!(judged.said(Code::EndpointReachable, &target), warned);
        let other = judged.said(Code::EndpointReachable, &format!("{ocsp} ({works})"));
        assert_eq!(other, ("endpoint-reachable.answered", Level::Pass, None, Weight::Decisive));
        assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
        // With both blocked it is the failure that the policy says.
        let both = scene(true).judge();
        assert_eq!(both.said(Code::EndpointReachable, &target), failed(Cause::Status(405)));
        assert_eq!(both.verdict(), Verdict::NotReady);
    }
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = Scene::good(&pki).unreachable(&pki.url(paths::CRL), Connect::Timeout).judge();
    let impossible = ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(said(&judged, &pki), impossible);
}

#[test]
fn the_next_step_fits_the_cause() {
    let next = |reached: Reached| {
        let pki = case::pki();
        let crl = pki.url(paths::CRL);
        let judged = Scene::good(&pki).reached(&crl, reached).judge();
        judged.one(Code::EndpointReachable, &crl).next().unwrap()
    };
    let dropped = next(Reached::Resolved { attempts: vec![attempt("192.0.2.1:80", Connect::Timeout)] });
    assert!(dropped.starts_with("Open TCP 80 from this host to ca.certready.test"), "{dropped}");
    let nowhere = next(Reached::Unresolved(ResolveFault::NameNotFound));
    assert!(nowhere.contains("resolve ca.certready.test"), "{nowhere}");
    let reset = next(connected(ExchangeFault::Reset));
    assert!(reset.contains("inspection"), "{reset}");
    let denied = next(connected(refusal(403, None)));
    assert!(denied.contains("ca.certready.test, TCP 80"), "{denied}");
}

#[test]
fn a_proxy_that_offers_what_a_service_signs_in_with_leaves_it_unknown() {
    let offers = |values: &[&str]| {
        let headers = values.iter().map(|value| Header { name: "proxy-authenticate".into(), value: (*value).into() });
        reached(connected(ExchangeFault::Proxy(ProxyFault::Refused(407, headers.collect()))))
    };
    let asks = ("endpoint-reachable.proxy-asks", Level::Unknown, Some(Cause::ProxyAuth), Weight::Decisive);
    assert_eq!(offers(&["Negotiate", "NTLM"]), asks);
    assert_eq!(offers(&["Basic realm=\"x\"", "ntlm"]), asks);
    assert_eq!(offers(&["Basic realm=\"x, Negotiate\", Kerberos"]), asks);
    for no_account in [&["Basic realm=\"ntlm\""][..], &["Digest realm=\"x\", nonce=\"y\""], &[]] {
        assert_eq!(offers(no_account), failed(Cause::ProxyAuth), "{no_account:?}");
    }
}

#[test]
fn the_same_holds_of_a_407_to_the_request_itself() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let scene =
        Scene::good(&pki).status(&crl, 407).fetch(&crl, |fetch, _| fetch.proxy = Some("http://proxy:3128".into()));
    let offer = |answer: &mut certready::observation::Answer| {
        answer.headers.push(Header { name: "proxy-authenticate".into(), value: "Negotiate".into() });
    };
    let judged = scene.answer(&crl, offer).judge();
    let asks = judged.one(Code::EndpointReachable, &crl);
    assert_eq!(asks.template.id, "endpoint-reachable.proxy-asks");
    assert!(asks.observed().contains("http://proxy:3128") && asks.observed().contains("proxy-authenticate: Negotiate"));
    assert_ne!(judged.verdict(), Verdict::Ready);
}

#[test]
fn a_redirect_from_http_to_https_that_brings_the_object_is_a_warning() {
    let hop_to = |to: &'static str| {
        let pki = case::pki();
        let crl = pki.url(paths::CRL);
        let from = url(&crl);
        let scene = Scene::good(&pki).fetch(&crl, move |fetch, _| {
            if let Reached::Answered { hops, .. } = &mut fetch.reached {
                hops.push(Hop { from: from.clone(), status: 301, to: url(to) });
            }
        });
        let judged = scene.judge();
        let all = judged.all(Code::EndpointReachable);
        let of_crl = all.iter().filter(|one| one.target.as_str() == crl);
        of_crl.map(|one| case::said(one)).collect::<Vec<_>>()
    };
    let answered = ("endpoint-reachable.answered", Level::Pass, None, Weight::Decisive);
    let by_https = ("endpoint-reachable.by-https", Level::Warning, Some(Cause::RedirectHttps), Weight::Supporting);
    assert_eq!(hop_to("https://ca.certready.test/x.crl"), [answered, by_https]);
    assert_eq!(hop_to("http://cdn.certready.test/x.crl"), [answered]);
}

/// What is said where the system found no address and each resolver said this.
fn unresolved(fault: ResolveFault, words: &[ResolverSaid]) -> (Said, String) {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let resolver = "192.0.2.53:53".parse().unwrap();
    let words: Vec<_> =
        words.iter().map(|said| ResolverWord { resolver, said: said.clone(), took_ms: 3_000 }).collect();
    let scene = Scene::good(&pki).fetch(&crl, move |fetch, _| {
        fetch.reached = Reached::Unresolved(fault.clone());
        fetch.resolvers.clone_from(&words);
    });
    let judged = scene.judge();
    (said(&judged, &pki), judged.one(Code::EndpointReachable, &crl).observed())
}

#[test]
fn what_the_resolvers_say_themselves_tells_what_the_system_does_not() {
    use ResolverSaid::{Addresses, Code, Garbled, NoData, Silence, Stuck, Unsent};
    for (words, cause, shown) in [
        (vec![Code(5)], Cause::DnsRefused, "asked itself, 192.0.2.53 says REFUSED"),
        (vec![Code(2)], Cause::DnsServfail, "asked itself, 192.0.2.53 says SERVFAIL"),
        (vec![Code(3)], Cause::DnsNxdomain, "asked itself, 192.0.2.53 says NXDOMAIN"),
        (vec![NoData], Cause::DnsNodata, "asked itself, 192.0.2.53 says that it has no address"),
        (vec![Silence], Cause::DnsTimeout, "asked itself, 192.0.2.53 says nothing within 3000 ms"),
        (vec![Unsent(1)], Cause::DnsTimeout, "192.0.2.53 can't be asked itself: error 1 of the system"),
        (vec![Garbled], Cause::DnsServfail, "asked itself, 192.0.2.53 answers with what is no DNS"),
        // It is there, and what is not, lies behind it.
        (vec![Stuck], Cause::DnsTimeout, "asked itself, 192.0.2.53 is there, and waits for others longer than 3000 ms"),
        // One that knows the name explains nothing where another does not.
        (vec![Addresses(2), Code(3)], Cause::DnsNxdomain, "asked itself, 192.0.2.53 gives an address; asked itself,"),
        // Of several, the one that tells most.
        (vec![Silence, Code(2), Code(5)], Cause::DnsRefused, "asked itself, 192.0.2.53 says SERVFAIL; asked itself,"),
        (vec![Silence, Code(3)], Cause::DnsNxdomain, "3000 ms; asked itself, 192.0.2.53 says NXDOMAIN"),
    ] {
        let (said, observed) = unresolved(ResolveFault::TryAgain, &words);
        assert_eq!(said, failed(cause), "{words:?}");
        assert!(observed.contains(shown), "{observed}");
    }
    // What the system says outright stands, whatever a resolver says afterwards.
    assert_eq!(unresolved(ResolveFault::NameNotFound, &[Code(2)]).0, failed(Cause::DnsNxdomain));
    assert_eq!(unresolved(ResolveFault::Timeout, &[Code(5)]).0, failed(Cause::DnsRefused));
    assert_eq!(unresolved(ResolveFault::Timeout, &[]).0, failed(Cause::DnsTimeout));
}

#[test]
fn where_every_resolver_knows_the_name_it_is_this_host_s_own_matter() {
    let here = ("endpoint-reachable.failed-here", Level::Failure, Some(Cause::DnsLocal), Weight::Decisive);
    for fault in [ResolveFault::NameNotFound, ResolveFault::NoAddress] {
        assert_eq!(unresolved(fault.clone(), &[ResolverSaid::Addresses(1)]).0, here, "{fault:?}");
    }
    // Of a system that failed for a moment or took too long, a resolver that answers later says nothing.
    assert_eq!(unresolved(ResolveFault::TryAgain, &[ResolverSaid::Addresses(1)]).0, failed(Cause::DnsServfail));
    assert_eq!(unresolved(ResolveFault::Timeout, &[ResolverSaid::Addresses(1)]).0, failed(Cause::DnsTimeout));
}

#[test]
fn what_this_host_forbids_itself_is_asked_of_no_firewall() {
    let told = |by: Option<&str>| {
        let pki = case::pki();
        let told_by = by.map(|by| by.parse().unwrap());
        let outcome = if by.is_some() { Connect::Prohibited } else { Connect::OwnFilter };
        let attempts = vec![Attempt { told_by, ..attempt("192.0.2.1:80", outcome) }];
        let judged = Scene::good(&pki).reached(&pki.url(paths::CRL), Reached::Resolved { attempts }).judge();
        let next = judged.one(Code::EndpointReachable, &pki.url(paths::CRL)).next().unwrap();
        (said(&judged, &pki), next, matches!(judged.report.firewall, Firewall::Asked(_)))
    };
    let here = ("endpoint-reachable.failed-here", Level::Failure, Some(Cause::ConnectProhibited), Weight::Decisive);
    let (said, next, asked) = told(None);
    assert_eq!((said, asked), (here, false));
    assert!(next.contains("in this host's own filter"), "{next}");
    let (said, next, asked) = told(Some("192.0.2.254"));
    assert_eq!((said, asked), (failed(Cause::ConnectProhibited), true));
    assert!(next.ends_with("192.0.2.254 says that it is forbidden."), "{next}");
}

#[test]
fn what_this_host_forbids_for_one_address_hides_nothing_of_the_others() {
    let attempts = vec![attempt("[2001:db8::1]:80", Connect::OwnFilter), attempt("192.0.2.1:80", Connect::Timeout)];
    assert_eq!(reached(Reached::Resolved { attempts }), failed(Cause::ConnectTimeout));
}

#[test]
fn what_keeps_this_host_itself_from_its_proxy_is_its_own() {
    let unconnected = |outcome| {
        let fault = Some(ExchangeFault::Proxy(ProxyFault::Unconnected(outcome)));
        let attempts = vec![attempt("192.0.2.8:3128", outcome)];
        reached(Reached::Connected { attempts, fault, hops: Vec::new() })
    };
    let here = ("endpoint-reachable.failed-here", Level::Failure, Some(Cause::ProxyConnect), Weight::Decisive);
    assert_eq!(unconnected(Connect::OwnFilter), here);
    assert_eq!(unconnected(Connect::Timeout), failed(Cause::ProxyConnect));
    // Cut off on its way there, it was not tried to its end.
    assert_eq!(unconnected(Connect::Cut), not_tried(Cause::Deadline));
    let cut = ExchangeFault::Proxy(ProxyFault::Unresolved(ResolveFault::Cut));
    assert_eq!(reached(connected(cut)), not_tried(Cause::Deadline));
}

#[test]
fn what_a_filter_s_host_does_behind_its_redirect_is_the_filter_s_word() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let hop = Hop { from: url(&crl), status: 302, to: url("https://block.opendns.com/x") };
    let scene = Scene::good(&pki).reached(
        &crl,
        Reached::Connected {
            attempts: vec![attempt("192.0.2.9:443", Connect::Connected)],
            fault: Some(ExchangeFault::Tls("alert".into())),
            hops: vec![hop],
        },
    );
    let judged = scene.judge();
    assert_eq!(said(&judged, &pki), failed(Cause::BlockPage));
    let next = judged.one(Code::EndpointReachable, &crl).next().unwrap();
    assert!(next.starts_with("Let what goes from this host to ca.certready.test, TCP 80, pass"), "{next}");
}

#[test]
fn what_is_asked_for_behind_a_redirect_is_where_it_leads() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let from = url(&crl);
    let attempts = vec![attempt("192.0.2.9:8080", Connect::Refused)];
    let scene = Scene::good(&pki).fetch(&crl, move |fetch, _| {
        if let Reached::Answered { redirect, hops, answer, .. } = &mut fetch.reached {
            answer.status = 302;
            hops.push(Hop { from: from.clone(), status: 302, to: url("http://cdn.certready.test:8080/x.crl") });
            *redirect = Some(RedirectFault::Unconnected(url("http://cdn.certready.test:8080/x.crl"), attempts.clone()));
        }
    });
    let next = scene.judge().one(Code::EndpointReachable, &crl).next().unwrap();
    assert_eq!(next, "Open TCP 8080 from this host to cdn.certready.test, outbound.");
}

#[test]
fn a_filter_s_page_that_can_t_be_had_is_the_filter_s_word_all_the_same() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let from = url(&crl);
    let to = "http://block.opendns.com/main?url=x";
    let scene = Scene::good(&pki).fetch(&crl, move |fetch, _| {
        if let Reached::Answered { redirect, hops, answer, .. } = &mut fetch.reached {
            answer.status = 302;
            hops.push(Hop { from: from.clone(), status: 302, to: url(to) });
            *redirect = Some(RedirectFault::Unresolved(url(to), ResolveFault::NameNotFound));
        }
    });
    let judged = scene.judge();
    assert_eq!(said(&judged, &pki), failed(Cause::BlockPage));
    let next = judged.one(Code::EndpointReachable, &crl).next().unwrap();
    assert!(next.starts_with("Let what goes from this host to ca.certready.test, TCP 80, pass as it is"), "{next}");
}

#[test]
fn what_is_cut_off_at_a_sinkhole_s_address_has_not_failed() {
    let pki = case::pki();
    let url = "http://crl.example.com/x.crl";
    for cut in [
        Reached::Resolved { attempts: vec![attempt("10.1.2.3:80", Connect::Cut)] },
        Reached::Connected {
            attempts: vec![attempt("10.1.2.3:80", Connect::Connected)],
            fault: Some(ExchangeFault::Cut),
            hops: Vec::new(),
        },
    ] {
        let scene = Scene::good(&pki).policy(|text| text.endpoint("crl", url, INTERMEDIATE, "required"));
        let judged = scene.reached(url, cut).ended(Ended::Interrupted).judge();
        assert_eq!(judged.said(Code::EndpointReachable, url), not_tried(Cause::Interrupted));
    }
}

#[test]
fn sixteen_addresses_are_all_told() {
    let pki = case::pki();
    let attempts: Vec<_> = (1..=16).map(|at| attempt(&format!("192.0.2.{at}:80"), Connect::Timeout)).collect();
    let judged = Scene::good(&pki).reached(&pki.url(paths::CRL), Reached::Resolved { attempts }).judge();
    let observed = judged.one(Code::EndpointReachable, &pki.url(paths::CRL)).observed();
    assert!(observed.ends_with("192.0.2.16:80 timeout after 15 ms)"), "{observed}");
}

#[test]
fn a_private_address_of_a_public_name_is_a_sinkhole_and_of_an_inner_one_is_not() {
    for (url, address, cause) in [
        ("http://crl.example.com/x.crl", "10.1.2.3:80", Cause::DnsSinkhole),
        ("http://crl.example.com/x.crl", "127.0.0.1:80", Cause::DnsSinkhole),
        ("http://crl.example.com/x.crl", "[fd00::1]:80", Cause::DnsSinkhole),
        ("http://crl.example.com/x.crl", "93.184.215.14:80", Cause::ConnectTimeout),
        ("http://crl.corp.internal/x.crl", "10.1.2.3:80", Cause::ConnectTimeout),
        ("http://crl.corp.internal/x.crl", "127.0.0.1:80", Cause::DnsSinkhole),
        ("http://10.1.2.3/x.crl", "10.1.2.3:80", Cause::ConnectTimeout),
        ("http://localhost/x.crl", "127.0.0.1:80", Cause::ConnectTimeout),
    ] {
        let pki = case::pki();
        let scene = || Scene::good(&pki).policy(|text| text.endpoint("crl", url, INTERMEDIATE, "required"));
        let attempts = vec![attempt(address, Connect::Timeout)];
        let judged = scene().reached(url, Reached::Resolved { attempts: attempts.clone() }).judge();
        assert_eq!(judged.said(Code::EndpointReachable, url), failed(cause), "{url} {address}");
        // Where --connect-to led there, no resolver did.
        let led = scene().reached(url, Reached::Resolved { attempts });
        let judged = led.fetch(url, |fetch, _| fetch.instead = Some("10.1.2.3:80".into())).judge();
        assert_eq!(judged.said(Code::EndpointReachable, url), failed(Cause::ConnectTimeout), "{url} {address}");
    }
}

#[test]
fn whose_word_ended_an_attempt_is_said() {
    let pki = case::pki();
    let told =
        Attempt { told_by: Some("192.0.2.254".parse().unwrap()), ..attempt("192.0.2.1:80", Connect::Prohibited) };
    let judged = Scene::good(&pki).reached(&pki.url(paths::CRL), Reached::Resolved { attempts: vec![told] }).judge();
    assert_eq!(said(&judged, &pki), failed(Cause::ConnectProhibited));
    let observed = judged.one(Code::EndpointReachable, &pki.url(paths::CRL)).observed();
    assert!(observed.ends_with("(192.0.2.1:80 prohibited after 15 ms, says 192.0.2.254)"), "{observed}");
}

#[test]
fn a_bound_that_was_hit_is_named() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let observed = |scene: Scene| scene.judge().one(Code::EndpointReachable, &crl).observed();
    let silent = observed(Scene::good(&pki).reached(&crl, connected(ExchangeFault::Timeout)));
    assert!(silent.contains("(within 15000 ms; "), "{silent}");
    let stalled = observed(Scene::good(&pki).answer(&crl, |answer| answer.end = BodyEnd::Stalled));
    assert!(stalled.contains("at most 15000 ms between pieces, 60000 ms in all"), "{stalled}");
}

#[test]
fn the_title_of_a_page_behind_a_refusal_is_shown() {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let page = b"<html><head><title>Access restricted by ACME</title></head></html>";
    let judged = Scene::good(&pki).body(&crl, page).answer(&crl, |answer| answer.status = 403).judge();
    assert_eq!(said(&judged, &pki), failed(Cause::Status(403)));
    let observed = judged.one(Code::EndpointReachable, &crl).observed();
    assert!(observed.contains("a web page, “Access restricted by ACME”"), "{observed}");
}
