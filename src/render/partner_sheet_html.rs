//! The sheet for partners as one HTML file that stands for itself: no script, no font, no picture, nothing that a reader fetches.
//! Tables and plain CSS alone, so that it reads the same in a browser, in print and in a mail program's preview.

use std::fmt::{self, Write as _};

use super::escape::html as escaped;
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
pub fn partner_sheet_html(sheet: &PartnerSheet) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, sheet);
    page
}

fn write_page(page: &mut String, sheet: &PartnerSheet) -> fmt::Result {
    let title = escaped(sheet.title.as_str());
    writeln!(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    // A browser that knows it fetches nothing, whatever stands below.
    let nothing = "default-src 'none'; style-src 'unsafe-inline'";
    writeln!(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"{nothing}\">")?;
    writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(page, "<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>")?;
    let (made, policy) = (sheet.made.date(), escaped(&sheet.policy));
    writeln!(page, "<p class=\"note\">For business partners. Made on {made} from the policy {policy}.</p>")?;
    for warning in &sheet.warnings {
        writeln!(page, "<p class=\"warning\">{}</p>", escaped(warning))?;
    }
    write_certificate(page, sheet)?;
    writeln!(page, "<h2>Dates</h2>\n<table>\n<tbody>")?;
    for date in &sheet.dates {
        row(page, &date.shown(), &date.what, "")?;
    }
    writeln!(page, "</tbody>\n</table>")?;
    section(page, "Roots", &sheet.roots)?;
    section(page, "Intermediates", &sheet.intermediates)?;
    list(page, "What to do", &mut sheet.advice.iter().map(String::as_str))?;
    write_hosts(page, sheet)?;
    list(page, "Sources", &mut sheet.sources.iter().map(crate::vocabulary::Shown::as_str))?;
    let (digest, tool) = (sheet.digest, escaped(sheet.tool.as_str()));
    writeln!(page, "<p class=\"note\">Policy SHA-256 <span class=\"digest\">{digest}</span>, certready {tool}</p>")?;
    writeln!(page, "</main>\n</body>\n</html>")
}

fn write_certificate(page: &mut String, sheet: &PartnerSheet) -> fmt::Result {
    writeln!(
        page,
        "<h2>The service's certificate</h2>\n<table>\n<thead>\n<tr><th scope=\"col\" class=\"first\">Attribute</th>"
    )?;
    for column in &sheet.columns {
        writeln!(page, "<th scope=\"col\">{}</th>", escaped(&column.heading))?;
    }
    writeln!(page, "</tr>\n</thead>\n<tbody>")?;
    for row in sheet.rows() {
        write!(page, "<tr><th scope=\"row\">{}</th>", row.attribute)?;
        for cell in &row.cells {
            write!(page, "<td>{}</td>", escaped(cell))?;
        }
        writeln!(page, "</tr>")?;
    }
    writeln!(page, "</tbody>\n</table>")
}

fn write_hosts(page: &mut String, sheet: &PartnerSheet) -> fmt::Result {
    if sheet.hosts.is_empty() {
        return Ok(());
    }
    writeln!(page, "<h2>Hosts that a mail server which validates must reach</h2>\n<table>\n<thead>")?;
    let heads = ["Host", "TCP port", "Serves"].map(|head| format!("<th scope=\"col\">{head}</th>"));
    writeln!(page, "<tr>{}</tr>\n</thead>\n<tbody>", heads.concat())?;
    for host in &sheet.hosts {
        let (name, serves) = (escaped(&host.host), escaped(&host.serves));
        writeln!(page, "<tr><td>{name}</td><td>{}</td><td>{serves}</td></tr>", host.port)?;
    }
    writeln!(page, "</tbody>\n</table>")
}

fn section(page: &mut String, title: &str, certificates: &[SheetCertificate]) -> fmt::Result {
    if !certificates.is_empty() {
        writeln!(page, "<h2>{title}</h2>")?;
    }
    for one in certificates {
        writeln!(page, "<h3>{}</h3>\n<table>\n<tbody>", escaped(&one.label))?;
        row(page, "What it is", one.role_words(), "")?;
        for (name, value) in one.lines() {
            row(
                page,
                name,
                &value,
                if name.starts_with("SHA") || name == "Serial" { " class=\"digest\"" } else { "" },
            )?;
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

fn list(page: &mut String, title: &str, items: &mut dyn Iterator<Item = &str>) -> fmt::Result {
    writeln!(page, "<h2>{title}</h2>\n<ul>")?;
    for item in items {
        writeln!(page, "<li>{}</li>", escaped(item))?;
    }
    writeln!(page, "</ul>")
}
