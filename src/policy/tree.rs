//! The YAML text as a tree of values, each with its place. It knows YAML and no policy: text stays text as it was
//! written, so that a fingerprint of digits is no number and a date no guess.
//!
//! Policies use a plain part of YAML. Anchors, aliases, tags, directives and keys that are no text are refused, each by
//! name: nothing in a policy grows beyond what a person sees in the file.

use serde_saphyr::granit_parser::{Event, Marker, Parser, ScalarStyle, Span, options};

use super::problem::{Faults, Place};

/// How deep values may stand within values. A policy needs five: list of anchors, anchor, list of alternatives,
/// alternative, text.
const DEEPEST: usize = 8;

/// The most keys that one mapping may have: the policy itself has the most, and they are fewer than twenty.
const WIDEST: usize = 64;

/// A value and where it begins.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) content: Content,
}

impl Node {
    /// Whether this is a list without entries.
    pub(super) fn is_empty_list(&self) -> bool {
        matches!(&self.content, Content::List(nodes) if nodes.is_empty())
    }
}

/// What stands at a place.
#[derive(Debug)]
pub(super) enum Content {
    /// Nothing, or YAML's null.
    Nothing,
    /// Text without quotes: it could also be meant as a number or a truth value.
    Plain(String),
    /// Text in quotes or as a block.
    Quoted(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file; no key twice.
    Mapping(Vec<Entry>),
    /// Something that was noted as a problem already.
    Noted,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) place: Place,
    pub(super) value: Node,
}

/// A list or mapping that has not ended yet.
enum Open {
    List(Place, Vec<Node>),
    Mapping(Place, Vec<Entry>, Option<Key>),
}

/// A key that waits for its value.
enum Key {
    Text(String, Place),
    /// A key that was noted as a problem: its value is passed over.
    Noted,
}

/// Reads one YAML document. None where its text breaks off in a way that leaves no tree; the reason is noted.
pub(super) fn read(yaml: &str, faults: &mut Faults) -> Option<Node> {
    let limits = options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    let mut documents = 0_usize;
    for next in Parser::new_from_str_with_options(yaml, limits) {
        let (event, span) = match next {
            Ok(pair) => pair,
            Err(error) => {
                faults.add(place(*error.marker()), &format!("not YAML: {}", error.info()), "YAML that can be read");
                return None;
            }
        };
        let here = place(span.start);
        let done = match event {
            Event::DocumentStart(..) => {
                documents = documents.saturating_add(1);
                if documents > 1 {
                    faults.add(here, "a second document", "one policy in one file");
                    break;
                }
                None
            }
            Event::Scalar(text, style, anchor, tag) => {
                let fine = undecorated(anchor, tag.is_some(), &span, faults);
                Some(Node { place: here, content: if fine { scalar(&text, style) } else { Content::Noted } })
            }
            Event::SequenceStart(_, anchor, tag) => {
                undecorated(anchor, tag.is_some(), &span, faults);
                open.push(Open::List(here, Vec::new()));
                None
            }
            Event::MappingStart(_, anchor, tag) => {
                undecorated(anchor, tag.is_some(), &span, faults);
                open.push(Open::Mapping(here, Vec::new(), None));
                None
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                faults.add(here, "an alias", "the value itself: policies use no anchors and no aliases");
                Some(Node { place: here, content: Content::Noted })
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(close),
            _ => None,
        };
        if open.len() > DEEPEST {
            faults.add(here, "values within values within values", &format!("at most {DEEPEST} levels"));
            return None;
        }
        if let Some(node) = done {
            match open.last_mut() {
                None => root = Some(node),
                Some(parent) => put(parent, node, faults),
            }
        }
    }
    // A file without any content has no document.
    root.or(Some(Node { place: Place::START, content: Content::Nothing }))
}

/// Notes an anchor or a tag on a value. True where there is neither.
fn undecorated(anchor: usize, tagged: bool, span: &Span, faults: &mut Faults) -> bool {
    let at = place(span.tag_start().unwrap_or(span.start));
    if anchor != 0 {
        faults.add(at, "an anchor", "the value alone: policies use no anchors and no aliases");
    }
    if tagged {
        faults.add(at, "a tag", "the value alone: policies use no tags");
    }
    anchor == 0 && !tagged
}

fn scalar(text: &str, style: ScalarStyle) -> Content {
    match (style, text) {
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Content::Nothing,
        (ScalarStyle::Plain, _) => Content::Plain(text.to_owned()),
        _ => Content::Quoted(text.trim().to_owned()),
    }
}

fn close(ended: Open) -> Node {
    match ended {
        Open::List(place, nodes) => Node { place, content: Content::List(nodes) },
        Open::Mapping(place, entries, _) => Node { place, content: Content::Mapping(entries) },
    }
}

/// Puts a finished value into the list or mapping around it: as an element, a key or the value of the waiting key.
fn put(parent: &mut Open, node: Node, faults: &mut Faults) {
    match parent {
        Open::List(_, nodes) => nodes.push(node),
        Open::Mapping(_, entries, waiting) => match waiting.take() {
            None => *waiting = Some(as_key(node, entries, faults)),
            Some(Key::Text(key, place)) => entries.push(Entry { key, place, value: node }),
            Some(Key::Noted) => {}
        },
    }
}

fn as_key(node: Node, entries: &[Entry], faults: &mut Faults) -> Key {
    let (Content::Plain(key) | Content::Quoted(key)) = node.content else {
        if !matches!(node.content, Content::Noted) {
            faults.add(node.place, "a key that is no text", "a key's name");
        }
        return Key::Noted;
    };
    if entries.len() == WIDEST {
        faults.add(node.place, "one more key", &format!("at most {WIDEST} keys in a mapping"));
        return Key::Noted;
    }
    if let Some(first) = entries.iter().find(|entry| entry.key == key) {
        let what = format!("`{key}` stands here again, first at line {}", first.place.line);
        faults.add(node.place, &what, "each key once");
        return Key::Noted;
    }
    Key::Text(key, node.place)
}

/// The parser counts lines from 1 and columns from 0.
fn place(marker: Marker) -> Place {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Place { line: number(marker.line()).max(1), column: number(marker.col()).saturating_add(1) }
}
