//! The firewall request as plain lines: it stands in the text report, and is pasted from there into a ticket.

use std::fmt::{self, Write as _};

use super::lines::wrap;
use super::text::write_title;
use crate::finding::Level;
use crate::report::{Firewall, FirewallRequest, FirewallRow, NeededUrl};
use crate::vocabulary::Shown;

/// Writes the section, where there is something to say.
pub(super) fn write_request(page: &mut String, firewall: &Firewall) -> fmt::Result {
    match firewall {
        Firewall::Nothing => Ok(()),
        Firewall::Withheld(why) => {
            write_title(page, "Firewall request")?;
            wrap(page, "", "", why)
        }
        Firewall::Asked(request) => write_asked(page, request),
    }
}

/// The request alone, as plain lines: what is pasted.
pub(super) fn request_text(request: &FirewallRequest) -> String {
    let mut text = String::new();
    // Writing into a String can't fail.
    let _ = write_lines(&mut text, request);
    text
}

fn write_asked(page: &mut String, request: &FirewallRequest) -> fmt::Result {
    write_title(page, "Firewall request")?;
    wrap(page, "", "", "To be pasted into a ticket. Nothing was opened or changed.")?;
    writeln!(page)?;
    write_lines(page, request)
}

fn write_lines(page: &mut String, request: &FirewallRequest) -> fmt::Result {
    let or_unnamed = |name: &Option<Shown>| name.as_ref().map_or("(unnamed)".to_owned(), ToString::to_string);
    let (host, account) = (or_unnamed(&request.host), or_unnamed(&request.account));
    let mut facts = vec![
        ("from", format!("{host}, account {account}; add the address that the firewall sees")),
        ("route", request.route.to_string()),
        ("why", format!("policy {}: {}", request.policy, request.title)),
    ];
    facts.extend(request.sources.iter().map(|source| ("source", source.to_string())));
    facts.push(("observed", format!("{}, by the clock of {host}", request.observed)));
    facts.extend(request.notes.iter().map(|note| ("note", note.clone())));
    facts.extend(request.left_out.iter().map(|left_out| ("left out", left_out.clone())));
    for (name, value) in facts {
        wrap(page, &format!("{name:<12}"), "            ", &value)?;
    }
    for (index, row) in request.rows.iter().enumerate() {
        write_row(page, index.saturating_add(1), row)?;
    }
    Ok(())
}

fn write_row(page: &mut String, number: usize, row: &FirewallRow) -> fmt::Result {
    writeln!(page)?;
    wrap(page, &format!("{number:>2}. "), "    ", &row.asks.join(" "))?;
    let mut facts = vec![("to", destination(row))];
    if let Some(proxy) = &row.proxy {
        facts.push(("by proxy", proxy.to_string()));
    }
    facts.push(("addresses", addresses(row)));
    facts.extend(row.urls.iter().map(|url| ("for", needed(url))));
    facts.push(("matters", matters(row).to_owned()));
    facts.extend(
        row.causes.iter().map(|cause| {
            ("evidence", format!("{}, step {}, {}: {}", cause.at, cause.step, cause.cause, cause.observed))
        }),
    );
    for (name, value) in facts {
        wrap(page, &format!("    {name:<10}"), "              ", &value)?;
    }
    Ok(())
}

fn destination(row: &FirewallRow) -> String {
    match row.port {
        Some(port) => format!("{}, TCP {port}, outbound", row.host),
        None => format!("{} (its name; no port)", row.host),
    }
}

fn addresses(row: &FirewallRow) -> String {
    if row.addresses.is_empty() {
        return match (&row.proxy, row.port) {
            (Some(_), _) => "resolved by the proxy, none was seen",
            (None, None) => "none: the name did not resolve",
            (None, Some(_)) => "none was seen",
        }
        .to_owned();
    }
    let each = row.addresses.iter().map(|one| format!("{} {}", one.address, one.connect.join(" and ")));
    format!("{} (they change)", each.collect::<Vec<_>>().join(", "))
}

fn needed(url: &NeededUrl) -> String {
    let to = url.redirected_to.as_ref().map(|to| format!(", which redirects to {to}")).unwrap_or_default();
    let need = url.need.as_ref().map(|need| format!("{need}; ")).unwrap_or_default();
    let named_by: Vec<&str> = url.named_by.iter().map(Shown::as_str).collect();
    let kinds = url.kinds.join(" and ");
    let methods = url.methods.join(" and ");
    let how = if kinds == methods { kinds } else { format!("{kinds} by {methods}") };
    format!("{}{to} ({how}; {need}{})", url.url, named_by.join("; "))
}

const fn matters(row: &FirewallRow) -> &'static str {
    match (row.decisive, row.level) {
        (true, _) if row.of_a_group => "it blocks: one of its group is enough",
        (true, _) => "it blocks: as it is, this host is not ready",
        (false, Level::Unknown) => "whether it blocks is not known: a service may pass by its own account",
        (false, Level::Failure) => "a failure that does not decide under this client profile",
        (false, _) => "a warning: it does not block",
    }
}
