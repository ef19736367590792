//! Which trust anchors Postfix's SMTP client has, by its own settings: `smtp_tls_CAfile`, `smtp_tls_CApath` and
//! `tls_append_default_CA` (postconf(5)), and the jail in which Debian runs it.
//!
//! What Postfix does with them (`tls_set_ca_certificate_info` in `tls_certkey.c`): with both empty it loads nothing,
//! `tls_append_default_CA` or not. A `CAfile` is read at the start, outside the jail, and one that can't be read turns TLS
//! off. A `CApath` is looked into for each chain, inside the jail, by hash names alone.
#![expect(clippy::disallowed_methods, reason = "looking for postconf and timing it is what this file is for")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::command::{NoAnswer, ask};
use super::files::{Names, Root, below};
use super::finds::{Finds, Looked, place};
use super::places::Places;
use crate::observation::{Form, Place, Postfix};
use crate::vocabulary::Shown;

/// How long postconf may take, all questions together. It answers in 10 ms; 5 s allow for a host that swaps.
pub const POSTCONF_TIME: Duration = Duration::from_secs(5);

/// Where Postfix keeps its queue where postconf does not say otherwise: postconf(5), `queue_directory`.
pub(super) const QUEUE: &str = "/var/spool/postfix";

/// What is asked for, with `$` expanded (`-x`, Postfix 2.10 and later).
const SETTINGS: [&str; 7] = [
    "smtp_tls_CAfile",
    "smtp_tls_CApath",
    "tls_append_default_CA",
    "smtp_tls_security_level",
    "queue_directory",
    "compatibility_level",
    "multi_instance_directories",
];

/// Why Postfix's settings stay unknown.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unsettled {
    #[error("postconf {0}")]
    NoAnswer(#[from] NoAnswer),
    #[error("postconf does not tell {0}")]
    Missing(&'static str),
    #[error("postconf says that tls_append_default_CA is `{0}`: expected yes or no")]
    Odd(Shown),
}

/// The settings, and what they name.
pub(super) struct Settings {
    /// As they are reported.
    facts: Postfix,
    ca_file: Option<PathBuf>,
    ca_path: Vec<PathBuf>,
    jail: Option<PathBuf>,
    asides: Vec<(Place, String)>,
}

/// Finds postconf: the first of these folders that holds one. Relative folders are passed over, because a program is run.
pub fn find_postconf(search: &[PathBuf]) -> Option<PathBuf> {
    search
        .iter()
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join("postconf"))
        .find(|program| fs::metadata(program).is_ok_and(|metadata| metadata.is_file()))
}

impl Settings {
    /// Asks postconf.
    pub(super) fn ask(postconf: &Path) -> Result<Self, Unsettled> {
        let until = Instant::now().checked_add(POSTCONF_TIME).unwrap_or_else(Instant::now);
        let mut question = vec!["-x"];
        question.extend(SETTINGS);
        let answer = ask(postconf, &question, until)?;
        let values = values(&answer);
        let get = |name: &'static str| values.get(name).copied();
        let filled = |name| get(name).filter(|value| !value.is_empty());
        for name in ["smtp_tls_CAfile", "smtp_tls_CApath", "tls_append_default_CA"] {
            get(name).ok_or(Unsettled::Missing(name))?;
        }
        let append_default = match get("tls_append_default_CA") {
            Some("yes") => true,
            Some("no") => false,
            other => return Err(Unsettled::Odd(Shown::new(other.unwrap_or_default()))),
        };
        let queue = Path::new(filled("queue_directory").unwrap_or(QUEUE));
        let mut asides = other_instances(filled("multi_instance_directories"));
        let jail = match ask(postconf, &["-M", "smtp/unix"], until) {
            Ok(service) => is_jailed(&service, get("compatibility_level")).then(|| queue.to_owned()),
            Err(why) => {
                asides.push((aside("postconf -M smtp/unix"), format!("whether the SMTP client is jailed: {why}")));
                None
            }
        };
        match ask(postconf, &["-P"], until) {
            Ok(overrides) => asides.extend(other_services(&overrides)),
            Err(why) => asides.push((aside("postconf -P"), format!("whether a service has its own settings: {why}"))),
        }
        let facts = Postfix {
            ca_file: filled("smtp_tls_CAfile").map(Shown::new),
            ca_path: filled("smtp_tls_CApath").map(Shown::new),
            append_default,
            level: filled("smtp_tls_security_level").map(Shown::new),
            jail: jail.as_deref().map(|jail| Shown::new(&jail.display().to_string())),
            unloadable: None,
        };
        Ok(Self {
            facts,
            // Postfix's daemons run in the queue's folder.
            ca_file: filled("smtp_tls_CAfile").map(|path| queue.join(path)),
            // OpenSSL takes a list of folders with colons between.
            ca_path: filled("smtp_tls_CApath")
                .map(|list| list.split(':').filter(|path| !path.is_empty()).map(|path| queue.join(path)).collect())
                .unwrap_or_default(),
            jail,
            asides,
        })
    }
}

