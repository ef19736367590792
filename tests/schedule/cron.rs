//! The line for cron, run by a shell as cron runs it.

use certready::schedule::{self, Schedule};

use super::unix;

fn text(schedule: &Schedule) -> String {
    schedule::cron(schedule).unwrap().text
}

/// The line that is no comment, as its fields: five of time, the account, and the command as cron hands it to a shell.
fn fields(text: &str) -> (String, String, String) {
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 1, "{text}");
    let mut fields = lines[0].splitn(7, ' ');
    let time: Vec<&str> = fields.by_ref().take(5).collect();
    let account = fields.next().unwrap().to_owned();
    let command = fields.next().unwrap();
    // crontab(5): a bare `%` ends the command, `\%` is a percent sign.
    let bare = command.replace(r"\%", "");
    assert!(!bare.contains('%'), "{command}");
    (time.join(" "), account, command.replace(r"\%", "%"))
}

#[test]
fn the_file_is_as_it_was_seen() {
    let definition = schedule::cron(&unix(&["example-mail-2026", "--quiet"])).unwrap();
    assert_eq!(definition.name, "certready-example-mail-2026");
    insta::assert_snapshot!(definition.text);
}

#[test]
fn it_runs_daily_at_its_time_as_root_or_as_who_is_named() {
    let mut schedule = unix(&[]);
    let (time, account, _) = fields(&text(&schedule));
    assert_eq!((time.as_str(), account.as_str()), ("5 6 * * *", "root"));
    schedule.account = Some("postfix".to_owned());
    assert_eq!(fields(&text(&schedule)).1, "postfix");
}

#[test]
fn what_cron_can_not_be_told_is_refused() {
    for word in ["a\nb", "a\u{7}", "a\\b", r"\%"] {
        let refused = schedule::cron(&unix(&[word])).unwrap_err();
        assert_eq!(refused.word, word);
        assert!(!refused.to_string().contains(char::is_control), "{refused}");
    }
    let long = "x".repeat(900);
    assert!(schedule::cron(&unix(&[long.as_str()])).unwrap_err().to_string().contains("998 bytes"));
    let fits = "x".repeat(600);
    assert!(schedule::cron(&unix(&[fits.as_str()])).is_ok());
}

#[cfg(unix)]
mod run {
    use std::path::{Path, PathBuf};

    use super::{Schedule, fields, text, unix};
    use crate::common::run::{clean, finish};
    use crate::schedule::{HOSTILE, date};

    /// A program that notes its arguments, one a line, says something and ends with a status.
    fn program(folder: &Path, status: u8) -> PathBuf {
        let path = folder.join("cert ready 'n' co %F");
        let script = format!(
            "#!/bin/sh\nfor one; do printf '%s\\n' \"$one\"; done > '{}/arguments'\necho said; echo told >&2; exit {status}\n",
            folder.display()
        );
        crate::common::script::write(&path, &script);
        path
    }

    /// The line's command under a shell without any PATH. Status, output, and the arguments that the program got.
    fn run(mut schedule: Schedule, status: u8) -> (i32, String, Option<Vec<String>>) {
        let folder = tempfile::tempdir().unwrap();
        schedule.program = program(folder.path(), status).to_str().unwrap().to_owned();
        let (_, _, shell_command) = fields(&text(&schedule));
        let mut command = clean("/bin/sh");
        command.args(["-c", &shell_command]).env("PATH", "/nonexistent").current_dir("/");
        let run = finish(command);
        assert_eq!(run.stderr, "");
        let arguments = std::fs::read_to_string(folder.path().join("arguments")).ok();
        (run.status, run.stdout, arguments.map(|text| text.lines().map(str::to_owned).collect()))
    }

    fn far() -> Schedule {
        Schedule { last: date("2999-01-01"), ..unix(&HOSTILE) }
    }

    #[test]
    fn every_word_reaches_the_program_as_it_is() {
        let (status, said, arguments) = run(far(), 0);
        assert_eq!((status, said.as_str()), (0, ""));
        let expected: Vec<&str> = ["check"].into_iter().chain(HOSTILE).collect();
        assert_eq!(arguments.unwrap(), expected);
    }

    #[test]
    fn a_percent_sign_survives_cron() {
        let schedule = Schedule { last: date("2999-01-01"), ..unix(&["100%", "%F"]) };
        assert_eq!(run(schedule, 0).2.unwrap(), ["check", "100%", "%F"]);
    }

    #[test]
    fn it_is_silent_on_0_and_prints_all_and_ends_alike_on_every_other_status() {
        for status in [1, 2, 3, 64, 65, 74] {
            let (ended, said, _) = run(far(), status);
            assert_eq!((ended, said.as_str()), (status.into(), "said\ntold\n"));
        }
    }

    #[test]
    fn after_its_last_day_it_starts_nothing_and_on_it_it_does() {
        let today = crate::common::run::clock();
        let past = Schedule { last: today.plus_days(-2).day(), ..unix(&[]) };
        assert_eq!(run(past, 2), (0, String::new(), None));
        // The day of this machine's zone may be one further.
        let lasting = Schedule { last: today.plus_days(1).day(), ..unix(&[]) };
        assert_eq!(run(lasting, 2).0, 2);
    }
}
