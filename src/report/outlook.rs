//! What happens if nothing is done: from which date what waits in a queue, is refused, or goes on without its authentication.
//! It follows from the verdict, what blocks, the client profile and the phase; where it does not follow, it says so.

use crate::case::{Case, Standing};
use crate::finding::{Client, Code, Phase, Purpose, Verdict};
use crate::language::{Message, Say, message};
use crate::observation::StoreOrigin;

use super::decision::Point;

/// One thing that follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// Of what it speaks: `From when`, `Outbound`, `Inbound` and so on.
    pub about: &'static Message,
    /// What follows, in sentences.
    pub says: Say,
}

/// What keeps a chain from being validated, as far as the codes of what blocks tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lacks {
    /// The chain does not lead to a root that counts.
    Trust,
    /// Revocation can't be learnt.
    Revocation,
    /// The service's certificate as a client is not believed.
    Inbound,
    /// A connector asks for another certificate.
    Connector,
    /// The service's certificate is for another name.
    Name,
    /// This host's own certificate will not do.
    Own,
    /// TLS does not come to stand.
    Transport,
}

/// What follows for a case.
pub(super) fn outlook(case: &Case<'_>, verdict: Verdict, blockers: &[Point]) -> Vec<Consequence> {
    let mut said = Vec::new();
    let mut say = |about, says: Say| said.push(Consequence { about, says });
    if case.policy.purpose == Purpose::Urls {
        say(message!("outlook-about-what-follows", "What follows"), of_urls(verdict).into());
        return said;
    }
    let successor = case.policy.superseded.as_ref().map_or("", |one| one.by.as_str());
    if case.standing == Standing::Superseded {
        let words = message!(
            "outlook-superseded",
            "Nothing follows from this report: the policy is superseded by {successor}. Judge by that one."
        );
        say(message!("outlook-about-what-follows", "What follows"), Say::new(words).with("successor", successor));
        return said;
    }
    if matches!(verdict, Verdict::Ready | Verdict::ReadyWithWarnings) {
        say(message!("outlook-about-from-when", "From when"), from_when(case, successor));
        say(message!("outlook-about-mail", "Mail"), goes_on(case.client).into());
        let until = super::build::valid_until(case);
        say(
            message!("outlook-about-until-when", "Until when"),
            Say::new(message!(
                "outlook-until",
                "This holds until {until} at the most: CRLs end, proxies and firewalls change."
            ))
            .with("until", until),
        );
        return said;
    }
    if verdict == Verdict::Undetermined {
        let words = message!(
            "outlook-not-known",
            "Not known. What stands below is the worst of it: what comes where the open questions turn out badly."
        );
        say(message!("outlook-about-how-sure", "How sure"), words.into());
    }
    say(message!("outlook-about-from-when", "From when"), from_when(case, successor));
    let lacks: Vec<Lacks> =
        ALL.into_iter().filter(|lack| blockers.iter().any(|one| lacks(one.code) == Some(*lack))).collect();
    if lacks.is_empty() {
        say(
            message!("outlook-about-mail", "Mail"),
            message!("outlook-mail-open", "What happens to mail does not follow from what blocks: see each finding.")
                .into(),
        );
        return said;
    }
    let has = |lack| lacks.contains(&lack);
    let chain = has(Lacks::Trust) || has(Lacks::Revocation);
    if chain {
        say(message!("outlook-about-outbound", "Outbound"), outbound(case, &lacks));
    }
    if chain || has(Lacks::Inbound) {
        say(message!("outlook-about-inbound", "Inbound"), inbound(case.client).into());
    }
    if has(Lacks::Connector) {
        say(message!("outlook-about-connectors", "Connectors"), (&CONNECTOR).into());
    }
    if has(Lacks::Name) {
        say(message!("outlook-about-its-name", "Its name"), (&NAME).into());
    }
    if has(Lacks::Transport) {
        say(message!("outlook-about-tls-itself", "TLS itself"), (&TRANSPORT).into());
    }
    if has(Lacks::Own) {
        say(message!("outlook-about-own-certificate", "This host's own certificate"), (&OWN).into());
    } else if case.client != Client::OpensslNoRevocation {
        say(message!("outlook-about-not-this", "Not this"), (&OWN_CERTIFICATE).into());
    }
    said
}

