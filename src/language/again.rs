//! Texts that were written down in English, as messages again: JSON has no language, and who reads it back has one.

use super::{Arg, Message, Say};

impl Say {
    /// The first of these messages that a text says in English. What stands in it for a name is one of them itself, or a text. None
    /// where the text is none of them.
    pub(crate) fn again(text: &str, among: &[&'static Message]) -> Option<Self> {
        among.iter().find_map(|message| {
            let mut say = Self::new(message);
            for (name, value) in taken_apart(message.english, text)? {
                // What is as long as the whole would be asked for without an end.
                let inner = if value.len() < text.len() { Self::again(value, among) } else { None };
                say = say.with(name, inner.map_or_else(|| Arg::from(value), Arg::from));
            }
            Some(say)
        })
    }

    /// A part of a finding's template that a text says in English, what stands in it for a name being one of these messages. None where
    /// it says another thing, and where several words stand in it that are none of them: they may be certready's own, and would stay
    /// English.
    pub(crate) fn part_again(
        id: &'static str,
        part: &'static str,
        english: &'static str,
        text: &str,
        among: &[&'static Message],
    ) -> Option<Self> {
        let mut args = Vec::new();
        for (name, value) in taken_apart(english, text)? {
            let known = Self::again(value, among).map(Arg::from);
            args.push((name, known.or_else(|| (!value.contains(' ')).then(|| Arg::from(value)))?));
        }
        Some(Self::part(id, part, english, args))
    }
}

/// What stands in a text for each name of the words that it was made of. None where it was made of others, or where nothing parts
/// two names.
fn taken_apart<'t>(words: &'static str, text: &'t str) -> Option<Vec<(&'static str, &'t str)>> {
    let Some((first, mut behind)) = words.split_once('{') else { return (words == text).then(Vec::new) };
    let mut rest = text.strip_prefix(first)?;
    let mut values = Vec::new();
    loop {
        let (name, words) = behind.split_once('}')?;
        let Some((between, next)) = words.split_once('{') else {
            values.push((name, rest.strip_suffix(words)?));
            return Some(values);
        };
        if between.is_empty() {
            return None;
        }
        let (value, left) = rest.split_once(between)?;
        values.push((name, value));
        (behind, rest) = (next, left);
    }
}
