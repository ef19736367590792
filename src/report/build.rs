//! Case and judgement → report. Everything that a renderer shows is put into words or numbers here.

use std::fmt::Write as _;

use super::{
    Decision, Headline, HostRow, Moves, PolicyRow, Report, StoreRow, TimesRow, firewall, host, outlook, path,
    revocation, rows, services, timeline,
};
use crate::case::{Case, ClientOrigin, CutoverOrigin, Standing};
use crate::finding::{Client, Finding, Leg, Phase, Purpose, Verdict};
use crate::observation::{Postfix, ProxyChoice, RouteFacts, ServiceReached, StoreOrigin};
use crate::policy::Precision;
use crate::vocabulary::{Digest, Shown, Timestamp};

/// How long a report may be relied on at the most, in days: a CRL's usual life, after which the facts are another week's.
const RELIED_ON_DAYS: i64 = 7;

/// What the report says of the run beside the case.
#[derive(Clone, Debug)]
pub struct RunFacts {
    /// The version of the certready that judges.
    pub tool: Shown,
    /// SHA-256 of the manifest of the evidence. None where the run was not kept.
    pub manifest: Option<Digest>,
}

/// The report of a judged case, without what changed since a baseline: that is known once it is written.
pub fn build(case: &Case<'_>, verdict: Verdict, findings: Vec<Finding>, run: RunFacts) -> Report {
    let policy = case.policy;
    let decision = Decision::new(verdict, moves(case), &findings);
    Report {
        tool: run.tool,
        manifest: run.manifest,
        verdict,
        purpose: policy.purpose,
        phase: case.phase,
        client: case.client,
        client_origin: match case.client_origin {
            ClientOrigin::Asked => "as asked",
            ClientOrigin::Connectors => "the connectors tell it",
            ClientOrigin::Postfix => "Postfix is on this host",
            ClientOrigin::Assumed => "assumed: the strictest",
        },
        legs: match policy.purpose {
            Purpose::Rotation => vec![Leg::Outbound, Leg::Inbound],
            Purpose::Urls => Vec::new(),
        },
        headline: Headline::new(case, verdict, &findings),
        if_nothing_is_done: outlook::outlook(case, verdict, &decision.blockers),
        decision,
        valid_until: valid_until(case),
        not_proven: not_proven(case),
        policy: PolicyRow {
            id: policy.id.clone(),
            title: policy.title.clone(),
            digest: policy.digest,
            as_of: policy.as_of,
            review_by: policy.review_by,
            superseded_by: policy.superseded.as_ref().map(|one| one.by.clone()),
            sources: policy.sources.clone(),
        },
        times: TimesRow {
            observed: case.times.observed,
            as_of: case.times.as_of,
            cutover: case.times.cutover,
            cutover_origin: match case.times.cutover_origin {
                CutoverOrigin::Asked => "--cutover",
                CutoverOrigin::NoRotation => "none: nothing rotates",
                CutoverOrigin::Policy(Precision::Date) => "policy, a date: midnight UTC",
                CutoverOrigin::Policy(Precision::Instant) => "policy",
            },
            days_to_cutover: case.times.days_to_cutover(),
            took_ms: case.observed.took_ms,
        },
        host: HostRow {
            name: case.observed.host.name.clone(),
            os: case.observed.host.os.clone(),
            account: case.observed.host.account.clone(),
            account_id: case.observed.host.account_id.clone(),
            route: route(&case.observed.route),
            windows: case.windows().map(host::facts).unwrap_or_default(),
        },
        store: StoreRow {
            origin: store_origin(&case.observed.store.origin),
            certificates: case.observed.store.certificates.len(),
            unread: case.observed.store.unread.len(),
        },
        endpoints: rows::endpoints(case),
        paths: path::paths(case, &findings),
        services: services::services(case),
        roots: rows::roots(case, &findings),
        revocation: revocation::revocation(case),
        firewall: firewall::request(case, &findings, route(&case.observed.route)),
        since: None,
        timeline: timeline::timeline(case),
        findings,
    }
}

/// Where the service's move stands.
fn moves(case: &Case<'_>) -> Moves {
    match (case.policy.purpose, case.standing, case.phase) {
        (Purpose::Urls, ..) => Moves::Nothing,
        (_, Standing::JudgedForItsDate, _) => Moves::Superseded,
        (.., Phase::Before | Phase::Overlap) => Moves::Ahead,
        (.., Phase::After) => Moves::Passed,
    }
}

pub(super) fn valid_until(case: &Case<'_>) -> Timestamp {
    let week = case.times.observed.plus_days(RELIED_ON_DAYS);
    let review = case.policy.review_by;
    let phase = case.times.next_phase(case.policy);
    [review, phase].into_iter().flatten().fold(week, Timestamp::min)
}

