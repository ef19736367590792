//! The tasks: Microsoft's schema, the bytes of the file, and the words of the command line as Windows takes them apart. None was
//! registered on a real Windows here.

use certready::schedule::{self, Definition, Schedule};

use super::{HOSTILE, unix};
use crate::common::capability::require;
use crate::common::tool::fed;

/// The part of Microsoft's schema that is used: see the README beside it.
const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/task-scheduler/task.xsd");

fn windows(arguments: &[&str]) -> Schedule {
    Schedule {
        program: r"C:\Program Files\certready\certready.exe".to_owned(),
        reports: r"C:\ProgramData\certready\reports".to_owned(),
        ..unix(arguments)
    }
}

fn tasks(schedule: &Schedule) -> [Definition; 2] {
    schedule::task_scheduler(schedule).unwrap()
}

/// What stands in an element, as XML has it.
fn element(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!("<{name}>")).unwrap();
    let inside = rest.split_once(&format!("</{name}>")).unwrap().0;
    assert!(!inside.contains(['<', '>']), "{inside}");
    inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// A command line as Windows takes it apart (Microsoft, "Parsing C++ command-line arguments").
fn argv(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut backslashes) = (Vec::new(), None::<String>, false, 0);
    for one in line.chars().chain([' ']) {
        if one == '\\' {
            backslashes += 1;
            continue;
        }
        let literal = if one == '"' { backslashes / 2 } else { backslashes };
        let bare_quote = one == '"' && backslashes % 2 == 0;
        if backslashes > 0 {
            word.get_or_insert_default().push_str(&"\\".repeat(literal));
        }
        backslashes = 0;
        match one {
            '"' if bare_quote => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' | '\t' if !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    assert!(!quoted, "{line}");
    words
}

#[test]
fn the_task_of_system_is_as_it_was_seen() {
    let [system, _] = tasks(&windows(&["example-mail-2026", "--quiet", "--event-log"]));
    insta::assert_snapshot!(system.text);
}

#[test]
fn there_is_one_for_each_account_and_they_differ_in_nothing_else() {
    let [system, network] = tasks(&windows(&["example-mail-2026"]));
    assert_eq!(system.name, "certready-example-mail-2026-S-1-5-18.xml");
    assert_eq!(network.name, "certready-example-mail-2026-S-1-5-20.xml");
    assert_eq!(element(&system.text, "UserId"), "S-1-5-18");
    let other = system.text.replace("S-1-5-18", "S-1-5-20").replace("as SYSTEM", "as NetworkService");
    assert_eq!(other, network.text);
}

/// `LogonType` with the name that the programming interface has is refused, by the schema as by Windows.
#[test]
fn the_tasks_keep_to_the_schema() {
    require!("xmllint");
    let valid = |text: &str| {
        // xmllint reads its input as UTF-8.
        let text = text.replacen("UTF-16", "UTF-8", 1);
        fed("xmllint", &["--noout", "--schema", SCHEMA, "-"], &text)
    };
    let hostile: Vec<&str> = HOSTILE.into_iter().filter(|word| !word.contains("$(")).collect();
    for schedule in [windows(&["a"]), windows(&hostile), Schedule { limit: 65, ..windows(&["a"]) }] {
        for task in tasks(&schedule) {
            let (well, said) = valid(&task.text);
            assert!(well, "{said}");
        }
    }
    let [task, _] = tasks(&windows(&["a"]));
    for (from, to) in [
        ("<RunLevel>", "<LogonType>ServiceAccount</LogonType><RunLevel>"),
        ("T06:05:00", "T6:05"),
        ("IgnoreNew", "Ignore"),
        ("Context=\"Author\"", "Context=\"Other\""),
        ("<EndBoundary>", "<EndBoundary/><EndBoundary>"),
    ] {
        assert!(!valid(&task.text.replacen(from, to, 1)).0, "{from}");
    }
}

#[test]
fn the_file_is_utf_16_with_its_mark_and_windows_line_ends() {
    let [task, _] = tasks(&windows(&["größe", "日本"]));
    let bytes = task.bytes();
    assert_eq!(bytes[..2], [0xff, 0xfe]);
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let text = String::from_utf16(&units).unwrap();
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n<Task "), "{text}");
    assert_eq!(text.replace("\r\n", "\n"), task.text);
    assert!(!text.replace("\r\n", "").contains('\n'));
    assert_eq!(argv(&element(&text, "Arguments")), ["check", "größe", "日本"]);
}

#[test]
fn every_word_is_itself_on_the_command_line_of_windows() {
    let own = ["a\\b", "a b\\", "\\\\server\\share x\\", "a\\\"b", "\\\\\"", "\t", "a  b"];
    let hostile: Vec<&str> = HOSTILE.into_iter().filter(|word| !word.contains("$(")).chain(own).collect();
    let sayable: Vec<&str> = hostile.into_iter().filter(|word| *word != "\t").collect();
    let [task, _] = tasks(&windows(&sayable));
    let expected: Vec<&str> = ["check"].into_iter().chain(sayable).collect();
    assert_eq!(argv(&element(&task.text, "Arguments")), expected);
    assert_eq!(element(&task.text, "Command"), r"C:\Program Files\certready\certready.exe");
}

#[test]
fn what_the_scheduler_can_not_be_told_is_refused() {
    for word in ["%TEMP%", "100%", "$(Arg0)", "a\nb", "a\u{0}", "\u{ffff}", "\t"] {
        assert_eq!(schedule::task_scheduler(&windows(&[word])).unwrap_err().word, word);
    }
    let long = format!(r"C:\{}\certready.exe", "x".repeat(250));
    for program in [r#"C:\a"b\certready.exe"#, long.as_str()] {
        let schedule = Schedule { program: program.to_owned(), ..windows(&[]) };
        assert!(schedule::task_scheduler(&schedule).is_err(), "{program}");
    }
}

#[test]
fn it_starts_and_ends_with_its_days_and_is_given_more_time_than_a_run_takes() {
    let [task, _] = tasks(&windows(&[]));
    assert_eq!(element(&task.text, "StartBoundary"), "2026-11-26T06:05:00");
    assert_eq!(element(&task.text, "EndBoundary"), "2027-02-08T23:59:59");
    assert_eq!(element(&task.text, "ExecutionTimeLimit"), "PT15M");
    for (name, value) in
        [("StartWhenAvailable", "true"), ("DisallowStartIfOnBatteries", "false"), ("DaysInterval", "1")]
    {
        assert_eq!(element(&task.text, name), value);
    }
}
