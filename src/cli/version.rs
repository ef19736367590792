//! `certready --version`: one line, and with `--verbose` what this binary was built from and for, as `build.rs` was told. The
//! same build says the same wherever it was made: neither a time nor a path is in it.

use super::{ExitStatus, Refusal, output};
use crate::run::TOOL;

/// What stands behind each word of `--version --verbose`. "unknown" is what the build could not tell.
const TOLD: [(&str, &str); 6] = [
    ("commit", env!("CERTREADY_WHOLE_COMMIT")),
    ("target", env!("CERTREADY_TARGET")),
    ("profile", env!("CERTREADY_PROFILE")),
    ("compiler", env!("CERTREADY_RUSTC")),
    ("Cargo.lock", concat!("sha256 ", env!("CERTREADY_LOCK_SHA256"))),
    ("crates", concat!(env!("CERTREADY_CRATES"), " in Cargo.lock: those of every target, and of the tests as well")),
];

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// The version and the commit, on one line.
    Line,
    /// And all that the build was told.
    All,
}

/// Prints it.
pub(super) fn run(length: Length) -> Result<ExitStatus, Refusal> {
    output::print(&words(length))?;
    Ok(ExitStatus::Ready)
}

fn words(length: Length) -> String {
    let line = format!("certready {TOOL}\n");
    match length {
        Length::Line => line,
        Length::All => TOLD.iter().fold(line, |all, (what, told)| format!("{all}{what:<12}{told}\n")),
    }
}
