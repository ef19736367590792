//! What the pages let their readers type, as far as it can be told from the words. What comes of it is `played`'s.

use certready::cli::Cli;
use clap::Parser as _;
use clap::error::ErrorKind;

use super::{page, pages};

/// A block between two lines of three backticks.
pub(super) struct Fence<'t> {
    /// What stands behind the first three: `sh`, `console`, `text` …
    pub(super) language: &'t str,
    pub(super) lines: Vec<&'t str>,
    /// Whether no word stands between it and the fence before.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the pages are played on Linux alone"))]
    pub(super) directly_below: bool,
}

/// The fences of a page, in its order. Those that are indented belong to a list, and are passed over.
pub(super) fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence<'_>> = Vec::new();
    let (mut within, mut directly_below) = (false, false);
    for line in text.lines() {
        match (line.strip_prefix("```"), within) {
            (Some(language), false) => {
                fences.push(Fence { language, lines: Vec::new(), directly_below });
                within = true;
            }
            (Some(_), true) => (within, directly_below) = (false, true),
            (None, true) => fences.last_mut().unwrap().lines.push(line),
            (None, false) => directly_below &= line.is_empty(),
        }
    }
    assert!(!within, "a fence without an end");
    fences
}

/// What a fence lets its reader type, as a shell takes it: nothing where it is none of a shell's. A fence that begins with
/// `cd` is one script; else each line is a command.
pub(super) fn typed(fence: &Fence<'_>) -> Vec<String> {
    match (fence.language, fence.lines.first()) {
        ("sh" | "console", Some(first)) if first.starts_with("cd ") => vec![fence.lines.join("\n")],
        ("sh" | "console", _) => fence.lines.iter().map(|line| from_a_checkout(line)).collect(),
        _ => Vec::new(),
    }
}

/// A run from a checkout is one of certready.
fn from_a_checkout(line: &str) -> String {
    line.strip_prefix("cargo run --release -- ").map_or(line.to_owned(), |rest| format!("certready {rest}"))
}

/// The line of something typed that runs certready, as far as its arguments go.
pub(super) fn of_certready(typed: &str) -> Option<&str> {
    let line = typed.lines().find(|line| line.starts_with("certready "))?;
    [" | ", " > "].iter().try_fold(line, |line, behind| line.split(behind).next())
}

/// The words of a command as a shell takes them; of its quotes, the double ones are used here.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in line.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

#[test]
fn every_command_that_is_shown_is_accepted() {
    let mut seen = 0;
    for (path, text) in pages() {
        for typed in fences(&text).iter().flat_map(typed) {
            let Some(line) = of_certready(&typed) else { continue };
            seen += 1;
            // A script's own arguments: none.
            let refused = Cli::try_parse_from(words(&line.replace(r#" "$@""#, ""))).err().map(|error| error.kind());
            let known = matches!(refused, None | Some(ErrorKind::DisplayHelp));
            assert!(known, "{}: {line}: {refused:?}", path.display());
        }
    }
    assert!(seen >= 120, "only {seen} commands were seen");
}

/// The page on Windows has a command that makes the tasks; what it makes is taken as far as Wine's scheduler reads a definition.
#[cfg(windows)]
#[test]
fn the_tasks_of_the_page_on_windows_are_taken_by_the_scheduler() {
    let folder = tempfile::tempdir().unwrap();
    let page = page("docs/windows.md");
    let typed = fences(&page).iter().flat_map(typed).find(|typed| typed.starts_with("certready schedule ")).unwrap();
    let place = folder.path().to_str().unwrap();
    let arguments = words(&typed.replace(r"--write C:\Tasks", "").replace("2027-03-01", "2999-03-01"));
    let mut arguments: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
    arguments.extend(["--write", place]);
    let made = crate::common::run::certready(&arguments);
    assert_eq!((made.status, made.stdout.lines().count()), (0, 2), "{made:#?}");
    let taken = |file: &str| {
        let mut schtasks = crate::common::run::clean("schtasks");
        schtasks.args(["/create", "/tn", "certready docs", "/f", "/xml", file]);
        crate::common::run::status(schtasks)
    };
    for file in made.stdout.lines() {
        assert_eq!(taken(file), Some(0), "{file}");
        // With a tag that is not closed it is refused. (Of a file that ends within a text, Wine 8 reads on for ever.)
        let bytes = std::fs::read(file).unwrap();
        let end: Vec<u8> = "</Triggers>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let at = bytes.windows(end.len()).position(|piece| piece == end).unwrap();
        std::fs::write(file, [&bytes[..at], &bytes[at + end.len()..]].concat()).unwrap();
        assert_eq!(taken(file), Some(1), "without </Triggers>: {file}");
    }
}

#[test]
fn ci_finds_its_two_commands() {
    for (name, command) in
        [("check", "cargo run --release -- check exchange-online-2018 --cutover 2018-09-03"), ("test", "cargo test")]
    {
        let text = page("README.md");
        let (_, below) = text.split_once(&format!("<!-- ci: {name} -->\n```sh\n")).unwrap();
        assert_eq!(below.split_once("\n```").unwrap().0, command);
    }
}
