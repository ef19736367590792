//! `service-reachable`: whether each service answers, up to the point where TLS begins, and if not, which step failed. What TLS
//! itself comes to is `service-tls`.

use super::step::{Divided, attempt, divided, instead, what};
use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, Shortfall, is_masked, named_by};
use crate::finding::{Arg, Cause, Code, Finding, Leg, Level, Owner, Template, Weight};
use crate::language::{Say, message};
use crate::observation::{Attempt, MxFacts, ServiceFacts, ServiceFault, ServiceReached, ServiceStep};
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::ServiceReachable,
    question: "Does each service answer, up to the point where TLS begins?",
    citation: "RFC 3207 §4, RFC 5321 §5.1: a sender that requires TLS sends nothing where it is not offered",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[
        &ANSWERED,
        &SOME_ADDRESSES,
        &FAILED,
        &NOT_OFFERED,
        &STRIPPED,
        &REFUSED,
        &INJECTED,
        &NOT_TRIED,
        &EXCHANGERS,
        &NO_EXCHANGERS,
        &MX_NOT_ASKED,
    ],
    run,
};

static ANSWERED: Template = Template {
    id: "service-reachable.answered",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "TLS could begin at {remote} after {ms} ms{instead}",
    required: "{requirer}: reachable from this host, TCP {port}, without a filter between",
    next: "",
    verify: "",
};
static SOME_ADDRESSES: Template = Template {
    id: "service-reachable.some-addresses",
    level: Level::Warning,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "some addresses of {host} accept no connection: {failed}; others do: {connected}",
    required: "{requirer}: every address of {host}, TCP {port}, because a sender takes any of them",
    next: "Open TCP {port} to every address of {host}. They change: open by name where the firewall can.",
    verify: "{verify}",
};
static FAILED: Template = Template {
    id: "service-reachable.failed",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "{what}{where}",
    required: "{requirer}: reachable from this host, TCP {port}, without a filter between",
    next: "Let this host reach {host}, TCP {port}, and let SMTP pass as it is. If mail leaves by another host, run this there.",
    verify: "{verify}",
};
static NOT_OFFERED: Template = Template {
    id: "service-reachable.not-offered",
    level: Level::Failure,
    cause: Some(Cause::StarttlsAbsent),
    owner: Some(Owner::Partner),
    observed: "its answer to EHLO offers no STARTTLS{where}: a sender that requires TLS sends nothing, another sends in \
               plaintext",
    required: "RFC 3207 §4: STARTTLS among what the server offers",
    next: "See from outside of this network whether {host} offers it. If it does, something between takes it out; if not, ask \
           who runs {host}.",
    verify: "{verify}",
};
static STRIPPED: Template = Template {
    id: "service-reachable.stripped",
    level: Level::Failure,
    cause: Some(Cause::StarttlsStripped),
    owner: Some(Owner::Firewall),
    observed: "something between writes over what the server says{where}: a sender that requires TLS sends nothing, another \
               sends in plaintext",
    required: "SMTP as the server speaks it: inspection between Exchange Online and this host is not supported",
    next: "Switch the SMTP inspection off for {host} (on Cisco ASA: `inspect esmtp`), so that EHLO and STARTTLS pass.",
    verify: "{verify}",
};
static REFUSED: Template = Template {
    id: "service-reachable.refused",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Partner),
    observed: "the server answers {step} with {code} {text}{where}",
    required: "{requirer}: an answer that lets TLS begin",
    next: "Read the server's own word. Where it speaks of this host's address or name, ask who runs {host}; 4xx may pass by \
           itself.",
    verify: "{verify}",
};
static INJECTED: Template = Template {
    id: "service-reachable.injected",
    level: Level::Failure,
    cause: Some(Cause::StarttlsInjected),
    owner: Some(Owner::Firewall),
    observed: "bytes in the clear follow the answer to STARTTLS{where}: who takes them for what came by TLS is deceived",
    required: "RFC 3207 §4.2: nothing but TLS behind that answer",
    next: "Find out what stands between this host and {host}: a server does not do this by itself.",
    verify: "{verify}",
};
static NOT_TRIED: Template = Template {
    id: "service-reachable.not-tried",
    level: Level::Unknown,
    cause: None,
    owner: None,
    observed: "{what}",
    required: "{requirer}: reachable from this host, TCP {port}, without a filter between",
    next: "Run again and let it end, with a longer --deadline if need be.",
    verify: "{verify}",
};
static EXCHANGERS: Template = Template {
    id: "service-reachable.exchangers",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "its mail is taken by {hosts}",
    required: "{requirer}: MX records that name hosts, or addresses of its own (RFC 5321 §5.1)",
    next: "",
    verify: "",
};
static NO_EXCHANGERS: Template = Template {
    id: "service-reachable.no-exchangers",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "{what}",
    required: "{requirer}: MX records that name hosts, or addresses of its own (RFC 5321 §5.1)",
    next: "Compare the domain with the policy or the command line, and its MX records with those that a resolver outside of \
           this network gives.",
    verify: "{verify}",
};
static MX_NOT_ASKED: Template = Template {
    id: "service-reachable.mx-not-asked",
    level: Level::Unknown,
    cause: None,
    owner: None,
    observed: "its MX records were not asked for: {what}",
    required: "{requirer}: MX records that name hosts, or addresses of its own (RFC 5321 §5.1)",
    next: "Run again and let it end; name the hosts themselves where this host has no resolver of its own.",
    verify: "{verify}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let domains = case.observed.mx.iter().map(|mx| exchangers(case, mx));
    domains.chain(case.observed.services.iter().flat_map(|service| judge(case, service))).collect()
}

