//! The hosts of which a report is expected: a list that somebody keeps, and how its names are found among those that reported.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::brief::comparable;
use super::name::Name;

/// The most hosts that a list may name: as many as reports are read of.
pub const MOST_EXPECTED: usize = 200_000;

/// Why a text is no list of hosts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAList {
    /// It names nobody: then every report would be of a host that is not expected, and none would be missed.
    #[error("it names no host")]
    Empty,
    /// A line whose name has characters that no name of a host has.
    #[error("line {0}: the name has control or direction characters in it")]
    Unclean(usize),
    /// Too long.
    #[error("it names more than {MOST_EXPECTED} hosts")]
    TooMany,
}

/// A list of hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected(BTreeMap<String, Wanted>);

/// A host that is expected to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As the list has it.
    pub name: Name,
    /// What stands behind it on its line. None: nothing.
    pub note: Option<Name>,
}

impl Expected {
    /// Reads a list: a name at the beginning of each line, and a note behind it; `#` begins a comment. A name that stands there
    /// twice is one host.
    ///
    /// # Errors
    /// [`NotAList`].
    pub fn parse(text: &str) -> Result<Self, NotAList> {
        let mut wanted = BTreeMap::new();
        for (place, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            let (name, note) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            if name.is_empty() {
                continue;
            }
            let shown = Name::new(name);
            if shown.as_str() != name {
                return Err(NotAList::Unclean(place.saturating_add(1)));
            }
            let note = (!note.trim().is_empty()).then(|| Name::new(note.trim()));
            wanted.entry(comparable(name)).or_insert(Wanted { name: shown, note });
            if wanted.len() > MOST_EXPECTED {
                return Err(NotAList::TooMany);
            }
        }
        if wanted.is_empty() { Err(NotAList::Empty) } else { Ok(Self(wanted)) }
    }

    /// How many hosts it names.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Which host that reported is which of the list, and which of the list did not report. `reported` are names as they are
    /// compared. The very name comes first. A name without a domain is the one with a domain that begins so, where among all
    /// that are expected and all that reported there is one of each alone: what is not certain is a host that is missed.
    pub(super) fn matched(&self, reported: &BTreeSet<&str>) -> (BTreeMap<String, Wanted>, Vec<Wanted>) {
        let mut found: BTreeMap<String, Wanted> = BTreeMap::new();
        let mut missing = Vec::new();
        let expected_short = by_first_label(self.0.keys().map(String::as_str));
        let reported_short = by_first_label(reported.iter().copied());
        for (name, wanted) in &self.0 {
            if reported.contains(name.as_str()) {
                found.insert(name.clone(), wanted.clone());
                continue;
            }
            let alone = first_label(name).and_then(|label| {
                let [_] = expected_short.get(label)?.as_slice() else { return None };
                let [reported] = reported_short.get(label)?.as_slice() else { return None };
                (!name.contains('.') || !reported.contains('.')).then_some(*reported)
            });
            match alone {
                Some(reported) => {
                    found.insert(reported.to_owned(), wanted.clone());
                }
                None => missing.push(wanted.clone()),
            }
        }
        (found, missing)
    }
}

/// The names by what stands before their first dot.
fn by_first_label<'n>(names: impl Iterator<Item = &'n str>) -> BTreeMap<&'n str, Vec<&'n str>> {
    let mut by_label: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in names {
        if let Some(label) = first_label(name) {
            by_label.entry(label).or_default().push(name);
        }
    }
    by_label
}

/// What stands before a name's first dot. None of an address, whose numbers are no labels.
fn first_label(name: &str) -> Option<&str> {
    if name.parse::<IpAddr>().is_ok() { None } else { name.split('.').next() }
}
