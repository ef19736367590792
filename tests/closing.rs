//! The closing line of `cargo test`: which tests were skipped for want of a tool, counted and by name. It is a test target
//! of its own, without a harness, because cargo runs the targets in the order of their names and this is the last; it
//! tests nothing and can't fail over a skip (`CERTREADY_REQUIRE` makes the skipped test itself fail). Where a target
//! before it failed, cargo stops there; the lines that each skipped test wrote are seen all the same.
#![expect(clippy::disallowed_methods, reason = "it reads the record and writes to standard error")]

#[path = "common/skipped.rs"]
mod skipped;

use std::io::{ErrorKind, Write as _};

fn main() -> std::io::Result<()> {
    // cargo-nextest asks each target for its tests, one a line; this one has none.
    if std::env::args().any(|argument| argument == "--list") {
        return Ok(());
    }
    let record = match std::fs::read_to_string(skipped::record()) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => {
            std::fs::remove_file(skipped::record())?;
            read?
        }
    };
    std::io::stderr().write_all(skipped::closing_line(&record).as_bytes())
}
