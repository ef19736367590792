//! Words of a command line as each system reads them: Windows' argv, systemd's units, a shell's line within cron's, XML's text.
//! What a language has no way to say is [`Unsayable`].

/// A word that a definition can't say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` can't be said to {to}: {why}", word.escape_debug())]
pub struct Unsayable {
    /// The word.
    pub word: String,
    /// To whom.
    pub to: &'static str,
    /// What stands against it.
    pub why: &'static str,
}

/// Refuses a word by a reason, where it is one.
pub(super) fn refuse(word: &str, to: &'static str, why: Option<&'static str>) -> Result<(), Unsayable> {
    why.map_or(Ok(()), |why| Err(Unsayable { word: word.to_owned(), to, why }))
}

/// The reason against a control character, where there is one: a line's end would begin a line of the definition.
pub(super) fn control(word: &str) -> Option<&'static str> {
    word.chars().any(char::is_control).then_some("it has a control character in it")
}

/// Words that need no quotes anywhere.
fn is_plain(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-:=,@+".contains(&byte);
    !word.is_empty() && word.bytes().all(plain)
}

/// A word of a command line of Windows, as `CommandLineToArgvW` and C's runtime take it apart (Microsoft, "Parsing C++
/// command-line arguments"): backslashes are themselves but before a quotation mark.
pub(super) fn for_windows(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '"']) {
        return word.to_owned();
    }
    let mut quoted = String::from("\"");
    let mut backslashes: usize = 0;
    for character in word.chars() {
        match character {
            '\\' => backslashes = backslashes.saturating_add(1),
            '"' => {
                quoted.push_str(&"\\".repeat(backslashes.saturating_mul(2).saturating_add(1)));
                quoted.push('"');
                backslashes = 0;
            }
            other => {
                quoted.push_str(&"\\".repeat(backslashes));
                quoted.push(other);
                backslashes = 0;
            }
        }
    }
    quoted.push_str(&"\\".repeat(backslashes.saturating_mul(2)));
    quoted.push('"');
    quoted
}

/// A word of `ExecStart=` (systemd.syntax(7), "Quoting"; systemd.service(5), "Command lines"; systemd.unit(5), "Specifiers"):
/// `%` and `$` doubled, backslash and quotation mark escaped.
pub(super) fn for_systemd(word: &str) -> String {
    path_for_systemd(&word.replace('$', "$$"))
}

/// A path in a unit, where `$` is itself.
pub(super) fn path_for_systemd(word: &str) -> String {
    if is_plain(word) {
        return word.to_owned();
    }
    format!("\"{}\"", word.replace('\\', r"\\").replace('"', "\\\"").replace('%', "%%"))
}

/// A word for a POSIX shell (Shell Command Language, 2.2.2): between apostrophes everything is itself but the apostrophe.
pub(super) fn for_shell(word: &str) -> String {
    if is_plain(word) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A text of an element of XML. Quotation marks are themselves there.
pub(super) fn for_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
