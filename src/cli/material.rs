//! The files of `certready verify`, read: certificates here, CRLs and OCSP answers in `sources`, each with its place. A file
//! that can't be read ends the command; something in it that can't be read is noted, because the rest may be enough.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::sources::Sources;
use super::verify::VerifyArgs;
use super::{ExitStatus, Refusal};
use crate::evidence::Objects;
use crate::pki::chain::Material;
use crate::pki::{
    BundleEncoding, BundleFault, Certificate, LONGEST_CERTIFICATE, Name, PemBlock, Place, Published, Serial,
    decode_certificates, doubtful_line, pem_blocks,
};
use crate::probe::{StoreChoice, Surroundings, read_store};
use crate::report::{UnusedRow, store_origin};
use crate::vocabulary::Shown;

/// The largest file of certificates that is read, in bytes: as much as of a trust store's.
const LARGEST_BUNDLE: u64 = 16 << 20;

/// The most objects that are read of one file.
pub(super) const MOST_OBJECTS: usize = 10_000;

/// Words of labels of PEM under which something else than a certificate stands, without anybody's mistake (RFC 7468, and what
/// OpenSSL and `BoringSSL` write).
const BESIDE: [&str; 6] = ["KEY", "PARAMETERS", "PKCS7", "CMS", "CRL", "OCSP"];

/// The files, read.
pub(super) struct Files {
    /// The certificate that is judged. None where it is not known which certificate the first file begins with.
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
    let mut sources = Sources::default();
    for (place, path) in args.chain.iter().enumerate() {
        let read = files.certificates(path, &mut sources)?;
        if place == 0 {
            files.target = files.first(path, &read);
        }
        files.material.candidates.extend(read.found);
    }
    for path in &args.untrusted {
        let read = files.certificates(path, &mut sources)?;
        files.material.candidates.extend(read.found);
    }
    for path in &args.anchor {
        let read = files.certificates(path, &mut sources)?;
        files.material.anchors.extend(read.found);
        files.material.anchors_unread = files.material.anchors_unread.saturating_add(read.unread);
    }
    files.anchors = if args.anchor.is_empty() {
        files.host_store()
    } else {
        format!("{} given", counted(files.material.anchors.len()))
    };
    for path in &args.crl {
        sources.of_file(path, Published::Crl)?;
    }
    for path in &args.ocsp {
        sources.of_file(path, Published::OcspAnswer)?;
    }
    let responders = sources.answers.iter().flat_map(|answer| &answer.certificates);
    let held = files.material.candidates.iter().chain(&files.material.anchors).chain(responders);
    let serials: BTreeSet<Serial> = held.map(|certificate| certificate.serial().clone()).collect();
    sources.read_crls(&serials)?;
    files.material.crls = sources.crls;
    files.material.answers = sources.answers;
    files.material.sources_unread = sources.unread;
    files.crl_places = sources.crl_places;
    files.answer_places = sources.answer_places;
    files.unused.extend(sources.unused);
    Ok(files)
}

impl Files {
    /// The certificates of a file; what else it holds goes to the sources.
    fn certificates(&mut self, path: &Path, sources: &mut Sources) -> Result<Certificates, Refusal> {
        let bytes = whole_file(path, LARGEST_BUNDLE)?;
        let bundle = decode_certificates(&bytes);
        let is_pem = bundle.encoding == Some(BundleEncoding::Pem);
        let blocks = if is_pem { pem_blocks(&bytes, MOST_OBJECTS) } else { Vec::new() };
        sources.beside_certificates(path, &bytes, &blocks);
        let first = blocks.iter().find(|block| holds_certificates(block));
        let set = match (bundle.encoding, first) {
            (Some(BundleEncoding::Pkcs7), _) => Some(bundle.items.clone()),
            (_, Some(PemBlock { label, content: Ok(content), .. })) if is_pkcs7(label) => {
                Some(decode_certificates(content).items)
            }
            _ => None,
        };
        let mut read = Certificates { found: bundle.items, first: Sure::Yes, set, unread: 0 };
        // Behind the first certificate it says nothing about which one is the first.
        let behind = |place| matches!((place, first), (Place::Line(line), Some(first)) if line > first.line);
        for error in &bundle.errors {
            if !read.found.is_empty() && is_no_certificate(&error.fault) {
                continue;
            }
            self.miss(path, &mut read, &error.to_string(), behind(error.place));
        }
        for block in blocks.iter().filter(|block| hides_a_certificate(block)) {
            let why =
                format!("line {}: what stands under the label {} looks like certificates", block.line, block.label);
            self.miss(path, &mut read, &why, behind(Place::Line(block.line)));
        }
        if let Some(line) = doubtful_line(&bytes).filter(|_| is_pem) {
            self.miss(path, &mut read, &no_boundary(line), behind(Place::Line(line)));
        }
        Ok(read)
    }

