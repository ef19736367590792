//! POLICY, as a person names it → text and files: an embedded policy by its id, or a YAML file with the certificate files
//! that it names beside it. The only file of this room that reads files; it judges nothing that it reads.
#![expect(clippy::disallowed_methods, reason = "the one file of this room that reads files")]

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::beside::{LARGEST, MOST_FILES};
use super::nearest::nearest;
use super::{PolicySource, catalogue, parse};
use crate::vocabulary::Shown;

/// Why a policy could not be loaded. What is wrong *in* it is said by [`parse`](super::parse()).
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// No embedded policy has this id, and it is no path.
    #[error("no policy `{id}`; the embedded ones are {}{}; a path contains a separator or ends in .yaml", known.join(", "), probably(*near))]
    NotFound {
        /// What was asked for.
        id: Shown,
        /// The ids of the embedded policies.
        known: Vec<&'static str>,
        /// The one that was probably meant.
        near: Option<&'static str>,
    },
    /// A file could not be read.
    #[error("can't read {path}")]
    Unreadable {
        /// Which.
        path: Shown,
        /// Why.
        source: io::Error,
    },
    /// A directory, a device, a pipe, or for a certificate file also a link.
    #[error("{path} is no regular file")]
    NotRegular {
        /// Which.
        path: Shown,
    },
    /// A file is larger than policies are.
    #[error("{path} has more than {LARGEST} bytes")]
    TooLarge {
        /// Which.
        path: Shown,
    },
    /// The YAML is not UTF-8.
    #[error("{path}:{line}:{column}: not UTF-8{instead}: save the file as UTF-8")]
    NotText {
        /// Which.
        path: Shown,
        /// The line, from 1, of the first byte that is no text.
        line: usize,
        /// Its column, from 1, in characters.
        column: usize,
        /// What it is instead, as words to be put behind; empty where nothing tells.
        instead: &'static str,
    },
    /// The policy names more certificate files than are read.
    #[error("{path} names {count} certificate files; at most {MOST_FILES} are read")]
    TooManyFiles {
        /// The policy.
        path: Shown,
        /// How many it names.
        count: usize,
    },
}

fn probably(near: Option<&str>) -> String {
    near.map(|near| format!(" (`{near}`, probably)")).unwrap_or_default()
}

/// Where a policy stops being text.
fn not_text(path: &str, bytes: &[u8], valid: usize) -> LoadError {
    let text = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    let line = text.matches('\n').count().saturating_add(1);
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    // The marks of UTF-16, which Windows' editors write.
    let utf_16 = [[0xff, 0xfe], [0xfe, 0xff]].iter().any(|mark| bytes.starts_with(mark));
    let instead = if utf_16 { ", probably UTF-16" } else { "" };
    LoadError::NotText { path: Shown::new(path), line, column, instead }
}

/// Whether a follower of symbolic links may be led elsewhere: the path that a person gave may be a link, what a policy names
/// may not, because the policy may come from anybody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    Followed,
    Refused,
}

/// Loads the policy that `policy` names: the id of an embedded one, or a path (it contains a separator or ends in `.yaml`
/// or `.yml`). A certificate file that is not there is left to [`parse`](super::parse()), which says where it is named.
///
/// # Errors
/// [`LoadError`] where there is no such policy, or a file of it can't be read.
pub fn load(policy: &str) -> Result<PolicySource, LoadError> {
    if !is_path(policy) {
        return catalogue::find(policy).ok_or_else(|| {
            let known: Vec<_> = catalogue::ids().collect();
            LoadError::NotFound { id: Shown::new(policy), near: nearest(policy, known.iter().copied()), known }
        });
    }
    let path = Path::new(policy);
    let bytes = read(path, Links::Followed)?;
    let yaml = String::from_utf8(bytes)
        .map_err(|error| not_text(policy, error.as_bytes(), error.utf8_error().valid_up_to()))?;
    let named = parse::files_named(&yaml);
    if named.len() > MOST_FILES {
        return Err(LoadError::TooManyFiles { path: Shown::new(policy), count: named.len() });
    }
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut source = PolicySource { name: Shown::new(policy), yaml, files: std::collections::BTreeMap::new() };
    for name in named {
        match read(&beside(&folder, path, &name), Links::Refused) {
            Ok(bytes) => drop(source.files.insert(name, bytes)),
            Err(LoadError::Unreadable { source: reason, .. }) if reason.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(source)
}

/// Whether a person means a path rather than the id of an embedded policy.
pub fn is_path(policy: &str) -> bool {
    let extension = Path::new(policy).extension();
    policy.contains(['/', '\\'])
        || extension.is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"))
}

/// Where a certificate file lies: in the folder with the policy's own name, as in the embedded catalogue, or else beside the
/// policy.
fn beside(folder: &Path, policy: &Path, name: &str) -> PathBuf {
    let own = policy.file_stem().map(|stem| folder.join(stem).join(name));
    own.filter(|path| fs::symlink_metadata(path).is_ok()).unwrap_or_else(|| folder.join(name))
}

/// The bytes of a regular file. It is looked at before it is opened, because to open a pipe is to wait for its other end.
fn read(path: &Path, links: Links) -> Result<Vec<u8>, LoadError> {
    let shown = || Shown::new(&path.to_string_lossy());
    let unreadable = |source| LoadError::Unreadable { path: shown(), source };
    let looked = if links == Links::Followed { fs::metadata(path) } else { fs::symlink_metadata(path) };
    if !looked.map_err(unreadable)?.is_file() {
        return Err(LoadError::NotRegular { path: shown() });
    }
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > LARGEST {
        return Err(LoadError::TooLarge { path: shown() });
    }
    Ok(bytes)
}
