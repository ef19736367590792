//! What a body is: the object that its target serves, or what stands in its place.

use crate::examine::{Body, Content, CrlRefusal, OcspRefusal, TrustListRead};
use crate::finding::Cause;
use crate::pki::{BundleEncoding, Looks};

/// What stands in the object's place, where that can be told. None where it is the object, or nothing that has a name.
pub fn in_its_place(body: &Body, bytes: u64) -> Option<(Cause, String)> {
    // A filter that lets the object pass may leave its marks in the headers: they make no page of it.
    if genuine(body).is_some() && !matches!(body.looks, Looks::Pem { .. }) {
        return None;
    }
    if let Some(block) = &body.block_page {
        return Some((Cause::BlockPage, format!("a page of {}", block.product)));
    }
    let named = match &body.looks {
        Looks::Html { .. } if body.elsewhere => {
            (Cause::RedirectPortal, "a page on another host, by a redirect".to_owned())
        }
        Looks::Html { .. } => (Cause::BodyHtml, "an HTML page".to_owned()),
        Looks::Empty if bytes == 0 => (Cause::BodyEmpty, "a body of no bytes".to_owned()),
        Looks::Pem { label } => (Cause::BodyPem, format!("PEM ({label}) in place of DER")),
        Looks::Gzip => (Cause::BodyGzip, "a gzip stream".to_owned()),
        Looks::Empty | Looks::Der | Looks::Text | Looks::Other => return None,
    };
    Some(named)
}

/// What the object is, where it is one. An object that nobody in play signed is crl-signed's and ocsp-signed's matter.
pub fn genuine(body: &Body) -> Option<String> {
    match &body.content {
        Content::Crl(Ok(crl)) => Some(format!("a CRL of {} with {} entries", crl.value().issuer, crl.value().entries)),
        Content::Crl(Err(CrlRefusal::Unverified(_, crl))) => {
            Some(format!("a CRL that says it is of {}, with {} entries", crl.issuer, crl.entries))
        }
        Content::Ocsp(Ok(_) | Err(OcspRefusal::Unverified(..) | OcspRefusal::NoIssuer(_))) => {
            Some("an OCSP response".to_owned())
        }
        Content::Ocsp(Err(OcspRefusal::Status(status))) => {
            Some(format!("an OCSP response with the error status {status}"))
        }
        Content::TrustList(TrustListRead::Read(_)) => Some("a list of roots".to_owned()),
        Content::Certificates { found, encoding, .. } if !found.is_empty() => {
            let form = match encoding {
                Some(BundleEncoding::Pem) => "in PEM",
                Some(BundleEncoding::Pkcs7) => "in PKCS #7",
                Some(BundleEncoding::Der) | None => "in DER",
            };
            Some(format!("{} certificate(s) {form}", found.len()))
        }
        _ => None,
    }
}
