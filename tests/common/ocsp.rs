//! OCSP answers of the test PKI, written in DER by hand: the good one, and every wrong one (RFC 6960 §4.2). And the reading
//! of a request, for the responder that answers over HTTP.

use std::sync::Arc;

use certready::vocabulary::Timestamp;

use super::cert::{Issued, signed};
use super::der;
use super::encoding::from_base64;
use super::faults::Reply;
use super::key::{Algorithm, Key, sha1, sha256};
use super::pki::day;
use super::server::Request;

/// The OID of a nonce (RFC 8954 §2).
const NONCE: &str = "1.3.6.1.5.5.7.48.1.2";

/// What a responder says about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Good,
    /// Revoked at this time, without a reason.
    Revoked(Timestamp),
    /// Revoked at this time, for this reason code (RFC 5280 §5.3.1).
    RevokedFor(Timestamp, u8),
    Unknown,
}

/// An answer that bears no data (RFC 6960 §4.2.1). 4 is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OcspError {
    MalformedRequest = 1,
    InternalError = 2,
    TryLater = 3,
    SigRequired = 5,
    Unauthorized = 6,
}

impl OcspError {
    /// The whole answer: five bytes.
    pub(crate) fn der(self) -> Vec<u8> {
        der::seq([der::enumerated(self as u8)])
    }
}

/// The digest within a CertID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CertIdHash {
    Sha1,
    Sha256,
}

/// An OCSP answer to be signed. Unless told otherwise: one good entry, SHA-1 CertID, produced an hour ago, thisUpdate an
/// hour ago, nextUpdate in six days, signed by the issuer itself, byKey, no nonce, no certificates.
#[derive(Clone)]
pub(crate) struct Ocsp {
    singles: Vec<Single>,
    responder: Issued,
    by_name: bool,
    key: Arc<Key>,
    algorithm: Algorithm,
    produced_at: Timestamp,
    certificates: Vec<Vec<u8>>,
    extensions: Vec<Vec<u8>>,
    version: Option<u64>,
}

#[derive(Clone)]
struct Single {
    issuer: Issued,
    serial: Vec<u8>,
    hash: CertIdHash,
    status: Status,
    this_update: Timestamp,
    next_update: Option<Timestamp>,
    extensions: Vec<Vec<u8>>,
}

impl Ocsp {
    /// The issuer's own answer about this certificate.
    pub(crate) fn about(certificate: &Issued, issuer: &Issued) -> Self {
        Self::about_serial(&certificate.serial(), issuer)
    }

    /// The issuer's own answer about this serial number.
    pub(crate) fn about_serial(serial: &[u8], issuer: &Issued) -> Self {
        let hour_ago = Timestamp::from_unix(day(0).unix() - 3_600).unwrap();
        let single = Single {
            issuer: issuer.clone(),
            serial: serial.to_vec(),
            hash: CertIdHash::Sha1,
            status: Status::Good,
            this_update: hour_ago,
            next_update: Some(day(6)),
            extensions: Vec::new(),
        };
        Self {
            singles: vec![single],
            responder: issuer.clone(),
            by_name: false,
            key: issuer.shared_key(),
            algorithm: issuer.key().usual(),
            produced_at: hour_ago,
            certificates: Vec::new(),
            extensions: Vec::new(),
            version: None,
        }
    }

    fn each(mut self, change: impl Fn(&mut Single)) -> Self {
        self.singles.iter_mut().for_each(change);
        self
    }

    pub(crate) fn status(self, status: Status) -> Self {
        self.each(|single| single.status = status)
    }

    pub(crate) fn this_update(self, at: Timestamp) -> Self {
        self.each(|single| single.this_update = at)
    }

    pub(crate) fn next_update(self, at: Timestamp) -> Self {
        self.each(|single| single.next_update = Some(at))
    }

    /// Newer information is available all the time (RFC 6960 §4.2.2.1).
    pub(crate) fn no_next_update(self) -> Self {
        self.each(|single| single.next_update = None)
    }

    pub(crate) fn produced_at(mut self, at: Timestamp) -> Self {
        self.produced_at = at;
        self
    }

    /// The CertID with another digest.
    pub(crate) fn cert_id_hash(self, hash: CertIdHash) -> Self {
        self.each(|single| single.hash = hash)
    }

