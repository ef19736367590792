//! Two reports that were read back → what differs: what got worse first, then what got better, then changed facts. Pure: it
//! knows no file, and judges nothing that the reports did not judge. Renderers show a [`Difference`] and decide nothing.
//!
//! What is bad in both directions is one rule: each regression from A to B is a repair from B to A. Two things are not turned
//! round: what failed and is not known any more is no repair, and what a run did not look at is not mended.

mod fact;
mod findings;
mod host;
mod network;
mod retell;
mod signed;

pub use fact::{Fact, FactKind};

use crate::finding::{Level, Verdict};
use crate::kept::{Finding, Report, Text};
use crate::language::{Arg, Message, Say, message};
use crate::vocabulary::{Shown, Timestamp};

/// What differs between two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The earlier report, or the one that was named first.
    pub before: Side,
    /// The other one.
    pub after: Side,
    /// What must be known of the two before anything else.
    pub notes: Vec<Note>,
    /// What got worse: the verdict, then what decides, then the worst level.
    pub regressions: Vec<Change>,
    /// What got better, in the same order.
    pub repairs: Vec<Change>,
    /// What is otherwise, by kind and by what it is about.
    pub facts: Vec<Fact>,
    /// What could not be compared.
    pub gaps: Vec<Gap>,
}

/// One of the two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The version of the certready that judged.
    pub tool: Shown,
    /// The answer.
    pub verdict: Verdict,
    /// The policy's id.
    pub policy: Shown,
    /// The host. None where the system did not tell.
    pub host: Option<Shown>,
    /// The account. None likewise.
    pub account: Option<Shown>,
    /// When the evidence was collected, by the host's clock, UTC.
    pub observed: Timestamp,
    /// SHA-256 of the manifest of the evidence. None where the run was not kept, or the report is of before it was named.
    pub manifest: Option<Shown>,
}

/// What must be known before anything else, with its stable word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// `two-hosts`, `two-accounts`, `two-policies` or `order`.
    pub kind: &'static str,
    /// The same in a sentence.
    pub says: Say,
}

/// Something that got worse or better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub kind: ChangeKind,
    /// The check. None of the verdict.
    pub code: Option<Shown>,
    /// A URL, a root's label, a service, a host.
    pub target: Shown,
    /// The direction of mail. None: both, or neither.
    pub leg: Option<Shown>,
    /// What it was. None where nothing was found.
    pub before: Option<State>,
    /// What it is. None likewise.
    pub after: Option<State>,
    /// What was seen, in a sentence: the later report's, where it has the finding. None of the verdict.
    pub observed: Option<Say>,
    /// What is required, and by whom. None likewise.
    pub required: Option<Say>,
    /// What to do next. None: nothing.
    pub next: Option<Say>,
    /// Who can mend it. None: nobody has to.
    pub owner: Option<Shown>,
    /// The check whose finding says the common cause. None: it stands by itself.
    pub below: Option<Shown>,
}

/// What changed of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// The verdict.
    Verdict,
    /// The level.
    Level,
    /// Whether it can decide the verdict.
    Decisive,
    /// Whether a waiver covers it.
    Waiver,
    /// It was not there before.
    Appeared,
    /// It is not there any more.
    Vanished,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Verdict, Self::Level, Self::Decisive, Self::Waiver, Self::Appeared, Self::Vanished];

    /// The stable word of the JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Level => "level",
            Self::Decisive => "decisive",
            Self::Waiver => "waiver",
            Self::Appeared => "appeared",
            Self::Vanished => "vanished",
        }
    }
}

/// What a finding says, or the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The word of a level, or of a verdict.
    pub word: &'static str,
    /// The same for people.
    pub says: &'static Message,
    /// Why, as a stable word. None where nothing is amiss, and of the verdict.
    pub cause: Option<Shown>,
    /// Whether it can decide the verdict.
    pub decisive: bool,
    /// Until when a waiver covers it. None: none does.
    pub waived: Option<Timestamp>,
}

