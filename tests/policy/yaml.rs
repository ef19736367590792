//! YAML that is none, more than a policy uses, or meant to keep its reader busy.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{good, one, problems, refused, with};

#[test]
fn broken_yaml_is_said_with_its_place() {
    let found = one(&with("sources: [the source]", "sources: [the source"));
    assert_eq!(found.0, 5, "{found:?}");
    assert!(found.2.starts_with("not YAML: "), "{}", found.2);
}

#[test]
fn a_key_stands_once() {
    let what = "`cutover` stands here again, first at line 7";
    refused("rollout_from: 2018-09-01", "cutover: 2019-01-01", (8, 1), what, "each key once");
}

#[test]
fn an_unknown_key_is_named_and_guessed() {
    refused(
        "rollout_from:",
        "rollout_form:",
        (8, 1),
        "`rollout_form` is no key of a policy",
        "`rollout_from`, probably",
    );
    refused("rollout_from:", "colour:", (8, 1), "`colour` is no key of a policy", "one of schema, id, purpose, title");
}

#[test]
fn nothing_is_shared_by_anchors_and_aliases() {
    let found = problems(&with("id: mail-2018\ntitle: Mail moves", "id: &name mail-2018\ntitle: *name #"));
    let found: Vec<_> = found.iter().map(|p| (p.line, p.what.as_str())).collect();
    assert_eq!(found, [(2, "an anchor"), (3, "an alias")]);
    assert_eq!(problems(&with("id: mail-2018", "id: *never_defined"))[0].what.as_str(), "an alias");
}

#[test]
fn tags_and_further_documents_are_refused() {
    refused("id: mail-2018", "id: !!str mail-2018", (2, 5), "a tag", "policies use no tags");
    let mut source = good();
    source.yaml.push_str("---\nid: other\n");
    assert_eq!(one(&source).2, "a second document");
    source.yaml = format!("%YAML 1.1\n---\n{}", good().yaml);
    assert!(one(&source).2.starts_with("not YAML: "));
}

#[test]
fn a_file_that_is_no_mapping_is_no_policy() {
    for (yaml, what) in [("", "nothing"), ("[]", "a list"), ("just text", "`just text`")] {
        let mut source = good();
        source.yaml = yaml.to_owned();
        let found = problems(&source);
        let found: Vec<_> = found.iter().map(|p| p.what.as_str()).collect();
        assert_eq!(found, [what]);
    }
}

#[test]
fn hostile_yaml_ends_quickly_in_a_problem() {
    let deep_block: String = (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let bomb = (1..20).fold("a0: &a0 [x]\n".to_owned(), |text, n| {
        format!("{text}a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(","))
    });
    let hostile = [
        "[".repeat(60_000),
        "{".repeat(60_000),
        "[{".repeat(30_000),
        "- ".repeat(30_000),
        "? ".repeat(30_000),
        "a:\n".repeat(20_000),
        (0..8_000).map(|n| format!("k{n}:\n")).collect(),
        format!("schema: certready.policy/1\nendpoints: [{}]", "{},".repeat(15_000)),
        "\"".repeat(60_000),
        "&a ".repeat(20_000),
        "!".repeat(60_000),
        "\u{feff}\0\u{85}\u{2028}".repeat(5_000),
        "x".repeat(70_000),
        deep_block,
        bomb,
    ];
    for yaml in hostile {
        let mut source = good();
        source.yaml.clone_from(&yaml);
        let start = Instant::now();
        let problems = certready::policy::parse(&source).map(|policy| policy.id).unwrap_err();
        let begin: String = yaml.chars().take(12).collect();
        assert!(!problems.listed.is_empty() && problems.listed.len() <= 100, "{begin}");
        assert!(problems.to_string().len() < 200_000, "{begin}");
        assert!(start.elapsed() < Duration::from_secs(5), "{begin} took {:?}", start.elapsed());
    }
}

#[test]
fn windows_line_ends_are_line_ends() {
    let mut source = with("kind: aia", "kind: ftp");
    source.yaml = format!("\u{feff}{}", source.yaml.replace('\n', "\r\n"));
    let found = problems(&source).remove(0);
    assert_eq!((found.line, found.column, found.source_line.as_str()), (49, 11, "  - kind: ftp"));
    source.yaml = good().yaml.replace('\n', "\r\n");
    super::valid(&source);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Cut, doubled and overwritten pieces of a good policy: each ends in a policy or in problems that can be shown.
    #[test]
    fn a_mangled_policy_ends_in_a_policy_or_in_problems(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, ".{0,6}"), 1..6)
    ) {
        let mut source = good();
        for (at, length, text) in cuts {
            let characters: Vec<char> = source.yaml.chars().collect();
            let start = at.index(characters.len() + 1);
            let end = (start + length).min(characters.len());
            let piece = characters[..start].iter().copied().chain(text.chars()).chain(characters[end..].iter().copied());
            source.yaml = piece.collect();
        }
        if let Err(problems) = certready::policy::parse(&source) {
            prop_assert!(!problems.listed.is_empty());
            prop_assert!(problems.listed.iter().all(|p| p.line >= 1 && p.column >= 1 && p.caret >= 1));
            let shown = problems.to_string();
            prop_assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{}", shown);
        }
    }
}
