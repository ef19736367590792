//! The report as the output of a Nagios plugin, for Nagios, Icinga, Naemon, Checkmk and whatever else runs one: a status line
//! with the numbers for a graph, and below it what blocks and what needs attention. The exit status, which decides, is set
//! elsewhere.
//!
//! Facts: Monitoring Plugins Development Guidelines, "Plugin Output" and "Performance data"; Nagios Core, "Plugin API".

use crate::finding::{Finding, Level, Verdict, Weight};
use crate::report::{Metrics, Report};

/// The longest output, in bytes: Nagios Core reads the first 4 KB of what a plugin writes, unless it was compiled to read more
/// ("Plugin API", on the length of output).
pub const LONGEST_OUTPUT: usize = 4096;

/// The longest sentence of the status line, in characters: the numbers behind it must not be what is cut.
const LONGEST_SENTENCE: usize = 600;

/// The longest line below, in characters.
const LONGEST_LINE: usize = 400;

/// The output for a report, with a line end behind it, at most [`LONGEST_OUTPUT`] long.
pub fn nagios(report: &Report) -> String {
    let status = match report.verdict {
        Verdict::Ready => "OK",
        Verdict::ReadyWithWarnings => "WARNING",
        Verdict::NotReady => "CRITICAL",
        Verdict::Undetermined => "UNKNOWN",
    };
    let said = format!("{} {}: {}", report.headline.word, report.policy.id, report.headline.sentence);
    let said = plain(&said, LONGEST_SENTENCE);
    let mut output = format!("CERTREADY {status} - {said} | {}\n", numbers(&Metrics::of(report)));
    let attention = attention(report);
    for (told, finding) in attention.iter().enumerate() {
        let further = attention.len().saturating_sub(told);
        let line = format!("{}\n", plain(&line(finding), LONGEST_LINE));
        // Room is kept for the line that says how many are left out.
        let more = format!("{further} more: see the report\n");
        let room = if further == 1 { 0 } else { more.len() };
        if output.len().saturating_add(line.len()).saturating_add(room) > LONGEST_OUTPUT {
            output.push_str(&more);
            break;
        }
        output.push_str(&line);
    }
    output
}

/// The output of a run that gave no report, with the story that the command line tells: a monitor shows standard output alone.
pub fn nagios_without_report(story: &str) -> String {
    format!("CERTREADY UNKNOWN - {}\n", plain(story, LONGEST_SENTENCE))
}

/// What decides first, then what does not, then warnings; what follows from a common cause is left to the report.
fn attention(report: &Report) -> Vec<&Finding> {
    let rank = |one: &Finding| match (one.level, one.weight) {
        (Level::Failure, Weight::Decisive) => Some(0),
        (Level::Unknown, Weight::Decisive) => Some(1),
        (Level::Failure, Weight::Supporting) => Some(2),
        (Level::Unknown, Weight::Supporting) => Some(3),
        (Level::Warning, _) => Some(4),
        (Level::NotApplicable | Level::Pass | Level::Notice, _) => None,
    };
    let alone = report.findings.iter().filter(|one| one.below.is_none());
    let mut ranked: Vec<(i32, &Finding)> = alone.filter_map(|one| Some((rank(one)?, one))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

fn line(finding: &Finding) -> String {
    let cause = finding.cause.map(|cause| format!(" ({cause})")).unwrap_or_default();
    format!("{} {} {}{cause}: {}", finding.level.word(), finding.code, finding.target, finding.observed())
}

/// The performance data: what is not known is left out, because not every reader knows `U`. Without thresholds, because no
/// number decides by itself.
fn numbers(metrics: &Metrics) -> String {
    let count = |label: &str, number: usize| Some(format!("'{label}'={number};;;0"));
    let known = |label: &str, value: Option<i64>, unit: &str| Some(format!("'{label}'={}{unit}", value?));
    let seconds = format!("'run_time'={}.{:03}s;;;0", metrics.took_ms / 1000, metrics.took_ms % 1000);
    let all = [
        known("days_to_cutover", metrics.days_to_cutover, ""),
        known("root_valid_days", metrics.root_valid_days, ""),
        known("crl_fresh_seconds", metrics.crl_fresh_seconds, "s"),
        known("ocsp_fresh_seconds", metrics.ocsp_fresh_seconds, "s"),
        count("failures", metrics.number(Level::Failure)),
        count("unknowns", metrics.number(Level::Unknown)),
        count("warnings", metrics.number(Level::Warning)),
        count("notices", metrics.number(Level::Notice)),
        count("waived", metrics.waived),
        Some(seconds),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Words that end no line and begin no numbers, and that a monitor's web page takes for words: `|` is shown as `¦`, angle
/// brackets as quotation marks of that form.
fn plain(words: &str, longest: usize) -> String {
    let mut shown = String::with_capacity(words.len());
    for (count, character) in words.chars().enumerate() {
        if count == longest {
            shown.push('…');
            break;
        }
        shown.push(match character {
            '|' => '¦',
            '<' => '‹',
            '>' => '›',
            c if c.is_control() => ' ',
            c => c,
        });
    }
    shown
}
