//! What services present as a sheet for partners is made: one column more for each, beside what the policy says.

use super::partner_sheet::{ColumnOrigin, PartnerSheet, Said, SheetColumn};
use crate::case::{Case, Root};
use crate::language::{Say, message};
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
            let says = message!(
                "sheet-nothing-presented",
                "{what}: nothing was presented that could be read; certready check {policy} --service says why."
            );
            self.warnings.push(Say::new(says).with("what", what).with("policy", case.policy.source.name.as_str()));
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
        heading: Say::new(message!(
            "sheet-head-presented",
            "Presented by {service} at {observed}, valid from {from} to {until}"
        ))
        .with("service", service.id.to_string())
        .with("observed", case.times.observed)
        .with("from", leaf.not_before().date())
        .with("until", leaf.not_after().date()),
        root: Said::Is(root.to_string()),
        name: stated(leaf.subject().common_name()),
        organisation: stated(leaf.subject().organisation()),
        unit: stated(leaf.subject().unit()),
        key: Said::Is(leaf.key().to_string().replace("ECDSA ", "EC ")),
        names: leaf.dns_names().map(|name| Shown::new(name).to_string()).collect(),
    })
}
