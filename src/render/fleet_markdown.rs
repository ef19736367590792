//! The fleet as Markdown for a ticket or a wiki. What came from outside stays text: no character of it makes a table, a link, a
//! heading or HTML.

use std::fmt::{self, Write as _};

use super::escape::ticket;
use super::fleet_text::request_facts;
use super::fleet_words::{self as words, List, MOST_IN_A_ROW, MOST_ROWS, first, left_out};
use super::text::level_word;
use crate::fleet::{Block, Fleet, Name};
use crate::language::{Language, Message, message};

/// The fleet as Markdown.
pub fn fleet_markdown(fleet: &Fleet, language: Language) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, fleet, language);
    page
}

fn write_page(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    let (title, sentence) = (words::title(fleet, language), fleet.sentence.to(language));
    writeln!(page, "# {}\n\n{}\n", ticket(&title), ticket(&sentence))?;
    let facts = words::facts(fleet, language).into_iter().map(|(name, value)| vec![name.to(language), value]);
    write_table(page, &[String::new(), String::new()], &facts.collect::<Vec<_>>())?;
    write_groups(page, fleet, language)?;
    let [missing, old, broken, unexpected, clocks, exports] = words::lists(fleet, language);
    [missing, old, broken, unexpected, clocks].iter().try_for_each(|list| write_list(page, list, language))?;
    write_list(page, &differences(fleet, language), language)?;
    write_list(page, &exports, language)?;
    write_firewall(page, fleet, language)?;
    write_endpoints(page, fleet, language)?;
    write_roots(page, fleet, language)?;
    writeln!(page, "\ncertready {}", ticket(fleet.tool.as_str()))
}

fn differences(fleet: &Fleet, language: Language) -> List {
    let differs = fleet.differences.iter().flat_map(|one| {
        let value = move |(value, hosts): &(Name, Vec<Name>)| {
            format!("{}: {value}: {}", words::difference(one, language), words::counted(hosts, language))
        };
        one.values.iter().map(value)
    });
    let title = message!("fleet-title-differs", "What differs");
    List { id: "differs", title, what: message!("fleet-what-values", "values"), rows: differs.collect() }
}

fn write_groups(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    if fleet.groups.is_empty() {
        return Ok(());
    }
    write_heading(page, message!("title-blocks", "What blocks"), language)?;
    let (shown, rest) = first(&fleet.groups, MOST_ROWS);
    for group in shown {
        let (many, verdict) =
            (words::hosts(group.hosts.len(), language), words::verdict_within(group.verdict, language));
        writeln!(page, "\n### {many}, {verdict}\n\n{}\n", ticket(&words::named(&group.hosts, language)))?;
        let row = |block: &Block| {
            let next = words::next(block, language).map(|next| next.to_string()).unwrap_or_default();
            let check = format!("{} {}", level_word(block.level).to(language), words::code_and_cause(block));
            vec![check, words::target(block, language), words::owner(block, language), next]
        };
        let (blocks, rest) = first(&group.blocks, MOST_IN_A_ROW);
        let rows: Vec<Vec<String>> = blocks.iter().map(row).collect();
        write_table(page, &heads(&words::block_heads(), language), &rows)?;
        write_rest(page, rest, message!("fleet-what-findings", "findings"), language)?;
    }
    write_rest(page, rest, message!("fleet-what-groups", "groups"), language)
}

fn write_firewall(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    if fleet.firewall.is_empty() {
        return Ok(());
    }
    write_heading(page, message!("fleet-title-firewall", "Firewall request"), language)?;
    writeln!(page, "\n{}", words::about_the_request().map(|about| ticket(&about.to(language))).join(" "))?;
    let (shown, rest) = first(&fleet.firewall, MOST_ROWS);
    for (index, row) in shown.iter().enumerate() {
        let asks = row.asks_said().to(language);
        writeln!(page, "\n{}. {}\n", index.saturating_add(1), ticket(&asks))?;
        for (name, value) in request_facts(row, language) {
            writeln!(page, "   - {}: {}", name.to(language), ticket(&value))?;
        }
    }
    write_rest(page, rest, message!("fleet-what-targets", "targets"), language)
}

fn write_endpoints(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    if fleet.endpoints.is_empty() {
        return Ok(());
    }
    write_heading(page, message!("title-endpoints", "Endpoints"), language)?;
    writeln!(page)?;
    let (shown, rest) = first(&fleet.endpoints, MOST_ROWS);
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|row| {
            let short = row.short.iter().take(words::MOST_NAMES);
            let short =
                short.map(|one| format!("{}: {}", words::short(one, language), words::named(&one.hosts, language)));
            vec![
                row.url.to_string(),
                format!("{} {}", row.kind, row.method),
                words::of(row.reached, row.hosts, language),
                words::of(row.genuine, row.hosts, language),
                short.collect::<Vec<_>>().join("; "),
            ]
        })
        .collect();
    let [endpoint, reached, genuine, short] = words::endpoint_heads();
    let names = [endpoint, message!("fleet-head-kind", "Kind"), reached, genuine, short];
    write_table(page, &heads(&names, language), &rows)?;
    write_rest(page, rest, message!("fleet-what-endpoints", "endpoints"), language)
}

fn write_roots(page: &mut String, fleet: &Fleet, language: Language) -> fmt::Result {
    if fleet.roots.is_empty() {
        return Ok(());
    }
    write_heading(page, message!("title-certificates-of-policy", "Certificates of the policy"), language)?;
    writeln!(page)?;
    let (shown, rest) = first(&fleet.roots, MOST_ROWS);
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|row| {
            vec![
                row.label.to_string(),
                words::role(&row.role, language),
                words::of(row.present, row.hosts, language),
                words::named(&row.absent, language),
                words::named(&row.not_known, language),
            ]
        })
        .collect();
    let [certificate, present, absent, not_known] = words::root_heads();
    let names = [certificate, message!("fleet-head-part", "Part"), present, absent, not_known];
    write_table(page, &heads(&names, language), &rows)?;
    write_rest(page, rest, message!("fleet-what-certificates", "certificates"), language)
}

fn write_list(page: &mut String, list: &List, language: Language) -> fmt::Result {
    if list.rows.is_empty() {
        return Ok(());
    }
    write_heading(page, list.title, language)?;
    writeln!(page)?;
    let (shown, rest) = first(&list.rows, MOST_ROWS);
    for line in shown {
        writeln!(page, "- {}", ticket(line))?;
    }
    write_rest(page, rest, list.what, language)
}

fn write_heading(page: &mut String, title: &'static Message, language: Language) -> fmt::Result {
    writeln!(page, "\n## {}", title.to(language))
}

fn write_rest(page: &mut String, rest: usize, what: &'static Message, language: Language) -> fmt::Result {
    left_out(rest, what, language).map_or(Ok(()), |words| writeln!(page, "\n{}", ticket(&words)))
}

fn heads(names: &[&'static Message], language: Language) -> Vec<String> {
    names.iter().map(|name| name.to(language)).collect()
}

fn write_table(page: &mut String, heads: &[String], rows: &[Vec<String>]) -> fmt::Result {
    writeln!(page, "| {} |", heads.join(" | "))?;
    writeln!(page, "|{}", " --- |".repeat(heads.len()))?;
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| ticket(cell)).collect();
        writeln!(page, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
