//! The fleet as Markdown for a ticket or a wiki. What came from outside stays text: no character of it makes a table, a link, a
//! heading or HTML.

use std::fmt::{self, Write as _};

use super::escape::ticket;
use super::fleet_text::request_facts;
use super::fleet_words::{self as words, MOST_IN_A_ROW, MOST_ROWS, first, left_out, named};
use super::text::level_word;
use crate::fleet::{Block, Fleet, Name};

/// The fleet as Markdown.
pub fn fleet_markdown(fleet: &Fleet) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, fleet);
    page
}

fn write_page(page: &mut String, fleet: &Fleet) -> fmt::Result {
    writeln!(page, "# {}\n\n{}\n", ticket(&words::title(fleet)), ticket(&fleet.sentence))?;
    let facts = words::facts(fleet).into_iter().map(|(name, value)| vec![name.to_owned(), value]);
    write_table(page, &["", ""], &facts.collect::<Vec<_>>())?;
    write_groups(page, fleet)?;
    write_list(page, "Without a report", fleet.missing().map(words::host))?;
    write_list(page, "Not reported since", fleet.old().map(|(host, report)| words::old(host, report)))?;
    let broken = fleet.broken.iter().map(|one| format!("{}: {}", one.path, one.why));
    write_list(page, "Not counted", broken)?;
    write_list(page, "Not expected, and reported", fleet.unexpected().map(words::host))?;
    let clocks = fleet.clocks.iter().map(|one| format!("{}: {}", one.host, one.says));
    write_list(page, "Clocks that differ", clocks)?;
    let differs = fleet.differences.iter().flat_map(|one| {
        let value = move |(value, hosts): &(Name, Vec<Name>)| {
            format!("{}: {value}: {}, {}", words::difference(one), words::hosts(hosts.len()), named(hosts))
        };
        one.values.iter().map(value)
    });
    write_list(page, "What differs", differs)?;
    let exports = fleet.exports().map(|(host, report)| words::export(host, report));
    write_list(page, "Exports", exports)?;
    write_firewall(page, fleet)?;
    write_endpoints(page, fleet)?;
    write_roots(page, fleet)?;
    writeln!(page, "\ncertready {}", ticket(fleet.tool.as_str()))
}

fn write_groups(page: &mut String, fleet: &Fleet) -> fmt::Result {
    if fleet.groups.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## What blocks")?;
    let (shown, rest) = first(&fleet.groups, MOST_ROWS);
    for group in shown {
        let (many, verdict) = (words::hosts(group.hosts.len()), words::verdict(group.verdict).to_lowercase());
        writeln!(page, "\n### {many}, {verdict}\n\n{}\n", ticket(&named(&group.hosts)))?;
        let row = |block: &Block| {
            let next = block.next.as_ref().map(ToString::to_string).unwrap_or_default();
            let check = format!("{} {}", level_word(block.level), words::code_and_cause(block));
            vec![check, block.target.to_string(), words::owner(block).to_owned(), next]
        };
        let (blocks, rest) = first(&group.blocks, MOST_IN_A_ROW);
        let rows: Vec<Vec<String>> = blocks.iter().map(row).collect();
        write_table(page, &["Check", "Of what", "Owner", "Next"], &rows)?;
        write_rest(page, rest, "findings")?;
    }
    write_rest(page, rest, "groups")
}

fn write_firewall(page: &mut String, fleet: &Fleet) -> fmt::Result {
    if fleet.firewall.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## Firewall request\n\n{}", words::ABOUT_THE_REQUEST.map(ticket).join(" "))?;
    let (shown, rest) = first(&fleet.firewall, MOST_ROWS);
    for (index, row) in shown.iter().enumerate() {
        let asks = row.asks.iter().map(Name::as_str).collect::<Vec<_>>().join(" ");
        writeln!(page, "\n{}. {}\n", index.saturating_add(1), ticket(&asks))?;
        for (name, value) in request_facts(row) {
            writeln!(page, "   - {name}: {}", ticket(&value))?;
        }
    }
    write_rest(page, rest, "targets")
}

fn write_endpoints(page: &mut String, fleet: &Fleet) -> fmt::Result {
    if fleet.endpoints.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## Endpoints\n")?;
    let (shown, rest) = first(&fleet.endpoints, MOST_ROWS);
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|row| {
            let short = row.short.iter().take(words::MOST_NAMES);
            let short = short.map(|one| format!("{}: {}", words::short(one), named(&one.hosts)));
            vec![
                row.url.to_string(),
                format!("{} {}", row.kind, row.method),
                format!("{} of {}", row.reached, row.hosts),
                format!("{} of {}", row.genuine, row.hosts),
                short.collect::<Vec<_>>().join("; "),
            ]
        })
        .collect();
    write_table(page, &["Endpoint", "Kind", "Reached", "Genuine", "Not, and where"], &rows)?;
    write_rest(page, rest, "endpoints")
}

fn write_roots(page: &mut String, fleet: &Fleet) -> fmt::Result {
    if fleet.roots.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## Certificates of the policy\n")?;
    let (shown, rest) = first(&fleet.roots, MOST_ROWS);
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|row| {
            vec![
                row.label.to_string(),
                row.role.to_string(),
                format!("{} of {}", row.present, row.hosts),
                named(&row.absent),
                named(&row.not_known),
            ]
        })
        .collect();
    write_table(page, &["Certificate", "Part", "Present", "Absent", "Not known"], &rows)?;
    write_rest(page, rest, "certificates")
}

fn write_list(page: &mut String, title: &str, lines: impl Iterator<Item = String>) -> fmt::Result {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n## {title}\n")?;
    let (shown, rest) = first(&lines, MOST_ROWS);
    for line in shown {
        writeln!(page, "- {}", ticket(line))?;
    }
    write_rest(page, rest, "lines")
}

fn write_rest(page: &mut String, rest: usize, what: &str) -> fmt::Result {
    left_out(rest, what).map_or(Ok(()), |words| writeln!(page, "\n{}", ticket(&words)))
}

fn write_table(page: &mut String, heads: &[&str], rows: &[Vec<String>]) -> fmt::Result {
    writeln!(page, "| {} |", heads.join(" | "))?;
    writeln!(page, "|{}", " --- |".repeat(heads.len()))?;
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| ticket(cell)).collect();
        writeln!(page, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
