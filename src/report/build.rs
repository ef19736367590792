//! Case and judgement → report. Everything that a renderer shows is put into words or numbers here.

use super::surroundings::{route, store_origin};
use super::{
    Decision, Headline, HostRow, Moves, PolicyRow, Report, StoreRow, TimesRow, firewall, host, outlook, path,
    revocation, rows, services, timeline,
};
use crate::case::{Case, ClientOrigin, CutoverOrigin, Standing};
use crate::finding::{Client, Finding, Leg, Phase, Purpose, Verdict};
use crate::language::{Arg, Message, Say, message};
use crate::observation::{Portable, ServiceReached, StoreOrigin};
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
            ClientOrigin::Asked => message!("client-asked", "as asked"),
            ClientOrigin::Connectors => message!("client-connectors", "the connectors tell it"),
            ClientOrigin::Postfix => message!("client-postfix", "Postfix is on this host"),
            ClientOrigin::Assumed => message!("client-assumed", "assumed: the strictest"),
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
                CutoverOrigin::Asked => message!("cutover-asked", "--cutover"),
                CutoverOrigin::NoRotation => message!("cutover-none", "none: nothing rotates"),
                CutoverOrigin::Policy(Precision::Date) => {
                    message!("cutover-policy-date", "policy, a date: midnight UTC")
                }
                CutoverOrigin::Policy(Precision::Instant) => message!("cutover-policy", "policy"),
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
    // A review that is overdue ends nothing that lies ahead: policy-current says it.
    let review = case.policy.review_by.filter(|by| *by > case.times.observed);
    let phase = case.times.next_phase(case.policy);
    [review, phase].into_iter().flatten().fold(week, Timestamp::min)
}

/// What this run could not show, so that nobody reads more into it.
fn not_proven(case: &Case<'_>) -> Vec<Say> {
    let ran = message!("not-proven-who-ran", "the account that ran it");
    let account = case.observed.host.account.as_ref().map_or(Arg::from(ran), Arg::from);
    if case.policy.purpose == Purpose::Urls {
        let accounts =
            message!("not-proven-urls-accounts", "Other accounts: settings and proxy are those of {account}.");
        return vec![
            message!(
                "not-proven-urls-trust",
                "Trust: whether this host trusts the issuers, and whether their own certificates are valid, was not judged."
            )
            .into(),
            message!(
                "not-proven-urls-others",
                "Other URLs: a client that validates needs every one that the chain's certificates name."
            )
            .into(),
            Say::new(accounts).with("account", account),
            message!(
                "not-proven-urls-times",
                "Other times: an address or a proxy that answers now may not answer later."
            )
            .into(),
        ];
    }
    let seen = case.observed.services.iter().any(|one| matches!(one.reached, ServiceReached::Secured { .. }));
    let presented = if seen {
        message!(
            "not-proven-presented",
            "What the service presents to others: hosts of one name may present different chains while it rotates."
        )
    } else {
        message!(
            "not-proven-not-seen",
            "What the service presents on the wire: the chain is the policy's, not one that was seen (--service names it)."
        )
    };
    let accounts =
        message!("not-proven-accounts", "Other accounts: stores, settings and proxy are those of {account}.");
    let mut said = vec![
        presented.into(),
        inbound(case),
        Say::new(accounts).with("account", account),
        message!("not-proven-appliances", "Appliances and relays between this host and the service.").into(),
    ];
    if let StoreOrigin::Portable(kept) = case.observed.store.origin {
        said.push(unseen(kept).into());
    }
    if matches!(case.observed.store.origin, StoreOrigin::System | StoreOrigin::Portable(_) | StoreOrigin::Environment) {
        let store = message!(
            "not-proven-store",
            "Another store: this is what TLS libraries read by default here; your MTA may use another."
        );
        said.push(store.into());
    }
    if case.client == Client::OpensslNoRevocation {
        let revocation = message!(
            "not-proven-revocation",
            "Revocation: this client profile does not ask for it, so it decides nothing here."
        );
        said.push(revocation.into());
    }
    if case.standing == Standing::JudgedForItsDate {
        let today =
            message!("not-proven-today", "Today: the policy is superseded, and was judged for its own date as asked.");
        said.push(today.into());
    }
    said
}

/// What the portable path can't see of a system.
fn unseen(kept: Portable) -> &'static Message {
    match kept {
        Portable::Keychains => message!(
            "not-proven-keychains",
            "What the portable path can't see: whether a root is trusted on the whole machine or by this account alone, which \
             roots are denied, and what the system's own chain engine and its proxy settings would do."
        ),
        Portable::Files => message!(
            "not-proven-files",
            "What the portable path can't see: a store that this system keeps elsewhere than in the files that were searched, and \
             who on the way out refused a connection."
        ),
    }
}

/// What stays open of the inbound leg.
fn inbound(case: &Case<'_>) -> Say {
    match case.service_log().and_then(|log| Some((log.clients.first()?.seen.first, log.log.until?))) {
        Some((first, until)) => {
            let beyond = message!(
                "not-proven-inbound-beyond",
                "The inbound leg beyond Exchange's own log: it has the service's certificate from {first} to {until}."
            );
            Say::new(beyond).with("first", first).with("until", until)
        }
        None => message!("not-proven-inbound", "The inbound leg: the service's certificate as a client was not seen.")
            .into(),
    }
}
