//! What only Windows tells of the host, as the report shows it: a name, a value, or what was refused.

use std::fmt::Display;

use crate::observation::{AccountProxy, ProxySetting, ProxySource, Setting, Switch, WindowsFacts};
use crate::vocabulary::Shown;

/// One fact of the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFact {
    /// Its stable name: `exchange`, `machine-proxy`, or a registry value's whole place.
    pub name: Shown,
    /// The value.
    pub value: Known,
}

/// A value, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Looked, and there is none.
    Nothing,
    /// It is set.
    Value(Shown),
    /// It could not be looked at: what was refused.
    Unread(Shown),
}

impl HostFact {
    fn new<T>(name: &str, setting: &Setting<T>, words: impl Fn(&T) -> String) -> Self {
        let value = match setting {
            Setting::Absent => Known::Nothing,
            Setting::Is(value) => Known::Value(Shown::new(&words(value))),
            Setting::Unreadable(why) => Known::Unread(why.clone()),
        };
        Self { name: Shown::new(name), value }
    }

    fn said(name: &str, value: &str) -> Self {
        Self { name: Shown::new(name), value: Known::Value(Shown::new(value)) }
    }
}

/// The facts, in the order in which they are shown. Switches that are at the system's default are left out.
pub(super) fn facts(windows: &WindowsFacts) -> Vec<HostFact> {
    let elevated = windows.elevated.map_or("", |elevated| if elevated { ", elevated" } else { ", not elevated" });
    let (proxies, update) = (&windows.proxies, &windows.root_update);
    let mut facts = vec![
        HostFact::said("logon", &format!("{}{elevated}", windows.logon.word())),
        HostFact::new("domain-role", &windows.domain_role, same),
        HostFact::new("exchange", &windows.exchange, same),
        HostFact::new("transport-started", &windows.transport_started, same),
        HostFact::said("proxy-in-force", in_force(proxies.in_force)),
        HostFact::new("machine-proxy", &proxies.machine, proxy),
        HostFact::new("account-proxy", &proxies.account, account_proxy),
        HostFact::new("root-update-disabled", &update.disabled, same),
        HostFact::new("root-update-source", &update.source, same),
        HostFact::new("root-update-synced", &update.synced, same),
    ];
    let switches = windows.tls.iter().chain(&windows.chain_engine);
    let set = switches.filter(|switch| switch.value != Setting::Absent);
    facts.extend(set.map(|Switch { place, value }| HostFact::new(place.as_str(), value, same)));
    facts
}

fn same<T: Display>(value: &T) -> String {
    value.to_string()
}

const fn in_force(source: ProxySource) -> &'static str {
    match source {
        ProxySource::Machine => "the machine's (WinHTTP)",
        ProxySource::Account => "the account's",
        ProxySource::Script => "the account's script",
        ProxySource::Automatic => "what is found automatically (WPAD)",
        ProxySource::Direct => "none: direct",
    }
}

fn proxy(setting: &ProxySetting) -> String {
    let past = setting.bypass.as_ref().map(|past| format!(", past it: {past}")).unwrap_or_default();
    format!("{}{past}", setting.proxy)
}

fn account_proxy(account: &AccountProxy) -> String {
    let named = account.named.as_ref().map(proxy);
    let script = account.script.as_ref().map(|script| format!("script {script}"));
    let detect = account.detect.then(|| "found automatically (WPAD)".to_owned());
    let words: Vec<String> = [named, script, detect].into_iter().flatten().collect();
    if words.is_empty() { "direct".to_owned() } else { words.join("; ") }
}
