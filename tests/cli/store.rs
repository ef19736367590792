//! `store list` and `store find`: the facts of a store, and an answer that can't be misread.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::run::{Finished, certready};

const R1: &str = "globalsign-r1.pem";
const BALTIMORE: &str = "baltimore-cybertrust-root.pem";

/// A folder with these roots of the fixtures.
fn store(roots: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for root in roots {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/roots").join(root);
        fs::copy(from, folder.path().join(root)).unwrap();
    }
    folder
}

fn run(verb: &[&str], store: &Path, more: &[&str]) -> Finished {
    let path = store.to_str().unwrap();
    let arguments: Vec<&str> =
        ["store"].iter().chain(verb).chain(&["--trust-store", path]).chain(more).copied().collect();
    certready(&arguments)
}

#[test]
fn list_shows_every_digest_and_place() {
    let folder = store(&[R1, BALTIMORE]);
    let finished = run(&["list"], folder.path(), &[]);
    assert_eq!(finished.status, 0, "{finished:#?}");
    for line in [
        "  subject   C=BE, O=GlobalSign nv-sa, OU=Root CA, CN=GlobalSign Root CA",
        "  valid     1998-09-01T12:00:00Z to 2028-01-28T12:00:00Z",
        "  sha256    ebd41040e4bb3ec742c9e381d31ef2a41a48b6685c96e7cef3c1df6cd4331c99",
        "  sha1      b1bc968bd4f49d622aa89a81f2150152a41d829c",
        "  key       2bcee858158cf5465fc9d76f0dfa312fef25a4dca8501da9b46b67d1fbfa1b64",
        "  serial    040000000001154B5AC394",
        "  serial    020000B9",
        "2 trust anchors",
    ] {
        assert!(finished.stdout.lines().any(|one| one == line), "{line} is missing in {}", finished.stdout);
    }
    assert!(finished.stdout.contains("globalsign-r1.pem:1\n"), "{}", finished.stdout);
}

#[test]
fn one_certificate_is_found_by_each_of_its_names() {
    let folder = store(&[R1, BALTIMORE]);
    for wanted in [
        "ebd41040e4bb3ec742c9e381d31ef2a41a48b6685c96e7cef3c1df6cd4331c99",
        "B1:BC:96:8B:D4:F4:9D:62:2A:A8:9A:81:F2:15:01:52:A4:1D:82:9C",
        "2bcee858158cf5465fc9d76f0dfa312fef25a4dca8501da9b46b67d1fbfa1b64",
        "04 00 00 00 00 01 15 4b 5a c3 94",
        "0x40000000001154b5ac394",
        "globalsign ROOT ca",
    ] {
        let finished = run(&["find", wanted], folder.path(), &[]);
        assert_eq!(finished.status, 0, "{finished:#?}");
        let first = finished.stdout.lines().next().unwrap();
        assert!(first.starts_with("FOUND: 1 trust anchor fits"), "{first}");
        assert_eq!(finished.stdout.matches("  subject ").count(), 1, "{}", finished.stdout);
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let folder = store(&[R1]);
    // Baltimore's SHA-1, a serial's piece, a digest's piece: only names are looked for by a part.
    for wanted in ["d4de20d05e66fc53fe1a50882c78db2852cae474", "1154B5AC39", "ebd41040", "Baltimore", "0", "0x"] {
        let finished = run(&["find", wanted], folder.path(), &[]);
        assert_eq!(finished.status, 2, "{finished:#?}");
        assert!(finished.stdout.starts_with("NOT FOUND: "), "{finished:#?}");
    }
}

#[test]
fn what_is_not_found_in_a_store_that_was_read_in_part_is_not_known() {
    let folder = store(&[R1]);
    fs::write(folder.path().join("broken.pem"), "no certificate").unwrap();
    let absent = run(&["find", "Baltimore"], folder.path(), &[]);
    assert_eq!(absent.status, 3, "{absent:#?}");
    assert!(absent.stdout.starts_with("NOT KNOWN: ") && absent.stdout.contains("broken.pem"), "{absent:#?}");
    let found = run(&["find", "GlobalSign"], folder.path(), &[]);
    assert_eq!(found.status, 0, "what was found is found, whatever else is broken: {found:#?}");
    assert_eq!(run(&["list"], folder.path(), &[]).status, 1);
}

#[test]
fn a_store_that_does_not_exist_is_said_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let finished = run(&["list"], &folder.path().join("missing"), &[]);
    assert_eq!(finished.status, 3, "{finished:#?}");
    assert!(finished.stdout.contains("0 trust anchors") && finished.stdout.contains("does not exist"));
}

#[test]
fn an_empty_store_that_was_read_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let finished = run(&["list"], folder.path(), &[]);
    assert!(matches!(finished.status, 2 | 3), "{finished:#?}");
    assert!(finished.stdout.contains("0 trust anchors"), "{finished:#?}");
}

#[test]
fn programs_get_the_same_as_json() {
    let folder = store(&[R1, BALTIMORE]);
    let finished = run(&["find", "Baltimore"], folder.path(), &["--format", "json"]);
    let page = finished.json();
    assert_eq!((&page["schema"], &page["wanted"]), (&"certready.store/1".into(), &"Baltimore".into()));
    assert_eq!(page["certificates"].as_array().unwrap().len(), 1);
    assert_eq!(page["certificates"][0]["serial"], "020000B9");
    assert_eq!(page["certificates"][0]["anchor"], true);
}