    /// Notes a part of a file that can't be read.
    fn miss(&mut self, path: &Path, read: &mut Certificates, why: &str, behind_the_first: bool) {
        self.note(path, why);
        read.unread = read.unread.saturating_add(1);
        if !behind_the_first {
            read.first = Sure::No;
        }
    }

    /// The certificate that a file begins with. None where that is not known.
    fn first(&mut self, path: &Path, read: &Certificates) -> Option<Certificate> {
        match (read.first, &read.set) {
            (Sure::No, _) => None,
            (Sure::Yes, None) => read.found.first().cloned(),
            (Sure::Yes, Some(set)) => {
                let end = end_of(set);
                if end.is_none() {
                    self.note(
                        path,
                        "a PKCS #7 has no order, and more than one certificate in it issued none of the others",
                    );
                }
                end
            }
        }
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
    /// Where it begins with a PKCS #7: the certificates of that, in no order (RFC 5652 §10.2.3).
    set: Option<Vec<Certificate>>,
    /// How many parts could not be read.
    unread: usize,
}

/// Whether something is known for certain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    Yes,
    No,
}

/// Whether a block holds certificates by its label.
fn holds_certificates(block: &PemBlock) -> bool {
    matches!(block.label.as_str(), "CERTIFICATE" | "X509 CERTIFICATE") || is_pkcs7(&block.label)
}

fn is_pkcs7(label: &Shown) -> bool {
    matches!(label.as_str(), "PKCS7" | "CMS")
}

/// Whether a block that is passed over, because of its label, holds certificates by its content.
fn hides_a_certificate(block: &PemBlock) -> bool {
    let holds = |content: &Vec<u8>| matches!(Published::of(content), Some(Published::Certificate | Published::Pkcs7));
    is_beside(&block.label) && !is_pkcs7(&block.label) && block.content.as_ref().is_ok_and(holds)
}

/// The only certificate that issued none of the others, by their names. None where there are several.
fn end_of(set: &[Certificate]) -> Option<Certificate> {
    let distinct: BTreeMap<&[u8], &Certificate> = set.iter().map(|one| (one.der(), one)).collect();
    let mut issued: BTreeMap<&Name, usize> = BTreeMap::new();
    for certificate in distinct.values() {
        let count = issued.entry(certificate.issuer()).or_default();
        *count = count.saturating_add(1);
    }
    // Itself is no other.
    let by_itself = |one: &Certificate| usize::from(one.issuer() == one.subject());
    let issued_none = |one: &Certificate| issued.get(one.subject()).copied().unwrap_or_default() == by_itself(one);
    let mut ends = distinct.into_values().filter(|one| issued_none(one));
    ends.next().filter(|_| ends.next().is_none()).cloned()
}

fn counted(anchors: usize) -> String {
    format!("{anchors} trust anchor{}", if anchors == 1 { "" } else { "s" })
}

pub(super) fn no_boundary(line: usize) -> String {
    format!("line {line} seems to belong to a block, by its boundaries to none: what begins or ends there is not read")
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

pub(super) fn shown(path: &Path, line: Option<usize>) -> Shown {
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    Shown::new(&format!("{}{line}", path.display()))
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Refusal {
    let story = format!("{} can't be read: {error}", Shown::new(&path.display().to_string()));
    Refusal { status: ExitStatus::Unreadable, story }
}

/// The bytes of a file that is not larger than this.
pub(super) fn whole_file(path: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
        return Ok(bytes);
    }
    Err(unreadable(path, &io::ErrorKind::FileTooLarge.into()))
}
