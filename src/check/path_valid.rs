//! `path-valid`: whether the path from each intermediate to an incoming anchor holds for what it issues. The same rules judge
//! it that judge a chain of files (`certready verify`); that each link is signed the policy's own check has seen already.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, path_words};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::pki::Certificate;
use crate::pki::path::{Break, Ground, KeyPurpose, PathFault, Proof, path_of_issuer};
use crate::policy::Intermediate;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::PathValid,
    question: "Does the path from each intermediate to an incoming anchor hold?",
    citation: "RFC 5280 §6.1",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[&HOLDS, &BROKEN, &NOT_UNDERSTOOD, &OUT_OF_TIME],
    run,
};

static HOLDS: Template = Template {
    id: "path-valid.holds",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "its path for servers' certificates holds at {at}: {path}",
    required: "a path to an incoming anchor, by every rule but revocation",
    next: "",
    verify: "",
};
static BROKEN: Template = Template {
    id: "path-valid.broken",
    level: Level::Failure,
    cause: Some(Cause::PathInvalid),
    owner: Some(Owner::Pki),
    observed: "no path to an incoming anchor holds at {at}: {broken}: {fault}",
    required: "a path to an incoming anchor, by every rule but revocation",
    next: "Compare the certificates with the policy's sources. If they are right, tell the CA: clients refuse the chain.",
    verify: "certready policy show {policy}",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "path-valid.not-understood",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Pki),
    observed: "whether a path to an incoming anchor holds at {at} is not known: {broken}: {fault}",
    required: "a path to an incoming anchor, by every rule but revocation",
    next: "See whether the client of this host accepts the chain.",
    verify: "certready policy show {policy}",
};
static OUT_OF_TIME: Template = Template {
    id: "path-valid.out-of-time",
    level: Level::NotApplicable,
    cause: Some(Cause::Expired),
    owner: None,
    observed: "no path through {broken} is possible at {at}: {fault}",
    required: "nothing: root-validity and intermediate-validity speak of that",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let candidates: Vec<Certificate> = case.policy.certificates().cloned().collect();
    // An anchor that the policy gives by its key alone is known by the certificate in the store.
    let is_incoming = |one: &Certificate| case.policy.incoming.iter().any(|anchor| anchor.is(one));
    let stored = case.examined.store.iter().map(|entry| &entry.certificate).filter(|one| is_incoming(one));
    let known = case.policy.incoming.iter().flat_map(|anchor| &anchor.known);
    let anchors: Vec<Certificate> = known.chain(stored).cloned().collect();
    let ground = Ground { candidates: &candidates, anchors: &anchors, at: case.judged_at() };
    case.policy.intermediates.iter().map(|one| judge(case, one, ground)).collect()
}

fn judge(case: &Case<'_>, intermediate: &Intermediate, ground: Ground<'_>) -> Finding {
    let finding = |template| {
        Finding::new(Code::PathValid, template, intermediate.label.as_str())
            .weighing(Weight::Decisive)
            .with("at", ground.at)
            .with("policy", case.policy_word())
    };
    match path_of_issuer(&intermediate.certificate, ground, KeyPurpose::Server) {
        Ok(path) => {
            let path: Vec<String> = path.iter().map(|one| one.label().to_string()).collect();
            finding(&HOLDS).with("path", Shown::new(&path.join(" → ")))
        }
        Err(broken) => {
            let (template, weight) = words(&broken);
            finding(template)
                .weighing(weight)
                .with("broken", broken.certificate.label())
                .with("fault", path_words(&broken.fault))
        }
    }
}

fn words(broken: &Break) -> (&'static Template, Weight) {
    match (&broken.fault, broken.proof()) {
        (PathFault::Expired { .. } | PathFault::NotYetValid { .. }, _) => (&OUT_OF_TIME, Weight::Supporting),
        (_, Proof::Unknown) => (&NOT_UNDERSTOOD, Weight::Decisive),
        (_, Proof::Invalid) => (&BROKEN, Weight::Decisive),
    }
}
