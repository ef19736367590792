//! The second opinion of Windows: a target as `CryptoAPI` itself would retrieve it, by the proxy that it finds and with the
//! credentials that it takes for this account. Our own socket tells why something fails; this tells whether it does for those
//! who ask Windows. Other systems have none.
//!
//! The call can't be called off, so that it stands in a process of its own: certready starts itself with a hidden command
//! (`cli/retrieve.rs`), reads what it says, and ends it by its own handle where it is late or the run is over. Where certready
//! itself is killed, the child sees its standard input end, and ends. It is started and heard in a thread of its own: to start
//! a process can take a while, and the caller's thread keeps the timers.

#![expect(clippy::disallowed_methods, reason = "certready starts itself, and looks now and then whether it has ended")]

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::evidence::{Objects, SpoolFault};
use crate::observation::{Method, Retrieval, Retrieved};
use crate::plan::Target;
use crate::policy::EndpointKind;
use crate::probe::Settings;
use crate::probe::clock::{Late, milliseconds};
use crate::probe::fetch::Probe;
use crate::vocabulary::{HttpUrl, Shown};

/// The hidden command of certready that retrieves one URL.
pub const COMMAND: &str = "retrieve";

/// How many bytes the first line of the child's answer may have: a word and a number of 32 bits.
const HEAD: usize = 32;

/// What a child may take beyond what Windows is allowed for its URL: to be started, where a virus scanner looks at it first,
/// and to write.
const BESIDE: Duration = Duration::from_secs(5);

/// How often it is looked whether a child that has said all has ended.
const LOOK: Duration = Duration::from_millis(5);

/// How many bytes are read at a time.
const PIECE: usize = 64 * 1024;

/// What the child says first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The object follows, to the end.
    Object,
    /// Windows gave this error number, and nothing follows.
    Error(u32),
}

impl Said {
    /// The line, with its end.
    pub fn line(self) -> String {
        match self {
            Self::Object => "object\n".to_owned(),
            Self::Error(number) => format!("error {number}\n"),
        }
    }

    /// Takes the line off the front of what the child wrote: what it says, and what follows it. None where it is none.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let at = head.iter().position(|byte| *byte == b'\n')?;
        let (line, rest) = (head.get(..at)?, bytes.get(at.saturating_add(1)..)?);
        let line = std::str::from_utf8(line).ok()?;
        match line.strip_prefix("error ") {
            Some(number) => Some((Self::Error(number.parse().ok()?), rest)),
            None => (line == "object").then_some((Self::Object, rest)),
        }
    }
}

/// The program that is asked under these settings. None where Windows is not asked: by a `--proxy` or a `--connect-to` the run
/// goes another way than the host's own, which is all that Windows knows.
pub(in crate::probe) fn retriever(settings: &Settings) -> Option<PathBuf> {
    let own = settings.route.is_the_hosts_own() && settings.connect_to.is_empty();
    settings.retriever.clone().filter(|_| own)
}

/// What Windows itself makes of a target, by the wire alone. None where it is not asked: where the settings give no program, as
/// on every other system, or another way than the host's own ([`retriever`]); and of what is no GET of a CRL, an OCSP answer or
/// a certificate.
pub(in crate::probe) async fn retrieve(probe: &Probe, target: &Target) -> Option<Retrieval> {
    let program = probe.retriever.as_deref()?;
    let kinds = [EndpointKind::Crl, EndpointKind::Ocsp, EndpointKind::Aia, EndpointKind::Any];
    let asked = target.id.method == Method::Get && kinds.contains(&target.id.kind);
    let url = target.request_url().filter(|_| asked)?;
    let turn = tokio::select! {
        biased;
        _ = probe.clock.end() => None,
        turn = probe.retrievals.acquire() => turn.ok(),
    };
    let began = probe.clock.elapsed();
    let outcome = match turn {
        Some(_turn) => ask(probe, program, target.id.kind, &url).await,
        None => Retrieved::Cut,
    };
    let took_ms = milliseconds(probe.clock.elapsed().saturating_sub(began));
    Some(Retrieval { id: target.id.clone(), outcome, took_ms })
}

/// Asks Windows in a child, within what one URL may take.
async fn ask(probe: &Probe, program: &Path, kind: EndpointKind, url: &HttpUrl) -> Retrieved {
    let bound = probe.limits.head;
    let command = command(program, url, bound, probe.limits.body_bytes(kind, 200));
    let leash = Leash::default();
    // Dropped with what waits for it, the child is ended.
    let _end = End(leash.clone());
    let heard = start(command, leash, probe.objects.clone());
    match probe.clock.within(bound.saturating_add(BESIDE), heard).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Retrieved::Unstarted("there was no thread to ask in".into()),
        Err(Late::Bound) => Retrieved::Late,
        Err(Late::Cut) => Retrieved::Cut,
    }
}

