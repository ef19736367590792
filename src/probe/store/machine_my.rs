//! One certificate of the machine's store `My`, by its thumbprint, and what is seen of its private key. Of Windows alone.
#![cfg_attr(windows, expect(clippy::disallowed_methods, reason = "the environment says where the machine's keys lie"))]

use std::io;

use crate::observation::OwnKey;
use crate::vocabulary::{Sha1Fingerprint, Shown};

/// A certificate of the machine's store.
#[derive(Debug)]
pub(in crate::probe) struct InStore {
    /// The physical store that it stands in.
    pub(in crate::probe) place: Shown,
    /// Its bytes.
    pub(in crate::probe) der: Vec<u8>,
    /// What was seen of its key.
    pub(in crate::probe) key: OwnKey,
}

/// Looks for a certificate in `LocalMachine\My`. None where none has this thumbprint.
#[cfg(not(windows))]
pub(in crate::probe) fn in_machine_store(_: &Sha1Fingerprint) -> io::Result<Option<InStore>> {
    Err(io::Error::other("this system has no store LocalMachine\\My"))
}

#[cfg(windows)]
pub(in crate::probe) use of_windows::in_machine_store;

#[cfg(windows)]
mod of_windows {
    use std::env;
    use std::ffi::OsString;
    use std::fs;
    use std::path::PathBuf;

    use super::{InStore, OwnKey, Sha1Fingerprint, Shown, io};
    use crate::observation::{KeyAccess, Scope, SystemStore};
    use crate::probe::host::registry::Key;
    use crate::probe::store::beside::bare;
    use crate::probe::store::crypt::{Context, Store};
    use crate::probe::store::key::{descriptor, key_place, md5};
    use crate::probe::store::key_file::{file_name, hashed_name, network_service_reads};
    use crate::probe::store::windows::{is_absent, machines_physical_stores, words};

    /// The most entries of a store that are looked at. A server that nobody tidied has some fifty.
    const MOST: usize = 10_000;

    /// Looks for a certificate in `LocalMachine\My`. None where none has this thumbprint.
    pub(in crate::probe) fn in_machine_store(wanted: &Sha1Fingerprint) -> io::Result<Option<InStore>> {
        let mut refused = None;
        for physical in machines_physical_stores(SystemStore::My) {
            let open = match Store::physical(Scope::Machine, SystemStore::My.word(), &physical) {
                Ok(open) => open,
                Err(error) if is_absent(&error) => continue,
                Err(error) => {
                    refused.get_or_insert(error);
                    continue;
                }
            };
            let mut before = None;
            for _ in 0..MOST {
                let Some(context) = open.next(before.take()) else { break };
                if Sha1Fingerprint::of(context.der()) == *wanted {
                    let place = Shown::new(&bare(Scope::Machine, SystemStore::My, &physical).to_string());
                    let (der, key) = (context.der().to_vec(), key(&context));
                    return Ok(Some(InStore { place, der, key }));
                }
                before = Some(context);
            }
        }
        refused.map_or(Ok(None), Err)
    }

    fn key(context: &Context) -> OwnKey {
        let place = match key_place(context) {
            Ok(Some(place)) => place,
            Ok(None) => return OwnKey::Absent,
            Err(_) => return OwnKey::NotSeen,
        };
        let not_known = |place, why: String| OwnKey::Present { place, access: KeyAccess::NotKnown(Shown::new(&why)) };
        if place.kind == 0 {
            let why = format!("it is kept by {}, which names no file without opening the key", place.provider);
            return not_known(None, why);
        }
        let machine = Key::of_machine(r"SOFTWARE\Microsoft\Cryptography").text("MachineGuid");
        let Some(machine) = machine.value() else {
            return not_known(None, r"HKLM\SOFTWARE\Microsoft\Cryptography\MachineGuid could not be read".to_owned());
        };
        let file = match md5(&hashed_name(&place.container)) {
            Ok(md5) => folder().join(file_name(md5, machine)),
            Err(error) => return not_known(None, words(&error)),
        };
        let shown = Shown::new(&file.display().to_string());
        // A provider of hardware has no file, and one that does not hash the name as Windows' own do has another.
        if let Err(error) = fs::metadata(&file) {
            return not_known(None, format!("{shown}: {}", words(&error)));
        }
        match descriptor(&file).map(|bytes| network_service_reads(&bytes)) {
            Ok(Ok(true)) => OwnKey::Present { place: Some(shown), access: KeyAccess::Allowed },
            Ok(Ok(false)) => OwnKey::Present { place: Some(shown), access: KeyAccess::Refused },
            Ok(Err(fault)) => not_known(Some(shown.clone()), format!("{shown}: {fault}")),
            Err(error) => not_known(Some(shown.clone()), format!("{shown}: {}", words(&error))),
        }
    }

    /// Where CryptoAPI keeps the machine's keys.
    fn folder() -> PathBuf {
        let data = env::var_os("ProgramData").unwrap_or_else(|| OsString::from(r"C:\ProgramData"));
        PathBuf::from(data).join(r"Microsoft\Crypto\RSA\MachineKeys")
    }
}
