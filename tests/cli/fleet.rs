//! `certready fleet`: what it finds in folders and by patterns, what it reads of it, how it ends, and what it writes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::common::run::{Finished, certready, clock};
use crate::fleet::{cut_off, good, observed};

/// A report of this moment, by the clock that the binary reads.
fn fresh(report: Value) -> Value {
    observed(report, clock())
}

fn write(path: &Path, report: &Value) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, serde_json::to_vec_pretty(report).unwrap()).unwrap();
}

/// The fleet of these arguments as JSON, with the exit status.
fn json_of(arguments: &[&str]) -> (i32, Value) {
    let run = certready(&[&["fleet", "--format", "json"], arguments].concat());
    (run.status, run.json())
}

fn names(fleet: &Value) -> Vec<&str> {
    fleet["hosts"].as_array().unwrap().iter().map(|host| host["name"].as_str().unwrap()).collect()
}

/// Each broken path by its file's name, with the reason.
fn broken(fleet: &Value) -> Vec<(String, String)> {
    let name = |path: &Value| Path::new(path.as_str().unwrap()).file_name().unwrap().to_str().unwrap().to_owned();
    let one = |one: &Value| (name(&one["path"]), one["why"].as_str().unwrap().to_owned());
    fleet["broken"].as_array().unwrap().iter().map(one).collect()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_exit_status_is_the_verdict_of_the_fleet() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    write(&file("a.json"), &fresh(good("a")));
    assert_eq!(certready(&["fleet", text(folder.path())]).status, 0);
    let mut digest = fresh(good("b"));
    digest["policy"]["digest"] = json!("0".repeat(64));
    write(&file("b.json"), &digest);
    assert_eq!(certready(&["fleet", text(folder.path())]).status, 1);
    fs::write(file("c.json"), "{").unwrap();
    assert_eq!(certready(&["fleet", text(folder.path())]).status, 3);
    write(&file("d.json"), &fresh(cut_off("d")));
    let run = certready(&["fleet", text(folder.path())]);
    assert_eq!(run.status, 2);
    assert!(run.stdout.starts_with("NOT READY  fleet of 3 hosts\n"), "{}", run.stdout);
}

#[test]
fn an_empty_folder_is_undetermined_and_a_path_that_is_not_there_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    let run = certready(&["fleet", text(folder.path())]);
    assert!(run.status == 3 && run.stdout.contains("No report of any host was found."), "{run:?}");
    let gone = folder.path().join("gone");
    let run = certready(&["fleet", text(&gone)]);
    assert!(run.status == 65 && run.stdout.is_empty() && run.stderr.contains("gone can't be read"), "{run:?}");
    // Beside one that is there it is named, and nothing is known of what stood there.
    write(&folder.path().join("a.json"), &fresh(good("a")));
    let (status, fleet) = json_of(&[text(folder.path()), text(&gone)]);
    assert_eq!((status, names(&fleet), broken(&fleet)[0].0.as_str()), (3, vec!["a"], "gone"));
}

#[test]
fn folders_are_looked_through_for_json_and_a_file_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    write(&at("site-a/mail-01/2026.JSON"), &fresh(good("a")));
    write(&at("site-b/b.json"), &fresh(good("b")));
    fs::write(at("site-b/b.html"), "<!DOCTYPE html>").unwrap();
    fs::write(at("readme.txt"), "no report").unwrap();
    let (status, fleet) = json_of(&[text(folder.path()), text(&at("site-b/b.json")), text(&at("site-b"))]);
    assert_eq!((status, names(&fleet)), (0, vec!["a", "b"]));
    assert_eq!(fleet["passed_over"]["superseded"], 0);
    let deep = (0..20).fold(folder.path().to_owned(), |path, place| path.join(format!("d{place}")));
    write(&deep.join("c.json"), &fresh(good("c")));
    let (status, fleet) = json_of(&[text(folder.path())]);
    assert_eq!((status, names(&fleet)), (3, vec!["a", "b"]));
    assert!(broken(&fleet)[0].1.contains("deeper than 16 folders"), "{fleet}");
}

