//! The record of skipped tests, between the tests that write it and `tests/closing.rs`, which counts it at the end.
//! Not the skipping itself: that is `capability`.

use std::path::PathBuf;

/// Where the tests of one `cargo test` record what they skipped: cargo's folder for tests, by the process that both the
/// tests and the closing count were started by.
pub(crate) fn record() -> PathBuf {
    // Elsewhere std does not tell the parent; there a run that failed may leave lines for the next one.
    #[cfg(unix)]
    let run = std::os::unix::process::parent_id();
    #[cfg(not(unix))]
    let run = 0;
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("skipped-tests-{run}"))
}

/// What `cargo test` ends with, from a record of lines `TEST: no CAPABILITY (REASON)`: how many tests were skipped, and
/// each with the capability that it lacked.
pub(crate) fn closing_line(record: &str) -> String {
    let tests: Vec<&str> = record.lines().map(|line| line.split(" (").next().unwrap_or(line)).collect();
    match tests.len() {
        0 => "skipped tests: none\n".to_owned(),
        count => format!("skipped tests: {count} ({})\n", tests.join(", ")),
    }
}
