//! `certready retrieve`: the hidden command by which a run on Windows asks Windows itself for one URL, in a process that it
//! can end (`probe/route/retrieve.rs`). It is no command for people: it says its answer in a form of its own.
#![expect(clippy::exit, reason = "nobody is left to hear the answer")]

use std::io::{self, Write as _};
use std::process;
use std::thread;
use std::time::Duration;

use clap::Args;

use super::output::NotWritten;
use super::{ExitStatus, Refusal};
use crate::probe::route::{Said, retrieve_object};
use crate::vocabulary::HttpUrl;

/// `certready retrieve`.
#[derive(Debug, Args)]
pub struct RetrieveArgs {
    /// The URL
    pub url: String,
    /// How long Windows may take, in milliseconds
    pub bound_ms: u64,
    /// How many bytes the object may have
    pub most: u64,
}

/// Retrieves, and says what came of it: a line, and the object's bytes behind it.
pub(super) fn run(args: &RetrieveArgs) -> Result<ExitStatus, Refusal> {
    let usage = |story: String| Refusal { status: ExitStatus::Usage, story };
    end_with_standard_input();
    let url = HttpUrl::parse(&args.url).map_err(|error| usage(error.to_string()))?;
    let object = retrieve_object(&url, Duration::from_millis(args.bound_ms), args.most)
        .ok_or_else(|| usage("only Windows can be asked to retrieve".to_owned()))?;
    let (said, bytes) = match object {
        Ok(bytes) => (Said::Object, bytes),
        Err(number) => (Said::Error(number), Vec::new()),
    };
    let mut out = io::stdout().lock();
    out.write_all(said.line().as_bytes())
        .and_then(|()| out.write_all(&bytes))
        .and_then(|()| out.flush())
        .map_err(NotWritten::Stdout)?;
    Ok(ExitStatus::Ready)
}

/// Ends the process as soon as its standard input does: whoever asked is gone. Where no thread can be had, the bound on the
/// retrieval itself is left.
fn end_with_standard_input() {
    let _ = thread::Builder::new().name("asker".to_owned()).spawn(|| {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        process::exit(ExitStatus::Unwritable.number().into());
    });
}
