//! One certificate of the machine's store `My`, by its thumbprint, and what is seen of its private key. Of Windows alone.

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
