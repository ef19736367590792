//! Through a proxy: which one, what it said of itself, and what goes past it.

use super::{Seen, arguments, certready};
use crate::common::addresses::ClosedPort;
#[cfg(not(windows))]
use crate::common::encoding::base64;
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::policy::{PolicyText, labels};
use crate::common::proxy::{Proxy, Script, denied, no_connect, no_dns};
use crate::common::run::{command, finish};

/// What `check` says of a good lab behind this proxy.
fn behind(lab: &Lab, proxy: &str) -> Seen {
    Seen::in_report(lab, &certready(&arguments(lab, proxy, &["--timeout", "2"])))
}

/// Every endpoint fails with this cause at this step; the others work, so nothing of the certificates can be learnt.
#[track_caller]
fn all_fail(seen: &Seen, step: &str, cause: &str) {
    let reachable: Vec<_> = seen.findings().filter(|one| one["code"] == "endpoint-reachable").collect();
    assert_eq!(reachable.len(), 8);
    assert!(reachable.iter().all(|one| one["cause"] == cause), "{reachable:#?}");
    let rows = seen.report["endpoints"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["step"] == step), "{rows:#?}");
    let paths: Vec<_> = seen.findings().filter(|one| one["code"] == "revocation-path").collect();
    assert_eq!(paths.len(), 2);
    assert!(paths.iter().all(|one| one["level"] == "failure" && one["cause"] == cause), "{paths:#?}");
    assert_eq!((seen.status, seen.verdict()), (2, "not-ready"));
}

#[test]
fn through_a_proxy_that_passes_a_good_lab_is_ready() {
    let lab = Lab::good();
    let proxy = Proxy::start(Script::Passes);
    let seen = behind(&lab, &proxy.url());
    assert_eq!((seen.status, seen.asks()), (0, Vec::new()));
    assert_eq!(proxy.requests().len(), 8);
    let rows = seen.report["endpoints"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["proxy"] == proxy.url()), "{rows:#?}");
    assert_eq!(seen.report["host"]["route"], format!("proxy {} (--proxy)", proxy.url()));
}

#[test]
fn a_proxy_that_asks_for_a_password_is_proxy_auth() {
    let proxy = Proxy::start(Script::AsksPassword("user", "secret"));
    all_fail(&behind(&Lab::good(), &proxy.url()), "answered", "proxy-auth");
}

#[test]
fn with_the_password_the_same_proxy_passes_and_no_output_has_it() {
    let lab = Lab::good();
    let proxy = Proxy::start(Script::AsksPassword("user", "hunter2"));
    let with = proxy.url().replace("http://", "http://user:hunter2@");
    let evidence = lab.path("evidence");
    let more = ["--evidence", evidence.to_str().unwrap()];
    let run = certready(&arguments(&lab, &with, &more));
    assert_eq!((run.status, Seen::in_report(&lab, &run).asks()), (0, Vec::new()));
    assert!(!run.stdout.contains("hunter2") && !run.stderr.contains("hunter2"));
    let facts = std::fs::read_to_string(evidence.join("facts.json")).unwrap();
    assert!(!facts.contains("hunter2"));
}

/// Everything that a run prints or writes, whatever becomes of it, and of the password that the settings hold.
// Windows' settings are no variables (`probe/route`).
#[cfg(not(windows))]
#[test]
fn no_form_of_a_run_shows_the_password_of_a_proxy() {
    let lab = Lab::good();
    let asks = Proxy::start(Script::AsksPassword("user", "another"));
    let closed = ClosedPort::take().base();
    let secret = |url: &str| url.replace("http://", "http://user:hunter2@");
    let unusable = "socks5://user:hunter2@proxy.certready.invalid:1080".to_owned();
    let nameless = "http://user:hunter2@proxy.certready.invalid:3128".to_owned();
    for (at, proxy) in [secret(&asks.url()), secret(&closed), nameless, unusable].iter().enumerate() {
        let (evidence, text) = (lab.path(&format!("kept-{at}")), lab.path(&format!("{at}.txt")));
        let report = format!("text={}", text.display());
        let more =
            ["--timeout", "1", "--compare-routes", "-v", "--evidence", evidence.to_str().unwrap(), "--report", &report];
        // As a setting of the account, and as an argument.
        let arguments = arguments(&lab, "auto", &more);
        let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        run.env("http_proxy", proxy);
        let run = finish(run);
        let given = certready(&self::arguments(&lab, proxy, &["--timeout", "1"]));
        let facts = std::fs::read_to_string(evidence.join("facts.json")).unwrap();
        let written = std::fs::read_to_string(text).unwrap();
        for said in [&run.stdout, &run.stderr, &given.stdout, &given.stderr, &facts, &written] {
            assert!(!said.contains("hunter2") && !said.contains(&base64(b"user:hunter2")), "{said}");
        }
        assert!(run.stdout.contains("works directly, and fails through the proxy"), "{proxy} {}", run.stdout);
    }
}

