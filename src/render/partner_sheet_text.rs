//! The sheet for partners for a terminal or a plain mail: 80 columns, no colour.

use std::fmt::{self, Write as _};

use super::lines::wrap;
use crate::report::{PartnerSheet, SheetCertificate};

/// How far the values stand in, in columns: the longest attribute's width and a gap.
const VALUES: usize = 24;

/// The sheet as text.
pub fn partner_sheet_text(sheet: &PartnerSheet) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, sheet);
    page
}

fn write_page(page: &mut String, sheet: &PartnerSheet) -> fmt::Result {
    wrap(page, "", "", sheet.title.as_str())?;
    wrap(
        page,
        "",
        "",
        &format!("For business partners. Made on {} from the policy {}.", sheet.made.date(), sheet.policy),
    )?;
    for warning in &sheet.warnings {
        writeln!(page)?;
        wrap(page, "! ", "  ", warning)?;
    }
    for (place, column) in sheet.columns.iter().enumerate() {
        writeln!(page)?;
        wrap(page, "", "", &column.heading)?;
        for row in sheet.rows() {
            line(page, row.attribute, row.cells.get(place).map_or("", String::as_str))?;
        }
    }
    writeln!(page, "\nDates")?;
    for date in &sheet.dates {
        wrap(page, "  - ", "    ", &format!("{}: {}", date.shown(), date.what))?;
    }
    section(page, "Roots", &sheet.roots)?;
    section(page, "Intermediates", &sheet.intermediates)?;
    writeln!(page, "\nWhat to do")?;
    for advice in &sheet.advice {
        wrap(page, "  - ", "    ", advice)?;
    }
    if !sheet.hosts.is_empty() {
        writeln!(page, "\nHosts that a mail server which validates must reach")?;
    }
    for host in &sheet.hosts {
        wrap(page, "  - ", "    ", &format!("{}, TCP {}: {}", host.host, host.port, host.serves))?;
    }
    writeln!(page, "\nSources")?;
    for source in &sheet.sources {
        wrap(page, "  - ", "    ", source.as_str())?;
    }
    writeln!(page)?;
    wrap(page, "", "", &format!("Policy SHA-256 {}, certready {}", sheet.digest, sheet.tool))
}

fn section(page: &mut String, title: &str, certificates: &[SheetCertificate]) -> fmt::Result {
    if !certificates.is_empty() {
        writeln!(page, "\n{title}")?;
    }
    for one in certificates {
        let role = if one.issuer.is_none() { format!(" ({})", one.role_words()) } else { String::new() };
        wrap(page, "  ", "  ", &format!("{}{role}", one.label))?;
        for (name, value) in one.lines() {
            // A digest is longer than what is left of a line, and stays whole.
            line(page, name, &value)?;
        }
    }
    Ok(())
}

fn line(page: &mut String, name: &str, value: &str) -> fmt::Result {
    let first = format!("    {name:<width$}", width = VALUES.saturating_sub(4));
    let long = value.chars().count().saturating_add(VALUES) > super::lines::WIDTH && !value.contains(' ');
    if long {
        writeln!(page, "    {name}")?;
        return writeln!(page, "      {value}");
    }
    wrap(page, &first, &" ".repeat(VALUES), value)
}
