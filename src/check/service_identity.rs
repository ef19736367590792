//! `service-identity`: whether the presented certificate is the one that the policy describes for its side of the cutover: name,
//! organisation, unit or its absence, key. Partners pin these; a difference is found here before it breaks there.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, covers, names_of};
use crate::finding::{Cause, Code, Finding, Leg, Level, Owner, Phase, Template, Weight};
use crate::language::{Arg, Say, message};
use crate::observation::{ServiceFacts, ServiceReached};
use crate::pki::Certificate;
use crate::policy::{Presented, Protocol, Side};
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::ServiceIdentity,
    question: "Is the presented certificate the one that the policy describes, and for the host that was asked?",
    citation: "RFC 9525 §6; the policy's `presents`",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[&AS_DESCRIBED, &OTHER_NAMES, &DIFFERS, &OTHER_HOST, &UNDESCRIBED, &NOT_SEEN],
    run,
};

static AS_DESCRIBED: Template = Template {
    id: "service-identity.as-described",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "CN {common_name}, O {organisation}, OU {unit}, {key}, serial {serial}, to {until}: as the policy describes the \
               {side} certificate",
    required: "the policy's `presents`, side {side}",
    next: "",
    verify: "",
};
static OTHER_NAMES: Template = Template {
    id: "service-identity.other-names",
    level: Level::Failure,
    cause: Some(Cause::NameMismatch),
    owner: Some(Owner::Pki),
    observed: "it is for {names}, and not for {wanted}, which the policy describes",
    required: "the policy's `presents`, side {side}",
    next: "Compare with the policy's sources: {host} may be another service than the policy means. A connector that holds it to \
           the name refuses it.",
    verify: "{verify}",
};
static DIFFERS: Template = Template {
    id: "service-identity.differs",
    level: Level::Warning,
    cause: Some(Cause::IdentityDiffers),
    owner: Some(Owner::Pki),
    observed: "{differences}",
    required: "the policy's `presents`, side {side}",
    next: "Compare with the policy's sources, and tell the partners who pin issuer or subject what is presented.",
    verify: "{verify}",
};
static OTHER_HOST: Template = Template {
    id: "service-identity.other-host",
    level: Level::Warning,
    cause: Some(Cause::NameMismatch),
    owner: Some(Owner::Partner),
    observed: "it is for {names}, and not for {host}",
    required: "RFC 9525 §6: a certificate for the host that was asked (of SMTP, Exchange asks for its name under DomainValidation alone)",
    next: "See that no connector holds {host} to its own name, or ask who runs it.",
    verify: "{verify}",
};
static UNDESCRIBED: Template = Template {
    id: "service-identity.undescribed",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "CN {common_name}, O {organisation}, OU {unit}, {key}, serial {serial}, to {until}; the policy describes no such \
               certificate",
    required: "nothing: the policy's `presents` has no entry for it",
    next: "",
    verify: "",
};
static NOT_SEEN: Template = Template {
    id: "service-identity.not-seen",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "no certificate was presented that is understood",
    required: "nothing: service-reachable, service-tls and service-chain speak of that",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.services.iter().flat_map(|service| judge(case, service)).collect()
}

