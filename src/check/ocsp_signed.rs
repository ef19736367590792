//! `ocsp-signed`: whether each OCSP answer is signed by the issuer, or by a responder that the issuer delegated.

use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::{Case, named_by, ocsp_words, weak_words};
use crate::examine::{Content, OcspRefusal};
use crate::finding::{Cause, Code, Finding, Level, Owner, Purpose, Template, Weight};
use crate::observation::Fetch;
use crate::pki::ocsp::OcspSignatureFault;
use crate::pki::{SignatureFault, Strength};
use crate::policy::EndpointKind;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::OcspSigned,
    question: "Is each OCSP answer signed by the issuer, or by a responder that the issuer delegated?",
    citation: "RFC 6960 §3.2 and §4.2.2.2",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[
        &SIGNED,
        &WEAK,
        &WRONG_SIGNER,
        &BAD,
        &NOT_UNDERSTOOD,
        &DELEGATE_EXPIRED,
        &NOT_AT_HAND,
        &NO_ISSUER,
        &NOT_ASKED,
    ],
    run,
};

static SIGNED: Template = Template {
    id: "ocsp-signed.signed",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "signed by {signer}",
    required: "{requirer}: signed by the issuer, or by its delegate with id-kp-OCSPSigning",
    next: "",
    verify: "",
};
static WEAK: Template = Template {
    id: "ocsp-signed.weak",
    level: Level::Warning,
    cause: Some(Cause::WeakSignature),
    owner: Some(Owner::Pki),
    observed: "signed by {signer}; the signature verifies and is weak: {weakness}",
    required: "a signature that nobody can forge (RFC 6194; NIST SP 800-131A)",
    next: "Tell the CA. A client of this host may refuse it.",
    verify: "certready url {url}",
};
static WRONG_SIGNER: Template = Template {
    id: "ocsp-signed.wrong-signer",
    level: Level::Failure,
    cause: Some(Cause::WrongIssuer),
    owner: Some(Owner::Pki),
    observed: "{fault}",
    required: "{requirer}: signed by the issuer, or by its delegate with id-kp-OCSPSigning",
    next: "Compare with a host outside this network; if it is the same there, tell the CA.",
    verify: "certready url {url}",
};
static BAD: Template = Template {
    id: "ocsp-signed.bad",
    level: Level::Failure,
    cause: Some(Cause::BadSignature),
    owner: Some(Owner::Firewall),
    observed: "{fault}",
    required: "{requirer}: signed by the issuer, or by its delegate with id-kp-OCSPSigning",
    next: "Compare with a host outside this network: bytes were changed on the way, or at the CA.",
    verify: "certready url {url}",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "ocsp-signed.not-understood",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Pki),
    observed: "not understood, which is no proof of forgery: {fault}",
    required: "{requirer}: signed by the issuer, or by its delegate with id-kp-OCSPSigning",
    next: "See whether the client of this host understands the algorithm.",
    verify: "certready url {url}",
};
static DELEGATE_EXPIRED: Template = Template {
    id: "ocsp-signed.delegate-expired",
    level: Level::Failure,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Pki),
    observed: "signed by {signer}, whose certificate is valid from {from} to {until}, which leaves out {observed}",
    required: "RFC 6960 §4.2.2.2: a delegate that is valid when it is asked",
    next: "Run again later; if it stays, tell the CA.",
    verify: "certready url {url}",
};
static NOT_AT_HAND: Template = Template {
    id: "ocsp-signed.not-at-hand",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "the answer is well-formed; the certificate that it should speak of is not at hand, so it proves the path",
    required: "{requirer}: any well-formed answer, for want of the service's own certificate",
    next: "",
    verify: "",
};

static NO_ISSUER: Template = Template {
    id: "ocsp-signed.no-issuer",
    level: Level::Unknown,
    cause: Some(Cause::WrongIssuer),
    owner: None,
    observed: "no certificate at hand is the issuer of which the answer speaks: whether it is genuine is not known",
    required: "{requirer}: signed by the issuer, or by its delegate with id-kp-OCSPSigning",
    next: "Give the issuer's certificate: --issuer FILE, or a trust store that holds it: --trust-store PATH.",
    verify: "certready url {url} --issuer FILE",
};
static NOT_ASKED: Template = Template {
    id: "ocsp-signed.not-asked",
    level: Level::Unknown,
    cause: Some(Cause::WrongIssuer),
    owner: None,
    observed: "a responder answers ({status}), and without its issuer's certificate it could not be asked for anything",
    required: "{requirer}: signed by the issuer, or by its delegate with id-kp-OCSPSigning",
    next: "Give the certificate of the CA whose responder this is: --issuer FILE.",
    verify: "certready url {url} --issuer FILE",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().filter_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Option<Finding> {
    let Content::Ocsp(answer) = &case.examined.bodies.get(&fetch.id)?.content else { return None };
    if let Some(finding) = path_impossible(case, fetch, Code::OcspSigned) {
        return Some(finding);
    }
    let bearing = case.bearing(fetch);
    let finding = |template| {
        Finding::new(Code::OcspSigned, template, fetch.id.shown())
            .with("requirer", named_by(&fetch.named_by))
            .with("url", &fetch.id.url)
    };
    // Of single URLs the signature counts all the same; who signed is known from the issuer that was named.
    let signed = matches!(answer, Ok(_) | Err(OcspRefusal::Unverified(..)));
    if case.proves_path_only(fetch) && !(signed && case.policy.purpose == Purpose::Urls) {
        return matches!(answer, Ok(_) | Err(OcspRefusal::Unverified(..) | OcspRefusal::NoIssuer(_)))
            .then(|| finding(&NOT_AT_HAND).weighing(Weight::Supporting));
    }
    match answer {
        Ok(answer) => {
            let signer = answer.signer();
            let observed = case.times.observed;
            if !signer.is_valid_at(observed) && signer.has_ocsp_signing() {
                let expired = finding(&DELEGATE_EXPIRED).at(bearing.level).weighing(bearing.weight);
                let expired = expired.with("signer", signer.label()).with("observed", observed);
                return Some(expired.with("from", signer.not_before()).with("until", signer.not_after()));
            }
            Some(match answer.strength() {
                Strength::Strong => finding(&SIGNED).with("signer", signer.label()),
                Strength::Weak(why) => finding(&WEAK).with("signer", signer.label()).with("weakness", weak_words(why)),
            })
        }
        Err(OcspRefusal::Unverified(fault, _)) => {
            let (template, level) = match fault {
                OcspSignatureFault::Signature(SignatureFault::Bad { .. }) => (&BAD, bearing.level),
                OcspSignatureFault::Signature(SignatureFault::Unsupported(_)) => (&NOT_UNDERSTOOD, Level::Unknown),
                _ => (&WRONG_SIGNER, bearing.level),
            };
            Some(finding(template).at(level).weighing(bearing.weight).with("fault", ocsp_words(fault)))
        }
        Err(OcspRefusal::NoIssuer(_)) if fetch.id.kind == EndpointKind::Any => Some(finding(&NO_ISSUER)),
        Err(OcspRefusal::Status(status)) if fetch.id.kind == EndpointKind::Any => {
            Some(finding(&NOT_ASKED).with("status", status.to_string()))
        }
        Err(OcspRefusal::NoIssuer(_)) => Some(finding(&NOT_AT_HAND).weighing(Weight::Supporting)),
        // An error status is ocsp-status' matter, what could not be read endpoint-genuine's.
        Err(OcspRefusal::Status(_) | OcspRefusal::Unread(_)) => None,
    }
}
