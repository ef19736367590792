//! From the argument to text and files.

use std::fs;

use certready::policy::{self, LoadError};

use super::{GOOD, good};

/// A folder with the good policy and its certificates beside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mail.yaml"), GOOD).unwrap();
    for (name, bytes) in good().files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn load(folder: &tempfile::TempDir) -> Result<policy::PolicySource, LoadError> {
    policy::load(folder.path().join("mail.yaml").to_str().unwrap())
}

#[test]
fn an_id_is_an_embedded_policy() {
    let loaded = policy::load("exchange-online-2018").unwrap();
    assert_eq!(loaded, policy::find("exchange-online-2018").unwrap());
}

#[test]
fn an_unknown_id_lists_the_known_ones_and_guesses() {
    let Err(LoadError::NotFound { known, near, .. }) = policy::load("exchange-online-2108") else { panic!() };
    assert_eq!((known, near), (policy::ids().collect(), Some("exchange-online-2018")));
}

#[test]
fn a_path_is_read_with_the_certificates_beside_it() {
    let folder = folder();
    let loaded = load(&folder).unwrap();
    assert_eq!((loaded.yaml.as_str(), &loaded.files), (GOOD, &good().files));
    assert_eq!(policy::parse(&loaded).unwrap().digest, policy::parse(&good()).unwrap().digest);
}

#[test]
fn the_catalogue_as_files_is_the_catalogue_as_embedded() {
    for embedded in policy::catalogue() {
        let path = format!("{}/policies/{}.yaml", env!("CARGO_MANIFEST_DIR"), embedded.name);
        let loaded = policy::load(&path).unwrap();
        assert_eq!((loaded.yaml, loaded.files), (embedded.yaml, embedded.files));
    }
}

#[test]
fn a_missing_certificate_is_left_to_the_parser_which_says_where_it_is_named() {
    let folder = folder();
    fs::remove_file(folder.path().join("baltimore-cybertrust-root.pem")).unwrap();
    let found = super::one(&load(&folder).unwrap());
    assert_eq!((found.0, found.1), (26, 20));
}

#[test]
fn a_path_that_leads_nowhere_is_unreadable() {
    let Err(LoadError::Unreadable { source, .. }) = policy::load("./no-such-policy.yaml") else { panic!() };
    assert_eq!(source.kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn a_folder_is_no_policy() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(policy::load(folder.path().to_str().unwrap()), Err(LoadError::NotRegular { .. })));
}

#[test]
fn a_file_larger_than_a_policy_is_not_read() {
    let folder = folder();
    fs::write(folder.path().join("mail.yaml"), vec![b'#'; 64 * 1024 + 1]).unwrap();
    assert!(matches!(load(&folder), Err(LoadError::TooLarge { .. })));
    fs::write(folder.path().join("mail.yaml"), GOOD).unwrap();
    fs::write(folder.path().join("globalsign-root-ca-r1.pem"), vec![b'#'; 64 * 1024 + 1]).unwrap();
    assert!(matches!(load(&folder), Err(LoadError::TooLarge { .. })));
}

#[test]
fn a_file_that_is_not_utf_8_is_no_text() {
    let folder = folder();
    fs::write(folder.path().join("mail.yaml"), b"id: \xff").unwrap();
    assert!(matches!(load(&folder), Err(LoadError::NotText { .. })));
}

#[cfg(unix)]
#[test]
fn a_certificate_file_is_no_link_and_no_pipe() {
    let folder = folder();
    let certificate = folder.path().join("baltimore-cybertrust-root.pem");
    fs::remove_file(&certificate).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", &certificate).unwrap();
    assert!(matches!(load(&folder), Err(LoadError::NotRegular { .. })));
    fs::remove_file(&certificate).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&certificate).status().unwrap();
    assert!(made.success());
    assert!(matches!(load(&folder), Err(LoadError::NotRegular { .. })));
}

#[cfg(unix)]
#[test]
fn the_path_that_a_person_gives_may_be_a_link() {
    let folder = folder();
    std::os::unix::fs::symlink("mail.yaml", folder.path().join("current.yaml")).unwrap();
    let loaded = policy::load(folder.path().join("current.yaml").to_str().unwrap()).unwrap();
    assert_eq!(loaded.files, good().files);
}

#[test]
fn only_what_the_policy_names_is_read() {
    let folder = folder();
    fs::write(folder.path().join("other.pem"), "not named").unwrap();
    assert!(!load(&folder).unwrap().files.contains_key("other.pem"));
}
