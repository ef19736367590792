//! The certificates of a policy: anchors that retire and come, the issuers below them, and the labels by which the rest of
//! the file refers to them. Each fingerprint is held to the certificate beside the policy.

use std::collections::BTreeMap;

use super::beside;
use super::model::{Anchor, Intermediate};
use super::nearest::nearest;
use super::problem::Faults;
use super::shape::{self, Mapping, probably};
use super::tree::{Content, Node};
use crate::finding::Purpose;
use crate::pki::{Certificate, link, link_to_anchor};
use crate::vocabulary::{Fingerprint, SpkiDigest};

/// How SHA-256 of a certificate or a key is written.
const HEX: &str = "64 hexadecimal digits (colons and spaces between them are passed over)";

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Retiring,
    Incoming,
    Intermediate,
}

/// Whatever bears a label.
pub(super) const ANY: &[Role] = &[Role::Incoming, Role::Retiring, Role::Intermediate];

/// The labels of a policy, also of entries that are wrong otherwise: one mistake is not said twice.
#[derive(Debug, Default)]
pub(super) struct Labels(Vec<(String, Role, u64)>);

impl Labels {
    fn declare(&mut self, entry: Mapping<'_>, role: Role, faults: &mut Faults) -> Option<String> {
        let expected = "the publisher's name for it, by which the rest of the file refers to it";
        let node = entry.need("label", expected, faults)?;
        let label = shape::text(node, expected, faults)?;
        if let Some((_, _, line)) = self.0.iter().find(|(other, ..)| *other == label) {
            faults.add(node.place, &format!("`{label}` is the label at line {line} too"), "a label of its own");
            return None;
        }
        self.0.push((label.clone(), role, node.place.line));
        Some(label)
    }

    /// A label that another part of the file names: it must be declared, in one of these roles.
    pub(super) fn refer(&self, node: &Node, roles: &[Role], expected: &str, faults: &mut Faults) -> Option<String> {
        let label = shape::text(node, expected, faults)?;
        match self.0.iter().find(|(declared, ..)| *declared == label) {
            Some((_, role, _)) if roles.contains(role) => Some(label),
            Some(_) => {
                faults.add(node.place, &format!("`{label}` is none"), expected);
                None
            }
            None => {
                let fitting = self.0.iter().filter(|(_, role, _)| roles.contains(role));
                let near = nearest(&label, fitting.map(|(label, ..)| label.as_str()));
                faults.add(node.place, &format!("no certificate has the label `{label}`"), &probably(near, expected));
                None
            }
        }
    }
}

/// The certificates of a policy.
pub(super) struct Chain {
    pub(super) retiring: Vec<Anchor>,
    pub(super) incoming: Vec<Anchor>,
    pub(super) intermediates: Vec<Intermediate>,
    pub(super) labels: Labels,
}

/// An entry whose label was read, before the rest of it is.
type Labelled<'n> = (Mapping<'n>, Option<String>);

pub(super) fn read(
    policy: Mapping<'_>,
    purpose: Purpose,
    files: &BTreeMap<String, Vec<u8>>,
    faults: &mut Faults,
) -> Chain {
    let mut labels = Labels::default();
    let anchor = &["label", "any_of", "certificates"][..];
    let below = &["label", "issuer", "sha256", "certificate"][..];
    let what = "trust anchors, each with a label, any_of and certificates";
    let retiring = labelled(policy, ("retiring", what, anchor, Role::Retiring), &mut labels, faults);
    let incoming = labelled(policy, ("incoming", what, anchor, Role::Incoming), &mut labels, faults);
    let what = "issuers below the incoming anchors, each with a label, issuer, sha256 and certificate";
    let between = labelled(policy, ("intermediates", what, below, Role::Intermediate), &mut labels, faults);
    if purpose == Purpose::Rotation && policy.get("incoming").is_none_or(Node::is_empty_list) {
        let place = policy.get("incoming").map_or(policy.place, |node| node.place);
        faults.add(place, "no incoming trust anchor", "at least one under `incoming`: what the service moves to");
    }
    let retiring = retiring.into_iter().filter_map(|entry| read_anchor(entry, files, faults)).collect();
    let incoming = incoming.into_iter().filter_map(|entry| read_anchor(entry, files, faults)).collect();
    let mut chain = Chain { retiring, incoming, intermediates: Vec::new(), labels };
    let read = between.into_iter().filter_map(|(entry, label)| {
        let intermediate = read_intermediate((entry, label), &chain.labels, files, faults)?;
        Some((intermediate, entry))
    });
    let read: Vec<_> = read.collect();
    chain.intermediates = read.iter().map(|(intermediate, _)| intermediate.clone()).collect();
    for (intermediate, entry) in &read {
        hold_to_issuer(intermediate, *entry, &chain, faults);
    }
    chain
}

fn labelled<'n>(
    policy: Mapping<'n>,
    (key, what, known, role): (&str, &str, &[&str], Role),
    labels: &mut Labels,
    faults: &mut Faults,
) -> Vec<Labelled<'n>> {
    let nodes = policy.list(key, what, faults).iter();
    let entries = nodes.filter_map(|node| {
        let entry = Mapping::of(node, known, &format!("an entry of `{key}`"), faults)?;
        Some((entry, labels.declare(entry, role, faults)))
    });
    entries.collect()
}

