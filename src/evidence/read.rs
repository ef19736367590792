//! Reads a kept run back as what it is: bytes that anybody may have changed. Every length and every digest is compared,
//! nothing is followed out of the folder, and every list and file has its bound. It judges nothing.
#![expect(clippy::disallowed_methods, reason = "the evidence folder is read here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::layout::{self, FACTS, FACTS_BYTES, FOLDER_BYTES, MANIFEST, MANIFEST_BYTES, OBJECTS, POLICY_BYTES};
use super::v1::{Entry, Facts, Manifest, Policy, Sha256};
use super::{Evidence, EvidenceError, Objects};
use crate::policy::PolicySource;
use crate::vocabulary::{Digest, Shown};

/// How many bytes of an object are read at once.
const PIECE: usize = 64 * 1024;

/// Reads a kept run. Its objects are copied where this process alone can reach them, and only what was copied is
/// compared and judged, so a later change in the folder changes nothing.
///
/// # Errors
/// [`EvidenceError`] with the name of what is wrong.
pub fn read(dir: &Path) -> Result<Evidence, EvidenceError> {
    let (manifest, digest) = manifest(dir)?;
    let facts = facts(dir, manifest.facts)?;
    let objects = objects(dir, &manifest.objects.into_vec())?;
    let evidence = assemble(facts, objects, &dir.join(FACTS))?;
    Ok(Evidence { manifest: Some(digest), ..evidence })
}

/// The manifest, and SHA-256 of the file as it stands there.
fn manifest(dir: &Path) -> Result<(Manifest, Digest), EvidenceError> {
    let path = dir.join(MANIFEST);
    let (file, _) = match plain(&path, MANIFEST) {
        Err(EvidenceError::Missing { .. }) => return Err(EvidenceError::NoManifest { path: dir.to_owned() }),
        opened => opened?,
    };
    let bytes = take(file, MANIFEST_BYTES, &path)?;
    Ok((layout::decode(&bytes, &path)?, Digest::of(&bytes)))
}

fn facts(dir: &Path, entry: Entry) -> Result<Facts, EvidenceError> {
    let path = dir.join(FACTS);
    let (file, length) = plain(&path, FACTS)?;
    if length != entry.bytes {
        return Err(EvidenceError::Changed { name: FACTS.to_owned() });
    }
    let bytes = take(file, FACTS_BYTES, &path)?;
    if Digest::of(&bytes) != entry.sha256.0 {
        return Err(EvidenceError::Changed { name: FACTS.to_owned() });
    }
    layout::decode(&bytes, &path)
}

/// Copies and compares every object that the manifest names, and refuses any that it does not.
fn objects(dir: &Path, entries: &[Entry]) -> Result<Objects, EvidenceError> {
    let folder = dir.join(OBJECTS);
    let total = entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
    if total > FOLDER_BYTES {
        return Err(EvidenceError::TooLarge { path: folder, most: FOLDER_BYTES });
    }
    let mut known = BTreeSet::new();
    if let Some(entry) = entries.iter().find(|entry| !known.insert(entry.sha256)) {
        return Err(EvidenceError::Twice { path: dir.join(MANIFEST), what: Shown::new(&entry.sha256.0.to_string()) });
    }
    match fs::symlink_metadata(&folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(EvidenceError::NotPlain { path: folder }),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(EvidenceError::Missing { name: OBJECTS.to_owned() });
        }
        Err(error) => return Err(EvidenceError::io("look at", &folder)(error)),
    }
    let objects = Objects::bounded(FOLDER_BYTES);
    entries.iter().try_for_each(|entry| object(&folder, *entry, &objects))?;
    for entry in fs::read_dir(&folder).map_err(EvidenceError::io("look into", &folder))? {
        let name = entry.map_err(EvidenceError::io("look into", &folder))?.file_name();
        if !name.to_str().and_then(Sha256::parse).is_some_and(|name| known.contains(&name)) {
            return Err(EvidenceError::Unknown { name: Shown::from_bytes(name.as_encoded_bytes()) });
        }
    }
    Ok(objects)
}

