//! A comparison in each form: as it was seen, within its schema, within 80 columns, and unmoved by what the reports say. And
//! what a report says of its baseline.

use certready::compare::{ChangeKind, Difference, FactKind, GapKind, Outcome};
use certready::finding::{Level, Verdict};
use certready::language::Language;
use certready::render::{self, Detail};
use certready::report::Report;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::page::elements;
use super::sample;
use crate::compare::{compared, written};

const SCHEMA: &str = include_str!("../../docs/diff.schema.json");

/// The day before: ready, with another address, a later CRL, no waiver, and a root that is gone now.
fn before() -> Value {
    let mut report = written();
    report["times"]["observed"] = json!("2026-11-22T06:17:00Z");
    report["verdict"] = json!("ready-with-warnings");
    for finding in report["findings"].as_array_mut().unwrap() {
        if finding["decisive"] == true && finding["level"] == "failure" {
            finding["level"] = json!("pass");
            finding["cause"] = json!(null);
        }
        if finding["waiver"].is_object() {
            finding["waiver"] = json!(null);
            finding["level"] = json!("failure");
        }
    }
    let gone = json!({
        "code": "root-scope", "level": "pass", "decisive": true, "leg": null, "target": "New Root", "cause": null,
        "observed": "in the machine's store", "required": "the machine's store", "next": null, "owner": null,
        "verify": null, "waiver": null, "below": null
    });
    let mut unknown = gone.clone();
    unknown["level"] = json!("failure");
    unknown["target"] = json!("Old Root");
    unknown["code"] = json!("root-validity");
    report["findings"].as_array_mut().unwrap().extend([gone, unknown]);
    report["revocation"][0]["number"] = json!("4712");
    report["host"]["name"] = json!("mail-02");
    report["store"]["certificates"] = json!(144);
    report["endpoints"][0]["addresses"][0]["address"] = json!("192.0.2.200:80");
    report
}

/// The sample, in which that failure is not known any more.
fn after() -> Value {
    let mut report = written();
    let mut unknown = before()["findings"].as_array().unwrap().last().unwrap().clone();
    unknown["level"] = json!("unknown");
    report["findings"].as_array_mut().unwrap().push(unknown);
    report
}

fn difference() -> Difference {
    compared(&before(), &after())
}

fn plain(difference: &Difference, detail: Detail) -> String {
    plain_in(difference, detail, Language::English)
}

fn plain_in(difference: &Difference, detail: Detail, language: Language) -> String {
    anstream::adapter::strip_str(&render::difference_text(difference, detail, language)).to_string()
}

/// The sample with what changed since its baseline.
fn report() -> Report {
    Report { since: Some(difference()), ..sample::report() }
}

#[test]
fn the_text_is_as_it_was_seen() {
    insta::assert_snapshot!(plain(&difference(), Detail::Usual));
}

#[test]
fn the_quiet_text_has_what_got_worse_and_what_was_not_compared() {
    insta::assert_snapshot!(plain(&difference(), Detail::Quiet));
}

#[test]
fn the_markdown_is_as_it_was_seen() {
    insta::assert_snapshot!(render::difference_markdown(&difference(), Detail::Usual, Language::English));
}

#[test]
fn the_korean_text_is_as_it_was_seen() {
    insta::assert_snapshot!(plain_in(&difference(), Detail::Verbose, Language::Korean));
}

/// A digest stays whole, and yet within the terminal's columns.
#[test]
fn the_manifests_of_both_reports_stand_within_80_columns_in_each_language() {
    for language in Language::ALL {
        let text = plain_in(&difference(), Detail::Usual, language);
        let digest = difference().before.manifest.unwrap().to_string();
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(&digest)).collect();
        assert!(lines.len() == 2 && lines.iter().all(|line| line.width() <= 80), "{text}");
    }
}

/// Field order, names and nulls of version 1. If this changes, readers break: add fields at most.
#[test]
fn version_1_is_frozen() {
    insta::assert_snapshot!(render::difference_json(&difference(), "0.1.0 (000000000000)"));
}

