//! The command line, as clap reads it. Values are given their types here; what they lead to stands in the commands.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::baseline::BaselineArgs;
use super::chains::ChainsArgs;
use super::diff::DiffArgs;
use super::firewall::ListArgs;
use super::fleet::FleetArgs;
use super::kept_reports::KeptArgs;
use super::manual::{CompletionsArgs, ManArgs};
use super::policy::PolicyCommand;
use super::retrieve::RetrieveArgs;
use super::schedule::ScheduleArgs;
use super::verify::VerifyArgs;
use crate::finding::{Client, Code};
use crate::language::{Language, NotALanguage};
use crate::policy::{NotAService, Service};
use crate::probe::{ConnectTo, NotConnectTo};
use crate::vocabulary::Timestamp;

// What stands below the help is broken by hand: clap breaks lines, and would break these at any place.

const USAGE: &str = "certready <COMMAND>
       certready --version [--verbose]";

const EXIT_STATUS: &str = "Examples:
  certready policy list
  certready check exchange-online-smtp-2026
  certready check --help

Exit status:
   0  ready                   64  wrong command line
   1  ready, with warnings    65  policy or evidence unreadable
   2  not ready               74  report or evidence could not be written
   3  undetermined";

const CHECK_EXAMPLES: &str = "Examples:
  certready check exchange-online-smtp-2026
  certready check exchange-online-2018 --cutover 2018-09-03
  certready check exchange-online-smtp-2026 --service mx:contoso.example
  certready check ./partner.yaml --client openssl-no-revocation
  certready check ./partner.yaml --report html=report.html --evidence ./kept
  certready check ./partner.yaml --reports /var/lib/certready/reports --keep 30
  certready check exchange-online-smtp-2026 --baseline yesterday.json
  certready check exchange-online-smtp-2026 --format nagios --deadline 50
  certready check exchange-online-smtp-2026 --firewall-list=csv

PROFILE is schannel-validating (Exchange that validates: chain and revocation),
schannel-opportunistic (encrypts, ignores trust) or openssl-no-revocation
(Postfix and most others: chain, no revocation). A run that is narrowed by
--only or --skip never ends ready.";

const EVALUATE_EXAMPLES: &str = "Examples:
  certready evaluate ./kept
  certready evaluate ./kept --cutover 2028-02-01
  certready evaluate ./kept --as-of 2026-12-24 --format json
  certready evaluate ./kept --baseline ./kept-yesterday

What is not given is as the kept run had it. PROFILE is schannel-validating,
schannel-opportunistic or openssl-no-revocation.";

const URL_EXAMPLES: &str = "Examples:
  certready url http://crl.globalsign.com/root.crl
  certready url http://crl.example.com/ca.crl --issuer ca.pem";

const FIND_EXAMPLES: &str = "Examples:
  certready store find \"GlobalSign Root CA\"
  certready store find b1bc968bd4f49d622aa89a81f2150152a41d829c
  certready store find 040000000001154B5AC394

Exit status: 0 found, 2 not found, 3 not found and part of the store unread.";

const LIST_EXAMPLES: &str = "Examples:
  certready store list
  certready store list --trust-store ./bundle.pem --format json

Exit status: 0 the whole store was read, 1 part of it could not be, 2 it holds
no trust anchor, 3 none was found and part of it could not be read.";

/// Will this host still validate the service's certificate after the cutover?
#[derive(Debug, Parser)]
#[command(name = "certready", bin_name = "certready", max_term_width = 80, disable_help_subcommand = true)]
#[command(override_usage = USAGE, arg_required_else_help = true, args_conflicts_with_subcommands = true)]
#[command(after_help = EXIT_STATUS)]
pub struct Cli {
    /// Print version
    #[arg(long, short = 'V')]
    pub version: bool,
    /// With --version: what it was built from and for, as well
    #[arg(long, short, requires = "version")]
    pub verbose: bool,
    /// What to do. None with `--version` alone.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What certready can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look at this host and judge it: the main job
    Check(CheckArgs),
    /// Judge saved evidence again, offline, at any date
    Evaluate(EvaluateArgs),
    /// Say what changed between two reports: what got worse first
    Diff(DiffArgs),
    /// Fetch single URLs and verify what comes back
    Url(UrlArgs),
    /// Sum up the JSON reports of many hosts
    Fleet(FleetArgs),
    /// Verify a chain of certificates by files alone: path and revocation
    Verify(VerifyArgs),
    /// Draw every path from a policy's issuers to a trust anchor, and which of them this host can build
    Chains(ChainsArgs),
    /// Show this host's trust store
    #[command(subcommand)]
    Store(StoreCommand),
    /// Show, check and write policies
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Print what runs `check` daily: Task Scheduler, systemd or cron
    Schedule(ScheduleArgs),
    /// Print a script that completes this command line in a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write the pages of all commands
    Man(ManArgs),
    /// Ask Windows for one URL, for a run that does so
    #[command(hide = true)]
    Retrieve(RetrieveArgs),
}

