//! The tree of `certready chains` as JSON, `certready.chains/1`: frozen structs of its own. `docs/chains.md` describes each field,
//! `docs/chains.schema.json` holds the output to it. Within version 1 fields are only added; null means none.

use serde::Serialize;

use crate::report::{AnchorHeld, ChainTree, PathAt, PathEnd, ServiceIssuer, TreeNode};
use crate::vocabulary::Shown;

/// The name of this version.
const SCHEMA: &str = "certready.chains/1";

/// The tree as `certready.chains/1`, with a line end behind it.
pub fn chain_tree_json(tree: &ChainTree) -> String {
    let mut text = serde_json::to_string_pretty(&V1::from(tree)).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct V1<'a> {
    schema: &'static str,
    tool: &'a str,
    holds: &'static str,
    says: String,
    paths: usize,
    holding: usize,
    bounded: bool,
    policy: Policy<'a>,
    times: Times,
    store: Store<'a>,
    issuers: Vec<Issuer<'a>>,
    unused: Vec<&'a str>,
}

#[derive(Serialize)]
struct Policy<'a> {
    id: &'a str,
    title: &'a str,
    superseded_by: Option<&'a str>,
}

#[derive(Serialize)]
struct Times {
    today: String,
    cutover: String,
    cutover_origin: &'static str,
}

#[derive(Serialize)]
struct Store<'a> {
    origin: &'a str,
    anchors: usize,
    unread: Vec<&'a str>,
    programme: &'static str,
}

#[derive(Serialize)]
struct Issuer<'a> {
    label: &'a str,
    side: &'static str,
    today: &'static str,
    cutover: &'static str,
    certificates: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct Node<'a> {
    kind: &'static str,
    label: String,
    policy_label: Option<&'a str>,
    source: &'static str,
    subject: String,
    issuer: String,
    serial: String,
    sha256: String,
    spki_sha256: String,
    not_before: String,
    not_after: String,
    same_key: Vec<String>,
    listed: Vec<String>,
    end: Option<End<'a>>,
    above: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct End<'a> {
    held: &'static str,
    held_as: Option<String>,
    places: Vec<&'a str>,
    today: At<'a>,
    cutover: At<'a>,
}

#[derive(Serialize)]
struct At<'a> {
    holds: &'static str,
    because: Vec<Because<'a>>,
}

#[derive(Serialize)]
struct Because<'a> {
    cause: &'static str,
    why: &'a str,
    holds: &'static str,
}

impl<'a> From<&'a ChainTree> for V1<'a> {
    fn from(tree: &'a ChainTree) -> Self {
        let (holding, paths) = tree.counted();
        Self {
            schema: SCHEMA,
            tool: tree.tool.as_str(),
            holds: tree.outcome(),
            says: tree.sentence(),
            paths,
            holding,
            bounded: tree.bounded,
            policy: Policy {
                id: &tree.policy,
                title: tree.title.as_str(),
                superseded_by: tree.superseded_by.as_deref(),
            },
            times: Times {
                today: tree.today.to_string(),
                cutover: tree.cutover.to_string(),
                cutover_origin: tree.cutover_origin,
            },
            store: Store {
                origin: &tree.store,
                anchors: tree.anchors,
                unread: tree.unread.iter().map(Shown::as_str).collect(),
                programme: tree.programme.word(),
            },
            issuers: tree.issuers.iter().map(Issuer::from).collect(),
            unused: tree.unused.iter().map(Shown::as_str).collect(),
        }
    }
}

impl<'a> From<&'a ServiceIssuer> for Issuer<'a> {
    fn from(issuer: &'a ServiceIssuer) -> Self {
        Self {
            label: issuer.label.as_str(),
            side: issuer.side_word(),
            today: issuer.today().word(),
            cutover: issuer.cutover().word(),
            certificates: issuer.certificates.iter().map(Node::from).collect(),
        }
    }
}

impl<'a> From<&'a TreeNode> for Node<'a> {
    fn from(node: &'a TreeNode) -> Self {
        let one = &node.certificate;
        Self {
            kind: node.kind.word(),
            label: one.label().to_string(),
            policy_label: node.policy_label.as_ref().map(Shown::as_str),
            source: node.source,
            subject: one.subject().to_string(),
            issuer: one.issuer().to_string(),
            serial: one.serial().to_string(),
            sha256: one.fingerprint().to_string(),
            spki_sha256: one.spki_digest().to_string(),
            not_before: one.not_before().to_string(),
            not_after: one.not_after().to_string(),
            same_key: node.same_key.iter().map(ToString::to_string).collect(),
            listed: node.listed.iter().map(ToString::to_string).collect(),
            end: node.end.as_ref().map(End::from),
            above: node.above.iter().map(Node::from).collect(),
        }
    }
}

impl<'a> From<&'a PathEnd> for End<'a> {
    fn from(end: &'a PathEnd) -> Self {
        let held_as = match &end.held {
            AnchorHeld::Key(by, _) => Some(by.to_string()),
            _ => None,
        };
        let places = end.held.places().iter().map(Shown::as_str).collect();
        Self { held: end.held.word(), held_as, places, today: At::from(&end.today), cutover: At::from(&end.cutover) }
    }
}

impl<'a> From<&'a PathAt> for At<'a> {
    fn from(at: &'a PathAt) -> Self {
        let because =
            at.because.iter().map(|one| Because { cause: one.cause, why: one.why.as_str(), holds: one.holds.word() });
        Self { holds: at.holds.word(), because: because.collect() }
    }
}
