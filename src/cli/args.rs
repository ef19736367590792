//! The command line, as clap reads it. Values are given their types here; what they lead to stands in the commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::{Client, Code};
use crate::vocabulary::Timestamp;

/// Will this host still validate the service's certificate after the cutover?
#[derive(Debug, Parser)]
#[command(name = "certready", version = super::VERSION, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 ready, 1 ready with warnings, 2 not ready, 3 undetermined, 64 usage, 65 policy or \
                        evidence unreadable, 74 report could not be written."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What certready can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look at this host and judge it: the main job
    Check(CheckArgs),
    /// Judge saved evidence again, offline, at any date
    Evaluate(EvaluateArgs),
    /// Fetch single URLs and verify what comes back
    Url(UrlArgs),
    /// Show this host's trust store
    #[command(subcommand)]
    Store(StoreCommand),
    /// Show, check and write policies
    #[command(subcommand)]
    Policy(PolicyCommand),
}

/// `certready check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  certready check exchange-online-smtp-2026\n  certready check exchange-online-2018 \
                        --cutover 2018-09-03\n  certready check ./partner.yaml --client openssl-no-revocation --report \
                        json=report.json --evidence ./evidence"
)]
pub struct CheckArgs {
    /// The id of an embedded policy (`certready policy list`), or the path of a policy file
    pub policy: String,
    /// What is judged.
    #[command(flatten)]
    pub judged: JudgedArgs,
    /// Where it looks.
    #[command(flatten)]
    pub looks: LookArgs,
    /// What it writes.
    #[command(flatten)]
    pub writes: WriteArgs,
    /// Keep every byte that came in, and the facts, in this new folder
    #[arg(long, value_name = "DIR", help_heading = "What it writes")]
    pub evidence: Option<PathBuf>,
}

/// `certready evaluate`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  certready evaluate ./evidence\n  certready evaluate ./evidence --cutover 2028-02-01"
)]
pub struct EvaluateArgs {
    /// The folder that `check --evidence` wrote
    pub dir: PathBuf,
    /// What is judged.
    #[command(flatten)]
    pub judged: JudgedArgs,
    /// What it writes.
    #[command(flatten)]
    pub writes: WriteArgs,
}

/// `certready url`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  certready url http://crl.globalsign.com/root.crl\n  certready url \
                        http://crl.example.com/ca.crl --issuer ca.pem")]
pub struct UrlArgs {
    /// URLs of CRLs, OCSP responders or CA certificates
    #[arg(required = true, value_name = "URL")]
    pub urls: Vec<String>,
    /// The certificate that signs what comes back (PEM or DER); else the embedded policies' certificates are tried
    #[arg(long, value_name = "FILE")]
    pub issuer: Vec<PathBuf>,
    /// Where it looks.
    #[command(flatten)]
    pub looks: LookArgs,
    /// What it writes.
    #[command(flatten)]
    pub writes: WriteArgs,
    /// Keep every byte that came in, and the facts, in this new folder
    #[arg(long, value_name = "DIR", help_heading = "What it writes")]
    pub evidence: Option<PathBuf>,
}

/// `certready store`.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// List every certificate of the store that counts, and what could not be read
    List(StoreArgs),
    /// Find a certificate by SHA-256, SHA-1, key, serial or a part of its name
    Find {
        /// SHA-256 or SHA-1 of the certificate, SHA-256 of its key, its serial, or a part of its subject
        wanted: String,
        /// Which store.
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// Which store, and how it is shown.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// Read this bundle or directory in place of the host's store
    #[arg(long, value_name = "PATH")]
    pub trust_store: Option<PathBuf>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// `certready policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// List the embedded policies
    List,
    /// Show a policy
    Show {
        /// The id of an embedded policy, or a path
        policy: String,
        /// Show the YAML itself
        #[arg(long)]
        yaml: bool,
    },
    /// Say all that is wrong with a policy file, each problem with its line and column, and what could be better
    Lint {
        /// The id of an embedded policy, or a path
        policy: String,
    },
    /// Print a policy to fill in
    Template,
}

/// What is judged.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What is judged")]
pub struct JudgedArgs {
    /// The cutover, in place of the policy's: YYYY-MM-DD (midnight UTC), or a date and time with an offset
    #[arg(long, value_name = "DATE", value_parser = time)]
    pub cutover: Option<Timestamp>,
    /// Judge validity, lead time and the policy's age at this time; freshness stays at the observation
    #[arg(long, value_name = "DATE", value_parser = time)]
    pub as_of: Option<Timestamp>,
    /// What the mail transport does with a certificate: schannel-validating, schannel-opportunistic,
    /// openssl-no-revocation [default: what the host tells, else the strictest]
    #[arg(long, value_name = "PROFILE", value_parser = client)]
    pub client: Option<Client>,
    /// Run only these checks; the verdict is then at best undetermined
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = code)]
    pub only: Vec<Code>,
    /// Leave these checks out; the verdict is then at best undetermined
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = code)]
    pub skip: Vec<Code>,
}

/// Where it looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Where it looks")]
pub struct LookArgs {
    /// Read this bundle or directory in place of the host's trust store
    #[arg(long, value_name = "PATH")]
    pub trust_store: Option<PathBuf>,
    /// The way out: auto (what the host's settings say), none, or the URL of an HTTP proxy
    #[arg(long, value_name = "auto|none|URL", default_value = "auto")]
    pub proxy: String,
    /// Connect to ADDR:PORT2 where HOST:PORT1 is meant, as curl does
    #[arg(long, value_name = "HOST:PORT1:ADDR:PORT2")]
    pub connect_to: Vec<String>,
    /// Bound on one connection attempt and on the wait for an answer, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: Option<u64>,
    /// Bound on the whole run, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub deadline: Option<u64>,
}

/// What it writes.
#[derive(Debug, Args)]
#[command(next_help_heading = "What it writes")]
pub struct WriteArgs {
    /// The form of the report on standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write the report to a file as well, whole or not at all; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report_file)]
    pub report: Vec<ReportFile>,
    /// Only the headline and what needs attention
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Passes, timings and digests as well
    #[arg(long, short)]
    pub verbose: bool,
}

/// A form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person in a terminal.
    Text,
    /// `certready.report/1`.
    Json,
}

/// `FORMAT=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFile {
    /// The form.
    pub format: Format,
    /// The file.
    pub path: PathBuf,
}

fn time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|refused| refused.to_string())
}

fn client(text: &str) -> Result<Client, String> {
    text.parse()
}

fn code(text: &str) -> Result<Code, String> {
    text.parse().map_err(|refused: crate::finding::UnknownCode| refused.to_string())
}

fn report_file(text: &str) -> Result<ReportFile, String> {
    let (format, path) = text.split_once('=').ok_or("expected FORMAT=PATH, json=report.json for instance")?;
    let format = Format::from_str(format, false).map_err(|_| format!("`{format}` is no format: text, json"))?;
    if path.is_empty() {
        return Err("expected a path behind the `=`".to_owned());
    }
    Ok(ReportFile { format, path: path.into() })
}
