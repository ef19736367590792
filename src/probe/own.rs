//! Reads the certificates that this host itself presents: from the file or thumbprint that was named, from what Exchange says
//! of its own, and where neither was given, from the files that Postfix's settings name. A private key beside a certificate is
//! noted as being there; nothing of it is kept, and no key is opened. It judges nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "reading the files that hold the host's own certificates is what it is for"
)]

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::store::{InStore, Presented, find_postconf, in_machine_store, postfix_presents};
use crate::evidence::Objects;
use crate::observation::{ExchangeCertificate, KeyAccess, OwnCertificate, OwnFacts, OwnKey, OwnSource, OwnUnread};
use crate::pki::{BundleEncoding, BundleFault, Certificate, decode_certificates, pem_blocks};
use crate::vocabulary::{Digest, Sha1Fingerprint, Shown};

/// The longest file that is read, in bytes: a chain of ten certificates with a key of RSA 8192 is 40 kB.
pub const LONGEST_OWN: u64 = 1 << 20;

/// The most certificates of a host's own that are taken. A host presents one or two; Exchange lists those of its past as well.
pub const MOST_OWN: usize = 64;

/// The most certificates that are taken of one chain: OpenSSL verifies chains of at most 100.
const MOST_IN_CHAIN: usize = 100;

/// The most blocks of PEM that are looked at in one file.
const MOST_BLOCKS: usize = 1_000;

/// What was asked for of the host's own certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnChoice {
    /// `--own-certificate`. None where it was not given.
    pub named: Option<OwnNamed>,
    /// `--exchange-certificates`: those that Exchange uses for SMTP. None where it was not given.
    pub exchange: Option<Vec<GivenCertificate>>,
}

/// `--own-certificate`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnNamed {
    /// A file with certificates, the host's own first.
    File(PathBuf),
    /// The SHA-1 of one in the machine's store `My`.
    Thumbprint(Sha1Fingerprint),
}

/// A certificate as Exchange describes it, with its bytes where they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenCertificate {
    /// The file that it stands in.
    pub place: Shown,
    /// What Exchange says of it.
    pub described: ExchangeCertificate,
    /// Its bytes (`RawData`). None where the file lacks them.
    pub der: Option<Vec<u8>>,
}

/// Reads what was asked for, and without that what Postfix's settings name; each certificate goes into `objects`. None where
/// nothing was asked for and nothing is set. `search` is where postconf is looked for.
pub fn read_own(choice: &OwnChoice, objects: &Objects, search: &[PathBuf]) -> Option<OwnFacts> {
    let mut own = Own { objects, facts: OwnFacts::default() };
    match &choice.named {
        Some(OwnNamed::File(path)) => own.read(OwnSource::Asked, std::slice::from_ref(path), None),
        Some(OwnNamed::Thumbprint(thumbprint)) => own.find(thumbprint),
        None => {}
    }
    for given in choice.exchange.iter().flatten() {
        own.take_given(given);
    }
    if choice.named.is_none() && choice.exchange.is_none() {
        let postconf = find_postconf(search)?;
        own.read_postfix(&postconf);
    }
    let nothing = own.facts.certificates.is_empty() && own.facts.unread.is_empty();
    let asked = choice.named.is_some() || choice.exchange.is_some();
    (asked || !nothing).then_some(own.facts)
}

/// What was found so far.
struct Own<'a> {
    objects: &'a Objects,
    facts: OwnFacts,
}

