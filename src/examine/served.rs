//! What each service presented, read: the certificates in the order in which they came.

use super::{Brought, BroughtBy, Examined, LARGEST_AIA, Served};
use crate::evidence::Evidence;
use crate::observation::ServiceReached;
use crate::pki::Certificate;

/// Reads what the services presented. What is no anchor of itself joins what was brought.
pub(super) fn read(examined: &mut Examined, evidence: &Evidence) {
    for service in &evidence.observations.services {
        let ServiceReached::Secured { tls, .. } = &service.reached else { continue };
        let bytes = tls.chain.iter().map(|one| evidence.objects.small(one, LARGEST_AIA).ok().flatten());
        let read: Vec<Option<Certificate>> =
            bytes.map(|der| Certificate::decode(&der.unwrap_or_default()).ok()).collect();
        let odd = read.iter().filter(|one| one.is_none()).count();
        let chain: Vec<Certificate> = read.into_iter().flatten().collect();
        let brought = chain.iter().filter(|one| !one.is_self_issued()).map(|certificate| Brought {
            by: BroughtBy::Service(service.id.clone()),
            certificate: certificate.clone(),
            issuer: None,
        });
        examined.brought.extend(brought);
        examined.served.insert(service.id.clone(), Served { chain, odd });
    }
}
