//! Redirects: followed and recorded, or refused and named.

use super::{LEAF, SHORT, Seen, crl_answered};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;

#[test]
fn a_redirect_to_the_crl_is_followed_and_recorded() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::redirect(302, "/moved.crl"));
    lab.server.route("/moved.crl", Reply::crl(&lab.pki.crl().der()));
    let seen = Seen::of(&lab, &[]);
    seen.holds(0, (paths::CRL, "answered"), &[]);
    let redirects = seen.rows(paths::CRL)[0]["redirects"].clone();
    assert_eq!(redirects, serde_json::json!([format!("302 {}/moved.crl", lab.server.base())]));
}

#[test]
fn a_redirect_to_where_it_began_is_a_loop() {
    let seen = crl_answered(Reply::redirect(302, paths::CRL));
    let asks = [&format!("WARNING revocation-path {LEAF} redirect-loop"), LOOP];
    seen.holds(2, (paths::CRL, "answered"), &asks);
}

const LOOP: &str = "FAILURE endpoint-reachable /intermediate.crl redirect-loop";

#[test]
fn a_loop_over_two_urls_is_a_loop() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::redirect(301, "/there"));
    lab.server.route("/there", Reply::redirect(301, paths::CRL));
    let seen = Seen::of(&lab, SHORT);
    seen.holds(2, (paths::CRL, "answered"), &[&format!("WARNING revocation-path {LEAF} redirect-loop"), LOOP]);
}

#[test]
fn five_redirects_are_followed_and_six_are_not() {
    for (most, asks) in [
        (5, vec![]),
        (
            6,
            vec![
                format!("WARNING revocation-path {LEAF} redirect-limit"),
                "FAILURE endpoint-reachable /intermediate.crl redirect-limit".to_owned(),
            ],
        ),
    ] {
        let lab = Lab::good();
        let step = |at: usize| if at == 0 { paths::CRL.to_owned() } else { format!("/{at}") };
        for at in 0..most {
            lab.server.route(&step(at), Reply::redirect(307, &step(at + 1)));
        }
        lab.server.route(&step(most), Reply::crl(&lab.pki.crl().der()));
        let seen = Seen::of(&lab, SHORT);
        let status = if asks.is_empty() { 0 } else { 2 };
        seen.holds(status, (paths::CRL, "answered"), &asks.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(seen.rows(paths::CRL)[0]["redirects"].as_array().unwrap().len(), 5);
    }
}

#[test]
fn a_redirect_to_a_page_on_another_host_is_a_portal() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::redirect(302, &lab.root_server.url("/sign-in")));
    lab.root_server.route("/sign-in", Reply::html("Sign in to the guest network"));
    let seen = Seen::of(&lab, SHORT);
    let asks = [
        &format!("WARNING revocation-path {LEAF} redirect-portal"),
        "FAILURE endpoint-genuine /intermediate.crl redirect-portal",
    ];
    seen.holds(2, (paths::CRL, "answered"), &asks);
    let observed = seen.observed("endpoint-genuine", paths::CRL);
    assert!(observed.contains("intercepted") && observed.contains("Sign in to the guest network"), "{observed}");
}

#[test]
fn a_redirect_to_no_url_is_not_followed() {
    for location in ["mailto:helpdesk@certready.test", "ftp://ca.certready.test/x.crl"] {
        let seen = crl_answered(Reply::redirect(302, location));
        let asks = [
            &format!("WARNING revocation-path {LEAF} redirect-limit"),
            "FAILURE endpoint-reachable /intermediate.crl redirect-limit",
        ];
        seen.holds(2, (paths::CRL, "answered"), &asks);
    }
}

#[test]
fn a_redirect_to_a_host_that_refuses_names_the_refusal() {
    let closed = crate::common::addresses::ClosedPort::take();
    let seen = crl_answered(Reply::redirect(302, &format!("{}/x.crl", closed.base())));
    let asks = [
        &format!("WARNING revocation-path {LEAF} connect-refused"),
        "FAILURE endpoint-reachable /intermediate.crl connect-refused",
    ];
    seen.holds(2, (paths::CRL, "answered"), &asks);
}
