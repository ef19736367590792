//! The certificates that this host presents, each once, and in what its chain ends: the questions of `own-certificate`.

use super::{Case, path_words, unknown_words};
use crate::language::{Arg, Message, Say, message};
use crate::observation::{KeyAccess, OwnCertificate, OwnKey, OwnSource};
use crate::pki::chain::{Chain, Material, Revocation, Standing as Known, Terms, Unknown, judge};
use crate::pki::path::{KeyPurpose, PathFault};
use crate::pki::{Certificate, KeyFacts, Strength, Weakness, public_roots};
use crate::policy::ClientAuthenticationEnd;
use crate::vocabulary::{Shown, Timestamp};

/// The shortest RSA key that public CAs sign (CA/Browser Forum, Baseline Requirements §6.1.5), in bits.
const SHORTEST_RSA_BITS: u32 = 2048;

/// A certificate that this host presents, whoever names it.
#[derive(Clone, Debug)]
pub struct OwnSeen<'a> {
    /// Each source that names it, at least one.
    pub facts: Vec<&'a OwnCertificate>,
    /// Its own certificate and those that were found beside it. Empty where its bytes were not given.
    pub chain: &'a [Certificate],
}

/// In what the chain of a host's own certificate ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnEnd {
    /// In a root of a public programme: its name.
    Public(Shown),
    /// In a root that this host trusts and no public programme does: its name.
    OfThisHost(Shown),
    /// It is signed with its own key.
    SelfSigned,
    /// In a root that neither this host nor a public programme trusts: its name.
    UnknownRoot(Shown),
    /// In a certificate whose issuer is not at hand: who that is.
    NoIssuer(Shown),
    /// It breaks at a certificate: which one, and why.
    Broken(Shown, Arg),
    /// That can't be told: at which certificate, and why.
    NotKnown(Arg, Arg),
}

impl<'a> Case<'a> {
    /// Every certificate that this host presents, each once.
    pub fn own_certificates(&self) -> Vec<OwnSeen<'a>> {
        let mut seen: Vec<OwnSeen<'a>> = Vec::new();
        let Some(own) = &self.observed.own else { return seen };
        for (facts, chain) in own.certificates.iter().zip(&self.examined.own) {
            let same = |one: &&mut OwnSeen<'a>| match (one.chain.first(), chain.first()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            };
            match seen.iter_mut().find(same) {
                Some(known) => {
                    known.facts.push(facts);
                    // One source may have more of the chain than another.
                    if chain.len() > known.chain.len() {
                        known.chain = chain;
                    }
                }
                None => seen.push(OwnSeen { facts: vec![facts], chain }),
            }
        }
        seen
    }

    /// In what the chain of one ends, as far as this host and its own files know the certificates between, and how it is signed.
    pub fn own_end(&self, own: &OwnSeen<'a>) -> Option<(OwnEnd, Chain)> {
        let certificate = own.chain.first()?;
        let entries = self.examined.store.iter().chain(&self.examined.passed_over);
        let beside = entries.map(|entry| entry.certificate.clone());
        let candidates: Vec<Certificate> = own.chain.iter().skip(1).cloned().chain(beside).collect();
        // What is out of its time is said by itself; its chain is asked at a time at which it holds.
        let at = self.judged_at().min(certificate.not_after()).max(certificate.not_before());
        let terms = Terms { at, max_age: None, purpose: KeyPurpose::Any, revocation: Revocation::Off };
        let to = |anchors: Vec<Certificate>, anchors_unread: usize| {
            let material = Material { candidates: candidates.clone(), anchors, anchors_unread, ..Material::default() };
            judge(certificate, &material, &terms)
        };
        let public = to(public_roots().to_vec(), 0);
        if let Some(root) = public.anchor().filter(|_| holds(&public)) {
            return Some((OwnEnd::Public(root.label()), public));
        }
        let store: Vec<Certificate> = self.examined.store.iter().map(|entry| entry.certificate.clone()).collect();
        let by_host = to(store, self.observed.store.unread.len());
        if let Some(root) = by_host.anchor().filter(|_| holds(&by_host)) {
            return Some((OwnEnd::OfThisHost(root.label()), by_host));
        }
        if certificate.is_self_issued() {
            return Some((OwnEnd::SelfSigned, by_host));
        }
        let end = match broken(&by_host) {
            // Exchange gives no more than the certificate; what stands beside it is in the stores of its own host.
            OwnEnd::NoIssuer(issuer) if self.is_of_another_host(own) => {
                let why =
                    message!("words-exchange-stores-not-read", "the stores of the host with Exchange were not read");
                OwnEnd::NotKnown(issuer.into(), why.into())
            }
            end => end,
        };
        Some((end, by_host))
    }

    /// Whether only Exchange's description names it, and the stores that were read are not Windows' own.
    fn is_of_another_host(&self, own: &OwnSeen<'_>) -> bool {
        self.windows_stores().is_none() && own.facts.iter().all(|facts| facts.source == OwnSource::Exchange)
    }

    /// The first end of client authentication that concerns a certificate: its CA's own, else, where its chain ends in a public
    /// root, one that concerns every public CA. None where the policy knows of none.
    pub fn client_use_end(&self, own: &Certificate, end: Option<&OwnEnd>) -> Option<&'a ClientAuthenticationEnd> {
        let ends = &self.policy.client_authentication_ends;
        let issuer = own.issuer().organisation();
        let of_ca = ends.iter().filter(|end| issuer.is_some_and(|issuer| end.organisations.contains(issuer)));
        let is_public = matches!(end, Some(OwnEnd::Public(_)));
        let of_all = ends.iter().filter(|end| is_public && end.organisations.is_empty());
        of_ca.min_by_key(|end| end.on).or_else(|| of_all.min_by_key(|end| end.on))
    }
}

