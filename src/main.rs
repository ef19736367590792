//! The binary: the one reading of the wall clock, the arguments, the exit status. All else stands in the library.
#![expect(clippy::disallowed_methods, reason = "the clock is read here once, and the arguments are taken")]

use std::env;
use std::process::ExitCode;
use std::time::SystemTime;

use certready::cli::{self, ExitStatus, Moment};
use certready::vocabulary::Timestamp;

fn main() -> ExitCode {
    let Some(started) = Timestamp::from_system(SystemTime::now()) else {
        // A clock beyond the year 9999 can't be judged by; nothing that follows would be true.
        return ExitStatus::Undetermined.into();
    };
    cli::main(env::args_os(), Moment { started }).into()
}
