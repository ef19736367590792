//! What the host says of itself, read from trees that look like its own.

mod identity;
mod machine;
#[cfg(windows)]
mod registry;
#[cfg(windows)]
mod windows_roots;

use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;

use certready::observation::HostFacts;
use certready::probe::host::read_host;
use tempfile::TempDir;

/// A file system with these files.
fn tree(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

const DEBIAN: [(&str, &str); 6] = [
    ("proc/sys/kernel/hostname", "relay1\n"),
    ("proc/sys/kernel/ostype", "Linux\n"),
    ("proc/sys/kernel/osrelease", "6.1.0-30-amd64\n"),
    ("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"),
    ("proc/self/status", "Name:\tcertready\nUid:\t1000\t104\t1000\t1000\nGid:\t0\t0\t0\t0\n"),
    (
        "etc/passwd",
        "root:x:0:0:root:/root:/bin/bash\nadmin:x:1000:1000::/home/admin:/bin/sh\nmonitor:x:104:65534::/:/bin/false\n",
    ),
];

#[test]
fn a_linux_host_tells_its_name_its_system_and_the_effective_account() {
    let root = tree(&DEBIAN);
    assert_eq!(
        read_host(root.path(), &[]),
        HostFacts {
            name: Some("relay1".into()),
            os: "Debian GNU/Linux 12 (bookworm), Linux 6.1.0-30-amd64".into(),
            account: Some("monitor".into()),
            account_id: Some("104".into()),
            postfix: None,
        }
    );
}

#[test]
fn postfix_is_named_by_the_postconf_that_was_found() {
    let root = tree(&[("sbin/postconf", "#!/bin/sh\n")]);
    let search = [PathBuf::from("sbin"), root.path().join("bin"), root.path().join("sbin")];
    let facts = read_host(root.path(), &search);
    assert_eq!(facts.postfix.unwrap().as_str(), root.path().join("sbin").join("postconf").to_str().unwrap());
}

// os-release(5): values may be quoted with escapes; the vendor's copy counts where /etc has none.
#[test]
fn the_systems_name_loses_its_quotes_and_escapes() {
    for (text, name) in [
        ("PRETTY_NAME='Alpine Linux v3.20'\n", "Alpine Linux v3.20"),
        ("PRETTY_NAME=Void\n", "Void"),
        ("PRETTY_NAME=\"The \\\"Mail\\\" OS\"\n", "The \"Mail\" OS"),
    ] {
        let root = tree(&[("usr/lib/os-release", text)]);
        let os = read_host(root.path(), &[]).os;
        assert!(os.as_str().starts_with(&format!("{name}, ")), "{os}");
    }
}

// An account that stands in a directory service only has a number and no name; a tree that tells nothing yields no name.
#[test]
#[cfg(unix)]
fn what_the_host_does_not_tell_is_none() {
    let root =
        tree(&[("proc/self/status", "Uid:\t5000\t5000\t5000\t5000\n"), ("etc/passwd", "root:x:0:0::/:/bin/sh\n")]);
    let facts = read_host(root.path(), &[]);
    assert_eq!((facts.name, facts.account), (None, None));
    assert_eq!(facts.account_id.unwrap().as_str(), "5000");
    assert!(facts.os.as_str().starts_with(std::env::consts::OS));
}

#[test]
fn hostile_names_are_cleaned() {
    let root = tree(&[("proc/sys/kernel/hostname", "relay\u{1b}[31m\u{202e}1\n")]);
    assert_eq!(read_host(root.path(), &[]).name.unwrap().as_str(), "relay\u{fffd}[31m\u{fffd}1");
}

// Without /proc the owner of a new file tells the effective user, as `id -u` does.
#[test]
#[cfg(unix)]
fn the_effective_user_is_known_without_proc() {
    let id = std::process::Command::new("id").arg("-u").output().unwrap().stdout;
    let expected = String::from_utf8(id).unwrap().trim().to_owned();
    let root = tree(&[]);
    assert_eq!(read_host(root.path(), &[]).account_id.unwrap().as_str(), expected);
    assert_eq!(read_host(Path::new("/"), &[]).account_id.unwrap().as_str(), expected);
}
