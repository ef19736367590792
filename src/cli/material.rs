//! The files of `certready verify`, read: certificates, CRLs and OCSP answers, each with its place. A file that can't be read
//! ends the command; something in it that can't be read is noted, because the rest may be enough.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::args::VerifyArgs;
use super::{ExitStatus, Refusal};
use crate::evidence::Objects;
use crate::pki::chain::Material;
use crate::pki::crl::{Body, CrlFault, CrlReading, read_crl};
use crate::pki::ocsp::OcspAnswer;
use crate::pki::{
    BundleEncoding, BundleFault, Certificate, LONGEST_CERTIFICATE, Place, Serial, decode_certificates, doubtful_line,
    pem_blocks,
};
use crate::probe::{StoreChoice, Surroundings, read_store};
use crate::report::{UnusedRow, store_origin};
use crate::vocabulary::Shown;

/// The largest file of certificates that is read, in bytes: as much as of a trust store's.
const LARGEST_BUNDLE: u64 = 16 << 20;

/// The largest file of CRLs in PEM that is read, in bytes. PEM is read into memory; a larger CRL is given in DER, which
/// streams, whatever its size.
const LARGEST_PEM: u64 = 64 << 20;

/// The most objects that are read of one file.
const MOST_OBJECTS: usize = 10_000;

/// Words of labels of PEM under which something else than a CRL or an OCSP answer stands, without anybody's mistake (RFC
/// 7468, and what OpenSSL and `BoringSSL` write).
const BESIDE: [&str; 7] = ["CERTIFICATE", "KEY", "PARAMETERS", "PKCS7", "CMS", "CRL", "OCSP"];

/// The files, read.
pub(super) struct Files {
    /// The certificate that is judged. None where the first file begins with none.
    pub(super) target: Option<Certificate>,
    /// Everything else that is at hand.
    pub(super) material: Material,
    /// Whose trust anchors they are.
    pub(super) anchors: String,
    /// The place of each CRL.
    pub(super) crl_places: Vec<Shown>,
    /// The place of each OCSP answer.
    pub(super) answer_places: Vec<Shown>,
    /// What could not be used.
    pub(super) unused: Vec<UnusedRow>,
}

/// Reads the files that the arguments name, and the host's trust store where no anchor is given.
///
/// # Errors
/// [`Refusal`] with 65 where a file can't be read at all.
pub(super) fn read(args: &VerifyArgs) -> Result<Files, Refusal> {
    let mut files = Files {
        target: None,
        material: Material::default(),
        anchors: String::new(),
        crl_places: Vec::new(),
        answer_places: Vec::new(),
        unused: Vec::new(),
    };
    for (place, path) in args.chain.iter().enumerate() {
        let read = files.certificates(path)?;
        // Where something before it can't be read, which certificate is the first is not known.
        if place == 0 && read.first == Sure::Yes {
            files.target = read.found.first().cloned();
        }
        files.material.candidates.extend(read.found);
    }
    for path in &args.untrusted {
        let read = files.certificates(path)?;
        files.material.candidates.extend(read.found);
    }
    for path in &args.anchor {
        let read = files.certificates(path)?;
        files.material.anchors.extend(read.found);
        files.material.anchors_unread = files.material.anchors_unread.saturating_add(read.unread);
    }
    files.anchors = if args.anchor.is_empty() {
        files.host_store()
    } else {
        format!("{} given", counted(files.material.anchors.len()))
    };
    // The answers first: a responder's certificate comes with its answer, and a CRL may list it.
    let unused = std::mem::take(&mut files.unused);
    for path in &args.ocsp {
        files.answers(path)?;
    }
    let of_answers = std::mem::replace(&mut files.unused, unused);
    let responders = files.material.answers.iter().flat_map(|answer| &answer.certificates);
    let held = files.material.candidates.iter().chain(&files.material.anchors).chain(responders);
    let serials: BTreeSet<Serial> = held.map(|certificate| certificate.serial().clone()).collect();
    for path in &args.crl {
        files.crls(path, &serials)?;
    }
    files.unused.extend(of_answers);
    Ok(files)
}

impl Files {
    /// The certificates of a file.
    fn certificates(&mut self, path: &Path) -> Result<Certificates, Refusal> {
        let bytes = whole_file(path, LARGEST_BUNDLE)?;
        let bundle = decode_certificates(&bytes);
        let first = first_certificate(&bytes);
        let mut read = Certificates { found: bundle.items, first: Sure::Yes, unread: 0 };
        for error in &bundle.errors {
            if !read.found.is_empty() && is_no_certificate(&error.fault) {
                continue;
            }
            self.note(path, &error.to_string());
            read.unread = read.unread.saturating_add(1);
            let behind = matches!((error.place, first), (Place::Line(line), Some(first)) if line > first);
            if !behind {
                read.first = Sure::No;
            }
        }
        if bundle.encoding == Some(BundleEncoding::Pem)
            && let Some(line) = doubtful_line(&bytes)
        {
            self.note(path, &no_boundary(line));
            read.unread = read.unread.saturating_add(1);
            if first.is_none_or(|first| line < first) {
                read.first = Sure::No;
            }
        }
        Ok(read)
    }

