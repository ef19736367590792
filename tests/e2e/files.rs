//! The files that a run writes, and where: line ends, names that this system refuses, long paths, shares, spaces.

use std::fs;
use std::path::{Path, PathBuf};

use super::listing;
use crate::common::lab::Lab;
use crate::common::run::{Finished, certready, clean, finish};

/// What a text report begins with here, and how each of its lines ends.
const TEXT: (&str, &str) = if cfg!(windows) { ("\u{feff}", "\r\n") } else { ("", "\n") };

/// Each line ends as lines of this system do.
#[track_caller]
fn has_line_ends_of_this_system(text: &str) {
    let feeds = text.matches('\n').count();
    assert!(feeds > 5, "{text}");
    assert_eq!(
        (text.matches(TEXT.1).count(), text.matches('\r').count()),
        (feeds, feeds * (TEXT.1.len() - 1)),
        "{text:?}"
    );
}

#[test]
fn a_text_report_opens_in_this_system_s_editors_and_json_is_the_same_everywhere() {
    let lab = Lab::good();
    let (json, text) = (lab.path("report.json"), lab.path("report.txt"));
    let files = [format!("json={}", json.display()), format!("text={}", text.display())];
    let run = lab.check(&["--report", &files[0], "--report", &files[1]]);
    assert_eq!((run.status, run.exact.contains('\r')), (0, false), "{run:#?}");
    assert_eq!(fs::read(&json).unwrap(), run.exact.as_bytes());
    let text = fs::read_to_string(&text).unwrap();
    assert!(text.starts_with(&[TEXT.0, "READY  certready-test"].concat()), "{text:?}");
    assert_eq!(text.matches('\u{feff}').count(), TEXT.0.chars().count());
    has_line_ends_of_this_system(&text);
}

