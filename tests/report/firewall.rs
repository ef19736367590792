//! The firewall request: what is asked for, of whom, with which evidence, and what is not.

use certready::finding::{Cause, Client, Code, Level};
use certready::language::Say;
use certready::observation::{Attempt, Connect, ExchangeFault, Hop, Method, ProxyFault, Reached, RedirectFault};
use certready::observation::{Header, ResolveFault, ServiceFault, ServiceReached, ServiceStep, Talk};
use certready::report::{Firewall, FirewallRequest, FirewallRow, Mend};
use certready::vocabulary::HttpUrl;

use crate::common::case::{self, Scene};
use crate::common::pki::{TestPki, day, paths};
use crate::common::served::{smtp, talk};

const ROOT_HOST: &str = "root.certready.test";
const HOST: &str = "ca.certready.test";
const PAGE: &[u8] = b"<html><head><title>Denied</title></head><body>no</body></html>";

/// The request of a scene that makes one.
fn asked(scene: &Scene) -> FirewallRequest {
    match scene.judge().report.firewall {
        Firewall::Asked(request) => request,
        other => panic!("{other:?}"),
    }
}

/// The one row of a scene's request.
fn row(scene: &Scene) -> FirewallRow {
    let mut rows = asked(scene).rows;
    assert_eq!(rows.len(), 1, "{rows:#?}");
    rows.remove(0)
}

fn nothing(scene: &Scene) {
    assert_eq!(scene.judge().report.firewall, Firewall::Nothing);
}

fn causes(row: &FirewallRow) -> Vec<Cause> {
    row.causes.iter().map(|one| one.cause).collect()
}

fn attempt(address: &str, outcome: Connect) -> Attempt {
    Attempt { address: address.parse().unwrap(), outcome, took_ms: 15, told_by: Some("192.0.2.254".parse().unwrap()) }
}

/// The good scene, and the intermediate's CRL got so far.
fn crl(pki: &TestPki, reached: Reached) -> Scene {
    Scene::good(pki).reached(&pki.url(paths::CRL), reached)
}

fn faulted(fault: ExchangeFault) -> Reached {
    Reached::Connected { attempts: Vec::new(), fault: Some(fault), hops: Vec::new() }
}

#[test]
fn where_all_is_good_nothing_is_asked_for() {
    nothing(&Scene::good(&case::pki()));
}

#[test]
fn a_closed_port_is_asked_for_with_its_evidence() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki).unreachable(&url, Connect::Timeout).fetch(&url, |fetch, _| {
        fetch.offset_ms = Some(4_000);
    });
    let request = asked(&scene);
    assert_eq!(
        (request.host.as_ref().unwrap().as_str(), request.account.as_ref().unwrap().as_str()),
        ("mail-01", "postfix")
    );
    assert_eq!((request.policy.as_str(), request.observed), ("certready-test", day(0)));
    assert_eq!(request.left_out, [""; 0]);
    let row = row(&scene);
    assert_eq!((row.mend, row.host.as_str(), row.port, row.proxy.clone()), (Mend::Port, HOST, Some(80), None));
    assert_eq!(row.asks, ["Open TCP 80 from mail-01 to ca.certready.test, outbound."]);
    assert_eq!((row.level, row.decisive, row.of_a_group), (Level::Failure, true, false));
    assert_eq!(
        (row.addresses[0].address.as_str(), row.addresses[0].connect.as_slice()),
        ("192.0.2.1:80", &["timeout"][..])
    );
    assert_eq!((row.urls.len(), row.urls[0].url.as_str()), (1, url.as_str()));
    assert_eq!((row.urls[0].kinds.as_slice(), row.urls[0].methods.as_slice()), (&["crl"][..], &["GET"][..]));
    assert_eq!(row.urls[0].need.as_deref(), Some("required"));
    assert!(row.urls[0].named_by[0].to_string().starts_with("policy, line "));
    let cause = &row.causes[0];
    assert_eq!((cause.cause, cause.step), (Cause::ConnectTimeout, "resolved"));
    assert_eq!(cause.at.unix(), day(0).unix() + 4);
    assert_eq!(
        cause.observed,
        "no answer to the connection attempt, as where a filter drops it (192.0.2.1:80 timeout after 15 ms)"
    );
}

