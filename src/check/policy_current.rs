//! `policy-current`: whether the policy is in force and reviewed. A page that nobody reviewed is how hosts were told to
//! expect GlobalSign while the certificate came from DigiCert (microsoft-365-docs#4572).

use super::{Check, Concerns, EVERY};
use crate::case::{Case, Standing};
use crate::finding::{Cause, Code, Finding, Level, Owner, Purpose, Template};
use crate::language::{Arg, Say, message};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::PolicyCurrent,
    question: "Is the policy in force, and reviewed in time?",
    citation: "the policy's superseded-by and review-by; microsoft-365-docs#4572",
    concerns: Concerns::Fetches,
    decisive: EVERY,
    templates: &[&CURRENT, &SUPERSEDED, &FOR_ITS_DATE, &REVIEW_DUE],
    run,
};

static CURRENT: Template = Template {
    id: "policy-current.current",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "in force; its facts are of {as_of}, to be reviewed by {review_by}",
    required: "a policy that is in force and reviewed",
    next: "",
    verify: "",
};
static SUPERSEDED: Template = Template {
    id: "policy-current.superseded",
    level: Level::Unknown,
    cause: Some(Cause::PolicySuperseded),
    owner: Some(Owner::Pki),
    observed: "superseded by {successor}, {since}",
    required: "a policy that is in force: a superseded one says nothing about today's certificate",
    next: "Run certready check {successor}. To judge this policy for its own date all the same, give --cutover {cutover}.",
    verify: "certready check {successor}",
};
static FOR_ITS_DATE: Template = Template {
    id: "policy-current.for-its-date",
    level: Level::Notice,
    cause: Some(Cause::PolicySuperseded),
    owner: Some(Owner::Pki),
    observed: "superseded by {successor}, {since}; judged for {cutover} as asked",
    required: "a policy that is in force, unless --cutover asks for its own date",
    next: "For today's certificate, run certready check {successor}.",
    verify: "",
};
static REVIEW_DUE: Template = Template {
    id: "policy-current.review-due",
    level: Level::Warning,
    cause: Some(Cause::PolicyReviewDue),
    owner: Some(Owner::Pki),
    observed: "its facts are of {as_of}; the review was due by {review_by}",
    required: "the policy's review_by: {review_by}",
    next: "Compare the policy with its sources, and use a newer certready or a reviewed policy file.",
    verify: "certready policy show {policy}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let policy = case.policy;
    let finding = |template| Finding::new(Code::PolicyCurrent, template, policy.id.as_str());
    if let Some(superseded) = &policy.superseded {
        let since = match superseded.on {
            Some(on) => Say::new(message!("words-since", "since {date}")).with("date", on.date()),
            None => Say::new(message!("words-since-not-said", "since a date that its source does not say")),
        };
        let template = match case.standing {
            Standing::JudgedForItsDate => &FOR_ITS_DATE,
            Standing::Superseded | Standing::InForce => &SUPERSEDED,
        };
        let said = finding(template)
            .with("successor", superseded.by.as_str())
            .with("since", since)
            .with("cutover", case.times.cutover.date());
        return vec![said];
    }
    let due = policy.review_by.filter(|review_by| case.times.as_of > *review_by);
    if due.is_none() && policy.purpose == Purpose::Urls {
        // That a list of URLs is in force says nothing of what they give.
        return Vec::new();
    }
    let not_said = || message!("words-review-not-said", "a date that it does not say").into();
    let review_by: Arg = policy.review_by.map_or_else(not_said, |review_by| Arg::from(review_by.date()));
    let template = if due.is_some() { &REVIEW_DUE } else { &CURRENT };
    let said = finding(template)
        .with("as_of", policy.as_of.date())
        .with("review_by", review_by)
        .with("policy", case.policy_word());
    vec![said]
}
