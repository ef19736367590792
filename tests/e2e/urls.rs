//! `certready url`: single URLs, each by itself what `certutil -URL` should have said. And lists of URLs as policies, which
//! go the same way.

use serde_json::Value;

use super::{SHORT, Seen};
use crate::common::addresses::ClosedPort;
use crate::common::cert::{Issued, bundle, pkcs7, tampered};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::ocsp::{OcspError, Status, responder};
use crate::common::pki::paths;
use crate::common::run::{Finished, certready, clock};
use crate::common::server::Request;

/// Runs `certready url` in a lab, with its trust store.
fn run(lab: &Lab, urls: &[&str], more: &[&str]) -> Finished {
    let store = lab.trust_store();
    let rest = ["--trust-store", store.to_str().unwrap(), "--proxy", "none"];
    let format: &[&str] = if more.contains(&"--format") { &[] } else { &["--format", "json"] };
    certready(&[&["url"], urls, &rest, format, SHORT, more].concat())
}

/// What it says of one of the PKI's paths, held to an issuer.
fn of(lab: &Lab, path: &str, issuer: &Issued) -> Seen {
    let issuer = file(lab, "issuer.pem", issuer.pem().as_bytes());
    Seen::in_report(lab, &run(lab, &[&lab.pki.url(path)], &["--issuer", &issuer]))
}

/// What it says of one of the PKI's paths without an issuer.
fn alone(lab: &Lab, path: &str) -> Seen {
    Seen::in_report(lab, &run(lab, &[&lab.pki.url(path)], &[]))
}

