//! The sheet for partners for a terminal or a plain mail: 80 columns, no colour.

use std::fmt::{self, Write as _};

use super::lines::{width, wrap, write_named};
use super::partner_sheet_words as words;
use crate::language::{Language, Message, say};
use crate::report::{PartnerSheet, SheetCertificate};

/// How far the values stand in, in columns: the longest attribute's width and a gap.
const VALUES: usize = 24;

/// The sheet as text.
pub fn partner_sheet_text(sheet: &PartnerSheet, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, sheet, language);
    page
}

fn write_page(page: &mut String, sheet: &PartnerSheet, language: Language) -> fmt::Result {
    wrap(page, "", "", sheet.title.as_str())?;
    wrap(page, "", "", &words::made(sheet, &sheet.policy, language))?;
    for warning in &sheet.warnings {
        writeln!(page)?;
        wrap(page, "! ", "  ", &warning.to(language))?;
    }
    for (place, column) in sheet.columns.iter().enumerate() {
        writeln!(page)?;
        wrap(page, "", "", &column.heading.to(language))?;
        for row in sheet.rows(language) {
            line(page, &row.attribute.to(language), row.cells.get(place).map_or("", String::as_str))?;
        }
    }
    title(page, words::dates(), language)?;
    for date in &sheet.dates {
        wrap(page, "  - ", "    ", &format!("{}: {}", date.shown(), date.what.to(language)))?;
    }
    section(page, words::roots(), &sheet.roots, language)?;
    section(page, words::intermediates(), &sheet.intermediates, language)?;
    title(page, words::advice(), language)?;
    for advice in &sheet.advice {
        wrap(page, "  - ", "    ", &advice.to(language))?;
    }
    if !sheet.hosts.is_empty() {
        title(page, words::hosts(), language)?;
    }
    for host in &sheet.hosts {
        wrap(page, "  - ", "    ", &format!("{}, TCP {}: {}", host.host, host.port, host.serves.to(language)))?;
    }
    title(page, words::sources(), language)?;
    for source in &sheet.sources {
        wrap(page, "  - ", "    ", source.as_str())?;
    }
    writeln!(page)?;
    let digest = say!(
        language,
        "sheet-foot",
        "Policy SHA-256 {digest}, certready {tool}",
        digest = sheet.digest.to_string(),
        tool = &sheet.tool
    );
    wrap(page, "", "", &digest)
}

fn title(page: &mut String, title: &'static Message, language: Language) -> fmt::Result {
    writeln!(page, "\n{}", title.to(language))
}

fn section(
    page: &mut String,
    heading: &'static Message,
    certificates: &[SheetCertificate],
    language: Language,
) -> fmt::Result {
    if !certificates.is_empty() {
        title(page, heading, language)?;
    }
    for one in certificates {
        let role = if one.issuer.is_none() { format!(" ({})", one.role_words().to(language)) } else { String::new() };
        wrap(page, "  ", "  ", &format!("{}{role}", one.label))?;
        for (name, value) in one.lines(language) {
            // A digest is longer than what is left of a line, and stays whole.
            line(page, &name.to(language), &value)?;
        }
    }
    Ok(())
}

fn line(page: &mut String, name: &str, value: &str) -> fmt::Result {
    let long = width(value).saturating_add(VALUES) > super::lines::WIDTH && !value.contains(' ');
    if long {
        writeln!(page, "    {name}")?;
        return writeln!(page, "      {value}");
    }
    write_named(page, "    ", name, VALUES.saturating_sub(4), value)
}