#[test]
fn a_host_and_port_is_one_row_whatever_is_asked_there_and_how() {
    let pki = case::pki();
    let request = asked(&Scene::good(&pki).cut_off(Connect::Refused));
    let rows: Vec<_> = request.rows.iter().map(|row| (row.host.as_str(), row.urls.len())).collect();
    assert_eq!(rows, [(HOST, 3), (ROOT_HOST, 3)]);
    let responder = request.rows[0].urls.iter().find(|url| url.url.as_str() == pki.url(paths::OCSP)).unwrap();
    assert_eq!(responder.methods, ["GET", "POST"]);
    // The optional URL is there, because its host is asked for anyway.
    let aia = request.rows[0].urls.iter().find(|url| url.url.as_str() == pki.url(paths::AIA)).unwrap();
    assert_eq!(aia.need.as_deref(), Some("optional"));
    assert!(request.rows.iter().all(|row| causes(row) == [Cause::ConnectRefused]));
}

#[test]
fn an_optional_endpoint_alone_is_not_asked_for_and_is_named_beside_others() {
    let pki = case::pki();
    let optional = Scene::good(&pki).unreachable(&pki.url(paths::ROOT_AIA), Connect::Timeout);
    nothing(&optional);
    let request = asked(&optional.unreachable(&pki.url(paths::CRL), Connect::Timeout));
    assert_eq!(request.rows.len(), 1);
    let said = "Fails as well, and is not asked for, because the policy makes no condition of it: root.certready.test, TCP 80.";
    assert_eq!(request.left_out, [said]);
}

#[test]
fn a_waived_failure_is_not_asked_for() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_CRL);
    let waiver = format!(
        "waivers:\n  - code: endpoint-reachable\n    target: {url}\n    cause: connect-timeout\n    reason: it is known\n    \
         expires: {}\n",
        day(60)
    );
    let waived = Scene::good(&pki).policy(|text| text.more(&waiver)).unreachable(&url, Connect::Timeout);
    nothing(&waived);
    let request = asked(&waived.unreachable(&pki.url(paths::CRL), Connect::Timeout));
    assert_eq!(request.rows.iter().map(|row| row.host.as_str()).collect::<Vec<_>>(), [HOST]);
    let until = day(60).date();
    let said =
        format!("Not asked for, because the policy waives its failure: root.certready.test, TCP 80 (until {until}).");
    assert_eq!(request.left_out, [said.as_str()]);
}

#[test]
fn a_superseded_policy_asks_for_no_hole_and_says_why() {
    let pki = case::pki();
    let superseded = || Scene::good(&pki).policy(|text| text.superseded_by("certready-next"));
    let why = "None is made: the policy is superseded by certready-next. What this host needs today, a report of that policy says.";
    let withheld = |scene: Scene| matches!(&scene.judge().report.firewall, Firewall::Withheld(said) if *said == why);
    assert!(withheld(superseded()));
    // Judged for its own date, it fails, and still opens nothing.
    let asked = || superseded().asked(|asked| asked.cutover = Some(day(30)));
    assert!(withheld(asked().cut_off(Connect::Timeout)));
    nothing(&asked());
}

#[test]
fn what_serves_an_expired_ca_asks_for_no_hole() {
    let ended = case::pki_plan().intermediate(|cert| cert.valid(day(-700), day(29))).build();
    nothing(&Scene::good(&ended).cut_off(Connect::Timeout));
    let twin = case::pki_plan().intermediate(|cert| cert.valid(day(-700), day(31))).build();
    assert_eq!(asked(&Scene::good(&twin).cut_off(Connect::Timeout)).rows.len(), 2);
}

