//! The JSON of `--connectors`, and the distinguished names in it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("connectors", bytes));
