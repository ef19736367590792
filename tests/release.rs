//! What goes out with a release: the list of what is in the binary, its licences, and what must be true of both.

mod packages;
mod reproducible;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use jsonschema::Registry;
use serde_json::Value;

use crate::common::capability::require;
use crate::common::run::certready;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// What `.ci/sbom` prints for the target of the binary under test.
fn sbom(arguments: &[&str]) -> String {
    let version = certready(&["--version", "--verbose"]).stdout;
    let target = version.lines().find_map(|line| line.strip_prefix("target")).unwrap().trim();
    // cargo itself must find its home, so that the environment is this test's.
    let output = Command::new(root().join(".ci/sbom")).args(arguments).arg(target).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn bill() -> Value {
    serde_json::from_str(&sbom(&[])).unwrap()
}

/// The names of its components.
fn names(bill: &Value) -> BTreeSet<&str> {
    bill["components"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

/// The schema of `CycloneDX` 1.5, with its formats: the two schemas that it refers to are at hand, so that nothing is fetched.
fn violations(bill: &Value) -> Vec<String> {
    let schema =
        |name: &str| -> Value { serde_json::from_str(&text(&format!("tests/fixtures/cyclonedx/{name}"))).unwrap() };
    let mut registry = Registry::new();
    for name in ["spdx.schema.json", "jsf-0.82.schema.json"] {
        registry = registry.add(format!("http://cyclonedx.org/schema/{name}"), schema(name)).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let options = jsonschema::options().with_registry(&registry).should_validate_formats(true);
    let validator = options.build(&schema("bom-1.5.schema.json")).unwrap();
    validator.iter_errors(bill).map(|error| error.to_string()).collect()
}

#[test]
fn the_bill_of_materials_keeps_to_the_schema_of_cyclonedx() {
    require!("python3");
    let bill = bill();
    assert_eq!(violations(&bill), Vec::<String>::new());
    // The twins: the schema is one that refuses.
    let spoilt = |pointer: &str, value: Value| {
        let mut spoilt = bill.clone();
        *spoilt.pointer_mut(pointer).unwrap() = value;
        violations(&spoilt).len()
    };
    assert_eq!(spoilt("/components/0/hashes/0/content", "00".into()), 1);
    assert_eq!(spoilt("/components/0/type", "crate".into()), 1);
    assert_eq!(spoilt("/metadata/timestamp", "today".into()), 1);
}

/// Two builders of one commit get the same bytes, wherever they build.
#[test]
fn the_bill_is_the_same_each_time_and_names_no_folder() {
    require!("python3");
    let first = sbom(&[]);
    assert_eq!(sbom(&[]), first);
    assert!(!first.contains(root().to_str().unwrap()) && !first.contains("file:"));
}

#[test]
fn what_is_linked_is_listed_and_what_builds_or_tests_is_not() {
    require!("python3");
    let bill = bill();
    let names = names(&bill);
    for linked in ["aws-lc-rs", "aws-lc-sys", "rustls", "tokio", "clap", "x509-parser", "fluent-bundle", "std"] {
        assert!(names.contains(linked), "{linked}");
    }
    // A build script's, a macro's, and those of the tests; ring is what the tests alone switch on.
    for other in ["hmac-sha256", "cc", "serde_derive", "clap_derive", "jsonschema", "ocsp", "proptest", "rcgen", "ring"]
    {
        assert!(!names.contains(other), "{other}");
    }
    // A graph: each crate but certready itself is what another one needs.
    let edges = bill["dependencies"].as_array().unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let needed: BTreeSet<String> =
        edges.iter().flat_map(|edge| edge["dependsOn"].as_array().unwrap()).map(word).collect();
    let listed = bill["components"].as_array().unwrap().iter();
    let refs: BTreeSet<String> = listed.map(|one| word(&one["bom-ref"])).collect();
    assert_eq!(needed, refs);
}

/// The registry serves each file under the digest of Cargo.lock.
#[test]
fn each_crate_bears_the_digest_of_the_lock_file() {
    require!("python3");
    let lock = text("Cargo.lock");
    let bill = bill();
    let crates = bill["components"].as_array().unwrap().iter().filter(|one| one["name"] != "std");
    let mut seen = 0;
    for one in crates {
        let word = |key: &str| one[key].as_str().unwrap();
        let entry = format!("name = \"{}\"\nversion = \"{}\"\n", word("name"), word("version"));
        let (_, behind) = lock.split_once(&entry).unwrap_or_else(|| panic!("{entry}"));
        let digest = one["hashes"][0]["content"].as_str().unwrap();
        assert!(behind.lines().take(2).any(|line| line == format!("checksum = \"{digest}\"")), "{entry}");
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
    let properties = bill["metadata"]["properties"].as_array().unwrap();
    let told = certready(&["--version", "--verbose"]).stdout;
    for property in properties.iter().filter(|one| one["name"] != "certready:rustc") {
        assert!(told.contains(property["value"].as_str().unwrap()), "{property} is not in {told}");
    }
}

/// Licences ask that their text goes with a binary.
#[test]
fn the_notices_name_each_crate_of_the_bill() {
    require!("python3");
    let notices = sbom(&["--notices"]);
    for one in bill()["components"].as_array().unwrap().iter().filter(|one| one["name"] != "std") {
        let crate_of = format!("{} {}", one["name"].as_str().unwrap(), one["version"].as_str().unwrap());
        assert!(notices.contains(&crate_of), "{crate_of}");
    }
    assert!(notices.contains("Permission is hereby granted") && notices.contains("Apache License"));
}

/// The quoted words of a list in `.config/deny.toml` that begins with `head`.
fn of_deny(head: &str, before: &str) -> Vec<String> {
    let deny = text(".config/deny.toml");
    let (_, list) = deny.split_once(head).unwrap();
    let (list, _) = list.split_once(']').unwrap();
    list.split(before).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Whether an SPDX expression can be met with these licences: `AND` binds closer than `OR`, `WITH` closer than both.
fn met(expression: &str, allowed: &[String]) -> bool {
    fn any<'w>(words: &mut std::iter::Peekable<impl Iterator<Item = &'w str>>, allowed: &[String]) -> bool {
        let mut met = all(words, allowed);
        while words.next_if_eq(&"OR").is_some() {
            met |= all(words, allowed);
        }
        met
    }
    fn all<'w>(words: &mut std::iter::Peekable<impl Iterator<Item = &'w str>>, allowed: &[String]) -> bool {
        let mut met = one(words, allowed);
        while words.next_if_eq(&"AND").is_some() {
            met &= one(words, allowed);
        }
        met
    }
    fn one<'w>(words: &mut std::iter::Peekable<impl Iterator<Item = &'w str>>, allowed: &[String]) -> bool {
        match words.next().unwrap() {
            "(" => {
                let words: &mut dyn Iterator<Item = &str> = words;
                let mut inner = Vec::new();
                let mut depth = 1;
                for word in words {
                    depth += match word {
                        "(" => 1,
                        ")" => -1,
                        _ => 0,
                    };
                    if depth == 0 {
                        break;
                    }
                    inner.push(word);
                }
                met(&inner.join(" "), allowed)
            }
            name if words.next_if_eq(&"WITH").is_some() => {
                let whole = format!("{name} WITH {}", words.next().unwrap());
                allowed.contains(&whole)
            }
            name => allowed.iter().any(|one| one == name),
        }
    }
    let spaced = expression.replace('(', " ( ").replace(')', " ) ");
    any(&mut spaced.split_whitespace().peekable(), allowed)
}

#[test]
fn an_expression_of_licences_is_read_as_spdx_has_it() {
    let allowed = ["MIT".to_owned(), "ISC".to_owned()];
    for good in
        ["MIT", "GPL-2.0-only OR MIT", "MIT AND ISC", "(GPL-2.0-only OR MIT) AND ISC", "Apache-2.0 AND X OR ISC"]
    {
        assert!(met(good, &allowed), "{good}");
    }
    for bad in ["GPL-2.0-only", "MIT AND GPL-2.0-only", "(MIT OR X) AND (X AND ISC)", "MIT WITH X"] {
        assert!(!met(bad, &allowed), "{bad}");
    }
}

/// The quick half of `cargo deny`, at each change: licences, bans and sources as `.config/deny.toml` has them.
#[test]
fn what_is_linked_keeps_to_the_rules_of_cargo_deny() {
    require!("python3");
    let bill = bill();
    let allowed = of_deny("\nallow = [", "\"");
    let allowed: Vec<String> = allowed.into_iter().filter(|word| !word.trim_start().starts_with(',')).collect();
    for one in bill["components"].as_array().unwrap() {
        let expression = one["licenses"][0]["expression"].as_str().unwrap();
        assert!(met(expression, &allowed), "{}: {expression}", one["name"]);
    }
    let banned = of_deny("\ndeny = [", "{ crate = \"");
    assert!(banned.len() >= 6, "{banned:?}");
    let names = names(&bill);
    assert_eq!(banned.iter().filter(|name| names.contains(name.as_str())).collect::<Vec<_>>(), Vec::<&String>::new());
    let lock = text("Cargo.lock");
    let sources: BTreeSet<&str> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
}
