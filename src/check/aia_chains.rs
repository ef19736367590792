//! `aia-chains`: whether AIA gives the certificate that links to the incoming anchor. It matters only where the service
//! leaves its intermediate out, so it never decides.

use super::{Check, Concerns, NONE, path_impossible};
use crate::case::{Case, named_by, signature_words};
use crate::examine::{BroughtBy, Content};
use crate::finding::{Cause, Code, Finding, Level, Owner, Purpose, Template, Weight};
use crate::language::message;
use crate::observation::Fetch;
use crate::pki::{Certificate, LinkFault, link};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::AiaChains,
    question: "Does AIA give a certificate that links to an anchor of the policy?",
    citation: "RFC 5280 §4.2.2.1, RFC 4325 §2",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[&CHAINS, &ANCHOR, &ELSEWHERE, &NO_ISSUER, &UNLINKED],
    run,
};

static CHAINS: Template = Template {
    id: "aia-chains.chains",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "brings {found}, which {issuer} issued",
    required: "{requirer}: a certificate that links to {anchor}",
    next: "",
    verify: "",
};
static ANCHOR: Template = Template {
    id: "aia-chains.anchor",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "brings the anchor {found} itself",
    required: "{requirer}: a certificate that links to {anchor}",
    next: "",
    verify: "",
};
static ELSEWHERE: Template = Template {
    id: "aia-chains.elsewhere",
    level: Level::Warning,
    cause: Some(Cause::WrongIssuer),
    owner: Some(Owner::Pki),
    observed: "brings {found}, of the issuer {named}: no certificate in play issued it",
    required: "{requirer}: a certificate that links to {anchor}",
    next: "Compare the URL with the certificate that names it; a cross-certificate to another root is no fault.",
    verify: "certready url {url}",
};
static NO_ISSUER: Template = Template {
    id: "aia-chains.no-issuer",
    level: Level::Warning,
    cause: Some(Cause::WrongIssuer),
    owner: None,
    observed: "brings {found}; its issuer {named} is not at hand, so who issued it is not verified",
    required: "{requirer}: a certificate that links to {anchor}",
    next: "Give the issuer's certificate: --issuer FILE, or a trust store that holds it: --trust-store PATH.",
    verify: "certready url {url} --issuer FILE",
};
static UNLINKED: Template = Template {
    id: "aia-chains.unlinked",
    level: Level::Failure,
    cause: Some(Cause::BadSignature),
    owner: Some(Owner::Firewall),
    observed: "brings {found}, which names the issuer {named} and does not verify under it: {why}",
    required: "{requirer}: a certificate that links to {anchor}",
    next: "Compare its SHA-256 with a host outside this network: bytes were changed on the way, or at the CA.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().flat_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Vec<Finding> {
    let Some(Content::Certificates { found, .. }) = case.examined.bodies.get(&fetch.id).map(|body| &body.content)
    else {
        return Vec::new();
    };
    // What a refusal brings, or what broke off, is nobody's issuer.
    if fetch.whole_answer().is_none() {
        return Vec::new();
    }
    if let Some(finding) = path_impossible(case, fetch, Code::AiaChains) {
        return vec![finding];
    }
    found.iter().map(|certificate| judge_one(case, fetch, certificate)).collect()
}

fn judge_one(case: &Case<'_>, fetch: &Fetch, certificate: &Certificate) -> Finding {
    // A single URL is asked for its own sake; a rotation needs it only where the service leaves its intermediate out.
    let (weight, anchor) = match case.policy.purpose {
        Purpose::Rotation => (Weight::Supporting, message!("words-anchor-of-policy", "an anchor of the policy")),
        Purpose::Urls => (case.bearing(fetch).weight, message!("words-issuer-at-hand", "an issuer at hand")),
    };
    let finding = |template| {
        Finding::new(Code::AiaChains, template, fetch.id.shown())
            .weighing(weight)
            .with("anchor", anchor)
            .with("found", certificate.label())
            .with("named", certificate.issuer().to_string())
            .with("requirer", named_by(&fetch.named_by))
            .with("url", &fetch.id.url)
    };
    let anchors = case.policy.incoming.iter().chain(&case.policy.retiring);
    if anchors.into_iter().any(|anchor| anchor.is(certificate)) {
        return finding(&ANCHOR);
    }
    let brought = case
        .examined
        .brought
        .iter()
        .find(|one| &one.certificate == certificate && matches!(&one.by, BroughtBy::Target(id) if *id == fetch.id));
    if let Some(issuer) = brought.and_then(|one| one.issuer.as_ref()) {
        return finding(&CHAINS).with("issuer", issuer.label());
    }
    let namesake = case.policy.certificates().find(|one| one.subject() == certificate.issuer());
    match namesake.map(|issuer| link(certificate, issuer)) {
        Some(Err(LinkFault::Signature(fault))) => {
            finding(&UNLINKED).at(case.bearing(fetch).level).with("why", signature_words(&fault))
        }
        // A namesake that is no CA, or has another key than the certificate names, did not issue it: no byte need have changed.
        Some(_) | None if case.leaves_issuer_open(fetch) => finding(&NO_ISSUER),
        // Of a single URL whose issuer was named, another issuer is the failure.
        Some(_) | None if case.policy.purpose == Purpose::Urls => finding(&ELSEWHERE).at(case.bearing(fetch).level),
        Some(_) | None => finding(&ELSEWHERE),
    }
}