#[test]
fn at_most_two_causes_are_told_and_the_one_that_matters_first_is_first() {
    let pki = case::pki();
    let silent = faulted(ExchangeFault::Timeout);
    let reset = faulted(ExchangeFault::Reset);
    let ocsp = pki.url(paths::OCSP);
    let two = Scene::good(&pki).reached(&pki.url(paths::CRL), silent.clone()).reached(&ocsp, reset.clone());
    assert_eq!(causes(&row(&two)), [Cause::ExchangeReset, Cause::ExchangeTimeout]);
    let three = Scene::good(&pki).body(&pki.url(paths::CRL), PAGE).fetch(&ocsp, move |fetch, _| {
        fetch.reached = if fetch.id.method == Method::Get { silent.clone() } else { reset.clone() };
    });
    let row = row(&three);
    assert_eq!(causes(&row), [Cause::BodyHtml, Cause::ExchangeReset]);
    // Both ask for the same.
    assert_eq!((row.mend, row.asks.len()), (Mend::Inspection, 1));
}

#[test]
fn a_failure_matters_before_a_warning_that_tells_more() {
    let pki = case::pki();
    // Some addresses are prohibited, which is a warning; the answers of the others do not come.
    let mixed = Reached::Connected {
        attempts: vec![attempt("192.0.2.1:80", Connect::Connected), attempt("192.0.2.2:80", Connect::Prohibited)],
        fault: None,
        hops: Vec::new(),
    };
    let target = "http://ca.certready.test/connect";
    let scene = Scene::good(&pki)
        .policy(|text| text.endpoint("connect", target, "", "required"))
        .reached(target, mixed)
        .reached(&pki.url(paths::CRL), faulted(ExchangeFault::Timeout));
    let row = row(&scene);
    assert_eq!(causes(&row), [Cause::ExchangeTimeout, Cause::ConnectProhibited]);
    assert_eq!(row.asks.len(), 2);
    let seen: Vec<_> = row.addresses.iter().map(|one| (one.address.as_str(), one.connect[0])).collect();
    assert_eq!(seen, [("192.0.2.1:80", "connected"), ("192.0.2.2:80", "prohibited")]);
}

#[test]
fn a_name_that_does_not_resolve_asks_for_the_name_and_for_no_port() {
    let row = row(&crl(&case::pki(), Reached::Unresolved(ResolveFault::NameNotFound)));
    assert_eq!((row.mend, row.host.as_str(), row.port), (Mend::NameResolution, HOST, None));
    assert!(
        row.asks[0]
            .to_string()
            .starts_with("Let the resolver of mail-01 resolve ca.certready.test. No port is asked for yet")
    );
    assert_eq!((row.causes[0].cause, row.causes[0].step), (Cause::DnsNxdomain, "unresolved"));
}

#[test]
fn without_a_route_a_route_is_asked_for() {
    let row = row(&crl(&case::pki(), Reached::Resolved { attempts: vec![attempt("192.0.2.1:80", Connect::NoRoute)] }));
    assert_eq!(row.asks, ["Give mail-01 a route to ca.certready.test, and let TCP 80 pass, outbound."]);
}

#[test]
fn a_status_is_asked_for_where_somebody_forbids_and_not_where_the_ca_has_nothing() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let status = |status| Scene::good(&pki).status(&url, status);
    for forbids in [401, 403, 451, 511] {
        assert_eq!(causes(&row(&status(forbids))), [Cause::Status(forbids)]);
    }
    for other in [400, 404, 410, 500, 503] {
        nothing(&status(other));
    }
    let behind = status(503).fetch(&url, |fetch, _| fetch.proxy = Some("http://proxy.test:3128".into()));
    assert_eq!(row(&behind).mend, Mend::Proxy);
}

