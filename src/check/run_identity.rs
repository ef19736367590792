//! `run-identity`: under which account the run was. A run under an administrator's account proves nothing for SYSTEM and for
//! NetworkService: stores, proxy and rights are each account's own. Of Windows alone.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Arg, message};
use crate::observation::Logon;
use crate::vocabulary::Shown;

/// The accounts under which services run (Microsoft, "Well-known SIDs"): LocalSystem, LocalService, NetworkService.
const OF_SERVICES: [&str; 3] = ["S-1-5-18", "S-1-5-19", "S-1-5-20"];

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RunIdentity,
    question: "Was the run under an account of the services?",
    citation: "docs/windows.md; Exchange's transport runs as NetworkService (S-1-5-20), other services as SYSTEM (S-1-5-18)",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&OF_SERVICE, &INTERACTIVE, &OTHER_ACCOUNT, &NOT_KNOWN],
    run,
};

static OF_SERVICE: Template = Template {
    id: "run-identity.of-service",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{account} ({sid}), {logon}{elevated}; {role}",
    required: "an account under which services run",
    next: "",
    verify: "",
};
static INTERACTIVE: Template = Template {
    id: "run-identity.interactive",
    level: Level::Warning,
    cause: Some(Cause::OtherAccount),
    owner: Some(Owner::Exchange),
    observed: "{account} ({sid}), interactive{elevated}; {role}: what this run shows is proven for that account only",
    required: "a run as SYSTEM and as NetworkService: each account has stores and a proxy of its own",
    next: "Run it from the Task Scheduler as SYSTEM (S-1-5-18) and as NetworkService (S-1-5-20), as docs/windows.md shows.",
    verify: "",
};
static OTHER_ACCOUNT: Template = Template {
    id: "run-identity.other-account",
    level: Level::Warning,
    cause: Some(Cause::OtherAccount),
    owner: Some(Owner::Exchange),
    observed: "{account} ({sid}), {logon}{elevated}; {role}: what this run shows is proven for that account only",
    required: "a run as SYSTEM and as NetworkService: each account has stores and a proxy of its own",
    next: "Run it from the Task Scheduler as SYSTEM (S-1-5-18) and as NetworkService (S-1-5-20), as docs/windows.md shows.",
    verify: "",
};
static NOT_KNOWN: Template = Template {
    id: "run-identity.not-known",
    level: Level::Unknown,
    cause: Some(Cause::OtherAccount),
    owner: Some(Owner::Exchange),
    observed: "the system does not tell under which account this is",
    required: "a run as SYSTEM and as NetworkService: each account has stores and a proxy of its own",
    next: "Run it from the Task Scheduler as SYSTEM (S-1-5-18) and as NetworkService (S-1-5-20), as docs/windows.md shows.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(windows) = case.windows() else { return Vec::new() };
    let host = &case.observed.host;
    let sid = host.account_id.as_ref().map(Shown::as_str);
    let template = match (sid, windows.logon) {
        (None, _) => &NOT_KNOWN,
        (Some(sid), _) if OF_SERVICES.contains(&sid) => &OF_SERVICE,
        (Some(_), Logon::Interactive) => &INTERACTIVE,
        (Some(_), _) => &OTHER_ACCOUNT,
    };
    let elevated = match windows.elevated {
        Some(true) => message!("words-elevated", ", elevated").into(),
        Some(false) => message!("words-not-elevated", ", not elevated").into(),
        None => Arg::from(""),
    };
    let unknown_role = || message!("words-role-not-known", "its part in a domain is not known").into();
    let role = windows.domain_role.value().map_or_else(unknown_role, Arg::from);
    let unnamed = || message!("words-account-without-name", "an account without a name").into();
    let finding = Finding::new(Code::RunIdentity, template, "account")
        .with("account", host.account.as_ref().map_or_else(unnamed, Arg::from))
        .with("sid", sid.unwrap_or_default())
        .with("logon", windows.logon.word())
        .with("elevated", elevated)
        .with("role", role);
    vec![finding]
}
