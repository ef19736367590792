//! Lines of a terminal that nobody widened: 80 columns. What is longer than a line and has no space stays whole.

use std::fmt::{self, Write as _};

use unicode_width::UnicodeWidthStr as _;

/// Columns of a terminal that nobody widened.
pub(super) const WIDTH: usize = 80;

/// Writes words within 80 columns: the first line behind `first`, the others behind `other`. A word that is longer than
/// a line stands alone on its own, because a URL or a digest must stay whole to be copied.
pub(crate) fn wrap(page: &mut String, first: &str, other: &str, words: &str) -> fmt::Result {
    let mut line = first.to_owned();
    let mut used = width(first);
    let mut fresh = true;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let length = width(word);
        if !fresh && used + 1 + length > WIDTH {
            writeln!(page, "{}", line.trim_end())?;
            other.clone_into(&mut line);
            used = width(other);
            fresh = true;
        }
        if !fresh {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
        fresh = false;
    }
    writeln!(page, "{}", line.trim_end())
}

/// How many columns of a terminal a text takes: a Korean letter takes two (UAX #11).
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A name on as many columns as `room` says, or on its own where it is longer.
pub(super) fn padded(name: &str, room: usize) -> String {
    format!("{name}{}", " ".repeat(room.saturating_sub(width(name))))
}

/// Writes a name on as many columns as `room` says, and behind it words, all behind `indent`; further lines stand below the words.
pub(super) fn write_named(page: &mut String, indent: &str, name: &str, room: usize, words: &str) -> fmt::Result {
    let rest = " ".repeat(room.saturating_sub(width(name)).max(1));
    wrap(page, &format!("{indent}{name}{rest}"), &format!("{indent}{}", " ".repeat(room)), words)
}
