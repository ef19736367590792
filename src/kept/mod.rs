//! A report that was written down, read back: `certready.report/1` as bytes that anybody may have changed. `diff`, `--baseline`
//! and `fleet` start from it. It judges nothing and knows no file.
//!
//! The structs have the JSON's own names and shape (`docs/json-v1.md`). What later versions add is passed over; what earlier
//! ones lack is absent. Codes and causes stay texts, because a later version may have more of them.

mod baseline;
mod text;

pub use baseline::baseline;
pub use text::Text;

use serde::Deserialize;

use crate::finding::{Level, Phase, Purpose, Verdict};
use crate::observation::MOST_BASELINE_CRLS;
use crate::vocabulary::{Shown, Timestamp};

/// The one schema that is understood: within version 1, fields are only added.
const SCHEMA: &str = "certready.report/1";

/// The longest report that is read, in bytes: one of a thousand endpoints has some two million.
pub const REPORT_BYTES: u64 = 16 * 1024 * 1024;

/// Why bytes are no report.
#[derive(Debug, thiserror::Error)]
pub enum NotAReport {
    /// Broken JSON, or another shape.
    #[error("it is no report of certready")]
    Shape(#[source] serde_json::Error),
    /// JSON of something else.
    #[error("its schema is `{}`, and not `{SCHEMA}`", .0.as_str())]
    Schema(Shown),
    /// Longer than any report.
    #[error("it has more than {REPORT_BYTES} bytes, which no report has")]
    TooLong,
    /// More CRLs than a run can have.
    #[error("it lists more than {MOST_BASELINE_CRLS} CRLs, which no report does")]
    Crls,
    /// A CRL whose number or key is none.
    #[error("the {field} of the CRL of {url} is none")]
    Crl {
        /// Where the CRL came from.
        url: Shown,
        /// The field.
        field: &'static str,
    },
}

/// Reads a report.
///
/// # Errors
/// [`NotAReport`].
pub fn read(bytes: &[u8]) -> Result<Report<'_>, NotAReport> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > REPORT_BYTES) {
        return Err(NotAReport::TooLong);
    }
    // Windows' own tools write a mark in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let report: Report<'_> = match serde_json::from_slice(bytes) {
        Ok(report) => report,
        // Another schema says more than the first field of it that is not as expected.
        Err(error) => {
            return Err(match serde_json::from_slice::<Head<'_>>(bytes) {
                Ok(head) if head.schema.as_str() != SCHEMA => NotAReport::Schema(head.schema.shown()),
                _ => NotAReport::Shape(error),
            });
        }
    };
    if report.schema.as_str() == SCHEMA { Ok(report) } else { Err(NotAReport::Schema(report.schema.shown())) }
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    schema: Text<'a>,
}

/// A report. Times are UTC.
#[derive(Clone, Debug, Deserialize)]
pub struct Report<'a> {
    #[serde(borrow)]
    schema: Text<'a>,
    /// The version of the certready that judged.
    #[serde(borrow)]
    pub tool: Text<'a>,
    /// The answer.
    pub verdict: Verdict,
    /// The answer in a sentence.
    #[serde(borrow)]
    pub headline: Text<'a>,
    /// What was judged. None in a report of before this was named: a rotation.
    #[serde(default)]
    pub purpose: Option<Purpose>,
    /// Where the rotation stood.
    pub phase: Phase,
    /// What the mail transport does with a certificate.
    #[serde(borrow)]
    pub client: Text<'a>,
    /// Until when the verdict may be relied on.
    pub valid_until: Timestamp,
    /// The policy as judged.
    #[serde(borrow)]
    pub policy: Policy<'a>,
    /// The instants of the judgement.
    pub times: Times,
    /// The host, the account, the way out.
    #[serde(borrow)]
    pub host: Host<'a>,
    /// Whose trust store was read.
    #[serde(borrow)]
    pub store: Store<'a>,
    /// Sorted by code, target, cause.
    #[serde(borrow)]
    pub findings: Vec<Finding<'a>>,
    /// Each target.
    #[serde(borrow)]
    pub endpoints: Vec<Endpoint<'a>>,
    /// Each service that was asked for its certificate. None in a report of before services were asked.
    #[serde(borrow, default)]
    pub services: Option<Vec<Service<'a>>>,
    /// Each trust anchor and intermediate of the policy.
    #[serde(borrow)]
    pub roots: Vec<Root<'a>>,
    /// What is asked of those who keep the firewall. None where nothing is.
    #[serde(borrow, default)]
    pub firewall_request: Option<FirewallRequest<'a>>,
    /// Each CRL and OCSP answer whose signature verified. None in a report of before these were listed.
    #[serde(borrow, default)]
    pub revocation: Option<Vec<Revocation<'a>>>,
    /// The folder that keeps the run. None where the run was not kept, and in a report of before it was named.
    #[serde(borrow, default)]
    pub evidence: Option<Evidence<'a>>,
}

