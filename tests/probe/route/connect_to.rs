//! `--connect-to`, as curl reads it. What it does is tested beside `connect`.

use certready::probe::{ConnectTo, NotConnectTo};

#[test]
fn four_parts_are_read_and_each_may_be_empty() {
    for text in [
        "a.test:80:127.0.0.1:8080",
        ":::",
        "::127.0.0.1:",
        "a.test:::8080",
        "[2001:db8::1]:80:[::1]:8080",
        ":80:b.test:",
    ] {
        assert!(text.parse::<ConnectTo>().is_ok(), "{text}");
    }
}

#[test]
fn case_and_spelling_of_a_host_do_not_matter() {
    assert_eq!("A.Test:80::1".parse::<ConnectTo>(), "a.test:80::1".parse());
    assert_eq!("[2001:DB8:0::1]:80::1".parse::<ConnectTo>(), "[2001:db8::1]:80::1".parse());
}

#[test]
fn anything_else_is_refused_and_shown() {
    for text in [
        "",
        "a.test",
        "a.test:80",
        "a.test:80:b.test",
        "a:80:b:80:c",
        "a:x:b:80",
        "a:80:b:0",
        "a:65536:b:1",
        "::1:80:b:80",
        "[x]:80:b:80",
        "a b:80:c:80",
        "u@h:80:c:80",
    ] {
        assert_eq!(text.parse::<ConnectTo>(), Err(NotConnectTo(text.into())), "{text}");
    }
}
