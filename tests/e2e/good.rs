//! Everything good: READY, exit 0, and nothing that asks for attention. And what a good run is worth when it is narrowed,
//! or judged for another client.

use super::{LEAF, SHORT, Seen};
use crate::common::addresses::ClosedPort;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::policy::{PolicyText, labels};
use crate::common::run;
use certready::finding::Code;

#[test]
fn a_good_lab_is_ready() {
    let lab = Lab::good();
    let seen = Seen::of(&lab, &[]);
    assert_eq!(seen.asks(), [""; 0]);
    // A CRL of six days more never covers a cutover in thirty: it must still be reachable then.
    assert_eq!(
        seen.notices(),
        [
            "NOTICE crl-fresh /root.crl refresh-needed",
            "NOTICE crl-fresh /intermediate.crl refresh-needed",
            "NOTICE ocsp-fresh /ocsp/root (GET) refresh-needed",
            "NOTICE ocsp-fresh /ocsp/root (POST) refresh-needed",
        ]
    );
    assert_eq!((seen.status, seen.verdict()), (0, "ready"));
    assert_eq!(seen.report["phase"], "before");
    assert_eq!(seen.report["times"]["days_to_cutover"], 30);
    // Each of the eight targets was answered, and nothing else was asked for.
    assert_eq!(seen.report["endpoints"].as_array().unwrap().len(), 8);
    assert!(seen.report["endpoints"].as_array().unwrap().iter().all(|row| row["step"] == "answered"));
    assert_eq!(lab.root_server.requests().len() + lab.server.requests().len(), 8);
}

#[test]
fn every_check_has_its_say_in_a_good_lab() {
    let seen = Seen::of(&Lab::good(), &[]);
    // What has nothing to look at says nothing: nothing here is asked over TLS, no route was to be compared, no service was
    // named, no file of Exchange was given, no certificate of this host's own, and no baseline.
    let mut nothing = vec![Code::EndpointTls, Code::Routes, Code::ExchangeProxy, Code::ConnectorPins];
    nothing.extend([Code::OwnCertificate, Code::CrlNumber]);
    nothing.extend([Code::ServiceReachable, Code::ServiceChain, Code::ServiceIdentity, Code::ServiceTls]);
    // A store that was given is not this Windows' own, and with `--proxy none` Windows is not asked.
    nothing.extend([Code::RootScope, Code::RootTrusted, Code::RootAutoUpdate, Code::OsChain, Code::RestartPending]);
    nothing.push(Code::OsRetrieval);
    if !cfg!(windows) {
        nothing.extend([Code::RunIdentity, Code::HostTls]);
    }
    for code in Code::ALL.iter().filter(|code| !nothing.contains(code)) {
        let said = seen.findings().filter(|one| one["code"] == code.word()).count();
        assert!(said > 0, "{code}");
    }
}

#[test]
fn the_text_report_of_a_good_lab_begins_with_ready() {
    let lab = Lab::good();
    let arguments = lab.arguments(&[]).into_iter().filter(|one| one != "--format" && one != "json");
    let run = super::certready(&arguments.collect::<Vec<_>>());
    assert_eq!(run.status, 0);
    let first = run.stdout.lines().next().unwrap();
    assert_eq!(first, "READY  certready-test  (before, schannel-validating)");
    assert!(run.stdout.contains("in 30 days"), "{}", run.stdout);
    assert!(run.stdout.contains("schannel-validating"), "{}", run.stdout);
    assert!(run.stdout.contains("before the rollout"), "{}", run.stdout);
    // Nobody watches: no progress, no colours.
    assert_eq!(run.stderr, "");
    assert!(!run.stdout.contains('\u{1b}'));
}

#[test]
fn quiet_says_less_than_usual_and_verbose_more() {
    let lab = Lab::good();
    let text = |more: &[&str]| {
        let arguments = lab.arguments(more).into_iter().filter(|one| one != "--format" && one != "json");
        super::certready(&arguments.collect::<Vec<_>>()).stdout
    };
    let (quiet, usual, verbose) = (text(&["--quiet"]), text(&[]), text(&["--verbose"]));
    assert!(quiet.starts_with("READY  certready-test  (before, schannel-validating)\n"));
    assert!(quiet.len() < usual.len() && usual.len() < verbose.len());
    assert!(verbose.contains(&lab.pki.url(paths::CRL)));
}

