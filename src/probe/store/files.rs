//! Reads certificates out of files and folders, each with its line, and names what it could not read. It follows links,
//! because stores are made of them, and opens nothing but regular files, because a pipe would wait for ever.
#![expect(clippy::disallowed_methods, reason = "reading the host's files is what this room is for")]

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::finds::{Finds, Looked, place};
use crate::observation::{Form, Place};
use crate::pki::{Certificate, PemBlock, TrustedCertificate, pem_blocks};

/// The longest file that is read. Debian's bundle of 140 roots is 220 kB, and 16 MiB hold ten thousand certificates.
pub const LONGEST_FILE: u64 = 16 << 20;

/// Entries of a folder that are looked at. Debian's `/etc/ssl/certs` has about 290.
pub const MOST_ENTRIES: usize = 10_000;

/// Which names of a folder its reader looks up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// All.
    All,
    /// Hash names alone, as OpenSSL does (`openssl-rehash(1)`): eight hexadecimal digits, a point, a number.
    Hashed,
}

/// From where absolute links are followed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Root<'a> {
    /// From the root of the file system.
    Host,
    /// From a jail: its reader can't leave it.
    Jail(&'a Path),
}

impl Finds<'_> {
    /// Reads a file or a folder that somebody named: that it is absent is worth saying.
    pub(super) fn read_named(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.read_folder(path, Names::All, Root::Host),
            Ok(metadata) => self.read_file(path, &metadata, Names::All),
            Err(error) => self.fail_io(path, &error),
        }
    }

    /// Reads a file that somebody named.
    pub(super) fn read_named_file(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(metadata) => self.read_file(path, &metadata, Names::All),
            Err(error) => self.fail_io(path, &error),
        }
    }

    /// Reads the entries of a folder, in the order of their names.
    pub(super) fn read_folder(&mut self, folder: &Path, names: Names, root: Root<'_>) {
        let target = match root {
            Root::Host => Ok(folder.to_owned()),
            Root::Jail(jail) => inside(jail, folder),
        };
        let entries = match target.and_then(fs::read_dir) {
            Ok(entries) => entries,
            Err(error) => return self.fail_io(folder, &error),
        };
        let mut paths = Vec::new();
        for entry in entries {
            if paths.len() >= MOST_ENTRIES {
                let reason = format!("a folder of more than {MOST_ENTRIES} entries: the rest was not read");
                self.set_unbounded();
                self.fail(place(folder, None, Form::Pem), &reason, Looked::No);
                break;
            }
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.fail_io(folder, &error),
            }
        }
        paths.sort();
        for path in paths {
            if self.exhausted() {
                return;
            }
            self.read_entry(&path, names, root);
        }
    }

    /// Reads one entry of a folder. What is no regular file is worth saying only where its name promises a certificate:
    /// other folders (Java's, for instance) stand in there by right.
    fn read_entry(&mut self, path: &Path, names: Names, root: Root<'_>) {
        let target = match root {
            Root::Host => path.to_owned(),
            Root::Jail(jail) => match inside(jail, path) {
                Ok(target) => target,
                // Where the link leads nowhere, so it does for a reader inside.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return self.fail(place(path, None, Form::Pem), "a link that leads nowhere", Looked::Yes);
                }
                Err(error) => return self.fail_io(path, &error),
            },
        };
        match fs::metadata(&target) {
            Ok(metadata) if metadata.is_file() => self.read_content(path, &target, &metadata, names),
            Ok(_) if !promises_certificate(path) => (),
            Ok(metadata) => self.read_file(path, &metadata, names),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.fail(place(path, None, Form::Pem), "a link that leads nowhere", Looked::Yes);
            }
            Err(error) => self.fail_io(path, &error),
        }
    }

    fn read_file(&mut self, path: &Path, metadata: &Metadata, names: Names) {
        if metadata.is_file() {
            self.read_content(path, path, metadata, names);
        } else {
            self.set_unbounded();
            let what = if metadata.is_dir() { "a folder" } else { "a pipe, socket or device" };
            self.fail(place(path, None, Form::Pem), &format!("{what} where a file belongs"), Looked::Yes);
        }
    }

    /// Reads a regular file: `path` is its name in the store, `target` where it is read.
    fn read_content(&mut self, path: &Path, target: &Path, metadata: &Metadata, names: Names) {
        let here = place(path, None, Form::Pem);
        if self.bytes_left() == 0 {
            return self.exhaust(&here, "256 MiB");
        }
        if metadata.len() > LONGEST_FILE {
            self.set_unbounded();
            return self.fail(here, &too_long(), Looked::No);
        }
        let most = LONGEST_FILE.min(self.bytes_left());
        // Room for all of it and for finding its end: a buffer that grows made a store of 2,655 reads of what are 917.
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().saturating_add(1)).unwrap_or(0));
        // One byte more than is taken, so that a file that grew meanwhile shows.
        let read = File::open(target).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.count_bytes(length);
        match read {
            Err(error) => self.fail_io(path, &error),
            Ok(_) if length > LONGEST_FILE => self.fail(here, &too_long(), Looked::No),
            Ok(_) if length > most => self.exhaust(&here, "256 MiB"),
            Ok(_) => self.read_bytes(path, &bytes, names),
        }
    }

    fn read_bytes(&mut self, path: &Path, bytes: &[u8], names: Names) {
        // One more than may be noted, so that the bound shows as one.
        let blocks = pem_blocks(bytes, self.places_left().saturating_add(1));
        for block in &blocks {
            if self.exhausted() {
                return;
            }
            self.read_block(path, block, names);
        }
        if !blocks.is_empty() {
            return;
        }
        let here = |form| place(path, None, form);
        match Certificate::decode(bytes) {
            Ok(certificate) => self.take(&certificate, here(Form::Der)),
            Err(_) if !promises_certificate(path) => (),
            Err(_) if bytes.is_empty() => self.fail(here(Form::Pem), "the file is empty", Looked::Yes),
            Err(_) => self.fail(here(Form::Pem), "neither a PEM block nor a certificate in DER", Looked::Yes),
        }
    }

    /// Reads one block. Keys, parameters and CRLs may stand beside certificates and are passed over.
    fn read_block(&mut self, path: &Path, block: &PemBlock, names: Names) {
        let at = |form| Place { line: u64::try_from(block.line).ok(), ..place(path, None, form) };
        let seen = |form| match names {
            Names::Hashed if !is_hash_name(path) && form != Form::Distrusted => Form::Unhashed,
            Names::All | Names::Hashed => form,
        };
        let (label, form) = match block.label.as_str() {
            "CERTIFICATE" => ("CERTIFICATE", Form::Pem),
            "X509 CERTIFICATE" => ("X509 CERTIFICATE", Form::TrustedPem),
            "TRUSTED CERTIFICATE" => ("TRUSTED CERTIFICATE", Form::TrustedPem),
            label @ ("PKCS7" | "CMS") => {
                let reason = format!("a PEM block {label}: no TLS library reads that from a store");
                return self.fail(at(Form::Pem), &reason, Looked::Yes);
            }
            _ => return,
        };
        let content = match &block.content {
            Ok(content) => content,
            Err(bad) => {
                self.count_broken_block();
                return self.fail(at(form), &format!("the block {label}: {bad}"), Looked::Yes);
            }
        };
        // What is trusted for stands behind the certificate in OpenSSL's own form, so that such a block is decoded each time.
        if label != "TRUSTED CERTIFICATE" && self.holds(content) {
            return self.take_again(content, at(seen(form)));
        }
        let decoded = if label == "TRUSTED CERTIFICATE" {
            TrustedCertificate::decode(content).map(|trusted| {
                let form = if trusted.anchors_servers() { form } else { Form::Distrusted };
                (trusted.certificate, form)
            })
        } else {
            Certificate::decode(content).map(|certificate| (certificate, form)).map_err(Into::into)
        };
        match decoded {
            Ok((certificate, form)) => self.take(&certificate, at(seen(form))),
            Err(bad) => self.fail(at(form), &format!("the block {label}: {bad}"), Looked::Yes),
        }
    }

    /// Notes a failure of the system's. Only that nothing is there counts as having looked.
    pub(super) fn fail_io(&mut self, path: &Path, error: &io::Error) {
        let looked = if error.kind() == io::ErrorKind::NotFound { Looked::Yes } else { Looked::No };
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "does not exist".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        self.fail(place(path, None, Form::Pem), &reason, looked);
    }
}

