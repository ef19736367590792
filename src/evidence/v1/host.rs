//! The host, the account and the way out, as version 1 writes them.

use serde::{Deserialize, Serialize};

use super::bounded::{List, words};
use crate::observation::{self, HostFacts, ProxyChoice, RouteFacts};
use crate::vocabulary::Shown;

/// The most hosts of a bypass list: with a comma each, no more fit into the 128 KiB that Linux gives to one variable of the
/// environment (execve(2)).
const BYPASS: usize = 65_536;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Host {
    name: Option<Shown>,
    os: Shown,
    account: Option<Shown>,
    account_id: Option<Shown>,
    postfix: Option<Shown>,
}

impl From<&HostFacts> for Host {
    fn from(facts: &HostFacts) -> Self {
        let HostFacts { name, os, account, account_id, postfix } = facts.clone();
        Self { name, os, account, account_id, postfix }
    }
}

impl From<Host> for HostFacts {
    fn from(host: Host) -> Self {
        let Host { name, os, account, account_id, postfix } = host;
        Self { name, os, account, account_id, postfix }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Route {
    choice: Choice,
    http_proxy: Option<Shown>,
    https_proxy: Option<Shown>,
    origin: Option<Shown>,
    bypass: List<Shown, BYPASS>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    search: Option<Shown>,
}

words! {
    /// `--proxy`.
    Choice = ProxyChoice { Auto, None, Given, }
}

impl From<&RouteFacts> for Route {
    fn from(facts: &RouteFacts) -> Self {
        let RouteFacts { choice, http_proxy, https_proxy, origin, bypass, search } = facts.clone();
        Self { choice: (&choice).into(), http_proxy, https_proxy, origin, bypass: bypass.into(), search }
    }
}

impl From<Route> for RouteFacts {
    fn from(route: Route) -> Self {
        let Route { choice, http_proxy, https_proxy, origin, bypass, search } = route;
        Self { choice: choice.into(), http_proxy, https_proxy, origin, bypass: bypass.into_vec(), search }
    }
}

/// A server of Exchange's organisation.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ExchangeServer {
    name: Shown,
    fqdn: Option<Shown>,
    version: Option<Shown>,
    web_proxy: Option<Shown>,
}

impl From<&observation::ExchangeServer> for ExchangeServer {
    fn from(server: &observation::ExchangeServer) -> Self {
        let observation::ExchangeServer { name, fqdn, version, web_proxy } = server.clone();
        Self { name, fqdn, version, web_proxy }
    }
}

impl From<ExchangeServer> for observation::ExchangeServer {
    fn from(server: ExchangeServer) -> Self {
        let ExchangeServer { name, fqdn, version, web_proxy } = server;
        Self { name, fqdn, version, web_proxy }
    }
}
