//! The languages that certready speaks to people: English, which stands in the code beside what it tells, and Korean, which
//! stands in a catalogue by the id of each message (`ko/*.ftl`). What programs read (JSON, Nagios and their like, codes, causes) is
//! the same in every language, and is not made here.

mod again;
mod arg;
mod catalogue;
mod message;

pub use arg::Arg;
pub(crate) use catalogue::said_of;
use catalogue::translated;
pub use message::{Message, Say};
pub(crate) use message::{message, messages, say};

use std::str::FromStr;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

/// A word that names no language that certready speaks.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no language of certready: en, ko")]
pub struct NotALanguage(String);

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Korean];

    /// The word of `--lang` and of HTML (RFC 5646): `en`, `ko`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }

    /// The language of a locale's name, as systems write it: `ko_KR.UTF-8`, `ko-KR`. English where certready does not speak it.
    pub fn of_locale(name: &str) -> Self {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case(Self::Korean.word()) { Self::Korean } else { Self::English }
    }
}

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(word: &str) -> Result<Self, NotALanguage> {
        Self::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| NotALanguage(word.to_owned()))
    }
}
