//! `intermediate-validity`: whether each intermediate is valid when it matters. One that has ended makes its path
//! impossible, and what its CRL, OCSP and AIA endpoints say no longer matters.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, Standing};
use crate::finding::{Cause, Code, Finding, Level, Owner, Phase, Template, Weight};
use crate::policy::Intermediate;

/// As for anchors: an end this soon after the judged time asks for the next rotation already.
const SOON_DAYS: i64 = 90;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::IntermediateValidity,
    question: "Is each intermediate valid when it matters?",
    citation: "RFC 5280 §6.1.3 (a)(2)",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[&VALID, &EXPIRED, &NOT_YET, &SOON, &EXPIRED_SINCE, &ANOTHER_VALID],
    run,
};

static VALID: Template = Template {
    id: "intermediate-validity.valid",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "valid from {from} to {until}",
    required: "valid at {at}, and not only just",
    next: "",
    verify: "",
};
static EXPIRED: Template = Template {
    id: "intermediate-validity.expired",
    level: Level::Failure,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Pki),
    observed: "its validity ends at {until}, before {at}: no path through it is possible",
    required: "valid at {at}",
    next: "Look for a newer policy: the service must have moved to another intermediate.",
    verify: "certready policy list",
};
static NOT_YET: Template = Template {
    id: "intermediate-validity.not-yet",
    level: Level::Failure,
    cause: Some(Cause::NotYetValidAtCutover),
    owner: Some(Owner::Pki),
    observed: "its validity begins at {from}, after {at}",
    required: "valid at {at}",
    next: "Compare the cutover and the certificate with the policy's sources.",
    verify: "certready policy show {policy}",
};
static SOON: Template = Template {
    id: "intermediate-validity.ends-soon",
    level: Level::Warning,
    cause: Some(Cause::ExpiresSoon),
    owner: Some(Owner::Pki),
    observed: "its validity ends at {until}, {days} days after {at}",
    required: "valid at {at} and for {soon} days more",
    next: "Expect another intermediate soon, and look for its policy.",
    verify: "certready policy list",
};
static EXPIRED_SINCE: Template = Template {
    id: "intermediate-validity.expired-since",
    level: Level::Notice,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Pki),
    observed: "valid at {at}, for which it was judged as asked; its validity has ended since, at {until}",
    required: "valid at {at}",
    next: "For today's certificate, judge the policy that is in force.",
    verify: "certready policy list",
};
static ANOTHER_VALID: Template = Template {
    id: "intermediate-validity.another-valid",
    level: Level::Notice,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Pki),
    observed: "valid from {from} to {until}, which leaves out {at}; another intermediate under {issuer} is valid then",
    required: "one intermediate under {issuer} that is valid at {at}",
    next: "Nothing, where the service presents the other one.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.policy.intermediates.iter().map(|one| judge(case, one)).collect()
}

fn judge(case: &Case<'_>, intermediate: &Intermediate) -> Finding {
    let at = case.judged_at();
    let certificate = &intermediate.certificate;
    let days = at.days_until(certificate.not_after());
    // While either chain may come, the new one must work already.
    let in_overlap = case.phase == Phase::Overlap;
    let another = || {
        let under_it = case.policy.intermediates.iter().filter(|other| other.issuer == intermediate.issuer);
        under_it.into_iter().any(|other| other.certificate.is_valid_at(at))
    };
    // Which instant it fails: the cutover, or today where either chain may come already.
    let fails_at = if at < certificate.not_before() { at } else { case.times.as_of };
    let (template, weight) = if !certificate.is_valid_at(at) && another() {
        (&ANOTHER_VALID, Weight::Supporting)
    } else if at > certificate.not_after() {
        (&EXPIRED, Weight::Decisive)
    } else if at < certificate.not_before() || (in_overlap && case.times.as_of < certificate.not_before()) {
        (&NOT_YET, Weight::Decisive)
    } else if case.standing == Standing::JudgedForItsDate && case.times.as_of > certificate.not_after() {
        (&EXPIRED_SINCE, Weight::Decisive)
    } else if days < SOON_DAYS {
        (&SOON, Weight::Decisive)
    } else {
        (&VALID, Weight::Decisive)
    };
    Finding::new(Code::IntermediateValidity, template, intermediate.label.as_str())
        .weighing(weight)
        .with("from", certificate.not_before())
        .with("until", certificate.not_after())
        .with("at", if template == &NOT_YET { fails_at } else { at })
        .with("days", days)
        .with("soon", SOON_DAYS)
        .with("issuer", intermediate.issuer.as_str())
        .with("policy", case.policy_word())
}
