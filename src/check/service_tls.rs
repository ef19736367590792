//! `service-tls`: whether TLS is 1.2 or later, with forward secrecy. Where the handshake failed, what the host chose of the old
//! tells why.

use super::{Check, Concerns, EVERY};
use crate::case::{Case, KeyExchange, handshake_cause, key_exchange};
use crate::finding::{Cause, Code, Finding, Leg, Level, Owner, Template};
use crate::language::{Arg, Say, message};
use crate::observation::{OlderTls, ServiceFacts, ServiceFault, ServiceReached, ServiceStep, TlsFacts};
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::ServiceTls,
    question: "Does each service speak TLS 1.2 or later, with forward secrecy?",
    citation: "RFC 8996, RFC 9325 §3.1.1 and §7.3; Exchange Online takes TLS 1.2 or later alone",
    concerns: Concerns::Rotation,
    decisive: EVERY,
    templates: &[&SOUND, &NO_SECRECY, &TOO_OLD, &RSA_ALONE, &OLD_SUITES, &FAILED, &NOT_TRIED],
    run,
};

static SOUND: Template = Template {
    id: "service-tls.sound",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{version} with {suite}",
    required: "TLS 1.2 or later, and keys of each session alone (forward secrecy)",
    next: "",
    verify: "",
};
static NO_SECRECY: Template = Template {
    id: "service-tls.no-forward-secrecy",
    level: Level::Failure,
    cause: Some(Cause::NoForwardSecrecy),
    owner: Some(Owner::Partner),
    observed: "{version} with {suite}: who gets the server's key reads what was recorded before",
    required: "TLS 1.2 or later, and keys of each session alone (forward secrecy)",
    next: "Ask who runs {host} to offer ECDHE.",
    verify: "{verify}",
};
static TOO_OLD: Template = Template {
    id: "service-tls.too-old",
    level: Level::Failure,
    cause: Some(Cause::TlsTooOld),
    owner: Some(Owner::Partner),
    observed: "the handshake failed ({fault}); offered older versions, the server chose {version} with the suite {suite}: it has \
               nothing newer",
    required: "TLS 1.2 or later, and keys of each session alone (forward secrecy)",
    next: "Ask who runs {host} to switch on TLS 1.2: Exchange Online and current clients speak nothing older.",
    verify: "{verify}",
};
static RSA_ALONE: Template = Template {
    id: "service-tls.rsa-alone",
    level: Level::Failure,
    cause: Some(Cause::NoForwardSecrecy),
    owner: Some(Owner::Partner),
    observed: "the handshake failed ({fault}); offered every key exchange, the server chose {version} with the suite {suite}: RSA \
               alone, without forward secrecy",
    required: "TLS 1.2 or later, and keys of each session alone (forward secrecy)",
    next: "Ask who runs {host} to offer ECDHE.",
    verify: "{verify}",
};
static OLD_SUITES: Template = Template {
    id: "service-tls.old-suites",
    level: Level::Warning,
    cause: Some(Cause::TlsHandshake),
    owner: Some(Owner::Partner),
    observed: "the handshake failed ({fault}); offered older cipher suites, the server chose {version} with the suite {suite}, \
               which this program's TLS does not offer and Schannel or OpenSSL may: what it presents was not seen",
    required: "TLS 1.2 or later, and keys of each session alone (forward secrecy)",
    next: "Ask who runs {host} to offer ECDHE with AES-GCM.",
    verify: "{verify}",
};
static FAILED: Template = Template {
    id: "service-tls.failed",
    level: Level::Failure,
    cause: Some(Cause::TlsHandshake),
    owner: Some(Owner::Partner),
    observed: "the handshake failed ({fault}){older}",
    required: "TLS 1.2 or later, and keys of each session alone (forward secrecy)",
    next: "See from outside of this network whether TLS can be set up with {host}. If it can, something between breaks it; if \
           not, ask who runs {host}.",
    verify: "{verify}",
};
static NOT_TRIED: Template = Template {
    id: "service-tls.not-tried",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "TLS did not begin",
    required: "nothing: service-reachable speaks of that",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.services.iter().map(|service| judge(case, service)).collect()
}

