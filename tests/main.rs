//! All tests of certready in one binary; the modules mirror `src/`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "a test stops at the first thing that is not as it says; it may read files and open loopback sockets"
)]

mod common;
mod evidence;
mod policy;
mod vocabulary;
