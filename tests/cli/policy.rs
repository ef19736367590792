//! `policy list|show|lint|partner-sheet|template`.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::common::run::certready;

/// A copy of the built-in policy of 2018 in a folder of its own, with one piece of text replaced.
fn copy(old: &str, new: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    for (name, bytes) in certready::policy::find("exchange-online-2018").unwrap().files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let yaml = fs::read_to_string(built_in.join("exchange-online-2018.yaml")).unwrap();
    assert_eq!(yaml.matches(old).count(), 1, "`{old}` must stand in the policy exactly once");
    let path = folder.path().join("mine.yaml");
    fs::write(&path, yaml.replacen(old, new, 1)).unwrap();
    (folder, path)
}

#[test]
fn list_is_one_table_with_the_state_of_each() {
    let finished = certready(&["policy", "list"]);
    assert_eq!(finished.status, 0, "{finished:#?}");
    let mut lines = finished.stdout.lines();
    let head = lines.next().unwrap();
    let (cutover, state) = (head.find("CUTOVER").unwrap(), head.find("STATE").unwrap());
    let rows: Vec<&str> = lines.filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(rows.len(), 7, "{}", finished.stdout);
    let cells = |row: &str| {
        let (id, rest) = row.split_at(cutover);
        let (date, state) = rest.split_at(state - cutover);
        [id, date, state].map(str::to_owned)
    };
    let old = ["exchange-online-2018       ", "2018-09-03  ", "superseded by exchange-online-2021"];
    assert_eq!(cells(rows[0]), old);
    let [id, _, state] = cells(rows[3]);
    assert_eq!(id, "exchange-online-smtp-2026  ");
    assert!(state.starts_with("in force, to be reviewed by "), "{state}");
    assert!(finished.stdout.lines().all(|line| line.chars().count() <= 80), "{}", finished.stdout);
}

#[test]
fn show_has_what_publishers_publish() {
    let finished = certready(&["policy", "show", "exchange-online-2018"]);
    assert_eq!(finished.status, 0, "{finished:#?}");
    for line in [
        "    sha256      ebd41040e4bb3ec742c9e381d31ef2a41a48b6685c96e7cef3c1df6cd4331c99",
        "    sha1        b1bc968bd4f49d622aa89a81f2150152a41d829c",
        "    serial      040000000001154B5AC394",
        "  crl     http://crl.globalsign.com/root.crl",
        "          TCP 80, required",
    ] {
        assert!(finished.stdout.lines().any(|one| one == line), "{line} is missing in {}", finished.stdout);
    }
    let serial = "    serial      4707B1019A0C57AD39B3E17DA9F9";
    assert!(finished.stdout.lines().any(|one| one == serial), "{}", finished.stdout);
}

#[test]
fn show_yaml_is_the_policy_itself() {
    let (_folder, path) = copy("id: exchange-online-2018", "id: exchange-online-2018");
    let finished = certready(&["policy", "show", "--yaml", path.to_str().unwrap()]);
    assert_eq!(finished.stdout, fs::read_to_string(&path).unwrap());
}

#[test]
fn a_valid_policy_lints_with_0() {
    let finished = certready(&["policy", "lint", "exchange-online-2018"]);
    assert_eq!((finished.status, finished.stdout.as_str()), (0, "exchange-online-2018: valid; nothing to add\n"));
}

#[test]
fn every_embedded_policy_lints_strictly_with_0_and_its_known_gaps_are_counted() {
    for (id, known) in certready::policy::ids().zip(["", "", " (3", " (1", " (5", " (1", " (3"]) {
        let finished = certready(&["policy", "lint", "--strict", id]);
        let begins = format!("{id}: valid; nothing to add{known}");
        assert!(finished.status == 0 && finished.stdout.starts_with(&begins), "{finished:#?}");
        assert_eq!(finished.stdout.lines().count(), 1, "{finished:#?}");
    }
    let shown = certready(&["policy", "show", "digicert-g2-2029"]);
    assert!(shown.stdout.contains("\nKnown gaps\n  - no-own-certificate of Microsoft TLS ECC Root G2: "), "{shown:#?}");
}

#[test]
fn what_strict_says_beyond_the_rest_ends_with_1() {
    let (_folder, path) = copy(
        "    url: http://secure.globalsign.com/cacert/gsorganizationvalsha2g3.crt",
        "    url: http://secure.globalsign.com/cacert/gsorganizationvalsha2g3.crt\n    issuer: GlobalSign Root CA - R1\n    \
         need: optional\n  - kind: connect\n    url: https://status.example.com/\n    need: optional\n  - kind: aia\n    \
         url: http://secure.globalsign.com/cacert/other.crt",
    );
    let path = path.to_str().unwrap();
    assert_eq!(certready(&["policy", "lint", path]).status, 0);
    let finished = certready(&["policy", "lint", "--strict", path]);
    assert_eq!(finished.status, 1, "{finished:#?}");
    assert!(
        finished.stdout.contains("https://status.example.com/: its host is asked for by https alone"),
        "{finished:#?}"
    );
}