/// All of them, in the order in which they are told.
const ALL: [Lacks; 7] =
    [Lacks::Trust, Lacks::Revocation, Lacks::Inbound, Lacks::Connector, Lacks::Name, Lacks::Transport, Lacks::Own];

const fn lacks(code: Code) -> Option<Lacks> {
    match code {
        Code::RootPresent
        | Code::RootScope
        | Code::RootTrusted
        | Code::RootAutoUpdate
        | Code::RootValidity
        | Code::RetiringRoot
        | Code::IntermediatePresent
        | Code::IntermediateValidity
        | Code::PathValid
        | Code::OsChain
        | Code::RestartPending
        | Code::ServiceChain
        | Code::StoreComplete
        | Code::AiaChains => Some(Lacks::Trust),
        Code::WayOut
        | Code::RevocationPath
        | Code::EndpointReachable
        | Code::EndpointGenuine
        | Code::EndpointTls
        | Code::EndpointTimely
        | Code::OsRetrieval
        | Code::CrlSigned
        | Code::CrlScope
        | Code::CrlFresh
        | Code::OcspSigned
        | Code::OcspStatus
        | Code::OcspFresh
        | Code::OcspMethods => Some(Lacks::Revocation),
        Code::InboundChain => Some(Lacks::Inbound),
        Code::ConnectorPins => Some(Lacks::Connector),
        Code::ServiceIdentity => Some(Lacks::Name),
        Code::OwnCertificate => Some(Lacks::Own),
        Code::ServiceReachable | Code::ServiceTls | Code::HostTls => Some(Lacks::Transport),
        _ => None,
    }
}

fn from_when(case: &Case<'_>, successor: &str) -> Say {
    let (times, policy) = (case.times, case.policy);
    let (from, until) = (times.rollout_from(policy), times.rollout_until(policy));
    let says = match case.phase {
        _ if case.standing == Standing::JudgedForItsDate => message!(
            "outlook-from-its-date",
            "At {cutover}, the date that was asked for. Of today nothing follows: the policy is superseded by {successor}."
        ),
        Phase::Before if from < until => message!(
            "outlook-from-rollout",
            "From {from}, when the new chain may first be presented; for every connection from {until} on."
        ),
        Phase::Before => message!("outlook-from-cutover", "From {cutover} on, when the service moves."),
        Phase::Overlap => message!(
            "outlook-from-now-on",
            "Now, wherever the new chain is presented already; for every connection from {until} on."
        ),
        Phase::After => message!("outlook-from-before", "Now: the new chain is the only one since {until}."),
    };
    let says = Say::new(says).with("cutover", times.cutover).with("successor", successor);
    says.with("from", from).with("until", until)
}

fn of_urls(verdict: Verdict) -> &'static Message {
    match verdict {
        Verdict::Ready | Verdict::ReadyWithWarnings => {
            message!(
                "outlook-urls-ready",
                "Nothing is expected to fail for want of these URLs. No date hangs on this: nothing rotates here."
            )
        }
        Verdict::NotReady => {
            message!(
                "outlook-urls-not-ready",
                "A host that validates learns nothing of revocation by the URLs that fail, and mail queues for that \
             (RevocationCheckFailure) where a chain has no other source. From when is not known here: what the host keeps \
             of earlier answers hides it until they end."
            )
        }
        Verdict::Undetermined => message!(
            "outlook-urls-undetermined",
            "Not known: what was not looked at may fail for a host that validates."
        ),
    }
}

fn goes_on(client: Client) -> &'static Message {
    match client {
        Client::SchannelValidating => {
            message!(
                "outlook-goes-on-validating",
                "No mail is expected to queue, to be refused or to lose its authentication by this rotation, as far as it was \
             judged."
            )
        }
        Client::SchannelOpportunistic => {
            message!(
                "outlook-goes-on-opportunistic",
                "No mail is expected to queue or to be refused by this rotation. It stays encrypted and unauthenticated, before \
             it and after: this client ignores trust."
            )
        }
        Client::OpensslNoRevocation => {
            message!(
                "outlook-goes-on-openssl",
                "No mail is expected to queue, to be refused or to lose its authentication by this rotation. Revocation is not \
             asked for by this client."
            )
        }
    }
}

