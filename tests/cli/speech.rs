//! The language that a command speaks: as it is asked, else the system's; and the help of `check` in Korean, which has all that the
//! English one has.

use unicode_width::UnicodeWidthStr as _;

use crate::common::run::{Finished, certready, command, finish};

fn help(language: &str) -> Finished {
    certready(&["check", "--lang", language, "--help"])
}

/// The words of a text that begin like this.
fn words<'a>(text: &'a str, begin: &str) -> Vec<&'a str> {
    text.split([' ', '\n', ',', '[', ']', '=']).filter(|word| word.starts_with(begin)).collect()
}

fn has_korean(text: &str) -> bool {
    text.chars().any(|letter| ('가'..='힣').contains(&letter))
}

#[test]
fn the_korean_help_has_every_option_heading_and_example_of_the_english_one() {
    let (english, korean) = (help("en"), help("ko"));
    assert_eq!((english.status, korean.status), (0, 0));
    let options = |text: &str| {
        let lines = text.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
        lines.map(|line| words(line, "--").first().map(|word| (*word).to_owned())).collect::<Vec<_>>()
    };
    let (mut one, mut other) = (options(&english.stdout), options(&korean.stdout));
    one.sort();
    other.sort();
    assert_eq!(one, other);
    assert!(one.len() > 25, "{one:?}");
    let headings = |text: &str| text.lines().filter(|line| line.ends_with(':') && !line.starts_with(' ')).count();
    assert_eq!(headings(&english.stdout), headings(&korean.stdout));
    let examples = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| line.starts_with("certready check "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(examples(&english.stdout), examples(&korean.stdout));
    insta::assert_snapshot!(korean.stdout);
}

#[test]
fn each_option_is_told_in_korean_within_80_columns() {
    let korean = help("ko").stdout;
    for line in korean.lines() {
        assert!(line.width() <= 80, "{}: {line}", line.width());
    }
    for (option, rest) in korean.match_indices("\n  ").map(|(at, _)| (at, &korean[at + 1..])) {
        let entry: String = rest.lines().take(2).collect();
        assert!(!entry.trim_start().starts_with('-') || has_korean(&entry), "{option}: {entry}");
    }
    assert!(!has_korean(&help("en").stdout));
}

#[test]
fn the_system_s_language_is_spoken_and_what_is_asked_goes_first() {
    let spoken = |locale: &str, more: &[&str]| {
        let mut run = command(&[&["check", "--help"], more].concat());
        run.env("LC_ALL", locale);
        has_korean(&finish(run).stdout)
    };
    // Windows has no such variable: there its own first language is asked for.
    #[cfg(unix)]
    {
        assert!(spoken("ko_KR.UTF-8", &[]));
        assert!(!spoken("de_DE.UTF-8", &[]) && !spoken("C", &[]) && !spoken("kok_IN", &[]));
    }
    assert!(!spoken("ko_KR.UTF-8", &["--lang=en"]));
    assert!(spoken("C", &["--lang", "ko"]));
    let wrong = certready(&["check", "exchange-online-2018", "--lang", "kr"]);
    assert_eq!(wrong.status, 64);
    assert!(wrong.stderr.contains("`kr` is no language of certready: en, ko"), "{wrong:#?}");
}

#[test]
fn a_sheet_for_partners_is_told_in_korean_in_each_form_that_people_read() {
    let sheet = |form: &str, language: &str| {
        let run = certready(&["policy", "partner-sheet", "exchange-online-2018", "--format", form, "--lang", language]);
        assert_eq!(run.status, 0, "{run:#?}");
        run.stdout
    };
    for form in ["text", "markdown", "html"] {
        assert!(sheet(form, "ko").contains("루트 발급자"), "{form}");
        assert!(!has_korean(&sheet(form, "en")), "{form}");
    }
    let (made, again) = (sheet("json", "ko"), sheet("json", "en"));
    assert!(!has_korean(&made) && !has_korean(&again));
    assert!(sheet("html", "ko").contains("<html lang=\"ko\">"));
    for line in sheet("text", "ko").lines() {
        assert!(line.width() <= 80, "{line}");
    }
}

/// JSON has no language, so that a comparison of two files quotes their sentences; what a folder says is there in every language.
#[test]
fn a_comparison_is_told_in_korean_in_each_form_that_people_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (name, client) in [("before", "schannel-validating"), ("after", "schannel-opportunistic")] {
        let (report, kept) = (format!("json={}.json", path(name)), path(name));
        let run = certready(&[
            "check",
            "exchange-online-2018",
            "--client",
            client,
            "-q",
            "--report",
            &report,
            "--evidence",
            &kept,
        ]);
        assert_eq!(run.status, 3, "{run:#?}");
    }
    let diff = |ending: &str, form: &str, language: &str| {
        let (before, after) = (path("before") + ending, path("after") + ending);
        certready(&["diff", &before, &after, "--format", form, "--lang", language])
    };
    for form in ["text", "markdown"] {
        let (korean, english) = (diff(".json", form, "ko").stdout, diff(".json", form, "en").stdout);
        assert!(
            korean.contains("악화 없음") && korean.contains("변경된 정보") && korean.contains("클라이언트"),
            "{korean}"
        );
        assert!(english.contains("no regressions") && !has_korean(&english), "{english}");
        assert_eq!(diff("", form, "ko").stdout, korean, "{form}");
    }
    let (made, again) = (diff(".json", "json", "ko"), diff(".json", "json", "en"));
    assert_eq!(made.stdout, again.stdout);
    assert!(!has_korean(&made.stdout));
}
