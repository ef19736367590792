//! How a fetch failed, as version 1 writes it.

use serde::{Deserialize, Serialize};

use super::bounded::List;
use super::part::{ATTEMPTS, Attempt, HEADERS, Header};
use crate::observation as seen;
use crate::vocabulary::{HttpUrl, Shown};

/// A frozen enum of words, some with one value behind them, and both ways between it and the domain's.
macro_rules! faults {
    ($(#[$doc:meta])* $name:ident = $domain:ident { $($word:ident,)* $(; $holder:ident($inner:ty),)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub(super) enum $name {
            $($word,)*
            $($holder($inner),)*
        }

        impl From<&seen::$domain> for $name {
            fn from(fault: &seen::$domain) -> Self {
                match fault.clone() {
                    $(seen::$domain::$word => Self::$word,)*
                    $(seen::$domain::$holder(value) => Self::$holder(value.into()),)*
                }
            }
        }

        impl From<$name> for seen::$domain {
            fn from(fault: $name) -> Self {
                match fault {
                    $($name::$word => Self::$word,)*
                    $($name::$holder(value) => Self::$holder(value.into()),)*
                }
            }
        }
    };
}

faults! {
    /// Why no address was found.
    ResolveFault = ResolveFault { NameNotFound, NoAddress, TryAgain, Timeout, Cut, ; Other(i32), }
}

faults! {
    /// What a resolver answered.
    Said = Said { NoData, Silence, Stuck, Garbled, Cut, ; Addresses(u64), ; Code(u16), ; Unsent(i32), }
}

faults! {
    /// How a connection attempt ended.
    Connect = Connect {
        Connected, Timeout, Refused, Reset, HostUnreachable, NetworkUnreachable, Prohibited, OwnFilter, NoRoute, Cut, ; Other(i32),
    }
}

faults! {
    /// What went wrong between the connection and the end of the answer's head.
    ExchangeFault = ExchangeFault {
        Timeout, Reset, Empty, Truncated, Cut, ; NotHttp(Shown), ; Tls(Shown), ; Proxy(ProxyFault), ; Other(i32),
    }
}

/// How a proxy failed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ProxyFault {
    Unresolved(ResolveFault),
    Unconnected(Connect),
    Refused { status: u16, headers: List<Header, HEADERS> },
    Unusable(Shown),
}

impl From<seen::ProxyFault> for ProxyFault {
    fn from(fault: seen::ProxyFault) -> Self {
        match fault {
            seen::ProxyFault::Unresolved(fault) => Self::Unresolved(fault.into()),
            seen::ProxyFault::Unconnected(outcome) => Self::Unconnected(outcome.into()),
            seen::ProxyFault::Refused(status, headers) => {
                Self::Refused { status, headers: List::from_domain(&headers) }
            }
            seen::ProxyFault::Unusable(text) => Self::Unusable(text),
        }
    }
}

impl From<ProxyFault> for seen::ProxyFault {
    fn from(fault: ProxyFault) -> Self {
        match fault {
            ProxyFault::Unresolved(fault) => Self::Unresolved(fault.into()),
            ProxyFault::Unconnected(outcome) => Self::Unconnected(outcome.into()),
            ProxyFault::Refused { status, headers } => Self::Refused(status, headers.into_domain()),
            ProxyFault::Unusable(text) => Self::Unusable(text),
        }
    }
}

/// Why a redirect was not followed, or how it failed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RedirectFault {
    Loop(HttpUrl),
    TooMany(HttpUrl),
    Downgrade(HttpUrl),
    Unusable(Shown),
    Unresolved { to: HttpUrl, fault: ResolveFault },
    Unconnected { to: HttpUrl, attempts: List<Attempt, ATTEMPTS> },
}

impl From<&seen::RedirectFault> for RedirectFault {
    fn from(fault: &seen::RedirectFault) -> Self {
        match fault.clone() {
            seen::RedirectFault::Loop(to) => Self::Loop(to),
            seen::RedirectFault::TooMany(to) => Self::TooMany(to),
            seen::RedirectFault::Downgrade(to) => Self::Downgrade(to),
            seen::RedirectFault::Unusable(text) => Self::Unusable(text),
            seen::RedirectFault::Unresolved(to, fault) => Self::Unresolved { to, fault: fault.into() },
            seen::RedirectFault::Unconnected(to, attempts) => {
                Self::Unconnected { to, attempts: List::from_domain(&attempts) }
            }
        }
    }
}

impl From<RedirectFault> for seen::RedirectFault {
    fn from(fault: RedirectFault) -> Self {
        match fault {
            RedirectFault::Loop(to) => Self::Loop(to),
            RedirectFault::TooMany(to) => Self::TooMany(to),
            RedirectFault::Downgrade(to) => Self::Downgrade(to),
            RedirectFault::Unusable(text) => Self::Unusable(text),
            RedirectFault::Unresolved { to, fault } => Self::Unresolved(to, fault.into()),
            RedirectFault::Unconnected { to, attempts } => Self::Unconnected(to, attempts.into_domain()),
        }
    }
}

impl From<seen::ResolveFault> for ResolveFault {
    fn from(fault: seen::ResolveFault) -> Self {
        Self::from(&fault)
    }
}

impl From<seen::Connect> for Connect {
    fn from(outcome: seen::Connect) -> Self {
        Self::from(&outcome)
    }
}
