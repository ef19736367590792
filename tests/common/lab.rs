//! A whole good world for the binary, to be spoilt in one place: two servers on two loopback addresses, a PKI at the
//! machine's present, its policy and a trust store with its roots in a folder.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::cert::{Issued, bundle};
use super::pki::{PkiPlan, TestPki};
use super::policy::PolicyText;
use super::run::{self, Finished, clock};
use super::server::Server;

/// Servers, PKI, policy and trust store. It ends, with its folder, with its value.
pub(crate) struct Lab {
    /// Serves what the root publishes.
    pub(crate) root_server: Server,
    /// Serves what the intermediate publishes, on another address: the clock wants two hosts.
    pub(crate) server: Server,
    pub(crate) pki: TestPki,
    folder: TempDir,
}

impl Lab {
    /// Everything good and fresh.
    pub(crate) fn good() -> Self {
        Self::with(|plan| plan)
    }

    /// Everything fresh, and the PKI changed before it is built.
    pub(crate) fn with(change: impl FnOnce(PkiPlan) -> PkiPlan) -> Self {
        // A system without 127.0.0.2 has the same address twice, with two ports.
        let second: IpAddr = [127, 0, 0, 2].into();
        let (root_server, server) = (Server::start(), Server::start_on(second).unwrap_or_else(|_| Server::start()));
        let pki = change(TestPki::plan_on_two(&root_server.base(), &server.base()).at(clock())).build();
        for server in [&root_server, &server] {
            pki.publish(server);
            server.date(pki.now);
        }
        let lab = Self { root_server, server, folder: tempfile::tempdir().unwrap(), pki };
        lab.trusts(&[&lab.pki.retiring, &lab.pki.root]);
        // A while more than thirty days, so that they are still thirty when the binary reads the clock.
        let cutover = lab.pki.day(30).plus(Duration::from_secs(600));
        lab.judges(&PolicyText::of(&lab.pki).cutover(cutover));
        lab
    }

    /// Puts another policy in place.
    pub(crate) fn judges(&self, policy: &PolicyText) {
        let path = policy.write(self.folder.path());
        let yaml = std::fs::read_to_string(&path).unwrap();
        // The account of a test is no service's, which every run on Windows says.
        if cfg!(windows) && !yaml.contains("\nlevels:") {
            let level = "levels:\n  - code: run-identity\n    level: notice\n    reason: a test\n";
            std::fs::write(&path, yaml + level).unwrap();
        }
    }

    /// Puts other roots into the trust store.
    pub(crate) fn trusts(&self, roots: &[&Issued]) {
        std::fs::write(self.trust_store(), bundle(roots)).unwrap();
    }

    /// The policy's path.
    pub(crate) fn policy(&self) -> PathBuf {
        self.path("policy.yaml")
    }

    /// The trust store's path.
    pub(crate) fn trust_store(&self) -> PathBuf {
        self.path("roots.pem")
    }

    /// A path in the lab's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The arguments of `check` in this lab: its policy, its trust store, no proxy, the JSON report; then what more there is.
    pub(crate) fn arguments(&self, more: &[&str]) -> Vec<String> {
        let (policy, store) = (self.policy(), self.trust_store());
        let paths = [policy.to_str().unwrap(), "--trust-store", store.to_str().unwrap()];
        let rest = ["--proxy", "none", "--format", "json"];
        let all = ["check"].iter().chain(&paths).chain(&rest).chain(more);
        all.map(|argument| (*argument).to_owned()).collect()
    }

    /// Runs `certready check` in this lab.
    pub(crate) fn check(&self, more: &[&str]) -> Finished {
        let arguments = self.arguments(more);
        run::certready(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }
}
