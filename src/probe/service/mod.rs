//! One service, from its name to the certificate that it presents: the connection, what SMTP says before TLS, the handshake,
//! and a polite end. It says how far it got, and judges nothing.
//!
//! Mail goes by no HTTP proxy, so that the connection is always a straight one. Nothing is ever sent but EHLO, STARTTLS and
//! QUIT: no sender, no recipient, no message.
//!
//! Of a host's addresses the first that stands is the one that is asked, as for a URL: where it falls short, no other takes
//! its place, because a service whose addresses differ has a fault that an answer from the next would hide. The attempts say
//! which others accept connections; each can be named as a service of its own.
#![expect(clippy::disallowed_types, reason = "a connection that stands is handed on here")]

mod heard;
mod hello;
mod mx;
mod smtp;

pub use heard::{hear_older_tls, hear_smtp};

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use self::hello::ask_for_older;
use self::smtp::{Conversation, awaits_command};
use super::clock::Late;
use super::clock::milliseconds;
use super::connect::{Others, Survey};
use super::fetch::{Probe, not_started};
use super::limits::FAREWELL;
use super::route;
use super::wire::{End, Stream};
use crate::observation::{
    OlderTls, ResolverWord, ServiceFacts, ServiceFault, ServiceReached, ServiceStep, Talk, TlsFacts,
};
use crate::plan::ServiceTarget;
use crate::policy::Protocol;
use crate::vocabulary::Shown;

/// Where the way to TLS ended, and how.
type Short = (ServiceStep, ServiceFault);

/// What is noted beside the outcome.
#[derive(Default)]
struct Notes {
    instead: Option<Shown>,
    resolvers: Vec<ResolverWord>,
    talk: Talk,
    older: Option<OlderTls>,
}

impl Probe {
    /// Asks one service for its certificate.
    pub(super) async fn service(&self, target: &ServiceTarget) -> ServiceFacts {
        let mut notes = Notes::default();
        let began = self.clock.elapsed();
        let (offset_ms, reached) = match self.clock.over() {
            Some(ended) => (None, ServiceReached::Nothing(not_started(ended))),
            None => (Some(milliseconds(began)), self.ask_service(target, &mut notes).await),
        };
        let took_ms = milliseconds(self.clock.elapsed().saturating_sub(began));
        let Notes { instead, resolvers, talk, older } = notes;
        let (id, named_by) = (target.id.clone(), target.named_by.clone());
        ServiceFacts { id, named_by, offset_ms, took_ms, instead, resolvers, talk, reached, older }
    }

    async fn ask_service(&self, target: &ServiceTarget, notes: &mut Notes) -> ServiceReached {
        let (named, named_port) = (target.id.host.as_str(), target.id.port);
        let (host, port) = route::destination(&self.connect_to, named, named_port);
        notes.instead = ((host.as_str(), port) != (named, named_port)).then(|| Shown::new(&format!("{host}:{port}")));
        let addresses = match self.resolver.resolve(&host, &self.clock, &self.limits).await {
            Ok(addresses) => addresses,
            Err(unfound) => {
                notes.resolvers = unfound.resolvers;
                return ServiceReached::Unresolved(unfound.fault);
            }
        };
        // A mail server at each further address has to be told as well that nothing comes.
        let others = if target.id.protocol == Protocol::Smtp { Others::Kept } else { Others::Closed };
        let mut survey = Survey::start(&addresses, port, &self.clock, &self.limits, &self.attempts, others);
        let Some((remote, stream)) = survey.next().await else {
            return ServiceReached::Resolved { attempts: survey.attempts().await };
        };
        let asking = self.secured(target, stream, &mut notes.talk);
        let (secured, ()) = tokio::join!(asking, self.take_leave(&mut survey, others));
        match secured {
            Ok(tls) => ServiceReached::Secured { attempts: survey.attempts().await, remote, tls },
            Err((step, fault)) => {
                if step == ServiceStep::Handshake && is_refusal(&fault) {
                    notes.older = Some(self.older(target, remote).await);
                }
                ServiceReached::Connected { attempts: survey.attempts().await, remote, step, fault }
            }
        }
    }