fn object(folder: &Path, entry: Entry, objects: &Objects) -> Result<(), EvidenceError> {
    let name = entry.sha256.0.to_string();
    let path = folder.join(&name);
    let (file, length) = plain(&path, &name)?;
    if length != entry.bytes {
        return Err(EvidenceError::Changed { name });
    }
    // One byte more than is right, so that a file that grows meanwhile is seen.
    let mut file = file.take(entry.bytes.saturating_add(1));
    let (mut spool, mut piece) = (objects.begin(), vec![0; PIECE]);
    loop {
        let got = file.read(&mut piece).map_err(EvidenceError::io("read", &path))?;
        if got == 0 {
            break;
        }
        spool.write(piece.get(..got).unwrap_or_default()).map_err(EvidenceError::spool(&path))?;
    }
    match spool.finish().map_err(EvidenceError::spool(&path))? {
        (digest, length) if digest == entry.sha256.0 && length == entry.bytes => Ok(()),
        _ => Err(EvidenceError::Changed { name }),
    }
}

/// Opens a file that is neither link nor device. Its length in bytes.
fn plain(path: &Path, name: &str) -> Result<(File, u64), EvidenceError> {
    let not_plain = || EvidenceError::NotPlain { path: path.to_owned() };
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(not_plain()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(EvidenceError::Missing { name: name.to_owned() });
        }
        Err(error) => return Err(EvidenceError::io("look at", path)(error)),
    }
    let file = File::open(path).map_err(EvidenceError::io("open", path))?;
    let opened = file.metadata().map_err(EvidenceError::io("look at", path))?;
    if opened.is_file() { Ok((file, opened.len())) } else { Err(not_plain()) }
}

/// Reads a whole file within a bound.
fn take(file: File, most: u64, path: &Path) -> Result<Vec<u8>, EvidenceError> {
    let mut bytes = Vec::new();
    let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
    match u64::try_from(read.map_err(EvidenceError::io("read", path))?) {
        Ok(length) if length <= most => Ok(bytes),
        _ => Err(EvidenceError::TooLarge { path: path.to_owned(), most }),
    }
}

/// The run as it was: every object that the facts speak of must be there.
fn assemble(facts: Facts, objects: Objects, path: &Path) -> Result<Evidence, EvidenceError> {
    let (tool, policy, asked, observations) = facts.into_domain();
    let observations = layout::in_order(observations, path)?;
    if let Some(digest) = layout::referenced(&observations).find(|digest| objects.length(digest).is_none()) {
        return Err(EvidenceError::Missing { name: digest.to_string() });
    }
    let policy = source(policy, &objects, path)?;
    Ok(Evidence { tool, policy, asked, observations, objects, manifest: None })
}

fn source(policy: Policy, objects: &Objects, path: &Path) -> Result<PolicySource, EvidenceError> {
    let bytes = |Sha256(digest): Sha256| -> Result<Vec<u8>, EvidenceError> {
        let name = digest.to_string();
        match objects.length(&digest) {
            None => Err(EvidenceError::Missing { name }),
            Some(length) if length > POLICY_BYTES => {
                Err(EvidenceError::TooLarge { path: name.into(), most: POLICY_BYTES })
            }
            Some(_) => {
                let whole = objects.small(&digest, usize::MAX).map_err(EvidenceError::io("read", path))?;
                whole.ok_or(EvidenceError::Missing { name })
            }
        }
    };
    let name = policy.yaml.0.to_string();
    let yaml = String::from_utf8(bytes(policy.yaml)?).map_err(|source| EvidenceError::PolicyText { name, source })?;
    let mut files = BTreeMap::new();
    for file in policy.files.into_vec() {
        let what = Shown::new(&file.name);
        if files.insert(file.name, bytes(file.sha256)?).is_some() {
            return Err(EvidenceError::Twice { path: path.to_owned(), what });
        }
    }
    let source = PolicySource { name: policy.name, yaml, files };
    layout::check_policy(&source)?;
    Ok(source)
}
