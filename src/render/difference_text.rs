//! A comparison for a person in a terminal: what got worse in full, what got better and what changed in a few lines each. 80
//! columns; colour only as a help.

use std::fmt::{self, Write as _};

use anstyle::{AnsiColor, Style};

use super::Detail;
use super::difference as words;
use super::lines::wrap;
use super::text::write_title;
use crate::compare::{Change, Difference, Outcome};

/// The comparison as text with ANSI styles; whoever writes it strips them where they don't belong.
pub fn difference_text(difference: &Difference, detail: Detail) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, difference, detail);
    page
}

fn write_page(page: &mut String, difference: &Difference, detail: Detail) -> fmt::Result {
    let outcome = difference.outcome();
    let style = colour(outcome);
    writeln!(page, "{style}{}{style:#}  {}", words::headline(outcome), difference.after.policy)?;
    wrap(page, "", "", &words::sentence(difference))?;
    for (name, side) in [("before", &difference.before), ("after", &difference.after)] {
        writeln!(page)?;
        for (place, (what, value)) in words::side(side).into_iter().enumerate() {
            let name = if place == 0 { name } else { "" };
            wrap(page, &format!("{name:<8}{:<11}", what.to_lowercase()), "                   ", &value)?;
        }
    }
    if !difference.notes.is_empty() {
        writeln!(page)?;
    }
    for note in &difference.notes {
        wrap(page, "", "", &note.says)?;
    }
    write_regressions(page, &difference.regressions, detail)?;
    if detail != Detail::Quiet {
        write_repairs(page, &difference.repairs, detail)?;
    }
    write_facts(page, "Changed facts", difference, detail)?;
    write_gaps(page, "Not compared", difference)
}

const fn colour(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::NothingWorse => AnsiColor::Green,
        Outcome::Worse => AnsiColor::Red,
        Outcome::Incomplete => AnsiColor::Magenta,
    };
    colour.on_default().bold()
}

fn write_regressions(page: &mut String, changes: &[Change], detail: Detail) -> fmt::Result {
    if changes.is_empty() {
        return Ok(());
    }
    write_title(page, "Regressions")?;
    let below = |one: &&Change| one.below.is_some() && detail != Detail::Verbose;
    let told = changes.iter().filter(|one| !words::is_unseen(one) && !below(one));
    for group in words::grouped(told) {
        let Some(change) = group.first() else { continue };
        let style = AnsiColor::Red.on_default().bold();
        writeln!(page, "{style}{:<8}{style:#} {}", "WORSE", words::code(change))?;
        if change.code.is_some() {
            for one in &group {
                wrap(page, "  at        ", "            ", one.target.as_str())?;
            }
        }
        writeln!(page, "  before    {}", words::before(change))?;
        writeln!(page, "  after     {}", words::after(change))?;
        let sentences = [
            ("observed", &change.observed),
            ("required", &change.required),
            ("next", &change.next),
            ("owner", &change.owner),
        ];
        for (name, sentence) in sentences {
            if let Some(sentence) = sentence {
                wrap(page, &format!("  {name:<10}"), "            ", sentence.as_str())?;
            }
        }
    }
    for change in changes.iter().filter(below) {
        let first = format!("  {:<21} ", words::code(change));
        wrap(page, &first, "      ", &format!("{} {}", change.target, followed(change)))?;
    }
    write_unseen(page, changes)
}

fn followed(change: &Change) -> String {
    let above = change.below.as_ref().map(|above| format!(", follows from {above}")).unwrap_or_default();
    format!("({}, now {}{above})", words::before(change), words::after(change))
}

fn write_unseen(page: &mut String, changes: &[Change]) -> fmt::Result {
    let unseen = words::unseen(changes);
    if unseen.is_empty() {
        return Ok(());
    }
    write_title(page, "Not looked at any more")?;
    for (target, codes) in unseen {
        wrap(page, "  ", "      ", target.as_str())?;
        wrap(page, "      ", "      ", &format!("passed before: {}", codes.join(", ")))?;
    }
    Ok(())
}

fn write_repairs(page: &mut String, changes: &[Change], detail: Detail) -> fmt::Result {
    if changes.is_empty() {
        return Ok(());
    }
    write_title(page, "Repairs")?;
    for change in changes {
        write_line(page, change)?;
        if detail == Detail::Verbose
            && let Some(observed) = &change.observed
        {
            wrap(page, "      ", "      ", observed.as_str())?;
        }
    }
    Ok(())
}

/// A change in a line: the check, what of, how it was and is.
fn write_line(page: &mut String, change: &Change) -> fmt::Result {
    let first = format!("  {:<21} ", words::code(change));
    if change.code.is_some() {
        wrap(page, &first, "      ", change.target.as_str())?;
        return wrap(page, "      ", "      ", &format!("{}, now {}", words::before(change), words::after(change)));
    }
    wrap(page, &first, "      ", &format!("{}, now {}", words::before(change), words::after(change)))
}

fn write_facts(page: &mut String, title: &str, difference: &Difference, detail: Detail) -> fmt::Result {
    let mut facts = words::facts(difference, detail);
    if detail == Detail::Quiet {
        facts.retain(|fact| fact.kind.is_worse());
    }
    if facts.is_empty() {
        return Ok(());
    }
    write_title(page, title)?;
    for fact in facts {
        wrap(page, &format!("  {:<21} ", fact.kind.title()), "      ", fact.about.as_str())?;
        for (name, value) in words::ends(fact) {
            wrap(page, &format!("      {name:<8}"), "              ", &value)?;
        }
    }
    Ok(())
}

fn write_gaps(page: &mut String, title: &str, difference: &Difference) -> fmt::Result {
    if difference.gaps.is_empty() {
        return Ok(());
    }
    write_title(page, title)?;
    for gap in &difference.gaps {
        wrap(page, "  ", "      ", &format!("{}: {}", gap.about, gap.says))?;
    }
    Ok(())
}

/// What a report says of its baseline: a line for each thing that got worse or better, and the facts that changed.
pub(super) fn write_since(page: &mut String, since: Option<&Difference>, detail: Detail) -> fmt::Result {
    let Some(since) = since else { return Ok(()) };
    let outcome = since.outcome();
    if detail == Detail::Quiet && outcome == Outcome::NothingWorse {
        return Ok(());
    }
    write_title(page, &format!("Since the baseline of {}", since.before.observed))?;
    wrap(page, "  ", "  ", &format!("{}: {}", words::headline(outcome).to_lowercase(), words::sentence(since)))?;
    for note in &since.notes {
        wrap(page, "  ", "  ", &note.says)?;
    }
    for (word, changes) in [("worse", &since.regressions), ("better", &since.repairs)] {
        if word == "better" && detail == Detail::Quiet {
            continue;
        }
        for change in changes {
            let what = if change.code.is_some() { format!(" {}", change.target) } else { String::new() };
            let words =
                format!("{}{what}: {}, now {}", words::code(change), words::before(change), words::after(change));
            wrap(page, &format!("  {word:<8}"), "          ", &words)?;
        }
    }
    write_facts(page, "Changed facts since the baseline", since, detail)?;
    write_gaps(page, "Not compared with the baseline", since)
}
