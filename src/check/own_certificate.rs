//! `own-certificate`: whether the certificate that this host itself presents will do: towards those who connect to it (the service
//! and partners) as a server's, and from a hybrid host as a client's. Asked only where one was named or found. What a partner
//! compares it with, a connector's name for instance, is asked elsewhere.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, OwnEnd, OwnSeen, weakness};
use crate::finding::{Cause, Code, Finding, Leg, Level, Owner, Template, Weight};
use crate::language::{Arg, message};
use crate::observation::{KeyAccess, OwnCertificate, OwnKey, OwnSource, OwnUnread};
use crate::pki::path::KeyPurpose;
use crate::vocabulary::Shown;

/// How long beyond the judged time it is to hold, in days: two weekly windows for a change, and half of what clients of ACME
/// leave themselves (they renew thirty days before the end), so that one which worked is never so close.
const MARGIN_DAYS: i64 = 14;

/// The most names that are shown.
const SHOWN_NAMES: usize = 5;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::OwnCertificate,
    question: "Will the certificate that this host itself presents do, for those who connect to it and as a client?",
    citation: "RFC 5280 §4.2.1.12 and §6.1; Microsoft, \"TLS certificates in Exchange Server\" and Enable-ExchangeCertificate",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[
        &GOOD,
        &NOT_LOOKED_AT,
        &ABSENT,
        &NOT_READ,
        &EXPIRED,
        &NOT_YET,
        &ENDS_BEFORE,
        &ENDS_SOON,
        &NO_KEY,
        &KEY_REFUSED,
        &KEY_NOT_KNOWN,
        &NO_NAMES,
        &OTHER_NAMES,
        &NOT_FOR_SERVERS,
        &NOT_FOR_CLIENTS,
        &CLIENT_USE_ENDS,
        &SELF_SIGNED,
        &OF_OWN_CA,
        &UNKNOWN_ROOT,
        &INCOMPLETE,
        &BROKEN,
        &NOT_JUDGED,
        &WEAK,
        &DESCRIBED,
    ],
    run,
};

