//! Bytes → values → proofs, on real certificates and on the test PKI's.

mod blockpage;
mod bundle;
mod certificate;
mod chain;
mod crl;
mod ctl;
mod freshness;
mod link;
mod looks;
mod object;
mod ocsp;
mod parts;
mod path;
mod round_trip;
mod signature;
mod trusted;
mod written;

use std::path::PathBuf;

use certready::pki::{Certificate, decode_certificates};

/// The bytes of a file below `tests/fixtures`.
pub(crate) fn fixture(path: &str) -> Vec<u8> {
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", path].iter().collect();
    std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The one certificate of a PEM file below `tests/fixtures`.
pub(crate) fn real(path: &str) -> Certificate {
    let bundle = decode_certificates(&fixture(path));
    assert_eq!(bundle.errors, [], "{path}");
    let [certificate] = &bundle.items[..] else { panic!("{path} holds {} certificates", bundle.items.len()) };
    certificate.clone()
}

/// The names of the files of a folder below `tests/fixtures`, sorted, as paths for [`fixture`].
pub(crate) fn fixtures_in(folder: &str) -> Vec<String> {
    let directory: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", folder].iter().collect();
    let entries = std::fs::read_dir(directory).unwrap();
    let mut files: Vec<String> =
        entries.map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap())).collect();
    files.sort();
    files
}

/// A row of pseudo-random numbers (xorshift64*), the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new() -> Self {
        Self(0x2018_0903_2026_1123)
    }

    /// Another row. All numbers but 0 are seeds of this kind of dice.
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) as usize % bound.max(1)
    }

    /// The same bytes with one to four things changed: a byte, a bit, a stretch left out, doubled or put in.
    pub(crate) fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut changed = bytes.to_vec();
        for _ in 0..=self.below(4) {
            if changed.is_empty() {
                return changed;
            }
            let at = self.below(changed.len());
            let end = (at + 1 + self.below(16)).min(changed.len());
            match self.below(6) {
                0 => changed[at] = self.below(256) as u8,
                1 => changed[at] ^= 1 << self.below(8),
                2 => drop(changed.drain(at..end)),
                3 => drop(changed.splice(at..at, changed[at..end].to_vec())),
                4 => changed.truncate(at),
                _ => changed[at] = [0x00, 0x30, 0x31, 0x7f, 0x80, 0x82, 0x84, 0xff][self.below(8)],
            }
        }
        changed
    }
}