/// Why a certificate's key or its signature is weak. None where neither is; a signature with its own key is nobody's.
pub fn weakness(certificate: &Certificate, chain: &Chain) -> Option<Say> {
    if let KeyFacts::Rsa { bits } | KeyFacts::RsaPss { bits } = certificate.key()
        && *bits < SHORTEST_RSA_BITS
    {
        return Some(
            Say::new(message!("words-short-key", "its RSA key has {bits} bits")).with("bits", i64::from(*bits)),
        );
    }
    let strength = chain.members.first().and_then(|member| member.strength.as_ref());
    let sha1 = matches!(strength, Some(Strength::Weak(why)) if why.contains(&Weakness::Sha1));
    sha1.then(|| Say::new(message!("words-signed-over-sha1", "its signature is over SHA-1")))
}

fn holds(chain: &Chain) -> bool {
    chain.members.iter().all(|member| member.standing == Known::Good)
}

/// Where and why a chain does not hold.
fn broken(chain: &Chain) -> OwnEnd {
    let Some(member) = chain.decisive() else {
        let (chain, why) =
            (message!("words-the-chain", "the chain"), message!("words-empty-chain", "it has no certificates"));
        return OwnEnd::NotKnown(chain.into(), why.into());
    };
    let label = member.certificate.label();
    match &member.standing {
        Known::Invalid(PathFault::NoIssuer { issuer }) => OwnEnd::NoIssuer(Shown::new(&issuer.to_string())),
        Known::Invalid(PathFault::NoAnchor) => OwnEnd::UnknownRoot(label),
        Known::Invalid(fault) => OwnEnd::Broken(label, path_words(fault)),
        Known::Unknown(Unknown::Path(fault)) => OwnEnd::NotKnown(label.into(), path_words(fault)),
        Known::Unknown(unknown) => OwnEnd::NotKnown(label.into(), unknown_words(unknown)),
        Known::Good | Known::Revoked(_) => {
            OwnEnd::NotKnown(label.into(), message!("words-why-not-told", "why is not told").into())
        }
    }
}

