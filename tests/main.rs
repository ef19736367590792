//! All tests of certready in one binary; the modules mirror `src/`.
//!
//! They run on Linux, and on Windows as far as it has what they need (`.ci/windows test` runs them under Wine). What a
//! platform can't have is `cfg`, at the test or at its module; what this machine lacks is a capability, and its tests are
//! skipped loudly and counted. Not for Windows are:
//! - `lab`: network namespaces, and daemons in them
//! - `e2e::robust`: full disks by tmpfs, umask and ulimit, closed handles, other accounts, all through a Unix shell
//! - `docs::played`: a network with nothing in it, and what the pages show for a shell of Unix
//! - `e2e::signals::sent`: signals that one process sends another; Windows knows Ctrl-C in a console alone
//! - `release`: scripts of a release, and the crates' sources that they read
//! - `evidence::host`: the same for the evidence folder
//! - single tests that read Unix' own files (`/etc`, `/proc`, bundles of certificates), make symbolic links and pipes, set
//!   rights by mode, or fill a listener's queue
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
mod compare;
mod docs;
mod e2e;
mod evaluate;
mod evidence;
mod examine;
mod fleet;
mod hostile;
mod kept;
#[cfg(target_os = "linux")]
mod lab;
mod language;
mod pki;
mod plan;
mod policy;
mod probe;
#[cfg(unix)]
mod release;
mod render;
mod report;
mod schedule;
mod suites;
mod vocabulary;
