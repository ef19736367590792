//! `WinHTTP`'s settings as they stand in the registry, and a script that names a proxy.

use std::time::{Duration, Instant};

use certready::evidence::Objects;
use certready::observation::{ProxySource, Setting};
use certready::probe::route::{AccountSettings, Listed, Way, WindowsProxies, windows_proxies};
use certready::probe::{Route, Settings as Probing};
use certready::vocabulary::HttpUrl;

use crate::common::faults::Reply;
use crate::common::proxy::{Proxy, Script};
use crate::common::registry::Settings;
use crate::common::server::Server;
use crate::probe::{answered, crl, fetch_these, settings};

const MACHINE: &str = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections";
const ACCOUNT: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections";

/// `WinHttpSettings`, as `netsh winhttp set proxy` leaves it: a version, a count, flags, and each text behind its length.
fn winhttp(proxy: &str, bypass: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = [0x18_u32, 0, if proxy.is_empty() { 1 } else { 2 }].map(u32::to_le_bytes).concat();
    for text in [proxy, bypass] {
        bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        bytes.extend(text.bytes());
    }
    bytes
}

/// `DefaultConnectionSettings`: the same, with the place of a script behind it; 2 is a proxy, 4 a script, 8 WPAD.
fn connection(flags: u32, texts: [&str; 3]) -> Vec<u8> {
    let mut bytes: Vec<u8> = [0x46_u32, 0, flags].map(u32::to_le_bytes).concat();
    for text in texts {
        bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        bytes.extend(text.bytes());
    }
    bytes.extend([0; 32]);
    bytes
}

/// The proxy for a URL; empty where it goes straight.
fn way(route: &Route, url: &str) -> String {
    match route.way(&HttpUrl::parse(url).unwrap()) {
        Way::Direct => String::new(),
        Way::Proxy(proxy) => proxy.shown().to_string(),
        Way::Unusable(why) => format!("unusable: {why}"),
    }
}

#[test]
fn the_machines_proxy_is_read_with_what_goes_past_it_and_is_this_processs_route() {
    let mut set = Settings::alone();
    set.bytes(
        MACHINE,
        "WinHttpSettings",
        &winhttp("http=proxy.test:8080;https=proxy.test:8443", "<local>;*.intern.test"),
    );
    let proxies = windows_proxies().unwrap();
    assert_eq!(proxies.in_force(), ProxySource::Machine);
    let facts = proxies.facts();
    let machine = facts.machine.value().unwrap();
    assert_eq!(machine.proxy.as_str(), "http=proxy.test:8080;https=proxy.test:8443");
    assert_eq!(machine.bypass.as_ref().unwrap().as_str(), "<local>;*.intern.test");
    let route = Route::of_process();
    assert_eq!(way(&route, "http://crl.test/"), "http://proxy.test:8080");
    assert_eq!(way(&route, "https://crl.test/"), "http://proxy.test:8443");
    assert_eq!(way(&route, "http://crl.intern.test/"), "");
}

#[test]
fn a_machine_without_a_proxy_is_absent_and_not_unreadable() {
    let mut set = Settings::alone();
    set.bytes(MACHINE, "WinHttpSettings", &winhttp("", ""));
    assert_eq!(windows_proxies().unwrap().machine, Setting::Absent);
}

#[test]
fn the_accounts_proxy_its_script_and_its_wish_for_wpad_are_read() {
    let mut set = Settings::alone();
    set.bytes(ACCOUNT, "DefaultConnectionSettings", &connection(2, ["account.test:3128", "<local>", ""]));
    let named = windows_proxies().unwrap();
    let facts = named.facts();
    let account = facts.account.value().unwrap();
    assert_eq!((account.detect, &account.script), (false, &None), "{facts:?}");
    let proxy = account.named.as_ref().unwrap();
    assert_eq!((proxy.proxy.as_str(), proxy.bypass.as_ref().unwrap().as_str()), ("account.test:3128", "<local>"));
    assert_eq!(
        (named.in_force(), way(&named.route(), "http://a.test/").as_str()),
        (ProxySource::Account, "http://account.test:3128")
    );
    set.bytes(ACCOUNT, "DefaultConnectionSettings", &connection(12, ["", "", "http://pac.test/a.pac"]));
    let facts = windows_proxies().unwrap().facts();
    let account = facts.account.value().unwrap();
    assert_eq!((account.detect, facts.in_force), (true, ProxySource::Automatic), "{facts:?}");
    assert_eq!(account.script.as_ref().unwrap().as_str(), "http://pac.test/a.pac");
}

/// The way that an account with these settings goes.
fn account(detect: bool, script: Option<&str>, named: Option<&str>) -> Probing {
    let named = named.and_then(|named| Listed::new(named, None));
    let account = Setting::Is(AccountSettings::new(detect, script, named));
    Probing { route: WindowsProxies { machine: Setting::Absent, account }.route(), ..settings() }
}

#[test]
fn our_own_sockets_go_by_what_the_script_names_for_each_url() {
    let (server, proxy) = (Server::start(), Proxy::start(Script::Passes));
    server.route("/direct.crl", Reply::crl(b"0"));
    server.route("/by-proxy.crl", Reply::crl(b"1"));
    let by = proxy.url().replace("http://", "PROXY ");
    let script =
        format!("function FindProxyForURL(url, host) {{ return url.indexOf('by-proxy') > 0 ? '{by}' : 'DIRECT'; }}");
    server.route("/a.pac", Reply::ok("application/x-ns-proxy-autoconfig", script.as_bytes()));
    let settings = account(false, Some(&server.url("/a.pac")), None);
    let targets = [crl(&server.url("/by-proxy.crl")), crl(&server.url("/direct.crl"))];
    let fetched = fetch_these(&settings, &targets, &Objects::new());
    assert_eq!(fetched.fetches[0].proxy.as_ref().map(|shown| shown.as_str()), Some(proxy.url().as_str()));
    assert_eq!(fetched.fetches[1].proxy, None);
    assert!(fetched.fetches.iter().all(|fetch| answered(fetch).0.status == 200));
    assert_eq!(proxy.requests().len(), 1);
}

/// A network without WPAD does not hold a run up, or send it nowhere.
#[test]
fn where_wpad_finds_nothing_it_goes_straight_within_its_bound() {
    let server = Server::start();
    server.route("/a.crl", Reply::crl(b"0"));
    let began = Instant::now();
    let fetch =
        fetch_these(&account(true, None, None), &[crl(&server.url("/a.crl"))], &Objects::new()).fetches.remove(0);
    assert_eq!((answered(&fetch).0.status, &fetch.proxy), (200, &None));
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}
