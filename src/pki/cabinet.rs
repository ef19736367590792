//! A cabinet ([MS-CAB]) of one list: how Windows Update serves its lists of certificates. Its first file is unpacked, stored or
//! compressed with MSZIP, in memory and within bounds. Cabinets of several parts, and other compressions, are named and not
//! read.
//!
//! The crate `cab` was left: an index out of range in it panicked with 188 of 30,000 changed cabinets.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// What a cabinet begins with (§2.1).
const MAGIC: &[u8] = b"MSCF";

/// What the data of an MSZIP block begins with (§3.1).
const MSZIP_MAGIC: &[u8] = b"CK";

/// The most that a block unpacks to (§2.4).
const LARGEST_BLOCK: u16 = 32 * 1024;

/// The longest file that is unpacked: ten times the list of roots, which has 200 kB.
const LONGEST_FILE: u32 = 2 << 20;

/// Flags of the header (§2.1): parts before and behind, and room for other data.
const HAS_PREVIOUS: u16 = 1;
const HAS_NEXT: u16 = 2;
const HAS_RESERVE: u16 = 4;

/// Why a cabinet can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACabinet {
    /// It ends before what it announces.
    #[error("the cabinet ends within its {0}")]
    Truncated(&'static str),
    /// It is one part of several.
    #[error("the cabinet is one part of several")]
    InParts,
    /// It has no file in it.
    #[error("the cabinet is empty")]
    Empty,
    /// Its file is longer than is unpacked.
    #[error("the cabinet's file has {0} bytes: more than {LONGEST_FILE} are not unpacked")]
    TooLong(u32),
    /// Its file is compressed in a way that is not read here (§2.2: 2 is Quantum, 3 is LZX).
    #[error("the cabinet's compression {0} is not read here (0, stored, and 1, MSZIP, are)")]
    Compression(u16),
    /// A block is not what its length, its sum or its compression says.
    #[error("block {0} of the cabinet is damaged")]
    Block(u16),
}

/// Whether bytes begin as a cabinet.
pub(super) fn is_cabinet(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The first file of a cabinet.
///
/// # Errors
/// [`NotACabinet`].
pub(super) fn unpack(cabinet: &[u8]) -> Result<Vec<u8>, NotACabinet> {
    let header = Header::read(cabinet)?;
    let mut files = Reader::at(cabinet, header.files, "list of files");
    let length = files.u32()?;
    let start = files.u32()?;
    let folder = files.u16()?;
    if length > LONGEST_FILE || start > LONGEST_FILE {
        return Err(NotACabinet::TooLong(length.max(start)));
    }
    // A folder number at the top of the range is a file of several parts (§2.3).
    if folder >= header.folders {
        return Err(NotACabinet::InParts);
    }
    let mut folders = Reader { rest: header.behind, part: "list of folders" };
    folders.skip(usize::from(folder).saturating_mul(8_usize.saturating_add(header.folder_reserve)))?;
    let blocks = folders.u32()?;
    let count = folders.u16()?;
    let compression = folders.u16()? & 0x0f;
    let (start, length) = (size(start), size(length));
    let end = start.saturating_add(length);
    let mut blocks = Reader::at(cabinet, blocks, "blocks");
    let mut unpacked = Vec::new();
    for number in 0..count {
        if unpacked.len() >= end {
            break;
        }
        let block = Block::read(&mut blocks, header.data_reserve, number)?;
        match compression {
            0 => block.store(&mut unpacked)?,
            1 => block.inflate(&mut unpacked)?,
            other => return Err(NotACabinet::Compression(other)),
        }
    }
    unpacked.get(start..end).map(<[u8]>::to_vec).ok_or(NotACabinet::Truncated("file"))
}

/// What of the header counts (§2.1).
struct Header<'a> {
    /// Where the list of files begins.
    files: u32,
    folders: u16,
    folder_reserve: usize,
    data_reserve: usize,
    /// What follows the header: the folders.
    behind: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(cabinet: &'a [u8]) -> Result<Self, NotACabinet> {
        let mut reader = Reader { rest: cabinet, part: "header" };
        reader.skip(16)?;
        let files = reader.u32()?;
        reader.skip(6)?;
        let folders = reader.u16()?;
        let count = reader.u16()?;
        let flags = reader.u16()?;
        reader.skip(4)?;
        let (mut folder_reserve, mut data_reserve) = (0, 0);
        if flags & HAS_RESERVE != 0 {
            let header_reserve = reader.u16()?;
            let [folder, data] = reader.u16()?.to_le_bytes();
            (folder_reserve, data_reserve) = (usize::from(folder), usize::from(data));
            reader.skip(usize::from(header_reserve))?;
        }
        match (flags & (HAS_PREVIOUS | HAS_NEXT), folders, count) {
            (0, 1.., 1..) => Ok(Self { files, folders, folder_reserve, data_reserve, behind: reader.rest }),
            (0, ..) => Err(NotACabinet::Empty),
            _ => Err(NotACabinet::InParts),
        }
    }
}