fn file(lab: &Lab, name: &str, bytes: &[u8]) -> String {
    let path = lab.path(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The paths that the lab's servers were asked for, without a request behind a responder's path.
fn asked(lab: &Lab) -> Vec<String> {
    let requests = [lab.root_server.requests(), lab.server.requests()].concat();
    let path = |target: &str| [paths::ROOT_OCSP, paths::OCSP].iter().find(|one| target.starts_with(**one)).copied();
    let mut paths: Vec<String> =
        requests.iter().map(|one| path(&one.target).unwrap_or(&one.target).to_owned()).collect();
    paths.sort();
    paths
}

fn headline(seen: &Seen) -> String {
    seen.short(seen.report["headline"].as_str().unwrap())
}

#[test]
fn a_good_crl_is_ready_and_nothing_else_is_contacted() {
    let lab = Lab::good();
    let seen = of(&lab, paths::CRL, &lab.pki.intermediate);
    seen.holds(0, (paths::CRL, "answered"), &[]);
    assert_eq!(headline(&seen), "The URL gives genuine, signed, fresh data.");
    assert_eq!(asked(&lab), [paths::CRL]);
    assert!(seen.observed("crl-signed", paths::CRL).starts_with("signed by Certready Test CA G1"));
}

#[test]
fn the_report_is_version_1_and_says_that_nothing_rotates() {
    let lab = Lab::good();
    let seen = of(&lab, paths::CRL, &lab.pki.intermediate);
    let schema: Value = serde_json::from_str(include_str!("../../docs/report.schema.json")).unwrap();
    let faults: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&seen.report).map(|e| e.to_string()).collect();
    assert_eq!(faults, [""; 0]);
    let report = &seen.report;
    assert_eq!((&report["schema"], &report["purpose"]), (&"certready.report/1".into(), &"urls".into()));
    assert_eq!((&report["phase"], &report["times"]["days_to_cutover"]), (&"after".into(), &Value::Null));
    assert_eq!((&report["policy"]["id"], &report["legs"]), (&"url".into(), &Value::Array(Vec::new())));
    assert_eq!(seen.rows(paths::CRL)[0]["named_by"], serde_json::json!(["command line"]));
    // Nothing is judged of the host's store or of a chain.
    let judged: Vec<&str> = seen.findings().map(|one| one["code"].as_str().unwrap()).collect();
    let of_urls = |code: &&str| {
        ["endpoint-", "crl-", "ocsp-"].iter().any(|one| code.starts_with(one))
            || ["way-out", "aia-chains", "clock", "run-complete"].contains(code)
    };
    assert!(judged.iter().all(of_urls), "{judged:?}");
    assert!(seen.notices().is_empty(), "no cutover, nothing to be fetched again before it: {:?}", seen.notices());
}

#[test]
fn the_text_has_no_line_about_a_cutover() {
    let lab = Lab::good();
    let issuer = file(&lab, "issuer.pem", lab.pki.intermediate.pem().as_bytes());
    let run = run(&lab, &[&lab.pki.url(paths::CRL)], &["--issuer", &issuer, "--format", "text", "-v"]);
    let words = ["cutover", "phase", "client", "days", "your MTA's chain"];
    let found: Vec<&str> = words.into_iter().filter(|word| run.stdout.lines().any(|l| l.starts_with(word))).collect();
    assert_eq!((run.status, found), (0, Vec::new()), "{}", run.stdout);
    assert!(run.stdout.starts_with("READY  url\nThe URL gives genuine, signed, fresh data.\n"), "{}", run.stdout);
    assert!(run.stdout.contains("signed by Certready Test CA G1"), "{}", run.stdout);
}

#[test]
fn an_issuer_may_be_der_or_pkcs7_or_one_of_several() {
    let lab = Lab::good();
    let (root, below) = (&lab.pki.root, &lab.pki.intermediate);
    for (name, bytes) in [
        ("der", below.der().to_vec()),
        ("p7", pkcs7(&[root, below])),
        ("both.pem", bundle(&[root, below]).into_bytes()),
    ] {
        let issuer = file(&lab, name, &bytes);
        let seen = Seen::in_report(&lab, &run(&lab, &[&lab.pki.url(paths::CRL)], &["--issuer", &issuer]));
        seen.holds(0, (paths::CRL, "answered"), &[]);
    }
    let (root, below) = (file(&lab, "1", root.der()), file(&lab, "2", below.der()));
    let two = ["--issuer", &root, "--issuer", &below];
    Seen::in_report(&lab, &run(&lab, &[&lab.pki.url(paths::CRL)], &two)).holds(0, (paths::CRL, "answered"), &[]);
}

#[test]
fn a_page_in_its_place_is_intercepted() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::html("Sign in"));
    let seen = of(&lab, paths::CRL, &lab.pki.intermediate);
    seen.holds(2, (paths::CRL, "answered"), &["FAILURE endpoint-genuine /intermediate.crl body-html"]);
    assert!(seen.observed("endpoint-genuine", paths::CRL).starts_with("intercepted: "));
    assert_eq!(headline(&seen), "The URL does not give what it should: /intermediate.crl (body-html). 1 failure.");
}

#[test]
fn another_issuer_than_the_one_that_was_given_is_a_failure() {
    let lab = Lab::good();
    let seen = of(&lab, paths::CRL, &lab.pki.retiring);
    seen.holds(2, (paths::CRL, "answered"), &["FAILURE crl-signed /intermediate.crl wrong-issuer"]);
    // The store's certificates are left aside where an issuer is given.
    let seen = of(&lab, paths::ROOT_CRL, &lab.pki.intermediate);
    seen.holds(2, (paths::ROOT_CRL, "answered"), &["FAILURE crl-signed /root.crl wrong-issuer"]);
}

#[test]
fn without_an_issuer_the_store_may_have_signed_and_where_it_has_not_nothing_is_known() {
    let lab = Lab::good();
    alone(&lab, paths::ROOT_CRL).holds(0, (paths::ROOT_CRL, "answered"), &[]);
    let seen = alone(&lab, paths::CRL);
    seen.holds(3, (paths::CRL, "answered"), &["UNKNOWN crl-signed /intermediate.crl wrong-issuer"]);
    assert!(seen.one("crl-signed", paths::CRL)["next"].as_str().unwrap().contains("--issuer FILE"));
    assert_eq!(
        headline(&seen),
        "Whether the URL gives what it should is not known: /intermediate.crl (wrong-issuer). 1 unknown."
    );
}

