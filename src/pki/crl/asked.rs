//! The serials that a CRL is asked for: prepared once, and shared by all readings that are asked the same.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::pki::serial::{Serial, significant};

/// Serials that are looked for in CRLs, as numbers (see [`Serial::number`]). A copy is cheap: a question of thousands of
/// serials is put to hundreds of CRLs, and each reading keeps what it was asked.
#[derive(Clone)]
pub struct AskedSerials(Arc<Prepared>);

/// A set, with a filter before the search: most serials of a CRL end in another octet.
struct Prepared {
    last: [bool; 256],
    numbers: BTreeSet<Box<[u8]>>,
}

impl AskedSerials {
    /// Whether the serial with these content octets is among them.
    #[inline]
    pub(super) fn holds(&self, serial: &[u8]) -> bool {
        let likely = serial.last().and_then(|last| self.0.last.get(usize::from(*last))).copied().unwrap_or(false);
        likely && self.0.numbers.contains(significant(serial))
    }
}

impl From<&BTreeSet<Serial>> for AskedSerials {
    fn from(serials: &BTreeSet<Serial>) -> Self {
        let mut prepared = Prepared { last: [false; 256], numbers: BTreeSet::new() };
        for serial in serials {
            let number = serial.number();
            if let Some(seen) = number.last().and_then(|last| prepared.last.get_mut(usize::from(*last))) {
                *seen = true;
            }
            prepared.numbers.insert(number.into());
        }
        Self(Arc::new(prepared))
    }
}

impl From<&Self> for AskedSerials {
    fn from(asked: &Self) -> Self {
        asked.clone()
    }
}

impl fmt::Debug for AskedSerials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.numbers.iter().map(hex::encode_upper)).finish()
    }
}
