//! A folder where a unit of systemd sees it, wherever the repository lies.

use std::path::Path;

use tempfile::TempDir;

/// What `PrivateTmp=` and `ProtectHome=` hide.
const HIDDEN: [&str; 5] = ["/tmp", "/var/tmp", "/home", "/root", "/run/user"];

/// A folder for one test that no unit hides: below the build's own, or in the memory that every Linux has, where the repository
/// itself lies in a home or in a temporary folder.
pub(crate) fn seen_by_units() -> TempDir {
    let built = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let hidden = HIDDEN.iter().any(|place| built.starts_with(place));
    tempfile::tempdir_in(if hidden { Path::new("/dev/shm") } else { built }).unwrap()
}
