//! Korean as it is said: every kind of argument within a finding, and no name left in its braces.

use certready::check::REGISTRY;
use certready::finding::{Arg, Code, Finding, Template};
use certready::language::{Language, Message, Say};
use certready::vocabulary::{Shown, Timestamp};

static WAY: Message = Message { id: "words-through-proxy", english: "through the proxy {proxy}" };
static NOWHERE: Message = Message { id: "no-such-message", english: "said by {nobody} alone" };

fn template(id: &str) -> &'static Template {
    let all = REGISTRY.iter().flat_map(|check| check.templates.iter().copied());
    all.into_iter().find(|one| one.id == id).unwrap()
}

fn way() -> Say {
    Say::new(&WAY).with("proxy", "http://proxy.test:8080")
}

#[test]
fn each_kind_of_argument_has_its_place_in_a_korean_finding() {
    let at = Timestamp::parse("2026-11-26").unwrap();
    let shown = |text: &str| Shown::new(text);
    for (arg, korean) in [
        (Arg::from("crl.test"), "crl.test"),
        (Arg::from(at), "2026-11-26T00:00:00Z"),
        (Arg::from(3_u64), "3"),
        (Arg::from(vec![shown("a.test"), shown("b.test")]), "a.test, b.test"),
        (Arg::Each(vec![Arg::from("a"), Arg::from(way())]), "a, http://proxy.test:8080 프록시 경유"),
        (Arg::Listed(vec![Arg::from(way()), Arg::from("b")]), "http://proxy.test:8080 프록시 경유; b"),
        (
            Arg::Joined(vec![Arg::from("a"), Arg::Aside(vec![Arg::from(way())])]),
            "a (http://proxy.test:8080 프록시 경유)",
        ),
        (Arg::Aside(vec![Arg::from(way()), Arg::from("b")]), " (http://proxy.test:8080 프록시 경유; b)"),
        (Arg::Aside(Vec::new()), ""),
        (Arg::from(way()), "http://proxy.test:8080 프록시 경유"),
    ] {
        let finding = Finding::new(Code::EndpointReachable, template("endpoint-reachable.connected"), "x")
            .with("ms", 7_u64)
            .with("way", arg);
        let said = finding.observed_in(Language::Korean);
        assert!(said.contains(&format!("경로: {korean})")), "{said}");
        assert!(!said.contains('{'), "{said}");
    }
}

#[test]
fn braces_of_an_argument_stay_what_they_are() {
    let words = Say::new(&WAY).with("proxy", "http://{proxy}.test { $proxy }");
    assert_eq!(words.to(Language::Korean), "http://{proxy}.test { $proxy } 프록시 경유");
    assert_eq!(words.to(Language::English), "through the proxy http://{proxy}.test { $proxy }");
}

#[test]
fn what_the_catalogue_lacks_is_said_in_english() {
    let said = Say::new(&NOWHERE).with("nobody", way());
    assert_eq!(said.to(Language::Korean), "said by http://proxy.test:8080 프록시 경유 alone");
}
