//! The physical stores of Windows, the machine's and this account's: each certificate with what its store keeps beside it.
//! The logical stores can't tell whose a root is: `LocalMachine\Root` is a collection already, and `CurrentUser\Root`
//! contains the machine's.
//!
//! Nothing is left out by its dates or its uses, and nothing is written: every store is opened for reading, where it exists.

use std::io;
use std::path::Path;

use windows_sys::Win32::Foundation::{
    E_ACCESSDENIED, ERROR_ACCESS_DENIED, ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_SUCCESS,
};

use super::beside::{bare, read_beside};
use super::crypt::{Context, Store, physical_names};
use super::finds::{Finds, Looked};
use crate::observation::{Form, Kept, Place, Scope, Setting, StoreOrigin, SystemStore};
use crate::pki::Certificate;
use crate::probe::host::registry::Key;
use crate::vocabulary::{Sha1Fingerprint, Shown};

/// The physical stores that Windows predefines (Microsoft, "System Store Locations"). They are asked for by name where Windows
/// lists none, and where an administrator took one out of the list.
const PREDEFINED: [(Scope, &[&str]); 2] = [
    (Scope::Machine, &[".Default", ".AuthRoot", ".GroupPolicy", ".Enterprise"]),
    (Scope::Account, &[".Default", ".GroupPolicy"]),
];

/// What the names of those physical stores of an account begin with that are the machine's: `.LocalMachine`,
/// `.LocalMachineGroupPolicy`.
const OF_MACHINE: &str = ".LocalMachine";

impl Finds<'_> {
    /// Reads every physical store.
    pub(super) fn read_windows(&mut self) -> StoreOrigin {
        for (scope, predefined) in PREDEFINED {
            for store in SystemStore::ALL {
                for physical in physical_stores(scope, store, predefined) {
                    self.read_physical(scope, store, &physical);
                }
            }
        }
        StoreOrigin::Windows
    }

    fn read_physical(&mut self, scope: Scope, store: SystemStore, physical: &str) {
        let bare = bare(scope, store, physical);
        self.search(Path::new(&bare.to_string()), None);
        let open = match Store::physical(scope, store.word(), physical) {
            Ok(open) => open,
            Err(error) if is_absent(&error) => return,
            Err(error) => return self.fail(place(bare), &words(&error), Looked::No),
        };
        let keys = keys(scope, store, physical);
        let mut before = None;
        while let Some(context) = open.next(before.take()) {
            self.read_kept(&context, &bare, keys.as_ref());
            if self.exhausted() {
                return;
            }
            before = Some(context);
        }
    }

    /// Reads one entry: the certificate, and what the store keeps beside it.
    fn read_kept(&mut self, context: &Context, bare: &Kept, keys: Option<&Key>) {
        let der = context.der();
        self.count_bytes(u64::try_from(der.len()).unwrap_or(u64::MAX));
        if self.bytes_left() == 0 {
            return self.exhaust(&place(bare.clone()), "256 MiB");
        }
        if !self.holds(der)
            && let Err(fault) = Certificate::decode(der)
        {
            return self.fail(place(bare.clone()), &format!("an entry is not understood: {fault}"), Looked::Yes);
        }
        let sha1 = Sha1Fingerprint::of(der);
        let kept = match kept(context, bare, keys, &sha1) {
            Ok(kept) => kept,
            Err(error) => {
                let why = format!("what it keeps beside the certificate {sha1}: {}", words(&error));
                self.fail(place(bare.clone()), &why, Looked::No);
                bare.clone()
            }
        };
        self.take_again(der, place(kept));
    }
}

/// The names of a system store's physical stores: those that Windows lists, and the predefined ones. Of the account's, those
/// that are the machine's are left out: they are read as the machine's.
fn physical_stores(scope: Scope, store: SystemStore, predefined: &[&str]) -> Vec<String> {
    let mut names = physical_names(scope, store.word()).unwrap_or_default();
    names.retain(|name| scope == Scope::Machine || !name.starts_with(OF_MACHINE));
    for name in predefined {
        if (store == SystemStore::Root || *name != ".AuthRoot") && !names.iter().any(|known| known == name) {
            names.push((*name).to_owned());
        }
    }
    names
}

/// The names of the physical stores of one of the machine's system stores.
pub(super) fn machines_physical_stores(store: SystemStore) -> Vec<String> {
    let predefined = PREDEFINED.iter().filter(|(scope, _)| *scope == Scope::Machine);
    predefined.flat_map(|(scope, names)| physical_stores(*scope, store, names)).collect()
}

/// What stands beside an entry.
fn kept(context: &Context, bare: &Kept, keys: Option<&Key>, sha1: &Sha1Fingerprint) -> io::Result<Kept> {
    let written = keys.map(|keys| keys.below(&sha1.to_string().to_ascii_uppercase()).written());
    let written = written.as_ref().and_then(Setting::value).copied();
    Ok(Kept { written, ..read_beside(bare, &|id| context.property(id))? })
}

/// The key of the registry that has an entry's key below it. None where the entries stand elsewhere: an account's own
/// certificates are files.
fn keys(scope: Scope, store: SystemStore, physical: &str) -> Option<Key> {
    let (folder, store) = match (scope, store, physical) {
        (Scope::Account, SystemStore::My, _) => return None,
        (_, _, ".Default") => (r"SOFTWARE\Microsoft\SystemCertificates", store),
        (Scope::Machine, SystemStore::Root, ".AuthRoot") => {
            (r"SOFTWARE\Microsoft\SystemCertificates", SystemStore::AuthRoot)
        }
        (_, _, ".GroupPolicy") => (r"SOFTWARE\Policies\Microsoft\SystemCertificates", store),
        (Scope::Machine, _, ".Enterprise") => (r"SOFTWARE\Microsoft\EnterpriseCertificates", store),
        _ => return None,
    };
    Some(Key::new(scope, &format!(r"{folder}\{}\Certificates", store.word())))
}

/// The place of an entry, or of a whole store.
fn place(kept: Kept) -> Place {
    Place { path: Shown::new(&kept.to_string()), line: None, form: Form::Kept, kept: Some(kept) }
}

/// Whether a store is simply not there. Wine says nothing at all of a place that it does not know.
pub(super) fn is_absent(error: &io::Error) -> bool {
    let number = error.raw_os_error().and_then(|number| u32::try_from(number).ok());
    matches!(number, Some(ERROR_SUCCESS | ERROR_FILE_NOT_FOUND | ERROR_PATH_NOT_FOUND))
}

/// The error in words that do not hang on the system's language where it is the common one.
pub(super) fn words(error: &io::Error) -> String {
    let denied = [i32::try_from(ERROR_ACCESS_DENIED).ok(), Some(E_ACCESSDENIED)];
    if error.raw_os_error().is_some() && denied.contains(&error.raw_os_error()) {
        "access denied".to_owned()
    } else {
        error.to_string()
    }
}
