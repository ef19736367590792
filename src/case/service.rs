//! How far a service got, and what its failure means: the questions that the checks of services ask.

use super::{Bearing, Case, Shortfall};
use crate::finding::{Cause, Level, Weight};
use crate::observation::{
    MxFacts, MxSaid, NamedBy, NotStarted, OlderTls, Said, ServiceFacts, ServiceFault, ServiceReached, ServiceStep, Talk,
};
use crate::vocabulary::Shown;

/// TLS 1.2, as it is numbered (RFC 5246 §6.2.1).
const TLS12: u16 = 0x0303;

/// How many X in a row are no keyword: a middlebox writes them over what it takes out.
const MASK: usize = 4;

/// How the keys of a cipher suite are exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyExchange {
    /// By keys of this session alone: forward secrecy.
    Ephemeral,
    /// By the key of the certificate (RFC 5246 §7.4.7.1): who gets it reads what was recorded before.
    Rsa,
}

/// The key exchange of a suite by its number. None where the number is not one of those that are offered.
pub const fn key_exchange(suite: u16) -> Option<KeyExchange> {
    match suite {
        0x0004 | 0x0005 | 0x000A | 0x002F | 0x0035 | 0x003C | 0x003D | 0x009C | 0x009D => Some(KeyExchange::Rsa),
        0x0033 | 0x0039 | 0x0067 | 0x006B | 0x009E | 0x009F | 0xC000..=0xCFFF => Some(KeyExchange::Ephemeral),
        _ => None,
    }
}

/// Whether something on the way wrote over what the server said: asterisks for its greeting, or X for what it offers, as the
/// inspection of some firewalls does.
pub fn is_masked(talk: &Talk) -> bool {
    let stars = talk.banner.as_ref().is_some_and(|banner| banner.as_str().contains("****"));
    let crossed = |offer: &Shown| {
        let word = offer.as_str().split(' ').next().unwrap_or_default();
        word.len() >= MASK && word.trim_end_matches('A').chars().all(|c| c == 'X') && word.starts_with("XXX")
    };
    stars || talk.offers.iter().any(crossed)
}

impl Shortfall {
    /// What of a service falls short before the handshake. None where TLS could begin.
    pub fn of_service(service: &ServiceFacts) -> Option<Self> {
        match &service.reached {
            ServiceReached::Nothing(NotStarted::Interrupted) => Some(Self::NotLooked(Cause::Interrupted)),
            ServiceReached::Unresolved(fault) => Some(Self::of_name(fault, &service.resolvers)),
            ServiceReached::Resolved { attempts } => Some(Self::of_attempts(attempts)),
            ServiceReached::Nothing(_) | ServiceReached::Connected { fault: ServiceFault::Cut, .. } => {
                Some(Self::NotLooked(Cause::Deadline))
            }
            ServiceReached::Connected { step: ServiceStep::Handshake, .. } | ServiceReached::Secured { .. } => None,
            ServiceReached::Connected { step, fault, .. } => {
                Some(Self::Failed(before_tls(*step, fault, &service.talk)))
            }
        }
    }

    /// Why a domain's MX records name no host that takes mail. None where they do.
    pub fn of_mx(mx: &MxFacts) -> Option<Self> {
        Some(match &mx.said {
            MxSaid::Hosts(_) | MxSaid::Nothing(Said::NoData) => return None,
            MxSaid::NoMail => Self::Failed(Cause::NoMail),
            MxSaid::Nothing(Said::Code(3)) => Self::Failed(Cause::DnsNxdomain),
            MxSaid::Nothing(Said::Code(5)) => Self::Failed(Cause::DnsRefused),
            MxSaid::Nothing(Said::Silence | Said::Stuck | Said::Unsent(_)) => Self::Failed(Cause::DnsTimeout),
            MxSaid::Nothing(Said::Code(_) | Said::Garbled | Said::Addresses(_)) => Self::Failed(Cause::DnsServfail),
            MxSaid::NotAsked(NotStarted::Interrupted) => Self::NotLooked(Cause::Interrupted),
            MxSaid::NotAsked(_) | MxSaid::Nothing(Said::Cut) => Self::NotLooked(Cause::Deadline),
            MxSaid::NoResolver => Self::NotLooked(Cause::HostIo),
        })
    }
}

/// Why a handshake failed, by what the host chose of the old.
pub fn handshake_cause(service: &ServiceFacts) -> Cause {
    match &service.older {
        Some(OlderTls::Chosen { version, .. }) if *version < TLS12 => Cause::TlsTooOld,
        Some(OlderTls::Chosen { suite, .. }) if key_exchange(*suite) == Some(KeyExchange::Rsa) => {
            Cause::NoForwardSecrecy
        }
        _ => Cause::TlsHandshake,
    }
}

impl Case<'_> {
    /// What the failure of a service means: a failure, or a warning where another host of the same domain serves.
    pub fn bearing_of_service(&self, service: &ServiceFacts) -> Bearing {
        let by_mx_alone = service.named_by.iter().all(|by| matches!(by, NamedBy::Mx(_)));
        let serves = |other: &ServiceFacts| {
            other.id != service.id
                && matches!(other.reached, ServiceReached::Secured { .. })
                && other.named_by.iter().any(|by| service.named_by.contains(by))
        };
        if by_mx_alone && self.observed.services.iter().any(serves) {
            return Bearing { level: Level::Warning, weight: Weight::Supporting };
        }
        Bearing { level: Level::Failure, weight: Weight::Decisive }
    }
}

/// Why SMTP did not lead to TLS.
fn before_tls(step: ServiceStep, fault: &ServiceFault, talk: &Talk) -> Cause {
    match (step, fault) {
        (_, ServiceFault::Timeout) => Cause::ExchangeTimeout,
        (_, ServiceFault::Reset | ServiceFault::Other(_)) => Cause::ExchangeReset,
        (_, ServiceFault::Closed) => Cause::ExchangeEmpty,
        (_, ServiceFault::NotSmtp(_)) => Cause::NotSmtp,
        (_, ServiceFault::Injected(_)) => Cause::StarttlsInjected,
        // A middlebox takes STARTTLS out, or knows no EHLO, so that nobody can ask for TLS.
        (_, ServiceFault::NotOffered) | (ServiceStep::Ehlo, ServiceFault::Refused(..)) if is_masked(talk) => {
            Cause::StarttlsStripped
        }
        (_, ServiceFault::NotOffered) => Cause::StarttlsAbsent,
        (ServiceStep::Starttls, ServiceFault::Refused(..)) => Cause::StarttlsRefused,
        (_, ServiceFault::Refused(..)) => Cause::SmtpRefused,
        (_, ServiceFault::Alert(_) | ServiceFault::Tls(_) | ServiceFault::Cut) => Cause::TlsHandshake,
    }
}
