//! How Windows updates its roots, by the registry: whether it does, from where, when it last did, the lists that it keeps, and
//! what a source that is a folder holds of the roots that are missed. The lists are kept as they are, and not read here.
#![expect(clippy::disallowed_methods, reason = "a folder may be the source of roots")]

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::aside;
use super::registry::Key;
use crate::evidence::Objects;
use crate::observation::{RootUpdate, Setting, SourceFile};
use crate::plan::UpdateSource;
use crate::vocabulary::{Digest, Sha1Fingerprint, Shown};

/// Whether it is on: the policy.
const POLICY: &str = r"SOFTWARE\Policies\Microsoft\SystemCertificates\AuthRoot";

/// From where, and what came.
const UPDATE: &str = r"SOFTWARE\Microsoft\SystemCertificates\AuthRoot\AutoUpdate";

/// The list of a source that is a folder: as Windows Update serves it, and as `certutil -generateSSTFromWU` and an
/// administrator unpack it.
const LISTS: [&str; 2] = ["authroot.stl", "authrootstl.cab"];

/// The longest file of a source that is read, in bytes: the list has 200 kB, a certificate 8.
const LONGEST_FILE: u64 = 2 << 20;

/// How long all files of a folder together may take. Windows itself gives up a server that does not answer after some 20 to
/// 40 s, and asks again for each file.
const PATIENCE: Duration = Duration::from_secs(30);

/// The most roots that are looked for: a policy names a handful.
const MOST_ROOTS: usize = 90;

/// What the registry says of the root update. The files of a source that is a folder are looked at for these `missed` roots.
pub(super) fn read_root_update(objects: &Objects, missed: &[Sha1Fingerprint]) -> RootUpdate {
    let (policy, update) = (Key::of_machine(POLICY), Key::of_machine(UPDATE));
    let list = |name: &str| kept(objects, update.bytes(name), update.place(name).as_str());
    let mut facts = RootUpdate {
        disabled: policy.number("DisableRootAutoUpdate"),
        source: update.text("RootDirUrl").map(|text| Shown::new(&text)),
        synced: update.instant("LastSyncTime"),
        roots: list("EncodedCtl"),
        disallowed: list("DisallowedCertEncodedCtl"),
        folder: Vec::new(),
    };
    if let UpdateSource::Folder(folder) = UpdateSource::of(&facts)
        && !missed.is_empty()
    {
        facts.folder = read_folder(objects, Path::new(folder.as_str()), missed);
    }
    facts
}

/// The files of a folder that count for these roots.
fn read_folder(objects: &Objects, folder: &Path, missed: &[Sha1Fingerprint]) -> Vec<SourceFile> {
    let roots = missed.iter().take(MOST_ROOTS).map(|sha1| format!("{}.crt", sha1.to_string().to_ascii_uppercase()));
    let names = LISTS.iter().map(|name| (*name).to_owned()).chain(roots);
    let paths: Vec<PathBuf> = names.map(|name| folder.join(name)).collect();
    let asked = paths.clone();
    let mut answers = aside::ask(PATIENCE, move |answers| {
        let mut read = asked.iter().map(|path| read_file(path));
        while let Some(true) = read.next().map(|file| answers.send(file).is_ok()) {}
    });
    let files = paths.iter().map(|path| {
        let late = || format!("{}: not answered within {} s", path.display(), PATIENCE.as_secs());
        let bytes = match &mut answers {
            Ok(answers) => answers.next().unwrap_or_else(|| Setting::Unreadable(Shown::new(&late()))),
            Err(error) => Setting::Unreadable(Shown::new(&format!("{}: {error}", path.display()))),
        };
        let path = Shown::new(&path.display().to_string());
        SourceFile { bytes: kept(objects, bytes, path.as_str()), path }
    });
    files.collect()
}

/// A file's bytes. Absent only where its folder can be looked into and has none of that name.
fn read_file(path: &Path) -> Setting<Vec<u8>> {
    let unreadable = |why: &str| Setting::Unreadable(Shown::new(&format!("{}: {why}", path.display())));
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_FILE.saturating_add(1)).read_to_end(&mut bytes));
    match read {
        Ok(length) if u64::try_from(length).is_ok_and(|length| length <= LONGEST_FILE) => Setting::Is(bytes),
        Ok(_) => unreadable(&format!("longer than {LONGEST_FILE} bytes: not read")),
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_folder(path) => Setting::Absent,
        Err(error) => unreadable(&error.to_string()),
    }
}

/// Whether the folder that should hold a file is there: of a server that can't be reached, Windows says of everything below
/// it that it is not found.
fn is_folder(file: &Path) -> bool {
    file.parent().is_some_and(|folder| std::fs::metadata(folder).is_ok_and(|metadata| metadata.is_dir()))
}

/// Bytes by their digest, kept as evidence.
fn kept(objects: &Objects, bytes: Setting<Vec<u8>>, place: &str) -> Setting<Digest> {
    match bytes {
        Setting::Absent => Setting::Absent,
        Setting::Unreadable(why) => Setting::Unreadable(why),
        Setting::Is(bytes) => objects.put(&bytes).map_or_else(
            |fault| Setting::Unreadable(Shown::new(&format!("{place}: it could not be kept: {fault}"))),
            Setting::Is,
        ),
    }
}
