//! The second opinion of Windows: a target as CryptoAPI itself would retrieve it. Other systems have none.

use crate::observation::Retrieval;
use crate::plan::Target;
use crate::probe::fetch::Probe;

/// What Windows itself makes of a target, by the wire alone. None where it is not asked: on other systems, and of what is no
/// GET.
pub(in crate::probe) fn retrieve(_: &Probe, _: &Target) -> impl Future<Output = Option<Retrieval>> + use<> {
    std::future::ready(None)
}
