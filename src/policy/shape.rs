//! The file's shape: mappings with known keys, and values of the kinds that policies know. Each reader gives the value or
//! faults what stands there instead and what was expected; none of them stops the reading.

use super::model::{Cutover, Precision};
use super::nearest::nearest;
use super::problem::{Faults, Place};
use super::tree::{Content, Entry, Node};
use crate::vocabulary::{HttpUrl, Shown, Timestamp};

/// The most entries of one list: policies in use have fewer than twenty of anything, and a plan takes at most 64 URLs.
pub(super) const MOST: usize = 64;

/// The longest id, in characters: it becomes a file name and a word in monitors.
const LONGEST_ID: usize = 64;

/// How a date is written, for the `expected` of each problem with one.
pub(super) const DATE: &str =
    "a date (YYYY-MM-DD, midnight UTC) or a date and time with an offset (2018-09-03T09:00:00+09:00)";

/// A mapping whose keys are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mapping<'n> {
    pub(super) place: Place,
    entries: &'n [Entry],
}

impl<'n> Mapping<'n> {
    /// Takes a value as a mapping; each key that is not among `known` is noted.
    pub(super) fn of(node: &'n Node, known: &[&str], what: &str, faults: &mut Faults) -> Option<Self> {
        let Content::Mapping(entries) = &node.content else {
            return wrong_kind(node, &format!("{what}: a mapping with the keys {}", known.join(", ")), faults);
        };
        for entry in entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let expected = nearest(&entry.key, known.iter().copied())
                .map_or_else(|| format!("one of {}", known.join(", ")), |near| format!("`{near}`, probably"));
            faults.add(entry.place, &format!("`{}` is no key of {what}", entry.key), &expected);
        }
        Some(Self { place: node.place, entries })
    }

    /// The value of a key that may be left out. None where it is.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The value of a key that must be there; its absence is noted at the mapping's beginning.
    pub(super) fn need(&self, key: &str, expected: &str, faults: &mut Faults) -> Option<&'n Node> {
        let node = self.get(key);
        if node.is_none() {
            faults.add(self.place, &format!("`{key}` is missing"), expected);
        }
        node
    }

    /// One line of text that must be there.
    pub(super) fn text(&self, key: &str, expected: &str, faults: &mut Faults) -> Option<String> {
        self.need(key, expected, faults).and_then(|node| text(node, expected, faults))
    }

    /// The same, to be shown only.
    pub(super) fn shown(&self, key: &str, expected: &str, faults: &mut Faults) -> Option<Shown> {
        self.text(key, expected, faults).map(|text| Shown::new(&text))
    }

    /// The entries of a list that may be left out: none then.
    pub(super) fn list(&self, key: &str, expected: &str, faults: &mut Faults) -> &'n [Node] {
        self.get(key).map_or(&[], |node| items(node, expected, faults))
    }
}

/// The entries of a list, at most 64; more are noted and left out.
pub(super) fn items<'n>(node: &'n Node, expected: &str, faults: &mut Faults) -> &'n [Node] {
    let Content::List(nodes) = &node.content else {
        wrong_kind::<()>(node, &format!("a list: {expected}"), faults);
        return &[];
    };
    let (taken, beyond) = nodes.split_at_checked(MOST).unwrap_or((nodes, &[]));
    if let Some(first) = beyond.first() {
        faults.add(first.place, &format!("{} entries in one list", nodes.len()), &format!("at most {MOST}"));
    }
    taken
}

/// One line of text, without control characters and without characters that hide or turn text.
pub(super) fn text(node: &Node, expected: &str, faults: &mut Faults) -> Option<String> {
    let text = match &node.content {
        Content::Plain(text) if !is_number_or_truth(text) => text,
        Content::Quoted(text) => text,
        _ => return wrong_kind(node, expected, faults),
    };
    if text.is_empty() {
        faults.add(node.place, "empty text", expected);
        return None;
    }
    if Shown::new(text).as_str() != text {
        let allowed = "one line of at most 400 characters, without control, invisible or direction-turning ones";
        faults.add(node.place, "text that can't be shown as it is", allowed);
        return None;
    }
    Some(text.clone())
}

/// Text as it was written, be it in quotes or not: for values with a form of their own, which say what is wrong.
pub(super) fn written<'n>(node: &'n Node, expected: &str, faults: &mut Faults) -> Option<&'n str> {
    match &node.content {
        Content::Plain(text) | Content::Quoted(text) => Some(text),
        _ => wrong_kind(node, expected, faults),
    }
}

/// An id or the name of a group: lower-case letters, digits, single hyphens between them.
pub(super) fn id(node: &Node, faults: &mut Faults) -> Option<String> {
    let expected = "lower-case letters, digits and hyphens between them, at most 64 characters";
    let id = written(node, expected, faults)?;
    let fits = is_id(id);
    if !fits {
        faults.add(node.place, &format!("`{id}`"), expected);
    }
    fits.then(|| id.to_owned())
}

