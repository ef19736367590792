//! The service's certificate as a client, as Exchange's own log shows it: which of the clients is the service, and which issuer
//! it has. The questions of `inbound-chain`.

use super::Case;
use crate::observation::{InboundLog, LogClient, LogFailure, LogVerdict, LogWord};
use crate::pki::Name;
use crate::policy::Presented;
use crate::vocabulary::Shown;

/// Who issued a certificate of the service's that a log shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Issuer {
    /// A certificate of the policy's new chain.
    Incoming,
    /// A root that the service leaves.
    Retiring,
    /// Another: the policy has no certificate of that name.
    Other,
}

/// A certificate of the service's, as a log shows it.
#[derive(Clone, Copy, Debug)]
pub struct ServiceClient<'a> {
    /// What the log holds of it.
    pub seen: &'a LogClient,
    /// Who issued it.
    pub issuer: Issuer,
}

/// What a log shows of the service.
#[derive(Clone, Debug)]
pub struct ServiceLog<'a> {
    /// The log.
    pub log: &'a InboundLog,
    /// The service's certificates in it, the one that was seen last first.
    pub clients: Vec<ServiceClient<'a>>,
    /// TLS with the service that failed before its certificate was seen.
    pub failures: Vec<&'a LogFailure>,
}

impl<'a> Case<'a> {
    /// What the log that was given shows of the service. None where none was given.
    pub fn service_log(&self) -> Option<ServiceLog<'a>> {
        let log = self.observed.inbound.as_ref()?;
        let is_service = |client: &&LogClient| {
            let subject = common_name(client.subject.as_str());
            let mut names = client.names.iter().map(Shown::as_str).chain(subject);
            names.any(|name| self.is_of_service(name))
        };
        let mut clients: Vec<ServiceClient<'a>> = log
            .clients
            .iter()
            .filter(is_service)
            .map(|seen| ServiceClient { seen, issuer: self.issuer_by_name(seen.issuer.as_str()) })
            .collect();
        clients.sort_by(|a, b| (b.seen.last, &a.seen.thumbprint).cmp(&(a.seen.last, &b.seen.thumbprint)));
        let failures = log.failures.iter().filter(|failure| self.is_of_service(failure.ehlo.as_str())).collect();
        Some(ServiceLog { log, clients, failures })
    }

    /// Whether a name is one that the policy says the service bears, or stands below the domain of one that has three labels or
    /// more: `mail.protection.outlook.com` stands for `protection.outlook.com`, `outlook.com` for itself.
    fn is_of_service(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let bears = |one: &'a Presented| one.names.iter().chain([&one.common_name]);
        self.policy.presents.iter().flat_map(bears).any(|known| {
            let known = known.to_ascii_lowercase();
            let bare = known.strip_prefix("*.").unwrap_or(&known);
            let domain =
                bare.split_once('.').map(|(_, domain)| domain).filter(|domain| domain.matches('.').count() > 1);
            let below = |domain: &str| name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
            name == known || name == bare || (known.starts_with("*.") && below(bare)) || domain.is_some_and(below)
        })
    }

    /// Who an issuer is, by its common name: a log has no more of the policy's certificates than that.
    fn issuer_by_name(&self, issuer: &str) -> Issuer {
        let Some(common_name) = common_name(issuer) else { return Issuer::Other };
        let is = |name: &Name| name.common_name().is_some_and(|known| known.as_str() == common_name);
        let retiring = self.policy.retiring.iter().flat_map(|anchor| &anchor.known);
        let between = self.policy.intermediates.iter().map(|one| &one.certificate);
        let mut incoming = self.policy.incoming.iter().flat_map(|anchor| &anchor.known).chain(between);
        if incoming.any(|one| is(one.subject())) {
            Issuer::Incoming
        } else if retiring.into_iter().any(|one| is(one.subject())) {
            Issuer::Retiring
        } else {
            Issuer::Other
        }
    }
}

impl<'a> ServiceClient<'a> {
    /// The last that Exchange said of its chain. None where it said nothing.
    pub fn last_said(&self) -> Option<&'a LogWord> {
        let of_chain = self.seen.said.iter().filter(|word| word.about != LogVerdict::Capabilities);
        // At the same instant the refusal counts.
        of_chain.max_by_key(|word| (word.last, word.about))
    }
}

/// The common name of a name in X.500's text form, as .NET writes it: `CN=…, O=…`.
fn common_name(name: &str) -> Option<&str> {
    let (_, rest) = name.split_once("CN=").filter(|(before, _)| before.is_empty() || before.ends_with([' ', '+']))?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([',', '+']).next().map(str::trim),
    }
}
