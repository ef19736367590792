//! The template and the example of the docs are what they say: policies.

use std::collections::BTreeMap;

use certready::policy::{self, PolicySource, Strictness};
use certready::vocabulary::Shown;

use super::{good, one, problems, valid};

const DOCS: &str = include_str!("../../docs/policy.md");

/// The first YAML block of the docs.
fn example() -> String {
    let (_, after) = DOCS.split_once("```yaml\n").unwrap();
    after.split_once("```").unwrap().0.to_owned()
}

/// The template with real certificates for its three.
fn filled(template: &str) -> PolicySource {
    let names = [
        ("old-root.pem", "baltimore-cybertrust-root.pem"),
        ("new-root.pem", "globalsign-root-ca-r1.pem"),
        ("new-issuing-ca.pem", "globalsign-organization-validation-ca-sha256-g3.pem"),
    ];
    let files: BTreeMap<_, _> =
        names.into_iter().map(|(name, real)| (name.to_owned(), good().files[real].clone())).collect();
    let digests = [
        "16AF57A9F676B0AB126095AA5EBADEF22AB31119D644AC95CD4B93DBF3F26AEB",
        "63d9af9b47b1064d49a10e7b7fd566dbc8caa399459bfc2829c571ad8c6ef34a",
        "EBD41040E4BB3EC742C9E381D31EF2A41A48B6685C96E7CEF3C1DF6CD4331C99",
        "2bcee858158cf5465fc9d76f0dfa312fef25a4dca8501da9b46b67d1fbfa1b64",
        "699D54B7482A5D329331EA0415CC2EDCD60FDA01D19E71D054196BCE0677735C",
    ];
    let head = template.find("schema:").unwrap();
    let body = digests.iter().fold(template[head..].to_owned(), |text, digest| text.replacen("FILL-IN", digest, 1));
    assert!(!body.contains("FILL-IN"));
    PolicySource { name: Shown::new("template"), yaml: body, files }
}

#[test]
fn the_template_says_what_is_to_be_filled_in() {
    let mut source = filled(policy::TEMPLATE);
    source.yaml = policy::TEMPLATE.to_owned();
    let found = problems(&source);
    assert_eq!(found.iter().filter(|p| p.what.as_str() == "`FILL-IN`").count(), 5);
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[test]
fn the_filled_template_is_a_policy() {
    assert_eq!(valid(&filled(policy::TEMPLATE)).id, "example-mail-2027");
}

#[test]
fn the_template_with_all_that_may_be_left_out_is_a_policy_too() {
    let optional = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => rest.to_owned(),
        _ => line.to_owned(),
    };
    // The head and the comments with commands are prose; only whole blocks of keys are taken in.
    let full: Vec<_> = policy::TEMPLATE
        .lines()
        .map(|line| if line.starts_with("#   openssl") { line.to_owned() } else { optional(line) })
        .collect();
    let policy = valid(&filled(&full.join("\n")));
    assert!(policy.superseded.is_some() && policy.rollout_from.is_some() && policy.rollout_until.is_some());
    let lengths = [policy.history.len(), policy.distrust.len(), policy.levels.len(), policy.waivers.len()];
    assert_eq!(lengths, [1; 4]);
    assert_eq!(policy.presents[0].names, ["mail.example.com"]);
}

#[test]
fn the_example_of_the_docs_is_a_policy() {
    let source = PolicySource { name: Shown::new("docs/policy.md"), yaml: example(), files: good().files };
    let policy = valid(&source);
    assert!(policy::lint(&policy, Strictness::Plain).is_empty(), "{:?}", policy::lint(&policy, Strictness::Plain));
}

#[test]
fn the_docs_have_a_heading_for_each_key_of_a_policy() {
    let mut source = good();
    source.yaml.push_str("unknown: key\n");
    let (_, _, _, expected) = one(&source);
    let keys: Vec<_> = expected.strip_prefix("one of ").unwrap().split(", ").collect();
    assert_eq!(keys.len(), 23);
    for key in keys {
        assert!(DOCS.lines().any(|line| line.starts_with("### ") && line.contains(&format!("`{key}`"))), "{key}");
        assert!(example().lines().any(|line| line.starts_with(&format!("{key}:"))), "the example lacks {key}");
    }
}
