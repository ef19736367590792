//! Runs the checks, applies the policy's levels and waivers, folds the verdict. Levels are changed here and nowhere else.

use crate::case::{Case, Standing};
use crate::check::{COUNTED, Check, Concerns, NONE, REGISTRY};
use crate::evidence::Asked;
use crate::finding::{Arg, Cause, Code, Finding, Level, Owner, Purpose, Template, Verdict, Waived, Weight};
use crate::observation::{Ended, Reached};
use crate::policy::Waiver;
use crate::vocabulary::Shown;

/// What a judgement comes to.
#[derive(Debug)]
pub struct Judgement {
    /// The fold of the findings.
    pub verdict: Verdict,
    /// Sorted by code, target, cause.
    pub findings: Vec<Finding>,
}

/// Judges a case.
pub fn judge(case: &Case<'_>, asked: &Asked) -> Judgement {
    let mut findings: Vec<Finding> = REGISTRY
        .iter()
        .filter(|check| is_asked(check.code, asked))
        .filter(|check| case.policy.purpose == Purpose::Rotation || check.concerns == Concerns::Fetches)
        .filter(|check| case.standing != Standing::Superseded || check.code == Code::PolicyCurrent)
        .flat_map(|check| weighed((check.run)(case), check, case))
        .collect();
    let mut about_levels: Vec<Finding> = findings.iter_mut().filter_map(|one| apply_levels(case, one)).collect();
    findings.append(&mut about_levels);
    let mut about_waivers = apply_waivers(case, &mut findings);
    findings.append(&mut about_waivers);
    findings.extend(about_the_run(case, asked));
    hang_below(&mut findings);
    findings.sort_by(|a, b| (a.code, &a.target, a.cause, a.level).cmp(&(b.code, &b.target, b.cause, b.level)));
    Judgement { verdict: fold(&findings), findings }
}

/// The fold: a decisive failure decides, then a decisive unknown, and without one decisive pass nothing was shown.
pub fn fold(findings: &[Finding]) -> Verdict {
    let decisive = |level| findings.iter().any(|one| one.weight == Weight::Decisive && one.level == level);
    if decisive(Level::Failure) {
        return Verdict::NotReady;
    }
    if decisive(Level::Unknown) {
        return Verdict::Undetermined;
    }
    let shown = |one: &Finding| {
        one.weight == Weight::Decisive && matches!(one.level, Level::Pass | Level::Notice | Level::Warning)
    };
    if !findings.iter().any(shown) {
        return Verdict::Undetermined;
    }
    let conditional =
        |one: &Finding| one.waiver.is_some() || matches!(one.level, Level::Warning | Level::Unknown | Level::Failure);
    if findings.iter().any(conditional) { Verdict::ReadyWithWarnings } else { Verdict::Ready }
}

fn is_asked(code: Code, asked: &Asked) -> bool {
    (asked.only.is_empty() || asked.only.contains(&code)) && !asked.skip.contains(&code)
}

/// Hangs what follows from a common cause below the finding that says it: the same cause, of the targets that it counts, and
/// of the certificates whose sources they are. Their levels stay as they are, and the common one counts no more than the
/// worst of them: what the policy waives or lowers is not raised again by being said once.
fn hang_below(findings: &mut [Finding]) {
    let common = findings.iter().find(|one| one.code == Code::WayOut && one.cause.is_some());
    let counted = |one: &Finding| match one.args.iter().find(|(name, _)| *name == COUNTED) {
        Some((_, Arg::List(targets))) => Some(targets.clone()),
        _ => None,
    };
    let Some((Some(cause), targets)) = common.and_then(|one| Some((one.cause, counted(one)?))) else { return };
    let follows = |one: &Finding| {
        let of_target = matches!(one.code, Code::EndpointReachable | Code::EndpointGenuine);
        one.cause == Some(cause) && (one.code == Code::RevocationPath || (of_target && targets.contains(&one.target)))
    };
    for finding in findings.iter_mut().filter(|one| follows(one)) {
        finding.below = Some(Code::WayOut);
    }
    let below = || findings.iter().filter(|one| one.below.is_some());
    let Some(level) = below().map(|one| one.level).max() else { return };
    let weight = below().filter(|one| one.level == level).map(|one| one.weight).min();
    if let (Some(common), Some(weight)) = (findings.iter_mut().find(|one| one.code == Code::WayOut), weight) {
        common.level = common.level.min(level);
        common.weight = common.weight.max(weight);
    }
}