#[test]
fn a_stale_crl_is_stale() {
    let lab = Lab::good();
    let stale = lab.pki.crl().this_update(lab.pki.day(-8)).next_update(lab.pki.day(-1));
    lab.server.route(paths::CRL, Reply::crl(&stale.der()));
    let seen = of(&lab, paths::CRL, &lab.pki.intermediate);
    seen.holds(2, (paths::CRL, "answered"), &["FAILURE crl-fresh /intermediate.crl stale"]);
}

#[test]
fn a_changed_crl_has_a_bad_signature() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::crl(&tampered(&lab.pki.crl().der())));
    let seen = of(&lab, paths::CRL, &lab.pki.intermediate);
    seen.holds(2, (paths::CRL, "answered"), &["FAILURE crl-signed /intermediate.crl bad-signature"]);
}

#[test]
fn what_begins_like_nothing_that_a_ca_publishes_is_unknown() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::crl(b"\x04\x02\xff\xfe"));
    let seen = alone(&lab, paths::CRL);
    seen.holds(3, (paths::CRL, "answered"), &["UNKNOWN endpoint-genuine /intermediate.crl not-understood"]);
}

#[test]
fn a_responder_is_asked_by_both_methods_and_its_signature_counts() {
    let lab = Lab::good();
    let seen = of(&lab, paths::ROOT_OCSP, &lab.pki.root);
    seen.holds(0, (paths::ROOT_OCSP, "answered"), &[]);
    assert_eq!(headline(&seen), "The URL gives genuine, signed, fresh data.");
    assert_eq!(asked(&lab), [paths::ROOT_OCSP; 2]);
    for method in ["GET", "POST"] {
        let target = format!("{} ({method})", paths::ROOT_OCSP);
        assert_eq!(seen.one("ocsp-signed", &target)["level"], "pass");
        assert_eq!(seen.one("ocsp-fresh", &target)["level"], "pass");
        assert_eq!(seen.one("ocsp-status", &target)["level"], "not-applicable", "nobody's status was asked");
    }
}

#[test]
fn an_answer_that_another_ca_signed_is_a_failure() {
    let lab = Lab::good();
    let seen = of(&lab, paths::ROOT_OCSP, &lab.pki.retiring);
    let asks = ["GET", "POST"].map(|method| format!("FAILURE ocsp-signed /ocsp/root ({method}) wrong-issuer"));
    seen.holds(2, (paths::ROOT_OCSP, "answered"), &asks.each_ref().map(String::as_str));
}

#[test]
fn an_old_answer_is_stale() {
    let lab = Lab::good();
    let pki = lab.pki.clone();
    let old = move |serial: &[u8]| pki.fresh_ocsp(serial, &pki.root).this_update(pki.day(-8)).next_update(pki.day(-1));
    lab.root_server.answer(paths::ROOT_OCSP, responder(paths::ROOT_OCSP, old));
    let seen = of(&lab, paths::ROOT_OCSP, &lab.pki.root);
    let asks = ["GET", "POST"].map(|method| format!("FAILURE ocsp-fresh /ocsp/root ({method}) stale"));
    seen.holds(2, (paths::ROOT_OCSP, "answered"), &asks.each_ref().map(String::as_str));
}

