//! `diff` and `--baseline` against the lab: a CRL that goes back, an address that moves, an endpoint that is mended, and what is no
//! report at all.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{SHORT, Seen};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{Finished, certready};

/// A run of `check` whose report and evidence are kept under a name.
fn kept(lab: &Lab, name: &str, more: &[&str]) -> (PathBuf, PathBuf) {
    let (report, folder) = (lab.path(&format!("{name}.json")), lab.path(name));
    let as_file = format!("json={}", report.display());
    lab.check(&[SHORT, more, &["--report", &as_file, "--evidence", folder.to_str().unwrap()]].concat());
    (report, folder)
}

fn diff(before: &Path, after: &Path, more: &[&str]) -> Finished {
    let form: &[&str] = if more.contains(&"--format") { &[] } else { &["--format", "json"] };
    certready(&[&["diff", before.to_str().unwrap(), after.to_str().unwrap()], form, more].concat())
}

/// Each change as `KIND CODE TARGET`, each fact as `KIND ABOUT`, without the lab's servers.
fn told(lab: &Lab, difference: &Value, list: &str) -> Vec<String> {
    let bases = [lab.root_server.base(), lab.server.base()];
    let short = |text: &str| bases.iter().fold(text.to_owned(), |text, base| text.replace(base.as_str(), ""));
    let word = |one: &Value, name: &str| short(one[name].as_str().unwrap_or("-"));
    let line = |one: &Value| match one["target"].as_str() {
        Some(target) => format!("{} {} {}", word(one, "kind"), word(one, "code"), short(target)),
        None => format!("{} {}", word(one, "kind"), word(one, "about")),
    };
    difference[list].as_array().unwrap().iter().map(line).collect()
}

/// A lab whose intermediate publishes a CRL of this number.
fn numbered(lab: &Lab, number: u64) {
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().number(number).der()));
}

#[test]
fn two_runs_of_a_host_on_which_nothing_changed_differ_in_nothing() {
    let lab = Lab::good();
    let ((first, folder), (second, _)) = (kept(&lab, "first", &[]), kept(&lab, "second", &[]));
    let run = diff(&first, &second, &[]);
    let difference = run.json();
    assert_eq!((run.status, &difference["outcome"]), (0, &Value::from("nothing-worse")), "{}", run.stdout);
    for list in ["notes", "regressions", "repairs", "facts", "not_compared"] {
        assert_eq!(told(&lab, &difference, list), [""; 0], "{list}");
    }
    // The evidence is the report: judged first, and then compared in the same way.
    assert_eq!(diff(&folder, &second, &[]).stdout, run.stdout);
    assert_eq!(diff(&folder, &first, &[]).json()["facts"], Value::Array(Vec::new()));
}

