//! The model of `certready verify`: one chain, each certificate with what is known of it and which source says so. As with
//! the report of a run, renderers decide nothing.

use crate::finding::Verdict;
use crate::pki::chain::{
    Chain, Material, Member, Outcome, Revocation, Role, Said, Source, SourceId, Standing, Terms, Unknown,
};
use crate::pki::ocsp::CertId;
use crate::pki::{Certificate, Strength};
use crate::vocabulary::{Shown, Timestamp};

/// What stands around a chain: whose anchors they are, and the places of what is at hand.
#[derive(Clone, Debug)]
pub struct ChainFacts {
    /// The version of the certready that judged.
    pub tool: Shown,
    /// How many trust anchors there are, and whose.
    pub anchors: String,
    /// The place of each CRL of the material.
    pub crl_places: Vec<Shown>,
    /// The place of each OCSP answer of the material.
    pub answer_places: Vec<Shown>,
    /// What could not be used.
    pub unused: Vec<UnusedRow>,
}

/// A chain, judged, as it is shown.
#[derive(Clone, Debug)]
pub struct ChainReport {
    /// The version of the certready that judged.
    pub tool: Shown,
    /// The outcome: ready for good, not ready for revoked and invalid, undetermined for unknown.
    pub verdict: Verdict,
    /// The outcome's own word: good, revoked, unknown or invalid.
    pub outcome: &'static str,
    /// The stable word for its reason. None for good.
    pub cause: Option<&'static str>,
    /// The reason, in a sentence that names the certificate. None for good.
    pub why: Option<String>,
    /// The time that was judged, UTC.
    pub at: Timestamp,
    /// The greatest age of revocation data in seconds. None: none was asked for.
    pub max_age: Option<i64>,
    /// What the certificate is to be used for: any, server or client.
    pub purpose: &'static str,
    /// Whether revocation was asked for: require or off.
    pub revocation: &'static str,
    /// How many trust anchors there were, and whose.
    pub anchors: String,
    /// The target first. Empty where the first file begins with no certificate.
    pub certificates: Vec<ChainRow>,
    /// What could not be used.
    pub unused: Vec<UnusedRow>,
}

/// A certificate of a chain.
#[derive(Clone, Debug)]
pub struct ChainRow {
    /// target, intermediate or anchor.
    pub role: &'static str,
    /// What it is called.
    pub label: Shown,
    /// Its subject.
    pub subject: String,
    /// Its issuer, by its own word.
    pub issuer: String,
    /// Its serial, in hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate.
    pub sha256: String,
    /// The first second of its validity, UTC.
    pub not_before: Timestamp,
    /// The last second of its validity, UTC.
    pub not_after: Timestamp,
    /// good, revoked, unknown or invalid.
    pub outcome: &'static str,
    /// The stable word for the reason. None for good.
    pub cause: Option<&'static str>,
    /// The reason. None for good.
    pub why: Option<String>,
    /// When it was revoked, UTC. None where it is not.
    pub revoked_at: Option<Timestamp>,
    /// The reason of the revocation. None where it is not revoked, or the CA does not say.
    pub reason: Option<String>,
    /// Why its signature, which verified, is weak. Empty where it is not, and of an anchor, whose signature is not asked.
    pub weak: Vec<String>,
    /// The CRLs and OCSP answers that speak of it.
    pub sources: Vec<SourceRow>,
}

/// A CRL or an OCSP answer, for one certificate.
#[derive(Clone, Debug)]
pub struct SourceRow {
    /// crl or ocsp.
    pub kind: &'static str,
    /// Where it was read.
    pub place: Shown,
    /// good where it speaks for a certificate that it does not list, revoked, or unknown where it proves nothing.
    pub outcome: &'static str,
    /// The stable word for why it proves nothing. None where it proves something.
    pub cause: Option<&'static str>,
    /// Why it proves nothing. None where it proves something.
    pub why: Option<String>,
    /// Who issued it, by its own word.
    pub by: String,
    /// thisUpdate, UTC. None for an answer that says nothing of the certificate.
    pub this_update: Option<Timestamp>,
    /// nextUpdate, UTC. None where it has none.
    pub next_update: Option<Timestamp>,
    /// The CRL's number in decimal digits. None where it has none, and of OCSP answers.
    pub number: Option<String>,
    /// Whether it is a delta CRL, to the base of this number in decimal digits. None: it is complete, or no CRL.
    pub delta_to: Option<String>,
    /// Where deltas to the CRL are published. Empty: nowhere.
    pub freshest: Vec<String>,
}

/// Something that was given and could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedRow {
    /// Where it stands.
    pub place: Shown,
    /// Why it could not be used.
    pub why: Shown,
}

