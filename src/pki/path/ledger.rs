//! Signatures of certificates that were verified already, and how many more may be: one search for paths meets the same two
//! certificates in many ways, and a bundle of lookalikes must not cost more than a bound.

use std::collections::HashMap;

use crate::pki::certificate::Certificate;
use crate::pki::signature::{SignatureFault, Strength};
use crate::pki::verified::verify;
use crate::vocabulary::{Fingerprint, SpkiDigest};

/// The most signatures of certificates that one question verifies. Cross-certificates of one name rarely number more than
/// ten; this bounds what a bundle of lookalikes can cost to some tens of milliseconds.
pub const MOST_SIGNATURES: usize = 256;

/// The signatures that were verified.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    known: HashMap<(Fingerprint, SpkiDigest), Result<Strength, SignatureFault>>,
}

impl Ledger {
    /// Verifies a certificate's signature with the issuer's key, once. None where no more may be verified.
    pub(crate) fn verify(
        &mut self,
        child: &Certificate,
        issuer: &Certificate,
    ) -> Option<&Result<Strength, SignatureFault>> {
        let pair = (child.fingerprint(), issuer.spki_digest());
        if self.known.len() >= MOST_SIGNATURES && !self.known.contains_key(&pair) {
            return None;
        }
        let verified = || verify(child.clone(), issuer).map(|verified| verified.strength().clone());
        Some(self.known.entry(pair).or_insert_with(verified))
    }
}
