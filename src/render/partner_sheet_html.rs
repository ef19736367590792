//! The sheet for partners as one HTML file that stands for itself: no script, no font, no picture, nothing that a reader fetches.
//! Tables and plain CSS alone, so that it reads the same in a browser, in print and in a mail program's preview.

use std::fmt::{self, Write as _};

use super::escape::html as escaped;
use super::partner_sheet_words as words;
use crate::language::{Language, Message};
use crate::report::{PartnerSheet, SheetCertificate};

/// Dark on light, tables with lines, and no page break within a certificate. Mail programs know no more than this.
const STYLE: &str = "\
body { margin: 24px; background: #ffffff; color: #1a1a1a; font-family: Segoe UI, Helvetica, Arial, sans-serif; \
font-size: 15px; line-height: 1.45; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 6px 0; }
h2 { font-size: 18px; margin: 28px 0 8px 0; }
h3 { font-size: 15px; margin: 18px 0 6px 0; }
p, ul { margin: 0 0 10px 0; max-width: 880px; box-sizing: border-box; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; max-width: 880px; }
th, td { border: 1px solid #9a9a9a; padding: 6px 10px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #e8edf3; }
tbody th { background: #f5f5f5; font-weight: 600; }
.first { width: 26%; }
.warning { border: 2px solid #9b1c1c; background: #fdf0f0; color: #7a1414; padding: 10px 14px; font-weight: 600; }
.digest { font-family: Consolas, Menlo, monospace; font-size: 13px; }
.note { color: #4a4a4a; font-size: 13px; }
@media print { body { margin: 0; font-size: 11pt; } h2, h3 { page-break-after: avoid; } \
tr, .warning { page-break-inside: avoid; } }";

/// The sheet as HTML.
pub fn partner_sheet_html(sheet: &PartnerSheet, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, sheet, language);
    page
}

fn write_page(page: &mut String, sheet: &PartnerSheet, language: Language) -> fmt::Result {
    let (title, tag) = (escaped(sheet.title.as_str()), language.word());
    writeln!(page, "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">")?;
    // A browser that knows it fetches nothing, whatever stands below.
    let nothing = "default-src 'none'; style-src 'unsafe-inline'";
    writeln!(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"{nothing}\">")?;
    writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(page, "<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>")?;
    let made = escaped(&words::made(sheet, &sheet.policy, language));
    writeln!(page, "<p class=\"note\">{made}</p>")?;
    for warning in &sheet.warnings {
        writeln!(page, "<p class=\"warning\">{}</p>", escaped(&warning.to(language)))?;
    }
    write_certificate(page, sheet, language)?;
    writeln!(page, "<h2>{}</h2>\n<table>\n<tbody>", heading(words::dates(), language))?;
    for date in &sheet.dates {
        row(page, &date.shown(), &date.what.to(language), "")?;
    }
    writeln!(page, "</tbody>\n</table>")?;
    section(page, words::roots(), &sheet.roots, language)?;
    section(page, words::intermediates(), &sheet.intermediates, language)?;
    let advice: Vec<String> = sheet.advice.iter().map(|one| one.to(language)).collect();
    list(page, &heading(words::advice(), language), &advice)?;
    write_hosts(page, sheet, language)?;
    let sources: Vec<String> = sheet.sources.iter().map(ToString::to_string).collect();
    list(page, &heading(words::sources(), language), &sources)?;
    let (digest, tool) = (sheet.digest, escaped(sheet.tool.as_str()));
    let of = heading(words::of_policy(), language);
    writeln!(page, "<p class=\"note\">{of} <span class=\"digest\">{digest}</span>, certready {tool}</p>")?;
    writeln!(page, "</main>\n</body>\n</html>")
}

fn heading(title: &'static Message, language: Language) -> String {
    escaped(&title.to(language))
}

fn write_certificate(page: &mut String, sheet: &PartnerSheet, language: Language) -> fmt::Result {
    let (title, attribute) = (heading(words::certificate(), language), heading(words::attribute(), language));
    writeln!(page, "<h2>{title}</h2>\n<table>\n<thead>\n<tr><th scope=\"col\" class=\"first\">{attribute}</th>")?;
    for column in &sheet.columns {
        writeln!(page, "<th scope=\"col\">{}</th>", escaped(&column.heading.to(language)))?;
    }
    writeln!(page, "</tr>\n</thead>\n<tbody>")?;
    for row in sheet.rows(language) {
        write!(page, "<tr><th scope=\"row\">{}</th>", heading(row.attribute, language))?;
        for cell in &row.cells {
            write!(page, "<td>{}</td>", escaped(cell))?;
        }
        writeln!(page, "</tr>")?;
    }
    writeln!(page, "</tbody>\n</table>")
}

fn write_hosts(page: &mut String, sheet: &PartnerSheet, language: Language) -> fmt::Result {
    if sheet.hosts.is_empty() {
        return Ok(());
    }
    writeln!(page, "<h2>{}</h2>\n<table>\n<thead>", heading(words::hosts(), language))?;
    let heads = words::host_heads().map(|head| format!("<th scope=\"col\">{}</th>", heading(head, language)));
    writeln!(page, "<tr>{}</tr>\n</thead>\n<tbody>", heads.concat())?;
    for host in &sheet.hosts {
        let (name, serves) = (escaped(&host.host), escaped(&host.serves.to(language)));
        writeln!(page, "<tr><td>{name}</td><td>{}</td><td>{serves}</td></tr>", host.port)?;
    }
    writeln!(page, "</tbody>\n</table>")
}

fn section(
    page: &mut String,
    title: &'static Message,
    certificates: &[SheetCertificate],
    language: Language,
) -> fmt::Result {
    if !certificates.is_empty() {
        writeln!(page, "<h2>{}</h2>", heading(title, language))?;
    }
    for one in certificates {
        writeln!(page, "<h3>{}</h3>\n<table>\n<tbody>", escaped(&one.label))?;
        row(page, &words::what_it_is().to(language), &one.role_words().to(language), "")?;
        for (name, value) in one.lines(language) {
            let digest = name.english.starts_with("SHA") || name.english == "Serial";
            row(page, &name.to(language), &value, if digest { " class=\"digest\"" } else { "" })?;
        }
        writeln!(page, "</tbody>\n</table>")?;
    }
    Ok(())
}

fn row(page: &mut String, name: &str, value: &str, class: &str) -> fmt::Result {
    writeln!(
        page,
        "<tr><th scope=\"row\" class=\"first\">{}</th><td{class}>{}</td></tr>",
        escaped(name),
        escaped(value)
    )
}

fn list(page: &mut String, title: &str, items: &[String]) -> fmt::Result {
    writeln!(page, "<h2>{title}</h2>\n<ul>")?;
    for item in items {
        writeln!(page, "<li>{}</li>", escaped(item))?;
    }
    writeln!(page, "</ul>")
}
