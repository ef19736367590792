//! A message: its id, its English words, and what stands for the `{name}`s in them.

use std::fmt;

use super::{Arg, Language, translated};

/// Words that certready says, without what stands for their names.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// Stable, and one only: the key in the catalogues.
    pub id: &'static str,
    /// The English words. `{name}` stands for an argument of that name.
    pub english: &'static str,
}

/// A message that stands where it is said: `message!("decision-go", "Go.")`. Each id is used with one English text only; a test
/// reads the sources for that, and compares them with the catalogues.
macro_rules! message {
    ($id:literal, $english:literal) => {{
        static MESSAGE: $crate::language::Message = $crate::language::Message { id: $id, english: $english };
        &MESSAGE
    }};
}
pub(crate) use message;

impl Message {
    /// Without arguments, in a language.
    pub fn to(&'static self, language: Language) -> String {
        Say::new(self).to(language)
    }
}

/// A message with its arguments: what is said, in no language yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say {
    message: &'static Message,
    args: Vec<(&'static str, Arg)>,
}

impl Say {
    /// A message, as yet without arguments.
    pub const fn new(message: &'static Message) -> Self {
        Self { message, args: Vec::new() }
    }

    /// Gives the message's `{name}` its value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// In a language. What its catalogue lacks is said in English.
    pub fn to(&self, language: Language) -> String {
        translated(language, self.message.id, None, &self.args)
            .unwrap_or_else(|| fill(self.message.english, &self.args, language))
    }
}

/// In English.
impl fmt::Display for Say {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to(Language::English))
    }
}

/// Puts the arguments into words in one pass, so that braces within an argument stay what they are. A name without an argument
/// stays visible as `{name}`; a test over all templates keeps that from happening.
pub(crate) fn fill(words: &str, args: &[(&'static str, Arg)], language: Language) -> String {
    let mut filled = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = behind.split_once('}') else {
            rest = behind;
            filled.push('{');
            continue;
        };
        match args.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(&value.to(language)),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
