//! `retiring-root`: whether the retiring trust anchor is still there while the old chain counts. Nothing here ever advises
//! to remove a root: other services chain to it.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::policy::Anchor;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RetiringRoot,
    question: "Is the retiring trust anchor still there while the old chain counts?",
    citation: "the policy's retiring anchors and rollout_until; docs/checks.md#retiring-root",
    concerns: Concerns::Rotation,
    // Decisive only where the service is seen to present the old chain, which needs the service's own probe.
    decisive: NONE,
    templates: &[&PRESENT, &EXPIRED, &DISTRUSTED, &ABSENT, &PERHAPS_UNREAD, &NO_MATTER],
    run,
};

static PRESENT: Template = Template {
    id: "retiring-root.present",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "present, in {places}",
    required: "policy, line {line}: there until {until}, while the old chain may be presented",
    next: "",
    verify: "",
};
static EXPIRED: Template = Template {
    id: "retiring-root.expired",
    level: Level::Warning,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Pki),
    observed: "present, in {places}, and its validity has ended, while the old chain may be presented until {until}",
    required: "policy, line {line}: there until {until}, while the old chain may be presented",
    next: "See whether the service still presents a chain to it: such a chain does not validate any more.",
    verify: "certready store find {wanted}",
};
static DISTRUSTED: Template = Template {
    id: "retiring-root.distrusted",
    level: Level::Warning,
    cause: Some(Cause::RootDistrusted),
    owner: Some(Owner::Pki),
    observed: "present, in {places}; {programme} stopped trusting it on {on}, which is this client's own root programme",
    required: "policy, line {line}: there until {until}, while the old chain may be presented",
    next: "See whether the service still presents a chain to it: an update of the store may refuse such a chain.",
    verify: "certready store find {wanted}",
};
static ABSENT: Template = Template {
    id: "retiring-root.absent",
    level: Level::Warning,
    cause: Some(Cause::RootAbsent),
    owner: Some(Owner::RootStore),
    observed: "absent, and the old chain may be presented until {until}",
    required: "policy, line {line}: there until {until}, while the old chain may be presented",
    next: "See whether the service still presents a chain to it; if it does, add it back until then.",
    verify: "certready store find {wanted}",
};
static PERHAPS_UNREAD: Template = Template {
    id: "retiring-root.perhaps-unread",
    level: Level::Unknown,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "not among what could be read, and part of the store was not looked into",
    required: "policy, line {line}: there until {until}, while the old chain may be presented",
    next: "Run as an account that may read the whole store.",
    verify: "certready store find {wanted}",
};
static NO_MATTER: Template = Template {
    id: "retiring-root.no-matter",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "the old chain is no longer presented since {until}",
    required: "nothing of this rotation; leave the root where it is, because other services may chain to it",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.policy.retiring.iter().map(|anchor| judge(case, anchor)).collect()
}

fn judge(case: &Case<'_>, anchor: &Anchor) -> Finding {
    let held = case.examined.store.iter().find(|entry| anchor.is(&entry.certificate));
    let mut dates = case.policy.distrust.iter().filter(|one| one.root == anchor.label && one.by == case.programme());
    let distrust = dates.find(|one| case.times.as_of >= one.on);
    let template = match held {
        _ if !case.old_chain_counts() => &NO_MATTER,
        Some(entry) if !entry.certificate.is_valid_at(case.times.as_of) => &EXPIRED,
        Some(_) if distrust.is_some() => &DISTRUSTED,
        Some(_) => &PRESENT,
        None if case.observed.store.unread.iter().any(|one| one.denied) => &PERHAPS_UNREAD,
        None => &ABSENT,
    };
    let places: Vec<Shown> =
        held.map(|entry| entry.places.iter().map(|place| place.path.clone()).collect()).unwrap_or_default();
    Finding::new(Code::RetiringRoot, template, anchor.label.as_str())
        .with("line", anchor.line)
        .with("until", case.times.rollout_until(case.policy))
        .with("places", places)
        .with("programme", case.programme().word())
        .with("on", distrust.map(|one| one.on.date()).unwrap_or_default())
        .with("wanted", anchor.wanted())
}
