//! The host's own certificates: out of files in each form, with or without a key beside them, and by Postfix's settings. A
//! key's bytes are nowhere in what is kept.

use std::path::PathBuf;

use certready::evidence::Objects;
use certready::observation::{ExchangeCertificate, KeyAccess, OwnFacts, OwnKey, OwnSource};
use certready::probe::{GivenCertificate, LONGEST_OWN, OwnChoice, OwnNamed, read_own};
use certready::vocabulary::{Digest, Sha1Fingerprint};

use crate::common::cert::{Cert, Issued};
use crate::common::encoding::pem;
use crate::common::pki::{TestPki, day};

const KEY: &str = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0IHNlY3JldCBzZWNyZXQ=\n-----END PRIVATE KEY-----\n";

fn pki() -> TestPki {
    TestPki::new("http://ca.certready.test")
}

fn block(one: &Issued) -> String {
    pem("CERTIFICATE", one.der())
}

fn digests(chain: &[&Issued]) -> Vec<Digest> {
    chain.iter().map(|one| Digest::of(one.der())).collect()
}

/// What a file of these bytes gives, and the objects that are kept.
fn read(bytes: impl AsRef<[u8]>) -> (OwnFacts, Objects) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.pem");
    std::fs::write(&path, bytes).unwrap();
    named(path)
}

fn named(path: PathBuf) -> (OwnFacts, Objects) {
    let objects = Objects::new();
    let choice = OwnChoice { named: Some(OwnNamed::File(path)), exchange: None };
    let facts = read_own(&choice, &objects, &[]).unwrap();
    (facts, objects)
}

fn reason(facts: &OwnFacts) -> (&str, bool) {
    assert!(facts.certificates.is_empty(), "{facts:#?}");
    (facts.unread[0].reason.as_str(), facts.unread[0].denied)
}

#[test]
fn a_file_has_the_own_certificate_first_and_its_chain_behind_it() {
    let pki = pki();
    let chain = [&pki.leaf, &pki.intermediate];
    let (facts, objects) = read(chain.map(block).concat());
    assert_eq!(facts.certificates[0].chain, digests(&chain));
    assert_eq!((facts.certificates[0].source, &facts.certificates[0].key), (OwnSource::Asked, &OwnKey::NotSeen));
    assert!(facts.certificates[0].chain.iter().all(|digest| objects.length(digest).is_some()));
    let (facts, _) = read(pki.leaf.der());
    assert_eq!(facts.certificates[0].chain, digests(&[&pki.leaf]));
}

/// That a key is there is a fact; what it is is nobody's.
#[test]
fn a_key_beside_it_is_noted_and_nothing_of_it_is_kept() {
    let pki = pki();
    for text in [format!("{KEY}{}", block(&pki.leaf)), format!("{}{KEY}", block(&pki.leaf))] {
        let (facts, objects) = read(&text);
        let key = &facts.certificates[0].key;
        assert!(matches!(key, OwnKey::Present { place: Some(_), access: KeyAccess::NotAsked }), "{key:?}");
        assert_eq!(facts.certificates[0].chain, digests(&[&pki.leaf]));
        assert_eq!(objects.list().len(), 1);
        assert!(!format!("{facts:?}").contains("secret"));
    }
}

/// postconf(5), `smtpd_tls_chain_files`: each key begins a chain.
#[test]
fn with_several_keys_each_begins_a_chain() {
    let pki = pki();
    let other = Cert::leaf("other.certready.test").issued_by(&pki.intermediate);
    let text = [KEY, &block(&pki.leaf), &block(&pki.intermediate), KEY, &block(&other)].concat();
    let (facts, _) = read(text);
    let chains: Vec<_> = facts.certificates.iter().map(|one| one.chain.clone()).collect();
    assert_eq!(chains, [digests(&[&pki.leaf, &pki.intermediate]), digests(&[&other])]);
}

#[test]
fn what_gives_no_certificate_says_why() {
    let (facts, _) = named("/nowhere/own.pem".into());
    assert_eq!(reason(&facts), ("not found", false));
    let (facts, _) = read(KEY);
    assert_eq!(reason(&facts), ("it holds no certificate", false));
    let (facts, _) = read("hello");
    assert!(reason(&facts).0.contains("no certificates"), "{facts:?}");
    let (facts, _) = read(vec![b'a'; usize::try_from(LONGEST_OWN).unwrap() + 1]);
    assert!(reason(&facts).1);
    let (facts, _) = named(std::env::temp_dir());
    assert_eq!(reason(&facts), ("no regular file", true));
}

