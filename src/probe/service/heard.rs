//! The readers of a mail server's replies and of an old ServerHello, on a connection that stands already: for whoever has one and
//! wants to see what they make of it. No name is resolved, nothing is connected to, and nothing is judged.

use tokio::io::{AsyncRead, AsyncWrite};

use super::hello::ask_for_older;
use super::smtp::Conversation;
use crate::observation::{OlderTls, ServiceFault, ServiceStep, Talk};
use crate::probe::clock::Clock;
use crate::probe::fetch_all::runtime;
use crate::probe::{ProbeError, Settings};
use crate::vocabulary::{HostName, Timestamp};

/// Speaks SMTP up to the point where TLS begins. What was said, and where it ended before that. None: TLS may begin.
///
/// # Errors
/// [`ProbeError`]. Nothing that the other side does is one.
pub fn hear_smtp(
    settings: &Settings,
    started: Timestamp,
    connection: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<(Talk, Option<(ServiceStep, ServiceFault)>), ProbeError> {
    let clock = Clock::start(started, settings.limits.deadline, &settings.interrupt);
    let mut conversation = Conversation::new(Box::new(connection), &clock, settings.limits.head);
    let mut talk = Talk::default();
    let ended = runtime()?.block_on(conversation.up_to_tls("host.example", &mut talk)).err();
    Ok((talk, ended))
}

/// Offers what is old of TLS. What the other side chooses; none where its socket ended before it said anything.
///
/// # Errors
/// As [`hear_smtp`].
pub fn hear_older_tls(
    host: &HostName,
    connection: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<Option<OlderTls>, ProbeError> {
    Ok(runtime()?.block_on(ask_for_older(Box::new(connection), host)).ok())
}
