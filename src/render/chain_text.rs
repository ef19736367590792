//! The answer of `certready verify` for a person: the outcome with its reason, then each certificate from the target up to
//! its anchor, and what could not be used. 80 columns; colour only as a help.

use std::fmt::{self, Write as _};

use super::lines::wrap;
use super::text::colour;
use crate::report::{ChainReport, ChainRow, SourceRow};

/// The chain as text with ANSI styles; whoever writes it strips them where they don't belong.
pub fn chain_text(report: &ChainReport) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, report);
    page
}

fn write_page(page: &mut String, report: &ChainReport) -> fmt::Result {
    let style = colour(report.verdict);
    let word = report.outcome.to_uppercase();
    let target = report.certificates.first().map(|row| format!("  {}", row.label)).unwrap_or_default();
    let cause = report.cause.map(|cause| format!("  [{cause}]")).unwrap_or_default();
    writeln!(page, "{style}{word}{style:#}{target}{cause}")?;
    let good = || match report.revocation {
        "off" => "Its path leads to a trust anchor. Whether a certificate of it is revoked was not asked.".to_owned(),
        _ => "Its path leads to a trust anchor, and no certificate below the anchor is revoked.".to_owned(),
    };
    wrap(page, "", "", &report.why.clone().unwrap_or_else(good))?;
    writeln!(page)?;
    writeln!(page, "judged at   {}", report.at)?;
    writeln!(page, "purpose     {}", report.purpose)?;
    wrap(page, "revocation  ", "            ", &revocation(report))?;
    wrap(page, "anchors     ", "            ", &report.anchors)?;
    for row in &report.certificates {
        write_certificate(page, row)?;
    }
    if !report.unused.is_empty() {
        writeln!(page, "\nNot used")?;
    }
    for row in &report.unused {
        wrap(page, "  - ", "    ", &format!("{}: {}", row.place, row.why))?;
    }
    Ok(())
}

fn revocation(report: &ChainReport) -> String {
    match (report.revocation, report.max_age) {
        ("off", _) => "not asked (--revocation off)".to_owned(),
        (_, None) => "of every certificate below the anchor, by data that is fresh by its own word".to_owned(),
        (_, Some(seconds)) => {
            format!("of every certificate below the anchor, by fresh data of at most {seconds} seconds of age")
        }
    }
}

fn write_certificate(page: &mut String, row: &ChainRow) -> fmt::Result {
    writeln!(page)?;
    let cause = row.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
    wrap(page, &format!("{:<14}", row.role), "              ", row.label.as_str())?;
    writeln!(page, "  outcome   {}{cause}", row.outcome)?;
    if let Some(why) = &row.why {
        wrap(page, "            ", "            ", why)?;
    }
    wrap(page, "  subject   ", "            ", &row.subject)?;
    wrap(page, "  issuer    ", "            ", &row.issuer)?;
    writeln!(page, "  serial    {}", row.serial)?;
    writeln!(page, "  valid     {} to {}", row.not_before, row.not_after)?;
    writeln!(page, "  sha256    {}", row.sha256)?;
    if !row.weak.is_empty() {
        wrap(page, "  signature ", "            ", &format!("verifies, and is weak: {}", row.weak.join(", ")))?;
    }
    for source in &row.sources {
        write_source(page, source)?;
    }
    Ok(())
}

fn write_source(page: &mut String, source: &SourceRow) -> fmt::Result {
    let said = match (source.outcome, &source.why) {
        ("good", _) if source.kind == "crl" => "does not list it".to_owned(),
        ("good", _) => "says that it is good".to_owned(),
        ("revoked", _) => "says that it is revoked".to_owned(),
        (_, why) => format!("proves nothing: {}", why.as_deref().unwrap_or("no reason is known")),
    };
    let kind = match (&source.delta_to, source.kind) {
        (Some(_), _) => "  delta     ",
        (None, "crl") => "  crl       ",
        (None, _) => "  ocsp      ",
    };
    wrap(page, kind, "            ", &format!("{}: {said}", source.place))?;
    let mut facts = vec![format!("by {}", source.by)];
    facts.extend(source.this_update.map(|at| format!("thisUpdate {at}")));
    facts.push(source.next_update.map_or("no nextUpdate".to_owned(), |at| format!("nextUpdate {at}")));
    facts.extend(source.number.as_ref().map(|number| format!("number {number}")));
    facts.extend(source.delta_to.as_ref().map(|base| format!("to the base {base}")));
    if !source.freshest.is_empty() {
        facts.push(format!("deltas are published at {}", source.freshest.join(", ")));
    }
    wrap(page, "            ", "            ", &facts.join(", "))
}
