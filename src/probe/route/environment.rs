//! The proxy variables of the environment, as curl reads them: `http_proxy` in lower case only (a web server's CGI sets
//! `HTTP_PROXY` from a request's `Proxy` header), `https_proxy`, `all_proxy` and `no_proxy` in either case, lower case
//! first. An empty variable counts as none.
#![expect(clippy::disallowed_methods, reason = "the route is read from this host's environment")]

use super::{Bypass, Named, NotAProxy, ProxyUrl, Route};
use crate::observation::ProxyChoice;
use crate::vocabulary::Shown;

/// A variable of this process's environment. None where it is absent or not UTF-8.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The route that the variables name.
pub(super) fn route(variable: impl Fn(&str) -> Option<String>) -> Route {
    let first = |names: &[&'static str]| {
        let set = |name: &'static str| variable(name).filter(|value| !value.trim().is_empty()).map(|v| (name, v));
        names.iter().copied().find_map(set)
    };
    let http = first(&["http_proxy", "all_proxy", "ALL_PROXY"]);
    let https = first(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]);
    let mut origins: Vec<&str> = [&http, &https].into_iter().flatten().map(|(name, _)| *name).collect();
    origins.dedup();
    let bypass = first(&["no_proxy", "NO_PROXY"]).map(|(_, list)| Bypass::parse(&list)).unwrap_or_default();
    Route {
        choice: ProxyChoice::Auto,
        http: http.map(|(_, url)| named(&url)),
        https: https.map(|(_, url)| named(&url)),
        origin: (!origins.is_empty()).then(|| Shown::new(&origins.join(", "))),
        bypass,
        search: None,
    }
}

fn named(url: &str) -> Named {
    match ProxyUrl::parse(url) {
        Ok(proxy) => Named::Proxy(proxy),
        Err(refused @ (NotAProxy::Scheme(_) | NotAProxy::Malformed)) => {
            Named::Unusable(Shown::new(&refused.to_string()))
        }
    }
}
