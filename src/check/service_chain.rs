//! `service-chain`: to which root the chain leads that a service presents, and whether this host accepts it. The two are facts of
//! their own: a host may hold the root and still fail on an intermediate that nobody gives it.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, Leads, Root, is_public_name, path_words, unknown_words};
use crate::examine::Served;
use crate::finding::{Cause, Code, Finding, Leg, Level, Owner, Phase, Template, Weight};
use crate::language::{Arg, Say, message, messages};
use crate::observation::{ServiceFacts, ServiceReached};
use crate::pki::Certificate;
use crate::pki::chain::{Chain, Outcome, Standing, Unknown};
use crate::pki::path::PathFault;
use crate::policy::Side;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::ServiceChain,
    question: "To which root does the presented chain lead, and does this host accept it?",
    citation: "RFC 5280 §6.1, RFC 5246 §7.4.2, RFC 8446 §4.4.2",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[
        &INCOMING,
        &ALREADY,
        &RETIRING,
        &NOT_ROTATED,
        &OTHER_ROOT,
        &INTERCEPTED,
        &UNKNOWN_ROOT,
        &ACCEPTED,
        &NOT_ACCEPTED,
        &NOT_KNOWN,
        &LACKING,
        &UNTIDY,
        &NOT_UNDERSTOOD,
        &NOT_SEEN,
    ],
    run,
};

static INCOMING: Template = Template {
    id: "service-chain.incoming",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "the presented chain leads to the incoming root {root}{way}",
    required: "{due}",
    next: "",
    verify: "",
};
static ALREADY: Template = Template {
    id: "service-chain.already-rotated",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "already rotated here: the presented chain leads to the incoming root {root}{way}",
    required: "{due}",
    next: "",
    verify: "",
};
static RETIRING: Template = Template {
    id: "service-chain.retiring",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "not rotated yet: the presented chain leads to the retiring root {root}{way}",
    required: "{due}",
    next: "",
    verify: "",
};
static NOT_ROTATED: Template = Template {
    id: "service-chain.not-rotated",
    level: Level::Failure,
    cause: Some(Cause::WrongRoot),
    owner: Some(Owner::Partner),
    observed: "the presented chain still leads to the retiring root {root}{way}",
    required: "{due}",
    next: "Keep the retiring root, and ask who runs {host} when it rotates: the policy's date has passed here.",
    verify: "{verify}",
};
static OTHER_ROOT: Template = Template {
    id: "service-chain.other-root",
    level: Level::Failure,
    cause: Some(Cause::WrongRoot),
    owner: Some(Owner::Pki),
    observed: "the presented chain leads to {root}, a root of a public programme that the policy does not name{way}",
    required: "{due}",
    next: "Look for a newer policy (certready policy list), or correct this one: {host} has gone another way than it says.",
    verify: "{verify}",
};
static INTERCEPTED: Template = Template {
    id: "service-chain.intercepted",
    level: Level::Failure,
    cause: Some(Cause::TlsIntercepted),
    owner: Some(Owner::Firewall),
    observed: "the presented chain leads to {root}, which this host trusts and no public programme does{way}: an inspection takes \
               TLS apart, or {host} has a certificate of this house",
    required: "{due}",
    next: "Take {host} out of TLS inspection: between Exchange Online and this host it is not supported.",
    verify: "{verify}",
};
static UNKNOWN_ROOT: Template = Template {
    id: "service-chain.unknown-root",
    level: Level::Failure,
    cause: Some(Cause::WrongRoot),
    owner: Some(Owner::Partner),
    observed: "the presented chain leads to nothing that is known: {end}",
    required: "{due}",
    next: "See what answers for {host}: a certificate of its own making, an inspection, or a chain that lacks its intermediate.",
    verify: "{verify}",
};
static ACCEPTED: Template = Template {
    id: "service-chain.accepted",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "the store as it was read accepts it, at {at}: {path}",
    required: "a path from what was presented to a trust anchor of this host, by every rule but revocation",
    next: "",
    verify: "",
};
static NOT_ACCEPTED: Template = Template {
    id: "service-chain.not-accepted",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::RootStore),
    observed: "the store as it was read does not accept it, at {at}: {broken}: {fault}",
    required: "a path from what was presented to a trust anchor of this host, by every rule but revocation",
    next: "{next}",
    verify: "{verify}",
};
static NOT_KNOWN: Template = Template {
    id: "service-chain.not-known",
    level: Level::Unknown,
    cause: None,
    owner: Some(Owner::RootStore),
    observed: "whether the store as it was read accepts it at {at} is not known: {broken}: {fault}",
    required: "a path from what was presented to a trust anchor of this host, by every rule but revocation",
    next: "See that the whole store can be read, and whether this host's own client accepts the chain.",
    verify: "{verify}",
};
static LACKING: Template = Template {
    id: "service-chain.lacking",
    level: Level::Warning,
    cause: Some(Cause::IntermediateAbsent),
    owner: Some(Owner::Partner),
    observed: "not presented: {lacking}; a client that has it from nowhere else refuses the chain",
    required: "RFC 8446 §4.4.2: each certificate of the path, the root alone may be left out",
    next: "Ask who runs {host} to present the whole chain; until then this host needs the intermediate in its store.",
    verify: "{verify}",
};
static UNTIDY: Template = Template {
    id: "service-chain.untidy",
    level: Level::Notice,
    cause: None,
    owner: Some(Owner::Partner),
    observed: "{how}",
    required: "RFC 5246 §7.4.2: the path in its order, and nothing else (RFC 8446 §4.4.2 asks clients to bear with it)",
    next: "Nothing, where clients accept it; old ones may not. Tell who runs {host}.",
    verify: "{verify}",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "service-chain.not-understood",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: None,
    observed: "what is presented holds no certificate that is understood",
    required: "{due}",
    next: "Look at what is presented there with another tool.",
    verify: "{verify}",
};
static NOT_SEEN: Template = Template {
    id: "service-chain.not-seen",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "no chain was presented",
    required: "nothing: service-reachable and service-tls speak of that",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.services.iter().flat_map(|service| judge(case, service)).collect()
}

