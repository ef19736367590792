//! The sentence on top: what a person in a hurry may trust.

use super::urls;
use crate::case::{Case, Standing};
use crate::finding::{Client, Code, Finding, Level, Phase, Purpose, Verdict, Weight};
use crate::language::{Arg, Message, Say, message};
use crate::observation::Ended;

/// The top of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// `READY`, `READY WITH WARNINGS`, `NOT READY` or `UNDETERMINED`.
    pub word: &'static Message,
    /// What that means here, in one or two sentences.
    pub sentence: Say,
}

impl Headline {
    /// The headline of a case and its verdict.
    pub(super) fn new(case: &Case<'_>, verdict: Verdict, findings: &[Finding]) -> Self {
        Self { word: verdict_word(verdict), sentence: Say::several(sentences(case, verdict, findings)) }
    }
}

/// The word on top, of a report or of many.
pub fn verdict_word(verdict: Verdict) -> &'static Message {
    match verdict {
        Verdict::Ready => message!("headline-ready", "READY"),
        Verdict::ReadyWithWarnings => message!("headline-ready-with-warnings", "READY WITH WARNINGS"),
        Verdict::NotReady => message!("headline-not-ready", "NOT READY"),
        Verdict::Undetermined => message!("headline-undetermined", "UNDETERMINED"),
    }
}

fn sentences(case: &Case<'_>, verdict: Verdict, findings: &[Finding]) -> Vec<Say> {
    let cutover = case.times.cutover;
    let successor = case.policy.superseded.as_ref().map_or("", |one| one.by.as_str());
    if case.standing == Standing::Superseded {
        let says = message!(
            "headline-superseded",
            "This policy is superseded by {successor}: judge by that one, or give --cutover to judge this one for its own date."
        );
        return vec![Say::new(says).with("successor", successor)];
    }
    let state = match (case.phase, verdict) {
        _ if case.policy.purpose == Purpose::Urls => urls::sentence(case, findings),
        _ if case.standing == Standing::JudgedForItsDate => {
            let says = match verdict {
                Verdict::Ready | Verdict::ReadyWithWarnings => message!(
                    "headline-would-validate",
                    "This host would validate the new chain, judged for {date} as asked."
                ),
                Verdict::NotReady if by_connectors_alone(findings) => message!(
                    "headline-connectors-alone-then",
                    "A connector of Exchange asks for another certificate than the service presents, and nothing else blocks, judged for {date} as asked."
                ),
                Verdict::NotReady => message!(
                    "headline-would-not-validate",
                    "This host would not validate the new chain, judged for {date} as asked."
                ),
                Verdict::Undetermined => message!(
                    "headline-would-perhaps-validate",
                    "Whether this host would validate the new chain is not known, judged for {date} as asked."
                ),
            };
            let by = message!("headline-superseded-by", "The policy is superseded by {successor}.");
            Say::several([Say::new(says).with("date", cutover.date()), Say::new(by).with("successor", successor)])
        }
        (_, Verdict::Ready | Verdict::ReadyWithWarnings) if case.client == Client::SchannelOpportunistic => message!(
            "headline-opportunistic",
            "Mail goes on, encrypted and unauthenticated: this client ignores trust."
        )
        .into(),
        // The chain would hold: the host is not ready, and does not fail to validate.
        (_, Verdict::NotReady) if by_connectors_alone(findings) => message!(
            "headline-connectors-alone",
            "A connector of Exchange asks for another certificate than the service presents, and nothing else blocks."
        )
        .into(),
        (phase, verdict) => of_rotation(case, phase, verdict),
    };
    [partial(case), Some(state), counted(findings), age(case)].into_iter().flatten().collect()
}

/// How many failures, unknowns and warnings there are. None where there are none.
fn counted(findings: &[Finding]) -> Option<Say> {
    // What hangs below a common cause is counted with it, and not beside it.
    let (below, alone): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|one| one.below.is_some());
    let count = |level| alone.iter().filter(|one| one.level == level).count();
    let deciding = alone.iter().filter(|one| one.level == Level::Failure && one.weight == Weight::Decisive).count();
    let counted: Vec<Arg> = [
        (deciding, message!("headline-one-failure", "1 failure"), message!("headline-failures", "{number} failures")),
        (
            count(Level::Failure).saturating_sub(deciding),
            message!("headline-one-supporting-failure", "1 failure that does not decide here"),
            message!("headline-supporting-failures", "{number} failures that do not decide here"),
        ),
        (
            count(Level::Unknown),
            message!("headline-one-unknown", "1 unknown"),
            message!("headline-unknowns", "{number} unknowns"),
        ),
        (
            count(Level::Warning),
            message!("headline-one-warning", "1 warning"),
            message!("headline-warnings", "{number} warnings"),
        ),
        (
            below.len(),
            message!("headline-one-following", "1 finding that follows from the first"),
            message!("headline-following", "{number} findings that follow from the first"),
        ),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| Say::new(if number == 1 { one } else { many }).with("number", number).into())
    .collect();
    let says = message!("headline-counted", "{counted}.");
    (!counted.is_empty()).then(|| Say::new(says).with("counted", Arg::Each(counted)))
}

