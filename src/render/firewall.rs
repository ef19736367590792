//! The firewall request as plain lines: it stands in the text report, and is pasted from there into a ticket.

use std::fmt::{self, Write as _};

use super::lines::{wrap, write_named};
use super::text::write_title;
use super::words::{named_by, or_unnamed};
use crate::finding::Level;
use crate::language::{Language, Message, message, say};
use crate::report::{Firewall, FirewallRequest, FirewallRow, NeededUrl};
use crate::vocabulary::Shown;

/// Writes the section, where there is something to say.
pub(super) fn write_request(page: &mut String, firewall: &Firewall, language: Language) -> fmt::Result {
    match firewall {
        Firewall::Nothing => Ok(()),
        Firewall::Withheld(why) => {
            write_title(page, &say!(language, "title-firewall", "Firewall request"))?;
            wrap(page, "", "", &why.to(language))
        }
        Firewall::Asked(request) => write_asked(page, request, language),
    }
}

/// The request alone, as plain lines: what is pasted.
pub(super) fn request_text(request: &FirewallRequest, language: Language) -> String {
    let mut text = String::new();
    // Writing into a String can't fail.
    let _ = write_lines(&mut text, request, language);
    text
}

fn write_asked(page: &mut String, request: &FirewallRequest, language: Language) -> fmt::Result {
    write_title(page, &say!(language, "title-firewall", "Firewall request"))?;
    let says = say!(language, "firewall-to-be-pasted", "To be pasted into a ticket. Nothing was opened or changed.");
    wrap(page, "", "", &says)?;
    writeln!(page)?;
    write_lines(page, request, language)
}

fn write_lines(page: &mut String, request: &FirewallRequest, language: Language) -> fmt::Result {
    let host = or_unnamed(request.host.as_ref(), language);
    let account = or_unnamed(request.account.as_ref(), language);
    let from = say!(
        language,
        "firewall-from-words",
        "{host}, account {account}; add the address that the firewall sees",
        host = host.as_str(),
        account = account
    );
    let why = say!(
        language,
        "firewall-why-words",
        "policy {policy}: {title}",
        policy = request.policy.as_str(),
        title = &request.title
    );
    let observed = say!(
        language,
        "firewall-observed-words",
        "{observed}, by the clock of {host}",
        observed = request.observed,
        host = host
    );
    let mut facts: Vec<(&'static Message, String)> = vec![
        (message!("firewall-from", "from"), from),
        (message!("head-route", "route"), request.route.to(language)),
        (message!("firewall-why", "why"), why),
    ];
    let (source, note) = (message!("firewall-source", "source"), message!("firewall-note", "note"));
    facts.extend(request.sources.iter().map(|one| (source, one.to_string())));
    facts.push((message!("head-observed", "observed"), observed));
    facts.extend(request.notes.iter().map(|one| (note, one.to(language))));
    let left_out = message!("firewall-left-out", "left out");
    facts.extend(request.left_out.iter().map(|one| (left_out, one.to(language))));
    for (name, value) in facts {
        write_named(page, "", &name.to(language), 12, &value)?;
    }
    for (index, row) in request.rows.iter().enumerate() {
        write_row(page, index.saturating_add(1), row, language)?;
    }
    Ok(())
}

fn write_row(page: &mut String, number: usize, row: &FirewallRow, language: Language) -> fmt::Result {
    writeln!(page)?;
    let asks: Vec<String> = row.asks.iter().map(|ask| ask.to(language)).collect();
    wrap(page, &format!("{number:>2}. "), "    ", &asks.join(" "))?;
    let mut facts: Vec<(&'static Message, String)> = vec![(message!("firewall-to", "to"), destination(row, language))];
    if let Some(proxy) = &row.proxy {
        facts.push((message!("firewall-by-proxy", "by proxy"), proxy.to_string()));
    }
    facts.push((message!("firewall-addresses", "addresses"), addresses(row, language)));
    facts.extend(row.urls.iter().map(|url| (message!("firewall-for", "for"), needed(url, language))));
    facts.push((message!("firewall-matters", "matters"), matters(row).to(language)));
    facts.extend(row.causes.iter().map(|cause| {
        let words = say!(
            language,
            "firewall-evidence-words",
            "{at}, step {step}, {cause}: {observed}",
            at = cause.at,
            step = cause.step,
            cause = cause.cause.to_string(),
            observed = cause.observed.clone()
        );
        (message!("firewall-evidence", "evidence"), words)
    }));
    for (name, value) in facts {
        write_named(page, "    ", &name.to(language), 10, &value)?;
    }
    Ok(())
}

fn destination(row: &FirewallRow, language: Language) -> String {
    let host = row.host.as_str();
    match row.port {
        Some(port) => {
            say!(language, "firewall-destination", "{host}, TCP {port}, outbound", host = host, port = i64::from(port))
        }
        None => say!(language, "firewall-destination-name", "{host} (its name; no port)", host = host),
    }
}

fn addresses(row: &FirewallRow, language: Language) -> String {
    if row.addresses.is_empty() {
        let says = match (&row.proxy, row.port) {
            (Some(_), _) => message!("firewall-by-the-proxy", "resolved by the proxy, none was seen"),
            (None, None) => message!("firewall-not-resolved", "none: the name did not resolve"),
            (None, Some(_)) => message!("firewall-none-seen", "none was seen"),
        };
        return says.to(language);
    }
    let each = row.addresses.iter().map(|one| format!("{} {}", one.address, together(&one.connect, language)));
    let each = each.collect::<Vec<_>>().join(", ");
    say!(language, "firewall-addresses-seen", "{addresses} (they change)", addresses = each)
}

/// `GET and POST`.
fn together(all: &[&str], language: Language) -> String {
    let two =
        |one: String, other: String| say!(language, "firewall-and", "{one} and {other}", one = one, other = other);
    all.iter().map(|one| (*one).to_owned()).reduce(two).unwrap_or_default()
}

fn needed(url: &NeededUrl, language: Language) -> String {
    let redirects =
        |to: &Shown| format!(", {}", say!(language, "firewall-redirects", "which redirects to {to}", to = to));
    let to = url.redirected_to.as_ref().map(redirects).unwrap_or_default();
    let need = url.need.as_ref().map(|need| format!("{need}; ")).unwrap_or_default();
    let (kinds, methods) = (together(&url.kinds, language), together(&url.methods, language));
    let how = if kinds == methods {
        kinds
    } else {
        say!(language, "html-by-method", "{kind} by {method}", kind = kinds, method = methods)
    };
    format!("{}{to} ({how}; {need}{})", url.url, named_by(&url.named_by, language))
}

fn matters(row: &FirewallRow) -> &'static Message {
    match (row.decisive, row.level) {
        (true, _) if row.of_a_group => {
            message!("firewall-blocks-group", "it blocks: one of its group is enough")
        }
        (true, _) => message!("firewall-blocks", "it blocks: as it is, this host is not ready"),
        (false, Level::Unknown) => {
            message!("firewall-perhaps", "whether it blocks is not known: a service may pass by its own account")
        }
        (false, Level::Failure) => {
            message!("firewall-supports", "a failure that does not decide under this client profile")
        }
        (false, _) => message!("firewall-warns", "a warning: it does not block"),
    }
}
