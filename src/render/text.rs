//! The report for a person in a hurry: a headline to trust, what blocks, then the rest. 80 columns; colour only as a help.

use std::fmt::{self, Write as _};

use anstyle::{AnsiColor, Style};

use super::difference_text::write_since;
use super::firewall::write_request;
use super::lines::{WIDTH, wrap};
use super::services::write_services;
use crate::finding::{Finding, Level, Phase, Purpose, Verdict, Weight};
use crate::report::{AddressRow, EndpointRow, HostFact, Known, Report, ResolverRow};
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
pub fn text(report: &Report, detail: Detail) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, report, detail);
    page
}

fn write_page(page: &mut String, report: &Report, detail: Detail) -> fmt::Result {
    write_top(page, report)?;
    let by = |wanted: &[Level], weight: Option<Weight>| -> Vec<&Finding> {
        let fits = |one: &&Finding| wanted.contains(&one.level) && weight.is_none_or(|weight| one.weight == weight);
        report.findings.iter().filter(fits).collect()
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
    write_findings(page, "What blocks", &blocks)?;
    write_below(page, &below, &also_below)?;
    write_since(page, report.since.as_ref(), detail)?;
    write_findings(page, "What needs attention", &attention)?;
    if detail == Detail::Quiet {
        return Ok(());
    }
    let notices = by(&[Level::Notice], None).into_iter().filter(|one| one.below.is_none() || detail == Detail::Verbose);
    write_findings(page, "Worth knowing", &notices.collect::<Vec<_>>())?;
    write_request(page, &report.firewall)?;
    // Of single URLs, what passed is the answer: who signed, and for how long it holds.
    let told = if report.purpose == Purpose::Urls { Detail::Verbose } else { detail };
    write_lines(page, "Passed", &by(&[Level::Pass], None), told)?;
    write_lines(page, "Not applicable", &by(&[Level::NotApplicable], None), told)?;
    write_services(page, &report.services, detail)?;
    write_endpoints(page, &report.endpoints, detail)?;
    write_host(page, &report.host.windows)?;
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

fn write_top(page: &mut String, report: &Report) -> fmt::Result {
    let style = colour(report.verdict);
    let scope = match report.purpose {
        Purpose::Rotation => format!("  ({}, {})", report.phase.word(), report.client),
        Purpose::Urls => String::new(),
    };
    writeln!(page, "{style}{}{style:#}  {}{scope}", report.headline.word, report.policy.id)?;
    wrap(page, "", "", &report.headline.sentence)?;
    writeln!(page)?;
    let days = report.times.days_to_cutover.map_or("passed".to_owned(), |days| match days {
        0 => "in less than a day".to_owned(),
        1 => "in 1 day".to_owned(),
        many => format!("in {many} days"),
    });
    let host = report.host.name.as_ref().map_or("(unnamed)", |name| name.as_str());
    let account = report.host.account.as_ref().map_or("(unnamed)", |name| name.as_str());
    let facts = [
        ("policy", format!("{}", report.policy.title)),
        ("cutover", format!("{}, {days} ({})", report.times.cutover, report.times.cutover_origin)),
        ("phase", format!("{} the rollout", phase_words(report))),
        ("client", format!("{} ({})", report.client, report.client_origin)),
        ("host", format!("{host}, as {account}, {}", report.host.os)),
        ("route", report.host.route.to_string()),
        ("store", store_words(report)),
        ("observed", observed_words(report)),
        ("valid until", report.valid_until.to_string()),
        ("manifest", report.manifest.map(|digest| digest.to_string()).unwrap_or_default()),
    ];
    let of_a_rotation = ["cutover", "phase", "client"];
    let judged = |name: &str| report.purpose == Purpose::Rotation || !of_a_rotation.contains(&name);
    for (name, value) in facts.into_iter().filter(|(name, value)| judged(name) && !value.is_empty()) {
        wrap(page, &format!("{name:<12}"), "            ", &value)?;
    }
    Ok(())
}

pub(super) fn phase_words(report: &Report) -> &'static str {
    match report.phase {
        Phase::Before => "before",
        Phase::Overlap => "overlap: within",
        Phase::After => "after",
    }
}

pub(super) fn observed_words(report: &Report) -> String {
    let times = &report.times;
    if times.as_of == times.observed {
        return times.observed.to_string();
    }
    let (earlier, later) = (times.observed.min(times.as_of), times.observed.max(times.as_of));
    let days = match earlier.days_until(later) {
        1 => "1 day".to_owned(),
        many => format!("{many} days"),
    };
    let (observed, as_of) = (times.observed, times.as_of);
    if as_of > observed {
        format!("{observed}; judged as of {as_of}, when these facts are {days} old")
    } else {
        format!("{observed}; judged as of {as_of}, {days} before these facts")
    }
}

pub(super) fn store_words(report: &Report) -> String {
    let unread = match report.store.unread {
        0 => String::new(),
        1 => "; 1 part could not be read".to_owned(),
        many => format!("; {many} parts could not be read"),
    };
    format!("{} ({} certificates{unread})", report.store.origin, report.store.certificates)
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

fn write_findings(page: &mut String, title: &str, findings: &[&Finding]) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    write_title(page, title)?;
    for group in grouped(findings) {
        let Some(finding) = group.first() else { continue };
        let style = bold(level_colour(finding.level));
        let cause = finding.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
        writeln!(page, "{style}{:<8}{style:#} {}{cause}", level_word(finding.level), finding.code)?;
        for one in &group {
            wrap(page, "  at        ", "            ", one.target.as_str())?;
        }
        wrap(page, "  observed  ", "            ", &finding.observed())?;
        wrap(page, "  required  ", "            ", &finding.required())?;
        if let Some(next) = finding.next() {
            wrap(page, "  next      ", "            ", &next)?;
        }
        if let Some(owner) = finding.template.owner {
            writeln!(page, "  owner     {}", owner.word())?;
        }
        if let Some(verify) = finding.verify() {
            wrap(page, "  verify    ", "            ", &verify)?;
        }
        if let Some(waiver) = &finding.waiver {
            let words = format!("a {} until {}: {}", waiver.from.word(), waiver.until.date(), waiver.reason);
            wrap(page, "  waived    ", "            ", &words)?;
        }
    }
    Ok(())
}

/// What follows from a common cause, a line each: it is mended with that cause, and looked at again behind it.
fn write_below(page: &mut String, blocks: &[&Finding], attention: &[&Finding]) -> fmt::Result {
    let Some(above) = blocks.first().or(attention.first()).and_then(|one| one.below) else { return Ok(()) };
    write_title(page, &format!("Follows from {above}"))?;
    for finding in blocks.iter().chain(attention) {
        let style = bold(level_colour(finding.level));
        let first = format!("{style}{:<8}{style:#} {:<19} ", level_word(finding.level), finding.code);
        let room = WIDTH.saturating_sub(29);
        if finding.target.as_str().chars().count() > room {
            writeln!(page, "{}", first.trim_end())?;
            wrap(page, "         ", "         ", finding.target.as_str())?;
        } else {
            writeln!(page, "{first}{}", finding.target)?;
        }
    }
    Ok(())
}

/// Findings that ask for nothing: a line for each check, and with `Verbose` each target with what was observed.
fn write_lines(page: &mut String, title: &str, findings: &[&Finding], detail: Detail) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    write_title(page, title)?;
    for of_one_check in findings.chunk_by(|a, b| a.code == b.code) {
        match of_one_check {
            [first, _, ..] if detail != Detail::Verbose => {
                writeln!(page, "  {:<21} {} targets", first.code, of_one_check.len())?;
            }
            _ => write_each(page, of_one_check, detail)?,
        }
    }
    Ok(())
}

