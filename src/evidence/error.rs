//! What prevents evidence from being kept or read back. What the network, a store or a certificate did is never here: that
//! is an observation.

use std::io;
use std::path::{Path, PathBuf};

use super::objects::SpoolFault;
use crate::vocabulary::Shown;

/// Why evidence could not be kept or read back.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The path has no last name: `/`, `..` or nothing.
    #[error("`{}` names no folder that could be made", path.display())]
    NoName {
        /// The path as given.
        path: PathBuf,
    },
    /// The folder that would hold the evidence folder can't be used.
    #[error("`{}` can't be made: the folder that would hold it can't be used", path.display())]
    NoParent {
        /// The path as given.
        path: PathBuf,
        /// What the system says of the folder above.
        source: io::Error,
    },
    /// Something stands there that is not an empty folder.
    #[error("`{}` is there already: a kept run is never written over, so name a new folder, one with the date in it for \
             instance", path.display())]
    Occupied {
        /// The path as given.
        path: PathBuf,
    },
    /// Another run has claimed the same place and still runs.
    #[error("another run is about to write `{}`", path.display())]
    Locked {
        /// The path as given.
        path: PathBuf,
    },
    /// The system refused something.
    #[error("could not {action} `{}`", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no manifest, which is written last.
    #[error("`{}` has no manifest.json: it is no evidence folder, or its writing never ended", path.display())]
    NoManifest {
        /// The folder as given.
        path: PathBuf,
    },
    /// Another version of the evidence, or none.
    #[error("`{}` has the schema `{found}`: this certready reads `{expected}`", path.display())]
    Schema {
        /// The file.
        path: PathBuf,
        /// What stands there.
        found: Shown,
        /// What can be read.
        expected: &'static str,
    },
    /// The JSON is broken, of another shape, or beyond a bound.
    #[error("`{}` is not as this version of the evidence is written", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
    /// Larger than is read or written.
    #[error("`{}` has more than {most} bytes", path.display())]
    TooLarge {
        /// The file or folder.
        path: PathBuf,
        /// The bound in bytes.
        most: u64,
    },
    /// A link, a device, or a file where a folder is expected, or the other way about.
    #[error("`{}` is no plain file or folder of its own", path.display())]
    NotPlain {
        /// The file or folder.
        path: PathBuf,
    },
    /// What the manifest or the facts name is not there.
    #[error("`{name}` is missing")]
    Missing {
        /// The object's SHA-256, or a file's name.
        name: String,
    },
    /// The bytes are not those that were written.
    #[error("`{name}` was changed after it was written: its length or its sha-256 is another one")]
    Changed {
        /// The object's SHA-256, or a file's name.
        name: String,
    },
    /// A file among the objects that the manifest does not name.
    #[error("`{name}` stands among the objects and the manifest does not name it")]
    Unknown {
        /// The file's name.
        name: Shown,
    },
    /// Something that can be there only once.
    #[error("`{}` names `{what}` twice", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
        /// An object's SHA-256, a URL, or a file's name.
        what: Shown,
    },
    /// A policy's file whose name leads elsewhere, or that no policy can have.
    #[error("`{name}` can't be the name of a file beside a policy")]
    PolicyFile {
        /// The name.
        name: Shown,
    },
    /// A policy that is no text.
    #[error("the policy's text `{name}` is not utf-8")]
    PolicyText {
        /// The object's SHA-256.
        name: String,
        /// Where it stops being text.
        source: std::string::FromUtf8Error,
    },
}

impl EvidenceError {
    /// Labels the system's words with what was tried.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    /// Labels a fault of the temporary files.
    pub(super) fn spool(path: &Path) -> impl FnOnce(SpoolFault) -> Self {
        move |fault| match fault {
            SpoolFault::RunBound(most) => Self::TooLarge { path: path.to_owned(), most },
            SpoolFault::Io(source) => Self::Io { action: "take in", path: path.to_owned(), source },
        }
    }
}
