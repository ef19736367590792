//! Lines of a terminal that nobody widened: 80 columns. What is longer than a line and has no space stays whole.

use std::fmt::{self, Write as _};

/// Columns of a terminal that nobody widened.
pub(super) const WIDTH: usize = 80;

/// Writes words within 80 columns: the first line behind `first`, the others behind `other`. A word that is longer than
/// a line stands alone on its own, because a URL or a digest must stay whole to be copied.
pub(crate) fn wrap(page: &mut String, first: &str, other: &str, words: &str) -> fmt::Result {
    let mut line = first.to_owned();
    let mut width = first.chars().count();
    let mut fresh = true;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if !fresh && width + 1 + length > WIDTH {
            writeln!(page, "{}", line.trim_end())?;
            other.clone_into(&mut line);
            width = other.chars().count();
            fresh = true;
        }
        if !fresh {
            line.push(' ');
            width += 1;
        }
        line.push_str(word);
        width += length;
        fresh = false;
    }
    writeln!(page, "{}", line.trim_end())
}
