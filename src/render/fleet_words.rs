//! The words that the fleet has as text, HTML and Markdown alike, and how much of it a page names. What a page does not name it
//! counts; JSON and CSV name everything. They are made of the model and decide nothing.

use super::words::or_unnamed;
use crate::finding::{Owner, Verdict};
use crate::fleet::{Age, Block, Counts, Difference, DifferenceKind, Expectation, Fleet, Host, Name, Reported, Short};
use crate::language::{Language, Message, message, say};
use crate::report::{owner_words, verdict_word};
use crate::vocabulary::Shown;

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
pub(super) fn named(hosts: &[Name], language: Language) -> String {
    let (named, rest) = first(hosts, MOST_NAMES);
    let names = named.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
    match rest {
        0 => names,
        more => format!("{names} {}", say!(language, "fleet-and-more", "and {more} more", more = more)),
    }
}

/// `1 host`, `7 hosts`.
pub(super) fn hosts(count: usize, language: Language) -> String {
    match count {
        1 => say!(language, "fleet-one-host", "1 host"),
        count => say!(language, "fleet-hosts", "{count} hosts", count = count),
    }
}

/// `2 hosts, a, b`.
pub(super) fn counted(all: &[Name], language: Language) -> String {
    format!("{}, {}", hosts(all.len(), language), named(all, language))
}

/// `4 of 7`.
pub(super) fn of(count: usize, all: usize, language: Language) -> String {
    say!(language, "fleet-of-all", "{count} of {all}", count = count, all = all)
}

/// What a page does not name. None where it names all.
pub(super) fn left_out(rest: usize, what: &'static Message, language: Language) -> Option<String> {
    (rest > 0).then(|| {
        say!(
            language,
            "fleet-left-out",
            "{rest} more {what}: --format json and csv have them all",
            rest = rest,
            what = what
        )
    })
}

/// The same within a line.
pub(super) fn verdict_within(of: Verdict, language: Language) -> String {
    verdict_word(of).to(language).to_lowercase()
}

/// Of how many hosts it is the sum.
pub(super) fn sum_of(fleet: &Fleet, language: Language) -> String {
    let hosts = hosts(fleet.counts.all(), language);
    say!(language, "fleet-sum", "fleet of {hosts}", hosts = hosts)
}

/// The title: the verdict, and of how many hosts.
pub(super) fn title(fleet: &Fleet, language: Language) -> String {
    format!("{}: {}", verdict_word(fleet.verdict).to(language), sum_of(fleet, language))
}

