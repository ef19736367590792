//! `root-scope`: whether each incoming trust anchor stands where services find it. Exchange's services run as SYSTEM and
//! NetworkService and read the machine's stores; `certmgr.msc` shows the current user's, where a root looks installed and is
//! not. Of Windows alone: other systems keep no store for each account.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, IMPORT, Stored};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::{Arg, message};
use crate::observation::Kept;
use crate::policy::Anchor;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RootScope,
    question: "Is each incoming trust anchor in the machine's store, which services read?",
    citation: "Microsoft, \"System Store Locations\": CERT_SYSTEM_STORE_LOCAL_MACHINE and CERT_SYSTEM_STORE_CURRENT_USER",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[&OF_MACHINE, &OF_ACCOUNT, &NOWHERE],
    run,
};

static OF_MACHINE: Template = Template {
    id: "root-scope.of-machine",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "in {places}, which every service of this host reads",
    required: "in the machine's store: services read no account's",
    next: "",
    verify: "",
};
static OF_ACCOUNT: Template = Template {
    id: "root-scope.of-account",
    level: Level::Failure,
    cause: Some(Cause::RootWrongStore),
    owner: Some(Owner::RootStore),
    observed: "only in {places}: {account} sees it, and services, which run under other accounts, do not",
    required: "in the machine's store: services read no account's",
    next: "{import}",
    verify: "certready store find {wanted}",
};
static NOWHERE: Template = Template {
    id: "root-scope.nowhere",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "in no store of trust anchors",
    required: "nothing: root-present speaks of that",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    if case.windows_stores().is_none() {
        return Vec::new();
    }
    case.policy.incoming.iter().map(|anchor| judge(case, anchor)).collect()
}

fn judge(case: &Case<'_>, anchor: &Anchor) -> Finding {
    let stored = case.stored_root(anchor);
    let places =
        |of: fn(&Kept) -> bool| -> Vec<Shown> { stored.iter().filter(|one| of(one.kept)).map(Stored::place).collect() };
    let (machine, account) = (places(Kept::is_of_services), places(Kept::is_of_account));
    let (template, places, weight) = match (machine.is_empty(), account.is_empty()) {
        (false, _) => (&OF_MACHINE, machine, Weight::Decisive),
        (true, false) => (&OF_ACCOUNT, account, Weight::Decisive),
        (true, true) => (&NOWHERE, Vec::new(), Weight::Supporting),
    };
    let account = case.observed.host.account.as_ref();
    let account = account.map_or_else(|| message!("words-this-account", "this account").into(), Arg::from);
    Finding::new(Code::RootScope, template, anchor.label.as_str())
        .weighing(weight)
        .with("places", places)
        .with("account", account)
        .with("import", IMPORT)
        .with("wanted", anchor.wanted())
}