impl Finds<'_> {
    /// Reads what Postfix's SMTP client reads.
    pub(super) fn read_postfix(&mut self, settings: Settings, system: &Places) -> Postfix {
        let mut unloadable = None;
        for (place, reason) in &settings.asides {
            self.fail(place.clone(), reason, Looked::No);
        }
        match &settings.ca_file {
            Some(file) => {
                self.search(file, Some("smtp_tls_CAfile"));
                unloadable = self.read_ca_file(file);
            }
            None => self.search_nothing("smtp_tls_CAfile"),
        }
        if settings.ca_path.is_empty() {
            self.search_nothing("smtp_tls_CApath");
        }
        for folder in &settings.ca_path {
            self.read_ca_path(folder, &settings, "smtp_tls_CApath");
        }
        if settings.facts.append_default && !settings.facts.names_nothing() {
            self.read_default(&settings, system);
        }
        Postfix { unloadable, ..settings.facts }
    }

    /// Reads the `CAfile`. Returns why Postfix can't load it, which turns its TLS off: no certificate in PEM, or a block
    /// that is broken. None where it can, and where we did not get to look.
    fn read_ca_file(&mut self, file: &Path) -> Option<Shown> {
        let broken = self.broken_blocks();
        self.read_named_file(file);
        if self.is_unknown(file) {
            None
        } else if self.broken_blocks() > broken {
            Some(Shown::new("smtp_tls_CAfile holds a broken PEM block"))
        } else if self.has_pem_of(file) {
            None
        } else {
            Some(Shown::new("smtp_tls_CAfile holds no certificate in PEM"))
        }
    }

    fn read_ca_path(&mut self, folder: &Path, settings: &Settings, named_by: &str) {
        if let Some(jail) = &settings.jail {
            let folder = if folder.starts_with(jail) { folder.to_owned() } else { below(jail, folder) };
            self.search(&folder, Some(&format!("{named_by}, in the jail")));
            self.read_folder(&folder, Names::Hashed, Root::Jail(jail));
        } else {
            self.search(folder, Some(named_by));
            self.read_folder(folder, Names::Hashed, Root::Host);
        }
    }

    /// The system's store as OpenSSL's built-in default: the bundle outside the jail, the folders inside.
    fn read_default(&mut self, settings: &Settings, system: &Places) {
        const BY: &str = "tls_append_default_CA";
        for file in &system.files {
            self.search(file, Some(BY));
            if fs::metadata(file).is_ok() {
                self.read_named_file(file);
                break;
            }
        }
        for folder in &system.folders {
            let seen = settings.jail.as_deref().map_or_else(|| folder.clone(), |jail| below(jail, folder));
            if fs::metadata(seen).is_ok() && !settings.ca_path.contains(folder) {
                self.read_ca_path(folder, settings, BY);
            }
        }
    }
}

/// The lines `name = value` of an answer.
pub(super) fn values(answer: &str) -> BTreeMap<&str, &str> {
    answer.lines().filter_map(|line| line.split_once('=')).map(|(name, value)| (name.trim(), value.trim())).collect()
}

/// Whether the service's line says that it runs in the jail. `-` means yes below compatibility level 1 (master(5)).
fn is_jailed(service: &str, level: Option<&str>) -> bool {
    match service.split_whitespace().nth(4) {
        Some("y") => true,
        Some("-") => {
            let major = level.and_then(|level| level.split('.').next()).and_then(|major| major.parse::<u64>().ok());
            major.unwrap_or(0) < 1
        }
        _ => false,
    }
}

/// Services of master.cf that have trust settings of their own: `relay/unix/smtp_tls_CAfile = …`.
fn other_services(overrides: &str) -> Vec<(Place, String)> {
    let own = ["/smtp_tls_CAfile", "/smtp_tls_CApath", "/tls_append_default_CA"];
    overrides
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| own.iter().any(|setting| name.trim().ends_with(setting)))
        .map(|(name, value)| {
            let value = if value.trim().is_empty() { "(empty)" } else { value.trim() };
            let reason = format!("this service has another store, which was not read: {value}");
            (aside(&format!("master.cf: {}", name.trim())), reason)
        })
        .collect()
}

/// Further instances of Postfix have settings of their own (`MULTI_INSTANCE_README`).
fn other_instances(folders: Option<&str>) -> Vec<(Place, String)> {
    let reason = |folder: &str| (aside(folder), "another instance of Postfix, whose settings were not read".to_owned());
    folders
        .map(|folders| folders.split([',', ' ', '\t']).filter(|folder| !folder.is_empty()).map(reason).collect())
        .unwrap_or_default()
}

fn aside(what: &str) -> Place {
    place(Path::new(what), None, Form::Api)
}
