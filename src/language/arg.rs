//! What stands in a message for its `{name}`s.

use std::fmt;

use super::{Language, Message, Say};
use crate::vocabulary::{HttpUrl, Shown, Timestamp};

/// An argument of a message: typed, so that each language can write it in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text from outside or a name, already clean.
    Text(Shown),
    /// An instant in UTC.
    Time(Timestamp),
    /// A number of things, days or bytes.
    Count(i64),
    /// Several texts, shown with commas.
    List(Vec<Shown>),
    /// Remarks, shown in parentheses behind a word. None at all leaves nothing.
    Aside(Vec<Arg>),
    /// Words of certready's own, which have a language as the message has.
    Words(Say),
    /// Several of any kind, shown with commas.
    Each(Vec<Arg>),
    /// Several of any kind that hold commas themselves, shown with semicolons.
    Listed(Vec<Arg>),
    /// Several of any kind, one directly behind the other.
    Joined(Vec<Arg>),
}

impl Arg {
    /// In a language.
    pub fn to(&self, language: Language) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Time(time) => time.to_string(),
            Self::Count(count) => count.to_string(),
            Self::List(texts) => texts.iter().map(Shown::as_str).collect::<Vec<_>>().join(", "),
            Self::Aside(remarks) if remarks.is_empty() => String::new(),
            Self::Aside(remarks) => format!(" ({})", joined(remarks, "; ", language)),
            Self::Words(words) => words.to(language),
            Self::Each(several) => joined(several, ", ", language),
            Self::Listed(several) => joined(several, "; ", language),
            Self::Joined(several) => joined(several, "", language),
        }
    }
}

fn joined(several: &[Arg], between: &str, language: Language) -> String {
    several.iter().map(|one| one.to(language)).collect::<Vec<_>>().join(between)
}

/// In English.
impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to(Language::English))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(Shown::new(text))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(Shown::new(&text))
    }
}

impl From<&Shown> for Arg {
    fn from(text: &Shown) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Shown> for Arg {
    fn from(text: Shown) -> Self {
        Self::Text(text)
    }
}

impl From<&HttpUrl> for Arg {
    fn from(url: &HttpUrl) -> Self {
        Self::Text(Shown::new(url.as_str()))
    }
}

impl From<Timestamp> for Arg {
    fn from(time: Timestamp) -> Self {
        Self::Time(time)
    }
}

impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<Vec<Shown>> for Arg {
    fn from(texts: Vec<Shown>) -> Self {
        Self::List(texts)
    }
}

impl From<Say> for Arg {
    fn from(words: Say) -> Self {
        Self::Words(words)
    }
}

impl From<&'static Message> for Arg {
    fn from(message: &'static Message) -> Self {
        Self::Words(Say::new(message))
    }
}
