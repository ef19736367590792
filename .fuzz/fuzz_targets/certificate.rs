//! One certificate in DER: read, asked for everything, held against issuers.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("certificate", bytes));
