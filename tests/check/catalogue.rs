//! One check, one code, one file, one test file, one heading, one citation: the registry is the only list, and everything
//! else is held to it. That each finding's words are whole is asserted wherever a scene is judged (`common::case::Judged`).

use std::collections::BTreeSet;
use std::path::Path;

use certready::check::{Check, IMPOSSIBLE, REGISTRY};
use certready::evaluate::RUN_COMPLETE;
use certready::finding::{Code, Level, Template};

use crate::common::case::names;

/// Every check, the one of the run itself last.
fn checks() -> impl Iterator<Item = &'static Check> {
    REGISTRY.iter().copied().chain([&RUN_COMPLETE])
}

fn templates() -> impl Iterator<Item = (Code, &'static Template)> {
    checks().flat_map(|check| check.templates.iter().map(|template| (check.code, *template)))
}

fn room(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The codes that a folder's files are named after, but for these files.
fn codes_of_files(folder: &str, but: &[&str]) -> BTreeSet<String> {
    let names = std::fs::read_dir(room(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    let bare = names.filter_map(|name| name.to_str().unwrap().strip_suffix(".rs").map(ToOwned::to_owned));
    bare.filter(|name| !but.contains(&name.as_str())).map(|name| name.replace('_', "-")).collect()
}

fn words() -> Vec<&'static str> {
    REGISTRY.iter().map(|check| check.code.word()).collect()
}

/// The part of docs/checks.md under each code's heading, in order.
fn headings(page: &str) -> Vec<(String, String)> {
    let parts = page.split("\n## ").skip(1);
    let with_code = parts.filter_map(|part| part.strip_prefix('`')?.split_once('`'));
    with_code.map(|(code, text)| (code.to_owned(), text.to_owned())).collect()
}

fn page() -> String {
    std::fs::read_to_string(room("docs/checks.md")).unwrap()
}

#[test]
fn the_registry_holds_every_code_in_its_order() {
    let registered: Vec<Code> = checks().map(|check| check.code).collect();
    assert_eq!(registered, Code::ALL);
}

#[test]
fn each_check_has_one_file_and_each_file_one_check() {
    let registered: BTreeSet<String> = words().into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(codes_of_files("src/check", &["mod", "step"]), registered);
}

#[test]
fn each_check_has_one_test_file_and_each_test_file_one_check() {
    let registered: BTreeSet<String> = words().into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(codes_of_files("tests/check", &["mod", "catalogue"]), registered);
}

#[test]
fn each_check_has_one_heading_in_the_docs_in_the_registrys_order() {
    let documented: Vec<String> = headings(&page()).into_iter().map(|(code, _)| code).collect();
    let registered: Vec<&str> = checks().map(|check| check.code.word()).collect();
    assert_eq!(documented, registered);
}

/// The rows of a section's table: outcome, level, cause, words.
fn rows(section: &str) -> Vec<Vec<&str>> {
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn the_docs_say_question_citation_and_every_outcome_of_each_check() {
    // Lines may break anywhere.
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (check, (code, section)) in checks().zip(headings(&page())) {
        let text = flat(&section);
        assert!(text.contains(&flat(check.question)), "{code}: the question: {}", check.question);
        assert!(text.contains(&flat(check.citation)), "{code}: the citation: {}", check.citation);
        let rows = rows(&section);
        let listed: Vec<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
        let outcomes: Vec<&str> = check.templates.iter().map(|one| one.id.split_once('.').unwrap().1).collect();
        assert_eq!(listed, outcomes, "{code}");
        for (template, row) in check.templates.iter().zip(rows) {
            let level = row[1].strip_suffix(" (by need)").unwrap_or(row[1]);
            assert_eq!(level, template.level.word(), "{}", template.id);
            if let Some(cause) = template.cause {
                assert_eq!(row[2], format!("`{cause}`"), "{}", template.id);
            }
            assert!(row[3].len() > 5, "{}", template.id);
        }
    }
}

#[test]
fn each_check_asks_a_question_and_cites_an_authority() {
    for check in checks() {
        assert!(check.question.ends_with('?'), "{}", check.code);
        assert!(check.citation.len() > 10, "{}", check.code);
        assert!(!check.templates.is_empty(), "{}", check.code);
    }
}

#[test]
fn each_outcome_has_an_id_of_its_own_behind_its_checks_code() {
    let mut seen = BTreeSet::from([IMPOSSIBLE.id]);
    for (code, template) in templates() {
        let (of, outcome) = template.id.split_once('.').unwrap();
        assert_eq!(of, code.word(), "{}", template.id);
        assert!(!outcome.is_empty() && !outcome.contains('.'), "{}", template.id);
        assert!(seen.insert(template.id), "{} stands twice", template.id);
    }
}

#[test]
fn each_template_says_what_was_observed_and_what_is_required() {
    for (_, template) in templates().chain([(Code::EndpointReachable, &IMPOSSIBLE)]) {
        assert!(!template.observed.is_empty() && !template.required.is_empty(), "{}", template.id);
        for words in [template.observed, template.required, template.next, template.verify] {
            assert_eq!(words.matches('{').count(), words.matches('}').count(), "{}", template.id);
            assert_eq!(words.matches('{').count(), names(words).len(), "{}", template.id);
        }
    }
}

#[test]
fn each_outcome_that_asks_for_attention_says_what_to_do_and_the_others_do_not() {
    for (_, template) in templates() {
        let fine = matches!(template.level, Level::Pass | Level::NotApplicable);
        assert_eq!(template.next.is_empty(), fine, "{}", template.id);
        if fine {
            assert_eq!((template.verify, template.owner), ("", None), "{}", template.id);
        }
    }
}

#[test]
fn a_failure_names_who_mends_it_and_how_to_see_it_mended() {
    for (_, template) in templates().filter(|(_, template)| template.level == Level::Failure) {
        assert!(template.owner.is_some(), "{}", template.id);
        assert!(!template.verify.is_empty(), "{}", template.id);
    }
}

#[test]
fn a_pass_has_no_cause() {
    for (_, template) in templates().filter(|(_, template)| template.level == Level::Pass) {
        assert_eq!(template.cause, None, "{}", template.id);
    }
}

#[test]
fn each_outcome_is_in_the_test_file_of_its_check() {
    for check in REGISTRY {
        let file = format!("tests/check/{}.rs", check.code.word().replace('-', "_"));
        let tests = std::fs::read_to_string(room(&file)).unwrap();
        for template in check.templates {
            assert!(tests.contains(&format!("\"{}\"", template.id)), "{file} says nothing of {}", template.id);
        }
    }
}
