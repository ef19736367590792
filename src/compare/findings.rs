//! What differs of findings: each is matched with its like in the other report, and the pair says whether it got worse.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Fact, FactKind};
use super::{Change, ChangeKind, Gap, GapKind, State, is_bad};
use crate::finding::{Code, Level};
use crate::kept::{Finding, Report, Text, Waiver};
use crate::language::{Message, Say, message};
use crate::vocabulary::Shown;

/// What the comparison of the findings gives.
pub(super) struct Compared {
    pub(super) regressions: Vec<Change>,
    pub(super) repairs: Vec<Change>,
    pub(super) facts: Vec<Fact>,
    pub(super) gaps: Vec<Gap>,
}

/// A finding and its place in the report.
#[derive(Clone, Copy)]
struct Placed<'r> {
    place: usize,
    finding: &'r Finding<'r>,
}

/// Findings of the one report and of the other.
#[derive(Default)]
struct Both<'r> {
    was: Vec<Placed<'r>>,
    is: Vec<Placed<'r>>,
}

/// Compares the findings of two reports.
pub(super) fn compare(before: &Report<'_>, after: &Report<'_>) -> Compared {
    let (was, is) = (codes(before), codes(after));
    let other_version = before.tool != after.tool;
    // A check that only one of the two versions has says nothing of the host. `crl-number` is asked of a baseline.
    let apart = |code: &str| other_version || code == Code::CrlNumber.word();
    let new: BTreeSet<&str> = is.difference(&was).copied().filter(|code| apart(code)).collect();
    let gone: BTreeSet<&str> = was.difference(&is).copied().filter(|code| apart(code)).collect();
    let mut compared = Compared {
        regressions: Vec::new(),
        repairs: Vec::new(),
        facts: new.iter().map(|code| new_check(code, after)).collect(),
        gaps: gone.iter().map(|code| check_gone(code)).collect(),
    };
    let looked = Looked::of(after);
    let mut changes = Vec::new();
    for pair in pairs(before, after, |code| new.contains(code) || gone.contains(code)) {
        let (was, is) = (pair.0.map(|one| one.finding), pair.1.map(|one| one.finding));
        let turned = match (was, is) {
            (Some(was), Some(is)) => {
                let turned = changed(was, is);
                if turned.is_none() {
                    compared.note(was, is);
                }
                turned
            }
            (None, Some(is)) if is_bad(is.level) => Some((Turn::Worse, ChangeKind::Appeared)),
            (Some(was), None) if is_bad(was.level) && looked == Looked::NotAtAll => {
                let how = message!(
                    "gap-not-looked-at",
                    "it was a {level} before, and the later run did not look at everything: it is not known to be mended"
                );
                compared.gaps.push(gap(GapKind::NotLookedAt, was, how));
                None
            }
            (Some(was), None) if is_bad(was.level) => Some((Turn::Better, ChangeKind::Vanished)),
            // That a run was whole is said of a whole run only; what it leaves out is said by its other findings.
            (_, Some(one)) | (Some(one), None) if one.code.as_str() == Code::RunComplete.word() => None,
            (None, Some(is)) if is.level == Level::Pass => Some((Turn::Better, ChangeKind::Appeared)),
            (Some(was), None) if was.level == Level::Pass => Some((Turn::Worse, ChangeKind::Vanished)),
            (was, is) => {
                compared.facts.extend(notice(was, is));
                None
            }
        };
        changes.extend(turned.map(|(turn, kind)| (rank(pair.1, pair.0), turn, change(kind, was, is))));
    }
    changes.sort_by_key(|(rank, ..)| *rank);
    for (_, turn, change) in changes {
        match turn {
            Turn::Worse => compared.regressions.push(change),
            Turn::Better => compared.repairs.push(change),
        }
    }
    compared
}

/// Whether a run looked at all that it planned.
#[derive(PartialEq, Eq)]
enum Looked {
    AtAll,
    NotAtAll,
}

impl Looked {
    /// A narrowed or interrupted run says so itself.
    fn of(report: &Report<'_>) -> Self {
        let short = |one: &Finding<'_>| one.code.as_str() == Code::RunComplete.word() && one.level == Level::Unknown;
        if report.findings.iter().any(short) { Self::NotAtAll } else { Self::AtAll }
    }
}

/// Which way something went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Worse,
    Better,
}

/// The order of changes: what decides, then the worst level, then the later report's own order and the earlier one's.
fn rank(is: Option<Placed<'_>>, was: Option<Placed<'_>>) -> (Reverse<bool>, Reverse<Level>, usize, usize) {
    let worst = [is, was].into_iter().flatten().map(|one| (blocks(one.finding), one.finding.level)).max();
    let (blocks, level) = worst.unwrap_or((false, Level::NotApplicable));
    let place = |one: Option<Placed<'_>>| one.map_or(usize::MAX, |one| one.place);
    (Reverse(blocks), Reverse(level), place(is), place(was))
}

