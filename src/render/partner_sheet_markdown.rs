//! The sheet for partners as Markdown (GitHub's: `CommonMark` with tables). What comes from the policy is text and stays text: no
//! character of it makes a table, a link, an image, a heading or HTML.

use std::fmt::{self, Write as _};

use super::escape::markdown as plain;
use crate::report::{PartnerSheet, SheetCertificate};

/// The sheet as Markdown.
pub fn partner_sheet_markdown(sheet: &PartnerSheet) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, sheet);
    page
}

fn write_page(page: &mut String, sheet: &PartnerSheet) -> fmt::Result {
    writeln!(page, "# {}\n", plain(sheet.title.as_str()))?;
    let (made, policy) = (sheet.made.date(), plain(&sheet.policy));
    writeln!(page, "For business partners. Made on {made} from the policy {policy}.\n")?;
    for warning in &sheet.warnings {
        writeln!(page, "> **{}**\n", plain(warning))?;
    }
    writeln!(page, "## The service's certificate\n")?;
    let headings: Vec<String> = sheet.columns.iter().map(|column| plain(&column.heading)).collect();
    writeln!(page, "| Attribute | {} |", headings.join(" | "))?;
    writeln!(page, "| --- |{}", " --- |".repeat(headings.len()))?;
    for row in sheet.rows() {
        let cells: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
        writeln!(page, "| {} | {} |", row.attribute, cells.join(" | "))?;
    }
    writeln!(page, "\n## Dates\n\n| Date | What |\n| --- | --- |")?;
    for date in &sheet.dates {
        writeln!(page, "| {} | {} |", date.shown(), plain(&date.what))?;
    }
    section(page, "Roots", &sheet.roots)?;
    section(page, "Intermediates", &sheet.intermediates)?;
    writeln!(page, "\n## What to do\n")?;
    for advice in &sheet.advice {
        writeln!(page, "- {}", plain(advice))?;
    }
    if !sheet.hosts.is_empty() {
        writeln!(page, "\n## Hosts that a mail server which validates must reach\n")?;
        writeln!(page, "| Host | TCP port | Serves |\n| --- | --- | --- |")?;
    }
    for host in &sheet.hosts {
        writeln!(page, "| {} | {} | {} |", plain(&host.host), host.port, plain(&host.serves))?;
    }
    writeln!(page, "\n## Sources\n")?;
    for source in &sheet.sources {
        writeln!(page, "- {}", plain(source.as_str()))?;
    }
    writeln!(page, "\nPolicy SHA-256 {}, certready {}", sheet.digest, plain(sheet.tool.as_str()))
}

fn section(page: &mut String, title: &str, certificates: &[SheetCertificate]) -> fmt::Result {
    if !certificates.is_empty() {
        writeln!(page, "\n## {title}")?;
    }
    for one in certificates {
        writeln!(page, "\n### {}\n\n| Attribute | Value |\n| --- | --- |", plain(&one.label))?;
        writeln!(page, "| What it is | {} |", one.role_words())?;
        for (name, value) in one.lines() {
            writeln!(page, "| {name} | {} |", plain(&value))?;
        }
    }
    Ok(())
}
