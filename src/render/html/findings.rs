//! The findings: what asks for something in full, each with what was observed, what is required and what to do next; what passed
//! and what did not apply in a table.

use super::decision::level_class;
use super::markup::{Html, heads, list, table};
use crate::finding::{Finding, Level};
use crate::language::{Language, Message, message, say};
use crate::render::text::{grouped, level_word};
use crate::render::told::Told;
use crate::render::words;

/// The sections, each with its id and heading. None: there is nothing in it.
pub(super) fn sections(report: Told<'_>) -> Vec<(&'static str, &'static Message, Option<Html>)> {
    let language = report.language;
    let mut sections: Vec<_> = words::asking(&report)
        .into_iter()
        .map(|(id, title, findings)| (id, title, (!findings.is_empty()).then(|| cards(&findings, language))))
        .collect();
    let follows = message!("title-follows-from-that", "What follows from that");
    sections.insert(1, ("following", follows, following(report)));
    for (id, title, caption, level) in [
        (
            "passed",
            message!("title-passed", "Passed"),
            message!("html-passed", "What was found as required"),
            Level::Pass,
        ),
        (
            "not-applicable",
            message!("title-not-applicable", "Not applicable"),
            message!("html-not-applicable", "What does not arise here"),
            Level::NotApplicable,
        ),
    ] {
        let findings = words::at(&report, level);
        let rows = || findings.iter().map(|one| line(one, language)).collect();
        let folded = || folded(&caption.to(language), rows(), language);
        sections.push((id, title, (!findings.is_empty()).then(folded)));
    }
    sections
}

/// A long list that can be folded away, and is not: a printer and a mail program's preview open nothing.
fn folded(caption: &str, rows: Vec<Vec<Html>>, language: Language) -> Html {
    let summary = Html::of("summary", "", Html::text(format!("{caption}: {}", rows.len())));
    let table = table("lines stack", caption, &heads(&words::line_heads(), language), rows);
    Html::element("details", &[("open", String::new())], Html::fixed("\n").line(summary).line(table))
}

fn line(finding: &Finding, language: Language) -> Vec<Html> {
    vec![
        Html::of("code", "", Html::fixed(finding.code.word())),
        Html::of("span", "name", Html::text(&finding.target)),
        Html::text(finding.observed_in(language)),
    ]
}

fn following(report: Told<'_>) -> Option<Html> {
    let language = report.language;
    let findings = words::following(&report);
    let above = findings.first()?.below?;
    let rows = findings.iter().map(|one| {
        let level = Html::of("span", level_class(one.level), Html::text(level_word(one.level).to(language)));
        let mut cells = line(one, language);
        if let Some(first) = cells.first_mut() {
            *first = level.then(Html::text(format!(" {}", words::code_and_cause(one))));
        }
        cells
    });
    let caption = say!(
        language,
        "html-follows",
        "What follows from {above}: it is mended with that, and looked at again behind it",
        above = above.word()
    );
    Some(folded(&caption, rows.collect(), language))
}

fn cards(findings: &[&Finding], language: Language) -> Html {
    Html::lines(grouped(findings).into_iter().filter_map(|group| {
        let finding = group.first()?;
        let level = Html::of("span", level_class(finding.level), Html::text(level_word(finding.level).to(language)));
        let heading = Html::of("h3", "", level.then(Html::text(format!(" {}", words::code_and_cause(finding)))));
        let targets = list(group.iter().map(|one| Html::of("span", "name", Html::text(&one.target))));
        let pair = |name: String, value: Html| Html::of("dt", "", Html::text(name)).then(Html::of("dd", "", value));
        let details = words::details(finding, language).into_iter().map(|(detail, value)| match detail {
            words::Detail::Command(name) => pair(name.to(language), Html::of("code", "", Html::text(value))),
            words::Detail::Words(name) => pair(name.to(language), Html::text(value)),
        });
        let at = pair(say!(language, "detail-at", "At"), targets);
        let inner = Html::fixed("\n").line(at).then(Html::lines(details));
        Some(Html::of("article", "finding", Html::fixed("\n").line(heading).line(Html::of("dl", "", inner))))
    }))
}
