//! What the services that were asked for their certificates ask of the firewall: TCP 25 and its like. As of the endpoints, it is
//! made of findings that were judged.

use std::time::Duration;

use super::firewall::{CauseRow, FirewallRow, NeededUrl, SeenAddress, need_word};
use crate::case::{Case, Mend, service_to_mend};
use crate::finding::{Code, Finding, Level, Owner, Weight};
use crate::observation::{Attempt, NamedBy, ServiceFacts, ServiceReached};
use crate::policy::Need;
use crate::vocabulary::Shown;

/// A row for each service that something between keeps from this host. What the policy waives and what `--connect-to` led
/// elsewhere is not asked for.
pub(super) fn rows(case: &Case<'_>, findings: &[Finding], from: &str) -> Vec<FirewallRow> {
    let asked = |one: &&Finding| {
        one.code == Code::ServiceReachable
            && one.template.owner == Some(Owner::Firewall)
            && matches!(one.level, Level::Warning | Level::Failure)
            && one.waiver.is_none()
    };
    let services = case.observed.services.iter().filter(|service| service.instead.is_none());
    let of_service = |service: &ServiceFacts| {
        let shown = service.id.shown();
        findings
            .iter()
            .filter(asked)
            .find(|one| one.target == shown)
            .and_then(|finding| row(case, from, service, finding))
    };
    services.filter_map(of_service).collect()
}

fn row(case: &Case<'_>, from: &str, service: &ServiceFacts, finding: &Finding) -> Option<FirewallRow> {
    let cause = finding.cause?;
    let (mend, ask) = service_to_mend(service, cause, from)?;
    let (step, attempts): (_, &[Attempt]) = match &service.reached {
        ServiceReached::Nothing(_) => ("nothing", &[]),
        ServiceReached::Unresolved(_) => ("unresolved", &[]),
        ServiceReached::Resolved { attempts } => ("resolved", attempts),
        ServiceReached::Connected { attempts, .. } | ServiceReached::Secured { attempts, .. } => {
            ("connected", attempts)
        }
    };
    let seen = |one: &Attempt| SeenAddress {
        address: Shown::new(&one.address.to_string()),
        connect: vec![one.outcome.word()],
    };
    Some(FirewallRow {
        mend,
        asks: vec![ask],
        host: service.id.host.as_str().to_owned(),
        port: Some(service.id.port).filter(|_| mend != Mend::NameResolution),
        proxy: None,
        level: finding.level,
        decisive: finding.weight == Weight::Decisive && finding.level == Level::Failure,
        of_a_group: false,
        addresses: attempts.iter().map(seen).collect(),
        urls: vec![NeededUrl {
            url: service.id.shown(),
            kinds: vec![service.id.protocol.word()],
            methods: vec!["connect"],
            need: Some(need_word(&Need::Required)),
            named_by: service.named_by.iter().map(NamedBy::said).collect(),
            redirected_to: None,
        }],
        causes: vec![CauseRow {
            cause,
            at: case.times.observed.plus(Duration::from_millis(service.offset_ms.unwrap_or_default())),
            step,
            observed: finding.observed_said(),
        }],
    })
}
