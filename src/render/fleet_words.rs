//! The words that the fleet has as text, HTML and Markdown alike, and how much of it a page names. What a page does not name it
//! counts; JSON and CSV name everything. They are made of the model and decide nothing.

use crate::finding::{Owner, Verdict};
use crate::fleet::{Age, Block, Counts, Difference, DifferenceKind, Expectation, Fleet, Host, Name, Reported, Short};
use crate::report::owner_words;

/// How many hosts a list names: two lines of a terminal, and a ticket's patience.
pub(super) const MOST_NAMES: usize = 12;

/// How many rows a table has, so that a page of any fleet stays below five megabytes.
pub(super) const MOST_ROWS: usize = 200;

/// How many things that block, or URLs, stand in one row.
pub(super) const MOST_IN_A_ROW: usize = 40;

/// The first of a list, and how many are left.
pub(super) fn first<T>(all: &[T], most: usize) -> (&[T], usize) {
    let (first, rest) = all.split_at_checked(most).unwrap_or((all, &[]));
    (first, rest.len())
}

/// `a, b, c and 4 more`.
pub(super) fn named(hosts: &[Name]) -> String {
    let (named, rest) = first(hosts, MOST_NAMES);
    let names = named.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
    match rest {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

/// `1 host`, `7 hosts`.
pub(super) fn hosts(count: usize) -> String {
    if count == 1 { "1 host".to_owned() } else { format!("{count} hosts") }
}

/// What a page does not name. None where it names all.
pub(super) fn left_out(rest: usize, what: &str) -> Option<String> {
    (rest > 0).then(|| format!("{rest} more {what}: --format json and csv have them all"))
}

/// The verdict's word, as on top of a report.
pub(super) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ready => "READY",
        Verdict::ReadyWithWarnings => "READY WITH WARNINGS",
        Verdict::NotReady => "NOT READY",
        Verdict::Undetermined => "UNDETERMINED",
    }
}

/// The title: the verdict, and of how many hosts.
pub(super) fn title(fleet: &Fleet) -> String {
    format!("{}: fleet of {}", verdict(fleet.verdict), hosts(fleet.counts.all()))
}

