//! Two tasks of Windows' Task Scheduler, one for each account under which Exchange runs (Microsoft, "Task Scheduler Schema";
//! MS-TSCH §2.5).
//!
//! No `LogonType`: the schema knows none for a service's account. `ServiceAccount` is a constant of the programming interface
//! (`TASK_LOGON_SERVICE_ACCOUNT`), and Windows refuses a definition that has it; the SID alone says it.

use super::quote::{Unsayable, control, for_windows, for_xml, refuse};
use super::{Definition, Encoding, Schedule};

/// What is said of whom.
const SCHEDULER: &str = "the Task Scheduler";

/// The accounts of Exchange's services and of its transport: their SIDs, which no language changes, and names for a person.
const ACCOUNTS: [(&str, &str); 2] = [("S-1-5-18", "SYSTEM"), ("S-1-5-20", "NetworkService")];

/// The longest path of a program, in characters (`pathType` of the schema).
const LONGEST_PATH: usize = 260;

/// The tasks, as files of UTF-16: `schtasks /create /xml` takes no other, and `Register-ScheduledTask -Xml` takes the text.
///
/// # Errors
/// [`Unsayable`] for a word with a control character, with `%` or `$(` in it, and for a program's path that is too long.
pub fn task_scheduler(schedule: &Schedule) -> Result<[Definition; 2], Unsayable> {
    for word in [&schedule.program].into_iter().chain(&schedule.arguments) {
        refuse(word, SCHEDULER, control(word).or_else(|| unsayable(word)))?;
    }
    // No quotes may stand around the program, so that none may stand in it; no file of Windows has one in its name.
    let path = match &schedule.program {
        path if path.contains('"') => Some("no path of Windows has a quotation mark in it"),
        path if path.chars().count() > LONGEST_PATH => Some("a program's path has at most 260 characters there"),
        _ => None,
    };
    refuse(&schedule.program, SCHEDULER, path)?;
    Ok(ACCOUNTS.map(|account| task(schedule, account)))
}

fn unsayable(word: &str) -> Option<&'static str> {
    if word.contains('%') {
        Some("it takes what stands between two % for a variable's name, and knows no escape")
    } else if word.contains("$(") {
        Some("it takes $( for the begin of a variable, and knows no escape")
    } else if word.contains(['\u{fffe}', '\u{ffff}']) {
        Some("XML has no such character")
    } else {
        None
    }
}

fn task(schedule: &Schedule, (sid, account): (&str, &str)) -> Definition {
    let words: Vec<String> = schedule.arguments.iter().map(|word| for_windows(word)).collect();
    let name = format!("certready-{}-{sid}.xml", schedule.policy);
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.3" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Source>certready</Source>
    <Description>certready check of {policy} as {account}, daily until {last}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{first}T{at}:00</StartBoundary>
      <EndBoundary>{last}T23:59:59</EndBoundary>
      <RandomDelay>PT15M</RandomDelay>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{sid}</UserId>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT{limit}M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"#,
        policy = schedule.policy,
        first = schedule.first,
        last = schedule.last,
        at = schedule.at,
        limit = schedule.limit,
        program = for_xml(&schedule.program),
        arguments = for_xml(&words.join(" ")),
    );
    Definition { heading: format!("<!-- {name} -->"), name, text, encoding: Encoding::Utf16 }
}
