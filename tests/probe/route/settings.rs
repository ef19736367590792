//! Windows' proxy settings: `CryptoAPI`'s order (KB2623724), the forms of the lists, what the report is told.

use certready::evidence::Objects;
use certready::observation::{ProxyChoice, ProxySource, Setting};
use certready::probe::route::{AccountSettings, Listed, Way, WindowsProxies};
use certready::probe::{Route, Settings};
use certready::vocabulary::HttpUrl;

use crate::common::faults::Reply;
use crate::common::proxy::{Proxy, Script};
use crate::common::server::Server;
use crate::probe::{answered, crl, fetch_these, settings};

fn listed(proxy: &str, bypass: Option<&str>) -> Option<Listed> {
    Listed::new(proxy, bypass)
}

/// A machine with this list, and an account with these settings.
fn proxies(machine: Option<Listed>, account: Option<AccountSettings>) -> WindowsProxies {
    WindowsProxies {
        machine: machine.map_or(Setting::Absent, Setting::Is),
        account: account.map_or(Setting::Absent, Setting::Is),
    }
}

fn account(detect: bool, script: Option<&str>, named: Option<&str>) -> AccountSettings {
    AccountSettings::new(detect, script, named.and_then(|named| listed(named, None)))
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
fn the_machines_proxy_comes_before_all_that_the_account_says() {
    let both = proxies(listed("machine:8080", None), Some(account(true, Some("http://pac/"), Some("account:80"))));
    assert_eq!(both.in_force(), ProxySource::Machine);
    assert_eq!(way(&both.route(), "http://a.test/"), "http://machine:8080");
    let facts = both.route().facts();
    assert_eq!((facts.choice, facts.search), (ProxyChoice::Auto, None));
    assert_eq!(facts.origin.unwrap().as_str(), "this machine's WinHTTP settings");
}

#[test]
fn without_one_of_the_machine_the_accounts_own_settings_hold() {
    let named = proxies(None, Some(account(false, None, Some("account:3128"))));
    assert_eq!(named.in_force(), ProxySource::Account);
    assert_eq!(way(&named.route(), "https://a.test/"), "http://account:3128");
    assert_eq!(named.route().facts().origin.unwrap().as_str(), "this account's settings");
    let none = proxies(None, Some(account(false, None, None)));
    assert_eq!((none.in_force(), way(&none.route(), "http://a.test/").as_str()), (ProxySource::Direct, ""));
    assert_eq!(none.route().facts().search, None);
}

/// KB2623724, 3: what is found automatically, where the account asks for it, names a script, or has no settings at all.
#[test]
fn what_is_found_automatically_comes_before_a_proxy_that_the_account_names() {
    for (account, in_force, search) in [
        (Some(account(true, None, Some("named:80"))), ProxySource::Automatic, "what WPAD finds"),
        (
            Some(account(true, Some("http://pac.test/a.pac"), None)),
            ProxySource::Automatic,
            "what WPAD finds, else this account's script http://pac.test/a.pac",
        ),
        (
            Some(account(false, Some(" http://pac.test/a.pac "), None)),
            ProxySource::Script,
            "this account's script http://pac.test/a.pac",
        ),
        (None, ProxySource::Automatic, "what WPAD finds"),
    ] {
        let proxies = proxies(None, account);
        assert_eq!(proxies.in_force(), in_force);
        assert_eq!(proxies.route().facts().search.unwrap().as_str(), search);
    }
    // Where nothing is found, the one that is named holds.
    let named = proxies(None, Some(account(true, None, Some("named:80"))));
    assert_eq!(way(&named.route(), "http://a.test/"), "http://named");
}

/// `WINHTTP_PROXY_INFO`: entries between semicolons or white space, each with or without a scheme that it is for.
#[test]
fn a_list_names_a_proxy_for_each_scheme_or_one_for_all() {
    for (list, http, https) in [
        ("proxy:8080", "http://proxy:8080", "http://proxy:8080"),
        ("http=a:80;https=b:443", "http://a", "http://b:443"),
        ("HTTPS=b:443 c:3128 d:3128", "http://c:3128", "http://b:443"),
        ("https=http://b:443", "", "http://b:443"),
        ("ftp=f:21;socks=s:1080", "", ""),
        ("http://proxy:8080", "http://proxy:8080", "http://proxy:8080"),
    ] {
        let route = proxies(listed(list, None), None).route();
        assert_eq!(
            (way(&route, "http://a.test/"), way(&route, "https://a.test/")),
            (http.into(), https.into()),
            "{list}"
        );
    }
    assert!(listed(" ; ", None).is_none());
    let unusable = proxies(listed("https://proxy:443", None), None).route();
    assert!(way(&unusable, "http://a.test/").starts_with("unusable: "));
}

#[test]
fn the_bypass_list_is_windows_own_and_is_on_record() {
    let route = proxies(listed("proxy:8080", Some("<local>;*.intern.test")), None).route();
    for past in ["http://intranet/", "http://a.intern.test/"] {
        assert_eq!(way(&route, past), "", "{past}");
    }
    assert_eq!(way(&route, "http://intern.test/"), "http://proxy:8080");
    let shown: Vec<String> = route.facts().bypass.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["<local>", "*.intern.test"]);
}

