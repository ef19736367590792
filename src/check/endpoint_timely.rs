//! `endpoint-timely`: whether each answer came within the time and the size that the client allows. CryptoAPI gives one URL
//! fifteen seconds; Microsoft's own CRL test warns above twelve, and above 44 MB.

use super::{Check, Concerns, NONE, path_impossible};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::observation::{BodyEnd, Fetch, Reached};

/// CryptoAPI's default bound for one URL, in milliseconds (Microsoft, "Optimizing the revocation experience":
/// `ChainUrlRetrievalTimeoutMilliseconds`).
const ALLOWED_MS: u64 = 15_000;

/// Above this Microsoft's test of CRLs warns, in milliseconds (Trusted Root Program, CRL requirements).
const SLOW_MS: u64 = 12_000;

/// Above this the same test warns, in bytes.
const LARGE_BYTES: u64 = 44_000_000;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::EndpointTimely,
    question: "Does each answer come within the time and size that the client allows?",
    citation: "CryptoAPI: 15 s for one URL, 20 s for a chain's revocation; Microsoft's CRL test: 12 s, 44 MB",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[&TIMELY, &SLOW, &TOO_SLOW, &LARGE],
    run,
};

static TIMELY: Template = Template {
    id: "endpoint-timely.timely",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "whole after {ms} ms",
    required: "within {allowed} ms, which CryptoAPI allows for one URL",
    next: "",
    verify: "",
};
static SLOW: Template = Template {
    id: "endpoint-timely.slow",
    level: Level::Warning,
    cause: Some(Cause::TooSlow),
    owner: Some(Owner::Firewall),
    observed: "whole after {ms} ms",
    required: "within {slow} ms, and never above {allowed} ms, which CryptoAPI allows for one URL",
    next: "Look at what slows it: name resolution, a proxy's scan, an address that drops.",
    verify: "certready url {url}",
};
static TOO_SLOW: Template = Template {
    id: "endpoint-timely.too-slow",
    level: Level::Failure,
    cause: Some(Cause::TooSlow),
    owner: Some(Owner::Firewall),
    observed: "whole after {ms} ms",
    required: "within {allowed} ms, which CryptoAPI allows for one URL",
    next: "Look at what slows it: name resolution, a proxy's scan, an address that drops.",
    verify: "certready url {url}",
};
static LARGE: Template = Template {
    id: "endpoint-timely.large",
    level: Level::Warning,
    cause: Some(Cause::BodyTooLarge),
    owner: Some(Owner::Pki),
    observed: "{bytes} bytes",
    required: "at most {large} bytes, above which Microsoft's own test of CRLs warns",
    next: "Tell the CA; see that a cache near this host keeps it.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().flat_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Vec<Finding> {
    let Reached::Answered { answer, redirect: None, .. } = &fetch.reached else { return Vec::new() };
    if answer.end != BodyEnd::Complete || answer.status != 200 {
        return Vec::new();
    }
    if let Some(finding) = path_impossible(case, fetch, Code::EndpointTimely) {
        return vec![finding];
    }
    let finding = |template| {
        Finding::new(Code::EndpointTimely, template, fetch.id.shown())
            .with("ms", fetch.took_ms)
            .with("allowed", ALLOWED_MS)
            .with("slow", SLOW_MS)
            .with("bytes", answer.bytes)
            .with("large", LARGE_BYTES)
            .with("url", &fetch.id.url)
    };
    let mut found = vec![match fetch.took_ms {
        ms if ms > ALLOWED_MS => finding(&TOO_SLOW),
        ms if ms > SLOW_MS => finding(&SLOW),
        _ => finding(&TIMELY),
    }];
    if answer.bytes > LARGE_BYTES {
        found.push(finding(&LARGE));
    }
    found
}
