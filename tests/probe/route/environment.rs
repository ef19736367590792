//! The environment's variables, as curl reads them. Given by a closure: no test changes the environment of all.

use certready::observation::ProxyChoice;
use certready::probe::Route;
use certready::probe::route::Way;
use certready::vocabulary::HttpUrl;

fn route(variables: &[(&str, &str)]) -> Route {
    Route::of_environment(|name| variables.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned()))
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
fn an_empty_environment_goes_straight() {
    let route = route(&[]);
    assert_eq!(way(&route, "http://a.test/"), "");
    let facts = route.facts();
    assert_eq!(
        (facts.choice, facts.http_proxy, facts.https_proxy, facts.origin),
        (ProxyChoice::Auto, None, None, None)
    );
}

#[test]
fn each_scheme_has_its_own_variable() {
    let route = route(&[("http_proxy", "http://one.test:3128"), ("https_proxy", "two.test:8080")]);
    assert_eq!(way(&route, "http://a.test/"), "http://one.test:3128");
    assert_eq!(way(&route, "https://a.test/"), "http://two.test:8080");
    assert_eq!(route.facts().origin.unwrap().as_str(), "http_proxy, https_proxy");
}

/// A web server's CGI sets `HTTP_PROXY` from a request's header: curl does not read it, and neither do we.
#[test]
fn http_proxy_counts_in_lower_case_only() {
    let upper = route(&[("HTTP_PROXY", "http://evil.test:1"), ("HTTPS_PROXY", "http://two.test:8080")]);
    assert_eq!(way(&upper, "http://a.test/"), "");
    assert_eq!(way(&upper, "https://a.test/"), "http://two.test:8080");
}

/// reqwest switches all proxies off where this is set: a variable of CGI that a scheduler may hand down.
#[test]
fn request_method_changes_nothing() {
    let route = route(&[("REQUEST_METHOD", "GET"), ("http_proxy", "http://one.test:3128")]);
    assert_eq!(way(&route, "http://a.test/"), "http://one.test:3128");
}

#[test]
fn lower_case_comes_first_and_the_schemes_own_before_all() {
    let route = route(&[
        ("https_proxy", "http://lower.test:1"),
        ("HTTPS_PROXY", "http://upper.test:1"),
        ("ALL_PROXY", "http://all.test:1"),
    ]);
    assert_eq!(way(&route, "https://a.test/"), "http://lower.test:1");
    assert_eq!(way(&route, "http://a.test/"), "http://all.test:1");
}

#[test]
fn an_empty_variable_counts_as_none() {
    let route = route(&[("http_proxy", " "), ("all_proxy", "http://all.test:1"), ("no_proxy", "")]);
    assert_eq!(way(&route, "http://a.test/"), "http://all.test:1");
}

#[test]
fn no_proxy_of_either_case_is_honoured_and_on_record() {
    for name in ["no_proxy", "NO_PROXY"] {
        let route = route(&[("http_proxy", "http://one.test:3128"), (name, ".intern.test")]);
        assert_eq!(way(&route, "http://a.intern.test/"), "");
        assert_eq!(way(&route, "http://a.test/"), "http://one.test:3128");
        assert_eq!(route.facts().bypass[0].as_str(), ".intern.test");
    }
}

#[test]
fn what_can_not_be_used_is_told_and_is_not_the_same_as_none() {
    let route = route(&[("http_proxy", "socks5://user:secret@one.test:1080")]);
    let told = way(&route, "http://a.test/");
    assert!(told.starts_with("unusable: ") && told.contains("socks5") && !told.contains("secret"), "{told}");
    assert!(!format!("{route:?} {:?}", route.facts()).contains("secret"));
}

#[test]
fn the_argument_takes_the_place_of_the_environment() {
    let given = Route::from_argument("http://user:secret@one.test:3128").unwrap();
    assert_eq!(way(&given, "http://localhost/"), "http://one.test:3128");
    let facts = given.facts();
    assert_eq!((facts.choice, facts.origin.unwrap().as_str()), (ProxyChoice::Given, "--proxy"));
    assert_eq!(way(&Route::from_argument("none").unwrap(), "http://a.test/"), "");
    assert_eq!(Route::from_argument("none").unwrap().facts().choice, ProxyChoice::None);
}
