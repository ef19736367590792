//! `store-complete`: whether the store could be read whole. What could not be read may hold the very root that is missed.

use super::{Check, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::StoreComplete,
    question: "Could the trust store be read whole?",
    citation: "docs/trust-store.md; what was not read is not known",
    decisive: NONE,
    templates: &[&WHOLE, &EMPTY, &UNREAD, &DENIED, &NOT_UNDERSTOOD],
    run,
};

static WHOLE: Template = Template {
    id: "store-complete.whole",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{count} certificates read from {searched}",
    required: "every certificate of the store that counts",
    next: "",
    verify: "",
};
static EMPTY: Template = Template {
    id: "store-complete.empty",
    level: Level::Failure,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "no certificate at all in {searched}",
    required: "a trust store: without one, nothing validates",
    next: "Install the system's CA certificates, or name the store that the mail transport reads with --trust-store.",
    verify: "certready store list",
};
static UNREAD: Template = Template {
    id: "store-complete.unread",
    level: Level::Warning,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "could not be read: {reason}",
    required: "every certificate of the store that counts",
    next: "Mend or remove it: a mail transport may stop at the same place.",
    verify: "certready store list",
};
static DENIED: Template = Template {
    id: "store-complete.denied",
    level: Level::Unknown,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "this account may not read it: {reason}",
    required: "every certificate of the store that counts",
    next: "Run as the account of the mail transport, or as one that may read its store.",
    verify: "certready store list",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "store-complete.not-understood",
    level: Level::Notice,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::RootStore),
    observed: "an entry that is no certificate as RFC 5280 §4.1 has it: {reason}",
    required: "every certificate of the store that counts",
    next: "Look at the entry; a mail transport will not use it either.",
    verify: "certready store list",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let facts = &case.observed.store;
    let finding = |template, target: Shown| Finding::new(Code::StoreComplete, template, target);
    let mut found: Vec<Finding> = facts
        .unread
        .iter()
        .map(|unread| {
            let template = if unread.denied { &DENIED } else { &UNREAD };
            finding(template, Shown::new(&unread.place.to_string())).with("reason", &unread.reason)
        })
        .collect();
    found.extend(case.examined.store_odd.iter().map(|(object, odd)| {
        finding(&NOT_UNDERSTOOD, Shown::new(&object.to_string())).with("reason", odd.to_string())
    }));
    if case.examined.store.is_empty() {
        found.push(finding(&EMPTY, Shown::new("store")).with("searched", facts.searched.clone()));
    }
    if found.is_empty() {
        let whole = finding(&WHOLE, Shown::new("store"));
        found.push(whole.with("count", case.examined.store.len()).with("searched", facts.searched.clone()));
    }
    found
}
