//! The place of an evidence folder: free, claimed by one run at a time, and filled in one step. What goes into the folder
//! is not known here.
#![expect(clippy::disallowed_methods, reason = "the evidence folder is claimed, swept and moved here")]

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::EvidenceError;
use super::layout::{FACTS, MANIFEST, OBJECTS};

/// A place that this run alone may fill, until it is dropped. The claim is a lock of the system on an empty file beside
/// the place, so that it ends with the process, however that ends.
#[derive(Debug)]
pub struct Place {
    dir: PathBuf,
    parent: PathBuf,
    name: OsString,
    /// Those of the empty folder that stands there: who made it may have closed it to others. None where nothing does.
    permissions: Option<Permissions>,
    lock: Lock,
}

/// Says before a run starts what would prevent its evidence from being kept at `dir`; leaves nothing there.
///
/// # Errors
/// As [`Place::claim`].
pub fn check_place(dir: &Path) -> Result<(), EvidenceError> {
    Place::claim(dir).map(drop)
}

impl Place {
    /// Claims `dir`: absent or an empty folder, in a folder that can be written. To be held from before the run starts
    /// until its evidence is written.
    ///
    /// # Errors
    /// [`EvidenceError::Occupied`], [`EvidenceError::Locked`], or what the system says against it.
    pub fn claim(dir: &Path) -> Result<Self, EvidenceError> {
        let name = dir.file_name().ok_or_else(|| EvidenceError::NoName { path: dir.to_owned() })?;
        let parent = match dir.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::read_dir(parent).map_err(|source| EvidenceError::NoParent { path: dir.to_owned(), source })?;
        let mut beside = name.to_owned();
        beside.push(".certready-lock");
        let lock = Lock::take(parent.join(beside), dir)?;
        // Only now: a run that held the claim a moment ago may have filled the place.
        let permissions = free(dir)?;
        let place = Self { dir: dir.to_owned(), parent: parent.to_owned(), name: name.to_owned(), permissions, lock };
        // Tried now, so that a umask or a quota that forbids it is not met after the run.
        place.partial().map(drop)?;
        Ok(place)
    }

    /// The folder as given.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A new folder beside the place, with the folder for objects in it, under a name that no reader takes for evidence;
    /// what killed runs left of theirs is removed first. It removes itself unless it is moved into the place.
    pub(super) fn partial(&self) -> Result<TempDir, EvidenceError> {
        let mut prefix = self.name.clone();
        prefix.push(".partial-");
        self.sweep(&prefix);
        let made = tempfile::Builder::new().prefix(&prefix).tempdir_in(&self.parent);
        let partial = made.map_err(EvidenceError::io("make a folder in", &self.parent))?;
        if let Some(permissions) = self.permissions.clone() {
            let set = fs::set_permissions(partial.path(), permissions);
            set.map_err(EvidenceError::io("give its permissions to the successor of", &self.dir))?;
        }
        let objects = partial.path().join(OBJECTS);
        if let Err(source) = fs::create_dir(&objects) {
            // One that a umask closed to its own maker is not removed by going into it.
            let _ = fs::remove_dir(partial.path());
            return Err(EvidenceError::Io { action: "make", path: objects, source });
        }
        Ok(partial)
    }

    /// Removes the partial folders of runs that were killed: nobody else is writing, because the claim is ours. What
    /// can't be removed stays, and is no reason to lose this run's evidence.
    fn sweep(&self, prefix: &OsString) {
        let Ok(beside) = fs::read_dir(&self.parent) else { return };
        for entry in beside.flatten() {
            let begins = entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
            if begins && is_partial(&entry.path()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Moves a partial folder into the place: the whole appears at once, or nothing does.
    pub(super) fn fill(self, partial: TempDir) -> Result<(), EvidenceError> {
        // Windows moves nothing over an empty folder, so that one goes first; one that is no longer empty stays.
        match fs::remove_dir(&self.dir) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory) => {
                return Err(EvidenceError::Occupied { path: self.dir.clone() });
            }
            outcome => outcome.map_err(EvidenceError::io("replace the empty folder", &self.dir))?,
        }
        fs::rename(partial.path(), &self.dir).map_err(EvidenceError::io("move the evidence to", &self.dir))?;
        // It stands under another name now: there is nothing left to remove.
        let _ = partial.keep();
        sync_folder(&self.parent);
        drop(self.lock);
        Ok(())
    }
}

/// The permissions of the empty folder that stands there, None where nothing does; anything else is an error.
fn free(dir: &Path) -> Result<Option<Permissions>, EvidenceError> {
    match fs::symlink_metadata(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(EvidenceError::io("look at", dir)(error)),
        Ok(found) if found.is_dir() => {
            let mut within = fs::read_dir(dir).map_err(EvidenceError::io("look into", dir))?;
            let permissions = within.next().is_none().then(|| found.permissions());
            permissions.map(Some).ok_or_else(|| EvidenceError::Occupied { path: dir.to_owned() })
        }
        Ok(_) => Err(EvidenceError::Occupied { path: dir.to_owned() }),
    }
}

/// Whether a folder holds nothing but what the writer puts into one: other programs name theirs in the same way.
fn is_partial(path: &Path) -> bool {
    let ours = |name: OsString| [FACTS, MANIFEST, OBJECTS].iter().any(|known| name == *known);
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
        && fs::read_dir(path).is_ok_and(|within| within.flatten().all(|entry| ours(entry.file_name())))
}

/// Asks the system to keep a folder's names through a power cut. Windows opens no folder in this way and keeps them by
/// itself, so a refusal is nothing.
pub(super) fn sync_folder(path: &Path) {
    let _ = File::open(path).and_then(|folder| folder.sync_all());
}

/// A locked empty file.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    fn take(path: PathBuf, dir: &Path) -> Result<Self, EvidenceError> {
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(EvidenceError::NotPlain { path });
        }
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(EvidenceError::io("make the lock file", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { path, file }),
            Err(TryLockError::WouldBlock) => Err(EvidenceError::Locked { path: dir.to_owned() }),
            Err(TryLockError::Error(source)) => Err(EvidenceError::Io { action: "lock", path, source }),
        }
    }
}

impl Drop for Lock {
    /// Takes the file away again. A run that opened it just before, and now locks a file without a name, can meet a
    /// third one at the same place: each fills a partial folder of its own, one is moved, and the other is told so.
    fn drop(&mut self) {
        if self.file.metadata().is_ok_and(|found| found.len() == 0) {
            let _ = fs::remove_file(&self.path);
        }
    }
}
