//! What Windows keeps beside a certificate in a store, from the bytes of its properties to facts. It asks nobody itself, so that
//! it is the same everywhere, and can be tried where there is no Windows.

use std::io;

use crate::observation::{Kept, Scope, SystemStore};
use crate::pki::key_purposes;
use crate::vocabulary::{Shown, Timestamp};

/// The properties that are read (`wincrypt.h`): `CERT_ENHKEY_USAGE_PROP_ID`.
pub const USAGES: u32 = 9;
/// `CERT_FRIENDLY_NAME_PROP_ID`.
pub const FRIENDLY_NAME: u32 = 11;
/// `CERT_DISALLOWED_FILETIME_PROP_ID`.
pub const DISABLED: u32 = 104;
/// `CERT_DISALLOWED_ENHKEY_USAGE_PROP_ID`.
pub const DISABLED_USAGES: u32 = 122;
/// `CERT_NOT_BEFORE_FILETIME_PROP_ID`.
pub const NOT_BEFORE: u32 = 126;
/// `CERT_NOT_BEFORE_ENHKEY_USAGE_PROP_ID`.
pub const NOT_BEFORE_USAGES: u32 = 127;

/// The uses of a certificate that are noted: the programme's lists name a dozen.
const MOST_USES: usize = 256;

/// What gives a property by its number. None where there is none; empty where there is one without content.
pub type Properties<'a> = dyn Fn(u32) -> io::Result<Option<Vec<u8>>> + 'a;

/// A physical store, with nothing beside a certificate.
pub fn bare(scope: Scope, store: SystemStore, physical: &str) -> Kept {
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

/// What stands beside a certificate in the store `bare`.
///
/// # Errors
/// Those of the properties; a date that is none.
pub fn read_beside(bare: &Kept, properties: &Properties<'_>) -> io::Result<Kept> {
    Ok(Kept {
        friendly_name: properties(FRIENDLY_NAME)?.and_then(|bytes| text(&bytes)),
        usages: properties(USAGES)?.map(|der| usages(&der)),
        not_before: instant(properties, NOT_BEFORE)?,
        not_before_usages: properties(NOT_BEFORE_USAGES)?.map(|der| usages(&der)),
        disabled: instant(properties, DISABLED)?,
        disabled_usages: properties(DISABLED_USAGES)?.map(|der| usages(&der)),
        ..bare.clone()
    })
}

/// A list of uses: a `CTL_USAGE` in DER, which is the `ExtKeyUsageSyntax` of RFC 5280. What can't be read as one is told in
/// hexadecimal, as a use that nobody asks for.
fn usages(der: &[u8]) -> Vec<Shown> {
    match key_purposes(der) {
        Ok(uses) => uses.iter().take(MOST_USES).map(|one| Shown::new(&one.to_string())).collect(),
        Err(_) => vec![Shown::new(&format!("#{}", hex::encode(der)))],
    }
}

/// A FILETIME. One without content, which the root programme sets to take an earlier one back, is none.
fn instant(properties: &Properties<'_>, id: u32) -> io::Result<Option<Timestamp>> {
    let Some(bytes) = properties(id)?.filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
    match <[u8; 8]>::try_from(bytes.as_slice()) {
        // Zero is no instant elsewhere; here it is one before all others.
        Ok(bytes) => Ok(Timestamp::from_filetime(u64::from_le_bytes(bytes).max(1))),
        Err(_) => Err(io::Error::other(format!("property {id} has {} bytes where a FILETIME has 8", bytes.len()))),
    }
}

/// A text in UTF-16 up to its zero. None where there is nothing in it.
fn text(bytes: &[u8]) -> Option<Shown> {
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).take_while(|unit| *unit != 0).collect();
    let text = String::from_utf16_lossy(&units);
    (!text.trim().is_empty()).then(|| Shown::new(&text))
}