    /// Ends the connections that were kept beside the one that is asked, each once it was greeted.
    async fn take_leave(&self, survey: &mut Survey, others: Others) {
        if others == Others::Closed {
            return;
        }
        let mut leaving = JoinSet::new();
        while let Some((_, stream)) = survey.next().await {
            let clock = self.clock.clone();
            leaving.spawn(async move { Conversation::new(Box::new(stream), &clock, FAREWELL).decline().await });
        }
        leaving.join_all().await;
    }

    /// From a connection to TLS, and to its end.
    async fn secured(&self, target: &ServiceTarget, stream: TcpStream, talk: &mut Talk) -> Result<TlsFacts, Short> {
        let stream = self.before_tls(target.id.protocol, stream, talk).await?;
        let handshake = self.tls.handshake(target.id.host.as_str(), stream);
        let (stream, presented) = match self.clock.within(self.limits.head, handshake).await {
            Ok(Ok(session)) => session,
            Ok(Err(error)) => return Err((ServiceStep::Handshake, handshake_fault(&error))),
            Err(late) => return Err((ServiceStep::Handshake, late.into())),
        };
        self.part(target.id.protocol, stream).await;
        Ok(presented.keep(&self.objects))
    }

    /// The connection at the point where TLS begins.
    async fn before_tls(
        &self,
        protocol: Protocol,
        stream: TcpStream,
        talk: &mut Talk,
    ) -> Result<Box<dyn Stream>, Short> {
        if protocol != Protocol::Smtp {
            return Ok(Box::new(stream));
        }
        let helo = smtp::own_name(stream.local_addr().ok());
        let mut conversation = Conversation::new(Box::new(stream), &self.clock, self.limits.head);
        match conversation.up_to_tls(&helo, talk).await {
            Ok(()) => Ok(conversation.into_stream()),
            Err(short) => {
                if awaits_command(&short) {
                    conversation.quit().await;
                }
                Err(short)
            }
        }
    }

    /// Ends a session as the protocol asks: a server that is left without a word takes it for a fault, and says so in its log.
    async fn part(&self, protocol: Protocol, stream: Box<dyn Stream>) {
        let mut stream = match protocol {
            Protocol::Smtp | Protocol::Smtps => {
                let mut conversation = Conversation::new(stream, &self.clock, FAREWELL);
                // Where TLS came first, the greeting is still to come.
                match protocol {
                    Protocol::Smtps => conversation.decline().await,
                    _ => conversation.quit().await,
                }
                conversation.into_stream()
            }
            Protocol::Https | Protocol::Tls => stream,
        };
        // Whoever closes before the other side has, resets what is still under way. What comes of it changes nothing.
        let closing = async {
            stream.shutdown().await?;
            stream.read(&mut [0]).await
        };
        let _ = self.clock.within(FAREWELL, closing).await;
    }

    /// What the host chooses where it is offered what is old. A connection of its own: the first one is spent.
    async fn older(&self, target: &ServiceTarget, remote: SocketAddr) -> OlderTls {
        let asking = async {
            let stream = TcpStream::connect(remote).await.ok()?;
            let stream = self.before_tls(target.id.protocol, stream, &mut Talk::default()).await.ok()?;
            ask_for_older(stream, &target.id.host).await.ok()
        };
        self.clock.within(self.limits.head, asking).await.ok().flatten().unwrap_or(OlderTls::Nothing)
    }
}

/// Whether a handshake was ended by the other side, so that another offer may fare better.
const fn is_refusal(fault: &ServiceFault) -> bool {
    matches!(fault, ServiceFault::Alert(_) | ServiceFault::Tls(_) | ServiceFault::Closed | ServiceFault::Reset)
}

/// What the error of a handshake says.
fn handshake_fault(error: &io::Error) -> ServiceFault {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    if let Some(rustls::Error::AlertReceived(alert)) = tls {
        return ServiceFault::Alert(hello::alert_name(u8::from(*alert)));
    }
    socket_fault(error)
}

/// What the error of a socket says, or of what stands above it.
fn socket_fault(error: &io::Error) -> ServiceFault {
    match End::of(error) {
        End::Closed | End::Broken => ServiceFault::Closed,
        End::Reset => ServiceFault::Reset,
        End::Tls(words) => ServiceFault::Tls(words),
        End::Other(number) => ServiceFault::Other(number),
    }
}

impl From<Late> for ServiceFault {
    fn from(late: Late) -> Self {
        match late {
            Late::Bound => Self::Timeout,
            Late::Cut => Self::Cut,
        }
    }
}
