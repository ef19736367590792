//! Certificates in DER, PEM or PKCS #7, whichever the bytes look like.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("pkcs7", bytes));
