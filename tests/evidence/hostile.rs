//! An evidence folder that somebody changed: each test changes one thing and expects the error that names it. The good
//! twin is the same folder, or the same change made well.

use std::fs;
use std::path::{Path, PathBuf};

use certready::evidence::{EvidenceError, read};
use certready::vocabulary::Digest;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::sample;

fn load(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Changes the manifest.
fn edit_manifest(dir: &Path, change: impl FnOnce(&mut Value)) {
    let mut manifest = load(&dir.join("manifest.json"));
    change(&mut manifest);
    fs::write(dir.join("manifest.json"), manifest.to_string()).unwrap();
}

/// Replaces the facts, and tells the manifest so.
fn replace_facts(dir: &Path, facts: &[u8]) {
    fs::write(dir.join("facts.json"), facts).unwrap();
    let entry = json!({ "sha256": Digest::of(facts).to_string(), "bytes": facts.len() });
    edit_manifest(dir, |manifest| manifest["facts"] = entry);
}

/// Changes the facts, and tells the manifest so.
fn edit_facts(dir: &Path, change: impl FnOnce(&mut Value)) {
    let mut facts = load(&dir.join("facts.json"));
    change(&mut facts);
    replace_facts(dir, facts.to_string().as_bytes());
}

/// Puts one more object into the folder, and tells the manifest so.
fn add_object(dir: &Path, bytes: &[u8]) -> String {
    let name = Digest::of(bytes).to_string();
    fs::write(dir.join("objects").join(&name), bytes).unwrap();
    let entry = json!({ "sha256": name, "bytes": bytes.len() });
    edit_manifest(dir, |manifest| manifest["objects"].as_array_mut().unwrap().push(entry));
    name
}

/// The file of the object with these bytes.
fn object(dir: &Path, bytes: &[u8]) -> (String, PathBuf) {
    let name = Digest::of(bytes).to_string();
    let path = dir.join("objects").join(&name);
    assert!(path.is_file());
    (name, path)
}

fn refused(dir: &Path) -> EvidenceError {
    read(dir).map(drop).unwrap_err()
}

#[test]
fn the_helpers_of_these_tests_change_nothing_by_themselves() {
    let (_room, dir) = sample::kept();
    edit_facts(&dir, |_| ());
    edit_manifest(&dir, |_| ());
    add_object(&dir, b"one more");
    assert_eq!(read(&dir).unwrap().observations, sample::run().observations);
}

#[test]
fn a_changed_object_is_named_whether_its_length_is_the_same_or_not() {
    for bytes in [&b"THE body of a CRL"[..], b"the body of a CRL and more", b"the body", b""] {
        let (_room, dir) = sample::kept();
        let (name, path) = object(&dir, b"the body of a CRL");
        fs::write(path, bytes).unwrap();
        assert!(matches!(refused(&dir), EvidenceError::Changed { name: named } if named == name));
    }
}

#[test]
fn a_large_object_with_one_byte_changed_at_its_end_is_named() {
    let room = tempfile::tempdir().unwrap();
    let (run, dir, mut bytes) = (sample::run(), room.path().join("kept"), vec![7; 300_000]);
    let name = run.objects.put(&bytes).unwrap().to_string();
    certready::evidence::write(&run, &dir).unwrap();
    read(&dir).unwrap();
    *bytes.last_mut().unwrap() = 8;
    fs::write(dir.join("objects").join(&name), bytes).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::Changed { name: named } if named == name));
}

#[test]
fn a_missing_object_is_named_and_so_is_one_under_another_name() {
    let (_room, dir) = sample::kept();
    let (name, path) = object(&dir, b"the body of a CRL");
    fs::rename(&path, path.with_file_name("0".repeat(64))).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::Missing { name: named } if named == name));
    fs::remove_file(path.with_file_name("0".repeat(64))).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::Missing { name: named } if named == name));
}

#[test]
fn an_object_that_neither_manifest_nor_folder_has_any_more_is_missing_from_the_facts() {
    for bytes in [&b"the body of a CRL"[..], b"leaf", b"two", b"-----BEGIN CERTIFICATE-----\n"] {
        let (_room, dir) = sample::kept();
        let (name, path) = object(&dir, bytes);
        fs::remove_file(path).unwrap();
        let keep = |entry: &Value| entry["sha256"] != name.as_str();
        edit_manifest(&dir, |manifest| manifest["objects"].as_array_mut().unwrap().retain(keep));
        assert!(matches!(refused(&dir), EvidenceError::Missing { name: named } if named == name));
    }
}

