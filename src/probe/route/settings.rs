//! Windows' proxy settings, as they say it, and the way out that they make: which of them is in force, which proxy that is
//! for which scheme, and what goes past it. It reads nothing itself.
//!
//! The order is `CryptoAPI`'s (KB2623724): the machine's `WinHTTP` proxy; else the account's settings; and where those ask for
//! it, or where there are none, what is found automatically. The environment's `http_proxy` is not part of it: `CryptoAPI`
//! reads no environment, and a run that did would prove a way that no service goes.

use super::{Bypass, Named, ProxyUrl, Route};
use crate::observation::{AccountProxy, Proxies, ProxyChoice, ProxySetting, ProxySource, Setting};
use crate::vocabulary::{Scheme, Shown};

/// Windows' proxy settings, as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowsProxies {
    /// The machine's (`netsh winhttp`). Absent: direct.
    pub machine: Setting<Listed>,
    /// The account's. Absent: it has none, not even the one to find a proxy automatically.
    pub account: Setting<AccountSettings>,
}

/// Proxies and what goes past them.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// The proxy or proxies: `proxy:8080`, `http=a:80;https=b:443`.
    proxy: String,
    /// The hosts that go past it: `<local>;*.example`. None where there are none.
    bypass: Option<String>,
}

/// The account's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSettings {
    detect: bool,
    script: Option<String>,
    named: Option<Listed>,
}

/// A proxy that is not named but looked for, for each URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Search {
    /// By WPAD.
    pub(super) detect: bool,
    /// By the script at this place, where WPAD finds none. None where none is named.
    pub(super) script: Option<String>,
}

impl AccountSettings {
    /// Takes what stands in the settings, without credentials: whether a proxy is to be found automatically (WPAD), where its
    /// script is, and a proxy that is named. None where no script or no proxy is named.
    pub fn new(detect: bool, script: Option<&str>, named: Option<Listed>) -> Self {
        let script = script.map(str::trim).filter(|script| !script.is_empty()).map(without_credentials);
        Self { detect, script, named }
    }
}

impl Listed {
    /// Takes what stands in the settings, without the credentials that somebody may have put there: `CryptoAPI` takes none
    /// from here either. None where no proxy is named.
    pub fn new(proxy: &str, bypass: Option<&str>) -> Option<Self> {
        let proxy = entries(proxy).map(without_credentials).collect::<Vec<_>>().join(";");
        let bypass = bypass.map(str::trim).filter(|list| !list.is_empty()).map(str::to_owned);
        (!proxy.is_empty()).then_some(Self { proxy, bypass })
    }

    fn facts(&self) -> ProxySetting {
        ProxySetting { proxy: Shown::new(&self.proxy), bypass: self.bypass.as_deref().map(Shown::new) }
    }

    /// What the list names for a scheme: its own entry, else the first that is for every scheme. None: those go straight.
    fn named(&self, scheme: Scheme) -> Option<Named> {
        let own = match scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        let mut all = None;
        for entry in entries(&self.proxy) {
            match entry.split_once('=') {
                Some((of, proxy)) if of.eq_ignore_ascii_case(own) => return Some(named(proxy)),
                Some(_) => {}
                None => all = all.or(Some(entry)),
            }
        }
        all.map(named)
    }

    fn route(&self, origin: &str) -> Route {
        Route {
            choice: ProxyChoice::Auto,
            http: self.named(Scheme::Http),
            https: self.named(Scheme::Https),
            origin: Some(Shown::new(origin)),
            bypass: self.bypass.as_deref().map(Bypass::parse_windows).unwrap_or_default(),
            search: None,
        }
    }
}

/// It may have had credentials in a form that was not foreseen.
impl std::fmt::Debug for Listed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listed").finish_non_exhaustive()
    }
}

impl WindowsProxies {
    /// Which of them is in force.
    pub fn in_force(&self) -> ProxySource {
        match (&self.machine, &self.account) {
            (Setting::Is(_), _) => ProxySource::Machine,
            (_, Setting::Is(account)) => match account {
                AccountSettings { detect: true, .. } => ProxySource::Automatic,
                AccountSettings { script: Some(_), .. } => ProxySource::Script,
                AccountSettings { named: Some(_), .. } => ProxySource::Account,
                AccountSettings { named: None, .. } => ProxySource::Direct,
            },
            (_, Setting::Absent | Setting::Unreadable(_)) => ProxySource::Automatic,
        }
    }

    /// What the evidence keeps of them.
    pub fn facts(&self) -> Proxies {
        let account = |account: &AccountSettings| AccountProxy {
            detect: account.detect,
            script: account.script.as_deref().map(Shown::new),
            named: account.named.as_ref().map(Listed::facts),
        };
        Proxies {
            machine: mapped(&self.machine, Listed::facts),
            account: mapped(&self.account, account),
            in_force: self.in_force(),
        }
    }

    /// The way out that they make.
    pub fn route(&self) -> Route {
        if let Setting::Is(machine) = &self.machine {
            return machine.route("this machine's WinHTTP settings");
        }
        let (detect, script, listed) = match &self.account {
            Setting::Is(account) => (account.detect, account.script.clone(), account.named.as_ref()),
            Setting::Absent | Setting::Unreadable(_) => (true, None, None),
        };
        let mut route = match listed {
            Some(listed) => listed.route("this account's settings"),
            None => Route::direct(),
        };
        if !detect && script.is_none() {
            return route;
        }
        // What is named beside it holds where nothing is found.
        route.search = Some(Search { detect, script });
        route
    }
}

impl Search {
    /// What looks for a proxy, in words.
    pub(super) fn shown(&self) -> Shown {
        let script = self.script.as_deref().map(|script| format!("this account's script {script}"));
        let wpad = self.detect.then(|| "what WPAD finds".to_owned());
        Shown::new(&wpad.into_iter().chain(script).collect::<Vec<_>>().join(", else "))
    }
}

/// The way for one URL that a search brought: the list of proxies that it named, or None, which is straight.
pub(super) fn found(listed: Option<&Listed>) -> Route {
    listed.map_or_else(Route::direct, |listed| listed.route("found for this URL"))
}

/// The parts of a list: between semicolons or white space (`WINHTTP_PROXY_INFO`).
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(|c: char| c == ';' || c.is_whitespace()).filter(|entry| !entry.is_empty())
}

/// An entry without what stands before its last `@` but for a scheme: `http=user:secret@proxy:80`, `http://user@proxy`.
fn without_credentials(entry: &str) -> String {
    let Some((before, host)) = entry.rsplit_once('@') else { return entry.to_owned() };
    let scheme = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (of, rest) = before.split_once('=').filter(|(of, _)| scheme(of)).map_or(("", before), |(of, rest)| (of, rest));
    let equals = if of.is_empty() { "" } else { "=" };
    let by = rest.split_once("://").map(|(by, _)| by).filter(|by| scheme(by));
    by.map_or_else(|| format!("{of}{equals}{host}"), |by| format!("{of}{equals}{by}://{host}"))
}

fn named(proxy: &str) -> Named {
    ProxyUrl::parse(proxy).map_or_else(|refused| Named::Unusable(Shown::new(&refused.to_string())), Named::Proxy)
}

fn mapped<T, U>(setting: &Setting<T>, map: impl FnOnce(&T) -> U) -> Setting<U> {
    match setting {
        Setting::Absent => Setting::Absent,
        Setting::Is(value) => Setting::Is(map(value)),
        Setting::Unreadable(why) => Setting::Unreadable(why.clone()),
    }
}