#[test]
fn what_is_the_ca_s_own_is_not_asked_for() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    nothing(&Scene::good(&pki).body(&url, b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"));
    nothing(&Scene::good(&pki).body(&url, &pki.crl().this_update(day(-8)).next_update(day(-1)).der()));
}

#[test]
fn a_proxy_that_denies_is_asked_to_let_the_target_pass() {
    let pki = case::pki();
    let denied = Header { name: "x-squid-error".into(), value: "ERR_ACCESS_DENIED 0".into() };
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki).status(&url, 403).fetch(&url, move |fetch, _| {
        fetch.proxy = Some("http://proxy.test:3128".into());
        let Reached::Answered { attempts, answer, .. } = &mut fetch.reached else { panic!("it was answered") };
        attempts.clear();
        answer.headers = vec![denied.clone()];
    });
    let row = row(&scene);
    assert_eq!((row.mend, row.host.as_str(), row.port), (Mend::Proxy, HOST, Some(80)));
    assert_eq!(row.proxy.as_ref().unwrap().as_str(), "http://proxy.test:3128");
    assert_eq!((causes(&row), row.addresses.len()), (vec![Cause::ProxyDenied], 0));
    let asks = "Let the proxy http://proxy.test:3128 pass ca.certready.test, TCP 80, to mail-01, by GET and POST, without a \
                sign-in and without a page in its place.";
    assert_eq!(row.asks, [asks]);
}

#[test]
fn a_proxy_that_can_t_be_reached_is_itself_the_destination() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let by_proxy = |fault| {
        crl(&pki, faulted(ExchangeFault::Proxy(fault)))
            .fetch(&url, |fetch, _| fetch.proxy = Some("http://proxy.test:3128".into()))
    };
    let closed = row(&by_proxy(ProxyFault::Unconnected(Connect::Refused)));
    assert_eq!(
        (closed.mend, closed.host.as_str(), closed.port, closed.proxy),
        (Mend::Port, "proxy.test", Some(3128), None)
    );
    assert_eq!(closed.asks, ["Open TCP 3128 from mail-01 to the proxy proxy.test, outbound."]);
    assert_eq!((closed.urls[0].url.as_str(), closed.causes[0].step), (url.as_str(), "resolved"));
    assert_eq!(closed.causes[0].observed, "the proxy accepts no connection (refused)");
    let unnamed = row(&by_proxy(ProxyFault::Unresolved(ResolveFault::NameNotFound)));
    assert_eq!((unnamed.mend, unnamed.host.as_str(), unnamed.port), (Mend::NameResolution, "proxy.test", None));
    assert_eq!(unnamed.causes[0].observed, "the proxy's name has no address (dns-nxdomain)");
    // What the host's own settings name wrongly, nobody else can mend.
    nothing(&by_proxy(ProxyFault::Unusable("socks5 is not spoken".into())));
}

#[test]
fn where_a_redirect_leads_is_the_destination_where_that_is_what_fails() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let cdn = || HttpUrl::parse("http://cdn.test:8080/g1.crl").unwrap();
    let attempts = vec![attempt("192.0.2.9:8080", Connect::Timeout)];
    let fault = RedirectFault::Unconnected(cdn(), attempts);
    let led = Scene::good(&pki).status(&url, 302).fetch(&url, move |fetch, _| {
        let Reached::Answered { redirect, .. } = &mut fetch.reached else { panic!("it was answered") };
        *redirect = Some(fault.clone());
    });
    let unreached = row(&led);
    assert_eq!((unreached.mend, unreached.host.as_str(), unreached.port), (Mend::Port, "cdn.test", Some(8080)));
    assert_eq!(unreached.addresses[0].address.as_str(), "192.0.2.9:8080");
    assert_eq!(unreached.urls[0].redirected_to.as_ref().unwrap().as_str(), "http://cdn.test:8080/g1.crl");
    // A page on another host is what came in the way of the URL itself.
    let portal = Scene::good(&pki).body(&url, PAGE).fetch(&url, move |fetch, _| {
        let Reached::Answered { hops, .. } = &mut fetch.reached else { panic!("it was answered") };
        hops.push(Hop { from: fetch.id.url.clone(), status: 302, to: HttpUrl::parse("http://portal.test/").unwrap() });
    });
    let portal = row(&portal);
    assert_eq!((portal.mend, portal.host.as_str(), portal.addresses.len()), (Mend::Inspection, HOST, 0));
    assert_eq!(portal.urls[0].redirected_to, None);
}