/// Whether it keeps the verdict from being ready.
const fn blocks(finding: &Finding<'_>) -> bool {
    finding.decisive && matches!(finding.level, Level::Unknown | Level::Failure)
}

fn codes<'r>(report: &'r Report<'_>) -> BTreeSet<&'r str> {
    report.findings.iter().map(|one| one.code.as_str()).collect()
}

/// Which way a pair went, and by what. None where neither way.
fn changed(was: &Finding<'_>, is: &Finding<'_>) -> Option<(Turn, ChangeKind)> {
    let by_level = |turn| {
        let waiver = was.waiver.is_some() != is.waiver.is_some();
        Some((turn, if waiver { ChangeKind::Waiver } else { ChangeKind::Level }))
    };
    match (blocks(was), blocks(is)) {
        (false, true) if is.level > was.level => by_level(Turn::Worse),
        (true, false) if is.level < was.level && is.level != Level::Unknown => by_level(Turn::Better),
        (false, true) => Some((Turn::Worse, ChangeKind::Decisive)),
        (true, false) if is.level >= was.level => Some((Turn::Better, ChangeKind::Decisive)),
        _ if is.level > was.level && is_bad(is.level) => by_level(Turn::Worse),
        // What failed and is not known any more is not mended.
        _ if is.level < was.level && is_bad(was.level) && is.level != Level::Unknown => by_level(Turn::Better),
        _ if is.level != was.level || !is_bad(is.level) => None,
        _ if is.decisive != was.decisive => {
            Some((if is.decisive { Turn::Worse } else { Turn::Better }, ChangeKind::Decisive))
        }
        _ => match (&was.waiver, &is.waiver) {
            (Some(_), None) => Some((Turn::Worse, ChangeKind::Waiver)),
            (None, Some(_)) => Some((Turn::Better, ChangeKind::Waiver)),
            _ => None,
        },
    }
}

impl Compared {
    /// What changed of a pair that got neither better nor worse.
    fn note(&mut self, was: &Finding<'_>, is: &Finding<'_>) {
        let about = || Shown::new(&format!("{} {}", is.code, is.target));
        if was.level == Level::Failure && is.level == Level::Unknown {
            let how =
                message!("gap-not-known", "it was a {level} before, and is unknown now: it is not known to be mended");
            self.gaps.push(gap(GapKind::NotKnown, was, how));
            return;
        }
        if was.level != is.level {
            self.facts.extend(Fact::value(FactKind::Level, about(), Some(level(was)), Some(level(is))));
        } else if is_bad(is.level) || is.level == Level::Notice {
            let cause = |one: &Finding<'_>| one.cause.as_ref().map(|cause| cause.shown().into());
            self.facts.extend(Fact::value(FactKind::Cause, about(), cause(was), cause(is)));
        }
        let terms = |waiver: &Waiver<'_>| {
            let says = Say::new(message!("fact-waiver-words", "until {until}: {reason}"));
            says.with("until", waiver.until.date()).with("reason", waiver.reason.shown())
        };
        if let (Some(was), Some(is)) = (&was.waiver, &is.waiver) {
            self.facts.extend(Fact::value(FactKind::Waiver, about(), Some(terms(was)), Some(terms(is))));
        }
    }
}

fn level(one: &Finding<'_>) -> Say {
    let Some(cause) = &one.cause else { return one.level.words().into() };
    Say::new(message!("fact-level-words", "{level} [{cause}]"))
        .with("level", one.level.words())
        .with("cause", cause.shown())
}

