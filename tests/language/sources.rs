//! The messages as the sources have them, read from the files: each `message!("id", "English")`, each
//! `say!(language, "id", "English")`, each `NAME = "id", "English";` of a `messages!` and each `static …: Message = Message { id: "id", english: "English" }`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::case::names;

/// A message where it stands.
pub(super) struct Written {
    pub(super) file: PathBuf,
    pub(super) id: String,
    pub(super) english: String,
}

pub(super) fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = paths
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    all.sort();
    all
}

/// The string that a text begins with, behind white space, and what stands behind it. A `\` at a line's end goes on with the next
/// line's first character.
fn literal(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text.trim_start().strip_prefix('"')?.chars();
    loop {
        match rest.next()? {
            '"' => return Some((value, rest.as_str())),
            '\\' => match rest.next()? {
                '\n' => rest = rest.as_str().trim_start().chars(),
                'n' => value.push('\n'),
                escaped => {
                    assert!("\\\"'".contains(escaped), "\\{escaped} in {text:.80}");
                    value.push(escaped);
                }
            },
            character => value.push(character),
        }
    }
}

/// Every message of the sources. One whose id or English is no literal is none; the macro takes no other.
pub(super) fn messages() -> Vec<Written> {
    let mut all = Vec::new();
    for file in files(&src()) {
        let text = fs::read_to_string(&file).unwrap();
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
        // A long one begins on a line of its own.
        let code = code.replace("Message =\n    Message {", "Message = Message {");
        let messages = code.split("message!(").skip(1);
        // In front of a message that is said at once stands the language.
        let said = code.split("say!(").skip(1).filter_map(|behind| Some(behind.split_once(',')?.1));
        // What the macros are made of begins with `$`.
        let macros = messages.chain(said).filter(|behind| !behind.trim_start().starts_with('$'));
        let plain =
            code.split("Message = Message {").skip(1).map(|behind| behind.trim_start().strip_prefix("id:").unwrap());
        let listed = code.split("messages! {\n").skip(1).flat_map(|block| {
            let (block, _) = block.split_once("\n}").unwrap();
            block.split(" = ").skip(1)
        });
        for behind in macros.chain(plain).chain(listed) {
            let (id, rest) = literal(behind).unwrap_or_else(|| panic!("{}: {behind:.80}", file.display()));
            let english = rest.trim_start().strip_prefix(',').unwrap().trim_start();
            let (english, _) = literal(english.strip_prefix("english:").unwrap_or(english)).unwrap();
            all.push(Written { file: file.clone(), id, english });
        }
    }
    all
}

/// The names of a text, each once.
pub(super) fn variables(english: &str) -> BTreeSet<&str> {
    names(english).into_iter().collect()
}

#[test]
fn the_reader_of_the_sources_finds_plain_and_continued_texts() {
    let all = messages();
    let of = |id: &str| all.iter().find(|one| one.id == id).unwrap().english.as_str();
    assert_eq!(of("words-directly"), "directly");
    assert_eq!(of("words-titled"), ", titled \"{title}\"");
    let import = of("words-import");
    assert!(
        import.starts_with("Import it into LocalMachine\\Root (") && import.contains("restart MSExchangeTransport")
    );
    assert!(all.len() > 200, "{}", all.len());
}

#[test]
fn an_id_has_one_english_text() {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for Written { file, id, english } in messages() {
        let text = known.entry(id.clone()).or_insert_with(|| english.clone());
        assert_eq!(*text, english, "{id} in {}", file.display());
    }
}

#[test]
fn the_names_of_what_the_checks_put_together_are_given_where_it_stands() {
    let texts: BTreeMap<PathBuf, String> =
        files(&src()).into_iter().map(|file| (file.clone(), fs::read_to_string(file).unwrap())).collect();
    for Written { file, id, english } in messages().iter().filter(|one| one.id.starts_with("words-")) {
        for name in names(english) {
            assert!(texts[file].contains(&format!(".with(\"{name}\",")), "{id}: {{{name}}} in {}", file.display());
        }
    }
}

/// A text with its names taken out.
fn bare(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "{}" + part.split_once('}').map_or("", |(_, behind)| behind))
}

/// `case/fault.rs` says in messages what the faults of `pki` say themselves, to whoever has no other language.
#[test]
fn a_fault_is_said_in_the_same_english_by_a_finding_and_by_itself() {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for file in files(&src().join("pki")) {
        let text = fs::read_to_string(file).unwrap();
        said.extend(text.split("#[error(").skip(1).filter_map(literal).map(|(error, _)| bare(&error)));
    }
    let faults: Vec<Written> = messages().into_iter().filter(|one| one.id.starts_with("words-fault-")).collect();
    assert!(faults.len() > 30, "{}", faults.len());
    for Written { id, english, .. } in faults {
        let bare = bare(&english);
        // Behind one of them stands what is said of old versions alone.
        assert!(said.contains(&bare) || said.contains(&format!("{bare}{{}}")), "{id}: {english}");
    }
}
