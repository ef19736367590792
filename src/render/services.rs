//! The report's services, as text and as JSON: how far each got, and what it presents.

use std::fmt::{self, Write as _};

use serde::Serialize;

use super::Detail;
use super::endpoints::{write_attempts, write_named_by};
use super::json::{Address, ResolverSaid, said, shown};
use super::lines::{wrap, write_named};
use super::text::write_title;
use super::words::not_understood;
use crate::language::{Language, say};
use crate::report::{PresentedRow, ServiceRow};
use crate::vocabulary::{Shown, Timestamp};

/// What was presented is shown always: it is what the rotation is about.
pub(super) fn write_services(
    page: &mut String,
    rows: &[ServiceRow],
    detail: Detail,
    language: Language,
) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    write_title(page, &say!(language, "title-services", "Services"))?;
    for row in rows {
        let step = if row.step == "secured" { row.version.as_ref().map_or("", Shown::as_str) } else { row.step };
        wrap(page, &format!("  {step:<13}"), "               ", row.service.as_str())?;
        for one in &row.chain {
            write_certificate(page, one, detail, language)?;
        }
        if detail == Detail::Verbose {
            write_details(page, row, language)?;
        }
    }
    Ok(())
}

fn write_certificate(page: &mut String, one: &PresentedRow, detail: Detail, language: Language) -> fmt::Result {
    let said = match (&one.label, &one.issuer, one.not_after) {
        (Some(label), Some(issuer), Some(until)) => certificate_words(label, issuer, until, language),
        _ => format!("({})", not_understood(language)),
    };
    write_named(page, "      ", &say!(language, "service-presents", "presents"), 9, &said)?;
    if detail == Detail::Verbose {
        writeln!(page, "      sha256 {}", one.sha256)?;
    }
    Ok(())
}

fn write_details(page: &mut String, row: &ServiceRow, language: Language) -> fmt::Result {
    let suite = row.suite.as_ref().map(|suite| format!("{suite}, ")).unwrap_or_default();
    wrap(page, "      ", "      ", &format!("{suite}{} ms", row.took_ms))?;
    write_named_by(page, &row.named_by, language)?;
    if let Some(banner) = &row.banner {
        write_named(page, "      ", &say!(language, "service-greets", "greets as"), 10, banner.as_str())?;
    }
    write_attempts(page, &row.addresses, &row.resolvers, language)
}

/// A presented certificate in words.
pub(super) fn certificate_words(label: &Shown, issuer: &Shown, until: Timestamp, language: Language) -> String {
    say!(
        language,
        "service-certificate",
        "{label}, issued by {issuer}, to {until}",
        label = label,
        issuer = issuer,
        until = until
    )
}

/// A service in the JSON report.
#[derive(Serialize)]
pub(super) struct Service {
    service: String,
    named_by: Vec<String>,
    step: &'static str,
    addresses: Vec<Address>,
    resolvers: Vec<ResolverSaid>,
    banner: Option<String>,
    version: Option<String>,
    suite: Option<String>,
    root: Option<&'static str>,
    chain: Vec<Presented>,
    offset_ms: Option<u64>,
    took_ms: u64,
}

/// A certificate that it presents.
#[derive(Serialize)]
struct Presented {
    label: Option<String>,
    issuer: Option<String>,
    sha256: String,
    not_after: Option<String>,
}

impl From<&ServiceRow> for Service {
    fn from(row: &ServiceRow) -> Self {
        Self {
            service: row.service.to_string(),
            named_by: row.named_by.iter().map(said).collect(),
            step: row.step,
            addresses: row.addresses.iter().map(Address::from).collect(),
            resolvers: row.resolvers.iter().map(ResolverSaid::from).collect(),
            banner: shown(row.banner.as_ref()),
            version: shown(row.version.as_ref()),
            suite: shown(row.suite.as_ref()),
            root: row.root,
            chain: row.chain.iter().map(Presented::from).collect(),
            offset_ms: row.offset_ms,
            took_ms: row.took_ms,
        }
    }
}

impl From<&PresentedRow> for Presented {
    fn from(row: &PresentedRow) -> Self {
        Self {
            label: shown(row.label.as_ref()),
            issuer: shown(row.issuer.as_ref()),
            sha256: row.sha256.to_string(),
            not_after: shown(row.not_after),
        }
    }
}
