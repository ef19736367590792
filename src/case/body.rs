//! What a body is: the object that its target serves, or what stands in its place.

use crate::examine::{Body, Content, CrlRefusal, OcspRefusal, TrustListRead};
use crate::finding::Cause;
use crate::language::{Arg, Say, message};
use crate::pki::{BundleEncoding, Looks};

/// What stands in the object's place, where that can be told. None where it is the object, or nothing that has a name.
pub fn in_its_place(body: &Body, bytes: u64) -> Option<(Cause, Arg)> {
    // A filter that lets the object pass may leave its marks in the headers: they make no page of it.
    if genuine(body).is_some() && !matches!(body.looks, Looks::Pem { .. }) {
        return None;
    }
    if let Some(block) = &body.block_page {
        let page = Say::new(message!("words-page-of", "a page of {product}")).with("product", block.product);
        return Some((Cause::BlockPage, page.into()));
    }
    let (cause, words) = match &body.looks {
        Looks::Html { .. } if body.elsewhere => {
            (Cause::RedirectPortal, message!("words-page-elsewhere", "a page on another host, by a redirect"))
        }
        Looks::Html { .. } => (Cause::BodyHtml, message!("words-html-page", "an HTML page")),
        Looks::Empty if bytes == 0 => (Cause::BodyEmpty, message!("words-no-bytes", "a body of no bytes")),
        Looks::Pem { label } => {
            let pem = Say::new(message!("words-pem", "PEM ({label}) in place of DER")).with("label", label);
            return Some((Cause::BodyPem, pem.into()));
        }
        Looks::Gzip => (Cause::BodyGzip, message!("words-gzip", "a gzip stream")),
        Looks::Empty | Looks::Der | Looks::Text | Looks::Other => return None,
    };
    Some((cause, words.into()))
}

/// What the object is, where it is one. An object that nobody in play signed is crl-signed's and ocsp-signed's matter.
pub fn genuine(body: &Body) -> Option<Arg> {
    match &body.content {
        Content::Crl(Ok(crl)) => {
            let said = Say::new(message!("words-crl", "a CRL of {issuer} with {entries} entries"));
            Some(said.with("issuer", crl.value().issuer.to_string()).with("entries", crl.value().entries).into())
        }
        Content::Crl(Err(CrlRefusal::Unverified(_, crl))) => {
            let said =
                Say::new(message!("words-crl-unverified", "a CRL that says it is of {issuer}, with {entries} entries"));
            Some(said.with("issuer", crl.issuer.to_string()).with("entries", crl.entries).into())
        }
        Content::Ocsp(Ok(_) | Err(OcspRefusal::Unverified(..) | OcspRefusal::NoIssuer(_))) => {
            Some(message!("words-ocsp-response", "an OCSP response").into())
        }
        Content::Ocsp(Err(OcspRefusal::Status(status))) => {
            let said = Say::new(message!("words-ocsp-error", "an OCSP response with the error status {status}"));
            Some(said.with("status", status.to_string()).into())
        }
        Content::TrustList(TrustListRead::Read(_)) => Some(message!("words-list-of-roots", "a list of roots").into()),
        Content::Certificates { found, encoding, .. } if !found.is_empty() => {
            let form = match encoding {
                Some(BundleEncoding::Pem) => "PEM",
                Some(BundleEncoding::Pkcs7) => "PKCS #7",
                Some(BundleEncoding::Der) | None => "DER",
            };
            let said = Say::new(message!("words-certificates-in", "{count} certificate(s) in {form}"));
            Some(said.with("count", found.len()).with("form", form).into())
        }
        _ => None,
    }
}
