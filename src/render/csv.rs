//! Records of RFC 4180 that stay text in a spreadsheet, and the report's findings as such: one record each, with what they are
//! of in front, so that the lists of several hosts can stand below one another.

use crate::finding::{Code, Finding, Leg, Owner, Weight};
use crate::report::{Metrics, Report};
use crate::vocabulary::Shown;

/// The columns of the findings. New ones come at the end; none moves or goes. `docs/formats.md` describes each.
const COLUMNS: [&str; 22] = [
    "host",
    "account",
    "policy",
    "client",
    "verdict",
    "observed_at",
    "judged_at",
    "cutover",
    "code",
    "level",
    "decisive",
    "leg",
    "target",
    "cause",
    "observed",
    "required",
    "next",
    "owner",
    "verify",
    "waiver_reason",
    "waiver_until",
    "below",
];

/// The findings, a record each, behind a record of the columns' names. Empty cells: there is none.
pub fn csv(report: &Report) -> String {
    let mut page = record(&COLUMNS.map(str::to_owned));
    let cutover = Metrics::of(report).cutover.map(|cutover| cutover.to_string()).unwrap_or_default();
    for finding in &report.findings {
        page.push_str(&record(&cells(report, &cutover, finding)));
    }
    page
}

fn cells(report: &Report, cutover: &str, finding: &Finding) -> [String; COLUMNS.len()] {
    let or_empty = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let waiver = finding.waiver.as_ref();
    [
        or_empty(report.host.name.as_ref().map(Shown::as_str)),
        or_empty(report.host.account.as_ref().map(Shown::as_str)),
        report.policy.id.clone(),
        report.client.word().to_owned(),
        report.verdict.word().to_owned(),
        report.times.observed.to_string(),
        report.times.as_of.to_string(),
        cutover.to_owned(),
        finding.code.word().to_owned(),
        finding.level.word().to_owned(),
        if finding.weight == Weight::Decisive { "true" } else { "false" }.to_owned(),
        or_empty(finding.leg.map(Leg::word)),
        finding.target.to_string(),
        finding.cause.map(|cause| cause.to_string()).unwrap_or_default(),
        finding.observed(),
        finding.required(),
        finding.next().unwrap_or_default(),
        or_empty(finding.template.owner.map(Owner::word)),
        finding.verify().unwrap_or_default(),
        or_empty(waiver.map(|waiver| waiver.reason.as_str())),
        waiver.map(|waiver| waiver.until.to_string()).unwrap_or_default(),
        or_empty(finding.below.map(Code::word)),
    ]
}

/// A record of RFC 4180, with its line end.
pub(super) fn record(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that stays text. Spreadsheets take what begins with `=`, `+`, `-`, `@` (some also their full-width forms), a tab or
/// a carriage return for a formula; an apostrophe in front keeps them from it.
fn cell(text: &str) -> String {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    // A space in front hinders some of them and not others.
    let begins = text.trim_start_matches(' ').starts_with(formula);
    let text = if begins { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