/// Shells of Windows leave them as they are.
#[test]
fn a_pattern_names_the_files_that_it_fits() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["mail-01", "mail-02", "mail-10", "edge-1"] {
        write(&folder.path().join(format!("{name}.json")), &fresh(good(name)));
    }
    let of = |pattern: &str| {
        let (_, fleet) = json_of(&[text(&folder.path().join(pattern))]);
        names(&fleet).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("mail-0?.json"), ["mail-01", "mail-02"]);
    assert_eq!(of("*1*.json"), ["edge-1", "mail-01", "mail-10"]);
    assert_eq!(of("MAIL*"), ["mail-01", "mail-02", "mail-10"]);
    assert_eq!(of("*"), ["edge-1", "mail-01", "mail-02", "mail-10"]);
    let none = certready(&["fleet", text(&folder.path().join("web-*.json"))]);
    assert!(none.status == 65 && none.stderr.contains("web-*.json can't be read"), "{none:?}");
    // One that stars alone would make long.
    let long = format!("{}.json", "*a".repeat(60));
    assert_eq!(certready(&["fleet", text(&folder.path().join(long))]).status, 65);
}

/// A file with those characters in its own name is that file.
#[cfg(unix)]
#[test]
fn a_file_that_is_called_like_a_pattern_is_itself() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("[a]*.json"), &fresh(good("star")));
    write(&folder.path().join("[a]b.json"), &fresh(good("other")));
    let (_, fleet) = json_of(&[text(&folder.path().join("[a]*.json"))]);
    assert_eq!(names(&fleet), ["star"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_pipes_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    write(&at("reports/a.json"), &fresh(good("a")));
    std::os::unix::fs::symlink(folder.path(), at("reports/loop")).unwrap();
    std::os::unix::fs::symlink(at("reports/a.json"), at("reports/latest.json")).unwrap();
    let (status, fleet) = json_of(&[text(&at("reports"))]);
    assert_eq!((status, names(&fleet), &fleet["passed_over"]["links"]), (0, vec!["a"], &json!(2)));
    // One that somebody names is.
    assert_eq!(json_of(&[text(&at("reports/latest.json"))]).0, 0);
    assert!(std::process::Command::new("mkfifo").arg(at("reports/pipe.json")).status().unwrap().success());
    let (status, fleet) = json_of(&[text(&at("reports"))]);
    assert_eq!((status, broken(&fleet)), (3, vec![("pipe.json".to_owned(), "it is no plain file".to_owned())]));
    for path in [text(&at("reports/pipe.json")), "/dev/zero"] {
        let run = certready(&["fleet", path]);
        assert!(run.status == 65 && run.stderr.contains("it is no plain file"), "{run:?}");
    }
}

#[test]
fn what_is_no_report_is_named_with_the_reason_and_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    write(&at("good.json"), &fresh(good("a")));
    write(&at("later.json"), &json!({ "schema": "certready.report/2" }));
    write(&at("foreign.json"), &json!({ "schema": "nessus/1" }));
    fs::write(at("half.json"), &serde_json::to_vec(&good("b")).unwrap()[..9_000]).unwrap();
    fs::write(at("empty.json"), "").unwrap();
    let wide: Vec<u8> = serde_json::to_string(&good("c")).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(at("wide.json"), [&[0xff, 0xfe], &wide[..]].concat()).unwrap();
    let large = fs::File::create(at("large.json")).unwrap();
    large.set_len(17 * 1024 * 1024).unwrap();
    let (status, fleet) = json_of(&[text(folder.path())]);
    assert_eq!((status, names(&fleet)), (3, vec!["a"]));
    let found = broken(&fleet);
    for (name, why) in [
        ("empty.json", "it is no report of certready: EOF while parsing"),
        ("foreign.json", "its schema is `nessus/1`, and not `certready.report/1`"),
        ("half.json", "it is no report of certready: EOF while parsing"),
        ("large.json", "file too large"),
        ("later.json", "its schema is `certready.report/2`, and not `certready.report/1`"),
        ("wide.json", "it is in UTF-16, as `>` of Windows PowerShell writes it"),
    ] {
        let said = found.iter().find(|(file, _)| file == name).map(|(_, why)| why.as_str());
        assert!(said.is_some_and(|said| said.starts_with(why)), "{name}: {found:#?}");
    }
    assert_eq!(found.len(), 6);
    // Each reason has Korean of its own, with what the parser says behind it.
    let korean = certready(&["fleet", text(folder.path()), "--lang", "ko", "--format", "markdown"]).stdout;
    let lines: Vec<&str> = korean.lines().filter(|line| line.contains(".json: ")).collect();
    assert_eq!(lines.len(), 6, "{korean}");
    for line in lines {
        assert!(line.split_once(".json: ").unwrap().1.contains("니다"), "{line}");
    }
    let json =
        |language: &str| certready(&["fleet", text(folder.path()), "--format", "json", "--lang", language]).stdout;
    let unmade =
        |text: &str| text.lines().filter(|line| !line.contains("\"made\"")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(unmade(&json("ko")), unmade(&json("en")));
}

/// Without any network: the policy is superseded.
#[test]
fn a_report_that_check_wrote_is_counted_as_it_says_itself() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let report = format!("json={}", text(&file));
    assert_eq!(certready(&["check", "exchange-online-2018", "-q", "--report", &report]).status, 3);
    let written: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let (status, fleet) = json_of(&[text(folder.path())]);
    assert_eq!(status, 3);
    let host = &fleet["hosts"][0];
    assert_eq!((&host["name"], &host["verdict"]), (&written["host"]["name"], &written["verdict"]));
    let report = &host["reports"][0];
    assert_eq!((&report["observed"], &report["age"]), (&written["times"]["observed"], &json!("current")));
    assert_eq!((&report["export"], &host["blocks"][0]["code"]), (&Value::Null, &json!("policy-current")));
}

