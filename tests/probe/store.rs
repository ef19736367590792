//! Stores of real certificates in every form, and what is said of what can't be read.

mod beside;
#[cfg(unix)]
mod folders;
mod key_file;
#[cfg(unix)]
mod postfix;
#[cfg(windows)]
mod windows;

use std::path::{Path, PathBuf};

use certready::evidence::Objects;
use certready::observation::{Form, Portable, StoreCertificate, StoreFacts, StoreOrigin, Unread};
use certready::probe::store::{Places, StoreChoice, Surroundings, Whose, portable, read_store};
use certready::vocabulary::{Digest, Shown};

const GLOBALSIGN_R1: &str = "ebd41040e4bb3ec742c9e381d31ef2a41a48b6685c96e7cef3c1df6cd4331c99";
const GLOBALSIGN_R3: &str = "cbb522d7b7f127ad6a0113865bdf1cd4102e7d0759af635a7cf4720dc963c53b";
const BALTIMORE: &str = "16af57a9f676b0ab126095aa5ebadef22ab31119d644ac95cd4b93dbf3f26aeb";
const DIGICERT_G2: &str = "cb3ccbb76031e5e0138f8dd39a23f9de47ffc35e43c1144cea27d46a5ab1cb5f";
const ISRG_X1: &str = "96bcec06264976f37460779acf28c5a7cfe8a3c0aae11a8ffcee05c0bddf08c6";
const DST_X3: &str = "0687260331a72403d909f105e69bcf0d32e1bd2493ffc6d9206d11bcd6770739";
const USERTRUST: &str = "e793c9b02fd8aa13e21c31228accb08119643b749c898964b1746d46c3d4cbd2";
const AMAZON_1: &str = "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e";
const STARFIELD: &str = "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn form(name: &str) -> PathBuf {
    fixture("store-forms").join(name)
}

/// Surroundings in which nothing is set and nothing is installed.
fn nowhere() -> Surroundings {
    Surroundings { cert_file: None, cert_dir: None, search: Vec::new(), system: Places::default(), whose: Whose::Other }
}

fn given(path: &Path) -> StoreFacts {
    read_store(&StoreChoice::Given(path.to_owned()), &Objects::new(), &nowhere())
}

fn host(around: &Surroundings) -> StoreFacts {
    read_store(&StoreChoice::Host, &Objects::new(), around)
}

fn find<'a>(facts: &'a StoreFacts, sha256: &str) -> Option<&'a StoreCertificate> {
    let object: Digest = sha256.parse().unwrap();
    facts.certificates.iter().find(|certificate| certificate.object == object)
}

/// The forms in which a certificate stands, in the order of its places.
fn forms(facts: &StoreFacts, sha256: &str) -> Vec<Form> {
    find(facts, sha256).map(|found| found.places.iter().map(|place| place.form).collect()).unwrap_or_default()
}

fn is_anchor(facts: &StoreFacts, sha256: &str) -> bool {
    let object: Digest = sha256.parse().unwrap();
    facts.anchors().any(|certificate| certificate.object == object)
}

/// What was not read of a file, by its name.
fn unread<'a>(facts: &'a StoreFacts, file: &str) -> Vec<&'a Unread> {
    facts.unread.iter().filter(|unread| unread.place.path.as_str().ends_with(file)).collect()
}

fn reasons<'a>(facts: &'a StoreFacts, file: &str) -> Vec<&'a str> {
    unread(facts, file).iter().map(|unread| unread.reason.as_str()).collect()
}

// Every block of a real bundle becomes a certificate: none is dropped for its age, its key or its odd encoding.
#[test]
fn debians_bundle_of_2025_is_read_whole() {
    let path = fixture("truststores/debian-bookworm-20250419.pem");
    let facts = given(&path);
    let blocks = std::fs::read_to_string(&path).unwrap().matches("-----BEGIN CERTIFICATE-----").count();
    assert_eq!(facts.unread, []);
    assert_eq!(facts.certificates.len(), blocks);
    assert_eq!(facts.origin, StoreOrigin::Given(path));
    assert!(is_anchor(&facts, GLOBALSIGN_R3));
    assert!(is_anchor(&facts, BALTIMORE), "it expired on 2025-05-12, after this edition");
    assert!(find(&facts, DST_X3).is_none(), "it expired on 2021-09-30, and this edition lacks it");
}