fn too_long() -> String {
    format!("longer than {} MiB: not read", LONGEST_FILE >> 20)
}

/// Whether a name is one under which stores keep certificates.
fn promises_certificate(path: &Path) -> bool {
    let promising =
        |extension: &str| ["pem", "crt", "cer", "der", "ca"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    is_hash_name(path) || path.extension().and_then(|extension| extension.to_str()).is_some_and(promising)
}

/// Whether a name is one that OpenSSL looks up: `4f316efb.0`.
fn is_hash_name(path: &Path) -> bool {
    let Some((hash, number)) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.split_once('.'))
    else {
        return false;
    };
    hash.len() == 8
        && hash.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit))
        && !number.is_empty()
        && number.bytes().all(|digit| digit.is_ascii_digit())
}

/// Links that are followed within a jail: as many as Linux follows (`path_resolution(7)`).
const MOST_LINKS: usize = 40;

/// Where a path leads for a reader who can't leave the jail: an absolute link begins at the jail.
fn inside(jail: &Path, path: &Path) -> io::Result<PathBuf> {
    let mut here = path.to_owned();
    for _ in 0..MOST_LINKS {
        if !fs::symlink_metadata(&here)?.file_type().is_symlink() {
            return Ok(here);
        }
        let target = fs::read_link(&here)?;
        here = if target.is_absolute() { below(jail, &target) } else { here.parent().unwrap_or(jail).join(target) };
    }
    Err(io::Error::other("too many links"))
}

/// A path of the jail's as the host names it.
pub(super) fn below(jail: &Path, path: &Path) -> PathBuf {
    let inner: PathBuf = path.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    jail.join(inner)
}
