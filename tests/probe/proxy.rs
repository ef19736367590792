//! Through a proxy: what it passes, and each way in which it does not.

use certready::observation::{Answer, Connect, ExchangeFault, Method, ProxyFault, Reached, ResolveFault};
use certready::policy::EndpointKind;
use certready::probe::{Route, Settings};

use super::{answered, crl, fault, fetch, settings, target};
use crate::common::addresses::ClosedPort;
use crate::common::cert::Cert;
use crate::common::faults::Reply;
use crate::common::proxy::{Proxy, Script, denied, no_dns};
use crate::common::server::Server;

fn through(proxy: &str) -> Settings {
    Settings { route: Route::from_argument(proxy).unwrap(), ..settings() }
}

/// The proxy's URL with credentials in it.
fn with_credentials(proxy: &Proxy, credentials: &str) -> String {
    proxy.url().replace("http://", &format!("http://{credentials}@"))
}

#[test]
fn a_proxy_resolves_and_is_asked_for_the_whole_url() {
    let (server, proxy) = (Server::start(), Proxy::start(Script::Passes));
    server.route("/a.crl", Reply::crl(b"abc"));
    proxy.knows("crl.certready.test", server.address());
    let fetch = fetch(&through(&proxy.url()), crl("http://crl.certready.test/a.crl"));
    let Reached::Answered { attempts, answer: Answer { remote: None, status: 200, .. }, .. } = &fetch.reached else {
        panic!("{fetch:?}")
    };
    assert!(attempts.is_empty());
    assert_eq!(fetch.proxy.unwrap().as_str(), proxy.url());
    assert_eq!(proxy.requests()[0].target, "http://crl.certready.test/a.crl");
    assert_eq!(proxy.requests()[0].header("Host"), Some("crl.certready.test"));
}

#[test]
fn a_proxys_own_answer_is_an_answer_with_its_headers() {
    for (reply, status, error) in [(denied(), 403, "ERR_ACCESS_DENIED 0"), (no_dns(), 503, "ERR_DNS_FAIL 0")] {
        let proxy = Proxy::start(Script::Answers(reply));
        let fetch = fetch(&through(&proxy.url()), crl("http://crl.certready.test/a.crl"));
        let (answer, _) = answered(&fetch);
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("x-squid-error").unwrap().as_str(), error);
        assert!(answer.header("via").is_some() && answer.body.is_some());
    }
}

#[test]
fn a_proxy_that_asks_for_a_password_is_told_by_407_and_its_challenge() {
    let proxy = Proxy::start(Script::AsksPassword("user", "secret"));
    let fetch = fetch(&through(&proxy.url()), crl("http://crl.certready.test/a.crl"));
    let (answer, _) = answered(&fetch);
    assert_eq!(answer.status, 407);
    assert!(answer.header("proxy-authenticate").unwrap().as_str().starts_with("Basic"));
}

/// RFC 7617: percent-encoding belongs to the URL, not to the password.
#[test]
fn credentials_go_to_the_proxy_and_nowhere_else() {
    let (server, proxy) = (Server::start(), Proxy::start(Script::AsksPassword("us er", "se:cr@t")));
    server.route("/a.crl", Reply::crl(b"abc"));
    let settings = through(&with_credentials(&proxy, "us%20er:se:cr%40t"));
    let fetch = fetch(&settings, crl(&server.url("/a.crl")));
    assert_eq!(answered(&fetch).0.status, 200);
    assert_eq!(server.requests()[0].header("Proxy-Authorization"), None);
    let everything = format!("{fetch:?} {settings:?} {:?}", settings.route.facts());
    for secret in ["cr%40t", "cr@t", "dXMgZXI6", "us%20er"] {
        assert!(!everything.contains(secret), "{everything}");
    }
}

#[test]
fn https_goes_through_a_tunnel() {
    let leaf = Cert::leaf("crl.certready.test").self_signed();
    let (server, proxy) = (Server::start_tls(&[&leaf]), Proxy::start(Script::AsksPassword("user", "secret")));
    server.route("/a.crl", Reply::crl(b"abc"));
    proxy.knows("crl.certready.test", server.address());
    let settings = through(&with_credentials(&proxy, "user:secret"));
    let fetch = fetch(&settings, crl("https://crl.certready.test/a.crl"));
    assert_eq!(answered(&fetch).0.status, 200);
    assert_eq!(fetch.tls.as_ref().unwrap().chain.len(), 1);
    assert_eq!(
        (proxy.requests()[0].method.as_str(), proxy.requests()[0].target.as_str()),
        ("CONNECT", "crl.certready.test:443")
    );
    assert_eq!(server.requests()[0].target, "/a.crl");
    assert_eq!(server.requests()[0].header("Proxy-Authorization"), None);
}

