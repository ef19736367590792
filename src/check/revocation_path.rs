//! `revocation-path`: whether the revocation of each certificate can be learnt at all: the fold, per certificate, of what
//! its CRLs and responders gave. One of several down is a warning, none at all is the failure.

use super::endpoint_genuine::stand_in;
use super::ocsp_status::refusal_cause;
use super::{Check, Concerns, REVOKING};
use crate::case::{ByWindows, Case, Shortfall, Subject, closed};
use crate::examine::{Content, CrlRefusal, OcspRefusal};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::message;
use crate::observation::Fetch;
use crate::pki::crl::{CrlSignatureFault, Lookup, Scope, scope_for, scope_for_unseen};
use crate::pki::ocsp::{CertStatus, OcspSignatureFault};
use crate::pki::{Freshness, SignatureFault};
use crate::vocabulary::{Shown, Timestamp};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RevocationPath,
    question: "Can the revocation of each certificate be learnt from signed, fresh data?",
    citation: "RFC 5280 §6.3, RFC 6960 §3.2; Exchange: TlsAuthLevel CertificateValidation checks revocation",
    concerns: Concerns::Rotation,
    decisive: REVOKING,
    templates: &[
        &LEARNT,
        &SOME_DOWN,
        &NONE_WORKS,
        &NOT_KNOWN,
        &REVOKED,
        &NO_SOURCE,
        &UNSEEN,
        &PATH_PROVEN,
        &PATH_SOME_DOWN,
        &ENDED,
    ],
    run,
};

static LEARNT: Template = Template {
    id: "revocation-path.learnt",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "signed, fresh data from {working}",
    required: "one source of signed, fresh data at the least",
    next: "",
    verify: "",
};
static SOME_DOWN: Template = Template {
    id: "revocation-path.some-down",
    level: Level::Warning,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "signed, fresh data from {working}; not from {failing}",
    required: "every source that is named: after 50 OCSP answers of one issuer Windows turns to the CRL",
    next: "Mend what is said of those that give none.",
    verify: "{again}",
};
static NONE_WORKS: Template = Template {
    id: "revocation-path.none",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "no signed, fresh data from any of {failing}: a client that validates sees RevocationCheckFailure, \
               CRYPT_E_REVOCATION_OFFLINE (0x80092013), and mail waits in the queue (454 4.7.5)",
    required: "one source of signed, fresh data at the least",
    next: "Mend what is said of these endpoints, one of them at the least.",
    verify: "{again}",
};
static NOT_KNOWN: Template = Template {
    id: "revocation-path.not-known",
    level: Level::Unknown,
    cause: None,
    owner: None,
    observed: "not learnt, where part was not looked at or not understood whole: {failing}",
    required: "one source of signed, fresh data at the least",
    next: "Run again and let it end; look at what was not understood.",
    verify: "{again}",
};
static REVOKED: Template = Template {
    id: "revocation-path.revoked",
    level: Level::Failure,
    cause: Some(Cause::Revoked),
    owner: Some(Owner::Pki),
    observed: "revoked since {since}, by {by}",
    required: "not revoked",
    next: "Look for a newer policy: no client that asks accepts a path through it.",
    verify: "certready policy list",
};
static NO_SOURCE: Template = Template {
    id: "revocation-path.no-source",
    level: Level::Unknown,
    cause: None,
    owner: Some(Owner::Pki),
    observed: "neither the policy nor the certificate names a CRL or a responder",
    required: "one source of signed, fresh data at the least",
    next: "Add its CRL to the policy.",
    verify: "certready policy lint {policy}",
};
static UNSEEN: Template = Template {
    id: "revocation-path.unseen",
    level: Level::Warning,
    cause: None,
    owner: Some(Owner::Pki),
    observed: "the certificate is not at hand, and the policy names no CRL and no responder for it",
    required: "one source of signed, fresh data at the least",
    next: "See which URLs the certificate names when the service presents it, open them, and add them to the policy.",
    verify: "certready policy lint {policy}",
};
static PATH_PROVEN: Template = Template {
    id: "revocation-path.path-proven",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "well-formed answers from {working} prove the path; the certificate is not at hand",
    required: "one source of signed, fresh data, or of well-formed answers where the certificate is not at hand",
    next: "",
    verify: "",
};
static PATH_SOME_DOWN: Template = Template {
    id: "revocation-path.path-some-down",
    level: Level::Warning,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "well-formed answers from {working} prove the path; the certificate is not at hand; nothing from {failing}",
    required: "every source that is named: after 50 OCSP answers of one issuer Windows turns to the CRL",
    next: "Mend what is said of those that give none.",
    verify: "{again}",
};
static ENDED: Template = Template {
    id: "revocation-path.ended",
    level: Level::NotApplicable,
    cause: Some(Cause::Expired),
    owner: None,
    observed: "no path goes through it at {at}: {label} ends at {until}",
    required: "nothing: intermediate-validity speaks of that",
    next: "",
    verify: "",
};

