//! What stands at the head of a policy: its name, its sources, its own dates and those of the rotation.

use super::model::{Cutover, Deadline, Superseded};
use super::problem::Faults;
use super::shape::{self, DATE, Mapping};
use super::tree::Node;
use crate::finding::Purpose;
use crate::vocabulary::{Shown, Timestamp};

/// The head of a policy; each part is None where it is missing or noted as wrong, or where it may be left out.
pub(super) struct Header {
    pub(super) id: Option<String>,
    pub(super) title: Option<Shown>,
    pub(super) sources: Vec<Shown>,
    pub(super) as_of: Option<Timestamp>,
    pub(super) review_by: Option<Timestamp>,
    pub(super) superseded: Option<Superseded>,
    pub(super) cutover: Option<Cutover>,
    pub(super) rollout_from: Option<Timestamp>,
    pub(super) rollout_until: Option<Timestamp>,
    pub(super) history: Vec<Deadline>,
}

pub(super) fn read(policy: Mapping<'_>, purpose: Purpose, faults: &mut Faults) -> Header {
    let id = policy.need("id", "the policy's id, `exchange-online-2018` for instance", faults);
    let id = id.and_then(|node| shape::id(node, faults));
    let title = policy.shown("title", "one line for a person", faults);
    let sources = sources(policy, faults);
    let as_of = policy.need("as_of", &format!("the day for which the facts were collected: {DATE}"), faults);
    let day = as_of.and_then(|node| shape::date(node, faults));
    let as_of = day.map(|date| date.at);
    let superseded = policy.get("superseded").and_then(|node| superseded(node, id.as_deref(), faults));
    let review_by = review_by(policy, purpose, as_of, faults);
    let cutover = match purpose {
        Purpose::Rotation => {
            let cutover = policy.need("cutover", &format!("when the service moves: {DATE}"), faults);
            cutover.and_then(|node| shape::date(node, faults))
        }
        Purpose::Urls => day,
    };
    let (rollout_from, rollout_until) = rollout(policy, cutover, faults);
    let history = history(policy, faults);
    Header { id, title, sources, as_of, review_by, superseded, cutover, rollout_from, rollout_until, history }
}

fn sources(policy: Mapping<'_>, faults: &mut Faults) -> Vec<Shown> {
    let expected = "where the facts come from: at least one document, by its URL or its name";
    let Some(node) = policy.need("sources", expected, faults) else { return Vec::new() };
    if node.is_empty_list() {
        faults.add(node.place, "an empty list", expected);
    }
    let lines = shape::items(node, expected, faults).iter();
    lines
        .filter_map(|node| shape::text(node, "a document, by its URL or its name", faults))
        .map(|s| Shown::new(&s))
        .collect()
}

fn superseded(node: &Node, id: Option<&str>, faults: &mut Faults) -> Option<Superseded> {
    let mapping = Mapping::of(node, &["by", "on"], "`superseded`", faults)?;
    let on = mapping.get("on").and_then(|node| shape::date(node, faults)).map(|date| date.at);
    let by_node = mapping.need("by", "the id of the policy in force", faults)?;
    let by = shape::id(by_node, faults)?;
    if id == Some(by.as_str()) {
        faults.add(by_node.place, &format!("`{by}`, which is this policy"), "the id of the policy that took its place");
        return None;
    }
    Some(Superseded { by, on })
}

/// The day of the next review: required while a rotation is in force, and later than its facts.
fn review_by(
    policy: Mapping<'_>,
    purpose: Purpose,
    as_of: Option<Timestamp>,
    faults: &mut Faults,
) -> Option<Timestamp> {
    let needless = policy.get("superseded").is_some() || purpose == Purpose::Urls;
    if needless && policy.get("review_by").is_none() {
        return None;
    }
    let expected = format!("the day after which somebody must look again, unless the policy is superseded: {DATE}");
    let node = policy.need("review_by", &expected, faults)?;
    let review_by = shape::date(node, faults)?.at;
    if let Some(as_of) = as_of.filter(|as_of| *as_of >= review_by) {
        faults.add(node.place, &format!("{review_by}"), &format!("a day after `as_of`, {as_of}"));
    }
    Some(review_by)
}

/// The overlap around the cutover: `rollout_from` ≤ `cutover` ≤ `rollout_until`.
fn rollout(
    policy: Mapping<'_>,
    cutover: Option<Cutover>,
    faults: &mut Faults,
) -> (Option<Timestamp>, Option<Timestamp>) {
    let mut edge = |key: &str, fits: fn(Timestamp, Timestamp) -> bool, where_: &str| {
        let node = policy.get(key)?;
        let at = shape::date(node, faults)?.at;
        if let Some(cutover) = cutover.map(|cutover| cutover.at).filter(|cutover| !fits(at, *cutover)) {
            faults.add(node.place, &format!("{at}"), &format!("an instant {where_} the cutover, {cutover}"));
        }
        Some(at)
    };
    (
        edge("rollout_from", |at, cutover| at <= cutover, "not after"),
        edge("rollout_until", |at, cutover| at >= cutover, "not before"),
    )
}

/// Earlier deadlines, in the order in which they were announced.
fn history(policy: Mapping<'_>, faults: &mut Faults) -> Vec<Deadline> {
    let mut deadlines: Vec<Deadline> = Vec::new();
    for node in policy.list("history", "earlier deadlines, oldest first", faults) {
        let Some(entry) = Mapping::of(node, &["cutover", "announced", "source"], "a deadline", faults) else {
            continue;
        };
        let cutover = entry.need("cutover", &format!("the cutover that was announced then: {DATE}"), faults);
        let cutover = cutover.and_then(|node| shape::date(node, faults));
        let announced = entry.get("announced").and_then(|at| Some((at.place, shape::date(at, faults)?.at)));
        let source = entry.shown("source", "who said so", faults);
        let before = deadlines.iter().rev().find_map(|earlier| earlier.announced);
        if let (Some((place, at)), Some(before)) = (announced, before)
            && at < before
        {
            faults.add(place, &format!("{at}"), &format!("a day not before the entry above, {before}: oldest first"));
        }
        if let (Some(cutover), Some(source)) = (cutover, source) {
            deadlines.push(Deadline { cutover: cutover.at, announced: announced.map(|(_, at)| at), source });
        }
    }
    deadlines
}
