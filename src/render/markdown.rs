//! The report as Markdown for a ticket: headings, lists and plain tables, as GitHub, `ServiceNow` and Jira show them. The order is
//! that of the HTML. What comes from outside is text and stays text; names that must stay whole stand in code spans.

use std::fmt::{self, Display, Write as _};

use super::difference_markdown::write_since;
use super::escape::{block, code_in_table as code, fence, ticket as plain};
use super::text::{grouped, level_word};
use super::{firewall, words};
use crate::finding::{Finding, Level};
use crate::report::{AddressRow, Firewall, PathStep, Point, Report};
use crate::vocabulary::Shown;

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, report);
    page
}

fn write_page(page: &mut String, report: &Report) -> fmt::Result {
    write_decision(page, report)?;
    write_since(page, report.since.as_ref())?;
    writeln!(page, "\n## Not proven by this report\n")?;
    for line in &report.not_proven {
        writeln!(page, "- {}", plain(line))?;
    }
    writeln!(page, "\n## If nothing is done\n")?;
    let rows = report.if_nothing_is_done.iter().map(|one| vec![one.about.to_owned(), sentences(&one.says)]);
    write_table(page, &["Of what", "What follows"], rows)?;
    write_timeline(page, report)?;
    write_roots(page, report)?;
    write_paths(page, report)?;
    write_findings(page, report)?;
    write_request(page, &report.firewall)?;
    write_services(page, report)?;
    writeln!(page, "\n## Host, account and route\n")?;
    let rows = words::host(report).into_iter().map(|(name, value)| vec![plain(&name), plain(&value)]);
    write_table(page, &["What", "Value"], rows)?;
    writeln!(page, "\n## Evidence\n")?;
    let rows =
        words::evidence(report).into_iter().map(|(what, size, digest)| vec![code(&what), plain(&size), code(&digest)]);
    write_table(page, &["What", "Size", "SHA-256"], rows)?;
    let (policy, title, as_of) =
        (plain(&report.policy.id), plain(report.policy.title.as_str()), report.policy.as_of.date());
    writeln!(page, "\nPolicy {policy}: {title}, facts of {as_of}.")?;
    for source in &report.policy.sources {
        writeln!(page, "\nSource: {}", code(source.as_str()))?;
    }
    writeln!(page, "\nMade by certready {}, in UTC.", plain(report.tool.as_str()))
}

fn write_decision(page: &mut String, report: &Report) -> fmt::Result {
    let decision = &report.decision;
    writeln!(page, "# {}\n", plain(&words::title(report)))?;
    writeln!(page, "{}\n", plain(&report.headline.sentence))?;
    writeln!(page, "## Decision: {}\n\n{}\n", decision.word, decision.sentence)?;
    let rows = words::scope(report).into_iter().map(|(name, value)| vec![name.to_owned(), plain(&value)]);
    write_table(page, &["Scope", "For what this decision holds"], rows)?;
    if decision.blockers.is_empty() {
        writeln!(page, "\n### Blockers (0)\n\nNothing that was judged blocks.")?;
    }
    write_points(page, "Blockers", &decision.blockers)?;
    write_points(page, "Conditions", &decision.conditions)
}

fn write_points(page: &mut String, title: &str, points: &[Point]) -> fmt::Result {
    if points.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n### {title} ({})\n", points.len())?;
    let rows = points.iter().map(|point| {
        let cause = point.cause.map(|cause| format!(" ({cause})")).unwrap_or_default();
        let targets: Vec<String> = point.targets.iter().map(|one| code(one.as_str())).collect();
        let following = match point.following {
            0 => String::new(),
            1 => " (1 further finding follows from it)".to_owned(),
            many => format!(" ({many} further findings follow from it)"),
        };
        vec![
            format!("**{}** {}{cause}", level_word(point.level), point.code),
            targets.join(", "),
            format!("{}{following}", plain(&point.observed)),
            format!("**{}**", point.owner),
            plain(point.next.as_deref().unwrap_or("See the finding.")),
        ]
    });
    write_table(page, &["Check", "Of what", "Observed", "Owner", "Next"], rows)
}

