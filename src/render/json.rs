//! The JSON report, `certready.report/1`: frozen structs of its own, so that no change of the model changes what others
//! rely on. `docs/json-v1.md` describes each field, `docs/report.schema.json` holds the output to it.
//!
//! Within version 1 fields are only added. A field that is absent was not looked at; null means looked, and none.

use serde::Serialize;

use super::difference_json::Compared;
use super::firewall_json::Request;
use super::services::Service;
use crate::finding::{Code, Finding, Leg, Level, Weight};
use crate::language::{Language, Say};
use crate::report::{
    AddressRow, Consequence, EndpointRow, HostFact, Known, Report, ResolverRow, RevocationRow, RootRow,
};

/// The name of this version.
const SCHEMA: &str = "certready.report/1";

/// The report as `certready.report/1`, with a line end behind it.
pub fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&V1::from(report)).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct V1<'a> {
    schema: &'static str,
    tool: String,
    verdict: &'static str,
    headline: String,
    purpose: &'static str,
    phase: &'static str,
    client: &'static str,
    client_origin: &'static str,
    legs: Vec<&'static str>,
    decision: &'static str,
    valid_until: String,
    not_proven: Vec<String>,
    if_nothing_is_done: Vec<Follows>,
    policy: Policy,
    times: Times,
    host: Host,
    store: Store,
    findings: Vec<OneFinding>,
    endpoints: Vec<Endpoint>,
    services: Vec<Service>,
    roots: Vec<Root>,
    firewall_request: Option<Request<'a>>,
    revocation: Vec<Revocation>,
    evidence: Option<Evidence>,
    since: Option<Compared<'a>>,
}

/// A CRL or an OCSP answer whose signature verified.
#[derive(Serialize)]
struct Revocation {
    url: String,
    kind: &'static str,
    method: &'static str,
    signer: String,
    signer_spki_sha256: String,
    number: Option<String>,
    this_update: String,
    next_update: Option<String>,
}

/// The folder that keeps the run.
#[derive(Serialize)]
struct Evidence {
    manifest_sha256: String,
}

/// What follows where nothing is done.
#[derive(Serialize)]
struct Follows {
    about: &'static str,
    says: String,
}

impl From<&Consequence> for Follows {
    fn from(one: &Consequence) -> Self {
        Self { about: one.about.english, says: one.says.to_string() }
    }
}

#[derive(Serialize)]
struct Policy {
    id: String,
    title: String,
    digest: String,
    as_of: String,
    review_by: Option<String>,
    superseded_by: Option<String>,
    sources: Vec<String>,
}

#[derive(Serialize)]
struct Times {
    observed: String,
    as_of: String,
    cutover: String,
    cutover_origin: &'static str,
    days_to_cutover: Option<i64>,
    took_ms: u64,
}

#[derive(Serialize)]
struct Host {
    name: Option<String>,
    os: String,
    account: Option<String>,
    account_id: Option<String>,
    route: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    windows: Vec<Fact>,
}

/// A fact of the host.
#[derive(Serialize)]
struct Fact {
    name: String,
    #[serde(flatten)]
    value: FactValue,
}

/// What is said, in English.
pub(super) fn said(say: &Say) -> String {
    say.shown(Language::English).to_string()
}

/// Its value, null where there is none, or what was refused in the value's place.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum FactValue {
    Value(Option<String>),
    Unread(String),
}

impl From<&HostFact> for Fact {
    fn from(fact: &HostFact) -> Self {
        let value = match &fact.value {
            Known::Nothing => FactValue::Value(None),
            Known::Value(value) => FactValue::Value(Some(value.to_string())),
            Known::Unread(why) => FactValue::Unread(why.to_string()),
        };
        Self { name: fact.name.to_string(), value }
    }
}

#[derive(Serialize)]
struct Store {
    origin: String,
    certificates: usize,
    unread: usize,
}

#[derive(Serialize)]
struct OneFinding {
    code: &'static str,
    level: &'static str,
    decisive: bool,
    leg: Option<&'static str>,
    target: String,
    cause: Option<String>,
    observed: String,
    required: String,
    next: Option<String>,
    owner: Option<&'static str>,
    verify: Option<String>,
    waiver: Option<Waiver>,
    below: Option<&'static str>,
}

#[derive(Serialize)]
struct Waiver {
    reason: String,
    until: String,
    level_before: &'static str,
}

#[derive(Serialize)]
struct Endpoint {
    url: String,
    kind: &'static str,
    method: &'static str,
    named_by: Vec<String>,
    step: &'static str,
    addresses: Vec<Address>,
    resolvers: Vec<ResolverSaid>,
    proxy: Option<String>,
    redirects: Vec<String>,
    status: Option<u16>,
    content_type: Option<String>,
    bytes: Option<u64>,
    sha256: Option<String>,
    date: Option<String>,
    offset_ms: Option<u64>,
    took_ms: u64,
}

