//! `intermediate-present`: whether each intermediate is at hand: in the store, or by AIA. A service that presents its whole
//! chain needs neither, so this supports and never decides.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::examine::BroughtBy;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::policy::Intermediate;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::IntermediatePresent,
    question: "Is each intermediate at hand, should the service not present it?",
    citation: "RFC 8446 §4.4.2: the server presents the chain; RFC 5280 §4.2.2.1: AIA names what is missing",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&IN_STORE, &PRESENTED, &BY_AIA, &ABSENT],
    run,
};

static IN_STORE: Template = Template {
    id: "intermediate-present.in-store",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "in the store, in {places}",
    required: "policy, line {line}: presented by the service, in the store, or by AIA",
    next: "",
    verify: "",
};
static PRESENTED: Template = Template {
    id: "intermediate-present.presented",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "not in the store; presented by {services}",
    required: "policy, line {line}: presented by the service, in the store, or by AIA",
    next: "",
    verify: "",
};
static BY_AIA: Template = Template {
    id: "intermediate-present.by-aia",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "not in the store; AIA brings it: {urls}",
    required: "policy, line {line}: presented by the service, in the store, or by AIA",
    next: "",
    verify: "",
};
static ABSENT: Template = Template {
    id: "intermediate-present.absent",
    level: Level::Notice,
    cause: Some(Cause::IntermediateAbsent),
    owner: Some(Owner::RootStore),
    observed: "neither in the store nor brought by AIA",
    required: "policy, line {line}: presented by the service, in the store, or by AIA",
    next: "Nothing, where the service presents its whole chain. Otherwise add the certificate with SHA-256 {wanted}.",
    verify: "certready store find {wanted}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.policy.intermediates.iter().map(|one| judge(case, one)).collect()
}

fn judge(case: &Case<'_>, intermediate: &Intermediate) -> Finding {
    let held = case.examined.store.iter().find(|entry| entry.certificate == intermediate.certificate);
    let (mut brought, mut presented) = (Vec::new(), Vec::new());
    for one in case.examined.brought.iter().filter(|one| one.certificate == intermediate.certificate) {
        match &one.by {
            BroughtBy::Target(id) => brought.push(Shown::new(id.url.as_str())),
            BroughtBy::Service(id) => presented.push(Shown::new(&id.to_string())),
        }
    }
    let template = match held {
        Some(_) => &IN_STORE,
        None if !presented.is_empty() => &PRESENTED,
        None if !brought.is_empty() => &BY_AIA,
        None => &ABSENT,
    };
    let places: Vec<Shown> =
        held.map(|entry| entry.places.iter().map(|place| place.path.clone()).collect()).unwrap_or_default();
    Finding::new(Code::IntermediatePresent, template, intermediate.label.as_str())
        .with("line", intermediate.line)
        .with("places", places)
        .with("urls", brought)
        .with("services", presented)
        .with("wanted", intermediate.certificate.fingerprint().to_string())
}
