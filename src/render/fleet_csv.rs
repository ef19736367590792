//! The fleet for a spreadsheet: a record for each report that counts and for each host without one; and the merged firewall request
//! as those who keep the firewall import it: a record for each source host and target.

use super::csv::record;
use crate::fleet::{Block, Expectation, FirewallRow, Fleet, Host, Name, Reported};

/// The columns of the hosts. New ones come at the end; none moves or goes. `docs/fleet.md` describes each.
const HOSTS: [&str; 21] = [
    "host",
    "host_verdict",
    "expected",
    "note",
    "policy",
    "account",
    "account_id",
    "verdict",
    "said",
    "age",
    "observed_at",
    "valid_until",
    "cutover",
    "client",
    "tool",
    "os",
    "policy_digest",
    "export",
    "judged_on",
    "blocks",
    "file",
];

/// The columns of the firewall request, likewise.
const FIREWALL: [&str; 12] = [
    "source_host",
    "destination",
    "port",
    "protocol",
    "direction",
    "proxy",
    "kind",
    "level",
    "decisive",
    "causes",
    "urls",
    "asks",
];

/// Each report that counts, a record each, and a record for each host without one.
pub fn fleet_csv(fleet: &Fleet) -> String {
    let mut page = record(&HOSTS.map(str::to_owned));
    for host in &fleet.hosts {
        if host.reports.is_empty() {
            page.push_str(&record(&of_host(host, None)));
        }
        for report in &host.reports {
            page.push_str(&record(&of_host(host, Some(report))));
        }
    }
    page
}

fn of_host(host: &Host, report: Option<&Reported>) -> [String; HOSTS.len()] {
    let (expected, note) = match &host.expectation {
        Expectation::NotAsked => ("", None),
        Expectation::Expected(wanted) => ("true", wanted.note.as_ref()),
        Expectation::Unexpected => ("false", None),
    };
    let text = |name: Option<&Name>| name.map(ToString::to_string).unwrap_or_default();
    let of = |value: fn(&Reported) -> String| report.map(value).unwrap_or_default();
    [
        host.name.to_string(),
        host.verdict.word().to_owned(),
        expected.to_owned(),
        text(note),
        of(|one| one.policy.to_string()),
        text(report.and_then(|one| one.account.as_ref())),
        text(report.and_then(|one| one.account_id.as_ref())),
        of(|one| one.verdict.word().to_owned()),
        of(|one| one.said.word().to_owned()),
        of(|one| one.age.word().to_owned()),
        of(|one| one.observed.to_string()),
        of(|one| one.valid_until.to_string()),
        of(|one| one.cutover.to_string()),
        of(|one| one.client.to_string()),
        of(|one| one.tool.to_string()),
        of(|one| one.os.to_string()),
        of(|one| one.digest.to_string()),
        text(report.and_then(|one| one.export.as_ref())),
        text(report.and_then(|one| one.judged_on.as_ref())),
        host.blocks.iter().map(block).collect::<Vec<_>>().join("; "),
        of(|one| one.file.to_string()),
    ]
}

fn block(block: &Block) -> String {
    let cause = block.cause.as_ref().map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{}{cause} {}", block.code, block.target)
}

/// The merged firewall request, a record for each source host and target.
pub fn fleet_firewall_csv(fleet: &Fleet) -> String {
    let mut page = record(&FIREWALL.map(str::to_owned));
    for row in &fleet.firewall {
        for source in &row.sources {
            page.push_str(&record(&of_source(row, source)));
        }
    }
    page
}

fn of_source(row: &FirewallRow, source: &Name) -> [String; FIREWALL.len()] {
    let joined = |names: &mut dyn Iterator<Item = &Name>, between: &str| -> String {
        names.map(Name::as_str).collect::<Vec<_>>().join(between)
    };
    [
        source.to_string(),
        row.host.to_string(),
        row.port.map(|port| port.to_string()).unwrap_or_default(),
        row.port.map(|_| "TCP".to_owned()).unwrap_or_default(),
        "outbound".to_owned(),
        row.proxy.as_ref().map(ToString::to_string).unwrap_or_default(),
        row.kind.to_string(),
        row.level.word().to_owned(),
        if row.decisive { "true" } else { "false" }.to_owned(),
        joined(&mut row.causes.iter(), " "),
        joined(&mut row.urls.iter(), " "),
        joined(&mut row.asks.iter(), " "),
    ]
}
