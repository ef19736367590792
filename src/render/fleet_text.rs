//! The fleet for a person in a hurry: the verdict, what blocks how many, who is missed, then the tables. 80 columns; colour only as a
//! help.

use std::fmt::{self, Write as _};

use super::fleet_words::{self as words, List, MOST_IN_A_ROW, MOST_ROWS, first, left_out};
use super::lines::{padded, width, wrap, write_named};
use super::text::{Detail, colour, level_word, write_title};
use crate::fleet::{FirewallRow, Fleet, Group, Name};
use crate::language::{Language, Message, message, say};
use crate::report::verdict_word;

/// The fleet as text with ANSI styles; whoever writes it strips them where they don't belong.
pub fn fleet_text(fleet: &Fleet, detail: Detail, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, fleet, detail, language);
    page
}

fn write_page(page: &mut String, fleet: &Fleet, detail: Detail, language: Language) -> fmt::Result {
    let style = colour(fleet.verdict);
    let word = verdict_word(fleet.verdict).to(language);
    writeln!(page, "{style}{word}{style:#}  {}", words::sum_of(fleet, language))?;
    wrap(page, "", "", &fleet.sentence.to(language))?;
    writeln!(page)?;
    for (name, value) in words::facts(fleet, language) {
        write_named(page, "", &name.to(language), 12, &value)?;
    }
    write_groups(page, &fleet.groups, language)?;
    let [missing, old, broken, unexpected, clocks, exports] = words::lists(fleet, language);
    [missing, old, broken].iter().try_for_each(|list| write_list(page, list, language))?;
    if detail == Detail::Quiet {
        return Ok(());
    }
    [unexpected, clocks].iter().try_for_each(|list| write_list(page, list, language))?;
    write_differences(page, fleet, language)?;
    write_list(page, &exports, language)?;
    write_firewall(page, &fleet.firewall, language)?;
    write_endpoints(page, fleet, language)?;
    write_roots(page, fleet, language)?;
    if detail == Detail::Verbose {
        write_hosts(page, fleet, language)?;
    }
    writeln!(page)?;
    wrap(page, "", "", &format!("certready {}", fleet.tool))
}

fn write_groups(page: &mut String, groups: &[Group], language: Language) -> fmt::Result {
    if groups.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "title-blocks", "What blocks"))?;
    let (shown, rest) = first(groups, MOST_ROWS);
    for group in shown {
        let (many, verdict) =
            (words::hosts(group.hosts.len(), language), words::verdict_within(group.verdict, language));
        wrap(page, &format!("{many}, {verdict}: "), "    ", &words::named(&group.hosts, language))?;
        let (blocks, rest) = first(&group.blocks, MOST_IN_A_ROW);
        for block in blocks {
            let level = padded(&level_word(block.level).to(language), 8);
            writeln!(page, "  {level} {}", words::code_and_cause(block))?;
            let mut lines = vec![(message!("line-at", "at"), words::target(block, language))];
            let next = words::next(block, language).map(|next| next.to_string());
            lines.extend(next.map(|next| (message!("line-next", "next"), next)));
            lines.push((message!("line-owner", "owner"), words::owner(block, language)));
            lines.into_iter().try_for_each(|(name, value)| write_named(page, "    ", &name.to(language), 8, &value))?;
        }
        write_rest(page, rest, message!("fleet-what-findings", "findings"), language)?;
    }
    write_rest(page, rest, message!("fleet-what-groups", "groups"), language)
}

fn write_list(page: &mut String, list: &List, language: Language) -> fmt::Result {
    if list.rows.is_empty() {
        return Ok(());
    }
    write_title(page, &list.title.to(language))?;
    let (shown, rest) = first(&list.rows, MOST_ROWS);
    for line in shown {
        wrap(page, "  ", "      ", line)?;
    }
    write_rest(page, rest, list.what, language)
}

fn write_rest(page: &mut String, rest: usize, what: &'static Message, language: Language) -> fmt::Result {
    left_out(rest, what, language).map_or(Ok(()), |words| wrap(page, "  ", "  ", &words))
}

fn write_differences(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    if fleet.differences.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "fleet-title-differs", "What differs"))?;
    for difference in &fleet.differences {
        wrap(page, "  ", "    ", &words::difference(difference, language))?;
        let (shown, rest) = first(&difference.values, MOST_ROWS);
        for (value, hosts) in shown {
            wrap(page, "    ", "      ", &format!("{value}: {}", words::counted(hosts, language)))?;
        }
        write_rest(page, rest, message!("fleet-what-values", "values"), language)?;
    }
    Ok(())
}

fn write_firewall(page: &mut String, rows: &[FirewallRow], language: Language) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "fleet-title-firewall", "Firewall request"))?;
    for about in words::about_the_request() {
        wrap(page, "", "", &about.to(language))?;
    }
    let (shown, rest) = first(rows, MOST_ROWS);
    for (index, row) in shown.iter().enumerate() {
        writeln!(page)?;
        wrap(page, &format!("{:>2}. ", index.saturating_add(1)), "    ", &row.asks_said().to(language))?;
        for (name, value) in request_facts(row, language) {
            write_named(page, "    ", &name.to(language), 10, &value)?;
        }
    }
    write_rest(page, rest, message!("fleet-what-targets", "targets"), language)
}