/// A finding is decisive where its check is under this profile, unless the check itself made it lighter. What single URLs
/// give is the same for every client.
fn weighed(findings: Vec<Finding>, check: &Check, case: &Case<'_>) -> Vec<Finding> {
    let decisive = case.policy.purpose == Purpose::Urls || check.decisive.contains(&case.client);
    findings
        .into_iter()
        .map(|mut finding| {
            if !decisive {
                finding.weight = Weight::Supporting;
            }
            finding
        })
        .collect()
}

/// The policy may raise or lower what was looked at. It can't turn not having looked into anything else.
///
/// A failure that it lowers is said as a warning of its own, with the reason: nothing is waived in silence.
fn apply_levels(case: &Case<'_>, finding: &mut Finding) -> Option<Finding> {
    if !matches!(finding.level, Level::Notice | Level::Warning | Level::Failure) {
        return None;
    }
    let rules = case.policy.levels.iter().filter(|rule| rule.code == finding.code);
    // A rule for the very cause is stronger than one for every cause.
    let mut fitting: Vec<_> = rules.filter(|rule| rule.cause.is_none() || rule.cause == finding.cause).collect();
    fitting.sort_by_key(|rule| rule.cause.is_none());
    let rule = fitting.first()?;
    let before = std::mem::replace(&mut finding.level, rule.level);
    let lowered = before == Level::Failure && rule.level < Level::Failure;
    lowered.then(|| {
        let target = Shown::new(&format!("{} {}", finding.code, finding.target));
        Finding::new(Code::RunComplete, &LOWERED, target)
            .weighing(Weight::Supporting)
            .with("policy", case.policy.id.as_str())
            .with("level", rule.level.word())
            .with("reason", &rule.reason)
    })
}

/// Waives what the policy lives with, and says which waivers are expired or match nothing.
fn apply_waivers(case: &Case<'_>, findings: &mut [Finding]) -> Vec<Finding> {
    let mut about = Vec::new();
    for waiver in &case.policy.waivers {
        // A bare date holds to its end, and a look back with --as-of revives nothing.
        let bare = waiver.expires.unix().rem_euclid(86_400) == 0;
        let end = if bare { waiver.expires.plus_days(1) } else { waiver.expires };
        let in_force = case.times.as_of.max(case.times.observed) < end;
        let mut used = false;
        for finding in findings.iter_mut().filter(|finding| fits(waiver, finding)) {
            used = true;
            if in_force {
                finding.waiver =
                    Some(Waived { reason: waiver.reason.clone(), until: waiver.expires, from: finding.level });
                finding.level = Level::Warning;
            }
        }
        if !in_force {
            about.push(about_waiver(&WAIVER_EXPIRED, waiver));
        } else if !used && case.standing != Standing::Superseded {
            about.push(about_waiver(&WAIVER_UNUSED, waiver));
        }
    }
    about
}

fn fits(waiver: &Waiver, finding: &Finding) -> bool {
    finding.level == Level::Failure
        && finding.code == waiver.code
        && finding.target == waiver.target
        && finding.cause == Some(waiver.cause)
}

fn about_waiver(template: &'static Template, waiver: &Waiver) -> Finding {
    let target = Shown::new(&format!("{} {} {}", waiver.code, waiver.target, waiver.cause));
    Finding::new(Code::RunComplete, template, target)
        .weighing(Weight::Supporting)
        .with("until", waiver.expires)
        .with("reason", &waiver.reason)
        .with("line", waiver.line)
}