#[cfg(not(windows))]
#[test]
fn a_thumbprint_elsewhere_than_on_windows_says_that_there_is_no_such_store() {
    let choice = OwnChoice { named: Some(OwnNamed::Thumbprint(Sha1Fingerprint::of(b"x"))), exchange: None };
    let facts = read_own(&choice, &Objects::new(), &[]).unwrap();
    assert_eq!(reason(&facts), ("this system has no store LocalMachine\\My", true));
}

fn described(der: &[u8], has_private_key: Option<bool>) -> ExchangeCertificate {
    ExchangeCertificate {
        thumbprint: Sha1Fingerprint::of(der),
        services: "SMTP".into(),
        subject: None,
        issuer: None,
        not_before: Some(day(-1)),
        not_after: None,
        has_private_key,
        self_signed: None,
        status: None,
        domains: Vec::new(),
    }
}

#[test]
fn what_exchange_describes_is_taken_with_its_bytes_and_held_to_its_thumbprint() {
    let pki = pki();
    let der = pki.leaf.der();
    let given = |der: Option<&[u8]>, key| GivenCertificate {
        place: "certificates.json".into(),
        described: described(pki.leaf.der(), key),
        der: der.map(<[u8]>::to_vec),
    };
    let all = vec![
        given(Some(der), Some(true)),
        given(None, Some(false)),
        given(Some(pki.root.der()), None),
        given(Some(b"no certificate"), None),
    ];
    let choice = OwnChoice { named: None, exchange: Some(all) };
    let facts = read_own(&choice, &Objects::new(), &[]).unwrap();
    assert_eq!(facts.certificates.len(), 2);
    let [with, without] = facts.certificates.as_slice() else { panic!("{facts:#?}") };
    assert_eq!((&with.chain, with.source), (&digests(&[&pki.leaf]), OwnSource::Exchange));
    assert_eq!(with.key, OwnKey::Present { place: None, access: KeyAccess::NotAsked });
    assert_eq!((without.chain.len(), &without.key), (0, &OwnKey::Absent));
    assert_eq!(without.described.as_ref().unwrap().not_before, Some(day(-1)));
    let reasons: Vec<&str> = facts.unread.iter().map(|unread| unread.reason.as_str()).collect();
    assert!(reasons[0].starts_with("its RawData is of another certificate"), "{reasons:?}");
    assert!(reasons[1].starts_with("its RawData: "), "{reasons:?}");
}

#[test]
fn where_nothing_is_asked_for_and_no_postfix_is_there_nothing_is_looked_at() {
    assert_eq!(read_own(&OwnChoice::default(), &Objects::new(), &[]), None);
}

/// Its postconf is a script; what it prints is of the form that Postfix 3.7 prints.
#[cfg(unix)]
mod postfix {

    use super::*;

    fn ask(pki: &TestPki, settings: &str) -> Option<OwnFacts> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("own.pem", [block(&pki.leaf), block(&pki.intermediate)].concat()),
            ("chain.pem", [KEY, &block(&pki.leaf)].concat()),
            ("key.pem", KEY.to_owned()),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let settings = settings.replace('@', &folder.path().display().to_string());
        let script = format!("#!/bin/sh\n[ \"$1\" = -x ] || exit 1\ncat <<'END'\n{settings}\nEND\n");
        crate::common::script::write(&folder.path().join("postconf"), &script);
        read_own(&OwnChoice::default(), &Objects::new(), &[folder.path().to_owned()])
    }

    #[test]
    fn the_server_and_the_client_name_files_and_the_key_is_looked_for() {
        let pki = pki();
        let settings = "smtpd_tls_cert_file = @/own.pem\nsmtpd_tls_key_file = @/key.pem\n\
                        smtp_tls_cert_file = @/own.pem\nsmtp_tls_key_file = @/missing.pem";
        let facts = ask(&pki, settings).unwrap();
        let sources: Vec<_> = facts.certificates.iter().map(|one| one.source).collect();
        assert_eq!(sources, [OwnSource::PostfixServer, OwnSource::PostfixClient]);
        assert!(facts.certificates.iter().all(|one| one.chain == digests(&[&pki.leaf, &pki.intermediate])));
        assert!(matches!(&facts.certificates[0].key, OwnKey::Present { place: Some(_), .. }));
        assert_eq!(facts.certificates[1].key, OwnKey::Absent);
    }

    /// postconf(5): with chain files the other settings are not looked at.
    #[test]
    fn chain_files_stand_before_the_single_ones_and_are_read_as_one() {
        let facts =
            ask(&pki(), "smtpd_tls_chain_files = @/key.pem, @/own.pem\nsmtpd_tls_cert_file = @/chain.pem").unwrap();
        assert_eq!(facts.certificates.len(), 1);
        assert_eq!(facts.certificates[0].chain.len(), 2);
        assert!(matches!(facts.certificates[0].key, OwnKey::Present { .. }));
    }

    #[test]
    fn a_postfix_without_a_certificate_has_none_and_a_file_that_is_missing_is_said() {
        assert_eq!(ask(&pki(), "smtpd_tls_cert_file =\nsmtp_tls_cert_file ="), None);
        assert_eq!(ask(&pki(), "smtpd_tls_cert_file = none"), None);
        let facts = ask(&pki(), "smtpd_tls_cert_file = @/missing.pem").unwrap();
        assert_eq!(reason(&facts), ("not found", false));
    }
}

