//! `certready chains`: each exit status, the JSON held to its schema, and what can't be read.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::case;
use crate::common::cert::Cert;
use crate::common::pki::{NOW, TestPki};
use crate::common::policy::PolicyText;
use crate::common::run::{Finished, certready};

/// The policy of the test PKI in a folder, and a store with its root.
struct Files {
    folder: TempDir,
    pki: TestPki,
}

impl Files {
    fn new() -> Self {
        let files = Self { folder: tempfile::tempdir().unwrap(), pki: case::pki() };
        PolicyText::of(&files.pki).write(files.folder.path());
        fs::write(files.path("store.pem"), files.pki.root.pem()).unwrap();
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn chains(&self, store: &str, more: &[&str]) -> Finished {
        let (policy, store) = (self.path("policy.yaml"), self.path(store));
        let words = ["chains", policy.to_str().unwrap(), "--trust-store", store.to_str().unwrap(), "--at", NOW];
        certready(&words.iter().chain(more).copied().collect::<Vec<_>>())
    }

    /// The answer as JSON, held to its schema; and the exit status to it.
    fn json(&self, store: &str, more: &[&str]) -> Value {
        let finished = self.chains(store, &[more, &["--format", "json"]].concat());
        let answer = finished.json();
        assert_fits(&answer);
        let status = match answer["holds"].as_str().unwrap() {
            "yes" => 0,
            "in-part" => 1,
            "no" => 2,
            _ => 3,
        };
        assert_eq!(finished.status, status, "{finished:#?}");
        answer
    }
}

fn assert_fits(answer: &Value) {
    let schema = serde_json::from_str(include_str!("../../docs/chains.schema.json")).unwrap();
    let validator: Validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(answer).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0], "{answer:#}");
}

#[test]
fn a_path_that_holds_at_the_cutover_ends_with_0() {
    let files = Files::new();
    let answer = files.json("store.pem", &[]);
    assert_eq!((&answer["holds"], &answer["paths"], &answer["holding"]), (&"yes".into(), &1.into(), &1.into()));
    let end = &answer["issuers"][0]["certificates"][0]["above"][0]["end"];
    assert_eq!((&end["held"], &end["cutover"]["holds"]), (&"certificate".into(), &"yes".into()), "{answer:#}");
    let text = files.chains("store.pem", &[]);
    assert_eq!(text.status, 0);
    let says = "HOLDS  certready-test\nThis host can build the only path from the service's certificate to a trust";
    assert!(text.stdout.starts_with(says), "{}", text.stdout);
    assert!(text.stdout.contains("today      2026-11-23T00:00:00Z\n"), "{}", text.stdout);
}

#[test]
fn no_path_that_holds_ends_with_2_and_a_store_read_in_part_with_3() {
    let files = Files::new();
    fs::write(files.path("other.pem"), files.pki.retiring.pem()).unwrap();
    let answer = files.json("other.pem", &[]);
    assert_eq!(answer["holds"], "no");
    let text = files.chains("other.pem", &[]);
    assert!(text.stdout.starts_with("DOES NOT HOLD  certready-test\n"), "{}", text.stdout);
    assert!(text.stdout.contains("no       no          └─ Certready Test Root R1\n"), "{}", text.stdout);
    let broken = format!("{}-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", files.pki.retiring.pem());
    fs::write(files.path("broken.pem"), broken).unwrap();
    let answer = files.json("broken.pem", &[]);
    assert_eq!(answer["holds"], "unknown");
    let text = files.chains("broken.pem", &[]);
    assert!(text.stdout.contains("Could not be read\n  - "), "{}", text.stdout);
    assert_eq!(files.json("missing.pem", &[])["holds"], "unknown");
}

#[test]
fn a_cutover_of_the_command_line_takes_the_place_of_the_policy_s() {
    let files = Files::new();
    let answer = files.json("store.pem", &["--cutover", "2040-01-01"]);
    let times = &answer["times"];
    assert_eq!((&times["cutover"], &times["cutover_origin"]), (&"2040-01-01T00:00:00Z".into(), &"asked".into()));
    assert_eq!(answer["issuers"][0]["certificates"][0]["above"][0]["end"]["cutover"]["because"][0]["cause"], "expired");
}