/// What one source gave.
enum Source {
    /// Signed, fresh, about the certificate: not revoked.
    Works,
    /// A well-formed answer where the certificate is not at hand: the path is proven, and no more.
    Path,
    /// Signed, about the certificate: revoked, since then.
    Revoked(Timestamp),
    /// Tried, and of no use.
    Fails(Cause),
    /// Not tried to its end, or not understood.
    Unknown(Cause),
}

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.subjects().iter().map(|subject| judge(case, subject)).collect()
}

fn judge(case: &Case<'_>, subject: &Subject<'_>) -> Finding {
    let finding = |template| {
        Finding::new(Code::RevocationPath, template, subject.label.clone())
            .with("policy", case.policy_word())
            .with("again", case.again())
    };
    // What no path of the policy needs is a warning at the most.
    let lighter = |finding: Finding| {
        let level =
            if subject.weight == Weight::Supporting { finding.level.min(Level::Warning) } else { finding.level };
        finding.at(level).weighing(subject.weight)
    };
    // A path through what has ended is impossible: through the subject itself, or through the issuer of the unseen leaf.
    if let Some(ended) = case.ended(subject.certificate.unwrap_or(subject.issuer)) {
        let finding = finding(&ENDED).weighing(Weight::Supporting).with("at", case.judged_at());
        return finding.with("label", ended.label).with("until", ended.until);
    }
    let crls = subject.crls.iter().map(|fetch| (*fetch, by_crl(case, subject, fetch)));
    let answers = subject.ocsp.iter().map(|fetch| (*fetch, by_ocsp(case, subject, fetch)));
    let sources: Vec<(&Fetch, Source)> = crls.chain(answers).collect();
    if sources.is_empty() && case.uncollected().next().is_some() {
        let nothing = message!("words-not-in-evidence", "the evidence does not hold what the policy names");
        return finding(&NOT_KNOWN).because(Cause::PartialRun).with("failing", nothing);
    }
    if sources.is_empty() {
        // The service's own certificate may name some when it is presented; one that is at hand names none.
        return match subject.certificate {
            Some(_) => lighter(finding(&NO_SOURCE)),
            None => finding(&UNSEEN).weighing(Weight::Supporting),
        };
    }
    let revoked = sources.iter().find_map(|(fetch, source)| match source {
        Source::Revoked(since) => Some((fetch, *since)),
        _ => None,
    });
    if let Some((fetch, since)) = revoked {
        return lighter(finding(&REVOKED)).with("since", since).with("by", fetch.id.shown());
    }
    let named = |works: bool| -> Vec<Shown> {
        let fitting = sources.iter().filter(|(_, source)| matches!(source, Source::Works | Source::Path) == works);
        fitting.map(|(fetch, _)| fetch.id.shown()).collect()
    };
    let first_cause = sources.iter().find_map(|(_, source)| match source {
        Source::Fails(cause) | Source::Unknown(cause) => Some(*cause),
        Source::Works | Source::Path | Source::Revoked(_) => None,
    });
    let signed = sources.iter().any(|(_, source)| matches!(source, Source::Works));
    let (working, failing) = (named(true), named(false));
    let template = if working.is_empty() {
        let all_failed = sources.iter().all(|(_, source)| matches!(source, Source::Fails(_)));
        if all_failed { &NONE_WORKS } else { &NOT_KNOWN }
    } else {
        match (signed, failing.is_empty()) {
            (true, true) => &LEARNT,
            (true, false) => &SOME_DOWN,
            (false, true) => &PATH_PROVEN,
            (false, false) => &PATH_SOME_DOWN,
        }
    };
    let mut said = lighter(finding(template)).with("working", working).with("failing", failing);
    said.cause = first_cause;
    said
}

fn by_crl(case: &Case<'_>, subject: &Subject<'_>, fetch: &Fetch) -> Source {
    let Some(Content::Crl(crl)) = content(case, fetch) else { return without_content(case, fetch) };
    let crl = match crl {
        Ok(crl) => crl,
        Err(CrlRefusal::Unread(_)) => return Source::Unknown(Cause::NotUnderstood),
        Err(CrlRefusal::Unverified(CrlSignatureFault::Signature(SignatureFault::Unsupported(_)), _)) => {
            return Source::Unknown(Cause::NotUnderstood);
        }
        Err(CrlRefusal::Unverified(CrlSignatureFault::Signature(SignatureFault::Bad { .. }), _)) => {
            return Source::Fails(Cause::BadSignature);
        }
        Err(CrlRefusal::Unverified(..)) => return Source::Fails(Cause::WrongIssuer),
    };
    if case.is_of_another(crl, fetch) {
        return Source::Fails(Cause::WrongIssuer);
    }
    let scope = subject.certificate.map_or_else(|| scope_for_unseen(crl, &fetch.id.url), |one| scope_for(crl, one));
    // A CRL of some reasons can still say revoked; it can't say that nothing is.
    let partial = match scope {
        Scope::Covers => false,
        Scope::CoversSome(_) => true,
        Scope::OutOfScope(_) => return Source::Fails(Cause::WrongScope),
        Scope::Unsupported(_) => return Source::Unknown(Cause::NotUnderstood),
    };
    match subject.certificate.map(|certificate| crl.value().lookup_of(certificate)) {
        Some(Lookup::Listed(entry)) => return Source::Revoked(entry.revocation_date),
        Some(Lookup::NotAsked) => return Source::Unknown(Cause::NotUnderstood),
        Some(Lookup::NotListed) | None => {}
    }
    if partial {
        return Source::Fails(Cause::WrongScope);
    }
    by_window(case.crl_window(crl))
}

