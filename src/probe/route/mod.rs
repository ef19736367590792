//! The way out of this host: straight, or through which proxy, for which URL. It reads settings and sends nothing.
//!
//! On Unix the settings are the environment's, read by ourselves so that the report can say which variable decided. On
//! Windows they are those that `CryptoAPI` goes by: the machine's, the account's, and what is found automatically; the
//! environment is not taken there, because `CryptoAPI` does not read it (`settings` has the order).

mod bypass;
mod connect_to;
mod cryptnet;
mod environment;
mod finder;
mod icmp;
mod proxy;
mod retrieve;
mod settings;
mod windows;

pub use bypass::Bypass;
pub use connect_to::{ConnectTo, NotConnectTo};
pub use cryptnet::{Object, retrieve_object};
pub use proxy::{NotAProxy, ProxyUrl};
pub use retrieve::{COMMAND, Said};
pub use settings::{AccountSettings, Listed, WindowsProxies};
pub use windows::windows_proxies;

pub(super) use connect_to::destination;
pub(super) use finder::Finder;
pub(super) use icmp::Ear;
pub(super) use retrieve::{retrieve, retriever};

use self::settings::Search;
use crate::observation::{ProxyChoice, RouteFacts};
use crate::vocabulary::{HttpUrl, Scheme, Shown};

/// What the settings name for one scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// A proxy.
    Proxy(ProxyUrl),
    /// Something that can't be used as one, and why.
    Unusable(Shown),
}

impl Named {
    fn shown(&self) -> Shown {
        match self {
            Self::Proxy(proxy) => proxy.shown(),
            Self::Unusable(why) => why.clone(),
        }
    }
}

/// The way out that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    choice: ProxyChoice,
    http: Option<Named>,
    https: Option<Named>,
    origin: Option<Shown>,
    bypass: Bypass,
    /// What looks for a proxy before the ones that are named hold. None where nothing does.
    search: Option<Search>,
}

/// The way to one URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way<'a> {
    /// Straight.
    Direct,
    /// Through this proxy.
    Proxy(&'a ProxyUrl),
    /// Through something that the settings name and that can't be used.
    Unusable(&'a Shown),
}

impl Route {
    /// The route for `--proxy`: `auto`, `none` or a proxy's URL.
    ///
    /// # Errors
    /// [`NotAProxy`].
    pub fn from_argument(text: &str) -> Result<Self, NotAProxy> {
        match text {
            "auto" => Ok(Self::of_process()),
            "none" => Ok(Self::straight()),
            url => ProxyUrl::parse(url).map(Self::through),
        }
    }

    /// What this process's settings say: its environment; on Windows what `CryptoAPI` would go by under this account.
    pub fn of_process() -> Self {
        let windows = windows_proxies().map(|settings| settings.route());
        windows.unwrap_or_else(|| Self::of_environment(environment::variable))
    }

    /// What an environment says: `variable` gives the value of each by its name.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        environment::route(variable)
    }

    /// Straight, whatever the settings say.
    pub fn straight() -> Self {
        Self { choice: ProxyChoice::None, ..Self::direct() }
    }

    /// Straight, because the settings name no proxy.
    fn direct() -> Self {
        let (choice, bypass) = (ProxyChoice::Auto, Bypass::default());
        Self { choice, http: None, https: None, origin: None, bypass, search: None }
    }

    /// Through this proxy for every URL: what the settings say is not looked at.
    pub fn through(proxy: ProxyUrl) -> Self {
        let named = Some(Named::Proxy(proxy));
        let origin = Some("--proxy".into());
        Self { choice: ProxyChoice::Given, http: named.clone(), https: named, origin, ..Self::direct() }
    }

    /// The way out to compare this one with: straight, or where this one is straight by demand, what this process's
    /// settings say.
    #[must_use]
    pub fn other(&self) -> Self {
        match self.choice {
            ProxyChoice::None => Self::of_process(),
            ProxyChoice::Auto | ProxyChoice::Given => Self::straight(),
        }
    }

    /// Whether it is what the host's settings say, as `--proxy auto` asks.
    pub(super) fn is_the_hosts_own(&self) -> bool {
        self.choice == ProxyChoice::Auto
    }

    /// The way to a URL, by the proxies that are named.
    pub fn way(&self, url: &HttpUrl) -> Way<'_> {
        let named = match url.scheme() {
            Scheme::Http => &self.http,
            Scheme::Https => &self.https,
        };
        match named {
            None => Way::Direct,
            Some(_) if self.bypass.covers(&url.host(), url.port()) => Way::Direct,
            Some(Named::Proxy(proxy)) => Way::Proxy(proxy),
            Some(Named::Unusable(why)) => Way::Unusable(why),
        }
    }

    /// What the evidence keeps of it.
    pub fn facts(&self) -> RouteFacts {
        RouteFacts {
            choice: self.choice,
            http_proxy: self.http.as_ref().map(Named::shown),
            https_proxy: self.https.as_ref().map(Named::shown),
            origin: self.origin.clone(),
            bypass: self.bypass.shown(),
            search: self.search.as_ref().map(Search::shown),
        }
    }
}
