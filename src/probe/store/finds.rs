//! What a reading of the stores has found so far, and the bounds within which it goes on. It opens nothing itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::evidence::Objects;
use crate::observation::{Form, Place, StoreCertificate, StoreFacts, StoreOrigin, Unread};
use crate::pki::Certificate;
use crate::vocabulary::{Digest, Shown};

/// Places of certificates that are noted, and so certificates that are taken. The programmes' stores hold 120 to 450, on
/// Debian each in three places (the bundle, its own file, its hash name); every root that any programme ever had is below
/// 1,500.
pub const MOST_PLACES: usize = 10_000;

/// Entries about what could not be read. A person reads the first ten; a file of broken blocks must not fill the report.
pub const MOST_UNREAD: usize = 1_000;

/// Bytes that are read, all files together. Debian's bundle is 220 kB and its folder holds each certificate twice more;
/// 256 MiB is a hundred times the largest store above, and is read in seconds.
pub const MOST_BYTES: u64 = 256 << 20;

/// The reading so far.
pub(super) struct Finds<'a> {
    objects: &'a Objects,
    found: BTreeMap<Digest, BTreeSet<Place>>,
    places: usize,
    unread: Vec<Unread>,
    searched: Vec<Shown>,
    bytes_left: u64,
    broken_blocks: usize,
    exhausted: bool,
    bounded: bool,
}

impl<'a> Finds<'a> {
    /// Nothing yet.
    pub(super) const fn new(objects: &'a Objects) -> Self {
        Self {
            objects,
            found: BTreeMap::new(),
            places: 0,
            unread: Vec::new(),
            searched: Vec::new(),
            bytes_left: MOST_BYTES,
            broken_blocks: 0,
            exhausted: false,
            bounded: true,
        }
    }

    /// Notes that a place is looked into, and on whose word.
    pub(super) fn search(&mut self, path: &Path, named_by: Option<&str>) {
        let path = path.display();
        self.searched.push(match named_by {
            Some(name) => Shown::new(&format!("{path} ({name})")),
            None => Shown::new(&path.to_string()),
        });
    }

    /// Notes that a setting names no place.
    pub(super) fn search_nothing(&mut self, setting: &str) {
        self.searched.push(Shown::new(&format!("{setting} (empty)")));
    }

    /// Whether a bound is used up: nothing further is read.
    pub(super) const fn exhausted(&self) -> bool {
        self.exhausted
    }

    /// How many bytes may still be read.
    pub(super) const fn bytes_left(&self) -> u64 {
        self.bytes_left
    }

    /// Counts bytes that were read.
    pub(super) const fn count_bytes(&mut self, bytes: u64) {
        self.bytes_left = self.bytes_left.saturating_sub(bytes);
    }

    /// How many places may still be noted.
    pub(super) const fn places_left(&self) -> usize {
        MOST_PLACES.saturating_sub(self.places)
    }

    /// Whether nothing was found and nothing stood in the way.
    pub(super) fn is_silent(&self) -> bool {
        self.found.is_empty() && self.unread.is_empty()
    }

    /// Whether everything that was met could be read.
    pub(super) const fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }

    /// Whether a reader that knows no bounds could read the same: nothing was too long, and nothing a pipe.
    pub(super) const fn is_bounded(&self) -> bool {
        self.bounded
    }

    /// Notes that a reader without bounds must keep off.
    pub(super) const fn set_unbounded(&mut self) {
        self.bounded = false;
    }

    /// How many PEM blocks had no content that can be read.
    pub(super) const fn broken_blocks(&self) -> usize {
        self.broken_blocks
    }

    /// Counts a PEM block whose content can't be read.
    pub(super) const fn count_broken_block(&mut self) {
        self.broken_blocks = self.broken_blocks.saturating_add(1);
    }

    /// Whether a place is in this file and in a PEM block.
    pub(super) fn has_pem_of(&self, file: &Path) -> bool {
        let name = place(file, None, Form::Pem).path;
        self.found.values().flatten().any(|place| place.path == name && place.line.is_some())
    }

    /// Whether something in this file stayed unknown because we did not get to look.
    pub(super) fn is_unknown(&self, file: &Path) -> bool {
        let name = place(file, None, Form::Pem).path;
        self.unread.iter().any(|unread| unread.denied && unread.place.path == name)
    }

    /// Whether these bytes are a certificate that was found already, wherever. Debian's store has each in three places, and
    /// the library reads them all once more: such bytes need not be decoded again.
    pub(super) fn holds(&self, der: &[u8]) -> bool {
        self.found.contains_key(&Digest::of(der))
    }

    /// Takes a certificate and keeps its bytes.
    pub(super) fn take(&mut self, certificate: &Certificate, place: Place) {
        self.take_der(certificate.der(), place);
    }

    /// Notes one more place of a certificate that [`Self::holds`] knows.
    pub(super) fn take_again(&mut self, der: &[u8], place: Place) {
        self.take_der(der, place);
    }

    fn take_der(&mut self, der: &[u8], place: Place) {
        if self.exhausted {
            return;
        }
        let digest = Digest::of(der);
        let held = self.found.contains_key(&digest);
        if self.places >= MOST_PLACES {
            return self.exhaust(&place, &format!("{MOST_PLACES} certificates"));
        }
        if !held && let Err(fault) = self.objects.put(der) {
            return self.fail(place, &format!("the certificate could not be kept: {fault}"), Looked::No);
        }
        if self.found.entry(digest).or_default().insert(place) {
            self.places = self.places.saturating_add(1);
        }
    }

    /// Stops the reading at a bound, and says so once.
    pub(super) fn exhaust(&mut self, place: &Place, most: &str) {
        self.bounded = false;
        if !std::mem::replace(&mut self.exhausted, true) {
            self.unread.push(Unread {
                place: place.clone(),
                reason: Shown::new(&format!("not read from here on: a store of more than {most} is cut")),
                denied: true,
            });
        }
    }

    /// Notes something that could not be read.
    pub(super) fn fail(&mut self, place: Place, reason: &str, looked: Looked) {
        if self.unread.len() >= MOST_UNREAD {
            self.exhaust(&place, &format!("{MOST_UNREAD} things that can't be read"));
            return;
        }
        self.unread.push(Unread { place, reason: Shown::new(reason), denied: looked == Looked::No });
    }

    /// The facts.
    pub(super) fn finish(self, origin: StoreOrigin) -> StoreFacts {
        let certificates = self
            .found
            .into_iter()
            .map(|(object, places)| StoreCertificate { object, places: places.into_iter().collect() })
            .collect();
        StoreFacts { origin, certificates, unread: self.unread, searched: self.searched }
    }
}

/// Whether we got to look at what could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looked {
    /// We looked, and no certificate stands there.
    Yes,
    /// We did not get to look: what stands there is unknown.
    No,
}

/// A place in a file or folder.
pub(super) fn place(path: &Path, line: Option<u64>, form: Form) -> Place {
    Place { path: Shown::new(&path.display().to_string()), line, form, kept: None }
}
