//! The physical stores of Windows, the machine's and this account's: each certificate with what its store keeps beside it.
//! The logical stores can't tell whose a root is: `LocalMachine\Root` is a collection already, and `CurrentUser\Root`
//! contains the machine's.
//!
//! Nothing is left out by its dates or its uses, and nothing is written: every store is opened for reading, where it exists.

use std::io;
use std::path::Path;

use windows_sys::Win32::Foundation::{E_ACCESSDENIED, ERROR_ACCESS_DENIED, ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND};
use windows_sys::Win32::Security::Cryptography::{
    CERT_DISALLOWED_ENHKEY_USAGE_PROP_ID, CERT_DISALLOWED_FILETIME_PROP_ID, CERT_ENHKEY_USAGE_PROP_ID,
    CERT_FRIENDLY_NAME_PROP_ID, CERT_NOT_BEFORE_ENHKEY_USAGE_PROP_ID, CERT_NOT_BEFORE_FILETIME_PROP_ID,
};

use super::crypt::{Context, Store, physical_names};
use super::finds::{Finds, Looked};
use crate::observation::{Form, Kept, Place, Scope, Setting, StoreOrigin, SystemStore};
use crate::pki::{Certificate, key_purposes};
use crate::probe::host::registry::Key;
use crate::vocabulary::{Sha1Fingerprint, Shown, Timestamp};

/// The physical stores that Windows predefines (Microsoft, "System Store Locations"). They are asked for by name where Windows
/// lists none, and where an administrator took one out of the list.
const PREDEFINED: [(Scope, &[&str]); 2] = [
    (Scope::Machine, &[".Default", ".AuthRoot", ".GroupPolicy", ".Enterprise"]),
    (Scope::Account, &[".Default", ".GroupPolicy"]),
];

/// What the names of those physical stores of an account begin with that are the machine's: `.LocalMachine`,
/// `.LocalMachineGroupPolicy`.
const OF_MACHINE: &str = ".LocalMachine";

/// The uses of a certificate that are noted: the programme's lists name a dozen.
const MOST_USES: usize = 256;

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

/// What stands beside an entry.
fn kept(context: &Context, bare: &Kept, keys: Option<&Key>, sha1: &Sha1Fingerprint) -> io::Result<Kept> {
    let written = keys.map(|keys| keys.below(&sha1.to_string().to_ascii_uppercase()).written());
    Ok(Kept {
        friendly_name: context.property(CERT_FRIENDLY_NAME_PROP_ID)?.and_then(|bytes| text(&bytes)),
        usages: usages(context, CERT_ENHKEY_USAGE_PROP_ID)?,
        not_before: instant(context, CERT_NOT_BEFORE_FILETIME_PROP_ID)?,
        not_before_usages: usages(context, CERT_NOT_BEFORE_ENHKEY_USAGE_PROP_ID)?,
        disabled: instant(context, CERT_DISALLOWED_FILETIME_PROP_ID)?,
        disabled_usages: usages(context, CERT_DISALLOWED_ENHKEY_USAGE_PROP_ID)?,
        written: written.as_ref().and_then(Setting::value).copied(),
        ..bare.clone()
    })
}

/// A list of uses: a `CTL_USAGE` in DER, which is the `ExtKeyUsageSyntax` of RFC 5280. What can't be read as one is told in
/// hexadecimal, as a use that nobody asks for.
fn usages(context: &Context, id: u32) -> io::Result<Option<Vec<Shown>>> {
    Ok(context.property(id)?.map(|der| match key_purposes(&der) {
        Ok(uses) => uses.iter().take(MOST_USES).map(|one| Shown::new(&one.to_string())).collect(),
        Err(_) => vec![Shown::new(&format!("#{}", hex::encode(der)))],
    }))
}

/// A FILETIME. One without content, which the root programme sets to take an earlier one back, is none.
fn instant(context: &Context, id: u32) -> io::Result<Option<Timestamp>> {
    let Some(bytes) = context.property(id)?.filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
    match <[u8; 8]>::try_from(bytes.as_slice()) {
        // Zero is no instant elsewhere; here it is one before all others.
        Ok(bytes) => Ok(Timestamp::from_filetime(u64::from_le_bytes(bytes).max(1))),
        Err(_) => Err(io::Error::other(format!("property {id} has {} bytes where a FILETIME has 8", bytes.len()))),
    }
}

/// A text in UTF-16 up to its zero. None where there is nothing in it.
fn text(bytes: &[u8]) -> Option<Shown> {
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(u16::from_le_bytes);
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    let text = String::from_utf16_lossy(&units);
    (!text.trim().is_empty()).then(|| Shown::new(&text))
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

/// A store, with nothing beside it.
fn bare(scope: Scope, store: SystemStore, physical: &str) -> Kept {
    Kept {
        scope,
        store,
        physical: Shown::new(physical),
        friendly_name: None,
        usages: None,
        not_before: None,
        not_before_usages: None,
        disabled: None,
        disabled_usages: None,
        written: None,
    }
}

/// Whether a store is simply not there.
fn is_absent(error: &io::Error) -> bool {
    let number = error.raw_os_error().and_then(|number| u32::try_from(number).ok());
    matches!(number, Some(ERROR_FILE_NOT_FOUND | ERROR_PATH_NOT_FOUND))
}

/// The error in words that do not hang on the system's language where it is the common one.
fn words(error: &io::Error) -> String {
    let denied = [i32::try_from(ERROR_ACCESS_DENIED).ok(), Some(E_ACCESSDENIED)];
    if error.raw_os_error().is_some() && denied.contains(&error.raw_os_error()) {
        "access denied".to_owned()
    } else {
        error.to_string()
    }
}
