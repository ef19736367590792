//! A CRL: read, verified, asked for its scope.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("crl", bytes));
