//! What the host must reach to validate.

use std::collections::BTreeSet;

use super::chain::{ANY, Chain, Role};
use super::model::{Endpoint, EndpointKind, Need};
use super::problem::Faults;
use super::shape::{self, Mapping};
use super::tree::Node;
use crate::finding::Purpose;

const KINDS: [(&str, EndpointKind); 4] = [
    ("crl", EndpointKind::Crl),
    ("ocsp", EndpointKind::Ocsp),
    ("aia", EndpointKind::Aia),
    ("connect", EndpointKind::Connect),
];

/// In a list of URLs, what comes back may say what it is.
const KINDS_OF_URLS: [(&str, EndpointKind); 5] = {
    let [crl, ocsp, aia, connect] = KINDS;
    [crl, ocsp, aia, connect, ("any", EndpointKind::Any)]
};

const NEED: &str = "`required`, `one-of GROUP` or `optional`";

pub(super) fn endpoints(policy: Mapping<'_>, purpose: Purpose, chain: &Chain, faults: &mut Faults) -> Vec<Endpoint> {
    let mut seen = BTreeSet::new();
    let mut endpoints = Vec::new();
    for node in policy.list("endpoints", "what the host must reach, each with kind, url and need", faults) {
        let Some(entry) = Mapping::of(node, &["kind", "url", "issuer", "asks", "need"], "an endpoint", faults) else {
            continue;
        };
        let Some(endpoint) = endpoint(entry, purpose, chain, faults) else { continue };
        if !seen.insert((endpoint.kind, endpoint.url.clone(), endpoint.asks.clone())) {
            faults.add(entry.place, &format!("{} is listed already", endpoint.url), "each URL once for each kind");
        }
        endpoints.push(endpoint);
    }
    endpoints
}

fn endpoint(entry: Mapping<'_>, purpose: Purpose, chain: &Chain, faults: &mut Faults) -> Option<Endpoint> {
    let (kinds, expected) = match purpose {
        Purpose::Rotation => (&KINDS[..], "one of crl, ocsp, aia, connect"),
        Purpose::Urls => (&KINDS_OF_URLS[..], "one of crl, ocsp, aia, connect, any"),
    };
    let kind = entry.need("kind", expected, faults);
    let kind = kind.and_then(|node| shape::word(node, kinds, faults));
    let url = entry.need("url", "where: an http or https URL", faults).and_then(|node| shape::url(node, faults));
    let issuer = issuer(entry, kind, purpose, chain, faults);
    let asks = entry.get("asks").and_then(|node| asks(node, kind, issuer.as_deref(), chain, faults));
    let need = entry.need("need", NEED, faults).and_then(|node| need(node, faults));
    Some(Endpoint { kind: kind?, url: url?, issuer, asks, need: need?, line: entry.place.line })
}

/// The CA that signs what comes from there: required, but for `connect`, where nothing comes; in a list of URLs required
/// for `ocsp` alone, where nothing could be asked without it.
fn issuer(
    entry: Mapping<'_>,
    kind: Option<EndpointKind>,
    purpose: Purpose,
    chain: &Chain,
    faults: &mut Faults,
) -> Option<String> {
    let expected = "the label of the anchor or intermediate that signs what comes from there";
    if kind == Some(EndpointKind::Connect) {
        let node = entry.get("issuer")?;
        faults.add(node.place, "an issuer for `connect`", "no issuer: a connection alone is asked for");
        return None;
    }
    let needed = kind.is_some() && (purpose == Purpose::Rotation || kind == Some(EndpointKind::Ocsp));
    let node = if needed { entry.need("issuer", expected, faults) } else { entry.get("issuer") };
    node.and_then(|node| chain.labels.refer(node, ANY, expected, faults))
}

/// The intermediate whose status an OCSP responder is asked for: one that the endpoint's issuer issued.
fn asks(
    node: &Node,
    kind: Option<EndpointKind>,
    issuer: Option<&str>,
    chain: &Chain,
    faults: &mut Faults,
) -> Option<String> {
    if let Some(kind) = kind.filter(|kind| *kind != EndpointKind::Ocsp) {
        faults.add(node.place, &format!("`asks` for `{}`", kind.word()), "`asks` for `ocsp` alone");
        return None;
    }
    let label = chain.labels.refer(node, &[Role::Intermediate], "the label of an intermediate", faults)?;
    let asked = chain.intermediates.iter().find(|intermediate| intermediate.label == label);
    if let (Some(asked), Some(issuer)) = (asked, issuer)
        && asked.issuer != issuer
    {
        let expected = format!("an intermediate that this endpoint's issuer, `{issuer}`, issued");
        faults.add(node.place, &format!("`{label}` was issued by `{}`", asked.issuer), &expected);
    }
    Some(label)
}

fn need(node: &Node, faults: &mut Faults) -> Option<Need> {
    let text = shape::written(node, NEED, faults)?;
    match (text, text.strip_prefix("one-of ").map(str::trim)) {
        ("required", _) => Some(Need::Required),
        ("optional", _) => Some(Need::Optional),
        (_, Some(group)) if shape::is_id(group) => Some(Need::OneOf(group.to_owned())),
        (_, Some(group)) => {
            faults.add(
                node.place,
                &format!("the group `{group}`"),
                "a group of lower-case letters, digits and hyphens",
            );
            None
        }
        _ => {
            faults.add(node.place, &format!("`{text}`"), NEED);
            None
        }
    }
}
