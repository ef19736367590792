//! What services present as a sheet for partners is made: one column more for each, beside what the policy says.

use super::partner_sheet::{ColumnOrigin, PartnerSheet, Said, SheetColumn};
use crate::case::{Case, Root};
use crate::observation::ServiceFacts;
use crate::policy::Side;
use crate::vocabulary::Shown;

/// Whether each service that was asked has its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Each presented a certificate.
    All,
    /// One did not, or a domain named no host: the sheet's warnings say which.
    Partial,
}

impl PartnerSheet {
    /// Adds what the services of a case present.
    pub fn add_presented(&mut self, case: &Case<'_>) -> Presence {
        let mut presence = Presence::All;
        let mut lacking = |what: Shown| {
            self.warnings.push(format!(
                "{what}: nothing was presented that could be read; certready check {} --service says why.",
                case.policy.source.name
            ));
            presence = Presence::Partial;
        };
        for mx in case.observed.mx.iter().filter(|mx| mx.hosts().is_empty()) {
            lacking(mx.shown());
        }
        for service in &case.observed.services {
            match column(case, service) {
                Some(column) => self.columns.push(column),
                None => lacking(service.id.shown()),
            }
        }
        presence
    }
}

fn column(case: &Case<'_>, service: &ServiceFacts) -> Option<SheetColumn> {
    let served = case.examined.served.get(&service.id)?;
    let (leaf, leads) = (served.chain.first()?, case.leads(served)?);
    let stated = |part: Option<&Shown>| part.map_or(Said::None, |part| Said::Is(part.to_string()));
    let (Root::Incoming(root)
    | Root::Retiring(root)
    | Root::Public(root)
    | Root::OfThisHost(root)
    | Root::Nowhere(root)) = &leads.root;
    Some(SheetColumn {
        origin: ColumnOrigin::Presented,
        side: match leads.side() {
            Some(Side::Incoming) => "incoming",
            Some(Side::Retiring) => "retiring",
            None => "other",
        },
        state: "presented",
        heading: format!(
            "Presented by {} at {}, valid from {} to {}",
            service.id,
            case.times.observed,
            leaf.not_before().date(),
            leaf.not_after().date()
        ),
        root: Said::Is(root.to_string()),
        name: stated(leaf.subject().common_name()),
        organisation: stated(leaf.subject().organisation()),
        unit: stated(leaf.subject().unit()),
        key: Said::Is(leaf.key().to_string().replace("ECDSA ", "EC ")),
        names: leaf.dns_names().map(|name| Shown::new(name).to_string()).collect(),
    })
}
