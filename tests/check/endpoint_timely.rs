//! `endpoint-timely`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{BodyEnd, Connect, Setting, Switch};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::pki::{TestPki, day, paths};

fn said(judged: &Judged, pki: &TestPki) -> Said {
    judged.said(Code::EndpointTimely, &pki.url(paths::CRL))
}

/// What is said of the intermediate's CRL where its fetch took so long.
fn took(ms: u64) -> Said {
    let pki = case::pki();
    said(&Scene::good(&pki).fetch(&pki.url(paths::CRL), move |fetch, _| fetch.took_ms = ms).judge(), &pki)
}

#[test]
fn up_to_twelve_seconds_it_is_in_time() {
    let timely = ("endpoint-timely.timely", Level::Pass, None, Weight::Supporting);
    assert_eq!(took(20), timely);
    assert_eq!(took(12_000), timely);
}

#[test]
fn above_twelve_seconds_it_is_slow() {
    let slow = ("endpoint-timely.slow", Level::Warning, Some(Cause::TooSlow), Weight::Supporting);
    assert_eq!(took(12_001), slow);
    assert_eq!(took(15_000), slow);
}

#[test]
fn above_fifteen_seconds_cryptoapi_has_given_up() {
    let too_slow = ("endpoint-timely.too-slow", Level::Failure, Some(Cause::TooSlow), Weight::Supporting);
    assert_eq!(took(15_001), too_slow);
    let pki = case::pki();
    let judged = Scene::good(&pki).fetch(&pki.url(paths::CRL), |fetch, _| fetch.took_ms = 15_001).judge();
    // It supports, because a cache or a second try may still make it in time.
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn above_44_megabytes_microsoft_s_own_test_warns() {
    let with = |bytes: u64| {
        let pki = case::pki();
        let url = pki.url(paths::CRL);
        let judged = Scene::good(&pki).answer(&url, move |answer| answer.bytes = bytes).judge();
        let all = judged.all(Code::EndpointTimely);
        let of_crl = all.iter().filter(|one| one.target.as_str() == url);
        of_crl.map(|one| case::said(one)).collect::<Vec<_>>()
    };
    let timely = ("endpoint-timely.timely", Level::Pass, None, Weight::Supporting);
    let large = ("endpoint-timely.large", Level::Warning, Some(Cause::BodyTooLarge), Weight::Supporting);
    assert_eq!(with(44_000_000), [timely]);
    assert_eq!(with(44_000_001), [timely, large]);
}

#[test]
fn what_did_not_come_whole_has_no_time() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    for scene in [
        Scene::good(&pki).unreachable(&url, Connect::Timeout),
        Scene::good(&pki).status(&url, 503),
        Scene::good(&pki).answer(&url, |answer| answer.end = BodyEnd::Stalled),
    ] {
        let judged = scene.fetch(&url, |fetch, _| fetch.took_ms = 60_000).judge();
        assert!(judged.all(Code::EndpointTimely).iter().all(|one| one.target.as_str() != url));
    }
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = Scene::good(&pki).fetch(&pki.url(paths::CRL), |fetch, _| fetch.took_ms = 60_000).judge();
    let impossible = ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(said(&judged, &pki), impossible);
}

/// The chain of the service's certificate: the intermediate's sources, then the root's.
const CHAIN: &str = "the chain of the service's certificate, issued by Certready Test CA G1";

#[test]
fn a_chain_s_revocation_is_added_up_as_a_client_asks_for_it() {
    let pki = case::pki();
    let judged = Scene::good(&pki).judge();
    let timely = ("endpoint-timely.chain-timely", Level::Pass, None, Weight::Supporting);
    assert_eq!(judged.said(Code::EndpointTimely, CHAIN), timely);
    let observed = judged.one(Code::EndpointTimely, CHAIN).observed();
    // One responder for each certificate: the CRLs are not asked where that works, and POST is not where GET is.
    let (leaf, ca) = (pki.url(paths::OCSP), pki.url(paths::ROOT_OCSP));
    let each = format!("({leaf} (GET) 20 ms, {ca} (GET) 20 ms)");
    assert_eq!(observed, format!("one after another, as a client asks: 40 ms in all {each}"));
}