impl State {
    fn of(finding: &Finding<'_>) -> Self {
        Self {
            word: finding.level.word(),
            says: finding.level.words(),
            cause: finding.cause.as_ref().map(Text::shown),
            decisive: finding.decisive,
            waived: finding.waiver.as_ref().map(|waiver| waiver.until),
        }
    }

    fn verdict(verdict: Verdict) -> Self {
        Self { word: verdict.word(), says: verdict.words(), cause: None, decisive: true, waived: None }
    }
}

/// What could not be compared, so that nothing follows from its silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which kind.
    pub kind: GapKind,
    /// What it is about.
    pub about: Say,
    /// The same in a sentence.
    pub says: Say,
}

/// Why something could not be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// The reports are of two policies.
    OtherPolicy,
    /// A check of the earlier report gave nothing in the later one.
    CheckGone,
    /// It failed, and is not known any more.
    NotKnown,
    /// It asked for attention, and was not looked at any more.
    NotLookedAt,
    /// A report is of a version that had no such list.
    ListAbsent,
}

impl GapKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::OtherPolicy, Self::CheckGone, Self::NotKnown, Self::NotLookedAt, Self::ListAbsent];

    /// The stable word of the JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OtherPolicy => "other-policy",
            Self::CheckGone => "check-gone",
            Self::NotKnown => "not-known",
            Self::NotLookedAt => "not-looked-at",
            Self::ListAbsent => "list-absent",
        }
    }
}

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing got worse.
    NothingWorse,
    /// Something got worse.
    Worse,
    /// Nothing that could be compared got worse, and not all could be.
    Incomplete,
}

impl Outcome {
    /// The stable word of the JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NothingWorse => "nothing-worse",
            Self::Worse => "worse",
            Self::Incomplete => "incomplete",
        }
    }
}

impl Difference {
    /// What it comes to. A CRL's number that went back is a changed fact, and worse.
    pub fn outcome(&self) -> Outcome {
        let back = self.facts.iter().any(|fact| fact.kind.is_worse());
        match (self.regressions.is_empty() && !back, self.gaps.is_empty()) {
            (false, _) => Outcome::Worse,
            (true, false) => Outcome::Incomplete,
            (true, true) => Outcome::NothingWorse,
        }
    }

    /// Whether nothing at all differs, as far as it could be compared.
    pub const fn is_empty(&self) -> bool {
        self.regressions.is_empty() && self.repairs.is_empty() && self.facts.is_empty()
    }
}

/// Compares two reports, in the order in which they are given.
pub fn compare(before: &Report<'_>, after: &Report<'_>) -> Difference {
    let mut found = findings::compare(before, after);
    let mut facts = std::mem::take(&mut found.facts);
    facts.extend(signed::facts(before, after));
    facts.extend(network::facts(before, after));
    facts.extend(host::facts(before, after));
    facts.sort_by_cached_key(Fact::place);
    let mut gaps = found.gaps;
    gaps.extend(absent(before, after));
    if before.policy.id != after.policy.id {
        let says = message!("gap-other-policy", "the two are of two policies: what one judges the other may not");
        gaps.push(Gap { kind: GapKind::OtherPolicy, about: after.policy.id.shown().into(), says: says.into() });
    }
    let (mut regressions, mut repairs) = (found.regressions, found.repairs);
    match (rank(before.verdict), rank(after.verdict)) {
        (was, is) if is > was => regressions.insert(0, verdict(before, after)),
        _ if (before.verdict, after.verdict) == (Verdict::NotReady, Verdict::Undetermined) => gaps.push(Gap {
            kind: GapKind::NotKnown,
            about: message!("about-verdict", "verdict").into(),
            says: message!(
                "gap-verdict-not-known",
                "it was not ready, and is undetermined now: what failed is not known to be mended"
            )
            .into(),
        }),
        (was, is) if is < was => repairs.insert(0, verdict(before, after)),
        _ => {}
    }
    gaps.sort_by_cached_key(|gap| (gap.kind, fact::english(&gap.about), fact::english(&gap.says)));
    Difference {
        before: side(before),
        after: side(after),
        notes: notes(before, after),
        regressions,
        repairs,
        facts,
        gaps,
    }
}

