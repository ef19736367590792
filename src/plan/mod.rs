//! Policy and what is known so far → the targets to fetch. Pure: it is asked again after each completed fetch, and
//! always gives the whole plan, so that a probe never starts a probe.
//!
//! A certificate that was fetched can name further URLs. How far that goes is bounded here, in depth and in number.

mod host;
mod services;

pub use host::{ChainQuestions, HostSeen, UpdateSource, chain_questions, missed, with_root_update};
pub use services::{MOST_EXCHANGERS, MxTarget, ServiceTarget};

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Purpose;
use crate::observation::{Method, NamedBy, ServiceId, TargetId};
use crate::pki::ocsp::{CertId, encode_request, get_path};
use crate::pki::{Certificate, link};
use crate::policy::{Endpoint, EndpointKind, Policy, Service};
use crate::vocabulary::{Digest, Fingerprint, HostName, HttpUrl};
use services::Services;

/// How many fetches may stand between the policy and a URL: a leaf, two intermediates and a cross-certificate is the
/// longest chain that public CAs publish by AIA.
pub const DEEPEST: u8 = 4;

/// How many URLs the certificates may add to the policy's: four kinds for each of sixteen certificates is beyond any
/// real chain, and a hostile one shall not turn this host into a scanner.
pub const MOST_NAMED_URLS: usize = 64;

/// What something that was tried brought, and what can name more.
#[derive(Clone, Debug)]
pub enum Brought {
    /// Certificates, by an AIA URL.
    Certificates {
        /// By which target.
        by: TargetId,
        /// What came, decoded.
        certificates: Vec<Certificate>,
    },
    /// Certificates, presented by a service.
    Presented {
        /// By which service.
        by: ServiceId,
        /// What was presented, decoded, in its order.
        certificates: Vec<Certificate>,
    },
    /// The hosts that take a domain's mail.
    Exchangers {
        /// Of which domain.
        domain: HostName,
        /// At which port they are asked.
        port: u16,
        /// The hosts, the most preferred first.
        hosts: Vec<HostName>,
    },
}

/// One thing to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its name within the run.
    pub id: TargetId,
    /// Everybody who named it, sorted.
    pub named_by: Vec<NamedBy>,
    /// For OCSP, the request in DER (RFC 6960 §4.1). None otherwise.
    pub request: Option<Vec<u8>>,
    /// How many fetches stand between the policy and it.
    pub depth: u8,
}

impl Target {
    /// The URL of the request itself. For OCSP by GET the request stands in the path (RFC 6960 A.1); everything else is
    /// asked at the URL as named. None where the whole would be longer than a URL may be.
    pub fn request_url(&self) -> Option<HttpUrl> {
        match (&self.request, self.id.method) {
            (Some(request), Method::Get) => self.id.url.with_segment(&get_path(request)).ok(),
            _ => Some(self.id.url.clone()),
        }
    }
}

/// All that is to be fetched, as far as is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order of their ids.
    pub targets: Vec<Target>,
    /// The domains whose MX records are asked for, in their order.
    pub lookups: Vec<MxTarget>,
    /// The services that are asked for their certificates, in the order of their ids.
    pub services: Vec<ServiceTarget>,
    /// How many URLs were named beyond the bounds: they are reported, not followed.
    pub urls_left_out: u64,
}

/// The whole plan for a policy and the services that the command line names, given what was brought so far, in the order in
/// which it came.
pub fn plan(policy: &Policy, asked: &[Service], brought: &[Brought]) -> Plan {
    let mut draft = Draft::default();
    for service in policy.services.iter().chain(asked) {
        draft.services.add(service);
    }
    for endpoint in &policy.endpoints {
        draft.add_endpoint(policy, endpoint);
    }
    let mut known = policy.certificates().cloned().collect::<Vec<_>>();
    let mut seen: BTreeSet<Fingerprint> = BTreeSet::new();
    for intermediate in &policy.intermediates {
        seen.insert(intermediate.certificate.fingerprint());
        if policy.purpose == Purpose::Rotation {
            draft.add_certificate(&intermediate.certificate, &known, 1);
        }
    }
    let certificates = |one: &Brought| match one {
        Brought::Certificates { certificates, .. } | Brought::Presented { certificates, .. } => certificates.clone(),
        Brought::Exchangers { .. } => Vec::new(),
    };
    known.extend(brought.iter().flat_map(certificates));
    // In the order in which they came: what a plan names, every later one names too, so that the bounds hold for the
    // whole run. Each follows what brought it, in whatever order they are given; what nobody planned, nobody asked for.
    let mut waiting: Vec<&Brought> = brought.iter().collect();
    while let Some((next, depth)) = waiting.iter().enumerate().find_map(|(at, one)| Some((at, draft.depth_below(one)?)))
    {
        let one = waiting.remove(next);
        if let Brought::Exchangers { domain, port, hosts } = one {
            draft.services.add_hosts(domain, *port, hosts);
        }
        for certificate in certificates(one) {
            if certificate.is_self_issued() || !seen.insert(certificate.fingerprint()) {
                continue;
            }
            match policy.purpose {
                Purpose::Rotation => draft.add_certificate(&certificate, &known, depth),
                Purpose::Urls => draft.add_issuer(&certificate, policy, depth),
            }
        }
    }
    draft.finish()
}

/// A plan in the making.
#[derive(Default)]
struct Draft {
    targets: BTreeMap<TargetId, Target>,
    named_urls: BTreeSet<HttpUrl>,
    left_out: BTreeSet<HttpUrl>,
    /// How many the plan that is added to has left out.
    left_out_before: u64,
    services: Services,
}