/// In a Wine prefix that is thrown away.
#[cfg(windows)]
mod windows {
    use certready::observation::{Scope, SystemStore};

    use super::*;
    use crate::common::registry::{DEFAULT, Entry, Settings};

    /// `CERT_KEY_PROV_INFO_PROP_ID`.
    const KEY_PROVIDER: u32 = 2;

    /// The machine's GUID in these tests.
    const MACHINE: &str = "8b0c4f6e-0c5e-4c1c-9d0e-000000000001";

    fn look(one: &Issued) -> OwnFacts {
        let choice = OwnChoice { named: Some(OwnNamed::Thumbprint(Sha1Fingerprint::of(one.der()))), exchange: None };
        read_own(&choice, &Objects::new(), &[]).unwrap()
    }

    /// The property as a store keeps it: offsets in place of pointers, 32 bits each, and the names behind them.
    fn provider(container: &str, kind: u32) -> Vec<u8> {
        let wide = |text: &str| -> Vec<u8> { text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect() };
        let (container, name) = (wide(container), wide("Microsoft RSA SChannel Cryptographic Provider"));
        let second = 28 + u32::try_from(container.len()).unwrap();
        let head = [28, second, kind, 0x20, 0, 0, 1].map(u32::to_le_bytes).concat();
        [head, container, name].concat()
    }

    #[test]
    fn a_thumbprint_is_found_in_the_machines_my_with_its_place_and_whether_there_is_a_key() {
        let own = Cert::leaf("mail.certready.test").self_signed();
        let absent = look(&own);
        assert_eq!(reason(&absent), (r"no certificate in LocalMachine\My has this thumbprint", false));
        let _entry = Entry::put(Scope::Machine, DEFAULT, SystemStore::My, &own.certificate(), &[]);
        let facts = look(&own);
        let [found] = facts.certificates.as_slice() else { panic!("{facts:#?}") };
        assert_eq!((found.place.as_str(), &found.chain), (r"LocalMachine\My\.Default", &digests(&[&own])));
        assert_eq!(found.key, OwnKey::Absent);
    }

    #[test]
    fn a_keys_file_is_named_by_its_container_and_its_access_list_is_read() {
        let mut settings = Settings::alone();
        settings.text(r"HKLM\SOFTWARE\Microsoft\Cryptography", "MachineGuid", MACHINE);
        let own = Cert::leaf("key.certready.test").self_signed();
        let property = provider("iisWasKey", 12);
        let beside = [(KEY_PROVIDER, property.as_slice())];
        let _entry = Entry::put(Scope::Machine, DEFAULT, SystemStore::My, &own.certificate(), &beside);
        let folder = PathBuf::from(std::env::var_os("ProgramData").unwrap()).join(r"Microsoft\Crypto\RSA\MachineKeys");
        let file = folder.join(format!("76944fb33636aeddb9590521c2e8815a_{MACHINE}"));
        let key = look(&own).certificates[0].key.clone();
        let OwnKey::Present { place: None, access: KeyAccess::NotKnown(why) } = &key else { panic!("{key:?}") };
        assert!(why.as_str().contains(&file.display().to_string()), "{why}");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&file, "no key").unwrap();
        let key = look(&own).certificates[0].key.clone();
        std::fs::remove_file(&file).unwrap();
        // Whom Wine lets read a file hangs on who runs it.
        let OwnKey::Present { place: Some(place), access } = &key else { panic!("{key:?}") };
        assert_eq!(place.as_str(), file.display().to_string());
        assert!(matches!(access, KeyAccess::Allowed | KeyAccess::Refused), "{access:?}");
    }

    #[test]
    fn a_key_of_cng_is_there_and_its_file_is_not_told() {
        let own = Cert::leaf("cng.certready.test").self_signed();
        let property = provider("any", 0);
        let beside = [(KEY_PROVIDER, property.as_slice())];
        let _entry = Entry::put(Scope::Machine, DEFAULT, SystemStore::My, &own.certificate(), &beside);
        let key = look(&own).certificates[0].key.clone();
        let OwnKey::Present { place: None, access: KeyAccess::NotKnown(why) } = &key else { panic!("{key:?}") };
        assert!(why.as_str().contains("without opening the key"), "{why}");
    }
}
