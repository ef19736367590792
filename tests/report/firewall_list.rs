//! The list for the firewall team: what a name leads to now, and what is nothing to be opened.

use std::collections::BTreeMap;

use certready::finding::Cause;
use certready::observation::{ResolveFault, Unfound};
use certready::plan::plan;
use certready::policy::parse;
use certready::report::{FirewallList, ListFacts, ListRow, ListedTarget};

use crate::common::case;
use crate::common::policy::PolicyText;
use crate::common::policy::labels::INTERMEDIATE;

/// The row of `crl.example.com`, whose name leads to these addresses.
fn row(addresses: &[&str]) -> ListRow {
    let pki = case::pki();
    let text = PolicyText::of(&pki).endpoint("crl", "http://crl.example.com/x.crl", INTERMEDIATE, "required");
    let policy = parse(&text.source()).unwrap();
    let targets = plan(&policy, &[], &[]).targets.into_iter();
    let unfound = Unfound { fault: ResolveFault::NoAddress, resolvers: Vec::new() };
    let addresses: Vec<_> = addresses.iter().map(|text| text.parse().unwrap()).collect();
    let found = if addresses.is_empty() { Err(unfound) } else { Ok(addresses) };
    let facts = ListFacts {
        tool: "0.1.0 (test)".into(),
        made: pki.now,
        host: None,
        targets: targets.map(|target| ListedTarget { id: target.id, named_by: target.named_by, proxy: None }).collect(),
        names: BTreeMap::from([("crl.example.com".to_owned(), found)]),
        urls_left_out: 0,
    };
    let rows = FirewallList::new(&policy, facts).rows;
    rows.into_iter().find(|row| row.host == "crl.example.com").unwrap()
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
