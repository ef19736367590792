//! What an earlier report says of its CRLs, as version 1 writes it: the one part of the evidence that was decoded, by the run
//! that made that report. It is kept as it was given, so that judging again needs no second file.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::bounded::{List, Sha256};
use crate::observation::{self as seen, MOST_BASELINE_CRLS};
use crate::pki::crl::CrlNumber;
use crate::vocabulary::{Digest, Shown, SpkiDigest, Timestamp};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Baseline {
    sha256: Sha256,
    observed: Timestamp,
    policy: Shown,
    host: Option<Shown>,
    crls: Option<List<Crl, MOST_BASELINE_CRLS>>,
}

impl From<&seen::Baseline> for Baseline {
    fn from(baseline: &seen::Baseline) -> Self {
        let seen::Baseline { digest, observed, policy, host, crls } = baseline;
        let crls = crls.as_deref().map(List::from_domain);
        Self { sha256: digest.into(), observed: *observed, policy: policy.clone(), host: host.clone(), crls }
    }
}

impl From<Baseline> for seen::Baseline {
    fn from(baseline: Baseline) -> Self {
        let Baseline { sha256, observed, policy, host, crls } = baseline;
        Self { digest: Digest::from(sha256), observed, policy, host, crls: crls.map(List::into_domain) }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Crl {
    url: Shown,
    signer_spki_sha256: SpkiDigest,
    number: Option<Number>,
    this_update: Timestamp,
    next_update: Option<Timestamp>,
}

impl From<&seen::BaselineCrl> for Crl {
    fn from(crl: &seen::BaselineCrl) -> Self {
        let seen::BaselineCrl { url, signer_spki, number, this_update, next_update } = crl;
        Self {
            url: url.clone(),
            signer_spki_sha256: *signer_spki,
            number: number.clone().map(Number),
            this_update: *this_update,
            next_update: *next_update,
        }
    }
}

impl From<Crl> for seen::BaselineCrl {
    fn from(crl: Crl) -> Self {
        let Crl { url, signer_spki_sha256: signer_spki, number, this_update, next_update } = crl;
        Self { url, signer_spki, number: number.map(|number| number.0), this_update, next_update }
    }
}

/// A CRL's number in decimal digits.
#[derive(Debug)]
struct Number(CrlNumber);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0.decimal())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(from)?;
        CrlNumber::from_decimal(&digits).map(Self).ok_or_else(|| de::Error::custom("expected the number of a CRL"))
    }
}