fn judge(case: &Case<'_>, service: &ServiceFacts) -> Vec<Finding> {
    let about = |template| about(case, service, template);
    if !matches!(service.reached, ServiceReached::Secured { .. }) {
        return vec![about(&NOT_SEEN).weighing(Weight::Supporting)];
    }
    let served = case.examined.served.get(&service.id);
    let Some((served, leads)) = served.and_then(|served| Some((served, case.leads(served)?))) else {
        return vec![about(&NOT_UNDERSTOOD)];
    };
    let mut found = vec![root(case, service, served, &leads)];
    // What leads nowhere is accepted nowhere.
    if !matches!(leads.root, Root::Nowhere(_)) {
        found.extend(accepted(case, service, served));
    }
    if !leads.lacking.is_empty() {
        let lacking = about(&LACKING).weighing(Weight::Supporting).with("lacking", labels(&leads.lacking));
        found.push(lacking);
    }
    found.extend(untidy(served, &leads).map(|how| about(&UNTIDY).weighing(Weight::Supporting).with("how", how)));
    found
}

fn about(case: &Case<'_>, service: &ServiceFacts, template: &'static Template) -> Finding {
    let due = match case.phase {
        Phase::Before => message!(
            "words-due-before",
            "before the rollout the retiring chain; the incoming one is early, and will do"
        ),
        Phase::Overlap => message!("words-due-overlap", "during the rollout the retiring chain or the incoming one"),
        Phase::After => message!("words-due-after", "after the cutover the incoming chain"),
    };
    Finding::new(Code::ServiceChain, template, service.id.shown())
        .on(Leg::Outbound)
        .with("due", due)
        .with("host", service.id.host.to_string())
        .with("verify", case.again())
}

/// To which root it leads.
fn root(case: &Case<'_>, service: &ServiceFacts, served: &Served, leads: &Leads) -> Finding {
    let (template, label) = match (&leads.root, case.phase) {
        (Root::Incoming(label), Phase::Before) => (&ALREADY, label),
        (Root::Incoming(label), Phase::Overlap | Phase::After) => (&INCOMING, label),
        (Root::Retiring(label), Phase::Before | Phase::Overlap) => (&RETIRING, label),
        (Root::Retiring(label), Phase::After) => (&NOT_ROTATED, label),
        (Root::Public(label), _) => (&OTHER_ROOT, label),
        // Where everything is of this house, there is nothing public to be missed.
        (Root::OfThisHost(label), _) if is_public_name(service.id.host.as_str()) => (&INTERCEPTED, label),
        (Root::OfThisHost(label) | Root::Nowhere(label), _) => (&UNKNOWN_ROOT, label),
    };
    let bearing = case.bearing_of_service(service);
    let finding =
        about(case, service, template).with("root", label).with("way", way(leads)).with("end", end(served, label));
    match template.level {
        Level::Failure => finding.at(bearing.level).weighing(bearing.weight),
        _ => finding.weighing(bearing.weight),
    }
}

/// How a chain ends that leads nowhere.
fn end(served: &Served, issuer: &Shown) -> Say {
    let words = match served.chain.last() {
        Some(last) if last.is_self_issued() => {
            message!("words-ends-in-unknown", "it ends in {issuer}, which no store and no programme has")
        }
        _ => message!(
            "words-ends-without-issuer",
            "its last certificate was issued by {issuer}, which was not presented and is not at hand"
        ),
    };
    Say::new(words).with("issuer", issuer)
}

/// The path in short, and the cross-certificate on it.
fn way(leads: &Leads) -> Arg {
    let path: Vec<String> = leads.path.iter().map(|one| one.label().to_string()).collect();
    let path = if path.is_empty() { Vec::new() } else { vec![Arg::from(path.join(" → "))] };
    let mut parts = vec![Arg::Aside(path)];
    if let Some(cross) = &leads.cross {
        let said = Say::new(message!("words-with-cross", ", with a cross-certificate: {label} as issued by {issuer}"));
        parts.push(said.with("label", cross.label()).with("issuer", cross.issuer().label()).into());
    }
    Arg::Joined(parts)
}

