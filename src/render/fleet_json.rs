//! The fleet as JSON, `certready.fleet/1`: frozen structs of its own. `docs/fleet.md` describes each field, and
//! `docs/fleet.schema.json` holds them. Within version 1 fields are only added. Every host is named everywhere.

use serde::Serialize;

use crate::fleet::{
    Block, ClockRow, Counts, Difference, EndpointRow, Expectation, FirewallRow, Fleet, Group, Host, Name, PolicyRow,
    Reported, RootRow, Short,
};

/// The name of this version.
const SCHEMA: &str = "certready.fleet/1";

/// The fleet as `certready.fleet/1`, with a line end behind it.
pub fn fleet_json(fleet: &Fleet) -> String {
    let mut text = serde_json::to_string_pretty(&V1::from(fleet)).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct V1<'a> {
    schema: &'static str,
    tool: &'a str,
    verdict: &'static str,
    headline: String,
    made: String,
    stale_after_s: u64,
    counts: OfVerdicts,
    expected: Option<usize>,
    policies: Vec<Policy<'a>>,
    groups: Vec<OneGroup<'a>>,
    hosts: Vec<OneHost<'a>>,
    endpoints: Vec<Endpoint<'a>>,
    roots: Vec<Root<'a>>,
    firewall_request: Vec<Firewall<'a>>,
    differences: Vec<OneDifference<'a>>,
    clocks: Vec<Clock<'a>>,
    broken: Vec<OneBroken<'a>>,
    passed_over: PassedOver,
}

#[derive(Serialize)]
struct OfVerdicts {
    ready: usize,
    ready_with_warnings: usize,
    not_ready: usize,
    undetermined: usize,
}

#[derive(Serialize)]
struct Policy<'a> {
    id: &'a Name,
    title: &'a Name,
    cutover: String,
    counts: OfVerdicts,
}

#[derive(Serialize)]
struct OneBlock<'a> {
    code: &'a Name,
    level: &'static str,
    target: &'a Name,
    cause: Option<&'a Name>,
    owner: Option<&'a Name>,
    next: Option<&'a Name>,
}

#[derive(Serialize)]
struct OneGroup<'a> {
    verdict: &'static str,
    blocks: Vec<OneBlock<'a>>,
    hosts: &'a [Name],
}

#[derive(Serialize)]
struct OneHost<'a> {
    name: &'a Name,
    verdict: &'static str,
    expected: Option<bool>,
    note: Option<&'a Name>,
    blocks: Vec<OneBlock<'a>>,
    reports: Vec<OneReport<'a>>,
}

#[derive(Serialize)]
struct OneReport<'a> {
    policy: &'a Name,
    policy_digest: &'a Name,
    account: Option<&'a Name>,
    account_id: Option<&'a Name>,
    verdict: &'static str,
    said: &'static str,
    age: &'static str,
    observed: String,
    valid_until: String,
    cutover: String,
    phase: &'static str,
    client: &'a Name,
    tool: &'a Name,
    os: &'a Name,
    export: Option<&'a Name>,
    judged_on: Option<&'a Name>,
    file: &'a Name,
}

#[derive(Serialize)]
struct Endpoint<'a> {
    url: &'a Name,
    kind: &'a Name,
    method: &'a Name,
    hosts: usize,
    reached: usize,
    genuine: usize,
    short: Vec<OneShort<'a>>,
}

#[derive(Serialize)]
struct OneShort<'a> {
    how: &'static str,
    cause: Option<&'a Name>,
    hosts: &'a [Name],
}

#[derive(Serialize)]
struct Root<'a> {
    label: &'a Name,
    role: &'a Name,
    hosts: usize,
    present: usize,
    absent: &'a [Name],
    not_known: &'a [Name],
}

#[derive(Serialize)]
struct Firewall<'a> {
    kind: &'a Name,
    asks: Vec<&'a Name>,
    host: &'a Name,
    port: Option<u16>,
    protocol: Option<&'static str>,
    direction: &'static str,
    proxy: Option<&'a Name>,
    level: &'static str,
    decisive: bool,
    urls: Vec<&'a Name>,
    causes: Vec<&'a Name>,
    sources: &'a [Name],
}

#[derive(Serialize)]
struct OneDifference<'a> {
    kind: &'static str,
    policy: Option<&'a Name>,
    values: Vec<OneValue<'a>>,
}

#[derive(Serialize)]
struct OneValue<'a> {
    value: &'a Name,
    hosts: &'a [Name],
}

#[derive(Serialize)]
struct Clock<'a> {
    host: &'a Name,
    says: &'a Name,
}

#[derive(Serialize)]
struct OneBroken<'a> {
    path: &'a Name,
    why: &'a Name,
}

#[derive(Serialize)]
struct PassedOver {
    superseded: u64,
    other_schemas: u64,
    of_urls: u64,
    other_policies: u64,
    links: u64,
}

