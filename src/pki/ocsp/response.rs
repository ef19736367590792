//! Reads an OCSP answer (RFC 6960 §4.2.1). What is signed is kept as received, because writing it again would break the
//! signature wherever a responder writes out a default.

use der::asn1::ObjectIdentifier;

use super::answer::{BasicResponse, CertStatus, OcspAnswer, Refusal, ResponderId, SingleResponse};
use super::fault::{OcspFault, OcspPart, OcspWhy};
use super::request::CertId;
use crate::pki::algorithm::SignatureAlgorithm;
use crate::pki::certificate::{Certificate, NotACertificate};
use crate::pki::crl::Reason;
use crate::pki::extensions::{Criticality, Extension};
use crate::pki::instant::{self, GENERALIZED_TIME};
use crate::pki::name::Name;
use crate::pki::oid::Oid;
use crate::pki::serial::KeyId;
use crate::pki::tlv::{self, BadElement, Element, Elements};
use crate::vocabulary::Timestamp;

/// The longest answer that is taken. A real one with an RSA signature of 4096 bits and two certificates has 6 KiB.
pub const LONGEST_ANSWER: usize = 1024 * 1024;

/// The most certificates that one answer may speak of. We ask about one; responders that sign in advance answer for a
/// handful.
pub const MOST_SINGLES: usize = 1_000;

/// ENUMERATED (X.680 §8.6, universal 10).
const ENUMERATED: u8 = 0x0a;

/// id-pkix-ocsp-basic, 1.3.6.1.5.5.7.48.1.1 (RFC 6960 §4.2.1).
const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");
/// id-pkix-ocsp-nonce, 1.3.6.1.5.5.7.48.1.2 (RFC 6960 §4.4.1, RFC 9654).
pub(super) const NONCE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.2");
/// id-pkix-ocsp-crl, 1.3.6.1.5.5.7.48.1.3 (RFC 6960 §4.4.2): where the responder has it from.
const CRL_REFERENCE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.3");
/// id-pkix-ocsp-archive-cutoff, 1.3.6.1.5.5.7.48.1.6 (RFC 6960 §4.4.4): how long it keeps what has expired.
const ARCHIVE_CUTOFF: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.6");
/// id-pkix-ocsp-extended-revoke, 1.3.6.1.5.5.7.48.1.9 (RFC 6960 §4.4.8): revoked may mean never issued.
const EXTENDED_REVOKE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.9");

/// The list of signed certificate timestamps, 1.3.6.1.4.1.11129.2.4.5 (RFC 6962 §3.3): says nothing of the status.
const SCT_LIST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.11129.2.4.5");

impl OcspAnswer {
    /// Decodes one OCSPResponse. Bytes behind it are counted.
    ///
    /// # Errors
    /// [`OcspFault`]: what can't be read.
    pub fn decode(body: &[u8]) -> Result<Self, OcspFault> {
        if body.len() > LONGEST_ANSWER {
            return Err(OcspFault::TooLong { had: body.len() });
        }
        let first = *body.first().ok_or(OcspFault::Empty)?;
        if first != tlv::SEQUENCE {
            return Err(OcspFault::NotASequence { first });
        }
        let mut outer = Elements::of(body);
        let response = match outer.next() {
            Err(BadElement::Truncated { missing }) => return Err(OcspFault::Truncated { had: body.len(), missing }),
            other => other.and_then(|response| response.ok_or(BadElement::Missing)).map_err(of(OcspPart::Response))?,
        };
        let trailing = outer.rest().len();

        let mut fields = Elements::of(response.value);
        let status = fields.expect(ENUMERATED).map_err(of(OcspPart::Response))?;
        let bytes = fields.optional(tlv::constructed(0)).map_err(of(OcspPart::Response))?;
        fields.finish().map_err(of(OcspPart::Response))?;
        let refusal = match status.value {
            [0] => return basic(bytes.ok_or(OcspFault::NothingInside)?.value, trailing).map(Box::new).map(Self::Basic),
            [1] => Refusal::MalformedRequest,
            [2] => Refusal::InternalError,
            [3] => Refusal::TryLater,
            [5] => Refusal::SigRequired,
            [6] => Refusal::Unauthorized,
            [other] => return Err(OcspFault::UnknownStatus(*other)),
            _ => return Err(of(OcspPart::Response)(BadElement::Value)),
        };
        Ok(Self::Refused { refusal, trailing })
    }
}

/// The fault of a part with a bad element.
fn of(part: OcspPart) -> impl Fn(BadElement) -> OcspFault {
    move |bad| OcspFault::Malformed { part, why: bad.into() }
}

