//! The shared words: instants, digests, URLs, text from outside.

use certready::vocabulary::{HostName, HttpUrl, NotAHostName, NotAnHttpUrl, Scheme, Shown, Timestamp};

#[test]
fn a_bare_date_is_midnight_utc() {
    let date = Timestamp::parse("2018-09-03").unwrap();
    assert_eq!(date.to_string(), "2018-09-03T00:00:00Z");
    assert!(Timestamp::is_bare_date("2018-09-03"));
}

#[test]
fn an_offset_is_taken_into_account_and_a_local_time_is_refused() {
    assert_eq!(Timestamp::parse("2018-09-03T09:00:00+09:00").unwrap(), Timestamp::parse("2018-09-03").unwrap());
    assert!(Timestamp::parse("2018-09-03T09:00:00").is_err());
    assert!(Timestamp::parse("2018-02-30").is_err());
}

#[test]
fn days_count_down_to_zero_on_the_last_day_and_are_negative_behind() {
    let cutover = Timestamp::parse("2018-09-03").unwrap();
    assert_eq!(Timestamp::parse("2018-09-02T12:00:00Z").unwrap().days_until(cutover), 0);
    assert_eq!(Timestamp::parse("2018-09-02").unwrap().days_until(cutover), 1);
    assert_eq!(Timestamp::parse("2018-09-03T00:00:01Z").unwrap().days_until(cutover), -1);
}

#[test]
fn a_filetime_counts_from_1601_and_zero_is_no_time() {
    // 152,551 days of 86,400 s from 1601-01-01 to 2018-09-03, in ticks of 100 ns.
    let day = Timestamp::parse("2018-09-03").unwrap();
    assert_eq!(Timestamp::from_filetime(131_804_064_000_000_000), Some(day));
    assert_eq!(Timestamp::from_filetime(131_804_064_009_999_999), Some(day));
    assert_eq!(day.filetime(), 131_804_064_000_000_000);
    assert_eq!(Timestamp::from_filetime(0), None);
    assert_eq!(Timestamp::from_filetime(u64::MAX), None);
    assert_eq!(Timestamp::parse("0001-01-01").unwrap().filetime(), 0);
}

#[test]
fn text_from_outside_can_neither_move_the_cursor_nor_turn_its_direction() {
    let shown = Shown::new("a\u{1b}[2Jb\u{202e}c\nd\u{200b}");
    assert_eq!(shown.as_str(), "a\u{fffd}[2Jb\u{fffd}c d\u{fffd}");
}

#[test]
fn text_from_outside_is_cut() {
    assert_eq!(Shown::new(&"x".repeat(10_000)).as_str().chars().count(), 401);
}

#[test]
fn a_url_loses_its_user_and_its_password_when_it_is_parsed() {
    let url = HttpUrl::parse("http://user:secret@CRL.Example.com/root.crl#part").unwrap();
    assert_eq!(url.as_str(), "http://crl.example.com/root.crl");
    assert_eq!((url.scheme(), url.port()), (Scheme::Http, 80));
}

#[test]
fn another_scheme_is_named() {
    assert_eq!(HttpUrl::parse("ldap://dc/cn=x"), Err(NotAnHttpUrl::Scheme(Shown::new("ldap"))));
}

#[test]
fn a_host_is_a_name_or_an_address_in_one_form() {
    for (text, due) in [
        ("Mail.Example.COM.", "mail.example.com"),
        ("_smtp.example.com", "_smtp.example.com"),
        ("localhost", "localhost"),
        ("192.0.2.1", "192.0.2.1"),
        ("[2001:DB8:0::1]", "[2001:db8::1]"),
        ("2001:db8::1", "[2001:db8::1]"),
    ] {
        assert_eq!(HostName::parse(text).map(|host| host.to_string()).as_deref(), Ok(due), "{text}");
    }
    let long = format!("{}.example", "a".repeat(64));
    for text in ["", ".", "a..b", "a b", "192.0.2", "192.0.2.1.", "[mail.example.com]", "m\u{fc}ller.example", &long] {
        assert_eq!(HostName::parse(text), Err(NotAHostName(Shown::new(text))), "{text}");
    }
    assert!(serde_json::from_str::<HostName>("\"a b\"").is_err());
}
