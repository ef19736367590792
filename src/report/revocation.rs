//! The report's table of signed revocation data: its own times, of each CRL and OCSP answer that was verified. Whether they
//! are good enough is `crl-fresh`'s and `ocsp-fresh`'s to say.

use crate::case::Case;
use crate::examine::Content;
use crate::finding::Purpose;
use crate::observation::Fetch;
use crate::vocabulary::{Shown, Timestamp};

/// A CRL or an OCSP answer whose signature was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationRow {
    /// The URL it came from.
    pub url: Shown,
    /// `crl` or `ocsp`: what it is, whatever was asked for.
    pub kind: &'static str,
    /// `GET` or `POST`.
    pub method: &'static str,
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
    let (kind, this_update, next_update) = match content {
        Content::Crl(Ok(crl)) => ("crl", crl.value().this_update, crl.value().next_update),
        Content::Ocsp(Ok(_)) if case.proves_path_only(fetch) && case.policy.purpose == Purpose::Rotation => {
            return None;
        }
        Content::Ocsp(Ok(answer)) => {
            let (_, signed) = case.said(fetch, answer)?;
            ("ocsp", signed.single().this_update, signed.single().next_update)
        }
        _ => return None,
    };
    if case.impossible_path(fetch).is_some() {
        return None;
    }
    let (url, method) = (Shown::new(fetch.id.url.as_str()), fetch.id.method.word());
    Some(RevocationRow { url, kind, method, this_update, next_update })
}
