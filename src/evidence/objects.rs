//! The bytes of one run, by their SHA-256, while it runs: small ones in memory, large ones in temporary files without a
//! name, so that nothing is left behind by a kill. No object is ever decoded, changed or removed here.
//!
//! The probe streams into it from several fetches at once; the examination reads from it; a folder that is read back
//! yields the same type, so that judging has one path.
#![expect(clippy::disallowed_methods, reason = "the bytes of a run go to temporary files without a name")]

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_lc_rs::digest;

use crate::vocabulary::Digest;

/// Objects up to this many bytes stay in memory. Certificates, OCSP answers and block pages are smaller; among real
/// CRLs about half are.
pub const SMALL: usize = 64 * 1024;

/// All bytes of one run together: 1 GiB, as the project's issue says. Twenty CRLs of the 44 MB at which Microsoft's own
/// test warns fit into it.
pub const RUN_BYTES: u64 = 1 << 30;

/// Small objects together take at most this much memory; beyond it they go to files as well. A store of 400
/// certificates needs less than one megabyte, so only hostile evidence gets here.
const MEMORY: u64 = 64 * 1024 * 1024;

/// The objects of one run. A clone is another handle to the same objects.
#[derive(Clone)]
pub struct Objects {
    shared: Arc<Shared>,
}

struct Shared {
    kept: Mutex<BTreeMap<Digest, Bytes>>,
    run: Tally,
    memory: Tally,
}

/// Why bytes could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum SpoolFault {
    /// The run's bytes would grow beyond the bound, in bytes. What was taken before stays whole.
    #[error("all bytes of a run together would be more than {0}")]
    RunBound(u64),
    /// This host's own disk failed.
    #[error("a temporary file failed")]
    Io(#[from] io::Error),
}

impl Objects {
    /// An empty store that takes [`RUN_BYTES`].
    pub fn new() -> Self {
        Self::bounded(RUN_BYTES)
    }

    /// An empty store that takes at most this many bytes.
    pub fn bounded(most: u64) -> Self {
        let shared = Shared { kept: Mutex::default(), run: Tally::new(most), memory: Tally::new(MEMORY) };
        Self { shared: Arc::new(shared) }
    }

    /// Begins an object whose bytes come piece by piece.
    pub fn begin(&self) -> Spool {
        Spool {
            body: Body::Memory(Vec::new()),
            hash: digest::Context::new(&digest::SHA256),
            held: Held { shared: Arc::clone(&self.shared), run: 0, memory: 0 },
            failed: None,
        }
    }

    /// Keeps bytes that are at hand.
    ///
    /// # Errors
    /// [`SpoolFault`] where they could not be taken in.
    pub fn put(&self, bytes: &[u8]) -> Result<Digest, SpoolFault> {
        let mut spool = self.begin();
        spool.write(bytes)?;
        spool.finish().map(|(digest, _)| digest)
    }

    /// The length of an object in bytes. None where there is no such object.
    pub fn length(&self, digest: &Digest) -> Option<u64> {
        locked(&self.shared.kept).get(digest).map(Bytes::length)
    }

    /// A reader of its own for an object, from the first byte. Several may read one object at once; each read of a large
    /// object is a system call, so give it a buffer. None where there is no such object.
    pub fn open(&self, digest: &Digest) -> Option<Reader> {
        let bytes = locked(&self.shared.kept).get(digest).cloned()?;
        Some(Reader { bytes, at: 0 })
    }

    /// A whole object. None where there is no such object, or where it is longer than `limit` bytes: [`Self::length`]
    /// tells which.
    ///
    /// # Errors
    /// The system's, where the temporary file can't be read.
    pub fn small(&self, digest: &Digest, limit: usize) -> io::Result<Option<Vec<u8>>> {
        match self.length(digest) {
            Some(length) if length <= count(limit) => self.head(digest, limit),
            _ => Ok(None),
        }
    }

    /// The first bytes of an object: `most`, or fewer where it is shorter. None where there is no such object.
    ///
    /// # Errors
    /// The system's, where the temporary file can't be read.
    pub fn head(&self, digest: &Digest, most: usize) -> io::Result<Option<Vec<u8>>> {
        let Some(reader) = self.open(digest) else { return Ok(None) };
        let mut bytes = Vec::new();
        reader.take(count(most)).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Every object's digest and length in bytes, in the order of the digests.
    pub fn list(&self) -> Vec<(Digest, u64)> {
        locked(&self.shared.kept).iter().map(|(digest, bytes)| (*digest, bytes.length())).collect()
    }

    /// How many bytes are kept or being taken in.
    pub fn total(&self) -> u64 {
        self.shared.run.used.load(Ordering::Relaxed)
    }
}

impl Default for Objects {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Objects").field("objects", &self.list().len()).field("bytes", &self.total()).finish()
    }
}

/// An object that is being taken in. One that is dropped before its end was never there.
pub struct Spool {
    body: Body,
    hash: digest::Context,
    held: Held,
    failed: Option<io::ErrorKind>,
}

enum Body {
    Memory(Vec<u8>),
    File(File),
}