impl Own<'_> {
    fn read_postfix(&mut self, postconf: &Path) {
        for Presented { source, files, key } in postfix_presents(postconf) {
            self.read(source, &files, key.as_deref());
        }
    }

    /// Reads files as one: of Postfix's list each may hold a part of a chain, or its key. `key` is a file of its own for the
    /// key, which is looked for and not opened.
    fn read(&mut self, source: OwnSource, files: &[PathBuf], key: Option<&Path>) {
        let mut bytes = Vec::new();
        let place = files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        for path in files {
            match whole(path) {
                Ok(read) => {
                    bytes.extend(read);
                    // A file that lacks its last line end must not run into the next one.
                    if files.len() > 1 {
                        bytes.push(b'\n');
                    }
                }
                Err(error) => {
                    let looked = if error.kind() == io::ErrorKind::NotFound { Looked::Yes } else { Looked::No };
                    return self.fail(source, &path.display().to_string(), &words(&error), looked);
                }
            }
        }
        let parts = chains(&bytes);
        if parts.iter().all(|part| part.certificates.is_empty()) {
            let why = decode_certificates(&bytes).errors.into_iter().find(|error| !is_key(&error.fault));
            let why = why.map_or("it holds no certificate".to_owned(), |error| error.to_string());
            return self.fail(source, &place, &why, Looked::Yes);
        }
        for part in parts {
            let key = match (part.key, key) {
                (KeyBlock::Here, _) => here(&place),
                (KeyBlock::None, Some(file)) => in_file(file),
                (KeyBlock::None, None) => OwnKey::NotSeen,
            };
            self.take(source, &place, &part.certificates, key, None);
        }
    }

    /// Looks a thumbprint up in the machine's store.
    fn find(&mut self, thumbprint: &Sha1Fingerprint) {
        match in_machine_store(thumbprint) {
            Ok(Some(InStore { place, der, key })) => match Certificate::decode(&der) {
                Ok(certificate) => self.take(OwnSource::Asked, place.as_str(), &[certificate], key, None),
                Err(fault) => self.fail(OwnSource::Asked, place.as_str(), &fault.to_string(), Looked::Yes),
            },
            Ok(None) => {
                let why = "no certificate in LocalMachine\\My has this thumbprint";
                self.fail(OwnSource::Asked, &thumbprint.to_string(), why, Looked::Yes);
            }
            Err(error) => self.fail(OwnSource::Asked, &thumbprint.to_string(), &words(&error), Looked::No),
        }
    }

    /// Takes one that Exchange describes. What its file lacks is looked up in the machine's store, where there is one.
    fn take_given(&mut self, given: &GivenCertificate) {
        let thumbprint = &given.described.thumbprint;
        let found = in_machine_store(thumbprint).ok().flatten();
        let der = given.der.clone().or_else(|| found.as_ref().map(|found| found.der.clone()));
        let certificate = der.as_deref().map(Certificate::decode);
        let key = match (found, given.described.has_private_key) {
            (Some(found), _) => found.key,
            (None, Some(true)) => OwnKey::Present { place: None, access: KeyAccess::NotAsked },
            (None, Some(false)) => OwnKey::Absent,
            (None, None) => OwnKey::NotSeen,
        };
        let chain = match certificate {
            Some(Ok(certificate)) if certificate.sha1() == *thumbprint => vec![certificate],
            Some(Ok(certificate)) => {
                let why = format!("its RawData is of another certificate, {}", certificate.sha1());
                let place = format!("{}, {thumbprint}", given.place);
                return self.fail(OwnSource::Exchange, &place, &why, Looked::Yes);
            }
            Some(Err(fault)) => {
                let place = format!("{}, {thumbprint}", given.place);
                return self.fail(OwnSource::Exchange, &place, &format!("its RawData: {fault}"), Looked::Yes);
            }
            None => Vec::new(),
        };
        self.take(OwnSource::Exchange, given.place.as_str(), &chain, key, Some(given.described.clone()));
    }

    fn take(
        &mut self,
        source: OwnSource,
        place: &str,
        chain: &[Certificate],
        key: OwnKey,
        described: Option<ExchangeCertificate>,
    ) {
        if self.facts.certificates.len() >= MOST_OWN {
            return self.fail(source, place, &format!("more than {MOST_OWN} certificates: not taken"), Looked::No);
        }
        let stored: Result<Vec<Digest>, _> =
            chain.iter().take(MOST_IN_CHAIN).map(|one| self.objects.put(one.der())).collect();
        match stored {
            Ok(chain) => {
                let place = Shown::new(place);
                self.facts.certificates.push(OwnCertificate { source, place, chain, key, described });
            }
            Err(fault) => self.fail(source, place, &fault.to_string(), Looked::No),
        }
    }

    fn fail(&mut self, source: OwnSource, place: &str, why: &str, looked: Looked) {
        if self.facts.unread.len() < MOST_OWN {
            let (place, reason, denied) = (Shown::new(place), Shown::new(why), looked == Looked::No);
            self.facts.unread.push(OwnUnread { source, place, reason, denied });
        }
    }
}

/// Whether we got to look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looked {
    Yes,
    No,
}

/// A chain of a file, its own certificate first.
struct Part {
    certificates: Vec<Certificate>,
    key: KeyBlock,
}

/// Whether a private key stands beside a chain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyBlock {
    Here,
    None,
}

/// The chains of a file. With several private keys each begins a chain (postconf(5), `smtpd_tls_chain_files`); with one, or
/// none, all certificates are one chain, wherever the key stands.
fn chains(bytes: &[u8]) -> Vec<Part> {
    let bundle = decode_certificates(bytes);
    let blocks = if bundle.encoding == Some(BundleEncoding::Pem) { pem_blocks(bytes, MOST_BLOCKS) } else { Vec::new() };
    let is_key = |label: &Shown| label.as_str().ends_with("PRIVATE KEY");
    let keys = blocks.iter().filter(|block| is_key(&block.label)).count();
    if keys < 2 {
        let key = if keys == 1 { KeyBlock::Here } else { KeyBlock::None };
        let certificates = match bundle.encoding {
            // A PKCS #7 is a set without order (RFC 5652 §10.2.3).
            Some(BundleEncoding::Pkcs7) => own_first(bundle.items),
            _ => bundle.items,
        };
        return vec![Part { certificates, key }];
    }
    let mut parts: Vec<Part> = Vec::new();
    for block in blocks {
        if is_key(&block.label) {
            parts.push(Part { certificates: Vec::new(), key: KeyBlock::Here });
        } else if let (Some(part), Ok(content)) = (parts.last_mut(), &block.content) {
            part.certificates.extend(Certificate::decode(content).ok());
        }
    }
    parts.retain(|part| !part.certificates.is_empty());
    parts
}

/// The same certificates with the one first that issued none of the others.
fn own_first(mut certificates: Vec<Certificate>) -> Vec<Certificate> {
    let issues = |one: &Certificate| certificates.iter().any(|other| other != one && other.issuer() == one.subject());
    if let Some(own) = certificates.iter().position(|one| !issues(one)) {
        certificates.swap(0, own);
    }
    certificates
}

fn is_key(fault: &BundleFault) -> bool {
    matches!(fault, BundleFault::OtherBlock { label } if label.as_str().ends_with("PRIVATE KEY"))
}

fn here(place: &str) -> OwnKey {
    OwnKey::Present { place: Some(Shown::new(place)), access: KeyAccess::NotAsked }
}

/// Whether a key's file is there. It is not opened.
fn in_file(path: &Path) -> OwnKey {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => here(&path.display().to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => OwnKey::Absent,
        Ok(_) | Err(_) => OwnKey::NotSeen,
    }
}

/// The bytes of a file. A pipe or a device is none: it would wait for ever.
fn whole(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("no regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST_OWN.saturating_add(1)).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= LONGEST_OWN => Ok(bytes),
        _ => Err(io::Error::other(format!("longer than {LONGEST_OWN} bytes"))),
    }
}

/// The error in words that do not hang on the system's language where it is a common one.
fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "not found".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
