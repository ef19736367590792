//! The report's tables: what each target answered, and where each certificate of the policy stands in the stores.

use super::trust::TrustState;
use crate::case::Case;
use crate::examine::StoreEntry;
use crate::finding::Finding;
use crate::language::Say;
use crate::observation::{
    Answer, Attempt, ExchangeFault, Fetch, Hop, NamedBy, ProxyFault, Reached, ResolverWord, Said,
};
use crate::pki::Certificate;
use crate::policy::EndpointKind;
use crate::vocabulary::{Digest, Fingerprint, Sha1Fingerprint, Shown, SpkiDigest, Timestamp};

/// One target and what came of it.
#[derive(Clone, Debug)]
pub struct EndpointRow {
    /// The URL.
    pub url: Shown,
    /// `crl`, `ocsp`, `aia` or `connect`.
    pub kind: &'static str,
    /// `GET`, `POST` or `connect`.
    pub method: &'static str,
    /// Who named it, in a few words each.
    pub named_by: Vec<Say>,
    /// The last step that was reached: `nothing`, `unresolved`, `resolved`, `connected`, `answered`.
    pub step: &'static str,
    /// Each address that was tried.
    pub addresses: Vec<AddressRow>,
    /// What each configured resolver said itself, where the name has no address. Empty otherwise.
    pub resolvers: Vec<ResolverRow>,
    /// The proxy that stood between. None: direct.
    pub proxy: Option<Shown>,
    /// The redirects that were followed, as `STATUS URL`.
    pub redirects: Vec<Shown>,
    /// The HTTP status. None without an answer.
    pub status: Option<u16>,
    /// The content type. None where the answer has none.
    pub content_type: Option<Shown>,
    /// The bytes of the body. None without an answer.
    pub bytes: Option<u64>,
    /// The SHA-256 of the body. None where no byte was kept.
    pub sha256: Option<Digest>,
    /// The answer's `Date`, UTC. None where it has none.
    pub date: Option<Timestamp>,
    /// How long the fetch took, in milliseconds.
    pub took_ms: u64,
    /// When it began, in milliseconds since the run began. None where it did not.
    pub offset_ms: Option<u64>,
}

/// One address of a target.
#[derive(Clone, Debug)]
pub struct AddressRow {
    /// The address and port.
    pub address: Shown,
    /// How the connection attempt ended.
    pub connect: &'static str,
    /// After how many milliseconds.
    pub took_ms: u64,
    /// Who ended it by ICMP. None where nobody did, or where the system does not tell.
    pub told_by: Option<Shown>,
}

/// What a resolver said itself, of a name for which the system found no address.
#[derive(Clone, Debug)]
pub struct ResolverRow {
    /// The resolver's address.
    pub resolver: Shown,
    /// `addresses`, `no-data`, `rcode-N`, `silence`, `stuck`, `unsent`, `garbled` or `cut`.
    pub said: String,
    /// After how many milliseconds.
    pub took_ms: u64,
}

/// A trust anchor or intermediate of the policy.
#[derive(Clone, Debug)]
pub struct RootRow {
    /// Its label in the policy.
    pub label: String,
    /// `incoming`, `retiring` or `intermediate`.
    pub role: &'static str,
    /// SHA-1, as publishers show it. None where the policy knows it by digest alone and no store has it.
    pub sha1: Option<Sha1Fingerprint>,
    /// SHA-256 of the certificate. None as above.
    pub sha256: Option<Fingerprint>,
    /// SHA-256 of its key. None as above.
    pub spki_sha256: Option<SpkiDigest>,
    /// The serial in upper-case hex. None as above.
    pub serial: Option<String>,
    /// The last instant of its validity, UTC. None as above.
    pub not_after: Option<Timestamp>,
    /// Where it stands in the stores that were read. Empty: nowhere.
    pub stores: Vec<Shown>,
    /// What this host makes of it.
    pub state: TrustState,
}

/// The rows of a case's fetches, in their order.
pub(super) fn endpoints(case: &Case<'_>) -> Vec<EndpointRow> {
    case.observed.fetches.iter().map(EndpointRow::new).collect()
}

/// The rows of a case's anchors and intermediates: incoming first.
pub(super) fn roots(case: &Case<'_>, findings: &[Finding]) -> Vec<RootRow> {
    let policy = case.policy;
    let mut rows = Vec::new();
    for (role, anchors) in [("incoming", &policy.incoming), ("retiring", &policy.retiring)] {
        for anchor in anchors {
            // Where Windows keeps it counts, whoever reads it there: the place says so.
            let elsewhere: &[StoreEntry] =
                if case.windows_stores().is_some() { &case.examined.passed_over } else { &[] };
            let entries = case.examined.store.iter().chain(elsewhere);
            let held = entries.filter(|entry| anchor.is(&entry.certificate));
            let before = rows.len();
            rows.extend(held.map(|entry| {
                let places = entry.places.iter().map(|place| place.path.clone()).collect();
                RootRow::new(&anchor.label, role, Some(&entry.certificate), places)
            }));
            if rows.len() == before {
                rows.push(RootRow::new(&anchor.label, role, anchor.known.first(), Vec::new()));
            }
        }
    }
    rows.extend(policy.intermediates.iter().map(|one| {
        let mut entries = case.examined.store.iter().chain(&case.examined.passed_over);
        let held = entries.find(|entry| entry.certificate == one.certificate);
        let places = held.map(|entry| entry.places.iter().map(|place| place.path.clone()).collect());
        RootRow::new(&one.label, "intermediate", Some(&one.certificate), places.unwrap_or_default())
    }));
    for row in &mut rows {
        row.state = TrustState::of(row, findings);
    }
    rows
}