impl Spool {
    /// Takes in the next bytes.
    ///
    /// # Errors
    /// [`SpoolFault::RunBound`] takes none of these bytes and leaves those before as they are, so that the object can
    /// still be finished; after [`SpoolFault::Io`] it can't.
    pub fn write(&mut self, chunk: &[u8]) -> Result<(), SpoolFault> {
        if let Some(kind) = self.failed {
            return Err(SpoolFault::Io(kind.into()));
        }
        if !self.held.take_run(count(chunk.len())) {
            return Err(SpoolFault::RunBound(self.held.shared.run.most));
        }
        self.append(chunk).inspect_err(|error| self.failed = Some(error.kind()))?;
        self.hash.update(chunk);
        Ok(())
    }

    fn append(&mut self, chunk: &[u8]) -> io::Result<()> {
        if let Body::Memory(bytes) = &mut self.body {
            let fits = bytes.len().saturating_add(chunk.len()) <= SMALL;
            if fits && self.held.take_memory(count(chunk.len())) {
                bytes.extend_from_slice(chunk);
                return Ok(());
            }
            let mut file = tempfile::tempfile()?;
            file.write_all(bytes)?;
            self.body = Body::File(file);
            self.held.give_memory();
        }
        match &mut self.body {
            Body::Memory(bytes) => bytes.extend_from_slice(chunk),
            Body::File(file) => file.write_all(chunk)?,
        }
        Ok(())
    }

    /// How many bytes were taken in.
    pub const fn length(&self) -> u64 {
        self.held.run
    }

    /// Keeps the object under its digest. The same bytes twice are one object.
    ///
    /// # Errors
    /// [`SpoolFault::Io`] where a write failed before.
    pub fn finish(mut self) -> Result<(Digest, u64), SpoolFault> {
        let length = self.length();
        let digest = Digest::from_bytes(self.hash.finish().as_ref()).ok_or(io::ErrorKind::InvalidData);
        let digest = self.failed.map_or(digest, Err).map_err(io::Error::from)?;
        let bytes = match self.body {
            Body::Memory(bytes) => Bytes::Memory(bytes.into()),
            Body::File(file) => Bytes::File { file: Arc::new(Mutex::new(file)), length },
        };
        let mut kept = locked(&self.held.shared.kept);
        if let std::collections::btree_map::Entry::Vacant(place) = kept.entry(digest) {
            place.insert(bytes);
            (self.held.run, self.held.memory) = (0, 0);
        }
        drop(kept);
        Ok((digest, length))
    }
}

impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spool").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// What an unfinished object takes of the two bounds: given back when it is dropped.
struct Held {
    shared: Arc<Shared>,
    run: u64,
    memory: u64,
}

impl Held {
    fn take_run(&mut self, bytes: u64) -> bool {
        let taken = self.shared.run.take(bytes);
        self.run = self.run.saturating_add(if taken { bytes } else { 0 });
        taken
    }

    fn take_memory(&mut self, bytes: u64) -> bool {
        let taken = self.shared.memory.take(bytes);
        self.memory = self.memory.saturating_add(if taken { bytes } else { 0 });
        taken
    }

    fn give_memory(&mut self) {
        self.shared.memory.give(std::mem::take(&mut self.memory));
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.give_memory();
        self.shared.run.give(self.run);
    }
}

/// A bound, and how much of it is used, in bytes.
struct Tally {
    used: AtomicU64,
    most: u64,
}

impl Tally {
    const fn new(most: u64) -> Self {
        Self { used: AtomicU64::new(0), most }
    }

    fn take(&self, bytes: u64) -> bool {
        let more = |used: u64| used.checked_add(bytes).filter(|sum| *sum <= self.most);
        self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }

    fn give(&self, bytes: u64) {
        self.used.fetch_sub(bytes, Ordering::Relaxed);
    }
}

/// The bytes of one finished object.
#[derive(Clone)]
enum Bytes {
    Memory(Arc<[u8]>),
    /// The system's position of the file is shared by all its handles: who reads it holds the lock and seeks first.
    File {
        file: Arc<Mutex<File>>,
        length: u64,
    },
}

impl Bytes {
    fn length(&self) -> u64 {
        match self {
            Self::Memory(bytes) => count(bytes.len()),
            Self::File { length, .. } => *length,
        }
    }
}

/// Reads one object from its first byte, whatever others read.
pub struct Reader {
    bytes: Bytes,
    at: u64,
}

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let got = match &self.bytes {
            Bytes::Memory(bytes) => {
                let rest = usize::try_from(self.at).ok().and_then(|at| bytes.get(at..));
                rest.unwrap_or_default().read(into)?
            }
            Bytes::File { file, length } => {
                let mut file = locked(file);
                file.seek(SeekFrom::Start(self.at))?;
                (&mut *file).take(length.saturating_sub(self.at)).read(into)?
            }
        };
        self.at = self.at.saturating_add(count(got));
        Ok(got)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("at", &self.at).field("length", &self.bytes.length()).finish()
    }
}

/// Nothing that is done under these locks can leave a half-made value, so a panic elsewhere takes nothing away.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A length in memory as a length in a file.
fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
