//! The sheet for partners as Markdown (GitHub's: `CommonMark` with tables). What comes from the policy is text and stays text: no
//! character of it makes a table, a link, an image, a heading or HTML.

use std::fmt::{self, Write as _};

use super::escape::markdown as plain;
use super::partner_sheet_words as words;
use crate::language::{Language, Message, message, say};
use crate::report::{PartnerSheet, SheetCertificate};

/// The sheet as Markdown.
pub fn partner_sheet_markdown(sheet: &PartnerSheet, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, sheet, language);
    page
}

fn write_page(page: &mut String, sheet: &PartnerSheet, language: Language) -> fmt::Result {
    writeln!(page, "# {}\n", plain(sheet.title.as_str()))?;
    writeln!(page, "{}\n", words::made(sheet, &plain(&sheet.policy), language))?;
    for warning in &sheet.warnings {
        writeln!(page, "> **{}**\n", plain(&warning.to(language)))?;
    }
    writeln!(page, "## {}\n", words::certificate().to(language))?;
    let headings: Vec<String> = sheet.columns.iter().map(|column| plain(&column.heading.to(language))).collect();
    writeln!(page, "| {} | {} |", words::attribute().to(language), headings.join(" | "))?;
    writeln!(page, "| --- |{}", " --- |".repeat(headings.len()))?;
    for row in sheet.rows(language) {
        let cells: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
        writeln!(page, "| {} | {} |", row.attribute.to(language), cells.join(" | "))?;
    }
    writeln!(page, "\n## {}\n", words::dates().to(language))?;
    write_heads(page, &[message!("sheet-date", "Date"), message!("head-what", "What")], language)?;
    for date in &sheet.dates {
        writeln!(page, "| {} | {} |", date.shown(), plain(&date.what.to(language)))?;
    }
    section(page, words::roots(), &sheet.roots, language)?;
    section(page, words::intermediates(), &sheet.intermediates, language)?;
    writeln!(page, "\n## {}\n", words::advice().to(language))?;
    for advice in &sheet.advice {
        writeln!(page, "- {}", plain(&advice.to(language)))?;
    }
    if !sheet.hosts.is_empty() {
        writeln!(page, "\n## {}\n", words::hosts().to(language))?;
        write_heads(page, &words::host_heads(), language)?;
    }
    for host in &sheet.hosts {
        let (name, serves) = (plain(&host.host), plain(&host.serves.to(language)));
        writeln!(page, "| {name} | {} | {serves} |", host.port)?;
    }
    writeln!(page, "\n## {}\n", words::sources().to(language))?;
    for source in &sheet.sources {
        writeln!(page, "- {}", plain(source.as_str()))?;
    }
    let foot = say!(
        language,
        "sheet-foot",
        "Policy SHA-256 {digest}, certready {tool}",
        digest = sheet.digest.to_string(),
        tool = plain(sheet.tool.as_str())
    );
    writeln!(page, "\n{foot}")
}

fn write_heads(page: &mut String, heads: &[&'static Message], language: Language) -> fmt::Result {
    let words: Vec<String> = heads.iter().map(|head| head.to(language)).collect();
    writeln!(page, "| {} |\n|{}", words.join(" | "), " --- |".repeat(heads.len()))
}

fn section(
    page: &mut String,
    title: &'static Message,
    certificates: &[SheetCertificate],
    language: Language,
) -> fmt::Result {
    if !certificates.is_empty() {
        writeln!(page, "\n## {}", title.to(language))?;
    }
    for one in certificates {
        writeln!(page, "\n### {}\n", plain(&one.label))?;
        write_heads(page, &[words::attribute(), words::value()], language)?;
        writeln!(page, "| {} | {} |", words::what_it_is().to(language), one.role_words().to(language))?;
        for (name, value) in one.lines(language) {
            writeln!(page, "| {} | {} |", name.to(language), plain(&value))?;
        }
    }
    Ok(())
}