impl Draft {
    fn add_endpoint(&mut self, policy: &Policy, endpoint: &Endpoint) {
        let by = if policy.is_command_line() { NamedBy::CommandLine } else { NamedBy::Policy(endpoint.line) };
        match endpoint.kind {
            EndpointKind::Connect => self.add(EndpointKind::Connect, &endpoint.url, Method::Connect, None, by, 0),
            EndpointKind::Crl | EndpointKind::Aia | EndpointKind::Any | EndpointKind::Ctl => {
                self.add(endpoint.kind, &endpoint.url, Method::Get, None, by, 0);
            }
            EndpointKind::Ocsp => {
                let request = policy.asks(endpoint).map(|question| question.request());
                self.add_ocsp(&endpoint.url, request.as_deref(), &by, 0);
            }
        }
    }

    /// Where the issuer's certificate is, if the policy lacks it: of a list of URLs, no other URL that a certificate names
    /// is followed.
    fn add_issuer(&mut self, certificate: &Certificate, policy: &Policy, depth: u8) {
        if !policy.certificates().any(|one| link(certificate, one).is_ok()) {
            self.add_aia(certificate, &named_by(certificate), depth);
        }
    }

    fn add_aia(&mut self, certificate: &Certificate, by: &NamedBy, depth: u8) {
        for url in certificate.ca_issuer_urls() {
            if self.may_follow(url, depth) {
                self.add(EndpointKind::Aia, url, Method::Get, None, by.clone(), depth);
            }
        }
    }

    fn add_certificate(&mut self, certificate: &Certificate, known: &[Certificate], depth: u8) {
        let by = named_by(certificate);
        for url in certificate.crl_urls() {
            if self.may_follow(url, depth) {
                self.add(EndpointKind::Crl, url, Method::Get, None, by.clone(), depth);
            }
        }
        self.add_aia(certificate, &by, depth);
        let issuer = known.iter().find(|one| link(certificate, one).is_ok());
        for url in certificate.ocsp_urls() {
            if self.may_follow(url, depth) {
                let request = issuer.map(|issuer| encode_request(&CertId::asked(certificate, issuer), None));
                self.add_ocsp(url, request.as_deref(), &by, depth);
            }
        }
    }

    /// Whether a URL that a certificate names is within the bounds; counts it where it is not.
    fn may_follow(&mut self, url: &HttpUrl, depth: u8) -> bool {
        let planned = self.targets.keys().any(|id| &id.url == url) || self.named_urls.contains(url);
        let within = planned || (depth <= DEEPEST && self.named_urls.len() < MOST_NAMED_URLS);
        let list = if within { &mut self.named_urls } else { &mut self.left_out };
        list.insert(url.clone());
        within
    }

    /// OCSP is asked by GET and by POST, because proxies treat the two differently (RFC 6960 A.1). Where the issuer is
    /// not at hand there is no CertID to ask for, and the connection alone is tried until it is.
    fn add_ocsp(&mut self, url: &HttpUrl, request: Option<&[u8]>, by: &NamedBy, depth: u8) {
        let methods: &[Method] = if request.is_some() { &[Method::Get, Method::Post] } else { &[Method::Connect] };
        for method in methods {
            self.add(EndpointKind::Ocsp, url, *method, request.map(<[u8]>::to_vec), by.clone(), depth);
        }
    }

    fn add(
        &mut self,
        kind: EndpointKind,
        url: &HttpUrl,
        method: Method,
        request: Option<Vec<u8>>,
        by: NamedBy,
        depth: u8,
    ) {
        let id = TargetId { kind, url: url.clone(), method, request: request.as_deref().map(Digest::of) };
        let target =
            self.targets.entry(id.clone()).or_insert_with(|| Target { id, named_by: Vec::new(), request, depth });
        target.depth = target.depth.min(depth);
        note(&mut target.named_by, by);
    }

    /// How many steps stand between the policy and what was brought. None while what brought it is not planned.
    fn depth_below(&self, brought: &Brought) -> Option<u8> {
        match brought {
            Brought::Certificates { by, .. } => self.targets.get(by).map(|target| target.depth.saturating_add(1)),
            Brought::Presented { by, .. } => self.services.has(by).then_some(1),
            Brought::Exchangers { domain, port, .. } => self.services.asks_for(domain, *port).then_some(1),
        }
    }

    fn finish(self) -> Plan {
        let left_out = u64::try_from(self.left_out.len()).unwrap_or(u64::MAX);
        let left_out = left_out.saturating_add(self.left_out_before);
        let (lookups, services) = self.services.finish();
        Plan { targets: self.targets.into_values().collect(), lookups, services, urls_left_out: left_out }
    }
}

/// A whole plan, to be added to.
impl From<Plan> for Draft {
    fn from(plan: Plan) -> Self {
        let targets = plan.targets.into_iter().map(|target| (target.id.clone(), target)).collect();
        let services = Services::from((plan.lookups, plan.services));
        Self { targets, left_out_before: plan.urls_left_out, services, ..Self::default() }
    }
}

/// Puts a name among those that are there already, each once and in their order.
fn note(named: &mut Vec<NamedBy>, by: NamedBy) {
    if let Err(place) = named.binary_search(&by) {
        named.insert(place, by);
    }
}

fn named_by(certificate: &Certificate) -> NamedBy {
    NamedBy::Certificate(certificate.label(), Digest::of(certificate.der()))
}