#[test]
fn two_objects_that_changed_places_are_seen() {
    let (_room, dir) = sample::kept();
    let ((_, one), (_, other)) = (object(&dir, b"leaf"), object(&dir, b"root"));
    fs::write(one, b"root").unwrap();
    fs::write(other, b"leaf").unwrap();
    assert!(matches!(refused(&dir), EvidenceError::Changed { .. }));
}

#[test]
fn a_file_among_the_objects_that_the_manifest_does_not_name_is_refused_and_one_beside_them_is_not() {
    let (_room, dir) = sample::kept();
    fs::write(dir.join("NOTE.txt"), "seen by the auditor").unwrap();
    read(&dir).unwrap();
    // No name on Windows has a control character in it.
    let odd = if cfg!(windows) { "\u{202e}x" } else { "\u{1b}[2Jx" };
    for name in [&"a".repeat(64), odd, ".hidden"] {
        let path = dir.join("objects").join(name);
        fs::write(&path, "").unwrap();
        let shown = certready::vocabulary::Shown::new(name);
        assert!(matches!(refused(&dir), EvidenceError::Unknown { name } if name == shown));
        fs::remove_file(path).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_even_to_the_same_bytes() {
    for within in ["manifest.json", "facts.json", "objects"] {
        let (room, dir) = sample::kept();
        fs::rename(dir.join(within), room.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(room.path().join("elsewhere"), dir.join(within)).unwrap();
        assert!(matches!(refused(&dir), EvidenceError::NotPlain { path } if path == dir.join(within)));
    }
    let (room, dir) = sample::kept();
    let (_, link) = object(&dir, b"the body of a CRL");
    fs::rename(&link, room.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(room.path().join("elsewhere"), &link).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::NotPlain { path } if path == link));
}

#[cfg(unix)]
#[test]
fn a_link_that_the_person_at_the_keyboard_names_is_followed() {
    let (room, dir) = sample::kept();
    let latest = room.path().join("latest");
    std::os::unix::fs::symlink(&dir, &latest).unwrap();
    assert_eq!(read(&latest).unwrap().observations, sample::run().observations);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_folder_in_an_objects_place_is_not_opened() {
    let (_room, dir) = sample::kept();
    let (_, path) = object(&dir, b"the body of a CRL");
    fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(matches!(refused(&dir), EvidenceError::NotPlain { .. }), "reading a pipe would wait for ever");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::NotPlain { .. }));
}

#[test]
fn what_has_no_manifest_is_no_evidence() {
    let (room, dir) = sample::kept();
    assert!(matches!(refused(room.path()), EvidenceError::NoManifest { .. }));
    assert!(matches!(refused(&room.path().join("absent")), EvidenceError::NoManifest { .. }));
    fs::remove_file(dir.join("manifest.json")).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::NoManifest { path } if path == dir));
}

#[test]
fn what_lacks_its_facts_or_its_objects_says_which() {
    let (_room, dir) = sample::kept();
    fs::remove_dir_all(dir.join("objects")).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::Missing { name } if name == "objects"));
    fs::remove_file(dir.join("facts.json")).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::Missing { name } if name == "facts.json"));
}

#[test]
fn changed_facts_are_seen_and_cut_facts_that_the_manifest_knows_are_not_understood() {
    let (_room, dir) = sample::kept();
    let whole = fs::read(dir.join("facts.json")).unwrap();
    let cut = &whole[..whole.len() / 2];
    let changed = String::from_utf8(whole.clone()).unwrap().replace("\"mail-01\"", "\"mail-02\"");
    for bytes in [cut, changed.as_bytes(), b""] {
        fs::write(dir.join("facts.json"), bytes).unwrap();
        assert!(matches!(refused(&dir), EvidenceError::Changed { name } if name == "facts.json"));
    }
    replace_facts(&dir, cut);
    let error = refused(&dir);
    assert!(matches!(&error, EvidenceError::Json { path, .. } if *path == dir.join("facts.json")));
    assert!(std::error::Error::source(&error).is_some(), "the line and column stand in the source");
}