#[test]
fn a_refused_tunnel_is_told_by_its_status_and_headers() {
    let proxy = Proxy::start(Script::DeniesConnect);
    let refused = fetch(&through(&proxy.url()), crl("https://crl.certready.test/a.crl"));
    let ExchangeFault::Proxy(ProxyFault::Refused(403, headers)) = fault(&refused) else { panic!("{refused:?}") };
    assert!(headers.iter().any(|header| header.value.as_str() == "ERR_ACCESS_DENIED 0"));
    let asking = Proxy::start(Script::AsksPassword("user", "secret"));
    let refused = fetch(&through(&asking.url()), crl("https://crl.certready.test/a.crl"));
    let ExchangeFault::Proxy(ProxyFault::Refused(407, headers)) = fault(&refused) else { panic!("{refused:?}") };
    assert!(headers.iter().any(|header| header.name.as_str() == "proxy-authenticate"));
}

#[test]
fn a_proxy_that_says_nothing_to_connect_is_empty() {
    let proxy = Proxy::start(Script::Answers(Reply::closes()));
    let fetch = fetch(&through(&proxy.url()), crl("https://crl.certready.test/a.crl"));
    assert_eq!(fault(&fetch), &ExchangeFault::Empty);
}

#[test]
fn a_proxy_that_refuses_connections_is_the_proxys_fault() {
    let closed = ClosedPort::take();
    let fetch = fetch(&through(&closed.base()), crl("http://crl.certready.test/a.crl"));
    assert_eq!(fault(&fetch), &ExchangeFault::Proxy(ProxyFault::Unconnected(Connect::Refused)));
}

#[test]
fn a_proxy_whose_name_can_not_exist_is_the_proxys_fault() {
    let fetch = fetch(&through("http://proxy.certready.invalid:3128"), crl("http://crl.certready.test/a.crl"));
    let ExchangeFault::Proxy(ProxyFault::Unresolved(fault)) = fault(&fetch) else { panic!("{fetch:?}") };
    assert_ne!(fault, &ResolveFault::Cut);
}

#[test]
fn a_setting_that_can_not_be_used_is_told_and_not_passed_over() {
    let route = Route::of_environment(|name| (name == "all_proxy").then(|| "socks5://user:secret@10.0.0.1".into()));
    let fetch = fetch(&Settings { route, ..settings() }, crl("http://crl.certready.test/a.crl"));
    let ExchangeFault::Proxy(ProxyFault::Unusable(why)) = fault(&fetch) else { panic!("{fetch:?}") };
    assert!(why.as_str().contains("socks5") && !format!("{fetch:?}").contains("secret"));
}

#[test]
fn a_host_of_no_proxy_goes_straight() {
    let (server, closed) = (Server::start(), ClosedPort::take());
    server.route("/a.crl", Reply::crl(b"abc"));
    let variables = [("http_proxy", closed.base()), ("NO_PROXY", "localhost, 127.0.0.0/8".into())];
    let variable = |name: &str| variables.iter().find(|(one, _)| *one == name).map(|(_, value)| value.clone());
    let fetch = fetch(&Settings { route: Route::of_environment(variable), ..settings() }, crl(&server.url("/a.crl")));
    assert_eq!(answered(&fetch).0.remote, Some(server.address()));
    assert_eq!(fetch.proxy, None);
}

/// A TCP connection from this host is what the kind asks for.
#[test]
fn a_target_of_kind_connect_goes_straight_whatever_the_proxy() {
    let (server, closed) = (Server::start(), ClosedPort::take());
    let fetch = fetch(&through(&closed.base()), target(EndpointKind::Connect, Method::Connect, &server.base(), None));
    assert!(matches!(&fetch.reached, Reached::Connected { fault: None, attempts, .. } if attempts.len() == 1));
}

/// To connect to the proxy would prove nothing of the responder.
#[test]
fn a_responder_that_is_only_connected_to_is_asked_through_the_proxy() {
    let (server, proxy) = (Server::start(), Proxy::start(Script::Passes));
    let fetch = fetch(&through(&proxy.url()), target(EndpointKind::Ocsp, Method::Connect, &server.url("/ocsp"), None));
    assert_eq!(answered(&fetch).0.status, 404);
    assert_eq!(proxy.requests()[0].method, "GET");
}