#[test]
fn a_narrowed_run_is_at_best_undetermined() {
    let lab = Lab::good();
    for narrowed in [["--only", "root-present"], ["--skip", "clock"]] {
        let seen = Seen::of(&lab, &narrowed);
        assert_eq!(seen.asks(), ["UNKNOWN run-complete --only, --skip partial-run"], "{narrowed:?}");
        assert_eq!((seen.status, seen.verdict()), (3, "undetermined"), "{narrowed:?}");
    }
    let only = Seen::of(&lab, &["--only", "root-present,clock"]);
    let codes: Vec<&str> = only.findings().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["root-present", "clock", "run-complete"]);
}

#[test]
fn a_client_that_does_not_ask_for_revocation_is_ready_with_warnings_without_it() {
    let lab = Lab::good();
    let closed = ClosedPort::take().base();
    let policy = PolicyText::of(&lab.pki).without_endpoints();
    lab.judges(&policy.endpoint("crl", &format!("{closed}/x.crl"), labels::INTERMEDIATE, "required"));
    let validating = Seen::of(&lab, SHORT);
    assert_eq!((validating.status, validating.verdict()), (2, "not-ready"));
    let target = format!("{closed}/x.crl");
    for (client, root) in [("openssl-no-revocation", true), ("schannel-opportunistic", false)] {
        let seen = Seen::of(&lab, &["--timeout", "1", "--client", client]);
        assert_eq!((seen.status, seen.report["client"].as_str()), (1, Some(client)), "{:#?}", seen.asks());
        assert_eq!(seen.one("endpoint-reachable", &target)["decisive"], false);
        assert_eq!(seen.one("revocation-path", LEAF)["decisive"], false);
        assert_eq!(seen.one("root-present", labels::ROOT)["decisive"], root);
    }
}

#[test]
fn a_good_lab_is_ready_for_a_client_that_does_not_ask_for_revocation() {
    let seen = Seen::of(&Lab::good(), &["--client", "openssl-no-revocation"]);
    assert_eq!(seen.asks(), [""; 0]);
    assert_eq!((seen.status, seen.verdict()), (0, "ready"));
    let not_proven = seen.report["not_proven"].to_string();
    assert!(not_proven.contains("Revocation"), "{not_proven}");
}

#[test]
fn the_readme_s_command_without_a_network_ends_in_a_true_report() {
    // The embedded policy's hosts resolve nowhere here, or connect nowhere: not ready, in seconds, every endpoint with its
    // cause. (On a machine with a network its CRLs of 2018 answer or not; the lab's proxy that refuses makes both alike.)
    let closed = ClosedPort::take();
    let arguments = ["check", "exchange-online-2018", "--cutover", "2018-09-03", "--format", "json", "--proxy"];
    let run = run::certready(&[&arguments[..], &[&closed.base()]].concat());
    let report = run.json();
    assert_eq!((run.status, report["verdict"].as_str()), (2, Some("not-ready")));
    let reachable = report["findings"].as_array().unwrap().iter().filter(|one| one["code"] == "endpoint-reachable");
    let failed: Vec<_> = reachable.filter(|one| one["level"] == "failure").collect();
    assert!(failed.len() >= 3 && failed.iter().all(|one| one["cause"] == "proxy-connect"), "{failed:#?}");
    assert!(run.took.as_secs() < 20, "{:?}", run.took);
}

#[test]
fn the_same_without_a_cutover_is_superseded_and_asks_for_nothing() {
    let run = run::certready(&["check", "exchange-online-2018", "--format", "json"]);
    let report = run.json();
    assert_eq!((run.status, report["verdict"].as_str()), (3, Some("undetermined")));
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0]["cause"], "policy-superseded");
    assert_eq!(report["endpoints"], serde_json::json!([]));
    let successor = report["policy"]["superseded_by"].as_str().unwrap();
    assert!(report["headline"].as_str().unwrap().contains(successor));
}