fn judge(case: &Case<'_>, service: &ServiceFacts) -> Vec<Finding> {
    let about = |template: &'static Template| {
        Finding::new(Code::ServiceIdentity, template, service.id.shown())
            .on(Leg::Outbound)
            .with("host", service.id.host.to_string())
            .with("verify", case.again())
    };
    let served =
        case.examined.served.get(&service.id).filter(|_| matches!(service.reached, ServiceReached::Secured { .. }));
    let Some((leaf, leads)) = served.and_then(|served| Some((served.chain.first()?, case.leads(served)?))) else {
        return vec![about(&NOT_SEEN).weighing(Weight::Supporting)];
    };
    let of_phase = if case.phase == Phase::After { Side::Incoming } else { Side::Retiring };
    let side = leads.side().unwrap_or(of_phase);
    let about = |template| of_certificate(about(template), leaf).with("side", word(side));
    let mut found = Vec::new();
    match case.policy.presents.iter().find(|one| one.side == side) {
        None => found.push(about(&UNDESCRIBED).weighing(Weight::Supporting)),
        Some(due) => {
            let lacking = names_lacking(leaf, due);
            let differences = differences(leaf, due);
            let bearing = case.bearing_of_service(service);
            if !lacking.is_empty() {
                let other = about(&OTHER_NAMES).at(bearing.level).weighing(bearing.weight);
                found.push(other.with("wanted", lacking));
            }
            if !differences.is_empty() {
                found.push(about(&DIFFERS).weighing(Weight::Supporting).with("differences", Arg::Listed(differences)));
            }
            if found.is_empty() {
                found.push(about(&AS_DESCRIBED).weighing(bearing.weight));
            }
        }
    }
    if !covers(leaf, service.id.host.as_str()) {
        let other = about(&OTHER_HOST).weighing(Weight::Supporting);
        // Who asks by HTTPS or in TLS from the beginning holds the certificate to the host's name.
        let other = match service.id.protocol {
            Protocol::Smtp | Protocol::Smtps => other,
            Protocol::Https | Protocol::Tls => other.at(Level::Failure).weighing(Weight::Decisive),
        };
        found.push(other);
    }
    found
}

fn of_certificate(finding: Finding, leaf: &Certificate) -> Finding {
    let or_none = |part: Option<&Shown>| part.map_or_else(none, Arg::from);
    let subject = leaf.subject();
    finding
        .with("common_name", or_none(subject.common_name()))
        .with("organisation", or_none(subject.organisation()))
        .with("unit", or_none(subject.unit()))
        .with("key", Shown::new(&leaf.key().to_string()))
        .with("serial", Shown::new(&leaf.serial().to_string()))
        .with("until", leaf.not_after())
        .with("names", names_of(leaf))
}

/// The names that the policy describes and the certificate lacks: its common name, as a name or as the subject's own, and its
/// DNS names.
fn names_lacking(leaf: &Certificate, due: &Presented) -> Vec<Shown> {
    let is_subject =
        leaf.subject().common_name().is_some_and(|one| one.as_str().eq_ignore_ascii_case(&due.common_name));
    let has = |name: &str| leaf.dns_names().any(|one| one.eq_ignore_ascii_case(name));
    let common = Some(&due.common_name).filter(|name| !is_subject && !has(name));
    let lacking = common.into_iter().chain(due.names.iter().filter(|name| !has(name)));
    lacking.map(|name| Shown::new(name)).collect()
}

fn none() -> Arg {
    message!("words-none", "none").into()
}

/// What else differs, in words.
fn differences(leaf: &Certificate, due: &Presented) -> Vec<Arg> {
    let subject = leaf.subject();
    let organisation = message!("words-organisation-differs", "its organisation is {found}, and the policy says {due}");
    let unit = message!("words-unit-differs", "its organisational unit is {found}, and the policy says {due}");
    let mut all = Vec::new();
    for (words, found, due) in
        [(organisation, subject.organisation(), &due.organisation), (unit, subject.unit(), &due.unit)]
    {
        let found = found.map(Shown::as_str);
        if found != due.as_deref() {
            let quoted = |text: Option<&str>| text.map_or_else(none, |text| Arg::from(format!("`{text}`")));
            all.push(Say::new(words).with("found", quoted(found)).with("due", quoted(due.as_deref())).into());
        }
    }
    let key = leaf.key().to_string();
    if key != due.key.replace("EC ", "ECDSA ") {
        let said = Say::new(message!("words-key-differs", "its key is {found}, and the policy says {due}"));
        all.push(said.with("found", key).with("due", due.key.as_str()).into());
    }
    all
}

const fn word(side: Side) -> &'static str {
    match side {
        Side::Retiring => "retiring",
        Side::Incoming => "incoming",
    }
}
