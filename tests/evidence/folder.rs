//! The evidence folder: what is written comes back, whole or not at all, and one run at a time.

use std::fs;
use std::path::Path;

use certready::evidence::{Evidence, EvidenceError, Objects, Place, SMALL, check_place, read, write};
use certready::observation::{Attempt, Connect, Fetch, NamedBy, Reached, RedirectFault, RouteFacts, StoreCertificate};
use certready::vocabulary::{Digest, HttpUrl};
use proptest::prelude::*;

use super::sample;

fn assert_same(one: &Evidence, other: &Evidence) {
    assert_eq!(one.observations, other.observations);
    assert_eq!((&one.tool, &one.policy, &one.asked), (&other.tool, &other.policy, &other.asked));
}

#[test]
fn every_kind_of_observation_comes_back_as_it_was() {
    for run in sample::runs() {
        let room = tempfile::tempdir().unwrap();
        let dir = room.path().join("kept");
        write(&run, &dir).unwrap();
        let back = read(&dir).unwrap();
        assert_same(&run, &back);
        for (digest, length) in run.objects.list() {
            let bytes = run.objects.small(&digest, SMALL).unwrap();
            assert_eq!(
                (back.objects.length(&digest), back.objects.small(&digest, SMALL).unwrap()),
                (Some(length), bytes)
            );
        }
    }
}

/// Version 1 is frozen: what the first certready kept is read as what it kept.
#[test]
fn a_folder_that_was_kept_long_ago_still_says_the_same() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence/kept");
    let (back, due) = (read(&kept).unwrap(), sample::run());
    assert_eq!(back.policy.name.as_str(), "exchange-online-2018");
    // What looks for a proxy came later.
    let route = RouteFacts { search: None, ..due.observations.route.clone() };
    assert_eq!((&back.observations.host, &back.observations.route), (&due.observations.host, &route));
    for fetch in due.observations.fetches.iter().map(without_what_came_later) {
        let fetch = &fetch;
        assert!(back.observations.fetches.contains(fetch), "{fetch:?}");
    }
    for certificate in &due.observations.store.certificates {
        // Windows' stores came later.
        let places = certificate.places.iter().filter(|place| place.kept.is_none()).cloned().collect();
        let certificate = &StoreCertificate { places, ..certificate.clone() };
        assert!(back.observations.store.certificates.contains(certificate), "{certificate:?}");
    }
}

/// A fetch as the first certready knew it: who told an attempt's end, this host's own filter,
/// what resolvers said and `--connect-to` came later.
fn without_what_came_later(fetch: &Fetch) -> Fetch {
    let mut fetch = Fetch { instead: None, resolvers: Vec::new(), ..fetch.clone() };
    fetch.named_by.retain(|by| !matches!(by, NamedBy::Mx(_)));
    let attempts = match &mut fetch.reached {
        Reached::Resolved { attempts } | Reached::Connected { attempts, .. } | Reached::Answered { attempts, .. } => {
            attempts
        }
        Reached::Nothing(_) | Reached::Unresolved(_) => return fetch,
    };
    earlier(attempts);
    if let Reached::Answered { redirect: Some(RedirectFault::Unconnected(_, attempts)), .. } = &mut fetch.reached {
        earlier(attempts);
    }
    fetch
}

fn earlier(attempts: &mut Vec<Attempt>) {
    attempts.retain(|attempt| attempt.outcome != Connect::OwnFilter);
    for attempt in attempts {
        attempt.told_by = None;
    }
}

#[test]
fn what_was_read_back_is_written_again_byte_for_byte() {
    let (room, dir) = sample::kept();
    let again = room.path().join("again");
    write(&read(&dir).unwrap(), &again).unwrap();
    for file in ["facts.json", "manifest.json"] {
        assert!(fs::read(dir.join(file)).unwrap() == fs::read(again.join(file)).unwrap(), "{file}");
    }
    assert_eq!(sample::names(&dir.join("objects")), sample::names(&again.join("objects")));
}

#[test]
fn an_object_is_a_file_under_its_digest_and_a_large_one_comes_back_whole() {
    let room = tempfile::tempdir().unwrap();
    let (run, dir) = (sample::run(), room.path().join("kept"));
    let large: Vec<u8> = (0..1_000_003_u32).flat_map(u32::to_le_bytes).collect();
    let digest = run.objects.put(&large).unwrap();
    write(&run, &dir).unwrap();
    assert!(fs::read(dir.join("objects").join(digest.to_string())).unwrap() == large);
    assert!(read(&dir).unwrap().objects.small(&digest, usize::MAX).unwrap().unwrap() == large);
}

#[test]
fn the_folder_holds_three_names_and_nothing_is_left_beside_it() {
    let (room, dir) = sample::kept();
    assert_eq!(sample::names(&dir), ["facts.json", "manifest.json", "objects"]);
    assert_eq!(sample::names(room.path()), ["kept"]);
}

