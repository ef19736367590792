//! Facts and certificates in their places → the YAML of a policy and its files. What is written is read back by the same
//! parser that reads every policy, so that nothing here decides what is valid.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::beside::is_file_name;
use super::draft::{Anchor, Chain, Facts, Leaf};
use super::model::{EndpointKind, PolicySource};
use super::served::ServedAt;
use super::service::is_key;
use super::urls::quoted;
use crate::pki::{Certificate, encode_pem};
use crate::vocabulary::{HttpUrl, Shown};

/// The longest stem of a file or a group, in characters: the format takes longer ones, and nobody reads them.
const LONGEST_STEM: usize = 56;

/// One endpoint, before it is known how many belong to its group.
struct Endpoint {
    kind: EndpointKind,
    url: HttpUrl,
    issuer: String,
    asks: Option<String>,
    /// None: optional.
    group: Option<String>,
}

/// The text and the files of a policy.
pub(super) fn write(facts: &Facts, chain: &Chain) -> PolicySource {
    let mut files = BTreeMap::new();
    let mut yaml = String::new();
    // Writing into a String can't fail.
    let _ = whole(&mut yaml, &mut files, facts, chain);
    PolicySource { name: Shown::new(&format!("{}.yaml", facts.id)), yaml, files }
}

fn whole(yaml: &mut String, files: &mut BTreeMap<String, Vec<u8>>, facts: &Facts, chain: &Chain) -> std::fmt::Result {
    head(yaml, facts)?;
    for (key, anchors) in [("retiring", &chain.retiring), ("incoming", &chain.incoming)] {
        if !anchors.is_empty() {
            writeln!(yaml, "\n{key}:")?;
        }
        for one in anchors {
            anchor(yaml, files, one)?;
        }
    }
    if !chain.below.is_empty() {
        writeln!(yaml, "\nintermediates:")?;
    }
    for one in &chain.below {
        let name = file(files, &one.label, &one.certificate);
        writeln!(yaml, "  - label: {}\n    issuer: {}", quoted(&one.label), quoted(&one.issuer))?;
        writeln!(yaml, "    sha256: {:X}\n    certificate: {name}", Upper(&one.certificate))?;
    }
    write_endpoints(yaml, &endpoints(chain))?;
    services(yaml, facts)?;
    presents(yaml, chain)
}

/// A certificate's digest in capitals, as publishers write it.
struct Upper<'a>(&'a Certificate);

impl std::fmt::UpperHex for Upper<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.fingerprint().to_string().to_uppercase())
    }
}

fn head(yaml: &mut String, facts: &Facts) -> std::fmt::Result {
    writeln!(yaml, "# Begun by `certready policy new`: what each key means is in docs/policy.md.")?;
    writeln!(yaml, "schema: {}\nid: {}", super::SCHEMA, quoted(&facts.id))?;
    writeln!(yaml, "title: {}\nsources:", quoted(&facts.title))?;
    for source in &facts.sources {
        writeln!(yaml, "  - {}", quoted(source))?;
    }
    writeln!(yaml, "as_of: {}\nreview_by: {}\n\ncutover: {}", facts.as_of, facts.review_by, facts.cutover)?;
    for (key, date) in [("rollout_from", &facts.rollout_from), ("rollout_until", &facts.rollout_until)] {
        if let Some(date) = date {
            writeln!(yaml, "{key}: {date}")?;
        }
    }
    Ok(())
}

fn anchor(yaml: &mut String, files: &mut BTreeMap<String, Vec<u8>>, anchor: &Anchor) -> std::fmt::Result {
    writeln!(yaml, "  - label: {}\n    any_of:", quoted(&anchor.label))?;
    for one in &anchor.certificates {
        writeln!(yaml, "      - sha256: {:X}", Upper(one))?;
    }
    if let Some(first) = anchor.certificates.first() {
        writeln!(yaml, "      - spki_sha256: {}", first.spki_digest())?;
    }
    writeln!(yaml, "    certificates:")?;
    for one in &anchor.certificates {
        let stem = if one.is_self_issued() {
            anchor.label.clone()
        } else {
            format!("{} by {}", anchor.label, one.issuer().label())
        };
        writeln!(yaml, "      - {}", file(files, &stem, one))?;
    }
    Ok(())
}

/// Adds a certificate's file, and gives its name.
fn file(files: &mut BTreeMap<String, Vec<u8>>, label: &str, certificate: &Certificate) -> String {
    let stem = slug(label);
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}.pem"));
    let mut names = std::iter::once(format!("{stem}.pem")).chain(numbered);
    let name = names.find(|name| !files.contains_key(name)).unwrap_or_default();
    files.insert(name.clone(), encode_pem("CERTIFICATE", certificate.der()).into_bytes());
    name
}