fn write_each(page: &mut String, findings: &[&Finding], detail: Detail) -> fmt::Result {
    for finding in findings {
        wrap(page, &format!("  {:<21} ", finding.code), "      ", finding.target.as_str())?;
        if detail == Detail::Verbose {
            wrap(page, "      ", "      ", &finding.observed())?;
        }
    }
    Ok(())
}

fn write_endpoints(page: &mut String, rows: &[EndpointRow], detail: Detail) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    write_title(page, "Endpoints")?;
    for row in rows {
        let step = match (row.step, row.status) {
            ("nothing", _) => "not tried".to_owned(),
            (step, Some(status)) => format!("{step} {status}"),
            (step, None) => step.to_owned(),
        };
        let method = if row.is_connect() { "" } else { row.method };
        let first = format!("  {step:<13}{:<6}{method:<5}", row.kind);
        if first.len() + row.url.as_str().chars().count() > WIDTH {
            writeln!(page, "{}", first.trim_end())?;
            writeln!(page, "      {}", row.url)?;
        } else {
            writeln!(page, "{first}{}", row.url)?;
        }
        if detail == Detail::Verbose {
            write_endpoint(page, row)?;
        }
    }
    Ok(())
}

fn write_endpoint(page: &mut String, row: &EndpointRow) -> fmt::Result {
    let bytes = row.bytes.map(|bytes| format!("{bytes} bytes, ")).unwrap_or_default();
    let content_type = row.content_type.as_ref().map(|one| format!("{one}, ")).unwrap_or_default();
    wrap(page, "      ", "      ", &format!("{content_type}{bytes}{} ms", row.took_ms))?;
    let named_by: Vec<&str> = row.named_by.iter().map(Shown::as_str).collect();
    wrap(page, "      named by ", "               ", &named_by.join("; "))?;
    if let Some(proxy) = &row.proxy {
        wrap(page, "      by proxy ", "               ", proxy.as_str())?;
    }
    write_attempts(page, &row.addresses, &row.resolvers)?;
    for redirect in &row.redirects {
        wrap(page, "      redirect ", "               ", redirect.as_str())?;
    }
    if let Some(sha256) = row.sha256 {
        writeln!(page, "      sha256 {sha256}")?;
    }
    Ok(())
}

