//! `ocsp-status`: what each OCSP answer says of the certificate that was asked for. The five error statuses are answers of
//! different meaning, and none of them is "good".

use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::Case;
use crate::examine::{Content, OcspRefusal};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::{Arg, message};
use crate::observation::Fetch;
use crate::pki::ocsp::{CertStatus, Refusal, SignedSingle};
use crate::policy::EndpointKind;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::OcspStatus,
    question: "What does each OCSP answer say of the certificate that was asked for?",
    citation: "RFC 6960 §2.2, §2.3 and §4.2.1",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&GOOD, &REVOKED, &UNKNOWN, &ANOTHER, &NOT_UNDERSTOOD, &ERROR, &PATH_ONLY],
    run,
};

static GOOD: Template = Template {
    id: "ocsp-status.good",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "good: {subject} is not revoked",
    required: "good",
    next: "",
    verify: "",
};
static REVOKED: Template = Template {
    id: "ocsp-status.revoked",
    level: Level::Failure,
    cause: Some(Cause::Revoked),
    owner: Some(Owner::Pki),
    observed: "revoked: {subject}, since {since}, reason {reason}",
    required: "good",
    next: "Look for a newer policy: no client that asks accepts a path through it.",
    verify: "certready policy list",
};
static UNKNOWN: Template = Template {
    id: "ocsp-status.unknown",
    level: Level::Failure,
    cause: Some(Cause::OcspUnknown),
    owner: Some(Owner::Pki),
    observed: "unknown: the responder does not know {subject}",
    required: "good",
    next: "Compare the URL with the certificate's own; if it is right, tell the CA.",
    verify: "certready url {url}",
};
static ANOTHER: Template = Template {
    id: "ocsp-status.another",
    level: Level::Failure,
    cause: Some(Cause::WrongIssuer),
    owner: Some(Owner::Pki),
    observed: "signed, and about another certificate than {subject}",
    required: "RFC 6960 §3.2 (1): an answer about the certificate that was asked for",
    next: "Compare with a host outside this network: a cache may have answered another's request.",
    verify: "certready url {url}",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "ocsp-status.not-understood",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Pki),
    observed: "the answer has the critical extension {oid}, which is not known here: what it says of {subject} is not used",
    required: "RFC 6960 §4.4: a critical extension that is not known makes an answer unusable",
    next: "See whether the client of this host knows it; use the CRL.",
    verify: "certready url {url}",
};
static ERROR: Template = Template {
    id: "ocsp-status.error",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Pki),
    observed: "the responder gives the error status {status}, which nobody signs",
    required: "good",
    next: "Run again later; if it stays, compare with a host outside this network, and tell the CA.",
    verify: "certready url {url}",
};
static PATH_ONLY: Template = Template {
    id: "ocsp-status.path-only",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "the certificate that this responder speaks of is not at hand; that it answers proves the path",
    required: "nothing, for want of the service's own certificate",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().filter_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Option<Finding> {
    let Content::Ocsp(answer) = &case.examined.bodies.get(&fetch.id)?.content else { return None };
    if let Some(finding) = path_impossible(case, fetch, Code::OcspStatus) {
        return Some(finding);
    }
    let bearing = case.bearing(fetch);
    let said = answer.as_ref().ok().and_then(|answer| case.said(fetch, answer));
    let called = said.as_ref().map(|(called, _)| called.clone()).or_else(|| Some(case.asked_for(fetch)?.called));
    let called = called.unwrap_or_else(|| message!("words-a-certificate", "a certificate").into());
    let finding = |template| {
        Finding::new(Code::OcspStatus, template, fetch.id.shown())
            .with("subject", called.clone())
            .with("url", &fetch.id.url)
    };
    if case.proves_path_only(fetch) {
        return (!matches!(answer, Err(OcspRefusal::Unread(_))))
            .then(|| finding(&PATH_ONLY).weighing(Weight::Supporting));
    }
    let failed = |template| finding(template).at(bearing.level).weighing(bearing.weight);
    match answer {
        Ok(answer) => {
            let single = said.as_ref().map(|(_, single)| *single);
            let critical = single.and_then(|single| single.single().unknown_critical.first());
            if let Some(oid) = critical.or(answer.value().unknown_critical.first()) {
                return Some(finding(&NOT_UNDERSTOOD).weighing(bearing.weight).with("oid", oid.to_string()));
            }
            Some(match single.map(SignedSingle::status) {
                Some(CertStatus::Good) => finding(&GOOD),
                // Revoked is revoked, however little the endpoint was needed.
                Some(CertStatus::Revoked { at, reason }) => {
                    let reason = reason.map_or_else(
                        || message!("words-not-said", "not said").into(),
                        |reason| Arg::from(reason.to_string()),
                    );
                    finding(&REVOKED).with("since", at).with("reason", reason)
                }
                Some(CertStatus::Unknown) => failed(&UNKNOWN),
                None => failed(&ANOTHER),
            })
        }
        // Nothing was asked there: ocsp-signed says so.
        Err(OcspRefusal::Status(_)) if fetch.id.kind == EndpointKind::Any => None,
        Err(OcspRefusal::Status(status)) => {
            Some(failed(&ERROR).because(refusal_cause(*status)).with("status", status.to_string()))
        }
        Err(OcspRefusal::Unread(_) | OcspRefusal::Unverified(..) | OcspRefusal::NoIssuer(_)) => None,
    }
}

/// The cause that each error status is.
pub(super) const fn refusal_cause(status: Refusal) -> Cause {
    match status {
        Refusal::MalformedRequest => Cause::OcspMalformedRequest,
        Refusal::InternalError => Cause::OcspInternalError,
        Refusal::TryLater => Cause::OcspTryLater,
        Refusal::SigRequired => Cause::OcspSigRequired,
        Refusal::Unauthorized => Cause::OcspUnauthorized,
    }
}
