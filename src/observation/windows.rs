//! What only Windows has: what its stores keep beside a certificate, its settings, and what it answers when it is asked
//! itself. Plain facts; what could not be looked at says so, with the name of what was refused.

use std::fmt;

use super::TargetId;
use crate::vocabulary::{Digest, Shown, Timestamp};

/// A setting, or why it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting<T> {
    /// Looked, and there is none: the system's default holds.
    Absent,
    /// It is set.
    Is(T),
    /// It could not be looked at: what was refused, and why.
    Unreadable(Shown),
}

impl<T> Setting<T> {
    /// The value. None where it is absent or could not be looked at.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }

    /// The same of what is made of the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Setting<U> {
        match self {
            Self::Absent => Setting::Absent,
            Self::Is(value) => Setting::Is(make(value)),
            Self::Unreadable(why) => Setting::Unreadable(why),
        }
    }

    /// What was refused. None where we got to look.
    pub const fn refused(&self) -> Option<&Shown> {
        match self {
            Self::Unreadable(why) => Some(why),
            Self::Absent | Self::Is(_) => None,
        }
    }
}

/// Whose store it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// `LocalMachine`: what services read.
    Machine,
    /// `CurrentUser`: what this account alone reads beside it.
    Account,
}

impl Scope {
    /// The name that Windows gives it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Machine => "LocalMachine",
            Self::Account => "CurrentUser",
        }
    }
}

/// A system store, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SystemStore {
    /// `Root`: trust anchors.
    Root,
    /// `AuthRoot`: trust anchors that the root programme brought.
    AuthRoot,
    /// `CA`: intermediates.
    Ca,
    /// `Disallowed`: what is not to be trusted, wherever else it stands.
    Disallowed,
    /// `My`: certificates of this machine or account, with their keys.
    My,
}

impl SystemStore {
    /// Every store that is read.
    pub const ALL: [Self; 5] = [Self::Root, Self::AuthRoot, Self::Ca, Self::Disallowed, Self::My];

    /// The name that Windows gives it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Root => "Root",
            Self::AuthRoot => "AuthRoot",
            Self::Ca => "CA",
            Self::Disallowed => "Disallowed",
            Self::My => "My",
        }
    }
}

/// Where a certificate stands in Windows' stores, and what the store keeps beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// Whose store.
    pub scope: Scope,
    /// Which store.
    pub store: SystemStore,
    /// The physical store within it: `.Default`, `.AuthRoot`, `.GroupPolicy`, `.Enterprise`.
    pub physical: Shown,
    /// Its friendly name (`CERT_FRIENDLY_NAME_PROP_ID`). None where it has none.
    pub friendly_name: Option<Shown>,
    /// The uses that the store leaves it (`CERT_ENHKEY_USAGE_PROP_ID`), as dotted object identifiers. Empty: no use at all.
    /// None: the store limits none.
    pub usages: Option<Vec<Shown>>,
    /// What was issued after this instant, UTC, is not to be trusted (`CERT_NOT_BEFORE_FILETIME_PROP_ID`). None: no limit.
    pub not_before: Option<Timestamp>,
    /// The uses for which `not_before` holds (`CERT_NOT_BEFORE_ENHKEY_USAGE_PROP_ID`). None: for all. The root programme sets
    /// such dates for code signing alone on roots that most TLS servers have.
    pub not_before_usages: Option<Vec<Shown>>,
    /// From this instant on, UTC, it is not to be trusted (`CERT_DISALLOWED_FILETIME_PROP_ID`). None: no limit.
    pub disabled: Option<Timestamp>,
    /// The uses that are taken from it (`CERT_DISALLOWED_ENHKEY_USAGE_PROP_ID`): from `disabled` on, and where there is no such
    /// date, at all times. None: `disabled` holds for all.
    pub disabled_usages: Option<Vec<Shown>>,
    /// When its entry in the registry was last written, UTC. None where it has none of its own, or it could not be looked at.
    pub written: Option<Timestamp>,
}

impl Kept {
    /// Whether it stands among the trust anchors that services read: the machine's `Root`, of which `AuthRoot` is a part.
    pub const fn is_of_services(&self) -> bool {
        matches!((self.scope, self.store), (Scope::Machine, SystemStore::Root | SystemStore::AuthRoot))
    }

    /// Whether it stands among the trust anchors that this account alone reads.
    pub const fn is_of_account(&self) -> bool {
        matches!((self.scope, self.store), (Scope::Account, SystemStore::Root | SystemStore::AuthRoot))
    }

    /// Whether it stands in a store of what is not to be trusted.
    pub const fn is_disallowed(&self) -> bool {
        matches!(self.store, SystemStore::Disallowed)
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\\{}\\{}", self.scope.word(), self.store.word(), self.physical)
    }
}

/// Everything that Windows alone tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowsFacts {
    /// The account's logon.
    pub logon: Logon,
    /// Whether the process is elevated. None where the system does not tell.
    pub elevated: Option<bool>,
    /// The host's part in its domain, in a few words.
    pub domain_role: Setting<Shown>,
    /// The version of Exchange that its setup wrote.
    pub exchange: Setting<Shown>,
    /// When the transport service (`MSExchangeTransport`) was started, UTC. Absent where none runs.
    pub transport_started: Setting<Timestamp>,
    /// Schannel's and .NET's switches that decide whether TLS 1.2 is offered.
    pub tls: Vec<Switch>,
    /// What this host sets in the place of CryptoAPI's own bounds (`ChainEngine\Config`). Those that are absent are left out.
    pub chain_engine: Vec<Switch>,
    /// The automatic update of roots.
    pub root_update: RootUpdate,
    /// The proxy settings that CryptoAPI goes by.
    pub proxies: Proxies,
    /// What Windows' own chain engine answered.
    pub chains: Vec<OsChain>,
    /// What Windows' own retrieval brought, in the order of the targets.
    pub retrievals: Vec<Retrieval>,
}