    /// The anchors of the host's trust store, and how much of it could not be read.
    fn host_store(&mut self) -> String {
        let objects = Objects::new();
        let facts = read_store(&StoreChoice::Host, &objects, &Surroundings::of_process());
        self.material.anchors_unread = facts.unread.len();
        for held in facts.anchors() {
            let bytes = objects.small(&held.object, LONGEST_CERTIFICATE).ok().flatten().unwrap_or_default();
            match Certificate::decode(&bytes) {
                Ok(certificate) => self.material.anchors.push(certificate),
                Err(_) => self.material.anchors_unread = self.material.anchors_unread.saturating_add(1),
            }
        }
        format!("{} of {}", counted(self.material.anchors.len()), store_origin(&facts.origin))
    }

    /// The CRLs of a file: DER, streamed, one or several one behind the other; or blocks of PEM.
    fn crls(&mut self, path: &Path, serials: &BTreeSet<Serial>) -> Result<(), Refusal> {
        let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
        let mut first = [0; 1];
        let read = file.read(&mut first).map_err(|error| unreadable(path, &error))?;
        if read == 1 && first != [0x30] {
            return self.crls_of_pem(path, serials);
        }
        match crls_of_der(&mut file, serials) {
            Ok(found) => {
                for reading in found {
                    self.take_crl(reading, shown(path, None));
                }
            }
            Err(NotCrls::Unreadable(error)) => return Err(unreadable(path, &error)),
            Err(NotCrls::Malformed(why)) => self.unread(shown(path, None), &why),
        }
        Ok(())
    }

    fn crls_of_pem(&mut self, path: &Path, serials: &BTreeSet<Serial>) -> Result<(), Refusal> {
        let text = whole_file(path, LARGEST_PEM)?;
        // RFC 7468 §6; the second is what some tools write.
        self.blocks(path, &text, &["X509 CRL", "CRL"], |files, content, place| {
            match read_crl(content, serials, Body::NotDigested) {
                Ok(reading) if reading.trailing > 0 => files.unread(place, &trailing(reading.trailing)),
                Ok(reading) => files.take_crl(reading, place),
                Err(fault) => files.unread(place, &fault.to_string()),
            }
        });
        Ok(())
    }

    /// The blocks of PEM with one of these labels, each read; and everything that may hide another is unread.
    fn blocks(&mut self, path: &Path, text: &[u8], labels: &[&str], read: impl Fn(&mut Self, &[u8], Shown)) {
        let mut any = false;
        // One more than is taken, to know whether there are more.
        for (index, block) in pem_blocks(text, MOST_OBJECTS.saturating_add(1)).into_iter().enumerate() {
            let place = shown(path, Some(block.line));
            let wanted = labels.contains(&block.label.as_str());
            any |= wanted;
            match block.content {
                _ if index >= MOST_OBJECTS => {
                    self.unread(place, &format!("more than {MOST_OBJECTS} blocks: the rest was not read"));
                }
                Ok(content) if wanted => read(self, &content, place),
                Ok(_) if is_beside(&block.label) => {}
                Ok(_) => self.unread(place, &format!("the label {} says nothing of what stands there", block.label)),
                Err(bad) => self.unread(place, &bad.to_string()),
            }
        }
        if let Some(line) = doubtful_line(text) {
            self.unread(shown(path, None), &no_boundary(line));
        } else if !any {
            self.unread(shown(path, None), &format!("it holds nothing under the label {}", labels.join(" or ")));
        }
    }

    fn take_crl(&mut self, reading: CrlReading, place: Shown) {
        self.material.crls.push(reading);
        self.crl_places.push(place);
    }

    /// The OCSP answers of a file: one in DER, or blocks of PEM.
    fn answers(&mut self, path: &Path) -> Result<(), Refusal> {
        let bytes = whole_file(path, LARGEST_BUNDLE)?;
        if bytes.first() == Some(&0x30) {
            self.take_answer(&bytes, shown(path, None));
            return Ok(());
        }
        self.blocks(path, &bytes, &["OCSP RESPONSE"], Self::take_answer);
        Ok(())
    }