impl RootRow {
    fn new(label: &str, role: &'static str, certificate: Option<&Certificate>, stores: Vec<Shown>) -> Self {
        Self {
            label: label.to_owned(),
            role,
            sha1: certificate.map(Certificate::sha1),
            sha256: certificate.map(Certificate::fingerprint),
            spki_sha256: certificate.map(Certificate::spki_digest),
            serial: certificate.map(|one| one.serial().to_string()),
            not_after: certificate.map(Certificate::not_after),
            stores,
            state: TrustState::default(),
        }
    }
}

impl EndpointRow {
    fn new(fetch: &Fetch) -> Self {
        let (attempts, answer, hops): (&[Attempt], Option<&Answer>, &[Hop]) = match &fetch.reached {
            Reached::Nothing(_) | Reached::Unresolved(_) => (&[], None, &[]),
            Reached::Resolved { attempts } => (attempts, None, &[]),
            Reached::Connected { attempts, hops, .. } => (attempts, None, hops),
            Reached::Answered { attempts, answer, hops, .. } => (attempts, Some(answer), hops),
        };
        Self {
            url: Shown::new(fetch.id.url.as_str()),
            kind: fetch.id.kind.word(),
            method: fetch.id.method.word(),
            named_by: fetch.named_by.iter().map(NamedBy::said).collect(),
            step: step(&fetch.reached),
            addresses: attempts.iter().map(AddressRow::new).collect(),
            resolvers: fetch.resolvers.iter().map(ResolverRow::new).collect(),
            proxy: fetch.proxy.clone(),
            redirects: hops.iter().map(|hop| Shown::new(&format!("{} {}", hop.status, hop.to))).collect(),
            status: answer.map(|answer| answer.status),
            content_type: answer.and_then(|answer| answer.header("content-type").cloned()),
            bytes: answer.map(|answer| answer.bytes),
            sha256: answer.and_then(|answer| answer.body),
            date: answer.and_then(|answer| answer.date),
            took_ms: fetch.took_ms,
            offset_ms: fetch.offset_ms,
        }
    }

    /// Whether a connection alone was asked for.
    pub fn is_connect(&self) -> bool {
        self.kind == EndpointKind::Connect.word()
    }
}

/// The last step that was reached, in the word of the report.
pub(super) const fn step(reached: &Reached) -> &'static str {
    match reached {
        Reached::Nothing(_) => "nothing",
        Reached::Unresolved(_) => "unresolved",
        Reached::Resolved { .. } => "resolved",
        Reached::Connected { fault: Some(ExchangeFault::Proxy(fault)), .. } => step_to_proxy(fault),
        Reached::Connected { .. } => "connected",
        Reached::Answered { .. } => "answered",
    }
}

/// The step that was reached on the way to a proxy that gave none: the proxy's name, its address, or its refusal.
const fn step_to_proxy(fault: &ProxyFault) -> &'static str {
    match fault {
        ProxyFault::Unusable(_) => "nothing",
        ProxyFault::Unresolved(_) => "unresolved",
        ProxyFault::Unconnected(_) => "resolved",
        ProxyFault::Refused(..) => "connected",
    }
}

impl AddressRow {
    pub(super) fn new(attempt: &Attempt) -> Self {
        Self {
            address: Shown::new(&attempt.address.to_string()),
            connect: attempt.outcome.word(),
            took_ms: attempt.took_ms,
            told_by: attempt.told_by.map(|by| Shown::new(&by.to_string())),
        }
    }
}

impl ResolverRow {
    pub(super) fn new(word: &ResolverWord) -> Self {
        let said = match word.said {
            Said::Addresses(_) => "addresses".to_owned(),
            Said::NoData => "no-data".to_owned(),
            Said::Code(code) => format!("rcode-{code}"),
            Said::Silence => "silence".to_owned(),
            Said::Stuck => "stuck".to_owned(),
            Said::Unsent(_) => "unsent".to_owned(),
            Said::Garbled => "garbled".to_owned(),
            Said::Cut => "cut".to_owned(),
        };
        Self { resolver: Shown::new(&word.resolver.ip().to_string()), said, took_ms: word.took_ms }
    }
}
