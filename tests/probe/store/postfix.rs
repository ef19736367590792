//! Postfix's settings decide which store counts. Its postconf is a script here, in a folder that is passed as the one to
//! look in; what it prints was taken from Postfix 3.7.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};

use certready::observation::{Form, Postfix, StoreFacts, StoreOrigin};
use certready::probe::store::{POSTCONF_TIME, Places, Surroundings};
use certready::vocabulary::Shown;
use tempfile::TempDir;

use super::{
    BALTIMORE, DIGICERT_G2, GLOBALSIGN_R1, GLOBALSIGN_R3, find, fixture, form, forms, host, is_anchor, nowhere, reasons,
};

const UNJAILED: &str = "smtp       unix  -       -       n       -       -       smtp";
const JAILED: &str = "smtp       unix  -       -       y       -       -       smtp";
const DEFAULT: &str = "smtp       unix  -       -       -       -       -       smtp";

/// A host with a Postfix of these settings.
struct Host {
    folder: TempDir,
    settings: Vec<(&'static str, String)>,
    service: &'static str,
    overrides: &'static str,
}

impl Host {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let queue = folder.path().join("spool");
        fs::create_dir(&queue).unwrap();
        let settings = vec![
            ("smtp_tls_CAfile", String::new()),
            ("smtp_tls_CApath", String::new()),
            ("tls_append_default_CA", "no".to_owned()),
            ("smtp_tls_security_level", "may".to_owned()),
            ("queue_directory", queue.to_str().unwrap().to_owned()),
            ("compatibility_level", "3.6".to_owned()),
            ("multi_instance_directories", String::new()),
        ];
        Self { folder, settings, service: UNJAILED, overrides: "" }
    }

    fn set(mut self, name: &'static str, value: &Path) -> Self {
        let entry = self.settings.iter_mut().find(|(known, _)| *known == name).unwrap();
        entry.1 = value.to_str().unwrap().to_owned();
        self
    }

    fn script(&self) -> String {
        let settings: Vec<_> = self.settings.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let settings = settings.join("\n");
        format!(
            "#!/bin/sh\ncase \"$1\" in\n-x) cat <<'END'\n{settings}\nEND\n;;\n-M) cat <<'END'\n{}\nEND\n;;\n-P) cat \
             <<'END'\n{}\nEND\n;;\n*) exit 1;;\nesac\n",
            self.service, self.overrides
        )
    }

    fn read(&self) -> StoreFacts {
        self.read_with(&self.script())
    }

    fn read_with(&self, script: &str) -> StoreFacts {
        let programs = self.folder.path().join("sbin");
        fs::create_dir_all(&programs).unwrap();
        crate::common::script::write(&programs.join("postconf"), script);
        let system = Places {
            files: vec![fixture("truststores/certifi-2018.8.24.pem")],
            folders: vec![self.folder.path().join("certs")],
            portable: None,
        };
        // The environment's override is for this process; Postfix's daemons do not get it.
        let cert_file = Some(form("digicert-g2-trusted.pem").into());
        host(&Surroundings { search: vec!["relative".into(), programs], system, cert_file, ..nowhere() })
    }
}

fn settings(facts: &StoreFacts) -> &Postfix {
    match &facts.origin {
        StoreOrigin::Postfix(settings) => settings,
        other => panic!("not by Postfix's settings: {other:?}"),
    }
}

#[test]
fn a_ca_file_is_the_whole_store() {
    let facts = Host::new().set("smtp_tls_CAfile", &form("globalsign-r1.pem")).read();
    let path = form("globalsign-r1.pem");
    assert_eq!(
        *settings(&facts),
        Postfix {
            ca_file: Some(path.to_str().unwrap().into()),
            ca_path: None,
            append_default: false,
            level: Some("may".into()),
            jail: None,
            unloadable: None,
        }
    );
    assert_eq!(facts.certificates.len(), 1);
    assert!(is_anchor(&facts, GLOBALSIGN_R1));
    assert_eq!(facts.unread, []);
}

