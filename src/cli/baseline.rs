//! A report that is named on the command line: a file with its JSON, or a folder of evidence, which is judged and written first.
//! From there on there is one way: bytes that are read back.

use std::path::{Path, PathBuf};

use clap::Args;

use super::material::{unreadable, whole_file};
use super::{ExitStatus, Refusal, output};
use crate::kept::{self, NotAReport, REPORT_BYTES};
use crate::observation::Baseline;
use crate::render;
use crate::report::{Report, Sayings};
use crate::run;
use crate::vocabulary::{Digest, Shown};

/// What it compares with.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What is judged")]
pub struct BaselineArgs {
    /// An earlier report of this host (JSON), or its evidence: what changed since is said, and whether a CRL's number went back
    #[arg(long, value_name = "FILE|DIR")]
    pub baseline: Option<PathBuf>,
}

impl BaselineArgs {
    /// The baseline. None where none is named.
    ///
    /// # Errors
    /// [`Refusal`] with 65.
    pub(super) fn read(&self) -> Result<Option<Given>, Refusal> {
        self.baseline.as_deref().map(Given::read).transpose()
    }
}

/// A report as it was given.
pub(super) struct Given {
    /// The file or folder.
    path: PathBuf,
    /// Its JSON.
    bytes: Vec<u8>,
    /// SHA-256 of the file; of a folder, of its manifest.
    digest: Digest,
    /// What it says, in no language yet. Nothing of a file, which says it in English.
    pub(super) sayings: Sayings,
}

impl Given {
    /// Reads a report's file, or judges a folder of evidence as that run was asked.
    ///
    /// # Errors
    /// [`Refusal`] with 65, which names the file or folder.
    pub(super) fn read(path: &Path) -> Result<Self, Refusal> {
        // What is neither could make a run wait without an end: a pipe that nobody writes to.
        let found = path.metadata().map_err(|error| unreadable(path, &error))?;
        if found.is_dir() {
            return Self::of_evidence(path);
        }
        if !found.is_file() {
            return Err(refused(path, "is neither a file nor a folder"));
        }
        let bytes = whole_file(path, REPORT_BYTES)?;
        Ok(Self { path: path.to_owned(), digest: Digest::of(&bytes), bytes, sayings: Sayings::default() })
    }

    fn of_evidence(path: &Path) -> Result<Self, Refusal> {
        let named = |error: run::RunError| refused(path, &format!("is no evidence: {}", output::whole_story(&error)));
        let evidence = run::read(path).map_err(named)?;
        let report = run::evaluate(&evidence, &evidence.asked).map_err(named)?;
        let bytes = render::json(&report).into_bytes();
        let digest = evidence.manifest.unwrap_or_else(|| Digest::of(&bytes));
        Ok(Self { path: path.to_owned(), bytes, digest, sayings: report.sayings() })
    }

    /// The report.
    ///
    /// # Errors
    /// [`Refusal`] with 65, which names the file or folder, and says why it is none.
    pub(super) fn report(&self) -> Result<kept::Report<'_>, Refusal> {
        kept::read(&self.bytes).map_err(|error| self.not_a_report(&error))
    }

    fn not_a_report(&self, error: &NotAReport) -> Refusal {
        refused(&self.path, &format!("can't be compared: {}", output::whole_story(error)))
    }
}

/// What `crl-number` compares with. None without a baseline.
///
/// # Errors
/// [`Refusal`] with 65 where the baseline is no report, or its CRLs are none.
pub(super) fn facts(given: Option<&Given>) -> Result<Option<Baseline>, Refusal> {
    let facts =
        |given: &Given| kept::baseline(&given.report()?, given.digest).map_err(|error| given.not_a_report(&error));
    given.map(facts).transpose()
}

/// The report with what changed since the baseline, where there is one.
///
/// # Errors
/// [`Refusal`] where either can't be read back.
pub(super) fn compared(mut report: Report, given: Option<&Given>) -> Result<Report, Refusal> {
    if let Some(given) = given {
        let mut since = run::since(&given.report()?, &report)?;
        since.retell(|text| given.sayings.again(text));
        report.since = Some(since);
    }
    Ok(report)
}

fn refused(path: &Path, why: &str) -> Refusal {
    let story = format!("{} {why}", Shown::new(&path.display().to_string()));
    Refusal { status: ExitStatus::Unreadable, story }
}