/// Whether a text has the form of an id.
pub(super) fn is_id(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.len() <= LONGEST_ID && text.split('-').all(word)
}

/// A date, or a date and time with an offset; with how it was written.
pub(super) fn date(node: &Node, faults: &mut Faults) -> Option<Cutover> {
    let text = written(node, DATE, faults)?;
    let precision = if Timestamp::is_bare_date(text) { Precision::Date } else { Precision::Instant };
    let at = Timestamp::parse(text).ok();
    if at.is_none() {
        faults.add(node.place, &format!("`{text}` is no date"), DATE);
    }
    at.map(|at| Cutover { at, precision })
}

/// One of a few words.
pub(super) fn word<T: Copy>(node: &Node, words: &[(&str, T)], faults: &mut Faults) -> Option<T> {
    let all = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    let written = written(node, &format!("one of {all}"), faults)?;
    let found = words.iter().find(|(word, _)| *word == written).map(|(_, value)| *value);
    if found.is_none() {
        let near = nearest(written, words.iter().map(|(word, _)| *word));
        faults.add(node.place, &format!("`{written}`"), &probably(near, &format!("one of {all}")));
    }
    found
}

/// What was expected, or the name that was probably meant.
pub(super) fn probably(near: Option<&str>, expected: &str) -> String {
    near.map_or_else(|| expected.to_owned(), |near| format!("`{near}`, probably"))
}

/// A value that another type reads from text: a digest for instance.
pub(super) fn parsed<T: std::str::FromStr>(node: &Node, expected: &str, faults: &mut Faults) -> Option<T> {
    let text = written(node, expected, faults)?;
    let value = text.parse().ok();
    if value.is_none() {
        faults.add(node.place, &format!("`{text}`"), expected);
    }
    value
}

/// A URL of the web. What would be dropped as it is parsed is refused: a password does not belong into a file that goes
/// into evidence and change tickets, and a fragment is never sent.
pub(super) fn url(node: &Node, faults: &mut Faults) -> Option<HttpUrl> {
    let expected = "an absolute http or https URL, http://crl.example.com/root.crl for instance";
    let text = written(node, expected, faults)?;
    let url =
        HttpUrl::parse(text).map_err(|reason| faults.add(node.place, &reason_alone(&reason.to_string()), expected));
    let authority = text.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let dropped = if authority.contains('@') { Some("a user name or password") } else { None };
    let dropped = dropped.or(text.contains('#').then_some("a fragment"));
    if let (Ok(_), Some(dropped)) = (&url, dropped) {
        faults.add(node.place, &format!("{dropped} in the URL"), "the URL without it");
        return None;
    }
    url.ok()
}

/// A DNS name as certificates have it: letters, digits, hyphens, underscores; `*` as its first label (RFC 6125 §6.4.3).
pub(super) fn dns_name(node: &Node, faults: &mut Faults) -> Option<String> {
    let expected = "a DNS name, mail.example.com or \"*.example.com\" for instance";
    let name = text(node, expected, faults)?;
    let label = |label: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        !label.is_empty() && label.len() <= 63 && label.chars().all(allowed)
    };
    let fits = name.len() <= 253 && name.strip_prefix("*.").unwrap_or(&name).split('.').all(label);
    if !fits {
        faults.add(node.place, &format!("`{name}`"), expected);
    }
    fits.then_some(name)
}

/// The part of a sentence before its own `: expected …`, which the problem says in its own way.
fn reason_alone(sentence: &str) -> String {
    sentence.split(": expected").next().unwrap_or(sentence).to_owned()
}

/// Notes that a value is of another kind. What was noted already is not noted again.
pub(super) fn wrong_kind<T>(node: &Node, expected: &str, faults: &mut Faults) -> Option<T> {
    let what = match &node.content {
        Content::Nothing => "nothing".to_owned(),
        Content::Plain(text) if is_number_or_truth(text) => {
            let meant = format!("{expected} (in quotes, if `{text}` is meant as text)");
            faults.add(node.place, &format!("`{text}`, which YAML reads as a number or a truth value"), &meant);
            return None;
        }
        Content::Plain(text) | Content::Quoted(text) => format!("`{text}`"),
        Content::List(_) => "a list".to_owned(),
        Content::Mapping(_) => "a mapping".to_owned(),
        Content::Noted => return None,
    };
    faults.add(node.place, &what, expected);
    None
}

/// Whether YAML's core schema (YAML 1.2 §10.3.2) would read plain text as a truth value or a number.
fn is_number_or_truth(text: &str) -> bool {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let hexadecimal = digits.len() < text.len() && u128::from_str_radix(digits, 16).is_ok();
    let lower = text.to_ascii_lowercase();
    let truth = matches!(lower.as_str(), "true" | "false");
    // `f64` also reads `infinity` and `nan`, which are words here.
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) && text.parse::<f64>().is_ok();
    truth || hexadecimal || number
}
