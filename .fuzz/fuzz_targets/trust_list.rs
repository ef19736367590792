//! Lists of certificates of Windows' root update, in a cabinet or in DER.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("trust_list", bytes));