impl<'a> From<&'a Fleet> for V1<'a> {
    fn from(fleet: &'a Fleet) -> Self {
        let passed = fleet.passed;
        Self {
            schema: SCHEMA,
            tool: fleet.tool.as_str(),
            verdict: fleet.verdict.word(),
            headline: fleet.sentence.to_string(),
            made: fleet.made.to_string(),
            stale_after_s: fleet.stale.as_secs(),
            counts: fleet.counts.into(),
            expected: fleet.expected,
            policies: fleet.policies.iter().map(Policy::from).collect(),
            groups: fleet.groups.iter().map(OneGroup::from).collect(),
            hosts: fleet.hosts.iter().map(OneHost::from).collect(),
            endpoints: fleet.endpoints.iter().map(Endpoint::from).collect(),
            roots: fleet.roots.iter().map(Root::from).collect(),
            firewall_request: fleet.firewall.iter().map(Firewall::from).collect(),
            differences: fleet.differences.iter().map(OneDifference::from).collect(),
            clocks: fleet.clocks.iter().map(|ClockRow { host, says }| Clock { host, says }).collect(),
            broken: fleet.broken.iter().map(|one| OneBroken { path: &one.path, why: &one.why }).collect(),
            passed_over: PassedOver {
                superseded: passed.superseded,
                other_schemas: passed.other_schemas,
                of_urls: passed.of_urls,
                other_policies: passed.other_policies,
                links: passed.links,
            },
        }
    }
}

impl From<Counts> for OfVerdicts {
    fn from(counts: Counts) -> Self {
        let Counts { ready, ready_with_warnings, not_ready, undetermined } = counts;
        Self { ready, ready_with_warnings, not_ready, undetermined }
    }
}

impl<'a> From<&'a PolicyRow> for Policy<'a> {
    fn from(row: &'a PolicyRow) -> Self {
        Self { id: &row.id, title: &row.title, cutover: row.cutover.to_string(), counts: row.counts.into() }
    }
}

impl<'a> From<&'a Block> for OneBlock<'a> {
    fn from(block: &'a Block) -> Self {
        Self {
            code: &block.code,
            level: block.level.word(),
            target: &block.target,
            cause: block.cause.as_ref(),
            owner: block.owner.as_ref(),
            next: block.next.as_ref(),
        }
    }
}

impl<'a> From<&'a Group> for OneGroup<'a> {
    fn from(group: &'a Group) -> Self {
        Self {
            verdict: group.verdict.word(),
            blocks: group.blocks.iter().map(OneBlock::from).collect(),
            hosts: &group.hosts,
        }
    }
}

impl<'a> From<&'a Host> for OneHost<'a> {
    fn from(host: &'a Host) -> Self {
        let (expected, note) = match &host.expectation {
            Expectation::NotAsked => (None, None),
            Expectation::Expected(wanted) => (Some(true), wanted.note.as_ref()),
            Expectation::Unexpected => (Some(false), None),
        };
        Self {
            name: &host.name,
            verdict: host.verdict.word(),
            expected,
            note,
            blocks: host.blocks.iter().map(OneBlock::from).collect(),
            reports: host.reports.iter().map(OneReport::from).collect(),
        }
    }
}

impl<'a> From<&'a Reported> for OneReport<'a> {
    fn from(report: &'a Reported) -> Self {
        Self {
            policy: &report.policy,
            policy_digest: &report.digest,
            account: report.account.as_ref(),
            account_id: report.account_id.as_ref(),
            verdict: report.verdict.word(),
            said: report.said.word(),
            age: report.age.word(),
            observed: report.observed.to_string(),
            valid_until: report.valid_until.to_string(),
            cutover: report.cutover.to_string(),
            phase: report.phase.word(),
            client: &report.client,
            tool: &report.tool,
            os: &report.os,
            export: report.export.as_ref(),
            judged_on: report.judged_on.as_ref(),
            file: &report.file,
        }
    }
}

impl<'a> From<&'a EndpointRow> for Endpoint<'a> {
    fn from(row: &'a EndpointRow) -> Self {
        let short = |one: &'a Short| OneShort { how: one.how, cause: one.cause.as_ref(), hosts: &one.hosts };
        Self {
            url: &row.url,
            kind: &row.kind,
            method: &row.method,
            hosts: row.hosts,
            reached: row.reached,
            genuine: row.genuine,
            short: row.short.iter().map(short).collect(),
        }
    }
}

impl<'a> From<&'a RootRow> for Root<'a> {
    fn from(row: &'a RootRow) -> Self {
        Self {
            label: &row.label,
            role: &row.role,
            hosts: row.hosts,
            present: row.present,
            absent: &row.absent,
            not_known: &row.not_known,
        }
    }
}

impl<'a> From<&'a FirewallRow> for Firewall<'a> {
    fn from(row: &'a FirewallRow) -> Self {
        Self {
            kind: &row.kind,
            asks: row.asks.iter().collect(),
            host: &row.host,
            port: row.port,
            protocol: row.port.map(|_| "TCP"),
            direction: "outbound",
            proxy: row.proxy.as_ref(),
            level: row.level.word(),
            decisive: row.decisive,
            urls: row.urls.iter().collect(),
            causes: row.causes.iter().collect(),
            sources: &row.sources,
        }
    }
}

impl<'a> From<&'a Difference> for OneDifference<'a> {
    fn from(difference: &'a Difference) -> Self {
        let value = |(value, hosts): &'a (Name, Vec<Name>)| OneValue { value, hosts };
        Self {
            kind: difference.kind.word(),
            policy: difference.policy.as_ref(),
            values: difference.values.iter().map(value).collect(),
        }
    }
}