/// What belongs to a target of the request: a name and a value each.
pub(super) fn request_facts(row: &FirewallRow, language: Language) -> Vec<(&'static Message, String)> {
    let host = row.host.as_str();
    let to = match row.port {
        Some(port) => {
            say!(language, "firewall-destination", "{host}, TCP {port}, outbound", host = host, port = i64::from(port))
        }
        None => say!(language, "firewall-destination-name", "{host} (its name; no port)", host = host),
    };
    let mut facts = vec![(message!("firewall-to", "to"), to)];
    facts.extend(row.proxy.as_ref().map(|proxy| (message!("firewall-by-proxy", "by proxy"), proxy.to_string())));
    let sources = format!("{}: {}", words::hosts(row.sources.len(), language), words::named(&row.sources, language));
    facts.push((message!("fleet-sources", "sources"), sources));
    let urls = row.urls.iter().take(MOST_IN_A_ROW);
    facts.extend(urls.map(|url| (message!("firewall-for", "for"), url.to_string())));
    let matters = if row.decisive {
        message!("fleet-matters", "it blocks: as it is, at least one source is not ready")
    } else {
        message!("fleet-matters-not", "it decides nothing for any source")
    };
    facts.push((message!("firewall-matters", "matters"), matters.to(language)));
    let causes = row.causes.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
    let evidence = say!(language, "fleet-evidence", "{causes}; each source's own report has it", causes = causes);
    facts.push((message!("firewall-evidence", "evidence"), evidence));
    facts
}

/// A word that ends where a column of numbers does.
fn ended(word: &str, room: usize) -> String {
    format!("{}{word}", " ".repeat(room.saturating_sub(width(word))))
}

fn write_endpoints(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    if fleet.endpoints.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "title-endpoints", "Endpoints"))?;
    let reached = ended(&say!(language, "fleet-column-reached", "reached"), 7);
    let genuine = ended(&say!(language, "fleet-column-genuine", "genuine"), 7);
    let of_hosts = ended(&say!(language, "fleet-column-hosts", "of hosts"), 8);
    writeln!(page, "  {reached}  {genuine}  {of_hosts}")?;
    let (shown, rest) = first(&fleet.endpoints, MOST_ROWS);
    for row in shown {
        let method = if row.kind == row.method { String::new() } else { format!(" {}", row.method) };
        let kind = format!("{}{method}", row.kind);
        writeln!(page, "  {:>7}  {:>7}  {:>8}  {kind}", row.reached, row.genuine, row.hosts)?;
        wrap(page, "      ", "      ", row.url.as_str())?;
        for short in row.short.iter().take(words::MOST_NAMES) {
            let of = format!("{}: {}", words::short(short, language), words::counted(&short.hosts, language));
            wrap(page, "        ", "          ", &of)?;
        }
    }
    write_rest(page, rest, message!("fleet-what-endpoints", "endpoints"), language)
}

fn write_roots(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    if fleet.roots.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "title-certificates-of-policy", "Certificates of the policy"))?;
    let present = ended(&say!(language, "fleet-column-present", "present"), 7);
    let of_hosts = ended(&say!(language, "fleet-column-hosts", "of hosts"), 8);
    writeln!(page, "  {present}  {of_hosts}")?;
    let (shown, rest) = first(&fleet.roots, MOST_ROWS);
    for row in shown {
        let role = padded(&words::role(&row.role, language), 13);
        wrap(page, &format!("  {:>7}  {:>8}  {role}", row.present, row.hosts), "      ", row.label.as_str())?;
        for (what, hosts) in [
            (message!("fleet-absent", "absent"), &row.absent),
            (message!("fleet-not-known", "not known"), &row.not_known),
        ] {
            if !hosts.is_empty() {
                let of = format!("{}: {}", what.to(language), words::counted(hosts, language));
                wrap(page, "        ", "          ", &of)?;
            }
        }
    }
    write_rest(page, rest, message!("fleet-what-certificates", "certificates"), language)
}

fn write_hosts(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    write_title(page, &say!(language, "fleet-title-hosts", "Hosts"))?;
    let (shown, rest) = first(&fleet.hosts, MOST_ROWS);
    for host in shown {
        let verdict = words::verdict_within(host.verdict, language);
        wrap(page, "  ", "      ", &format!("{}: {verdict}", words::host(host)))?;
        for report in &host.reports {
            let of = say!(
                language,
                "fleet-report-words",
                "{policy} as {account}: {verdict}, observed {observed} ({file})",
                policy = report.policy.as_str(),
                account = words::account(report, language),
                verdict = words::verdict_within(report.said, language),
                observed = report.observed,
                file = report.file.as_str()
            );
            wrap(page, "      ", "        ", &of)?;
        }
    }
    write_rest(page, rest, message!("fleet-what-hosts", "hosts"), language)
}