/// From good to bad. Undetermined stands before not ready, as unknown stands before failure.
const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Ready => 0,
        Verdict::ReadyWithWarnings => 1,
        Verdict::Undetermined => 2,
        Verdict::NotReady => 3,
    }
}

/// A level that asks for attention.
const fn is_bad(level: Level) -> bool {
    matches!(level, Level::Warning | Level::Unknown | Level::Failure)
}

fn verdict(before: &Report<'_>, after: &Report<'_>) -> Change {
    Change {
        kind: ChangeKind::Verdict,
        code: None,
        target: Shown::new("verdict"),
        leg: None,
        before: Some(State::verdict(before.verdict)),
        after: Some(State::verdict(after.verdict)),
        observed: Some(after.headline.shown().into()),
        required: None,
        next: None,
        owner: None,
        below: None,
    }
}

fn side(report: &Report<'_>) -> Side {
    Side {
        tool: report.tool.shown(),
        verdict: report.verdict,
        policy: report.policy.id.shown(),
        host: report.host.name.as_ref().map(Text::shown),
        account: report.host.account.as_ref().map(Text::shown),
        observed: report.times.observed,
        manifest: report.evidence.as_ref().map(|evidence| evidence.manifest_sha256.shown()),
    }
}

/// What must be known of the two before anything else.
fn notes(before: &Report<'_>, after: &Report<'_>) -> Vec<Note> {
    let named = |text: &Option<Text<'_>>| {
        text.as_ref().map_or_else(|| Arg::from(message!("unnamed", "(unnamed)")), |text| text.shown().into())
    };
    let mut notes = Vec::new();
    let mut note = |kind, says: &'static Message, was: Arg, is: Arg| {
        notes.push(Note { kind, says: Say::new(says).with("was", was).with("is", is) });
    };
    let (was, is) = (&before.host, &after.host);
    if was.name != is.name {
        let says = message!("note-two-hosts", "These are two hosts: {was} before, {is} after.");
        note("two-hosts", says, named(&was.name), named(&is.name));
    }
    if host::is_another_account(before, after) {
        let says = message!("note-two-accounts", "These are two accounts: {was} before, {is} after.");
        note("two-accounts", says, named(&was.account), named(&is.account));
    }
    if before.policy.id != after.policy.id {
        let says = message!("note-two-policies", "These are two policies: {was} before, {is} after.");
        note("two-policies", says, before.policy.id.shown().into(), after.policy.id.shown().into());
    }
    let (was, is) = (before.times.observed, after.times.observed);
    if was > is {
        let says = message!(
            "note-order",
            "The order is as given, and not that of the clocks: before was observed at {was}, after at {is}, which is earlier."
        );
        note("order", says, was.into(), is.into());
    }
    notes
}

/// The lists that a report is too old to have.
fn absent(before: &Report<'_>, after: &Report<'_>) -> Vec<Gap> {
    let lists = [
        (message!("about-services", "services"), before.services.is_none(), after.services.is_none()),
        (message!("about-revocation", "revocation"), before.revocation.is_none(), after.revocation.is_none()),
    ];
    let gap = |(list, was, is): (&'static Message, bool, bool)| {
        let says = match (was, is) {
            (true, true) => message!(
                "gap-list-in-neither",
                "neither report has it: it is of a version that did not list these, and they were not compared"
            ),
            (true, false) => message!(
                "gap-list-not-before",
                "the report before does not have it: it is of a version that did not list these, and they were not compared"
            ),
            (false, true) => message!(
                "gap-list-not-after",
                "the report after does not have it: it is of a version that did not list these, and they were not compared"
            ),
            (false, false) => return None,
        };
        Some(Gap { kind: GapKind::ListAbsent, about: list.into(), says: says.into() })
    };
    lists.into_iter().filter_map(gap).collect()
}
