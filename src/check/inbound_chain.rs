//! `inbound-chain`: whether the certificate that the service presents as a client, where it sends to this host, will be believed.
//! By the policy's chain, with the purpose of clients, against this host's store; and by what Exchange's own receive logs tell,
//! where they were given. What neither shows was not observed, and is said so.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, Issuer, ServiceClient, ServiceLog};
use crate::finding::{Cause, Code, Finding, Leg, Level, Owner, Phase, Template, Weight};
use crate::language::{Arg, Message, Say, message};
use crate::observation::LogVerdict;
use crate::pki::path::{Ground, KeyPurpose, PathFault, path_of_issuer};
use crate::pki::{Certificate, known};
use crate::policy::Anchor;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::InboundChain,
    question: "Will the certificate hold that the service presents as a client, where it sends to this host?",
    citation: "RFC 5280 §6.1 and §4.2.1.12; Microsoft, \"Protocol logging\" and Set-ReceiveConnector -TlsDomainCapabilities",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[
        &HOLDS,
        &NOT_FOR_CLIENTS,
        &ELSEWHERE,
        &LIMITED,
        &SEEN,
        &SEEN_RETIRING,
        &STILL_RETIRING,
        &SEEN_OTHER,
        &REFUSED,
        &REFUSED_EARLIER,
        &PASSED_OVER,
        &TLS_FAILED,
        &NOT_IN_LOG,
        &LOG_NOT_READ,
    ],
    run,
};

static HOLDS: Template = Template {
    id: "inbound-chain.holds",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{path}: good for clients at {at}; by the policy alone, because what the service presents as a client was not observed",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "",
    verify: "",
};
static NOT_FOR_CLIENTS: Template = Template {
    id: "inbound-chain.not-for-clients",
    level: Level::Notice,
    cause: Some(Cause::PurposeMissing),
    owner: Some(Owner::Pki),
    observed: "{broken} is for servers alone: what the service presents as a client must have another chain to be believed, and the policy does not know it",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "Give --smtp-log, so that Exchange's own log tells which chain it is, and whether it held.",
    verify: "{again} --smtp-log DIR",
};
static ELSEWHERE: Template = Template {
    id: "inbound-chain.elsewhere",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "{why}",
    required: "nothing here: {check} speaks of that",
    next: "",
    verify: "",
};
static LIMITED: Template = Template {
    id: "inbound-chain.limited",
    level: Level::Failure,
    cause: Some(Cause::RootConstrained),
    owner: Some(Owner::RootStore),
    observed: "every copy of {root} that services read is limited to other uses than clients",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "Lift the limit in the certificate's properties (certlm.msc, \"Enable all purposes for this certificate\").",
    verify: "certready store find {wanted}",
};
static SEEN: Template = Template {
    id: "inbound-chain.seen",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "Exchange's log has it in {sessions} sessions from {first} to {last}, issued by {issuer}, of the new chain; {said}",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "",
    verify: "",
};
static SEEN_RETIRING: Template = Template {
    id: "inbound-chain.seen-retiring",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "Exchange's log has it in {sessions} sessions from {first} to {last}, issued by {issuer}, of the old chain; {said}",
    required: "the old chain until {until}",
    next: "",
    verify: "",
};
static STILL_RETIRING: Template = Template {
    id: "inbound-chain.still-retiring",
    level: Level::Warning,
    cause: Some(Cause::WrongRoot),
    owner: Some(Owner::Partner),
    observed: "Exchange's log has it in {sessions} sessions from {first} to {last}, issued by {issuer}, of the old chain; {said}",
    required: "the new chain from {until} on",
    next: "Keep the retiring root where it is, and compare the cutover with the policy's sources: this leg may move later.",
    verify: "{again} --smtp-log DIR",
};
static SEEN_OTHER: Template = Template {
    id: "inbound-chain.seen-other",
    level: Level::Notice,
    cause: None,
    owner: Some(Owner::Pki),
    observed: "Exchange's log has it in {sessions} sessions from {first} to {last}, issued by {issuer}, which is no certificate of the policy; {said}",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "Find out which root that issuer leads to: it must be in LocalMachine\\Root as well.",
    verify: "certready store find \"{issuer_name}\"",
};
static REFUSED: Template = Template {
    id: "inbound-chain.refused",
    level: Level::Failure,
    cause: Some(Cause::ChainRefused),
    owner: Some(Owner::RootStore),
    observed: "Exchange's log says of the certificate {thumbprint}, issued by {issuer}: {said}, last at {last}",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "See which root its issuer leads to, and whether this host trusts it and reaches its revocation data. With TlsDomainCapabilities the mail is refused or loses its internal status.",
    verify: "{again} --smtp-log DIR",
};
static REFUSED_EARLIER: Template = Template {
    id: "inbound-chain.refused-earlier",
    level: Level::Warning,
    cause: Some(Cause::ChainRefused),
    owner: Some(Owner::RootStore),
    observed: "Exchange's log says of the certificate {thumbprint}, issued by {issuer}: {said}; it held again later",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "See what was different then: revocation data that could not be reached, for instance.",
    verify: "{again} --smtp-log DIR",
};
static PASSED_OVER: Template = Template {
    id: "inbound-chain.revocation-passed-over",
    level: Level::Warning,
    cause: Some(Cause::RetrievalFailed),
    owner: Some(Owner::Firewall),
    observed: "Exchange's log says of the certificate {thumbprint}, issued by {issuer}: {said}; Exchange let that pass",
    required: "revocation that can be learnt for the inbound leg as well",
    next: "Open the way to the CRLs and responders of that issuer: what is let pass today is refused by a stricter setting.",
    verify: "{again} --smtp-log DIR",
};
static TLS_FAILED: Template = Template {
    id: "inbound-chain.tls-failed",
    level: Level::Warning,
    cause: Some(Cause::TlsHandshake),
    owner: Some(Owner::Exchange),
    observed: "Exchange's log says of sessions of {target}: TLS negotiation failed with error {said}, {sessions} times, last at {last}",
    required: "TLS with the service",
    next: "See the versions and cipher suites that this host offers (host-tls), and its own certificate (own-certificate).",
    verify: "{again} --smtp-log DIR",
};
static NOT_IN_LOG: Template = Template {
    id: "inbound-chain.not-in-log",
    level: Level::Notice,
    cause: None,
    owner: Some(Owner::Exchange),
    observed: "{lines} lines of {files} logs, from {first} to {last}, have no certificate of the service",
    required: "the service's certificate must hold as a client's as well: the inbound leg",
    next: "Log verbosely on the connector that receives from the service (Set-ReceiveConnector -ProtocolLoggingLevel Verbose), and name the folder of the front end as well.",
    verify: "{again} --smtp-log DIR",
};
static LOG_NOT_READ: Template = Template {
    id: "inbound-chain.log-not-read",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::Exchange),
    observed: "{target}: {why}",
    required: "a log that can be read",
    next: "Run as an account that may read it, and name the folder of the receive logs.",
    verify: "{again} --smtp-log DIR",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut found = by_policy(case);
    if let Some(log) = case.service_log() {
        found.extend(by_log(case, &log));
    }
    for one in &mut found {
        one.leg = Some(Leg::Inbound);
    }
    found
}

