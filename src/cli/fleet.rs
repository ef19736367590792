//! `certready fleet`: the JSON reports of many hosts, summed up. How they came here is not its business: `docs/fleet.md` has the
//! ways that admins have.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::args::language;
use super::fleet_files::{self, Found};
use super::output::{NotWritten, ReadBy};
use super::progress::Bar;
use super::{ExitStatus, Moment, Refusal, output, powershell, speech};
use crate::fleet::{Asked, Expected, Fleet, Name};
use crate::language::Language;
use crate::render::{self, Detail};
use crate::run::TOOL;
use crate::vocabulary::Shown;

/// The largest list of expected hosts that is read, in bytes: as many names as it may hold, at some 80 bytes each.
const LARGEST_LIST: u64 = 16 << 20;

// What stands below the help is broken by hand, as in `args`.
const EXAMPLES: &str = "Examples:
  certready fleet /srv/certready
  certready fleet reports --expect mail-hops.txt --report html=fleet.html
  certready fleet reports --policy exchange-online-smtp-2026 --format csv
  certready fleet reports --as gateway-dmz=gateway.json --stale 7d

A folder is looked through for *.json, with all folders below it. A host is
known by its name; of each account and policy its newest report counts.

Exit status: 0 each host is ready, 1 with warnings, 2 one is not ready,
3 one is not known, not reported, or a file could not be counted; 65 no PATH
could be read.";

/// `certready fleet`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct FleetArgs {
    /// JSON reports, folders of them, or patterns with `*` and `?` in the last part
    #[arg(required_unless_present = "named", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A report in FILE is of the host NAME, whichever it names itself: an appliance's, whose exported store was judged on
    /// another host; may be repeated
    #[arg(long = "as", value_name = "NAME=FILE", value_parser = named, help_heading = "What is counted")]
    pub named: Vec<NamedFile>,
    /// The hosts that must have reported, a name on each line, with a note behind it; one without a report is undetermined
    #[arg(long, value_name = "FILE", help_heading = "What is counted")]
    pub expect: Option<PathBuf>,
    /// A report that is older is no longer known to hold: a number with m, h or d
    #[arg(long, value_name = "AFTER", value_parser = length, default_value = "48h", help_heading = "What is counted")]
    pub stale: Duration,
    /// Count the reports of this policy alone
    #[arg(long, value_name = "ID", help_heading = "What is counted")]
    pub policy: Option<String>,
    /// The form on standard output: text, html, json, csv (a line for each report), markdown, firewall-csv (a line for each
    /// source host and target)
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true, default_value_t = FleetForm::Text)]
    #[arg(help_heading = "What it writes")]
    pub format: FleetForm,
    /// Write any of these forms to a file as well (html=fleet.html), whole or not at all; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = fleet_file, help_heading = "What it writes")]
    pub report: Vec<FleetFile>,
    /// Only the verdict, what blocks, and whom nothing is known of
    #[arg(long, short, conflicts_with = "verbose", help_heading = "What it writes")]
    pub quiet: bool,
    /// Each host as well
    #[arg(long, short, help_heading = "What it writes")]
    pub verbose: bool,
    /// The language of text, HTML and Markdown: en or ko [default: the system's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language, help_heading = "What it writes")]
    pub lang: Option<Language>,
}

/// `NAME=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// The host.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

/// A form of the fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FleetForm {
    /// For a person in a terminal.
    Text,
    /// One file for a browser, a printer or a ticket's attachment.
    Html,
    /// `certready.fleet/1`.
    Json,
    /// A record for each report that counts, for a spreadsheet.
    Csv,
    /// For a ticket or a wiki.
    Markdown,
    /// The merged firewall request, a record for each source host and target.
    FirewallCsv,
}

impl FleetForm {
    const fn read_by(self) -> ReadBy {
        match self {
            Self::Text => ReadBy::Person,
            Self::Csv | Self::FirewallCsv => ReadBy::Spreadsheet,
            Self::Html | Self::Json | Self::Markdown => ReadBy::Program,
        }
    }
}

/// `FORMAT=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FleetFile {
    /// The form.
    pub form: FleetForm,
    /// The file.
    pub path: PathBuf,
}

