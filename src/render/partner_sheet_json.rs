//! The sheet for partners as JSON, `certready.partner-sheet/1`: frozen structs of its own. `docs/json-v1.md` describes each field.
//! Within version 1 fields are only added; null means that the certificate has none, a field that is absent that nobody says.

use serde::Serialize;

use crate::report::{PartnerSheet, Said, SheetCertificate, SheetColumn};

/// The name of this version.
const SCHEMA: &str = "certready.partner-sheet/1";

/// The sheet as `certready.partner-sheet/1`, with a line end behind it.
pub fn partner_sheet_json(sheet: &PartnerSheet) -> String {
    let mut text = serde_json::to_string_pretty(&V1::from(sheet)).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct V1<'a> {
    schema: &'static str,
    tool: &'a str,
    made: String,
    policy: Policy<'a>,
    warnings: Vec<String>,
    dates: Vec<OneDate>,
    certificates: Vec<OneColumn<'a>>,
    roots: Vec<OneCertificate<'a>>,
    intermediates: Vec<OneCertificate<'a>>,
    hosts: Vec<Host<'a>>,
    advice: Vec<String>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct Policy<'a> {
    id: &'a str,
    title: &'a str,
    digest: String,
    as_of: String,
    superseded_by: Option<&'a str>,
}

#[derive(Serialize)]
struct OneDate {
    kind: &'static str,
    what: String,
    at: String,
}

/// Null where the certificate has none; absent where nobody says.
type Stated<'a> = Option<Option<&'a str>>;

#[derive(Serialize)]
struct OneColumn<'a> {
    origin: &'static str,
    side: &'static str,
    state: &'static str,
    heading: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Stated<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    common_name: Stated<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Stated<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Stated<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Stated<'a>,
    names: &'a [String],
}

#[derive(Serialize)]
struct OneCertificate<'a> {
    label: &'a str,
    role: &'static str,
    issuer: Option<&'a str>,
    subject: Option<&'a str>,
    sha256: Option<&'a str>,
    spki_sha256: Option<&'a str>,
    sha1: Option<&'a str>,
    serial: Option<&'a str>,
    not_before: Option<String>,
    not_after: Option<String>,
}

#[derive(Serialize)]
struct Host<'a> {
    host: &'a str,
    port: u16,
    serves: String,
}

impl<'a> From<&'a PartnerSheet> for V1<'a> {
    fn from(sheet: &'a PartnerSheet) -> Self {
        Self {
            schema: SCHEMA,
            tool: sheet.tool.as_str(),
            made: sheet.made.to_string(),
            policy: Policy {
                id: &sheet.policy,
                title: sheet.title.as_str(),
                digest: sheet.digest.to_string(),
                as_of: sheet.as_of.to_string(),
                superseded_by: sheet.superseded_by.as_deref(),
            },
            warnings: sheet.warnings.iter().map(ToString::to_string).collect(),
            dates: sheet
                .dates
                .iter()
                .map(|one| OneDate { kind: one.kind, what: one.what.to_string(), at: one.at.to_string() })
                .collect(),
            certificates: sheet.columns.iter().map(OneColumn::from).collect(),
            roots: sheet.roots.iter().map(OneCertificate::from).collect(),
            intermediates: sheet.intermediates.iter().map(OneCertificate::from).collect(),
            hosts: sheet
                .hosts
                .iter()
                .map(|one| Host { host: &one.host, port: one.port, serves: one.serves.to_string() })
                .collect(),
            advice: sheet.advice.iter().map(ToString::to_string).collect(),
            sources: sheet.sources.iter().map(crate::vocabulary::Shown::as_str).collect(),
        }
    }
}

fn stated(said: &Said) -> Stated<'_> {
    match said {
        Said::Is(text) => Some(Some(text)),
        Said::None => Some(None),
        Said::Nothing => None,
    }
}

impl<'a> From<&'a SheetColumn> for OneColumn<'a> {
    fn from(column: &'a SheetColumn) -> Self {
        Self {
            origin: column.origin.word(),
            side: column.side,
            state: column.state,
            heading: column.heading.to_string(),
            root: stated(&column.root),
            common_name: stated(&column.name),
            organisation: stated(&column.organisation),
            unit: stated(&column.unit),
            key: stated(&column.key),
            names: &column.names,
        }
    }
}

impl<'a> From<&'a SheetCertificate> for OneCertificate<'a> {
    fn from(one: &'a SheetCertificate) -> Self {
        Self {
            label: &one.label,
            role: one.role,
            issuer: one.issuer.as_deref(),
            subject: one.subject.as_deref(),
            sha256: one.sha256.as_deref(),
            spki_sha256: one.spki_sha256.as_deref(),
            sha1: one.sha1.as_deref(),
            serial: one.serial.as_deref(),
            not_before: one.valid.map(|(from, _)| from.to_string()),
            not_after: one.valid.map(|(_, until)| until.to_string()),
        }
    }
}
