//! `crl-scope`: whether each CRL covers the certificate that it was fetched for. The right CA's wrong shard says nothing,
//! which is never "not revoked".

use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::{Case, named_by, scope_words, unsupported_words};
use crate::examine::Content;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Arg, message};
use crate::observation::Fetch;
use crate::pki::crl::{Scope, scope_for, scope_for_unseen, scope_of_url};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::CrlScope,
    question: "Does each CRL cover the certificate that it was fetched for?",
    citation: "RFC 5280 §5.2.5 and §6.3.3 (b)",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&COVERS, &COVERS_SOME, &OUT, &UNSUPPORTED],
    run,
};

static COVERS: Template = Template {
    id: "crl-scope.covers",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "covers {subjects}",
    required: "{requirer}: a CRL for this certificate and this URL",
    next: "",
    verify: "",
};
static COVERS_SOME: Template = Template {
    id: "crl-scope.covers-some",
    level: Level::Warning,
    cause: Some(Cause::WrongScope),
    owner: Some(Owner::Pki),
    observed: "covers {subjects} for some reasons of revocation only",
    required: "{requirer}: a CRL for this certificate, for every reason",
    next: "List the CRLs for the other reasons in the policy.",
    verify: "certready url {url}",
};
static OUT: Template = Template {
    id: "crl-scope.out",
    level: Level::Failure,
    cause: Some(Cause::WrongScope),
    owner: Some(Owner::Pki),
    observed: "does not cover {subjects}: {why}",
    required: "{requirer}: a CRL for this certificate and this URL",
    next: "Compare the URL with the certificate's distribution points; if it is right, tell the CA.",
    verify: "certready url {url}",
};
static UNSUPPORTED: Template = Template {
    id: "crl-scope.unsupported",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Pki),
    observed: "whether it covers {subjects} is not known: {why}",
    required: "{requirer}: a CRL for this certificate and this URL",
    next: "Use another source of revocation for it, OCSP for instance.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().flat_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Vec<Finding> {
    let Some(Content::Crl(Ok(crl))) = case.examined.bodies.get(&fetch.id).map(|body| &body.content) else {
        return Vec::new();
    };
    if let Some(finding) = path_impossible(case, fetch, Code::CrlScope) {
        return vec![finding];
    }
    // Whether it is the right CA's at all is crl-signed's matter.
    if case.is_of_another(crl, fetch) {
        return Vec::new();
    }
    let subjects = case.subjects();
    let served = subjects.iter().filter(|subject| subject.crls.iter().any(|one| one.id == fetch.id));
    let mut found: Vec<Finding> = served
        .map(|subject| {
            let scope = match subject.certificate {
                Some(certificate) => scope_for(crl, certificate),
                None => scope_for_unseen(crl, &fetch.id.url),
            };
            word(case, fetch, &subject.called, &scope)
        })
        .collect();
    if found.is_empty() {
        let what = message!("words-of-its-url", "what its URL stands for");
        found.push(word(case, fetch, &what.into(), &scope_of_url(crl, &fetch.id.url)));
    }
    found
}

fn word(case: &Case<'_>, fetch: &Fetch, subject: &Arg, scope: &Scope) -> Finding {
    let bearing = case.bearing(fetch);
    let finding = |template| {
        Finding::new(Code::CrlScope, template, fetch.id.shown())
            .with("subjects", subject.clone())
            .with("requirer", named_by(&fetch.named_by))
            .with("url", &fetch.id.url)
    };
    match scope {
        Scope::Covers => finding(&COVERS),
        Scope::CoversSome(_) => finding(&COVERS_SOME),
        Scope::OutOfScope(why) => {
            finding(&OUT).at(bearing.level).weighing(bearing.weight).with("why", scope_words(why))
        }
        Scope::Unsupported(why) => finding(&UNSUPPORTED).weighing(bearing.weight).with("why", unsupported_words(why)),
    }
}
