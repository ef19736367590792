//! Tells the binary what it was built from and for: the commit, Cargo.lock's digest and how many crates it names, the
//! target, the profile and the compiler. No time and no path is among them, so that two builds of one commit are the same
//! bytes. What can't be told is "unknown": the commit where the sources are no git checkout of certready itself (a
//! published crate, an unpacked archive) or git is missing.
#![expect(clippy::disallowed_methods, reason = "a build script reads its surroundings and writes to cargo")]

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

/// What stands where something can't be told.
const UNKNOWN: &str = "unknown";

/// The letters of a commit in the version's one line. Cut here and not by git, which would take more of them in a clone
/// that has two objects of one beginning.
const SHORT: usize = 12;

fn main() -> io::Result<()> {
    let mut cargo = io::stdout().lock();
    writeln!(cargo, "cargo::rerun-if-changed=build.rs")?;
    writeln!(cargo, "cargo::rerun-if-changed=Cargo.lock")?;
    // An archive unpacked inside another project's checkout must not bear that project's commit.
    let commit = if Path::new(".git").exists() { said("git", &["rev-parse", "HEAD"]) } else { None };
    if commit.is_some() {
        // HEAD changes with the branch, its log with each commit; a path that is missing would mean "always build again".
        for name in ["HEAD", "logs/HEAD"] {
            let path = said("git", &["rev-parse", "--git-path", name]);
            if let Some(path) = path.filter(|path| Path::new(path).exists()) {
                writeln!(cargo, "cargo::rerun-if-changed={path}")?;
            }
        }
    }
    let commit = commit.unwrap_or_else(|| UNKNOWN.to_owned());
    let short: String = commit.chars().take(SHORT).collect();
    let (digest, crates) = dependencies().unwrap_or_else(|| (UNKNOWN.to_owned(), UNKNOWN.to_owned()));
    let compiler = env::var("RUSTC").ok().and_then(|rustc| said(&rustc, &["--version"]));
    let told = [
        ("COMMIT", short),
        ("WHOLE_COMMIT", commit),
        ("LOCK_SHA256", digest),
        ("CRATES", crates),
        ("TARGET", env::var("TARGET").unwrap_or_else(|_| UNKNOWN.to_owned())),
        ("PROFILE", profile().unwrap_or_else(|| UNKNOWN.to_owned())),
        ("RUSTC", compiler.unwrap_or_else(|| UNKNOWN.to_owned())),
    ];
    for (name, value) in told {
        writeln!(cargo, "cargo::rustc-env=CERTREADY_{name}={value}")?;
    }
    Ok(())
}

/// What a program prints, on one line. None where it is missing, fails or prints nothing.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !said.is_empty()).then_some(said)
}

/// The SHA-256 of Cargo.lock, and how many crates it names beside certready itself: of all targets, and of the tests as
/// well. None where there is none.
fn dependencies() -> Option<(String, String)> {
    let lock = fs::read("Cargo.lock").ok()?;
    let digest = hmac_sha256::Hash::hash(&lock).iter().map(|byte| format!("{byte:02x}")).collect();
    let packages = String::from_utf8(lock).ok()?.lines().filter(|line| *line == "[[package]]").count();
    Some((digest, packages.saturating_sub(1).to_string()))
}

/// The profile by its own name, which cargo tells by its folder alone: `PROFILE` says `release` of all that begin from it.
/// None where the folder for build scripts stands elsewhere than it does today.
fn profile() -> Option<String> {
    let out = env::var("OUT_DIR").ok()?;
    let build = Path::new(&out).ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "build"))?;
    Some(build.parent()?.file_name()?.to_string_lossy().into_owned())
}
