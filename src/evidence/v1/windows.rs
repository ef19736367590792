//! What only Windows tells, as version 1 writes it.

use serde::{Deserialize, Serialize};

use super::bounded::{List, Sha256, words};
use super::windows_answers::{CHAINS, OsChain, RETRIEVALS, Retrieval};
use crate::observation as seen;
use crate::vocabulary::{Shown, Timestamp};

/// The most uses of a certificate that are read back: the programmes' lists name a dozen.
const USES: usize = 256;

/// The most switches of one kind: they are fixed lists of fewer than twenty.
const SWITCHES: usize = 100;

/// The most files of a source of roots: a list, and one for each root that is missed.
const FILES: usize = 100;

/// What a store keeps beside a certificate.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    scope: Scope,
    store: SystemStore,
    physical: Shown,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    friendly_name: Option<Shown>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    usages: Option<List<Shown, USES>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_before: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_before_usages: Option<List<Shown, USES>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disabled: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disabled_usages: Option<List<Shown, USES>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<Timestamp>,
}

words! {
    /// Whose store.
    Scope = seen::Scope { Machine, Account, }
}

words! {
    /// Which store.
    SystemStore = seen::SystemStore { Root, AuthRoot, Ca, Disallowed, My, }
}

impl From<&seen::Kept> for Kept {
    fn from(kept: &seen::Kept) -> Self {
        let kept = kept.clone();
        Self {
            scope: (&kept.scope).into(),
            store: (&kept.store).into(),
            physical: kept.physical,
            friendly_name: kept.friendly_name,
            usages: kept.usages.map(Into::into),
            not_before: kept.not_before,
            not_before_usages: kept.not_before_usages.map(Into::into),
            disabled: kept.disabled,
            disabled_usages: kept.disabled_usages.map(Into::into),
            written: kept.written,
        }
    }
}

impl From<Kept> for seen::Kept {
    fn from(kept: Kept) -> Self {
        Self {
            scope: kept.scope.into(),
            store: kept.store.into(),
            physical: kept.physical,
            friendly_name: kept.friendly_name,
            usages: kept.usages.map(List::into_vec),
            not_before: kept.not_before,
            not_before_usages: kept.not_before_usages.map(List::into_vec),
            disabled: kept.disabled,
            disabled_usages: kept.disabled_usages.map(List::into_vec),
            written: kept.written,
        }
    }
}

/// A setting, or why it is not known.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Setting<T> {
    Absent,
    Is(T),
    Unreadable(Shown),
}

impl<'a, T, D> From<&'a seen::Setting<D>> for Setting<T>
where
    T: From<&'a D>,
{
    fn from(setting: &'a seen::Setting<D>) -> Self {
        match setting {
            seen::Setting::Absent => Self::Absent,
            seen::Setting::Is(value) => Self::Is(value.into()),
            seen::Setting::Unreadable(why) => Self::Unreadable(why.clone()),
        }
    }
}

impl<T, D> From<Setting<T>> for seen::Setting<D>
where
    D: From<T>,
{
    fn from(setting: Setting<T>) -> Self {
        match setting {
            Setting::Absent => Self::Absent,
            Setting::Is(value) => Self::Is(value.into()),
            Setting::Unreadable(why) => Self::Unreadable(why),
        }
    }
}

/// A value that stands as it is: the domain's own.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct Same<T>(T);

macro_rules! same {
    ($($value:ty),+) => {$(
        impl From<&$value> for Same<$value> {
            fn from(value: &$value) -> Self {
                Self(value.clone())
            }
        }

        impl From<Same<$value>> for $value {
            fn from(same: Same<$value>) -> Self {
                same.0
            }
        }
    )+};
}

same!(u32, Shown, Timestamp);

/// Everything that Windows alone tells.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Windows {
    logon: Logon,
    elevated: Option<bool>,
    domain_role: Setting<Same<Shown>>,
    exchange: Setting<Same<Shown>>,
    transport_started: Setting<Same<Timestamp>>,
    tls: List<Switch, SWITCHES>,
    chain_engine: List<Switch, SWITCHES>,
    root_update: RootUpdate,
    proxies: Proxies,
    chains: List<OsChain, CHAINS>,
    retrievals: List<Retrieval, RETRIEVALS>,
}

impl From<&seen::WindowsFacts> for Windows {
    fn from(facts: &seen::WindowsFacts) -> Self {
        Self {
            logon: (&facts.logon).into(),
            elevated: facts.elevated,
            domain_role: (&facts.domain_role).into(),
            exchange: (&facts.exchange).into(),
            transport_started: (&facts.transport_started).into(),
            tls: List::from_domain(&facts.tls),
            chain_engine: List::from_domain(&facts.chain_engine),
            root_update: (&facts.root_update).into(),
            proxies: (&facts.proxies).into(),
            chains: List::from_domain(&facts.chains),
            retrievals: List::from_domain(&facts.retrievals),
        }
    }
}

