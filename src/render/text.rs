//! The report for a person in a hurry: a headline to trust, what blocks, then the rest. 80 columns; colour only as a help.

use std::fmt::{self, Write as _};

use anstyle::{AnsiColor, Style};

use super::difference_text::write_since;
use super::endpoints::write_endpoints;
use super::firewall::write_request;
use super::lines::{WIDTH, width, wrap, write_named};
use super::services::write_services;
use super::told::Told;
use super::words::{certificates, fact_value, or_unnamed, role, waived};
use crate::finding::{Finding, Level, Phase, Purpose, Verdict, Weight};
use crate::language::{Language, Message, message, say};
use crate::report::{HostFact, Report};
use crate::vocabulary::Shown;

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The headline and what needs attention.
    Quiet,
    /// And what passed and how far each endpoint got, a line each.
    Usual,
    /// And timings, digests, addresses, and where each certificate stands.
    Verbose,
}

/// The report as text with ANSI styles; whoever writes it strips them where they don't belong.
pub fn text(report: &Report, detail: Detail, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, Told::new(report, language), detail);
    page
}

fn write_page(page: &mut String, report: Told<'_>, detail: Detail) -> fmt::Result {
    let language = report.language;
    write_top(page, report)?;
    let all = &report.report().findings;
    let by = |wanted: &[Level], weight: Option<Weight>| -> Vec<&Finding> {
        let fits = |one: &&Finding| wanted.contains(&one.level) && weight.is_none_or(|weight| one.weight == weight);
        all.iter().filter(fits).collect()
    };
    let blocks = by(&[Level::Failure, Level::Unknown], Some(Weight::Decisive));
    // What hangs below a common cause is told in a line each, and in full with all that is known.
    let (below, blocks): (Vec<_>, Vec<_>) =
        blocks.into_iter().partition(|one| one.below.is_some() && detail != Detail::Verbose);
    let mut attention = by(&[Level::Failure, Level::Unknown], Some(Weight::Supporting));
    attention.extend(by(&[Level::Warning], None));
    let (mut also_below, attention): (Vec<_>, Vec<_>) =
        attention.into_iter().partition(|one| one.below.is_some() && detail != Detail::Verbose);
    if detail == Detail::Usual {
        also_below.extend(by(&[Level::Notice], None).into_iter().filter(|one| one.below.is_some()));
    }
    write_findings(page, message!("title-blocks", "What blocks"), &blocks, language)?;
    write_below(page, &below, &also_below, language)?;
    write_since(page, report.since.as_ref(), detail, language)?;
    write_findings(page, message!("title-attention", "What needs attention"), &attention, language)?;
    if detail == Detail::Quiet {
        return Ok(());
    }
    let notices = by(&[Level::Notice], None).into_iter().filter(|one| one.below.is_none() || detail == Detail::Verbose);
    write_findings(page, message!("title-notices", "Worth knowing"), &notices.collect::<Vec<_>>(), language)?;
    write_request(page, &report.firewall, language)?;
    // Of single URLs, what passed is the answer: who signed, and for how long it holds.
    let told = if report.purpose == Purpose::Urls { Detail::Verbose } else { detail };
    let passed = message!("title-passed", "Passed");
    write_lines(page, passed, &by(&[Level::Pass], None), told, language)?;
    let not_applicable = message!("title-not-applicable", "Not applicable");
    write_lines(page, not_applicable, &by(&[Level::NotApplicable], None), told, language)?;
    write_services(page, &report.services, detail, language)?;
    write_endpoints(page, &report.endpoints, detail, language)?;
    write_host(page, &report.host.windows, language)?;
    if detail == Detail::Verbose {
        write_roots(page, report)?;
    }
    write_foot(page, report)
}

/// The colour of a verdict's word.
pub(super) const fn colour(verdict: Verdict) -> Style {
    bold(match verdict {
        Verdict::Ready => AnsiColor::Green,
        Verdict::ReadyWithWarnings => AnsiColor::Yellow,
        Verdict::NotReady => AnsiColor::Red,
        Verdict::Undetermined => AnsiColor::Magenta,
    })
}