/// `ResponseBytes` with a `BasicOCSPResponse` inside.
fn basic(response_bytes: &[u8], trailing: usize) -> Result<BasicResponse, OcspFault> {
    let outside = of(OcspPart::Response);
    let mut fields = Elements::inside(response_bytes, tlv::SEQUENCE).map_err(&outside)?;
    let kind = Oid::from_content(fields.expect(tlv::OID).map_err(&outside)?.value);
    let content = fields.expect(tlv::OCTET_STRING).map_err(&outside)?.value;
    fields.finish().map_err(&outside)?;
    if kind != BASIC {
        return Err(OcspFault::UnknownType(kind));
    }

    let mut fields = Elements::inside(content, tlv::SEQUENCE).map_err(of(OcspPart::Basic))?;
    let data = fields.expect(tlv::SEQUENCE).map_err(of(OcspPart::ResponseData))?;
    let algorithm = fields.expect(tlv::SEQUENCE).map_err(of(OcspPart::SignatureAlgorithm))?;
    let algorithm = SignatureAlgorithm::decode(algorithm.raw).map_err(of(OcspPart::SignatureAlgorithm))?;
    let signature = fields.expect(tlv::BIT_STRING).map_err(of(OcspPart::Signature))?;
    let signature = tlv::signature_octets(signature.value).map_err(of(OcspPart::Signature))?.to_vec();
    let certificates = fields.optional(tlv::constructed(0)).map_err(of(OcspPart::Certificates))?;
    fields.finish().map_err(of(OcspPart::Basic))?;

    let said = ResponseData::decode(data)?;
    let (certificates, odd_certificates) = match certificates {
        Some(field) => read_certificates(field.value).map_err(of(OcspPart::Certificates))?,
        None => (Vec::new(), Vec::new()),
    };
    Ok(BasicResponse {
        responder: said.responder,
        produced_at: said.produced_at,
        singles: said.singles,
        nonce: said.nonce,
        unknown_critical: said.unknown_critical,
        certificates,
        odd_certificates,
        algorithm,
        trailing,
        signed: data.raw.to_vec(),
        signature,
    })
}

/// `certs`: each that can be read, and why the others can't.
fn read_certificates(field: &[u8]) -> Result<(Vec<Certificate>, Vec<NotACertificate>), BadElement> {
    let mut row = Elements::inside(field, tlv::SEQUENCE)?;
    let (mut certificates, mut odd) = (Vec::new(), Vec::new());
    while let Some(certificate) = row.next()? {
        match Certificate::decode(certificate.raw) {
            Ok(certificate) => certificates.push(certificate),
            Err(why) => odd.push(why),
        }
    }
    Ok((certificates, odd))
}

/// tbsResponseData (RFC 6960 §4.2.1).
struct ResponseData {
    responder: ResponderId,
    produced_at: Timestamp,
    singles: Vec<SingleResponse>,
    nonce: Option<Vec<u8>>,
    unknown_critical: Vec<Oid>,
}

impl ResponseData {
    fn decode(data: Element<'_>) -> Result<Self, OcspFault> {
        let inside = of(OcspPart::ResponseData);
        let mut fields = Elements::of(data.value);
        // A version that is written out although it is the default is tolerated; what was signed is kept as it is.
        if let Some(version) = fields.optional(tlv::constructed(0)).map_err(&inside)?
            && version.value != [tlv::INTEGER, 1, 0]
        {
            return Err(OcspFault::UnknownVersion);
        }
        let responder = fields.next().and_then(|id| responder(id.ok_or(BadElement::Missing)?));
        let responder = responder.map_err(of(OcspPart::ResponderId))?;
        let produced_at = time(&mut fields, OcspPart::ProducedAt)?;
        let mut row = Elements::of(fields.expect(tlv::SEQUENCE).map_err(&inside)?.value);
        let extensions = fields.optional(tlv::constructed(1)).map_err(of(OcspPart::Extensions))?;
        fields.finish().map_err(&inside)?;

        let mut singles = Vec::new();
        while let Some(element) = row.next().map_err(of(OcspPart::Single))? {
            if singles.len() == MOST_SINGLES {
                return Err(OcspFault::TooMany);
            }
            singles.push(single(element)?);
        }
        let (mut nonce, mut unknown_critical) = (None, Vec::new());
        for extension in read_extensions(extensions)? {
            if extension.oid == NONCE {
                nonce = Some(unwrapped(&extension.value));
            } else if extension.criticality == Criticality::Critical && extension.oid != EXTENDED_REVOKE {
                unknown_critical.push(extension.oid);
            }
        }
        Ok(Self { responder, produced_at, singles, nonce, unknown_critical })
    }
}

