//! What the host must reach, and what the service will present.

use std::collections::BTreeSet;

use super::chain::{Chain, Role};
use super::model::{Endpoint, EndpointKind, Need, Presented, Side};
use super::problem::Faults;
use super::shape::{self, Mapping};
use super::tree::{Content, Node};
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

const ANY: &[Role] = &[Role::Incoming, Role::Retiring, Role::Intermediate];

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

pub(super) fn presents(policy: Mapping<'_>, chain: &Chain, faults: &mut Faults) -> Vec<Presented> {
    let known = &["side", "root", "common_name", "organisation", "unit", "key", "names"];
    let nodes = policy.list("presents", "the service's certificate before and after", faults).iter();
    let mut sides = BTreeSet::new();
    let read = nodes.filter_map(|node| {
        let entry = Mapping::of(node, known, "an entry of `presents`", faults)?;
        let presented = presented(entry, chain, faults)?;
        if !sides.insert(presented.side) {
            faults.add(entry.place, "this side of the cutover stands here again", "each side once");
        }
        Some(presented)
    });
    read.collect()
}

fn presented(entry: Mapping<'_>, chain: &Chain, faults: &mut Faults) -> Option<Presented> {
    let sides = [("retiring", Side::Retiring), ("incoming", Side::Incoming)];
    let side = entry.need("side", "retiring or incoming", faults).and_then(|node| shape::word(node, &sides, faults));
    let (role, expected) = match side {
        Some(Side::Retiring) => (&[Role::Retiring][..], "the label of a retiring anchor"),
        Some(Side::Incoming) => (&[Role::Incoming][..], "the label of an incoming anchor"),
        None => (ANY, "the label of the anchor it chains to"),
    };
    let root = entry.need("root", expected, faults);
    let root = root.and_then(|node| chain.labels.refer(node, role, expected, faults));
    let common_name = entry.text("common_name", "the subject's common name", faults);
    let organisation = stated(entry, "organisation", faults);
    let unit = stated(entry, "unit", faults);
    let key = entry.need("key", KEY, faults).and_then(|node| key(node, faults));
    let names = entry.list("names", "DNS names", faults).iter();
    let names = names.filter_map(|node| shape::dns_name(node, faults)).collect();
    Some(Presented {
        side: side?,
        root: root?,
        common_name: common_name?,
        organisation: organisation.ok()?,
        unit: unit.ok()?,
        key: key?,
        names,
    })
}

/// What is wrong was noted already.
struct Noted;

/// A part of the subject that must be stated, be it as absent: `null` says that the certificate has none.
fn stated(entry: Mapping<'_>, key: &str, faults: &mut Faults) -> Result<Option<String>, Noted> {
    let expected = format!("the subject's {key}, or null where the certificate has none");
    let node = entry.need(key, &expected, faults).ok_or(Noted)?;
    if matches!(node.content, Content::Nothing) {
        return Ok(None);
    }
    shape::text(node, &expected, faults).map(Some).ok_or(Noted)
}

const KEY: &str = "`RSA` and its bits (`RSA 2048`), `EC P-256`, `EC P-384`, `EC P-521` or `Ed25519`";

fn key(node: &Node, faults: &mut Faults) -> Option<String> {
    let text = shape::written(node, KEY, faults)?;
    let bits = text.strip_prefix("RSA ").and_then(|bits| bits.parse::<u16>().ok());
    let rsa = bits.is_some_and(|bits| (512..=16_384).contains(&bits));
    if rsa || matches!(text, "EC P-256" | "EC P-384" | "EC P-521" | "Ed25519") {
        return Some(text.to_owned());
    }
    faults.add(node.place, &format!("`{text}`"), KEY);
    None
}