/// What the run itself left out: it can't be bought back by a policy's levels or waivers.
fn about_the_run(case: &Case<'_>, asked: &Asked) -> Vec<Finding> {
    let mut found = Vec::new();
    let left_out: Vec<Shown> =
        REGISTRY.iter().filter(|one| !is_asked(one.code, asked)).map(|one| Shown::new(one.code.word())).collect();
    if !left_out.is_empty() {
        found.push(Finding::new(Code::RunComplete, &NARROWED, "--only, --skip").with("codes", left_out));
    }
    let uncollected: Vec<Shown> = case.uncollected().map(|one| Shown::new(one.url.as_str())).collect();
    if !uncollected.is_empty() && case.standing != Standing::Superseded {
        found.push(Finding::new(Code::RunComplete, &UNCOLLECTED, "evidence").with("urls", uncollected));
    }
    match case.observed.ended {
        Ended::Complete => {}
        Ended::Deadline => found.push(Finding::new(Code::RunComplete, &DEADLINE, "run")),
        Ended::Interrupted => found.push(Finding::new(Code::RunComplete, &INTERRUPTED, "run")),
    }
    let all_tried = case.observed.fetches.iter().all(|one| !matches!(one.reached, Reached::Nothing(_)));
    if found.is_empty() && all_tried && case.standing != Standing::Superseded {
        found.push(Finding::new(Code::RunComplete, &COMPLETE, "run").weighing(Weight::Supporting));
    }
    found
}

/// `run-complete` stands beside the fold, because it speaks of the judgement and not of the host.
pub static RUN_COMPLETE: Check = Check {
    code: Code::RunComplete,
    question: "Was every check run, to its end, without exceptions?",
    citation: "docs/checks.md#run-complete; a run that did not look is no evidence",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[
        &COMPLETE,
        &NARROWED,
        &UNCOLLECTED,
        &DEADLINE,
        &INTERRUPTED,
        &LOWERED,
        &WAIVER_EXPIRED,
        &WAIVER_UNUSED,
    ],
    run: |_| Vec::new(),
};

static COMPLETE: Template = Template {
    id: "run-complete.complete",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "every check that applies was run, and every planned target was tried",
    required: "a whole run: what was not looked at is not known",
    next: "",
    verify: "",
};
static NARROWED: Template = Template {
    id: "run-complete.narrowed",
    level: Level::Unknown,
    cause: Some(Cause::PartialRun),
    owner: None,
    observed: "left out on request: {codes}",
    required: "a whole run: a narrowed one is at best undetermined",
    next: "Run again without --only and --skip before deciding.",
    verify: "",
};
static UNCOLLECTED: Template = Template {
    id: "run-complete.uncollected",
    level: Level::Unknown,
    cause: Some(Cause::PartialRun),
    owner: None,
    observed: "the evidence holds nothing of {urls}: the run that collected it did not plan them",
    required: "a whole run: what was not looked at is not known",
    next: "Collect anew with certready check, for the same policy and cutover.",
    verify: "",
};
static DEADLINE: Template = Template {
    id: "run-complete.deadline",
    level: Level::Unknown,
    cause: Some(Cause::Deadline),
    owner: None,
    observed: "the deadline of the whole run came before every target was tried",
    required: "a whole run: what was not looked at is not known",
    next: "Run again with a longer --deadline.",
    verify: "",
};
static INTERRUPTED: Template = Template {
    id: "run-complete.interrupted",
    level: Level::Unknown,
    cause: Some(Cause::Interrupted),
    owner: None,
    observed: "the run was interrupted before every target was tried",
    required: "a whole run: what was not looked at is not known",
    next: "Run again and let it end.",
    verify: "",
};
static LOWERED: Template = Template {
    id: "run-complete.lowered",
    level: Level::Warning,
    cause: Some(Cause::LevelLowered),
    owner: Some(Owner::Pki),
    observed: "a failure that the policy's levels lower to {level}: {reason}",
    required: "a failure is mended, or waived with a date; lowering one is a condition on the decision",
    next: "Read the reason, and decide whether it still holds.",
    verify: "certready policy show {policy}",
};
static WAIVER_EXPIRED: Template = Template {
    id: "run-complete.waiver-expired",
    level: Level::Warning,
    cause: Some(Cause::WaiverExpired),
    owner: Some(Owner::Pki),
    observed: "the waiver on line {line} of the policy ended on {until}: {reason}",
    required: "a waiver holds until its date and no longer",
    next: "Mend what it covered, or renew it with a new reason.",
    verify: "certready policy lint",
};
static WAIVER_UNUSED: Template = Template {
    id: "run-complete.waiver-unused",
    level: Level::Warning,
    cause: Some(Cause::WaiverUnused),
    owner: Some(Owner::Pki),
    observed: "the waiver on line {line} of the policy matches no failure: {reason}",
    required: "a waiver names a failure that is there: code, target and cause as the report shows them",
    next: "Take the waiver out of the policy, or correct its target and cause.",
    verify: "certready policy lint",
};
