//! A comparison as JSON: `certready.diff/1`, and `since` of the report. Frozen structs of their own; `docs/diff.md` describes each
//! field, `docs/diff.schema.json` holds the output to it. Within version 1 fields are only added.

use serde::Serialize;

use super::json::{said, shown};
use crate::compare::{Change, Difference, Fact, Gap, Note, Side, State};

/// The name of this version.
const SCHEMA: &str = "certready.diff/1";

/// The comparison as `certready.diff/1`, with a line end behind it. `tool` is the version that compared.
pub fn difference_json(difference: &Difference, tool: &str) -> String {
    let whole = Whole { schema: SCHEMA, tool, difference: Compared::from(difference) };
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Whole<'a> {
    schema: &'static str,
    tool: &'a str,
    #[serde(flatten)]
    difference: Compared<'a>,
}

/// A comparison without a schema of its own.
#[derive(Serialize)]
pub(super) struct Compared<'a> {
    outcome: &'static str,
    before: OneSide<'a>,
    after: OneSide<'a>,
    notes: Vec<OneNote>,
    regressions: Vec<OneChange<'a>>,
    repairs: Vec<OneChange<'a>>,
    facts: Vec<OneFact>,
    not_compared: Vec<OneGap>,
}

#[derive(Serialize)]
struct OneSide<'a> {
    tool: &'a str,
    verdict: &'static str,
    policy: &'a str,
    host: Option<String>,
    account: Option<String>,
    observed: String,
    manifest_sha256: Option<String>,
}

#[derive(Serialize)]
struct OneNote {
    kind: &'static str,
    says: String,
}

#[derive(Serialize)]
struct OneChange<'a> {
    kind: &'static str,
    code: Option<String>,
    target: &'a str,
    leg: Option<String>,
    before: Option<OneState>,
    after: Option<OneState>,
    observed: Option<String>,
    required: Option<String>,
    next: Option<String>,
    owner: Option<String>,
    below: Option<String>,
}

#[derive(Serialize)]
struct OneState {
    state: &'static str,
    cause: Option<String>,
    decisive: bool,
    waived_until: Option<String>,
}

#[derive(Serialize)]
struct OneFact {
    kind: &'static str,
    about: String,
    before: Option<String>,
    after: Option<String>,
    added: Vec<String>,
    removed: Vec<String>,
}

#[derive(Serialize)]
struct OneGap {
    kind: &'static str,
    about: String,
    says: String,
}

impl<'a> From<&'a Difference> for Compared<'a> {
    fn from(difference: &'a Difference) -> Self {
        Self {
            outcome: difference.outcome().word(),
            before: OneSide::from(&difference.before),
            after: OneSide::from(&difference.after),
            notes: difference.notes.iter().map(OneNote::from).collect(),
            regressions: difference.regressions.iter().map(OneChange::from).collect(),
            repairs: difference.repairs.iter().map(OneChange::from).collect(),
            facts: difference.facts.iter().map(OneFact::from).collect(),
            not_compared: difference.gaps.iter().map(OneGap::from).collect(),
        }
    }
}

impl<'a> From<&'a Side> for OneSide<'a> {
    fn from(side: &'a Side) -> Self {
        Self {
            tool: side.tool.as_str(),
            verdict: side.verdict.word(),
            policy: side.policy.as_str(),
            host: shown(side.host.as_ref()),
            account: shown(side.account.as_ref()),
            observed: side.observed.to_string(),
            manifest_sha256: shown(side.manifest.as_ref()),
        }
    }
}

impl From<&Note> for OneNote {
    fn from(note: &Note) -> Self {
        Self { kind: note.kind, says: note.says.to_string() }
    }
}

impl<'a> From<&'a Change> for OneChange<'a> {
    fn from(change: &'a Change) -> Self {
        Self {
            kind: change.kind.word(),
            code: shown(change.code.as_ref()),
            target: change.target.as_str(),
            leg: shown(change.leg.as_ref()),
            before: change.before.as_ref().map(OneState::from),
            after: change.after.as_ref().map(OneState::from),
            observed: change.observed.as_ref().map(said),
            required: change.required.as_ref().map(said),
            next: change.next.as_ref().map(said),
            owner: shown(change.owner.as_ref()),
            below: shown(change.below.as_ref()),
        }
    }
}

impl From<&State> for OneState {
    fn from(state: &State) -> Self {
        Self {
            state: state.word,
            cause: shown(state.cause.as_ref()),
            decisive: state.decisive,
            waived_until: shown(state.waived),
        }
    }
}

impl From<&Fact> for OneFact {
    fn from(fact: &Fact) -> Self {
        Self {
            kind: fact.kind.word(),
            about: said(&fact.about),
            before: fact.before.as_ref().map(said),
            after: fact.after.as_ref().map(said),
            added: fact.added.iter().map(said).collect(),
            removed: fact.removed.iter().map(said).collect(),
        }
    }
}

impl From<&Gap> for OneGap {
    fn from(gap: &Gap) -> Self {
        Self { kind: gap.kind.word(), about: said(&gap.about), says: gap.says.to_string() }
    }
}
