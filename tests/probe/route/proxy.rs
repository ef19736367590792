//! A proxy's URL and its credentials.

use certready::probe::NotAProxy;
use certready::probe::route::ProxyUrl;

#[test]
fn host_and_port_are_read_with_and_without_a_scheme() {
    for (text, host, port) in [
        ("http://proxy.test:3128", "proxy.test", 3128),
        ("proxy.test:3128/", "proxy.test", 3128),
        ("10.0.0.1", "10.0.0.1", 80),
        ("http://[2001:db8::1]:8080", "2001:db8::1", 8080),
    ] {
        let proxy = ProxyUrl::parse(text).unwrap();
        assert_eq!((proxy.host().as_str(), proxy.port()), (host, port), "{text}");
    }
}

#[test]
fn credentials_are_in_no_form_of_it() {
    for text in ["http://user:se@cret@proxy.test:1", "user:secret@proxy.test:1", "http://se%63ret@proxy.test:1"] {
        let proxy = ProxyUrl::parse(text).unwrap();
        assert_eq!(proxy.shown().as_str(), "http://proxy.test:1");
        let debug = format!("{proxy:?}");
        assert!(!debug.contains("cret") && !debug.contains("user"), "{debug}");
    }
}

#[test]
fn another_scheme_and_what_is_no_url_are_refused_without_their_credentials() {
    assert_eq!(ProxyUrl::parse("socks5://user:secret@proxy.test"), Err(NotAProxy::Scheme("socks5".into())));
    assert_eq!(ProxyUrl::parse("https://user:secret@proxy.test"), Err(NotAProxy::Scheme("https".into())));
    for text in ["", "http://", "http://user:secret@", "http://user:secret@proxy.test:99999"] {
        assert_eq!(ProxyUrl::parse(text), Err(NotAProxy::Malformed), "{text}");
    }
}
