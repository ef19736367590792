//! Single URLs → a policy that judges them: what `certready url` was given, as a list of URLs to watch, so that it goes the
//! way of every policy, into the evidence too. Pure: certificates and the day are arguments.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::beside::{LARGEST, MOST_FILES};
use super::model::{EndpointKind, Intermediate, Policy, PolicySource};
use super::shape::MOST;
use crate::finding::Purpose;
use crate::pki::{Certificate, encode_pem};
use crate::vocabulary::{Fingerprint, HttpUrl, Shown, Timestamp};

/// The id of such a policy.
pub(super) const ID: &str = "url";

/// The longest label, in characters: far below what a line of a policy may hold, and longer than any CA's name.
const LONGEST_LABEL: usize = 200;

/// Ends of a path that say that a file is there, and no responder: names in use for CRLs (RFC 2585 §4), certificates and
/// certs-only messages (RFC 5280 §4.2.2.1).
const FILES: [&str; 7] = [".crl", ".crt", ".cer", ".p7c", ".p7b", ".der", ".pem"];

/// More than one policy takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    /// URLs.
    #[error("{0} URLs: at most {MOST} are taken at a time")]
    Urls(usize),
    /// Certificates.
    #[error("{0} certificates of issuers: at most {MOST} are taken at a time; --trust-store takes a whole bundle")]
    Certificates(usize),
    /// Bytes of URLs.
    #[error("the URLs are too long to be taken at a time: they make {0} bytes, at most {LARGEST} are taken")]
    Bytes(usize),
}

/// A policy for single URLs, judged on the day `today` and named `url`.
///
/// With `issuers`, the first of them is the one that signs, the others may; `embedded` is left aside then. Without, the
/// embedded policies' certificates are taken, and a URL that they know is asked as they say. What is known of a URL by
/// neither says itself what it is.
///
/// # Errors
/// [`TooMuch`], because a policy has bounds.
pub fn policy_for(
    asked: &[HttpUrl],
    issuers: &[Certificate],
    embedded: &[Policy],
    today: Timestamp,
) -> Result<PolicySource, TooMuch> {
    let mut draft = Draft::default();
    if issuers.is_empty() {
        for policy in embedded {
            draft.take(policy);
        }
    }
    for issuer in issuers {
        draft.anchor(issuer.label().as_str(), std::slice::from_ref(issuer));
    }
    for url in asked {
        let first = draft.anchors.first().map(|one| one.label.clone()).filter(|_| !issuers.is_empty());
        match first {
            Some(issuer) => draft.asked_of(url, issuer),
            None => draft.as_known(url, embedded),
        }
    }
    draft.into_source(today)
}

/// One anchor of the policy in the making.
struct Anchor {
    label: String,
    certificates: Vec<Certificate>,
}

/// One issuer below an anchor.
struct Below {
    label: String,
    issuer: String,
    certificate: Certificate,
}

/// One endpoint.
#[derive(PartialEq, Eq)]
struct Asked {
    kind: EndpointKind,
    url: HttpUrl,
    issuer: Option<String>,
    asks: Option<String>,
}

#[derive(Default)]
struct Draft {
    anchors: Vec<Anchor>,
    below: Vec<Below>,
    asked: Vec<Asked>,
}

impl Draft {
    /// Takes another policy's certificates, whichever side they stand on.
    fn take(&mut self, policy: &Policy) {
        for anchor in policy.incoming.iter().chain(&policy.retiring) {
            self.anchor(&anchor.label, &anchor.known);
        }
        // An issuer may stand behind those that it issued.
        let mut waiting: Vec<_> = policy.intermediates.iter().collect();
        // The certificate that issued it, not the first under the label: an anchor may have several.
        let issuer = |draft: &Self, one: &Intermediate| draft.label_of(policy.issuer_of(one)?.fingerprint());
        while let Some(place) = waiting.iter().position(|one| issuer(self, one).is_some()) {
            let one = waiting.remove(place);
            let Some(issuer) = issuer(self, one) else { continue };
            if self.label_of(one.certificate.fingerprint()).is_none() {
                let label = self.unique(&one.label);
                self.below.push(Below { label, issuer, certificate: one.certificate.clone() });
            }
        }
    }

    /// Takes those of an anchor's certificates that no other policy brought already, by whatever label.
    fn anchor(&mut self, label: &str, certificates: &[Certificate]) {
        let unknown = certificates.iter().filter(|one| self.label_of(one.fingerprint()).is_none());
        let certificates: Vec<Certificate> = unknown.cloned().collect();
        if !certificates.is_empty() {
            let label = self.unique(label);
            self.anchors.push(Anchor { label, certificates });
        }
    }

    /// The label here of what has this label in another policy.
    fn label_in(&self, policy: &Policy, label: &str) -> Option<String> {
        self.label_of(policy.certificate(label)?.fingerprint())
    }

    fn label_of(&self, fingerprint: Fingerprint) -> Option<String> {
        let anchor =
            self.anchors.iter().find(|anchor| anchor.certificates.iter().any(|one| one.fingerprint() == fingerprint));
        let below = || self.below.iter().find(|one| one.certificate.fingerprint() == fingerprint).map(|one| &one.label);
        anchor.map(|anchor| &anchor.label).or_else(below).cloned()
    }

    /// A label that is nobody else's: two certificates can bear one name.
    fn unique(&self, label: &str) -> String {
        let label: String = label.chars().take(LONGEST_LABEL).collect();
        let label = if label.trim().is_empty() { "a certificate without a name".to_owned() } else { label };
        let taken = |label: &str| {
            self.anchors.iter().any(|one| one.label == label) || self.below.iter().any(|one| one.label == label)
        };
        let numbered = (2_u32..).map(|number| format!("{label} ({number})"));
        std::iter::once(label.clone()).chain(numbered).find(|label| !taken(label)).unwrap_or(label)
    }