/// The policy as judged.
#[derive(Clone, Debug, Deserialize)]
pub struct Policy<'a> {
    /// Its id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// Its title.
    #[serde(borrow)]
    pub title: Text<'a>,
    /// SHA-256 over its text and certificates, in hexadecimal.
    #[serde(borrow)]
    pub digest: Text<'a>,
}

/// The instants of the judgement, UTC.
#[derive(Clone, Debug, Deserialize)]
pub struct Times {
    /// When the evidence was collected, by the host's clock.
    pub observed: Timestamp,
    /// When validity, lead time and the policy's age were judged.
    pub as_of: Timestamp,
    /// When the service moves.
    pub cutover: Timestamp,
    /// Whole days to the cutover. None once it has passed.
    pub days_to_cutover: Option<i64>,
}

/// The host, the account, the way out.
#[derive(Clone, Debug, Deserialize)]
pub struct Host<'a> {
    /// The host's name. None where the system did not tell.
    #[serde(borrow)]
    pub name: Option<Text<'a>>,
    /// The operating system.
    #[serde(borrow)]
    pub os: Text<'a>,
    /// The account. None likewise.
    #[serde(borrow)]
    pub account: Option<Text<'a>>,
    /// The account's id: a number, on Windows the SID. None likewise.
    #[serde(borrow)]
    pub account_id: Option<Text<'a>>,
    /// The way out, in a few words.
    #[serde(borrow)]
    pub route: Text<'a>,
}

/// Whose trust store was read.
#[derive(Clone, Debug, Deserialize)]
pub struct Store<'a> {
    /// In a few words.
    #[serde(borrow)]
    pub origin: Text<'a>,
    /// How many distinct certificates it held.
    pub certificates: u64,
    /// How many places could not be read.
    pub unread: u64,
}

/// What a check found.
#[derive(Clone, Debug, Deserialize)]
pub struct Finding<'a> {
    /// The check.
    #[serde(borrow)]
    pub code: Text<'a>,
    /// From good to bad.
    pub level: Level,
    /// Whether it can decide the verdict.
    pub decisive: bool,
    /// The direction of mail. None: both, or neither.
    #[serde(borrow)]
    pub leg: Option<Text<'a>>,
    /// A URL, a root's label, a service, a host.
    #[serde(borrow)]
    pub target: Text<'a>,
    /// Why, as a stable word. None where nothing is amiss.
    #[serde(borrow)]
    pub cause: Option<Text<'a>>,
    /// What was seen, in a sentence.
    #[serde(borrow)]
    pub observed: Text<'a>,
    /// What is required, and by whom.
    #[serde(borrow)]
    pub required: Text<'a>,
    /// What to do next. None: nothing.
    #[serde(borrow)]
    pub next: Option<Text<'a>>,
    /// Who can mend it. None: nobody has to.
    #[serde(borrow)]
    pub owner: Option<Text<'a>>,
    /// The waiver that lowered it. None: none did.
    #[serde(borrow)]
    pub waiver: Option<Waiver<'a>>,
    /// The check whose finding says the common cause of this one. None: it stands by itself.
    #[serde(borrow, default)]
    pub below: Option<Text<'a>>,
}

/// A waiver.
#[derive(Clone, Debug, Deserialize)]
pub struct Waiver<'a> {
    /// Why it was given.
    #[serde(borrow)]
    pub reason: Text<'a>,
    /// Until when it holds.
    pub until: Timestamp,
}

/// A target and what came of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Endpoint<'a> {
    /// The URL.
    #[serde(borrow)]
    pub url: Text<'a>,
    /// `crl`, `ocsp`, `aia` or `connect`.
    #[serde(borrow)]
    pub kind: Text<'a>,
    /// `GET`, `POST` or `connect`.
    #[serde(borrow)]
    pub method: Text<'a>,
    /// The last step that was reached.
    #[serde(borrow)]
    pub step: Text<'a>,
    /// Each address that was tried.
    #[serde(borrow)]
    pub addresses: Vec<Address<'a>>,
    /// The proxy that stood between. None: direct.
    #[serde(borrow)]
    pub proxy: Option<Text<'a>>,
    /// The HTTP status. None without an answer.
    pub status: Option<u16>,
    /// SHA-256 of the body, in hexadecimal. None where no byte was kept.
    #[serde(borrow)]
    pub sha256: Option<Text<'a>>,
}

/// An address that was tried.
#[derive(Clone, Debug, Deserialize)]
pub struct Address<'a> {
    /// Address and port.
    #[serde(borrow)]
    pub address: Text<'a>,
    /// How the attempt ended.
    #[serde(borrow)]
    pub connect: Text<'a>,
}

