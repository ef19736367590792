//! `certready schedule`: arguments and a policy → a `Schedule`, and its definitions on standard output or in files. It registers
//! nothing: an administrator does, by what docs/schedule.md says.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::{Args, Parser as _, ValueEnum};

use super::args::{CheckArgs, Format, time};
use super::kept_reports::KEEP;
use super::output::NotWritten;
use super::{Cli, Command, ExitStatus, Moment, Refusal, output, own, policy, terminal};
use crate::finding::Purpose;
use crate::policy::Policy;
use crate::probe::{Limits, OwnNamed};
use crate::schedule::{self, Definition, Schedule, TimeOfDay};
use crate::vocabulary::Timestamp;

// What stands below the help is broken by hand, as in `args`.
const EXAMPLES: &str = "Examples:
  certready schedule systemd ./partner.yaml --write /etc/systemd/system
  certready schedule cron ./partner.yaml --account postfix --write /etc/cron.d
  certready schedule task-scheduler ./partner.yaml --event-log --write C:\\Tasks
  certready schedule systemd ./partner.yaml -- --service mx:contoso.example

What stands behind -- is passed on to `check`. Nothing is registered:
docs/schedule.md says how, and what alerts.

Exit status: 0 done, 64 wrong command line, nothing left to run for, or a word
that the system can't be told, 65 policy unreadable, 74 not written.";

/// Days after the cutover on which it still runs: what follows from a cutover shows within a week.
const DAYS_AFTER: i64 = 7;

/// Minutes after which a run is ended at the latest, as long as its own deadline is much shorter.
const LIMIT: u32 = 15;

/// What a run takes beside its deadline, at the most and generously: it writes files.
const BESIDE_DEADLINE: u32 = 5;

/// `certready schedule`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ScheduleArgs {
    /// For whom: task-scheduler (two tasks, SYSTEM and NetworkService), systemd (a service and a timer) or cron (a line)
    #[arg(value_enum, hide_possible_values = true)]
    pub system: System,
    /// The id of an embedded policy, or the path of a policy file, which is made absolute
    pub policy: String,
    /// The cutover, in place of the policy's, as `check` has it; runs end a week after it
    #[arg(long, value_name = "DATE", value_parser = time)]
    pub cutover: Option<Timestamp>,
    /// When it runs each day, in the host's local time
    #[arg(long, value_name = "HH:MM", default_value = "06:00", value_parser = time_of_day)]
    pub at: TimeOfDay,
    /// Where `check` keeps its reports [default: /var/lib/certready/reports, of Windows C:\ProgramData\certready\reports]
    #[arg(long, value_name = "DIR")]
    pub reports: Option<String>,
    /// Of how many runs reports are kept, 1 to 1000
    #[arg(long, value_name = "N", default_value_t = KEEP, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub keep: u16,
    /// The path of certready on the host, absolute [default: where this one lies]
    #[arg(long, value_name = "PATH")]
    pub program: Option<String>,
    /// As whom it runs, of systemd and cron [default: of systemd an account of the unit's own, of cron root]
    #[arg(long, value_name = "NAME", value_parser = account)]
    pub account: Option<String>,
    /// Have each run write its event, of Windows, where an administrator registered the source: as `check` has it
    #[arg(long)]
    pub event_log: bool,
    /// Write the files to this folder in place of printing them, and never over a file that says something else
    #[arg(long, value_name = "DIR")]
    pub write: Option<PathBuf>,
    /// Options that each `check` gets as well
    #[arg(last = true, value_name = "OPTION OF CHECK")]
    pub check: Vec<String>,
}

/// Who starts programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum System {
    /// Windows' Task Scheduler.
    TaskScheduler,
    /// A service and a timer.
    Systemd,
    /// A line of `/etc/cron.d`.
    Cron,
}

impl System {
    /// Where reports go where nothing else is asked.
    const fn reports(self) -> &'static str {
        match self {
            Self::TaskScheduler => r"C:\ProgramData\certready\reports",
            Self::Systemd | Self::Cron => "/var/lib/certready/reports",
        }
    }

    /// Whether a path begins at the root there.
    fn is_absolute(self, path: &str) -> bool {
        match self {
            Self::Systemd | Self::Cron => path.starts_with('/'),
            Self::TaskScheduler => {
                let drive = matches!(path.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
                drive || path.starts_with(r"\\")
            }
        }
    }
}

fn time_of_day(text: &str) -> Result<TimeOfDay, String> {
    TimeOfDay::parse(text).ok_or_else(|| "expected HH:MM, from 00:00 to 23:59".to_owned())
}

/// A name of an account that units and cron take alike (systemd, "User/Group Name Syntax", its strict form, and dots).
fn account(text: &str) -> Result<String, String> {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if begins && text.len() <= 31 && text.bytes().all(inner) {
        Ok(text.to_owned())
    } else {
        Err("expected the name of an account: letters, digits, `_`, `-` and `.`".to_owned())
    }
}

