//! `root-validity`: whether each incoming trust anchor is valid when it matters. Path validation does not ask it of an
//! anchor (RFC 5280 §6.1.1 (d)), the clients of this field do.

use super::{Check, Concerns, VALIDATING};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Phase, Template};
use crate::pki::Certificate;
use crate::policy::{Anchor, Distrust};

/// An end of validity this soon after the judged time asks for the next rotation already: a quarter is the shortest
/// notice that public CAs gave in the rotations of the catalogue.
const SOON_DAYS: i64 = 90;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RootValidity,
    question: "Is each incoming trust anchor valid when it matters, and trusted by the client's root programme?",
    citation: "RFC 5280 §4.1.2.5; OpenSSL and Schannel hold an anchor to its validity; root programmes' announcements",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[&VALID, &EXPIRED, &NOT_YET, &NOT_YET_TODAY, &SOON, &DISTRUSTED, &DISTRUSTED_ELSEWHERE, &NOT_AT_HAND],
    run,
};

static VALID: Template = Template {
    id: "root-validity.valid",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "valid from {from} to {until}",
    required: "valid at {at}, and not only just",
    next: "",
    verify: "",
};
static EXPIRED: Template = Template {
    id: "root-validity.expired",
    level: Level::Failure,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Pki),
    observed: "its validity ends at {until}, before {at}",
    required: "valid at {at}",
    next: "Look for a newer policy: a service can't present a chain to an anchor that has ended.",
    verify: "certready policy list",
};
static NOT_YET: Template = Template {
    id: "root-validity.not-yet",
    level: Level::Failure,
    cause: Some(Cause::NotYetValidAtCutover),
    owner: Some(Owner::Pki),
    observed: "its validity begins at {from}, after {at}",
    required: "valid at {at}",
    next: "Compare the cutover and the certificate with the policy's sources.",
    verify: "certready policy show {policy}",
};
static NOT_YET_TODAY: Template = Template {
    id: "root-validity.not-yet-today",
    level: Level::Notice,
    cause: Some(Cause::NotYetValid),
    owner: None,
    observed: "its validity begins at {from}: valid at {at}, and not today",
    required: "valid at {at}",
    next: "Nothing, where the service presents the new chain at the cutover only.",
    verify: "",
};
static SOON: Template = Template {
    id: "root-validity.ends-soon",
    level: Level::Warning,
    cause: Some(Cause::ExpiresSoon),
    owner: Some(Owner::Pki),
    observed: "its validity ends at {until}, {days} days after {at}",
    required: "valid at {at} and for {soon} days more",
    next: "Expect the next rotation, and look for its policy.",
    verify: "certready policy list",
};
static NOT_AT_HAND: Template = Template {
    id: "root-validity.not-at-hand",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "its own certificate is not at hand: this host does not hold it, and the policy knows its key by certificates \
               that others issued, which end when their issuers will",
    required: "nothing, until the anchor is there (root-present)",
    next: "",
    verify: "",
};
static DISTRUSTED: Template = Template {
    id: "root-validity.distrusted",
    level: Level::Failure,
    cause: Some(Cause::RootDistrusted),
    owner: Some(Owner::Pki),
    observed: "{programme}, this client's own root programme, trusts it no more from {on} on ({source})",
    required: "trusted at {at} by the client's own root programme",
    next: "Look for a newer policy: from that date on the service needs a chain to another anchor.",
    verify: "certready policy list",
};
static DISTRUSTED_ELSEWHERE: Template = Template {
    id: "root-validity.distrusted-elsewhere",
    level: Level::Notice,
    cause: Some(Cause::RootDistrusted),
    owner: Some(Owner::Pki),
    observed: "{programme} stops trusting it on {on} ({source}); that is not this client's root programme",
    required: "trusted at {at} by the client's own root programme, {own}",
    next: "Nothing for this client; other clients of the service are concerned.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.policy.incoming.iter().flat_map(|anchor| judge(case, anchor)).collect()
}

fn judge(case: &Case<'_>, anchor: &Anchor) -> Vec<Finding> {
    let mut found = Vec::new();
    // What the store holds is what the client will use; the policy's copy serves where it holds none.
    let held: Vec<&Certificate> =
        case.examined.store.iter().map(|entry| &entry.certificate).filter(|one| anchor.is(one)).collect();
    // A cross-certificate of the anchor's key is none that a store would hold, and its end is not the anchor's.
    let own = anchor.known.iter().filter(|one| one.is_self_issued());
    // Several certificates of one key: the client may use any, so the best of them counts.
    let candidates = if held.is_empty() { own.collect() } else { held };
    match candidates.iter().max_by_key(|one| rank(case, one)) {
        Some(best) => found.push(window(case, anchor, best)),
        None => found.push(Finding::new(Code::RootValidity, &NOT_AT_HAND, anchor.label.as_str())),
    }
    let dates = case.policy.distrust.iter().filter(|one| one.root == anchor.label);
    found.extend(dates.filter_map(|date| distrust(case, anchor, date)));
    found
}

fn rank(case: &Case<'_>, certificate: &Certificate) -> (bool, i64) {
    (certificate.is_valid_at(case.judged_at()), certificate.not_after().unix())
}

fn window(case: &Case<'_>, anchor: &Anchor, certificate: &Certificate) -> Finding {
    let at = case.judged_at();
    let days = at.days_until(certificate.not_after());
    // While either chain may come, the new one must work already.
    let in_overlap = case.phase == Phase::Overlap;
    // Which instant it fails: the cutover, or today where either chain may come already.
    let fails_at = if at < certificate.not_before() { at } else { case.times.as_of };
    let template = if at > certificate.not_after() {
        &EXPIRED
    } else if at < certificate.not_before() || (in_overlap && case.times.as_of < certificate.not_before()) {
        &NOT_YET
    } else if days < SOON_DAYS {
        &SOON
    } else if case.times.as_of < certificate.not_before() {
        &NOT_YET_TODAY
    } else {
        &VALID
    };
    Finding::new(Code::RootValidity, template, anchor.label.as_str())
        .with("from", certificate.not_before())
        .with("until", certificate.not_after())
        .with("at", if template == &NOT_YET { fails_at } else { at })
        .with("days", days)
        .with("soon", SOON_DAYS)
        .with("policy", case.policy_word())
}

/// Only the client's own programme can fail a root; another's date is worth knowing.
fn distrust(case: &Case<'_>, anchor: &Anchor, date: &Distrust) -> Option<Finding> {
    let own = date.by == case.programme();
    let at = case.judged_at();
    if own && at < date.on {
        return None;
    }
    let template = if own { &DISTRUSTED } else { &DISTRUSTED_ELSEWHERE };
    let finding = Finding::new(Code::RootValidity, template, anchor.label.as_str())
        .with("programme", date.by.word())
        .with("own", case.programme().word())
        .with("on", date.on)
        .with("source", &date.source)
        .with("at", at);
    Some(finding)
}
