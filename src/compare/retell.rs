//! What a report says itself, told in its own words again. A report that is read back has sentences, and no messages any more; where
//! the report is at hand that wrote them, the same sentences are messages again, and have every language.

use super::{Change, Difference, Fact, FactKind};
use crate::language::Say;
use crate::vocabulary::Shown;

impl Difference {
    /// Puts in the place of each text what it was before it was written down, where that is known. The English stays what it was.
    pub fn retell(&mut self, again: impl Fn(&Shown) -> Option<Say>) {
        let changes = self.regressions.iter_mut().chain(&mut self.repairs).flat_map(of_change);
        for told in changes.chain(self.facts.iter_mut().flat_map(of_fact)) {
            if let Some(saying) = told.text().and_then(&again) {
                *told = saying;
            }
        }
    }
}

fn of_change(change: &mut Change) -> impl Iterator<Item = &mut Say> {
    [&mut change.observed, &mut change.required, &mut change.next].into_iter().flatten()
}

/// Of facts, these alone are sentences of a report.
fn of_fact(fact: &mut Fact) -> impl Iterator<Item = &mut Say> {
    let is_sentence = matches!(fact.kind, FactKind::Route | FactKind::StoreOrigin);
    [&mut fact.before, &mut fact.after].into_iter().flatten().filter(move |_| is_sentence)
}
