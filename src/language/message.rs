//! A message: its id, its English words, and what stands for the `{name}`s in them.

use std::fmt;

use super::{Arg, Language, translated};
use crate::vocabulary::Shown;

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

/// Messages that a list holds as well, in the order in which they stand: what was said by one of them is known again by it.
///
/// ```ignore
/// messages! {
///     /// Which way a clock is wrong.
///     pub(super) static DIRECTIONS:
///     AHEAD = "words-ahead-of", "ahead of";
///     BEHIND = "words-behind", "behind";
/// }
/// ```
macro_rules! messages {
    ($(#[$doc:meta])+ $visible:vis static $all:ident: $($name:ident = $id:literal, $english:literal;)+) => {
        $(static $name: $crate::language::Message = $crate::language::Message { id: $id, english: $english };)+
        $(#[$doc])+
        $visible static $all: &[&$crate::language::Message] = &[$(&$name),+];
    };
}
pub(crate) use messages;

/// A message in a language, with its arguments by their names: `say!(language, "urls-more", "{further} more", further = 3)`.
macro_rules! say {
    ($language:expr, $id:literal, $english:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::language::Say::new($crate::language::message!($id, $english))
            $(.with(stringify!($name), $value))*
            .to($language)
    };
}
pub(crate) use say;

impl Message {
    /// Without arguments, in a language.
    pub fn to(&'static self, language: Language) -> String {
        Say::new(self).to(language)
    }
}

/// In English.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.english)
    }
}

/// By its English.
impl PartialEq<&str> for &'static Message {
    fn eq(&self, other: &&str) -> bool {
        self.english == *other
    }
}

/// What is said, in no language yet: a message with its arguments, several one behind the other, or a text that has no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say(Said);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Words(&'static Message, Vec<(&'static str, Arg)>),
    Part { id: &'static str, part: &'static str, english: &'static str, args: Vec<(&'static str, Arg)> },
    Sentences(Vec<Say>),
    Text(Shown),
}

impl Say {
    /// A message, as yet without arguments.
    pub const fn new(message: &'static Message) -> Self {
        Self(Said::Words(message, Vec::new()))
    }

    /// A part of a finding's template: in the catalogue it is the attribute `part` of the message whose id is the template's, its
    /// `.` written `--`. What the catalogue lacks, commands above all, is said in English.
    pub(crate) const fn part(
        id: &'static str,
        part: &'static str,
        english: &'static str,
        args: Vec<(&'static str, Arg)>,
    ) -> Self {
        Self(Said::Part { id, part, english, args })
    }

    /// Several, with a space between them.
    pub fn several(sentences: impl IntoIterator<Item = Self>) -> Self {
        Self(Said::Sentences(sentences.into_iter().collect()))
    }

    /// Gives the message's `{name}` its value. What is no message has no names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        if let Said::Words(_, args) = &mut self.0 {
            args.push((name, value.into()));
        }
        self
    }

    /// The text that it is, where it is one that has no language.
    pub(crate) const fn text(&self) -> Option<&Shown> {
        if let Said::Text(text) = &self.0 { Some(text) } else { None }
    }

    /// In a language, cut as a text from outside is: much of it can be one.
    pub(crate) fn shown(&self, language: Language) -> Shown {
        Shown::new(&self.to(language))
    }

    /// In a language. What its catalogue lacks is said in English.
    pub fn to(&self, language: Language) -> String {
        match &self.0 {
            Said::Words(message, args) => {
                translated(language, message.id, None, args).unwrap_or_else(|| fill(message.english, args, language))
            }
            Said::Part { id, part, english, args } => translated(language, &id.replace('.', "--"), Some(part), args)
                .unwrap_or_else(|| fill(english, args, language)),
            Said::Sentences(sentences) => sentences.iter().map(|one| one.to(language)).collect::<Vec<_>>().join(" "),
            Said::Text(text) => text.to_string(),
        }
    }
}

impl From<&'static Message> for Say {
    fn from(message: &'static Message) -> Self {
        Self::new(message)
    }
}

/// A text that has no language: a name, an address.
impl From<Shown> for Say {
    fn from(text: Shown) -> Self {
        Self(Said::Text(text))
    }
}

impl From<&str> for Say {
    fn from(text: &str) -> Self {
        Self(Said::Text(Shown::new(text)))
    }
}

/// In English.
impl fmt::Display for Say {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to(Language::English))
    }
}

/// By its English.
impl PartialEq<&str> for Say {
    fn eq(&self, other: &&str) -> bool {
        self.to(Language::English) == *other
    }
}

/// Puts the arguments into words in one pass, so that braces within an argument stay what they are. A name without an argument
/// stays visible as `{name}`; a test over all templates keeps that from happening.
fn fill(words: &str, args: &[(&'static str, Arg)], language: Language) -> String {
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