#[test]
fn a_proxy_that_denies_is_proxy_denied() {
    let proxy = Proxy::start(Script::Answers(denied()));
    all_fail(&behind(&Lab::good(), &proxy.url()), "answered", "proxy-denied");
}

#[test]
fn a_proxy_that_can_t_resolve_is_proxy_dns() {
    let proxy = Proxy::start(Script::Answers(no_dns()));
    all_fail(&behind(&Lab::good(), &proxy.url()), "answered", "proxy-dns");
}

#[test]
fn a_proxy_that_can_t_connect_is_proxy_connect() {
    let proxy = Proxy::start(Script::Answers(no_connect()));
    all_fail(&behind(&Lab::good(), &proxy.url()), "answered", "proxy-connect");
}

#[test]
fn a_proxy_that_refuses_connections_is_proxy_connect() {
    let closed = ClosedPort::take();
    all_fail(&behind(&Lab::good(), &closed.base()), "resolved", "proxy-connect");
}

#[test]
fn a_proxy_that_says_nothing_is_an_exchange_timeout() {
    let proxy = Proxy::start(Script::Answers(Reply::silent()));
    all_fail(&behind(&Lab::good(), &proxy.url()), "connected", "exchange-timeout");
}

#[test]
fn a_proxy_that_denies_connect_denies_https_alone() {
    let lab = Lab::good();
    let policy = PolicyText::of(&lab.pki);
    lab.judges(&policy.endpoint("crl", "https://ca.certready.invalid/x.crl", labels::INTERMEDIATE, "optional"));
    let proxy = Proxy::start(Script::DeniesConnect);
    let seen = behind(&lab, &proxy.url());
    assert_eq!(seen.step("https://ca.certready.invalid/x.crl"), "connected");
    let notice = "notice endpoint-reachable https://ca.certready.invalid/x.crl proxy-denied";
    assert!(seen.notices().iter().any(|line| line == notice), "{:#?}", seen.notices());
}

#[test]
fn a_name_that_only_the_proxy_can_t_resolve_for_connect_is_proxy_dns() {
    let lab = Lab::good();
    let policy = PolicyText::of(&lab.pki);
    lab.judges(&policy.endpoint("crl", "https://ca.certready.invalid/x.crl", labels::INTERMEDIATE, "optional"));
    let proxy = Proxy::start(Script::Answers(no_dns()));
    let seen = behind(&lab, &proxy.url());
    let notice = "notice endpoint-reachable https://ca.certready.invalid/x.crl proxy-dns";
    assert!(seen.notices().iter().any(|line| line == notice), "{:#?}", seen.notices());
}

/// What `check` says of a good lab with these variables in its environment and `--proxy auto`.
#[cfg(not(windows))]
fn in_environment(lab: &Lab, variables: &[(&str, &str)]) -> Seen {
    let arguments = arguments(lab, "auto", &["--timeout", "2"]);
    let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run.envs(variables.iter().copied());
    Seen::in_report(lab, &finish(run))
}

