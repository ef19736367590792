//! The fleet for a person in a hurry: the verdict, what blocks how many, who is missed, then the tables. 80 columns; colour only as a
//! help.

use std::fmt::{self, Write as _};

use super::fleet_words::{self as words, MOST_IN_A_ROW, MOST_ROWS, first, left_out, named};
use super::lines::wrap;
use super::text::{Detail, colour, level_word, write_title};
use crate::fleet::{FirewallRow, Fleet, Group, Name};

/// The fleet as text with ANSI styles; whoever writes it strips them where they don't belong.
pub fn fleet_text(fleet: &Fleet, detail: Detail) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, fleet, detail);
    page
}

fn write_page(page: &mut String, fleet: &Fleet, detail: Detail) -> fmt::Result {
    let style = colour(fleet.verdict);
    let word = words::verdict(fleet.verdict);
    writeln!(page, "{style}{word}{style:#}  fleet of {}", words::hosts(fleet.counts.all()))?;
    wrap(page, "", "", &fleet.sentence)?;
    writeln!(page)?;
    for (name, value) in words::facts(fleet) {
        wrap(page, &format!("{name:<12}"), "            ", &value)?;
    }
    write_groups(page, &fleet.groups)?;
    write_list(page, "Without a report", fleet.missing().map(words::host))?;
    write_list(page, "Not reported since", fleet.old().map(|(host, report)| words::old(host, report)))?;
    let broken = fleet.broken.iter().map(|one| format!("{}: {}", one.path, one.why));
    write_list(page, "Not counted", broken)?;
    if detail == Detail::Quiet {
        return Ok(());
    }
    write_list(page, "Not expected, and reported", fleet.unexpected().map(words::host))?;
    write_list(page, "Clocks that differ", fleet.clocks.iter().map(|one| format!("{}: {}", one.host, one.says)))?;
    write_differences(page, fleet)?;
    let exports = fleet.exports().map(|(host, report)| words::export(host, report));
    write_list(page, "Exports", exports)?;
    write_firewall(page, &fleet.firewall)?;
    write_endpoints(page, fleet)?;
    write_roots(page, fleet)?;
    if detail == Detail::Verbose {
        write_hosts(page, fleet)?;
    }
    writeln!(page)?;
    wrap(page, "", "", &format!("certready {}", fleet.tool))
}

fn write_groups(page: &mut String, groups: &[Group]) -> fmt::Result {
    if groups.is_empty() {
        return Ok(());
    }
    write_title(page, "What blocks")?;
    let (shown, rest) = first(groups, MOST_ROWS);
    for group in shown {
        let head = format!("{}, {}: ", words::hosts(group.hosts.len()), words::verdict(group.verdict).to_lowercase());
        wrap(page, &head, "    ", &named(&group.hosts))?;
        let (blocks, rest) = first(&group.blocks, MOST_IN_A_ROW);
        for block in blocks {
            writeln!(page, "  {:<8} {}", level_word(block.level), words::code_and_cause(block))?;
            wrap(page, "    at      ", "            ", block.target.as_str())?;
            if let Some(next) = &block.next {
                wrap(page, "    next    ", "            ", next.as_str())?;
            }
            wrap(page, "    owner   ", "            ", words::owner(block))?;
        }
        write_rest(page, rest, "findings")?;
    }
    write_rest(page, rest, "groups")
}

fn write_list(page: &mut String, title: &str, lines: impl Iterator<Item = String>) -> fmt::Result {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(());
    }
    write_title(page, title)?;
    let (shown, rest) = first(&lines, MOST_ROWS);
    for line in shown {
        wrap(page, "  ", "      ", line)?;
    }
    write_rest(page, rest, "lines")
}

fn write_rest(page: &mut String, rest: usize, what: &str) -> fmt::Result {
    left_out(rest, what).map_or(Ok(()), |words| wrap(page, "  ", "  ", &words))
}

fn write_differences(page: &mut String, fleet: &Fleet) -> fmt::Result {
    if fleet.differences.is_empty() {
        return Ok(());
    }
    write_title(page, "What differs")?;
    for difference in &fleet.differences {
        wrap(page, "  ", "    ", &words::difference(difference))?;
        let (shown, rest) = first(&difference.values, MOST_ROWS);
        for (value, hosts) in shown {
            wrap(page, "    ", "      ", &format!("{value}: {}, {}", words::hosts(hosts.len()), named(hosts)))?;
        }
        write_rest(page, rest, "values")?;
    }
    Ok(())
}

