//! The checks: pure functions from a [`Case`] to findings. One check, one file, one code, one test file, one heading in
//! `docs/checks.md`; the registry below is the only list.

mod aia_chains;
mod clock;
mod connector_pins;
mod crl_fresh;
mod crl_number;
mod crl_scope;
mod crl_signed;
mod endpoint_genuine;
mod endpoint_listed;
mod endpoint_reachable;
mod endpoint_timely;
mod endpoint_tls;
mod exchange_proxy;
mod host_tls;
mod inbound_chain;
mod intermediate_present;
mod intermediate_validity;
mod lead_time;
mod ocsp_fresh;
mod ocsp_methods;
mod ocsp_signed;
mod ocsp_status;
mod os_chain;
mod os_retrieval;
mod own_certificate;
mod path_valid;
mod policy_current;
mod restart_pending;
mod retiring_root;
mod revocation_path;
mod root_auto_update;
mod root_lookalike;
mod root_present;
mod root_scope;
mod root_trusted;
mod root_validity;
mod routes;
mod run_identity;
mod service_chain;
mod service_identity;
mod service_reachable;
mod service_tls;
mod step;
mod store_complete;
mod way_out;

pub(crate) use root_trusted::limit_at;

use crate::case::{ASKS, Case, IMPORT, OLDEST_DAYS};
use crate::finding::{Arg, Cause, Client, Code, Finding, Level, Template, Weight};
use crate::language::{Message, Say, message};
use crate::observation::{Fetch, Reached};
use crate::vocabulary::Timestamp;

/// What the checks put into what they advise, where it is a sentence of their own: a report that was read back has it in English.
pub(crate) fn advice() -> impl Iterator<Item = &'static Message> {
    let of_checks = [
        way_out::REMEDIES,
        step::REMEDIES,
        service_chain::NEXT,
        root_present::CALLED,
        connector_pins::CHANGES,
        clock::DIRECTIONS,
        ASKS,
    ];
    of_checks.into_iter().flatten().copied().chain([IMPORT])
}

/// A check and what is known of it.
#[derive(Debug)]
pub struct Check {
    /// Its code: the file's name with hyphens.
    pub code: Code,
    /// The question, in one line.
    pub question: &'static str,
    /// By what authority: RFC and section, or whose documentation.
    pub citation: &'static str,
    /// What it is asked of.
    pub concerns: Concerns,
    /// The client profiles under which it can decide the verdict.
    pub decisive: &'static [Client],
    /// Every outcome that it has words for.
    pub templates: &'static [&'static Template],
    /// Looks at a case. An empty answer means that there was nothing to look at.
    pub run: fn(&Case<'_>) -> Vec<Finding>,
}

/// What a check is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// A rotation alone: its dates, the host's store, the service's chain.
    Rotation,
    /// Whatever is fetched, so a list of URLs as well.
    Fetches,
}

/// Profiles that validate a chain.
pub const VALIDATING: &[Client] = &[Client::SchannelValidating, Client::OpensslNoRevocation];
/// Profiles that ask for revocation as well.
pub const REVOKING: &[Client] = &[Client::SchannelValidating];
/// Every profile.
pub const EVERY: &[Client] = &Client::ALL;
/// No profile: the check supports.
pub const NONE: &[Client] = &[];

/// The argument of `way-out` that holds the targets which it counts.
pub const COUNTED: &str = way_out::TARGETS;