#[test]
fn one_run_writes_every_form_and_each_is_what_its_reader_expects() {
    let lab = Lab::good();
    let folder = lab.path("forms");
    fs::create_dir(&folder).unwrap();
    let names = ["json", "csv", "nagios", "prometheus", "junit"];
    let place = |form: &str| folder.join(format!("report.{}", if form == "prometheus" { "prom" } else { form }));
    let files: Vec<String> = names.iter().map(|form| format!("{form}={}", place(form).display())).collect();
    let arguments: Vec<&str> = files.iter().flat_map(|file| ["--report", file]).collect();
    let run = lab.check(&arguments);
    assert_eq!(run.status, 0, "{run:#?}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), names.len(), "nothing is left behind");
    let read = |form: &str| fs::read_to_string(place(form)).unwrap();
    // The same bytes on every system, but for the mark without which a spreadsheet on Windows reads another code page.
    assert_eq!(read("json"), run.exact);
    let line = read("nagios");
    assert!(line.starts_with("CERTREADY OK - READY certready-test: ") && !line.contains('\r'), "{line}");
    let samples = read("prometheus");
    assert!(samples.contains("\ncertready_verdict{policy=\"certready-test\",") && !samples.contains('\r'), "{samples}");
    assert!(read("junit").starts_with("<?xml ") && !read("junit").contains('\r'));
    let csv = read("csv");
    assert!(csv.starts_with(&format!("{}host,account,policy,", TEXT.0)), "{csv}");
    assert_eq!(csv.matches('\n').count(), csv.matches("\r\n").count());
}

#[test]
fn text_on_standard_output_has_line_ends_of_this_system_and_no_mark() {
    let lab = Lab::good();
    for arguments in [
        &["check", "exchange-online-2018"][..],
        &["policy", "list"],
        &["policy", "show", "exchange-online-2018"],
        &["policy", "lint", lab.policy().to_str().unwrap()],
        &["policy", "template"],
        &["store", "list", "--trust-store", lab.trust_store().to_str().unwrap()],
    ] {
        let run = certready(arguments);
        assert!(!run.exact.contains('\u{feff}'), "{arguments:?}");
        if arguments[1] != "lint" {
            has_line_ends_of_this_system(&run.exact);
        }
    }
}

#[test]
fn what_programs_read_is_the_same_on_every_system() {
    let lab = Lab::good();
    let store = lab.trust_store();
    for arguments in [
        &["check", "exchange-online-2018", "--format", "json"][..],
        &["policy", "show", "exchange-online-2018", "--yaml"],
        &["store", "list", "--format", "json", "--trust-store", store.to_str().unwrap()],
    ] {
        assert!(!certready(arguments).exact.contains('\r'), "{arguments:?}");
    }
}

/// Runs `check` with a report and with evidence in a folder, judges the evidence again, and gives the JSON report's path.
#[track_caller]
fn writes_into(lab: &Lab, folder: &Path) {
    let (json, text, evidence) = (folder.join("r.json"), folder.join("r.txt"), folder.join("evidence"));
    let reports = [format!("json={}", json.display()), format!("text={}", text.display())];
    let more = ["--report", &reports[0], "--report", &reports[1], "--evidence", evidence.to_str().unwrap()];
    let run = lab.check(&more);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{folder:?}");
    assert_eq!(listing(folder), ["evidence", "r.json", "r.txt"], "{folder:?}");
    assert_eq!(fs::read(&json).unwrap(), run.stdout.as_bytes());
    let again = certready(&["evaluate", evidence.to_str().unwrap(), "--format", "json"]);
    assert_eq!((again.status, again.stdout), (0, run.stdout));
    // An older report is replaced.
    let run = lab.check(&more[..4]);
    assert_eq!((run.status, fs::read(&json).unwrap()), (0, run.stdout.into_bytes()), "{folder:?}");
    fs::remove_dir_all(evidence).unwrap();
}

/// A folder in another whose own path is of more characters than Windows usually takes.
fn long(within: &Path) -> PathBuf {
    let folder = (0..4).fold(within.to_owned(), |folder, _| folder.join("f".repeat(100)));
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_path_of_more_than_260_characters_takes_reports_and_evidence() {
    let lab = Lab::good();
    let folder = long(&lab.path("long"));
    assert!(folder.as_os_str().len() > 400);
    writes_into(&lab, &folder);
}

#[test]
fn a_policy_and_a_trust_store_may_stand_at_a_path_of_more_than_260_characters() {
    let lab = Lab::good();
    let folder = long(&lab.path("long"));
    for name in listing(lab.policy().parent().unwrap()).iter().filter(|name| *name != "long") {
        fs::copy(lab.path(name), folder.join(name)).unwrap();
    }
    let (policy, store) = (folder.join("policy.yaml"), folder.join("roots.pem"));
    let arguments = ["check", policy.to_str().unwrap(), "--trust-store", store.to_str().unwrap(), "--proxy", "none"];
    assert_eq!(certready(&arguments).status, 0);
}

#[test]
fn spaces_in_paths_are_nothing_special() {
    let lab = Lab::good();
    let folder = lab.path("Program Files");
    fs::create_dir_all(folder.join("certready data")).unwrap();
    writes_into(&lab, &folder.join("certready data"));
    // And the program itself stands in such a folder.
    let name = if cfg!(windows) { "certready.exe" } else { "certready" };
    let program = folder.join("certready data").join(name);
    copy_program(&program);
    let mut run = clean(program.to_str().unwrap());
    run.args(["policy", "show", "exchange-online-2018"]);
    assert_eq!(finish(run).stdout, certready(&["policy", "show", "exchange-online-2018"]).stdout);
}

/// Copies the program in a process of its own, where a handle that another test's child inherits would keep it from being
/// run ("Text file busy").
fn copy_program(to: &Path) {
    #[cfg(unix)]
    assert!(clean("cp").arg(env!("CARGO_BIN_EXE_certready")).arg(to).status().unwrap().success());
    #[cfg(not(unix))]
    fs::copy(env!("CARGO_BIN_EXE_certready"), to).unwrap();
}

/// Names that Windows gives to no file, each with what is said of it.
const REFUSED_ON_WINDOWS: [(&str, &str); 14] = [
    ("con", "the name of a device"),
    ("NUL", "the name of a device"),
    ("Aux.json", "the name of a device"),
    ("prn .txt", "the name of a device"),
    ("com1", "the name of a device"),
    ("LPT9.report.json", "the name of a device"),
    ("lpt\u{b2}", "the name of a device"),
    ("conout$", "the name of a device"),
    ("report.", "ends in a dot or a space"),
    ("report.json ", "ends in a dot or a space"),
    ("report.json:stream", "a colon in a name"),
    ("report?.json", "no name has any of"),
    ("a|b", "no name has any of"),
    ("a\u{1}b", "no name has any of"),
];

/// A run of `check` without any network that would write a report, or evidence, to this place.
fn writes_to(path: &Path) -> [Finished; 2] {
    let policy = ["check", "exchange-online-2018", "--format", "json"];
    let report = format!("json={}", path.display());
    let run = |more: [&str; 2]| certready(&[&policy[..], &more].concat());
    let reported = run(["--report", &report]);
    if path.is_file() {
        fs::remove_file(path).unwrap();
    }
    [reported, run(["--evidence", path.to_str().unwrap()])]
}

#[cfg(windows)]
#[test]
fn a_name_that_windows_refuses_is_told_before_the_run_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (name, words) in REFUSED_ON_WINDOWS {
        for run in writes_to(&folder.path().join(name)) {
            assert_eq!((run.status, run.stdout.as_str()), (74, ""), "{run:#?}");
            assert!(run.stderr.contains("nothing can be written to"), "{}", run.stderr);
            assert!(run.stderr.contains(words), "{words:?} in {}", run.stderr);
        }
        assert_eq!(listing(folder.path()), [""; 0], "{name:?}");
    }
}

#[cfg(not(windows))]
#[test]
fn a_name_that_only_windows_refuses_is_one_like_any_other_here() {
    let folder = tempfile::tempdir().unwrap();
    for (name, _) in REFUSED_ON_WINDOWS {
        for run in writes_to(&folder.path().join(name)) {
            assert_eq!((run.status, run.stderr.as_str()), (3, ""), "{name:?}");
        }
        assert_eq!(listing(folder.path()), [name]);
        fs::remove_dir_all(folder.path().join(name)).unwrap();
    }
}

#[test]
fn names_beside_those_are_allowed_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    for name in
        ["console", "com10", "com", "lpt.x1", "nul-report", ".json", "r\u{e9}sum\u{e9}.json", "\u{bcf4}\u{ace0}.json"]
    {
        for run in writes_to(&folder.path().join(name)) {
            assert_eq!((run.status, run.stderr.as_str()), (3, ""), "{name:?}");
        }
        assert_eq!(listing(folder.path()), [name]);
        fs::remove_dir_all(folder.path().join(name)).unwrap();
    }
}

