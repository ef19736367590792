//! What an earlier report says of the CRLs that it had: all that `--baseline` brings to a judgement. It was read out of a
//! file that anybody may have changed, and proves nothing; a number that went back is what it can show.

use crate::pki::crl::CrlNumber;
use crate::vocabulary::{Digest, Shown, SpkiDigest, Timestamp};

/// The most CRLs of a baseline: as many as a run has fetches at the most.
pub const MOST_BASELINE_CRLS: usize = 1_000;

/// An earlier report's CRLs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// SHA-256 of the report's file; of an evidence folder, of its manifest.
    pub digest: Digest,
    /// When that run collected its facts, by its host's clock, UTC.
    pub observed: Timestamp,
    /// The policy that it was judged under.
    pub policy: Shown,
    /// The host that it ran on. None where the system did not tell.
    pub host: Option<Shown>,
    /// Each CRL whose signature had verified, in the report's order. None where the report is of before they were listed.
    pub crls: Option<Vec<BaselineCrl>>,
}

/// A CRL of an earlier report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineCrl {
    /// The URL that it came from.
    pub url: Shown,
    /// SHA-256 of the key that verified it.
    pub signer_spki: SpkiDigest,
    /// Its number (RFC 5280 §5.2.3). None where it had none that the profile allows.
    pub number: Option<CrlNumber>,
    /// thisUpdate, UTC.
    pub this_update: Timestamp,
    /// nextUpdate, UTC. None where it did not say.
    pub next_update: Option<Timestamp>,
}
