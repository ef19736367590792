//! Gives the binary the commit that it was built from, as `CERTREADY_COMMIT`, and nothing else: "unknown" where the
//! sources are no git checkout of certready itself (a published crate, an unpacked archive) or git is missing.
#![expect(clippy::disallowed_methods, reason = "a build script reads its surroundings and writes to cargo")]

use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

fn main() -> io::Result<()> {
    let mut cargo = io::stdout().lock();
    writeln!(cargo, "cargo::rerun-if-changed=build.rs")?;
    // An archive unpacked inside another project's checkout must not bear that project's commit.
    let commit = if Path::new(".git").exists() { commit() } else { None };
    if commit.is_some() {
        // HEAD changes with the branch, its log with each commit; a path that is missing would mean "always build again".
        for name in ["HEAD", "logs/HEAD"] {
            if let Some(path) = git(&["rev-parse", "--git-path", name]).filter(|path| Path::new(path).exists()) {
                writeln!(cargo, "cargo::rerun-if-changed={path}")?;
            }
        }
    }
    writeln!(cargo, "cargo::rustc-env=CERTREADY_COMMIT={}", commit.as_deref().unwrap_or("unknown"))
}

/// The abbreviated commit. None where git can't tell.
fn commit() -> Option<String> {
    git(&["rev-parse", "--short=12", "HEAD"])
}

/// What git prints, on one line. None where it is missing, fails or prints nothing.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !said.is_empty()).then_some(said)
}