#[test]
fn each_name_in_an_evidence_folder_is_one_that_windows_allows() {
    let lab = Lab::good();
    let folder = lab.path("evidence");
    assert_eq!(lab.check(&["--evidence", folder.to_str().unwrap()]).status, 0);
    let mut folders = vec![folder];
    let mut names = Vec::new();
    while let Some(folder) = folders.pop() {
        let here = listing(&folder);
        folders.extend(here.iter().map(|name| folder.join(name)).filter(|path| path.is_dir()));
        names.extend(here);
    }
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let digest = name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        assert!(digest || ["facts.json", "manifest.json", "objects"].contains(&name.as_str()), "{name:?}");
    }
}

#[test]
fn two_reports_never_go_to_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| format!("json={}", folder.path().join(name).display());
    // Upper and lower case are two names but on Windows.
    let names = [
        ("r.json", "r.json", 74),
        ("r.json", "./r.json", 74),
        ("r.json", "R.JSON", if cfg!(windows) { 74 } else { 3 }),
    ];
    for (one, other, status) in names {
        let run = certready(&["check", "exchange-online-2018", "--report", &place(one), "--report", &place(other)]);
        assert_eq!(
            (run.status, run.stderr.contains("two reports would go to")),
            (status, status == 74),
            "{other:?}: {run:#?}"
        );
    }
}

#[test]
fn a_report_is_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["report/", if cfg!(windows) { "report\\" } else { "./report/" }] {
        let place = format!("json={}", folder.path().join(name).display());
        let run = certready(&["check", "exchange-online-2018", "--report", &place]);
        assert_eq!((run.status, run.stdout.as_str(), listing(folder.path())), (74, "", vec![]), "{run:#?}");
    }
}

/// `.ci/windows` makes the share: on a Windows host nothing is shared for a test.
#[cfg(windows)]
#[test]
fn a_share_takes_reports_and_evidence_by_either_form_of_its_path() {
    crate::common::capability::require!("wine");
    let lab = Lab::good();
    for share in [r"\\localhost\share", r"\\?\UNC\localhost\share"] {
        let folder = tempfile::tempdir_in(share).unwrap();
        writes_into(&lab, folder.path());
        writes_into(&lab, &long(&folder.path().join("long")));
    }
}
