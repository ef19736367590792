//! What a server sends: the answer's head and its body.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| certready_fuzz::feed("http_head", bytes));
