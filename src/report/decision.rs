//! The decision that a change ticket asks for, in its own words: whether to go ahead, what stands against it, and who can mend
//! that. It judges nothing: it says the verdict and the findings in other words.

use crate::finding::{Cause, Code, Finding, Level, Owner, Verdict, Weight};
use crate::vocabulary::Shown;

/// The block on top of a report that is attached to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// `GO`, `GO WITH CONDITIONS`, `NO-GO` or `CAN'T SAY`.
    pub word: &'static str,
    /// The same for programs: `go`, `go-with-conditions`, `no-go`, `cant-say`.
    pub token: &'static str,
    /// What that means for whoever decides.
    pub sentence: &'static str,
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
    pub observed: String,
    /// What is to be done. None where that is not said.
    pub next: Option<String>,
    /// Who can do it, in a few words.
    pub owner: &'static str,
    /// How many further findings follow from it, and go with it.
    pub following: usize,
}

impl Decision {
    /// The decision that a verdict and its findings come to.
    pub fn new(verdict: Verdict, moves: Moves, findings: &[Finding]) -> Self {
        let (word, token) = match verdict {
            Verdict::Ready => ("GO", "go"),
            Verdict::ReadyWithWarnings => ("GO WITH CONDITIONS", "go-with-conditions"),
            Verdict::NotReady => ("NO-GO", "no-go"),
            Verdict::Undetermined => ("CAN'T SAY", "cant-say"),
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

const fn sentence(verdict: Verdict, moves: Moves) -> &'static str {
    match (verdict, moves) {
        (Verdict::Ready, Moves::Nothing) => "Each URL gives what a client that validates needs of it.",
        (Verdict::ReadyWithWarnings, Moves::Nothing) => {
            "Each URL that must give something does, under the conditions below."
        }
        (Verdict::NotReady, Moves::Nothing) => {
            "A client that validates does not get what it needs from here: what blocks has to be mended first."
        }
        (Verdict::Ready, Moves::Superseded) => {
            "Nothing that was judged stood against this rotation at its own date. Of today, judge by the policy in force."
        }
        (Verdict::ReadyWithWarnings, Moves::Superseded) => {
            "The rotation would hold for this host at its own date, under the conditions below. Of today, judge by the \
             policy in force."
        }
        (Verdict::NotReady, Moves::Superseded) => {
            "This host would not be fit for the rotation at its own date. Of today, judge by the policy in force."
        }
        (Verdict::Ready, Moves::Ahead | Moves::Passed) => {
            "Nothing that was judged stands against this rotation, for this host, this account and this client profile."
        }
        (Verdict::ReadyWithWarnings, Moves::Ahead | Moves::Passed) => {
            "This rotation holds for this host, this account and this client profile, once somebody has read the \
             conditions below and accepts them."
        }
        (Verdict::NotReady, Moves::Ahead) => {
            "As it is, this host is not fit for the rotation. The service moves at its own date, whether this host is \
             ready or not: what blocks has to be mended before."
        }
        (Verdict::NotReady, Moves::Passed) => {
            "This host is not fit for what the service presents, and the service has moved: what blocks has to be mended \
             now."
        }
        (Verdict::Undetermined, _) => "This run carries no decision. What blocks has to be known first.",
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
            observed: finding.observed(),
            next: finding.next(),
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
pub fn owner_words(owner: Option<Owner>) -> &'static str {
    match owner {
        Some(Owner::Firewall) => "firewall, proxy and resolver",
        Some(Owner::RootStore) => "the host's trust stores",
        Some(Owner::Exchange) => "mail transport",
        Some(Owner::Pki) => "PKI: the policy, or the CA",
        Some(Owner::Partner) => "the other side",
        None => "whoever runs certready",
    }
}