// No filter by time: Baltimore CyberTrust Root expired on 2025-05-12 and is still a fact of the store of 2018.
#[test]
fn the_bundle_of_2018_still_shows_what_has_expired_since() {
    let path = fixture("truststores/certifi-2018.8.24.pem");
    let facts = given(&path);
    let blocks = std::fs::read_to_string(&path).unwrap().matches("-----BEGIN CERTIFICATE-----").count();
    assert_eq!(facts.unread, []);
    assert_eq!(facts.certificates.len(), blocks);
    assert!(is_anchor(&facts, BALTIMORE));
    assert!(is_anchor(&facts, GLOBALSIGN_R1));
}

// The place is the file and the line of the block: certifi writes seven lines of comment before the first.
#[test]
fn a_certificate_is_placed_by_file_and_line() {
    let path = fixture("truststores/certifi-2018.8.24.pem");
    let facts = given(&path);
    let place = &find(&facts, GLOBALSIGN_R1).unwrap().places[0];
    let text = std::fs::read_to_string(&path).unwrap();
    let line = text.lines().position(|line| line.starts_with("-----BEGIN")).unwrap() as u64 + 1;
    assert_eq!((place.path.as_str(), place.line), (path.to_str().unwrap(), Some(line)));
    assert_eq!(facts.searched.len(), 1);
    assert!(facts.searched[0].as_str().contains("--trust-store"));
}

#[test]
fn the_bytes_of_each_certificate_are_kept_under_its_fingerprint() {
    let objects = Objects::new();
    let facts = read_store(&StoreChoice::Given(form("baltimore-der.crt")), &objects, &nowhere());
    let kept = objects.small(&facts.certificates[0].object, 64 * 1024).unwrap().unwrap();
    assert_eq!(kept, std::fs::read(form("baltimore-der.crt")).unwrap());
}

#[test]
fn windows_line_ends_change_nothing() {
    let facts = given(&form("globalsign-r3-crlf.pem"));
    assert_eq!(forms(&facts, GLOBALSIGN_R3), [Form::Pem]);
    assert_eq!(facts.unread, []);
}

// rustls-native-certs passes DER over silently. It stays a fact; who names the file with --trust-store means it.
#[test]
fn der_is_taken_where_it_was_given_and_shown_where_libraries_pass_it_over() {
    let facts = given(&form("baltimore-der.crt"));
    assert_eq!(forms(&facts, BALTIMORE), [Form::Der]);
    assert_eq!(find(&facts, BALTIMORE).unwrap().places[0].line, None);
    assert!(is_anchor(&facts, BALTIMORE));

    let around = Surroundings { cert_file: Some(form("baltimore-der.crt").into()), ..nowhere() };
    let facts = host(&around);
    assert_eq!(forms(&facts, BALTIMORE), [Form::Der]);
    assert!(!is_anchor(&facts, BALTIMORE));
}

// OpenSSL reads its own form; settings that say nothing of servers, or nothing against them, leave it an anchor.
#[test]
fn trusted_certificates_are_anchors_unless_their_settings_exclude_servers() {
    for (file, sha256, form_seen) in [
        ("digicert-g2-trusted.pem", DIGICERT_G2, Form::TrustedPem),
        ("isrg-x1-trusted-for-servers.pem", ISRG_X1, Form::TrustedPem),
        ("starfield-old-label.pem", STARFIELD, Form::TrustedPem),
        ("dst-x3-rejected-for-servers.pem", DST_X3, Form::Distrusted),
        ("usertrust-trusted-for-mail.pem", USERTRUST, Form::Distrusted),
    ] {
        let facts = given(&form(file));
        assert_eq!(forms(&facts, sha256), [form_seen], "{file}");
        assert_eq!(is_anchor(&facts, sha256), form_seen == Form::TrustedPem, "{file}");
        assert_eq!(facts.unread, [], "{file}");
    }
}

