//! The CRLs and OCSP answers of `certready verify`, taken by what they are, wherever they stand: in a file that was given for
//! them, or beside certificates. What may be one and can't be read is counted: it may say that a certificate is revoked.
//!
//! Answers are read at once, CRLs last: a responder's certificate comes with its answer, and a CRL may list it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::Refusal;
use super::material::{MOST_OBJECTS, no_boundary, shown, unreadable, whole_file};
use crate::pki::crl::{AskedSerials, Body, CrlFault, CrlReading, read_crl};
use crate::pki::ocsp::{BasicResponse, OcspAnswer};
use crate::pki::{PemBlock, Published, Serial, doubtful_line, pem_blocks, pkcs7_crls};
use crate::report::UnusedRow;
use crate::vocabulary::Shown;

/// The largest file of CRLs in PEM that is read, in bytes. PEM is read into memory; a larger CRL is given in DER, which
/// streams, whatever its size.
const LARGEST_PEM: u64 = 64 << 20;

/// How much of a file in DER is looked at to tell what it is: far more than a CRL's issuer takes.
const LOOKED_AT: u64 = 64 << 10;

/// The longest header of an element whose length is told by [`Published::length`].
const LONGEST_HEADER: u64 = 6;

/// Words of labels of PEM (RFC 7468, and what OpenSSL and `BoringSSL` write) under which stands what says nothing about a
/// revocation.
const NO_SOURCE: [&str; 4] = ["CERTIFICATE", "KEY", "PARAMETERS", "REQUEST"];

/// What was found, and what is still to be read.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) crls: Vec<CrlReading>,
    /// The place of each CRL.
    pub(super) crl_places: Vec<Shown>,
    pub(super) answers: Vec<BasicResponse>,
    /// The place of each OCSP answer.
    pub(super) answer_places: Vec<Shown>,
    /// How many could not be read.
    pub(super) unread: usize,
    /// What could not be used.
    pub(super) unused: Vec<UnusedRow>,
    /// The CRLs that are still to be read.
    waiting: Vec<(Shown, Held)>,
}

/// Where CRLs in DER stand.
enum Held {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Sources {
    /// A file that was given for its CRLs or OCSP answers; `meant` is which, where that does not show.
    pub(super) fn of_file(&mut self, path: &Path, meant: Published) -> Result<(), Refusal> {
        let mut head = Vec::new();
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        file.take(LOOKED_AT).read_to_end(&mut head).map_err(|error| unreadable(path, &error))?;
        if head.first() != Some(&0x30) {
            self.of_pem(path, &whole_file(path, LARGEST_PEM)?);
            return Ok(());
        }
        let place = shown(path, None);
        match Published::of(&head).unwrap_or(meant) {
            // What is no CRL at all is said by who reads them.
            Published::Crl | Published::Certificate => self.waiting.push((place, Held::File(path.to_owned()))),
            what => {
                let content = whole_file(path, LARGEST_PEM)?;
                if self.take(what, content, &place) == 0 {
                    self.note_none(place);
                }
            }
        }
        Ok(())
    }

    fn of_pem(&mut self, path: &Path, text: &[u8]) {
        let mut found = 0_usize;
        // One more than is taken, to know whether there are more.
        for (index, block) in pem_blocks(text, MOST_OBJECTS.saturating_add(1)).into_iter().enumerate() {
            let place = shown(path, Some(block.line));
            match block.content {
                _ if index >= MOST_OBJECTS => {
                    self.note(place, &format!("more than {MOST_OBJECTS} blocks: the rest was not read"));
                }
                Ok(content) => match source(&block.label, &content) {
                    Some(what) => found = found.saturating_add(self.take(what, content, &place)),
                    None if NO_SOURCE.into_iter().any(|word| block.label.as_str().contains(word)) => {}
                    None => self.note(place, &format!("the label {} says nothing of what stands there", block.label)),
                },
                Err(bad) => self.note(place, &bad.to_string()),
            }
        }
        if let Some(line) = doubtful_line(text) {
            self.note(shown(path, None), &no_boundary(line));
        } else if found == 0 {
            self.note_none(shown(path, None));
        }
    }

    /// The CRLs and OCSP answers in a file that was given for its certificates, whose blocks these are.
    pub(super) fn beside_certificates(&mut self, path: &Path, bytes: &[u8], blocks: &[PemBlock]) {
        let whole = Published::of(bytes).filter(|what| *what != Published::Certificate);
        if let Some(what) = whole.filter(|_| blocks.is_empty()) {
            self.take(what, bytes.to_vec(), &shown(path, None));
        }
        for block in blocks {
            let place = shown(path, Some(block.line));
            match &block.content {
                Ok(content) => {
                    if let Some(what) = source(&block.label, content) {
                        self.take(what, content.clone(), &place);
                    }
                }
                Err(bad) if by_label(&block.label).is_some() => self.note(place, &bad.to_string()),
                Err(_) => {}
            }
        }
    }

