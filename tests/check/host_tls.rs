//! `host-tls`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{Setting, Switch};

use crate::common::case::{self, Scene};
use crate::common::pki::TestPki;

const CLIENT: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client";
const DOTNET: &str = r"HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319";

fn with(pki: &TestPki, place: String, value: Setting<u32>) -> Scene {
    Scene::good(pki).on_windows().windows(move |facts, _| {
        facts.tls.push(Switch { place: place.as_str().into(), value: value.clone() });
    })
}

#[test]
fn switches_that_are_absent_or_on_leave_tls_1_2_on() {
    let pki = case::pki();
    let on = ("host-tls.on", Level::Pass, None, Weight::Supporting);
    for (place, value) in [
        (format!(r"{CLIENT}\Enabled"), 1),
        (format!(r"{CLIENT}\Enabled"), u32::MAX),
        (format!(r"{CLIENT}\DisabledByDefault"), 0),
        (CLIENT.replace("TLS 1.2", "TLS 1.3") + r"\Enabled", 0),
        (format!(r"{DOTNET}\SchUseStrongCrypto"), 1),
    ] {
        assert_eq!(with(&pki, place.clone(), Setting::Is(value)).judge().said(Code::HostTls, "TLS 1.2"), on, "{place}");
    }
    assert_eq!(Scene::good(&pki).on_windows().judge().said(Code::HostTls, "TLS 1.2"), on);
    assert!(Scene::good(&pki).judge().all(Code::HostTls).is_empty());
}

#[test]
fn a_switch_that_turns_tls_1_2_off_fails_and_is_named() {
    let pki = case::pki();
    let server = CLIENT.replace("Client", "Server");
    for (place, value) in [
        (format!(r"{CLIENT}\Enabled"), 0),
        (format!(r"{CLIENT}\DisabledByDefault"), 1),
        (format!(r"{server}\Enabled"), 0),
    ] {
        let judged = with(&pki, place.clone(), Setting::Is(value)).judge();
        let said = judged.one(Code::HostTls, "TLS 1.2");
        let expected = ("host-tls.off", Level::Failure, Some(Cause::TlsTooOld), Weight::Supporting);
        assert_eq!(case::said(said), expected, "{place}");
        assert!(said.observed().contains(&format!("{place} = {value}")), "{}", said.observed());
        assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    }
}

#[test]
fn dot_net_kept_from_the_systems_versions_warns_and_a_refusal_is_unknown() {
    let pki = case::pki();
    for name in ["SchUseStrongCrypto", "SystemDefaultTlsVersions"] {
        let judged = with(&pki, format!(r"{DOTNET}\{name}"), Setting::Is(0)).judge();
        assert_eq!(judged.said(Code::HostTls, "TLS 1.2").0, "host-tls.weakened");
    }
    let place = format!(r"{CLIENT}\Enabled");
    let refused =
        with(&pki, place.clone(), Setting::Unreadable(format!("{place}: access denied").as_str().into())).judge();
    let said = refused.one(Code::HostTls, "TLS 1.2");
    assert_eq!((said.template.id, said.level), ("host-tls.not-known", Level::Unknown));
    assert!(said.observed().contains(&place), "{}", said.observed());
}