#[derive(Serialize)]
pub(super) struct Address {
    address: String,
    connect: &'static str,
    took_ms: u64,
    told_by: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ResolverSaid {
    resolver: String,
    said: String,
    took_ms: u64,
}

#[derive(Serialize)]
struct Root {
    label: String,
    role: &'static str,
    sha1: Option<String>,
    sha256: Option<String>,
    spki_sha256: Option<String>,
    serial: Option<String>,
    not_after: Option<String>,
    stores: Vec<String>,
}

impl<'a> From<&'a Report> for V1<'a> {
    fn from(report: &'a Report) -> Self {
        Self {
            schema: SCHEMA,
            tool: report.tool.to_string(),
            verdict: report.verdict.word(),
            headline: report.headline.sentence.to_string(),
            purpose: report.purpose.word(),
            phase: report.phase.word(),
            client: report.client.word(),
            client_origin: report.client_origin.english,
            legs: report.legs.iter().copied().map(Leg::word).collect(),
            decision: report.decision.token,
            valid_until: report.valid_until.to_string(),
            not_proven: report.not_proven.iter().map(ToString::to_string).collect(),
            if_nothing_is_done: report.if_nothing_is_done.iter().map(Follows::from).collect(),
            policy: Policy {
                id: report.policy.id.clone(),
                title: report.policy.title.to_string(),
                digest: report.policy.digest.to_string(),
                as_of: report.policy.as_of.to_string(),
                review_by: shown(report.policy.review_by),
                superseded_by: report.policy.superseded_by.clone(),
                sources: report.policy.sources.iter().map(ToString::to_string).collect(),
            },
            times: Times {
                observed: report.times.observed.to_string(),
                as_of: report.times.as_of.to_string(),
                cutover: report.times.cutover.to_string(),
                cutover_origin: report.times.cutover_origin.english,
                days_to_cutover: report.times.days_to_cutover,
                took_ms: report.times.took_ms,
            },
            host: Host {
                name: shown(report.host.name.as_ref()),
                os: report.host.os.to_string(),
                account: shown(report.host.account.as_ref()),
                account_id: shown(report.host.account_id.as_ref()),
                route: report.host.route.to_string(),
                windows: report.host.windows.iter().map(Fact::from).collect(),
            },
            store: Store {
                origin: report.store.origin.to_string(),
                certificates: report.store.certificates,
                unread: report.store.unread,
            },
            findings: report.findings.iter().map(OneFinding::from).collect(),
            endpoints: report.endpoints.iter().map(Endpoint::from).collect(),
            services: report.services.iter().map(Service::from).collect(),
            roots: report.roots.iter().map(Root::from).collect(),
            firewall_request: Request::of(&report.firewall),
            revocation: report.revocation.iter().map(Revocation::from).collect(),
            evidence: report.manifest.map(|digest| Evidence { manifest_sha256: digest.to_string() }),
            since: report.since.as_ref().map(Compared::from),
        }
    }
}

impl From<&Finding> for OneFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.word(),
            level: finding.level.word(),
            decisive: finding.weight == Weight::Decisive,
            leg: finding.leg.map(Leg::word),
            target: finding.target.to_string(),
            cause: shown(finding.cause),
            observed: finding.observed(),
            required: finding.required(),
            next: finding.next(),
            owner: finding.template.owner.map(crate::finding::Owner::word),
            verify: finding.verify(),
            waiver: finding.waiver.as_ref().map(|waiver| Waiver {
                reason: waiver.reason.to_string(),
                until: waiver.until.to_string(),
                level_before: Level::word(waiver.from),
            }),
            below: finding.below.map(Code::word),
        }
    }
}

impl From<&EndpointRow> for Endpoint {
    fn from(row: &EndpointRow) -> Self {
        Self {
            url: row.url.to_string(),
            kind: row.kind,
            method: row.method,
            named_by: row.named_by.iter().map(said).collect(),
            step: row.step,
            addresses: row.addresses.iter().map(Address::from).collect(),
            resolvers: row.resolvers.iter().map(ResolverSaid::from).collect(),
            proxy: shown(row.proxy.as_ref()),
            redirects: row.redirects.iter().map(ToString::to_string).collect(),
            status: row.status,
            content_type: shown(row.content_type.as_ref()),
            bytes: row.bytes,
            sha256: shown(row.sha256),
            date: shown(row.date),
            offset_ms: row.offset_ms,
            took_ms: row.took_ms,
        }
    }
}

impl From<&AddressRow> for Address {
    fn from(row: &AddressRow) -> Self {
        let told_by = shown(row.told_by.as_ref());
        Self { address: row.address.to_string(), connect: row.connect, took_ms: row.took_ms, told_by }
    }
}

impl From<&ResolverRow> for ResolverSaid {
    fn from(row: &ResolverRow) -> Self {
        Self { resolver: row.resolver.to_string(), said: row.said.clone(), took_ms: row.took_ms }
    }
}

impl From<&RootRow> for Root {
    fn from(row: &RootRow) -> Self {
        Self {
            label: row.label.clone(),
            role: row.role,
            sha1: shown(row.sha1),
            sha256: shown(row.sha256),
            spki_sha256: shown(row.spki_sha256),
            serial: row.serial.clone(),
            not_after: shown(row.not_after),
            stores: row.stores.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&RevocationRow> for Revocation {
    fn from(row: &RevocationRow) -> Self {
        Self {
            url: row.url.to_string(),
            kind: row.kind,
            method: row.method,
            signer: row.signer.to_string(),
            signer_spki_sha256: row.signer_spki.to_string(),
            number: row.number.clone(),
            this_update: row.this_update.to_string(),
            next_update: shown(row.next_update),
        }
    }
}

pub(super) fn shown(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}
