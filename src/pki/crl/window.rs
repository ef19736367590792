//! The window through which a CRL is seen: 64 KiB of it at a time, whatever its size. What moves through is hashed: all
//! of it where the body's digest is asked for, and tbsCertList for the signature.

use std::io::{ErrorKind, Read};

use aws_lc_rs::digest;

use super::fault::CrlFault;
use crate::vocabulary::Digest;

/// How much of the body is in memory at a time, and therefore the longest part (an entry, a name, the extensions) that
/// can be read. Real names and extensions stay below 4 KiB; a few hundred reads for 44 MB, the size above which
/// Microsoft's own test warns, cost nothing, and 64 KiB stay within the processor's second-level cache, so that a byte
/// comes from memory once and is hashed and walked from there.
pub(super) const WINDOW: usize = 64 * 1024;

/// The longest tbsCertList that is kept in memory for an algorithm that can't be verified over a digest (Ed25519, RFC
/// 8410 §1: no prehash in certificates). Sixteen mebibytes hold 400,000 entries; no CA publishes such a CRL today.
pub const LONGEST_KEPT: usize = 16 * 1024 * 1024;

/// What becomes of the bytes of tbsCertList on their way.
pub(super) enum Sink {
    /// Nothing: they are not signed, or the algorithm is unknown.
    Nothing,
    /// They are hashed with the signature's digest.
    Hashed(digest::Context),
    /// They are kept, because the algorithm signs the bytes themselves.
    Kept(Vec<u8>),
    /// They were kept until there were too many.
    TooMany,
}

/// The window, and what has been read, taken and hashed so far.
pub(super) struct Window<R> {
    input: R,
    buffer: Vec<u8>,
    /// The first byte in the buffer that has not been taken.
    start: usize,
    /// The end of what has been read into the buffer.
    end: usize,
    /// How many bytes of the body have been taken: the offset of `start`.
    taken: u64,
    /// How many bytes the outermost element announces, once that is known.
    announced: Option<u64>,
    body: Option<digest::Context>,
    sink: Sink,
}

impl<R: Read> Window<R> {
    /// A window at the start of a body.
    pub(super) fn new(input: R, body: Option<digest::Context>) -> Self {
        let buffer = vec![0; WINDOW];
        Self { input, buffer, start: 0, end: 0, taken: 0, announced: None, body, sink: Sink::Nothing }
    }

    /// The offset of the first byte that has not been taken.
    pub(super) const fn at(&self) -> u64 {
        self.taken
    }

    /// Notes how long the outermost element says it is, header included, for [`CrlFault::Truncated`].
    pub(super) const fn announce(&mut self, length: u64) {
        self.announced = Some(length);
    }

    /// Where the bytes that are taken from here on go; what became of those before.
    pub(super) const fn pour(&mut self, into: Sink) -> Sink {
        std::mem::replace(&mut self.sink, into)
    }

    /// What is in the window and has not been taken.
    pub(super) fn seen(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// What is in the window, at least `wanted` bytes of it.
    ///
    /// # Errors
    /// [`CrlFault::Truncated`] where the body ends before that, [`CrlFault::Read`] where it can't be read.
    pub(super) fn at_least(&mut self, wanted: usize) -> Result<&[u8], CrlFault> {
        while self.end - self.start < wanted {
            self.more()?;
        }
        Ok(self.seen())
    }

    /// Reads on, once, behind what is in the window.
    ///
    /// # Errors
    /// As [`Self::at_least`].
    pub(super) fn more(&mut self) -> Result<(), CrlFault> {
        if self.read()? == 0 {
            let had = self.taken + count(self.end - self.start);
            return Err(if had == 0 {
                CrlFault::Empty
            } else {
                CrlFault::Truncated { had, announced: self.announced }
            });
        }
        Ok(())
    }

    /// Reads once; 0 where the body has ended, or the window is full.
    fn read(&mut self) -> Result<usize, CrlFault> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        let read = loop {
            match self.input.read(free) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                outcome => break outcome?.min(free.len()),
            }
        };
        if let (Some(body), Some(new)) = (&mut self.body, free.get(..read)) {
            body.update(new);
        }
        self.end += read;
        Ok(read)
    }

    /// Takes that many of the bytes that are seen.
    pub(super) fn take(&mut self, wanted: usize) {
        let taken = wanted.min(self.end - self.start);
        let bytes = self.buffer.get(self.start..self.start + taken).unwrap_or_default();
        match &mut self.sink {
            Sink::Hashed(context) => context.update(bytes),
            Sink::Kept(kept) if kept.len() + bytes.len() <= LONGEST_KEPT => kept.extend_from_slice(bytes),
            Sink::Kept(_) => self.sink = Sink::TooMany,
            Sink::Nothing | Sink::TooMany => {}
        }
        self.start += taken;
        self.taken += count(taken);
    }

    /// Reads what is left of the body, keeps none of it, and says how many bytes it was and what the whole body's digest
    /// is (None where it was not asked for).
    ///
    /// # Errors
    /// [`CrlFault::Read`].
    pub(super) fn drain(mut self) -> Result<(u64, Option<Digest>), CrlFault> {
        let from = self.taken;
        loop {
            self.take(WINDOW);
            if self.read()? == 0 {
                break;
            }
        }
        let digest = self.body.and_then(|body| Digest::from_bytes(body.finish().as_ref()));
        Ok((self.taken - from, digest))
    }
}

/// A length in memory as a length of a body: no machine that Rust runs on has more than 64 bits of either.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
