//! What every check is given: the policy, the times, what was observed and what was examined, and the questions that
//! several checks ask of them. Pure; the checks themselves stand in `src/check/`.

mod address;
mod allowed;
mod body;
mod connectors;
mod ended;
mod fault;
mod inbound;
mod mend;
mod named;
mod need;
mod own;
mod proxy;
mod reach;
mod root_update;
mod served;
mod service;
mod subject;
mod times;
mod window;
mod windows;

pub use address::{Special, is_public_name, sinkhole};
pub use allowed::Allowed;
pub use body::{genuine, in_its_place};
pub use ended::Ended;
pub use fault::{
    crl_words, ocsp_words, path_words, scope_words, signature_words, unknown_words, unsupported_words, weak_words,
};
pub use inbound::{Issuer, ServiceClient, ServiceLog};
pub use mend::{ASKS, Mend, Telling, ToMend, destination, is_of_this_host, service_to_mend, tried};
pub use named::named_by;
pub use need::{Bearing, Standing};
pub use own::{OwnEnd, OwnSeen, weakness};
pub use reach::{Shortfall, connect_cause, resolve_cause, telling};
pub use root_update::OnDemand;
pub use served::{Leads, Root, covers, names_of};
pub use service::{KeyExchange, handshake_cause, is_masked, key_exchange};
pub use subject::Subject;
pub use times::{CutoverOrigin, Times};
pub use window::{OLDEST_DAYS, TOLERATED, closed};
pub use windows::{ByWindows, EXPLICIT_DISTRUST, IMPORT, Stored};

use std::fmt::Write as _;

use crate::evidence::{Asked, Evidence};
use crate::examine::Examined;
use crate::finding::{Client, Phase, Purpose};
use crate::observation::{Baseline, NamedBy, Observations};
use crate::policy::{Policy, Programme};

/// One run, ready to be judged.
#[derive(Debug)]
pub struct Case<'a> {
    /// The rotation.
    pub policy: &'a Policy,
    /// The instants that count.
    pub times: Times,
    /// Where the rotation stands.
    pub phase: Phase,
    /// What the mail transport does with a certificate.
    pub client: Client,
    /// How the client profile was found.
    pub client_origin: ClientOrigin,
    /// Whether the policy is in force for this judgement.
    pub standing: Standing,
    /// What an earlier report says of its CRLs. None where no baseline was given.
    pub baseline: Option<&'a Baseline>,
    /// What was received.
    pub observed: &'a Observations,
    /// What it turned out to be.
    pub examined: &'a Examined,
}

/// How the client profile was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientOrigin {
    /// `--client`.
    Asked,
    /// The connectors say whether Exchange validates: `--connectors`.
    Connectors,
    /// Postfix is on the host.
    Postfix,
    /// Nothing told: the strictest is assumed.
    Assumed,
}

impl<'a> Case<'a> {
    /// Puts a case together from a policy and the evidence.
    pub fn new(policy: &'a Policy, evidence: &'a Evidence, examined: &'a Examined, asked: &'a Asked) -> Self {
        let times = Times::new(policy, asked, evidence.observations.started);
        let by_connectors = evidence.observations.connectors.as_deref().and_then(connectors::client_of);
        let (client, client_origin) = match asked.client.or(by_connectors) {
            // What a URL gives is the same for every client.
            _ if policy.purpose == Purpose::Urls => (Policy::default_client(), ClientOrigin::Assumed),
            Some(client) if asked.client.is_some() => (client, ClientOrigin::Asked),
            Some(client) => (client, ClientOrigin::Connectors),
            None if evidence.observations.host.postfix.is_some() => {
                (Client::OpensslNoRevocation, ClientOrigin::Postfix)
            }
            None => (Policy::default_client(), ClientOrigin::Assumed),
        };
        let standing = Standing::of(policy, asked);
        let phase = times.phase(policy);
        let (baseline, observed) = (asked.baseline.as_ref(), &evidence.observations);
        Self { policy, times, phase, client, client_origin, standing, baseline, observed, examined }
    }

    /// The command that judges the same again: what a finding names to see it mended.
    pub fn again(&self) -> String {
        let cutover = match self.times.cutover_origin {
            CutoverOrigin::Asked => format!(" --cutover {}", self.times.cutover),
            CutoverOrigin::Policy(_) | CutoverOrigin::NoRotation => String::new(),
        };
        if self.policy.is_command_line() {
            let urls: Vec<&str> = self.policy.endpoints.iter().map(|one| one.url.as_str()).collect();
            return format!("certready url {}", urls.join(" "));
        }
        let mut services = String::new();
        let by_hand = |named_by: &[NamedBy]| named_by.contains(&NamedBy::CommandLine);
        for mx in self.observed.mx.iter().filter(|mx| by_hand(&mx.named_by)) {
            let _ = write!(services, " --service {}", mx.shown());
        }
        for service in self.observed.services.iter().filter(|service| by_hand(&service.named_by)) {
            let _ = write!(services, " --service {}", service.id);
        }
        format!("certready check {}{cutover}{services}", self.policy_word())
    }

    /// The policy as a command names it: its id, or the file that it was read from, in double quotes where it has a space.
    pub fn policy_word(&self) -> String {
        let name = self.policy.source.name.as_str();
        if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() }
    }

    /// The root programme whose word counts for this client: Windows trusts what Microsoft says, Linux what Mozilla says.
    pub const fn programme(&self) -> Programme {
        match self.client {
            Client::SchannelValidating | Client::SchannelOpportunistic => Programme::Microsoft,
            Client::OpensslNoRevocation => Programme::Mozilla,
        }
    }
}