fn write_firewall(page: &mut String, rows: &[FirewallRow]) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    write_title(page, "Firewall request")?;
    for about in words::ABOUT_THE_REQUEST {
        wrap(page, "", "", about)?;
    }
    let (shown, rest) = first(rows, MOST_ROWS);
    for (index, row) in shown.iter().enumerate() {
        writeln!(page)?;
        let asks = row.asks.iter().map(Name::as_str).collect::<Vec<_>>().join(" ");
        wrap(page, &format!("{:>2}. ", index.saturating_add(1)), "    ", &asks)?;
        for (name, value) in request_facts(row) {
            wrap(page, &format!("    {name:<10}"), "              ", &value)?;
        }
    }
    write_rest(page, rest, "targets")
}

/// What belongs to a target of the request: a name and a value each.
pub(super) fn request_facts(row: &FirewallRow) -> Vec<(&'static str, String)> {
    let to = match row.port {
        Some(port) => format!("{}, TCP {port}, outbound", row.host),
        None => format!("{} (its name; no port)", row.host),
    };
    let mut facts = vec![("to", to)];
    facts.extend(row.proxy.as_ref().map(|proxy| ("by proxy", proxy.to_string())));
    facts.push(("sources", format!("{}: {}", words::hosts(row.sources.len()), named(&row.sources))));
    facts.extend(row.urls.iter().take(MOST_IN_A_ROW).map(|url| ("for", url.to_string())));
    let matters = if row.decisive {
        "it blocks: as it is, at least one source is not ready"
    } else {
        "it decides nothing for any source"
    };
    facts.push(("matters", matters.to_owned()));
    let causes = row.causes.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
    facts.push(("evidence", format!("{causes}; each source's own report has it")));
    facts
}

fn write_endpoints(page: &mut String, fleet: &Fleet) -> fmt::Result {
    if fleet.endpoints.is_empty() {
        return Ok(());
    }
    write_title(page, "Endpoints")?;
    writeln!(page, "  reached  genuine  of hosts")?;
    let (shown, rest) = first(&fleet.endpoints, MOST_ROWS);
    for row in shown {
        let method = if row.kind == row.method { String::new() } else { format!(" {}", row.method) };
        let kind = format!("{}{method}", row.kind);
        writeln!(page, "  {:>7}  {:>7}  {:>8}  {kind}", row.reached, row.genuine, row.hosts)?;
        wrap(page, "      ", "      ", row.url.as_str())?;
        for short in row.short.iter().take(words::MOST_NAMES) {
            let of = format!("{}: {}, {}", words::short(short), words::hosts(short.hosts.len()), named(&short.hosts));
            wrap(page, "        ", "          ", &of)?;
        }
    }
    write_rest(page, rest, "endpoints")
}

fn write_roots(page: &mut String, fleet: &Fleet) -> fmt::Result {
    if fleet.roots.is_empty() {
        return Ok(());
    }
    write_title(page, "Certificates of the policy")?;
    writeln!(page, "  present  of hosts")?;
    let (shown, rest) = first(&fleet.roots, MOST_ROWS);
    for row in shown {
        wrap(page, &format!("  {:>7}  {:>8}  {:<13}", row.present, row.hosts, row.role), "      ", row.label.as_str())?;
        for (what, hosts) in [("absent", &row.absent), ("not known", &row.not_known)] {
            if !hosts.is_empty() {
                wrap(
                    page,
                    "        ",
                    "          ",
                    &format!("{what}: {}, {}", words::hosts(hosts.len()), named(hosts)),
                )?;
            }
        }
    }
    write_rest(page, rest, "certificates")
}

fn write_hosts(page: &mut String, fleet: &Fleet) -> fmt::Result {
    write_title(page, "Hosts")?;
    let (shown, rest) = first(&fleet.hosts, MOST_ROWS);
    for host in shown {
        wrap(page, "  ", "      ", &format!("{}: {}", words::host(host), words::verdict(host.verdict).to_lowercase()))?;
        for report in &host.reports {
            let of = format!(
                "{} as {}: {}, observed {} ({})",
                report.policy,
                words::account(report),
                words::verdict(report.said).to_lowercase(),
                report.observed,
                report.file
            );
            wrap(page, "      ", "        ", &of)?;
        }
    }
    write_rest(page, rest, "hosts")
}