    /// The CertID of another issuer: an answer to a question that nobody asked.
    pub(crate) fn cert_id_issuer(self, issuer: &Issued) -> Self {
        self.each(|single| single.issuer = issuer.clone())
    }

    /// The CertID with another serial number.
    pub(crate) fn cert_id_serial(self, serial: &[u8]) -> Self {
        self.each(|single| single.serial = serial.to_vec())
    }

    /// Another answer's entries after this one's: a responder may tell more than was asked.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.singles.extend(other.singles);
        self
    }

    /// No entry at all.
    pub(crate) fn without_entries(mut self) -> Self {
        self.singles.clear();
        self
    }

    /// responderID by name instead of by key hash.
    pub(crate) fn by_name(mut self) -> Self {
        self.by_name = true;
        self
    }

    /// responderID of this certificate; the signing key stays.
    pub(crate) fn responder_id(mut self, of: &Issued) -> Self {
        self.responder = of.clone();
        self
    }

    /// Signed by a delegated responder, whose certificate comes along.
    pub(crate) fn delegated(mut self, responder: &Issued) -> Self {
        self.certificates.push(responder.der().to_vec());
        self.signed_by(responder).responder_id(responder)
    }

    /// Signed with another key; responderID and certificates stay.
    pub(crate) fn signed_by(mut self, signer: &Issued) -> Self {
        self.key = signer.shared_key();
        self.algorithm = self.key.usual();
        self
    }

    pub(crate) fn signed_with(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// One more certificate (or other bytes) in `certs`.
    pub(crate) fn certificate(mut self, der: &[u8]) -> Self {
        self.certificates.push(der.to_vec());
        self
    }

    /// No certificates along.
    pub(crate) fn without_certificates(mut self) -> Self {
        self.certificates.clear();
        self
    }

    /// This nonce in responseExtensions.
    pub(crate) fn nonce(self, nonce: &[u8]) -> Self {
        self.extension(NONCE, false, &der::octets(nonce))
    }

    /// One more responseExtension, its value in DER.
    pub(crate) fn extension(mut self, dotted: &str, critical: bool, value: &[u8]) -> Self {
        self.extensions.push(der::extension(dotted, critical, value));
        self
    }

    /// One more singleExtension in each entry, its value in DER.
    pub(crate) fn entry_extension(self, dotted: &str, critical: bool, value: &[u8]) -> Self {
        self.each(|single| single.extensions.push(der::extension(dotted, critical, value)))
    }

    /// `version` written out though it is the DEFAULT v1, as some responders do: re-encoding would break the signature.
    pub(crate) fn explicit_version(mut self) -> Self {
        self.version = Some(0);
        self
    }

    /// The BasicOCSPResponse with its signature's last bit turned.
    pub(crate) fn der_tampered(&self) -> Vec<u8> {
        let tbs = self.response_data();
        let mut signature = self.key.sign(self.algorithm, &tbs);
        *signature.last_mut().unwrap() ^= 1;
        successful(&self.framed(&der::seq([tbs, self.algorithm.identifier(), der::bits(&signature)])))
    }

    /// The whole OCSPResponse, successful and signed.
    pub(crate) fn der(&self) -> Vec<u8> {
        successful(&self.framed(&signed(&self.response_data(), self.algorithm, &self.key)))
    }

    /// `{ tbs, algorithm, signature }` with the certificates put behind.
    fn framed(&self, three: &[u8]) -> Vec<u8> {
        if self.certificates.is_empty() {
            return three.to_vec();
        }
        let certificates = der::context(0, &der::seq(&self.certificates));
        der::seq([der::open(three).0, &certificates])
    }

    fn response_data(&self) -> Vec<u8> {
        let responder = if self.by_name {
            der::context(1, &self.responder.subject())
        } else {
            der::context(2, &der::octets(&self.responder.key_hash()))
        };
        der::seq([
            self.version.map(|v| der::context(0, &der::int(v))).unwrap_or_default(),
            responder,
            der::generalized_time(self.produced_at),
            der::seq(self.singles.iter().map(Single::der)),
            if self.extensions.is_empty() { Vec::new() } else { der::context(1, &der::seq(&self.extensions)) },
        ])
    }
}

