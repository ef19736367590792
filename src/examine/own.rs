//! The certificates that this host itself presents, read. What they are good for is judged elsewhere.

use super::LARGEST_AIA;
use crate::evidence::Evidence;
use crate::pki::Certificate;

/// Each certificate of the host's own with those that stand beside it, its own first, in the order of the observations. What
/// can't be read back is left out, so that a chain may be empty.
pub(super) fn own_chains(evidence: &Evidence) -> Vec<Vec<Certificate>> {
    let certificates = evidence.observations.own.iter().flat_map(|own| &own.certificates);
    let chain = |digests: &[crate::vocabulary::Digest]| -> Vec<Certificate> {
        let bytes = digests.iter().map_while(|digest| evidence.objects.small(digest, LARGEST_AIA).ok().flatten());
        bytes.map_while(|der| Certificate::decode(&der).ok()).collect()
    };
    certificates.map(|one| chain(&one.chain)).collect()
}