fn change(kind: ChangeKind, was: Option<&Finding<'_>>, is: Option<&Finding<'_>>) -> Change {
    let told = is.or(was);
    let text = |of: &dyn Fn(&Finding<'_>) -> Option<Shown>| told.and_then(of);
    Change {
        kind,
        code: text(&|one| Some(one.code.shown())),
        target: text(&|one| Some(one.target.shown())).unwrap_or_default(),
        leg: text(&|one| one.leg.as_ref().map(Text::shown)),
        before: was.map(State::of),
        after: is.map(State::of),
        observed: told.map(|one| one.observed.shown().into()),
        required: told.map(|one| one.required.shown().into()),
        next: text(&|one| one.next.as_ref().map(Text::shown)).map(Say::from),
        owner: text(&|one| one.owner.as_ref().map(Text::shown)),
        below: text(&|one| one.below.as_ref().map(Text::shown)),
    }
}

fn gap(kind: GapKind, was: &Finding<'_>, how: &'static Message) -> Gap {
    let about = Shown::new(&format!("{} {}", was.code, was.target)).into();
    Gap { kind, about, says: Say::new(how).with("level", was.level.words()) }
}

fn check_gone(code: &str) -> Gap {
    let says = if code == Code::CrlNumber.word() {
        message!("gap-no-baseline", "the later run had no baseline, so that this check was not asked")
    } else {
        message!("gap-check-gone", "the report after is of another version and has no finding of this check")
    };
    Gap { kind: GapKind::CheckGone, about: code.into(), says: says.into() }
}

/// A check that gave nothing before: how many findings it has, and what asks for attention.
fn new_check(code: &str, after: &Report<'_>) -> Fact {
    let of_it = || after.findings.iter().filter(|one| one.code.as_str() == code);
    let worst = of_it().map(|one| one.level).max().unwrap_or(Level::NotApplicable);
    let many = of_it().count();
    let says = match many {
        1 => Say::new(message!("fact-one-finding", "1 finding, the worst a {worst}")),
        many => Say::new(message!("fact-findings", "{many} findings, the worst a {worst}")).with("many", many),
    };
    Fact {
        kind: FactKind::NewCheck,
        about: code.into(),
        before: None,
        after: Some(says.with("worst", worst.words())),
        added: of_it().filter(|one| is_bad(one.level)).map(|one| one.target.shown().into()).collect(),
        removed: Vec::new(),
    }
}

/// A notice that came or went. What does not apply came and went unsaid.
fn notice(was: Option<&Finding<'_>>, is: Option<&Finding<'_>>) -> Option<Fact> {
    let one = is.or(was).filter(|one| one.level == Level::Notice)?;
    let about = Shown::new(&format!("{} {}", one.code, one.target));
    Fact::value(FactKind::Notice, about, was.map(level), is.map(level))
}

/// Each finding with its like, the earlier report's first: of the same check, target and leg. Where there are several of these,
/// first those of the same cause, then the worst with the worst.
fn pairs<'r>(
    before: &'r Report<'r>,
    after: &'r Report<'r>,
    left_out: impl Fn(&str) -> bool,
) -> Vec<(Option<Placed<'r>>, Option<Placed<'r>>)> {
    let mut by_key: BTreeMap<_, Both<'r>> = BTreeMap::new();
    for one in placed(before).filter(|one| !left_out(one.finding.code.as_str())) {
        by_key.entry(key(one.finding)).or_default().was.push(one);
    }
    for one in placed(after).filter(|one| !left_out(one.finding.code.as_str())) {
        by_key.entry(key(one.finding)).or_default().is.push(one);
    }
    by_key.into_values().flat_map(matched).collect()
}

fn placed<'r>(report: &'r Report<'r>) -> impl Iterator<Item = Placed<'r>> {
    report.findings.iter().enumerate().map(|(place, finding)| Placed { place, finding })
}

/// Those of one key, matched.
fn matched(both: Both<'_>) -> Vec<(Option<Placed<'_>>, Option<Placed<'_>>)> {
    let mut by_cause: BTreeMap<Option<&str>, Both<'_>> = BTreeMap::new();
    for one in both.was {
        by_cause.entry(one.finding.cause.as_ref().map(Text::as_str)).or_default().was.push(one);
    }
    for one in both.is {
        by_cause.entry(one.finding.cause.as_ref().map(Text::as_str)).or_default().is.push(one);
    }
    let (mut pairs, mut left) = (Vec::new(), Both::default());
    for mut both in by_cause.into_values() {
        both.worst_first();
        let matched = both.was.len().min(both.is.len());
        left.was.extend(both.was.split_off(matched));
        left.is.extend(both.is.split_off(matched));
        pairs.extend(both.was.into_iter().map(Some).zip(both.is.into_iter().map(Some)));
    }
    left.worst_first();
    let (mut was, mut is) = (left.was.into_iter(), left.is.into_iter());
    loop {
        match (was.next(), is.next()) {
            (None, None) => return pairs,
            pair => pairs.push(pair),
        }
    }
}

impl Both<'_> {
    fn worst_first(&mut self) {
        for all in [&mut self.was, &mut self.is] {
            let waived = |one: &Finding<'_>| one.waiver.as_ref().map(|waiver| waiver.until);
            all.sort_by_key(|one| (Reverse(one.finding.level), Reverse(one.finding.decisive), waived(one.finding)));
        }
    }
}

fn key<'r>(one: &'r Finding<'_>) -> (&'r str, &'r str, Option<&'r str>) {
    (one.code.as_str(), one.target.as_str(), one.leg.as_ref().map(Text::as_str))
}
