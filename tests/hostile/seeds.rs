//! The real bytes that hostile ones are made of, for each entry: the fixtures of its kind. `.fuzz/seed` copies the same
//! folders into libFuzzer's corpus.

use std::fs;
use std::path::Path;

use certready::pki::pem_blocks;

use super::FIXTURES;

/// A real input and where it comes from.
pub(super) struct Seed {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The largest seed: of a longer one a debug build would read too few mutations.
const LARGEST: usize = 128 << 10;

/// The seeds of an entry, in the order of their names.
pub(super) fn of(entry: &str) -> Vec<Seed> {
    let wanted: &[(&str, &str)] = match entry {
        "certificate" => {
            &[("roots", "pem"), ("intermediates", "pem"), ("cross", "pem"), ("algorithms", "pem"), ("leaves", "pem")]
        }
        "crl" => &[("crl", "crl")],
        "ocsp" => &[("ocsp", "der")],
        "pkcs7" => &[("bundles", ""), ("store-forms", "")],
        "trust_list" => &[("ctl", "")],
        "policy" => &[("policy", "yaml"), ("../../policies", "yaml")],
        "evidence" => &[("evidence/kept", "json")],
        "connectors" => &[("connectors", "json")],
        "http_head" => &[("heads", "http")],
        "report" => &[("reports", "json")],
        "smtp_reply" => &[("smtp", "txt")],
        "server_hello" => &[("hello", "bin")],
        other => panic!("no entry {other}"),
    };
    let mut seeds: Vec<Seed> = wanted.iter().flat_map(|(folder, ending)| files(folder, ending)).collect();
    if entry == "certificate" {
        for seed in &mut seeds {
            seed.bytes = pem_blocks(&seed.bytes, 1).remove(0).content.unwrap();
        }
    }
    assert!(!seeds.is_empty(), "{entry} has no seeds");
    seeds
}

/// The files of a folder below the fixtures whose name has this ending; with none, all.
fn files(folder: &str, ending: &str) -> Vec<Seed> {
    let entries = fs::read_dir(Path::new(FIXTURES).join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let fits = |path: &Path| ending.is_empty() || path.extension().is_some_and(|found| found == ending);
    let mut paths: Vec<_> = entries.filter(|path| path.is_file() && fits(path)).collect();
    paths.sort();
    let seed = |path: &Path| Seed {
        name: format!("{folder}/{}", path.file_name().unwrap().display()),
        bytes: fs::read(path).unwrap(),
    };
    paths.iter().map(|path| seed(path)).filter(|seed| seed.bytes.len() <= LARGEST).collect()
}
