//! The report as Markdown for a ticket: headings, lists and plain tables, as GitHub, `ServiceNow` and Jira show them. The order is
//! that of the HTML. What comes from outside is text and stays text; names that must stay whole stand in code spans.

use std::fmt::{self, Display, Write as _};

use super::difference_markdown::write_since;
use super::escape::{block, code_in_table as code, fence, ticket as plain};
use super::text::{grouped, level_word};
use super::told::Told;
use super::{firewall, words};
use crate::finding::{Finding, Level};
use crate::language::{Language, Message, message, say};
use crate::report::{AddressRow, Firewall, PathStep, Point, Report};
use crate::vocabulary::Shown;

/// The report as Markdown.
pub fn markdown(report: &Report, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, Told::new(report, language));
    page
}

fn write_page(page: &mut String, report: Told<'_>) -> fmt::Result {
    let language = report.language;
    write_decision(page, report)?;
    write_since(page, report.since.as_ref(), language)?;
    write_heading(page, message!("title-not-proven", "Not proven by this report"), language)?;
    for line in &report.not_proven {
        writeln!(page, "- {}", plain(&line.to(language)))?;
    }
    write_heading(page, message!("title-nothing-done", "If nothing is done"), language)?;
    let rows = report.if_nothing_is_done.iter();
    let rows = rows.map(|one| vec![one.about.to(language), sentences(&one.says.to(language))]);
    let heads = [message!("head-of-what", "Of what"), message!("head-follows", "What follows")];
    write_table(page, &heads, language, rows)?;
    write_timeline(page, report)?;
    write_roots(page, report)?;
    write_paths(page, report)?;
    write_findings(page, report)?;
    write_request(page, &report.firewall, language)?;
    write_services(page, report)?;
    write_heading(page, message!("title-host", "Host, account and route"), language)?;
    let rows = words::host(report).into_iter().map(|(name, value)| vec![plain(&name), plain(&value)]);
    write_table(page, &[message!("head-what", "What"), message!("head-value", "Value")], language, rows)?;
    write_heading(page, message!("title-evidence", "Evidence"), language)?;
    let rows =
        words::evidence(report).into_iter().map(|(what, size, digest)| vec![code(&what), plain(&size), code(&digest)]);
    write_table(page, &words::evidence_heads(), language, rows)?;
    let policy = &report.policy;
    let facts = say!(
        language,
        "foot-policy",
        "Policy {policy}: {title}, facts of {as_of}.",
        policy = plain(&policy.id),
        title = plain(policy.title.as_str()),
        as_of = policy.as_of.date()
    );
    writeln!(page, "\n{facts}")?;
    for source in &policy.sources {
        let words = say!(language, "foot-source-words", "Source: {source}", source = code(source.as_str()));
        writeln!(page, "\n{words}")?;
    }
    let tool = plain(report.tool.as_str());
    writeln!(page, "\n{}", say!(language, "foot-made-by", "Made by certready {tool}, in UTC.", tool = tool))
}

/// A heading of the second order, with a line behind it.
fn write_heading(page: &mut String, title: &'static Message, language: Language) -> fmt::Result {
    writeln!(page, "\n## {}\n", title.to(language))
}

fn write_decision(page: &mut String, report: Told<'_>) -> fmt::Result {
    let (decision, language) = (&report.decision, report.language);
    writeln!(page, "# {}\n", plain(&words::title(report)))?;
    writeln!(page, "{}\n", plain(&report.headline.sentence.to(language)))?;
    let word = say!(language, "title-decision", "Decision: {word}", word = decision.word);
    writeln!(page, "## {word}\n\n{}\n", decision.sentence.to(language))?;
    let rows = words::scope(report).into_iter().map(|(name, value)| vec![name.to(language), plain(&value)]);
    let heads = [message!("head-scope", "Scope"), message!("head-scope-words", "For what this decision holds")];
    write_table(page, &heads, language, rows)?;
    let blockers = message!("title-blockers", "Blockers");
    if decision.blockers.is_empty() {
        let nothing = say!(language, "nothing-blocks", "Nothing that was judged blocks.");
        writeln!(page, "\n### {} (0)\n\n{nothing}", blockers.to(language))?;
    }
    write_points(page, blockers, &decision.blockers, language)?;
    write_points(page, message!("title-conditions", "Conditions"), &decision.conditions, language)
}

