//! A valid policy: one rotation as data. It can be had only through [`super::parse()`], which says all that is wrong with
//! a file at once.

use std::collections::BTreeMap;

use super::gaps::KnownGap;
use super::served::Service;
use crate::finding::{Cause, Client, Code, Level, Purpose};
use crate::pki::ocsp::{CertId, encode_request};
use crate::pki::{Certificate, link_to_anchor};
use crate::vocabulary::{Digest, Fingerprint, HttpUrl, Shown, SpkiDigest, Timestamp};

/// A policy's text and the files that it names, before anything is read into them: what the evidence keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySource {
    /// The id of an embedded policy, or the path as it was given: shown with each problem.
    pub name: Shown,
    /// The YAML text.
    pub yaml: String,
    /// The certificate files beside it, by the bare name that the YAML uses.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// One rotation of a service's certificate, or a list of URLs to watch.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Which of the two.
    pub purpose: Purpose,
    /// The id: lower-case letters, digits and hyphens.
    pub id: String,
    /// One line for a person.
    pub title: Shown,
    /// Where the facts come from.
    pub sources: Vec<Shown>,
    /// The day for which the facts were collected.
    pub as_of: Timestamp,
    /// The day after which somebody must look again. None where the policy is superseded, or a list of URLs that does
    /// not say.
    pub review_by: Option<Timestamp>,
    /// What took its place. None while it is in force.
    pub superseded: Option<Superseded>,
    /// When the service moves. A list of URLs has no such instant: `as_of` stands in its place.
    pub cutover: Cutover,
    /// The first instant at which the new chain may be presented. None: at the cutover.
    pub rollout_from: Option<Timestamp>,
    /// The instant from which only the new chain is presented. None: at the cutover.
    pub rollout_until: Option<Timestamp>,
    /// Earlier deadlines, oldest first.
    pub history: Vec<Deadline>,
    /// Programmes that stop trusting a root, and when.
    pub distrust: Vec<Distrust>,
    /// Who stops to issue certificates for TLS servers that are good for clients as well, and when.
    pub client_authentication_ends: Vec<ClientAuthenticationEnd>,
    /// The anchors that the service leaves.
    pub retiring: Vec<Anchor>,
    /// The anchors that the service moves to; each one is required. Of a list of URLs, the certificates that may sign
    /// what comes from them.
    pub incoming: Vec<Anchor>,
    /// The issuers between the incoming anchors and the service's certificate.
    pub intermediates: Vec<Intermediate>,
    /// What the host must reach to validate.
    pub endpoints: Vec<Endpoint>,
    /// Where the service presents its certificate. Empty where the source does not say: `--service` names it then.
    pub services: Vec<Service>,
    /// The service's certificate before and after. Absent entries mean that the source does not say.
    pub presents: Vec<Presented>,
    /// Levels that this policy changes.
    pub levels: Vec<LevelRule>,
    /// Failures that this policy lives with for a while.
    pub waivers: Vec<Waiver>,
    /// Advice of `policy lint` that its writer has read, each with the reason why it stands.
    pub known_gaps: Vec<KnownGap>,
    /// SHA-256 over the YAML and each certificate file with its name: this policy, as judged.
    pub digest: Digest,
    /// What it was read from.
    pub source: PolicySource,
}

/// The successor of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Superseded {
    /// The id of the policy in force.
    pub by: String,
    /// Since when, UTC. None where the source does not say.
    pub on: Option<Timestamp>,
}

/// When the service moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cutover {
    /// The instant, UTC.
    pub at: Timestamp,
    /// How it was written.
    pub precision: Precision,
}

/// Whether a date came with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// A bare date: midnight UTC is meant, and the report says so.
    Date,
    /// A date and time with an offset.
    Instant,
}

/// A deadline that was announced and moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The cutover that was announced then.
    pub cutover: Timestamp,
    /// When it was announced. None where the source does not say.
    pub announced: Option<Timestamp>,
    /// Who said so.
    pub source: Shown,
}

/// A root programme's own decision about a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distrust {
    /// The label of the root, as among the anchors.
    pub root: String,
    /// Whose decision: only the client's own programme can fail a root.
    pub by: Programme,
    /// From when, UTC.
    pub on: Timestamp,
    /// Who said so.
    pub source: Shown,
}

/// From when on certificates of public CAs for TLS servers are no longer good for clients as well (id-kp-clientAuth, RFC 5280
/// §4.2.1.12): those that were issued before stay as they are until they end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientAuthenticationEnd {
    /// A CA, or a root programme that asks it of all.
    pub by: Shown,
    /// The organisations that issue for it, as its certificates name them. Empty: every public CA.
    pub organisations: Vec<Shown>,
    /// From when, UTC.
    pub on: Timestamp,
    /// Who said so.
    pub source: Shown,
}

