//! An OCSP answer: read, verified, asked what it says.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("ocsp", bytes));