// Windows' settings are no variables (`probe/route`).
#[cfg(not(windows))]
#[test]
fn the_environment_names_the_proxy_and_no_proxy_goes_past_it() {
    let lab = Lab::good();
    let closed = ClosedPort::take().base();
    let caught = in_environment(&lab, &[("http_proxy", &closed)]);
    all_fail(&caught, "resolved", "proxy-connect");
    assert_eq!(caught.report["host"]["route"], format!("http by {closed}, https by direct (http_proxy)"));
    let past = in_environment(&lab, &[("http_proxy", &closed), ("NO_PROXY", "127.0.0.0/8")]);
    assert_eq!((past.status, past.asks()), (0, Vec::new()));
}

#[test]
fn what_works_directly_and_fails_through_the_proxy_is_said_outright() {
    let lab = Lab::good();
    let proxy = Proxy::start(Script::Answers(denied()));
    let evidence = lab.path("compared");
    let more = ["--timeout", "2", "--compare-routes", "--evidence", evidence.to_str().unwrap()];
    let run = certready(&arguments(&lab, &proxy.url(), &more));
    let seen = Seen::in_report(&lab, &run);
    // Each URL is compared; the way in force stays the one that is judged.
    assert_eq!((seen.status, seen.verdict()), (2, "not-ready"));
    let routes: Vec<_> = seen.findings().filter(|one| one["code"] == "routes").collect();
    assert_eq!(routes.len(), 8);
    let said = format!("works directly, and fails through the proxy {}: proxy-denied", proxy.url());
    assert!(routes.iter().all(|one| one["level"] == "warning" && one["observed"] == said), "{routes:#?}");
    assert_eq!(proxy.requests().len(), 8);
    let again = crate::common::run::certready(&["evaluate", evidence.to_str().unwrap(), "--format", "json"]);
    assert_eq!((again.status, again.stdout), (2, run.stdout));
}

// Windows' settings are no variables (`probe/route`).
#[cfg(not(windows))]
#[test]
fn what_works_through_the_settings_proxy_and_fails_directly_is_said_as_well() {
    let lab = Lab::good();
    let gone = ClosedPort::take().base();
    let proxy = Proxy::start(Script::Passes);
    proxy.knows("ca.certready.test", lab.server.address());
    let url = "http://ca.certready.test/intermediate.crl";
    let policy = PolicyText::of(&lab.pki);
    lab.judges(&policy.endpoint("crl", url, labels::INTERMEDIATE, "optional"));
    let to = format!("ca.certready.test:80:{}", gone.trim_start_matches("http://"));
    let arguments = arguments(&lab, "none", &["--timeout", "2", "--compare-routes", "--connect-to", &to]);
    let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run.env("http_proxy", proxy.url());
    let seen = Seen::in_report(&lab, &finish(run));
    let observed = seen.observed("routes", url);
    assert_eq!(observed, format!("works through the proxy {}, and fails directly: connect-refused", proxy.url()));
}

#[test]
fn where_all_comes_no_other_way_is_tried() {
    let lab = Lab::good();
    let proxy = Proxy::start(Script::Passes);
    let run = certready(&arguments(&lab, &proxy.url(), &["--compare-routes"]));
    let seen = Seen::in_report(&lab, &run);
    assert_eq!((seen.status, seen.asks()), (0, Vec::new()));
    assert_eq!(seen.one("routes", "all endpoints")["level"], "pass");
    assert_eq!(lab.root_server.requests().len() + lab.server.requests().len(), 8);
}

// Windows' settings are no variables (`probe/route`).
#[cfg(not(windows))]
#[test]
fn without_a_proxy_in_the_environment_auto_is_direct() {
    let seen = in_environment(&Lab::good(), &[]);
    assert_eq!((seen.status, seen.asks()), (0, Vec::new()));
    assert_eq!(seen.report["host"]["route"], "direct: no proxy is set");
}

#[test]
fn none_is_direct_whatever_the_environment_says() {
    let lab = Lab::good();
    let closed = ClosedPort::take().base();
    let mut run = command(&lab.arguments(&[]).iter().map(String::as_str).collect::<Vec<_>>());
    run.env("http_proxy", &closed);
    let seen = Seen::in_report(&lab, &finish(run));
    assert_eq!((seen.status, seen.asks()), (0, Vec::new()));
    assert_eq!(seen.report["host"]["route"], "direct, as asked");
}