/// A root programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Programme {
    /// Mozilla's: what Linux distributions ship.
    Mozilla,
    /// Chrome's: browsers only.
    Chrome,
    /// Microsoft's: what Windows trusts.
    Microsoft,
}

impl Programme {
    /// The word in policies: `mozilla`, `chrome`, `microsoft`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mozilla => "mozilla",
            Self::Chrome => "chrome",
            Self::Microsoft => "microsoft",
        }
    }

    /// The name in a sentence: `Mozilla`, `Chrome`, `Microsoft`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mozilla => "Mozilla",
            Self::Chrome => "Chrome",
            Self::Microsoft => "Microsoft",
        }
    }
}

/// A trust anchor under any of its certificates.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The publisher's name for it: a label, never matched.
    pub label: String,
    /// SHA-256 of the certificates that are meant; any of them will do.
    pub certificates: Vec<Fingerprint>,
    /// SHA-256 of the key, where any certificate with it will do.
    pub spki: Vec<SpkiDigest>,
    /// The certificates themselves, from the PEM beside the policy: to chain with, and to hold the fingerprints to.
    pub known: Vec<Certificate>,
    /// Where it stands in the YAML, from 1.
    pub line: u64,
}

/// An issuer below an anchor.
#[derive(Clone, Debug)]
pub struct Intermediate {
    /// The publisher's name for it.
    pub label: String,
    /// The label of the certificate that issued it.
    pub issuer: String,
    /// The certificate, from the PEM beside the policy.
    pub certificate: Certificate,
    /// Where it stands in the YAML, from 1.
    pub line: u64,
}

/// What an endpoint serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndpointKind {
    /// A certificate revocation list (RFC 5280 §5).
    Crl,
    /// An OCSP responder (RFC 6960).
    Ocsp,
    /// An issuer's certificate (RFC 5280 §4.2.2.1).
    Aia,
    /// A TCP connection alone is asked for.
    Connect,
    /// What comes back says what it is: a CRL, an OCSP answer or certificates. In a list of URLs alone.
    Any,
    /// Windows' list of roots (a certificate trust list in a cabinet), from which a missing root is updated. In no policy:
    /// the host's own settings name it.
    Ctl,
}

impl EndpointKind {
    /// The word in policies and reports: `crl`, `ocsp`, `aia`, `connect`, `any`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Crl => "crl",
            Self::Ocsp => "ocsp",
            Self::Aia => "aia",
            Self::Connect => "connect",
            Self::Any => "any",
            Self::Ctl => "ctl",
        }
    }
}

/// What an OCSP responder is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Who issued the certificate.
    pub issuer: &'a Certificate,
    /// The certificate whose status is asked.
    pub certificate: &'a Certificate,
}

impl Question<'_> {
    /// The request in DER, as every client asks: SHA-1, no nonce (RFC 5019 §2.1.1).
    pub fn request(&self) -> Vec<u8> {
        encode_request(&CertId::asked(self.certificate, self.issuer), None)
    }
}

/// How much depends on an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It must work.
    Required,
    /// At least one of the group must work.
    OneOf(String),
    /// Good to have.
    Optional,
}

/// A URL that the host must reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// What it serves.
    pub kind: EndpointKind,
    /// Where. For `connect`: host and port only, the path is not asked for.
    pub url: HttpUrl,
    /// The label of the CA that signs what comes from there. None for `connect`, and in a list of URLs where any CA at
    /// hand may have signed it.
    pub issuer: Option<String>,
    /// For OCSP: the label of the intermediate whose status is asked. None: the responder of a certificate that is not
    /// at hand, the service's own, so any well-formed answer proves the path.
    pub asks: Option<String>,
    /// How much depends on it.
    pub need: Need,
    /// Where it stands in the YAML, from 1.
    pub line: u64,
}

/// What the service's certificate says, so that partners can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    /// On which side of the cutover.
    pub side: Side,
    /// The label of the anchor it chains to.
    pub root: String,
    /// The subject's common name.
    pub common_name: String,
    /// The subject's organisation. None where the certificate has none.
    pub organisation: Option<String>,
    /// The subject's organisational unit. None where the certificate has none, which is a fact too.
    pub unit: Option<String>,
    /// Key algorithm and size: `RSA 2048` for instance.
    pub key: String,
    /// DNS names. Empty where the source does not say.
    pub names: Vec<String>,
}

/// A side of the cutover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Until the cutover.
    Retiring,
    /// From the cutover on.
    Incoming,
}

/// A level that the policy changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelRule {
    /// For which check.
    pub code: Code,
    /// For which cause. None: for every one.
    pub cause: Option<Cause>,
    /// The level instead: notice, warning or failure.
    pub level: Level,
    /// Why.
    pub reason: Shown,
}

