//! A policy's YAML, beside the certificate files of the embedded ones.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("policy", bytes));
