//! What a policy changes in the judgement: distrust dates, the ends of client authentication, levels, waivers.

use std::collections::BTreeSet;

use super::chain::{Chain, Role};
use super::model::{ClientAuthenticationEnd, Distrust, LevelRule, Programme, Waiver};
use super::nearest::nearest;
use super::problem::Faults;
use super::shape::{self, DATE, Mapping, probably};
use super::tree::Node;
use crate::finding::{Cause, Code, Level};
use crate::vocabulary::{Shown, Timestamp};

const PROGRAMMES: [(&str, Programme); 3] = [
    (Programme::Mozilla.word(), Programme::Mozilla),
    (Programme::Chrome.word(), Programme::Chrome),
    (Programme::Microsoft.word(), Programme::Microsoft),
];

const LEVELS: [(&str, Level); 3] =
    [("notice", Level::Notice), ("warning", Level::Warning), ("failure", Level::Failure)];

/// The longest life of a waiver in days, from `as_of`: a year, the leap day included.
const LONGEST_WAIVER: i64 = 366;

pub(super) fn distrust(policy: Mapping<'_>, chain: &Chain, faults: &mut Faults) -> Vec<Distrust> {
    let nodes =
        policy.list("distrust", "decisions of root programmes, each with root, by, on and source", faults).iter();
    let read = nodes.filter_map(|node| {
        let entry = Mapping::of(node, &["root", "by", "on", "source"], "an entry of `distrust`", faults)?;
        let expected = "the label of a retiring or incoming anchor";
        let root = entry.need("root", expected, faults);
        let root = root.and_then(|node| chain.labels.refer(node, &[Role::Retiring, Role::Incoming], expected, faults));
        let by = entry.need("by", "whose decision: mozilla, chrome or microsoft", faults);
        let by = by.and_then(|node| shape::word(node, &PROGRAMMES, faults));
        let on = entry.need("on", &format!("from when: {DATE}"), faults);
        let on = on.and_then(|node| shape::date(node, faults));
        let source = entry.shown("source", "who said so", faults);
        Some(Distrust { root: root?, by: by?, on: on?.at, source: source? })
    });
    read.collect()
}

pub(super) fn client_authentication_ends(policy: Mapping<'_>, faults: &mut Faults) -> Vec<ClientAuthenticationEnd> {
    let what = "who stops to issue certificates that are good for clients, each with by, on and source";
    let read = policy.list("client_authentication_ends", what, faults).iter().filter_map(|node| {
        let known = &["by", "organisations", "on", "source"];
        let entry = Mapping::of(node, known, "an entry of `client_authentication_ends`", faults)?;
        let by = entry.shown("by", "a CA, or the root programme that asks it of every CA", faults);
        let expected = "the organisations that issue for it, as its certificates name them";
        let named = entry.list("organisations", expected, faults).iter();
        let organisations: Vec<Shown> =
            named.filter_map(|node| shape::text(node, expected, faults)).map(|text| Shown::new(&text)).collect();
        let on = entry.need("on", &format!("from when: {DATE}"), faults);
        let on = on.and_then(|node| shape::date(node, faults));
        let source = entry.shown("source", "who said so", faults);
        Some(ClientAuthenticationEnd { by: by?, organisations, on: on?.at, source: source? })
    });
    read.collect()
}

pub(super) fn levels(policy: Mapping<'_>, faults: &mut Faults) -> Vec<LevelRule> {
    let mut seen = BTreeSet::new();
    let nodes = policy.list("levels", "levels that change, each with code, level and reason", faults).iter();
    let read = nodes.filter_map(|node| {
        let entry = Mapping::of(node, &["code", "cause", "level", "reason"], "an entry of `levels`", faults)?;
        let code = code(entry, faults);
        let of_cause = entry.get("cause").map(|node| cause(node, faults));
        let level = entry.need("level", "notice, warning or failure", faults);
        let level = level.and_then(|node| shape::word(node, &LEVELS, faults));
        let reason = entry.shown("reason", "why", faults);
        // A cause that was noted as wrong leaves no rule; one that was left out leaves a rule for every cause.
        let of_cause = of_cause.map(|cause| cause.ok_or(())).transpose().ok();
        let rule = LevelRule { code: code?, cause: of_cause?, level: level?, reason: reason? };
        if !seen.insert((rule.code, rule.cause)) {
            faults.add(entry.place, &format!("a second level for `{}`", rule.code), "one for each code and cause");
        }
        Some(rule)
    });
    read.collect()
}

pub(super) fn waivers(policy: Mapping<'_>, as_of: Option<Timestamp>, faults: &mut Faults) -> Vec<Waiver> {
    let known = &["code", "target", "cause", "reason", "expires"];
    let what = "failures that are lived with, each with code, target, cause, reason and expires";
    let read = policy.list("waivers", what, faults).iter().filter_map(|node| {
        let entry = Mapping::of(node, known, "a waiver", faults)?;
        let code = code(entry, faults);
        let target = entry.shown("target", "the target, exactly as the report shows it", faults);
        let of_cause = entry.need("cause", "the cause that the report gives", faults);
        let of_cause = of_cause.and_then(|node| cause(node, faults));
        let reason = entry.shown("reason", "why", faults);
        let expected = format!("until when, at most a year after `as_of`: {DATE}");
        let expires = entry.need("expires", &expected, faults).and_then(|node| expires(node, as_of, faults));
        Some(Waiver {
            code: code?,
            target: target?,
            cause: of_cause?,
            reason: reason?,
            expires: expires?,
            line: entry.place.line,
        })
    });
    read.collect()
}

/// The end of a waiver. The file knows no clock: the year counts from its own `as_of`, so that to prolong a waiver somebody
/// must look at the facts again.
fn expires(node: &Node, as_of: Option<Timestamp>, faults: &mut Faults) -> Option<Timestamp> {
    let expires = shape::date(node, faults)?.at;
    if let Some(latest) = as_of.map(|as_of| as_of.plus_days(LONGEST_WAIVER)).filter(|latest| *latest < expires) {
        faults.add(node.place, &format!("{expires}"), &format!("at most a year after `as_of`: {latest} or before"));
    }
    Some(expires)
}

fn code(entry: Mapping<'_>, faults: &mut Faults) -> Option<Code> {
    let expected = "the code of a check, `crl-fresh` for instance";
    let node = entry.need("code", expected, faults)?;
    let text = shape::written(node, expected, faults)?;
    let code = text.parse().ok();
    if code.is_none() {
        let near = nearest(text, Code::ALL.iter().map(|code| code.word()));
        faults.add(node.place, &format!("`{text}` is no check"), &probably(near, expected));
    }
    code
}

fn cause(node: &Node, faults: &mut Faults) -> Option<Cause> {
    let expected = "a cause as in the report, `connect-timeout` or `status-403` for instance";
    let text = shape::written(node, expected, faults)?;
    let cause = text.parse().ok();
    if cause.is_none() {
        let words: Vec<String> = Cause::NAMED.iter().map(ToString::to_string).collect();
        let near = nearest(text, words.iter().map(String::as_str));
        faults.add(node.place, &format!("`{text}` is no cause"), &probably(near, expected));
    }
    cause
}
