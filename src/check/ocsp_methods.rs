//! `ocsp-methods`: whether GET and POST both work at each responder. Proxies treat the two differently, and clients use
//! either: GET where the request is short (RFC 5019 §5), POST otherwise.

use super::{Check, Concerns, NONE, path_impossible};
use crate::case::{Case, Shortfall};
use crate::examine::{Content, OcspRefusal};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::observation::{Fetch, Method};
use crate::policy::EndpointKind;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::OcspMethods,
    question: "Do GET and POST both work at each responder?",
    citation: "RFC 6960 §A.1, RFC 5019 §5",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[&BOTH, &ONE, &NEITHER, &NOT_TRIED],
    run,
};

static BOTH: Template = Template {
    id: "ocsp-methods.both",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "GET and POST both bring an OCSP response",
    required: "both: clients use either, and proxies treat them differently",
    next: "",
    verify: "",
};
static ONE: Template = Template {
    id: "ocsp-methods.one",
    level: Level::Warning,
    cause: Some(Cause::MethodDiffers),
    owner: Some(Owner::Firewall),
    observed: "{works} brings an OCSP response, {fails} does not",
    required: "both: clients use either, and proxies treat them differently",
    next: "Let {host} pass whatever stands between by {fails} as well.",
    verify: "certready url {url}",
};
static NEITHER: Template = Template {
    id: "ocsp-methods.neither",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "neither GET nor POST brings an OCSP response",
    required: "nothing: endpoint-reachable and endpoint-genuine speak of that",
    next: "",
    verify: "",
};
static NOT_TRIED: Template = Template {
    id: "ocsp-methods.not-tried",
    level: Level::Unknown,
    cause: None,
    owner: None,
    observed: "not both of GET and POST were tried before the run ended",
    required: "both: clients use either, and proxies treat them differently",
    next: "Run again and let it end.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let fetches = &case.observed.fetches;
    let gets = fetches.iter().filter(|one| one.id.kind == EndpointKind::Ocsp && one.id.method == Method::Get);
    gets.filter_map(|get| {
        let post = fetches.iter().find(|other| {
            other.id.method == Method::Post && other.id.url == get.id.url && other.id.request == get.id.request
        })?;
        Some(judge(case, get, post))
    })
    .collect()
}

fn judge(case: &Case<'_>, get: &Fetch, post: &Fetch) -> Finding {
    if let Some(finding) = path_impossible(case, get, Code::OcspMethods) {
        return Finding { target: Shown::new(get.id.url.as_str()), ..finding };
    }
    let finding = |template| {
        Finding::new(Code::OcspMethods, template, get.id.url.as_str())
            .with("host", get.id.url.host())
            .with("url", &get.id.url)
    };
    let untried = [get, post].into_iter().find_map(|fetch| match case.shortfall(fetch) {
        Some(Shortfall::NotLooked(cause)) => Some(cause),
        _ => None,
    });
    if let Some(cause) = untried {
        return finding(&NOT_TRIED).because(cause);
    }
    match (brings(case, get), brings(case, post)) {
        (true, true) => finding(&BOTH),
        (true, false) => finding(&ONE).with("works", "GET").with("fails", "POST"),
        (false, true) => finding(&ONE).with("works", "POST").with("fails", "GET"),
        (false, false) => finding(&NEITHER),
    }
}

/// Whether a fetch brought an OCSP response, of whatever status: that the method passes is the question here.
fn brings(case: &Case<'_>, fetch: &Fetch) -> bool {
    let whole = case.shortfall(fetch).is_none();
    let content = case.examined.bodies.get(&fetch.id).map(|body| &body.content).filter(|_| whole);
    matches!(content, Some(Content::Ocsp(answer)) if !matches!(answer, Err(OcspRefusal::Unread(_))))
}
