//! The .exe against the lab on loopback, with this Windows' own stores, settings and engine: what a root's place decides. It changes
//! the registry of a Windows that is thrown away.

use std::path::Path;

use certready::observation::{Scope, SystemStore};
use certready::pki::Certificate;
use serde_json::Value;

use crate::common::lab::Lab;
use crate::common::registry::{DEFAULT, Entry, Settings};
use crate::common::run;

const ROOT_UPDATE: &str = r"HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\AuthRoot";

/// `CERT_ENHKEY_USAGE_PROP_ID`: the uses that a store leaves a certificate.
const USAGES: u32 = 9;

/// A report of `check` without any option that takes Windows' place.
struct Seen {
    status: i32,
    report: Value,
}

impl Seen {
    fn of(lab: &Lab) -> Self {
        Self::with(lab, &[])
    }

    fn with(lab: &Lab, more: &[&str]) -> Self {
        let policy = lab.policy();
        let arguments = ["check", policy.to_str().unwrap(), "--format", "json"];
        let run = run::certready(&[&arguments[..], more].concat());
        Self { status: run.status, report: run.json() }
    }

    fn verdict(&self) -> (i32, &str) {
        (self.status, self.report["verdict"].as_str().unwrap())
    }

    fn levels(&self, code: &str) -> Vec<(&str, Option<&str>)> {
        let findings = self.report["findings"].as_array().unwrap().iter().filter(|one| one["code"] == code);
        findings.map(|one| (one["level"].as_str().unwrap(), one["cause"].as_str())).collect()
    }

    /// What asks for attention, as `LEVEL CODE CAUSE`.
    fn asks(&self) -> Vec<String> {
        let findings = self.report["findings"].as_array().unwrap().iter();
        let asks = findings.filter(|one| ["warning", "failure", "unknown"].iter().any(|level| one["level"] == *level));
        let mut asks: Vec<String> =
            asks.map(|one| format!("{} {} {}", one["level"], one["code"], one["cause"]).replace('"', "")).collect();
        asks.dedup();
        asks
    }
}

/// A root in a physical store, until the value ends.
fn put(root: &[u8], scope: Scope, store: SystemStore, beside: &[(u32, &[u8])]) -> Entry {
    Entry::put(scope, DEFAULT, store, &Certificate::decode(root).unwrap(), beside)
}

/// One test, because there is one Windows.
#[test]
fn where_a_root_stands_decides_whether_this_windows_is_ready() {
    let mut settings = Settings::alone();
    settings.number(ROOT_UPDATE, "DisableRootAutoUpdate", 1);
    let lab = Lab::good();
    let root = lab.pki.root.der();
    let retiring = put(lab.pki.retiring.der(), Scope::Machine, SystemStore::Root, &[]);

    // In the machine's store: ready, but for the account of the test.
    let machine = put(root, Scope::Machine, SystemStore::Root, &[]);
    let seen = Seen::of(&lab);
    assert_eq!(seen.asks(), Vec::<String>::new(), "{:#}", seen.report["findings"]);
    // The lab's policy takes it for worth knowing that a test is no service.
    assert_eq!(seen.verdict(), (0, "ready"));
    assert_eq!(seen.levels("run-identity"), [("notice", Some("other-account"))]);
    for code in ["root-present", "root-scope", "root-trusted", "os-chain", "host-tls"] {
        assert_eq!(seen.levels(code), [("pass", None)], "{code}: {:#}", seen.report["findings"]);
    }
    // Windows itself retrieved what is asked by GET.
    let retrieved = seen.levels("os-retrieval");
    assert!(retrieved.len() >= 4 && retrieved.iter().all(|(level, _)| *level == "pass"), "{retrieved:?}");
    let host = &seen.report["host"];
    assert!(host["account_id"].as_str().unwrap().starts_with("S-1-5-"), "{host:#}");
    assert!(host["windows"].as_array().unwrap().iter().any(|fact| fact["name"] == "machine-proxy"), "{host:#}");

    // In Disallowed as well: it wins.
    let disallowed = put(root, Scope::Machine, SystemStore::Disallowed, &[]);
    let seen = Seen::of(&lab);
    assert_eq!(seen.verdict(), (2, "not-ready"));
    assert_eq!(seen.levels("root-trusted"), [("failure", Some("root-disallowed"))]);
    drop(disallowed);
    drop(machine);

    // Without a use that the service needs.
    let none: &[u8] = &[0x30, 0x00];
    let limited = put(root, Scope::Machine, SystemStore::Root, &[(USAGES, none)]);
    let seen = Seen::of(&lab);
    assert_eq!(seen.verdict(), (2, "not-ready"));
    assert_eq!(seen.levels("root-trusted"), [("failure", Some("root-constrained"))]);
    drop(limited);

    // In the account's store alone: it looks installed, and services do not see it.
    let account = put(root, Scope::Account, SystemStore::Root, &[]);
    let seen = Seen::of(&lab);
    assert_eq!(seen.verdict(), (2, "not-ready"));
    assert_eq!(seen.levels("root-scope"), [("failure", Some("root-wrong-store"))]);
    assert_eq!(seen.levels("root-present"), [("failure", Some("root-wrong-store"))]);
    drop(account);

    // Nowhere, and the update is off.
    let seen = Seen::of(&lab);
    assert_eq!(seen.verdict(), (2, "not-ready"));
    assert_eq!(seen.levels("root-auto-update"), [("failure", Some("root-update-off"))]);
    assert_eq!(seen.levels("root-present"), [("failure", Some("root-absent"))]);

    // The evidence of it, judged again, says the same; on any system.
    let kept = lab.path("kept");
    let first = Seen::with(&lab, &["--evidence", kept.to_str().unwrap()]);
    let again = run::certready(&["evaluate", kept.to_str().unwrap(), "--format", "json"]);
    assert_eq!((again.status, &again.json()["findings"]), (first.status, &first.report["findings"]));
    assert!(Path::new(&kept).join("facts.json").is_file());
    drop(retiring);
}
