//! What changed since the baseline: what got worse first, then what got better, then changed facts, a table each.

use super::markup::{Html, heads, list, table};
use crate::compare::{Change, Difference};
use crate::language::{Language, Message, message, say};
use crate::render::Detail;
use crate::render::difference as words;

/// The section's content. None where no baseline was given.
pub(super) fn since(since: Option<&Difference>, language: Language) -> Option<Html> {
    let since = since?;
    let outcome = format!("{}: {}", words::headline(since.outcome()).to(language), words::sentence(since, language));
    let says = say!(
        language,
        "html-baseline",
        "The baseline was observed at {at}, with the verdict {verdict}.",
        at = since.before.observed,
        verdict = since.before.verdict.words()
    );
    let says = Html::text(format!("{says} "));
    let mut html = Html::of("p", "", says.then(Html::of("strong", "", Html::text(outcome))));
    html = html.then(list(since.notes.iter().map(|note| Html::text(note.says.to(language)))));
    for (caption, changes) in [
        (message!("html-got-worse", "What got worse"), &since.regressions),
        (message!("html-got-better", "What got better"), &since.repairs),
    ] {
        if !changes.is_empty() {
            let heads = [
                message!("head-check", "Check"),
                message!("head-of-what", "Of what"),
                message!("head-before", "Before"),
                message!("head-after", "After"),
                message!("detail-observed", "Observed"),
            ];
            let rows = changes.iter().map(|change| row(change, language)).collect();
            html = html.line(Html::new()).then(lines(caption, &heads, rows, language));
        }
    }
    let facts = words::facts(since, Detail::Usual);
    if !facts.is_empty() {
        let rows = facts.into_iter().map(|fact| {
            let ends = words::ends(fact, language).into_iter();
            let ends = ends.map(|(name, value)| Html::text(format!("{} {value}", name.to(language))));
            let about = Html::of("span", "name", Html::text(fact.about.shown(language)));
            vec![Html::text(fact.kind.title().to(language)), about, list(ends)]
        });
        let heads =
            [message!("head-what", "What"), message!("head-of-what", "Of what"), message!("head-change", "Change")];
        html = html.line(Html::new()).then(lines(words::changed_facts(), &heads, rows.collect(), language));
    }
    if !since.gaps.is_empty() {
        let rows = since.gaps.iter().map(|gap| {
            let about = Html::of("span", "name", Html::text(gap.about.shown(language)));
            vec![about, Html::text(gap.says.to(language))]
        });
        let caption = message!("html-not-compared", "What was not compared");
        let heads = [message!("head-of-what", "Of what"), message!("head-why", "Why")];
        html = html.line(Html::new()).then(lines(caption, &heads, rows.collect(), language));
    }
    Some(html)
}

fn lines(caption: &'static Message, names: &[&'static Message], rows: Vec<Vec<Html>>, language: Language) -> Html {
    table("since stack", &caption.to(language), &heads(names, language), rows)
}

fn row(change: &Change, language: Language) -> Vec<Html> {
    let observed = words::told(change.observed.as_ref(), language);
    vec![
        Html::of("code", "", Html::text(words::code(change, language))),
        Html::of("span", "name", Html::text(words::target(change, language))),
        Html::text(words::before(change, language)),
        Html::text(words::after(change, language)),
        Html::text(observed.unwrap_or_default()),
    ]
}
