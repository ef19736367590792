//! `root-auto-update`: whether Windows would fetch a missing root by itself. Absent is not untrusted: unless it is switched off,
//! Windows fetches a root of its programme when a chain needs it, over TCP 80. Hardening scripts switch it off in silence, and
//! then "absent" means that mail stops. Of Windows alone.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, IMPORT, OnDemand};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Arg, Say, message};
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

fn judge(case: &Case<'_>, anchor: &Anchor, settings: &Arg) -> Finding {
    let finding = |template| {
        Finding::new(Code::RootAutoUpdate, template, anchor.label.as_str())
            .with("settings", settings.clone())
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
fn settings(update: &RootUpdate) -> Arg {
    let not_read = |setting: &'static str, why: &Shown| {
        Say::new(message!("words-setting-not-read", "{setting} not read ({why})"))
            .with("setting", setting)
            .with("why", why)
    };
    let disabled: Arg = match (update.disabled.value(), update.disabled.refused()) {
        (Some(value), _) => Arg::from(format!("DisableRootAutoUpdate = {value}")),
        (None, Some(why)) => not_read("DisableRootAutoUpdate", why).into(),
        (None, None) => message!("words-update-not-set", "DisableRootAutoUpdate is not set").into(),
    };
    let source: Arg = match (update.source.value(), update.source.refused()) {
        (Some(url), _) => Arg::from(format!("RootDirUrl = {url}")),
        (None, Some(why)) => not_read("RootDirUrl", why).into(),
        (None, None) => message!("words-from-windows-update", "from Windows Update").into(),
    };
    let synced: Arg = match (update.synced.value(), update.synced.refused()) {
        (Some(at), _) => Say::new(message!("words-list-fetched", "list last fetched {at}")).with("at", *at).into(),
        (None, Some(why)) => {
            Say::new(message!("words-list-fetch-not-read", "last fetch not read ({why})")).with("why", why).into()
        }
        (None, None) => message!("words-list-never-fetched", "list never fetched").into(),
    };
    Arg::Each(vec![disabled, source, synced])
}