// postconf(5), tls_append_default_CA: the system's come in addition.
#[test]
fn the_systems_store_comes_in_addition_where_it_is_appended() {
    let host = Host::new().set("smtp_tls_CAfile", &form("globalsign-r3-crlf.pem"));
    let facts = host.set("tls_append_default_CA", Path::new("yes")).read();
    assert!(settings(&facts).append_default);
    assert!(is_anchor(&facts, GLOBALSIGN_R3) && is_anchor(&facts, BALTIMORE));
    assert!(find(&facts, DIGICERT_G2).is_none_or(|it| it.places.iter().all(|place| place.form == Form::Pem)));
}

// tls_set_ca_certificate_info() appends the default only beside a CAfile or CApath: with both empty nothing is trusted.
#[test]
fn with_both_settings_empty_nothing_is_trusted_whatever_is_appended() {
    for append in ["no", "yes"] {
        let facts = Host::new().set("tls_append_default_CA", Path::new(append)).read();
        assert!(settings(&facts).names_nothing());
        assert_eq!(settings(&facts).append_default, append == "yes");
        assert_eq!(facts.certificates, []);
        assert_eq!(facts.unread, []);
        let searched: Vec<_> = facts.searched.iter().skip(1).map(Shown::as_str).collect();
        assert_eq!(searched, ["smtp_tls_CAfile (empty)", "smtp_tls_CApath (empty)"]);
    }
}

// OpenSSL finds a certificate in a folder by its hash name only.
#[test]
fn a_ca_path_counts_by_hash_names_alone() {
    let certs = tempfile::tempdir().unwrap();
    fs::copy(form("globalsign-r1.pem"), certs.path().join("r1.pem")).unwrap();
    fs::copy(form("globalsign-r3-crlf.pem"), certs.path().join("r3.pem")).unwrap();
    symlink("r1.pem", certs.path().join("5ad8a5d6.0")).unwrap();
    let facts = Host::new().set("smtp_tls_CApath", certs.path()).read();
    assert_eq!(forms(&facts, GLOBALSIGN_R1), [Form::Pem, Form::Unhashed]);
    assert_eq!(forms(&facts, GLOBALSIGN_R3), [Form::Unhashed]);
    assert!(is_anchor(&facts, GLOBALSIGN_R1) && !is_anchor(&facts, GLOBALSIGN_R3));
}

// postconf(5), smtp_tls_CApath: in chroot mode the folder must be inside the jail. Debian copies it there as Postfix
// starts, so a root that came later is in the system's folder and not in the jail's.
#[test]
fn a_jailed_client_sees_the_jails_copy_and_not_the_hosts() {
    let certs = tempfile::tempdir().unwrap();
    fs::copy(form("globalsign-r1.pem"), certs.path().join("5ad8a5d6.0")).unwrap();
    fs::copy(form("globalsign-r3-crlf.pem"), certs.path().join("062cdee6.0")).unwrap();
    let mut host = Host::new().set("smtp_tls_CApath", certs.path());
    host.service = JAILED;
    let queue = host.folder.path().join("spool");
    let copy = queue.join(certs.path().strip_prefix("/").unwrap());

    let facts = host.read();
    assert_eq!(settings(&facts).jail.as_ref().unwrap().as_str(), queue.to_str().unwrap());
    assert_eq!(facts.certificates, []);
    assert_eq!(reasons(&facts, copy.to_str().unwrap()), ["does not exist"]);

    fs::create_dir_all(&copy).unwrap();
    fs::copy(form("globalsign-r1.pem"), copy.join("5ad8a5d6.0")).unwrap();
    // An absolute link leads to another place inside the jail: here to none, although the host has a file there.
    fs::copy(form("globalsign-r3-crlf.pem"), certs.path().join("r3.pem")).unwrap();
    symlink(certs.path().join("r3.pem"), copy.join("062cdee6.0")).unwrap();
    let facts = host.read();
    assert!(is_anchor(&facts, GLOBALSIGN_R1));
    assert!(find(&facts, GLOBALSIGN_R3).is_none());
    assert_eq!(reasons(&facts, "062cdee6.0"), ["a link that leads nowhere"]);
    fs::copy(form("globalsign-r3-crlf.pem"), copy.join("r3.pem")).unwrap();
    assert!(is_anchor(&host.read(), GLOBALSIGN_R3));
}

// A CAfile is read before the jail is entered.
#[test]
fn a_jailed_client_reads_its_ca_file_outside() {
    let mut host = Host::new().set("smtp_tls_CAfile", &form("globalsign-r1.pem"));
    host.service = JAILED;
    assert!(is_anchor(&host.read(), GLOBALSIGN_R1));
}