impl From<Windows> for seen::WindowsFacts {
    fn from(windows: Windows) -> Self {
        Self {
            logon: windows.logon.into(),
            elevated: windows.elevated,
            domain_role: windows.domain_role.into(),
            exchange: windows.exchange.into(),
            transport_started: windows.transport_started.into(),
            tls: windows.tls.into_domain(),
            chain_engine: windows.chain_engine.into_domain(),
            root_update: windows.root_update.into(),
            proxies: windows.proxies.into(),
            chains: windows.chains.into_domain(),
            retrievals: windows.retrievals.into_domain(),
        }
    }
}

words! {
    /// How the account was logged on.
    Logon = seen::Logon { Interactive, Service, Batch, Network, Unknown, }
}

#[derive(Debug, Serialize, Deserialize)]
struct Switch {
    place: Shown,
    value: Setting<Same<u32>>,
}

impl From<&seen::Switch> for Switch {
    fn from(switch: &seen::Switch) -> Self {
        Self { place: switch.place.clone(), value: (&switch.value).into() }
    }
}

impl From<Switch> for seen::Switch {
    fn from(switch: Switch) -> Self {
        Self { place: switch.place, value: switch.value.into() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct RootUpdate {
    disabled: Setting<Same<u32>>,
    source: Setting<Same<Shown>>,
    synced: Setting<Same<Timestamp>>,
    roots: Setting<Sha256>,
    disallowed: Setting<Sha256>,
    #[serde(default, skip_serializing_if = "List::is_empty")]
    folder: List<SourceFile, FILES>,
}

impl From<&seen::RootUpdate> for RootUpdate {
    fn from(update: &seen::RootUpdate) -> Self {
        let seen::RootUpdate { disabled, source, synced, roots, disallowed, folder } = update;
        Self {
            disabled: disabled.into(),
            source: source.into(),
            synced: synced.into(),
            roots: roots.into(),
            disallowed: disallowed.into(),
            folder: List::from_domain(folder),
        }
    }
}

impl From<RootUpdate> for seen::RootUpdate {
    fn from(update: RootUpdate) -> Self {
        let RootUpdate { disabled, source, synced, roots, disallowed, folder } = update;
        Self {
            disabled: disabled.into(),
            source: source.into(),
            synced: synced.into(),
            roots: roots.into(),
            disallowed: disallowed.into(),
            folder: folder.into_domain(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct SourceFile {
    path: Shown,
    bytes: Setting<Sha256>,
}

impl From<&seen::SourceFile> for SourceFile {
    fn from(file: &seen::SourceFile) -> Self {
        Self { path: file.path.clone(), bytes: (&file.bytes).into() }
    }
}

impl From<SourceFile> for seen::SourceFile {
    fn from(file: SourceFile) -> Self {
        Self { path: file.path, bytes: file.bytes.into() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Proxies {
    machine: Setting<ProxySetting>,
    account: Setting<AccountProxy>,
    in_force: ProxySource,
}

impl From<&seen::Proxies> for Proxies {
    fn from(proxies: &seen::Proxies) -> Self {
        let seen::Proxies { machine, account, in_force } = proxies;
        Self { machine: machine.into(), account: account.into(), in_force: in_force.into() }
    }
}

impl From<Proxies> for seen::Proxies {
    fn from(proxies: Proxies) -> Self {
        let Proxies { machine, account, in_force } = proxies;
        Self { machine: machine.into(), account: account.into(), in_force: in_force.into() }
    }
}

words! {
    /// Which proxy setting is in force.
    ProxySource = seen::ProxySource { Machine, Account, Script, Automatic, Direct, }
}

#[derive(Debug, Serialize, Deserialize)]
struct ProxySetting {
    proxy: Shown,
    bypass: Option<Shown>,
}

impl From<&seen::ProxySetting> for ProxySetting {
    fn from(setting: &seen::ProxySetting) -> Self {
        let seen::ProxySetting { proxy, bypass } = setting.clone();
        Self { proxy, bypass }
    }
}

impl From<ProxySetting> for seen::ProxySetting {
    fn from(setting: ProxySetting) -> Self {
        let ProxySetting { proxy, bypass } = setting;
        Self { proxy, bypass }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct AccountProxy {
    detect: bool,
    script: Option<Shown>,
    named: Option<ProxySetting>,
}

impl From<&seen::AccountProxy> for AccountProxy {
    fn from(account: &seen::AccountProxy) -> Self {
        let seen::AccountProxy { detect, script, named } = account;
        Self { detect: *detect, script: script.clone(), named: named.as_ref().map(Into::into) }
    }
}

impl From<AccountProxy> for seen::AccountProxy {
    fn from(account: AccountProxy) -> Self {
        let AccountProxy { detect, script, named } = account;
        Self { detect, script, named: named.map(Into::into) }
    }
}
