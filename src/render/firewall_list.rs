//! The list for the firewall team in four forms: text, CSV, a snippet of PowerShell, a file for nft. Each says of itself that
//! nothing was applied, and does nothing where it is pasted or loaded as it is.
//!
//! What stands in the list comes from a policy that somebody sent, and is read by a spreadsheet, a shell or nft: each form
//! has its own way to keep it text.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::net::IpAddr;

use super::csv::record;
use super::lines::wrap;
use crate::report::{FirewallList, ListRow, ListUrl};
use crate::vocabulary::Shown;

/// A form of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListForm {
    /// For a person.
    Text,
    /// RFC 4180, for a spreadsheet: a line for each URL.
    Csv,
    /// `New-NetFirewallRule`, each with `-WhatIf`.
    Windows,
    /// A file for `nft -c -f`.
    Nftables,
}

/// The list in a form.
pub fn firewall_list(list: &FirewallList, form: ListForm) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = match form {
        ListForm::Text => write_text(&mut page, list),
        ListForm::Csv => {
            write_csv(&mut page, list);
            Ok(())
        }
        ListForm::Windows => write_windows(&mut page, list),
        ListForm::Nftables => write_nftables(&mut page, list),
    };
    page
}

fn write_text(page: &mut String, list: &FirewallList) -> fmt::Result {
    let words = "NOT APPLIED: a list for review. Nothing was opened, fetched or judged.";
    writeln!(page, "{words}\n")?;
    let mut facts: Vec<(&str, String)> = list.warnings.iter().map(|warning| ("WARNING", warning.clone())).collect();
    facts.push(("policy", format!("{}: {}", list.policy, list.title)));
    facts.push(("sha256", list.digest.to_string()));
    facts.extend(list.sources.iter().map(|source| ("source", source.to_string())));
    facts.push(("from", list.host.as_ref().map_or("(unnamed)".to_owned(), ToString::to_string)));
    facts.push(("resolved", format!("{}, by this host's resolver", list.made)));
    facts.extend(list.notes.iter().map(|note| ("note", note.clone())));
    facts.push(("certready", list.tool.to_string()));
    for (name, value) in facts {
        wrap(page, &format!("{name:<12}"), "            ", &value)?;
    }
    for row in &list.rows {
        writeln!(page)?;
        wrap(page, "", "  ", &format!("{}, TCP {}, outbound, {}", row.host, row.port, row.need))?;
        wrap(page, "  addresses ", "            ", &addresses(row, ", "))?;
        if let Some(proxy) = &row.proxy {
            wrap(page, "  by proxy  ", "            ", proxy.as_str())?;
        }
        for url in &row.urls {
            let words = format!("{} ({}; {})", url.url, url.need, named_by(url));
            wrap(page, &format!("  {:<10}", url.kinds.join("+")), "            ", &words)?;
        }
    }
    Ok(())
}

/// The addresses of now, or why there is none.
fn addresses(row: &ListRow, between: &str) -> String {
    match row.unresolved {
        Some(cause) => format!("none now ({cause})"),
        None => row.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(between),
    }
}

fn named_by(url: &ListUrl) -> String {
    url.named_by.iter().map(Shown::as_str).collect::<Vec<_>>().join("; ")
}

/// The columns of the CSV form.
const COLUMNS: [&str; 10] =
    ["host", "port", "protocol", "direction", "need", "kind", "url", "named by", "addresses now", "note"];

fn write_csv(page: &mut String, list: &FirewallList) {
    page.push_str(&record(&COLUMNS.map(str::to_owned)));
    for row in &list.rows {
        let proxy = row.proxy.as_ref().map(|proxy| format!("by the proxy {proxy}"));
        let mut note = vec![format!("not applied: for review; addresses of {}, and they change", list.made)];
        note.extend(proxy);
        note.extend(list.warnings.iter().cloned());
        for url in &row.urls {
            let cells = [
                row.host.clone(),
                row.port.to_string(),
                "TCP".to_owned(),
                "outbound".to_owned(),
                url.need.clone(),
                url.kinds.join(" "),
                url.url.to_string(),
                named_by(url),
                addresses(row, " "),
                note.join("; "),
            ];
            page.push_str(&record(&cells));
        }
    }
}

fn write_windows(page: &mut String, list: &FirewallList) -> fmt::Result {
    for words in [
        "NOT APPLIED: for review. Each command has -WhatIf, so that pasting it says what it would do and does nothing. Take \
         -WhatIf out only once the list is approved.",
        "Windows lets every outbound connection pass unless a profile blocks it (Get-NetFirewallProfile, \
         DefaultOutboundAction): these rules are of use only where it does.",
        "A proxy that lets the names pass holds longer than addresses. So do rules by name, where the host's Defender \
         resolves them: New-NetFirewallDynamicKeywordAddress -AutoResolve, and -RemoteDynamicKeywordAddresses in the rule.",
    ] {
        comment(page, words)?;
        writeln!(page, "#")?;
    }
    write_head(page, list)?;
    let group = quoted(&format!("certready {}", list.policy));
    for row in &list.rows {
        writeln!(page)?;
        write_row_head(page, row)?;
        if row.addresses.is_empty() {
            continue;
        }
        let name = quoted(&format!("certready: {} TCP {}", row.host, row.port));
        let urls: Vec<&str> = row.urls.iter().map(|url| url.url.as_str()).collect();
        let why = quoted(&format!("Policy {}, addresses of {}: {}", list.policy, list.made, urls.join(" ")));
        let addresses: Vec<String> = row.addresses.iter().map(|address| quoted(&address.to_string())).collect();
        writeln!(
            page,
            "New-NetFirewallRule -WhatIf -DisplayName {name} -Group {group} -Description {why} -Direction Outbound -Action \
             Allow -Protocol TCP -RemotePort {} -RemoteAddress {}",
            row.port,
            addresses.join(",")
        )?;
    }
    Ok(())
}