// A broken block hides none behind it, and is told with its line, which the library's errors lack.
#[test]
fn a_cut_block_is_told_by_its_line_and_hides_nothing() {
    let facts = given(&form("amazon-cut-and-whole.pem"));
    assert_eq!(find(&facts, AMAZON_1).unwrap().places[0].line, Some(10));
    let cut = unread(&facts, "amazon-cut-and-whole.pem");
    assert_eq!(cut.iter().map(|unread| unread.place.line).collect::<Vec<_>>(), [Some(2)]);
    assert_eq!(cut[0].reason.as_str(), "the block CERTIFICATE: the block has no end");
    assert!(!cut[0].denied);
}

#[test]
fn what_is_no_certificate_is_named_as_what_it_is() {
    for (file, reason) in [
        ("garbage.pem", "neither a PEM block nor a certificate in DER"),
        ("gts-r1-pkcs7.pem", "a PEM block PKCS7: no TLS library reads that from a store"),
    ] {
        let facts = given(&form(file));
        assert_eq!(facts.certificates, [], "{file}");
        assert_eq!(reasons(&facts, file), [reason]);
    }
    let facts = given(&form("not-a-certificate.pem"));
    assert_eq!(facts.certificates, []);
    assert!(reasons(&facts, "not-a-certificate.pem")[0].starts_with("the block CERTIFICATE: "));
}

// A store that was given is never replaced by the host's: step and curl users have been misled by that.
#[test]
fn a_given_store_that_is_absent_or_empty_is_never_replaced() {
    let around = Surroundings { cert_file: Some(form("globalsign-r1.pem").into()), ..nowhere() };
    let folder = tempfile::tempdir().unwrap();
    for (path, reason) in
        [(folder.path().join("absent.pem"), "does not exist"), (folder.path().to_owned(), "holds no certificate")]
    {
        let facts = read_store(&StoreChoice::Given(path.clone()), &Objects::new(), &around);
        assert_eq!(facts.certificates, []);
        assert_eq!(facts.unread.iter().map(|unread| unread.reason.as_str()).collect::<Vec<_>>(), [reason]);
        assert_eq!(facts.origin, StoreOrigin::Given(path));
    }
}

#[test]
fn an_override_in_the_environment_takes_the_whole_systems_place() {
    let system =
        Places { files: vec![fixture("truststores/certifi-2018.8.24.pem")], folders: Vec::new(), portable: None };
    let around = Surroundings { cert_file: Some(form("globalsign-r3-crlf.pem").into()), system, ..nowhere() };
    let facts = host(&around);
    assert_eq!(facts.origin, StoreOrigin::Environment);
    assert_eq!(facts.certificates.len(), 1);
    assert!(facts.searched[0].as_str().ends_with("globalsign-r3-crlf.pem (SSL_CERT_FILE)"));

    let around = Surroundings { cert_file: None, cert_dir: Some("".into()), ..around };
    let facts = host(&around);
    assert_eq!(facts.origin, StoreOrigin::System, "an empty SSL_CERT_DIR names nothing");
    assert!(is_anchor(&facts, BALTIMORE));
}

// An override that leads nowhere is in force all the same: then nothing is trusted, and the reason is told.
#[test]
fn an_override_that_leads_nowhere_leaves_nothing() {
    let system =
        Places { files: vec![fixture("truststores/certifi-2018.8.24.pem")], folders: Vec::new(), portable: None };
    let around = Surroundings { cert_file: Some("/nonexistent/ca.pem".into()), system, ..nowhere() };
    let facts = host(&around);
    assert_eq!(facts.origin, StoreOrigin::Environment);
    assert_eq!(facts.certificates, []);
    assert_eq!(reasons(&facts, "ca.pem"), ["does not exist"]);
}

