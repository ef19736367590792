//! `exchange-proxy`.

use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{ExchangeServer, ProxySetting, Setting};

use crate::common::case::{self, Scene};
use crate::common::pki::TestPki;

const TARGET: &str = "InternetWebProxy";

/// The host of a scene, as Exchange lists it, with this proxy; beside it another server.
fn servers(proxy: Option<&str>) -> Vec<ExchangeServer> {
    let server = |name: &str, web_proxy: Option<&str>| ExchangeServer {
        name: name.into(),
        fqdn: Some(format!("{name}.contoso.example").as_str().into()),
        version: None,
        web_proxy: web_proxy.map(Into::into),
    };
    vec![server("OTHER", Some("http://elsewhere:1/")), server("MAIL-01", proxy)]
}

fn scene(pki: &TestPki, exchange: Option<&str>, machine: Option<&str>) -> Scene {
    let machine = machine.map(|proxy| ProxySetting { proxy: proxy.into(), bypass: None });
    Scene::good(pki).on_windows().exchange(&servers(exchange)).windows(move |facts, _| {
        facts.proxies.machine = machine.clone().map_or(Setting::Absent, Setting::Is);
    })
}

#[test]
fn no_proxy_of_exchanges_own_or_the_same_one_passes() {
    let pki = case::pki();
    let judged = scene(&pki, None, None).judge();
    assert_eq!(
        judged.said(Code::ExchangeProxy, TARGET),
        ("exchange-proxy.none-named", Level::Pass, None, Weight::Supporting)
    );
    let judged = scene(&pki, Some("http://Proxy:8080/"), Some("proxy:8080")).judge();
    assert_eq!(judged.said(Code::ExchangeProxy, TARGET).0, "exchange-proxy.same");
}

#[test]
fn a_proxy_that_revocation_does_not_use_warns_and_is_never_a_way_out() {
    let pki = case::pki();
    for machine in [None, Some("other:3128")] {
        let judged = scene(&pki, Some("http://proxy:8080/"), machine).judge();
        let said = judged.one(Code::ExchangeProxy, TARGET);
        let expected = ("exchange-proxy.different", Level::Warning, Some(Cause::UnusedProxy), Weight::Supporting);
        assert_eq!(case::said(said), expected);
        assert!(said.observed().contains("revocation does not use Exchange's"), "{}", said.observed());
        assert!(said.observed().contains(machine.unwrap_or("direct")), "{}", said.observed());
    }
}

#[test]
fn a_file_of_other_servers_and_a_setting_that_was_refused_are_unknown() {
    let pki = case::pki();
    let others = Scene::good(&pki).on_windows().exchange(&servers(None)[..1]).judge();
    assert_eq!(others.said(Code::ExchangeProxy, TARGET).1, Level::Unknown);
    assert_eq!(others.said(Code::ExchangeProxy, TARGET).0, "exchange-proxy.not-listed");
    let refused = scene(&pki, Some("http://proxy:8080/"), None)
        .windows(|facts, _| facts.proxies.machine = Setting::Unreadable("WinHTTP: access denied".into()));
    assert_eq!(refused.judge().said(Code::ExchangeProxy, TARGET).0, "exchange-proxy.not-known");
    // Without the file it is not asked.
    assert!(Scene::good(&pki).on_windows().judge().all(Code::ExchangeProxy).is_empty());
}
