//! Where the words go: standard output and standard error through one handle each, files whole or not at all.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;

use super::args::{Format, ReportFile};
use super::terminal;
use crate::language::Language;
use crate::render::{self, Detail};
use crate::report::Report;

/// What could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotWritten {
    /// A report file.
    #[error("the report could not be written to {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Two reports would go to one file.
    #[error("two reports would go to {}", .0.display())]
    Twice(PathBuf),
    /// Another file has this name, and may be somebody's work.
    #[error("{} is there already with other words in it, and is not written over", .0.display())]
    Other(PathBuf),
    /// This system gives no file such a name.
    #[error("nothing can be written to {}: {why}", path.display())]
    Name {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with its name.
        why: &'static str,
    },
    /// Standard output.
    #[error("standard output could not be written")]
    Stdout(#[source] io::Error),
}

/// The report in a format, with ANSI styles where the format has them; in a language where people read it.
pub(super) fn render(report: &Report, format: Format, detail: Detail, language: Language) -> String {
    match format {
        Format::Text => render::text(report, detail, language),
        Format::Json => render::json(report),
        Format::Csv => render::csv(report),
        Format::Nagios => render::nagios(report),
        Format::Prometheus => render::prometheus(report),
        Format::Junit => render::junit(report),
        Format::Html => render::html(report, language),
        Format::Markdown => render::markdown(report, language),
    }
}

/// Says before the run starts what could not be written after it: a name that this system refuses, also of the folder for
/// evidence, a missing folder, a folder in the file's place, a folder that can't be written to. It leaves nothing behind.
/// What else prevents evidence is said as its place is claimed.
///
/// # Errors
/// [`NotWritten`] for the first file that can't be.
pub(super) fn check_places(files: &[ReportFile], evidence: Option<&Path>) -> Result<(), NotWritten> {
    check_paths(&files.iter().map(|file| file.path.as_path()).collect::<Vec<_>>(), evidence)
}

/// The same of files in any form.
///
/// # Errors
/// As [`check_places()`].
pub(super) fn check_paths(files: &[&Path], evidence: Option<&Path>) -> Result<(), NotWritten> {
    for path in files.iter().copied().chain(evidence) {
        if let Some(why) = terminal::refused_name(path) {
            return Err(NotWritten::Name { path: path.to_owned(), why });
        }
    }
    for (index, path) in files.iter().enumerate() {
        if files.iter().take(index).any(|other| terminal::same_place(other, path)) {
            return Err(NotWritten::Twice((*path).to_owned()));
        }
        let refused = |source| NotWritten::File { path: (*path).to_owned(), source };
        if path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator) {
            return Err(refused(io::ErrorKind::IsADirectory.into()));
        }
        // Said here, because a temporary file's error would name that file and not the folder.
        folder(path).metadata().map_err(refused)?;
        tempfile::Builder::new().prefix(".certready-").tempfile_in(folder(path)).map_err(refused)?;
    }
    Ok(())
}

/// Writes each report file, whole or not at all: beside its place under another name, then renamed.
///
/// # Errors
/// [`NotWritten`] for the first file that could not be; the ones before it stand.
pub(super) fn write_files(files: &[ReportFile], made: impl Fn(Format) -> String) -> Result<(), NotWritten> {
    for file in files {
        let read_by = match file.format {
            Format::Text => ReadBy::Person,
            Format::Csv => ReadBy::Spreadsheet,
            _ => ReadBy::Program,
        };
        write_form(&file.path, &made(file.format), read_by)?;
    }
    Ok(())
}

/// Who reads a file: by that it has a mark in front, and the line ends of this system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReadBy {
    /// A person, as plain text.
    Person,
    /// What a person opens; its line ends are the form's own.
    Spreadsheet,
    /// A program, a browser, or a ticket system, which would take a mark for a character of the heading.
    Program,
}

/// Writes what was rendered to a file, whole or not at all, without styles.
///
/// # Errors
/// [`NotWritten::File`].
pub(super) fn write_form(path: &Path, text: &str, read_by: ReadBy) -> Result<(), NotWritten> {
    let text = plain(text);
    let text = match read_by {
        ReadBy::Person => [terminal::TEXT_MARK, &of_this_system(&text)].concat(),
        ReadBy::Spreadsheet => [terminal::TEXT_MARK, &text].concat(),
        ReadBy::Program => text,
    };
    write_whole(path, text.as_bytes()).map_err(|source| NotWritten::File { path: path.to_owned(), source })
}

/// Writes a file, whole or not at all. No name on the way ends as the file's does: who reads all files of a kind in a folder,
/// as `node_exporter` reads `*.prom`, sees it once it is whole.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = terminal::of_any_length(path);
    whole_beside(&path, bytes)?.persist(&path).map_err(|kept| kept.error)?;
    Ok(())
}

/// Writes a file as [`write_whole()`] does, and never over another one.
///
/// # Errors
/// What the system says; [`io::ErrorKind::AlreadyExists`] where something has that name.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = terminal::of_any_length(path);
    whole_beside(&path, bytes)?.persist_noclobber(&path).map_err(|kept| kept.error)?;
    Ok(())
}

/// A file under another name beside its place, which is gone with the value.
fn whole_beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(".certready-").tempfile_in(folder(path))?;
    file.write_all(bytes)?;
    terminal::share_like_a_new_file(file.as_file())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The text without ANSI styles.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The text with the line ends of this system.
fn of_this_system(text: &str) -> Cow<'_, str> {
    match terminal::LINE_END {
        "\n" => Cow::Borrowed(text),
        end => Cow::Owned(text.replace("\r\n", "\n").replace('\n', end)),
    }
}

/// Writes to standard output what a person reads, with the line ends of this system. A reader that has gone away is done
/// reading, which is no fault.
///
/// # Errors
/// [`NotWritten::Stdout`] for anything but a closed pipe.
pub(super) fn print(text: &str) -> Result<(), NotWritten> {
    print_exactly(&of_this_system(text))
}

/// Writes a report to standard output: as it is where a program reads it.
///
/// # Errors
/// As [`print()`].
pub(super) fn print_in(format: Format, text: &str) -> Result<(), NotWritten> {
    match format {
        Format::Text | Format::Markdown => print(text),
        _ => print_exactly(text),
    }
}

/// Writes to standard output what a program reads, the same on every system.
///
/// # Errors
/// As [`print()`].
pub(super) fn print_exactly(text: &str) -> Result<(), NotWritten> {
    let out = io::stdout();
    let choice = AutoStream::choice(&out);
    write_to(AutoStream::new(out.lock(), choice), text).map_err(NotWritten::Stdout)
}

/// Writes a line to standard error. Where even that fails, there is nobody left to tell.
pub(super) fn complain(text: &str) {
    let err = io::stderr();
    let choice = AutoStream::choice(&err);
    let _ = write_to(AutoStream::new(err.lock(), choice), &format!("{text}\n"));
}

fn write_to(mut out: impl Write, text: &str) -> io::Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(closed) if closed.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// An error and what lies below it, in one line.
pub(super) fn whole_story(error: &dyn std::error::Error) -> String {
    let mut story = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        story.push_str(": ");
        story.push_str(&cause.to_string());
        below = cause.source();
    }
    story
}
