//! Addresses that no public host has, and names that may have them by right.

use certready::case::{Special, is_public_name};

fn of(address: &str) -> Option<Special> {
    Special::of(address.parse().unwrap())
}

#[test]
fn each_sort_of_address_that_no_public_host_has_is_known() {
    for (sort, addresses) in [
        (Some(Special::Unspecified), &["0.0.0.0", "::", "::ffff:0.0.0.0", "64:ff9b::"][..]),
        (Some(Special::Loopback), &["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1"]),
        (
            Some(Special::Private),
            &[
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.255.255",
            ],
        ),
        (Some(Special::Private), &["fc00::1", "fdff::1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"]),
        (
            None,
            &["9.255.255.255", "172.15.0.1", "172.32.0.1", "192.167.0.1", "100.63.0.1", "100.128.0.1", "2001:db8::1"],
        ),
    ] {
        for address in addresses {
            assert_eq!(of(address), sort, "{address}");
        }
    }
}

#[test]
fn names_of_inner_networks_are_no_public_ones() {
    for public in ["crl.globalsign.com", "crl.example.com", "CRL.Example.COM.", "mail.co.uk"] {
        assert!(is_public_name(public), "{public}");
    }
    for inner in ["mail", "crl.corp", "crl.Internal", "ca.home.arpa.", "printer.local", "a.test", "x.localhost", ""] {
        assert!(!is_public_name(inner), "{inner}");
    }
    for (address, public) in [("192.0.2.1", true), ("2001:db8::1", true), ("10.0.0.1", false), ("::1", false)] {
        assert_eq!(is_public_name(address), public, "{address}");
    }
}
