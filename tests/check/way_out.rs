//! `way-out`.

use certready::finding::{Cause, Code, Finding, Level, Verdict, Weight};
use certready::observation::{
    Connect, ExchangeFault, Fetch, Header, ProxyFault, Reached, ResolveFault, ResolverWord, Said,
};
use certready::vocabulary::Shown;

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::{TestPki, day, paths};
use crate::common::policy::labels::INTERMEDIATE;

const ALL: &str = "all endpoints";

/// Every fetch of a good scene, changed alike.
fn all(pki: &TestPki, change: impl Fn(&mut Fetch) + Clone + 'static) -> Judged {
    let urls = [paths::ROOT_CRL, paths::CRL, paths::ROOT_OCSP, paths::OCSP, paths::ROOT_AIA, paths::AIA];
    let planned = |url: &str| {
        let scene = Scene::good(pki).judge();
        scene.report.endpoints.iter().any(|row| row.url.as_str() == url)
    };
    let urls = urls.map(|path| pki.url(path)).into_iter().filter(|url| planned(url));
    let scene = urls.fold(Scene::good(pki), |scene, url| {
        let change = change.clone();
        scene.fetch(&url, move |fetch, _| change(fetch))
    });
    scene.judge()
}

fn proxied(headers: &[(&str, &str)]) -> impl Fn(&mut Fetch) + Clone + 'static {
    let headers: Vec<Header> =
        headers.iter().map(|(name, value)| Header { name: (*name).into(), value: (*value).into() }).collect();
    move |fetch| {
        fetch.proxy = Some("http://proxy.example:3128".into());
        let fault = ExchangeFault::Proxy(ProxyFault::Refused(407, headers.clone()));
        fetch.reached = Reached::Connected { attempts: Vec::new(), fault: Some(fault), hops: Vec::new() };
    }
}

/// The codes of what hangs below the common cause.
fn below(judged: &Judged) -> Vec<Code> {
    let mut codes: Vec<Code> =
        judged.report.findings.iter().filter(|one| one.below == Some(Code::WayOut)).map(|one| one.code).collect();
    codes.dedup();
    codes
}

#[test]
fn where_anything_comes_through_the_way_is_open() {
    let pki = case::pki();
    let judged = Scene::good(&pki).status(&pki.url(paths::CRL), 403).judge();
    assert_eq!(judged.said(Code::WayOut, ALL), ("way-out.open", Level::Pass, None, Weight::Supporting));
    assert_eq!(
        judged.one(Code::WayOut, ALL).observed(),
        "7 of 8 targets were reached: the way out of this host is open"
    );
    assert_eq!(below(&judged), []);
}

#[test]
fn one_cause_that_stops_all_is_said_once_and_all_else_hangs_below_it() {
    let pki = case::pki();
    let judged = Scene::good(&pki).cut_off(Connect::NoRoute).judge();
    let alike = ("way-out.alike", Level::Failure, Some(Cause::NoRoute), Weight::Decisive);
    assert_eq!(judged.said(Code::WayOut, ALL), alike);
    assert_eq!(judged.report.findings[0].code, Code::WayOut);
    assert_eq!(below(&judged), [Code::RevocationPath, Code::EndpointReachable]);
    // To be said once changes no verdict, and each endpoint still says its own.
    assert_eq!(judged.verdict(), Verdict::NotReady);
    assert_eq!(judged.all(Code::EndpointReachable).len(), 8);
    let sentence = judged.report.headline.sentence.to_string();
    assert!(sentence.contains(" 1 failure, 10 findings that follow from the first."), "{sentence}");
}

#[test]
fn no_dns_at_all_says_what_each_resolver_said() {
    let pki = case::pki();
    let resolver = "192.0.2.53:53".parse().unwrap();
    let judged = all(&pki, move |fetch| {
        fetch.reached = Reached::Unresolved(ResolveFault::TryAgain);
        fetch.resolvers = vec![ResolverWord { resolver, said: Said::Code(5), took_ms: 2 }];
    });
    let finding = judged.one(Code::WayOut, ALL);
    assert_eq!(finding.cause, Some(Cause::DnsRefused));
    let observed = finding.observed();
    assert!(observed.ends_with("(REFUSED) (asked itself, 192.0.2.53 says REFUSED)"), "{observed}");
    assert!(finding.next().unwrap().starts_with("Give this host a resolver"), "{finding:?}");
}

