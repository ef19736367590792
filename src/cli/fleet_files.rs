//! The files of `certready fleet`: found in folders and by patterns, and read on two threads, each bounded. A file that can't be read
//! or is no report is noted, and ends nothing.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::fleet::NamedFile;
use super::{ExitStatus, Refusal, output};
use crate::fleet::Gathering;
use crate::kept::{self, NotAReport, REPORT_BYTES};
use crate::probe::Progress;
use crate::vocabulary::Shown;

/// How many folders may lie within one another: folders of hosts by site, account and date have four.
const DEEPEST: usize = 16;

/// The most files that are read: ten thousand hosts, with two weeks of reports each.
const MOST_FILES: usize = 200_000;

/// What certready writes as JSON beside reports. `tests/cli/fleet.rs` has each written, and counted as this.
const OTHER_SCHEMAS: [&str; 6] = [
    "certready.evidence/1",
    "certready.verify/1",
    "certready.partner-sheet/1",
    "certready.store/1",
    "certready.fleet/1",
    "certready.diff/1",
];

/// The files to be read, and what could not be looked into.
#[derive(Debug, Default)]
pub(super) struct Found {
    files: Vec<Input>,
    /// Each place once, however it was named.
    known: HashSet<PathBuf>,
    broken: Vec<(String, String)>,
    links: u64,
    /// Whether it was said that there are too many.
    full: bool,
}

#[derive(Debug)]
struct Input {
    path: PathBuf,
    /// The host that it is of, whichever it names itself. None: the one that it names.
    named: Option<String>,
}

impl Found {
    /// What the paths lead to. A file that several lead to is read once, under the name that `--as` gives it.
    ///
    /// # Errors
    /// [`Refusal`] with 65 where not one of the paths can be looked into.
    pub(super) fn of(paths: &[PathBuf], named: &[NamedFile]) -> Result<Self, Refusal> {
        let mut found = Self::default();
        let mut opened = 0_usize;
        for one in named {
            opened = opened.saturating_add(usize::from(found.named_path(&one.path, Some(&one.name))));
        }
        for path in paths {
            for path in expanded(path) {
                opened = opened.saturating_add(usize::from(found.named_path(&path, None)));
            }
        }
        match found.broken.first() {
            Some((path, why)) if opened == 0 => {
                Err(Refusal { status: ExitStatus::Unreadable, story: format!("{path} can't be read: {why}") })
            }
            _ => Ok(found),
        }
    }

    /// A path that somebody named: a link there is followed. Whether there is something.
    fn named_path(&mut self, path: &Path, host: Option<&str>) -> bool {
        let place = match fs::canonicalize(path) {
            Ok(place) => place,
            Err(error) => {
                self.note(path, &error.to_string());
                return false;
            }
        };
        match fs::metadata(&place) {
            Ok(kind) if kind.is_dir() && host.is_none() => self.folder(path, &place, 0),
            Ok(kind) if kind.is_file() => self.file(path.to_owned(), place, host),
            Ok(_) => {
                self.note(path, "it is no plain file");
                false
            }
            Err(error) => {
                self.note(path, &error.to_string());
                false
            }
        }
    }

    /// A folder: its JSON files, and those of the folders in it. Whether it can be looked into.
    fn folder(&mut self, shown: &Path, place: &Path, depth: usize) -> bool {
        if depth > DEEPEST {
            self.note(shown, &format!("it lies deeper than {DEEPEST} folders, and was not looked into"));
            return true;
        }
        let entries = match fs::read_dir(place) {
            Ok(entries) => entries,
            Err(error) => {
                self.note(shown, &error.to_string());
                return false;
            }
        };
        for entry in entries {
            if self.full {
                return true;
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.note(shown, &error.to_string());
                    continue;
                }
            };
            let (path, place) = (shown.join(entry.file_name()), entry.path());
            let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => self.links = self.links.saturating_add(1),
                Ok(kind) if kind.is_dir() => {
                    self.folder(&path, &place, depth.saturating_add(1));
                }
                Ok(kind) if is_json && kind.is_file() => {
                    self.file(path, place, None);
                }
                Ok(_) if is_json => self.note(&path, "it is no plain file"),
                Ok(_) => {}
                Err(error) => self.note(&path, &error.to_string()),
            }
        }
        true
    }

    fn file(&mut self, path: PathBuf, place: PathBuf, host: Option<&str>) -> bool {
        if self.files.len() >= MOST_FILES {
            if !self.full {
                self.note(&path, &format!("more than {MOST_FILES} files: this one and what follows was not read"));
            }
            self.full = true;
        } else if self.known.insert(place) {
            self.files.push(Input { path, named: host.map(str::to_owned) });
        }
        true
    }

    fn note(&mut self, path: &Path, why: &str) {
        self.broken.push((Shown::new(&path.display().to_string()).to_string(), why.to_owned()));
    }
}

