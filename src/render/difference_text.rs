//! A comparison for a person in a terminal: what got worse in full, what got better and what changed in a few lines each. 80
//! columns; colour only as a help.

use std::fmt::{self, Write as _};

use anstyle::{AnsiColor, Style};

use super::Detail;
use super::difference as words;
use super::lines::{WIDTH, padded, width, wrap, write_named};
use super::text::write_title;
use crate::compare::{Change, Difference, Outcome, Side};
use crate::language::{Language, Message, message, say};

/// The comparison as text with ANSI styles; whoever writes it strips them where they don't belong.
pub fn difference_text(difference: &Difference, detail: Detail, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, difference, detail, language);
    page
}

fn write_page(page: &mut String, difference: &Difference, detail: Detail, language: Language) -> fmt::Result {
    let outcome = difference.outcome();
    let style = colour(outcome);
    let headline = words::headline(outcome).to(language);
    writeln!(page, "{style}{headline}{style:#}  {}", difference.after.policy)?;
    wrap(page, "", "", &words::sentence(difference, language))?;
    write_side(page, message!("end-before", "before"), &difference.before, language)?;
    write_side(page, message!("end-after", "after"), &difference.after, language)?;
    if !difference.notes.is_empty() {
        writeln!(page)?;
    }
    for note in &difference.notes {
        wrap(page, "", "", &note.says.to(language))?;
    }
    write_regressions(page, &difference.regressions, detail, language)?;
    if detail != Detail::Quiet {
        write_repairs(page, &difference.repairs, detail, language)?;
    }
    write_facts(page, words::changed_facts(), difference, detail, language)?;
    write_gaps(page, words::not_compared(), difference, language)
}

/// One of the two reports, its name before the first line.
fn write_side(page: &mut String, name: &'static Message, side: &Side, language: Language) -> fmt::Result {
    writeln!(page)?;
    for (place, (what, value)) in words::side(side, language).into_iter().enumerate() {
        let name = if place == 0 { name.to(language) } else { String::new() };
        let first = format!("{}{}", padded(&name, 8), padded(&what.to(language).to_lowercase(), 11));
        // A digest would stand beyond the last column below the others.
        let is_wide = value.split(' ').any(|word| width(word) + width(&first) > WIDTH);
        let other = if is_wide { "            " } else { "                   " };
        wrap(page, &first, other, &value)?;
    }
    Ok(())
}

const fn colour(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::NothingWorse => AnsiColor::Green,
        Outcome::Worse => AnsiColor::Red,
        Outcome::Incomplete => AnsiColor::Magenta,
    };
    colour.on_default().bold()
}