fn write_timeline(page: &mut String, report: &Report) -> fmt::Result {
    if !report.timeline.is_empty() {
        writeln!(page, "\n## Timeline")?;
    }
    for panel in &report.timeline {
        writeln!(page, "\n### {}\n", panel.title)?;
        let spans = panel.spans.iter().map(|span| {
            let what = format!("{}: {}", span.role, code(span.label.as_str()));
            vec![what, span.from.to_string(), words::span_end(span), span.remark.to_owned()]
        });
        let marks = panel
            .marks
            .iter()
            .map(|mark| vec![format!("**{}**", mark.word), mark.at.to_string(), String::new(), String::new()]);
        write_table(page, &["What", "From", "Until", "Remark"], spans.chain(marks))?;
        if panel.left_out > 0 {
            writeln!(page, "\n{} more are not shown.", panel.left_out)?;
        }
    }
    Ok(())
}

fn write_roots(page: &mut String, report: &Report) -> fmt::Result {
    if report.roots.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## {}\n", words::certificates(report))?;
    let rows = report.roots.iter().map(|row| {
        let says = if row.state.says.is_empty() { String::new() } else { format!(": {}", plain(&row.state.says)) };
        vec![
            format!("{} ({})", code(&row.label), words::role(report, row.role)),
            format!("**{}**{says}", row.state.word),
            row.not_after.map_or("not known".to_owned(), |until| until.to_string()),
            codes(&row.stores, "nowhere"),
            row.sha256.map_or("not known".to_owned(), |sha256| code(&sha256.to_string())),
        ]
    });
    write_table(page, &["Certificate", "State", "Valid to", "Where it stands", "SHA-256"], rows)
}

fn write_paths(page: &mut String, report: &Report) -> fmt::Result {
    if report.paths.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## The way to each endpoint\n")?;
    let rows = report.paths.iter().zip(&report.endpoints).map(|(path, endpoint)| {
        let mut cells = vec![code(path.target.as_str())];
        cells.extend(path.steps.iter().map(|one| match one.name {
            "connect" => joined(step(one), &addresses(&endpoint.addresses)),
            _ => step(one),
        }));
        cells
    });
    let heads = ["Endpoint", "Resolve", "Connect", "Exchange", "Genuine", "Signed", "Fresh"];
    write_table(page, &heads, rows)
}

fn step(step: &PathStep) -> String {
    use crate::report::StepState::{Failed, Unknown, Warned};
    let word = step.state.word();
    let word = if matches!(step.state, Failed | Unknown | Warned) { format!("**{word}**") } else { word.to_owned() };
    joined(word, &plain(step.note.as_str()))
}

fn joined(word: String, note: &str) -> String {
    if note.is_empty() { word } else { format!("{word}: {note}") }
}

fn addresses(rows: &[AddressRow]) -> String {
    let each = rows.iter().map(|row| format!("{} {}", code(row.address.as_str()), row.connect));
    each.collect::<Vec<_>>().join(", ")
}

fn write_findings(page: &mut String, report: &Report) -> fmt::Result {
    for (place, (_, title, findings)) in words::asking(report).into_iter().enumerate() {
        if place == 1 {
            write_following(page, report)?;
        }
        write_cards(page, title, &findings)?;
    }
    for (title, level) in [("Passed", Level::Pass), ("Not applicable", Level::NotApplicable)] {
        let findings = words::at(report, level);
        if !findings.is_empty() {
            writeln!(page, "\n## {title}\n")?;
            write_table(page, &["Check", "Of what", "Observed"], findings.into_iter().map(line))?;
        }
    }
    Ok(())
}

