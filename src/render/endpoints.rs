//! The endpoints of the text report: how far each got, by which address, and what came.

use std::fmt::{self, Write as _};

use super::Detail;
use super::lines::{WIDTH, width, wrap, write_named};
use super::text::write_title;
use super::words::named_by;
use crate::language::{Language, Say, say};
use crate::report::{AddressRow, EndpointRow, ResolverRow};
use crate::vocabulary::Shown;

/// How far each endpoint got, a line each; with all that is known, more.
pub(super) fn write_endpoints(
    page: &mut String,
    rows: &[EndpointRow],
    detail: Detail,
    language: Language,
) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "title-endpoints", "Endpoints"))?;
    for row in rows {
        let step = match (row.step, row.status) {
            ("nothing", _) => say!(language, "step-not-tried", "not tried"),
            (step, Some(status)) => format!("{step} {status}"),
            (step, None) => step.to_owned(),
        };
        let method = if row.is_connect() { "" } else { row.method };
        let room = " ".repeat(13_usize.saturating_sub(width(&step)).max(1));
        let first = format!("  {step}{room}{:<6}{method:<5}", row.kind);
        if width(&first) + width(row.url.as_str()) > WIDTH {
            writeln!(page, "{}", first.trim_end())?;
            writeln!(page, "      {}", row.url)?;
        } else {
            writeln!(page, "{first}{}", row.url)?;
        }
        if detail == Detail::Verbose {
            write_endpoint(page, row, language)?;
        }
    }
    Ok(())
}

/// Who named it, so that it was asked.
pub(super) fn write_named_by(page: &mut String, all: &[Say], language: Language) -> fmt::Result {
    write_named(page, "      ", &say!(language, "endpoint-named-by", "named by"), 9, &named_by(all, language))
}

fn write_endpoint(page: &mut String, row: &EndpointRow, language: Language) -> fmt::Result {
    let bytes = row.bytes.map(|bytes| say!(language, "endpoint-bytes", "{bytes} bytes,", bytes = bytes) + " ");
    let content_type = row.content_type.as_ref().map(|one| format!("{one}, ")).unwrap_or_default();
    wrap(page, "      ", "      ", &format!("{content_type}{}{} ms", bytes.unwrap_or_default(), row.took_ms))?;
    write_named_by(page, &row.named_by, language)?;
    if let Some(proxy) = &row.proxy {
        write_named(page, "      ", &say!(language, "endpoint-by-proxy", "by proxy"), 9, proxy.as_str())?;
    }
    write_attempts(page, &row.addresses, &row.resolvers, language)?;
    for redirect in &row.redirects {
        write_named(page, "      ", &say!(language, "endpoint-redirect", "redirect"), 9, redirect.as_str())?;
    }
    if let Some(sha256) = row.sha256 {
        writeln!(page, "      sha256 {sha256}")?;
    }
    Ok(())
}

/// Each address that was tried, and what each resolver said itself.
pub(super) fn write_attempts(
    page: &mut String,
    addresses: &[AddressRow],
    resolvers: &[ResolverRow],
    language: Language,
) -> fmt::Result {
    for address in addresses {
        let by = told_by(address, language);
        writeln!(page, "      {} {} ({} ms{by})", address.address, address.connect, address.took_ms)?;
    }
    for word in resolvers {
        let resolver = say!(language, "endpoint-resolver", "resolver");
        writeln!(page, "      {resolver} {} {} ({} ms)", word.resolver, word.said, word.took_ms)?;
    }
    Ok(())
}

/// Who ended an attempt, behind a comma. Empty where nobody did.
pub(super) fn told_by(address: &AddressRow, language: Language) -> String {
    let by = |by: &Shown| format!(", {}", say!(language, "endpoint-says", "says {by}", by = by));
    address.told_by.as_ref().map(by).unwrap_or_default()
}
