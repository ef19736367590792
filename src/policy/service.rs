//! The service itself: where it presents its certificate, and what that says before and after.

use std::collections::BTreeSet;

use super::chain::{ANY, Chain, Role};
use super::model::{Presented, Side};
use super::problem::Faults;
use super::served::{Protocol, ServedAt, Service};
use super::shape::{self, Mapping};
use super::tree::{Content, Node};
use crate::vocabulary::HostName;

const HOST: &str = "the host: a DNS name or an IP address";

const DOMAIN: &str = "the domain whose MX records name the hosts";

const PORT: &str = "a TCP port, 1 to 65535";

/// Where the service presents its certificate: each place once.
pub(super) fn services(policy: Mapping<'_>, faults: &mut Faults) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    for node in policy.list("service", "where the service presents its certificate", faults) {
        let known = &["protocol", "host", "domain", "port"];
        let Some(entry) = Mapping::of(node, known, "an entry of `service`", faults) else { continue };
        let Some(service) = service(entry, faults) else { continue };
        if services.iter().any(|other| other.is_at(&service)) {
            faults.add(entry.place, &format!("{service} is listed already"), "each place once");
        }
        services.push(service);
    }
    services
}

fn service(entry: Mapping<'_>, faults: &mut Faults) -> Option<Service> {
    let words = Protocol::ALL.map(|protocol| (protocol.word(), protocol));
    let expected = "one of smtp, smtps, https, tls";
    let protocol = entry.need("protocol", expected, faults).and_then(|node| shape::word(node, &words, faults));
    let at = match (entry.get("host"), entry.get("domain")) {
        (Some(node), None) => shape::parsed::<HostName>(node, HOST, faults).map(ServedAt::Host),
        (None, Some(node)) => shape::parsed::<HostName>(node, DOMAIN, faults).map(ServedAt::Domain),
        (None, None) => {
            faults.add(entry.place, "neither `host` nor `domain`", &format!("`host`: {HOST}; or `domain`: {DOMAIN}"));
            None
        }
        (Some(_), Some(node)) => {
            faults.add(node.place, "`domain` beside `host`", "one of the two");
            None
        }
    };
    if let (Some(ServedAt::Domain(domain)), Some(node)) = (&at, entry.get("domain")) {
        if domain.address().is_some() {
            faults.add(node.place, &format!("the address `{domain}`"), DOMAIN);
        }
        if let Some(protocol) = protocol.filter(|one| *one != Protocol::Smtp) {
            let expected = "`smtp`: MX records name the hosts of mail, at port 25";
            faults.add(node.place, &format!("`domain` for `{}`", protocol.word()), expected);
        }
    }
    let given = entry.get("port").map(|node| shape::parsed::<u16>(node, PORT, faults).filter(|port| *port > 0));
    let port = match (given, protocol.and_then(Protocol::port)) {
        (Some(port), _) => port,
        (None, Some(port)) => Some(port),
        (None, None) if protocol.is_none() => None,
        (None, None) => {
            faults.add(entry.place, "`port` is missing", PORT);
            None
        }
    };
    Some(Service { protocol: protocol?, at: at?, port: port?, line: Some(entry.place.line) })
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
    if is_key(text) {
        return Some(text.to_owned());
    }
    faults.add(node.place, &format!("`{text}`"), KEY);
    None
}

/// Whether a text is a kind of key, as policies write it.
pub(super) fn is_key(text: &str) -> bool {
    let bits = text.strip_prefix("RSA ").and_then(|bits| bits.parse::<u16>().ok());
    let rsa = bits.is_some_and(|bits| (512..=16_384).contains(&bits));
    rsa || matches!(text, "EC P-256" | "EC P-384" | "EC P-521" | "Ed25519")
}