impl Command {
    /// What the command writes of a report. None where it makes none.
    pub(super) const fn writes(&self) -> Option<&WriteArgs> {
        match self {
            Self::Check(args) => Some(&args.writes),
            Self::Evaluate(args) => Some(&args.writes),
            Self::Url(args) => Some(&args.writes),
            _ => None,
        }
    }
}

/// `certready check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// The id of an embedded policy (`certready policy list`), or the path of a policy file
    pub policy: String,
    /// What is judged.
    #[command(flatten)]
    pub judged: JudgedArgs,
    /// What it compares with.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// Where it looks.
    #[command(flatten)]
    pub looks: LookArgs,
    /// What it writes.
    #[command(flatten)]
    pub writes: WriteArgs,
    /// What it keeps.
    #[command(flatten)]
    pub keeps: KeepArgs,
    /// Ask this service for its certificate as well: HOST or HOST:PORT is SMTP with STARTTLS; smtps, https or tls and `://` before
    /// it begin with TLS; mx:DOMAIN means the hosts that the domain's MX records name; may be repeated
    #[arg(long, value_name = "SERVICE", value_parser = service, help_heading = "Where it looks")]
    pub service: Vec<Service>,
    /// What Exchange's servers say of themselves: JSON of `Get-ExchangeServer`, whose proxy is compared and never gone by
    #[arg(long, value_name = "FILE", help_heading = "Where it looks")]
    pub exchange: Option<PathBuf>,
    /// What Exchange and Exchange Online say of their connectors: JSON of `Get-SendConnector`, `Get-ReceiveConnector`,
    /// `Get-InboundConnector` or `Get-OutboundConnector`; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Where it looks")]
    pub connectors: Vec<PathBuf>,
    /// The certificate that this host itself presents: a file (PEM, DER or PKCS #7, the host's own first), or on Windows the
    /// thumbprint of one in LocalMachine\My
    #[arg(long, value_name = "FILE|THUMBPRINT", help_heading = "Where it looks")]
    pub own_certificate: Option<PathBuf>,
    /// The certificates that Exchange uses for SMTP: JSON of `Get-ExchangeCertificate`
    #[arg(long, value_name = "FILE", help_heading = "Where it looks")]
    pub exchange_certificates: Option<PathBuf>,
    /// Exchange's SMTP receive logs, which tell what the service presents as a client; may be repeated
    #[arg(long, value_name = "DIR|FILE", help_heading = "Where it looks")]
    pub smtp_log: Vec<PathBuf>,
    /// What it keeps for some runs.
    #[command(flatten)]
    pub kept: KeptArgs,
    /// Write one event to Windows' application log, to the source `certready` that an administrator registered
    #[arg(long, help_heading = "What it writes")]
    pub event_log: bool,
    /// What it lists instead.
    #[command(flatten)]
    pub lists: ListArgs,
}

/// `certready evaluate`.
#[derive(Debug, Args)]
#[command(after_help = EVALUATE_EXAMPLES)]
pub struct EvaluateArgs {
    /// The folder that `check --evidence` wrote
    pub dir: PathBuf,
    /// What is judged.
    #[command(flatten)]
    pub judged: JudgedArgs,
    /// What it compares with.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// What it writes.
    #[command(flatten)]
    pub writes: WriteArgs,
}

/// `certready url`.
#[derive(Debug, Args)]
#[command(after_help = URL_EXAMPLES)]
pub struct UrlArgs {
    /// URLs of CRLs, OCSP responders or CA certificates
    #[arg(required = true, value_name = "URL")]
    pub urls: Vec<String>,
    /// The certificate of the CA that signs what comes back (DER, PEM or PKCS #7); may be repeated [default: the
    /// embedded policies' certificates and the trust store's]
    #[arg(long, value_name = "FILE")]
    pub issuer: Vec<PathBuf>,
    /// Where it looks.
    #[command(flatten)]
    pub looks: LookArgs,
    /// What it writes.
    #[command(flatten)]
    pub writes: WriteArgs,
    /// What it keeps.
    #[command(flatten)]
    pub keeps: KeepArgs,
}