#[test]
fn a_crl_that_goes_back_is_found_against_the_baseline_and_by_diff() {
    let lab = Lab::good();
    numbered(&lab, 8);
    let (yesterday, evidence) = kept(&lab, "yesterday", &[]);
    numbered(&lab, 7);
    let (today, folder) = kept(&lab, "today", &["--baseline", yesterday.to_str().unwrap()]);
    let seen = Seen::in_report(&lab, &certready(&["evaluate", folder.to_str().unwrap(), "--format", "json"]));
    // A client takes it, so that the host is ready all the same, on a condition.
    seen.holds(1, (paths::CRL, "answered"), &[&format!("failure crl-number {} rolled-back", paths::CRL)]);

    let report: Value = serde_json::from_slice(&std::fs::read(&today).unwrap()).unwrap();
    let since = &report["since"];
    assert_eq!(since["outcome"], "worse");
    let back = format!("crl-number-back {}", paths::CRL);
    assert_eq!(told(&lab, since, "facts")[0], back);
    assert_eq!(told(&lab, since, "regressions"), ["verdict - verdict"]);

    // Evidence as the baseline says the same, and what was kept is enough to judge again, byte for byte.
    let by_evidence = lab.check(&[SHORT, &["--baseline", evidence.to_str().unwrap()]].concat()).json();
    let numbers = |report: &Value| -> Vec<Value> {
        let all = report["findings"].as_array().unwrap().iter();
        all.filter(|one| one["code"] == "crl-number").cloned().collect()
    };
    assert!(!numbers(&report).is_empty());
    assert_eq!(numbers(&by_evidence), numbers(&report));
    let again = certready(&["evaluate", folder.to_str().unwrap(), "--format", "json"]).json();
    assert_eq!((&again["findings"], &again["since"]), (&report["findings"], &Value::Null));
    let named = ["evaluate", folder.to_str().unwrap(), "--format", "json", "--baseline", yesterday.to_str().unwrap()];
    assert_eq!(certready(&named).stdout.as_bytes(), std::fs::read(&today).unwrap());

    let run = diff(&yesterday, &today, &[]);
    assert_eq!((run.status, told(&lab, &run.json(), "facts")[0].as_str()), (2, back.as_str()), "{}", run.stdout);
    let text = diff(&yesterday, &today, &["--format", "text", "-q"]);
    assert!(text.stdout.contains("CRL number went back"), "{}", text.stdout);
    // Forward is as expected.
    assert_eq!(diff(&today, &yesterday, &[]).json()["outcome"], "incomplete", "crl-number is not asked there");
}

#[test]
fn an_address_that_moved_is_a_changed_fact() {
    let lab = Lab::good();
    let (before, _) = kept(&lab, "before", &[]);
    let base = lab.server.base();
    let host = base.strip_prefix("http://").unwrap();
    let other = crate::common::server::Server::start();
    lab.pki.publish(&other);
    other.date(lab.pki.now);
    let instead = other.base().strip_prefix("http://").unwrap().to_owned();
    let (after, _) = kept(&lab, "after", &["--connect-to", &format!("{host}:{instead}")]);
    let run = diff(&before, &after, &[]);
    let difference = run.json();
    let moved = difference["facts"].as_array().unwrap().iter().find(|fact| fact["kind"] == "addresses");
    let moved = moved.unwrap_or_else(|| panic!("{}", run.stdout));
    assert_eq!((&moved["added"][0], &moved["removed"][0]), (&Value::from(instead), &Value::from(host)));
    assert_eq!(difference["regressions"], Value::Array(Vec::new()), "{}", run.stdout);
}

#[test]
fn an_endpoint_that_is_mended_is_a_repair_and_one_that_breaks_a_regression() {
    let lab = Lab::good();
    let (good, _) = kept(&lab, "good", &[]);
    lab.server.route(paths::CRL, Reply::html("Blocked"));
    let (broken, _) = kept(&lab, "broken", &[]);
    let worse = diff(&good, &broken, &[]);
    assert_eq!((worse.status, &worse.json()["outcome"]), (2, &Value::from("worse")));
    let genuine = format!("level endpoint-genuine {}", paths::CRL);
    let regressions = told(&lab, &worse.json(), "regressions");
    assert_eq!(regressions[..2], ["verdict - verdict".to_owned(), genuine.clone()]);
    // What the page hides was not looked at any more.
    assert!(regressions.contains(&format!("vanished crl-signed {}", paths::CRL)), "{regressions:?}");

    let better = diff(&broken, &good, &[]);
    assert_eq!((better.status, told(&lab, &better.json(), "regressions")), (0, vec![]), "{}", better.stdout);
    assert!(told(&lab, &better.json(), "repairs").contains(&genuine));
    let text = diff(&good, &broken, &["--format", "text"]);
    for words in ["WORSE    endpoint-genuine", "  required  ", "  next      ", "Not looked at any more"] {
        assert!(text.stdout.contains(words), "{words}: {}", text.stdout);
    }
}