/// A string of PowerShell, in which nothing but the quote itself has a meaning. Nothing but ASCII stands in it: Windows
/// PowerShell reads a file without a mark in the system's code page, where the second byte of a letter may be a quote, and
/// PowerShell takes typographic quotes for quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", ascii(text).replace('\'', "''"))
}

fn ascii(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() && !c.is_ascii_control() { c } else { '?' }).collect()
}

fn write_nftables(page: &mut String, list: &FirewallList) -> fmt::Result {
    writeln!(page, "#!/usr/sbin/nft -cf")?;
    for words in [
        "NOT APPLIED: for review. `nft -c -f FILE` checks it and loads nothing.",
        "Loaded, this table counts what goes to these addresses, and lets nothing pass that another table drops: accept ends \
         one chain, drop ends all. To be of use, the sets and the two rules have to stand in the chain that drops, before \
         the drop.",
    ] {
        comment(page, words)?;
        writeln!(page, "#")?;
    }
    write_head(page, list)?;
    for row in &list.rows {
        writeln!(page, "#")?;
        write_row_head(page, row)?;
    }
    writeln!(page, "\ntable inet certready_review {{")?;
    write_set(page, "certready_v4", "ipv4_addr", &elements(list, IpAddr::is_ipv4))?;
    write_set(page, "certready_v6", "ipv6_addr", &elements(list, IpAddr::is_ipv6))?;
    writeln!(page, "\tchain output {{")?;
    writeln!(page, "\t\ttype filter hook output priority filter; policy accept;")?;
    writeln!(page, "\t\tip daddr . tcp dport @certready_v4 counter accept")?;
    writeln!(page, "\t\tip6 daddr . tcp dport @certready_v6 counter accept")?;
    writeln!(page, "\t}}\n}}")
}

/// The addresses of a family with their ports, each once: hosts share them.
fn elements(list: &FirewallList, family: impl Fn(&IpAddr) -> bool) -> BTreeMap<(IpAddr, u16), Vec<&str>> {
    let mut elements: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for row in &list.rows {
        for address in row.addresses.iter().filter(|address| family(address)) {
            elements.entry((*address, row.port)).or_default().push(&row.host);
        }
    }
    elements
}

fn write_set(
    page: &mut String,
    name: &str,
    family: &str,
    elements: &BTreeMap<(IpAddr, u16), Vec<&str>>,
) -> fmt::Result {
    writeln!(page, "\tset {name} {{\n\t\ttype {family} . inet_service")?;
    if !elements.is_empty() {
        writeln!(page, "\t\telements = {{")?;
        for ((address, port), hosts) in elements {
            writeln!(page, "\t\t\t{address} . {port}, # {}", ascii(&hosts.join(", ")))?;
        }
        writeln!(page, "\t\t}}")?;
    }
    writeln!(page, "\t}}\n")
}

/// What the list is of, as comments.
fn write_head(page: &mut String, list: &FirewallList) -> fmt::Result {
    for note in &list.notes {
        comment(page, note)?;
        writeln!(page, "#")?;
    }
    for warning in &list.warnings {
        comment(page, &format!("WARNING: {warning}"))?;
        writeln!(page, "#")?;
    }
    comment(page, &format!("Policy {}: {}", list.policy, list.title))?;
    comment(page, &format!("sha256 {}", list.digest))?;
    for source in &list.sources {
        comment(page, &format!("Source: {source}"))?;
    }
    let host = list.host.as_ref().map_or("an unnamed host", Shown::as_str);
    comment(page, &format!("Resolved on {}, by the resolver of {host}; {}", list.made, list.tool))
}

/// What a host and port are for, as comments.
fn write_row_head(page: &mut String, row: &ListRow) -> fmt::Result {
    comment(page, &format!("{}, TCP {}, {}: {}", row.host, row.port, row.need, addresses(row, ", ")))?;
    for url in &row.urls {
        comment(page, &format!("- {} {} ({}; {})", url.kinds.join("+"), url.url, url.need, named_by(url)))?;
    }
    Ok(())
}

/// A comment of PowerShell and of nft, of ASCII alone. Further lines stand in deeper, so that no text from outside begins a
/// comment that PowerShell acts on (`#requires`, `# SIG # Begin signature block`).
fn comment(page: &mut String, words: &str) -> fmt::Result {
    wrap(page, "# ", "#   ", &ascii(words))
}
