//! The block on top, by which people who never saw the host decide: the decision, for what it holds, what blocks and who can mend
//! it; then what the report does not show, and what follows where nothing is done.

use super::markup::{Html, facts, heads, list, table};
use crate::finding::Verdict;
use crate::language::{Language, Message, message, say};
use crate::render::text::level_word;
use crate::render::told::Told;
use crate::render::words;
use crate::report::Point;
use crate::vocabulary::Shown;

/// The title, the headline and the decision.
pub(super) fn top(report: Told<'_>) -> Html {
    let class = match report.verdict {
        Verdict::Ready => "decision pass",
        Verdict::ReadyWithWarnings => "decision warning",
        Verdict::NotReady => "decision failure",
        Verdict::Undetermined => "decision unknown",
    };
    let (decision, language) = (&report.decision, report.language);
    let word = Html::of("strong", "", Html::text(decision.word.to(language)));
    let title = Html::text(format!("{} ", say!(language, "html-decision", "Decision:")));
    let verdict = Html::new().line(Html::of("h2", "", title.then(word))).line(Html::of(
        "p",
        "",
        Html::text(decision.sentence.to(language)),
    ));
    let scope =
        words::scope(report).into_iter().map(|(name, value)| (Html::text(name.to(language)), Html::text(value)));
    let caption = say!(language, "html-scope", "Scope: for what this decision holds");
    let inner = Html::fixed("\n")
        .line(Html::of("div", class, Html::fixed("\n").then(verdict)))
        .line(facts(&caption, scope))
        .then(blockers(&decision.blockers, language))
        .then(conditions(&decision.conditions, language));
    let header = Html::fixed("\n")
        .line(Html::of("p", "kicker", Html::text(&report.policy.title)))
        .line(Html::of("h1", "", Html::text(words::title(report))))
        .line(Html::of("p", "lead", Html::text(report.headline.sentence.to(language))));
    let section = Html::element("section", &[("id", "decision".to_owned())], inner);
    Html::of("header", "", header).line(Html::new()).then(section)
}

fn blockers(all: &[Point], language: Language) -> Html {
    let title = message!("title-blockers", "Blockers");
    if all.is_empty() {
        let nothing = say!(language, "nothing-blocks", "Nothing that was judged blocks.");
        return heading(title, 0, language).line(Html::of("p", "", Html::text(nothing)));
    }
    let caption = say!(language, "html-blockers", "What blocks, and who can mend it");
    heading(title, all.len(), language).line(Html::new()).line(points(&caption, all, language))
}

fn conditions(all: &[Point], language: Language) -> Html {
    if all.is_empty() {
        return Html::new();
    }
    let caption = say!(language, "html-conditions", "What has to be accepted or mended");
    let heading = heading(message!("title-conditions", "Conditions"), all.len(), language);
    heading.line(Html::new()).line(points(&caption, all, language))
}

fn heading(title: &'static Message, many: usize, language: Language) -> Html {
    Html::of("h3", "", Html::text(format!("{} ({many})", title.to(language))))
}

fn points(caption: &str, points: &[Point], language: Language) -> Html {
    let rows = points.iter().map(|point| {
        let cause = point.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
        let level = Html::of("span", level_class(point.level), Html::text(level_word(point.level).to(language)));
        let following = words::following_words(point.following, language);
        let following = following.map(|words| Html::of("p", "note", Html::text(format!("{words}."))));
        vec![
            level.then(Html::text(format!(" {}{cause}", point.code))),
            list(point.targets.iter().map(|target: &Shown| Html::of("span", "name", Html::text(target)))),
            Html::text(point.observed.to(language)).then(following.unwrap_or_default()),
            Html::of("strong", "", Html::text(point.owner.to(language))),
            Html::text(words::next(point, language)),
        ]
    });
    table("points stack", caption, &heads(&words::point_heads(), language), rows.collect())
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
pub(super) fn not_proven(report: Told<'_>) -> Html {
    list(report.not_proven.iter().map(|line| Html::text(line.to(report.language))))
}

/// What follows where nothing is done.
pub(super) fn if_nothing_is_done(report: Told<'_>) -> Html {
    let language = report.language;
    let rows = report.if_nothing_is_done.iter();
    let rows = rows.map(|one| (Html::text(one.about.to(language)), spans_of_code(&one.says.to(language))));
    let caption = say!(language, "html-nothing-done", "What queues, is refused, or goes on without authentication");
    facts(&caption, rows)
}

/// Words between backticks as code.
fn spans_of_code(words: &str) -> Html {
    words.split('`').enumerate().fold(Html::new(), |whole, (place, part)| {
        whole.then(if place % 2 == 1 { Html::of("code", "", Html::text(part)) } else { Html::text(part) })
    })
}