#[test]
fn a_proxy_that_refuses_all_is_one_cause() {
    let pki = case::pki();
    let judged = all(&pki, proxied(&[("proxy-authenticate", "Basic realm=\"x\"")]));
    let alike = ("way-out.alike", Level::Failure, Some(Cause::ProxyAuth), Weight::Decisive);
    assert_eq!(judged.said(Code::WayOut, ALL), alike);
    let observed = judged.one(Code::WayOut, ALL).observed();
    assert!(observed.contains(" fail alike, asked through the proxy http://proxy.example:3128: "), "{observed}");
}

#[test]
fn a_proxy_that_a_service_may_pass_by_its_account_leaves_it_unknown() {
    let pki = case::pki();
    let judged = all(&pki, proxied(&[("proxy-authenticate", "Negotiate"), ("proxy-authenticate", "NTLM")]));
    let asks = ("way-out.proxy-asks", Level::Unknown, Some(Cause::ProxyAuth), Weight::Decisive);
    assert_eq!(judged.said(Code::WayOut, ALL), asks);
    assert_eq!(judged.verdict(), Verdict::Undetermined);
}

#[test]
fn a_page_of_a_filter_in_the_place_of_all_is_one_cause_whatever_its_status() {
    let pki = case::pki();
    let page = b"<html><head><title>Internet Security by Zscaler</title></head></html>";
    let urls = [paths::ROOT_CRL, paths::CRL, paths::ROOT_OCSP, paths::OCSP, paths::AIA, paths::ROOT_AIA];
    let known = Scene::good(&pki).judge();
    let planned = |url: &String| known.report.endpoints.iter().any(|row| row.url.as_str() == *url);
    let scene = urls.map(|path| pki.url(path)).into_iter().filter(planned).enumerate();
    let scene = scene.fold(Scene::good(&pki), |scene, (at, url)| {
        let status = if at % 2 == 0 { 403 } else { 200 };
        scene.body(&url, page).answer(&url, move |answer| answer.status = status)
    });
    let judged = scene.judge();
    let alike = ("way-out.alike", Level::Failure, Some(Cause::BlockPage), Weight::Decisive);
    assert_eq!(judged.said(Code::WayOut, ALL), alike);
}

#[test]
fn different_causes_are_not_folded_into_one() {
    let pki = case::pki();
    let scene = Scene::good(&pki).cut_off(Connect::Timeout).unreachable(&pki.url(paths::CRL), Connect::Refused);
    let judged = scene.judge();
    assert_eq!(judged.said(Code::WayOut, ALL), ("way-out.differ", Level::NotApplicable, None, Weight::Supporting));
    assert_eq!(below(&judged), []);
}

#[test]
fn of_a_single_host_its_fault_is_its_own() {
    let pki = TestPki::plan("http://ca.certready.test").build();
    let judged = Scene::good(&pki).cut_off(Connect::Timeout).judge();
    assert_eq!(judged.all(Code::WayOut), Vec::<&Finding>::new());
}

#[test]
fn what_a_hostile_proxy_says_is_shown_clean() {
    let pki = case::pki();
    let judged = all(&pki, move |fetch| {
        fetch.proxy = Some("http://proxy.example:3128".into());
        let said = Header { name: "via".into(), value: Shown::new("1.1 proxy\u{1b}[2J") };
        let fault = ExchangeFault::Proxy(ProxyFault::Refused(403, vec![said]));
        fetch.reached = Reached::Connected { attempts: Vec::new(), fault: Some(fault), hops: Vec::new() };
    });
    let observed = judged.one(Code::WayOut, ALL).observed();
    assert!(!observed.contains('\u{1b}'), "{observed}");
}