#[test]
fn what_decides_stands_first() {
    let pki = case::pki();
    let target = "http://z.test/";
    let one_method = Scene::good(&pki).policy(|text| text.endpoint("connect", target, "", "required")).fetch(
        &pki.url(paths::OCSP),
        |fetch, _| {
            if fetch.id.method == Method::Post {
                fetch.reached = faulted(ExchangeFault::Reset);
            }
        },
    );
    let hosts = |scene: &Scene| asked(scene).rows.iter().map(|row| row.host.clone()).collect::<Vec<_>>();
    assert_eq!(hosts(&one_method), [HOST]);
    assert_eq!(hosts(&one_method.unreachable(target, Connect::Timeout)), ["z.test", HOST]);
}

#[test]
fn a_method_that_does_not_pass_beside_one_that_does_is_a_warning() {
    let pki = case::pki();
    let scene = Scene::good(&pki).fetch(&pki.url(paths::OCSP), |fetch, _| {
        if fetch.id.method == Method::Post {
            fetch.reached = faulted(ExchangeFault::Reset);
        }
    });
    let row = row(&scene);
    assert_eq!((row.level, row.decisive, row.urls[0].methods.as_slice()), (Level::Warning, false, &["POST"][..]));
}

#[test]
fn one_of_a_group_says_so() {
    let pki = case::pki();
    let scene = Scene::good(&pki)
        .policy(|text| text.replacing("need: required", "need: one-of revocation"))
        .cut_off(Connect::Timeout);
    assert!(asked(&scene).rows.iter().all(|row| row.of_a_group && row.decisive));
}

#[test]
fn what_must_be_known_beside_it_is_noted() {
    let pki = case::pki();
    let cut = || Scene::good(&pki).cut_off(Connect::Timeout);
    let notes = |scene: &Scene| asked(scene).notes;
    let has = |notes: &[Say], begins: &str| notes.iter().any(|note| note.to_string().starts_with(begins));
    let decides = notes(&cut());
    assert!(has(&decides, "CAs publish through content delivery networks"));
    assert!(
        !has(&decides, "Nothing of this decides") && !has(&decides, "Not everything") && !has(&decides, "Where names")
    );
    let postfix = notes(&cut().client(Client::OpensslNoRevocation));
    assert!(has(&postfix, "Nothing of this decides the verdict under the client profile openssl-no-revocation."));
    let narrowed = notes(&cut().asked(|asked| asked.skip = vec![Code::Clock]));
    assert!(has(&narrowed, "Not everything was looked at"));
    let unresolved = notes(&crl(&pki, Reached::Unresolved(ResolveFault::TryAgain)));
    assert!(has(&unresolved, "Where names of the internet resolve at a proxy only"));
}

#[test]
fn single_urls_ask_as_well() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let request = asked(&Scene::good(&pki).urls(&[&url], &[&pki.intermediate]).unreachable(&url, Connect::Timeout));
    assert_eq!((request.rows.len(), request.rows[0].urls[0].named_by[0].to_string()), (1, "command line".to_owned()));
}

#[test]
fn a_proxy_that_wants_an_account_is_asked_for_and_not_said_to_block() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let offer = Header { name: "proxy-authenticate".into(), value: "Negotiate".into() };
    let scene = Scene::good(&pki).status(&url, 407).answer(&url, move |answer| answer.headers.push(offer.clone()));
    let judged = scene.fetch(&url, |fetch, _| fetch.proxy = Some("http://proxy.example:3128".into())).judge();
    let Firewall::Asked(request) = &judged.report.firewall else { panic!("{:?}", judged.report.firewall) };
    let row = &request.rows[0];
    assert_eq!((row.mend, row.level, row.decisive), (Mend::Proxy, Level::Unknown, false));
    assert!(
        row.asks[0].to_string().starts_with("Let the proxy http://proxy.example:3128 pass ca.certready.test, TCP 80")
    );
    // It is no failure that decides nothing: it is not known whether it does.
    assert!(
        request.notes.iter().all(|note| !note.to_string().starts_with("Nothing of this decides")),
        "{:?}",
        request.notes
    );
}

