//! The sentences of a report by their English, so that whoever reads its JSON back has them in every language.

use std::collections::BTreeMap;

use super::{Report, surroundings};
use crate::finding::Finding;
use crate::language::{Language, Say};
use crate::vocabulary::Shown;

/// What a report says, by its English. Empty of a report whose JSON is all that there is.
#[derive(Clone, Debug, Default)]
pub struct Sayings(BTreeMap<Shown, Say>);

impl Report {
    /// Its headline, its way out, its store, and what its findings observe, require and advise.
    pub fn sayings(&self) -> Sayings {
        let of_finding = |one: &Finding| [Some(one.observed_said()), Some(one.required_said()), one.next_said()];
        let of_report = [&self.headline.sentence, &self.host.route, &self.store.origin].map(Clone::clone);
        let all = of_report.into_iter().chain(self.findings.iter().flat_map(of_finding).flatten());
        Sayings(all.map(|say| (say.shown(Language::English), say)).collect())
    }
}

impl Sayings {
    /// What a text of a report was before it was written down. None where that is not known: then it stays as it is.
    pub fn again(&self, text: &Shown) -> Option<Say> {
        self.0.get(text).cloned().or_else(|| surroundings::again(text))
    }
}
