//! What a policy is for: a rotation, or a list of URLs to watch, which has no dates and no chain of a service. A key that
//! would have no effect is refused, like one that is not known.

use super::problem::Faults;
use super::shape::{self, Mapping};
use super::tree::Node;
use crate::finding::Purpose;

const PURPOSES: [(&str, Purpose); 2] =
    [(Purpose::Rotation.word(), Purpose::Rotation), (Purpose::Urls.word(), Purpose::Urls)];

/// Keys that only a rotation has.
const OF_A_ROTATION: [&str; 10] = [
    "superseded",
    "cutover",
    "rollout_from",
    "rollout_until",
    "history",
    "distrust",
    "client_authentication_ends",
    "retiring",
    "service",
    "presents",
];

/// The purpose: a rotation where nothing is said. Where what is said can't be read, the one that needs fewer keys, so that
/// one mistake is not said twice.
pub(super) fn read(policy: Mapping<'_>, faults: &mut Faults) -> Purpose {
    let Some(node) = policy.get("purpose") else { return Purpose::Rotation };
    let Some(purpose) = shape::word(node, &PURPOSES, faults) else { return Purpose::Urls };
    if purpose == Purpose::Urls {
        for (key, node) in OF_A_ROTATION.iter().filter_map(|key| Some((key, policy.get(key)?))) {
            faults.add(node.place, &format!("`{key}` in a list of URLs"), "no such key: only a rotation has it");
        }
        if policy.get("endpoints").is_none_or(Node::is_empty_list) {
            let place = policy.get("endpoints").map_or(policy.place, |node| node.place);
            faults.add(place, "a list of URLs without `endpoints`", "at least one URL under `endpoints`");
        }
    }
    purpose
}
