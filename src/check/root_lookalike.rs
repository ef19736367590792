//! `root-lookalike`: whether a certificate in the store bears an incoming anchor's name and another key. Listed by name,
//! it looks installed, and validates nothing. "GlobalSign Root CA – R1" is such a label.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::pki::Certificate;
use crate::policy::Anchor;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RootLookalike,
    question: "Does a certificate in the store bear an incoming anchor's name and another key?",
    citation: "RFC 5280 §6.1.1 (d): a trust anchor is a name and a key; names compared as §7.1 says",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&NONE_FOUND, &BESIDE, &INSTEAD],
    run,
};

static NONE_FOUND: Template = Template {
    id: "root-lookalike.none",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "no certificate in the store bears its name and another key",
    required: "policy, line {line}: this anchor is its key, not its name",
    next: "",
    verify: "",
};
static BESIDE: Template = Template {
    id: "root-lookalike.beside",
    level: Level::Notice,
    cause: Some(Cause::RootLookalike),
    owner: Some(Owner::RootStore),
    observed: "the same name with another key stands beside it: {sha256}",
    required: "policy, line {line}: this anchor is its key, not its name",
    next: "Nothing, where that certificate is meant to be there. Match by SHA-256, never by name.",
    verify: "certready store find {sha256}",
};
static INSTEAD: Template = Template {
    id: "root-lookalike.instead",
    level: Level::Warning,
    cause: Some(Cause::RootLookalike),
    owner: Some(Owner::RootStore),
    observed: "only the same name with another key is in the store: {sha256}",
    required: "policy, line {line}: this anchor is its key, not its name",
    next: "Add the anchor itself; the certificate that is there does not validate the new chain.",
    verify: "certready store find {sha256}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.policy.incoming.iter().map(|anchor| judge(case, anchor)).collect()
}

fn judge(case: &Case<'_>, anchor: &Anchor) -> Finding {
    let store = case.examined.store.iter().map(|entry| &entry.certificate);
    // Another certificate of the same key is no lookalike: it is the same anchor to every client, listed or not.
    let same_key = |one: &&Certificate| anchor.known.iter().any(|known| known.spki_digest() == one.spki_digest());
    let (itself, others): (Vec<_>, Vec<_>) = store
        .filter(|one| anchor.known.iter().any(|known| known.subject() == one.subject()))
        .partition(|one| anchor.is(one) || same_key(one));
    let template = match (others.is_empty(), itself.is_empty()) {
        (true, _) => &NONE_FOUND,
        (false, false) => &BESIDE,
        (false, true) => &INSTEAD,
    };
    let digests: Vec<Shown> = others.iter().map(|one| Shown::new(&one.fingerprint().to_string())).collect();
    Finding::new(Code::RootLookalike, template, anchor.label.as_str()).with("line", anchor.line).with("sha256", digests)
}
