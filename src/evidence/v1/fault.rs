//! How a fetch failed, as version 1 writes it.

use serde::{Deserialize, Serialize};

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
    ResolveFault = ResolveFault { NameNotFound, NoAddress, TryAgain, Timeout, ; Other(i32), }
}

faults! {
    /// How a connection attempt ended.
    Connect = Connect {
        Connected, Timeout, Refused, Reset, HostUnreachable, NetworkUnreachable, Prohibited, NoRoute, ; Other(i32),
    }
}

faults! {
    /// What went wrong between the connection and the end of the answer's head.
    ExchangeFault = ExchangeFault {
        Timeout, Reset, Empty, Truncated, ; NotHttp(Shown), ; Tls(Shown), ; Proxy(ProxyFault), ; Other(i32),
    }
}

faults! {
    /// How a proxy failed.
    ProxyFault = ProxyFault { ; Unresolved(ResolveFault), ; Unconnected(Connect), ; Refused(u16), }
}

faults! {
    /// Why a redirect was not followed.
    RedirectFault = RedirectFault { ; Loop(HttpUrl), ; TooMany(HttpUrl), ; Downgrade(HttpUrl), ; Unusable(Shown), }
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

impl From<seen::ProxyFault> for ProxyFault {
    fn from(fault: seen::ProxyFault) -> Self {
        Self::from(&fault)
    }
}
