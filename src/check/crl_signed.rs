//! `crl-signed`: whether each CRL is signed by an issuer in play that may sign CRLs.

use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::{Case, crl_words, named_by, weak_words};
use crate::examine::{Content, CrlRefusal};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Say, message};
use crate::observation::Fetch;
use crate::pki::crl::CrlSignatureFault;
use crate::pki::{SignatureFault, Strength};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::CrlSigned,
    question: "Is each CRL signed by an issuer in play that may sign CRLs?",
    citation: "RFC 5280 §6.3.3 (f) and (g)",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&SIGNED, &WEAK, &WRONG_ISSUER, &NO_ISSUER, &BAD, &NOT_UNDERSTOOD],
    run,
};

static SIGNED: Template = Template {
    id: "crl-signed.signed",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "signed by {signer} with {algorithm}",
    required: "{requirer}: signed by the issuer, who may sign CRLs",
    next: "",
    verify: "",
};
static WEAK: Template = Template {
    id: "crl-signed.weak",
    level: Level::Warning,
    cause: Some(Cause::WeakSignature),
    owner: Some(Owner::Pki),
    observed: "signed by {signer} with {algorithm}; the signature verifies and is weak: {weakness}",
    required: "a signature that nobody can forge (RFC 6194; NIST SP 800-131A)",
    next: "Tell the CA. A client of this host may refuse it.",
    verify: "certready url {url}",
};
static WRONG_ISSUER: Template = Template {
    id: "crl-signed.wrong-issuer",
    level: Level::Failure,
    cause: Some(Cause::WrongIssuer),
    owner: Some(Owner::Pki),
    observed: "{fault}",
    required: "{requirer}: signed by the issuer, who may sign CRLs",
    next: "Compare the URL with the certificate that names it: another CA's CRL says nothing about it.",
    verify: "certready url {url}",
};
static NO_ISSUER: Template = Template {
    id: "crl-signed.no-issuer",
    level: Level::Unknown,
    cause: Some(Cause::WrongIssuer),
    owner: None,
    observed: "{fault}: whether it is genuine is not known",
    required: "{requirer}: signed by the issuer, who may sign CRLs",
    next: "Give the issuer's certificate: --issuer FILE, or a trust store that holds it: --trust-store PATH.",
    verify: "certready url {url} --issuer FILE",
};
static BAD: Template = Template {
    id: "crl-signed.bad",
    level: Level::Failure,
    cause: Some(Cause::BadSignature),
    owner: Some(Owner::Firewall),
    observed: "{fault}",
    required: "{requirer}: signed by the issuer, who may sign CRLs",
    next: "Compare its SHA-256 with a host outside this network: bytes were changed on the way, or at the CA.",
    verify: "certready url {url}",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "crl-signed.not-understood",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Pki),
    observed: "not understood, which is no proof of forgery: {fault}",
    required: "{requirer}: signed by the issuer, who may sign CRLs",
    next: "See whether the client of this host understands the algorithm.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().filter_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Option<Finding> {
    let Content::Crl(crl) = &case.examined.bodies.get(&fetch.id)?.content else { return None };
    if let Some(finding) = path_impossible(case, fetch, Code::CrlSigned) {
        return Some(finding);
    }
    let bearing = case.bearing(fetch);
    let finding = |template| {
        Finding::new(Code::CrlSigned, template, fetch.id.shown())
            .with("requirer", named_by(&fetch.named_by))
            .with("url", &fetch.id.url)
    };
    match crl {
        Ok(crl) if case.is_of_another(crl, fetch) => {
            let fault =
                Say::new(message!("words-another-ca", "signed by {signer}, which is another CA than the policy names"));
            let other = finding(&WRONG_ISSUER).at(bearing.level).weighing(bearing.weight);
            Some(other.with("fault", fault.with("signer", crl.signer().label())))
        }
        Ok(crl) => {
            let signed = |template| {
                finding(template)
                    .with("signer", crl.signer().label())
                    .with("algorithm", crl.value().algorithm.to_string())
            };
            Some(match crl.strength() {
                Strength::Strong => signed(&SIGNED),
                Strength::Weak(why) => signed(&WEAK).with("weakness", weak_words(why)),
            })
        }
        Err(CrlRefusal::Unverified(fault, _)) => {
            let (template, level) = match fault {
                CrlSignatureFault::Signature(SignatureFault::Bad { .. }) => (&BAD, bearing.level),
                CrlSignatureFault::Signature(SignatureFault::Unsupported(_)) => (&NOT_UNDERSTOOD, Level::Unknown),
                CrlSignatureFault::NoCandidate { .. } if case.leaves_issuer_open(fetch) => (&NO_ISSUER, Level::Unknown),
                _ => (&WRONG_ISSUER, bearing.level),
            };
            Some(finding(template).at(level).weighing(bearing.weight).with("fault", crl_words(fault)))
        }
        // What could not be read as a CRL is endpoint-genuine's matter.
        Err(CrlRefusal::Unread(_)) => None,
    }
}
