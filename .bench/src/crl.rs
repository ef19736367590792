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

/// Writes `name`, signed by the setting's CA: serials of sixteen octets, every second entry with a reason, so that an
/// entry takes 42 bytes on the average. The setting's leaf is not listed.
pub(crate) fn write(setting: &Setting, name: &str, entries: usize) -> Outcome<()> {
    let reasons = entries / 2;
    let list = entries * (2 + SHORT) + reasons * REASON.len();
    let mut before = vec![2, 1, 1];
    before.extend(ALGORITHM);
    before.extend(issuer(b"Bench-CA"));
    before.extend(time(b"260101000000Z"));
    before.extend(time(b"490101000000Z"));
    before.extend(header(0x30, list));
    let content = before.len() + list + NUMBER.len();
    let tbs = header(0x30, content);

    let mut out = BufWriter::new(File::create(setting.path("tbs"))?);
    out.write_all(&tbs)?;
    out.write_all(&before)?;
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for index in 0..entries {
        let mut serial = [0; 16];
        for half in serial.chunks_mut(8) {
            // xorshift64: the same serials in each run.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            half.copy_from_slice(&state.to_be_bytes());
        }
        serial[0] = 0x40 | (serial[0] & 0x3f);
        let reason: &[u8] = if index % 2 == 1 { &REASON } else { &[] };
        out.write_all(&header(0x30, SHORT + reason.len()))?;
        out.write_all(&[2, 16])?;
        out.write_all(&serial)?;
        out.write_all(&time(b"250630120000Z"))?;
        out.write_all(reason)?;
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

fn time(text: &[u8; 13]) -> [u8; 15] {
    let mut time = [0x17, 13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    time[2..].copy_from_slice(text);
    time
}

/// A name of one commonName.
fn issuer(common_name: &[u8]) -> Vec<u8> {
    let attribute = [vec![6, 3, 0x55, 4, 3], element(0x0c, common_name)].concat();
    element(0x30, &element(0x31, &element(0x30, &attribute)))
}
