//! The state into which reports are folded one at a time: the newest of each host, account, policy and store, and what could not be
//! counted. Two states make one, whichever came first, so that files may be read on several threads.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::brief::{Block, Brief, Key, brief};
use super::name::{Name, Names};
use crate::finding::{Purpose, Verdict};
use crate::kept;
use crate::vocabulary::Timestamp;

/// What reports came to so far.
#[derive(Debug, Default)]
pub struct Gathering {
    names: Names,
    newest: BTreeMap<Key, Brief>,
    /// What could not be counted.
    broken: Vec<Broken>,
    /// What was passed over.
    passed: PassedOver,
    /// The one policy that is asked for. None: each.
    policy: Option<String>,
}

/// A file or folder of which nothing could be counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// Its path.
    pub path: Name,
    /// Why, in words.
    pub why: Name,
}

/// How many files were passed over without any loss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// Reports that a newer one of the same host, account, policy and store replaces.
    pub superseded: u64,
    /// What certready writes beside reports of a run: evidence, chains, sheets, lists.
    pub other_schemas: u64,
    /// Reports of single URLs.
    pub of_urls: u64,
    /// Reports of another policy than the one that was asked for.
    pub other_policies: u64,
    /// Links in folders.
    pub links: u64,
}

impl Gathering {
    /// Nothing yet. `policy`: the one that is asked for; None: each.
    pub fn new(policy: Option<&str>) -> Self {
        Self { policy: policy.map(str::to_owned), ..Self::default() }
    }

    /// Takes a report in. `file` is the path that it was read from; `named` the host that it is of, whichever it names itself.
    pub fn add(&mut self, file: &str, named: Option<&str>, report: &kept::Report<'_>) {
        if report.purpose == Some(Purpose::Urls) {
            self.passed.of_urls = self.passed.of_urls.saturating_add(1);
            return;
        }
        if self.policy.as_deref().is_some_and(|wanted| wanted != report.policy.id.as_str()) {
            self.passed.other_policies = self.passed.other_policies.saturating_add(1);
            return;
        }
        match brief(file, named, report, &mut self.names) {
            Ok((key, brief)) => self.take(key, brief),
            Err(why) => self.broken(file, &why.to_string()),
        }
    }

    /// Notes a file or folder of which nothing can be counted.
    pub fn broken(&mut self, path: &str, why: &str) {
        self.broken.push(Broken { path: Name::new(path), why: self.names.of(why) });
    }

    /// Notes a file that certready wrote, and that is no report.
    pub const fn other_schema(&mut self) {
        self.passed.other_schemas = self.passed.other_schemas.saturating_add(1);
    }

    /// Notes links that were not followed.
    pub const fn links(&mut self, many: u64) {
        self.passed.links = self.passed.links.saturating_add(many);
    }

    /// This and what another took in.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        for (key, brief) in other.newest {
            self.take(key, brief);
        }
        self.broken.extend(other.broken);
        let (one, two) = (&mut self.passed, other.passed);
        for (sum, more) in [
            (&mut one.superseded, two.superseded),
            (&mut one.other_schemas, two.other_schemas),
            (&mut one.of_urls, two.of_urls),
            (&mut one.other_policies, two.other_policies),
            (&mut one.links, two.links),
        ] {
            *sum = sum.saturating_add(more);
        }
        self
    }

    /// What counts, by host; what could not be counted, sorted; what was passed over.
    pub(super) fn into_parts(mut self) -> (BTreeMap<String, Vec<Brief>>, Vec<Broken>, PassedOver) {
        let mut hosts: BTreeMap<String, Vec<Brief>> = BTreeMap::new();
        for (key, brief) in self.newest {
            hosts.entry(key.host).or_default().push(brief);
        }
        self.broken.sort();
        (hosts, self.broken, self.passed)
    }

    fn take(&mut self, key: Key, brief: Brief) {
        match self.newest.entry(key) {
            Entry::Vacant(place) => {
                place.insert(brief);
            }
            Entry::Occupied(mut place) => {
                self.passed.superseded = self.passed.superseded.saturating_add(1);
                if order(&brief) > order(place.get()) {
                    place.insert(brief);
                }
            }
        }
    }
}

/// Which of two reports counts: the later observation. Of one observation that was judged twice, the worse verdict; then
/// whatever tells them apart, so that the order in which files are read decides nothing.
fn order(brief: &Brief) -> (Timestamp, u8, Timestamp, usize, Reverse<&Name>) {
    (brief.observed, severity(brief.verdict), brief.as_of, brief.blocks.len(), Reverse(&brief.file))
}

/// How much a verdict weighs in a sum: unknown before ready, and not ready before unknown.
pub(super) const fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Ready => 0,
        Verdict::ReadyWithWarnings => 1,
        Verdict::Undetermined => 2,
        Verdict::NotReady => 3,
    }
}

/// The worse of two verdicts.
pub(super) const fn worse(one: Verdict, other: Verdict) -> Verdict {
    if severity(one) >= severity(other) { one } else { other }
}

/// What blocks, without what is said twice; of two levels of one thing, the worse.
pub(super) fn without_doubles(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.sort_by(|a, b| (a.key(), Reverse(a.level)).cmp(&(b.key(), Reverse(b.level))));
    blocks.dedup_by(|second, first| second.key() == first.key());
    blocks
}