/// What the policy's chain says, of each end of it.
fn by_policy(case: &Case<'_>) -> Vec<Finding> {
    let policy = case.policy;
    let candidates: Vec<Certificate> = policy.certificates().cloned().collect();
    let anchors: Vec<Certificate> = policy.incoming.iter().flat_map(|anchor| &anchor.known).cloned().collect();
    let ground = Ground { candidates: &candidates, anchors: &anchors, at: case.judged_at() };
    let issues = |label: &str| policy.intermediates.iter().any(|other| other.issuer == label);
    let between = policy.intermediates.iter().filter(|one| !issues(&one.label));
    let between = between.map(|one| (one.label.as_str(), &one.certificate));
    // Without an intermediate the service's certificate hangs on the anchor itself.
    let bare = policy.incoming.iter().filter(|anchor| !issues(&anchor.label));
    let bare = bare.filter_map(|anchor| Some((anchor.label.as_str(), anchor.known.first()?)));
    between.chain(bare).map(|(label, end)| judge(case, label, end, ground)).collect()
}

fn judge(case: &Case<'_>, label: &str, end: &Certificate, ground: Ground<'_>) -> Finding {
    let say =
        |template| Finding::new(Code::InboundChain, template, label).with("at", ground.at).with("again", case.again());
    let elsewhere = |why: &'static Message, check: Code| {
        say(&ELSEWHERE).weighing(Weight::Supporting).with("why", why).with("check", check.word())
    };
    let path = match path_of_issuer(end, ground, KeyPurpose::Client) {
        Ok(path) => path,
        Err(broken) if matches!(broken.fault, PathFault::Purpose { .. }) => {
            return say(&NOT_FOR_CLIENTS).weighing(Weight::Supporting).with("broken", broken.certificate.label());
        }
        Err(_) => {
            return elsewhere(message!("words-no-path-judged", "no path through it can be judged"), Code::PathValid);
        }
    };
    let is_last = |anchor: &&Anchor| path.last().is_some_and(|last| anchor.is(last));
    let Some(root) = case.policy.incoming.iter().find(is_last) else {
        return elsewhere(message!("words-no-incoming-root", "it leads to no incoming root"), Code::PathValid);
    };
    if !case.examined.store.iter().any(|entry| root.is(&entry.certificate)) {
        return elsewhere(message!("words-root-in-no-store", "its root is in no store that counts"), Code::RootPresent);
    }
    if is_limited(case, root) {
        // That it fails is root-trusted's to say; which leg it fails is said here.
        let said = say(&LIMITED).weighing(Weight::Supporting);
        return said.with("root", root.label.as_str()).with("wanted", root.wanted());
    }
    let path: Vec<String> = path.iter().map(|one| one.label().to_string()).collect();
    say(&HOLDS).with("path", Shown::new(&path.join(" → ")))
}

