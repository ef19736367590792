//! `os-retrieval`: whether Windows' own retrieval brings what our socket brings. It goes by the proxy, the script and the
//! credentials that CryptoAPI takes for this account, so that it decides, and our socket explains. Of Windows alone.

use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::{ByWindows, Case, Shortfall, genuine};
use crate::finding::{Code, Finding, Level, Owner, Template, Weight};
use crate::language::{Say, message};
use crate::observation::{Fetch, Retrieval, Retrieved};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::OsRetrieval,
    question: "Does Windows' own retrieval bring it as well?",
    citation: "Microsoft, CryptRetrieveObjectByUrl; CryptoAPI takes the machine's proxy, then the account's (KB2623724)",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&BOTH, &WINDOWS_ALONE, &NOT_BY_WINDOWS, &NEITHER, &NOT_KNOWN],
    run,
};

static BOTH: Template = Template {
    id: "os-retrieval.both",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "Windows retrieved it as well, after {ms} ms",
    required: "what is expected there, by the way that CryptoAPI takes",
    next: "",
    verify: "",
};
static WINDOWS_ALONE: Template = Template {
    id: "os-retrieval.windows-alone",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "Windows retrieved it after {ms} ms, by a way that our own socket does not go ({what}): its word decides",
    required: "what is expected there, by the way that CryptoAPI takes",
    next: "",
    verify: "",
};
static NOT_BY_WINDOWS: Template = Template {
    id: "os-retrieval.not-by-windows",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "Windows' own retrieval {said}; our own socket got it: CryptoAPI goes another way",
    required: "what is expected there, by the way that CryptoAPI takes",
    next: "Compare the two ways: the proxy that is in force for this account (host, above) and what it lets pass; netsh winhttp show proxy.",
    verify: "{again}",
};
static NEITHER: Template = Template {
    id: "os-retrieval.neither",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "Windows' own retrieval {said}, as our own socket did ({what})",
    required: "nothing: the other checks of the endpoint speak of that",
    next: "",
    verify: "",
};
static NOT_KNOWN: Template = Template {
    id: "os-retrieval.not-known",
    level: Level::Unknown,
    cause: None,
    owner: Some(Owner::Exchange),
    observed: "Windows' own retrieval {said}",
    required: "what is expected there, by the way that CryptoAPI takes",
    next: "Run again and let it end; where no process may be started, allow certready.exe to start itself (docs/windows.md).",
    verify: "{again}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().filter_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Option<Finding> {
    let retrieval = case.windows()?.retrievals.iter().find(|one| one.id == fetch.id)?;
    let by_windows = case.by_windows(fetch)?;
    if let Some(finding) = path_impossible(case, fetch, Code::OsRetrieval) {
        return Some(finding);
    }
    let bearing = case.bearing_of_windows(fetch);
    let ours = ours(case, fetch);
    let (template, level, cause) = match (by_windows, ours) {
        (ByWindows::Came(_), None) => (&BOTH, Level::Pass, None),
        (ByWindows::Came(_), Some(_)) => (&WINDOWS_ALONE, Level::Pass, None),
        (ByWindows::Nothing(cause), None) => (&NOT_BY_WINDOWS, bearing.level, Some(cause)),
        (ByWindows::Nothing(cause), Some(_)) => (&NEITHER, Level::NotApplicable, Some(cause)),
        (ByWindows::Open(cause), _) => (&NOT_KNOWN, Level::Unknown, Some(cause)),
    };
    let what = ours.map(|short| short.cause().to_string()).unwrap_or_default();
    let mut finding = Finding::new(Code::OsRetrieval, template, fetch.id.shown())
        .at(level)
        .weighing(if level == Level::NotApplicable { Weight::Supporting } else { bearing.weight })
        .with("ms", retrieval.took_ms)
        .with("said", said(retrieval))
        .with("what", what)
        .with("again", case.again());
    finding.cause = cause;
    Some(finding)
}

/// Why our own socket did not bring the object. None where it did.
fn ours(case: &Case<'_>, fetch: &Fetch) -> Option<Shortfall> {
    case.shortfall(fetch).or_else(|| {
        let body = case.examined.bodies.get(&fetch.id);
        let came = body.is_some_and(|body| genuine(body).is_some());
        (!came).then_some(Shortfall::Failed(crate::finding::Cause::NotUnderstood))
    })
}

/// What came of a retrieval, in a few words.
fn said(retrieval: &Retrieval) -> Say {
    let ms = retrieval.took_ms;
    match &retrieval.outcome {
        Retrieved::Came { bytes, .. } => {
            Say::new(message!("words-retrieved-other", "brought {bytes} bytes that are not what is expected there"))
                .with("bytes", *bytes)
        }
        Retrieved::Failed(error) => {
            let said = Say::new(message!("words-retrieval-failed", "failed with error {error} ({hex}) after {ms} ms"));
            said.with("error", error.to_string()).with("hex", format!("0x{error:08x}")).with("ms", ms)
        }
        Retrieved::Late => Say::new(message!("words-retrieval-late", "did not end within {ms} ms")).with("ms", ms),
        Retrieved::Cut => Say::new(message!("words-retrieval-cut", "was cut by the end of the run")),
        Retrieved::Unstarted(why) => {
            Say::new(message!("words-retrieval-unstarted", "could not be started: {why}")).with("why", why)
        }
    }
}
