//! The findings: what asks for something in full, each with what was observed, what is required and what to do next; what passed
//! and what did not apply in a table.

use super::decision::level_class;
use super::markup::{Html, list, table};
use crate::finding::{Finding, Level};
use crate::render::text::{grouped, level_word};
use crate::render::words;
use crate::report::Report;

/// The sections, each with its id and heading. None: there is nothing in it.
pub(super) fn sections(report: &Report) -> Vec<(&'static str, &'static str, Option<Html>)> {
    let mut sections: Vec<_> = words::asking(report)
        .into_iter()
        .map(|(id, title, findings)| (id, title, (!findings.is_empty()).then(|| cards(&findings))))
        .collect();
    sections.insert(1, ("following", "What follows from that", following(report)));
    for (id, title, caption, level) in [
        ("passed", "Passed", "What was found as required", Level::Pass),
        ("not-applicable", "Not applicable", "What does not arise here", Level::NotApplicable),
    ] {
        let findings = words::at(report, level);
        let rows = || findings.iter().map(|one| line(one)).collect();
        let heads = ["Check", "Of what", "Observed"];
        sections.push((id, title, (!findings.is_empty()).then(|| folded(caption, findings.len(), &heads, rows()))));
    }
    sections
}

/// A long list that can be folded away, and is not: a printer and a mail program's preview open nothing.
fn folded(caption: &str, many: usize, heads: &[&'static str], rows: Vec<Vec<Html>>) -> Html {
    let summary = Html::of("summary", "", Html::text(format!("{caption}: {many}")));
    let inner = Html::fixed("\n").line(summary).line(table("lines stack", caption, heads, rows));
    Html::element("details", &[("open", String::new())], inner)
}

fn line(finding: &Finding) -> Vec<Html> {
    vec![
        Html::of("code", "", Html::fixed(finding.code.word())),
        Html::of("span", "name", Html::text(&finding.target)),
        Html::text(finding.observed()),
    ]
}

fn following(report: &Report) -> Option<Html> {
    let findings = words::following(report);
    let above = findings.first()?.below?;
    let rows = findings.iter().map(|one| {
        let level = Html::of("span", level_class(one.level), Html::fixed(level_word(one.level)));
        let mut cells = line(one);
        if let Some(first) = cells.first_mut() {
            *first = level.then(Html::text(format!(" {}", words::code_and_cause(one))));
        }
        cells
    });
    let caption = format!("What follows from {above}: it is mended with that, and looked at again behind it");
    Some(folded(&caption, findings.len(), &["Check", "Of what", "Observed"], rows.collect()))
}

fn cards(findings: &[&Finding]) -> Html {
    Html::lines(grouped(findings).into_iter().filter_map(|group| {
        let finding = group.first()?;
        let level = Html::of("span", level_class(finding.level), Html::fixed(level_word(finding.level)));
        let heading = Html::of("h3", "", level.then(Html::text(format!(" {}", words::code_and_cause(finding)))));
        let targets = list(group.iter().map(|one| Html::of("span", "name", Html::text(&one.target))));
        let pair =
            |name: &'static str, value: Html| Html::of("dt", "", Html::fixed(name)).then(Html::of("dd", "", value));
        let details = words::details(finding).into_iter().map(|(name, value)| match name {
            "Verify" => pair(name, Html::of("code", "", Html::text(value))),
            _ => pair(name, Html::text(value)),
        });
        let inner = Html::fixed("\n").line(pair("At", targets)).then(Html::lines(details));
        Some(Html::of("article", "finding", Html::fixed("\n").line(heading).line(Html::of("dl", "", inner))))
    }))
}
