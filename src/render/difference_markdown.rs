//! A comparison as Markdown for a ticket. What comes from the reports is text and stays text, as in the report's own Markdown.

use std::fmt::{self, Write as _};

use super::Detail;
use super::difference as words;
use super::escape::{code_in_table as code, ticket as plain};
use super::markdown::write_rows;
use crate::compare::{Change, Difference};

/// The comparison as Markdown.
pub fn difference_markdown(difference: &Difference, detail: Detail) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, difference, detail);
    page
}

fn write_page(page: &mut String, difference: &Difference, detail: Detail) -> fmt::Result {
    let headline = words::headline(difference.outcome());
    writeln!(page, "# {headline}: {}\n", plain(difference.after.policy.as_str()))?;
    writeln!(page, "{}\n", words::sentence(difference))?;
    let (before, after) = (words::side(&difference.before), words::side(&difference.after));
    let of = |rows: &[(&'static str, String)], name: &str| {
        rows.iter().find(|(known, _)| *known == name).map(|(_, value)| plain(value)).unwrap_or_default()
    };
    let names = ["Observed", "Verdict", "Host", "Policy", "Certready", "Evidence"];
    let rows = names.into_iter().map(|name| vec![name.to_owned(), of(&before, name), of(&after, name)]);
    write_rows(page, &["What", "Before", "After"], rows.filter(|row| row.iter().skip(1).any(|cell| !cell.is_empty())))?;
    write_parts(page, difference, detail, "##")
}

/// What a report says of its baseline.
pub(super) fn write_since(page: &mut String, since: Option<&Difference>) -> fmt::Result {
    let Some(since) = since else { return Ok(()) };
    writeln!(page, "\n## Since the baseline of {}\n", since.before.observed)?;
    writeln!(page, "**{}**: {}", words::headline(since.outcome()), words::sentence(since))?;
    write_parts(page, since, Detail::Usual, "###")
}

fn write_parts(page: &mut String, difference: &Difference, detail: Detail, level: &str) -> fmt::Result {
    for note in &difference.notes {
        writeln!(page, "\n**{}**", plain(&note.says))?;
    }
    let of_them = [("Regressions", &difference.regressions), ("Repairs", &difference.repairs)];
    for (title, changes) in of_them.into_iter().filter(|(title, _)| *title == "Regressions" || detail != Detail::Quiet)
    {
        let told: Vec<&Change> = changes.iter().filter(|change| !words::is_unseen(change)).collect();
        if !told.is_empty() {
            writeln!(page, "\n{level} {title}\n")?;
            let heads = ["Check", "Of what", "Before", "After", "Observed", "Required", "Next", "Owner"];
            write_rows(page, &heads, words::grouped(told.into_iter()).iter().filter_map(|group| row(group)))?;
        }
        let unseen = words::unseen(changes);
        if !unseen.is_empty() {
            writeln!(page, "\n{level} Not looked at any more\n")?;
            let rows = unseen.into_iter().map(|(target, codes)| vec![code(target.as_str()), plain(&codes.join(", "))]);
            write_rows(page, &["Of what", "Passed before"], rows)?;
        }
    }
    let facts = words::facts(difference, detail);
    if !facts.is_empty() {
        writeln!(page, "\n{level} Changed facts\n")?;
        let rows = facts.into_iter().map(|fact| {
            let ends: Vec<String> =
                words::ends(fact).into_iter().map(|(name, value)| format!("{name} {}", code(&value))).collect();
            vec![fact.kind.title().to_owned(), code(fact.about.as_str()), ends.join("; ")]
        });
        write_rows(page, &["What", "Of what", "Change"], rows)?;
    }
    if !difference.gaps.is_empty() {
        writeln!(page, "\n{level} Not compared\n")?;
        let rows = difference.gaps.iter().map(|gap| vec![code(gap.about.as_str()), plain(&gap.says)]);
        write_rows(page, &["Of what", "Why"], rows)?;
    }
    Ok(())
}

fn row(group: &[&Change]) -> Option<Vec<String>> {
    let change = group.first()?;
    let targets: Vec<String> = group.iter().map(|one| code(one.target.as_str())).collect();
    let sentence =
        |text: &Option<crate::vocabulary::Shown>| text.as_ref().map(|text| plain(text.as_str())).unwrap_or_default();
    let following = change.below.as_ref().map(|above| format!(" (follows from {})", plain(above.as_str())));
    Some(vec![
        plain(words::code(change)),
        targets.join(", "),
        plain(&words::before(change)),
        format!("**{}**{}", plain(&words::after(change)), following.unwrap_or_default()),
        sentence(&change.observed),
        sentence(&change.required),
        sentence(&change.next),
        sentence(&change.owner),
    ])
}
