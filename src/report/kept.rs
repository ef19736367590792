//! Reports that are kept for some runs: what their files are called, and which of them have had their time. No file is touched
//! here.
//!
//! `certready-exchange-online-smtp-2026-MAIL01-S-1-5-18-20260301T020000Z.json`: policy, host, account, when. The names of two
//! series never meet: a policy's id has no capitals, a host is written without hyphens, and an account is a number or a SID.

use std::collections::BTreeSet;

use super::Report;
use crate::vocabulary::{Digest, Shown, Timestamp};

/// The endings of a run's files, in the order in which they are written.
pub const KEPT_ENDINGS: [&str; 2] = ["json", "html"];

/// The longest part of a name, in bytes: three of them, the time and the ending stay below the 255 bytes that the file systems
/// of Linux and Windows give a name.
const LONGEST_PART: usize = 64;

/// What is left of a longer part; its digest takes the rest.
const BEGIN_OF_LONGER: usize = 46;

/// What stands where the system does not tell the host or the account.
const UNTOLD: &str = "unknown";

/// The kept reports of one policy, host and account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What the name of each begins with.
    begin: String,
}

impl Series {
    /// The series that a report belongs to.
    pub fn of(report: &Report) -> Self {
        let told = |text: Option<&str>| text.map_or_else(|| UNTOLD.to_owned(), safe);
        let host = told(report.host.name.as_ref().map(Shown::as_str));
        let account = match report.host.account_id.as_ref().map(Shown::as_str) {
            Some(sid) if is_sid(sid) => sid.to_owned(),
            other => told(other),
        };
        Self { begin: format!("certready-{}-{host}-{account}-", short(report.policy.id.clone())) }
    }

    /// The name of a run's file.
    pub fn name(&self, observed: Timestamp, ending: &str) -> String {
        let time = observed.to_string().replace(['-', ':'], "");
        format!("{}{time}.{ending}", self.begin)
    }

    /// The run that a file of this series is of. None for a name that [`Self::name()`] would not have given.
    pub fn observed(&self, name: &str) -> Option<Timestamp> {
        let (stem, ending) = name.strip_prefix(&self.begin)?.rsplit_once('.')?;
        let part = |from: usize, to: usize| stem.get(from..to);
        let [year, month, day] = [part(0, 4)?, part(4, 6)?, part(6, 8)?];
        let [hour, minute, second] = [part(9, 11)?, part(11, 13)?, part(13, 15)?];
        let at = Timestamp::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z")).ok()?;
        (KEPT_ENDINGS.contains(&ending) && self.name(at, ending) == name).then_some(at)
    }

    /// The names that have had their time, oldest first: all but those of the run just written, and of the `keep` - 1 before it.
    /// Runs that are named for later than the one just written tell of a clock that went back, or of a run at the same time; of
    /// them, the last `keep` stay beside it.
    pub fn surplus<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
        written: Timestamp,
        keep: usize,
    ) -> Vec<&'n str> {
        let known: Vec<(Timestamp, &str)> =
            names.into_iter().filter_map(|name| Some((self.observed(name)?, name))).collect();
        let times: BTreeSet<Timestamp> = known.iter().map(|(at, _)| *at).collect();
        let later = times.iter().rev().filter(|at| **at > written).take(keep);
        let earlier = times.iter().rev().filter(|at| **at < written).take(keep.saturating_sub(1));
        let stay: BTreeSet<Timestamp> = later.chain(earlier).chain([&written]).copied().collect();
        let mut surplus: Vec<(Timestamp, &str)> = known.into_iter().filter(|(at, _)| !stay.contains(at)).collect();
        surplus.sort_unstable();
        surplus.into_iter().map(|(_, name)| name).collect()
    }
}

/// Whether an account's id is a SID in its usual form (MS-DTYP §2.4.2.1), short enough to stand as it is.
fn is_sid(text: &str) -> bool {
    let numbers = text.strip_prefix("S-1-").unwrap_or_default();
    text.len() <= LONGEST_PART
        && numbers.split('-').all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A part of a name that every file system takes, and no two texts share: letters, digits and full stops as they are, `_` for a
/// hyphen, all else as `~` and the hexadecimal digits of each byte.
fn safe(text: &str) -> String {
    let written = text.bytes().map(|byte| match byte {
        b'-' => "_".to_owned(),
        byte if byte.is_ascii_alphanumeric() || byte == b'.' => char::from(byte).to_string(),
        byte => format!("~{byte:02X}"),
    });
    short(written.collect())
}

/// The part, or the begin of a longer one and its digest.
fn short(part: String) -> String {
    if part.len() <= LONGEST_PART {
        return part;
    }
    let digest = Digest::of(part.as_bytes()).to_string();
    let begin: String = part.chars().take(BEGIN_OF_LONGER).collect();
    let rest: String = digest.chars().take(LONGEST_PART.saturating_sub(BEGIN_OF_LONGER).saturating_sub(2)).collect();
    format!("{begin}~~{rest}")
}