// The first bundle that exists is the system's; those behind it are not looked into.
#[test]
fn the_systems_store_is_its_first_bundle_and_all_its_folders() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(form("digicert-g2-trusted.pem"), folder.path().join("g2.pem")).unwrap();
    let system = Places {
        files: vec!["/nonexistent/bundle.crt".into(), form("globalsign-r1.pem"), form("globalsign-r3-crlf.pem")],
        folders: vec!["/nonexistent/certs".into(), folder.path().to_owned()],
        portable: None,
    };
    let facts = host(&Surroundings { system, ..nowhere() });
    assert_eq!(facts.origin, StoreOrigin::System);
    assert!(find(&facts, GLOBALSIGN_R1).is_some() && find(&facts, DIGICERT_G2).is_some());
    assert!(find(&facts, GLOBALSIGN_R3).is_none());
    assert_eq!(facts.unread, []);
    let searched: Vec<_> = facts.searched.iter().map(|place| place.as_str().to_owned()).collect();
    assert_eq!(searched.len(), 4, "{searched:?}");
    assert_eq!(searched[0], "/nonexistent/bundle.crt");
}

// What rustls-native-certs knows of each system: files of the BSDs, keychains of macOS.
#[test]
fn only_linux_and_windows_have_a_reader_of_their_own() {
    for own in ["linux", "android", "windows"] {
        assert_eq!(portable(own), None, "{own}");
    }
    assert_eq!(portable("macos"), Some(Portable::Keychains));
    for files in ["freebsd", "openbsd", "netbsd", "dragonfly", "illumos", "solaris"] {
        assert_eq!(portable(files), Some(Portable::Files), "{files}");
    }
    assert_eq!(Places::of_system().portable, portable(std::env::consts::OS));
}

// Keychains are merged by the only reader there is: what it does not find may be there all the same, and that is said.
#[test]
fn a_store_of_keychains_is_never_read_whole() {
    let system = Places { portable: Some(Portable::Keychains), ..Places::default() };
    let facts = host(&Surroundings { system, ..nowhere() });
    assert_eq!(facts.origin, StoreOrigin::Portable(Portable::Keychains));
    assert_eq!(
        facts.searched.iter().map(Shown::as_str).collect::<Vec<_>>(),
        ["rustls-native-certs (the portable path)"]
    );
    let [unread] = facts.unread.as_slice() else { panic!("{facts:#?}") };
    assert!(unread.denied && unread.reason.as_str().contains("which keychain a certificate stands in"), "{unread:?}");
}

// Files are read by ourselves, each with its place, on every system: nothing of them stays unknown.
#[test]
fn a_store_of_files_is_read_whole_by_the_portable_path_as_well() {
    let files = vec![fixture("truststores/certifi-2018.8.24.pem")];
    let system = Places { files, folders: Vec::new(), portable: Some(Portable::Files) };
    let facts = host(&Surroundings { system, ..nowhere() });
    assert_eq!(facts.origin, StoreOrigin::Portable(Portable::Files));
    assert_eq!(facts.unread, []);
    assert!(is_anchor(&facts, BALTIMORE));
}

// The one comparison with this machine, by what both say and not by numbers: the library finds nothing that we lack.
#[test]
#[cfg(not(any(windows, target_os = "macos")))]
fn this_hosts_store_holds_all_that_the_library_finds_and_with_its_file() {
    let around = Surroundings { search: Vec::new(), ..Surroundings::of_process() };
    let facts = host(&around);
    for der in rustls_native_certs::load_native_certs().certs {
        let object = Digest::of(&der);
        let found = facts.certificates.iter().find(|certificate| certificate.object == object).expect("ours lacks one");
        assert!(found.places.iter().all(|place| place.form != Form::Api), "found by the library alone: {found:?}");
    }
}
