//! What changed since the baseline: what got worse first, then what got better, then changed facts, a table each.

use super::markup::{Html, list, table};
use crate::compare::{Change, Difference};
use crate::render::Detail;
use crate::render::difference as words;

/// The section's content. None where no baseline was given.
pub(super) fn since(since: Option<&Difference>) -> Option<Html> {
    let since = since?;
    let outcome = format!("{}: {}", words::headline(since.outcome()), words::sentence(since));
    let says = format!(
        "The baseline was observed at {}, with the verdict {}. ",
        since.before.observed,
        since.before.verdict.word()
    );
    let mut html = Html::of("p", "", Html::text(says).then(Html::of("strong", "", Html::text(outcome))));
    html = html.then(list(since.notes.iter().map(|note| Html::text(&note.says))));
    for (caption, changes) in [("What got worse", &since.regressions), ("What got better", &since.repairs)] {
        if !changes.is_empty() {
            let heads = ["Check", "Of what", "Before", "After", "Observed"].map(str::to_owned);
            html =
                html.line(Html::new()).then(table("lines stack", caption, &heads, changes.iter().map(row).collect()));
        }
    }
    let facts = words::facts(since, Detail::Usual);
    if !facts.is_empty() {
        let rows = facts.into_iter().map(|fact| {
            let ends = words::ends(fact).into_iter().map(|(name, value)| Html::text(format!("{name} {value}")));
            vec![Html::fixed(fact.kind.title()), Html::of("span", "name", Html::text(&fact.about)), list(ends)]
        });
        html = html.line(Html::new()).then(table(
            "lines stack",
            "Changed facts",
            &["What", "Of what", "Change"].map(str::to_owned),
            rows.collect(),
        ));
    }
    if !since.gaps.is_empty() {
        let rows =
            since.gaps.iter().map(|gap| vec![Html::of("span", "name", Html::text(&gap.about)), Html::text(&gap.says)]);
        html = html.line(Html::new()).then(table(
            "lines stack",
            "What was not compared",
            &["Of what", "Why"].map(str::to_owned),
            rows.collect(),
        ));
    }
    Some(html)
}

fn row(change: &Change) -> Vec<Html> {
    vec![
        Html::of("code", "", Html::text(words::code(change))),
        Html::of("span", "name", Html::text(&change.target)),
        Html::text(words::before(change)),
        Html::text(words::after(change)),
        Html::text(change.observed.clone().unwrap_or_default()),
    ]
}