#[test]
fn a_narrowed_run_is_no_repair() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::html("Blocked"));
    let (broken, _) = kept(&lab, "broken", &[]);
    let (narrowed, _) = kept(&lab, "narrowed", &["--only", "root-present"]);
    let run = diff(&broken, &narrowed, &[]);
    assert_eq!((run.status, told(&lab, &run.json(), "repairs")), (2, vec![]), "{}", run.stdout);
}

#[test]
fn a_comparison_is_written_in_every_form_and_whole() {
    let lab = Lab::good();
    let (report, _) = kept(&lab, "report", &[]);
    let (json, markdown) = (lab.path("diff.json"), lab.path("diff.md"));
    let (as_json, as_markdown) = (format!("json={}", json.display()), format!("markdown={}", markdown.display()));
    let run = diff(&report, &report, &["--format", "text", "--report", &as_json, "--report", &as_markdown]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("NOTHING WORSE  "), "{}", run.stdout);
    let written: Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    assert_eq!(written["schema"], "certready.diff/1");
    assert!(std::fs::read_to_string(&markdown).unwrap().starts_with("# NOTHING WORSE: "));
    let nowhere = diff(&report, &report, &["--report", &format!("json={}", lab.path("no/diff.json").display())]);
    assert_eq!((nowhere.status, nowhere.stdout.as_str()), (74, ""));
    let html = diff(&report, &report, &["--report", "html=diff.html"]);
    assert_eq!(html.status, 64, "{html:#?}");
    assert!(html.stderr.contains("text, json and markdown"), "{}", html.stderr);
}

/// What is no report, whichever of the two it is, and what is said of it.
#[test]
fn what_is_no_report_ends_with_65_and_its_name() {
    let lab = Lab::good();
    let (report, _) = kept(&lab, "report", &[]);
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(lab.path(name), bytes).unwrap();
        lab.path(name)
    };
    std::fs::create_dir(lab.path("empty")).unwrap();
    let whole = std::fs::read(&report).unwrap();
    let cases = [
        (lab.path("missing.json"), "can't be read"),
        (write("nothing.json", b""), "it is no report of certready"),
        (write("half.json", &whole[..whole.len() / 2]), "it is no report of certready"),
        (write("verify.json", br#"{ "schema": "certready.verify/1" }"#), "its schema is `certready.verify/1`"),
        (write("policy.txt", b"schema: 1\n"), "it is no report of certready"),
        (lab.path("empty"), "is no evidence"),
        (write("long.json", &vec![b' '; (16 << 20) + 1]), "can't be read"),
    ];
    for (path, words) in cases {
        let baseline = lab.check(&["--baseline", path.to_str().unwrap()]);
        for run in [diff(&path, &report, &[]), diff(&report, &path, &[]), baseline] {
            assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{run:#?}");
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(run.stderr.contains(name) && run.stderr.contains(words), "{words}: {}", run.stderr);
        }
    }
}

#[test]
fn a_baseline_whose_crls_are_none_is_refused_before_anything_is_asked() {
    let lab = Lab::good();
    let (report, _) = kept(&lab, "report", &[]);
    let mut changed: Value = serde_json::from_slice(&std::fs::read(&report).unwrap()).unwrap();
    changed["revocation"][0]["number"] = "seven".into();
    std::fs::write(&report, changed.to_string()).unwrap();
    let asked = lab.server.requests().len();
    let run = lab.check(&["--baseline", report.to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{run:#?}");
    assert!(run.stderr.contains("the number of the CRL of http://"), "{}", run.stderr);
    assert_eq!(lab.server.requests().len(), asked);
}

/// A pipe that nobody writes to would be waited for without an end, and a device has none.
#[cfg(unix)]
#[test]
fn a_pipe_and_a_device_are_no_report() {
    let lab = Lab::good();
    let (report, _) = kept(&lab, "report", &[]);
    let pipe = lab.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
        let run = diff(path, &report, &[]);
        assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{run:#?}");
        assert!(run.stderr.contains("is neither a file nor a folder"), "{}", run.stderr);
    }
}
