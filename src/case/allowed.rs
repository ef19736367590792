//! How long a client waits: CryptoAPI's own bounds, or what this host sets in their place.

use super::Case;
use crate::language::{Arg, Say, message};

/// CryptoAPI's default bound for one URL, in milliseconds (Microsoft, "Optimizing the revocation experience").
const ONE_URL_MS: u64 = 15_000;

/// CryptoAPI's default bound for all of a chain's revocation, in milliseconds (the same page).
const CHAIN_MS: u64 = 20_000;

/// The values of `ChainEngine\Config` that take the place of each.
const ONE_URL: &str = "ChainUrlRetrievalTimeoutMilliseconds";
const CHAIN: &str = "ChainRevAccumulativeUrlRetrievalTimeoutMilliseconds";

/// A bound, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Milliseconds.
    pub ms: u64,
    /// Who allows that, in a few words.
    pub by: Arg,
}

impl Case<'_> {
    /// How long this host's client waits for one URL.
    pub fn allowed_for_one(&self) -> Allowed {
        self.allowed(ONE_URL, ONE_URL_MS)
    }

    /// How long it waits for a chain's revocation, all sources together.
    pub fn allowed_for_chain(&self) -> Allowed {
        self.allowed(CHAIN, CHAIN_MS)
    }

    fn allowed(&self, name: &str, default: u64) -> Allowed {
        let switches = self.windows().map(|windows| windows.chain_engine.as_slice()).unwrap_or_default();
        let named = switches.iter().filter(|switch| switch.place.as_str().rsplit('\\').next() == Some(name));
        let mut own = Allowed { ms: default, by: Arg::from("CryptoAPI") };
        for switch in named {
            match (switch.value.value(), switch.value.refused()) {
                // A policy's value stands first, and goes before the host's own. Zero is the default.
                (Some(value), _) if *value != 0 => {
                    let by = Say::new(message!("words-client-this-host", "this host ({name})")).with("name", name);
                    return Allowed { ms: u64::from(*value), by: by.into() };
                }
                (None, Some(why)) => {
                    let unless = message!("words-client-perhaps", "CryptoAPI, unless this host sets another ({why})");
                    own.by = Say::new(unless).with("why", why).into();
                }
                _ => {}
            }
        }
        own
    }
}