/// Whether Windows' stores leave no copy of a root that services read the use of clients.
fn is_limited(case: &Case<'_>, root: &Anchor) -> bool {
    let (client, any) = (known::CLIENT_AUTH.to_string(), known::ANY_EXTENDED_KEY_USAGE.to_string());
    let stored = case.stored_root(root);
    let mut copies = stored.iter().filter(|one| one.kept.is_of_services()).peekable();
    let leaves = |usages: &Option<Vec<Shown>>| {
        usages.as_ref().is_none_or(|usages| usages.iter().any(|use_| [&client, &any].contains(&&use_.to_string())))
    };
    copies.peek().is_some() && copies.all(|one| !leaves(&one.kept.usages))
}

/// What Exchange's own log says.
fn by_log(case: &Case<'_>, log: &ServiceLog<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = log.clients.iter().flat_map(|client| seen(case, client)).collect();
    let say = |template, target: &Shown| {
        Finding::new(Code::InboundChain, template, target.clone())
            .weighing(Weight::Supporting)
            .with("target", target)
            .with("again", case.again())
    };
    for failure in &log.failures {
        let said = say(&TLS_FAILED, &failure.ehlo).with("said", &failure.error);
        found.push(said.with("sessions", failure.count).with("last", failure.last));
    }
    for unread in &log.log.unread {
        found.push(say(&LOG_NOT_READ, &unread.place).with("why", &unread.reason));
    }
    if let (true, Some(from), Some(until)) = (log.clients.is_empty(), log.log.from, log.log.until) {
        let said =
            say(&NOT_IN_LOG, &Shown::new("--smtp-log")).with("lines", log.log.lines).with("files", log.log.files);
        found.push(said.with("first", from).with("last", until));
    }
    found
}

/// One certificate of the service's: whose it is, and what Exchange said of it.
fn seen(case: &Case<'_>, client: &ServiceClient<'_>) -> Vec<Finding> {
    let seen = client.seen;
    let until = case.times.rollout_until(case.policy);
    let last = client.last_said();
    let said: Arg = match last {
        None => message!("words-log-says-nothing", "Exchange says nothing of its chain").into(),
        Some(word) if word.about == LogVerdict::ChainHeld => {
            message!("words-log-chain-held", "Exchange took its chain").into()
        }
        Some(word) => {
            Say::new(message!("words-log-says", "of its chain it says {word}")).with("word", &word.word).into()
        }
    };
    let say = |template, said: Arg| {
        let target = if seen.subject.as_str().is_empty() { &seen.thumbprint } else { &seen.subject };
        Finding::new(Code::InboundChain, template, target.clone())
            .with("sessions", seen.sessions)
            .with("first", seen.first)
            .with("last", seen.last)
            .with("issuer", &seen.issuer)
            .with(
                "issuer_name",
                seen.issuer.as_str().split("CN=").last().and_then(|cn| cn.split(',').next()).unwrap_or(""),
            )
            .with("thumbprint", &seen.thumbprint)
            .with("until", until)
            .with("said", said)
            .with("again", case.again())
    };
    let template = match client.issuer {
        Issuer::Incoming => &SEEN,
        Issuer::Retiring if case.phase == Phase::After && seen.last >= until => &STILL_RETIRING,
        Issuer::Retiring => &SEEN_RETIRING,
        Issuer::Other => &SEEN_OTHER,
    };
    let mut found = Vec::new();
    for word in &seen.said {
        let held_since = last.is_some_and(|last| last.about < LogVerdict::ChainRefused && last.last > word.last);
        let template = match word.about {
            LogVerdict::ChainRefused if held_since => &REFUSED_EARLIER,
            LogVerdict::ChainRefused => &REFUSED,
            LogVerdict::CrlPassedOver => &PASSED_OVER,
            LogVerdict::ChainHeld | LogVerdict::Capabilities => continue,
        };
        found.push(say(template, Arg::from(&word.word)));
    }
    if !found.iter().any(|one| one.level == Level::Failure) {
        found.push(say(template, said));
    }
    found
}
