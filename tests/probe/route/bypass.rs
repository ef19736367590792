//! `NO_PROXY`, entry by entry.

use certready::probe::route::Bypass;

fn covers(list: &str, host: &str, port: u16) -> bool {
    Bypass::parse(list).covers(host, port)
}

#[test]
fn a_name_covers_itself_and_what_is_below_it_and_no_lookalike() {
    for list in ["globalsign.com", ".globalsign.com", "*.globalsign.com", "GlobalSign.COM."] {
        assert!(covers(list, "globalsign.com", 80), "{list}");
        assert!(covers(list, "crl.globalsign.com", 80), "{list}");
        assert!(!covers(list, "notglobalsign.com", 80), "{list}");
        assert!(!covers(list, "globalsign.com.evil.test", 80), "{list}");
    }
}

#[test]
fn a_star_covers_every_host_and_an_empty_list_none() {
    assert!(covers("*", "crl.globalsign.com", 80));
    assert!(!covers("", "crl.globalsign.com", 80));
    assert!(!covers(" , ,", "crl.globalsign.com", 80));
}

#[test]
fn a_port_narrows_an_entry() {
    assert!(covers("globalsign.com:80", "crl.globalsign.com", 80));
    assert!(!covers("globalsign.com:80", "crl.globalsign.com", 443));
    assert!(covers("127.0.0.1:8080", "127.0.0.1", 8080));
    assert!(!covers("127.0.0.1:8080", "127.0.0.1", 80));
    assert!(covers("[::1]:8080", "::1", 8080));
}

#[test]
fn addresses_and_networks_cover_by_their_bits() {
    assert!(covers("10.0.0.0/8", "10.255.1.2", 80));
    assert!(!covers("10.0.0.0/8", "11.0.0.0", 80));
    assert!(covers("192.0.2.128/25", "192.0.2.200", 80));
    assert!(!covers("192.0.2.128/25", "192.0.2.100", 80));
    assert!(covers("2001:db8::/32", "2001:db8:ffff::1", 80));
    assert!(!covers("2001:db8::/32", "2001:db9::1", 80));
    assert!(covers("::1", "::1", 80));
    assert!(covers("0.0.0.0/0", "203.0.113.9", 80));
    assert!(!covers("0.0.0.0/0", "2001:db8::1", 80));
}

/// A network never covers a name: no name is resolved for it.
#[test]
fn what_is_no_entry_covers_nothing() {
    for list in ["10.0.0.0/33", "10.0.0.0/x", "/", ":80", ".", "10.0.0.0/8"] {
        assert!(!covers(list, "crl.globalsign.com", 80), "{list}");
    }
}

#[test]
fn entries_stand_between_commas_or_spaces_and_are_shown_as_written() {
    let bypass = Bypass::parse("localhost,  .Intern.test\t10.0.0.0/8");
    let shown: Vec<String> = bypass.shown().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["localhost", ".Intern.test", "10.0.0.0/8"]);
    assert!(bypass.covers("Mail.intern.TEST", 80));
}