fn read_anchor((entry, label): Labelled<'_>, files: &BTreeMap<String, Vec<u8>>, faults: &mut Faults) -> Option<Anchor> {
    let (certificates, spki) = any_of(entry, faults);
    let expected = "the PEM files of the certificates, so that the policy can chain to them and be held to them";
    let named = entry.need("certificates", expected, faults)?;
    let mut known = Vec::new();
    for node in shape::items(named, expected, faults) {
        let Some(certificate) = beside::certificate(node, files, faults) else { continue };
        let listed = certificates.contains(&certificate.fingerprint()) || spki.contains(&certificate.spki_digest());
        // Where no alternative could be read, that was said already.
        let comparable = !certificates.is_empty() || !spki.is_empty();
        if comparable && !listed {
            let what = differs(node, &certificate);
            let all = certificates.iter().map(|sha256| format!("sha256 {sha256}"));
            let all = all.chain(spki.iter().map(|spki| format!("spki_sha256 {spki}"))).collect::<Vec<_>>();
            faults.add(node.place, &what, &format!("a certificate of `any_of`: {}", all.join(", ")));
        }
        known.push(certificate);
    }
    if named.is_empty_list() {
        faults.add(named.place, "no certificate", expected);
    }
    Some(Anchor { label: label?, certificates, spki, known, line: entry.place.line })
}

/// What a certificate beside the policy is, where another one was expected.
fn differs(node: &Node, certificate: &Certificate) -> String {
    let name = match &node.content {
        Content::Plain(name) | Content::Quoted(name) => name.as_str(),
        _ => "the file",
    };
    let (sha256, key) = (certificate.fingerprint(), certificate.spki_digest());
    format!("`{name}` has sha256 {sha256} and spki_sha256 {key}")
}

/// The alternatives of an anchor: digests of certificates and of keys.
fn any_of(entry: Mapping<'_>, faults: &mut Faults) -> (Vec<Fingerprint>, Vec<SpkiDigest>) {
    let (mut certificates, mut spki) = (Vec::new(), Vec::new());
    let expected = "at least one `- sha256: …` (a certificate) or `- spki_sha256: …` (a key)";
    let Some(node) = entry.need("any_of", expected, faults) else { return (certificates, spki) };
    if node.is_empty_list() {
        faults.add(node.place, "an empty list", expected);
    }
    for node in shape::items(node, expected, faults) {
        let Some(one) = Mapping::of(node, &["sha256", "spki_sha256"], "an alternative", faults) else { continue };
        match (one.get("sha256"), one.get("spki_sha256")) {
            (Some(node), None) => {
                let expected = format!("SHA-256 of the certificate: {HEX}");
                certificates.extend(shape::parsed::<Fingerprint>(node, &expected, faults));
            }
            (None, Some(node)) => {
                let expected = format!("SHA-256 of the SubjectPublicKeyInfo: {HEX}");
                spki.extend(shape::parsed::<SpkiDigest>(node, &expected, faults));
            }
            (Some(_), Some(_)) => {
                faults.add(one.place, "two digests in one alternative", "each in an entry of its own");
            }
            (None, None) => faults.add(one.place, "no digest", expected),
        }
    }
    (certificates, spki)
}

fn read_intermediate(
    (entry, label): Labelled<'_>,
    labels: &Labels,
    files: &BTreeMap<String, Vec<u8>>,
    faults: &mut Faults,
) -> Option<Intermediate> {
    let expected = "the label of the incoming anchor or the intermediate that issued it";
    let issuer = entry.need("issuer", expected, faults);
    let issuer = issuer.and_then(|node| labels.refer(node, &[Role::Incoming, Role::Intermediate], expected, faults));
    let expected = format!("SHA-256 of the certificate: {HEX}");
    let sha256 = entry.need("sha256", &expected, faults);
    let sha256 = sha256.and_then(|node| shape::parsed::<Fingerprint>(node, &expected, faults));
    let node = entry.need("certificate", beside::FILE_NAME, faults)?;
    let certificate = beside::certificate(node, files, faults)?;
    if let Some(sha256) = sha256.filter(|sha256| *sha256 != certificate.fingerprint()) {
        faults.add(node.place, &differs(node, &certificate), &format!("the certificate with sha256 {sha256}"));
    }
    Some(Intermediate { label: label?, issuer: issuer?, certificate, line: entry.place.line })
}

/// The certificate of an intermediate must have been issued by the certificate that its issuer's label names: an anchor
/// may have several, any of which will do. And the issuers must lead to an anchor, which two that name each other don't.
fn hold_to_issuer(intermediate: &Intermediate, entry: Mapping<'_>, chain: &Chain, faults: &mut Faults) {
    let place = entry.get("issuer").map_or(entry.place, |node| node.place);
    let child = &intermediate.certificate;
    let anchors = chain.incoming.iter().filter(|anchor| anchor.label == intermediate.issuer);
    let below = chain.intermediates.iter().filter(|other| other.label == intermediate.issuer);
    let tried = anchors.flat_map(|anchor| &anchor.known).map(|anchor| link_to_anchor(child, anchor));
    let tried: Vec<_> = tried.chain(below.map(|other| link(child, &other.certificate))).collect();
    let issued = tried.iter().any(Result::is_ok);
    if let Some(reason) = tried.into_iter().find_map(Result::err).filter(|_| !issued) {
        let what = format!("`{}` did not issue `{}`: {reason}", intermediate.issuer, intermediate.label);
        faults.add(place, &what, &format!("the label of its issuer, {}", child.issuer().label()));
        return;
    }
    let mut label = &intermediate.issuer;
    for _ in &chain.intermediates {
        let Some(above) = chain.intermediates.iter().find(|other| other.label == *label) else { return };
        label = &above.issuer;
    }
    if chain.intermediates.iter().any(|other| other.label == *label) {
        faults.add(place, "intermediates that issue each other", "issuers that lead to an incoming anchor");
    }
}
