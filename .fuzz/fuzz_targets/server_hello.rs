//! What a server answers to a ClientHello of what is old.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("server_hello", bytes));