fn write_regressions(page: &mut String, changes: &[Change], detail: Detail, language: Language) -> fmt::Result {
    if changes.is_empty() {
        return Ok(());
    }
    write_title(page, &words::regressions().to(language))?;
    let below = |one: &&Change| one.below.is_some() && detail != Detail::Verbose;
    let told = changes.iter().filter(|one| !words::is_unseen(one) && !below(one));
    for group in words::grouped(told) {
        let Some(change) = group.first() else { continue };
        let style = AnsiColor::Red.on_default().bold();
        let worse = padded(&say!(language, "outcome-worse", "WORSE"), 8);
        writeln!(page, "{style}{worse}{style:#} {}", words::code(change, language))?;
        let mut lines: Vec<(&'static Message, String)> = Vec::new();
        if change.code.is_some() {
            lines.extend(group.iter().map(|one| (message!("line-at", "at"), one.target.to_string())));
        }
        lines.push((message!("end-before", "before"), words::before(change, language)));
        lines.push((message!("end-after", "after"), words::after(change, language)));
        let sentences = [
            (message!("line-observed", "observed"), &change.observed),
            (message!("line-required", "required"), &change.required),
            (message!("line-next", "next"), &change.next),
        ];
        let told = sentences.into_iter().filter_map(|(name, says)| Some((name, words::told(says.as_ref(), language)?)));
        lines.extend(told.map(|(name, says)| (name, says.to_string())));
        lines.extend(words::owner(change, language).map(|owner| (message!("line-owner", "owner"), owner)));
        lines.into_iter().try_for_each(|(name, value)| write_named(page, "  ", &name.to(language), 10, &value))?;
    }
    for change in changes.iter().filter(below) {
        let first = format!("  {} ", padded(&words::code(change, language), 21));
        wrap(page, &first, "      ", &format!("{} {}", change.target, followed(change, language)))?;
    }
    write_unseen(page, changes, language)
}

fn followed(change: &Change, language: Language) -> String {
    let above = change.below.as_ref().map(|above| format!(", {}", words::following(above, language)));
    format!("({}{})", words::turned(change, language), above.unwrap_or_default())
}

fn write_unseen(page: &mut String, changes: &[Change], language: Language) -> fmt::Result {
    let unseen = words::unseen(changes);
    if unseen.is_empty() {
        return Ok(());
    }
    write_title(page, &words::not_looked_at().to(language))?;
    for (target, codes) in unseen {
        wrap(page, "  ", "      ", target.as_str())?;
        let passed = say!(language, "state-passed-before", "passed before: {codes}", codes = codes.join(", "));
        wrap(page, "      ", "      ", &passed)?;
    }
    Ok(())
}

fn write_repairs(page: &mut String, changes: &[Change], detail: Detail, language: Language) -> fmt::Result {
    if changes.is_empty() {
        return Ok(());
    }
    write_title(page, &words::repairs().to(language))?;
    for change in changes {
        write_line(page, change, language)?;
        if detail == Detail::Verbose
            && let Some(observed) = words::told(change.observed.as_ref(), language)
        {
            wrap(page, "      ", "      ", observed.as_str())?;
        }
    }
    Ok(())
}

/// A change in a line: the check, what of, how it was and is.
fn write_line(page: &mut String, change: &Change, language: Language) -> fmt::Result {
    let first = format!("  {} ", padded(&words::code(change, language), 21));
    let turned = words::turned(change, language);
    if change.code.is_some() {
        wrap(page, &first, "      ", change.target.as_str())?;
        return wrap(page, "      ", "      ", &turned);
    }
    wrap(page, &first, "      ", &turned)
}

fn write_facts(
    page: &mut String,
    title: &'static Message,
    difference: &Difference,
    detail: Detail,
    language: Language,
) -> fmt::Result {
    let mut facts = words::facts(difference, detail);
    if detail == Detail::Quiet {
        facts.retain(|fact| fact.kind.is_worse());
    }
    if facts.is_empty() {
        return Ok(());
    }
    write_title(page, &title.to(language))?;
    for fact in facts {
        let first = format!("  {} ", padded(&fact.kind.title().to(language), 21));
        wrap(page, &first, "      ", fact.about.shown(language).as_str())?;
        for (name, value) in words::ends(fact, language) {
            wrap(page, &format!("      {}", padded(&name.to(language), 8)), "              ", &value)?;
        }
    }
    Ok(())
}

fn write_gaps(page: &mut String, title: &'static Message, difference: &Difference, language: Language) -> fmt::Result {
    if difference.gaps.is_empty() {
        return Ok(());
    }
    write_title(page, &title.to(language))?;
    for gap in &difference.gaps {
        wrap(page, "  ", "      ", &format!("{}: {}", gap.about.shown(language), gap.says.to(language)))?;
    }
    Ok(())
}

/// What a report says of its baseline: a line for each thing that got worse or better, and the facts that changed.
pub(super) fn write_since(
    page: &mut String,
    since: Option<&Difference>,
    detail: Detail,
    language: Language,
) -> fmt::Result {
    let Some(since) = since else { return Ok(()) };
    let outcome = since.outcome();
    if detail == Detail::Quiet && outcome == Outcome::NothingWorse {
        return Ok(());
    }
    let at = since.before.observed;
    write_title(page, &say!(language, "title-since-at", "Since the baseline of {at}", at = at))?;
    let headline = words::headline(outcome).to(language).to_lowercase();
    wrap(page, "  ", "  ", &format!("{headline}: {}", words::sentence(since, language)))?;
    for note in &since.notes {
        wrap(page, "  ", "  ", &note.says.to(language))?;
    }
    write_turned(page, message!("since-worse", "worse"), &since.regressions, language)?;
    if detail != Detail::Quiet {
        write_turned(page, message!("since-better", "better"), &since.repairs, language)?;
    }
    let facts = message!("title-changed-facts-since", "Changed facts since the baseline");
    write_facts(page, facts, since, detail, language)?;
    write_gaps(page, message!("title-not-compared-since", "Not compared with the baseline"), since, language)
}

fn write_turned(page: &mut String, word: &'static Message, changes: &[Change], language: Language) -> fmt::Result {
    for change in changes {
        let what = if change.code.is_some() { format!(" {}", change.target) } else { String::new() };
        let words = format!("{}{what}: {}", words::code(change, language), words::turned(change, language));
        wrap(page, &format!("  {}", padded(&word.to(language), 8)), "          ", &words)?;
    }
    Ok(())
}