/// `9 ready, 2 not ready`, without what is none.
pub(super) fn counts(counts: Counts, language: Language) -> String {
    let part = |count: usize, words: String| (count > 0).then_some(words);
    let (bad, open, warned, good) = (counts.not_ready, counts.undetermined, counts.ready_with_warnings, counts.ready);
    let parts: Vec<String> = [
        part(bad, say!(language, "fleet-count-not-ready", "{count} not ready", count = bad)),
        part(open, say!(language, "fleet-count-undetermined", "{count} undetermined", count = open)),
        part(warned, say!(language, "fleet-count-ready-with-warnings", "{count} ready with warnings", count = warned)),
        part(good, say!(language, "fleet-count-ready", "{count} ready", count = good)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { say!(language, "fleet-count-none", "none") } else { parts.join(", ") }
}

/// What the sum is of: a name and a value each.
pub(super) fn facts(fleet: &Fleet, language: Language) -> Vec<(&'static Message, String)> {
    let of_hosts = format!("{}: {}", fleet.counts.all(), counts(fleet.counts, language));
    let mut facts = vec![(message!("fleet-fact-hosts", "hosts"), of_hosts)];
    for policy in &fleet.policies {
        let of = say!(
            language,
            "fleet-policy-words",
            "{id} ({title}): cutover {cutover}; {hosts}: {counts}",
            id = policy.id.as_str(),
            title = policy.title.as_str(),
            cutover = policy.cutover,
            hosts = hosts(policy.counts.all(), language),
            counts = counts(policy.counts, language)
        );
        facts.push((message!("head-policy", "policy"), of));
    }
    facts.push((message!("fleet-fact-reports", "reports"), reports(fleet, language)));
    if let Some(expected) = fleet.expected {
        let of = format!("{}, {}", hosts(expected, language), met(fleet, language));
        facts.push((message!("fleet-fact-expected", "expected"), of));
    }
    facts.push((message!("fleet-fact-stale", "stale after"), length(fleet.stale.as_secs(), language)));
    let made = say!(language, "fleet-made-words", "{at}, by the clock of this machine", at = fleet.made);
    facts.push((message!("fleet-fact-made", "made"), made));
    facts
}

/// Whether those who are expected reported, and others.
fn met(fleet: &Fleet, language: Language) -> String {
    let (missing, others) = (fleet.missing().count(), fleet.unexpected().count());
    let beside = hosts(others, language);
    match (missing, others) {
        (0, 0) => say!(language, "fleet-met", "each of them reported, and nobody else"),
        (0, _) => say!(language, "fleet-met-beside", "each of them reported; {hosts} beside them did", hosts = beside),
        (missing, 0) => say!(language, "fleet-unmet", "{missing} without a report", missing = missing),
        (missing, _) => say!(
            language,
            "fleet-unmet-beside",
            "{missing} without a report; {hosts} beside them reported",
            missing = missing,
            hosts = beside
        ),
    }
}

/// How many reports count, and what was passed over.
fn reports(fleet: &Fleet, language: Language) -> String {
    let mut words = say!(language, "fleet-counted", "{count} counted", count = fleet.reports().count());
    let passed = fleet.passed;
    for (count, what) in [
        (passed.superseded, message!("fleet-passed-superseded", "superseded by a newer one")),
        (passed.other_policies, message!("fleet-passed-policies", "of another policy")),
        (passed.of_urls, message!("fleet-passed-urls", "of single URLs")),
        (passed.other_schemas, message!("fleet-passed-schemas", "other files of certready")),
        (passed.links, message!("fleet-passed-links", "links, not followed")),
    ] {
        if count > 0 {
            words.push_str(&format!("; {}: {count}", what.to(language)));
        }
    }
    words
}

/// A length of time: `2 days`, `36 hours`, `90 minutes`.
fn length(seconds: u64, language: Language) -> String {
    match seconds {
        86_400 => say!(language, "length-one-day", "1 day"),
        days if days % 86_400 == 0 => say!(language, "length-days", "{count} days", count = days / 86_400),
        3_600 => say!(language, "length-one-hour", "1 hour"),
        hours if hours % 3_600 == 0 => say!(language, "length-hours", "{count} hours", count = hours / 3_600),
        60..120 => say!(language, "length-one-minute", "1 minute"),
        other => say!(language, "length-minutes", "{count} minutes", count = other / 60),
    }
}

/// `endpoint-reachable [connect-timeout]`.
pub(super) fn code_and_cause(block: &Block) -> String {
    let cause = block.cause.as_ref().map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{}{cause}", block.code)
}

/// Of what. What blocks a host without a report that holds is no finding's target.
pub(super) fn target(block: &Block, language: Language) -> String {
    match (block.code.as_str(), block.target.as_str()) {
        ("report-missing" | "report-stale" | "report-ahead", "report") => say!(language, "fleet-report", "report"),
        (_, target) => target.to_owned(),
    }
}

/// What to do next. None where that is not said.
pub(super) fn next(block: &Block, language: Language) -> Option<Shown> {
    block.next_said().map(|next| next.shown(language))
}

/// Who can mend it, as a page has it.
pub(super) fn owner(block: &Block, language: Language) -> String {
    let Some(word) = &block.owner else { return owner_words(None).to(language) };
    let owner = Owner::ALL.into_iter().find(|owner| owner.word() == word.as_str());
    owner.map_or_else(|| word.to_string(), |owner| owner_words(Some(owner)).to(language))
}

/// `not reached [dns-nxdomain]`.
pub(super) fn short(short: &Short, language: Language) -> String {
    let how = match short.how {
        "not-reached" => say!(language, "short-not-reached", "not reached"),
        "not-genuine" => say!(language, "short-not-genuine", "not genuine"),
        _ => say!(language, "short-not-looked", "not looked"),
    };
    let cause = short.cause.as_ref().map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{how}{cause}")
}

/// A certificate's part.
pub(super) fn role(role: &Name, language: Language) -> String {
    match role.as_str() {
        "incoming" => say!(language, "role-incoming", "incoming"),
        "retiring" => say!(language, "role-retiring", "retiring"),
        "intermediate" => say!(language, "role-intermediate", "intermediate"),
        another => another.to_owned(),
    }
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
pub(super) fn old(host: &Host, report: &Reported, language: Language) -> String {
    let (account, said) = (account(report, language), verdict_within(report.said, language));
    match report.age {
        Age::Lapsed => say!(
            language,
            "fleet-old-lapsed",
            "{host}, as {account}: observed {observed}, valid until {until}; it said {verdict}",
            host = host.name.as_str(),
            account = account,
            observed = report.observed,
            until = report.valid_until,
            verdict = said
        ),
        _ => say!(
            language,
            "fleet-old",
            "{host}, as {account}: observed {observed}; it said {verdict}",
            host = host.name.as_str(),
            account = account,
            observed = report.observed,
            verdict = said
        ),
    }
}

/// A report that was judged by another store than the host's own.
pub(super) fn export(host: &Host, report: &Reported, language: Language) -> String {
    let path = report.export.as_ref().map(ToString::to_string).unwrap_or_default();
    let export = say!(
        language,
        "fleet-export",
        "{host}: an export, {path}, in place of a host's own store",
        host = host.name.as_str(),
        path = path
    );
    let on = |on: &Name| format!(", {}", say!(language, "fleet-judged-on", "judged on {host}", host = on.as_str()));
    format!("{export}{}", report.judged_on.as_ref().map(on).unwrap_or_default())
}

/// The account of a report.
pub(super) fn account(report: &Reported, language: Language) -> String {
    match (&report.account, &report.account_id) {
        (Some(name), Some(id)) => format!("{name} ({id})"),
        (Some(one), None) | (None, Some(one)) => one.to_string(),
        (None, None) => or_unnamed(None, language),
    }
}

/// In what reports differ.
pub(super) fn difference(difference: &Difference, language: Language) -> String {
    let of = difference.policy.as_ref().map(ToString::to_string).unwrap_or_default();
    match difference.kind {
        DifferenceKind::Digest => say!(
            language,
            "fleet-differ-digest",
            "The text of the policy {of}, by SHA-256: not all were judged by the same",
            of = of
        ),
        DifferenceKind::Cutover => {
            say!(language, "fleet-differ-cutover", "The cutover of {of}: not all were judged for the same", of = of)
        }
        DifferenceKind::Tool => say!(language, "fleet-differ-tool", "The version of certready"),
        DifferenceKind::Client => say!(language, "fleet-differ-client", "The client profile"),
    }
}

/// What the pages say of the merged request, before it.
pub(super) fn about_the_request() -> [&'static Message; 2] {
    [
        message!(
            "fleet-request-pasted",
            "To be pasted into a ticket. Nothing was opened or changed. Each source is named in --format firewall-csv, a line for \
             each source and target."
        ),
        message!(
            "fleet-request-addresses",
            "Addresses are in each host's own report. CAs publish through content delivery networks, so that addresses change at \
             any time: open by name where the firewall or the proxy can."
        ),
    ]
}

/// A list of a page.
pub(super) struct List {
    /// The section of HTML.
    pub(super) id: &'static str,
    /// Its heading.
    pub(super) title: &'static Message,
    /// What its rows are called.
    pub(super) what: &'static Message,
    /// Its rows.
    pub(super) rows: Vec<String>,
}

/// The lists of hosts, reports and files: without a report, not reported since, not counted, not expected, clocks, exports.
pub(super) fn lists(fleet: &Fleet, language: Language) -> [List; 6] {
    let of = |id, title, what, rows| List { id, title, what, rows };
    [
        of(
            "missing",
            message!("fleet-title-missing", "Without a report"),
            message!("fleet-what-hosts", "hosts"),
            fleet.missing().map(host).collect(),
        ),
        of(
            "old",
            message!("fleet-title-old", "Not reported since"),
            message!("fleet-what-reports", "reports"),
            fleet.old().map(|(host, report)| old(host, report, language)).collect(),
        ),
        of(
            "broken",
            message!("fleet-title-broken", "Not counted"),
            message!("fleet-what-files", "files"),
            fleet.broken.iter().map(|one| format!("{}: {}", one.path, one.said().to(language))).collect(),
        ),
        of(
            "unexpected",
            message!("fleet-title-unexpected", "Not expected, and reported"),
            message!("fleet-what-hosts", "hosts"),
            fleet.unexpected().map(host).collect(),
        ),
        of(
            "clocks",
            message!("fleet-title-clocks", "Clocks that differ"),
            message!("fleet-what-clocks", "clocks"),
            fleet.clocks.iter().map(|one| format!("{}: {}", one.host, one.said().shown(language))).collect(),
        ),
        of(
            "exports",
            message!("fleet-title-exports", "Exports"),
            message!("fleet-what-exports", "exports"),
            fleet.exports().map(|(host, report)| export(host, report, language)).collect(),
        ),
    ]
}

/// The heads of the table of what blocks a group of hosts.
pub(super) fn block_heads() -> [&'static Message; 4] {
    [
        message!("head-check", "Check"),
        message!("head-of-what", "Of what"),
        message!("detail-owner", "Owner"),
        message!("detail-next", "Next"),
    ]
}

/// The heads of the table of endpoints.
pub(super) fn endpoint_heads() -> [&'static Message; 4] {
    [
        message!("head-endpoint", "Endpoint"),
        message!("fleet-head-reached", "Reached"),
        message!("head-genuine", "Genuine"),
        message!("fleet-head-short", "Not, and where"),
    ]
}

/// The heads of the table of certificates.
pub(super) fn root_heads() -> [&'static Message; 4] {
    [
        message!("head-certificate", "Certificate"),
        message!("fleet-head-present", "Present"),
        message!("fleet-head-absent", "Absent"),
        message!("fleet-head-not-known", "Not known"),
    ]
}
