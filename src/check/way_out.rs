//! `way-out`: whether one cause stops every endpoint. A resolver that answers nothing, a proxy that lets nobody pass or a
//! missing route looks like as many faults as there are endpoints; it is one, and it is said once, on top.

use std::collections::BTreeSet;

use super::step::{place, way, what};
use super::{Check, Concerns, REVOKING};
use crate::case::{Case, Mend, Shortfall, ToMend, genuine, in_its_place, is_of_this_host, is_public_name};
use crate::examine::Content;
use crate::finding::{Arg, Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::{Say, message, messages};
use crate::observation::{Fetch, Reached};
use crate::policy::EndpointKind;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::WayOut,
    question: "Does one cause stop every endpoint?",
    citation: "docs/diagnosis.md#cause-over-symptom; what stops all is mended once",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[&OPEN, &ALIKE, &ALIKE_HERE, &ASKS, &DIFFER],
    run,
};

/// What the finding is about.
const ALL: &str = "all endpoints";

/// The argument that holds the targets which are counted.
pub(super) const TARGETS: &str = "targets";

/// Hosts of which one fault alone can be common: of one host it is that host's.
const HOSTS: usize = 2;

static OPEN: Template = Template {
    id: "way-out.open",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{working} of {count} targets were reached: the way out of this host is open",
    required: "a way out of this host",
    next: "",
    verify: "",
};
static ALIKE: Template = Template {
    id: "way-out.alike",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "all {count} targets that were tried, on {hosts}, fail alike, asked {way}: {what}{where}",
    required: "a way out of this host to the hosts of the policy",
    next: "{remedy}",
    verify: "{again}",
};
static ALIKE_HERE: Template = Template {
    id: "way-out.alike-here",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Exchange),
    observed: "all {count} targets that were tried, on {hosts}, fail alike, asked {way}: {what}{where}",
    required: "a way out of this host to the hosts of the policy",
    next: "{remedy}",
    verify: "{again}",
};
static ASKS: Template = Template {
    id: "way-out.proxy-asks",
    level: Level::Unknown,
    cause: Some(Cause::ProxyAuth),
    owner: Some(Owner::Firewall),
    observed: "all {count} targets that were tried, on {hosts}, meet a proxy that asks to sign in as an account{where}: a service of \
               Windows may pass by its own, which this run can't try",
    required: "a way out of this host to the hosts of the policy",
    next: "{remedy}",
    verify: "{again}",
};
static DIFFER: Template = Template {
    id: "way-out.differ",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "no target came through, and not all for one reason of the way: see each",
    required: "a way out of this host",
    next: "",
    verify: "",
};

/// What became of one target.
enum Came {
    /// The object, or the connection, that was asked for.
    Through,
    /// It was tried, and this stopped it on the way.
    Stopped(Cause),
    /// It was tried, and whether a service would pass is not known.
    Asked,
    /// It answers, and not with what it should: that is no matter of the way.
    Other,
    /// It was not tried to its end.
    NotLooked,
}