/// What this run could not show, so that nobody reads more into it.
fn not_proven(case: &Case<'_>) -> Vec<String> {
    let account = case.observed.host.account.as_ref().map_or("the account that ran it", Shown::as_str);
    if case.policy.purpose == Purpose::Urls {
        return vec![
            "Trust: whether this host trusts the issuers, and whether their own certificates are valid, was not judged."
                .to_owned(),
            "Other URLs: a client that validates needs every one that the chain's certificates name.".to_owned(),
            format!("Other accounts: settings and proxy are those of {account}."),
            "Other times: an address or a proxy that answers now may not answer later.".to_owned(),
        ];
    }
    let seen = case.observed.services.iter().any(|one| matches!(one.reached, ServiceReached::Secured { .. }));
    let presented = if seen {
        "What the service presents to others: hosts of one name may present different chains while it rotates."
    } else {
        "What the service presents on the wire: the chain is the policy's, not one that was seen (--service names it)."
    };
    let mut said = vec![
        presented.to_owned(),
        inbound(case),
        format!("Other accounts: stores, settings and proxy are those of {account}."),
        "Appliances and relays between this host and the service.".to_owned(),
    ];
    if matches!(case.observed.store.origin, StoreOrigin::System | StoreOrigin::Environment) {
        said.push(
            "Another store: this is what TLS libraries read by default here; your MTA may use another.".to_owned(),
        );
    }
    if case.client == Client::OpensslNoRevocation {
        said.push("Revocation: this client profile does not ask for it, so it decides nothing here.".to_owned());
    }
    if case.standing == Standing::JudgedForItsDate {
        said.push("Today: the policy is superseded, and was judged for its own date as asked.".to_owned());
    }
    said
}

/// What stays open of the inbound leg.
fn inbound(case: &Case<'_>) -> String {
    match case.service_log().and_then(|log| Some((log.clients.first()?.seen.first, log.log.until?))) {
        Some((first, until)) => {
            format!(
                "The inbound leg beyond Exchange's own log: it has the service's certificate from {first} to {until}."
            )
        }
        None => "The inbound leg: the service's certificate as a client was not seen.".to_owned(),
    }
}

/// The way out, in a few words.
pub(super) fn route(facts: &RouteFacts) -> Shown {
    let origin = facts.origin.as_ref().map_or("", Shown::as_str);
    let named = match (&facts.http_proxy, &facts.https_proxy, facts.choice) {
        (None, None, ProxyChoice::None) => return Shown::new("direct, as asked"),
        (None, None, _) if facts.search.is_some() => "direct".to_owned(),
        (None, None, _) => return Shown::new("direct: no proxy is set"),
        (Some(http), Some(https), _) if http == https => format!("proxy {http} ({origin})"),
        (http, https, _) => {
            let word = |proxy: &Option<Shown>| proxy.as_ref().map_or("direct".to_owned(), ToString::to_string);
            format!("http by {}, https by {} ({origin})", word(http), word(https))
        }
    };
    let past: Vec<&str> = facts.bypass.iter().map(Shown::as_str).collect();
    let past = if past.is_empty() { String::new() } else { format!("; past it: {}", past.join(", ")) };
    let search = facts.search.as_ref().map(|search| format!("{search}, for each URL; else "));
    Shown::new(&format!("{}{named}{past}", search.unwrap_or_default()))
}

/// Whose store it is, in a few words.
pub fn store_origin(origin: &StoreOrigin) -> Shown {
    match origin {
        StoreOrigin::System => Shown::new("the system's store; your MTA may use another"),
        StoreOrigin::Windows => {
            Shown::new("Windows' physical stores: the machine's, which services read, and this account's")
        }
        StoreOrigin::Environment => Shown::new("SSL_CERT_FILE or SSL_CERT_DIR, in place of the system's store"),
        StoreOrigin::Given(path) => Shown::new(&format!("{}, as asked, in place of the host's", path.display())),
        StoreOrigin::Postfix(postfix) => Shown::new(&postfix_store(postfix)),
    }
}

/// Postfix's settings as they stand, and what they come to.
fn postfix_store(postfix: &Postfix) -> String {
    let or_empty = |value: &Option<Shown>| value.as_ref().map_or("(empty)".to_owned(), ToString::to_string);
    let mut words = format!(
        "Postfix's: smtp_tls_CAfile = {}, smtp_tls_CApath = {}, tls_append_default_CA = {}",
        or_empty(&postfix.ca_file),
        or_empty(&postfix.ca_path),
        if postfix.append_default { "yes" } else { "no" },
    );
    if postfix.names_nothing() {
        words.push_str("; with both empty Postfix trusts no anchor, whatever the system's store holds");
    }
    if let Some(jail) = &postfix.jail {
        let _ = write!(words, "; its client runs in {jail}, where folders are looked up");
    }
    if let Some(reason) = &postfix.unloadable {
        let _ = write!(words, "; Postfix can't load this and runs without TLS: {reason}");
    }
    words
}