fn responder(id: Element<'_>) -> Result<ResponderId, BadElement> {
    if id.tag == tlv::constructed(1) {
        return Name::decode(id.value).map(ResponderId::ByName);
    }
    if id.tag != tlv::constructed(2) {
        return Err(BadElement::Tag { expected: tlv::constructed(1), found: id.tag });
    }
    let mut inside = Elements::of(id.value);
    let hash = inside.expect(tlv::OCTET_STRING)?.value;
    inside.finish()?;
    Ok(ResponderId::ByKey(KeyId::from_content(hash)))
}

/// One of `responses`.
fn single(element: Element<'_>) -> Result<SingleResponse, OcspFault> {
    let inside = of(OcspPart::Single);
    let mut fields = Elements::inside(element.raw, tlv::SEQUENCE).map_err(&inside)?;
    let id = fields.expect(tlv::SEQUENCE).and_then(|id| CertId::decode(id.raw)).map_err(of(OcspPart::CertId))?;
    let status = fields.next().and_then(|status| status.ok_or(BadElement::Missing));
    let status = cert_status(status.map_err(of(OcspPart::CertStatus))?)?;
    let this_update = time(&mut fields, OcspPart::Update)?;
    let next_update = fields.optional(tlv::constructed(0)).map_err(of(OcspPart::Update))?;
    let next_update = next_update.map(|field| only_time(field.value, OcspPart::Update)).transpose()?;
    let extensions = fields.optional(tlv::constructed(1)).map_err(of(OcspPart::Extensions))?;
    fields.finish().map_err(&inside)?;
    let unknown = |extension: &Extension| {
        extension.criticality == Criticality::Critical
            && ![CRL_REFERENCE, ARCHIVE_CUTOFF, SCT_LIST].iter().any(|known| extension.oid == *known)
    };
    let unknown_critical = read_extensions(extensions)?.into_iter().filter(unknown).map(|extension| extension.oid);
    Ok(SingleResponse { id, status, this_update, next_update, unknown_critical: unknown_critical.collect() })
}

/// certStatus: good and unknown are NULL, revoked has a time and, where it says so, a reason.
fn cert_status(status: Element<'_>) -> Result<CertStatus, OcspFault> {
    let inside = of(OcspPart::CertStatus);
    match (status.tag, status.value) {
        (0x80, []) => Ok(CertStatus::Good),
        (0x82, []) => Ok(CertStatus::Unknown),
        (0x80 | 0x82, _) => Err(inside(BadElement::Value)),
        (0xa1, value) => {
            let mut fields = Elements::of(value);
            let at = time(&mut fields, OcspPart::CertStatus)?;
            let reason = fields.optional(tlv::constructed(0)).map_err(&inside)?;
            fields.finish().map_err(&inside)?;
            let reason = reason.map(|field| reason_code(field.value)).transpose().map_err(&inside)?;
            Ok(CertStatus::Revoked { at, reason })
        }
        (found, _) => Err(inside(BadElement::Tag { expected: 0x80, found })),
    }
}

fn reason_code(field: &[u8]) -> Result<Reason, BadElement> {
    let mut inside = Elements::of(field);
    let code = inside.expect(ENUMERATED)?.value;
    inside.finish()?;
    let [code] = code else { return Err(BadElement::Value) };
    Ok(Reason::from_code(*code))
}

/// The next element, a GeneralizedTime (RFC 6960 §4.2.2.1).
fn time(fields: &mut Elements<'_>, part: OcspPart) -> Result<Timestamp, OcspFault> {
    let element = fields.expect(GENERALIZED_TIME).map_err(of(part))?;
    instant::timestamp(GENERALIZED_TIME, element.value).ok_or(OcspFault::Malformed { part, why: OcspWhy::NotATime })
}

/// A GeneralizedTime that is all there is.
fn only_time(content: &[u8], part: OcspPart) -> Result<Timestamp, OcspFault> {
    let mut fields = Elements::of(content);
    let time = time(&mut fields, part)?;
    fields.finish().map_err(of(part))?;
    Ok(time)
}

/// The extensions in an explicitly tagged field; none where there is none.
fn read_extensions(field: Option<Element<'_>>) -> Result<Vec<Extension>, OcspFault> {
    let extensions = field.map(|field| Extension::decode_all(field.value)).transpose();
    Ok(extensions.map_err(of(OcspPart::Extensions))?.unwrap_or_default())
}

/// A nonce out of its OCTET STRING (RFC 9654 §2.1); the bytes themselves where an old responder left that out.
fn unwrapped(value: &[u8]) -> Vec<u8> {
    let mut elements = Elements::of(value);
    match (elements.expect(tlv::OCTET_STRING), elements.finish()) {
        (Ok(inner), Ok(())) => inner.value.to_vec(),
        _ => value.to_vec(),
    }
}