fn run(case: &Case<'_>) -> Vec<Finding> {
    let fetches = concerned(case);
    let came: Vec<(&Fetch, Came)> = fetches.iter().map(|fetch| (*fetch, came(case, fetch))).collect();
    let working = came.iter().filter(|(_, came)| matches!(came, Came::Through)).count();
    if working > 0 {
        let open = Finding::new(Code::WayOut, &OPEN, ALL).weighing(Weight::Supporting);
        return vec![open.with("working", working).with("count", came.len())];
    }
    let others = came.iter().filter(|(_, came)| matches!(came, Came::Other)).count();
    let tried: Vec<(&Fetch, Cause)> = came
        .iter()
        .filter_map(|(fetch, came)| match came {
            Came::Stopped(cause) => Some((*fetch, *cause)),
            Came::Asked => Some((*fetch, Cause::ProxyAuth)),
            Came::Through | Came::Other | Came::NotLooked => None,
        })
        .collect();
    let hosts: BTreeSet<String> = tried.iter().map(|(fetch, _)| fetch.id.url.host()).collect();
    let Some((first, cause)) = tried.first().filter(|_| hosts.len() >= HOSTS) else { return Vec::new() };
    let here = is_of_this_host(first, *cause);
    let alike = |(fetch, other): &(&Fetch, Cause)| {
        other == cause && fetch.proxy == first.proxy && is_of_this_host(fetch, *other) == here
    };
    if others > 0 || !tried.iter().all(alike) {
        return vec![Finding::new(Code::WayOut, &DIFFER, ALL).weighing(Weight::Supporting)];
    }
    let asks = came.iter().any(|(_, came)| matches!(came, Came::Asked));
    let template = match asks {
        true => &ASKS,
        false if here => &ALIKE_HERE,
        false => &ALIKE,
    };
    let bearings = || tried.iter().map(|(fetch, _)| case.bearing(fetch));
    let level = bearings().map(|bearing| bearing.level).max().unwrap_or(Level::Warning);
    let weight = bearings().map(|bearing| bearing.weight).min().unwrap_or(Weight::Supporting);
    let hosts: Vec<Shown> = hosts.iter().map(|host| Shown::new(host)).collect();
    let finding = Finding::new(Code::WayOut, template, ALL)
        .because(*cause)
        .at(if asks { Level::Unknown } else { level })
        .weighing(weight)
        .with("count", tried.len())
        .with(TARGETS, tried.iter().map(|(fetch, _)| fetch.id.shown()).collect::<Vec<_>>())
        .with("hosts", hosts)
        .with("way", way(first))
        .with("what", what(*cause))
        .with("where", common_place(case, &tried))
        .with("remedy", remedy(*cause, first))
        .with("again", case.again());
    vec![finding]
}

/// The targets that tell of the way out: not those that no path needs, not an inner host's where there are others,
/// and not
/// a bare connection, which goes past the proxy, where others go through one.
fn concerned<'a>(case: &Case<'a>) -> Vec<&'a Fetch> {
    let all: Vec<&Fetch> = case.observed.fetches.iter().filter(|fetch| case.impossible_path(fetch).is_none()).collect();
    let proxied = all.iter().any(|fetch| fetch.proxy.is_some());
    let all: Vec<&Fetch> = all.into_iter().filter(|fetch| !proxied || fetch.id.kind != EndpointKind::Connect).collect();
    let public: Vec<&Fetch> = all.iter().copied().filter(|fetch| is_public_name(&fetch.id.url.host())).collect();
    if public.is_empty() { all } else { public }
}

/// Whether a cause can be one of the way to all hosts, and not of what each of them serves.
fn is_of_the_way(fetch: &Fetch, cause: Cause) -> bool {
    ToMend::of(fetch, cause).is_some() || is_of_this_host(fetch, cause)
}

/// What is to be said of all: what is said of the first, and that it is of one where it is not the same of each.
fn common_place(case: &Case<'_>, tried: &[(&Fetch, Cause)]) -> Arg {
    let mut places = tried.iter().map(|(fetch, _)| place(case, fetch));
    let first = places.next().unwrap_or(Arg::Aside(Vec::new()));
    if places.all(|other| other == first) {
        return first;
    }
    match first {
        Arg::Aside(mut parts) => {
            if let Some(part) = parts.first_mut() {
                *part =
                    Say::new(message!("way-out-instance", "for instance: {part}")).with("part", part.clone()).into();
            }
            Arg::Aside(parts)
        }
        other => other,
    }
}

