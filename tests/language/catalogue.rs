//! The catalogues against the sources: every message and every outcome of a check stands in them, with the same names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use certready::check::{IMPOSSIBLE, REGISTRY};
use certready::evaluate::RUN_COMPLETE;
use certready::finding::Template;
use certready::language::Language;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use super::sources::{messages, src, variables};

/// What the help of `check` says of itself and of each option, whose English stands at the option.
const HELP: &str = "help-check-";

/// What a catalogue has under an id: the names in its value, where it has one, and those in each attribute.
#[derive(Debug, Default)]
struct Translated {
    value: Option<BTreeSet<String>>,
    attributes: BTreeMap<String, BTreeSet<String>>,
}

fn files(language: Language) -> Vec<PathBuf> {
    let folder = fs::read_dir(src().join("language").join(language.word())).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn names_of(pattern: &Pattern<&str>, id: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. }
            | PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { .. }) } => {}
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                names.insert(id.name.to_owned());
            }
            PatternElement::Placeable { expression } => panic!("{id}: {expression:?}"),
        }
    }
    names
}

/// A language's catalogue, all files together. Each parses, and no id stands twice.
fn catalogue(language: Language) -> BTreeMap<String, Translated> {
    let mut all = BTreeMap::new();
    for file in files(language) {
        let text = fs::read_to_string(&file).unwrap();
        let resource = parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Term(_) | Entry::Junk { .. } => panic!("{}: {entry:?}", file.display()),
            };
            let id = message.id.name.to_owned();
            let mut attributes = BTreeMap::new();
            for attribute in &message.attributes {
                let twice = attributes.insert(attribute.id.name.to_owned(), names_of(&attribute.value, &id));
                assert!(twice.is_none(), "{id}.{} stands twice", attribute.id.name);
            }
            let value = message.value.as_ref().map(|value| names_of(value, &id));
            let twice = all.insert(id.clone(), Translated { value, attributes });
            assert!(twice.is_none(), "{id} stands twice, the second time in {}", file.display());
        }
    }
    all
}

fn templates() -> impl Iterator<Item = &'static Template> {
    let checks = REGISTRY.iter().copied().chain([&RUN_COMPLETE]);
    checks.flat_map(|check| check.templates.iter().copied()).chain([&IMPOSSIBLE])
}

fn parts(template: &Template) -> [(&'static str, &'static str); 4] {
    [
        ("observed", template.observed),
        ("required", template.required),
        ("next", template.next),
        ("verify", template.verify),
    ]
}

fn owned(names: BTreeSet<&str>) -> BTreeSet<String> {
    names.into_iter().map(ToOwned::to_owned).collect()
}

#[test]
fn each_file_of_a_catalogue_is_read() {
    let code = fs::read_to_string(src().join("language/catalogue.rs")).unwrap();
    for file in files(Language::Korean) {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(code.contains(&format!("include_str!(\"ko/{name}\")")), "{name}");
    }
}

#[test]
fn every_message_stands_in_the_korean_catalogue_with_the_same_names() {
    let korean = catalogue(Language::Korean);
    let mut lacking = Vec::new();
    for message in messages() {
        match korean.get(&message.id).and_then(|one| one.value.as_ref()) {
            Some(names) => assert_eq!(*names, owned(variables(&message.english)), "{}", message.id),
            None => lacking.push(message.id),
        }
    }
    assert_eq!(lacking, [""; 0]);
}

#[test]
fn every_outcome_of_a_check_stands_in_the_korean_catalogue_with_the_same_names() {
    let korean = catalogue(Language::Korean);
    let mut lacking = Vec::new();
    for template in templates() {
        let id = template.id.replace('.', "--");
        for (part, english) in parts(template) {
            match korean.get(&id).and_then(|one| one.attributes.get(part)) {
                Some(names) => assert_eq!(*names, owned(variables(english)), "{id}.{part}"),
                // Most of these are commands, which have no language.
                None if english.is_empty() || part == "verify" => {}
                None => lacking.push(format!("{id}.{part}")),
            }
        }
    }
    assert_eq!(lacking, [""; 0]);
}

#[test]
fn the_korean_catalogue_has_nothing_that_is_not_said() {
    let said: BTreeSet<String> = messages().into_iter().map(|one| one.id).collect();
    let parts: BTreeMap<String, BTreeSet<&str>> = templates()
        .map(|template| {
            let parts = parts(template).into_iter().filter(|(_, english)| !english.is_empty());
            (template.id.replace('.', "--"), parts.map(|(part, _)| part).collect())
        })
        .collect();
    let mut more = Vec::new();
    for (id, translated) in catalogue(Language::Korean) {
        if translated.value.is_some() && !said.contains(&id) && !id.starts_with(HELP) {
            more.push(id.clone());
        }
        let of_template = parts.get(&id).cloned().unwrap_or_default();
        let others = translated.attributes.keys().filter(|part| !of_template.contains(part.as_str()));
        more.extend(others.map(|part| format!("{id}.{part}")));
    }
    assert_eq!(more, [""; 0]);
}
