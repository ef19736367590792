//! `firewall_request` of the JSON report: frozen structs of its own, as the rest of `certready.report/1`.

use serde::Serialize;

use super::json::said;
use crate::report::{CauseRow, Firewall, FirewallRequest, FirewallRow, NeededUrl, SeenAddress};
use crate::vocabulary::Shown;

/// The request. Its fields are documented in `docs/json-v1.md`.
#[derive(Serialize)]
pub(super) struct Request<'a> {
    from: From<'a>,
    why: Why<'a>,
    observed: String,
    notes: Vec<String>,
    rows: Vec<Row<'a>>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct From<'a> {
    host: Option<&'a str>,
    account: Option<&'a str>,
    route: String,
}

#[derive(Serialize)]
struct Why<'a> {
    policy: &'a str,
    title: &'a str,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    asks: Vec<String>,
    host: &'a str,
    port: Option<u16>,
    protocol: Option<&'static str>,
    direction: &'static str,
    proxy: Option<&'a str>,
    level: &'static str,
    decisive: bool,
    addresses: Vec<Seen<'a>>,
    urls: Vec<Needed<'a>>,
    causes: Vec<Cause>,
}

#[derive(Serialize)]
struct Seen<'a> {
    address: &'a str,
    connect: &'a [&'static str],
}

#[derive(Serialize)]
struct Needed<'a> {
    url: &'a str,
    kinds: &'a [&'static str],
    methods: &'a [&'static str],
    need: Option<&'a str>,
    named_by: Vec<String>,
    redirected_to: Option<&'a str>,
}

#[derive(Serialize)]
struct Cause {
    cause: String,
    at: String,
    step: &'static str,
    observed: String,
}

impl<'a> Request<'a> {
    /// The request of a report. None where there is none to make.
    pub(super) fn of(firewall: &'a Firewall) -> Option<Self> {
        match firewall {
            Firewall::Nothing | Firewall::Withheld(_) => None,
            Firewall::Asked(request) => Some(Self::asked(request)),
        }
    }

    fn asked(request: &'a FirewallRequest) -> Self {
        Self {
            from: From {
                host: request.host.as_ref().map(Shown::as_str),
                account: request.account.as_ref().map(Shown::as_str),
                route: request.route.to_string(),
            },
            why: Why {
                policy: &request.policy,
                title: request.title.as_str(),
                sources: request.sources.iter().map(Shown::as_str).collect(),
            },
            observed: request.observed.to_string(),
            notes: request.notes.iter().map(ToString::to_string).collect(),
            rows: request.rows.iter().map(Row::of).collect(),
            left_out: request.left_out.iter().map(ToString::to_string).collect(),
        }
    }
}

impl<'a> Row<'a> {
    fn of(row: &'a FirewallRow) -> Self {
        let seen = |one: &'a SeenAddress| Seen { address: one.address.as_str(), connect: &one.connect };
        Self {
            kind: row.mend.word(),
            asks: row.asks.iter().map(ToString::to_string).collect(),
            host: &row.host,
            port: row.port,
            protocol: row.port.map(|_| "TCP"),
            direction: "outbound",
            proxy: row.proxy.as_ref().map(Shown::as_str),
            level: row.level.word(),
            decisive: row.decisive,
            addresses: row.addresses.iter().map(seen).collect(),
            urls: row.urls.iter().map(Needed::of).collect(),
            causes: row.causes.iter().map(Cause::of).collect(),
        }
    }
}

impl<'a> Needed<'a> {
    fn of(url: &'a NeededUrl) -> Self {
        Self {
            url: url.url.as_str(),
            kinds: &url.kinds,
            methods: &url.methods,
            need: url.need.as_deref(),
            named_by: url.named_by.iter().map(said).collect(),
            redirected_to: url.redirected_to.as_ref().map(Shown::as_str),
        }
    }
}

impl Cause {
    fn of(row: &CauseRow) -> Self {
        Self {
            cause: row.cause.to_string(),
            at: row.at.to_string(),
            step: row.step,
            observed: row.observed.to_string(),
        }
    }
}
