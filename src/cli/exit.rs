//! The exit status: the Nagios plugin numbers, so that a monitor can run certready as it is, and the numbers of sysexits
//! above them. `docs/exit-status.md` has the same table.

use std::process::ExitCode;

use crate::finding::Verdict;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: ready; or the command did what it was asked.
    Ready,
    /// 1: ready, with warnings.
    ReadyWithWarnings,
    /// 2: not ready; or what was looked for is not there.
    NotReady,
    /// 3: undetermined.
    Undetermined,
    /// 64: the command line is wrong (`EX_USAGE`).
    Usage,
    /// 65: the policy or the evidence can't be read (`EX_DATAERR`).
    Unreadable,
    /// 74: the report or the evidence could not be written (`EX_IOERR`).
    Unwritable,
}

impl ExitStatus {
    /// Every status, in the order of its number.
    pub const ALL: [Self; 7] = [
        Self::Ready,
        Self::ReadyWithWarnings,
        Self::NotReady,
        Self::Undetermined,
        Self::Usage,
        Self::Unreadable,
        Self::Unwritable,
    ];

    /// The number.
    pub const fn number(self) -> u8 {
        match self {
            Self::Ready => 0,
            Self::ReadyWithWarnings => 1,
            Self::NotReady => 2,
            Self::Undetermined => 3,
            Self::Usage => 64,
            Self::Unreadable => 65,
            Self::Unwritable => 74,
        }
    }
}

impl From<Verdict> for ExitStatus {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Ready => Self::Ready,
            Verdict::ReadyWithWarnings => Self::ReadyWithWarnings,
            Verdict::NotReady => Self::NotReady,
            Verdict::Undetermined => Self::Undetermined,
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.number())
    }
}