/// How the account of this run was logged on (`S-1-5-4`, `-6`, `-3`, `-2` in its token).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logon {
    /// A person at a desktop, or by remote desktop.
    Interactive,
    /// A service.
    Service,
    /// A scheduled task or another batch job.
    Batch,
    /// Over the network: `PowerShell` remoting for instance.
    Network,
    /// The token tells none of these.
    Unknown,
}

impl Logon {
    /// The word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Interactive => "interactive",
            Self::Service => "service",
            Self::Batch => "batch",
            Self::Network => "network",
            Self::Unknown => "unknown",
        }
    }
}

/// One number of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Its place: the hive, the key, and the value's name, with backslashes between them.
    pub place: Shown,
    /// The number.
    pub value: Setting<u32>,
}

/// The automatic update of roots, as it is set and as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootUpdate {
    /// `DisableRootAutoUpdate`: 1 switches it off.
    pub disabled: Setting<u32>,
    /// `RootDirUrl`: the source in the place of Windows Update.
    pub source: Setting<Shown>,
    /// `LastSyncTime`: when the list of roots was last fetched, UTC.
    pub synced: Setting<Timestamp>,
    /// `EncodedCtl`: the list of roots that was last fetched, by the SHA-256 of its bytes, which the evidence keeps.
    pub roots: Setting<Digest>,
    /// `DisallowedCertEncodedCtl`: the list of what is not to be trusted, in the same way.
    pub disallowed: Setting<Digest>,
    /// What a source that is a folder (a UNC path, mostly) holds, looked at only where a root is missed. Empty where the
    /// source is no folder, and where nothing was missed.
    pub folder: Vec<SourceFile>,
}

/// A file of a source that is a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path.
    pub path: Shown,
    /// Its bytes, by their SHA-256; the evidence keeps them. Absent: no such file.
    pub bytes: Setting<Digest>,
}

/// The proxy settings that CryptoAPI goes by, in its order (KB2623724): the machine's, the account's, what is found
/// automatically.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies {
    /// The machine's (`netsh winhttp`). Absent: direct.
    pub machine: Setting<ProxySetting>,
    /// The account's.
    pub account: Setting<AccountProxy>,
    /// Which of them is in force.
    pub in_force: ProxySource,
}

/// A proxy and what goes past it, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxySetting {
    /// The proxy or proxies, without credentials: `proxy:8080`, `http=a:80;https=b:443`.
    pub proxy: Shown,
    /// The hosts that go past it, as written: `<local>;*.example`. None where there are none.
    pub bypass: Option<Shown>,
}

/// The account's own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountProxy {
    /// Whether a proxy is to be found automatically (WPAD).
    pub detect: bool,
    /// Where its script is. None where none is named.
    pub script: Option<Shown>,
    /// A proxy that is named. None where none is.
    pub named: Option<ProxySetting>,
}

/// Which proxy setting is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxySource {
    /// The machine's.
    Machine,
    /// The account's, a proxy that it names.
    Account,
    /// The account's script.
    Script,
    /// What is found automatically (WPAD).
    Automatic,
    /// None: direct.
    Direct,
}

/// What a chain is asked to be good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChainPurpose {
    /// The service presents its certificate as a server: the outbound leg.
    Server,
    /// It presents it as a client: the inbound leg.
    Client,
}

impl ChainPurpose {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Server, Self::Client];

    /// The word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
        }
    }
}

/// One question to Windows' own chain engine, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OsChain {
    /// The certificate whose chain was asked for, by its SHA-256.
    pub subject: Digest,
    /// What it was to be good for.
    pub purpose: ChainPurpose,
    /// For which instant, UTC. It moves the validity of certificates alone: Windows knows no other time for the trust in a
    /// root, and none for its lists.
    pub at: Timestamp,
    /// The answer.
    pub answer: OsAnswer,
}

/// What Windows' chain engine answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OsAnswer {
    /// A chain, with what Windows says of it.
    Chain {
        /// `CERT_TRUST_STATUS.dwErrorStatus` of the whole; 0: nothing is wrong with it.
        errors: u32,
        /// `dwInfoStatus` of the whole.
        info: u32,
        /// Its certificates, the subject first.
        elements: Vec<OsElement>,
    },
    /// The call failed, with this error number.
    Failed(u32),
}

/// One certificate of a chain that Windows built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OsElement {
    /// The certificate, by its SHA-256.
    pub certificate: Digest,
    /// `dwErrorStatus` of this certificate.
    pub errors: u32,
    /// `dwInfoStatus` of this certificate.
    pub info: u32,
}

/// What Windows' own retrieval (`CryptRetrieveObjectByUrl`) made of a target that is asked by GET: by the wire alone, by the
/// proxy and with the credentials that CryptoAPI takes for this account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrieval {
    /// Which target.
    pub id: TargetId,
    /// What came of it.
    pub outcome: Retrieved,
    /// After how many milliseconds.
    pub took_ms: u64,
}

/// How a retrieval by Windows ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retrieved {
    /// An object came; the evidence keeps its bytes.
    Came {
        /// Its SHA-256.
        body: Digest,
        /// Its length.
        bytes: u64,
    },
    /// It failed with this error: a Win32 error number or an HRESULT.
    Failed(u32),
    /// It did not end within its bound, and was ended.
    Late,
    /// It was not begun or was cut: the run ended first.
    Cut,
    /// No process could be started for it, or it gave no answer that is understood: why.
    Unstarted(Shown),
}