fn by_ocsp(case: &Case<'_>, subject: &Subject<'_>, fetch: &Fetch) -> Source {
    let Some(Content::Ocsp(answer)) = content(case, fetch) else { return without_content(case, fetch) };
    let Some(certificate) = subject.certificate else {
        // The service's own certificate is not at hand: any well-formed answer proves the path.
        return match answer {
            Err(OcspRefusal::Unread(_)) => Source::Unknown(Cause::NotUnderstood),
            Err(OcspRefusal::Unverified(OcspSignatureFault::Signature(SignatureFault::Bad { .. }), _)) => {
                Source::Fails(Cause::BadSignature)
            }
            Ok(_) | Err(_) => Source::Path,
        };
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(OcspRefusal::Status(status)) => return Source::Fails(refusal_cause(*status)),
        Err(OcspRefusal::Unverified(OcspSignatureFault::Signature(SignatureFault::Bad { .. }), _)) => {
            return Source::Fails(Cause::BadSignature);
        }
        Err(
            OcspRefusal::Unverified(OcspSignatureFault::Signature(SignatureFault::Unsupported(_)), _)
            | OcspRefusal::Unread(_),
        ) => return Source::Unknown(Cause::NotUnderstood),
        Err(OcspRefusal::Unverified(..) | OcspRefusal::NoIssuer(_)) => return Source::Fails(Cause::WrongIssuer),
    };
    if answer.signer().has_ocsp_signing() && !answer.signer().is_valid_at(case.times.observed) {
        return Source::Fails(Cause::Expired);
    }
    if !answer.value().unknown_critical.is_empty() {
        return Source::Unknown(Cause::NotUnderstood);
    }
    let Some(single) = answer.single_about(certificate, subject.issuer) else {
        return Source::Fails(Cause::WrongIssuer);
    };
    if !single.single().unknown_critical.is_empty() {
        return Source::Unknown(Cause::NotUnderstood);
    }
    match single.status() {
        CertStatus::Revoked { at, .. } => Source::Revoked(at),
        CertStatus::Unknown => Source::Fails(Cause::OcspUnknown),
        CertStatus::Good => by_window(case.ocsp_window(single)),
    }
}

/// What came of a fetch, where it came whole and is no other thing in its place. Windows' own retrieval decides where it was
/// asked to its end.
fn content<'a>(case: &'a Case<'_>, fetch: &Fetch) -> Option<&'a Content> {
    match case.by_windows(fetch) {
        Some(ByWindows::Came(body)) => return Some(&body.content),
        Some(ByWindows::Nothing(_)) => return None,
        Some(ByWindows::Open(_)) | None => {}
    }
    let whole = case.shortfall(fetch).is_none() && stand_in(case, fetch).is_none();
    case.examined.bodies.get(&fetch.id).map(|body| &body.content).filter(|_| whole)
}

/// What a fetch without a whole object comes to.
fn without_content(case: &Case<'_>, fetch: &Fetch) -> Source {
    // Where both fail, our own socket says why.
    if let (Some(ByWindows::Nothing(cause)), None, None) =
        (case.by_windows(fetch), case.shortfall(fetch), stand_in(case, fetch))
    {
        return Source::Fails(cause);
    }
    match (case.shortfall(fetch), stand_in(case, fetch)) {
        (Some(Shortfall::Failed(cause)), _) | (None, Some(cause)) => Source::Fails(cause),
        (Some(Shortfall::NotLooked(cause)), _) => Source::Unknown(cause),
        (None, None) => match case.examined.bodies.get(&fetch.id).map(|body| &body.content) {
            Some(Content::HostIo(_)) => Source::Unknown(Cause::HostIo),
            _ => Source::Unknown(Cause::NotUnderstood),
        },
    }
}

const fn by_window(freshness: Freshness) -> Source {
    match closed(freshness) {
        None => Source::Works,
        Some(cause) => Source::Fails(cause),
    }
}
