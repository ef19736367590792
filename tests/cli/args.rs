//! Arguments: what is wrong ends with 64 and says what was expected; help fits 80 columns; no colours where none belong.

use crate::common::run::{certready, command, finish};

/// Each wrong command line, and what its message must say.
const WRONG: [(&[&str], &str); 34] = [
    (&[], "Usage: certready <COMMAND>"),
    (&["chek"], "exist: 'schedule', 'check'"),
    (&["check"], "<POLICY>"),
    (&["check", "a", "b"], "unexpected argument 'b'"),
    (&["check", "a", "--cutovr", "2018-09-03"], "similar argument exists: '--cutover'"),
    (&["check", "a", "--cutover", "yesterday"], "expected YYYY-MM-DD"),
    (&["check", "a", "--as-of", "2018-13-01"], "2018-13-01"),
    (&["check", "a", "--client", "postfix"], "openssl-no-revocation"),
    (&["check", "a", "--only", "roots"], "the checks are way-out, "),
    (&["check", "a", "--skip", "clock,roots"], "the checks are way-out, "),
    (&["check", "a", "--proxy", "socks5://x"], "socks5"),
    (&["check", "a", "--connect-to", "a:b"], "HOST:PORT:ADDR:PORT"),
    (&["check", "a", "--timeout", "0"], "1..=600"),
    (&["check", "a", "--deadline", "3601"], "1..=3600"),
    (&["check", "a", "--format", "xml"], "text, json, html, markdown, csv, nagios, prometheus, junit"),
    (&["store", "list", "--format", "csv"], "text, json"),
    (&["check", "a", "--report", "report.json"], "FORMAT=PATH"),
    (&["check", "a", "--report", "xml=a"], "text, json, html, markdown, csv, nagios, prometheus, junit"),
    (&["check", "a", "--report", "json="], "expected a path"),
    (&["check", "a", "-q", "-v"], "'--verbose'"),
    (&["store", "find", ""], "<WANTED>"),
    (&["check", "a", "--firewall-list", "--baseline", "b"], "'--baseline <FILE|DIR>'"),
    (&["diff", "a"], "<AFTER>"),
    (&["diff", "a", "b", "--format", "html"], "text, json, markdown"),
    (&["diff", "a", "b", "--report", "csv=c"], "text, json and markdown"),
    (&["schedule", "launchd", "a"], "task-scheduler, systemd, cron"),
    (&["schedule", "cron"], "<POLICY>"),
    (&["fleet"], "<PATH>"),
    (&["fleet", "a", "--format", "nagios"], "text, html, json, csv, markdown, firewall-csv"),
    (&["fleet", "a", "--report", "nagios=a"], "text, html, json, csv, markdown, firewall-csv"),
    (&["fleet", "a", "--as", "b"], "expected NAME=FILE"),
    (&["chains"], "<POLICY>"),
    (&["chains", "a", "--at", "yesterday"], "expected YYYY-MM-DD"),
    (&["completions", "cmd"], "bash, elvish, fish, powershell, zsh"),
];

#[test]
fn each_wrong_command_line_ends_with_64_and_says_what_was_expected() {
    for (arguments, expected) in WRONG {
        let finished = certready(arguments);
        assert_eq!(finished.status, 64, "{arguments:?} {finished:#?}");
        assert!(finished.stderr.contains(expected), "{arguments:?} {finished:#?}");
        assert_eq!(finished.stdout, "", "{arguments:?}");
    }
}

/// It answers a run of certready's own, not a person.
#[test]
fn the_command_that_asks_windows_is_hidden_and_no_other_system_has_it() {
    assert!(!certready(&["--help"]).stdout.contains("retrieve"));
    let mut run = command(&["retrieve", "http://127.0.0.1:1/", "1", "1"]);
    // It ends with its standard input: here that stays open until it has answered.
    run.stdin(std::process::Stdio::piped());
    let output = run.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let output = {
        let mut output = output;
        let _open = output.stdin.take();
        output.wait_with_output().unwrap()
    };
    let said = String::from_utf8(output.stdout).unwrap();
    if cfg!(windows) {
        assert!(output.status.success() && said.starts_with("error "), "{said}");
    } else {
        assert_eq!((output.status.code(), said.as_str()), (Some(64), ""));
    }
}

const COMMANDS: [&[&str]; 20] = [
    &[],
    &["check"],
    &["evaluate"],
    &["diff"],
    &["url"],
    &["fleet"],
    &["verify"],
    &["chains"],
    &["store"],
    &["store", "list"],
    &["store", "find"],
    &["policy"],
    &["policy", "list"],
    &["policy", "show"],
    &["policy", "partner-sheet"],
    &["policy", "lint"],
    &["policy", "template"],
    &["schedule"],
    &["completions"],
    &["man"],
];

#[test]
fn help_goes_to_standard_output_within_80_columns() {
    for words in COMMANDS {
        for flag in ["-h", "--help"] {
            let arguments: Vec<&str> = words.iter().copied().chain([flag]).collect();
            let finished = certready(&arguments);
            assert_eq!((finished.status, finished.stderr.as_str()), (0, ""), "{arguments:?}");
            let wide: Vec<&str> = finished.stdout.lines().filter(|line| line.chars().count() > 80).collect();
            assert!(wide.is_empty(), "{arguments:?} {wide:#?}");
            assert!(finished.stdout.contains("Usage: certready"), "{arguments:?}");
        }
    }
}

/// Words, order and breaks of each help: what people read first.
#[test]
fn each_help_is_as_it_was_seen() {
    let mut all = String::new();
    for words in COMMANDS {
        let arguments: Vec<&str> = words.iter().copied().chain(["--help"]).collect();
        all.push_str(&format!("$ certready {}\n{}\n", arguments.join(" "), certready(&arguments).stdout));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn the_version_names_the_commit() {
    let finished = certready(&["--version"]);
    assert_eq!(finished.status, 0);
    let expected = format!("certready {} (", env!("CARGO_PKG_VERSION"));
    assert!(finished.stdout.starts_with(&expected), "{finished:#?}");
}

#[test]
fn a_pipe_and_no_color_get_no_escapes() {
    // A superseded policy: a report without any network.
    let arguments = ["check", "exchange-online-2018"];
    assert!(!certready(&arguments).stdout.contains('\u{1b}'));
    let mut forced = command(&arguments);
    forced.env("CLICOLOR_FORCE", "1");
    assert!(finish(forced).stdout.contains('\u{1b}'), "the twin: colours can be asked for");
    let mut refused = command(&arguments);
    refused.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!finish(refused).stdout.contains('\u{1b}'));
}