/// `9 ready, 2 not ready`, without what is none.
pub(super) fn counts(counts: Counts) -> String {
    let parts: Vec<String> = [
        (counts.not_ready, "not ready"),
        (counts.undetermined, "undetermined"),
        (counts.ready_with_warnings, "ready with warnings"),
        (counts.ready, "ready"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

/// What the sum is of: a name and a value each.
pub(super) fn facts(fleet: &Fleet) -> Vec<(&'static str, String)> {
    let mut facts = vec![("hosts", format!("{}: {}", fleet.counts.all(), counts(fleet.counts)))];
    for policy in &fleet.policies {
        let of = format!(
            "{} ({}): cutover {}; {}: {}",
            policy.id,
            policy.title,
            policy.cutover,
            hosts(policy.counts.all()),
            counts(policy.counts)
        );
        facts.push(("policy", of));
    }
    facts.push(("reports", reports(fleet)));
    if let Some(expected) = fleet.expected {
        let missing = fleet.missing().count();
        let unexpected = fleet.unexpected().count();
        let words = match (missing, unexpected) {
            (0, 0) => "each of them reported, and nobody else".to_owned(),
            (0, others) => format!("each of them reported; {} beside them did", hosts(others)),
            (missing, 0) => format!("{missing} without a report"),
            (missing, others) => format!("{missing} without a report; {} beside them reported", hosts(others)),
        };
        facts.push(("expected", format!("{}, {words}", hosts(expected))));
    }
    facts.push(("stale after", length(fleet.stale.as_secs())));
    facts.push(("made", format!("{}, by the clock of this machine", fleet.made)));
    facts
}

/// How many reports count, and what was passed over.
fn reports(fleet: &Fleet) -> String {
    let mut words = format!("{} counted", fleet.reports().count());
    let passed = fleet.passed;
    for (count, what) in [
        (passed.superseded, "superseded by a newer one"),
        (passed.other_policies, "of another policy"),
        (passed.of_urls, "of single URLs"),
        (passed.other_schemas, "other files of certready"),
        (passed.links, "links, not followed"),
    ] {
        if count > 0 {
            words.push_str(&format!("; {what}: {count}"));
        }
    }
    words
}

/// A length of time: `2 days`, `36 hours`, `90 minutes`.
fn length(seconds: u64) -> String {
    let (count, unit) = match seconds {
        days if days % 86_400 == 0 => (days / 86_400, "day"),
        hours if hours % 3_600 == 0 => (hours / 3_600, "hour"),
        other => (other / 60, "minute"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

/// `endpoint-reachable [connect-timeout]`.
pub(super) fn code_and_cause(block: &Block) -> String {
    let cause = block.cause.as_ref().map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{}{cause}", block.code)
}

/// Who can mend it, as a page has it.
pub(super) fn owner(block: &Block) -> &str {
    let Some(word) = &block.owner else { return owner_words(None).english };
    let known = [Owner::Firewall, Owner::RootStore, Owner::Exchange, Owner::Pki, Owner::Partner];
    let owner = known.into_iter().find(|owner| owner.word() == word.as_str());
    owner.map_or(word.as_str(), |owner| owner_words(Some(owner)).english)
}

/// `not reached [dns-nxdomain]`.
pub(super) fn short(short: &Short) -> String {
    let how = short.how.replace('-', " ");
    let cause = short.cause.as_ref().map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{how}{cause}")
}

/// A host as it is named where it stands alone, with what the list of expected hosts says of it.
pub(super) fn host(host: &Host) -> String {
    match &host.expectation {
        Expectation::Expected(wanted) => {
            let note = wanted.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
            format!("{}{note}", host.name)
        }
        _ => host.name.to_string(),
    }
}

/// A report that no longer holds: when it was observed, and what it said then.
pub(super) fn old(host: &Host, report: &Reported) -> String {
    let why = match report.age {
        Age::Lapsed => format!("observed {}, valid until {}", report.observed, report.valid_until),
        _ => format!("observed {}", report.observed),
    };
    format!("{}, as {}: {why}; it said {}", host.name, account(report), verdict(report.said).to_lowercase())
}

/// A report that was judged by another store than the host's own.
pub(super) fn export(host: &Host, report: &Reported) -> String {
    let path = report.export.as_ref().map(ToString::to_string).unwrap_or_default();
    let on = report.judged_on.as_ref().map(|on| format!(", judged on {on}")).unwrap_or_default();
    format!("{}: an export, {path}, in place of a host's own store{on}", host.name)
}

/// The account of a report.
pub(super) fn account(report: &Reported) -> String {
    match (&report.account, &report.account_id) {
        (Some(name), Some(id)) => format!("{name} ({id})"),
        (Some(one), None) | (None, Some(one)) => one.to_string(),
        (None, None) => "(unnamed)".to_owned(),
    }
}

/// In what reports differ.
pub(super) fn difference(difference: &Difference) -> String {
    let of = difference.policy.as_ref().map(ToString::to_string).unwrap_or_default();
    match difference.kind {
        DifferenceKind::Digest => format!("The text of the policy {of}, by SHA-256: not all were judged by the same"),
        DifferenceKind::Cutover => format!("The cutover of {of}: not all were judged for the same"),
        DifferenceKind::Tool => "The version of certready".to_owned(),
        DifferenceKind::Client => "The client profile".to_owned(),
    }
}

/// What the pages say of the merged request, before it.
pub(super) const ABOUT_THE_REQUEST: [&str; 2] = [
    "To be pasted into a ticket. Nothing was opened or changed. Each source is named in --format firewall-csv, a line for each \
     source and target.",
    "Addresses are in each host's own report. CAs publish through content networks, so that addresses change at any time: \
     open by name where the firewall or the proxy can.",
];