fn command(program: &Path, url: &HttpUrl, bound: Duration, most: u64) -> Command {
    let mut command = Command::new(program);
    command.args([COMMAND, url.as_str(), &milliseconds(bound).to_string(), &most.to_string()]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut command, UNSEEN);
    command
}

/// `CREATE_NO_WINDOW`: a console of its own, unseen, so that a Ctrl-C in ours is for this process to answer.
#[cfg(windows)]
const UNSEEN: u32 = 0x0800_0000;

/// Begins to hear a child. The sender is dropped unheard where there is no thread.
fn start(command: Command, leash: Leash, objects: Objects) -> oneshot::Receiver<Retrieved> {
    let (sender, heard) = oneshot::channel();
    let hearing = move || {
        // Nobody listens any more where the time was up.
        let _ = sender.send(hear(command, &leash, &objects).unwrap_or_else(|error| unstarted(&error)));
    };
    let _ = thread::Builder::new().name("retrieval".to_owned()).spawn(hearing);
    heard
}

/// Starts a child, and takes what it says, to its end.
fn hear(mut command: Command, leash: &Leash, objects: &Objects) -> io::Result<Retrieved> {
    let mut child = command.spawn()?;
    // Its input stays open for as long as we listen: the child ends where it ends.
    let (_open, out) = (child.stdin.take(), child.stdout.take());
    leash.hold(child);
    let Some(mut out) = out else { return Err(io::ErrorKind::BrokenPipe.into()) };
    let (mut first, mut said) = (Vec::new(), None);
    let mut spool = objects.begin();
    let mut piece = vec![0; PIECE];
    loop {
        let count = out.read(&mut piece)?;
        let mut part = piece.get(..count).unwrap_or_default();
        if count == 0 {
            break;
        }
        if said.is_none() {
            first.extend_from_slice(part);
            let Some((line, rest)) = Said::read(&first) else {
                if first.len() < HEAD {
                    continue;
                }
                leash.end();
                return Ok(Retrieved::Unstarted("its answer is not understood".into()));
            };
            (said, part) = (Some(line), rest);
        }
        match spool.write(part) {
            Ok(()) => {}
            Err(SpoolFault::RunBound(_)) => return Ok(Retrieved::Cut),
            Err(SpoolFault::Io(error)) => return Err(error),
        }
    }
    // Whole is what the child itself says is whole.
    let status = leash.status()?;
    Ok(match said {
        Some(Said::Error(number)) => Retrieved::Failed(number),
        Some(Said::Object) if status.success() => match spool.finish() {
            Ok((body, bytes)) => Retrieved::Came { body, bytes },
            Err(SpoolFault::RunBound(_)) => Retrieved::Cut,
            Err(SpoolFault::Io(error)) => return Err(error),
        },
        _ => Retrieved::Unstarted(Shown::new(&format!("it gave no whole answer, and ended: {status}"))),
    })
}

fn unstarted(error: &io::Error) -> Retrieved {
    Retrieved::Unstarted(Shown::new(&error.to_string()))
}

/// A child that two threads have to do with: one hears it, the other ends it.
#[derive(Clone, Default)]
struct Leash(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    child: Option<Child>,
    /// Nobody waits for it any more.
    over: bool,
}

impl Leash {
    /// Takes a child that was just started.
    fn hold(&self, child: Child) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.child = Some(child);
        if held.over {
            drop(held);
            self.end();
        }
    }

    /// Ends the child, by its own handle: one that is there, and one that is still to come.
    fn end(&self) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.over = true;
        // One that has ended already can't be ended.
        let _ = held.child.as_mut().map(Child::kill);
    }

    /// Waits for the child's own end, and does not keep it from being ended.
    fn status(&self) -> io::Result<ExitStatus> {
        loop {
            let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let status = held.child.as_mut().map(Child::try_wait).transpose()?.flatten();
            drop(held);
            match status {
                Some(status) => return Ok(status),
                None => thread::sleep(LOOK),
            }
        }
    }
}

/// Ends a child as it is dropped.
struct End(Leash);

impl Drop for End {
    fn drop(&mut self) {
        self.0.end();
    }
}
