//! Outside programs that read what certready writes: each is given its input, and tells whether it takes it.

use std::process::Command;
use std::time::Duration;

/// More than any of them takes here.
const LONGEST_RUN: Duration = Duration::from_secs(30);

/// Runs a program with an input on its standard input. Whether it succeeded, and what it said: its standard output, then its
/// standard error.
pub(crate) fn fed(program: &str, arguments: &[&str], input: &str) -> (bool, String) {
    let mut command = Command::new(program);
    command.args(arguments);
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.write_stdin(input).timeout(LONGEST_RUN).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}