#[test]
fn an_empty_folder_is_filled() {
    let room = tempfile::tempdir().unwrap();
    write(&sample::run(), room.path()).unwrap();
    assert_same(&sample::run(), &read(room.path()).unwrap());
}

#[test]
fn a_kept_run_is_never_written_over() {
    let (room, dir) = sample::kept();
    let before = fs::read(dir.join("manifest.json")).unwrap();
    assert!(matches!(check_place(&dir), Err(EvidenceError::Occupied { path }) if path == dir));
    assert!(matches!(write(&sample::run(), &dir), Err(EvidenceError::Occupied { .. })));
    assert_eq!(
        (sample::names(room.path()), fs::read(dir.join("manifest.json")).unwrap()),
        (vec!["kept".to_owned()], before)
    );
}

#[cfg(unix)]
#[test]
fn a_file_or_a_link_at_the_place_is_no_place() {
    let room = tempfile::tempdir().unwrap();
    let (file, link) = (room.path().join("file"), room.path().join("link"));
    fs::write(&file, "").unwrap();
    std::os::unix::fs::symlink(room.path().join("elsewhere"), &link).unwrap();
    assert!(matches!(check_place(&file), Err(EvidenceError::Occupied { .. })));
    assert!(matches!(check_place(&link), Err(EvidenceError::Occupied { .. })));
}

#[test]
fn a_place_without_a_name_or_without_a_folder_above_is_said_before_the_run() {
    let room = tempfile::tempdir().unwrap();
    let file = room.path().join("file");
    fs::write(&file, "").unwrap();
    for nameless in ["/", "..", "", "a/.."] {
        assert!(matches!(check_place(Path::new(nameless)), Err(EvidenceError::NoName { .. })), "{nameless}");
    }
    for nowhere in [room.path().join("absent/kept"), file.join("kept")] {
        assert!(matches!(check_place(&nowhere), Err(EvidenceError::NoParent { .. })), "{}", nowhere.display());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_above_that_takes_no_files_is_said_before_the_run() {
    // /proc refuses new names to root too, unlike a folder without write permission.
    let error = check_place(Path::new("/proc/certready-kept")).unwrap_err();
    assert!(matches!(error, EvidenceError::Io { action: "make the lock file", .. }), "{error:?}");
}

#[test]
fn to_ask_about_a_place_leaves_nothing_there() {
    let room = tempfile::tempdir().unwrap();
    check_place(&room.path().join("kept")).unwrap();
    assert_eq!(sample::names(room.path()), Vec::<String>::new());
}

#[test]
fn the_second_run_at_one_place_is_told_so_and_the_place_is_free_when_the_first_has_gone() {
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("kept");
    let first = Place::claim(&dir).unwrap();
    assert!(matches!(Place::claim(&dir), Err(EvidenceError::Locked { path }) if path == dir));
    assert!(matches!(check_place(&dir), Err(EvidenceError::Locked { .. })));
    first.write(&sample::run()).unwrap();
    assert!(matches!(Place::claim(&dir), Err(EvidenceError::Occupied { .. })));
    drop(Place::claim(&room.path().join("another")).unwrap());
    drop(Place::claim(&room.path().join("another")).unwrap());
}

#[test]
fn of_many_writers_at_once_one_wins_and_its_folder_is_whole() {
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("kept");
    let writers: Vec<_> = (0..8)
        .map(|_| {
            let dir = dir.clone();
            std::thread::spawn(move || write(&sample::run(), &dir))
        })
        .collect();
    let outcomes: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    let told = |error: &EvidenceError| matches!(error, EvidenceError::Locked { .. } | EvidenceError::Occupied { .. });
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().err().is_none_or(told)), "{outcomes:?}");
    assert_same(&sample::run(), &read(&dir).unwrap());
    assert_eq!(sample::names(room.path()), ["kept"]);
}

#[test]
fn what_a_killed_run_left_half_written_is_swept_and_what_others_named_alike_stays() {
    let room = tempfile::tempdir().unwrap();
    let (ours, theirs) = (room.path().join("kept.partial-aB3xY9"), room.path().join("kept.partial-work"));
    fs::create_dir_all(ours.join("objects")).unwrap();
    fs::write(ours.join("objects").join("ab"), "half").unwrap();
    fs::create_dir_all(&theirs).unwrap();
    fs::write(theirs.join("thesis.tex"), "years").unwrap();
    fs::write(room.path().join("kept.certready-lock"), "").unwrap();
    assert!(matches!(read(&ours), Err(EvidenceError::NoManifest { .. })), "no reader takes a half-written one");
    write(&sample::run(), &room.path().join("kept")).unwrap();
    assert_eq!(sample::names(room.path()), ["kept", "kept.partial-work"]);
    assert_eq!(fs::read(theirs.join("thesis.tex")).unwrap(), b"years");
}

