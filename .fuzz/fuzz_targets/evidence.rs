//! The facts or the manifest of an evidence folder: read back, judged, rendered.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("evidence", bytes));