#[test]
fn one_method_that_does_not_pass_leaves_the_responder_in_use_with_a_warning() {
    let lab = Lab::good();
    let pki = lab.pki.clone();
    let good = responder(paths::ROOT_OCSP, move |serial| pki.fresh_ocsp(serial, &pki.root));
    let passes = move |request: &Request| if request.method == "POST" { Reply::bare(405) } else { good(request) };
    lab.root_server.answer(paths::ROOT_OCSP, passes);
    let seen = of(&lab, paths::ROOT_OCSP, &lab.pki.root);
    let asks =
        ["WARNING ocsp-methods /ocsp/root method-differs", "warning endpoint-reachable /ocsp/root (POST) status-405"];
    let mut found = seen.asks();
    found.sort();
    assert_eq!((seen.status, found), (1, asks.map(str::to_owned).to_vec()));
    assert!(headline(&seen).starts_with("The URL gives genuine, signed, fresh data. "), "{}", headline(&seen));
}

#[test]
fn what_was_not_checked_is_not_called_fresh() {
    let lab = Lab::good();
    let issuer = file(&lab, "issuer.pem", lab.pki.intermediate.pem().as_bytes());
    let folder = lab.path("evidence");
    let folder = folder.to_str().unwrap();
    let kept = run(&lab, &[&lab.pki.url(paths::CRL)], &["--issuer", &issuer, "--evidence", folder]);
    assert_eq!(kept.status, 0);
    let narrowed = certready(&["evaluate", folder, "--format", "json", "--skip", "crl-fresh"]);
    let seen = Seen::in_report(&lab, &narrowed);
    assert_eq!(
        (seen.status, headline(&seen).as_str()),
        (3, "Whether the URL gives what it should is not known: /intermediate.crl. 1 unknown.")
    );
}

#[test]
fn an_unsigned_answer_proves_the_way_and_the_headline_says_no_more() {
    let lab = Lab::good();
    lab.root_server.answer(paths::ROOT_OCSP, |_| Reply::ocsp(&OcspError::Unauthorized.der()));
    let seen = of(&lab, paths::ROOT_OCSP, &lab.pki.root);
    seen.holds(0, (paths::ROOT_OCSP, "answered"), &[]);
    assert_eq!(headline(&seen), "The URL answers as a responder does, unsigned: that proves the way to it alone.");
}

#[test]
fn a_responder_without_its_issuer_is_unknown_and_says_what_to_give() {
    let lab = Lab::good();
    lab.root_server.answer(paths::ROOT_OCSP, |_| Reply::ocsp(&OcspError::MalformedRequest.der()));
    let seen = alone(&lab, paths::ROOT_OCSP);
    seen.holds(3, (paths::ROOT_OCSP, "answered"), &["UNKNOWN ocsp-signed /ocsp/root wrong-issuer"]);
    assert!(seen.one("ocsp-signed", paths::ROOT_OCSP)["next"].as_str().unwrap().contains("--issuer FILE"));
}

#[test]
fn an_answer_at_a_file_s_url_is_held_to_the_issuer_it_speaks_of() {
    let lab = Lab::good();
    let path = "/answer.der";
    let url = lab.server.url(path);
    let serve = |status| lab.server.route(path, Reply::ocsp(&lab.pki.ocsp().status(status).der()));
    let issuer = file(&lab, "issuer.pem", lab.pki.intermediate.pem().as_bytes());
    let seen = |more: &[&str]| Seen::in_report(&lab, &run(&lab, &[&url], more));
    serve(Status::Good);
    let good = seen(&["--issuer", &issuer]);
    good.holds(0, (path, "answered"), &[]);
    assert!(good.observed("ocsp-status", path).starts_with("good: the certificate with the serial "));
    seen(&[]).holds(3, (path, "answered"), &["UNKNOWN ocsp-signed /answer.der wrong-issuer"]);
    serve(Status::Revoked(lab.pki.day(-2)));
    seen(&["--issuer", &issuer]).holds(2, (path, "answered"), &["FAILURE ocsp-status /answer.der revoked"]);
}