/// Each address that was tried, and what each resolver said itself.
pub(super) fn write_attempts(page: &mut String, addresses: &[AddressRow], resolvers: &[ResolverRow]) -> fmt::Result {
    for address in addresses {
        let by = address.told_by.as_ref().map(|by| format!(", says {by}")).unwrap_or_default();
        writeln!(page, "      {} {} ({} ms{by})", address.address, address.connect, address.took_ms)?;
    }
    for word in resolvers {
        writeln!(page, "      resolver {} {} ({} ms)", word.resolver, word.said, word.took_ms)?;
    }
    Ok(())
}

/// What only Windows tells of the host.
fn write_host(page: &mut String, facts: &[HostFact]) -> fmt::Result {
    if facts.is_empty() {
        return Ok(());
    }
    write_title(page, "This host")?;
    for fact in facts {
        let value = match &fact.value {
            Known::Nothing => "(none)".to_owned(),
            Known::Value(value) => value.to_string(),
            Known::Unread(why) => format!("not read: {why}"),
        };
        wrap(page, &format!("  {:<21}", fact.name.as_str()), "      ", &value)?;
    }
    Ok(())
}

fn write_roots(page: &mut String, report: &Report) -> fmt::Result {
    if report.roots.is_empty() {
        return Ok(());
    }
    let rotates = report.purpose == Purpose::Rotation;
    write_title(page, if rotates { "Certificates of the policy" } else { "Certificates at hand" })?;
    for row in &report.roots {
        let role = if rotates || row.role != "incoming" { row.role } else { "anchor" };
        wrap(page, &format!("  {role:<13}"), "               ", &row.label)?;
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
        let places = if places.is_empty() { "in no store that was read".to_owned() } else { places.join(", ") };
        wrap(page, "      stores ", "             ", &places)?;
    }
    Ok(())
}

fn write_foot(page: &mut String, report: &Report) -> fmt::Result {
    write_title(page, "Not proven by this report")?;
    for line in &report.not_proven {
        wrap(page, "  - ", "    ", line)?;
    }
    writeln!(page)?;
    wrap(page, "policy      ", "            ", &format!("{}, sha256 {}", report.policy.id, report.policy.digest))?;
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

pub(super) const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Failure => "FAILURE",
        Level::Unknown => "UNKNOWN",
        Level::Warning => "WARNING",
        Level::Notice => "NOTICE",
        Level::Pass => "PASS",
        Level::NotApplicable => "N/A",
    }
}
