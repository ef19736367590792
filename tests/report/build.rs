//! What stands beside the findings: how long the verdict holds, what it does not prove, whose facts they are.

use std::path::PathBuf;

use certready::finding::{Client, Leg};
use certready::language::{Language, Say};
use certready::observation::{Portable, Postfix, ProxyChoice, RouteFacts, StoreOrigin};
use certready::policy::parse;
use certready::report::Sayings;
use certready::vocabulary::Shown;

use crate::common::case::{self, BUNDLE, Judged, Scene};
use crate::common::pki::day;

#[test]
fn a_verdict_holds_for_seven_days() {
    assert_eq!(Scene::good(&case::pki()).judge().report.valid_until, day(7));
}

#[test]
fn a_verdict_holds_until_the_review_where_that_is_sooner() {
    let review = |days: i64| {
        let date = day(days).to_string();
        Scene::good(&case::pki()).policy(|text| text.header("review_by", &date)).judge().report.valid_until
    };
    assert_eq!(review(3), day(3));
    assert_eq!(review(8), day(7));
}

#[test]
fn a_verdict_holds_until_the_next_phase_where_that_is_sooner() {
    let pki = case::pki();
    let cutover = |days| Scene::good(&pki).policy(|text| text.cutover(day(days))).judge().report.valid_until;
    assert_eq!((cutover(2), cutover(8), cutover(-1)), (day(2), day(7), day(7)));
    let (from, until) = (day(-1).to_string(), day(4).to_string());
    let overlap = Scene::good(&pki)
        .policy(|text| text.cutover(day(1)).header("rollout_from", &from).header("rollout_until", &until));
    assert_eq!(overlap.judge().report.valid_until, day(4));
}

#[test]
fn both_legs_are_concerned_and_the_inbound_one_is_not_proven() {
    let report = Scene::good(&case::pki()).judge().report;
    assert_eq!(report.legs, [Leg::Outbound, Leg::Inbound]);
    assert!(report.not_proven.iter().any(|line| line.to_string().starts_with("The inbound leg: ")));
}

/// Whether the report says that it does not prove something that begins so.
fn unproven(judged: &Judged, begins: &str) -> bool {
    judged.report.not_proven.iter().any(|line| line.to_string().starts_with(begins))
}

#[test]
fn what_a_run_can_not_show_is_said() {
    let pki = case::pki();
    let good = Scene::good(&pki).judge();
    for begins in ["What the service presents", "Other accounts", "Appliances", "Another store"] {
        assert!(unproven(&good, begins), "{begins}");
    }
    assert!(!unproven(&good, "Revocation: ") && !unproven(&good, "Today: "));
    let postfix = Scene::good(&pki).client(Client::OpensslNoRevocation).judge();
    assert!(unproven(&postfix, "Revocation: this client profile does not ask for it"));
    let given = Scene::good(&pki).origin(StoreOrigin::Given(PathBuf::from("x.pem"))).judge();
    assert!(!unproven(&given, "Another store"));
    let keychains = Scene::good(&pki).origin(StoreOrigin::Portable(Portable::Keychains)).judge();
    let of_keychains = "What the portable path can't see: whether a root is trusted on the whole machine";
    assert!(unproven(&keychains, of_keychains) && unproven(&keychains, "Another store"));
    let files = Scene::good(&pki).origin(StoreOrigin::Portable(Portable::Files)).judge();
    assert!(unproven(&files, "What the portable path can't see: a store that this system keeps elsewhere"));
    assert!(!unproven(&good, "What the portable path can't see"));
    let superseded = Scene::good(&pki).policy(|text| text.superseded_by("next"));
    let asked = superseded.asked(|asked| asked.cutover = Some(day(30))).judge();
    assert!(unproven(&asked, "Today: the policy is superseded"));
}

