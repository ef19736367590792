//! Where a system keeps its trust store when nobody says otherwise: the places that rustls-native-certs looks into (by
//! way of openssl-probe), as data. What it would find elsewhere still comes in, through the comparison with it.

use std::env::consts::OS;
use std::path::PathBuf;

use crate::observation::Portable;

/// The files and folders of a system's store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Bundles, in order: the first that exists is the system's.
    pub files: Vec<PathBuf>,
    /// Folders: each that exists is read.
    pub folders: Vec<PathBuf>,
    /// How the store is kept where it is read by the portable path. None where this version has a reader of its own.
    pub portable: Option<Portable>,
}

impl Places {
    /// This system's. Without files and folders where the store is no file: on Windows and macOS.
    pub fn of_system() -> Self {
        let paths = |list: &[&str]| list.iter().map(PathBuf::from).collect();
        Self { files: paths(FILES), folders: paths(FOLDERS), portable: portable(OS) }
    }
}

/// How the system of that name (`std::env::consts::OS`) keeps a store that is read by the portable path. None for Linux,
/// whose files are read here, and for Windows, whose stores are.
pub fn portable(system: &str) -> Option<Portable> {
    match system {
        "linux" | "android" | "windows" => None,
        "macos" | "ios" | "tvos" | "watchos" | "visionos" => Some(Portable::Keychains),
        _ => Some(Portable::Files),
    }
}

/// Bundles of Debian, Red Hat since 7, Red Hat 6, `openSUSE`, `OpenELEC`, Alpine, Entware, `OpenHarmony`.
#[cfg(any(target_os = "linux", target_os = "android"))]
const FILES: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/ssl/cert.pem",
    "/opt/etc/ssl/certs/ca-certificates.crt",
    "/etc/ssl/certs/cacert.pem",
];
/// Folders of Debian and SUSE, Red Hat, `OpenHarmony`.
#[cfg(any(target_os = "linux", target_os = "android"))]
const FOLDERS: &[&str] = &["/etc/ssl/certs", "/etc/pki/tls/certs", "/etc/security/certificates"];

/// Bundles of the BSDs (`FreeBSD`, `DragonFly`, `NetBSD`, `OpenBSD`) and of illumos and Solaris.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android", target_os = "macos"))))]
const FILES: &[&str] = &[
    "/usr/local/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
    "/etc/openssl/certs/ca-certificates.crt",
    "/etc/ssl/cert.pem",
    "/etc/ssl/cacert.pem",
    "/etc/certs/ca-certificates.crt",
    "/etc/ssl/certs/ca-certificates.crt",
];
/// Folders of the same.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android", target_os = "macos"))))]
const FOLDERS: &[&str] = &["/etc/ssl/certs", "/usr/local/share/certs", "/etc/certs/CA", "/etc/openssl/certs"];

#[cfg(any(windows, target_os = "macos", not(any(unix, windows))))]
const FILES: &[&str] = &[];
#[cfg(any(windows, target_os = "macos", not(any(unix, windows))))]
const FOLDERS: &[&str] = &[];
