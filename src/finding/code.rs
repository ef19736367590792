//! The name of each check: the `code` of its findings, its file under `src/check/`, its heading in `docs/checks.md`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that names no check.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no check: `docs/checks.md` lists them")]
pub struct UnknownCode(pub String);

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $word:literal,)+) => {
        /// A check's name, in the order in which the report lists checks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable word, `root-present` for instance.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }
        }

        impl FromStr for Code {
            type Err = UnknownCode;

            fn from_str(word: &str) -> Result<Self, UnknownCode> {
                match word {
                    $($word => Ok(Self::$name),)+
                    other => Err(UnknownCode(other.to_owned())),
                }
            }
        }
    };
}

codes! {
    /// Whether one cause stops every endpoint.
    WayOut => "way-out",
    /// Whether the policy is in force and reviewed.
    PolicyCurrent => "policy-current",
    /// Whether there is time left to act before the cutover.
    LeadTime => "lead-time",
    /// Under which account the run was, and whether that is one of the services'.
    RunIdentity => "run-identity",
    /// Whether the store could be read whole.
    StoreComplete => "store-complete",
    /// Whether each incoming trust anchor is in the store.
    RootPresent => "root-present",
    /// Whether each incoming trust anchor is in the machine's store, and not in an account's alone.
    RootScope => "root-scope",
    /// Whether anything in Windows' stores or lists takes its trust from an incoming anchor.
    RootTrusted => "root-trusted",
    /// Whether Windows would fetch a missing root by itself.
    RootAutoUpdate => "root-auto-update",
    /// Whether each incoming trust anchor is valid when it matters.
    RootValidity => "root-validity",
    /// Whether a certificate in the store bears an anchor's name and another key.
    RootLookalike => "root-lookalike",
    /// Whether the retiring trust anchor is still there until the cutover.
    RetiringRoot => "retiring-root",
    /// Whether the intermediates are at hand.
    IntermediatePresent => "intermediate-present",
    /// Whether the intermediates are valid when it matters.
    IntermediateValidity => "intermediate-validity",
    /// Whether the path from each intermediate to an incoming anchor holds.
    PathValid => "path-valid",
    /// What Windows' own chain engine says.
    OsChain => "os-chain",
    /// Whether the transport was started after the root came.
    RestartPending => "restart-pending",
    /// Whether each service answers, up to the point where TLS begins.
    ServiceReachable => "service-reachable",
    /// To which root the presented chain leads, and whether this host accepts it.
    ServiceChain => "service-chain",
    /// Whether the presented certificate is the one that the policy describes.
    ServiceIdentity => "service-identity",
    /// Whether TLS is 1.2 or later, with forward secrecy.
    ServiceTls => "service-tls",
    /// Whether revocation of each certificate can be learnt at all.
    RevocationPath => "revocation-path",
    /// Whether each URL answers, and if not, at which step and address it fails.
    EndpointReachable => "endpoint-reachable",
    /// Whether what comes back is the CA's object rather than a page.
    EndpointGenuine => "endpoint-genuine",
    /// Whether TLS to an https endpoint ends at its host, or at something between.
    EndpointTls => "endpoint-tls",
    /// Whether it comes within the time that the client allows.
    EndpointTimely => "endpoint-timely",
    /// Whether what falls short by one way out comes by another.
    Routes => "routes",
    /// Whether Windows' own retrieval brings what our socket brings.
    OsRetrieval => "os-retrieval",
    /// Whether Exchange names a proxy that revocation does not use.
    ExchangeProxy => "exchange-proxy",
    /// Whether the policy lists every host that a certificate names.
    EndpointListed => "endpoint-listed",
    /// Whether each CRL is signed by the expected issuer.
    CrlSigned => "crl-signed",
    /// Whether each CRL covers the certificate that named it.
    CrlScope => "crl-scope",
    /// Whether each CRL is in its window of time.
    CrlFresh => "crl-fresh",
    /// Whether a CRL's number went back since the baseline.
    CrlNumber => "crl-number",
    /// Whether each OCSP answer is signed by the issuer or its delegate.
    OcspSigned => "ocsp-signed",
    /// What each OCSP answer says of the certificate.
    OcspStatus => "ocsp-status",
    /// Whether each OCSP answer is in its window of time.
    OcspFresh => "ocsp-fresh",
    /// Whether GET and POST both work.
    OcspMethods => "ocsp-methods",
    /// Whether AIA gives the certificate that links to the incoming root.
    AiaChains => "aia-chains",
    /// Whether a connector of Exchange pins what the service leaves.
    ConnectorPins => "connector-pins",
    /// Whether the chain holds that the service presents as a client, and what Exchange's own log says of it.
    InboundChain => "inbound-chain",
    /// Whether the certificate that this host itself presents will do.
    OwnCertificate => "own-certificate",
    /// Whether the host's clock agrees with the servers'.
    Clock => "clock",
    /// Whether the host offers TLS 1.2 at all.
    HostTls => "host-tls",
    /// What the run itself left out: waivers, `--only`, `--skip`, an interruption.
    RunComplete => "run-complete",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}
