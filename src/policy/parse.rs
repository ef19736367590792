//! A policy's text and files → a valid policy, or all that is wrong with them. Pure: it reads no file and no clock, and
//! what it is given may come from anywhere.

use std::collections::BTreeMap;

use aws_lc_rs::digest;

use super::beside::{self, LARGEST, MOST_FILES};
use super::model::{Policy, PolicySource};
use super::problem::{Faults, Place, Problems};
use super::shape::Mapping;
use super::tree::{self, Content, Node};
use super::{chain, endpoints, exceptions, gaps, header, purpose, service};
use crate::vocabulary::Digest;

/// The version of the policy format that this program reads.
pub const SCHEMA: &str = "certready.policy/1";

/// The keys of a policy, in the order of the docs.
const KEYS: &[&str] = &[
    "schema",
    "id",
    "purpose",
    "title",
    "sources",
    "as_of",
    "review_by",
    "superseded",
    "cutover",
    "rollout_from",
    "rollout_until",
    "history",
    "distrust",
    "client_authentication_ends",
    "retiring",
    "incoming",
    "intermediates",
    "endpoints",
    "service",
    "presents",
    "levels",
    "waivers",
    "known_gaps",
];

/// Reads a policy.
///
/// # Errors
/// [`Problems`]: all that is wrong with it, in the order of the file. Where the YAML itself can't be read, or the schema is
/// another one, that alone.
pub fn parse(source: &PolicySource) -> Result<Policy, Problems> {
    let mut faults = Faults::default();
    let policy = read(source, &mut faults);
    policy.filter(|_| faults.is_empty()).ok_or_else(|| faults.into_problems(&source.name, &source.yaml))
}

fn read(source: &PolicySource, faults: &mut Faults) -> Option<Policy> {
    if source.yaml.len() > LARGEST {
        faults.add(Place::START, &format!("{} bytes", source.yaml.len()), &format!("at most {LARGEST}"));
        return None;
    }
    if source.files.len() > MOST_FILES {
        faults.add(
            Place::START,
            &format!("{} certificate files", source.files.len()),
            &format!("at most {MOST_FILES}"),
        );
        return None;
    }
    let root = tree::read(&source.yaml, faults)?;
    let policy = of_this_schema(&root, faults)?;
    let purpose = purpose::read(policy, faults);
    let header = header::read(policy, purpose, faults);
    let chain = chain::read(policy, purpose, &source.files, faults);
    let distrust = exceptions::distrust(policy, &chain, faults);
    let client_authentication_ends = exceptions::client_authentication_ends(policy, faults);
    let endpoints = endpoints::endpoints(policy, purpose, &chain, faults);
    let services = service::services(policy, faults);
    let presents = service::presents(policy, &chain, faults);
    let levels = exceptions::levels(policy, faults);
    let waivers = exceptions::waivers(policy, header.as_of, faults);
    let known_gaps = gaps::read(policy, faults);
    Some(Policy {
        purpose,
        id: header.id?,
        title: header.title?,
        sources: header.sources,
        as_of: header.as_of?,
        review_by: header.review_by,
        superseded: header.superseded,
        cutover: header.cutover?,
        rollout_from: header.rollout_from,
        rollout_until: header.rollout_until,
        history: header.history,
        distrust,
        client_authentication_ends,
        retiring: chain.retiring,
        incoming: chain.incoming,
        intermediates: chain.intermediates,
        endpoints,
        services,
        presents,
        levels,
        waivers,
        known_gaps,
        digest: digest(&source.yaml, &source.files),
        source: source.clone(),
    })
}

/// The policy as a mapping, if it says that it has this version's shape: keys of another version would all be unknown.
fn of_this_schema<'n>(root: &'n Node, faults: &mut Faults) -> Option<Mapping<'n>> {
    let expected = format!("`schema: {SCHEMA}`");
    let Content::Mapping(entries) = &root.content else {
        return super::shape::wrong_kind(root, &format!("a policy, which begins with {expected}"), faults);
    };
    let schema = entries.iter().find(|entry| entry.key == "schema");
    match schema.map(|entry| (&entry.value.content, entry.value.place)) {
        Some((Content::Plain(text) | Content::Quoted(text), _)) if text == SCHEMA => {}
        Some((Content::Plain(text) | Content::Quoted(text), place)) => {
            faults.add(place, &format!("the schema `{text}`"), &expected);
            return None;
        }
        Some((_, place)) => {
            faults.add(place, "a schema that is no text", &expected);
            return None;
        }
        None => faults.add(root.place, "`schema` is missing", &expected),
    }
    Mapping::of(root, KEYS, "a policy", faults)
}

/// SHA-256 over the YAML and each certificate file with its name. Each part is preceded by its length in eight bytes, so
/// that no other set of files gives the same sequence of bytes.
fn digest(yaml: &str, files: &BTreeMap<String, Vec<u8>>) -> Digest {
    let mut hashed = digest::Context::new(&digest::SHA256);
    let mut part = |bytes: &[u8]| {
        hashed.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hashed.update(bytes);
    };
    part(SCHEMA.as_bytes());
    part(yaml.as_bytes());
    for (name, bytes) in files {
        part(name.as_bytes());
        part(bytes);
    }
    Digest::from_bytes(hashed.finish().as_ref()).unwrap_or_else(|| Digest::of(yaml.as_bytes()))
}

/// The bare names of the certificate files that a policy's text names, each once; what is no such name is left to
/// [`parse`], which says so.
pub(super) fn files_named(yaml: &str) -> Vec<String> {
    let mut names = Vec::new();
    if yaml.len() <= LARGEST
        && let Some(root) = tree::read(yaml, &mut Faults::default())
    {
        gather(&root, false, &mut names);
    }
    names.sort();
    names.dedup();
    names
}

/// Values of `certificate` and `certificates`, wherever they stand.
fn gather(node: &Node, is_name: bool, names: &mut Vec<String>) {
    match &node.content {
        Content::Plain(text) | Content::Quoted(text) if is_name && beside::is_file_name(text) => {
            names.push(text.clone());
        }
        Content::List(nodes) => nodes.iter().for_each(|node| gather(node, is_name, names)),
        Content::Mapping(entries) => {
            for entry in entries {
                gather(&entry.value, matches!(entry.key.as_str(), "certificate" | "certificates"), names);
            }
        }
        _ => {}
    }
}
