//! The comparison with rustls-native-certs: what it finds and our own reading did not comes in as found by it. On systems
//! whose store is no file it is the only reader.

use std::path::{Path, PathBuf};

use rustls_native_certs::CertificateResult;

use super::finds::{Finds, Looked, place};
use crate::observation::Form;
use crate::pki::Certificate;

/// What is said as the place of a certificate that only the library found.
const LIBRARY: &str = "rustls-native-certs";

/// What the library is asked for.
pub(super) enum Ask<'a> {
    /// All that it takes as this process's store.
    Native,
    /// These files and folders, by the same reader.
    These(&'a [PathBuf], &'a [PathBuf]),
}

impl Finds<'_> {
    /// Takes in what only the library finds. It reads without bounds and would wait on a pipe, so it is asked only where
    /// our own reading met no bound and no pipe.
    pub(super) fn compare(&mut self, ask: &Ask<'_>) {
        if !self.is_bounded() {
            return;
        }
        match ask {
            Ask::Native => self.merge(&rustls_native_certs::load_native_certs()),
            Ask::These(files, folders) => {
                for file in *files {
                    self.merge(&rustls_native_certs::load_certs_from_paths(Some(file), None));
                }
                for folder in *folders {
                    self.merge(&rustls_native_certs::load_certs_from_paths(None, Some(folder)));
                }
            }
        }
    }

    fn merge(&mut self, result: &CertificateResult) {
        let here = place(Path::new(LIBRARY), None, Form::Api);
        // What it can't read is said once, and we say it with the place.
        let says_more = self.is_whole();
        for der in &result.certs {
            if self.holds(der) {
                continue;
            }
            match Certificate::decode(der) {
                Ok(certificate) => self.take(&certificate, here.clone()),
                Err(bad) if says_more => self.fail(here.clone(), &bad.to_string(), Looked::Yes),
                Err(_) => (),
            }
        }
        for error in result.errors.iter().filter(|_| says_more) {
            self.fail(here.clone(), &error.to_string(), Looked::No);
        }
    }

    /// Says what stays unknown of keychains: the library merges them, and tells of none where it leads.
    pub(super) fn say_keychains(&mut self) {
        self.search(Path::new(LIBRARY), Some("the portable path"));
        self.fail(place(Path::new(LIBRARY), None, Form::Api), KEYCHAINS, Looked::No);
    }
}

/// rustls-native-certs asks for the trust settings of the account, of the administrators and of the system, takes of each
/// certificate what comes first, and gives those that are trusted for TLS.
const KEYCHAINS: &str = "read by the portable path: it can't tell which keychain a certificate stands in, whether its trust is the \
                         machine's or this account's, nor which roots are denied";