/// A label in lower-case letters, digits and single hyphens.
fn slug(label: &str) -> String {
    let letters = label.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    let words: String = letters.collect();
    let joined = words.split_whitespace().collect::<Vec<_>>().join("-");
    let short: String = joined.chars().take(LONGEST_STEM).collect();
    let short = short.trim_matches('-');
    // A name that Windows gives to a device is no file's, and a name without a letter is none at all.
    if is_file_name(&format!("{short}.pem")) { short.to_owned() } else { format!("certificate-{short}") }
}

/// What each certificate of the new chain names: where its revocation is told, and where its issuer's certificate is.
fn endpoints(chain: &Chain) -> Vec<Endpoint> {
    let mut all = Vec::new();
    for one in &chain.below {
        named(&mut all, chain, &one.certificate, &one.issuer, Some(&one.label));
    }
    if let Some(leaf) = &chain.leaf {
        named(&mut all, chain, &leaf.certificate, &leaf.issuer, None);
    }
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert((one.kind, one.url.clone(), one.asks.clone())));
    all
}

fn named(all: &mut Vec<Endpoint>, chain: &Chain, certificate: &Certificate, issuer: &str, label: Option<&str>) {
    let group = |kind: EndpointKind| format!("{}-{}", slug(label.unwrap_or("service")), kind.word());
    let mut add = |kind, urls: &[HttpUrl], issuer: &str, asks: Option<&str>, group: Option<String>| {
        all.extend(urls.iter().map(|url| Endpoint {
            kind,
            url: url.clone(),
            issuer: issuer.to_owned(),
            asks: asks.map(str::to_owned),
            group: group.clone(),
        }));
    };
    let (crl, ocsp) = (EndpointKind::Crl, EndpointKind::Ocsp);
    add(crl, certificate.crl_urls(), issuer, None, Some(group(crl)));
    add(ocsp, certificate.ocsp_urls(), issuer, label, Some(group(ocsp)));
    // What comes from there is the issuer's certificate, which the one above signed.
    let above = chain.below.iter().find(|one| one.label == issuer).map_or(issuer, |one| one.issuer.as_str());
    add(EndpointKind::Aia, certificate.ca_issuer_urls(), above, None, None);
}

fn write_endpoints(yaml: &mut String, endpoints: &[Endpoint]) -> std::fmt::Result {
    if !endpoints.is_empty() {
        writeln!(yaml, "\n# As the certificates name them.\nendpoints:")?;
    }
    for one in endpoints {
        writeln!(yaml, "  - kind: {}\n    url: {}", one.kind.word(), quoted(one.url.as_str()))?;
        writeln!(yaml, "    issuer: {}", quoted(&one.issuer))?;
        if let Some(asks) = &one.asks {
            writeln!(yaml, "    asks: {}", quoted(asks))?;
        }
        let members = |group: &String| endpoints.iter().filter(|other| other.group.as_ref() == Some(group)).count();
        match &one.group {
            None => writeln!(yaml, "    need: optional")?,
            Some(group) if members(group) > 1 => writeln!(yaml, "    need: one-of {group}")?,
            Some(_) => writeln!(yaml, "    need: required")?,
        }
    }
    Ok(())
}

fn services(yaml: &mut String, facts: &Facts) -> std::fmt::Result {
    if !facts.services.is_empty() {
        writeln!(yaml, "\nservice:")?;
    }
    for service in &facts.services {
        let (key, host) = match &service.at {
            ServedAt::Host(host) => ("host", host),
            ServedAt::Domain(domain) => ("domain", domain),
        };
        let host = quoted(&host.to_string());
        writeln!(yaml, "  - protocol: {}\n    {key}: {host}\n    port: {}", service.protocol.word(), service.port)?;
    }
    Ok(())
}

/// The words of a policy for a leaf's key.
fn key(leaf: &Leaf) -> String {
    leaf.certificate.key().to_string().replace("ECDSA ", "EC ")
}

fn presents(yaml: &mut String, chain: &Chain) -> std::fmt::Result {
    let sides = [("retiring", &chain.old_leaf), ("incoming", &chain.leaf)];
    let described = |leaf: &&Leaf| leaf.certificate.subject().common_name().is_some() && is_key(&key(leaf));
    let known: Vec<_> =
        sides.iter().filter_map(|(side, leaf)| Some((side, leaf.as_ref().filter(described)?))).collect();
    if !known.is_empty() {
        writeln!(yaml, "\npresents:")?;
    }
    let part = |part: Option<&Shown>| part.map_or("null".to_owned(), |one| quoted(one.as_str()));
    for (side, leaf) in known {
        let subject = leaf.certificate.subject();
        writeln!(yaml, "  - side: {side}\n    root: {}", quoted(&leaf.root))?;
        writeln!(yaml, "    common_name: {}", part(subject.common_name()))?;
        writeln!(yaml, "    organisation: {}\n    unit: {}", part(subject.organisation()), part(subject.unit()))?;
        writeln!(yaml, "    key: {}", key(leaf))?;
        let names: Vec<String> = leaf.certificate.dns_names().map(quoted).collect();
        if !names.is_empty() {
            writeln!(yaml, "    names: [{}]", names.join(", "))?;
        }
    }
    Ok(())
}
