//! What a policy says it lacks, and why: advice of `policy lint` that its writer has read. It changes no verdict; a gap that is
//! none any more is itself advice.

use std::collections::BTreeSet;

use super::advice::AdviceKind;
use super::nearest::nearest;
use super::problem::Faults;
use super::shape::{self, Mapping, probably};
use crate::vocabulary::Shown;

/// One gap that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownGap {
    /// The code of the advice.
    pub advice: &'static str,
    /// What the advice is about: a label, a URL or a group. None: the policy as a whole.
    pub about: Option<String>,
    /// Why it stands.
    pub reason: Shown,
    /// Where it stands in the YAML, from 1.
    pub line: u64,
}

pub(super) fn read(policy: Mapping<'_>, faults: &mut Faults) -> Vec<KnownGap> {
    let mut seen = BTreeSet::new();
    let what = "what lint says and why it stands, each with advice, about and reason";
    let read = policy.list("known_gaps", what, faults).iter().filter_map(|node| {
        let entry = Mapping::of(node, &["advice", "about", "reason"], "an entry of `known_gaps`", faults)?;
        let advice = advice(entry, faults);
        let expected = "the label, the URL or the group that the advice is about";
        let about = entry.get("about").and_then(|node| shape::text(node, expected, faults));
        let reason = entry.shown("reason", "why", faults);
        let gap = KnownGap { advice: advice?, about, reason: reason?, line: entry.place.line };
        if !seen.insert((gap.advice, gap.about.clone())) {
            faults.add(
                entry.place,
                &format!("a second entry for `{}`", gap.advice),
                "one for each advice and what it is about",
            );
        }
        Some(gap)
    });
    read.collect()
}

fn advice(entry: Mapping<'_>, faults: &mut Faults) -> Option<&'static str> {
    let expected = "the code of an advice, `nothing-presented` for instance";
    let node = entry.need("advice", expected, faults)?;
    let text = shape::written(node, expected, faults)?;
    let code = AdviceKind::CODES.into_iter().find(|code| *code == text);
    if code.is_none() {
        faults.add(
            node.place,
            &format!("`{text}` is no advice"),
            &probably(nearest(text, AdviceKind::CODES), expected),
        );
    }
    code
}