/// Makes the definitions, and prints or writes them.
pub(super) fn run(args: &ScheduleArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let schedule = schedule(args, moment)?;
    let unsayable = |error| Refusal::of(ExitStatus::Usage, &error);
    let definitions = match args.system {
        System::TaskScheduler => schedule::task_scheduler(&schedule).map_err(unsayable)?.to_vec(),
        System::Systemd => schedule::systemd(&schedule).map_err(unsayable)?.to_vec(),
        System::Cron => vec![schedule::cron(&schedule).map_err(unsayable)?],
    };
    match &args.write {
        Some(folder) => write(folder, &definitions)?,
        None => print(&definitions)?,
    }
    Ok(ExitStatus::Ready)
}

/// A command line that is wrong.
fn usage(story: impl Into<String>) -> Refusal {
    Refusal { status: ExitStatus::Usage, story: story.into() }
}

/// What is to be run, when and how long.
fn schedule(args: &ScheduleArgs, moment: Moment) -> Result<Schedule, Refusal> {
    let of_windows = args.system == System::TaskScheduler;
    if args.event_log && !of_windows {
        return Err(usage("--event-log: only the Task Scheduler's hosts have an event log of Windows"));
    }
    if args.account.is_some() && of_windows {
        return Err(usage("--account: the two tasks run as SYSTEM and as NetworkService, as Exchange does"));
    }
    let is_path = crate::policy::is_path(&args.policy);
    let named = if is_path { absolute(args.system, "the policy", &args.policy)? } else { args.policy.clone() };
    let policy = policy::parse(&policy::load(&args.policy)?)?;
    let cutover = cutover(&policy, args.cutover)?;
    let end = cutover.plus_days(DAYS_AFTER);
    if end < moment.started {
        let story = format!(
            "the cutover of {} was at {cutover}, and a week has passed since: there is nothing left to run for; give --cutover \
             for another date",
            policy.id
        );
        return Err(usage(story));
    }
    let reports = match &args.reports {
        Some(reports) => absolute(args.system, "--reports", reports)?,
        None => args.system.reports().to_owned(),
    };
    let arguments = arguments(args, &named, &reports);
    let check = check_of(&arguments, args)?;
    let mut reads: Vec<String> = is_path.then_some(named).into_iter().collect();
    reads.extend(named_files(&check, args.system)?);
    let mut writes = Vec::new();
    for file in &check.writes.report {
        let path = of_the_host(args.system, "--report", &file.path)?;
        writes.push(path.rsplit_once(['/', '\\']).map_or(path.clone(), |(folder, _)| folder.to_owned()));
    }
    let seconds = check.looks.deadline.unwrap_or(Limits::default().deadline.as_secs());
    let minutes = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX).saturating_add(BESIDE_DEADLINE);
    Ok(Schedule {
        program: program(args)?,
        arguments,
        account: args.account.clone(),
        at: args.at,
        // The same at every call, so that a definition made again is the same; a day that has passed starts nothing.
        first: policy.as_of.min(moment.started).day(),
        last: end.day(),
        limit: minutes.max(LIMIT),
        reports,
        writes,
        reads,
        policy: policy.id,
    })
}

/// When the service moves: as `check` would judge it.
fn cutover(policy: &Policy, asked: Option<Timestamp>) -> Result<Timestamp, Refusal> {
    if policy.purpose == Purpose::Urls {
        return Err(usage(format!(
            "{} is a list of URLs, which has no cutover: nothing says how long to run",
            policy.id
        )));
    }
    match (&policy.superseded, asked) {
        (_, Some(cutover)) => Ok(cutover),
        (None, None) => Ok(policy.cutover.at),
        (Some(superseded), None) => Err(usage(format!(
            "{} is superseded by {}: schedule that one, or give --cutover to have this one judged for its own date",
            policy.id, superseded.by
        ))),
    }
}

/// The path of the program on the host.
fn program(args: &ScheduleArgs) -> Result<String, Refusal> {
    if let Some(program) = &args.program {
        let absolute = args.system.is_absolute(program).then(|| program.clone());
        return absolute.ok_or_else(|| usage(format!("--program: {program} is no absolute path of the host")));
    }
    let own = std::env::current_exe().ok().and_then(|path| path.into_os_string().into_string().ok());
    own.filter(|path| args.system.is_absolute(path))
        .ok_or_else(|| usage("--program: say where certready lies on the host: this one's own path is none there"))
}

/// A path from the root on, as the scheduler's systems have it.
fn absolute(system: System, what: &str, path: &str) -> Result<String, Refusal> {
    if system.is_absolute(path) {
        return Ok(path.to_owned());
    }
    let here = terminal::absolute(Path::new(path)).into_os_string().into_string().ok();
    here.filter(|path| system.is_absolute(path)).ok_or_else(|| {
        usage(format!("{what}: {path} is no absolute path of the host, and this system's paths are none there"))
    })
}