/// More than a fact may be long: what is shown is cut, what is gone by is not.
#[test]
fn a_long_bypass_list_counts_to_its_end() {
    let long = (0..100).map(|at| format!("host{at}.example;")).collect::<String>() + "last.example";
    let route = proxies(listed("proxy:8080", Some(&long)), None).route();
    assert_eq!(way(&route, "http://last.example/"), "");
}

#[test]
fn credentials_are_dropped_wherever_they_stand() {
    for list in [
        "user:hunter2@proxy:80",
        "http=user:hunter2@proxy:80",
        "http://user:hunter2@proxy:80",
        "http=http://a:hunter2@proxy:80;b",
    ] {
        let script = Some("http://user:hunter2@pac.test/a.pac");
        let both = proxies(listed(list, None), Some(AccountSettings::new(false, script, listed(list, None))));
        let account = proxies(None, Some(AccountSettings::new(false, script, listed(list, None))));
        for said in [
            format!("{both:?} {:?} {:?} {:?}", both.facts(), both.route(), both.route().facts()),
            format!("{account:?} {:?} {:?} {:?}", account.facts(), account.route(), account.route().facts()),
        ] {
            assert!(!said.contains("hunter2"), "{said}");
        }
        assert_eq!(way(&both.route(), "http://a.test/"), "http://proxy", "{list}");
    }
}

#[test]
fn what_could_not_be_looked_at_stays_so_in_the_facts() {
    let refused = WindowsProxies {
        machine: Setting::Unreadable("this machine's WinHTTP settings: denied".into()),
        account: Setting::Is(account(false, None, Some("named:80"))),
    };
    assert!(refused.facts().machine.refused().is_some());
    assert_eq!((refused.in_force(), refused.facts().in_force), (ProxySource::Account, ProxySource::Account));
}

/// On a system that finds none, what is named holds, and otherwise it goes straight: no run waits or fails for it.
#[test]
fn a_search_that_finds_nothing_leaves_what_is_named() {
    let (server, proxy) = (Server::start(), Proxy::start(Script::Passes));
    server.route("/a.crl", Reply::crl(b"0"));
    let named = proxy.url().replace("http://", "");
    for (named, by) in [(Some(named.as_str()), Some(proxy.url())), (None, None)] {
        let account = account(false, Some(&server.url("/missing.pac")), named);
        let settings = Settings { route: proxies(None, Some(account)).route(), ..settings() };
        let fetch = fetch_these(&settings, &[crl(&server.url("/a.crl"))], &Objects::new()).fetches.remove(0);
        assert_eq!((answered(&fetch).0.status, fetch.proxy.map(|shown| shown.to_string())), (200, by));
    }
}