/// A failure that the policy lives with, for at most a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Of which check.
    pub code: Code,
    /// Of which target, exactly as the report shows it.
    pub target: Shown,
    /// For which cause.
    pub cause: Cause,
    /// Why.
    pub reason: Shown,
    /// Until when, UTC.
    pub expires: Timestamp,
    /// Where it stands in the YAML, from 1.
    pub line: u64,
}

impl Anchor {
    /// The digest by which it is looked for: its first certificate's, or its first key's where the policy gives keys alone.
    pub fn wanted(&self) -> String {
        let certificate = self.certificates.first().map(ToString::to_string);
        certificate.or_else(|| self.spki.first().map(ToString::to_string)).unwrap_or_default()
    }

    /// Whether a certificate has this anchor's key, by a digest or by a certificate beside the policy.
    pub fn has_key_of(&self, certificate: &Certificate) -> bool {
        let key = certificate.spki_digest();
        self.spki.contains(&key) || self.known.iter().any(|known| known.spki_digest() == key)
    }

    /// Whether a certificate is this anchor: one of its certificates, or any certificate with its key.
    pub fn is(&self, certificate: &Certificate) -> bool {
        self.certificates.contains(&certificate.fingerprint()) || self.spki.contains(&certificate.spki_digest())
    }
}

impl Policy {
    /// The certificate that bears this label: an anchor's (its first) or an intermediate's.
    pub fn certificate(&self, label: &str) -> Option<&Certificate> {
        let anchors = self.incoming.iter().chain(&self.retiring);
        let below = self.intermediates.iter().find(|i| i.label == label).map(|i| &i.certificate);
        below.or_else(|| anchors.filter(|a| a.label == label).find_map(|a| a.known.first()))
    }

    /// Whether this is what `certready url` makes of its arguments: to name one of its lines would name a text that nobody
    /// wrote.
    pub fn is_command_line(&self) -> bool {
        self.purpose == Purpose::Urls && self.id == super::urls::ID
    }

    /// Whether what comes from an endpoint may be signed by any CA at hand, those of this host's trust store among them: a
    /// list of URLs that names no issuer for one of them.
    pub fn takes_any_issuer(&self) -> bool {
        let unsaid = |one: &Endpoint| one.issuer.is_none() && one.kind != EndpointKind::Connect;
        self.purpose == Purpose::Urls && self.endpoints.iter().any(unsaid)
    }

    /// What an OCSP responder of the policy is asked: whose certificate it is to speak of, and which. None where no such
    /// certificate is known.
    ///
    /// Without a certificate of its own to ask for, the issuer is asked for in its place: below a rotation's intermediate
    /// that intermediate, of its own issuer; elsewhere the issuer itself, as if it had issued itself. Any well-formed
    /// answer proves the path then.
    pub fn asks<'a>(&'a self, endpoint: &'a Endpoint) -> Option<Question<'a>> {
        let below = |label: &str| {
            let one = self.intermediates.iter().find(|one| one.label == label)?;
            Some(Question { issuer: self.issuer_of(one)?, certificate: &one.certificate })
        };
        if let Some(label) = &endpoint.asks {
            return below(label);
        }
        let label = endpoint.issuer.as_deref()?;
        let of_rotation = if self.purpose == Purpose::Rotation { below(label) } else { None };
        let itself = || self.certificate(label).map(|one| Question { issuer: one, certificate: one });
        of_rotation.or_else(itself)
    }

    /// The certificate that issued an intermediate: of an anchor with several, the one that did.
    pub fn issuer_of<'a>(&'a self, intermediate: &'a Intermediate) -> Option<&'a Certificate> {
        let issued = |one: &&Certificate| link_to_anchor(&intermediate.certificate, one).is_ok();
        self.labelled(&intermediate.issuer).find(issued).or_else(|| self.certificate(&intermediate.issuer))
    }

    /// Every certificate under a label: an anchor may have several.
    pub fn labelled<'a>(&'a self, label: &'a str) -> impl Iterator<Item = &'a Certificate> {
        let anchors = self.incoming.iter().chain(&self.retiring).filter(move |anchor| anchor.label == label);
        let below = self.intermediates.iter().filter(move |one| one.label == label).map(|one| &one.certificate);
        anchors.flat_map(|anchor| &anchor.known).chain(below)
    }

    /// Every certificate that the policy brings: anchors first.
    pub fn certificates(&self) -> impl Iterator<Item = &Certificate> {
        let anchors = self.incoming.iter().chain(&self.retiring).flat_map(|a| &a.known);
        anchors.chain(self.intermediates.iter().map(|i| &i.certificate))
    }

    /// The profile that the report assumes when nothing on the host tells: the strictest.
    pub const fn default_client() -> Client {
        Client::SchannelValidating
    }
}
