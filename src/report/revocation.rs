//! The report's table of signed revocation data: its own times, of each CRL and OCSP answer that was verified. Whether they
//! are good enough is `crl-fresh`'s and `ocsp-fresh`'s to say.

use crate::case::Case;
use crate::examine::Content;
use crate::finding::Purpose;
use crate::observation::Fetch;
use crate::pki::crl::CrlNumber;
use crate::vocabulary::{Shown, SpkiDigest, Timestamp};

/// A CRL or an OCSP answer whose signature was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationRow {
    /// The URL it came from.
    pub url: Shown,
    /// `crl` or `ocsp`: what it is, whatever was asked for.
    pub kind: &'static str,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// What the certificate of its signer calls itself.
    pub signer: Shown,
    /// SHA-256 of the key that verified it: CRLs of two keys are not one sequence.
    pub signer_spki: SpkiDigest,
    /// A CRL's number (RFC 5280 §5.2.3) in decimal digits. None of OCSP, and where the CRL has none that the profile allows.
    pub number: Option<String>,
    /// thisUpdate, UTC.
    pub this_update: Timestamp,
    /// nextUpdate, UTC. None where it does not say.
    pub next_update: Option<Timestamp>,
}

/// The rows of a case, in the order of its fetches. What serves a certificate that has ended, and a responder that was asked
/// of nothing in particular, are left out: their times bear on nothing.
pub(super) fn revocation(case: &Case<'_>) -> Vec<RevocationRow> {
    case.observed.fetches.iter().filter_map(|fetch| row(case, fetch)).collect()
}

fn row(case: &Case<'_>, fetch: &Fetch) -> Option<RevocationRow> {
    let content = &case.examined.bodies.get(&fetch.id)?.content;
    let (kind, signer, number, this_update, next_update) = match content {
        Content::Crl(Ok(crl)) => {
            let number = crl.value().number.as_ref().map(CrlNumber::decimal);
            ("crl", crl.signer(), number, crl.value().this_update, crl.value().next_update)
        }
        Content::Ocsp(Ok(_)) if case.proves_path_only(fetch) && case.policy.purpose == Purpose::Rotation => {
            return None;
        }
        Content::Ocsp(Ok(answer)) => {
            let (_, signed) = case.said(fetch, answer)?;
            ("ocsp", answer.signer(), None, signed.single().this_update, signed.single().next_update)
        }
        _ => return None,
    };
    if case.impossible_path(fetch).is_some() {
        return None;
    }
    let (url, method) = (Shown::new(fetch.id.url.as_str()), fetch.id.method.word());
    let (signer, signer_spki) = (signer.label(), signer.spki_digest());
    Some(RevocationRow { url, kind, method, signer, signer_spki, number, this_update, next_update })
}