    fn take_answer(&mut self, der: &[u8], place: Shown) {
        match OcspAnswer::decode(der) {
            Ok(OcspAnswer::Basic(basic)) if basic.trailing == 0 => {
                self.material.answers.push(*basic);
                self.answer_places.push(place);
            }
            Ok(OcspAnswer::Basic(basic)) => {
                self.unread(place, &trailing(u64::try_from(basic.trailing).unwrap_or(u64::MAX)));
            }
            // That was read, and is no status of anything.
            Ok(OcspAnswer::Refused { refusal, .. }) => {
                let why = Shown::new(&format!("the responder gave no status: {refusal}, which nobody signs"));
                self.unused.push(UnusedRow { place, why });
            }
            Err(fault) => self.unread(place, &fault.to_string()),
        }
    }

    /// Notes a CRL or an OCSP answer that can't be read: it may say that a certificate is revoked.
    fn unread(&mut self, place: Shown, why: &str) {
        self.material.sources_unread = self.material.sources_unread.saturating_add(1);
        self.unused.push(UnusedRow { place, why: Shown::new(why) });
    }

    fn note(&mut self, path: &Path, why: &str) {
        self.unused.push(UnusedRow { place: shown(path, None), why: Shown::new(why) });
    }
}

/// The certificates of a file.
struct Certificates {
    /// Each that was read, in the order of the file.
    found: Vec<Certificate>,
    /// Whether the first of them is the first that stands there.
    first: Sure,
    /// How many parts could not be read.
    unread: usize,
}

/// Whether something is known for certain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    Yes,
    No,
}

/// The line of the first block of PEM that holds certificates by its label. None where there is none.
fn first_certificate(bytes: &[u8]) -> Option<usize> {
    let holds = |label: &Shown| matches!(label.as_str(), "CERTIFICATE" | "X509 CERTIFICATE" | "PKCS7" | "CMS");
    pem_blocks(bytes, MOST_OBJECTS).into_iter().find(|block| holds(&block.label)).map(|block| block.line)
}

/// Why a file gives no CRLs.
enum NotCrls {
    /// It can't be read.
    Unreadable(io::Error),
    /// What stands in it is no row of CRLs: then none of it counts, because bytes that belong to nothing make all doubtful.
    Malformed(String),
}

/// The CRLs of a file in DER, one behind the other.
fn crls_of_der(file: &mut File, serials: &BTreeSet<Serial>) -> Result<Vec<CrlReading>, NotCrls> {
    let mut start = 0_u64;
    let mut found: Vec<CrlReading> = Vec::new();
    loop {
        file.seek(SeekFrom::Start(start)).map_err(NotCrls::Unreadable)?;
        let reading = match read_crl(&mut *file, serials, Body::NotDigested) {
            Ok(reading) => reading,
            Err(CrlFault::Read { kind, .. }) => return Err(NotCrls::Unreadable(kind.into())),
            Err(fault) if start == 0 => return Err(NotCrls::Malformed(fault.to_string())),
            Err(fault) => return Err(NotCrls::Malformed(format!("behind {start} bytes of CRLs: {fault}"))),
        };
        if found.len() >= MOST_OBJECTS {
            return Err(NotCrls::Malformed(format!("it holds more than {MOST_OBJECTS} CRLs")));
        }
        start = start.saturating_add(reading.length);
        let last = reading.trailing == 0;
        found.push(reading);
        if last {
            return Ok(found);
        }
    }
}

fn counted(anchors: usize) -> String {
    format!("{anchors} trust anchor{}", if anchors == 1 { "" } else { "s" })
}

fn trailing(count: u64) -> String {
    format!("{count} bytes follow its end, and belong to nothing")
}

fn no_boundary(line: usize) -> String {
    format!("line {line} looks like the boundary of a block and is none: what begins or ends there is not read")
}

/// A key or a CRL beside the certificates is nobody's mistake.
fn is_no_certificate(fault: &BundleFault) -> bool {
    match fault {
        BundleFault::OtherBlock { label } => is_beside(label) && !label.as_str().contains("CERTIFICATE"),
        _ => false,
    }
}

fn is_beside(label: &Shown) -> bool {
    let says = |word: &str| label.as_str().contains(word);
    BESIDE.into_iter().any(says) && !says("REVOCATION")
}

fn shown(path: &Path, line: Option<usize>) -> Shown {
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    Shown::new(&format!("{}{line}", path.display()))
}

fn unreadable(path: &Path, error: &io::Error) -> Refusal {
    let story = format!("{} can't be read: {error}", Shown::new(&path.display().to_string()));
    Refusal { status: ExitStatus::Unreadable, story }
}

/// The bytes of a file that is not larger than this.
fn whole_file(path: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
        return Ok(bytes);
    }
    Err(unreadable(path, &io::ErrorKind::FileTooLarge.into()))
}
