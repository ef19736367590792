//! The binary against a lab on loopback: everything good first, then one fault at a time, each with its cause, the step
//! that was reached, the check that names it, and the exit status.
//!
//! What a report asks attention for is compared whole: a fault that is named twice, or that pulls down what it does not
//! touch, fails the test as much as one that is not named.

mod bodies;
mod connections;
mod crls;
mod differences;
mod evidence;
mod files;
mod good;
mod ocsp;
mod policies;
mod policy_new;
mod proxies;
mod redirects;
#[cfg(unix)]
mod robust;
mod services;
mod signals;
mod stores;
mod urls;
mod usage;
#[cfg(windows)]
mod windows;

use std::path::Path;

use serde_json::Value;

use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{self, Finished};

/// How `revocation-path` names the service's own certificate in the lab.
const LEAF: &str = "the service's certificate, issued by Certready Test CA G1";
/// How it names the intermediate.
const G1: &str = "Certready Test CA G1";

/// A report, as a monitor reads it.
struct Seen {
    status: i32,
    report: Value,
    bases: [String; 2],
}

impl Seen {
    /// Runs `check` in a lab.
    fn of(lab: &Lab, more: &[&str]) -> Self {
        Self::in_report(lab, &lab.check(more))
    }

    /// What a run in a lab printed.
    fn in_report(lab: &Lab, run: &Finished) -> Self {
        Self { status: run.status, report: run.json(), bases: [lab.root_server.base(), lab.server.base()] }
    }

    /// Everything that is neither a pass nor not applicable nor a notice, in the order of the report, as `LEVEL CODE TARGET
    /// CAUSE`. A level that decides the verdict is in upper case. URLs are without the lab's servers.
    fn asks(&self) -> Vec<String> {
        let fine = ["pass", "not-applicable", "notice"];
        let asks = self.findings().filter(|one| !fine.iter().any(|level| one["level"] == *level));
        asks.map(|one| self.line(one)).collect()
    }

    /// The same of the notices.
    /// What is worth knowing, but for the account, of which the lab's policy takes it so.
    fn notices(&self) -> Vec<String> {
        let notices = self.findings().filter(|one| one["level"] == "notice" && one["code"] != "run-identity");
        notices.map(|one| self.line(one)).collect()
    }

    fn findings(&self) -> impl Iterator<Item = &Value> {
        self.report["findings"].as_array().unwrap().iter()
    }

    fn line(&self, finding: &Value) -> String {
        let word = |name: &str| finding[name].as_str().unwrap_or("-");
        let level = word("level");
        let level = if finding["decisive"] == true { level.to_uppercase() } else { level.to_owned() };
        format!("{level} {} {} {}", word("code"), self.short(word("target")), word("cause"))
    }

    fn short(&self, target: &str) -> String {
        self.bases.iter().fold(target.to_owned(), |target, base| target.replace(base.as_str(), ""))
    }

    /// The one finding of a check about a target.
    fn one(&self, code: &str, target: &str) -> &Value {
        let fits = |one: &&Value| one["code"] == code && self.short(one["target"].as_str().unwrap()) == target;
        let fitting: Vec<&Value> = self.findings().filter(fits).collect();
        assert_eq!(fitting.len(), 1, "{code} about {target} in {:#}", self.report["findings"]);
        fitting[0]
    }

    /// The words in which a check says what it observed of a target.
    fn observed(&self, code: &str, target: &str) -> &str {
        self.one(code, target)["observed"].as_str().unwrap()
    }

    /// The rows of a URL, one per method.
    fn rows(&self, url: &str) -> Vec<&Value> {
        let rows = self.report["endpoints"].as_array().unwrap().iter();
        rows.filter(|row| self.short(row["url"].as_str().unwrap()) == url).collect()
    }

    /// The step that every fetch of a URL reached.
    fn step(&self, url: &str) -> &str {
        let rows = self.rows(url);
        let step = rows.first().unwrap_or_else(|| panic!("no row of {url}"))["step"].as_str().unwrap();
        assert!(rows.iter().all(|row| row["step"] == step), "{rows:#?}");
        step
    }

    fn verdict(&self) -> &str {
        self.report["verdict"].as_str().unwrap()
    }

    /// Holds the report to an exit status, the step that a URL reached, and all that asks for attention.
    #[track_caller]
    fn holds(&self, status: i32, (url, step): (&str, &str), asks: &[&str]) {
        assert_eq!(self.asks(), asks, "{:#?}", self.findings().map(|one| self.line(one)).collect::<Vec<_>>());
        assert_eq!(self.step(url), step);
        let verdict = ["ready", "ready-with-warnings", "not-ready", "undetermined"];
        assert_eq!((self.status, self.verdict()), (status, verdict[usize::try_from(status).unwrap()]));
    }
}

/// A good lab whose intermediate's CRL is answered so, and what `check` with short waits says of it.
fn crl_answered(reply: Reply) -> Seen {
    let lab = Lab::good();
    lab.server.route(paths::CRL, reply);
    Seen::of(&lab, SHORT)
}

/// Waits of one second: what never comes need not be waited for longer.
const SHORT: &[&str] = &["--timeout", "1"];

/// The arguments of `check` in a lab with another word for `--proxy`.
fn arguments(lab: &Lab, proxy: &str, more: &[&str]) -> Vec<String> {
    let mut arguments = lab.arguments(more);
    let at = arguments.iter().position(|one| one == "--proxy").unwrap();
    proxy.clone_into(&mut arguments[at + 1]);
    arguments
}

/// Runs the binary with arguments that were put together.
fn certready(arguments: &[String]) -> Finished {
    run::certready(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The names in a folder, sorted, hidden ones included.
fn listing(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
