//! The decision that a change ticket asks for, in its own words: whether to go ahead, what stands against it, and who can mend
//! that. It judges nothing: it says the verdict and the findings in other words.

use crate::finding::{Cause, Code, Finding, Level, Owner, Verdict, Weight};
use crate::language::{Message, Say, message};
use crate::vocabulary::Shown;

/// The block on top of a report that is attached to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// `GO`, `GO WITH CONDITIONS`, `NO-GO` or `CAN'T SAY`.
    pub word: &'static Message,
    /// The same for programs: `go`, `go-with-conditions`, `no-go`, `cant-say`.
    pub token: &'static str,
    /// What that means for whoever decides.
    pub sentence: &'static Message,
    /// What blocks: decisive failures and unknowns, each with its owner. What follows from one of them is not told again.
    pub blockers: Vec<Point>,
    /// What goes with it: warnings, and failures and unknowns that do not decide.
    pub conditions: Vec<Point>,
}

/// Where the move of the service stands to whoever decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// It is ahead, or goes on.
    Ahead,
    /// It is over.
    Passed,
    /// The policy is superseded, and was judged for its own date.
    Superseded,
    /// Nothing moves: single URLs were judged.
    Nothing,
}

/// Something that stands against going ahead. Findings that differ in their target alone are one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which check says it.
    pub code: Code,
    /// How it says it.
    pub level: Level,
    /// Why. None where the check gives no cause.
    pub cause: Option<Cause>,
    /// Of what: URLs, labels, hosts.
    pub targets: Vec<Shown>,
    /// What was observed.
    pub observed: Say,
    /// What is to be done. None where that is not said.
    pub next: Option<Say>,
    /// Who can do it, in a few words.
    pub owner: &'static Message,
    /// How many further findings follow from it, and go with it.
    pub following: usize,
}

impl Decision {
    /// The decision that a verdict and its findings come to.
    pub fn new(verdict: Verdict, moves: Moves, findings: &[Finding]) -> Self {
        let (word, token) = match verdict {
            Verdict::Ready => (message!("decision-go", "GO"), "go"),
            Verdict::ReadyWithWarnings => {
                (message!("decision-go-with-conditions", "GO WITH CONDITIONS"), "go-with-conditions")
            }
            Verdict::NotReady => (message!("decision-no-go", "NO-GO"), "no-go"),
            Verdict::Undetermined => (message!("decision-cant-say", "CAN'T SAY"), "cant-say"),
        };
        let blocks =
            |one: &Finding| one.weight == Weight::Decisive && matches!(one.level, Level::Failure | Level::Unknown);
        let asks = |one: &Finding| matches!(one.level, Level::Failure | Level::Unknown | Level::Warning);
        Self {
            word,
            token,
            sentence: sentence(verdict, moves),
            blockers: points(findings, blocks),
            conditions: points(findings, |one| asks(one) && !blocks(one)),
        }
    }
}

fn sentence(verdict: Verdict, moves: Moves) -> &'static Message {
    match (verdict, moves) {
        (Verdict::Ready, Moves::Nothing) => {
            message!("decision-says-urls-ready", "Each URL gives what a client that validates needs of it.")
        }
        (Verdict::ReadyWithWarnings, Moves::Nothing) => {
            message!(
                "decision-says-urls-conditions",
                "Each URL that must give something does, under the conditions below."
            )
        }
        (Verdict::NotReady, Moves::Nothing) => {
            message!(
                "decision-says-urls-not-ready",
                "A client that validates does not get what it needs from here: what blocks has to be mended first."
            )
        }
        (Verdict::Ready, Moves::Superseded) => {
            message!(
                "decision-says-superseded-ready",
                "Nothing that was judged stood against this rotation at its own date. Of today, judge by the policy in force."
            )
        }
        (Verdict::ReadyWithWarnings, Moves::Superseded) => {
            message!(
                "decision-says-superseded-conditions",
                "The rotation would hold for this host at its own date, under the conditions below. Of today, judge by the \
             policy in force."
            )
        }
        (Verdict::NotReady, Moves::Superseded) => {
            message!(
                "decision-says-superseded-not-ready",
                "This host would not be fit for the rotation at its own date. Of today, judge by the policy in force."
            )
        }
        (Verdict::Ready, Moves::Ahead | Moves::Passed) => {
            message!(
                "decision-says-ready",
                "Nothing that was judged stands against this rotation, for this host, this account and this client profile."
            )
        }
        (Verdict::ReadyWithWarnings, Moves::Ahead | Moves::Passed) => {
            message!(
                "decision-says-conditions",
                "This rotation holds for this host, this account and this client profile, once somebody has read the \
             conditions below and accepts them."
            )
        }
        (Verdict::NotReady, Moves::Ahead) => {
            message!(
                "decision-says-not-ready-ahead",
                "As it is, this host is not fit for the rotation. The service moves at its own date, whether this host is \
             ready or not: what blocks has to be mended before."
            )
        }
        (Verdict::NotReady, Moves::Passed) => {
            message!(
                "decision-says-not-ready-passed",
                "This host is not fit for what the service presents, and the service has moved: what blocks has to be mended \
             now."
            )
        }
        (Verdict::Undetermined, _) => {
            message!("decision-says-undetermined", "This run carries no decision. What blocks has to be known first.")
        }
    }
}

/// The findings that are meant, without those that follow from another, each with its like.
fn points(findings: &[Finding], meant: impl Fn(&Finding) -> bool) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for finding in findings.iter().filter(|one| one.below.is_none() && meant(one)) {
        let following = findings.iter().filter(|one| one.below == Some(finding.code)).count();
        let point = Point::new(finding, following);
        match points.last_mut().filter(|last| last.is_like(&point)) {
            Some(last) => last.targets.extend(point.targets),
            None => points.push(point),
        }
    }
    points.sort_by_key(|one| std::cmp::Reverse(one.level));
    points
}

impl Point {
    fn new(finding: &Finding, following: usize) -> Self {
        Self {
            code: finding.code,
            level: finding.level,
            cause: finding.cause,
            targets: vec![finding.target.clone()],
            observed: finding.observed_said(),
            next: finding.next_said(),
            owner: owner_words(finding.template.owner),
            following,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        let words = |one: &Self| (one.code, one.level, one.cause, one.observed.clone(), one.next.clone(), one.owner);
        words(self) == words(other)
    }
}

/// Who can mend something, in a few words. Where a check names nobody, it is the run that fell short.
pub fn owner_words(owner: Option<Owner>) -> &'static Message {
    match owner {
        Some(Owner::Firewall) => message!("owner-firewall", "firewall, proxy and resolver"),
        Some(Owner::RootStore) => message!("owner-root-store", "the host's trust stores"),
        Some(Owner::Exchange) => message!("owner-exchange", "mail transport"),
        Some(Owner::Pki) => message!("owner-pki", "PKI: the policy, or the CA"),
        Some(Owner::Partner) => message!("owner-partner", "the other side"),
        None => message!("owner-nobody", "whoever runs certready"),
    }
}
