//! `root-auto-update`: whether Windows would fetch a missing root by itself. Absent is not untrusted: unless it is switched off,
//! Windows fetches a root of its programme when a chain needs it, over TCP 80. Hardening scripts switch it off in silence, and
//! then "absent" means that mail stops. Of Windows alone.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, IMPORT, OnDemand};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::observation::RootUpdate;
use crate::policy::Anchor;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RootAutoUpdate,
    question: "Would Windows fetch a missing root by itself?",
    citation: "Microsoft, \"Configure Trusted Roots and Disallowed Certificates\" (DisableRootAutoUpdate, RootDirUrl)",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[&NOT_NEEDED, &OFF_NOT_NEEDED, &OFFERED, &NOT_OFFERED, &OFF, &NOT_KNOWN],
    run,
};

static NOT_NEEDED: Template = Template {
    id: "root-auto-update.not-needed",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "no incoming root is missed; {settings}",
    required: "each incoming root where services find it, or its source in reach",
    next: "",
    verify: "",
};
static OFF_NOT_NEEDED: Template = Template {
    id: "root-auto-update.off-not-needed",
    level: Level::Notice,
    cause: Some(Cause::RootUpdateOff),
    owner: None,
    observed: "no incoming root is missed; {settings}: what is missed one day does not come by itself",
    required: "each incoming root where services find it, or its source in reach",
    next: "Nothing for this rotation. Keep the roots up to date by hand or by group policy.",
    verify: "",
};
static OFFERED: Template = Template {
    id: "root-auto-update.offered",
    level: Level::Warning,
    cause: Some(Cause::RootOnDemand),
    owner: Some(Owner::RootStore),
    observed: "missed, and would be fetched on demand: {source} gives the very certificate; {settings}",
    required: "each incoming root where services find it: a fetch on demand fails with the network, when the chain needs it",
    next: "Pre-stage it. {import}",
    verify: "certready store find {wanted}",
};
static NOT_OFFERED: Template = Template {
    id: "root-auto-update.not-offered",
    level: Level::Failure,
    cause: Some(Cause::RootOnDemand),
    owner: Some(Owner::RootStore),
    observed: "missed, and would not come on demand: {why}; {settings}",
    required: "each incoming root where services find it, or its source in reach",
    next: "{import}",
    verify: "certready store find {wanted}",
};
static OFF: Template = Template {
    id: "root-auto-update.off",
    level: Level::Failure,
    cause: Some(Cause::RootUpdateOff),
    owner: Some(Owner::RootStore),
    observed: "missed, and the update is switched off: {settings}",
    required: "each incoming root where services find it, or its source in reach",
    next: "{import}",
    verify: "certready store find {wanted}",
};
static NOT_KNOWN: Template = Template {
    id: "root-auto-update.not-known",
    level: Level::Unknown,
    cause: Some(Cause::RootOnDemand),
    owner: Some(Owner::RootStore),
    observed: "missed, and whether it would come on demand is not known: {why}; {settings}",
    required: "each incoming root where services find it, or its source in reach",
    next: "Run as an account that may look (SYSTEM). {import}",
    verify: "certready store find {wanted}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(windows) = case.windows_stores() else { return Vec::new() };
    let settings = settings(&windows.root_update);
    let missed: Vec<&Anchor> = case.policy.incoming.iter().filter(|anchor| case.is_missed(anchor)).collect();
    if missed.is_empty() {
        let off = windows.root_update.disabled.value().is_some_and(|value| *value != 0);
        let template = if off { &OFF_NOT_NEEDED } else { &NOT_NEEDED };
        return vec![Finding::new(Code::RootAutoUpdate, template, "root update").with("settings", settings)];
    }
    missed.into_iter().map(|anchor| judge(case, anchor, &settings)).collect()
}

fn judge(case: &Case<'_>, anchor: &Anchor, settings: &str) -> Finding {
    let finding = |template| {
        Finding::new(Code::RootAutoUpdate, template, anchor.label.as_str())
            .with("settings", settings.to_owned())
            .with("import", IMPORT)
            .with("wanted", anchor.wanted())
    };
    match case.on_demand(anchor) {
        OnDemand::Offered(source) => finding(&OFFERED).with("source", source),
        OnDemand::Off => finding(&OFF),
        OnDemand::NotOffered(why) => finding(&NOT_OFFERED).with("why", why),
        OnDemand::NotKnown(why) => finding(&NOT_KNOWN).with("why", why),
    }
}

/// The settings as they stand: what switches it off, its source, and when it last fetched its list.
fn settings(update: &RootUpdate) -> String {
    let disabled = match (update.disabled.value(), update.disabled.refused()) {
        (Some(value), _) => format!("DisableRootAutoUpdate = {value}"),
        (None, Some(why)) => format!("DisableRootAutoUpdate not read ({why})"),
        (None, None) => "DisableRootAutoUpdate is not set".to_owned(),
    };
    let source = match (update.source.value(), update.source.refused()) {
        (Some(url), _) => format!("RootDirUrl = {url}"),
        (None, Some(why)) => format!("RootDirUrl not read ({why})"),
        (None, None) => "from Windows Update".to_owned(),
    };
    let synced = match (update.synced.value(), update.synced.refused()) {
        (Some(at), _) => format!("list last fetched {at}"),
        (None, Some(why)) => format!("last fetch not read ({why})"),
        (None, None) => "list never fetched".to_owned(),
    };
    Shown::new(&format!("{disabled}, {source}, {synced}")).to_string()
}