fn judge(case: &Case<'_>, service: &ServiceFacts) -> Vec<Finding> {
    let about = |template: &'static Template| about(case, service, template);
    let bearing = case.bearing_of_service(service);
    let finding = match (Shortfall::of_service(service), &service.reached) {
        (Some(Shortfall::NotLooked(cause)), _) => {
            about(&NOT_TRIED).because(cause).weighing(bearing.weight).with("what", what(cause))
        }
        (Some(Shortfall::Failed(cause)), reached) => {
            let template = match cause {
                Cause::StarttlsAbsent => &NOT_OFFERED,
                Cause::StarttlsStripped => &STRIPPED,
                Cause::StarttlsInjected => &INJECTED,
                Cause::StarttlsRefused | Cause::SmtpRefused => &REFUSED,
                _ => &FAILED,
            };
            let failed = about(template).because(cause).at(bearing.level).weighing(bearing.weight);
            match reached {
                ServiceReached::Connected { step, fault: ServiceFault::Refused(code, text), .. } => {
                    failed.with("step", said_to(*step)).with("code", i64::from(*code)).with("text", text)
                }
                _ => failed.with("what", words(cause)),
            }
        }
        (None, _) => about(&ANSWERED).weighing(bearing.weight),
    };
    std::iter::once(finding).chain(some_addresses(case, service)).collect()
}

fn about(case: &Case<'_>, service: &ServiceFacts, template: &'static Template) -> Finding {
    let remote = match &service.reached {
        ServiceReached::Connected { remote, .. } | ServiceReached::Secured { remote, .. } => remote.to_string(),
        _ => String::new(),
    };
    Finding::new(Code::ServiceReachable, template, service.id.shown())
        .on(Leg::Outbound)
        .with("requirer", named_by(&service.named_by))
        .with("host", service.id.host.to_string())
        .with("port", i64::from(service.id.port))
        .with("ms", service.took_ms)
        .with("remote", remote)
        .with("instead", Arg::Aside(service.instead.iter().map(instead).collect()))
        .with("where", place(service))
        .with("verify", case.again())
}

