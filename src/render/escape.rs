//! Text as text, in HTML and in Markdown: the one place for each where what came from outside is kept from being markup.

use crate::vocabulary::hides_or_turns;

/// Text as text, within an element or an attribute in double quotes (HTML, "Escaping a string"), SVG among it. What would
/// hide text or turn its direction is shown as U+FFFD; a line's end stays one.
pub(super) fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push('\n'),
            other if other.is_control() || hides_or_turns(other) => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

/// Text that stays text in Markdown (GitHub's: `CommonMark` with tables): a backslash before each character that means
/// something (`CommonMark` §2.4), wherever it could; and before what means something at the beginning of a line or of a
/// list's item. A line's end becomes a space.
pub(super) fn markdown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (place, character) in text.chars().enumerate() {
        let anywhere =
            matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '!');
        let first = place == 0 && matches!(character, '#' | '+' | '-' | '=' | ':');
        let number = place == digits && digits > 0 && matches!(character, '.' | ')');
        if anywhere || first || number {
            plain.push('\\');
        }
        plain.push(match character {
            space if space.is_whitespace() => ' ',
            other if other.is_control() || hides_or_turns(other) => '\u{fffd}',
            other => other,
        });
    }
    plain
}

/// The same where a ticket system would make more of it than Markdown does: nobody is called by an `@`, and no address
/// becomes a link. An `@` stands in a code span of its own, because those who look for names pass over code; the colon of an
/// address has its backslash, and so has the first point of one that begins with `www`.
pub(super) fn ticket(text: &str) -> String {
    markdown(text).replace('@', "`@`").replace("://", "\\://").replace("www.", "www\\.").replace("WWW.", "WWW\\.")
}

/// Text in a code span: a fence that is longer than each run of backticks in it (`CommonMark` §6.1). A `|` has its backslash,
/// which a table takes out again (GFM, "Tables"): in a table alone this is the same text.
pub(super) fn code_in_table(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|character| match character {
            space if space.is_whitespace() => ' ',
            other if other.is_control() || hides_or_turns(other) => '\u{fffd}',
            other => other,
        })
        .collect();
    let fence = "`".repeat(longest_run(&clean).saturating_add(1));
    let clean = clean.replace('|', "\\|");
    if clean.starts_with('`') || clean.ends_with('`') {
        format!("{fence} {clean} {fence}")
    } else {
        format!("{fence}{clean}{fence}")
    }
}

/// Lines that stand in a block of code as they are, but for what would hide text or turn its direction.
pub(super) fn block(text: &str) -> String {
    let shown = |character: char| match character {
        '\n' => '\n',
        other if other.is_control() || hides_or_turns(other) => '\u{fffd}',
        other => other,
    };
    text.chars().map(shown).collect()
}

/// The fence of a block of code: longer than each run of backticks in it (`CommonMark` §4.5).
pub(super) fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).saturating_add(1).max(3))
}

fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}
