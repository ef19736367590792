//! The list for the firewall team: what a name leads to now, and what is nothing to be opened.

use std::collections::BTreeMap;

use certready::finding::Cause;
use certready::observation::{ResolveFault, Unfound};
use certready::plan::plan;
use certready::policy::{Service, parse};
use certready::report::{FirewallList, ListFacts, ListRow, ListedTarget};

use crate::common::case;
use crate::common::policy::PolicyText;
use crate::common::policy::labels::INTERMEDIATE;

/// The list of a policy with an endpoint at `crl.example.com`, whose name leads to these addresses, and with these services.
fn list(addresses: &[&str], services: &[&str]) -> FirewallList {
    let pki = case::pki();
    let text = PolicyText::of(&pki).endpoint("crl", "http://crl.example.com/x.crl", INTERMEDIATE, "required");
    let policy = parse(&text.source()).unwrap();
    let services: Vec<Service> = services.iter().map(|text| text.parse().unwrap()).collect();
    let planned = plan(&policy, &services, &[]);
    let targets = planned.targets.into_iter();
    let unfound = Unfound { fault: ResolveFault::NoAddress, resolvers: Vec::new() };
    let addresses: Vec<_> = addresses.iter().map(|text| text.parse().unwrap()).collect();
    let found = if addresses.is_empty() { Err(unfound) } else { Ok(addresses) };
    let facts = ListFacts {
        tool: "0.1.0 (test)".into(),
        made: pki.now,
        host: None,
        targets: targets.map(|target| ListedTarget { id: target.id, named_by: target.named_by, proxy: None }).collect(),
        names: BTreeMap::from([("crl.example.com".to_owned(), found)]),
        services: planned.services.into_iter().map(|one| (one.id, one.named_by)).collect(),
        domains: planned.lookups.into_iter().map(|one| one.domain).collect(),
        urls_left_out: 0,
    };
    FirewallList::new(&policy, facts)
}

/// The row of that host.
fn row(addresses: &[&str]) -> ListRow {
    list(addresses, &[]).rows.into_iter().find(|row| row.host == "crl.example.com").unwrap()
}

/// What a service is asked at needs its port as much as a CRL does, and no proxy leads there.
#[test]
fn a_service_is_listed_with_its_port_and_a_domain_is_told() {
    let list = list(&["192.0.2.1"], &["crl.example.com", "smtps://mail.example.com", "mx:example.org"]);
    let rows: Vec<_> = list.rows.iter().map(|row| (row.host.as_str(), row.port, row.urls[0].kinds[0])).collect();
    assert!(
        rows.contains(&("crl.example.com", 25, "smtp")) && rows.contains(&("crl.example.com", 80, "crl")),
        "{rows:?}"
    );
    assert!(rows.contains(&("mail.example.com", 465, "smtps")), "{rows:?}");
    assert!(list.rows.is_sorted_by_key(|row| (row.host.clone(), row.port)));
    let mail = list.rows.iter().find(|row| row.port == 25).unwrap();
    assert_eq!(
        (mail.addresses.len(), mail.need.as_str(), mail.urls[0].url.as_str()),
        (1, "required", "smtp://crl.example.com:25")
    );
    let note = list.notes.iter().find(|note| note.contains("example.org"));
    assert!(note.is_some_and(|note| note.contains("MX records")), "{:?}", list.notes);
}

#[test]
fn the_addresses_of_a_name_are_those_of_now() {
    let row = row(&["192.0.2.1", "2001:db8::1"]);
    assert_eq!((row.addresses.len(), row.unresolved), (2, None));
}

#[test]
fn what_a_filter_gives_in_their_place_is_not_listed_as_something_to_open() {
    for addresses in [&["0.0.0.0"][..], &["10.0.0.1", "fd00::1"], &["127.0.0.1"]] {
        let row = row(addresses);
        assert_eq!((row.addresses, row.unresolved), (Vec::new(), Some(Cause::DnsSinkhole)), "{addresses:?}");
    }
    // One that may be public is one of the name's own.
    assert_eq!(row(&["10.0.0.1", "192.0.2.1"]).addresses.len(), 2);
}

#[test]
fn a_name_without_an_address_says_why() {
    let row = row(&[]);
    assert_eq!((row.addresses, row.unresolved), (Vec::new(), Some(Cause::DnsNodata)));
}