#[test]
fn what_connect_to_led_elsewhere_is_not_asked_for() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki).unreachable(&url, Connect::Refused);
    let judged = scene.fetch(&url, |fetch, _| fetch.instead = Some("127.0.0.1:9".into())).judge();
    assert!(matches!(&judged.report.firewall, Firewall::Withheld(why) if why.to_string().contains("--connect-to")));
    // Beside something that is asked for, it is said.
    let root = pki.url(paths::ROOT_CRL);
    let scene = Scene::good(&pki).unreachable(&url, Connect::Refused).unreachable(&root, Connect::Refused);
    let judged = scene.fetch(&url, |fetch, _| fetch.instead = Some("127.0.0.1:9".into())).judge();
    let Firewall::Asked(request) = &judged.report.firewall else { panic!("{:?}", judged.report.firewall) };
    assert_eq!(request.rows.len(), 1);
    assert!(
        request
            .left_out
            .iter()
            .any(|line| line.to_string().contains("--connect-to") && line.to_string().contains("127.0.0.1:9"))
    );
}

/// Mail needs its port as much as a CRL does; what the server itself refuses is no matter of the firewall.
#[test]
fn a_service_that_something_keeps_away_is_asked_for_with_its_port() {
    let pki = case::pki();
    let attempt = |outcome| {
        let address = "192.0.2.25:25".parse().unwrap();
        ServiceReached::Resolved { attempts: vec![Attempt { address, outcome, took_ms: 5_000, told_by: None }] }
    };
    let one = |reached: ServiceReached| {
        row(&Scene::good(&pki).service(smtp(), move |facts, _| facts.reached = reached.clone()))
    };
    let closed = one(attempt(Connect::Timeout));
    assert_eq!((closed.mend, closed.host.as_str(), closed.port), (Mend::Port, "mail.certready.test", Some(25)));
    assert_eq!(closed.asks, ["Open TCP 25 from mail-01 to mail.certready.test, outbound."]);
    assert_eq!((closed.urls[0].url.as_str(), closed.urls[0].kinds[0]), ("smtp://mail.certready.test:25", "smtp"));
    assert!(closed.decisive);
    let unknown = one(ServiceReached::Unresolved(ResolveFault::NameNotFound));
    assert_eq!((unknown.mend, unknown.port, unknown.causes[0].cause), (Mend::NameResolution, None, Cause::DnsNxdomain));
    // The inspection that takes STARTTLS out, and the server that has none.
    let masked = talk("****************", &["SIZE"]);
    let stripped = row(&Scene::good(&pki).failing(ServiceStep::Ehlo, ServiceFault::NotOffered, masked));
    assert_eq!((stripped.mend, stripped.causes[0].cause), (Mend::Inspection, Cause::StarttlsStripped));
    let judged = Scene::good(&pki).failing(ServiceStep::Ehlo, ServiceFault::NotOffered, Talk::default()).judge();
    assert_eq!(judged.report.firewall, Firewall::Nothing);
    // This host's own filter is nobody else's, and what --connect-to led elsewhere says nothing of the name's own host.
    for (outcome, instead) in [(Connect::OwnFilter, None), (Connect::Timeout, Some("127.0.0.1:2525"))] {
        let reached = attempt(outcome);
        let scene = Scene::good(&pki).service(smtp(), move |facts, _| {
            (facts.reached, facts.instead) = (reached.clone(), instead.map(Into::into));
        });
        assert_eq!(scene.judge().report.firewall, Firewall::Nothing, "{outcome:?}");
    }
}
