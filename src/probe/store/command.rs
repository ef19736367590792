//! Asks another program of this host one question, within bounds of time and bytes. It changes nothing: the questions
//! are those of `postconf` that only print.
#![expect(clippy::disallowed_methods, reason = "asking postconf, in bounded time, is what this file is for")]

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::vocabulary::Shown;

/// Bytes of an answer that are read. All settings of a Postfix together are 30 kB, its services about 3 kB.
const LONGEST_ANSWER: u64 = 256 << 10;

/// How often the end of a program that has closed its output is looked for.
const PAUSE: Duration = Duration::from_millis(5);

/// Why a program gave no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAnswer {
    /// It could not be started, or not be read.
    #[error("can't be run: {0}")]
    Io(#[from] io::Error),
    /// It did not end in time, and was ended.
    #[error("did not answer in time and was ended")]
    TimedOut,
    /// It said more than is read.
    #[error("its answer is longer than {LONGEST_ANSWER} bytes")]
    TooLong,
    /// It ended with a failure.
    #[error("{status}: {said}")]
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// What it wrote to its standard error.
        said: Shown,
    },
}

/// Runs a program until this instant and returns what it wrote to its standard output.
///
/// Its environment is empty but for a fixed search path and the C locale: what it says must not depend on who asks.
pub(super) fn ask(program: &Path, arguments: &[&str], until: Instant) -> Result<String, NoAnswer> {
    let mut child = Command::new(program)
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let answer = listen(&mut child, until);
    let ended = match &answer {
        Ok(_) => end(&mut child, until),
        Err(_) => Ok(None),
    };
    if !matches!(ended, Ok(Some(_))) {
        // Both fail only where it has ended by itself meanwhile.
        let _ = child.kill();
        let _ = child.wait();
    }
    let [output, said] = answer?;
    match ended? {
        None => Err(NoAnswer::TimedOut),
        Some(status) if !status.success() => {
            Err(NoAnswer::Failed { status, said: Shown::from_bytes(said.trim_ascii()) })
        }
        Some(_) => Ok(String::from_utf8_lossy(&output).into_owned()),
    }
}

/// Reads both outputs to their ends. The readers are threads of their own: a grandchild may hold a pipe open for longer
/// than anybody waits.
fn listen(child: &mut Child, until: Instant) -> Result<[Vec<u8>; 2], NoAnswer> {
    let output = child.stdout.take().map(read).ok_or(io::ErrorKind::BrokenPipe).map_err(io::Error::from)??;
    let said = child.stderr.take().map(read).ok_or(io::ErrorKind::BrokenPipe).map_err(io::Error::from)??;
    Ok([receive(&output, until)?, receive(&said, until)?])
}

fn read(pipe: impl Read + Send + 'static) -> io::Result<Receiver<io::Result<Vec<u8>>>> {
    let (sender, receiver) = channel();
    thread::Builder::new().name("answer".to_owned()).spawn(move || {
        let mut bytes = Vec::new();
        let read = pipe.take(LONGEST_ANSWER.saturating_add(1)).read_to_end(&mut bytes);
        // Nobody listens any more where the time was up.
        let _ = sender.send(read.map(|_| bytes));
    })?;
    Ok(receiver)
}

fn receive(from: &Receiver<io::Result<Vec<u8>>>, until: Instant) -> Result<Vec<u8>, NoAnswer> {
    match from.recv_timeout(until.saturating_duration_since(Instant::now())) {
        Ok(Ok(bytes)) if u64::try_from(bytes.len()).is_ok_and(|length| length <= LONGEST_ANSWER) => Ok(bytes),
        Ok(Ok(_)) => Err(NoAnswer::TooLong),
        Ok(Err(error)) => Err(error.into()),
        Err(RecvTimeoutError::Timeout) => Err(NoAnswer::TimedOut),
        Err(RecvTimeoutError::Disconnected) => Err(io::Error::from(io::ErrorKind::BrokenPipe).into()),
    }
}

/// Waits for the end until this instant. None: it has not ended.
fn end(child: &mut Child, until: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= until {
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}