impl Single {
    fn der(&self) -> Vec<u8> {
        let status = match self.status {
            Status::Good => der::primitive(0, &[]),
            Status::Revoked(on) => der::context(1, &der::generalized_time(on)),
            Status::RevokedFor(on, reason) => {
                let reason = der::context(0, &der::enumerated(reason));
                der::context(1, &der::join([der::generalized_time(on), reason]))
            }
            Status::Unknown => der::primitive(2, &[]),
        };
        der::seq([
            cert_id(&self.issuer, &self.serial, self.hash),
            status,
            der::generalized_time(self.this_update),
            self.next_update.map(|at| der::context(0, &der::generalized_time(at))).unwrap_or_default(),
            if self.extensions.is_empty() { Vec::new() } else { der::context(1, &der::seq(&self.extensions)) },
        ])
    }
}

/// A `CertID` (RFC 6960 §4.1.1).
pub(crate) fn cert_id(issuer: &Issued, serial: &[u8], hash: CertIdHash) -> Vec<u8> {
    let (oid, digest) = match hash {
        CertIdHash::Sha1 => ("1.3.14.3.2.26", sha1 as fn(&[u8]) -> Vec<u8>),
        CertIdHash::Sha256 => ("2.16.840.1.101.3.4.2.1", sha256 as fn(&[u8]) -> Vec<u8>),
    };
    der::seq([
        der::seq([der::oid(oid), der::null()]),
        der::octets(&digest(&issuer.subject())),
        der::octets(&digest(issuer.key().public_bits())),
        der::tlv(0x02, serial),
    ])
}

/// `OCSPResponse { successful, { id-pkix-ocsp-basic, basic } }`.
fn successful(basic: &[u8]) -> Vec<u8> {
    let bytes = der::seq([der::oid("1.3.6.1.5.5.7.48.1.1"), der::octets(basic)]);
    der::seq([der::enumerated(0), der::context(0, &bytes)])
}

/// What a request asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The first CertID, in DER.
    pub(crate) cert_id: Vec<u8>,
    /// Its serial number's content bytes.
    pub(crate) serial: Vec<u8>,
    /// The nonce, without its OCTET STRING. None where there is none.
    pub(crate) nonce: Option<Vec<u8>>,
}

/// Reads an unsigned OCSPRequest (RFC 6960 §4.1) that the code under test wrote.
pub(crate) fn read_request(request: &[u8]) -> Asked {
    let fields = der::children(request);
    let mut nonce = None;
    let mut cert_id = None;
    for field in der::children(fields[0]) {
        match field[0] {
            der::SEQUENCE => cert_id = Some(der::children(der::children(field)[0])[0].to_vec()),
            0xa2 => {
                for extension in der::children(der::open(field).0) {
                    let parts = der::children(extension);
                    if parts[0] == der::oid(NONCE) {
                        nonce = Some(der::open(der::open(parts[parts.len() - 1]).0).0.to_vec());
                    }
                }
            }
            _ => {}
        }
    }
    let cert_id = cert_id.expect("the request asks for no certificate");
    let serial = der::open(der::children(&cert_id)[3]).0.to_vec();
    Asked { cert_id, serial, nonce }
}

/// The OCSPRequest that an HTTP request carries: the body of a POST, the last part of a GET's path (RFC 6960 §A.1).
pub(crate) fn request_in(request: &Request, path: &str) -> Option<Vec<u8>> {
    if request.method == "POST" {
        return Some(request.body.clone());
    }
    from_base64(&percent_decoded(request.target.strip_prefix(path)?.strip_prefix('/')?)?)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        out.push(char::from(u8::from_str_radix(part.get(..2)?, 16).ok()?));
        out.push_str(part.get(2..)?);
    }
    Some(out)
}

/// A responder over HTTP for [`super::server::Server::answer`]: it answers GET and POST alike with `answer`, given the
/// serial number that was asked for, and repeats the nonce. A request that is none gets `malformedRequest`.
pub(crate) fn responder(
    path: &str,
    answer: impl Fn(&[u8]) -> Ocsp + Send + Sync + 'static,
) -> impl Fn(&Request) -> Reply + Send + Sync + 'static {
    let path = path.to_owned();
    move |request| {
        let Some(asked) = request_in(request, &path).filter(|der| !der.is_empty()).map(|der| read_request(&der)) else {
            return Reply::ocsp(&OcspError::MalformedRequest.der());
        };
        let ocsp = answer(&asked.serial);
        let ocsp = asked.nonce.iter().fold(ocsp, |ocsp, nonce| ocsp.nonce(nonce));
        Reply::ocsp(&ocsp.der())
    }
}