#[test]
fn what_the_policy_waives_is_not_raised_again_by_being_said_once() {
    let pki = case::pki();
    let plain = Scene::good(&pki).cut_off(Connect::Timeout).judge();
    let failing: Vec<_> = plain.report.findings.iter().filter(|one| one.below.is_some()).collect();
    let until = day(30).date();
    let waiver = |one: &&Finding| {
        let (code, target) = (one.code, &one.target);
        format!(
            "  - code: {code}\n    target: \"{target}\"\n    cause: connect-timeout\n    reason: booked\n    expires: {until}\n"
        )
    };
    let waivers: String = failing.iter().map(waiver).collect();
    let scene = Scene::good(&pki).cut_off(Connect::Timeout).policy(|text| text.more(&format!("waivers:\n{waivers}")));
    let judged = scene.judge();
    let common = judged.one(Code::WayOut, ALL);
    assert_eq!(common.level, Level::Warning);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn hosts_that_answer_the_wrong_thing_say_nothing_of_the_way() {
    let pki = case::pki();
    let urls = [paths::ROOT_CRL, paths::CRL, paths::ROOT_OCSP, paths::OCSP, paths::ROOT_AIA, paths::AIA];
    let known = Scene::good(&pki).judge();
    let planned = |url: &String| known.report.endpoints.iter().any(|row| row.url.as_str() == *url);
    let all = urls.map(|path| pki.url(path)).into_iter().filter(planned);
    let scene = all.fold(Scene::good(&pki), |scene, url| scene.status(&url, 404));
    // Reached they were, all alike, and nobody opens anything for that.
    assert_eq!(scene.judge().all(Code::WayOut), Vec::<&Finding>::new());
}

#[test]
fn a_host_of_an_inner_network_tells_nothing_where_there_are_public_ones() {
    let pki = case::pki();
    let policy = |text: crate::common::policy::PolicyText| {
        let text = text.endpoint("crl", "http://crl.example.com/x.crl", INTERMEDIATE, "required");
        text.endpoint("crl", "http://crl2.example.com/x.crl", INTERMEDIATE, "required")
    };
    let scene = Scene::good(&pki).policy(policy);
    let scene = scene.unreachable("http://crl.example.com/x.crl", Connect::Timeout);
    let judged = scene.unreachable("http://crl2.example.com/x.crl", Connect::Timeout).judge();
    // The lab's own hosts, below .test, answer all that is asked of them.
    let alike = ("way-out.alike", Level::Failure, Some(Cause::ConnectTimeout), Weight::Decisive);
    assert_eq!(judged.said(Code::WayOut, ALL), alike);
}

#[test]
fn what_this_host_does_to_all_is_its_own_to_mend() {
    let pki = case::pki();
    let judged = all(&pki, |fetch| {
        fetch.proxy = Some("socks5".into());
        let fault = ExchangeFault::Proxy(ProxyFault::Unusable("the proxy's scheme is `socks5`".into()));
        fetch.reached = Reached::Connected { attempts: Vec::new(), fault: Some(fault), hops: Vec::new() };
    });
    let here = ("way-out.alike-here", Level::Failure, Some(Cause::ProxyConnect), Weight::Decisive);
    assert_eq!(judged.said(Code::WayOut, ALL), here);
    assert!(judged.one(Code::WayOut, ALL).next().unwrap().starts_with("Correct the proxy in this account's settings"));
}

#[test]
fn what_an_inner_host_does_for_the_same_reason_hangs_below_nothing() {
    let pki = case::pki();
    let inner = "http://crl.corp.internal/x.crl";
    let public = ["http://crl.example.com/x.crl", "http://crl2.example.com/x.crl"];
    let scene = public.iter().chain([&inner]).fold(Scene::good(&pki), |scene, url| {
        scene.policy(|text| text.endpoint("crl", url, INTERMEDIATE, "required")).unreachable(url, Connect::Timeout)
    });
    let judged = scene.judge();
    assert_eq!(judged.one(Code::WayOut, ALL).cause, Some(Cause::ConnectTimeout));
    assert_eq!(judged.one(Code::EndpointReachable, inner).below, None);
    assert_eq!(judged.one(Code::EndpointReachable, public[0]).below, Some(Code::WayOut));
}