fn write_top(page: &mut String, report: Told<'_>) -> fmt::Result {
    let (style, language) = (colour(report.verdict), report.language);
    let scope = match report.purpose {
        Purpose::Rotation => format!("  ({}, {})", report.phase.words().to(language), report.client),
        Purpose::Urls => String::new(),
    };
    writeln!(page, "{style}{}{style:#}  {}{scope}", report.headline.word.to(language), report.policy.id)?;
    wrap(page, "", "", &report.headline.sentence.to(language))?;
    writeln!(page)?;
    let (days, cutover) = (days_words(report), report.times.cutover);
    let host = or_unnamed(report.host.name.as_ref(), language);
    let account = or_unnamed(report.host.account.as_ref(), language);
    let of_host = say!(
        language,
        "head-host-words",
        "{host}, as {account}, {os}",
        host = host,
        account = account,
        os = &report.host.os
    );
    let rotates = report.purpose == Purpose::Rotation;
    let of_a_rotation = [
        (
            message!("head-cutover", "cutover"),
            format!("{cutover}, {days} ({})", report.times.cutover_origin.to(language)),
        ),
        (message!("head-phase", "phase"), phase_words(report)),
        (message!("head-client", "client"), format!("{} ({})", report.client, report.client_origin.to(language))),
    ];
    let mut facts = vec![(message!("head-policy", "policy"), report.policy.title.to_string())];
    facts.extend(of_a_rotation.into_iter().filter(|_| rotates));
    facts.extend([
        (message!("head-host", "host"), of_host),
        (message!("head-route", "route"), report.host.route.to(language)),
        (message!("head-store", "store"), store_words(report)),
        (message!("head-observed", "observed"), observed_words(report)),
        (message!("head-valid-until", "valid until"), report.valid_until.to_string()),
    ]);
    facts.extend(report.manifest.map(|digest| (message!("head-manifest", "manifest"), digest.to_string())));
    facts.into_iter().try_for_each(|(name, value)| write_named(page, "", &name.to(language), 12, &value))
}

/// How many days there are to the cutover.
pub(super) fn days_words(report: Told<'_>) -> String {
    let language = report.language;
    match report.times.days_to_cutover {
        None => say!(language, "days-passed", "passed"),
        Some(0) => say!(language, "days-less-than-one", "in less than a day"),
        Some(1) => say!(language, "days-one", "in 1 day"),
        Some(many) => say!(language, "days-many", "in {days} days", days = many),
    }
}

pub(super) fn phase_words(report: Told<'_>) -> String {
    let words = match report.phase {
        Phase::Before => message!("phase-before", "before the rollout"),
        Phase::Overlap => message!("phase-overlap", "overlap: within the rollout"),
        Phase::After => message!("phase-after", "after the rollout"),
    };
    words.to(report.language)
}

pub(super) fn observed_words(report: Told<'_>) -> String {
    let (times, language) = (&report.times, report.language);
    let (observed, as_of) = (times.observed, times.as_of);
    let (earlier, later) = (observed.min(as_of), observed.max(as_of));
    match (as_of > observed, earlier.days_until(later)) {
        _ if as_of == observed => observed.to_string(),
        (true, 1) => say!(
            language,
            "observed-one-day-old",
            "{observed}; judged as of {as_of}, when these facts are 1 day old",
            observed = observed,
            as_of = as_of
        ),
        (true, days) => say!(
            language,
            "observed-days-old",
            "{observed}; judged as of {as_of}, when these facts are {days} days old",
            observed = observed,
            as_of = as_of,
            days = days
        ),
        (false, 1) => say!(
            language,
            "observed-one-day-before",
            "{observed}; judged as of {as_of}, 1 day before these facts",
            observed = observed,
            as_of = as_of
        ),
        (false, days) => say!(
            language,
            "observed-days-before",
            "{observed}; judged as of {as_of}, {days} days before these facts",
            observed = observed,
            as_of = as_of,
            days = days
        ),
    }
}

