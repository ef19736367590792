//! One object, retrieved by Windows itself (`CryptRetrieveObjectByUrl`): by the wire alone and past every cache, by the proxy
//! and with the credentials that `CryptoAPI` takes for this account. The call can't be called off, so that it stands in a
//! process of its own (`retrieve`). Other systems have none of it.
#![cfg_attr(windows, expect(unsafe_code, reason = "no safe crate retrieves as CryptoAPI does"))]

use std::time::Duration;

use crate::vocabulary::HttpUrl;

/// What came of a retrieval: the object's bytes, or the error number that Windows gives. None on other systems.
pub type Object = Option<Result<Vec<u8>, u32>>;

/// Retrieves an object. `bound` is how long Windows may take, in whole milliseconds, and `most` how many bytes it may have.
#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
pub fn retrieve_object(url: &HttpUrl, bound: Duration, most: u64) -> Object {
    Some(system::retrieve_object(url, bound, most))
}

/// This system retrieves nothing.
#[cfg(not(windows))]
pub const fn retrieve_object(_: &HttpUrl, _: Duration, _: u64) -> Object {
    None
}

/// The call itself.
#[cfg(windows)]
mod system {
    use std::io;
    use std::ptr::{null, null_mut};
    use std::time::Duration;

    use windows_sys::Win32::Foundation::{ERROR_FILE_TOO_LARGE, ERROR_INVALID_DATA};
    use windows_sys::Win32::Security::Cryptography::{
        CRYPT_BLOB_ARRAY, CRYPT_DONT_CACHE_RESULT, CRYPT_RETRIEVE_AUX_INFO, CRYPT_WIRE_ONLY_RETRIEVAL, CryptMemFree,
        CryptRetrieveObjectByUrlW,
    };

    use crate::probe::host::wide::wide;
    use crate::vocabulary::HttpUrl;

    pub(super) fn retrieve_object(url: &HttpUrl, bound: Duration, most: u64) -> Result<Vec<u8>, u32> {
        let url = wide(url.as_str());
        let bound = u32::try_from(bound.as_millis()).unwrap_or(u32::MAX);
        let mut aux = CRYPT_RETRIEVE_AUX_INFO {
            cbSize: u32::try_from(size_of::<CRYPT_RETRIEVE_AUX_INFO>()).unwrap_or(0),
            dwMaxUrlRetrievalByteCount: u32::try_from(most).unwrap_or(u32::MAX),
            ..CRYPT_RETRIEVE_AUX_INFO::default()
        };
        let mut blobs = Blobs(null_mut());
        // SAFETY: the URL ends in a zero; it and both places live through the call. Without an object's type what comes is an
        // array of blobs, which `Blobs` frees; null is allowed for everything else.
        let told = unsafe {
            CryptRetrieveObjectByUrlW(
                url.as_ptr(),
                null(),
                CRYPT_WIRE_ONLY_RETRIEVAL | CRYPT_DONT_CACHE_RESULT,
                bound,
                (&raw mut blobs.0).cast(),
                0,
                null(),
                null(),
                &raw mut aux,
            )
        };
        if told == 0 {
            let error = io::Error::last_os_error().raw_os_error().unwrap_or_default();
            return Err(error.cast_unsigned());
        }
        blobs.first(most)
    }

    /// What was retrieved: an array of blobs, which is to be freed.
    struct Blobs(*mut CRYPT_BLOB_ARRAY);

    impl Blobs {
        /// The bytes of the first: a URL of the web brings one.
        fn first(&self, most: u64) -> Result<Vec<u8>, u32> {
            // SAFETY: null, or an array that the call made, which is not changed for as long as it is borrowed.
            let Some(array) = (unsafe { self.0.as_ref() }) else { return Err(ERROR_INVALID_DATA) };
            if array.cBlob == 0 || array.rgBlob.is_null() {
                return Err(ERROR_INVALID_DATA);
            }
            // SAFETY: the array holds at least one.
            let blob = unsafe { &*array.rgBlob };
            let length = usize::try_from(blob.cbData).map_err(|_| ERROR_FILE_TOO_LARGE)?;
            if u64::from(blob.cbData) > most {
                return Err(ERROR_FILE_TOO_LARGE);
            }
            // No bytes are no object. Wine says so of every retrieval that fails.
            if length == 0 || blob.pbData.is_null() {
                return Err(ERROR_INVALID_DATA);
            }
            // SAFETY: the blob says that it has so many bytes, and they belong to the array.
            Ok(unsafe { std::slice::from_raw_parts(blob.pbData, length) }.to_vec())
        }
    }

    impl Drop for Blobs {
        fn drop(&mut self) {
            if !self.0.is_null() {
                // SAFETY: the call allocated it in one piece, says to free it so, and it is freed once.
                unsafe { CryptMemFree(self.0.cast_const().cast()) };
            }
        }
    }
}