fn outbound(case: &Case<'_>, lacks: &[Lacks]) -> Say {
    let (trust, revocation) = (lacks.contains(&Lacks::Trust), lacks.contains(&Lacks::Revocation));
    match case.client {
        Client::SchannelValidating => {
            let words = match (trust, revocation) {
                (true, false) => {
                    message!("outlook-error-trust", "`454 4.7.5`: the certificate of the service can't be validated")
                }
                (false, _) => message!(
                    "outlook-error-revocation",
                    "`454 4.7.5` with `RevocationCheckFailure`, which is `CRYPT_E_REVOCATION_OFFLINE (0x80092013)`; what \
                     Windows keeps of earlier answers hides it until they end"
                ),
                (true, true) => message!(
                    "outlook-error-both",
                    "`454 4.7.5`: the certificate of the service can't be validated, nor its revocation learnt \
                     (`RevocationCheckFailure`)"
                ),
            };
            let says = message!(
                "outlook-outbound-validating",
                "Mail from this host to the service queues on this host, wherever a connector validates \
                 (CertificateValidation, DomainValidation): {words}. What waits longer than Exchange's message expiration (two days \
                 unless it was changed) is returned to its sender. A connector that does not validate sends all the same: \
                 encrypted, and unauthenticated."
            );
            Say::new(says).with("words", words)
        }
        Client::SchannelOpportunistic => message!(
            "outlook-outbound-opportunistic",
            "Mail from this host to the service goes on: encrypted, and unauthenticated, before the rotation and after it."
        )
        .into(),
        Client::OpensslNoRevocation => {
            let level = match &case.observed.store.origin {
                StoreOrigin::Postfix(postfix) => postfix.level.as_ref(),
                _ => None,
            };
            let says = message!(
                "outlook-outbound-openssl",
                "Where Postfix' smtp_tls_security_level is `verify` or `secure`, mail from this host to the service is \
                 deferred (`4.7.5 Server certificate not trusted`) and returned after maximal_queue_lifetime, five days unless \
                 it was changed. At `may` and `encrypt` it goes on: encrypted, and unauthenticated."
            );
            let here = message!("outlook-level-here", "Here it is `{level}`, unless a table says otherwise.");
            let here = level.map(|level| Say::new(here).with("level", level));
            Say::several([Some(Say::new(says)), here].into_iter().flatten())
        }
    }
}

fn inbound(client: Client) -> &'static Message {
    match client {
        Client::SchannelValidating | Client::SchannelOpportunistic => {
            message!(
                "outlook-inbound-schannel",
                "Mail from the service to this host: where a receive connector goes by the service's certificate \
             (TlsDomainCapabilities), this host can't validate it. The mail is refused with `454 4.7.5`, or taken without its \
             authentication, so that mail of one's own organisation counts as from outside. Which of the two is not known \
             here."
            )
        }
        Client::OpensslNoRevocation => {
            message!(
                "outlook-inbound-openssl",
                "Mail from the service to this host: it matters only where this host asks the service for a certificate and \
             relays by it. Whether it does is not known here."
            )
        }
    }
}

static CONNECTOR: Message = Message {
    id: "outlook-connector",
    english: "Where a connector asks for the certificate that the service leaves, mail by it queues (`454 4.7.5`) \
                         or is taken without its authentication: the finding connector-pins says which.",
};

static NAME: Message = Message {
    id: "outlook-name",
    english: "Where a connector holds the service to its name (DomainValidation), mail by it queues (`454 4.7.5`).",
};

static OWN: Message = Message {
    id: "outlook-own",
    english: "Where the service or a partner validates this host, mail to it waits there: Exchange Online says `450 4.4.317`. \
                   That hangs on this host's own certificate, and on no date of the rotation.",
};

static TRANSPORT: Message = Message {
    id: "outlook-transport",
    english: "Where TLS does not come to stand, a sender that requires it keeps mail in its queue, and one that may \
                         fall back sends in plaintext.",
};

static OWN_CERTIFICATE: Message = Message {
    id: "outlook-own-certificate",
    english: "`450 4.4.317` in the service's queue towards this host is about this host's own certificate: \
                               this rotation neither brings nor mends it.",
};
