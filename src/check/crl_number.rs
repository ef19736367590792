//! `crl-number`: whether a CRL's number went back since the baseline. A client takes an older CRL as long as it is fresh, so that
//! nothing else tells a cache or a replay that hides revocations. Without a baseline there is nothing to look at.

use super::{Check, Concerns, NONE, path_impossible};
use crate::case::Case;
use crate::examine::Content;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Arg, Say, message};
use crate::observation::{Baseline, BaselineCrl, Fetch};
use crate::pki::crl::{CrlNumber, CrlReading};
use crate::vocabulary::{Shown, SpkiDigest};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::CrlNumber,
    question: "Has the number of any CRL gone back since the baseline?",
    citation: "RFC 5280 §5.2.3",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[
        &FORWARD,
        &SAME,
        &ROLLED_BACK,
        &REUSED,
        &OTHER_SIGNER,
        &UNNUMBERED,
        &UNNUMBERED_OLDER,
        &NOT_THERE,
        &OTHER_RUN,
        &LATER,
        &UNLISTED,
    ],
    run,
};

/// What the findings about the baseline itself are about.
const BASELINE: &str = "baseline";

static FORWARD: Template = Template {
    id: "crl-number.forward",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "number {number} of {this}; the baseline of {since} had {before} of {before_this}",
    required: "RFC 5280 §5.2.3: the number only ever grows",
    next: "",
    verify: "",
};
static SAME: Template = Template {
    id: "crl-number.same",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "number {number} of {this}, as in the baseline of {since}",
    required: "RFC 5280 §5.2.3: the number only ever grows",
    next: "",
    verify: "",
};
static ROLLED_BACK: Template = Template {
    id: "crl-number.rolled-back",
    level: Level::Failure,
    cause: Some(Cause::RolledBack),
    owner: Some(Owner::Firewall),
    observed: "number {number} of {this}; the baseline of {since} had the later {before} of {before_this} already",
    required: "RFC 5280 §5.2.3: the number only ever grows. Clients take an older CRL that is fresh, and miss what was \
               revoked since",
    next: "Fetch {url} on a host outside this network and compare the numbers. Where it has the later one, have the cache or \
           proxy between drop its copy; where it has the older one too, tell the CA.",
    verify: "certready url {url} --format json",
};
static REUSED: Template = Template {
    id: "crl-number.reused",
    level: Level::Warning,
    cause: Some(Cause::NumberReused),
    owner: Some(Owner::Pki),
    observed: "number {number} is of {this} here and of {before_this} in the baseline of {since}",
    required: "RFC 5280 §5.2.3: two CRLs that differ in thisUpdate differ in their number",
    next: "Tell the CA: by its number nobody can tell which of the two is the later one.",
    verify: "certready url {url} --format json",
};
static OTHER_SIGNER: Template = Template {
    id: "crl-number.other-signer",
    level: Level::Notice,
    cause: Some(Cause::OtherSigner),
    owner: None,
    observed: "signed with the key {key}; the one of the baseline of {since} with {before_key}: their numbers are not one \
               sequence",
    required: "RFC 5280 §5.2.3: numbers of one issuer and scope are compared",
    next: "See whether the CA has a new key; from the next baseline on the numbers are compared again.",
    verify: "certready url {url} --format json",
};
static UNNUMBERED: Template = Template {
    id: "crl-number.unnumbered",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "number {number} of {this}; the baseline of {since} had {before} of {before_this}",
    required: "nothing: without two numbers there is no order but the dates, and this is not the older one",
    next: "",
    verify: "",
};
static UNNUMBERED_OLDER: Template = Template {
    id: "crl-number.older",
    level: Level::Warning,
    cause: Some(Cause::RolledBack),
    owner: Some(Owner::Firewall),
    observed: "number {number} of {this}; the baseline of {since} had {before} of the later {before_this} already",
    required: "no older CRL than before; without two numbers the dates alone tell the order",
    next: "Fetch {url} on a host outside this network and compare thisUpdate. Where it is the later one there, have the \
           cache or proxy between drop its copy.",
    verify: "certready url {url} --format json",
};
static NOT_THERE: Template = Template {
    id: "crl-number.not-in-baseline",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "number {number} of {this}; the baseline of {since} has no CRL of this URL",
    required: "nothing: there is nothing to compare with",
    next: "",
    verify: "",
};
static OTHER_RUN: Template = Template {
    id: "crl-number.other-run",
    level: Level::Notice,
    cause: Some(Cause::OtherBaseline),
    owner: None,
    observed: "of {other}; CRLs of the same URL are compared all the same",
    required: "a baseline of this host under this policy: another way out has other caches",
    next: "Give an earlier report of this host as the baseline, unless the two were to be compared.",
    verify: "",
};
static LATER: Template = Template {
    id: "crl-number.later-baseline",
    level: Level::Notice,
    cause: Some(Cause::OtherBaseline),
    owner: None,
    observed: "observed at {since}, which is after this run's {observed}: no number is compared",
    required: "an earlier report",
    next: "Give the earlier report as the baseline; where it is, see which of the two clocks was wrong.",
    verify: "",
};
static UNLISTED: Template = Template {
    id: "crl-number.unlisted",
    level: Level::Notice,
    cause: Some(Cause::OtherBaseline),
    owner: None,
    observed: "the report of {since} is of a version that did not list its CRLs: no number is compared",
    required: "a report that lists its CRLs (`revocation` in JSON)",
    next: "Give a report of this version as the baseline from now on.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(baseline) = case.baseline else { return Vec::new() };
    let about = |template| Finding::new(Code::CrlNumber, template, BASELINE).with("since", baseline.observed);
    if baseline.observed > case.times.observed {
        return vec![about(&LATER).with("observed", case.times.observed)];
    }
    let Some(crls) = &baseline.crls else { return vec![about(&UNLISTED)] };
    let other = others(case, baseline);
    let other = (!other.is_empty()).then(|| about(&OTHER_RUN).with("other", Arg::Listed(other)));
    let each = case.observed.fetches.iter().filter_map(|fetch| judge(case, fetch, (baseline, crls)));
    other.into_iter().chain(each).collect()
}

