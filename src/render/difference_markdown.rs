//! A comparison as Markdown for a ticket. What comes from the reports is text and stays text, as in the report's own Markdown.

use std::fmt::{self, Write as _};

use super::Detail;
use super::difference as words;
use super::escape::{code_in_table as code, ticket as plain};
use super::markdown::write_table;
use crate::compare::{Change, Difference};
use crate::language::{Language, Message, Say, message, say};

/// The comparison as Markdown.
pub fn difference_markdown(difference: &Difference, detail: Detail, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, difference, detail, language);
    page
}

fn write_page(page: &mut String, difference: &Difference, detail: Detail, language: Language) -> fmt::Result {
    let headline = words::headline(difference.outcome()).to(language);
    writeln!(page, "# {headline}: {}\n", plain(difference.after.policy.as_str()))?;
    writeln!(page, "{}\n", words::sentence(difference, language))?;
    let (before, after) = (words::side(&difference.before, language), words::side(&difference.after, language));
    let of = |rows: &[(&'static Message, String)], name: &'static Message| {
        rows.iter().find(|(known, _)| *known == name).map(|(_, value)| plain(value)).unwrap_or_default()
    };
    // A report that was not kept has a row less.
    let longer = if after.len() > before.len() { &after } else { &before };
    let rows = longer.iter().map(|(name, _)| vec![name.to(language), of(&before, name), of(&after, name)]);
    write_table(page, &[message!("head-what", "What"), heads_before(), heads_after()], language, rows)?;
    write_parts(page, difference, detail, "##", language)
}

fn heads_before() -> &'static Message {
    message!("head-before", "Before")
}

fn heads_after() -> &'static Message {
    message!("head-after", "After")
}

/// What a report says of its baseline.
pub(super) fn write_since(page: &mut String, since: Option<&Difference>, language: Language) -> fmt::Result {
    let Some(since) = since else { return Ok(()) };
    let at = since.before.observed;
    writeln!(page, "\n## {}\n", say!(language, "title-since-at", "Since the baseline of {at}", at = at))?;
    let headline = words::headline(since.outcome()).to(language);
    writeln!(page, "**{headline}**: {}", words::sentence(since, language))?;
    write_parts(page, since, Detail::Usual, "###", language)
}

fn write_parts(
    page: &mut String,
    difference: &Difference,
    detail: Detail,
    level: &str,
    language: Language,
) -> fmt::Result {
    let heading = |title: &'static Message| format!("\n{level} {}\n", title.to(language));
    for note in &difference.notes {
        writeln!(page, "\n**{}**", plain(&note.says.to(language)))?;
    }
    let mut of_them = vec![(words::regressions(), &difference.regressions)];
    if detail != Detail::Quiet {
        of_them.push((words::repairs(), &difference.repairs));
    }
    for (title, changes) in of_them {
        let told: Vec<&Change> = changes.iter().filter(|change| !words::is_unseen(change)).collect();
        if !told.is_empty() {
            writeln!(page, "{}", heading(title))?;
            let rows = words::grouped(told.into_iter());
            write_table(page, &heads(), language, rows.iter().filter_map(|group| row(group, language)))?;
        }
        let unseen = words::unseen(changes);
        if !unseen.is_empty() {
            writeln!(page, "{}", heading(words::not_looked_at()))?;
            let rows = unseen.into_iter().map(|(target, codes)| vec![code(target.as_str()), plain(&codes.join(", "))]);
            let heads = [message!("head-of-what", "Of what"), message!("head-passed-before", "Passed before")];
            write_table(page, &heads, language, rows)?;
        }
    }
    let facts = words::facts(difference, detail);
    if !facts.is_empty() {
        writeln!(page, "{}", heading(words::changed_facts()))?;
        let rows = facts.into_iter().map(|fact| {
            let ends = words::ends(fact, language).into_iter();
            let ends: Vec<String> =
                ends.map(|(name, value)| format!("{} {}", name.to(language), code(&value))).collect();
            let about = code(fact.about.shown(language).as_str());
            vec![fact.kind.title().to(language), about, ends.join("; ")]
        });
        let heads =
            [message!("head-what", "What"), message!("head-of-what", "Of what"), message!("head-change", "Change")];
        write_table(page, &heads, language, rows)?;
    }
    if !difference.gaps.is_empty() {
        writeln!(page, "{}", heading(words::not_compared()))?;
        let gaps = difference.gaps.iter();
        let rows = gaps.map(|gap| vec![code(gap.about.shown(language).as_str()), plain(&gap.says.to(language))]);
        write_table(page, &[message!("head-of-what", "Of what"), message!("head-why", "Why")], language, rows)?;
    }
    Ok(())
}

fn heads() -> [&'static Message; 8] {
    [
        message!("head-check", "Check"),
        message!("head-of-what", "Of what"),
        heads_before(),
        heads_after(),
        message!("detail-observed", "Observed"),
        message!("detail-required", "Required"),
        message!("detail-next", "Next"),
        message!("detail-owner", "Owner"),
    ]
}

fn row(group: &[&Change], language: Language) -> Option<Vec<String>> {
    let change = group.first()?;
    let targets: Vec<String> = group.iter().map(|one| code(&words::target(one, language))).collect();
    let sentence =
        |says: &Option<Say>| words::told(says.as_ref(), language).map(|says| plain(says.as_str())).unwrap_or_default();
    let following = change.below.as_ref().map(|above| format!(" ({})", plain(&words::following(above, language))));
    Some(vec![
        plain(&words::code(change, language)),
        targets.join(", "),
        plain(&words::before(change, language)),
        format!("**{}**{}", plain(&words::after(change, language)), following.unwrap_or_default()),
        sentence(&change.observed),
        sentence(&change.required),
        sentence(&change.next),
        words::owner(change, language).map(|owner| plain(&owner)).unwrap_or_default(),
    ])
}
