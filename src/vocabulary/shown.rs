//! Text that came from outside, made fit to be shown: subjects, headers, page titles, host names, system messages.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest text from outside that is shown, in characters. A distinguished name of real CAs stays below 250; what
/// is longer is somebody filling the report.
const LONGEST: usize = 400;

/// Text from outside without control, escape and bidirectional characters, cut to 400 characters.
///
/// Each character that could move the cursor, hide text or turn its direction becomes U+FFFD, so that tampering stays
/// visible. White space of every kind becomes one space.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Shown(String);

impl Shown {
    /// Cleans a text from outside.
    pub fn new(text: &str) -> Self {
        let mut clean = String::with_capacity(text.len().min(LONGEST));
        for (count, character) in text.chars().enumerate() {
            if count == LONGEST {
                clean.push('…');
                break;
            }
            clean.push(match character {
                c if c.is_whitespace() => ' ',
                c if c.is_control() || hides_or_turns(c) => '\u{fffd}',
                c => c,
            });
        }
        Self(clean)
    }

    /// Cleans bytes from outside; what is not UTF-8 becomes U+FFFD.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::new(&String::from_utf8_lossy(bytes))
    }

    /// The clean text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that are neither control nor space, and yet hide text or turn its direction: soft hyphen, Arabic letter
/// mark, zero-width and directional marks, embeddings, overrides, isolates (UAX #9), invisible operators, the byte order
/// mark, interlinear annotations and tags.
pub(crate) const fn hides_or_turns(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Shown {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(from)?))
    }
}
