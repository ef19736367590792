//! Real faults of a real network: namespaces, a wall of nftables, unbound, nginx, Squid, tinyproxy, Postfix, `openssl ocsp` and
//! our own raw servers, all on this machine; no packet leaves it. Root and those tools are needed: `require!("lab")` says what
//! is missing.
//!
//! ```text
//! clients 10.77.0.0/24, fd77::/64 ── wall (.1) ── servers 10.77.1.0/24, fd77:1::/64
//! client .11   no filter            drops, rejects, diverts:   unbound .53, nginx .13, openssl ocsp,
//! walled .12   drops on its way out   as `hosts` says          raw servers of this process, Postfix .61 to .74
//! sealed .16   so, but for DNS
//! fenced .13   rejects, but for DNS
//! island .14   a route to the resolver alone
//! deaf .15     a resolver that nobody runs
//! proxies .54  Squid; .55 tinyproxy
//! ```
//!
//! For a person, `hold` brings it up, says how to enter each client and what to ask for, and takes it down at the end of its
//! input (Enter). The tests bring up their own; several may stand side by side:
//!
//! ```sh
//! cargo test --test certready lab::hold -- --ignored --nocapture
//! ```
//!
//! - [`net`] brings up the namespaces (`inside.sh` from within), [`world`] fills them; both end with the process.
//! - `hosts` is the table of names, of what the wall does, and of addresses; `*.conf` and `postfix/` are the servers' own.
//! - Each other file is rows: one run of `check` over many endpoints, looked at by one test for each.

mod bodies;
mod connections;
mod hold;
mod mail;
mod net;
mod pages;
mod proxies;
mod resolution;
mod tls;
mod world;

use serde_json::Value;

use crate::common::policy::{PolicyText, labels};
use crate::common::run::Finished;
use world::WORLD;

/// A report, as a monitor reads it.
struct Seen {
    status: i32,
    report: Value,
}

impl Seen {
    /// Runs `check` on a client, for the PKI's own endpoints and a CRL at each of these URLs, directly.
    fn of_crls(client: &str, urls: &[&str], more: &[&str]) -> Self {
        Self::of(client, &crls(urls), &[&["--proxy", "none"], more].concat())
    }

    /// Runs `check` on a client.
    fn of(client: &str, policy: &PolicyText, more: &[&str]) -> Self {
        Self::in_report(&WORLD.check(client, policy, more))
    }

    fn in_report(run: &Finished) -> Self {
        Self { status: run.status, report: run.json() }
    }

    fn findings(&self) -> impl Iterator<Item = &Value> {
        self.report["findings"].as_array().unwrap().iter()
    }

    /// The findings of a check about a target.
    fn about(&self, code: &str, target: &str) -> Vec<&Value> {
        self.findings().filter(|one| one["code"] == code && one["target"] == target).collect()
    }

    /// The one finding of a check about a target.
    #[track_caller]
    fn one(&self, code: &str, target: &str) -> &Value {
        let fitting = self.about(code, target);
        assert_eq!(fitting.len(), 1, "{code} about {target} in {:#}", self.report["findings"]);
        fitting[0]
    }

    /// Holds the one finding of a check about a target to its level and cause, and gives the words of what was observed.
    #[track_caller]
    fn says(&self, code: &str, target: &str, level: &str, cause: &str) -> &str {
        let one = self.one(code, target);
        assert_eq!((one["level"].as_str(), one["cause"].as_str()), (Some(level), Some(cause)), "{one:#}");
        one["observed"].as_str().unwrap()
    }

    /// The row of a URL that was asked for once.
    #[track_caller]
    fn row(&self, url: &str) -> &Value {
        let rows: Vec<&Value> =
            self.report["endpoints"].as_array().unwrap().iter().filter(|row| row["url"] == url).collect();
        assert_eq!(rows.len(), 1, "{rows:#?}");
        rows[0]
    }

    /// Holds a required endpoint to its failure: how far it got, and why no further. Gives the words.
    #[track_caller]
    fn fails(&self, url: &str, step: &str, cause: &str) -> &str {
        assert_eq!(self.row(url)["step"], step, "{:#}", self.row(url));
        self.says("endpoint-reachable", url, "failure", cause)
    }

    /// Holds an endpoint to a whole good object.
    #[track_caller]
    fn passes(&self, url: &str) {
        for code in ["endpoint-reachable", "endpoint-genuine"] {
            assert_eq!(self.one(code, url)["level"], "pass", "{:#}", self.one(code, url));
        }
    }

    /// Holds a run in which every endpoint failed alike to saying so once, with that cause.
    #[track_caller]
    fn has_no_way_out(&self, step: &str, cause: &str) {
        let rows = self.report["endpoints"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["step"] == step), "{rows:#?}");
        let reachable: Vec<_> = self.findings().filter(|one| one["code"] == "endpoint-reachable").collect();
        assert!(!reachable.is_empty() && reachable.iter().all(|one| one["cause"] == cause), "{reachable:#?}");
        let said: Vec<_> = self.findings().filter(|one| one["code"] == "way-out").collect();
        assert_eq!(said.len(), 1, "{said:#?}");
        assert_eq!((said[0]["target"].as_str(), said[0]["cause"].as_str()), (Some("all endpoints"), Some(cause)));
    }
}

/// The policy with the PKI's own endpoints and a required CRL at each of these URLs.
fn crls(urls: &[&str]) -> PolicyText {
    urls.iter().fold(WORLD.policy(), |policy, url| policy.endpoint("crl", url, labels::INTERMEDIATE, "required"))
}
