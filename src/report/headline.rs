//! The sentence on top: what a person in a hurry may trust.

use super::urls;
use crate::case::{Case, Standing};
use crate::finding::{Client, Code, Finding, Level, Phase, Purpose, Verdict, Weight};
use crate::observation::Ended;

/// The top of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// `READY`, `READY WITH WARNINGS`, `NOT READY` or `UNDETERMINED`.
    pub word: &'static str,
    /// What that means here, in one or two sentences.
    pub sentence: String,
}

impl Headline {
    /// The headline of a case and its verdict.
    pub(super) fn new(case: &Case<'_>, verdict: Verdict, findings: &[Finding]) -> Self {
        let word = match verdict {
            Verdict::Ready => "READY",
            Verdict::ReadyWithWarnings => "READY WITH WARNINGS",
            Verdict::NotReady => "NOT READY",
            Verdict::Undetermined => "UNDETERMINED",
        };
        Self { word, sentence: sentence(case, verdict, findings) }
    }
}

fn sentence(case: &Case<'_>, verdict: Verdict, findings: &[Finding]) -> String {
    let cutover = case.times.cutover;
    let successor = case.policy.superseded.as_ref().map_or("", |one| one.by.as_str());
    if case.standing == Standing::Superseded {
        return format!(
            "This policy is superseded by {successor}: judge by that one, or give --cutover to judge this one for its own \
             date."
        );
    }
    let state = match (case.phase, verdict) {
        _ if case.policy.purpose == Purpose::Urls => urls::sentence(case, findings),
        _ if case.standing == Standing::JudgedForItsDate => {
            let date = cutover.date();
            let says = match verdict {
                Verdict::Ready | Verdict::ReadyWithWarnings => "This host would validate the new chain",
                Verdict::NotReady if by_connectors_alone(findings) => ONLY_CONNECTORS,
                Verdict::NotReady => "This host would not validate the new chain",
                Verdict::Undetermined => "Whether this host would validate the new chain is not known",
            };
            format!("{says}, judged for {date} as asked. The policy is superseded by {successor}.")
        }
        (_, Verdict::Ready | Verdict::ReadyWithWarnings) if case.client == Client::SchannelOpportunistic => {
            "Mail goes on, encrypted and unauthenticated: this client ignores trust.".to_owned()
        }
        (_, Verdict::NotReady) if by_connectors_alone(findings) => format!("{ONLY_CONNECTORS}."),
        (phase, verdict) => of_rotation(case, phase, verdict),
    };
    // What hangs below a common cause is counted with it, and not beside it.
    let (below, alone): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|one| one.below.is_some());
    let count = |level| alone.iter().filter(|one| one.level == level).count();
    let deciding = alone.iter().filter(|one| one.level == Level::Failure && one.weight == Weight::Decisive).count();
    let counted: Vec<String> = [
        (deciding, "failure", "failures"),
        (
            count(Level::Failure).saturating_sub(deciding),
            "failure that does not decide here",
            "failures that do not decide here",
        ),
        (count(Level::Unknown), "unknown", "unknowns"),
        (count(Level::Warning), "warning", "warnings"),
        (below.len(), "finding that follows from the first", "findings that follow from the first"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }))
    .collect();
    let counted = if counted.is_empty() { String::new() } else { format!(" {}.", counted.join(", ")) };
    format!("{}{state}{counted}{}", partial(case), age(case))
}

/// What is said where the chain would hold: the host is not ready, and does not fail to validate.
const ONLY_CONNECTORS: &str =
    "A connector of Exchange asks for another certificate than the service presents, and nothing else blocks";

fn by_connectors_alone(findings: &[Finding]) -> bool {
    let mut deciding = findings.iter().filter(|one| one.level == Level::Failure && one.weight == Weight::Decisive);
    deciding.all(|one| one.code == Code::ConnectorPins)
}

/// That the run was ended before its end: what stands below it is part of a report.
const fn partial(case: &Case<'_>) -> &'static str {
    match case.observed.ended {
        Ended::Complete => "",
        Ended::Interrupted => "A partial report: the run was interrupted. ",
        Ended::Deadline => "A partial report: the run's deadline came first. ",
    }
}

/// What a verdict says of a rotation, where it stands.
fn of_rotation(case: &Case<'_>, phase: Phase, verdict: Verdict) -> String {
    let cutover = case.times.cutover.date();
    let when = case.times.days_to_cutover().map(in_days).map(|days| format!(", {days}")).unwrap_or_default();
    let chain = match phase {
        Phase::Before => format!("after the cutover on {cutover}{when}"),
        Phase::Overlap => {
            format!("the new chain, which may come at any time until {}", case.times.rollout_until(case.policy).date())
        }
        Phase::After => format!("the new chain, in force since {cutover}"),
    };
    match (phase, verdict) {
        (Phase::Before, Verdict::Ready | Verdict::ReadyWithWarnings) => format!("This host will validate {chain}."),
        (_, Verdict::Ready | Verdict::ReadyWithWarnings) => format!("This host validates {chain}."),
        (Phase::Before | Phase::Overlap, Verdict::NotReady) => format!("This host is not ready to validate {chain}."),
        (Phase::After, Verdict::NotReady) => format!("This host does not validate {chain}."),
        (Phase::Before, Verdict::Undetermined) => format!("Whether this host will validate {chain}, is not known."),
        (_, Verdict::Undetermined) => format!("Whether this host validates {chain}, is not known."),
    }
}

/// How old the facts are, where they are judged at another time than their own.
fn age(case: &Case<'_>) -> String {
    let (observed, as_of) = (case.times.observed, case.times.as_of);
    match as_of.seconds_until(observed) {
        0 => String::new(),
        after if after > 0 => {
            format!(" Judged as of {as_of}, by facts that were collected later, on {}.", observed.date())
        }
        _ => {
            let days = match observed.days_until(as_of) {
                0 => "less than a day".to_owned(),
                1 => "1 day".to_owned(),
                many => format!("{many} days"),
            };
            format!(" Judged as of {as_of}, by facts that were {days} old by then.")
        }
    }
}

fn in_days(days: i64) -> String {
    match days {
        0 => "in less than a day".to_owned(),
        1 => "in 1 day".to_owned(),
        many => format!("in {many} days"),
    }
}
