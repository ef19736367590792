//! The second opinion of Windows: a target as `CryptoAPI` itself would retrieve it, by the proxy that it finds and with the
//! credentials that it takes for this account. Our own socket tells why something fails; this tells whether it does for those
//! who ask Windows. Other systems have none.
//!
//! The call can't be called off, so that it stands in a process of its own: certready starts itself with a hidden command
//! (`cli/retrieve.rs`), reads what it says, and ends it by its own handle where it is late or the run is over. Where certready
//! itself is killed, the child sees its standard input end, and ends.

use std::path::PathBuf;

use crate::observation::{Method, Retrieval, Retrieved};
use crate::plan::Target;
use crate::policy::EndpointKind;
use crate::probe::Settings;
use crate::probe::clock::milliseconds;
use crate::probe::fetch::Probe;

/// The hidden command of certready that retrieves one URL.
pub const COMMAND: &str = "retrieve";

/// How many bytes the first line of the child's answer may have: a word and a number of 32 bits.
const HEAD: usize = 32;

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

/// What Windows itself makes of a target, by the wire alone. None where it is not asked: on other systems, where the settings
/// give no program or another way than the host's own ([`retriever`]), and of what is no GET of a CRL, an OCSP answer or a
/// certificate.
pub(in crate::probe) async fn retrieve(probe: &Probe, target: &Target) -> Option<Retrieval> {
    let program = probe.retriever.as_deref().filter(|_| cfg!(windows))?;
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
        Some(_turn) => child::ask(probe, program, target.id.kind, &url).await,
        None => Retrieved::Cut,
    };
    let took_ms = milliseconds(probe.clock.elapsed().saturating_sub(began));
    Some(Retrieval { id: target.id.clone(), outcome, took_ms })
}

/// The child process.
#[cfg(windows)]
mod child {
    use std::path::Path;
    use std::process::Stdio;
    use std::time::Duration;

    use tokio::io::AsyncReadExt as _;
    use tokio::process::{Child, Command};

    use super::{COMMAND, HEAD, Said};
    use crate::evidence::SpoolFault;
    use crate::observation::Retrieved;
    use crate::policy::EndpointKind;
    use crate::probe::clock::{Late, milliseconds};
    use crate::probe::fetch::Probe;
    use crate::vocabulary::{HttpUrl, Shown};

    /// What a child may take beyond what Windows is allowed for its URL: to be started, where a virus scanner looks at it first,
    /// and to write.
    const BESIDE: Duration = Duration::from_secs(5);

    /// `CREATE_NO_WINDOW`: a console of its own, unseen, so that a Ctrl-C in ours is for this process to answer.
    const UNSEEN: u32 = 0x0800_0000;

    /// How many bytes are read at a time.
    const PIECE: usize = 64 * 1024;

    /// Asks Windows in a child, within what one URL may take.
    pub(super) async fn ask(probe: &Probe, program: &Path, kind: EndpointKind, url: &HttpUrl) -> Retrieved {
        let bound = probe.limits.head;
        let child = match start(program, url, bound, probe.limits.body_bytes(kind, 200)) {
            Ok(child) => child,
            Err(error) => return Retrieved::Unstarted(Shown::new(&error.to_string())),
        };
        // Dropped with what waits for it, the child is ended.
        match probe.clock.within(bound.saturating_add(BESIDE), hear(probe, child)).await {
            Ok(outcome) => outcome,
            Err(Late::Bound) => Retrieved::Late,
            Err(Late::Cut) => Retrieved::Cut,
        }
    }

    fn start(program: &Path, url: &HttpUrl, bound: Duration, most: u64) -> std::io::Result<Child> {
        Command::new(program)
            .args([COMMAND, url.as_str(), &milliseconds(bound).to_string(), &most.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .creation_flags(UNSEEN)
            .kill_on_drop(true)
            .spawn()
    }

    /// Takes what the child says, to its end.
    async fn hear(probe: &Probe, mut child: Child) -> Retrieved {
        // It stays open for as long as we listen: the child ends where it ends.
        let _open = child.stdin.take();
        let Some(mut out) = child.stdout.take() else {
            return Retrieved::Unstarted("it has no standard output".into());
        };
        let mut bytes = Vec::new();
        let mut spool = probe.objects.begin();
        let mut said = None;
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            match out.read_buf(&mut piece).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Retrieved::Unstarted(Shown::new(&error.to_string())),
            }
            let mut part = piece.as_slice();
            if said.is_none() {
                bytes.extend_from_slice(part);
                let Some((first, rest)) = Said::read(&bytes) else {
                    if bytes.len() < HEAD {
                        continue;
                    }
                    break;
                };
                said = Some(first);
                part = rest;
            }
            match spool.write(part) {
                Ok(()) => {}
                Err(SpoolFault::RunBound(_)) => return Retrieved::Cut,
                Err(SpoolFault::Io(error)) => return Retrieved::Unstarted(Shown::new(&error.to_string())),
            }
        }
        // Whole is what the child itself says is whole.
        let status = child.wait().await;
        match (said, status) {
            (Some(Said::Error(number)), _) => Retrieved::Failed(number),
            (Some(Said::Object), Ok(status)) if status.success() => match spool.finish() {
                Ok((body, bytes)) => Retrieved::Came { body, bytes },
                Err(fault) => Retrieved::Unstarted(Shown::new(&fault.to_string())),
            },
            (_, Ok(status)) => {
                Retrieved::Unstarted(Shown::new(&format!("it gave no whole answer, and ended: {status}")))
            }
            (_, Err(error)) => Retrieved::Unstarted(Shown::new(&error.to_string())),
        }
    }
}

/// Other systems start none.
#[cfg(not(windows))]
mod child {
    use std::future::{Ready, ready};
    use std::path::Path;

    use crate::observation::Retrieved;
    use crate::policy::EndpointKind;
    use crate::probe::fetch::Probe;
    use crate::vocabulary::HttpUrl;

    pub(super) fn ask(_: &Probe, _: &Path, _: EndpointKind, _: &HttpUrl) -> Ready<Retrieved> {
        ready(Retrieved::Cut)
    }
}