pub(super) fn store_words(report: Told<'_>) -> String {
    let (language, store) = (report.language, &report.store);
    let (origin, count) = (store.origin.clone(), store.certificates);
    match store.unread {
        0 => say!(language, "store-whole", "{origin} ({count} certificates)", origin = origin, count = count),
        1 => say!(
            language,
            "store-one-unread",
            "{origin} ({count} certificates; 1 part could not be read)",
            origin = origin,
            count = count
        ),
        many => say!(
            language,
            "store-unread",
            "{origin} ({count} certificates; {many} parts could not be read)",
            origin = origin,
            count = count,
            many = many
        ),
    }
}

/// Findings that differ in their target alone are shown once, with every target: a responder asked by GET and by POST.
pub(super) fn grouped<'a>(findings: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let words = |one: &Finding| {
        (one.code, one.level, one.cause, one.waiver.clone(), one.observed(), one.required(), one.next(), one.verify())
    };
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| words(first) == words(finding)) => group.push(finding),
            _ => groups.push(vec![finding]),
        }
    }
    groups
}

fn write_findings(
    page: &mut String,
    title: &'static Message,
    findings: &[&Finding],
    language: Language,
) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    write_title(page, &title.to(language))?;
    for group in grouped(findings) {
        let Some(finding) = group.first() else { continue };
        write_level(page, finding, language)?;
        let cause = finding.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
        writeln!(page, " {}{cause}", finding.code)?;
        let mut lines: Vec<(&'static Message, String)> =
            group.iter().map(|one| (message!("line-at", "at"), one.target.to_string())).collect();
        lines.push((message!("line-observed", "observed"), finding.observed_in(language)));
        lines.push((message!("line-required", "required"), finding.required_in(language)));
        lines.extend(finding.next_in(language).map(|next| (message!("line-next", "next"), next)));
        lines.extend(finding.template.owner.map(|owner| (message!("line-owner", "owner"), owner.words().to(language))));
        lines.extend(finding.verify_in(language).map(|verify| (message!("line-verify", "verify"), verify)));
        lines.extend(finding.waiver.as_ref().map(|one| (message!("line-waived", "waived"), waived(one, language))));
        lines.into_iter().try_for_each(|(name, value)| write_named(page, "  ", &name.to(language), 10, &value))?;
    }
    Ok(())
}

/// The word of a finding's level, in its colour, on eight columns.
fn write_level(page: &mut String, finding: &Finding, language: Language) -> fmt::Result {
    let style = bold(level_colour(finding.level));
    let word = level_word(finding.level).to(language);
    let room = " ".repeat(8_usize.saturating_sub(width(&word)));
    write!(page, "{style}{word}{room}{style:#}")
}

/// What follows from a common cause, a line each: it is mended with that cause, and looked at again behind it.
fn write_below(page: &mut String, blocks: &[&Finding], attention: &[&Finding], language: Language) -> fmt::Result {
    let Some(above) = blocks.first().or(attention.first()).and_then(|one| one.below) else { return Ok(()) };
    write_title(page, &say!(language, "title-follows", "Follows from {above}", above = above.word()))?;
    for finding in blocks.iter().chain(attention) {
        write_level(page, finding, language)?;
        let room = WIDTH.saturating_sub(29);
        if width(finding.target.as_str()) > room {
            writeln!(page, " {}", finding.code)?;
            wrap(page, "         ", "         ", finding.target.as_str())?;
        } else {
            writeln!(page, " {:<19} {}", finding.code, finding.target)?;
        }
    }
    Ok(())
}

/// Findings that ask for nothing: a line for each check, and with `Verbose` each target with what was observed.
fn write_lines(
    page: &mut String,
    title: &'static Message,
    findings: &[&Finding],
    detail: Detail,
    language: Language,
) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    write_title(page, &title.to(language))?;
    for of_one_check in findings.chunk_by(|a, b| a.code == b.code) {
        match of_one_check {
            [first, _, ..] if detail != Detail::Verbose => {
                let targets = say!(language, "line-targets", "{count} targets", count = of_one_check.len());
                writeln!(page, "  {:<21} {targets}", first.code)?;
            }
            _ => write_each(page, of_one_check, detail, language)?,
        }
    }
    Ok(())
}