#[test]
fn a_certificate_is_held_to_who_issued_it() {
    let lab = Lab::good();
    let seen = of(&lab, paths::AIA, &lab.pki.root);
    seen.holds(0, (paths::AIA, "answered"), &[]);
    assert_eq!(headline(&seen), "The URL gives genuine certificates.");
    assert_eq!(asked(&lab), [paths::AIA], "its issuer is at hand: nothing that it names is contacted");
    lab.server.route(paths::AIA, Reply::certificate(&tampered(lab.pki.intermediate.der())));
    let seen = of(&lab, paths::AIA, &lab.pki.root);
    seen.holds(2, (paths::AIA, "answered"), &["FAILURE aia-chains /intermediate.crt bad-signature"]);
}

#[test]
fn a_certificate_of_another_issuer_is_a_failure_where_one_was_given() {
    let lab = Lab::good();
    lab.root_server.route(paths::ROOT_AIA, Reply::bare(404));
    let seen = of(&lab, paths::AIA, &lab.pki.retiring);
    assert_eq!((seen.status, seen.verdict()), (2, "not-ready"));
    assert_eq!(seen.one("aia-chains", paths::AIA)["cause"], "wrong-issuer");
}

#[test]
fn the_issuer_of_a_certificate_is_looked_for_by_aia_and_nothing_else_that_it_names_is_contacted() {
    let lab = Lab::good();
    let seen = alone(&lab, paths::AIA);
    seen.holds(0, (paths::AIA, "answered"), &[]);
    assert_eq!(asked(&lab), [paths::AIA, paths::ROOT_AIA]);
    // A root that came over the wire is nobody's anchor.
    lab.trusts(&[&lab.pki.retiring]);
    let seen = alone(&lab, paths::AIA);
    let asks = ["WARNING aia-chains /intermediate.crt wrong-issuer", "warning aia-chains /root.crt wrong-issuer"];
    let mut found = seen.asks();
    found.sort();
    assert_eq!((seen.status, found), (1, asks.map(str::to_owned).to_vec()));
    assert!(headline(&seen).starts_with("The URL gives certificates whose issuer is not verified."));
}

#[test]
fn a_certificate_that_came_along_may_sign_where_it_leads_to_the_store() {
    let lab = Lab::good();
    let both = [lab.pki.url(paths::AIA), lab.pki.url(paths::CRL)];
    let both = both.each_ref().map(String::as_str);
    let seen = Seen::in_report(&lab, &run(&lab, &both, &[]));
    seen.holds(0, (paths::CRL, "answered"), &[]);
    assert_eq!(headline(&seen), "1 of 2 URLs gives genuine, signed, fresh data; 1 gives genuine certificates.");
    lab.trusts(&[&lab.pki.retiring]);
    let seen = Seen::in_report(&lab, &run(&lab, &both, &[]));
    assert_eq!(seen.one("crl-signed", paths::CRL)["level"], "unknown");
    assert_eq!(seen.status, 3);
}

#[test]
fn several_urls_are_told_apart() {
    let lab = Lab::good();
    lab.server.route("/page.crl", Reply::html("Blocked"));
    let closed = ClosedPort::take();
    let dead = format!("{}/x.crl", closed.base());
    let urls = [lab.pki.url(paths::CRL), lab.server.url("/page.crl"), dead.clone(), lab.pki.url(paths::CRL)];
    let issuer = file(&lab, "issuer.pem", lab.pki.intermediate.pem().as_bytes());
    let seen = Seen::in_report(&lab, &run(&lab, &urls.each_ref().map(String::as_str), &["--issuer", &issuer]));
    let asks = [
        format!("FAILURE endpoint-reachable {dead} connect-refused"),
        "FAILURE endpoint-genuine /page.crl body-html".to_owned(),
    ];
    seen.holds(2, (paths::CRL, "answered"), &asks.each_ref().map(String::as_str));
    assert_eq!(seen.step(&dead), "resolved");
    let headline = headline(&seen);
    assert!(
        headline.starts_with("1 of 3 URLs gives genuine, signed, fresh data; 2 do not give what they should: "),
        "{headline}"
    );
}

