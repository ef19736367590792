//! All tests of certready in one binary; the modules mirror `src/`.
// `#[cfg(test)]` on the whole is always true here; it tells clippy that helpers may unwrap as tests do (.clippy.toml).
#![cfg(test)]
#![expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::string_slice,
    reason = "a test may read files, start processes and open loopback sockets, and writes the bytes that it needs"
)]

mod case;
mod check;
mod cli;
mod common;
mod docs;
mod e2e;
mod evaluate;
mod evidence;
mod examine;
mod hostile;
#[cfg(target_os = "linux")]
mod lab;
mod pki;
mod plan;
mod policy;
mod probe;
mod render;
mod report;
mod suites;
mod vocabulary;
