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

fn covers_windows(list: &str, host: &str, port: u16) -> bool {
    Bypass::parse_windows(list).covers(host, port)
}

/// `WINHTTP_PROXY_INFO`: `<local>` is every name without a dot.
#[test]
fn local_covers_names_without_a_dot_and_nothing_else() {
    assert!(covers_windows("<local>", "intranet", 80));
    assert!(covers_windows("<LOCAL>", "Intranet", 443));
    for host in ["crl.globalsign.com", "10.0.0.1", "2001:db8::1"] {
        assert!(!covers_windows("<local>", host, 80), "{host}");
    }
}

/// Other than in `NO_PROXY`, a bare name is that name alone, and what is below it needs a star.
#[test]
fn in_windows_list_a_name_is_itself_alone_and_a_star_stands_for_anything() {
    assert!(covers_windows("globalsign.com", "GlobalSign.com", 80));
    assert!(!covers_windows("globalsign.com", "crl.globalsign.com", 80));
    assert!(covers_windows("*.globalsign.com", "crl.globalsign.com", 80));
    assert!(!covers_windows("*.globalsign.com", "globalsign.com", 80));
    assert!(covers_windows("crl*.digicert.*", "crl3.digicert.com", 80));
    assert!(!covers_windows("crl*.digicert.*", "ocsp.digicert.com", 80));
    assert!(covers_windows("*a*b", "xxaab", 80) && !covers_windows("a*a", "a", 80));
    assert!(covers_windows("*", "crl.globalsign.com", 80) && covers_windows("10.*", "10.1.2.3", 80));
    assert!(!covers_windows(".globalsign.com", "crl.globalsign.com", 80));
}

#[test]
fn in_windows_list_a_port_or_a_scheme_narrows_an_entry() {
    assert!(covers_windows("a.example:8080", "a.example", 8080) && !covers_windows("a.example:8080", "a.example", 80));
    assert!(covers_windows("https://a.example", "a.example", 443));
    assert!(!covers_windows("https://a.example", "a.example", 80));
    assert!(covers_windows("[::1]:8080", "::1", 8080) && !covers_windows("[::1]:8080", "::1", 80));
    assert!(covers_windows("::1", "::1", 80));
}

#[test]
fn what_is_no_entry_of_windows_covers_nothing() {
    for list in ["", " ;; ", "10.0.0.0/8", "<-loopback>", "a.example:x", ":80", "http://"] {
        for host in ["10.1.2.3", "a.example", "localhost", "127.0.0.1"] {
            assert!(!covers_windows(list, host, 80), "{list} {host}");
        }
    }
}

#[test]
fn windows_entries_stand_between_semicolons_or_spaces_and_are_shown_as_written() {
    let bypass = Bypass::parse_windows("<local>;*.Intern.test  10.*");
    let shown: Vec<String> = bypass.shown().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["<local>", "*.Intern.test", "10.*"]);
    assert!(bypass.covers("mail.intern.TEST.", 80) && bypass.covers("10.9.8.7", 80) && !bypass.covers("a,b.test", 80));
}