/// Whether this host's store accepts it.
fn accepted(case: &Case<'_>, service: &ServiceFacts, served: &Served) -> Option<Finding> {
    let chain = case.accepted(served)?;
    let bearing = case.bearing_of_service(service);
    let about = |template: &'static Template| {
        about(case, service, template).weighing(bearing.weight).with("at", case.times.observed)
    };
    let decisive = chain.decisive()?;
    let (fault, words) = match &decisive.standing {
        Standing::Good | Standing::Revoked(_) => {
            let path: Vec<String> = chain.members.iter().map(|one| one.certificate.label().to_string()).collect();
            return Some(about(&ACCEPTED).with("path", Shown::new(&path.join(" → "))));
        }
        Standing::Invalid(fault) | Standing::Unknown(Unknown::Path(fault)) => (Some(fault), path_words(fault)),
        Standing::Unknown(other) => (None, unknown_words(other)),
    };
    let finding = match chain.outcome() {
        Outcome::Unknown => about(&NOT_KNOWN).because(cause(&chain, fault)),
        _ => about(&NOT_ACCEPTED)
            .at(bearing.level)
            .because(cause(&chain, fault))
            .with("next", next(case, &chain, served, fault)),
    };
    Some(finding.with("broken", decisive.certificate.label()).with("fault", words))
}

/// Why it is not accepted.
fn cause(chain: &Chain, fault: Option<&PathFault>) -> Cause {
    match fault {
        Some(PathFault::Expired { .. }) => Cause::Expired,
        Some(PathFault::NotYetValid { .. }) => Cause::NotYetValid,
        Some(PathFault::AnchorsIncomplete { .. }) => Cause::StoreIncomplete,
        // The one above the last that is there is a root where that one is no leaf, and may be an intermediate where it is.
        Some(PathFault::NoIssuer { .. }) if chain.members.len() == 1 => Cause::IntermediateAbsent,
        Some(PathFault::NoIssuer { .. } | PathFault::NoAnchor) => Cause::RootAbsent,
        _ => Cause::PathInvalid,
    }
}

messages! {
    /// What [`next`] says.
    pub(super) static NEXT:
    ADD_INTERMEDIATE = "words-add-intermediate",
        "Add the intermediate ({lacking}) to the store, or have the service present it.";
    ADD_INCOMING_ROOT = "words-add-incoming-root",
        "Add the incoming root to the store: root-present says which, and how it is told from its namesakes.";
    ADD_RETIRING_ROOT = "words-add-retiring-root",
        "The service still presents the retiring chain, and this host lacks its root: add it until the cutover.";
    COMPARE_CLOCK = "words-compare-clock",
        "Compare this host's clock (the check clock); if it is right, ask who runs the service.";
    SEE_FROM_OUTSIDE = "words-see-from-outside",
        "See what answers there: the same chain, seen from outside of this network, tells whether something between \
        replaced it.";
}

fn next(case: &Case<'_>, chain: &Chain, served: &Served, fault: Option<&PathFault>) -> Say {
    let leads = case.leads(served);
    let words = match (cause(chain, fault), leads.as_ref().and_then(Leads::side)) {
        (Cause::IntermediateAbsent, Some(_)) => {
            let add = &ADD_INTERMEDIATE;
            return Say::new(add).with("lacking", leads.map(|leads| labels(&leads.lacking)).unwrap_or_default());
        }
        (Cause::RootAbsent, Some(Side::Incoming)) => &ADD_INCOMING_ROOT,
        (Cause::RootAbsent, Some(Side::Retiring)) => &ADD_RETIRING_ROOT,
        (Cause::Expired | Cause::NotYetValid, _) => &COMPARE_CLOCK,
        _ => &SEE_FROM_OUTSIDE,
    };
    Say::new(words)
}

/// What of it is out of order, or more than the path.
fn untidy(served: &Served, leads: &Leads) -> Option<Arg> {
    let mut how: Vec<Arg> = Vec::new();
    if !leads.in_order {
        let words = message!("words-out-of-order", "the certificates are presented out of the order of the path");
        how.push(words.into());
    }
    if !leads.extra.is_empty() {
        let said = Say::new(message!("words-beside-the-path", "presented beside the path: {certificates}"));
        how.push(said.with("certificates", labels(&leads.extra)).into());
    }
    if served.odd > 0 {
        let said = Say::new(message!(
            "words-odd-presented",
            "{count} of what is presented is no certificate that is understood"
        ));
        how.push(said.with("count", served.odd).into());
    }
    (!how.is_empty()).then_some(Arg::Listed(how))
}

fn labels(certificates: &[Certificate]) -> Vec<Shown> {
    certificates.iter().map(Certificate::label).collect()
}
