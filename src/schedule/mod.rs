//! `certready check`, every day until a week after the cutover: one [`Schedule`] → the definitions of the Task Scheduler, of
//! systemd or of cron. Nothing is read, written or registered here; `cli/schedule.rs` makes the value and puts the files down.
//!
//! A word that a definition can't say is refused: no quoting is guessed.

mod calendar;
mod cron;
mod quote;
mod systemd;
mod task_scheduler;

pub use cron::cron;
pub use quote::Unsayable;
pub use systemd::systemd;
pub use task_scheduler::task_scheduler;

use time::Date;

/// Daily runs of `check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The policy's id: lower-case letters, digits and hyphens. It names the files.
    pub policy: String,
    /// The program's path, absolute.
    pub program: String,
    /// Its arguments, from `check` on.
    pub arguments: Vec<String>,
    /// The account, by its name. None: what each system's definition takes by itself.
    pub account: Option<String>,
    /// The time of day, local.
    pub at: TimeOfDay,
    /// The first day, local. It may have passed.
    pub first: Date,
    /// The last day, local: a week after the cutover.
    pub last: Date,
    /// After how many minutes a run is ended: more than it ever takes by itself.
    pub limit: u32,
    /// Where the reports go, absolute.
    pub reports: String,
    /// Further folders that the run writes to, absolute.
    pub writes: Vec<String>,
    /// Files and folders that the run reads, absolute.
    pub reads: Vec<String>,
}

/// A time of day, local.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    /// 0 to 23.
    hour: u8,
    /// 0 to 59.
    minute: u8,
}

impl TimeOfDay {
    /// Reads `HH:MM`, from 00:00 to 23:59. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let number = |text: &str, most: u8| {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u8>().ok().filter(|number| digits && *number <= most)
        };
        Some(Self { hour: number(hour, 23)?, minute: number(minute, 59)? })
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// A file for a system that starts programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name, without a folder.
    pub name: String,
    /// What it says, with a line feed at the end of each line.
    pub text: String,
    /// In which bytes it says that.
    pub encoding: Encoding,
    /// Its name as a comment in its own language: for several that are shown one below the other.
    pub heading: String,
}

/// The bytes of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Utf8,
    /// UTF-16, little-endian, with its mark and Windows' line ends.
    Utf16,
}

impl Definition {
    /// The file's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8 => self.text.as_bytes().to_vec(),
            Encoding::Utf16 => {
                let text = self.text.replace('\n', "\r\n");
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
        }
    }
}