fn came(case: &Case<'_>, fetch: &Fetch) -> Came {
    let stopped = |cause| if is_of_the_way(fetch, cause) { Came::Stopped(cause) } else { Came::Other };
    let body = case.examined.bodies.get(&fetch.id);
    match case.shortfall(fetch) {
        Some(Shortfall::NotLooked(Cause::ProxyAuth)) => return Came::Asked,
        Some(Shortfall::NotLooked(_)) => return Came::NotLooked,
        Some(Shortfall::Failed(cause)) => {
            // A filter's page stands behind any status: it is the page that is common.
            let page = body.filter(|body| body.block_page.is_some() && matches!(cause, Cause::Status(_)));
            return stopped(page.map_or(cause, |_| Cause::BlockPage));
        }
        None => {}
    }
    match (&fetch.reached, body) {
        (Reached::Answered { answer, .. }, Some(body)) => match in_its_place(body, answer.bytes) {
            Some((cause, _)) => stopped(cause),
            None if matches!(body.content, Content::HostIo(_)) => Came::NotLooked,
            // What is neither the object nor a page that has a name is no proof that the way is open.
            None if genuine(body).is_none() => Came::Other,
            None => Came::Through,
        },
        _ => Came::Through,
    }
}

messages! {
    /// What [`remedy`] says.
    pub(super) static REMEDIES:
    WAY_OWN_RESOLUTION = "words-way-own-resolution",
        "Mend this host's own resolution: its hosts file, nsswitch.conf, the search list. Its resolver knows the \
        names.";
    WAY_OWN_FILTER = "words-way-own-filter",
        "Let this host's own filter and routes pass what goes to the hosts of the policy: no other host forbids it.";
    WAY_RESOLVER = "words-way-resolver",
        "Give this host a resolver that answers for public names, or set the proxy that resolves them for this \
        account. \
        What is said of the endpoints below follows from this.";
    WAY_PROXY_PASSES = "words-way-proxy-passes",
        "Have the proxy let this host pass to the hosts of the policy without credentials, by GET and POST.";
    WAY_PROXY_RESOLVES = "words-way-proxy-resolves", "Have the proxy resolve public names.";
    WAY_OWN_PROXY = "words-way-own-proxy",
        "Correct the proxy in this account's settings: it can't be used as it stands there.";
    WAY_PROXY_REACHED = "words-way-proxy-reached",
        "See that {proxy} is this account's proxy, that this host reaches it, and that it reaches others.";
    WAY_PROXY_RIGHT = "words-way-proxy-right", "See that this account's proxy is the right one.";
    WAY_ROUTE = "words-way-route", "Give this host a route to the outside, or set the proxy that has one.";
    WAY_FILTER = "words-way-filter",
        "Take this host out of the filter or portal that answers in the place of all, for the hosts of the policy.";
    WAY_NO_INSPECTION = "words-way-no-inspection",
        "Let what goes from this host to the hosts of the policy pass as it is: no sign-in and no inspection in its \
        place.";
    WAY_OPEN = "words-way-open", "Open the way out of this host to the hosts of the policy.";
}

/// What to ask for, once for all.
fn remedy(cause: Cause, first: &Fetch) -> Say {
    let message = match cause {
        Cause::DnsLocal => &WAY_OWN_RESOLUTION,
        Cause::ConnectProhibited if is_of_this_host(first, cause) => &WAY_OWN_FILTER,
        Cause::DnsNxdomain
        | Cause::DnsNodata
        | Cause::DnsServfail
        | Cause::DnsRefused
        | Cause::DnsTimeout
        | Cause::DnsSinkhole => &WAY_RESOLVER,
        Cause::ProxyAuth | Cause::ProxyDenied => &WAY_PROXY_PASSES,
        Cause::ProxyDns => &WAY_PROXY_RESOLVES,
        Cause::ProxyConnect if is_of_this_host(first, cause) => &WAY_OWN_PROXY,
        Cause::ProxyConnect if first.proxy.is_some() => &WAY_PROXY_REACHED,
        Cause::ProxyConnect => &WAY_PROXY_RIGHT,
        Cause::NoRoute => &WAY_ROUTE,
        Cause::BlockPage | Cause::BodyHtml | Cause::RedirectPortal => &WAY_FILTER,
        _ if ToMend::of(first, cause).is_some_and(|one| one.mend != Mend::Port) => &WAY_NO_INSPECTION,
        _ => &WAY_OPEN,
    };
    let said = Say::new(message);
    match &first.proxy {
        Some(proxy) => said.with("proxy", proxy),
        None => said,
    }
}