#[test]
fn evidence_of_urls_is_judged_again_byte_for_byte_for_any_client() {
    let lab = Lab::good();
    lab.server.route("/page.crl", Reply::html("Blocked"));
    let folder = lab.path("evidence");
    let folder = folder.to_str().unwrap();
    let urls = [lab.pki.url(paths::CRL), lab.pki.url(paths::AIA), lab.server.url("/page.crl")];
    let kept = run(&lab, &urls.each_ref().map(String::as_str), &["--evidence", folder]);
    assert_eq!(kept.status, 2);
    for more in [&[][..], &["--client", "openssl-no-revocation"], &["--cutover", "2030-01-01"]] {
        let again = certready(&[&["evaluate", folder, "--format", "json"], more].concat());
        assert_eq!((again.status, &again.stdout), (2, &kept.stdout), "{more:?}");
    }
    // Weeks later the facts are still of the day on which they were fresh, and no cutover asks for newer ones.
    let later = lab.pki.day(20).to_string();
    let again = Seen::in_report(&lab, &certready(&["evaluate", folder, "--format", "json", "--as-of", &later]));
    assert_eq!((again.status, again.asks()), (2, Seen::in_report(&lab, &kept).asks()));
    assert!(again.notices().is_empty(), "{:?}", again.notices());
    assert_eq!((&again.report["phase"], &again.report["times"]["days_to_cutover"]), (&"after".into(), &Value::Null));
}

#[test]
fn what_is_no_url_is_usage_and_says_which_and_a_password_is_not_repeated() {
    for (url, words) in [
        ("ldap://dc/cn=ca", "`ldap://dc/cn=ca` can't be fetched: the scheme is `ldap`"),
        ("crl.example.com", "`crl.example.com` is no absolute URL"),
        ("http://", "can't be fetched"),
        ("http://me:secret@crl.example.com/a", "http://crl.example.com/a was given with a user name or password"),
        ("http://me:secret@/a", "a user name"),
    ] {
        let run = certready(&["url", "http://127.0.0.1:9/good.crl", url]);
        assert_eq!((run.status, run.stdout.as_str()), (64, ""), "{url}");
        assert!(run.stderr.contains(words) && !run.stderr.contains("secret"), "{}", run.stderr);
    }
    assert_eq!(certready(&["url"]).status, 64);
}

#[test]
fn an_issuer_that_can_t_be_read_is_65_with_its_path() {
    let lab = Lab::good();
    let page = file(&lab, "page.pem", b"<html>no</html>");
    let large = file(&lab, "large.pem", &vec![b'a'; (1 << 20) + 1]);
    let missing = lab.path("missing.pem").to_str().unwrap().to_owned();
    let many = format!("{}/tests/fixtures/truststores/certifi-2018.8.24.pem", env!("CARGO_MANIFEST_DIR"));
    for (path, words) in [
        (&page, format!("the issuer {page} holds no certificate")),
        (&large, format!("the issuer {large} can't be read")),
        (&missing, format!("the issuer {missing} can't be read")),
        (&many, "at most 64 are taken at a time; --trust-store takes a whole bundle".to_owned()),
    ] {
        let run = certready(&["url", "http://127.0.0.1:9/a.crl", "--issuer", path]);
        assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{path}");
        assert!(run.stderr.contains(&words), "{words:?} in {}", run.stderr);
    }
}

#[test]
fn what_stands_beside_a_certificate_is_said_and_passed_over() {
    let lab = Lab::good();
    let text = format!("{}{}", lab.pki.intermediate.key_pem(), lab.pki.intermediate.pem());
    let issuer = file(&lab, "with-key.pem", text.as_bytes());
    let run = run(&lab, &[&lab.pki.url(paths::CRL)], &["--issuer", &issuer]);
    assert_eq!(run.status, 0);
    assert!(run.stderr.contains(&format!("{issuer}: passed over: line 1: ")), "{}", run.stderr);
}