/// A part of a text report, from a heading to the next empty line.
fn part<'t>(text: &'t str, heading: &str) -> &'t str {
    let from = text.find(heading).unwrap_or_else(|| panic!("no {heading} in {text}"));
    let rest = &text[from..];
    rest.find("\nWhat needs attention").map_or(rest, |end| &rest[..end])
}

#[test]
fn a_report_says_what_changed_since_its_baseline_behind_what_blocks() {
    let text = super::text::plain(&report(), Detail::Usual);
    let places =
        ["What blocks", "Since the baseline of ", "What needs attention"].map(|title| text.find(title).unwrap());
    assert!(places.is_sorted(), "{text}");
    insta::assert_snapshot!(part(&text, "Since the baseline"));
    // Where nothing got worse, a short report is silent about it.
    let same = Report { since: Some(compared(&written(), &written())), ..sample::report() };
    assert!(!super::text::plain(&same, Detail::Quiet).contains("Since the baseline"));
    assert!(
        super::text::plain(&same, Detail::Usual)
            .contains("nothing worse: no regressions, no repairs, no changed facts.")
    );
    assert!(super::text::plain(&report(), Detail::Quiet).contains("Since the baseline"));
}

#[test]
fn the_pages_of_a_report_have_what_changed_since_its_baseline() {
    let html = render::html(&report(), Language::English);
    let elements = elements(&html).unwrap();
    assert!(elements.iter().any(|one| one.name == "section" && one.attribute("id") == Some("since")));
    assert!(elements.iter().any(|one| one.text == "What got worse"), "{html}");
    let markdown = render::markdown(&report(), Language::English);
    assert!(markdown.contains("\n## Since the baseline of 2026-11-22T06:17:00Z\n"), "{markdown}");
    assert!(markdown.contains("\n### Regressions\n"), "{markdown}");
    for form in
        [render::html(&sample::report(), Language::English), render::markdown(&sample::report(), Language::English)]
    {
        assert!(!form.contains("Since the baseline"), "{form}");
    }
}

fn errors(schema: &str, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_json_keeps_to_its_schema_and_so_does_a_report_with_a_baseline() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let good: Value = serde_json::from_str(&render::difference_json(&difference(), "0.1.0")).unwrap();
    for list in ["notes", "regressions", "repairs", "facts", "not_compared"] {
        assert!(!good[list].as_array().unwrap().is_empty(), "{list}");
    }
    assert_eq!(errors(SCHEMA, &good), [""; 0]);
    let with_since: Value = serde_json::from_str(&render::json(&report())).unwrap();
    assert_eq!(errors(include_str!("../../docs/report.schema.json"), &with_since), [""; 0]);
    let objects = ["", "/before", "/notes/0", "/regressions/0", "/regressions/0/after", "/facts/0", "/not_compared/0"];
    for place in objects {
        for value in [&good, &with_since["since"]] {
            // The whole of a report's `since` has no schema of its own.
            if place.is_empty() && value != &good {
                continue;
            }
            let mut more = value.clone();
            more.pointer_mut(place).unwrap()["misspelt"] = json!(1);
            let (schema, more) = if value == &good {
                (SCHEMA, more)
            } else {
                let mut report = with_since.clone();
                report["since"] = more;
                (include_str!("../../docs/report.schema.json"), report)
            };
            assert!(!errors(schema, &more).is_empty(), "{place}");
        }
    }
}

#[test]
fn every_word_of_the_json_is_in_both_schemas_and_in_the_docs() {
    let page = include_str!("../../docs/diff.md");
    for schema in [SCHEMA, include_str!("../../docs/report.schema.json")] {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let words = |kind: &str| -> Vec<String> {
            let listed = schema["$defs"][kind]["properties"]["kind"]["enum"].as_array().unwrap();
            listed.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
        };
        let facts: Vec<&str> = FactKind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words("compared_fact"), facts);
        assert_eq!(words("compared_change"), ChangeKind::ALL.map(ChangeKind::word));
        assert_eq!(words("compared_gap"), GapKind::ALL.map(GapKind::word));
        for word in ["compared_fact", "compared_change", "compared_gap", "compared_note"].into_iter().flat_map(words) {
            assert!(page.contains(&format!("`{word}`")), "docs/diff.md says nothing of {word}");
        }
        let states: Vec<&str> = schema["$defs"]["compared_state"]["properties"]["state"]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap())
            .collect();
        assert!(Level::ALL.iter().all(|level| states.contains(&level.word())));
        assert!(states.contains(&Verdict::ReadyWithWarnings.word()));
        for outcome in [Outcome::NothingWorse, Outcome::Worse, Outcome::Incomplete] {
            assert!(page.contains(&format!("`{}`", outcome.word())), "{}", outcome.word());
        }
    }
}

