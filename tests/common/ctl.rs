//! Certificate trust lists and cabinets as Microsoft writes them, and wrong ones. A writer only.

use certready::vocabulary::Timestamp;

use super::der;
use super::pki::day;

/// `szOID_CTL`.
pub(crate) const CTL: &str = "1.3.6.1.4.1.311.10.1";
/// What a list of roots is for (`szOID_ROOT_LIST_SIGNER`), and a list of what is disallowed (`szOID_DISALLOWED_LIST`).
pub(crate) const ROOT_LIST: &str = "1.3.6.1.4.1.311.10.3.9";
pub(crate) const DISALLOWED_LIST: &str = "1.3.6.1.4.1.311.10.3.30";
/// By what certificates are named.
pub(crate) const SHA1: &str = "1.3.14.3.2.26";
pub(crate) const SHA256: &str = "2.16.840.1.101.3.4.2.1";
pub(crate) const SIGNATURE_HASH: &str = "1.3.6.1.4.1.311.10.11.15";

/// A list, good unless told otherwise.
#[derive(Clone)]
pub(crate) struct Ctl {
    usage: &'static str,
    algorithm: &'static str,
    this_update: Vec<u8>,
    next_update: Vec<u8>,
    subjects: Vec<Vec<u8>>,
    behind: Vec<u8>,
}

impl Ctl {
    /// A list of roots, by their SHA-1.
    pub(crate) fn of_roots(sha1s: &[&[u8]]) -> Self {
        Self::new(ROOT_LIST, SHA1, sha1s)
    }

    /// A list that names certificates by identifiers of this kind.
    pub(crate) fn new(usage: &'static str, algorithm: &'static str, identifiers: &[&[u8]]) -> Self {
        let attribute = der::seq([der::oid("1.3.6.1.4.1.311.10.11.11"), der::tlv(0x31, &der::octets(b"R\0\0\0"))]);
        let subject = |identifier: &&[u8]| der::seq([der::octets(identifier), der::tlv(0x31, &attribute)]);
        Self {
            usage,
            algorithm,
            this_update: der::time(day(-10)),
            next_update: Vec::new(),
            subjects: identifiers.iter().map(subject).collect(),
            behind: Vec::new(),
        }
    }

    /// With this element in the place of the time of issue.
    pub(crate) fn this_update(mut self, element: Vec<u8>) -> Self {
        self.this_update = element;
        self
    }

    pub(crate) fn next_update(mut self, at: Timestamp) -> Self {
        self.next_update = der::time(at);
        self
    }

    /// With this element among the certificates.
    pub(crate) fn subject(mut self, element: Vec<u8>) -> Self {
        self.subjects.push(element);
        self
    }

    /// With this behind all of it.
    pub(crate) fn behind(mut self, bytes: &[u8]) -> Self {
        self.behind = bytes.to_vec();
        self
    }

    /// The list alone.
    pub(crate) fn bare(&self) -> Vec<u8> {
        let name: Vec<u8> = "Test_1\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        der::seq([
            der::seq([der::oid(self.usage)]),
            der::octets(&name),
            der::int(0x0102_0304),
            self.this_update.clone(),
            self.next_update.clone(),
            der::seq([der::oid(self.algorithm), der::null()]),
            der::seq(&self.subjects),
            self.behind.clone(),
        ])
    }

    /// In a SignedData that nobody signed: nobody looks at that.
    pub(crate) fn signed(&self) -> Vec<u8> {
        signed_data(CTL, &self.bare())
    }
}

/// A SignedData of PKCS #7 1.5 with this content.
pub(crate) fn signed_data(content_type: &str, content: &[u8]) -> Vec<u8> {
    let info = der::seq([der::oid(content_type), der::context(0, content)]);
    let signed = der::seq([der::int(1), der::tlv(0x31, &[]), info, der::tlv(0x31, &[])]);
    der::seq([der::oid("1.2.840.113549.1.7.2"), der::context(0, &signed)])
}

/// How a cabinet's data is packed.
#[derive(Clone, Copy)]
pub(crate) enum Packed {
    Stored,
    /// MSZIP, whose blocks of deflate hold the data as it is.
    MsZip,
}

/// A cabinet with one file, with its sums; each block holds at most `block` bytes of it.
pub(crate) fn cabinet(file: &[u8], packed: Packed, block: usize) -> Vec<u8> {
    let name = b"authroot.stl\0";
    let mut blocks = Vec::new();
    for part in file.chunks(block) {
        let length = (part.len() as u16).to_le_bytes();
        let data = match packed {
            Packed::Stored => part.to_vec(),
            Packed::MsZip => {
                let not = (!(part.len() as u16)).to_le_bytes();
                [b"CK", &[1_u8][..], &length, &not, part].concat()
            }
        };
        let lengths = [(data.len() as u16).to_le_bytes(), length].concat();
        let sum = sum(&data) ^ u32::from_le_bytes(lengths.clone().try_into().unwrap());
        blocks.extend([&sum.to_le_bytes()[..], &lengths, &data].concat());
    }
    let count = file.len().div_ceil(block) as u16;
    let (files, data) = (36_u32 + 8, 36 + 8 + 16 + name.len());
    let size = (data + blocks.len()) as u32;
    let mut cabinet = b"MSCF\0\0\0\0".to_vec();
    cabinet.extend(size.to_le_bytes());
    cabinet.extend([0; 4]);
    cabinet.extend(files.to_le_bytes());
    cabinet.extend([0, 0, 0, 0, 3, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    cabinet.extend((data as u32).to_le_bytes());
    cabinet.extend(count.to_le_bytes());
    cabinet.extend(u16::from(matches!(packed, Packed::MsZip)).to_le_bytes());
    cabinet.extend((file.len() as u32).to_le_bytes());
    cabinet.extend([0; 12]);
    cabinet.extend(name);
    cabinet.extend(blocks);
    cabinet
}

/// The sum of a block's data.
fn sum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum, word| {
        let mut word = word.to_vec();
        if word.len() == 4 {
            word.reverse();
        }
        sum ^ word.iter().fold(0, |value, octet| value << 8 | u32::from(*octet))
    })
}