/// A path behind `--`: what it is relative to on the host, nobody knows here.
fn of_the_host(system: System, what: &str, path: &Path) -> Result<String, Refusal> {
    let text = path.to_str().filter(|path| system.is_absolute(path));
    text.map(str::to_owned).ok_or_else(|| usage(format!("{what}: {} is no absolute path of the host", path.display())))
}

/// The arguments of each run.
fn arguments(args: &ScheduleArgs, policy: &str, reports: &str) -> Vec<String> {
    let mut words = vec!["check".to_owned(), policy.to_owned(), "--quiet".to_owned()];
    if let Some(cutover) = args.cutover {
        words.extend(["--cutover".to_owned(), cutover.to_string()]);
    }
    words.extend(["--reports".to_owned(), reports.to_owned(), "--keep".to_owned(), args.keep.to_string()]);
    if args.event_log {
        words.push("--event-log".to_owned());
    }
    words.extend(args.check.iter().cloned());
    words
}

/// The arguments as `check` will read them.
fn check_of(arguments: &[String], args: &ScheduleArgs) -> Result<CheckArgs, Refusal> {
    let words = ["certready".to_owned()].into_iter().chain(arguments.iter().cloned());
    let check = match Cli::try_parse_from(words) {
        Ok(Cli { command: Some(Command::Check(check)), .. }) => check,
        Ok(_) => return Err(usage("behind --: no options of `check`")),
        Err(refused) => return Err(usage(format!("behind --: {}", refused.render().to_string().trim_end()))),
    };
    let unfit = [
        (check.writes.format != Format::Text, "--format: nobody reads it there: the reports are kept as JSON and HTML"),
        (check.keeps.evidence.is_some(), "--evidence: a folder of that name is there from the second run on"),
        (check.judged.as_of.is_some(), "--as-of: each run judges its own day"),
        (check.judged.cutover != args.cutover, "--cutover: give it before the --, because the runs end by it"),
        (check.event_log != args.event_log, "--event-log: give it before the --"),
        (check.lists.firewall_list.is_some(), "--firewall-list: a list is no run"),
    ];
    match unfit.into_iter().find(|(unfit, _)| *unfit) {
        Some((_, why)) => Err(usage(format!("behind --: {why}"))),
        None => Ok(check),
    }
}

/// The files and folders that the run reads, each of which must be named from the root on.
fn named_files(check: &CheckArgs, system: System) -> Result<Vec<String>, Refusal> {
    let own = check.own_certificate.as_ref().filter(|named| matches!(own::named(named), OwnNamed::File(_)));
    let one = [
        ("--trust-store", &check.looks.trust_store),
        ("--exchange", &check.exchange),
        ("--exchange-certificates", &check.exchange_certificates),
    ];
    let one = one.into_iter().filter_map(|(what, path)| Some((what, path.as_ref()?)));
    let own = own.into_iter().map(|path| ("--own-certificate", path));
    let several = check.connectors.iter().map(|path| ("--connectors", path));
    let logs = check.smtp_log.iter().map(|path| ("--smtp-log", path));
    one.chain(own).chain(several).chain(logs).map(|(what, path)| of_the_host(system, what, path)).collect()
}

/// The definitions one below the other; each under its name where there are several.
fn print(definitions: &[Definition]) -> Result<(), NotWritten> {
    let mut text = String::new();
    for definition in definitions {
        if definitions.len() > 1 {
            text.push_str(&format!("{}\n", definition.heading));
        }
        text.push_str(&definition.text);
    }
    output::print(&text)
}

/// Writes each file whole, none where one of them would take another's place, and says where they are.
fn write(folder: &Path, definitions: &[Definition]) -> Result<(), NotWritten> {
    let places: Vec<(PathBuf, Vec<u8>)> = definitions.iter().map(|one| (folder.join(&one.name), one.bytes())).collect();
    let mut missing = Vec::new();
    for (path, bytes) in &places {
        let refused = |source| NotWritten::File { path: path.clone(), source };
        match is_there(path, bytes).map_err(refused)? {
            Some(true) => {}
            Some(false) => return Err(NotWritten::Other(path.clone())),
            None => missing.push((path, bytes)),
        }
    }
    for (path, bytes) in missing {
        output::write_new(path, bytes).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => NotWritten::Other(path.clone()),
            _ => NotWritten::File { path: path.clone(), source },
        })?;
    }
    let said: String = places.iter().map(|(path, _)| format!("{}\n", path.display())).collect();
    output::print(&said)
}

/// Whether a file has just these bytes. None where there is none.
fn is_there(path: &Path, bytes: &[u8]) -> io::Result<Option<bool>> {
    let path = terminal::of_any_length(path);
    match std::fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => return Ok(Some(false)),
        Ok(_) => {}
    }
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_add(1);
    let mut found = Vec::new();
    File::open(&path)?.take(most).read_to_end(&mut found)?;
    Ok(Some(found == bytes))
}