#[test]
fn a_run_whose_object_is_not_at_hand_is_not_kept_at_all() {
    let room = tempfile::tempdir().unwrap();
    let mut run = sample::run();
    run.objects = Objects::new();
    let error = write(&run, &room.path().join("kept")).unwrap_err();
    assert!(matches!(error, EvidenceError::Missing { name } if name.len() == 64));
    assert_eq!(sample::names(room.path()), Vec::<String>::new());
}

#[test]
fn what_could_not_be_read_back_is_not_kept_at_all() {
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("kept");
    let mut run = sample::run();
    let first = run.observations.fetches[0].clone();
    run.observations.fetches.push(first);
    assert!(matches!(write(&run, &dir), Err(EvidenceError::Twice { .. })));
    let mut run = sample::run();
    run.observations.store.searched = vec!["/etc".into(); 10_001];
    assert!(matches!(write(&run, &dir), Err(EvidenceError::Json { .. })));
    let mut run = sample::run();
    run.policy.files.insert("../../etc/passwd".to_owned(), vec![]);
    assert!(matches!(write(&run, &dir), Err(EvidenceError::PolicyFile { .. })));
    assert_eq!(sample::names(room.path()), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn the_permissions_of_the_empty_folder_that_stood_there_are_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("kept");
    fs::create_dir(&dir).unwrap();
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o2710)).unwrap();
    write(&sample::run(), &dir).unwrap();
    assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o7777, 0o2710);
}

proptest! {
    /// What a server names in a redirect is parsed once and kept: if it was taken then, it must be taken again.
    #[test]
    fn a_url_that_was_taken_once_is_taken_again_and_is_the_same(text in "https?://[ -~é\u{1f600}]{0,40}") {
        if let Ok(url) = HttpUrl::parse(&text) {
            prop_assert_eq!(HttpUrl::parse(url.as_str()), Ok(url));
        }
    }

    /// Texts from outside go through their cleaning twice: the second time changes nothing.
    #[test]
    fn a_clean_text_stays_as_it_is(text in "\\PC{0,20}|(?s).{0,20}|(ab\u{202e}){190,210}") {
        let shown = certready::vocabulary::Shown::new(&text);
        prop_assert_eq!(certready::vocabulary::Shown::new(shown.as_str()), shown);
    }

    /// Any bytes come back under the digest that names them.
    #[test]
    fn any_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let objects = Objects::new();
        let digest = objects.put(&bytes).unwrap();
        prop_assert_eq!(digest, Digest::of(&bytes));
        prop_assert_eq!(objects.small(&digest, SMALL).unwrap(), Some(bytes));
    }
}

#[test]
fn a_url_that_grows_beyond_the_bound_when_it_is_encoded_is_too_long_at_once() {
    let grows = format!("http://host.example/{}", " x".repeat(3000));
    assert!(grows.len() < 8000);
    assert_eq!(HttpUrl::parse(&grows), Err(certready::vocabulary::NotAnHttpUrl::TooLong));
}

/// The commands of `docs/evidence.md`, as they stand there, in a folder.
#[cfg(target_os = "linux")]
fn checked_by_hand(dir: &Path) -> String {
    let docs = include_str!("../../docs/evidence.md");
    let behind = docs.split("## Checking the digests by hand").nth(1).unwrap();
    let script = behind.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let output = std::process::Command::new("sh").args(["-c", script]).current_dir(dir).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn the_commands_of_the_docs_say_what_was_changed_and_nothing_where_nothing_was() {
    let (_room, dir) = sample::kept();
    assert_eq!(checked_by_hand(&dir), "");
    let objects = dir.join("objects");
    let [one, two] = [&b"leaf"[..], b"root"].map(|bytes| Digest::of(bytes).to_string());
    let unnamed = "0".repeat(64);
    fs::write(objects.join(&one), "LEAF").unwrap();
    fs::rename(objects.join(&two), objects.join(&unnamed)).unwrap();
    let said = checked_by_hand(&dir);
    let mut said: Vec<_> = said.lines().collect();
    said.sort_unstable();
    let mut expected = [
        format!("changed: {unnamed}"),
        format!("changed: {one}"),
        format!("missing: {two}"),
        format!("not named: {unnamed}"),
    ];
    expected.sort();
    assert_eq!(said, expected);
    let (_room, dir) = sample::kept();
    let facts = fs::read_to_string(dir.join("facts.json")).unwrap();
    fs::write(dir.join("facts.json"), facts.replace("mail-01", "mail-02")).unwrap();
    assert_eq!(checked_by_hand(&dir), "changed: facts.json\n");
}
