//! Folders as systems fill them, with links, and as mishaps fill them: pipes, dangling links, huge files.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use certready::observation::{Form, StoreFacts};
use certready::probe::store::{LONGEST_FILE, MOST_ENTRIES, MOST_PLACES, Places, Surroundings};
use tempfile::TempDir;

use super::{
    AMAZON_1, BALTIMORE, GLOBALSIGN_R1, GLOBALSIGN_R3, find, form, forms, given, host, is_anchor, nowhere, reasons,
    unread,
};

/// A folder with one good root, so that whatever else stands in it must not hide that one.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(form("globalsign-r1.pem"), folder.path().join("GlobalSign_Root_CA.pem")).unwrap();
    folder
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Reads on a thread of its own: what waits for ever fails instead.
fn in_time(read: impl FnOnce() -> StoreFacts + Send + 'static) -> StoreFacts {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(read()).is_ok());
    receiver.recv_timeout(Duration::from_secs(60)).expect("the reading waits for ever")
}

// c_rehash fills folders with links; each name is a place, and the certificate is one.
#[test]
fn hash_links_are_places_of_one_certificate() {
    let folder = folder();
    symlink("GlobalSign_Root_CA.pem", folder.path().join("5ad8a5d6.0")).unwrap();
    let facts = given(folder.path());
    let names: Vec<_> =
        find(&facts, GLOBALSIGN_R1).unwrap().places.iter().map(|place| place.path.to_string()).collect();
    assert_eq!(facts.certificates.len(), 1);
    assert!(names[0].ends_with("/5ad8a5d6.0") && names[1].ends_with("/GlobalSign_Root_CA.pem"), "{names:?}");
    assert_eq!(facts.unread, []);
}

#[test]
fn a_folder_shows_what_libraries_pass_over_and_keeps_the_rest() {
    let folder = folder();
    for name in ["baltimore-der.crt", "globalsign-r3-crlf.pem", "garbage.pem", "amazon-cut-and-whole.pem"] {
        fs::copy(form(name), folder.path().join(name)).unwrap();
    }
    File::create(folder.path().join("empty.pem")).unwrap();
    let around = Surroundings { cert_dir: Some(folder.path().into()), ..nowhere() };
    let facts = host(&around);
    assert_eq!(forms(&facts, BALTIMORE), [Form::Der]);
    assert_eq!(forms(&facts, GLOBALSIGN_R3), [Form::Pem]);
    assert_eq!(forms(&facts, AMAZON_1), [Form::Pem]);
    assert!(is_anchor(&facts, GLOBALSIGN_R1) && !is_anchor(&facts, BALTIMORE));
    assert_eq!(reasons(&facts, "empty.pem"), ["the file is empty"]);
    assert_eq!(reasons(&facts, "garbage.pem"), ["neither a PEM block nor a certificate in DER"]);
    assert_eq!(facts.unread.len(), 3, "{:?}", facts.unread);
}

// Debian's folder may hold Java's, Red Hat's a Makefile: they stand there by right.
#[test]
fn what_promises_no_certificate_is_no_gap_of_the_store() {
    let folder = folder();
    fs::create_dir(folder.path().join("java")).unwrap();
    fs::write(folder.path().join("Makefile"), "all:\n").unwrap();
    assert_eq!(given(folder.path()).unread, []);
}

#[test]
fn a_folder_a_dangling_link_and_a_loop_in_a_certificates_place_are_told() {
    let folder = folder();
    fs::create_dir(folder.path().join("folder.pem")).unwrap();
    symlink("gone.pem", folder.path().join("link.pem")).unwrap();
    symlink("loop.pem", folder.path().join("loop.pem")).unwrap();
    let facts = given(folder.path());
    assert_eq!(reasons(&facts, "folder.pem"), ["a folder where a file belongs"]);
    assert_eq!(reasons(&facts, "link.pem"), ["a link that leads nowhere"]);
    assert!(!unread(&facts, "link.pem")[0].denied);
    assert!(unread(&facts, "loop.pem")[0].denied, "what a loop hides is unknown");
    assert!(is_anchor(&facts, GLOBALSIGN_R1));
}