static GOOD: Template = Template {
    id: "own-certificate.good",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{places}: valid until {until}, for {uses}, by {issuer}, in a chain that ends in {root}{key}",
    required: "valid through {at} and {margin} days more, for the uses that are made of it, in a whole chain",
    next: "",
    verify: "",
};
static NOT_LOOKED_AT: Template = Template {
    id: "own-certificate.not-looked-at",
    level: Level::Notice,
    cause: None,
    owner: Some(Owner::Exchange),
    observed: "Exchange {version} is on this host, and which certificate it uses for SMTP stands in Active Directory, which is not asked",
    required: "nothing; the certificate that this host presents is half of every connection",
    next: "Give --exchange-certificates FILE: docs/windows.md has the command that writes it.",
    verify: "{again} --exchange-certificates FILE",
};
static ABSENT: Template = Template {
    id: "own-certificate.absent",
    level: Level::Failure,
    cause: Some(Cause::CertificateAbsent),
    owner: Some(Owner::Exchange),
    observed: "{places}: {why}",
    required: "a certificate that this host presents",
    next: "Name the file or the thumbprint that the transport uses, or mend what names it.",
    verify: "{again}",
};
static NOT_READ: Template = Template {
    id: "own-certificate.not-read",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::Exchange),
    observed: "{places}: {why}",
    required: "a certificate that can be looked at",
    next: "Run as an account that may read it, or copy the certificate (never its key) to where it may.",
    verify: "{again}",
};
static EXPIRED: Template = Template {
    id: "own-certificate.expired",
    level: Level::Failure,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Exchange),
    observed: "{places}: its validity ended at {until}",
    required: "valid at {now}",
    next: "Renew it, and give the new one to SMTP (Enable-ExchangeCertificate -Services SMTP; Postfix: reload). Exchange Online defers mail with 450 4.4.317 where its connector asks for a valid certificate.",
    verify: "{again}",
};
static NOT_YET: Template = Template {
    id: "own-certificate.not-yet",
    level: Level::Failure,
    cause: Some(Cause::NotYetValidAtCutover),
    owner: Some(Owner::Exchange),
    observed: "{places}: its validity begins at {from}",
    required: "valid at {now}",
    next: "Compare it with the clock and with what the CA issued.",
    verify: "{again}",
};
static ENDS_BEFORE: Template = Template {
    id: "own-certificate.ends-before",
    level: Level::Warning,
    cause: Some(Cause::Expired),
    owner: Some(Owner::Exchange),
    observed: "{places}: its validity ends at {until}, before {at}",
    required: "valid at {at}",
    next: "Renew it before then, for the uses that it has now, and run this again with the new one.",
    verify: "{again}",
};
static ENDS_SOON: Template = Template {
    id: "own-certificate.ends-soon",
    level: Level::Warning,
    cause: Some(Cause::ExpiresSoon),
    owner: Some(Owner::Exchange),
    observed: "{places}: its validity ends at {until}, {days} days after {at}",
    required: "valid at {at} and {margin} days more",
    next: "Renew it now: a renewal so close to the cutover makes one fault look like another.",
    verify: "{again}",
};
static NO_KEY: Template = Template {
    id: "own-certificate.no-key",
    level: Level::Failure,
    cause: Some(Cause::PrivateKeyAbsent),
    owner: Some(Owner::Exchange),
    observed: "{places}: it has no private key",
    required: "a private key on this host",
    next: "Import it with its key (PFX), or complete the request on the host that made it.",
    verify: "{again}",
};
static KEY_REFUSED: Template = Template {
    id: "own-certificate.key-refused",
    level: Level::Failure,
    cause: Some(Cause::PrivateKeyRefused),
    owner: Some(Owner::Exchange),
    observed: "{places}: the key's file {key} does not let NetworkService read it",
    required: "readable for NetworkService (S-1-5-20), under which the transport runs",
    next: "Let it read: certlm.msc, All Tasks, Manage Private Keys.",
    verify: "{again}",
};
static KEY_NOT_KNOWN: Template = Template {
    id: "own-certificate.key-not-known",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::Exchange),
    observed: "{places}: whether NetworkService may read its key is not known: {key}",
    required: "readable for NetworkService (S-1-5-20), under which the transport runs",
    next: "Run as SYSTEM, or see certlm.msc, All Tasks, Manage Private Keys.",
    verify: "{again}",
};
static NO_NAMES: Template = Template {
    id: "own-certificate.no-names",
    level: Level::Warning,
    cause: Some(Cause::NameMismatch),
    owner: Some(Owner::Exchange),
    observed: "{places}: it bears no DNS name",
    required: "a DNS name that whoever connects can compare (RFC 9525 §6)",
    next: "Have it issued with the name of the receive connector as a subject alternative name.",
    verify: "{again}",
};
static OTHER_NAMES: Template = Template {
    id: "own-certificate.other-names",
    level: Level::Notice,
    cause: Some(Cause::NameMismatch),
    owner: Some(Owner::Exchange),
    observed: "{places}: it bears {names}, and not this host's own name, {host}",
    required: "the name by which whoever connects knows this host",
    next: "Compare it with the connectors' FQDN, and with what partners and Exchange Online expect.",
    verify: "Get-ReceiveConnector | Format-List Name, Fqdn, TlsCertificateName",
};
static NOT_FOR_SERVERS: Template = Template {
    id: "own-certificate.not-for-servers",
    level: Level::Failure,
    cause: Some(Cause::PurposeMissing),
    owner: Some(Owner::Exchange),
    observed: "{places}: its extended key usage leaves out servers",
    required: "good for servers (id-kp-serverAuth): others connect to this host",
    next: "Have it issued for servers.",
    verify: "{again}",
};
static NOT_FOR_CLIENTS: Template = Template {
    id: "own-certificate.not-for-clients",
    level: Level::Warning,
    cause: Some(Cause::PurposeMissing),
    owner: Some(Owner::Exchange),
    observed: "{places}: its extended key usage leaves out clients",
    required: "good for clients as well (id-kp-clientAuth), where this host is part of a hybrid organisation",
    next: "Where Exchange Online knows this host by its certificate (an inbound connector of the type on-premises), mail that arrives without one that it takes is treated as a stranger's, or refused. Ask the CA for both uses, or take one from a CA that still has them.",
    verify: "{again}",
};
static CLIENT_USE_ENDS: Template = Template {
    id: "own-certificate.client-use-ends",
    level: Level::Warning,
    cause: Some(Cause::ClientUseEnds),
    owner: Some(Owner::Exchange),
    observed: "{places}: it is good for clients until {until}; {by} issues no such certificate from {on} on ({source})",
    required: "good for clients as well, where this host is part of a hybrid organisation",
    next: "The next renewal after {on} is for servers alone. Plan for a certificate of another kind of CA, or for a connector that knows this host by its addresses.",
    verify: "{again}",
};
static SELF_SIGNED: Template = Template {
    id: "own-certificate.self-signed",
    level: Level::Warning,
    cause: Some(Cause::TlsUntrusted),
    owner: Some(Owner::Exchange),
    observed: "{places}: it is signed with its own key, as Exchange's default certificate is",
    required: "a chain that ends in a root which those who connect trust",
    next: "Enough where TLS is opportunistic. Where Exchange Online or a partner asks for a valid certificate, mail is deferred (450 4.4.317, 454 4.7.5): take one of a CA.",
    verify: "{again}",
};
static OF_OWN_CA: Template = Template {
    id: "own-certificate.of-own-ca",
    level: Level::Notice,
    cause: Some(Cause::TlsUntrusted),
    owner: Some(Owner::Exchange),
    observed: "{places}: its chain ends in {root}, which this host trusts and no public programme does",
    required: "a chain that ends in a root which those who connect trust",
    next: "Enough for those who were given that root. Exchange Online trusts public CAs alone.",
    verify: "{again}",
};
static UNKNOWN_ROOT: Template = Template {
    id: "own-certificate.unknown-root",
    level: Level::Warning,
    cause: Some(Cause::TlsUntrusted),
    owner: Some(Owner::Exchange),
    observed: "{places}: its chain ends in {root}, which neither this host nor a public programme trusts",
    required: "a chain that ends in a root which those who connect trust",
    next: "Take one of a CA that those who connect trust.",
    verify: "{again}",
};
static INCOMPLETE: Template = Template {
    id: "own-certificate.incomplete",
    level: Level::Failure,
    cause: Some(Cause::IntermediateAbsent),
    owner: Some(Owner::Exchange),
    observed: "{places}: the certificate of {issuer} is neither beside it nor in this host's stores",
    required: "every certificate between it and its root (RFC 8446 §4.4.2)",
    next: "Put the missing certificate into LocalMachine\\CA, or into the file that Postfix names: whoever validates stops there.",
    verify: "{again}",
};
static BROKEN: Template = Template {
    id: "own-certificate.broken",
    level: Level::Failure,
    cause: Some(Cause::PathInvalid),
    owner: Some(Owner::Exchange),
    observed: "{places}: its chain breaks at {issuer}: {why}",
    required: "a path that holds (RFC 5280 §6.1)",
    next: "Ask the CA which certificates belong between, and take those.",
    verify: "{again}",
};
static NOT_JUDGED: Template = Template {
    id: "own-certificate.not-judged",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Exchange),
    observed: "{places}: its chain can't be judged at {issuer}: {why}",
    required: "a path that holds (RFC 5280 §6.1)",
    next: "Look at it with openssl verify, or in certlm.msc, Certification Path.",
    verify: "{again}",
};
static WEAK: Template = Template {
    id: "own-certificate.weak",
    level: Level::Warning,
    cause: Some(Cause::WeakSignature),
    owner: Some(Owner::Exchange),
    observed: "{places}: {why}",
    required: "RSA of 2048 bits or more or an elliptic curve, and no SHA-1",
    next: "Renew it with a new key.",
    verify: "{again}",
};
static DESCRIBED: Template = Template {
    id: "own-certificate.described",
    level: Level::Unknown,
    cause: None,
    owner: Some(Owner::Exchange),
    observed: "{places}: its bytes were not given, so that its uses and its chain are not known",
    required: "RawData beside what Exchange says",
    next: "Write the file anew, with RawData: docs/windows.md has the command.",
    verify: "{again}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = case.own_certificates().iter().flat_map(|own| judge(case, own)).collect();
    found.extend(case.observed.own.iter().flat_map(|own| &own.unread).map(|unread| not_read(case, unread)));
    let version = case.windows().and_then(|windows| windows.exchange.value());
    if let (None, Some(version)) = (&case.observed.own, version) {
        let said = Finding::new(Code::OwnCertificate, &NOT_LOOKED_AT, "Get-ExchangeCertificate");
        found.push(said.weighing(Weight::Supporting).with("version", version).with("again", case.again()));
    }
    for one in &mut found {
        one.leg.get_or_insert(Leg::Inbound);
    }
    found
}