#[test]
fn advice_ends_with_1_at_its_line() {
    let (_folder, path) = copy("url: http://crl.globalsign.com/root.crl", "url: https://crl.globalsign.com/root.crl");
    let path = path.to_str().unwrap();
    let finished = certready(&["policy", "lint", path]);
    assert_eq!(finished.status, 1, "{finished:#?}");
    let yaml = fs::read_to_string(path).unwrap();
    // Of the endpoint, which begins on the line above its URL; from 1.
    let line = yaml.lines().position(|line| line.contains("https://crl.globalsign.com")).unwrap();
    assert!(finished.stdout.contains(&format!("{path}:{line}: https://crl.globalsign.com/root.crl")), "{finished:#?}");
    // And of the certificate that names the URL as it was.
    assert!(finished.stdout.ends_with(&format!("{path}: valid; 2 pieces of advice\n")), "{}", finished.stdout);
}

#[test]
fn each_problem_is_said_with_its_line_column_and_caret() {
    let (_folder, path) = copy("cutover: 2018-09-03", "cutover: tomorrow");
    let path = path.to_str().unwrap();
    let finished = certready(&["policy", "lint", path]);
    assert_eq!(finished.status, 65, "{finished:#?}");
    let yaml = fs::read_to_string(path).unwrap();
    let at = yaml.lines().position(|line| line == "cutover: tomorrow").unwrap() + 1;
    let begin = format!("{path}:{at}:10: `tomorrow` is no date; expected a date");
    assert!(finished.stdout.starts_with(&begin), "{}", finished.stdout);
    let mut lines = finished.stdout.lines().skip(1);
    let (source, caret) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(source.ends_with("| cutover: tomorrow"), "{source}");
    assert_eq!(caret.find('^'), source.find("tomorrow"), "the caret stands below the word");
    assert_eq!(lines.next().unwrap(), format!("{path}: not valid"));
    assert_eq!(finished.stderr, "");
}

#[test]
fn a_policy_that_is_not_valid_is_not_judged() {
    let (_folder, path) = copy("cutover: 2018-09-03", "cutover: tomorrow");
    let finished = certready(&["check", path.to_str().unwrap()]);
    assert_eq!((finished.status, finished.stdout.as_str()), (65, ""), "{finished:#?}");
    assert!(finished.stderr.contains(":10: `tomorrow` is no date"), "{finished:#?}");
}

#[test]
fn the_template_is_printed_as_it_is() {
    let finished = certready(&["policy", "template"]);
    assert_eq!((finished.status, finished.stdout.as_str()), (0, certready::policy::TEMPLATE));
}

#[test]
fn a_partner_sheet_comes_in_four_forms_and_needs_a_rotation() {
    for (form, begins) in [
        ("text", "Exchange Online moves from Baltimore CyberTrust Root"),
        ("markdown", "# Exchange Online moves from Baltimore CyberTrust Root"),
        ("html", "<!DOCTYPE html>"),
        ("json", "{\n  \"schema\": \"certready.partner-sheet/1\""),
    ] {
        let finished = certready(&["policy", "partner-sheet", "exchange-online-2018", "--format", form]);
        assert_eq!((finished.status, finished.stderr.as_str()), (0, ""), "{finished:#?}");
        assert!(finished.stdout.starts_with(begins), "{form}: {}", finished.stdout);
        assert!(finished.stdout.contains("exchange-online-2021"), "{form}: a superseded policy says so");
    }
    let (_folder, path) = copy("unit: null", "unit: \"A & B <i>\"");
    let finished = certready(&["policy", "partner-sheet", path.to_str().unwrap(), "--format", "html"]);
    assert!(finished.stdout.contains("<td>A &amp; B &lt;i&gt;</td>"), "{finished:#?}");
    let refused = certready(&["policy", "partner-sheet", "nowhere"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (65, ""), "{refused:#?}");
    let folder = tempfile::tempdir().unwrap();
    let urls = folder.path().join("urls.yaml");
    let text = "schema: certready.policy/1\nid: some\npurpose: urls\ntitle: Some\nsources: [here]\nas_of: 2026-11-01\nendpoints:\n  - kind: any\n    url: http://crl.example.com/a.crl\n    need: required\n";
    fs::write(&urls, text).unwrap();
    let refused = certready(&["policy", "partner-sheet", urls.to_str().unwrap()]);
    assert_eq!((refused.status, refused.stdout.as_str()), (64, ""), "{refused:#?}");
    assert!(refused.stderr.contains("nothing of it rotates"), "{refused:#?}");
}