#[test]
fn another_version_is_named_before_its_shape_is_asked_about() {
    let (_room, dir) = sample::kept();
    replace_facts(&dir, br#"{ "schema": "certready.evidence/2", "other": [] }"#);
    let found = |error| match error {
        EvidenceError::Schema { path, found, expected: "certready.evidence/1" } => (path, found.to_string()),
        other => panic!("{other:?}"),
    };
    assert_eq!(found(refused(&dir)), (dir.join("facts.json"), "certready.evidence/2".to_owned()));
    edit_manifest(&dir, |manifest| *manifest = json!({ "schema": "certready.report/1" }));
    assert_eq!(found(refused(&dir)), (dir.join("manifest.json"), "certready.report/1".to_owned()));
}

#[test]
fn a_field_that_this_version_does_not_know_is_passed_over_and_a_word_is_not() {
    let (_room, dir) = sample::kept();
    edit_facts(&dir, |facts| facts["observed"]["host"]["later"] = json!({ "a": [1, 2] }));
    assert_eq!(read(&dir).unwrap().observations, sample::run().observations);
    edit_facts(&dir, |facts| facts["observed"]["ended"] = json!("exploded"));
    assert!(matches!(refused(&dir), EvidenceError::Json { .. }));
}

#[test]
fn text_from_the_facts_is_cleaned_again() {
    let (_room, dir) = sample::kept();
    edit_facts(&dir, |facts| facts["observed"]["host"]["os"] = json!("\u{1b}[2J\u{202e}x"));
    assert_eq!(read(&dir).unwrap().observations.host.os.as_str(), "\u{fffd}[2J\u{fffd}x");
}

#[test]
fn facts_in_another_order_are_put_in_order() {
    let (_room, dir) = sample::kept();
    edit_facts(&dir, |facts| {
        facts["observed"]["fetches"].as_array_mut().unwrap().reverse();
        facts["observed"]["store"]["certificates"].as_array_mut().unwrap().reverse();
    });
    assert_eq!(read(&dir).unwrap().observations, sample::run().observations);
}

#[test]
fn nothing_is_there_twice() {
    for (list, at) in
        [("/observed/fetches", "facts"), ("/observed/store/certificates", "facts"), ("/policy/files", "facts")]
    {
        let (_room, dir) = sample::kept();
        edit_facts(&dir, |facts| {
            let items = facts.pointer_mut(list).unwrap().as_array_mut().unwrap();
            items.push(items[0].clone());
        });
        assert!(matches!(refused(&dir), EvidenceError::Twice { .. }), "{list} {at}");
    }
    let (_room, dir) = sample::kept();
    edit_manifest(&dir, |manifest| {
        let items = manifest["objects"].as_array_mut().unwrap();
        items.push(items[0].clone());
    });
    assert!(matches!(refused(&dir), EvidenceError::Twice { path, .. } if path == dir.join("manifest.json")));
}

#[test]
fn a_policys_file_stays_beside_the_policy() {
    for name in ["../root.pem", "a/b.pem", "a\\b.pem", "C:x.pem", "/etc/x.pem", "..", ".x", "", "a\0b", "é.pem"] {
        let (_room, dir) = sample::kept();
        edit_facts(&dir, |facts| facts["policy"]["files"][0]["name"] = json!(name));
        assert!(matches!(refused(&dir), EvidenceError::PolicyFile { .. }), "{name:?}");
    }
    let (_room, dir) = sample::kept();
    edit_facts(&dir, |facts| facts["policy"]["files"][0]["name"] = json!("GlobalSign-R1_1998.pem"));
    assert!(read(&dir).unwrap().policy.files.contains_key("GlobalSign-R1_1998.pem"));
}

#[test]
fn a_policy_is_text_and_not_larger_than_any_policy() {
    let (_room, dir) = sample::kept();
    let binary = add_object(&dir, b"\xff\xfe");
    edit_facts(&dir, |facts| facts["policy"]["yaml"] = json!(binary));
    assert!(matches!(refused(&dir), EvidenceError::PolicyText { name, .. } if name == binary));
    for (length, fits) in [(64 * 1024, true), (64 * 1024 + 1, false)] {
        let (_room, dir) = sample::kept();
        let text = add_object(&dir, &vec![b'#'; length]);
        edit_facts(&dir, |facts| facts["policy"]["yaml"] = json!(text));
        match read(&dir) {
            Ok(_) => assert!(fits),
            Err(EvidenceError::TooLarge { most: 65_536, .. }) => assert!(!fits),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_digest_has_one_written_form() {
    for form in [
        |name: &str| name.to_uppercase(),
        |name: &str| format!("{name} "),
        |name: &str| format!(":{name}"),
        |name: &str| name.chars().skip(1).collect(),
        |_: &str| "../../../../etc/passwd".to_owned(),
    ] {
        let (_room, dir) = sample::kept();
        edit_manifest(&dir, |manifest| {
            let name = manifest["objects"][0]["sha256"].as_str().unwrap().to_owned();
            manifest["objects"][0]["sha256"] = json!(form(&name));
        });
        assert!(matches!(refused(&dir), EvidenceError::Json { path, .. } if path == dir.join("manifest.json")));
    }
}

#[test]
fn lists_have_their_bounds() {
    for (count, fits) in [(1000, true), (1001, false)] {
        let (_room, dir) = sample::kept();
        edit_facts(&dir, |facts| {
            let one = facts["observed"]["fetches"][0].clone();
            let numbered = |at| {
                let mut fetch = one.clone();
                fetch["url"] = json!(format!("http://host/{at}"));
                fetch
            };
            facts["observed"]["fetches"] = (0..count).map(numbered).collect();
        });
        assert_eq!(read(&dir).is_ok(), fits, "{count}");
    }
    for (list, most) in [("/observed/store/searched", 10_000), ("/observed/route/bypass", 65_536), ("/asked/only", 200)]
    {
        let (_room, dir) = sample::kept();
        let fill =
            |count: usize| edit_facts(&dir, |facts| *facts.pointer_mut(list).unwrap() = json!(vec!["clock"; count]));
        fill(most);
        read(&dir).unwrap();
        fill(most + 1);
        assert!(matches!(refused(&dir), EvidenceError::Json { .. }), "{list}");
    }
}

#[test]
fn files_have_their_bounds() {
    let (_room, dir) = sample::kept();
    let mut facts = fs::read(dir.join("facts.json")).unwrap();
    let whole = facts.len();
    facts.resize(32 * 1024 * 1024, b' ');
    replace_facts(&dir, &facts);
    read(&dir).unwrap();
    facts.push(b' ');
    replace_facts(&dir, &facts);
    assert!(
        matches!(refused(&dir), EvidenceError::TooLarge { path, most: 33_554_432 } if path == dir.join("facts.json"))
    );
    replace_facts(&dir, &facts[..whole]);
    let mut manifest = fs::read(dir.join("manifest.json")).unwrap();
    manifest.resize(4 * 1024 * 1024 + 1, b' ');
    fs::write(dir.join("manifest.json"), manifest).unwrap();
    assert!(matches!(refused(&dir), EvidenceError::TooLarge { most: 4_194_304, .. }));
}

#[test]
fn objects_that_claim_to_be_larger_than_any_run_are_refused_before_one_is_read() {
    for bytes in [(1_u64 << 30) + (5 << 20), u64::MAX] {
        let (_room, dir) = sample::kept();
        edit_manifest(&dir, |manifest| manifest["objects"][0]["bytes"] = json!(bytes));
        assert!(matches!(refused(&dir), EvidenceError::TooLarge { path, .. } if path == dir.join("objects")));
    }
}

#[test]
fn deeply_nested_json_costs_no_stack_where_it_is_passed_over_and_is_an_error_elsewhere() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let (_room, dir) = sample::kept();
        let facts = String::from_utf8(fs::read(dir.join("facts.json")).unwrap()).unwrap();
        let bomb = format!("{}0{}", open.repeat(1_000_000), close.repeat(1_000_000));
        replace_facts(&dir, facts.replacen('{', &format!("{{ \"later\": {bomb},"), 1).as_bytes());
        assert_eq!(read(&dir).unwrap().observations, sample::run().observations);
        replace_facts(&dir, facts.replacen("\"0.1.0\"", &bomb, 1).as_bytes());
        assert!(matches!(refused(&dir), EvidenceError::Json { .. }));
    }
}

/// Whatever stands in the two JSON files, reading ends in a value or in an error.
#[test]
fn bytes_that_were_changed_anywhere_never_panic() {
    let (_room, dir) = sample::kept();
    let [facts, manifest] = ["facts.json", "manifest.json"].map(|file| fs::read(dir.join(file)).unwrap());
    let change = (any::<prop::sample::Index>(), "[\\[\\]{},:\"0-9a-z\\\\\u{0}é-]{0,6}", 0..8_usize);
    let outcome = TestRunner::new(ProptestConfig::with_cases(100)).run(&change, |(at, with, cut)| {
        let changed = |bytes: &[u8]| {
            let (mut bytes, at) = (bytes.to_vec(), at.index(bytes.len()));
            bytes.splice(at..(at + cut).min(bytes.len()), with.bytes());
            bytes
        };
        fs::write(dir.join("manifest.json"), &manifest).unwrap();
        replace_facts(&dir, &changed(&facts));
        let _ = read(&dir);
        fs::write(dir.join("facts.json"), &facts).unwrap();
        fs::write(dir.join("manifest.json"), changed(&manifest)).unwrap();
        let _ = read(&dir);
        Ok(())
    });
    outcome.unwrap();
}