#[test]
fn certificates_of_files_stand_in_the_tree_or_are_named() {
    let files = Files::new();
    let other = Cert::ca("Other Root").self_signed();
    let cross = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).issued_by(&other);
    fs::write(files.path("cross.der"), cross.der()).unwrap();
    fs::write(files.path("more.pem"), other.pem() + &files.pki.leaf.pem()).unwrap();
    let (cross, more) = (files.path("cross.der"), files.path("more.pem"));
    let given = ["--certificate", cross.to_str().unwrap(), "--certificate", more.to_str().unwrap()];
    let answer = files.json("store.pem", &given);
    assert_eq!(answer["paths"], 2);
    let crossed = &answer["issuers"][0]["certificates"][0]["above"][1];
    assert_eq!((&crossed["kind"], &crossed["source"]), (&"cross-certificate".into(), &"file".into()), "{answer:#}");
    assert_eq!(answer["unused"].as_array().unwrap().len(), 1);
    let text = files.chains("store.pem", &[given.as_slice(), &["-v"]].concat()).stdout;
    assert!(text.contains("In no path\n  - mail.certready.test\n"), "{text}");
    assert!(text.contains("from the file"), "{text}");
}

#[test]
fn what_can_t_be_read_ends_with_65_and_a_list_of_urls_with_64() {
    let files = Files::new();
    assert_eq!(certready(&["chains", "no-such-policy"]).status, 65);
    fs::write(files.path("text.pem"), "no certificate").unwrap();
    let text = files.path("text.pem");
    let refused = files.chains("store.pem", &["--certificate", text.to_str().unwrap()]);
    assert_eq!((refused.status, refused.stdout.as_str()), (65, ""), "{refused:#?}");
    assert!(refused.stderr.contains("text.pem holds no certificate"), "{refused:#?}");
    let missing = files.chains("store.pem", &["--certificate", "missing.pem"]);
    assert_eq!(missing.status, 65, "{missing:#?}");
    let urls = "schema: certready.policy/1\nid: urls\npurpose: urls\ntitle: URLs\nsources: [the tests]\nas_of: 2026-11-20\n\
                endpoints:\n  - kind: connect\n    url: http://certready.test/\n    need: required\n";
    fs::write(files.path("urls.yaml"), urls).unwrap();
    let list = certready(&["chains", files.path("urls.yaml").to_str().unwrap()]);
    assert_eq!(list.status, 64, "{list:#?}");
    assert!(list.stderr.contains("urls is a list of URLs"), "{list:#?}");
}

/// Two stores and every embedded policy: what the tests of the text show is held to the schema here.
#[test]
fn every_embedded_policy_s_answer_keeps_to_the_schema() {
    let stores = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/truststores");
    let (certifi, debian) = ("certifi-2018.8.24.pem", "debian-bookworm-20250419.pem");
    for (id, store, holds) in [
        ("exchange-online-2018", certifi, "yes"),
        ("exchange-online-2021", certifi, "yes"),
        // Of the root that has no intermediate in the policy, the store of 2018 knows nothing.
        ("microsoft-365-2022", certifi, "in-part"),
        ("exchange-online-smtp-2026", debian, "yes"),
        ("letsencrypt-generation-y", certifi, "yes"),
        ("globalsign-r46", debian, "yes"),
        // DigiCert's G3 outlives G2: the elliptic half goes on, the other does not.
        ("digicert-g2-2029", debian, "in-part"),
    ] {
        let store = stores.join(store);
        let words = ["chains", id, "--trust-store", store.to_str().unwrap(), "--at", "2026-11-26", "--format", "json"];
        let finished = certready(&words);
        let answer = finished.json();
        assert_fits(&answer);
        let status = i32::from(holds == "in-part");
        assert_eq!((&answer["holds"], finished.status), (&holds.into(), status), "{id}: {}", answer["says"]);
    }
}

/// The page's words for fields and causes, held to the schema and to what the model can say.
#[test]
fn the_page_has_every_field_and_every_cause_of_its_own() {
    let page = include_str!("../../docs/chains.md");
    let schema: Value = serde_json::from_str(include_str!("../../docs/chains.schema.json")).unwrap();
    let mut objects = vec![&schema];
    objects.extend(["policy", "times", "store"].map(|name| &schema["properties"][name]));
    objects.extend(["issuer", "certificate", "end", "at"].map(|name| &schema["$defs"][name]));
    for object in objects {
        for field in object["properties"].as_object().unwrap().keys() {
            assert!(page.contains(&format!("`{field}`")), "{field}");
        }
    }
    let (_, causes) = page.split_once("\n## Causes\n").unwrap();
    let table = causes.split("\n## ").next().unwrap();
    let described: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let sources = [include_str!("../../src/report/chain_end.rs"), include_str!("../../src/report/chain_tree.rs")];
    for cause in &described {
        assert!(sources.iter().any(|source| source.contains(&format!("\"{cause}\""))), "{cause}");
    }
    assert_eq!(described.len(), 9);
}
