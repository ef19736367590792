//! `certready check POLICY --firewall-list`: it resolves, contacts nothing, judges nothing.

use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::policy::PolicyText;
use crate::common::run::{Finished, certready};

/// The list of a lab's policy.
fn listed(lab: &Lab, form: &str, more: &[&str]) -> Finished {
    let policy = lab.policy();
    let first = ["check", policy.to_str().unwrap(), form, "--proxy", "none"];
    certready(&first.iter().chain(more).copied().collect::<Vec<_>>())
}

#[test]
fn every_endpoint_is_listed_with_its_addresses_and_nothing_is_contacted() {
    let lab = Lab::good();
    for form in ["--firewall-list", "--firewall-list=text", "--firewall-list=csv", "--firewall-list=windows"] {
        let run = listed(&lab, form, &[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
        for path in [paths::ROOT_CRL, paths::CRL, paths::ROOT_OCSP, paths::OCSP, paths::ROOT_AIA, paths::AIA] {
            assert!(run.stdout.contains(&lab.pki.url(path)), "{form} {path} {}", run.stdout);
        }
        assert!(run.stdout.contains("127.0.0.1"));
    }
    assert_eq!((lab.root_server.requests().len(), lab.server.requests().len()), (0, 0));
}

#[test]
fn what_the_pinned_intermediates_name_is_listed_too() {
    let lab = Lab::good();
    // Of the policy's own endpoints one is left; the intermediate names its root's CRL, responder and certificate.
    let target = "http://localhost:8080/";
    lab.judges(&PolicyText::of(&lab.pki).without_endpoints().endpoint("connect", target, "", "required"));
    let run = listed(&lab, "--firewall-list", &[]);
    assert_eq!(run.status, 0, "{run:#?}");
    for text in [target, &lab.pki.url(paths::ROOT_CRL), &lab.pki.url(paths::ROOT_OCSP), &lab.pki.url(paths::ROOT_AIA)] {
        assert!(run.stdout.contains(text), "{text} in {}", run.stdout);
    }
    assert!(run.stdout.contains("localhost, TCP 8080, outbound, required\n"));
    assert!(run.stdout.contains("outbound, named by a certificate alone\n"), "{}", run.stdout);
}

#[test]
fn a_name_that_does_not_resolve_is_listed_without_addresses() {
    let lab = Lab::good();
    let policy = PolicyText::of(&lab.pki);
    lab.judges(&policy.endpoint("connect", "http://nowhere.invalid/", "", "optional"));
    let run = listed(&lab, "--firewall-list", &["--timeout", "2"]);
    assert_eq!(run.status, 0, "{run:#?}");
    let (_, below) = run.stdout.split_once("nowhere.invalid, TCP 80, outbound, optional\n").unwrap();
    assert!(below.starts_with("  addresses none now (dns-"), "{below}");
}

#[test]
fn the_list_of_a_superseded_policy_warns_and_names_the_successor() {
    let words = "superseded by exchange-online-2021";
    for form in ["text", "csv", "windows", "nftables"] {
        let run = certready(&["check", "exchange-online-2018", &format!("--firewall-list={form}"), "--timeout", "1"]);
        assert_eq!(run.status, 0, "{run:#?}");
        let unbroken = |text: &str| text.replace('#', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(run.stderr.contains(words) && unbroken(&run.stdout).contains(words), "{run:#?}");
    }
}

#[test]
fn the_proxy_that_the_settings_name_is_said_without_its_password() {
    let lab = Lab::good();
    let policy = lab.policy();
    let proxy = "http://user:hunter2@127.0.0.1:1";
    let run = certready(&["check", policy.to_str().unwrap(), "--firewall-list", "--proxy", proxy]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("  by proxy  http://127.0.0.1:1\n"), "{}", run.stdout);
    assert!(!run.stdout.contains("hunter2"));
}

#[test]
fn options_that_judge_or_report_are_refused_beside_it() {
    for more in [
        &["--cutover", "2026-03-22"][..],
        &["--as-of", "2026-03-22"],
        &["--client", "schannel-validating"],
        &["--only", "clock"],
        &["--skip", "clock"],
        &["--trust-store", "x.pem"],
        &["--connect-to", "a:80:b:80"],
        &["--format", "json"],
        &["--report", "json=x.json"],
        &["--evidence", "x"],
        &["--quiet"],
        &["--verbose"],
    ] {
        let run = certready(&[&["check", "exchange-online-smtp-2026", "--firewall-list"], more].concat());
        assert_eq!((run.status, run.stdout.as_str()), (64, ""), "{run:#?}");
        assert!(run.stderr.contains("cannot be used with") && run.stderr.contains(more[0]), "{run:#?}");
    }
    let run = certready(&["check", "exchange-online-smtp-2026", "--firewall-list=pdf"]);
    assert_eq!(run.status, 64);
    assert!(run.stderr.contains("text, csv, windows, nftables"), "{run:#?}");
    assert_eq!(certready(&["check", "no-such-policy", "--firewall-list"]).status, 65);
}
