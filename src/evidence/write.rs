//! Keeps a run: objects, then the facts, then the manifest, each on the disk before the next, all of it beside its place
//! and moved there when whole. It decodes nothing and adds nothing.
#![expect(clippy::disallowed_methods, reason = "the evidence folder is written here")]

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::layout::{self, FACTS, FACTS_BYTES, FOLDER_BYTES, MANIFEST, MANIFEST_BYTES, OBJECTS};
use super::place::{Place, sync_folder};
use super::v1::{self, Entry, Facts, Manifest, Sha256};
use super::{Evidence, EvidenceError};
use crate::vocabulary::Digest;

/// How many bytes of an object are copied at once: few system calls, little memory.
const PIECE: usize = 64 * 1024;

/// Keeps a run in the folder `dir`, which must be absent or empty: the same as [`Place::claim`] and [`Place::write`]. SHA-256 of
/// the manifest, which stands for the whole.
///
/// # Errors
/// [`EvidenceError`]; then nothing stands at `dir` that was not there before.
pub fn write(evidence: &Evidence, dir: &Path) -> Result<Digest, EvidenceError> {
    Place::claim(dir)?.write(evidence)
}

impl Place {
    /// Keeps a run in this place. SHA-256 of the manifest, which stands for the whole.
    ///
    /// # Errors
    /// [`EvidenceError`]; then nothing stands in the place that was not there before.
    pub fn write(self, evidence: &Evidence) -> Result<Digest, EvidenceError> {
        let facts = facts(evidence, &self.dir().join(FACTS))?;
        let partial = self.partial()?;
        let objects = objects(evidence, &partial.path().join(OBJECTS))?;
        let facts = Entry { sha256: Sha256(Digest::of(&facts)), bytes: keep(&facts, &partial.path().join(FACTS))? };
        let (schema, tool) = (v1::SCHEMA.to_owned(), evidence.tool.clone());
        let path = partial.path().join(MANIFEST);
        let manifest = json(&Manifest { schema, tool, facts, objects: objects.into() }, &path, MANIFEST_BYTES)?;
        let _: Manifest = layout::decode(&manifest, &path)?;
        keep(&manifest, &path)?;
        sync_folder(partial.path());
        self.fill(partial)?;
        Ok(Digest::of(&manifest))
    }
}

/// The bytes of `facts.json`, read back once, so that what is kept can be judged again: nothing in them is beyond a
/// bound, and every object that they speak of is there.
fn facts(evidence: &Evidence, path: &Path) -> Result<Vec<u8>, EvidenceError> {
    layout::check_policy(&evidence.policy)?;
    if let Some(digest) = layout::referenced(&evidence.observations).find(|d| evidence.objects.length(d).is_none()) {
        return Err(EvidenceError::Missing { name: digest.to_string() });
    }
    let facts = Facts::of(&evidence.tool, &evidence.policy, &evidence.asked, &evidence.observations);
    let bytes = json(&facts, path, FACTS_BYTES)?;
    let back: Facts = layout::decode(&bytes, path)?;
    layout::in_order(back.into_domain().3, path)?;
    Ok(bytes)
}

/// A value as JSON for people too, with a line end behind it.
fn json<T: Serialize>(value: &T, path: &Path, most: u64) -> Result<Vec<u8>, EvidenceError> {
    let json = serde_json::to_vec_pretty(value);
    let mut bytes = json.map_err(|source| EvidenceError::Json { path: path.to_owned(), source })?;
    bytes.push(b'\n');
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= most => Ok(bytes),
        _ => Err(EvidenceError::TooLarge { path: path.to_owned(), most }),
    }
}

/// Writes a small file and waits until the disk has it. Its length in bytes.
fn keep(bytes: &[u8], path: &Path) -> Result<u64, EvidenceError> {
    let length = copy(bytes, path)?;
    sync_file(path)?;
    Ok(length)
}

/// Writes every object of the run and of its policy: all of them first and then a wait for each, so that the disk can
/// take them together.
fn objects(evidence: &Evidence, folder: &Path) -> Result<Vec<Entry>, EvidenceError> {
    let policy = &evidence.policy;
    let brought = policy.files.values().map(Vec::as_slice).chain([policy.yaml.as_bytes()]);
    let brought: BTreeMap<Digest, &[u8]> = brought.map(|bytes| (Digest::of(bytes), bytes)).collect();
    let received = evidence.objects.list().into_iter().map(|(digest, _)| digest);
    let mut digests: Vec<Digest> = brought.keys().copied().chain(received).collect();
    digests.sort_unstable();
    digests.dedup();
    let (mut entries, mut paths, mut total) = (Vec::new(), Vec::<PathBuf>::new(), 0_u64);
    for digest in digests {
        let path = folder.join(digest.to_string());
        let bytes = match (evidence.objects.open(&digest), brought.get(&digest)) {
            (Some(reader), _) => copy(reader, &path)?,
            (None, bytes) => copy(bytes.copied().unwrap_or_default(), &path)?,
        };
        total = total.saturating_add(bytes);
        entries.push(Entry { sha256: Sha256(digest), bytes });
        paths.push(path);
    }
    if total > FOLDER_BYTES {
        return Err(EvidenceError::TooLarge { path: folder.to_owned(), most: FOLDER_BYTES });
    }
    paths.iter().try_for_each(|path| sync_file(path))?;
    sync_folder(folder);
    Ok(entries)
}

/// Writes a new file. How many bytes were copied.
fn copy(from: impl Read, path: &Path) -> Result<u64, EvidenceError> {
    let write = || -> io::Result<u64> {
        let mut file = File::create_new(path)?;
        let copied = io::copy(&mut BufReader::with_capacity(PIECE, from), &mut file)?;
        file.flush()?;
        Ok(copied)
    };
    write().map_err(EvidenceError::io("write", path))
}

/// Waits until the disk has a file.
fn sync_file(path: &Path) -> Result<(), EvidenceError> {
    let file = OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all());
    file.map_err(EvidenceError::io("write", path))
}
