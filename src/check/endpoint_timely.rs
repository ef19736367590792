//! `endpoint-timely`: whether each answer came within the time and the size that the client allows. CryptoAPI gives one URL
//! fifteen seconds; Microsoft's own CRL test warns above twelve, and above 44 MB.

use super::endpoint_genuine::stand_in;
use super::{Check, Concerns, NONE, path_impossible};
use crate::case::{Case, Subject};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::observation::{BodyEnd, Fetch, Method, Reached};
use crate::vocabulary::Shown;

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
    templates: &[&TIMELY, &SLOW, &TOO_SLOW, &LARGE, &CHAIN_TIMELY, &CHAIN_TOO_SLOW],
    run,
};

static TIMELY: Template = Template {
    id: "endpoint-timely.timely",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "whole after {ms} ms",
    required: "within {allowed} ms, which {client} allows for one URL",
    next: "",
    verify: "",
};
static SLOW: Template = Template {
    id: "endpoint-timely.slow",
    level: Level::Warning,
    cause: Some(Cause::TooSlow),
    owner: Some(Owner::Firewall),
    observed: "whole after {ms} ms",
    required: "within {slow} ms, and never above {allowed} ms, which {client} allows for one URL",
    next: "Look at what slows it: name resolution, a proxy's scan, an address that drops.",
    verify: "certready url {url}",
};
static TOO_SLOW: Template = Template {
    id: "endpoint-timely.too-slow",
    level: Level::Failure,
    cause: Some(Cause::TooSlow),
    owner: Some(Owner::Firewall),
    observed: "whole after {ms} ms",
    required: "within {allowed} ms, which {client} allows for one URL",
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

static CHAIN_TIMELY: Template = Template {
    id: "endpoint-timely.chain-timely",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "one after another, as a client asks: {ms} ms in all ({each})",
    required: "within {chain} ms, which {client} allows for the revocation of a whole chain",
    next: "",
    verify: "",
};
static CHAIN_TOO_SLOW: Template = Template {
    id: "endpoint-timely.chain-too-slow",
    level: Level::Failure,
    cause: Some(Cause::TooSlow),
    owner: Some(Owner::Firewall),
    observed: "one after another, as a client asks: {ms} ms in all ({each}); a client gives up before, though each URL \
               may do",
    required: "within {chain} ms, which {client} allows for the revocation of a whole chain",
    next: "Mend what fails first: what is silent costs a client its whole wait before it asks the next source.",
    verify: "{again}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = case.observed.fetches.iter().flat_map(|fetch| judge(case, fetch)).collect();
    let subjects = case.subjects();
    let leaves = subjects.iter().filter(|subject| subject.certificate.is_none());
    found.extend(leaves.filter_map(|leaf| chain(case, leaf, &subjects)));
    found
}

/// A chain's revocation, one certificate after another from the service's own upwards. None where no path goes
/// through its issuer, or where it was not learnt.
fn chain(case: &Case<'_>, leaf: &Subject<'_>, subjects: &[Subject<'_>]) -> Option<Finding> {
    if case.ended(leaf.issuer).is_some() {
        return None;
    }
    let mut asked: Vec<&Fetch> = Vec::new();
    let mut learnt = true;
    let mut next = Some(leaf);
    // Each certificate once: hostile ones may issue each other in a circle.
    for _ in 0..=subjects.len() {
        let Some(subject) = next else { break };
        let (of_subject, works) = serially(case, subject);
        asked.extend(of_subject);
        learnt &= works;
        next = subjects.iter().find(|above| above.certificate == Some(subject.issuer));
    }
    let (one, chain) = (case.allowed_for_one(), case.allowed_for_chain());
    let cost = |fetch: &Fetch| fetch.took_ms.min(one.ms);
    let total = asked.iter().fold(0, |sum: u64, fetch| sum.saturating_add(cost(fetch)));
    let each: Vec<Shown> =
        asked.iter().map(|fetch| Shown::new(&format!("{} {} ms", fetch.id.shown(), cost(fetch)))).collect();
    // What was not learnt at all was not in time either: revocation-path says so.
    let template = match (total > chain.ms, learnt) {
        (true, _) => &CHAIN_TOO_SLOW,
        (false, true) => &CHAIN_TIMELY,
        (false, false) => return None,
    };
    let finding = Finding::new(Code::EndpointTimely, template, format!("the chain of {}", leaf.label).as_str())
        .weighing(Weight::Supporting)
        .with("ms", total)
        .with("chain", chain.ms)
        .with("client", chain.by)
        .with("each", each)
        .with("again", case.again());
    Some(finding)
}

/// What CryptoAPI asks of one certificate: its responders first, then its CRLs, up to the first that works; and
/// whether one does.
fn serially<'a>(case: &Case<'_>, subject: &Subject<'a>) -> (Vec<&'a Fetch>, bool) {
    // One method for each responder: a request of 255 bytes or fewer goes by GET (RFC 6960 §A.1).
    let responders = subject.ocsp.iter().filter(|fetch| fetch.id.method == Method::Get);
    let mut asked = Vec::new();
    for fetch in responders.chain(&subject.crls) {
        asked.push(*fetch);
        if case.shortfall(fetch).is_none() && stand_in(case, fetch).is_none() {
            return (asked, true);
        }
    }
    (asked, false)
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Vec<Finding> {
    let Reached::Answered { answer, redirect: None, .. } = &fetch.reached else { return Vec::new() };
    if answer.end != BodyEnd::Complete || answer.status != 200 {
        return Vec::new();
    }
    if let Some(finding) = path_impossible(case, fetch, Code::EndpointTimely) {
        return vec![finding];
    }
    let allowed = case.allowed_for_one();
    let finding = |template| {
        Finding::new(Code::EndpointTimely, template, fetch.id.shown())
            .with("ms", fetch.took_ms)
            .with("allowed", allowed.ms)
            .with("client", allowed.by.clone())
            .with("slow", SLOW_MS)
            .with("bytes", answer.bytes)
            .with("large", LARGE_BYTES)
            .with("url", &fetch.id.url)
    };
    let mut found = vec![match fetch.took_ms {
        ms if ms > allowed.ms => finding(&TOO_SLOW),
        ms if ms > SLOW_MS => finding(&SLOW),
        _ => finding(&TIMELY),
    }];
    if answer.bytes > LARGE_BYTES {
        found.push(finding(&LARGE));
    }
    found
}
