//! The block on top, by which people who never saw the host decide: the decision, for what it holds, what blocks and who can mend
//! it; then what the report does not show, and what follows where nothing is done.

use super::markup::{Html, facts, list, table};
use crate::finding::Verdict;
use crate::render::text::level_word;
use crate::render::words;
use crate::report::{Point, Report};
use crate::vocabulary::Shown;

/// The title, the headline and the decision.
pub(super) fn top(report: &Report) -> Html {
    let class = match report.verdict {
        Verdict::Ready => "decision pass",
        Verdict::ReadyWithWarnings => "decision warning",
        Verdict::NotReady => "decision failure",
        Verdict::Undetermined => "decision unknown",
    };
    let decision = &report.decision;
    let word = Html::of("strong", "", Html::fixed(decision.word));
    let verdict = Html::new().line(Html::of("h2", "", Html::fixed("Decision: ").then(word))).line(Html::of(
        "p",
        "",
        Html::fixed(decision.sentence),
    ));
    let scope = words::scope(report).into_iter().map(|(name, value)| (Html::fixed(name), Html::text(value)));
    let inner = Html::fixed("\n")
        .line(Html::of("div", class, Html::fixed("\n").then(verdict)))
        .line(facts("Scope: for what this decision holds", scope))
        .then(points("Blockers", &decision.blockers, "Nothing that was judged blocks."))
        .then(points("Conditions", &decision.conditions, ""));
    let header = Html::fixed("\n")
        .line(Html::of("p", "kicker", Html::text(&report.policy.title)))
        .line(Html::of("h1", "", Html::text(words::title(report))))
        .line(Html::of("p", "lead", Html::text(&report.headline.sentence)));
    let section = Html::element("section", &[("id", "decision".to_owned())], inner);
    Html::of("header", "", header).line(Html::new()).then(section)
}

fn points(title: &'static str, points: &[Point], nothing: &'static str) -> Html {
    let heading = Html::of("h3", "", Html::text(format!("{title} ({})", points.len())));
    if points.is_empty() {
        return if nothing.is_empty() { Html::new() } else { heading.line(Html::of("p", "", Html::fixed(nothing))) };
    }
    let rows = points.iter().map(|point| {
        let cause = point.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
        let level = Html::of("span", level_class(point.level), Html::fixed(level_word(point.level)));
        let following = match point.following {
            0 => Html::new(),
            1 => Html::of("p", "note", Html::fixed("1 further finding follows from it.")),
            many => Html::of("p", "note", Html::text(format!("{many} further findings follow from it."))),
        };
        vec![
            level.then(Html::text(format!(" {}{cause}", point.code))),
            list(point.targets.iter().map(|target: &Shown| Html::of("span", "name", Html::text(target)))),
            Html::text(&point.observed).then(following),
            Html::of("strong", "", Html::fixed(point.owner)),
            Html::text(point.next.as_deref().unwrap_or("See the finding.")),
        ]
    });
    let heads = ["Check", "Of what", "Observed", "Owner", "Next"];
    let caption =
        if title == "Blockers" { "What blocks, and who can mend it" } else { "What has to be accepted or mended" };
    heading.line(Html::new()).line(table("points stack", caption, &heads, rows.collect()))
}

/// The class of a level's mark: its word says the same.
pub(super) const fn level_class(level: crate::finding::Level) -> &'static str {
    use crate::finding::Level;
    match level {
        Level::Failure => "mark failure",
        Level::Unknown => "mark unknown",
        Level::Warning => "mark warning",
        Level::Notice => "mark notice",
        Level::Pass => "mark pass",
        Level::NotApplicable => "mark none",
    }
}

/// What this run could not show.
pub(super) fn not_proven(report: &Report) -> Html {
    list(report.not_proven.iter().map(Html::text))
}

/// What follows where nothing is done.
pub(super) fn if_nothing_is_done(report: &Report) -> Html {
    let rows = report.if_nothing_is_done.iter().map(|one| (Html::fixed(one.about), spans_of_code(&one.says)));
    facts("What queues, is refused, or goes on without authentication", rows)
}

/// Words between backticks as code.
fn spans_of_code(words: &str) -> Html {
    words.split('`').enumerate().fold(Html::new(), |whole, (place, part)| {
        whole.then(if place % 2 == 1 { Html::of("code", "", Html::text(part)) } else { Html::text(part) })
    })
}