/// The paths that a pattern fits, sorted: shells of Windows leave patterns as they are. A path that is there, or that has no `*`
/// or `?` in its last part, is itself.
fn expanded(path: &Path) -> Vec<PathBuf> {
    let itself = || vec![path.to_owned()];
    let Some(pattern) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return itself() };
    if !pattern.contains(['*', '?']) || fs::symlink_metadata(path).is_ok() {
        return itself();
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return itself() };
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let names = entries.filter_map(Result::ok).map(|entry| entry.file_name());
    let mut fitting: Vec<PathBuf> = names
        .filter(|name| fits(&pattern, &name.to_string_lossy().to_lowercase().chars().collect::<Vec<_>>()))
        .map(|name| folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name)))
        .collect();
    fitting.sort();
    // Nothing fits: the pattern is told as a path that is not there.
    if fitting.is_empty() { itself() } else { fitting }
}

/// Whether a name fits a pattern. Each `*` takes as little as it can, and more only where the rest does not fit: no pattern makes
/// that longer than both lengths multiplied.
fn fits(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut of) = (0_usize, 0_usize);
    let mut star: Option<(usize, usize)> = None;
    while let Some(letter) = name.get(at) {
        match (pattern.get(of), star) {
            (Some('*'), _) => {
                star = Some((of, at));
                of = of.saturating_add(1);
            }
            (Some(wanted), _) if *wanted == '?' || wanted == letter => {
                (at, of) = (at.saturating_add(1), of.saturating_add(1));
            }
            (_, Some((place, taken))) => {
                star = Some((place, taken.saturating_add(1)));
                (at, of) = (taken.saturating_add(1), place.saturating_add(1));
            }
            (_, None) => return false,
        }
    }
    pattern.iter().skip(of).all(|rest| *rest == '*')
}

/// Reads all files on two threads: one waits for a file while the other takes one apart.
pub(super) fn read(found: &Found, policy: Option<&str>, progress: &(impl Progress + Sync)) -> Gathering {
    progress.planned(u64::try_from(found.files.len()).unwrap_or(u64::MAX));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut gathering = Gathering::new(policy);
        let mut bytes = Vec::new();
        while let Some(input) = found.files.get(next.fetch_add(1, Ordering::Relaxed)) {
            take(input, &mut bytes, &mut gathering);
            progress.ended("");
        }
        gathering
    };
    let mut gathering = thread::scope(|scope| {
        // Where there is no second thread to be had, one does it all.
        let other = thread::Builder::new().spawn_scoped(scope, work);
        let mine = work();
        match other.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(others)) => mine.merged(others),
            Ok(Err(broke)) => panic::resume_unwind(broke),
            Err(_) => mine,
        }
    });
    for (path, why) in &found.broken {
        gathering.broken(path, why);
    }
    gathering.links(found.links);
    gathering
}

/// Reads one file.
fn take(input: &Input, bytes: &mut Vec<u8>, gathering: &mut Gathering) {
    let shown = input.path.display().to_string();
    if let Err(error) = into(bytes, &input.path, REPORT_BYTES) {
        gathering.broken(&shown, &error.to_string());
        return;
    }
    match kept::read(bytes) {
        Ok(report) => gathering.add(&shown, input.named.as_deref(), &report),
        Err(NotAReport::Schema(schema)) if OTHER_SCHEMAS.contains(&schema.as_str()) => gathering.other_schema(),
        Err(_) if bytes.starts_with(&[0xff, 0xfe]) => {
            let why = "it is in UTF-16, as `>` of Windows PowerShell writes it: have it written by --report json=PATH";
            gathering.broken(&shown, why);
        }
        Err(error) => gathering.broken(&shown, &output::whole_story(&error)),
    }
}

/// The bytes of a plain file that is not larger than this.
///
/// # Errors
/// What the system says; `InvalidInput` for a device, a pipe and the like, `FileTooLarge`.
pub(super) fn plain_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    into(&mut bytes, path, most)?;
    Ok(bytes)
}

fn into(bytes: &mut Vec<u8>, path: &Path, most: u64) -> io::Result<()> {
    let plain = |kind: &fs::Metadata| {
        let why = "it is no plain file";
        if kind.is_file() { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, why)) }
    };
    bytes.clear();
    // Before it is opened, because to open a pipe waits for who writes to it; and behind, because it may be another by then.
    plain(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    plain(&file.metadata()?)?;
    file.take(most.saturating_add(1)).read_to_end(bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(())
}
