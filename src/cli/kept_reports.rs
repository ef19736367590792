//! `check --reports DIR --keep N`: the report of each run in a folder, as JSON and HTML, and the removal of those that have had
//! their time. Which these are, `report::Series` says; here files are written and removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{Format, ReportFile};
use super::output::{self, NotWritten};
use super::terminal;
use crate::language::Language;
use crate::render::Detail;
use crate::report::{KEPT_ENDINGS, Report, Series};

/// Of how many runs reports are kept where nothing else is asked: two weeks of daily ones.
pub(super) const KEEP: u16 = 14;

/// The most names of the folder that are looked at: 1000 runs of 50 hosts under one account each. Beyond, nothing is removed of
/// what was not seen.
const MOST_NAMES: usize = 100_000;

/// What is kept for some runs.
#[derive(Debug, Args)]
pub struct KeptArgs {
    /// Keep the report as JSON and HTML in this folder, which is made where it is not there, under names of the policy, host,
    /// account and time; of the runs before, the last ones
    #[arg(long, value_name = "DIR", help_heading = "What it writes")]
    pub reports: Option<PathBuf>,
    /// How many runs of this policy, host and account stay in --reports, 1 to 1000 [default: 14]
    #[arg(long, value_name = "N", requires = "reports", help_heading = "What it writes")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub keep: Option<u16>,
}

/// Makes the folder, and says before the run what could not be written there after it.
///
/// # Errors
/// [`NotWritten`] where the folder has a name that this system refuses, can't be made or can't be written to.
pub(super) fn prepare(args: &KeptArgs) -> Result<(), NotWritten> {
    let Some(folder) = &args.reports else { return Ok(()) };
    if let Some(why) = terminal::refused_name(folder) {
        return Err(NotWritten::Name { path: folder.clone(), why });
    }
    let refused = |source| NotWritten::File { path: folder.clone(), source };
    let folder = terminal::of_any_length(folder);
    fs::create_dir_all(&folder).map_err(refused)?;
    tempfile::Builder::new().prefix(".certready-").tempfile_in(&folder).map_err(refused)?;
    Ok(())
}

/// Writes both files of a run, and then removes what has had its time. What can't be removed is told, and changes nothing.
///
/// # Errors
/// [`NotWritten`] for a file that could not be written; nothing is removed then.
pub(super) fn keep(args: &KeptArgs, report: &Report, language: Language) -> Result<(), NotWritten> {
    let Some(folder) = &args.reports else { return Ok(()) };
    let series = Series::of(report);
    let written = report.times.observed;
    let files = KEPT_ENDINGS.map(|ending| ReportFile {
        format: if ending == "json" { Format::Json } else { Format::Html },
        path: folder.join(series.name(written, ending)),
    });
    output::write_files(&files, |format| output::render(report, format, Detail::Usual, language))?;
    let names = match names(folder) {
        Ok(names) => names,
        Err(error) => {
            output::complain(&format!("certready: no older report was removed: {}: {error}", folder.display()));
            return Ok(());
        }
    };
    for name in series.surplus(names.iter().map(String::as_str), written, args.keep.unwrap_or(KEEP).into()) {
        if let Err(error) = remove(&folder.join(name)) {
            output::complain(&format!("certready: an older report could not be removed: {name}: {error}"));
        }
    }
    Ok(())
}

/// The names in a folder that are text, at most [`MOST_NAMES`].
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(terminal::of_any_length(folder))?.take(MOST_NAMES);
    entries.filter_map(|entry| entry.map(|entry| entry.file_name().into_string().ok()).transpose()).collect()
}

/// Removes a regular file. One that another run removed meanwhile is gone as wanted; a link or a folder of that name is none of
/// ours.
fn remove(path: &Path) -> io::Result<()> {
    let path = terminal::of_any_length(path);
    let removed =
        fs::symlink_metadata(&path).and_then(|found| if found.is_file() { fs::remove_file(&path) } else { Ok(()) });
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
