//! `store-complete`: whether the store could be read whole. What could not be read may hold the very root that is missed.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::observation::{Postfix, StoreOrigin};
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::StoreComplete,
    question: "Could the trust store be read whole?",
    citation: "docs/trust-store.md; what was not read is not known",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&WHOLE, &EMPTY, &NOTHING_NAMED, &UNLOADABLE, &UNREAD, &DENIED, &NOT_UNDERSTOOD],
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
    observed: "no certificate that the reader of this store takes, in {searched}",
    required: "a trust store: without one, nothing validates",
    next: "Install the system's CA certificates, or name the store that the mail transport reads with --trust-store.",
    verify: "certready store list",
};
static NOTHING_NAMED: Template = Template {
    id: "store-complete.nothing-named",
    level: Level::Failure,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "smtp_tls_CAfile and smtp_tls_CApath are empty: Postfix loads no trust anchor, whatever the system's store \
               holds",
    required: "a trust store: without one, nothing validates",
    next: "Set smtp_tls_CApath or smtp_tls_CAfile in main.cf; tls_append_default_CA counts only beside one of them.",
    verify: "certready store list",
};
static UNLOADABLE: Template = Template {
    id: "store-complete.unloadable",
    level: Level::Failure,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "Postfix can't load its trust anchors and runs without TLS: {reason}",
    required: "a trust store: without one, nothing validates",
    next: "Mend the file that the setting names: certificates in PEM, and no broken block; then restart Postfix.",
    verify: "certready store list",
};
static UNREAD: Template = Template {
    id: "store-complete.unread",
    level: Level::Warning,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "could not be read: {reason}",
    required: "every certificate of the store that counts",
    next: "Mend it: a mail transport may stop at the same place.",
    verify: "certready store list",
};
static DENIED: Template = Template {
    id: "store-complete.denied",
    level: Level::Unknown,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "this run did not get to look: {reason}",
    required: "every certificate of the store that counts",
    next: "Mend what kept it from being read, or run as an account that may read the store of the mail transport.",
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
    let denied = facts.unread.iter().any(|unread| unread.denied);
    match &facts.origin {
        StoreOrigin::Postfix(postfix) if postfix.names_nothing() => {
            found.push(finding(&NOTHING_NAMED, Shown::new("store")));
        }
        StoreOrigin::Postfix(Postfix { unloadable: Some(reason), .. }) => {
            found.push(finding(&UNLOADABLE, Shown::new("store")).with("reason", reason));
        }
        // What was not looked into is said already, and may hold any number.
        _ if case.examined.store.is_empty() && !denied => {
            found.push(finding(&EMPTY, Shown::new("store")).with("searched", facts.searched.clone()));
        }
        _ => {}
    }
    if found.is_empty() {
        let whole = finding(&WHOLE, Shown::new("store"));
        found.push(whole.with("count", case.examined.store.len()).with("searched", facts.searched.clone()));
    }
    found
}
