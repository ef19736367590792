//! The forms of a report, from the command line: on standard output and in files, of a rotation and of single URLs.

use std::fs;

use crate::common::run::certready;

/// What a report begins with in each form.
const FORMS: [(&str, &str); 4] =
    [("text", "UNDETERMINED  "), ("json", "{\n"), ("html", "<!DOCTYPE html>\n"), ("markdown", "# UNDETERMINED: ")];

/// A superseded policy: a report without any network.
#[test]
fn one_run_writes_every_form_and_each_is_what_standard_output_gives() {
    let folder = tempfile::tempdir().unwrap();
    let file = |form: &str| folder.path().join(format!("report.{form}"));
    let files: Vec<String> = FORMS.iter().map(|(form, _)| format!("{form}={}", file(form).display())).collect();
    let mut arguments = vec!["check", "exchange-online-2018"];
    arguments.extend(files.iter().flat_map(|file| ["--report", file]));
    let run = certready(&arguments);
    assert_eq!(run.status, 3, "{run:?}");
    for (form, begins) in FORMS {
        let written = fs::read_to_string(file(form)).unwrap();
        let printed = certready(&["check", "exchange-online-2018", "--format", form]);
        for text in [written.trim_start_matches('\u{feff}'), &printed.stdout] {
            assert!(text.starts_with(begins), "{form}: {}", text.lines().next().unwrap_or_default());
        }
        assert_eq!(printed.status, 3);
    }
}

/// Neither has a mark in front: a browser needs none, and a ticket system takes it for a letter of the heading.
#[test]
fn pages_are_the_same_bytes_on_every_system() {
    let folder = tempfile::tempdir().unwrap();
    for form in ["html", "markdown"] {
        let file = folder.path().join(form);
        let report = format!("{form}={}", file.display());
        certready(&["check", "exchange-online-2018", "-q", "--report", &report]);
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.contains(&b'\r') && !bytes.starts_with(&[0xef, 0xbb, 0xbf]), "{form}");
        assert_eq!(bytes.last(), Some(&b'\n'));
    }
}

/// Nothing listens on the port of tcpmux.
#[test]
fn single_urls_have_pages_too_and_no_cutover() {
    let store = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/roots/globalsign-r1.pem");
    for (form, heading) in
        [("html", "<h2>Decision: <strong>NO-GO</strong></h2>"), ("markdown", "\n## Decision: NO-GO\n")]
    {
        let arguments =
            ["url", "http://127.0.0.1:1/ca.crl", "--proxy", "none", "--trust-store", store, "--format", form];
        let run = certready(&arguments);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.stdout.contains(heading), "{}", run.stdout);
        assert!(!run.stdout.contains("Cutover") && !run.stdout.contains("rollout"), "{}", run.stdout);
    }
}