#[test]
fn whose_store_it_was_is_said() {
    let pki = case::pki();
    let said = |origin| {
        let of_run = Scene::good(&pki).origin(origin).judge().report.store.origin;
        // Read back it has every language again, but for Postfix's settings, in which nothing parts what they come to.
        if let Some(again) = again(&of_run.to_string()) {
            assert_eq!(again.to(Language::Korean), of_run.to(Language::Korean));
        } else {
            assert!(of_run.to_string().starts_with("Postfix's: "), "{of_run}");
        }
        of_run.to_string()
    };
    assert_eq!(said(StoreOrigin::System), "the system's store; your MTA may use another");
    for kept in [Portable::Keychains, Portable::Files] {
        let said = said(StoreOrigin::Portable(kept));
        assert!(said.contains("by the portable path") && said.ends_with("; your MTA may use another"), "{said}");
    }
    assert_eq!(said(StoreOrigin::Given(PathBuf::from("/x.pem"))), "/x.pem, as asked, in place of the host's");
    let postfix = Postfix {
        ca_file: Some(BUNDLE.into()),
        ca_path: None,
        append_default: true,
        level: None,
        jail: None,
        unloadable: None,
    };
    let expected =
        format!("Postfix's: smtp_tls_CAfile = {BUNDLE}, smtp_tls_CApath = (empty), tls_append_default_CA = yes");
    assert_eq!(said(StoreOrigin::Postfix(postfix)), expected);
    assert_eq!(Scene::good(&pki).judge().report.store.certificates, 2);
}

#[test]
fn the_policy_is_named_by_the_digest_of_what_was_judged() {
    let scene = Scene::good(&case::pki());
    let evidence = scene.evidence();
    let row = scene.judge().report.policy;
    assert_eq!(row.digest, parse(&evidence.policy).unwrap().digest);
    assert_eq!((row.id.as_str(), row.superseded_by), ("certready-test", None));
    assert_eq!((row.as_of, row.review_by), (day(-20), Some(day(100))));
}

#[test]
fn the_times_are_those_of_the_judgement() {
    let times = Scene::good(&case::pki()).asked(|asked| asked.cutover = Some(day(10))).judge().report.times;
    assert_eq!((times.observed, times.as_of, times.cutover), (day(0), day(0), day(10)));
    assert_eq!((times.cutover_origin.english, times.days_to_cutover), ("--cutover", Some(10)));
}

/// A sentence of a report of which nothing but its JSON is there.
fn again(text: &str) -> Option<Say> {
    Sayings::default().again(&Shown::new(text))
}

/// What the head says of a way out, and what is made of it where it is read back: it has every language again.
#[test]
fn the_route_says_which_setting_is_in_force_and_what_goes_past_it() {
    let named = || Some("http://proxy.test:8080".into());
    let nothing = RouteFacts {
        choice: ProxyChoice::Auto,
        http_proxy: None,
        https_proxy: None,
        origin: None,
        bypass: Vec::new(),
        search: None,
    };
    let machine = RouteFacts {
        http_proxy: named(),
        https_proxy: named(),
        origin: Some("this machine's WinHTTP settings".into()),
        bypass: vec!["<local>".into(), "*.intern.test".into()],
        ..nothing.clone()
    };
    let wpad = Some("what WPAD finds".into());
    let mut evidence = Scene::good(&case::pki()).evidence();
    for (route, said) in [
        (nothing.clone(), "direct: no proxy is set"),
        (
            machine.clone(),
            "proxy http://proxy.test:8080 (this machine's WinHTTP settings); past it: <local>, *.intern.test",
        ),
        (RouteFacts { search: wpad.clone(), ..nothing }, "what WPAD finds, for each URL; else direct"),
        (
            RouteFacts { search: wpad, https_proxy: None, bypass: Vec::new(), ..machine },
            "what WPAD finds, for each URL; else http by http://proxy.test:8080, https by direct (this machine's WinHTTP \
             settings)",
        ),
    ] {
        evidence.observations.route = route;
        let of_run = Judged::of(&evidence, &evidence.asked).report.host.route;
        assert_eq!(of_run.to_string(), said);
        assert_eq!(again(said).map(|say| say.to(Language::Korean)), Some(of_run.to(Language::Korean)), "{said}");
    }
}
