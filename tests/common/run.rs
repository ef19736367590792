//! The binary, as a person or a scheduler runs it: in an environment of our own, under a time bound.

use std::process::Command;
#[cfg(windows)]
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use certready::vocabulary::Timestamp;

/// More than any run in the tests may take; one that takes longer is ended, and its test fails.
const LONGEST_RUN: Duration = Duration::from_secs(60);

/// The variable that says where temporary files go.
pub(crate) const TEMPORARY: &str = if cfg!(windows) { "TMP" } else { "TMPDIR" };

/// Wine 8 under load starts a process now and then only at the next try, with this error before.
const ERROR_INTERNAL_ERROR: i32 = 1359;
const WINE_TRIES: usize = 3;

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Finished {
    /// The exit status.
    pub(crate) status: i32,
    /// Standard output, with a line feed at the end of each line, as it is on every system but Windows.
    pub(crate) stdout: String,
    /// Standard output as it is.
    pub(crate) exact: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

impl Finished {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:#?}"))
    }
}

/// The instant that the binary will read off the clock: a PKI for it is `TestPki::plan(base).at(clock())`.
pub(crate) fn clock() -> Timestamp {
    Timestamp::from_system(SystemTime::now()).unwrap()
}

/// The binary with these arguments, for a test that changes the environment or ends it itself. Of the test's environment
/// only what a process needs is left: no proxies, no `SSL_CERT_FILE` (cargo sets it), no colours, no language.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = clean(env!("CARGO_BIN_EXE_certready"));
    command.args(arguments);
    command
}

/// Any program in that environment.
pub(crate) fn clean(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env_clear();
    for name in ["PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    command
}

/// Runs the binary with these arguments to its end.
pub(crate) fn certready(arguments: &[&str]) -> Finished {
    finish(command(arguments))
}

/// Runs a [`command`] to its end.
pub(crate) fn finish(command: Command) -> Finished {
    let shown = format!("{command:?}");
    let start = Instant::now();
    let mut run = assert_cmd::Command::from_std(command);
    run.timeout(LONGEST_RUN);
    let mut output = run.output();
    for _ in 0..WINE_TRIES {
        match &output {
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(ERROR_INTERNAL_ERROR) => output = run.output(),
            _ => break,
        }
    }
    let output = output.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (exact, stderr) = (text(&output.stdout), text(&output.stderr));
    let stdout = if cfg!(windows) { exact.replace("\r\n", "\n") } else { exact.clone() };
    let Some(status) = output.status.code() else {
        panic!("{shown} was ended by {}\n{stdout}\n{stderr}", output.status);
    };
    Finished { status, stdout, exact, stderr, took: start.elapsed() }
}

/// Runs a program of the system's to its end, and gives its exit status; None where it had to be ended. What it prints is
/// not read: a service that it starts may hold its output open after it.
#[cfg(windows)]
pub(crate) fn status(mut command: Command) -> Option<i32> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while start.elapsed() < LONGEST_RUN {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}