fn write_each(page: &mut String, findings: &[&Finding], detail: Detail, language: Language) -> fmt::Result {
    for finding in findings {
        wrap(page, &format!("  {:<21} ", finding.code), "      ", finding.target.as_str())?;
        if detail == Detail::Verbose {
            wrap(page, "      ", "      ", &finding.observed_in(language))?;
        }
    }
    Ok(())
}

/// What only Windows tells of the host.
fn write_host(page: &mut String, facts: &[HostFact], language: Language) -> fmt::Result {
    if facts.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "title-this-host", "This host"))?;
    for fact in facts {
        wrap(page, &format!("  {:<21}", fact.name.as_str()), "      ", &fact_value(fact, language))?;
    }
    Ok(())
}

fn write_roots(page: &mut String, report: Told<'_>) -> fmt::Result {
    if report.roots.is_empty() {
        return Ok(());
    }
    let language = report.language;
    let title = match report.purpose {
        Purpose::Rotation => message!("title-certificates-of-policy", "Certificates of the policy"),
        Purpose::Urls => certificates(report),
    };
    write_title(page, &title.to(language))?;
    for row in &report.roots {
        write_named(page, "  ", &role(report, row.role), 13, &row.label)?;
        if let Some(sha256) = row.sha256 {
            writeln!(page, "      sha256 {sha256}")?;
        }
        if let Some(sha1) = row.sha1 {
            writeln!(page, "      sha1   {sha1}")?;
        }
        if let Some(serial) = &row.serial {
            writeln!(page, "      serial {serial}")?;
        }
        let places: Vec<&str> = row.stores.iter().map(Shown::as_str).collect();
        let nowhere = || say!(language, "root-nowhere", "in no store that was read");
        let places = if places.is_empty() { nowhere() } else { places.join(", ") };
        write_named(page, "      ", &say!(language, "root-stores", "stores"), 7, &places)?;
    }
    Ok(())
}

fn write_foot(page: &mut String, report: Told<'_>) -> fmt::Result {
    let language = report.language;
    write_title(page, &say!(language, "title-not-proven", "Not proven by this report"))?;
    for line in &report.not_proven {
        wrap(page, "  - ", "    ", &line.to(language))?;
    }
    writeln!(page)?;
    let policy = format!("{}, sha256 {}", report.policy.id, report.policy.digest);
    write_named(page, "", &say!(language, "head-policy", "policy"), 12, &policy)?;
    wrap(page, "certready   ", "            ", report.tool.as_str())
}

pub(super) fn write_title(page: &mut String, title: &str) -> fmt::Result {
    let style = Style::new().bold();
    writeln!(page, "\n{style}{title}{style:#}")
}

const fn bold(colour: AnsiColor) -> Style {
    colour.on_default().bold()
}

const fn level_colour(level: Level) -> AnsiColor {
    match level {
        Level::Failure => AnsiColor::Red,
        Level::Unknown => AnsiColor::Magenta,
        Level::Warning => AnsiColor::Yellow,
        Level::Notice | Level::NotApplicable => AnsiColor::Blue,
        Level::Pass => AnsiColor::Green,
    }
}

/// A level's word, in capitals where a language has them.
pub(super) fn level_word(level: Level) -> &'static Message {
    match level {
        Level::Failure => message!("level-failure", "FAILURE"),
        Level::Unknown => message!("level-unknown", "UNKNOWN"),
        Level::Warning => message!("level-warning", "WARNING"),
        Level::Notice => message!("level-notice", "NOTICE"),
        Level::Pass => message!("level-pass", "PASS"),
        Level::NotApplicable => message!("level-not-applicable", "N/A"),
    }
}