fn not_read(case: &Case<'_>, unread: &OwnUnread) -> Finding {
    let template = if unread.denied { &NOT_READ } else { &ABSENT };
    let finding = Finding::new(Code::OwnCertificate, template, unread.place.clone())
        .with("places", vec![unread.place.clone()])
        .with("why", &unread.reason)
        .with("again", case.again());
    // Nobody asked for what Postfix's settings name.
    let asked = matches!(unread.source, OwnSource::Asked | OwnSource::Exchange);
    if asked { finding } else { finding.weighing(Weight::Supporting) }
}

/// Everything that is to be said of one certificate: what is wrong, or that nothing is.
fn judge(case: &Case<'_>, own: &OwnSeen<'_>) -> Vec<Finding> {
    let (from, until) = own.validity();
    let label = own.label();
    let certificate = own.chain.first();
    let say = |template: &'static Template| {
        let at = case.judged_at();
        let asked = if own.is_asked() { Weight::Decisive } else { Weight::Supporting };
        let weight = if template.level == Level::Unknown { Weight::Supporting } else { asked };
        Finding::new(Code::OwnCertificate, template, label.clone())
            .weighing(weight)
            .with("places", own.places())
            .with("from", from.map(|from| from.to_string()).unwrap_or_default())
            .with("until", until.map(|until| until.to_string()).unwrap_or_default())
            .with("now", case.times.as_of)
            .with("at", at)
            .with("days", until.map_or(0, |until| at.days_until(until)))
            .with("margin", MARGIN_DAYS)
            .with("again", again(case, own.facts.first()))
    };
    let not_told = || message!("words-place-not-told", "(not told)").into();
    let mut found = Vec::new();
    found.extend(out_of_time(case, own).map(say));
    match own.key() {
        OwnKey::Absent => found.push(say(&NO_KEY)),
        OwnKey::Present { place, access: KeyAccess::Refused } => {
            found.push(say(&KEY_REFUSED).with("key", place.as_ref().map_or_else(not_told, Arg::from)));
        }
        OwnKey::Present { access: KeyAccess::NotKnown(why), .. } => found.push(say(&KEY_NOT_KNOWN).with("key", why)),
        OwnKey::NotSeen | OwnKey::Present { access: KeyAccess::NotAsked | KeyAccess::Allowed, .. } => {}
    }
    found.extend(names(case, own, &say));
    let Some(certificate) = certificate else {
        found.push(say(&DESCRIBED));
        return found;
    };
    if own.is_of_server() && !KeyPurpose::Server.is_named_by(certificate) {
        found.push(say(&NOT_FOR_SERVERS));
    }
    let end = case.own_end(own);
    if own.is_of_client() {
        let ends = case.client_use_end(certificate, end.as_ref().map(|(end, _)| end));
        let said = match ends {
            _ if !KeyPurpose::Client.is_named_by(certificate) => Some(say(&NOT_FOR_CLIENTS)),
            Some(ends) => {
                let said = say(&CLIENT_USE_ENDS).with("by", &ends.by).with("source", &ends.source);
                // A renewal before that day may still have both.
                let level = if ends.on <= certificate.not_after() { Level::Warning } else { Level::Notice };
                Some(said.with("on", ends.on.date()).at(level))
            }
            None => None,
        };
        found.extend(said.map(|said| Finding { leg: Some(Leg::Outbound), ..said }));
    }
    let mut root = Shown::new("");
    if let Some((end, chain)) = end {
        match &end {
            OwnEnd::Public(name) => root = name.clone(),
            OwnEnd::OfThisHost(name) => {
                root = name.clone();
                found.push(say(&OF_OWN_CA).with("root", name));
            }
            // What Debian gives to Postfix until somebody else does.
            OwnEnd::SelfSigned if !own.is_asked() => found.push(say(&SELF_SIGNED).at(Level::Notice)),
            OwnEnd::SelfSigned => found.push(say(&SELF_SIGNED)),
            OwnEnd::UnknownRoot(name) => found.push(say(&UNKNOWN_ROOT).with("root", name)),
            OwnEnd::NoIssuer(issuer) => found.push(say(&INCOMPLETE).with("issuer", issuer)),
            OwnEnd::Broken(at, why) => found.push(say(&BROKEN).with("issuer", at).with("why", why.clone())),
            OwnEnd::NotKnown(at, why) => {
                found.push(say(&NOT_JUDGED).with("issuer", at.clone()).with("why", why.clone()));
            }
        }
        found.extend(weakness(certificate, &chain).map(|why| say(&WEAK).with("why", why)));
    }
    // What is only worth knowing stands beside the pass.
    if found.iter().all(|one| one.level == Level::Notice) && !root.as_str().is_empty() {
        let said = say(&GOOD).with("issuer", certificate.issuer().label()).with("root", root);
        found.insert(0, said.with("uses", own.uses()).with("key", own.key_words()));
    }
    found
}

