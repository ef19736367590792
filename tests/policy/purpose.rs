//! Lists of URLs: what they need, what they refuse, and that the docs' example is one.

use certready::finding::Purpose;
use certready::policy::{self, EndpointKind, PolicySource, Strictness};
use certready::vocabulary::{Shown, Timestamp};

use super::{good, one, problems, refused, valid};

const LIST: &str = "\
schema: certready.policy/1
id: watched
purpose: urls
title: What the relays need
sources: [change 4711]
as_of: 2026-11-23
incoming:
  - label: R1
    any_of:
      - sha256: EBD41040E4BB3EC742C9E381D31EF2A41A48B6685C96E7CEF3C1DF6CD4331C99
    certificates: [globalsign-root-ca-r1.pem]
endpoints:
  - kind: any
    url: http://crl.example.com/intranet
    need: required
  - kind: ocsp
    url: http://ocsp.globalsign.com/rootr1
    issuer: R1
    need: optional
";

fn list() -> PolicySource {
    PolicySource { yaml: LIST.to_owned(), ..good() }
}

fn list_with(old: &str, new: &str) -> PolicySource {
    assert_eq!(LIST.matches(old).count(), 1, "`{old}` must stand in the list exactly once");
    PolicySource { yaml: LIST.replacen(old, new, 1), ..good() }
}

#[test]
fn a_policy_is_a_rotation_unless_it_says_otherwise() {
    assert_eq!(valid(&good()).purpose, Purpose::Rotation);
    let said = PolicySource { yaml: good().yaml + "purpose: rotation\n", ..good() };
    assert_eq!(valid(&said).purpose, Purpose::Rotation);
    assert_eq!(valid(&list()).purpose, Purpose::Urls);
    let (line, column, what, expected) = one(&list_with("purpose: urls", "purpose: url"));
    assert_eq!((line, column, what.as_str(), expected.as_str()), (3, 10, "`url`", "`urls`, probably"));
}

#[test]
fn a_list_of_urls_has_no_cutover_and_the_day_of_its_facts_stands_there() {
    let policy = valid(&list());
    assert_eq!(policy.cutover.at, Timestamp::parse("2026-11-23").unwrap());
    assert_eq!((policy.review_by, policy.rollout_from, policy.rollout_until), (None, None, None));
}

#[test]
fn a_list_of_urls_refuses_each_key_that_only_a_rotation_has() {
    for (key, value) in [
        ("superseded", "{ by: another }"),
        ("cutover", "2027-01-01"),
        ("rollout_from", "2026-10-01"),
        ("rollout_until", "2027-01-02"),
        ("history", "[]"),
        ("distrust", "[]"),
        ("client_authentication_ends", "[]"),
        ("retiring", "[]"),
        ("presents", "[]"),
    ] {
        let source = PolicySource { yaml: format!("{LIST}{key}: {value}\n"), ..good() };
        let found = problems(&source);
        let what = format!("`{key}` in a list of URLs");
        assert!(found.iter().any(|one| one.line == 20 && one.what.as_str() == what), "{key}: {found:#?}");
    }
}

#[test]
fn a_list_of_urls_names_one_at_least() {
    let (head, _) = LIST.split_once("endpoints:").unwrap();
    let (line, _, what, _) = one(&PolicySource { yaml: head.to_owned(), ..good() });
    assert_eq!((line, what.as_str()), (1, "a list of URLs without `endpoints`"));
    let (line, _, what, _) = one(&PolicySource { yaml: format!("{head}endpoints: []\n"), ..good() });
    assert_eq!((line, what.as_str()), (12, "a list of URLs without `endpoints`"));
}

#[test]
fn a_list_of_urls_needs_no_certificate() {
    let (head, tail) = LIST.split_once("incoming:").unwrap();
    let (_, tail) = tail.split_once("endpoints:").unwrap();
    let (tail, _) = tail.split_once("  - kind: ocsp").unwrap();
    let policy = valid(&PolicySource { yaml: format!("{head}endpoints:{tail}"), ..good() });
    assert!(policy.incoming.is_empty() && policy.takes_any_issuer());
}

#[test]
fn only_a_list_of_urls_leaves_the_kind_to_what_comes_back() {
    let policy = valid(&list());
    assert_eq!((policy.endpoints[0].kind, policy.endpoints[0].issuer.as_deref()), (EndpointKind::Any, None));
    refused("kind: aia", "kind: any", (49, 11), "`any`", "one of crl, ocsp, aia, connect");
    let (.., expected) = one(&list_with("kind: any", "kind: ftp"));
    assert_eq!(expected, "one of crl, ocsp, aia, connect, any");
}

#[test]
fn without_its_issuer_a_responder_can_be_asked_nothing() {
    let (line, _, what, _) = one(&list_with("    issuer: R1\n", ""));
    assert_eq!((line, what.as_str()), (16, "`issuer` is missing"));
    let open = valid(&list_with("kind: any", "kind: crl"));
    assert_eq!(open.endpoints[0].issuer, None);
}

#[test]
fn where_every_issuer_is_named_the_store_signs_nothing() {
    assert!(valid(&list()).takes_any_issuer());
    let named = list_with("intranet\n", "intranet\n    issuer: R1\n");
    assert!(!valid(&named).takes_any_issuer());
    assert!(!valid(&good()).takes_any_issuer());
}

#[test]
fn a_list_of_urls_is_not_advised_to_rotate() {
    assert_eq!(policy::lint(&valid(&list()), Strictness::Plain), []);
    let https = list_with("http://crl.example.com", "https://crl.example.com");
    assert_eq!(policy::lint(&valid(&https), Strictness::Plain).len(), 1);
}

#[test]
fn the_list_of_the_docs_is_a_policy() {
    let docs = include_str!("../../docs/policy.md");
    let (_, section) = docs.split_once("## A list of URLs to watch").unwrap();
    let (_, yaml) = section.split_once("```yaml\n").unwrap();
    let yaml = yaml.split_once("```").unwrap().0.to_owned();
    let policy = valid(&PolicySource { name: Shown::new("docs/policy.md"), yaml, ..good() });
    assert_eq!((policy.purpose, policy::lint(&policy, Strictness::Plain)), (Purpose::Urls, Vec::new()));
}