    /// With an issuer at hand, a URL that is no file's is a responder's.
    fn asked_of(&mut self, url: &HttpUrl, issuer: String) {
        let kind = if is_a_file(url) { EndpointKind::Any } else { EndpointKind::Ocsp };
        self.ask(Asked { kind, url: url.clone(), issuer: Some(issuer), asks: None });
    }

    /// As the embedded policies say, or what their certificates say of their own responders.
    fn as_known(&mut self, url: &HttpUrl, embedded: &[Policy]) {
        let mut known = Vec::new();
        for policy in embedded {
            let listed = policy.endpoints.iter().filter(|one| one.url == *url && one.kind != EndpointKind::Connect);
            known.extend(listed.map(|one| {
                let label = |label: &Option<String>| label.as_ref().and_then(|label| self.label_in(policy, label));
                Asked { kind: one.kind, url: url.clone(), issuer: label(&one.issuer), asks: label(&one.asks) }
            }));
        }
        let responders = self.below.iter().filter(|one| one.certificate.ocsp_urls().contains(url));
        known.extend(responders.map(|one| {
            let (issuer, asks) = (Some(one.issuer.clone()), Some(one.label.clone()));
            Asked { kind: EndpointKind::Ocsp, url: url.clone(), issuer, asks }
        }));
        // A question with an answer tells more than one that proves the path alone.
        if known.iter().any(|one| one.asks.is_some()) {
            known.retain(|one| one.kind != EndpointKind::Ocsp || one.asks.is_some());
        }
        if known.is_empty() {
            known.push(Asked { kind: EndpointKind::Any, url: url.clone(), issuer: None, asks: None });
        }
        for one in known {
            self.ask(one);
        }
    }

    fn ask(&mut self, asked: Asked) {
        let same = |one: &Asked| one.kind == asked.kind && one.url == asked.url && one.asks == asked.asks;
        if !self.asked.iter().any(same) {
            self.asked.push(asked);
        }
    }

    fn into_source(self, today: Timestamp) -> Result<PolicySource, TooMuch> {
        let certificates: usize = self.anchors.iter().map(|one| one.certificates.len()).sum();
        let certificates = certificates.saturating_add(self.below.len());
        if certificates > MOST.min(MOST_FILES) {
            return Err(TooMuch::Certificates(certificates));
        }
        if self.asked.len() > MOST {
            return Err(TooMuch::Urls(self.asked.len()));
        }
        let mut files = BTreeMap::new();
        let mut yaml = String::new();
        // Writing into a String can't fail.
        let _ = self.write(&mut yaml, &mut files, today);
        if yaml.len() > LARGEST {
            return Err(TooMuch::Bytes(yaml.len()));
        }
        Ok(PolicySource { name: Shown::new(ID), yaml, files })
    }

    fn write(&self, yaml: &mut String, files: &mut BTreeMap<String, Vec<u8>>, today: Timestamp) -> std::fmt::Result {
        writeln!(yaml, "# What `certready url` was asked, as a policy.\nschema: {}\nid: {ID}", super::SCHEMA)?;
        writeln!(yaml, "purpose: {}\ntitle: Single URLs\nsources: [the command line]", Purpose::Urls.word())?;
        writeln!(yaml, "as_of: {}", today.date())?;
        if !self.anchors.is_empty() {
            writeln!(yaml, "incoming:")?;
        }
        let mut file = |certificate: &Certificate| {
            let name = format!("certificate-{}.pem", files.len().saturating_add(1));
            files.insert(name.clone(), encode_pem("CERTIFICATE", certificate.der()).into_bytes());
            name
        };
        for anchor in &self.anchors {
            writeln!(yaml, "  - label: {}\n    any_of:", quoted(&anchor.label))?;
            for certificate in &anchor.certificates {
                writeln!(yaml, "      - sha256: {}", certificate.fingerprint())?;
            }
            let names: Vec<_> = anchor.certificates.iter().map(&mut file).collect();
            writeln!(yaml, "    certificates: [{}]", names.join(", "))?;
        }
        if !self.below.is_empty() {
            writeln!(yaml, "intermediates:")?;
        }
        for one in &self.below {
            writeln!(yaml, "  - label: {}\n    issuer: {}", quoted(&one.label), quoted(&one.issuer))?;
            let name = file(&one.certificate);
            writeln!(yaml, "    sha256: {}\n    certificate: {name}", one.certificate.fingerprint())?;
        }
        writeln!(yaml, "endpoints:")?;
        for one in &self.asked {
            writeln!(yaml, "  - kind: {}\n    url: {}", one.kind.word(), quoted(one.url.as_str()))?;
            for (key, label) in [("issuer", &one.issuer), ("asks", &one.asks)] {
                if let Some(label) = label {
                    writeln!(yaml, "    {key}: {}", quoted(label))?;
                }
            }
            writeln!(yaml, "    need: required")?;
        }
        Ok(())
    }
}

/// Whether a URL names a file: by the end of its path, or because a query asks for one.
fn is_a_file(url: &HttpUrl) -> bool {
    let (path, query) = url.path_and_query().split_once('?').unwrap_or((url.path_and_query(), ""));
    let path = path.to_ascii_lowercase();
    !query.is_empty() || FILES.iter().any(|end| path.ends_with(end))
}

/// A double-quoted scalar (YAML 1.2 §7.3.1) of text without control characters.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