fn judge(case: &Case<'_>, service: &ServiceFacts) -> Finding {
    let bearing = case.bearing_of_service(service);
    let about = |template: &'static Template| {
        let finding = Finding::new(Code::ServiceTls, template, service.id.shown()).on(Leg::Outbound);
        let finding = finding.with("host", service.id.host.to_string()).with("verify", case.again());
        match template.level {
            Level::Failure => finding.at(bearing.level).weighing(bearing.weight),
            _ => finding.weighing(bearing.weight),
        }
    };
    let fault = match &service.reached {
        ServiceReached::Secured { tls, .. } => {
            let template = if has_forward_secrecy(tls) { &SOUND } else { &NO_SECRECY };
            return about(template).with("version", name(&tls.version)).with("suite", &tls.cipher);
        }
        ServiceReached::Connected { step: ServiceStep::Handshake, fault, .. } if *fault != ServiceFault::Cut => fault,
        _ => return about(&NOT_TRIED),
    };
    let chosen = match &service.older {
        Some(OlderTls::Chosen { version, suite }) => Some((*version, *suite)),
        _ => None,
    };
    let template = match (handshake_cause(service), chosen) {
        (Cause::TlsTooOld, _) => &TOO_OLD,
        (Cause::NoForwardSecrecy, _) => &RSA_ALONE,
        (_, Some((_, suite))) if key_exchange(suite) == Some(KeyExchange::Ephemeral) => &OLD_SUITES,
        _ => &FAILED,
    };
    let (version, suite) = chosen.unwrap_or_default();
    let finding = about(template).with("fault", in_words(fault));
    if template.id == FAILED.id {
        return finding.with("older", older(service));
    }
    finding.with("version", version_name(version)).with("suite", format!("0x{suite:04X}"))
}

/// TLS 1.3 knows nothing else (RFC 8446 §2); of TLS 1.2 the suite's name says it.
fn has_forward_secrecy(tls: &TlsFacts) -> bool {
    tls.version.as_str() == "TLSv1_3" || tls.cipher.as_str().contains("DHE_")
}

/// `TLS 1.3` for what the TLS library calls `TLSv1_3`.
fn name(version: &Shown) -> String {
    version.as_str().replace("TLSv", "TLS ").replace('_', ".")
}

fn version_name(version: u16) -> Arg {
    match version {
        0x0300 => Arg::from("SSL 3.0"),
        0x0301 => Arg::from("TLS 1.0"),
        0x0302 => Arg::from("TLS 1.1"),
        0x0303 => Arg::from("TLS 1.2"),
        other => {
            Say::new(message!("words-version", "version {number}")).with("number", format!("0x{other:04X}")).into()
        }
    }
}

fn in_words(fault: &ServiceFault) -> Arg {
    match fault {
        ServiceFault::Timeout => message!("words-tls-timeout", "no answer in time").into(),
        ServiceFault::Reset => message!("words-tls-reset", "the connection was reset").into(),
        ServiceFault::Closed => message!("words-tls-closed", "the connection was closed").into(),
        ServiceFault::Alert(name) => {
            Say::new(message!("words-tls-alert", "the server's alert {alert}")).with("alert", name).into()
        }
        ServiceFault::Tls(words) => Arg::from(words),
        ServiceFault::Other(number) => Say::new(message!("words-system-error", "error {number} of the system"))
            .with("number", i64::from(*number))
            .into(),
        _ => message!("words-tls-otherwise", "it ended otherwise").into(),
    }
}

/// What the older offer came to, where nothing was chosen.
fn older(service: &ServiceFacts) -> Arg {
    match &service.older {
        Some(OlderTls::Alert(_)) => {
            message!("words-older-refused", "; older versions and suites are refused as well").into()
        }
        Some(OlderTls::Nothing) => {
            message!("words-older-unanswered", "; to an offer of older versions and suites came no answer").into()
        }
        Some(OlderTls::Chosen { .. }) | None => Arg::from(""),
    }
}