// master(5): `-` in the fifth column is y below compatibility level 1, n from there on.
#[test]
fn the_default_of_the_jail_depends_on_the_compatibility_level() {
    for (level, jailed) in [("0", true), ("", true), ("1", false), ("3.6", false)] {
        let mut host = Host::new().set("compatibility_level", Path::new(level));
        host.service = DEFAULT;
        assert_eq!(settings(&host.read()).jail.is_some(), jailed, "{level}");
    }
}

// "cannot load Certification Authority data: disabling TLS support": no certificate of it is an anchor then.
#[test]
fn a_ca_file_that_postfix_cant_load_turns_its_tls_off() {
    for (file, why) in [
        ("baltimore-der.crt", "smtp_tls_CAfile holds no certificate in PEM"),
        ("amazon-cut-and-whole.pem", "smtp_tls_CAfile holds a broken PEM block"),
        ("absent.pem", "smtp_tls_CAfile holds no certificate in PEM"),
    ] {
        let facts = Host::new().set("smtp_tls_CAfile", &form(file)).read();
        assert_eq!(settings(&facts).unloadable.as_ref().unwrap().as_str(), why, "{file}");
        assert_eq!(facts.anchors().count(), 0, "{file}");
    }
}

#[test]
fn services_and_instances_with_stores_of_their_own_are_unknown() {
    let mut host = Host::new().set("smtp_tls_CAfile", &form("globalsign-r1.pem"));
    host = host.set("multi_instance_directories", Path::new("/etc/postfix-out"));
    host.overrides = "relay/unix/syslog_name = postfix/$service_name\nrelay2/unix/smtp_tls_CAfile = /etc/other.pem";
    let facts = host.read();
    let unknown: Vec<_> = facts.unread.iter().map(|it| (it.place.path.as_str(), it.denied)).collect();
    assert_eq!(unknown, [("/etc/postfix-out", true), ("master.cf: relay2/unix/smtp_tls_CAfile", true)]);
}

/// The one entry about postconf, and the system's store beside it.
fn assert_unsettled(facts: &StoreFacts, reason: &str) {
    assert_eq!(facts.origin, StoreOrigin::Environment, "what this process sees, for want of Postfix's word");
    let said = reasons(facts, "/postconf");
    assert!(said.len() == 1 && said[0].starts_with(reason), "{said:?}");
    assert!(facts.unread[0].denied);
    assert!(find(facts, DIGICERT_G2).is_some());
}

#[test]
fn a_postconf_that_fails_leaves_it_unknown_which_store_counts() {
    let facts = Host::new().read_with("#!/bin/sh\necho 'postconf: fatal: open /etc/postfix/main.cf' >&2\nexit 1\n");
    assert_unsettled(&facts, "postconf exit status: 1: postconf: fatal: open /etc/postfix/main.cf");
    let facts = Host::new().read_with("#!/nonexistent/shell\n");
    assert_unsettled(&facts, "postconf can't be run: ");
}

#[test]
fn a_postconf_that_says_too_little_or_nonsense_leaves_it_unknown() {
    let facts = Host::new().read_with("#!/bin/sh\necho 'smtp_tls_CAfile = '\n");
    assert_unsettled(&facts, "postconf does not tell smtp_tls_CApath");
    let host = Host::new().set("tls_append_default_CA", Path::new("perhaps"));
    assert_unsettled(&host.read(), "postconf says that tls_append_default_CA is `perhaps`");
}

// Time and bytes are bounded, and the one that waits is ended, even where a child of its own keeps the pipe open.
#[test]
fn a_postconf_that_hangs_or_never_ends_its_answer_is_ended() {
    let begun = Instant::now();
    let facts = Host::new().read_with("#!/bin/sh\nsleep 30\n");
    assert_unsettled(&facts, "postconf did not answer in time and was ended");
    let took = begun.elapsed();
    assert!(took >= POSTCONF_TIME && took < POSTCONF_TIME + Duration::from_secs(15), "{took:?}");

    let facts = Host::new().read_with("#!/bin/sh\nexec yes smtp_tls_CAfile = /etc/ca.pem\n");
    assert_unsettled(&facts, "postconf its answer is longer than");
}
