//! A CRL of any size, written as it is made, so that the launcher stays small: a child's peak memory begins with that of
//! its parent.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};

use crate::Outcome;
use crate::setting::Setting;

/// sha256WithRSAEncryption with its NULL (RFC 4055 §5).
const ALGORITHM: [u8; 15] = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b, 5, 0];

/// The extensions of an entry that gives the reason keyCompromise (RFC 5280 §5.3.1).
const REASON: [u8; 14] = [0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 0x15, 4, 3, 10, 1, 1];

/// crlExtensions with the number 1 (RFC 5280 §5.2.3).
const NUMBER: [u8; 16] = [0xa0, 14, 0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 0x14, 4, 3, 2, 1, 1];

/// A serial of sixteen octets and a UTCTime, each with its header.
const SHORT: usize = 18 + 15;

/// What differs from entry to entry, the same in each run: nothing of it follows a pattern that a processor could guess.
struct Entry {
    serial: [u8; 16],
    date: String,
    reason: &'static [u8],
}

/// The entries, without an end. Every second one has a reason, on the average.
fn entries() -> impl Iterator<Item = Entry> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(move || {
        let [first, second, other] = [0; 3].map(|_: u64| {
            // xorshift64.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        });
        // The first octet is neither negative nor needless.
        let first = (first & (u64::MAX >> 2)) | (1 << 62);
        let mut serial = [0; 16];
        serial[..8].copy_from_slice(&first.to_be_bytes());
        serial[8..].copy_from_slice(&second.to_be_bytes());
        let part = |shift: u32, below: u64| (other >> shift) % below;
        let (year, month, day) = (24 + part(8, 2), 1 + part(12, 12), 1 + part(18, 28));
        let date = format!("{year}{month:02}{day:02}{:02}{:02}{:02}Z", part(26, 24), part(34, 60), part(42, 60));
        Entry { serial, date, reason: if other % 2 == 0 { &REASON } else { &[] } }
    })
}

/// Writes `name`, signed by the setting's CA: serials of sixteen octets, about half of the entries with a reason, so that
/// an entry takes 42 bytes on the average. The setting's leaf is not listed.
pub(crate) fn write(setting: &Setting, name: &str, count: usize) -> Outcome<()> {
    let list: usize = entries().take(count).map(|entry| 2 + SHORT + entry.reason.len()).sum();
    let mut before = vec![2, 1, 1];
    before.extend(ALGORITHM);
    before.extend(issuer(b"Bench-CA"));
    before.extend(element(0x17, b"260101000000Z"));
    before.extend(element(0x17, b"490101000000Z"));
    before.extend(header(0x30, list));
    let content = before.len() + list + NUMBER.len();
    let tbs = header(0x30, content);

    let mut out = BufWriter::new(File::create(setting.path("tbs"))?);
    out.write_all(&tbs)?;
    out.write_all(&before)?;
    for entry in entries().take(count) {
        out.write_all(&header(0x30, SHORT + entry.reason.len()))?;
        out.write_all(&element(2, &entry.serial))?;
        out.write_all(&element(0x17, entry.date.as_bytes()))?;
        out.write_all(entry.reason)?;
    }
    out.write_all(&NUMBER)?;
    out.into_inner()?;

    setting.openssl("dgst -sha256 -sign ca.key -out signature tbs")?;
    let mut signature = vec![0];
    signature.extend(fs::read(setting.path("signature"))?);
    let signature = element(3, &signature);
    let mut out = File::create(setting.path(name))?;
    out.write_all(&header(0x30, tbs.len() + content + ALGORITHM.len() + signature.len()))?;
    io::copy(&mut File::open(setting.path("tbs"))?, &mut out)?;
    out.write_all(&ALGORITHM)?;
    out.write_all(&signature)?;
    Ok(fs::remove_file(setting.path("tbs"))?)
}

/// The header of a DER element (X.690 §8.1.3).
fn header(tag: u8, length: usize) -> Vec<u8> {
    let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
    match digits.as_slice() {
        [] => vec![tag, 0],
        [short @ 0..=0x7f] => vec![tag, *short],
        more => [&[tag, 0x80 | u8::try_from(more.len()).unwrap_or(8)], more].concat(),
    }
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    [header(tag, content.len()), content.to_vec()].concat()
}

/// A name of one commonName.
fn issuer(common_name: &[u8]) -> Vec<u8> {
    let attribute = [vec![6, 3, 0x55, 4, 3], element(0x0c, common_name)].concat();
    element(0x30, &element(0x31, &element(0x30, &attribute)))
}
