//! Where the service is, and what it presents.

use certready::policy::{NotAService, Protocol, ServedAt, Service, Side};
use certready::vocabulary::HostName;

use super::{good, refused, valid, with};

/// The good policy with these lines under `service`.
fn serving(lines: &str) -> String {
    format!("service:\n{lines}\npresents:")
}

fn host(text: &str) -> HostName {
    HostName::parse(text).unwrap()
}

#[test]
fn a_service_is_read_as_it_is_written() {
    let text = serving(
        "  - {protocol: smtp, domain: Example.COM.}\n  - {protocol: smtps, host: mail.example.com}\n  \
         - {protocol: tls, host: \"2001:db8::25\", port: \"8443\"}",
    );
    let services = valid(&with("presents:", &text)).services;
    let service = |protocol, at, port, line| Service { protocol, at, port, line: Some(line) };
    let expected = [
        service(Protocol::Smtp, ServedAt::Domain(host("example.com")), 25, 57),
        service(Protocol::Smtps, ServedAt::Host(host("mail.example.com")), 465, 58),
        service(Protocol::Tls, ServedAt::Host(host("2001:db8::25")), 8443, 59),
    ];
    assert_eq!(services, expected);
    assert_eq!(valid(&good()).services, []);
}

#[test]
fn a_service_is_at_a_host_or_at_those_of_a_domain() {
    let refused = |line: &str, place, what, expected| refused("presents:", &serving(line), place, what, expected);
    refused("  - protocol: smtp", (57, 5), "neither `host` nor `domain`", "the domain whose MX records name the hosts");
    let both = "  - protocol: smtp\n    host: a.example\n    domain: b.example";
    refused(both, (59, 13), "`domain` beside `host`", "one of the two");
    refused("  - {protocol: smtp, host: \"a b\"}", (57, 28), "`a b`", "a DNS name or an IP address");
    refused("  - {protocol: smtp, domain: 192.0.2.1}", (57, 30), "the address `192.0.2.1`", "MX records");
    refused("  - {protocol: https, domain: a.example}", (57, 31), "`domain` for `https`", "`smtp`");
}

#[test]
fn a_service_has_a_protocol_and_a_port() {
    let refused = |line: &str, place, what, expected| refused("presents:", &serving(line), place, what, expected);
    refused("  - {protocol: stmp, host: a.example}", (57, 16), "`stmp`", "one of smtp, smtps, https, tls");
    refused("  - {protocol: tls, host: a.example}", (57, 5), "`port` is missing", "1 to 65535");
    refused("  - {protocol: smtp, host: a.example, port: 70000}", (57, 45), "`70000`", "1 to 65535");
    let twice = "  - {protocol: smtp, host: a.example}\n  - {protocol: smtp, host: A.example, port: 25}";
    refused(twice, (58, 5), "smtp://a.example:25 is listed already", "each place once");
}

#[test]
fn a_service_on_the_command_line_is_read_in_each_of_its_forms() {
    let read = |text: &str| text.parse::<Service>().map(|service| service.to_string());
    for (text, due) in [
        ("mail.example.com", "smtp://mail.example.com:25"),
        ("Mail.Example.COM.:587", "smtp://mail.example.com:587"),
        ("smtps://mail.example.com", "smtps://mail.example.com:465"),
        ("https://mail.example.com/", "https://mail.example.com:443"),
        ("tls://192.0.2.1:8443", "tls://192.0.2.1:8443"),
        ("[2001:db8::1]:2525", "smtp://[2001:db8::1]:2525"),
        ("2001:db8::1", "smtp://[2001:db8::1]:25"),
        ("mx:example.com", "mx:example.com:25"),
        ("mx:example.com:2525", "mx:example.com:2525"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(due), "{text}");
    }
    for text in ["", ":25", "a b", "mx:192.0.2.1", "mx:"] {
        assert!(matches!(text.parse::<Service>(), Err(NotAService::Host(_))), "{text}");
    }
    assert_eq!(
        read("stmp://a.example"),
        Err(NotAService::Protocol("stmp".into(), "smtp, smtps, https, tls".to_owned()))
    );
    assert_eq!(read("a.example:0"), Err(NotAService::Port("a.example:0".into())));
    assert_eq!(read("a.example:x"), Err(NotAService::Port("a.example:x".into())));
    assert_eq!(read("tls://a.example"), Err(NotAService::NoPort("tls://a.example".into())));
}

#[test]
fn an_absent_part_of_the_subject_is_stated() {
    let policy = valid(&good());
    let incoming = &policy.presents[0];
    assert_eq!((incoming.side, incoming.root.as_str()), (Side::Incoming, "GlobalSign R1"));
    assert_eq!((incoming.organisation.as_deref(), incoming.unit.as_deref()), (Some("Example Corporation"), None));
    let expected = "the subject's unit, or null where the certificate has none";
    refused("    unit: null\n", "", (57, 5), "`unit` is missing", expected);
}

#[test]
fn a_key_is_an_algorithm_with_its_size() {
    refused("key: RSA 2048", "key: 2048", (62, 10), "`2048`", "`RSA` and its bits");
    for key in ["RSA 4096", "EC P-256", "Ed25519"] {
        assert_eq!(valid(&with("key: RSA 2048", &format!("key: {key}"))).presents[0].key, key);
    }
}

#[test]
fn a_side_presents_a_chain_to_an_anchor_of_that_side() {
    let expected = "the label of an incoming anchor";
    let root = "    root: GlobalSign R1\n    common_name";
    refused(root, "    root: Baltimore\n    common_name", (58, 11), "`Baltimore` is none", expected);
}

#[test]
fn a_name_is_a_dns_name() {
    let names = "names: [mail.example.com]";
    refused(names, "names: [mail..example.com]", (63, 13), "`mail..example.com`", "a DNS name");
    refused(names, "names: [mail example]", (63, 13), "`mail example`", "a DNS name");
    assert_eq!(valid(&with(names, "names: ['*.example.com']")).presents[0].names, ["*.example.com"]);
}

#[test]
fn a_side_stands_once() {
    let mut source = good();
    let (_, side) = source.yaml.split_once("presents:\n").unwrap();
    let side = side.split_once("levels:").unwrap().0.to_owned();
    source.yaml = source.yaml.replace("levels:", &format!("{side}levels:"));
    let found = super::one(&source);
    assert_eq!((found.0, found.1, found.3.as_str()), (64, 5, "each side once"));
}
