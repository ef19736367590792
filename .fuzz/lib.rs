//! Hands libFuzzer's bytes to the same functions that `cargo test` runs: see `tests/hostile/entry.rs`.

#[path = "../tests/hostile/entry.rs"]
mod entry;

/// Where `entry` finds what it compares with.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures");

/// Gives bytes to the entry of this name. libFuzzer looks for panics, time and memory itself.
pub fn feed(name: &str, bytes: &[u8]) {
    let known = entry::ENTRIES.into_iter().find(|(known, _)| *known == name);
    let (_, entry) = known.unwrap_or_else(|| panic!("no entry `{name}`"));
    entry(bytes);
}