/// A service that was asked for its certificate.
#[derive(Clone, Debug, Deserialize)]
pub struct Service<'a> {
    /// `smtp://mail.example.com:25`.
    #[serde(borrow)]
    pub service: Text<'a>,
    /// The last step that was reached.
    #[serde(borrow)]
    pub step: Text<'a>,
    /// The version of TLS. None where there was none.
    #[serde(borrow)]
    pub version: Option<Text<'a>>,
    /// `incoming`, `retiring` or `other`. None where nothing was presented.
    #[serde(borrow)]
    pub root: Option<Text<'a>>,
    /// Each address that was tried.
    #[serde(borrow)]
    pub addresses: Vec<Address<'a>>,
    /// What was presented, its own certificate first.
    #[serde(borrow)]
    pub chain: Vec<Presented<'a>>,
}

/// A certificate that was presented.
#[derive(Clone, Debug, Deserialize)]
pub struct Presented<'a> {
    /// What it calls itself. None where it was not understood.
    #[serde(borrow)]
    pub label: Option<Text<'a>>,
    /// SHA-256, in hexadecimal.
    #[serde(borrow)]
    pub sha256: Text<'a>,
    /// The last instant of its validity. None as above.
    pub not_after: Option<Timestamp>,
}

/// A trust anchor or intermediate of the policy.
#[derive(Clone, Debug, Deserialize)]
pub struct Root<'a> {
    /// Its label in the policy.
    #[serde(borrow)]
    pub label: Text<'a>,
    /// `incoming`, `retiring` or `intermediate`.
    #[serde(borrow)]
    pub role: Text<'a>,
    /// SHA-256 of the certificate, in hexadecimal. None where the policy knows it by digest alone and no store had it.
    #[serde(borrow)]
    pub sha256: Option<Text<'a>>,
    /// Where it stood in the stores. Empty: nowhere.
    #[serde(borrow)]
    pub stores: Vec<Text<'a>>,
}

/// A CRL or an OCSP answer whose signature verified.
#[derive(Clone, Debug, Deserialize)]
pub struct Revocation<'a> {
    /// The URL that it came from.
    #[serde(borrow)]
    pub url: Text<'a>,
    /// `crl` or `ocsp`.
    #[serde(borrow)]
    pub kind: Text<'a>,
    /// `GET` or `POST`.
    #[serde(borrow)]
    pub method: Text<'a>,
    /// What its signer's certificate calls itself.
    #[serde(borrow)]
    pub signer: Text<'a>,
    /// SHA-256 of the key that verified it, in hexadecimal.
    #[serde(borrow)]
    pub signer_spki_sha256: Text<'a>,
    /// A CRL's number in decimal digits. None of OCSP, and of a CRL that has none.
    #[serde(borrow)]
    pub number: Option<Text<'a>>,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate. None where it does not say.
    pub next_update: Option<Timestamp>,
}

/// The folder that keeps the run.
#[derive(Clone, Debug, Deserialize)]
pub struct Evidence<'a> {
    /// SHA-256 of its manifest, in hexadecimal.
    #[serde(borrow)]
    pub manifest_sha256: Text<'a>,
}

/// What is asked of those who keep the firewall, the proxy and the resolver.
#[derive(Clone, Debug, Deserialize)]
pub struct FirewallRequest<'a> {
    /// One for each target.
    #[serde(borrow)]
    pub rows: Vec<FirewallRow<'a>>,
}

/// A target that falls short.
#[derive(Clone, Debug, Deserialize)]
pub struct FirewallRow<'a> {
    /// `name-resolution`, `port`, `inspection` or `proxy`.
    #[serde(borrow)]
    pub kind: Text<'a>,
    /// The same in sentences.
    #[serde(borrow)]
    pub asks: Vec<Text<'a>>,
    /// The destination.
    #[serde(borrow)]
    pub host: Text<'a>,
    /// Its TCP port. None where the name does not resolve.
    pub port: Option<u16>,
    /// The proxy that stands between. None: direct.
    #[serde(borrow)]
    pub proxy: Option<Text<'a>>,
    /// `failure` or `warning`.
    pub level: Level,
    /// Whether it decides the verdict.
    pub decisive: bool,
    /// Each URL that needs it.
    #[serde(borrow)]
    pub urls: Vec<NeededUrl<'a>>,
    /// Why.
    #[serde(borrow)]
    pub causes: Vec<FirewallCause<'a>>,
}

/// A URL that needs a target.
#[derive(Clone, Debug, Deserialize)]
pub struct NeededUrl<'a> {
    /// The URL.
    #[serde(borrow)]
    pub url: Text<'a>,
}

/// Why a target falls short.
#[derive(Clone, Debug, Deserialize)]
pub struct FirewallCause<'a> {
    /// The stable word.
    #[serde(borrow)]
    pub cause: Text<'a>,
    /// What was seen, in a sentence.
    #[serde(borrow)]
    pub observed: Text<'a>,
}
