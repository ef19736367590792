//! What a report says itself, told in its own words again. A report that is read back has sentences, and no messages any more; where
//! the report is at hand that wrote them, the same sentences are messages again, and have every language.

use std::collections::BTreeMap;

use super::fact::english;
use super::{Change, Difference, Fact};
use crate::language::Say;
use crate::vocabulary::Shown;

impl Difference {
    /// Puts in the place of each text that one of these says in English the saying itself. The English stays what it was.
    pub fn retell(&mut self, sayings: impl IntoIterator<Item = Say>) {
        let sayings: BTreeMap<Shown, Say> = sayings.into_iter().map(|say| (english(&say), say)).collect();
        let changes = self.regressions.iter_mut().chain(&mut self.repairs).flat_map(of_change);
        for told in changes.chain(self.facts.iter_mut().flat_map(of_fact)) {
            if let Some(saying) = told.text().and_then(|text| sayings.get(text)) {
                *told = saying.clone();
            }
        }
    }
}

fn of_change(change: &mut Change) -> impl Iterator<Item = &mut Say> {
    [&mut change.observed, &mut change.required, &mut change.next].into_iter().flatten()
}

fn of_fact(fact: &mut Fact) -> impl Iterator<Item = &mut Say> {
    [&mut fact.before, &mut fact.after].into_iter().flatten()
}
