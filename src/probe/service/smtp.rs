//! SMTP up to the point where TLS begins (RFC 5321, RFC 3207): the greeting, EHLO, STARTTLS. What is said is kept line by line.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::super::clock::Clock;
use super::super::host;
use super::super::limits::FAREWELL;
use super::super::wire::Stream;
use super::{Short, socket_fault};
use crate::observation::{ServiceFault, ServiceStep, Talk};
use crate::vocabulary::{HostName, Shown};

/// The longest line that is taken, in bytes: eight times what a reply may have (RFC 5321 §4.5.3.1.5).
const LONGEST_LINE: usize = 4096;

/// The most lines of one reply: servers offer a dozen extensions, and more is none of SMTP's.
const MOST_LINES: usize = 100;

/// How many bytes are read at a time: a dozen lines of an answer.
const PIECE: usize = 512;

/// How many bytes of what is no SMTP are shown: a line of it.
const FIRST: usize = 64;

/// A reply: its code, and its lines without it.
struct Reply {
    code: u16,
    lines: Vec<String>,
}

impl Reply {
    /// The first line that says something.
    fn first(&self) -> Shown {
        Shown::new(self.said().next().unwrap_or_default())
    }

    /// Its text: all of its lines in one.
    fn text(&self) -> Shown {
        Shown::new(&self.said().collect::<Vec<_>>().join(" "))
    }

    /// The lines that say something.
    fn said(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty())
    }

    const fn is_positive(&self) -> bool {
        matches!(self.code, 200..=299)
    }
}

/// One conversation, each of whose waits has the same bound.
pub(super) struct Conversation<'a> {
    stream: Box<dyn Stream>,
    /// What came and was not read yet.
    rest: Vec<u8>,
    clock: &'a Clock,
    bound: Duration,
}

/// The name by which this host greets: its own where that is a full name, else the address from which it speaks (RFC 5321
/// §4.1.1.1, §4.1.3).
pub(super) fn own_name(local: Option<SocketAddr>) -> String {
    let name = host::name(Path::new("/")).and_then(|name| HostName::parse(name.as_str()).ok());
    if let Some(name) = name.filter(is_full) {
        return name.to_string();
    }
    match local.map(|local| local.ip().to_canonical()) {
        Some(std::net::IpAddr::V6(v6)) => format!("[IPv6:{v6}]"),
        Some(v4) => format!("[{v4}]"),
        None => "localhost".to_owned(),
    }
}

/// Whether a name says which host it is: not so one label, an address, or what every host is called that nobody named.
fn is_full(name: &HostName) -> bool {
    name.as_str().contains('.') && name.address().is_none() && !name.as_str().starts_with("localhost.")
}

/// Whether the server waits for a command, so that a QUIT is what it has to hear. Not so where it did not greet yet (RFC 5321
/// §4.3.1), is no SMTP server, may wait for TLS, or is gone.
pub(super) const fn awaits_command((step, fault): &Short) -> bool {
    match fault {
        ServiceFault::Refused(..) | ServiceFault::NotOffered => true,
        ServiceFault::Timeout | ServiceFault::Cut => matches!(step, ServiceStep::Ehlo),
        _ => false,
    }
}

impl<'a> Conversation<'a> {
    pub(super) const fn new(stream: Box<dyn Stream>, clock: &'a Clock, bound: Duration) -> Self {
        Self { stream, rest: Vec::new(), clock, bound }
    }

    pub(super) fn into_stream(self) -> Box<dyn Stream> {
        self.stream
    }

    /// The greeting, EHLO and STARTTLS.
    ///
    /// # Errors
    /// Where one of the steps did not give way, and how.
    pub(super) async fn up_to_tls(&mut self, helo: &str, talk: &mut Talk) -> Result<(), Short> {
        self.banner(talk).await?;
        let offer = self.ask(&format!("EHLO {helo}\r\n"), ServiceStep::Ehlo).await?;
        // The first line is the server's own name (RFC 5321 §4.1.1.1).
        talk.offers = offer.lines.iter().skip(1).map(|line| Shown::new(line.trim())).collect();
        if !offer.lines.iter().skip(1).any(|line| is_starttls(line)) {
            return Err((ServiceStep::Ehlo, ServiceFault::NotOffered));
        }
        self.send("STARTTLS\r\n", ServiceStep::Starttls).await?;
        let go = self.reply(ServiceStep::Starttls).await?;
        talk.starttls = Some(go.first());
        positive(go, ServiceStep::Starttls)?;
        if self.rest.is_empty() {
            return Ok(());
        }
        Err((ServiceStep::Starttls, ServiceFault::Injected(self.first())))
    }

