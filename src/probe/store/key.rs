//! What Windows keeps of a certificate's private key: in which provider and container it is, and who may read that container's
//! file. The key itself is not opened.
#![expect(unsafe_code, reason = "no safe crate tells a key's provider, and a file's access list")]

use std::io;
use std::path::Path;
use std::ptr::null_mut;

use windows_sys::Win32::Foundation::{ERROR_INSUFFICIENT_BUFFER, FALSE};
use windows_sys::Win32::Security::Cryptography::{
    CALG_MD5, CERT_KEY_PROV_INFO_PROP_ID, CRYPT_KEY_PROV_INFO, CryptHashCertificate,
};
use windows_sys::Win32::Security::{DACL_SECURITY_INFORMATION, GetFileSecurityW};

use super::crypt::{Context, absent};
use crate::probe::host::wide::{read_wide, wide};

/// The longest name of a container or provider that is read, in UTF-16 units: CryptoAPI takes names of 260.
const LONGEST_NAME: usize = 512;

/// The longest property and the longest descriptor that are read, in bytes. An access list has 64 KiB at the most.
const LONGEST: u32 = 128 * 1024;

/// Where a key is kept.
#[derive(Debug)]
pub(super) struct KeyPlace {
    /// The name of its container.
    pub(super) container: String,
    /// The name of its provider.
    pub(super) provider: String,
    /// The provider's type: 0 for a key storage provider of CNG, else one of CryptoAPI.
    pub(super) kind: u32,
}

/// Where a certificate's key is kept, by the store's word. None where the store knows of none.
pub(super) fn key_place(context: &Context) -> io::Result<Option<KeyPlace>> {
    let mut length = 0;
    if !context.ask(CERT_KEY_PROV_INFO_PROP_ID, null_mut(), &mut length) {
        return absent(io::Error::last_os_error()).map(|_| None);
    }
    let size = usize::try_from(length).map_err(io::Error::other)?;
    if length > LONGEST || size < size_of::<CRYPT_KEY_PROV_INFO>() {
        return Err(io::Error::other(format!("the key's property has {length} bytes")));
    }
    // As a structure of pointers wants to lie.
    let mut buffer = vec![0_u64; size.div_ceil(size_of::<u64>())];
    if !context.ask(CERT_KEY_PROV_INFO_PROP_ID, buffer.as_mut_ptr().cast(), &mut length) {
        return absent(io::Error::last_os_error()).map(|_| None);
    }
    // SAFETY: the call filled the buffer with the structure, for which it has the room and the alignment; the names that the structure
    // points to lie behind it in the same buffer, which lives through this block, and end in a zero.
    let (container, provider, kind) = unsafe {
        let info = &*buffer.as_ptr().cast::<CRYPT_KEY_PROV_INFO>();
        let container = read_wide(info.pwszContainerName, LONGEST_NAME);
        (container, read_wide(info.pwszProvName, LONGEST_NAME), info.dwProvType)
    };
    Ok(Some(KeyPlace { container: container.unwrap_or_default(), provider: provider.unwrap_or_default(), kind }))
}

/// MD5 of these bytes, which names a key's file.
pub(super) fn md5(bytes: &[u8]) -> io::Result<[u8; 16]> {
    let mut hash = [0; 16];
    let mut room = 16;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    // SAFETY: 0 asks for the default provider; both buffers live through the call and are as long as is said.
    let done =
        unsafe { CryptHashCertificate(0, CALG_MD5, 0, bytes.as_ptr(), length, hash.as_mut_ptr(), &raw mut room) };
    if done == FALSE { Err(io::Error::last_os_error()) } else { Ok(hash) }
}

/// The access list of a file, within its security descriptor in self-relative form.
pub(super) fn descriptor(path: &Path) -> io::Result<Vec<u8>> {
    let name = wide(&path.to_string_lossy());
    let mut needed = 0;
    // SAFETY: the name ends in a zero; without room the call tells alone how much it needs.
    let told = unsafe { GetFileSecurityW(name.as_ptr(), DACL_SECURITY_INFORMATION, null_mut(), 0, &raw mut needed) };
    let error = io::Error::last_os_error();
    let is_short =
        error.raw_os_error().and_then(|number| u32::try_from(number).ok()) == Some(ERROR_INSUFFICIENT_BUFFER);
    if told == FALSE && !is_short {
        return Err(error);
    }
    if needed > LONGEST {
        return Err(io::Error::other(format!("its access list has {needed} bytes")));
    }
    let size = usize::try_from(needed).map_err(io::Error::other)?;
    let mut buffer = vec![0_u64; size.div_ceil(size_of::<u64>())];
    // SAFETY: as above; the buffer has room for `needed` bytes, aligned as a descriptor is.
    let told = unsafe {
        GetFileSecurityW(name.as_ptr(), DACL_SECURITY_INFORMATION, buffer.as_mut_ptr().cast(), needed, &raw mut needed)
    };
    if told == FALSE {
        return Err(io::Error::last_os_error());
    }
    Ok(buffer.iter().flat_map(|unit| unit.to_ne_bytes()).take(size).collect())
}