/// What the baseline is of, where that is not what this run is of.
fn others(case: &Case<'_>, baseline: &Baseline) -> Vec<Arg> {
    let mut others = Vec::new();
    if baseline.host != case.observed.host.name {
        let unnamed = || message!("words-host-without-name", "(none)").into();
        let name = baseline.host.as_ref().map_or_else(unnamed, Arg::from);
        others.push(Say::new(message!("words-another-host", "another host, {host}")).with("host", name).into());
    }
    if baseline.policy.as_str() != case.policy.id {
        let other = Say::new(message!("words-another-policy", "another policy, {policy}"));
        others.push(other.with("policy", &baseline.policy).into());
    }
    others
}

fn judge(case: &Case<'_>, fetch: &Fetch, (baseline, crls): (&Baseline, &[BaselineCrl])) -> Option<Finding> {
    let Content::Crl(Ok(crl)) = &case.examined.bodies.get(&fetch.id)?.content else { return None };
    if let Some(finding) = path_impossible(case, fetch, Code::CrlNumber) {
        return Some(finding);
    }
    let (reading, key) = (crl.value(), crl.signer().spki_digest());
    let number = reading.number.as_ref();
    let finding = |template| {
        Finding::new(Code::CrlNumber, template, fetch.id.shown())
            .with("url", &fetch.id.url)
            .with("number", digits(number))
            .with("this", reading.this_update)
            .with("since", baseline.observed)
    };
    let url = Shown::new(fetch.id.url.as_str());
    // A URL that two CAs share has a row for each.
    let before = crls.iter().filter(|one| one.url == url);
    let Some(before) = before.max_by_key(|one| one.signer_spki == key) else { return Some(finding(&NOT_THERE)) };
    let finding = finding(outcome(reading, key, before))
        .with("before", digits(before.number.as_ref()))
        .with("before_this", before.this_update)
        .with("key", key.to_string())
        .with("before_key", before.signer_spki.to_string());
    Some(finding)
}

fn outcome(now: &CrlReading, key: SpkiDigest, before: &BaselineCrl) -> &'static Template {
    if key != before.signer_spki {
        return &OTHER_SIGNER;
    }
    match (&now.number, &before.number) {
        (Some(now), Some(before)) if now < before => &ROLLED_BACK,
        (Some(now), Some(before)) if now > before => &FORWARD,
        (Some(_), Some(_)) if now.this_update != before.this_update => &REUSED,
        (Some(_), Some(_)) => &SAME,
        _ if now.this_update < before.this_update => &UNNUMBERED_OLDER,
        _ => &UNNUMBERED,
    }
}

fn digits(number: Option<&CrlNumber>) -> Arg {
    number.map_or_else(|| message!("words-no-number", "(none)").into(), |number| number.decimal().into())
}
