//! The answer of `certready verify` as JSON, `certready.verify/1`: frozen structs of its own. `docs/verify.md` describes each
//! field, `docs/verify.schema.json` holds the output to it. Within version 1 fields are only added; null means none.

use serde::Serialize;

use crate::report::{ChainReport, ChainRow, SourceRow};

/// The name of this version.
const SCHEMA: &str = "certready.verify/1";

/// The chain as `certready.verify/1`, with a line end behind it.
pub fn chain_json(report: &ChainReport) -> String {
    let mut text = serde_json::to_string_pretty(&V1::from(report)).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct V1<'a> {
    schema: &'static str,
    tool: &'a str,
    outcome: &'static str,
    cause: Option<&'static str>,
    why: Option<&'a str>,
    at: String,
    max_age_seconds: Option<i64>,
    purpose: &'static str,
    revocation: &'static str,
    anchors: &'a str,
    certificates: Vec<OneCertificate<'a>>,
    unused: Vec<Unused<'a>>,
}

#[derive(Serialize)]
struct OneCertificate<'a> {
    role: &'static str,
    label: &'a str,
    subject: &'a str,
    issuer: &'a str,
    serial: &'a str,
    sha256: &'a str,
    not_before: String,
    not_after: String,
    outcome: &'static str,
    cause: Option<&'static str>,
    why: Option<&'a str>,
    revoked_at: Option<String>,
    reason: Option<&'a str>,
    weak: &'a [String],
    sources: Vec<OneSource<'a>>,
}

#[derive(Serialize)]
struct OneSource<'a> {
    kind: &'static str,
    place: &'a str,
    outcome: &'static str,
    cause: Option<&'static str>,
    why: Option<&'a str>,
    by: &'a str,
    this_update: Option<String>,
    next_update: Option<String>,
    number: Option<&'a str>,
    delta_to: Option<&'a str>,
    freshest: &'a [String],
}

#[derive(Serialize)]
struct Unused<'a> {
    place: &'a str,
    why: &'a str,
}

impl<'a> From<&'a ChainReport> for V1<'a> {
    fn from(report: &'a ChainReport) -> Self {
        Self {
            schema: SCHEMA,
            tool: report.tool.as_str(),
            outcome: report.outcome,
            cause: report.cause,
            why: report.why.as_deref(),
            at: report.at.to_string(),
            max_age_seconds: report.max_age,
            purpose: report.purpose,
            revocation: report.revocation,
            anchors: &report.anchors,
            certificates: report.certificates.iter().map(OneCertificate::from).collect(),
            unused: report
                .unused
                .iter()
                .map(|row| Unused { place: row.place.as_str(), why: row.why.as_str() })
                .collect(),
        }
    }
}

impl<'a> From<&'a ChainRow> for OneCertificate<'a> {
    fn from(row: &'a ChainRow) -> Self {
        Self {
            role: row.role,
            label: row.label.as_str(),
            subject: &row.subject,
            issuer: &row.issuer,
            serial: &row.serial,
            sha256: &row.sha256,
            not_before: row.not_before.to_string(),
            not_after: row.not_after.to_string(),
            outcome: row.outcome,
            cause: row.cause,
            why: row.why.as_deref(),
            revoked_at: row.revoked_at.map(|at| at.to_string()),
            reason: row.reason.as_deref(),
            weak: &row.weak,
            sources: row.sources.iter().map(OneSource::from).collect(),
        }
    }
}

impl<'a> From<&'a SourceRow> for OneSource<'a> {
    fn from(row: &'a SourceRow) -> Self {
        Self {
            kind: row.kind,
            place: row.place.as_str(),
            outcome: row.outcome,
            cause: row.cause,
            why: row.why.as_deref(),
            by: &row.by,
            this_update: row.this_update.map(|at| at.to_string()),
            next_update: row.next_update.map(|at| at.to_string()),
            number: row.number.as_deref(),
            delta_to: row.delta_to.as_deref(),
            freshest: &row.freshest,
        }
    }
}