fn write_points(page: &mut String, title: &'static Message, points: &[Point], language: Language) -> fmt::Result {
    if points.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n### {} ({})\n", title.to(language), points.len())?;
    let rows = points.iter().map(|point| {
        let cause = point.cause.map(|cause| format!(" ({cause})")).unwrap_or_default();
        let targets: Vec<String> = point.targets.iter().map(|one| code(one.as_str())).collect();
        let following = words::following_words(point.following, language);
        let following = following.map(|words| format!(" ({words})")).unwrap_or_default();
        vec![
            format!("**{}** {}{cause}", level_word(point.level).to(language), point.code),
            targets.join(", "),
            format!("{}{following}", plain(&point.observed.to(language))),
            format!("**{}**", point.owner.to(language)),
            plain(&words::next(point, language)),
        ]
    });
    write_table(page, &words::point_heads(), language, rows)
}

fn write_timeline(page: &mut String, report: Told<'_>) -> fmt::Result {
    let language = report.language;
    if !report.timeline.is_empty() {
        writeln!(page, "\n## {}", say!(language, "title-timeline", "Timeline"))?;
    }
    for panel in &report.timeline {
        writeln!(page, "\n### {}\n", panel.title.to(language))?;
        let spans = panel.spans.iter().map(|span| {
            let what = format!("{}: {}", span.role.to(language), code(span.label.as_str()));
            let remark = span.remark.map(|remark| remark.to(language)).unwrap_or_default();
            vec![what, span.from.to_string(), words::span_end(span, language), remark]
        });
        let marks = panel.marks.iter().map(|mark| {
            vec![format!("**{}**", mark.word.to(language)), mark.at.to_string(), String::new(), String::new()]
        });
        write_table(page, &words::span_heads(), language, spans.chain(marks))?;
        if panel.left_out > 0 {
            writeln!(page, "\n{}", words::not_shown(panel.left_out, language))?;
        }
    }
    Ok(())
}

fn write_roots(page: &mut String, report: Told<'_>) -> fmt::Result {
    if report.roots.is_empty() {
        return Ok(());
    }
    let language = report.language;
    write_heading(page, words::certificates(report), language)?;
    let not_known = || say!(language, "not-known", "not known");
    let rows = report.roots.iter().map(|row| {
        let says = row.state.says.as_ref().map(|says| format!(": {}", plain(&says.to(language)))).unwrap_or_default();
        vec![
            format!("{} ({})", code(&row.label), words::role(report, row.role)),
            format!("**{}**{says}", row.state.word.to(language)),
            row.not_after.map_or_else(not_known, |until| until.to_string()),
            codes(&row.stores, language),
            row.sha256.map_or_else(not_known, |sha256| code(&sha256.to_string())),
        ]
    });
    let [certificate, state, until, stands, _] = words::root_heads();
    let heads = [certificate, state, until, stands, message!("head-sha256", "SHA-256")];
    write_table(page, &heads, language, rows)
}

fn write_paths(page: &mut String, report: Told<'_>) -> fmt::Result {
    if report.paths.is_empty() {
        return Ok(());
    }
    let language = report.language;
    write_heading(page, message!("title-paths", "The way to each endpoint"), language)?;
    let rows = report.paths.iter().zip(&report.endpoints).map(|(path, endpoint)| {
        let mut cells = vec![code(path.target.as_str())];
        cells.extend(path.steps.iter().map(|one| match one.name {
            "connect" => joined(step(one, language), &addresses(&endpoint.addresses)),
            _ => step(one, language),
        }));
        cells
    });
    write_table(page, &words::path_heads(), language, rows)
}

fn step(step: &PathStep, language: Language) -> String {
    use crate::report::StepState::{Failed, Unknown, Warned};
    let word = step.state.word().to(language);
    let word = if matches!(step.state, Failed | Unknown | Warned) { format!("**{word}**") } else { word };
    let note = step.note.as_ref().map(|note| plain(&note.to(language))).unwrap_or_default();
    joined(word, &note)
}

fn joined(word: String, note: &str) -> String {
    if note.is_empty() { word } else { format!("{word}: {note}") }
}

fn addresses(rows: &[AddressRow]) -> String {
    let each = rows.iter().map(|row| format!("{} {}", code(row.address.as_str()), row.connect));
    each.collect::<Vec<_>>().join(", ")
}

fn write_findings(page: &mut String, report: Told<'_>) -> fmt::Result {
    let language = report.language;
    for (place, (_, title, findings)) in words::asking(&report).into_iter().enumerate() {
        if place == 1 {
            write_following(page, report)?;
        }
        write_cards(page, title, &findings, language)?;
    }
    for (title, level) in [
        (message!("title-passed", "Passed"), Level::Pass),
        (message!("title-not-applicable", "Not applicable"), Level::NotApplicable),
    ] {
        let findings = words::at(&report, level);
        if !findings.is_empty() {
            write_heading(page, title, language)?;
            let rows = findings.into_iter().map(|one| line(one, language));
            write_table(page, &words::line_heads(), language, rows)?;
        }
    }
    Ok(())
}