    /// The greeting.
    ///
    /// # Errors
    /// Where none came that lets the conversation go on.
    async fn banner(&mut self, talk: &mut Talk) -> Result<(), Short> {
        let greeting = self.reply(ServiceStep::Banner).await?;
        talk.banner = Some(greeting.first());
        positive(greeting, ServiceStep::Banner).map(drop)
    }

    /// Lets itself be greeted, and says goodbye.
    pub(super) async fn decline(&mut self) {
        let greeted = self.banner(&mut Talk::default()).await;
        if greeted.as_ref().err().is_none_or(awaits_command) {
            self.quit().await;
        }
    }

    /// Says goodbye, and waits for the answer, a little. Where the connection is gone, there is nobody to say it to, and what
    /// comes of it changes nothing.
    pub(super) async fn quit(&mut self) {
        let clock = self.clock;
        let parting = async {
            self.stream.write_all(b"QUIT\r\n").await.map_err(|error| socket_fault(&error))?;
            self.stream.flush().await.map_err(|error| socket_fault(&error))?;
            self.read_reply().await
        };
        let _ = clock.within(FAREWELL, parting).await;
    }

    async fn ask(&mut self, command: &str, step: ServiceStep) -> Result<Reply, Short> {
        self.send(command, step).await?;
        positive(self.reply(step).await?, step)
    }

    async fn send(&mut self, command: &str, step: ServiceStep) -> Result<(), Short> {
        let sending = async {
            self.stream.write_all(command.as_bytes()).await?;
            self.stream.flush().await
        };
        match self.clock.within(self.bound, sending).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err((step, socket_fault(&error))),
            Err(late) => Err((step, late.into())),
        }
    }

    /// One reply, to its last line (RFC 5321 §4.2.1).
    async fn reply(&mut self, step: ServiceStep) -> Result<Reply, Short> {
        let (clock, bound) = (self.clock, self.bound);
        match clock.within(bound, self.read_reply()).await {
            Ok(reply) => reply.map_err(|fault| (step, fault)),
            Err(late) => Err((step, late.into())),
        }
    }

    async fn read_reply(&mut self) -> Result<Reply, ServiceFault> {
        let mut lines = Vec::new();
        loop {
            let line = self.line().await?;
            let (code, last, text) = parts(&line).ok_or_else(|| ServiceFault::NotSmtp(Shown::new(cut(&line))))?;
            lines.push(text.to_owned());
            if last {
                return Ok(Reply { code, lines });
            }
            // What is left unread would be taken for the next reply.
            if lines.len() >= MOST_LINES {
                return Err(ServiceFault::NotSmtp(Shown::new(cut(&line))));
            }
        }
    }

    /// A line without its end. What is longer than a line may be, or ends without an end, is none of SMTP's.
    async fn line(&mut self) -> Result<String, ServiceFault> {
        loop {
            if let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned());
            }
            if self.rest.len() > LONGEST_LINE {
                return Err(ServiceFault::NotSmtp(self.first()));
            }
            let mut piece = [0; PIECE];
            let count = self.stream.read(&mut piece).await.map_err(|error| socket_fault(&error))?;
            if count == 0 {
                let nothing = self.rest.is_empty();
                return Err(if nothing { ServiceFault::Closed } else { ServiceFault::NotSmtp(self.first()) });
            }
            self.rest.extend_from_slice(piece.get(..count).unwrap_or_default());
        }
    }

    /// The first of what came and was not read.
    fn first(&self) -> Shown {
        Shown::new(cut(String::from_utf8_lossy(&self.rest).trim_end()))
    }
}

/// Whether a line offers STARTTLS: its keyword, whatever stands behind it.
fn is_starttls(line: &str) -> bool {
    line.split_ascii_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("STARTTLS"))
}

/// The beginning of a text.
fn cut(text: &str) -> &str {
    text.char_indices().nth(FIRST).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// A line's code, whether it is its reply's last, and its text. None where it is no line of a reply.
fn parts(line: &str) -> Option<(u16, bool, &str)> {
    let (code, rest) = line.split_at_checked(3)?;
    let code = code.bytes().all(|byte| byte.is_ascii_digit()).then(|| code.parse().ok()).flatten()?;
    match rest.chars().next() {
        None => Some((code, true, "")),
        Some(' ') => Some((code, true, rest.get(1..)?)),
        Some('-') => Some((code, false, rest.get(1..)?)),
        Some(_) => None,
    }
}

fn positive(reply: Reply, step: ServiceStep) -> Result<Reply, Short> {
    if reply.is_positive() { Ok(reply) } else { Err((step, ServiceFault::Refused(reply.code, reply.text()))) }
}