/// One block of data (§2.4).
struct Block<'a> {
    number: u16,
    data: &'a [u8],
    unpacked: u16,
}

impl<'a> Block<'a> {
    fn read(reader: &mut Reader<'a>, reserve: usize, number: u16) -> Result<Self, NotACabinet> {
        let sum = reader.u32()?;
        let lengths = reader.u32()?;
        let [a, b, c, d] = lengths.to_le_bytes();
        let (packed, unpacked) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
        reader.skip(reserve)?;
        let data = reader.take(usize::from(packed))?;
        // 0: it was not computed. Over reserved room it is computed in more than one way, and left.
        let sum_fits = sum == 0 || reserve > 0 || sum == checksum(data) ^ lengths;
        if !sum_fits || unpacked > LARGEST_BLOCK {
            return Err(NotACabinet::Block(number));
        }
        Ok(Self { number, data, unpacked })
    }

    fn store(&self, into: &mut Vec<u8>) -> Result<(), NotACabinet> {
        if self.data.len() != usize::from(self.unpacked) {
            return Err(NotACabinet::Block(self.number));
        }
        into.extend_from_slice(self.data);
        Ok(())
    }

    /// Deflate (RFC 1951) that begins anew in each block, and may point back into what was unpacked before (§3.1).
    fn inflate(&self, into: &mut Vec<u8>) -> Result<(), NotACabinet> {
        let damaged = NotACabinet::Block(self.number);
        let deflated = self.data.strip_prefix(MSZIP_MAGIC).ok_or(damaged)?;
        let (behind, wanted) = (into.len(), usize::from(self.unpacked));
        into.resize(behind.saturating_add(wanted), 0);
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let mut state = DecompressorOxide::new();
        match decompress(&mut state, deflated, into, behind, flags) {
            (TINFLStatus::Done, _, written) if written == wanted => Ok(()),
            _ => Err(damaged),
        }
    }
}

/// The sum of a block's data (§3.2): its words of 32 bits, exclusively ored; the last one, where it is short, with its octets
/// the other way round.
fn checksum(data: &[u8]) -> u32 {
    let (words, rest) = data.as_chunks::<4>();
    let last = rest.iter().fold(0, |word, octet| (word << 8) | u32::from(*octet));
    words.iter().fold(last, |sum, word| sum ^ u32::from_le_bytes(*word))
}

/// A length as an index; one that has no room is past every end.
fn size(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// Little-endian fields, one after another.
struct Reader<'a> {
    rest: &'a [u8],
    part: &'static str,
}

impl<'a> Reader<'a> {
    fn at(cabinet: &'a [u8], offset: u32, part: &'static str) -> Self {
        Self { rest: cabinet.get(size(offset)..).unwrap_or_default(), part }
    }

    const fn take(&mut self, count: usize) -> Result<&'a [u8], NotACabinet> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            return Err(NotACabinet::Truncated(self.part));
        };
        self.rest = rest;
        Ok(taken)
    }

    const fn skip(&mut self, count: usize) -> Result<(), NotACabinet> {
        match self.take(count) {
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn u16(&mut self) -> Result<u16, NotACabinet> {
        let octets = self.take(2)?.try_into().map_err(|_| NotACabinet::Truncated(self.part))?;
        Ok(u16::from_le_bytes(octets))
    }

    fn u32(&mut self) -> Result<u32, NotACabinet> {
        let octets = self.take(4)?.try_into().map_err(|_| NotACabinet::Truncated(self.part))?;
        Ok(u32::from_le_bytes(octets))
    }
}
