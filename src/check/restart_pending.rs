//! `restart-pending`: whether Exchange's transport was started after the root came. A running transport keeps what it knows of
//! a chain; Microsoft's own guidance is to restart it. Of Windows alone.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::observation::Setting;
use crate::policy::Anchor;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RestartPending,
    question: "Was Exchange's transport started after the incoming trust anchor came?",
    citation: "the last write of the root's registry key, and the start of MSExchangeTransport",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&STARTED_AFTER, &PENDING, &NO_TRANSPORT, &NOT_KNOWN],
    run,
};

static STARTED_AFTER: Template = Template {
    id: "restart-pending.started-after",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "the root's entry was last written at {written}, and MSExchangeTransport was started at {started}",
    required: "a start of the transport after the root came",
    next: "",
    verify: "",
};
static PENDING: Template = Template {
    id: "restart-pending.pending",
    level: Level::Warning,
    cause: Some(Cause::RestartPending),
    owner: Some(Owner::Exchange),
    observed: "the root's entry was last written at {written}, after MSExchangeTransport was started at {started}",
    required: "a start of the transport after the root came",
    next: "Restart MSExchangeTransport in a window for it: mail waits while it restarts.",
    verify: "{again}",
};
static NO_TRANSPORT: Template = Template {
    id: "restart-pending.no-transport",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "no MSExchangeTransport runs here, or the root has no entry of its own",
    required: "a start of the transport after the root came",
    next: "",
    verify: "",
};
static NOT_KNOWN: Template = Template {
    id: "restart-pending.not-known",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::Exchange),
    observed: "since when the transport runs is not known: {why}",
    required: "a start of the transport after the root came",
    next: "Run as an account that may ask for it (SYSTEM).",
    verify: "{again}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(windows) = case.windows_stores() else { return Vec::new() };
    case.policy.incoming.iter().map(|anchor| judge(case, anchor, &windows.transport_started)).collect()
}

fn judge(case: &Case<'_>, anchor: &Anchor, started: &Setting<crate::vocabulary::Timestamp>) -> Finding {
    let finding =
        |template| Finding::new(Code::RestartPending, template, anchor.label.as_str()).with("again", case.again());
    // The first of several copies is the one that the transport could find.
    let stored = case.stored_root(anchor);
    let written = stored.iter().filter(|one| one.kept.is_of_services()).filter_map(|one| one.kept.written).min();
    match (started, written) {
        (Setting::Unreadable(why), _) => finding(&NOT_KNOWN).with("why", why),
        (Setting::Is(started), Some(written)) => {
            let template = if written > *started { &PENDING } else { &STARTED_AFTER };
            finding(template).with("written", written).with("started", *started)
        }
        (Setting::Absent, _) | (Setting::Is(_), None) => finding(&NO_TRANSPORT),
    }
}
