//! `certready verify`: a chain of certificates, judged by files alone. What `certutil -verify` and `openssl verify
//! -crl_check_all` should have said.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{ShortForm, time};
use super::{ExitStatus, Moment, Refusal, material, output};
use crate::pki::chain::{Revocation, Terms, judge};
use crate::pki::path::KeyPurpose;
use crate::render;
use crate::report::{ChainFacts, ChainReport};
use crate::run::TOOL;
use crate::vocabulary::{Shown, Timestamp};

// It is broken by hand: clap breaks lines, and would break these at any place.

const VERIFY_EXAMPLES: &str = "Examples:
  certready verify leaf.pem ca.pem --anchor root.pem --crl ca.crl --crl root.crl
  certready verify chain.pem --ocsp leaf.der --at 2026-12-24 --purpose server
  certready verify chain.pem --revocation off --format json

Files only, nothing is fetched. Each file is PEM or DER, and may hold several
objects. Without data that is signed, fresh and in scope a certificate is
unknown, never good.

Exit status: 0 good, 2 revoked or invalid, 3 unknown, 65 a file can't be read.";

/// `certready verify`.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct VerifyArgs {
    /// The certificate that is judged, and those between it and its trust anchor: the first certificate of the first file
    /// is judged, the others may stand in any order
    #[arg(required = true, value_name = "CHAIN")]
    pub chain: Vec<PathBuf>,
    /// Further certificates that may stand between, or that signed a CRL; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "What is at hand")]
    pub untrusted: Vec<PathBuf>,
    /// Trust anchors, an intermediate too; may be repeated [default: the host's trust store]
    #[arg(long, value_name = "FILE", help_heading = "What is at hand")]
    pub anchor: Vec<PathBuf>,
    /// CRLs, deltas among them; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "What is at hand")]
    pub crl: Vec<PathBuf>,
    /// OCSP answers; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "What is at hand")]
    pub ocsp: Vec<PathBuf>,
    /// The time at which everything must hold: YYYY-MM-DD (midnight UTC), or a date and time with an offset [default: now]
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "What is judged")]
    pub at: Option<Timestamp>,
    /// The greatest age of a CRL or OCSP answer since its thisUpdate (600s, 90m, 36h, 7d) [default: until its nextUpdate; one
    /// without nextUpdate is then never fresh]
    #[arg(long, value_name = "DURATION", value_parser = duration, help_heading = "What is judged")]
    pub max_age: Option<i64>,
    /// Whether the revocation of every certificate below the anchor must be known, or the path alone is judged
    #[arg(long, value_enum, value_name = "require|off", hide_possible_values = true, default_value_t = RevocationArg::Require)]
    #[arg(help_heading = "What is judged")]
    pub revocation: RevocationArg,
    /// What the certificate is to be used for
    #[arg(long, value_enum, value_name = "any|server|client", hide_possible_values = true, default_value_t = PurposeArg::Any)]
    #[arg(help_heading = "What is judged")]
    pub purpose: PurposeArg,
    /// The form of the answer
    #[arg(long, value_enum, value_name = "text|json", hide_possible_values = true, default_value_t = ShortForm::Text)]
    #[arg(help_heading = "What it writes")]
    pub format: ShortForm,
}

/// `--revocation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RevocationArg {
    /// It must be known.
    Require,
    /// It is not asked for.
    Off,
}

/// `--purpose`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PurposeArg {
    /// Anything.
    Any,
    /// A TLS server.
    Server,
    /// A TLS client.
    Client,
}

impl From<PurposeArg> for KeyPurpose {
    fn from(purpose: PurposeArg) -> Self {
        match purpose {
            PurposeArg::Any => Self::Any,
            PurposeArg::Server => Self::Server,
            PurposeArg::Client => Self::Client,
        }
    }
}

/// Reads, judges, prints.
pub(super) fn run(args: &VerifyArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let files = material::read(args)?;
    let terms = Terms {
        at: args.at.unwrap_or(moment.started),
        max_age: args.max_age,
        purpose: args.purpose.into(),
        revocation: match args.revocation {
            RevocationArg::Require => Revocation::Required,
            RevocationArg::Off => Revocation::Off,
        },
    };
    let chain = files.target.as_ref().map(|target| judge(target, &files.material, &terms));
    let facts = ChainFacts {
        tool: Shown::new(TOOL),
        anchors: files.anchors,
        crl_places: files.crl_places,
        answer_places: files.answer_places,
        unused: files.unused,
    };
    let report = ChainReport::build(chain.as_ref(), &files.material, &terms, facts);
    let text = match args.format {
        ShortForm::Text => render::chain_text(&report),
        ShortForm::Json => render::chain_json(&report),
    };
    output::print_short(args.format, &text)?;
    Ok(report.verdict.into())
}

/// A length of time in whole seconds, minutes, hours or days: 600s, 90m, 36h, 7d.
fn duration(text: &str) -> Result<i64, String> {
    let expected = || format!("`{text}` is no length of time: expected 600s, 90m, 36h or 7d, for instance");
    let units = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400)];
    let (unit, seconds) = units.into_iter().find(|(unit, _)| text.ends_with(*unit)).ok_or_else(expected)?;
    let number = text.strip_suffix(unit).unwrap_or_default();
    if number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(expected());
    }
    let number: i64 = number.parse().map_err(|_| format!("`{text}` is longer than can be counted"))?;
    number.checked_mul(seconds).ok_or_else(|| format!("`{text}` is longer than can be counted"))
}
