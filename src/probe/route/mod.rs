//! The way out of this host: straight, or through which proxy, for which URL. It reads settings and sends nothing.
//!
//! On Unix the settings are the environment's, read by ourselves so that the report can say which variable decided. On
//! other systems the same variables are read as the portable fallback: their own settings (WinHTTP, the account's, WPAD)
//! are not read here yet, and the report shows where the proxy came from.

mod bypass;
mod connect_to;
mod environment;
mod icmp;
mod proxy;
mod retrieve;

pub use bypass::Bypass;
pub use connect_to::{ConnectTo, NotConnectTo};
pub use proxy::{NotAProxy, ProxyUrl};

pub(super) use connect_to::destination;
pub(super) use icmp::Ear;
pub(super) use retrieve::retrieve;

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

    /// What this process's environment says.
    pub fn of_process() -> Self {
        Self::of_environment(environment::variable)
    }

    /// What an environment says: `variable` gives the value of each by its name.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        environment::route(variable)
    }

    /// Straight, whatever the settings say.
    pub fn straight() -> Self {
        Self { choice: ProxyChoice::None, http: None, https: None, origin: None, bypass: Bypass::default() }
    }

    /// Through this proxy for every URL: what the settings say is not looked at.
    pub fn through(proxy: ProxyUrl) -> Self {
        let named = Some(Named::Proxy(proxy));
        let origin = Some("--proxy".into());
        Self { choice: ProxyChoice::Given, http: named.clone(), https: named, origin, bypass: Bypass::default() }
    }

    /// The way out to compare this one with: straight, or where this one is straight by demand, what this process's
    /// environment says.
    #[must_use]
    pub fn other(&self) -> Self {
        match self.choice {
            ProxyChoice::None => Self::of_process(),
            ProxyChoice::Auto | ProxyChoice::Given => Self::straight(),
        }
    }

    /// The way to a URL.
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
        }
    }
}