fn by_connectors_alone(findings: &[Finding]) -> bool {
    let mut deciding = findings.iter().filter(|one| one.level == Level::Failure && one.weight == Weight::Decisive);
    deciding.all(|one| one.code == Code::ConnectorPins)
}

/// That the run was ended before its end: what stands below it is part of a report.
fn partial(case: &Case<'_>) -> Option<Say> {
    let says = match case.observed.ended {
        Ended::Complete => return None,
        Ended::Interrupted => message!("headline-interrupted", "A partial report: the run was interrupted."),
        Ended::Deadline => message!("headline-deadline", "A partial report: the run's deadline came first."),
    };
    Some(says.into())
}

/// What a verdict says of a rotation, where it stands.
fn of_rotation(case: &Case<'_>, phase: Phase, verdict: Verdict) -> Say {
    let says = match (phase, verdict) {
        (Phase::Before, Verdict::Ready | Verdict::ReadyWithWarnings) => {
            message!("headline-before-ready", "This host will validate after the cutover on {cutover}{when}.")
        }
        (Phase::Before, Verdict::NotReady) => message!(
            "headline-before-not-ready",
            "This host is not ready to validate after the cutover on {cutover}{when}."
        ),
        (Phase::Before, Verdict::Undetermined) => message!(
            "headline-before-undetermined",
            "Whether this host will validate after the cutover on {cutover}{when}, is not known."
        ),
        (Phase::Overlap, Verdict::Ready | Verdict::ReadyWithWarnings) => message!(
            "headline-overlap-ready",
            "This host validates the new chain, which may come at any time until {until}."
        ),
        (Phase::Overlap, Verdict::NotReady) => message!(
            "headline-overlap-not-ready",
            "This host is not ready to validate the new chain, which may come at any time until {until}."
        ),
        (Phase::Overlap, Verdict::Undetermined) => message!(
            "headline-overlap-undetermined",
            "Whether this host validates the new chain, which may come at any time until {until}, is not known."
        ),
        (Phase::After, Verdict::Ready | Verdict::ReadyWithWarnings) => {
            message!("headline-after-ready", "This host validates the new chain, in force since {cutover}.")
        }
        (Phase::After, Verdict::NotReady) => {
            message!("headline-after-not-ready", "This host does not validate the new chain, in force since {cutover}.")
        }
        (Phase::After, Verdict::Undetermined) => message!(
            "headline-after-undetermined",
            "Whether this host validates the new chain, in force since {cutover}, is not known."
        ),
    };
    let when = case.times.days_to_cutover().map_or(Arg::from(""), |days| match days {
        0 => message!("headline-in-less-than-a-day", ", in less than a day").into(),
        1 => message!("headline-in-one-day", ", in 1 day").into(),
        many => Say::new(message!("headline-in-days", ", in {days} days")).with("days", many).into(),
    });
    Say::new(says)
        .with("cutover", case.times.cutover.date())
        .with("until", case.times.rollout_until(case.policy).date())
        .with("when", when)
}

/// How old the facts are, where they are judged at another time than their own.
fn age(case: &Case<'_>) -> Option<Say> {
    let (observed, as_of) = (case.times.observed, case.times.as_of);
    let says = match (as_of.seconds_until(observed), observed.days_until(as_of)) {
        (0, _) => return None,
        (1.., _) => {
            message!("headline-facts-later", "Judged as of {as_of}, by facts that were collected later, on {observed}.")
        }
        (_, 0) => message!(
            "headline-facts-of-the-day",
            "Judged as of {as_of}, by facts that were less than a day old by then."
        ),
        (_, 1) => message!("headline-facts-one-day", "Judged as of {as_of}, by facts that were 1 day old by then."),
        _ => message!("headline-facts-days", "Judged as of {as_of}, by facts that were {days} days old by then."),
    };
    let says = Say::new(says).with("as_of", as_of).with("observed", observed.date());
    Some(says.with("days", observed.days_until(as_of)))
}