impl OwnSeen<'_> {
    /// Whether somebody named it for this run, and it was not only found in Postfix's settings.
    pub fn is_asked(&self) -> bool {
        self.facts.iter().any(|facts| matches!(facts.source, OwnSource::Asked | OwnSource::Exchange))
    }

    /// Whether it is presented as a server's.
    pub fn is_of_server(&self) -> bool {
        self.facts.iter().any(|facts| facts.source != OwnSource::PostfixClient)
    }

    /// Whether it is, or may be, presented as a client's: Exchange presents the same one as both, Postfix what its client's settings
    /// name.
    pub fn is_of_client(&self) -> bool {
        self.facts.iter().any(|facts| facts.source != OwnSource::PostfixServer)
    }

    /// The uses that are made of it, in words.
    pub fn uses(&self) -> &'static Message {
        match (self.is_of_server(), self.is_of_client()) {
            (true, true) => message!("words-servers-and-clients", "servers and clients"),
            (false, true) => message!("words-clients", "clients"),
            (_, false) => message!("words-servers", "servers"),
        }
    }

    /// What a report calls it.
    pub fn label(&self) -> Shown {
        let described = self.facts.iter().find_map(|facts| facts.described.as_ref());
        let by_exchange =
            || described.map(|one| one.subject.clone().unwrap_or(Shown::new(&one.thumbprint.to_string())));
        self.chain.first().map(Certificate::label).or_else(by_exchange).unwrap_or(Shown::new("this host's certificate"))
    }

    /// Its SHA-1, which Exchange and Windows show.
    pub fn thumbprint(&self) -> String {
        let described = self.facts.iter().find_map(|facts| facts.described.as_ref());
        let of_bytes = self.chain.first().map(|one| one.sha1().to_string());
        of_bytes.or_else(|| described.map(|one| one.thumbprint.to_string())).unwrap_or_default().to_ascii_uppercase()
    }

    /// Where it stands, by each source.
    pub fn places(&self) -> Vec<Shown> {
        let mut places: Vec<Shown> = self.facts.iter().map(|facts| facts.place.clone()).collect();
        places.dedup();
        places
    }

    /// Its validity, by its bytes or by what Exchange says of it. None where neither tells.
    pub fn validity(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        let described = self.facts.iter().find_map(|facts| facts.described.as_ref());
        match (self.chain.first(), described) {
            (Some(certificate), _) => (Some(certificate.not_before()), Some(certificate.not_after())),
            (None, Some(described)) => (described.not_before, described.not_after),
            (None, None) => (None, None),
        }
    }

    /// Its DNS names, in lower case.
    pub fn names(&self) -> Vec<String> {
        let described = self.facts.iter().filter_map(|facts| facts.described.as_ref()).flat_map(|one| &one.domains);
        match self.chain.first() {
            Some(certificate) => certificate.dns_names().map(str::to_ascii_lowercase).collect(),
            None => described.map(|name| name.as_str().to_ascii_lowercase()).collect(),
        }
    }

    /// What tells the most of its private key.
    pub fn key(&self) -> &OwnKey {
        let weight = |key: &OwnKey| match key {
            OwnKey::NotSeen => 0,
            OwnKey::Present { access: KeyAccess::NotAsked, .. } => 1,
            OwnKey::Present { access: KeyAccess::NotKnown(_), .. } => 2,
            OwnKey::Absent => 3,
            OwnKey::Present { access: KeyAccess::Allowed | KeyAccess::Refused, .. } => 4,
        };
        let keys = self.facts.iter().map(|facts| &facts.key);
        keys.max_by_key(|key| weight(key)).unwrap_or(&OwnKey::NotSeen)
    }

    /// What is known of its private key, in words: what stands behind the rest.
    pub fn key_words(&self) -> &'static Message {
        match self.key() {
            OwnKey::Present { access: KeyAccess::Allowed, .. } => {
                message!("words-key-here-and-read", "; its key is here, and NetworkService may read it")
            }
            OwnKey::Present { .. } => message!("words-key-here", "; its key is here"),
            OwnKey::Absent | OwnKey::NotSeen => message!("words-key-not-looked-at", "; its key was not looked at"),
        }
    }
}