/// In a folder of all that certready writes, the reports alone count, and nothing else is a fault.
#[test]
fn what_certready_writes_beside_reports_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    write(&at("good.json"), &fresh(good("a")));
    let store = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/roots/globalsign-r1.pem");
    let kept = at("kept");
    certready(&["check", "exchange-online-2018", "--trust-store", store, "--evidence", text(&kept)]);
    let url = ["url", "http://127.0.0.1:1/ca.crl", "--proxy", "none", "--trust-store", store, "--format", "json"];
    for (name, arguments) in [
        ("verify.json", vec!["verify", store, "--anchor", store, "--format", "json"]),
        ("sheet.json", vec!["policy", "partner-sheet", "exchange-online-2018", "--format", "json"]),
        ("store.json", vec!["store", "list", "--trust-store", store, "--format", "json"]),
        ("fleet.json", vec!["fleet", text(&at("good.json")), "--format", "json"]),
        ("url.json", url.to_vec()),
    ] {
        let run: Finished = certready(&arguments);
        assert!(run.stdout.starts_with('{'), "{name} {run:?}");
        fs::write(at(name), run.stdout).unwrap();
    }
    write(&at("diff.json"), &json!({ "schema": "certready.diff/1" }));
    let (status, fleet) = json_of(&[text(folder.path())]);
    assert_eq!((status, names(&fleet), broken(&fleet)), (0, vec!["a"], vec![]));
    // facts.json and manifest.json of the evidence, and five more.
    assert_eq!((&fleet["passed_over"]["other_schemas"], &fleet["passed_over"]["of_urls"]), (&json!(7), &json!(1)));
}

#[test]
fn a_list_tells_whom_nothing_is_known_of() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("hops.txt");
    write(&folder.path().join("a.json"), &fresh(good("a")));
    fs::write(&list, "\u{feff}a\nb in the branch\n").unwrap();
    let run = certready(&["fleet", text(folder.path()), "--expect", text(&list)]);
    assert_eq!(run.status, 3);
    assert!(run.stdout.contains("\nWithout a report\n  b (in the branch)\n"), "{}", run.stdout);
    // Windows PowerShell's `>`.
    let wide: Vec<u8> = "a\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&list, [&[0xff, 0xfe], &wide[..]].concat()).unwrap();
    assert_eq!(certready(&["fleet", text(folder.path()), "--expect", text(&list)]).status, 0);
    for (bytes, why) in [(b"# nobody\n".as_slice(), "it names no host"), (b"\xff\xff", "neither UTF-8 nor UTF-16")] {
        fs::write(&list, bytes).unwrap();
        let run = certready(&["fleet", text(folder.path()), "--expect", text(&list)]);
        assert!(run.status == 65 && run.stdout.is_empty() && run.stderr.contains(why), "{run:?}");
    }
    let gone = folder.path().join("gone.txt");
    assert_eq!(certready(&["fleet", text(folder.path()), "--expect", text(&gone)]).status, 65);
}

