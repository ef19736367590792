//! PKCS #7: the certificates of a CMS SignedData (RFC 5652 §5.1), as AIA URLs serve them ("certs-only", RFC 8551 §3.2.3), and
//! its content.
//!
//! They are taken as received. Whether anything in it is signed, and by whom, is not looked at: a
//! certificate is judged by its own signature.

use der::asn1::ObjectIdentifier;

use super::oid::Oid;
use super::tlv::{self, BadElement, Element, Elements};

/// id-signedData, 1.2.840.113549.1.7.2 (RFC 5652 §5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// Why bytes are no SignedData that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSignedData {
    /// The content is of another type: enveloped data, for instance.
    #[error("the content is of the type {0}, not signed data")]
    OtherContent(Oid),
    /// An element is not as RFC 5652 §5.1 writes it. [`BadElement::Indefinite`] is BER, which RFC 5652 allows and which
    /// is not read here.
    #[error("the signed data is malformed: {0}")]
    Malformed(#[from] BadElement),
}

/// Whether DER begins like a ContentInfo: a SEQUENCE whose first element is an identifier. A certificate's first element
/// is a SEQUENCE.
pub(super) fn is_content_info(der: &[u8]) -> bool {
    let value = match Elements::of(der).expect(tlv::SEQUENCE) {
        Ok(element) => element.value,
        // BER of indefinite length: two octets of header.
        Err(BadElement::Indefinite) => der.get(2..).unwrap_or(&[]),
        Err(_) => return false,
    };
    value.first() == Some(&tlv::OID)
}

/// The members of the `CertificateSet` (RFC 5652 §10.2.3), each as received; at most `most` of them, and whether there were
/// more. A member with another tag than SEQUENCE is no certificate of X.509.
pub(super) fn certificates(der: &[u8], most: usize) -> Result<(Vec<Element<'_>>, More), NotSignedData> {
    let mut members = Vec::new();
    let Some(set) = behind_the_content(der)?.optional(tlv::constructed(0))? else { return Ok((members, More::No)) };
    let mut set = Elements::of(set.value);
    while let Some(member) = set.next()? {
        if members.len() >= most {
            return Ok((members, More::Yes));
        }
        members.push(member);
    }
    Ok((members, More::No))
}

/// The CRLs that a SignedData carries (`RevocationInfoChoices`, RFC 5652 §10.2.1), each as received. Something else among them,
/// an OCSP answer for instance (RFC 5940), is a wrong element: it is not read here.
///
/// # Errors
/// [`NotSignedData`].
pub fn pkcs7_crls(der: &[u8]) -> Result<Vec<&[u8]>, NotSignedData> {
    let mut fields = behind_the_content(der)?;
    fields.optional(tlv::constructed(0))?;
    let Some(set) = fields.optional(tlv::constructed(1))? else { return Ok(Vec::new()) };
    let (mut set, mut crls) = (Elements::of(set.value), Vec::new());
    while let Some(member) = set.optional(tlv::SEQUENCE)? {
        crls.push(member.raw);
    }
    set.finish()?;
    Ok(crls)
}

/// The content of a SignedData and its type, or of a ContentInfo of another type: what stands in the explicit tag, as
/// received. PKCS #7 1.5 puts the content there as it is, where CMS wraps it into an OCTET STRING.
pub(super) fn content(der: &[u8]) -> Result<(Oid, &[u8]), NotSignedData> {
    match signed_data(der) {
        Ok(mut signed_data) => content_info(signed_data.expect(tlv::SEQUENCE)?.raw),
        Err(NotSignedData::OtherContent(_)) => content_info(der),
        Err(fault) => Err(fault),
    }
}

/// A ContentInfo: its type, and what stands in its explicit tag.
fn content_info(der: &[u8]) -> Result<(Oid, &[u8]), NotSignedData> {
    let mut info = Elements::inside(der, tlv::SEQUENCE)?;
    let content_type = Oid::from_content(info.expect(tlv::OID)?.value);
    let content = info.expect(tlv::constructed(0))?.value;
    info.finish()?;
    Ok((content_type, content))
}

/// The fields of a SignedData behind its content: certificates, CRLs, signers.
fn behind_the_content(der: &[u8]) -> Result<Elements<'_>, NotSignedData> {
    let mut signed_data = signed_data(der)?;
    signed_data.expect(tlv::SEQUENCE)?;
    Ok(signed_data)
}

/// The fields of a SignedData behind its version and its digests.
fn signed_data(der: &[u8]) -> Result<Elements<'_>, NotSignedData> {
    let mut info = Elements::inside(der, tlv::SEQUENCE)?;
    let content_type = Oid::from_content(info.expect(tlv::OID)?.value);
    if content_type != SIGNED_DATA {
        return Err(NotSignedData::OtherContent(content_type));
    }
    let content = info.expect(tlv::constructed(0))?;
    info.finish()?;
    let mut signed_data = Elements::inside(content.value, tlv::SEQUENCE)?;
    signed_data.expect(tlv::INTEGER)?;
    signed_data.expect(tlv::SET)?;
    Ok(signed_data)
}

/// Whether something was left out because a bound was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    /// Something was left out.
    Yes,
    /// Nothing was.
    No,
}