/// Finds, reads, sums up, writes.
pub(super) fn run(args: &FleetArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let places: Vec<&Path> = args.report.iter().map(|file| file.path.as_path()).collect();
    output::check_paths(&places, None)?;
    let expected = args.expect.as_deref().map(expected).transpose()?;
    let found = Found::of(&args.paths, &args.named)?;
    let bar = Bar::of_files(args.quiet);
    let gathered = fleet_files::read(&found, args.policy.as_deref(), &bar);
    bar.finish();
    let asked = Asked { tool: Shown::new(TOOL), now: moment.started, stale: args.stale, expected };
    let fleet = Fleet::new(gathered, &asked);
    deliver(&fleet, args)?;
    Ok(fleet.verdict.into())
}

fn deliver(fleet: &Fleet, args: &FleetArgs) -> Result<(), NotWritten> {
    let detail = match (args.quiet, args.verbose) {
        (true, _) => Detail::Quiet,
        (false, true) => Detail::Verbose,
        (false, false) => Detail::Usual,
    };
    let language = speech::of(args.lang);
    for file in &args.report {
        output::write_form(&file.path, &rendered(fleet, file.form, detail, language), file.form.read_by())?;
    }
    let text = rendered(fleet, args.format, detail, language);
    match args.format {
        FleetForm::Text | FleetForm::Markdown => output::print(&text),
        _ => output::print_exactly(&text),
    }
}

fn rendered(fleet: &Fleet, form: FleetForm, detail: Detail, language: Language) -> String {
    match form {
        FleetForm::Text => render::fleet_text(fleet, detail, language),
        FleetForm::Html => render::fleet_html(fleet, language),
        FleetForm::Json => render::fleet_json(fleet),
        FleetForm::Csv => render::fleet_csv(fleet),
        FleetForm::Markdown => render::fleet_markdown(fleet, language),
        FleetForm::FirewallCsv => render::fleet_firewall_csv(fleet),
    }
}

/// The list of expected hosts: UTF-8, or UTF-16 as Windows PowerShell writes it.
fn expected(path: &Path) -> Result<Expected, Refusal> {
    let unreadable = |why: &str| Refusal {
        status: ExitStatus::Unreadable,
        story: format!("the list {} can't be read: {why}", Shown::new(&path.display().to_string())),
    };
    let bytes = fleet_files::plain_file(path, LARGEST_LIST).map_err(|error| unreadable(&error.to_string()))?;
    let text = powershell::text(&bytes).ok_or_else(|| unreadable("it is neither UTF-8 nor UTF-16"))?;
    Expected::parse(&text).map_err(|error| unreadable(&error.to_string()))
}

fn named(text: &str) -> Result<NamedFile, String> {
    let (name, path) = text.split_once('=').ok_or("expected NAME=FILE, gateway-dmz=gateway.json for instance")?;
    if name.trim() != name || name.is_empty() || Name::new(name).as_str() != name {
        return Err("expected the name of a host before the `=`".to_owned());
    }
    if path.is_empty() {
        return Err("expected a file behind the `=`".to_owned());
    }
    Ok(NamedFile { name: name.to_owned(), path: path.into() })
}

/// A length of time: a number and its unit.
fn length(text: &str) -> Result<Duration, String> {
    let expected = || format!("`{text}` is no length of time: expected 90m, 48h or 7d, from 1m to 3650d");
    let unit = text.chars().last().ok_or_else(expected)?;
    let seconds = match unit {
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return Err(expected()),
    };
    let number: u64 = text.strip_suffix(unit).unwrap_or_default().parse().map_err(|_| expected())?;
    let whole = number.checked_mul(seconds).filter(|whole| (60..=3_650 * 86_400).contains(whole));
    whole.map(Duration::from_secs).ok_or_else(expected)
}

fn fleet_file(text: &str) -> Result<FleetFile, String> {
    let (form, path) = text.split_once('=').ok_or("expected FORMAT=PATH, html=fleet.html for instance")?;
    let all =
        || FleetForm::value_variants().iter().filter_map(|one| Some(one.to_possible_value()?.get_name().to_owned()));
    let form = FleetForm::from_str(form, false)
        .map_err(|_| format!("`{form}` is no format: {}", all().collect::<Vec<_>>().join(", ")))?;
    if path.is_empty() {
        return Err("expected a path behind the `=`".to_owned());
    }
    Ok(FleetFile { form, path: path.into() })
}
