//! The command line: arguments → settings, one file per subcommand, output whole or not at all, the exit status.
#![expect(clippy::disallowed_methods, reason = "the files and handles of a command line")]

mod args;
mod baseline;
mod chains;
mod check;
mod connectors;
mod diff;
mod evaluate;
mod exchange;
mod exit;
mod firewall;
mod fleet;
mod fleet_files;
mod kept_reports;
mod manual;
mod material;
mod output;
mod own;
mod partner_sheet;
mod policy;
mod policy_new;
mod powershell;
mod progress;
mod retrieve;
mod schedule;
mod sources;
mod speech;
mod store;
mod terminal;
mod url;
mod verify;
mod version;

pub use args::{Cli, Command};
pub use connectors::{MOST_CONNECTORS, NotConnectors, connectors};
pub use exchange::{MOST_SERVERS, NotExchange, servers};
pub use exit::ExitStatus;
pub use own::{MOST_CERTIFICATES, NotCertificates, certificates};
pub use powershell::NotPowerShell;

use std::error::Error;
use std::ffi::OsString;
use std::io;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};

use self::args::Format;
use self::version::Length;
use crate::render;
use crate::run::RunError;
use crate::vocabulary::Timestamp;

/// What a command needs beside its arguments: the one reading of the wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// When the process began, UTC.
    pub started: Timestamp,
}

/// Why a command gives no result, and how the process ends then.
#[derive(Debug)]
pub struct Refusal {
    /// How the process ends.
    pub status: ExitStatus,
    /// What to tell the person.
    pub story: String,
}

impl Refusal {
    /// A refusal with the whole story of an error.
    fn of(status: ExitStatus, error: &dyn Error) -> Self {
        Self { status, story: output::whole_story(error) }
    }
}

impl From<RunError> for Refusal {
    fn from(error: RunError) -> Self {
        let status = match &error {
            RunError::Policy(_) | RunError::Unreadable(_) | RunError::TooMuch(_) => ExitStatus::Unreadable,
            RunError::Unwritable(_) => ExitStatus::Unwritable,
            // Nothing could be looked at, or compared.
            RunError::Probe(_) | RunError::Incomparable(_) => ExitStatus::Undetermined,
        };
        Self::of(status, &error)
    }
}

impl From<output::NotWritten> for Refusal {
    fn from(error: output::NotWritten) -> Self {
        Self::of(ExitStatus::Unwritable, &error)
    }
}

/// Runs the command that the arguments ask for, and says how the process ends.
pub fn main(args: impl IntoIterator<Item = OsString>, moment: Moment) -> ExitStatus {
    terminal::be_told_of_long_files();
    let args: Vec<OsString> = args.into_iter().collect();
    let language = speech::ahead(&args);
    let parsed = speech::command(language).try_get_matches_from(args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(refused) => return usage(&refused),
    };
    let in_a_monitor =
        cli.command.as_ref().and_then(Command::writes).is_some_and(|writes| writes.format == Format::Nagios);
    let outcome = match cli.command {
        None if cli.version => version::run(if cli.verbose { Length::All } else { Length::Line }),
        // Without any word clap has shown the help by itself; this is for what it may let through.
        None => return usage(&Cli::command().error(ErrorKind::MissingSubcommand, "no command is named")),
        Some(command) => command.run(moment),
    };
    outcome.unwrap_or_else(|refusal| {
        if in_a_monitor {
            // Where even that fails, the status and standard error tell.
            let _ = output::print_exactly(&render::nagios_without_report(&refusal.story));
        }
        refuse(&refusal)
    })
}

impl Command {
    /// Does it, and says how the process ends.
    fn run(self, moment: Moment) -> Result<ExitStatus, Refusal> {
        match self {
            Self::Check(args) => check::run(&args, moment),
            Self::Evaluate(args) => evaluate::run(&args),
            Self::Diff(args) => diff::run(&args),
            Self::Url(args) => url::run(&args, moment),
            Self::Fleet(args) => fleet::run(&args, moment),
            Self::Verify(args) => verify::run(&args, moment),
            Self::Chains(args) => chains::run(&args, moment),
            Self::Store(command) => store::run(&command),
            Self::Schedule(args) => schedule::run(&args, moment),
            Self::Policy(command) => policy::run(&command, moment),
            Self::Completions(args) => manual::complete(&args),
            Self::Man(args) => manual::run(&args),
            Self::Retrieve(args) => retrieve::run(&args),
        }
    }
}

/// Tells a refusal, and gives its status.
fn refuse(refusal: &Refusal) -> ExitStatus {
    output::complain(&format!("certready: {}", refusal.story));
    refusal.status
}

/// clap's own status for a wrong command line is 2, which would mean not ready here: it becomes 64.
fn usage(refused: &clap::Error) -> ExitStatus {
    let printed = refused.print();
    match (refused.kind(), printed) {
        // Help is what was asked for, so that a disk that takes none of it is worth telling; a reader who has enough is not.
        (ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, Err(error))
            if error.kind() != io::ErrorKind::BrokenPipe =>
        {
            refuse(&output::NotWritten::Stdout(error).into())
        }
        (ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, _) => ExitStatus::Ready,
        // Where the error can't be printed, the status still tells.
        _ => ExitStatus::Usage,
    }
}