    /// Takes an object by what it is. How many sources it is, read or not.
    fn take(&mut self, what: Published, content: Vec<u8>, place: &Shown) -> usize {
        match what {
            Published::OcspAnswer => self.take_answer(&content, place.clone()),
            Published::Crl | Published::Certificate => self.waiting.push((place.clone(), Held::Bytes(content))),
            Published::Pkcs7 => match pkcs7_crls(&content) {
                Ok(crls) => {
                    let count = crls.len();
                    self.waiting.extend(crls.into_iter().map(|crl| (place.clone(), Held::Bytes(crl.to_vec()))));
                    return count;
                }
                Err(fault) => self.note(place.clone(), &fault.to_string()),
            },
        }
        1
    }

    fn take_answer(&mut self, der: &[u8], place: Shown) {
        match OcspAnswer::decode(der) {
            Ok(OcspAnswer::Basic(basic)) if basic.trailing == 0 => {
                self.answers.push(*basic);
                self.answer_places.push(place);
            }
            Ok(OcspAnswer::Basic(basic)) => {
                self.note(place, &format!("{} bytes follow its end, and belong to nothing", basic.trailing));
            }
            // That was read, and is no status of anything.
            Ok(OcspAnswer::Refused { refusal, .. }) => {
                let why = Shown::new(&format!("the responder gave no status: {refusal}, which nobody signs"));
                self.unused.push(UnusedRow { place, why });
            }
            Err(fault) => self.note(place, &fault.to_string()),
        }
    }

    /// Reads the CRLs that were found, and of their entries those with these serials.
    pub(super) fn read_crls(&mut self, serials: &BTreeSet<Serial>) -> Result<(), Refusal> {
        let serials = AskedSerials::from(serials);
        for (place, held) in std::mem::take(&mut self.waiting) {
            let found = match held {
                Held::Bytes(der) => {
                    crls_of(&mut Cursor::new(der), &serials).unwrap_or_else(|error| Err(error.to_string()))
                }
                Held::File(path) => File::open(&path)
                    .and_then(|mut file| crls_of(&mut file, &serials))
                    .map_err(|error| unreadable(&path, &error))?,
            };
            match found {
                Ok(found) => {
                    self.crl_places.extend(found.iter().map(|_| place.clone()));
                    self.crls.extend(found);
                }
                Err(why) => self.note(place, &why),
            }
        }
        Ok(())
    }

    /// Notes a CRL or an OCSP answer that can't be read.
    fn note(&mut self, place: Shown, why: &str) {
        self.unread = self.unread.saturating_add(1);
        self.unused.push(UnusedRow { place, why: Shown::new(why) });
    }

    fn note_none(&mut self, place: Shown) {
        self.note(place, "it holds no CRL and no OCSP answer");
    }
}

/// Which source a block of PEM holds, by its content; by its label where that does not show, or says another thing than a
/// certificate. None where it holds none.
fn source(label: &Shown, content: &[u8]) -> Option<Published> {
    match Published::of(content) {
        None | Some(Published::Certificate) => by_label(label),
        shows => shows,
    }
}

/// Which source a label speaks of: those of RFC 7468 §6 and §8, what other tools write, and whatever is like them.
fn by_label(label: &Shown) -> Option<Published> {
    let says = |word: &str| label.as_str().contains(word);
    match () {
        () if says("REQUEST") => None,
        () if says("CRL") || says("REVOCATION") => Some(Published::Crl),
        () if says("OCSP") => Some(Published::OcspAnswer),
        () if says("PKCS7") || says("CMS") => Some(Published::Pkcs7),
        () => None,
    }
}

/// The CRLs that stand here in DER, one behind the other; or why they do not count.
///
/// # Errors
/// Where they can't be read at all.
fn crls_of(input: &mut (impl Read + Seek), serials: &AskedSerials) -> io::Result<Result<Vec<CrlReading>, String>> {
    let mut start = 0_u64;
    let mut found: Vec<CrlReading> = Vec::new();
    loop {
        let mut head = Vec::new();
        input.seek(SeekFrom::Start(start))?;
        input.by_ref().take(LONGEST_HEADER).read_to_end(&mut head)?;
        if head.is_empty() && !found.is_empty() {
            return Ok(Ok(found));
        }
        if found.len() >= MOST_OBJECTS {
            return Ok(Err(format!("it holds more than {MOST_OBJECTS} CRLs")));
        }
        input.seek(SeekFrom::Start(start))?;
        // Not beyond its own end: who reads a CRL reads whatever follows, which would be the whole file for each.
        let length = Published::length(&head).unwrap_or(u64::MAX);
        match read_crl(input.by_ref().take(length), serials, Body::NotDigested) {
            Ok(reading) => {
                start = start.saturating_add(reading.length);
                found.push(reading);
            }
            Err(CrlFault::Read { kind, .. }) => return Err(kind.into()),
            // Bytes that belong to nothing make all doubtful: then none of them counts.
            Err(fault) if start > 0 => return Ok(Err(format!("behind {start} bytes of CRLs: {fault}"))),
            Err(fault) => return Ok(Err(fault.to_string())),
        }
    }
}