/// What it keeps.
#[derive(Debug, Args)]
pub struct KeepArgs {
    /// Keep every byte that came in, and the facts, in this new folder
    #[arg(long, value_name = "DIR", help_heading = "What it writes")]
    pub evidence: Option<PathBuf>,
}

/// `certready store`.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// List every certificate of the store that counts, and what could not be read
    #[command(after_help = LIST_EXAMPLES)]
    List(StoreArgs),
    /// Find a certificate by SHA-256, SHA-1, key, serial or a part of its name
    #[command(after_help = FIND_EXAMPLES)]
    Find {
        /// SHA-256 or SHA-1 of the certificate, SHA-256 of its key, its serial, or a part of its subject
        #[arg(value_parser = NonEmptyStringValueParser::new())]
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
    #[arg(long, value_enum, value_name = "text|json", hide_possible_values = true, default_value_t = Shape::Text)]
    pub format: Shape,
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
    /// What the mail transport does with a certificate; see below [default: what the host tells, else the strictest]
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
    /// Where no object comes by this way out, try the other as well, and say which of them works: straight where a proxy is
    /// in force, the settings' proxy where --proxy is none
    #[arg(long)]
    pub compare_routes: bool,
    /// Connect to ADDR:PORT2 where HOST:PORT1 is meant, as curl does; may be repeated
    #[arg(long, value_name = "HOST:PORT1:ADDR:PORT2")]
    pub connect_to: Vec<String>,
    /// Bound on each single wait, 1 to 600: a name, a connection, an answer, a piece of a body; a whole body may take four of
    /// them [default: 6, 5, 15 and 15]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: Option<u64>,
    /// Bound on the whole run, 1 to 3600 [default: 120]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub deadline: Option<u64>,
}

/// What it writes.
#[derive(Debug, Args)]
#[command(next_help_heading = "What it writes")]
pub struct WriteArgs {
    /// The form of the report on standard output: text, json, html, markdown, csv (findings), or for programs nagios, prometheus,
    /// junit
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true, default_value_t = Format::Text)]
    pub format: Format,
    /// Write the report in any of these forms to a file as well (html=report.html), whole or not at all; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report_file)]
    pub report: Vec<ReportFile>,
    /// The language of text, HTML and Markdown: en or ko; what programs read has none [default: the system's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
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
    /// One file for a browser, a printer or a ticket's attachment.
    Html,
    /// For a ticket or a wiki.
    Markdown,
    /// The findings, for a spreadsheet.
    Csv,
    /// The output of a plugin, for a monitor.
    Nagios,
    /// For `node_exporter`'s textfile collector.
    Prometheus,
    /// For whatever shows test results.
    Junit,
}

/// A form of what is no report of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// For a person in a terminal.
    Text,
    /// For a program.
    Json,
}

impl From<Shape> for Format {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Text => Self::Text,
            Shape::Json => Self::Json,
        }
    }
}

/// `FORMAT=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFile {
    /// The form.
    pub format: Format,
    /// The file.
    pub path: PathBuf,
}

pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|refused| refused.to_string())
}

pub(super) fn connect_to(text: &str) -> Result<ConnectTo, String> {
    text.parse().map_err(|refused: NotConnectTo| super::output::whole_story(&refused))
}

pub(super) fn service(text: &str) -> Result<Service, String> {
    text.parse().map_err(|refused: NotAService| refused.to_string())
}

pub(super) fn language(text: &str) -> Result<Language, String> {
    text.parse().map_err(|refused: NotALanguage| refused.to_string())
}

fn client(text: &str) -> Result<Client, String> {
    text.parse()
}

fn code(text: &str) -> Result<Code, String> {
    let all = || Code::ALL.iter().map(|code| code.word()).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_: crate::finding::UnknownCode| format!("the checks are {}", all()))
}

pub(super) fn report_file(text: &str) -> Result<ReportFile, String> {
    let (format, path) = text.split_once('=').ok_or("expected FORMAT=PATH, html=report.html for instance")?;
    let all = || Format::value_variants().iter().filter_map(|one| Some(one.to_possible_value()?.get_name().to_owned()));
    let format = Format::from_str(format, false)
        .map_err(|_| format!("`{format}` is no format: {}", all().collect::<Vec<_>>().join(", ")))?;
    if path.is_empty() {
        return Err("expected a path behind the `=`".to_owned());
    }
    Ok(ReportFile { format, path: path.into() })
}