/// Puts a list of URLs in the place of the lab's policy: kind, path and need of each. R1 may sign.
fn watches(lab: &Lab, endpoints: &[(&str, &str, &str)]) {
    let endpoint = |(kind, path, need): &(&str, &str, &str)| {
        format!("  - {{ kind: {kind}, url: \"{}\", issuer: R1, need: {need} }}\n", lab.pki.url(path))
    };
    let yaml = format!(
        "schema: certready.policy/1\nid: watched\npurpose: urls\ntitle: Watched\nsources: [the tests]\n\
         as_of: {day}\nreview_by: {review}\nincoming:\n  - label: R1\n    any_of:\n      - sha256: {sha256}\n    \
         certificates: [r1.pem]\nintermediates:\n  - {{ label: G1, issuer: R1, sha256: {below}, certificate: g1.pem }}\n\
         endpoints:\n{endpoints}",
        day = lab.pki.day(-2).date(),
        review = lab.pki.day(2).date(),
        sha256 = lab.pki.root.fingerprint(),
        below = lab.pki.intermediate.fingerprint(),
        endpoints = endpoints.iter().map(endpoint).collect::<String>(),
    );
    file(lab, "r1.pem", lab.pki.root.pem().as_bytes());
    file(lab, "g1.pem", lab.pki.intermediate.pem().as_bytes());
    file(lab, "policy.yaml", yaml.as_bytes());
}

#[test]
fn what_comes_from_a_url_is_judged_whoever_it_serves_has_ended() {
    let lab = Lab::with(|plan| plan.intermediate(|cert| cert.valid(clock().plus_days(-700), clock().plus_days(-1))));
    watches(&lab, &[("crl", paths::ROOT_CRL, "required")]);
    let seen = Seen::of(&lab, SHORT);
    seen.holds(0, (paths::ROOT_CRL, "answered"), &[]);
    assert_eq!(asked(&lab), [paths::ROOT_CRL], "what the policy's certificates name is left alone");
}

#[test]
fn a_url_with_two_questions_is_worth_the_worse_answer() {
    let lab = Lab::good();
    watches(&lab, &[("crl", paths::ROOT_CRL, "required"), ("ocsp", paths::ROOT_CRL, "optional")]);
    let seen = Seen::of(&lab, SHORT);
    assert_eq!(seen.one("crl-fresh", paths::ROOT_CRL)["level"], "pass");
    let headline = headline(&seen);
    assert!(!headline.starts_with("The URL gives"), "{headline}");
}

#[test]
fn a_list_of_urls_is_a_policy_like_any_other() {
    let lab = Lab::good();
    watches(&lab, &[("any", paths::ROOT_CRL, "required"), ("ocsp", paths::ROOT_OCSP, "optional")]);
    let seen = Seen::of(&lab, SHORT);
    seen.holds(0, (paths::ROOT_CRL, "answered"), &[]);
    assert_eq!(headline(&seen), "2 of 2 URLs give genuine, signed, fresh data.");
    assert_eq!(seen.rows(paths::ROOT_CRL)[0]["named_by"], serde_json::json!(["policy, line 16"]));
    assert_eq!(asked(&lab), [paths::ROOT_OCSP, paths::ROOT_OCSP, paths::ROOT_CRL]);
    // What is optional never decides; a review that is due is a warning.
    lab.root_server.answer(paths::ROOT_OCSP, |_| Reply::bare(503));
    let seen = Seen::of(&lab, SHORT);
    assert_eq!((seen.status, seen.asks()), (0, Vec::new()));
    assert_eq!(
        headline(&seen),
        "1 of 2 URLs gives genuine, signed, fresh data; 1 does not give what it should: /ocsp/root (status-503)."
    );
    let late = lab.pki.day(3).to_string();
    let seen = Seen::of(&lab, &["--as-of", &late]);
    assert_eq!((seen.status, seen.asks()), (1, vec!["WARNING policy-current watched policy-review-due".to_owned()]));
}
