//! What differs of signed revocation data: the numbers of CRLs first, because a client that takes an older one misses what was
//! revoked since.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Fact, FactKind};
use crate::kept::{Report, Revocation, Text};
use crate::language::{Arg, Say, message};
use crate::pki::crl::CrlNumber;
use crate::vocabulary::Shown;

/// The changed facts. None where a report is too old to have the list, which is said elsewhere.
pub(super) fn facts(before: &Report<'_>, after: &Report<'_>) -> Vec<Fact> {
    let (Some(was), Some(is)) = (&before.revocation, &after.revocation) else { return Vec::new() };
    let (was, is) = (by_source(was), by_source(is));
    let names = |rows: &BTreeMap<_, &Revocation<'_>>| rows.values().map(|row| name(row)).collect::<BTreeSet<_>>();
    let came = Fact::list(FactKind::SignedData, message!("about-revocation", "revocation"), names(&was), names(&is));
    let both = was.iter().filter_map(|(key, was)| Some((was, is.get(key)?)));
    came.into_iter().chain(both.filter_map(|(was, is)| row(was, is))).collect()
}

fn by_source<'r, 'a>(rows: &'r [Revocation<'a>]) -> BTreeMap<(&'r str, &'r str, &'r str), &'r Revocation<'a>> {
    rows.iter().map(|row| ((row.url.as_str(), row.method.as_str(), row.kind.as_str()), row)).collect()
}

/// As findings name it: a responder's with its method.
fn name(row: &Revocation<'_>) -> Shown {
    match row.kind.as_str() {
        "ocsp" => Shown::new(&format!("{} ({})", row.url, row.method)),
        _ => row.url.shown(),
    }
}

fn row(was: &Revocation<'_>, is: &Revocation<'_>) -> Option<Fact> {
    let key = |row: &Revocation<'_>| {
        let says = Say::new(message!("fact-signer-key-words", "{signer} (key sha256 {sha256})"));
        Some(says.with("signer", row.signer.shown()).with("sha256", row.signer_spki_sha256.shown()))
    };
    // CRLs of two keys are not one sequence.
    if was.signer_spki_sha256 != is.signer_spki_sha256 {
        return Fact::value(FactKind::SignerKey, name(was), key(was), key(is));
    }
    if was.kind.as_str() != "crl" {
        return None;
    }
    let kind = kind(was, is)?;
    let said = |row: &Revocation<'_>| {
        let none = || Arg::from(message!("words-no-number", "(none)"));
        let number = row.number.as_ref().map_or_else(none, |number| number.shown().into());
        let says = Say::new(message!("fact-crl-number-words", "{number} of {this}"));
        Some(says.with("number", number).with("this", row.this_update))
    };
    Fact::value(kind, name(was), said(was), said(is))
}

fn kind(was: &Revocation<'_>, is: &Revocation<'_>) -> Option<FactKind> {
    let number = |number: &Option<Text<'_>>| number.as_ref().and_then(|text| CrlNumber::from_decimal(text.as_str()));
    match (number(&was.number), number(&is.number)) {
        (Some(was_number), Some(is_number)) => match is_number.cmp(&was_number) {
            Ordering::Less => Some(FactKind::CrlNumberBack),
            Ordering::Greater => Some(FactKind::CrlNumberForward),
            Ordering::Equal => (was.this_update != is.this_update).then_some(FactKind::CrlNumberReused),
        },
        _ if is.this_update < was.this_update => Some(FactKind::CrlOlder),
        (None, None) => None,
        _ => Some(FactKind::CrlNumbered),
    }
}