fn line(finding: &Finding) -> Vec<String> {
    vec![finding.code.to_string(), code(finding.target.as_str()), plain(&finding.observed())]
}

fn write_following(page: &mut String, report: &Report) -> fmt::Result {
    let findings = words::following(report);
    let Some(above) = findings.first().and_then(|one| one.below) else { return Ok(()) };
    writeln!(page, "\n## What follows from {above}\n")?;
    let rows = findings.into_iter().map(|one| {
        let mut cells = vec![format!("**{}**", level_word(one.level))];
        cells.extend(line(one));
        cells
    });
    write_table(page, &["Level", "Check", "Of what", "Observed"], rows)
}

fn write_cards(page: &mut String, title: &str, findings: &[&Finding]) -> fmt::Result {
    if !findings.is_empty() {
        writeln!(page, "\n## {title}")?;
    }
    for group in grouped(findings) {
        let Some(finding) = group.first() else { continue };
        writeln!(page, "\n### {} {}\n", level_word(finding.level), plain(&words::code_and_cause(finding)))?;
        let targets: Vec<String> = group.iter().map(|one| code(one.target.as_str())).collect();
        let mut rows = vec![vec!["At".to_owned(), targets.join(", ")]];
        rows.extend(words::details(finding).into_iter().map(|(name, value)| {
            let value = if name == "Verify" { code(&value) } else { plain(&value) };
            vec![name.to_owned(), value]
        }));
        write_table(page, &["What", "Words"], rows)?;
    }
    Ok(())
}

fn write_request(page: &mut String, request: &Firewall) -> fmt::Result {
    match request {
        Firewall::Nothing => Ok(()),
        Firewall::Withheld(why) => writeln!(page, "\n## Firewall request\n\n{}", plain(why)),
        Firewall::Asked(request) => {
            let text = block(&firewall::request_text(request));
            let fence = fence(&text);
            writeln!(
                page,
                "\n## Firewall request\n\nTo be pasted into a ticket as it stands. Nothing was opened or changed."
            )?;
            writeln!(page, "\n{fence}text\n{text}{fence}")
        }
    }
}

fn write_services(page: &mut String, report: &Report) -> fmt::Result {
    if report.services.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## Services\n")?;
    let rows = report.services.iter().map(|row| {
        let chain: Vec<String> = row
            .chain
            .iter()
            .map(|one| match (&one.label, &one.issuer, one.not_after) {
                (Some(label), Some(issuer), Some(until)) => {
                    format!("{}, issued by {}, to {until}", code(label.as_str()), code(issuer.as_str()))
                }
                _ => "a certificate that is not understood".to_owned(),
            })
            .collect();
        vec![
            code(row.service.as_str()),
            plain(&words::service_step(row)),
            words::service_root(row).to_owned(),
            chain.join("; "),
            addresses(&row.addresses),
        ]
    });
    write_table(page, &["Service", "Reached", "Root", "Presents", "Addresses"], rows)
}

fn codes(names: &[Shown], none: &str) -> String {
    if names.is_empty() {
        return none.to_owned();
    }
    names.iter().map(|name| code(name.as_str())).collect::<Vec<_>>().join(", ")
}

/// Sentences of the report's own in which words stand between backticks: those as code, the rest as text.
fn sentences(words: &str) -> String {
    let parts = words.split('`').enumerate();
    parts.map(|(place, part)| if place % 2 == 1 { code(part) } else { plain(part) }).collect()
}

/// A table. Its cells are escaped already.
pub(super) fn write_table<R: IntoIterator<Item = C>, C: IntoIterator<Item: Display>>(
    page: &mut String,
    heads: &[&str],
    rows: R,
) -> fmt::Result {
    writeln!(page, "| {} |", heads.join(" | "))?;
    writeln!(page, "|{}", " --- |".repeat(heads.len()))?;
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(|cell| cell.to_string()).collect();
        writeln!(page, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