fn line(finding: &Finding, language: Language) -> Vec<String> {
    vec![finding.code.to_string(), code(finding.target.as_str()), plain(&finding.observed_in(language))]
}

fn write_following(page: &mut String, report: Told<'_>) -> fmt::Result {
    let language = report.language;
    let findings = words::following(&report);
    let Some(above) = findings.first().and_then(|one| one.below) else { return Ok(()) };
    let title = say!(language, "title-follows-from", "What follows from {above}", above = above.word());
    writeln!(page, "\n## {title}\n")?;
    let rows = findings.into_iter().map(|one| {
        let mut cells = vec![format!("**{}**", level_word(one.level).to(language))];
        cells.extend(line(one, language));
        cells
    });
    let [check, of_what, observed] = words::line_heads();
    write_table(page, &[message!("head-level", "Level"), check, of_what, observed], language, rows)
}

fn write_cards(page: &mut String, title: &'static Message, findings: &[&Finding], language: Language) -> fmt::Result {
    if !findings.is_empty() {
        writeln!(page, "\n## {}", title.to(language))?;
    }
    for group in grouped(findings) {
        let Some(finding) = group.first() else { continue };
        let level = level_word(finding.level).to(language);
        writeln!(page, "\n### {level} {}\n", plain(&words::code_and_cause(finding)))?;
        let targets: Vec<String> = group.iter().map(|one| code(one.target.as_str())).collect();
        let mut rows = vec![vec![say!(language, "detail-at", "At"), targets.join(", ")]];
        rows.extend(words::details(finding, language).into_iter().map(|(detail, value)| match detail {
            words::Detail::Command(name) => vec![name.to(language), code(&value)],
            words::Detail::Words(name) => vec![name.to(language), plain(&value)],
        }));
        write_table(page, &[message!("head-what", "What"), message!("head-words", "Words")], language, rows)?;
    }
    Ok(())
}

fn write_request(page: &mut String, request: &Firewall, language: Language) -> fmt::Result {
    if *request == Firewall::Nothing {
        return Ok(());
    }
    write_heading(page, message!("title-firewall", "Firewall request"), language)?;
    match request {
        Firewall::Nothing => Ok(()),
        Firewall::Withheld(why) => writeln!(page, "{}", plain(&why.to(language))),
        Firewall::Asked(request) => {
            let text = block(&firewall::request_text(request, language));
            let fence = fence(&text);
            writeln!(page, "{}", words::to_be_pasted(language))?;
            writeln!(page, "\n{fence}text\n{text}{fence}")
        }
    }
}

fn write_services(page: &mut String, report: Told<'_>) -> fmt::Result {
    if report.services.is_empty() {
        return Ok(());
    }
    let language = report.language;
    write_heading(page, message!("title-services", "Services"), language)?;
    let rows = report.services.iter().map(|row| {
        let chain: Vec<String> = row
            .chain
            .iter()
            .map(|one| match (&one.label, &one.issuer, one.not_after) {
                (Some(label), Some(issuer), Some(until)) => say!(
                    language,
                    "service-certificate",
                    "{label}, issued by {issuer}, to {until}",
                    label = code(label.as_str()),
                    issuer = code(issuer.as_str()),
                    until = until
                ),
                _ => words::not_understood(language),
            })
            .collect();
        vec![
            code(row.service.as_str()),
            plain(&words::service_step(row)),
            words::service_root(row, language),
            chain.join("; "),
            addresses(&row.addresses),
        ]
    });
    write_table(page, &words::service_heads(), language, rows)
}

fn codes(names: &[Shown], language: Language) -> String {
    if names.is_empty() {
        return say!(language, "nowhere", "nowhere");
    }
    names.iter().map(|name| code(name.as_str())).collect::<Vec<_>>().join(", ")
}

/// Sentences of the report's own in which words stand between backticks: those as code, the rest as text.
fn sentences(words: &str) -> String {
    let parts = words.split('`').enumerate();
    parts.map(|(place, part)| if place % 2 == 1 { code(part) } else { plain(part) }).collect()
}

/// A table with heads in a language. Its cells are escaped already.
pub(super) fn write_table<R: IntoIterator<Item = C>, C: IntoIterator<Item: Display>>(
    page: &mut String,
    heads: &[&'static Message],
    language: Language,
    rows: R,
) -> fmt::Result {
    let heads: Vec<String> = heads.iter().map(|head| head.to(language)).collect();
    writeln!(page, "| {} |", heads.join(" | "))?;
    writeln!(page, "|{}", " --- |".repeat(heads.len()))?;
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(|cell| cell.to_string()).collect();
        writeln!(page, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