#[test]
fn a_pipe_is_told_and_never_waited_for() {
    let folder = folder();
    let path = folder.path().join("pipe.pem");
    pipe(&path);
    let inside = folder.path().to_owned();
    let facts = in_time(move || given(&inside));
    assert_eq!(reasons(&facts, "pipe.pem"), ["a pipe, socket or device where a file belongs"]);
    assert!(is_anchor(&facts, GLOBALSIGN_R1));

    // The library would wait here: it must not be asked.
    let around = Surroundings { cert_file: Some(path.into()), ..nowhere() };
    let facts = in_time(move || host(&around));
    assert_eq!(reasons(&facts, "pipe.pem"), ["a pipe, socket or device where a file belongs"]);
    assert_eq!(facts.certificates, []);
}

#[test]
fn a_file_beyond_the_bound_is_unknown_and_one_at_the_bound_is_read() {
    let folder = folder();
    let huge = folder.path().join("huge.pem");
    File::create(&huge).unwrap().set_len(LONGEST_FILE + 1).unwrap();
    let facts = given(folder.path());
    assert_eq!(reasons(&facts, "huge.pem"), ["longer than 16 MiB: not read"]);
    assert!(unread(&facts, "huge.pem")[0].denied);
    assert!(is_anchor(&facts, GLOBALSIGN_R1));

    File::options().write(true).open(&huge).unwrap().set_len(LONGEST_FILE).unwrap();
    assert_eq!(reasons(&given(folder.path()), "huge.pem"), ["neither a PEM block nor a certificate in DER"]);
}

#[test]
fn a_folder_beyond_the_bound_is_cut_and_says_so() {
    let folder = folder();
    for number in 0..MOST_ENTRIES {
        File::create(folder.path().join(format!("{number}.txt"))).unwrap();
    }
    let facts = given(folder.path());
    let cut: Vec<_> = facts.unread.iter().filter(|unread| unread.denied).map(|unread| unread.reason.as_str()).collect();
    assert_eq!(cut, ["a folder of more than 10000 entries: the rest was not read"]);
}

// The same block 10,001 times is one certificate; its places are bounded like all that grows with hostile input.
#[test]
fn places_beyond_the_bound_end_the_reading_once() {
    let folder = tempfile::tempdir().unwrap();
    // A small root (ECDSA), because it is decoded ten thousand times.
    let block = fs::read_to_string(form("globalsign-e46.pem")).unwrap();
    let per_file = usize::try_from(LONGEST_FILE).unwrap() / block.len();
    let files = MOST_PLACES / per_file + 1;
    for number in 0..files {
        fs::write(folder.path().join(format!("{number}.pem")), block.repeat(per_file)).unwrap();
    }
    let facts = given(folder.path());
    assert_eq!(facts.certificates.len(), 1);
    assert_eq!(facts.certificates[0].places.len(), MOST_PLACES);
    assert_eq!(facts.unread.len(), 1);
    assert!(facts.unread[0].denied && facts.unread[0].reason.as_str().starts_with("not read from here on"));
}

#[test]
fn a_folder_without_permission_is_unknown() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o000)).unwrap();
    let facts = given(folder.path());
    let may_read = fs::read_dir(folder.path()).is_ok();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    // The superuser reads it all the same, and then it must be read.
    if may_read {
        assert!(is_anchor(&facts, GLOBALSIGN_R1));
    } else {
        assert_eq!(
            facts.unread.iter().map(|it| (it.reason.as_str(), it.denied)).collect::<Vec<_>>(),
            [("permission denied", true)]
        );
    }
}

// What only the library finds comes in under its name: here a bundle that our list of places lacks is impossible, so the
// comparison is seen by its absence.
#[test]
fn certificates_that_both_find_carry_no_place_of_the_library() {
    let folder = folder();
    let system = Places {
        files: vec![form("amazon-cut-and-whole.pem")],
        folders: vec![folder.path().to_owned()],
        portable: None,
    };
    let facts = host(&Surroundings { system, ..nowhere() });
    assert!(facts.certificates.iter().flat_map(|it| &it.places).all(|place| place.form != Form::Api));
    assert_eq!(facts.unread.len(), 1, "the library's pathless error is not added to ours: {:?}", facts.unread);
}