#[test]
fn how_old_a_report_may_be_is_said() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("a.json"), &observed(good("a"), clock().plus_days(-3)));
    assert_eq!(certready(&["fleet", text(folder.path())]).status, 3);
    for (after, status) in [("71h", 3), ("4000m", 3), ("73h", 0), ("7d", 0)] {
        assert_eq!(certready(&["fleet", text(folder.path()), "--stale", after]).status, status, "{after}");
    }
    for wrong in ["48", "h", "2w", "-1h", "0h", "99999d", "999999999999999999999h", "1.5h", "ⅷh"] {
        let run = certready(&["fleet", text(folder.path()), &format!("--stale={wrong}")]);
        assert!(run.status == 64 && run.stderr.contains("expected 90m, 48h or 7d"), "{run:?}");
    }
}

#[test]
fn a_report_counts_for_the_host_that_as_names_wherever_else_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("export.json");
    write(&folder.path().join("jump.json"), &fresh(good("jump-host")));
    let mut report = fresh(cut_off("jump-host"));
    report["store"]["origin"] = json!("/srv/gateway.pem, as asked, in place of the host's");
    write(&export, &report);
    let named = format!("gateway-dmz={}", text(&export));
    let (status, fleet) = json_of(&[text(folder.path()), "--as", &named]);
    assert_eq!((status, names(&fleet)), (2, vec!["gateway-dmz", "jump-host"]));
    let gateway = &fleet["hosts"][0]["reports"][0];
    assert_eq!((&gateway["export"], &gateway["judged_on"]), (&json!("/srv/gateway.pem"), &json!("jump-host")));
    assert_eq!(fleet["hosts"][1]["verdict"], "ready");
    assert_eq!(json_of(&["--as", &named]).0, 2, "it needs no path beside it");
    for wrong in ["gateway", "=x.json", "gateway=", " gateway=x.json", "gate\u{1b}way=x.json"] {
        assert_eq!(certready(&["fleet", "--as", wrong]).status, 64, "{wrong}");
    }
}

#[test]
fn one_policy_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = fresh(cut_off("a"));
    other["policy"]["id"] = json!("another-2027");
    write(&folder.path().join("other.json"), &other);
    write(&folder.path().join("a.json"), &fresh(good("a")));
    let id = good("a")["policy"]["id"].as_str().unwrap().to_owned();
    assert_eq!(json_of(&[text(folder.path())]).0, 2);
    let (status, fleet) = json_of(&[text(folder.path()), "--policy", &id]);
    assert_eq!((status, &fleet["passed_over"]["other_policies"]), (0, &json!(1)));
}

#[test]
fn one_run_writes_every_form_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    write(&reports.join("a.json"), &fresh(good("a")));
    let forms = [
        ("text", "READY  fleet of 1 host\n"),
        ("html", "<!DOCTYPE html>\n"),
        ("json", "{\n"),
        ("csv", "host,host_verdict,"),
        ("markdown", "# READY: fleet of 1 host\n"),
        ("firewall-csv", "source_host,destination,"),
    ];
    let file = |form: &str| folder.path().join(format!("fleet.{form}"));
    let places: Vec<String> = forms.iter().map(|(form, _)| format!("{form}={}", text(&file(form)))).collect();
    let mut arguments = vec!["fleet", text(&reports), "-q"];
    arguments.extend(places.iter().flat_map(|place| ["--report", place]));
    assert_eq!(certready(&arguments).status, 0);
    for (form, begins) in forms {
        let written = fs::read_to_string(file(form)).unwrap();
        let printed = certready(&["fleet", text(&reports), "--format", form]).stdout;
        for text in [written.trim_start_matches('\u{feff}').replace("\r\n", "\n"), printed.replace("\r\n", "\n")] {
            assert!(text.starts_with(begins), "{form}: {text}");
        }
    }
    let nowhere = format!("json={}", text(&folder.path().join("gone/fleet.json")));
    let run = certready(&["fleet", text(&reports), "--report", &nowhere]);
    assert!(run.status == 74 && run.stdout.is_empty(), "{run:?}");
}
