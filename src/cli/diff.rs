//! `certready diff`: what changed between two reports, what got worse first. Nothing is looked at but the two.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{Format, ReportFile, language, report_file};
use super::baseline::Given;
use super::{ExitStatus, Refusal, output, speech};
use crate::compare::{Difference, Outcome, compare};
use crate::language::Language;
use crate::render::{self, Detail};
use crate::run::TOOL;

// What stands below the help is broken by hand, as in `args`.
const EXAMPLES: &str = "Examples:
  certready diff monday.json tuesday.json
  certready diff ./kept-monday ./kept-tuesday --format markdown
  certready diff monday.json ./kept-tuesday --report json=changes.json

A folder of evidence is judged first, as that run was asked. Two hosts, accounts
or policies can be compared: it is said on top.

Exit status: 0 nothing got worse, 2 something did, 3 nothing did and not all
could be compared.";

/// `certready diff`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct DiffArgs {
    /// The earlier report: a file with its JSON, or a folder that `check --evidence` wrote
    pub before: PathBuf,
    /// The later one, likewise
    pub after: PathBuf,
    /// The form on standard output
    #[arg(long, value_enum, value_name = "text|json|markdown", hide_possible_values = true)]
    #[arg(default_value_t = DiffForm::Text)]
    pub format: DiffForm,
    /// Write it in any of these forms to a file as well (markdown=changes.md), whole or not at all; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = file)]
    pub report: Vec<ReportFile>,
    /// Only what got worse, and what could not be compared
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// What changes each day as well, and what was observed of each repair
    #[arg(long, short)]
    pub verbose: bool,
    /// The language of text and Markdown: en or ko [default: the system's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

/// A form of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffForm {
    /// For a terminal or a plain mail.
    Text,
    /// `certready.diff/1`.
    Json,
    /// For a ticket or a wiki.
    Markdown,
}

impl From<DiffForm> for Format {
    fn from(form: DiffForm) -> Self {
        match form {
            DiffForm::Text => Self::Text,
            DiffForm::Json => Self::Json,
            DiffForm::Markdown => Self::Markdown,
        }
    }
}

/// Compares.
pub(super) fn run(args: &DiffArgs) -> Result<ExitStatus, Refusal> {
    output::check_places(&args.report, None)?;
    let (before, after) = (Given::read(&args.before)?, Given::read(&args.after)?);
    let mut difference = compare(&before.report()?, &after.report()?);
    difference.retell(|text| before.sayings.again(text).or_else(|| after.sayings.again(text)));
    let detail = match (args.quiet, args.verbose) {
        (true, _) => Detail::Quiet,
        (false, true) => Detail::Verbose,
        (false, false) => Detail::Usual,
    };
    let language = speech::of(args.lang);
    output::write_files(&args.report, |format| made(&difference, format, detail, language))?;
    let format = args.format.into();
    output::print_in(format, &made(&difference, format, detail, language))?;
    Ok(match difference.outcome() {
        Outcome::NothingWorse => ExitStatus::Ready,
        Outcome::Worse => ExitStatus::NotReady,
        Outcome::Incomplete => ExitStatus::Undetermined,
    })
}

/// The comparison in a form; [`file()`] lets no other through.
fn made(difference: &Difference, format: Format, detail: Detail, language: Language) -> String {
    match format {
        Format::Json => render::difference_json(difference, TOOL),
        Format::Markdown => render::difference_markdown(difference, detail, language),
        _ => render::difference_text(difference, detail, language),
    }
}

fn file(text: &str) -> Result<ReportFile, String> {
    let file = report_file(text)?;
    match file.format {
        Format::Text | Format::Json | Format::Markdown => Ok(file),
        _ => Err("a comparison has the forms text, json and markdown".to_owned()),
    }
}