fn out_of_time(case: &Case<'_>, own: &OwnSeen<'_>) -> Option<&'static Template> {
    let (from, until) = own.validity();
    let (now, at) = (case.times.as_of, case.judged_at());
    match (from, until) {
        (_, Some(until)) if until < now => Some(&EXPIRED),
        (Some(from), _) if from > now => Some(&NOT_YET),
        (_, Some(until)) if until < at => Some(&ENDS_BEFORE),
        (_, Some(until)) if at.days_until(until) < MARGIN_DAYS => Some(&ENDS_SOON),
        _ => None,
    }
}

/// Whether it bears names, and this host's among them. A host that tells its short name alone is compared by that.
fn names(case: &Case<'_>, own: &OwnSeen<'_>, say: &dyn Fn(&'static Template) -> Finding) -> Option<Finding> {
    let names = own.names();
    if names.is_empty() {
        return own.chain.first().map(|_| say(&NO_NAMES));
    }
    let host = case.observed.host.name.as_ref()?;
    let known = host.as_str().to_ascii_lowercase();
    let is_own = |name: &String| match (name.strip_prefix("*."), known.split_once('.')) {
        (Some(domain), Some((_, of_host))) => domain == of_host,
        // Whose names a wildcard covers can't be told by a short name.
        (Some(_), None) => true,
        (None, Some(_)) => *name == known,
        (None, None) => name.split('.').next() == Some(known.as_str()),
    };
    let shown: Vec<Shown> = names.iter().take(SHOWN_NAMES).map(|name| Shown::new(name)).collect();
    (!names.iter().any(is_own)).then(|| say(&OTHER_NAMES).with("names", shown).with("host", host))
}

/// The command that looks again, at the same certificate.
fn again(case: &Case<'_>, facts: Option<&&OwnCertificate>) -> String {
    let option = match facts.map(|facts| (facts.source, &facts.place)) {
        Some((OwnSource::Asked, place)) => format!(" --own-certificate {place}"),
        Some((OwnSource::Exchange, place)) => format!(" --exchange-certificates {place}"),
        Some((OwnSource::PostfixServer | OwnSource::PostfixClient, _)) | None => String::new(),
    };
    format!("{}{option}", case.again())
}
