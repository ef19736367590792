//! Reads the trust store that counts: which files and folders those are, every certificate in them with its place, and
//! what could not be read. It judges nothing; each certificate's bytes go into the evidence.
//!
//! rustls-native-certs reads the same places and tells neither where a certificate stood nor what it passed over; so the
//! files are read here, and the two are compared.
#![expect(clippy::disallowed_methods, reason = "the environment says which store takes the system's place")]

pub mod beside;
mod command;
#[cfg(windows)]
mod crypt;
mod files;
mod finds;
#[cfg(windows)]
mod key;
pub mod key_file;
mod library;
mod machine_my;
#[cfg(windows)]
mod os_chain;
mod places;
mod postfix;
mod presented;
#[cfg(windows)]
mod windows;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

pub use files::{LONGEST_FILE, MOST_ENTRIES};
pub use finds::{MOST_BYTES, MOST_PLACES, MOST_UNREAD};
pub(super) use machine_my::{InStore, in_machine_store};
#[cfg(windows)]
pub use os_chain::ask_chains;
pub use places::{Places, portable};
pub use postfix::{POSTCONF_TIME, find_postconf};
pub(super) use presented::{Presented, postfix_presents};

use crate::evidence::Objects;
use crate::observation::{Form, Portable, StoreFacts, StoreOrigin};
use files::{Names, Root};
use finds::{Finds, Looked, place};
use library::Ask;
use postfix::Settings;

/// Which store is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreChoice {
    /// The one that this host's mail transport reads, as far as the host tells.
    Host,
    /// `--trust-store`: a bundle, a single certificate or a folder of them, and nothing else.
    Given(PathBuf),
}

/// What the host's store depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// `SSL_CERT_FILE`. None where it is not set.
    pub cert_file: Option<OsString>,
    /// `SSL_CERT_DIR`: a list of folders. None where it is not set.
    pub cert_dir: Option<OsString>,
    /// Folders in which postconf is looked for.
    pub search: Vec<PathBuf>,
    /// The system's own store.
    pub system: Places,
    /// Whose surroundings these are.
    pub whose: Whose,
}

/// Whose surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// This process's: rustls-native-certs, which looks for itself, sees the same.
    ThisProcess,
    /// Another's, put together by the caller: rustls-native-certs is asked about its files one by one.
    Other,
}

/// Folders where postconf stands although an account's search path may lack them.
const POSTCONF_FOLDERS: [&str; 3] = ["/usr/sbin", "/usr/local/sbin", "/opt/postfix/sbin"];

impl Surroundings {
    /// This process's.
    pub fn of_process() -> Self {
        let path = env::var_os("PATH").unwrap_or_default();
        Self {
            cert_file: env::var_os("SSL_CERT_FILE"),
            cert_dir: env::var_os("SSL_CERT_DIR"),
            search: env::split_paths(&path).chain(POSTCONF_FOLDERS.iter().map(PathBuf::from)).collect(),
            system: Places::of_system(),
            whose: Whose::ThisProcess,
        }
    }

    /// The folders of `SSL_CERT_DIR`, without empty ones.
    fn folders(&self) -> Vec<PathBuf> {
        let list = self.cert_dir.clone().unwrap_or_default();
        env::split_paths(&list).filter(|folder| !folder.as_os_str().is_empty()).collect()
    }
}

/// Reads a trust store; each certificate goes into `objects`.
///
/// A store that was given is never replaced by the host's: where nothing can be read, the facts hold no certificate and
/// say why. On a host with Postfix its settings decide; where they can't be had, the system's store is read and the facts
/// say that another may count. On Windows its own stores are read, whatever `SSL_CERT_FILE` says: nothing of Windows' looks
/// at it.
pub fn read_store(choice: &StoreChoice, objects: &Objects, around: &Surroundings) -> StoreFacts {
    let mut finds = Finds::new(objects);
    let origin = match choice {
        StoreChoice::Given(path) => finds.read_given(path),
        StoreChoice::Host => finds.read_host(around),
    };
    finds.finish(origin)
}

impl Finds<'_> {
    fn read_given(&mut self, path: &Path) -> StoreOrigin {
        self.search(path, Some("--trust-store"));
        self.read_named(path);
        if self.is_silent() {
            self.fail(place(path, None, Form::Pem), "holds no certificate", Looked::Yes);
        }
        StoreOrigin::Given(path.to_owned())
    }

    fn read_host(&mut self, around: &Surroundings) -> StoreOrigin {
        // Windows' own stores are this host's, and nobody else's surroundings.
        #[cfg(windows)]
        if around.whose == Whose::ThisProcess {
            return self.read_windows();
        }
        if let Some(postconf) = find_postconf(&around.search) {
            self.search(&postconf, None);
            match Settings::ask(&postconf) {
                Ok(settings) => return StoreOrigin::Postfix(self.read_postfix(settings, &around.system)),
                Err(why) => {
                    let reason = format!("{why}; which store Postfix reads is unknown, here is the system's");
                    self.fail(place(&postconf, None, Form::Api), &reason, Looked::No);
                }
            }
        }
        let folders = around.folders();
        if around.cert_file.is_some() || !folders.is_empty() {
            self.read_environment(around, &folders);
            StoreOrigin::Environment
        } else {
            self.read_system(around);
            around.system.portable.map_or(StoreOrigin::System, StoreOrigin::Portable)
        }
    }

    /// `SSL_CERT_FILE` and `SSL_CERT_DIR`: either takes the whole system's place.
    fn read_environment(&mut self, around: &Surroundings, folders: &[PathBuf]) {
        let file = around.cert_file.as_ref().map(PathBuf::from);
        if let Some(file) = &file {
            self.search(file, Some("SSL_CERT_FILE"));
            self.read_named_file(file);
        }
        for folder in folders {
            self.search(folder, Some("SSL_CERT_DIR"));
            self.read_folder(folder, Names::All, Root::Host);
        }
        self.ask_library(around, file.as_slice(), folders);
    }

    fn read_system(&mut self, around: &Surroundings) {
        let mut bundle = None;
        for file in &around.system.files {
            self.search(file, None);
            if fs::metadata(file).is_ok() {
                self.read_named_file(file);
                bundle = Some(file.clone());
                break;
            }
        }
        let mut present = Vec::new();
        for folder in &around.system.folders {
            self.search(folder, None);
            if fs::metadata(folder).is_ok() {
                self.read_folder(folder, Names::All, Root::Host);
                present.push(folder.clone());
            }
        }
        self.ask_library(around, bundle.as_slice(), &present);
        if around.system.portable == Some(Portable::Keychains) {
            self.say_keychains();
        }
    }

    fn ask_library(&mut self, around: &Surroundings, files: &[PathBuf], folders: &[PathBuf]) {
        self.compare(&match around.whose {
            Whose::ThisProcess => Ask::Native,
            Whose::Other => Ask::These(files, folders),
        });
    }
}
