//! One line for `/etc/cron.d` (crontab(5)): guarded by the date, and silent while the exit status is 0, because cron mails what
//! is printed.

use super::quote::{Unsayable, control, for_shell, refuse};
use super::{Definition, Encoding, Schedule};

/// What is said of whom.
const CRON: &str = "cron";

/// The longest command that cron takes (`MAX_COMMAND` of Vixie cron, and of Debian's), without its end.
const LONGEST_COMMAND: usize = 998;

/// The account where none is named: it makes the folder for the reports, and mails to who reads root's mail.
const ACCOUNT: &str = "root";

/// The file for `/etc/cron.d`, whose name has no full stop, because cron passes over those that have one.
///
/// # Errors
/// [`Unsayable`] for a word with a control character or a backslash, and for a line that is too long.
pub fn cron(schedule: &Schedule) -> Result<Definition, Unsayable> {
    let words: Vec<&str> =
        [schedule.program.as_str()].into_iter().chain(schedule.arguments.iter().map(String::as_str)).collect();
    for word in &words {
        let backslash =
            word.contains('\\').then_some("it has a backslash in it, which one cron keeps and another takes away");
        refuse(word, CRON, control(word).or(backslash))?;
    }
    let run = words.into_iter().map(for_shell).collect::<Vec<_>>().join(" ");
    let last = schedule.last.to_string().replace('-', "");
    // `date` by its path: cron's PATH is each system's own.
    let command = format!(
        "test \"$(/bin/date +%Y%m%d)\" -gt {last} || {{ out=$({run} 2>&1) || {{ status=$?; printf '%s\\n' \"$out\"; exit \"$status\"; }}; }}"
    );
    let command = command.replace('%', r"\%");
    let too_long = (command.len() > LONGEST_COMMAND).then_some("cron takes no command of more than 998 bytes");
    refuse(&command, CRON, too_long)?;
    let name = format!("certready-{}", schedule.policy);
    let (at, account) = (schedule.at, schedule.account.as_deref().unwrap_or(ACCOUNT));
    let text = format!(
        "# /etc/cron.d/{name}, written by `certready schedule cron`.
# Daily at {at} local time until {until}; later it starts nothing.
# cron mails what is printed, to {account} or to whom a line MAILTO= above names: the report
# where the exit status is not 0, nothing where it is.
{minute} {hour} * * * {account} {command}
",
        until = schedule.last,
        minute = at.minute,
        hour = at.hour,
    );
    Ok(Definition { heading: format!("# {name}"), name, text, encoding: Encoding::Utf8 })
}