/// What was seen on the way: what was said, and each address that was tried.
fn place(service: &ServiceFacts) -> Arg {
    let mut parts: Vec<Arg> = Vec::new();
    let mut say = |part: Say| parts.push(Arg::from(part));
    let attempts: &[Attempt] = match &service.reached {
        ServiceReached::Resolved { attempts } | ServiceReached::Secured { attempts, .. } => attempts,
        ServiceReached::Connected { attempts, step, fault, .. } => {
            match fault {
                ServiceFault::NotSmtp(first) | ServiceFault::Injected(first) => {
                    say(Say::new(message!("words-begins-with", "it begins with `{first}`")).with("first", first));
                }
                ServiceFault::Refused(..) => {}
                _ => say(Say::new(message!("words-at-step", "at the step {step}")).with("step", step.word())),
            }
            // A refusal in the place of a greeting was quoted already.
            let greeted = !matches!((step, fault), (ServiceStep::Banner, ServiceFault::Refused(..)));
            if let Some(banner) = service.talk.banner.as_ref().filter(|_| greeted) {
                say(Say::new(message!("words-greets-as", "it greets as `{banner}`")).with("banner", banner));
            }
            if is_masked(&service.talk) || matches!(fault, ServiceFault::NotOffered) {
                let offers = &service.talk.offers;
                say(if offers.is_empty() {
                    Say::new(message!("words-offers-nothing", "it offers nothing"))
                } else {
                    Say::new(message!("words-offers", "it offers {offers}")).with("offers", offers.clone())
                });
            }
            attempts
        }
        ServiceReached::Nothing(_) | ServiceReached::Unresolved(_) => &[],
    };
    parts.extend(attempts.iter().map(attempt));
    parts.extend(service.instead.iter().map(instead));
    Arg::Aside(parts)
}

/// The cause in words, where it is one of SMTP's.
fn words(cause: Cause) -> Arg {
    let words = match cause {
        Cause::ExchangeTimeout => {
            message!("words-smtp-exchange-timeout", "connected, and the server did not go on in time")
        }
        Cause::ExchangeReset => {
            message!("words-smtp-exchange-reset", "connected, and reset before TLS could begin, as a middlebox does")
        }
        Cause::ExchangeEmpty => message!("words-smtp-exchange-empty", "connected, and closed before TLS could begin"),
        Cause::NotSmtp => message!("words-smtp-not-smtp", "connected, and what came back is not SMTP"),
        other => return what(other),
    };
    words.into()
}

/// What a step's answer is an answer to.
fn said_to(step: ServiceStep) -> Arg {
    match step {
        ServiceStep::Banner => message!("words-to-the-connection", "the connection").into(),
        ServiceStep::Ehlo => Arg::from("EHLO"),
        ServiceStep::Starttls => Arg::from("STARTTLS"),
        ServiceStep::Handshake => Arg::from(step.word()),
    }
}

/// Some addresses of a host are open and others are not: a sender takes any, so that mail stops now and then.
fn some_addresses(case: &Case<'_>, service: &ServiceFacts) -> Option<Finding> {
    let (ServiceReached::Connected { attempts, .. } | ServiceReached::Secured { attempts, .. }) = &service.reached
    else {
        return None;
    };
    let Divided { cause, failed, connected } = divided(attempts)?;
    let finding = about(case, service, &SOME_ADDRESSES).because(cause).weighing(Weight::Supporting);
    Some(finding.with("failed", failed).with("connected", connected))
}

/// What the MX records of a domain say.
fn exchangers(case: &Case<'_>, mx: &MxFacts) -> Finding {
    let about = |template: &'static Template| {
        Finding::new(Code::ServiceReachable, template, mx.shown())
            .on(Leg::Outbound)
            .with("requirer", named_by(&mx.named_by))
            .with("verify", case.again())
    };
    match Shortfall::of_mx(mx) {
        None => {
            let hosts: Vec<Shown> = mx.hosts().iter().map(|host| Shown::new(&host.to_string())).collect();
            about(&EXCHANGERS).weighing(Weight::Supporting).with("hosts", hosts)
        }
        Some(Shortfall::NotLooked(Cause::HostIo)) => about(&MX_NOT_ASKED)
            .because(Cause::HostIo)
            .with("what", message!("words-no-resolver", "this host has no resolver that can be asked")),
        Some(Shortfall::NotLooked(cause)) => about(&MX_NOT_ASKED).because(cause).with("what", what(cause)),
        Some(Shortfall::Failed(cause)) => {
            let words = match cause {
                Cause::NoMail => {
                    message!("words-takes-no-mail", "the domain says that it takes no mail (RFC 7505)").into()
                }
                Cause::DnsServfail => {
                    message!("words-no-mx-found", "no resolver could find its MX records (SERVFAIL)").into()
                }
                other => what(other),
            };
            about(&NO_EXCHANGERS).because(cause).with("what", words)
        }
    }
}