#[test]
fn urls_that_are_each_in_time_can_be_too_slow_together() {
    let pki = case::pki();
    let slow = |ms: u64| {
        let both = [pki.url(paths::OCSP), pki.url(paths::ROOT_OCSP)];
        let scene =
            both.iter().fold(Scene::good(&pki), |scene, url| scene.fetch(url, move |fetch, _| fetch.took_ms = ms));
        scene.judge().said(Code::EndpointTimely, CHAIN)
    };
    assert_eq!(slow(10_000).0, "endpoint-timely.chain-timely");
    let too_slow = ("endpoint-timely.chain-too-slow", Level::Failure, Some(Cause::TooSlow), Weight::Supporting);
    assert_eq!(slow(10_001), too_slow);
}

#[test]
fn what_is_not_learnt_is_not_in_time() {
    let pki = case::pki();
    let judged = Scene::good(&pki).cut_off(Connect::Refused).judge();
    assert!(judged.all(Code::EndpointTimely).is_empty());
    // A silence that is longer than the client has is said all the same.
    let urls = [paths::ROOT_CRL, paths::CRL, paths::ROOT_OCSP, paths::OCSP];
    let scene = urls.iter().fold(Scene::good(&pki).cut_off(Connect::Timeout), |scene, path| {
        scene.fetch(&pki.url(path), |fetch, _| fetch.took_ms = 15_000)
    });
    assert_eq!(scene.judge().one(Code::EndpointTimely, CHAIN).template.id, "endpoint-timely.chain-too-slow");
}

#[test]
fn what_is_silent_costs_a_client_its_wait_before_it_asks_the_next() {
    let pki = case::pki();
    let scene = [paths::OCSP, paths::ROOT_OCSP].iter().fold(Scene::good(&pki), |scene, path| {
        let url = pki.url(path);
        scene.unreachable(&url, Connect::Timeout).fetch(&url, |fetch, _| fetch.took_ms = 15_010)
    });
    let judged = scene.judge();
    assert_eq!(judged.one(Code::EndpointTimely, CHAIN).template.id, "endpoint-timely.chain-too-slow");
    let observed = judged.one(Code::EndpointTimely, CHAIN).observed();
    // No longer than CryptoAPI waits for one URL.
    assert!(observed.contains(": 30040 ms in all"), "{observed}");
    assert!(observed.contains(&format!("{} 20 ms", pki.url(paths::CRL))), "{observed}");
}

#[test]
fn a_bound_that_the_host_sets_takes_cryptoapis_place_and_is_named() {
    const CONFIG: &str = r"HKLM\SOFTWARE\Microsoft\Cryptography\OID\EncodingType 0\Config";
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let with = |name: &str, value: Setting<u32>| {
        let place = format!(r"{CONFIG}\{name}");
        let scene = Scene::good(&pki).fetch(&url, |fetch, _| fetch.took_ms = 9_000).on_windows();
        let judged = scene
            .windows(move |facts, _| {
                facts.chain_engine = vec![Switch { place: place.as_str().into(), value: value.clone() }];
            })
            .judge();
        let said = judged.one(Code::EndpointTimely, &url);
        (said.template.id, said.required())
    };
    let (id, required) = with("ChainUrlRetrievalTimeoutMilliseconds", Setting::Is(8_000));
    assert_eq!(id, "endpoint-timely.too-slow");
    assert!(required.contains("8000 ms, which this host (ChainUrlRetrievalTimeoutMilliseconds) allows"), "{required}");
    // Zero is the default, another value another bound, and what was refused is said.
    assert_eq!(with("ChainUrlRetrievalTimeoutMilliseconds", Setting::Is(0)).0, "endpoint-timely.timely");
    assert_eq!(with("MaxUrlRetrievalByteCount", Setting::Is(8_000)).0, "endpoint-timely.timely");
    let (id, required) = with("ChainUrlRetrievalTimeoutMilliseconds", Setting::Unreadable("access denied".into()));
    assert_eq!(id, "endpoint-timely.timely");
    assert!(required.contains("unless this host sets another (access denied)"), "{required}");
}
