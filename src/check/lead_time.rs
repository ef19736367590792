//! `lead-time`: whether there is time left to act. A firewall change and a root's deployment take days in most houses.

use super::{Check, Concerns, NONE};
use crate::case::{Case, Standing};
use crate::finding::{Cause, Code, Finding, Level, Template};

/// Below this many days a change that is still needed rarely makes it: a week is the usual change window.
const SHORT_DAYS: i64 = 7;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::LeadTime,
    question: "Is there time left to act before the cutover?",
    citation: "the policy's cutover; docs/checks.md#lead-time",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&TIME_LEFT, &SHORT, &PASSED],
    run,
};

static TIME_LEFT: Template = Template {
    id: "lead-time.time-left",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "whole days to the cutover on {cutover}: {days}",
    required: "more than {short} days, so that a change can still be made",
    next: "",
    verify: "",
};
static SHORT: Template = Template {
    id: "lead-time.short",
    level: Level::Notice,
    cause: Some(Cause::LeadTimeShort),
    owner: None,
    observed: "whole days to the cutover on {cutover}: {days}",
    required: "more than {short} days, so that a change can still be made",
    next: "Treat what blocks as urgent, and run again after each change.",
    verify: "",
};
static PASSED: Template = Template {
    id: "lead-time.passed",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "the cutover on {cutover} has passed",
    required: "nothing: what matters now is whether this host validates",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    if case.standing == Standing::Superseded {
        return Vec::new();
    }
    let finding =
        |template| Finding::new(Code::LeadTime, template, case.policy.id.as_str()).with("cutover", case.times.cutover);
    vec![match case.times.days_to_cutover() {
        None => finding(&PASSED),
        Some(days) => {
            let template = if days > SHORT_DAYS { &TIME_LEFT } else { &SHORT };
            finding(template).with("days", days).with("short", SHORT_DAYS)
        }
    }]
}