impl ChainReport {
    /// The model of a chain. None for the chain: there was no certificate to judge.
    pub fn build(chain: Option<&Chain>, material: &Material, terms: &Terms, facts: ChainFacts) -> Self {
        let outcome = chain.map_or(Outcome::Unknown, Chain::outcome);
        let decisive = chain.and_then(Chain::decisive).filter(|_| outcome != Outcome::Good);
        let undecodable =
            || "It is not known with which certificate the first file begins: see what is not used.".to_owned();
        let (cause, why) = match (decisive, outcome) {
            (Some(member), _) => (member.standing.word(), member_why(member)),
            (None, Outcome::Good) => (None, None),
            (None, _) => (Some("undecodable"), Some(undecodable())),
        };
        let members = chain.map(|chain| chain.members.as_slice()).unwrap_or_default();
        let rows = members.iter().enumerate().map(|(place, member)| {
            let issuer = members.get(place.saturating_add(1)).map(|above| &above.certificate);
            row(place, member, issuer, material, &facts)
        });
        let certificates = rows.collect();
        Self {
            tool: facts.tool,
            verdict: match outcome {
                Outcome::Good => Verdict::Ready,
                Outcome::Unknown => Verdict::Undetermined,
                Outcome::Revoked | Outcome::Invalid => Verdict::NotReady,
            },
            outcome: outcome.word(),
            cause,
            why: why.map(|why| {
                let of = decisive.map(|member| format!("{}: ", member.certificate.label())).unwrap_or_default();
                let beside = if is_something_missing(cause) { not_used(&facts.unused) } else { String::new() };
                format!("{of}{why}{beside}")
            }),
            at: terms.at,
            max_age: terms.max_age,
            purpose: terms.purpose.word(),
            revocation: match terms.revocation {
                Revocation::Required => "require",
                Revocation::Off => "off",
            },
            anchors: facts.anchors,
            certificates,
            unused: facts.unused,
        }
    }
}

/// Whether the reason is that something is not at hand, which may be what could not be used.
fn is_something_missing(cause: Option<&str>) -> bool {
    matches!(cause, Some("undecodable" | "no-data" | "no-issuer" | "sources-unread" | "anchors-incomplete"))
}

/// What could not be used, as the end of a sentence: the first by name. Empty where there is nothing.
fn not_used(unused: &[UnusedRow]) -> String {
    match unused {
        [] => String::new(),
        [one] => format!("; not used: {}: {}", one.place, one.why),
        [first, more @ ..] => format!("; not used: {}: {}, and {} more", first.place, first.why, more.len()),
    }
}

fn row(
    place: usize,
    member: &Member,
    issuer: Option<&Certificate>,
    material: &Material,
    facts: &ChainFacts,
) -> ChainRow {
    let certificate = &member.certificate;
    let (revoked_at, reason) = match &member.standing {
        Standing::Revoked(revoked) => (Some(revoked.at), revoked.reason.map(|reason| reason.to_string())),
        _ => (None, None),
    };
    let weak = match &member.strength {
        Some(Strength::Weak(why)) => why.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    ChainRow {
        role: match (member.role, place) {
            (_, 0) => "target",
            (Role::Anchor, _) => "anchor",
            (Role::Below, _) => "intermediate",
        },
        label: certificate.label(),
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        serial: certificate.serial().to_string(),
        sha256: certificate.fingerprint().to_string(),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        outcome: member.standing.outcome().word(),
        cause: member.standing.word(),
        why: member_why(member),
        revoked_at,
        reason,
        weak,
        sources: member.sources.iter().map(|source| source_row(source, member, issuer, material, facts)).collect(),
    }
}

/// Why a certificate is not good. None where it is.
fn member_why(member: &Member) -> Option<String> {
    match &member.standing {
        Standing::Good => None,
        Standing::Revoked(revoked) => {
            let reason = revoked.reason.map(|reason| format!(", {reason}")).unwrap_or_default();
            Some(format!("it was revoked at {}{reason}", revoked.at))
        }
        Standing::Unknown(Unknown::Unusable(why)) => Some(why.to_string()),
        Standing::Unknown(why) => Some(why.to_string()),
        Standing::Invalid(fault) => Some(fault.to_string()),
    }
}

fn source_row(
    source: &Source,
    member: &Member,
    issuer: Option<&Certificate>,
    material: &Material,
    facts: &ChainFacts,
) -> SourceRow {
    let (outcome, cause, why) = match &source.said {
        Ok(Said::NotRevoked(_)) => ("good", None, None),
        Ok(Said::Revoked { .. }) => ("revoked", None, None),
        Err(why) => ("unknown", Some(why.word()), Some(why.to_string())),
    };
    let place = |places: &[Shown], index: usize| places.get(index).cloned().unwrap_or_else(|| Shown::new(""));
    let mut row = SourceRow {
        kind: "crl",
        place: Shown::new(""),
        outcome,
        cause,
        why,
        by: String::new(),
        this_update: None,
        next_update: None,
        number: None,
        delta_to: None,
        freshest: Vec::new(),
    };
    match source.id {
        SourceId::Crl(index) => {
            row.place = place(&facts.crl_places, index);
            let Some(reading) = material.crls.get(index) else { return row };
            row.by = reading.issuer.to_string();
            row.this_update = Some(reading.this_update);
            row.next_update = reading.next_update;
            row.number = reading.number.as_ref().map(crate::pki::crl::CrlNumber::decimal);
            row.delta_to = reading.completeness.base();
            row.freshest = reading.freshest_places().map(|place| Shown::new(&place).to_string()).collect();
        }
        SourceId::Answer(index) => {
            row.kind = "ocsp";
            row.place = place(&facts.answer_places, index);
            let Some(answer) = material.answers.get(index) else { return row };
            row.by = answer.responder.to_string();
            let ids = issuer.map(|issuer| CertId::all_of(&member.certificate, issuer)).unwrap_or_default();
            let single = answer.singles.iter().find(|single| ids.contains(&single.id));
            row.this_update = single.map(|single| single.this_update);
            row.next_update = single.and_then(|single| single.next_update);
        }
    }
    row
}