#[test]
fn every_line_fits_80_columns_but_for_words_that_must_stay_whole() {
    for detail in [Detail::Quiet, Detail::Usual, Detail::Verbose] {
        let korean = plain_in(&difference(), detail, Language::Korean);
        for text in [plain(&difference(), detail), super::text::plain(&report(), detail), korean] {
            for line in text.lines() {
                let longest = line.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
                assert!(line.width() <= 80 || longest > 50, "{line}");
            }
        }
    }
}

#[test]
fn what_is_usual_each_day_is_told_where_everything_is_asked_for() {
    let mut newer = written();
    newer["revocation"][0]["number"] = json!("4713");
    let difference = compared(&written(), &newer);
    assert!(!plain(&difference, Detail::Usual).contains("4713"));
    assert!(plain(&difference, Detail::Verbose).contains("4713"));
    assert!(
        plain(&difference, Detail::Usual).contains("NOTHING WORSE  example-mail-2026\nno regressions, no repairs, ")
    );
}

#[test]
fn each_check_of_a_target_that_is_not_looked_at_any_more_stands_below_that_target_once() {
    let mut before = written();
    let all = before["findings"].as_array_mut().unwrap();
    let mut pass = all[0].clone();
    pass["target"] = json!("http://gone.example/");
    for code in ["endpoint-reachable", "endpoint-genuine", "crl-fresh"] {
        pass["code"] = json!(code);
        all.push(pass.clone());
    }
    let text = plain(&compared(&before, &written()), Detail::Usual);
    let expected = "\nNot looked at any more\n  http://gone.example/\n      passed before: endpoint-reachable, endpoint-genuine, crl-fresh\n";
    assert!(text.contains(expected), "{text}");
    assert_eq!(text.matches("http://gone.example/").count(), 1);
}

/// What ends a cell, an element, a fence, and what moves a cursor.
const HOSTILE: &str = "a\u{1b}[2Jb\u{202e}c | d`e <b>f</b> @all ![x](http://x) \u{7}\n# g";

#[test]
fn hostile_words_of_a_report_break_out_of_no_form() {
    let mut hostile = after();
    for finding in hostile["findings"].as_array_mut().unwrap() {
        for field in ["code", "target", "cause", "observed", "required", "next", "owner", "below"] {
            finding[field] = json!(HOSTILE);
        }
    }
    for pointer in ["/tool", "/headline", "/policy/id", "/host/name", "/host/account", "/host/route", "/client"] {
        *hostile.pointer_mut(pointer).unwrap() = json!(HOSTILE);
    }
    hostile["revocation"][0]["url"] = json!(HOSTILE);
    hostile["endpoints"][0]["url"] = json!(HOSTILE);
    let difference = compared(&before(), &hostile);
    let moves = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
    let text = plain(&difference, Detail::Verbose);
    assert!(!text.chars().any(moves), "{text:?}");
    let json = render::difference_json(&difference, "x");
    assert!(!json.chars().any(moves) && !json.contains("\\u001b"), "{json}");
    let markdown = render::difference_markdown(&difference, Detail::Verbose, Language::English);
    assert!(!markdown.chars().any(moves), "{markdown:?}");
    let mut width = None;
    for line in markdown.lines() {
        let cells = super::markdown::cells(line);
        let is_row = line.starts_with('|');
        assert!(!is_row || cells == *width.get_or_insert(cells), "{line}\n{markdown}");
        if !is_row {
            width = None;
        }
        assert!(!line.starts_with("# g") && !line.starts_with("## g"), "{markdown}");
    }
    let report = Report { since: Some(difference), ..sample::report() };
    let html = render::html(&report, Language::English);
    elements(&html).unwrap();
    assert!(!html.contains("<b>") && !html.chars().any(moves), "{html}");
}