/// Every check, in the order of the report.
pub const REGISTRY: &[&Check] = &[
    &way_out::CHECK,
    &policy_current::CHECK,
    &lead_time::CHECK,
    &run_identity::CHECK,
    &store_complete::CHECK,
    &root_present::CHECK,
    &root_scope::CHECK,
    &root_trusted::CHECK,
    &root_auto_update::CHECK,
    &root_validity::CHECK,
    &root_lookalike::CHECK,
    &retiring_root::CHECK,
    &intermediate_present::CHECK,
    &intermediate_validity::CHECK,
    &path_valid::CHECK,
    &os_chain::CHECK,
    &restart_pending::CHECK,
    &service_reachable::CHECK,
    &service_chain::CHECK,
    &service_identity::CHECK,
    &service_tls::CHECK,
    &revocation_path::CHECK,
    &endpoint_reachable::CHECK,
    &endpoint_genuine::CHECK,
    &endpoint_tls::CHECK,
    &endpoint_timely::CHECK,
    &routes::CHECK,
    &os_retrieval::CHECK,
    &exchange_proxy::CHECK,
    &endpoint_listed::CHECK,
    &crl_signed::CHECK,
    &crl_scope::CHECK,
    &crl_fresh::CHECK,
    &crl_number::CHECK,
    &ocsp_signed::CHECK,
    &ocsp_status::CHECK,
    &ocsp_fresh::CHECK,
    &ocsp_methods::CHECK,
    &aia_chains::CHECK,
    &connector_pins::CHECK,
    &inbound_chain::CHECK,
    &own_certificate::CHECK,
    &clock::CHECK,
    &host_tls::CHECK,
];

/// What the checks of endpoints say where no path can go through the certificate that an endpoint serves.
pub static IMPOSSIBLE: Template = Template {
    id: "endpoint.impossible-path",
    level: Level::NotApplicable,
    cause: Some(Cause::Expired),
    owner: None,
    observed: "it is there for {label}, whose validity ends at {until}: no path goes through it at {at}",
    required: "nothing: intermediate-validity speaks of that",
    next: "",
    verify: "",
};

/// The finding that a fetch does not matter, where it serves an intermediate that is past its validity.
fn path_impossible(case: &Case<'_>, fetch: &Fetch, code: Code) -> Option<Finding> {
    let ended = case.impossible_path(fetch)?;
    let finding = Finding::new(code, &IMPOSSIBLE, fetch.id.shown())
        .weighing(Weight::Supporting)
        .with("label", ended.label)
        .with("until", ended.until)
        .with("at", case.judged_at());
    Some(finding)
}

/// A finding about signed data's own times, with everything that the words of the freshness checks ask for.
fn dated(
    case: &Case<'_>,
    fetch: &Fetch,
    (code, template): (Code, &'static Template),
    (this_update, next_update): (Timestamp, Option<Timestamp>),
) -> Finding {
    Finding::new(code, template, fetch.id.shown())
        .with("this", this_update)
        .with("next", next_update.map_or_else(|| message!("words-next-not-said", "(not said)").into(), Arg::Time))
        .with("observed", case.times.observed)
        .with("cutover", case.times.cutover)
        .with("days", this_update.days_until(case.times.observed))
        .with("oldest", OLDEST_DAYS)
        .with("age", cached(fetch))
        .with("url", &fetch.id.url)
}

/// How old an answer was when it came, and from which cache, where one says so: ` (Age 86400 s, Date …, via 1.1 proxy)`.
fn cached(fetch: &Fetch) -> Arg {
    let Reached::Answered { answer, .. } = &fetch.reached else { return Arg::Aside(Vec::new()) };
    let Some(age) = answer.age else { return Arg::Aside(Vec::new()) };
    let mut parts = vec![Say::new(message!("words-age", "Age {age} s")).with("age", age).into()];
    parts.extend(answer.date.map(|date| Arg::from(format!("Date {date}"))));
    parts.extend(answer.header("via").map(|via| Arg::from(format!("via {via}"))));
    Arg::Aside(vec![Arg::Each(parts)])
}

/// Whether signed data had not yet ended when the cache of a proxy took it from where it comes: then it is that cache that
/// serves an old one. `Age` is how long ago that was (RFC 9111 §5.1). Without a proxy it may be the CA's own cache.
fn was_fresh_when_cached(fetch: &Fetch, next_update: Option<Timestamp>) -> bool {
    let (Reached::Answered { answer, .. }, Some(next)) = (&fetch.reached, next_update) else { return false };
    let age = answer.age.and_then(|age| i64::try_from(age).ok()).unwrap_or(0);
    fetch.proxy.is_some() && age > 0 && age >= next.seconds_until(answer.at)
}
