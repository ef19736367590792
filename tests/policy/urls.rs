//! Single URLs made into a policy: which issuer, which kind, which question; and what is fetched for it.

use certready::observation::NamedBy;
use certready::pki::{Certificate, decode_certificates};
use certready::plan::{Brought, Plan, plan};
use certready::policy::{self, EndpointKind, Policy, TooMuch, policy_for};
use certready::vocabulary::{HttpUrl, Timestamp};

use super::valid;
use crate::common::pki::{TestPki, paths};

fn embedded() -> Vec<Policy> {
    policy::catalogue().map(|source| valid(&source)).collect()
}

fn urls(texts: &[&str]) -> Vec<HttpUrl> {
    texts.iter().map(|text| HttpUrl::parse(text).unwrap()).collect()
}

fn today() -> Timestamp {
    Timestamp::parse("2026-11-23T14:05:06Z").unwrap()
}

/// The policy of some URLs, as it is read back.
fn made(texts: &[&str], issuers: &[Certificate]) -> Policy {
    valid(&policy_for(&urls(texts), issuers, &embedded(), today()).unwrap())
}

fn root(name: &str) -> Certificate {
    let path = format!("{}/tests/fixtures/roots/{name}.pem", env!("CARGO_MANIFEST_DIR"));
    decode_certificates(&std::fs::read(path).unwrap()).items.remove(0)
}

/// Kind, issuer and question of each endpoint.
fn endpoints(policy: &Policy) -> Vec<(EndpointKind, Option<&str>, Option<&str>)> {
    policy.endpoints.iter().map(|one| (one.kind, one.issuer.as_deref(), one.asks.as_deref())).collect()
}

#[test]
fn what_nobody_knows_says_itself_what_it_is() {
    let policy = made(&["http://pki.example.com/ca"], &[]);
    assert_eq!(endpoints(&policy), [(EndpointKind::Any, None, None)]);
    assert!(policy.is_command_line() && policy.takes_any_issuer());
    assert_eq!(policy.as_of, Timestamp::parse("2026-11-23").unwrap());
}

#[test]
fn the_certificates_of_every_embedded_policy_may_sign_each_once() {
    let policy = made(&["http://pki.example.com/ca"], &[]);
    let mut wanted: Vec<_> = embedded().iter().flat_map(Policy::certificates).map(Certificate::fingerprint).collect();
    wanted.sort();
    wanted.dedup();
    let mut found: Vec<_> = policy.certificates().map(Certificate::fingerprint).collect();
    found.sort();
    assert_eq!(found, wanted);
    // An anchor that stands for two roots gives each intermediate the one that issued it.
    let x2 = policy.intermediates.iter().find(|one| one.label == "ISRG Root X2 (by ISRG Root X1)").unwrap();
    assert_eq!(policy.issuer_of(x2).unwrap().label().as_str(), "ISRG Root X1");
}

#[test]
fn a_url_that_an_embedded_policy_lists_is_asked_as_it_says() {
    let policy = made(&["http://crl.globalsign.com/root.crl", "http://ocsp.globalsign.com/rootr1"], &[]);
    let g3 = "GlobalSign Organization Validation CA - SHA256 - G3";
    assert_eq!(
        endpoints(&policy),
        [
            (EndpointKind::Crl, Some("GlobalSign Root CA - R1"), None),
            (EndpointKind::Ocsp, Some("GlobalSign Root CA - R1"), Some(g3)),
        ]
    );
    assert!(!policy.takes_any_issuer(), "the store signs nothing where each issuer is known");
    let asked = policy.asks(&policy.endpoints[1]).unwrap();
    assert_eq!(asked.certificate.label().as_str(), g3);
}

#[test]
fn a_question_with_an_answer_takes_the_place_of_one_that_proves_the_path_alone() {
    // The policy lists the responder without a question; its own certificate names the same URL as its responder's.
    let unasked = valid(&super::with("    asks: GlobalSign G3\n", ""));
    let url = urls(&["http://ocsp.globalsign.com/rootr1"]);
    let policy = valid(&policy_for(&url, &[], &[unasked], today()).unwrap());
    assert_eq!(endpoints(&policy), [(EndpointKind::Ocsp, Some("GlobalSign R1"), Some("GlobalSign G3"))]);
}

#[test]
fn with_an_issuer_the_embedded_policies_are_left_aside() {
    let r3 = root("globalsign-r3");
    let policy = made(&["http://crl.globalsign.com/root.crl"], std::slice::from_ref(&r3));
    assert_eq!(policy.certificates().collect::<Vec<_>>(), [&r3]);
    assert_eq!(endpoints(&policy), [(EndpointKind::Any, Some(r3.label().as_str()), None)]);
}

#[test]
fn with_an_issuer_a_url_without_a_files_name_is_a_responders() {
    let r3 = root("globalsign-r3");
    for (url, kind) in [
        ("http://ocsp.example.com/", EndpointKind::Ocsp),
        ("http://ocsp.example.com/r3", EndpointKind::Ocsp),
        ("http://pki.example.com/R3.CRL", EndpointKind::Any),
        ("http://pki.example.com/r3.crt", EndpointKind::Any),
        ("http://pki.example.com/r3.cer", EndpointKind::Any),
        ("http://pki.example.com/r3.p7c", EndpointKind::Any),
        ("http://pki.example.com/get?what=crl", EndpointKind::Any),
    ] {
        assert_eq!(made(&[url], std::slice::from_ref(&r3)).endpoints[0].kind, kind, "{url}");
    }
}

#[test]
fn a_responder_is_asked_for_its_issuer_as_if_it_had_issued_itself() {
    let r3 = root("globalsign-r3");
    let policy = made(&["http://ocsp.example.com/"], std::slice::from_ref(&r3));
    let asked = policy.asks(&policy.endpoints[0]).unwrap();
    assert_eq!((asked.issuer, asked.certificate), (&r3, &r3));
}

#[test]
fn two_certificates_of_one_name_have_two_labels() {
    let (a, b) = (root("globalsign-r1"), root("globalsign-r1"));
    assert_eq!(made(&["http://x.example/a.crl"], &[a.clone(), b]).incoming.len(), 1, "the same one is one");
    let folder = format!("{}/tests/fixtures/cross", env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| decode_certificates(&std::fs::read(format!("{folder}/{name}")).unwrap()).items.remove(0);
    let (first, second) = (read("r1-to-r3.pem"), read("r1-to-r3-2018.pem"));
    assert_eq!(first.label(), second.label());
    let policy = made(&["http://x.example/a.crl"], &[first, second]);
    assert_eq!(policy.incoming[1].label, format!("{} (2)", policy.incoming[0].label));
}

#[test]
fn a_url_stands_once_and_may_hold_what_yaml_reads_as_something_else() {
    let policy = made(&["http://x.example/a", "http://x.example/a"], &[]);
    assert_eq!(policy.endpoints.len(), 1);
    for text in ["http://x.example/a:%20b/\"c'", "http://x.example/?a={b}&c=[d],e", "http://x.example/%23\\n"] {
        let url = HttpUrl::parse(text).unwrap();
        assert_eq!(made(&[text], &[]).endpoints[0].url, url, "{text}");
    }
}

#[test]
fn more_than_a_policy_holds_is_refused_with_its_number() {
    let many: Vec<String> = (0..65).map(|n| format!("http://x.example/{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(policy_for(&urls(&many), &[], &[], today()), Err(TooMuch::Urls(65)));
    assert!(policy_for(&urls(&many[..64]), &[], &[], today()).is_ok());
    let long: Vec<String> = (0..9).map(|n| format!("http://x.example/{n}{}", "a".repeat(7900))).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    assert!(matches!(policy_for(&urls(&long), &[], &[], today()), Err(TooMuch::Bytes(_))));
    let store = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/truststores/certifi-2018.8.24.pem"));
    let store = decode_certificates(&store.unwrap()).items;
    let count = store.len();
    assert_eq!(policy_for(&urls(&["http://x.example/a"]), &store, &[], today()), Err(TooMuch::Certificates(count)));
}

fn planned(plan: &Plan) -> Vec<(EndpointKind, &str)> {
    plan.targets.iter().map(|target| (target.id.kind, target.id.url.as_str())).collect()
}

#[test]
fn nothing_but_what_was_named_is_planned() {
    let crl = "http://crl.globalsign.com/root.crl";
    let policy = made(&[crl], &[]);
    let plan = plan(&policy, &[], &[]);
    assert_eq!(planned(&plan), [(EndpointKind::Crl, crl)]);
    assert_eq!(plan.targets[0].named_by, [NamedBy::CommandLine]);
}

#[test]
fn of_a_certificate_that_came_only_the_way_to_its_issuer_is_followed_and_only_where_it_is_needed() {
    let pki = TestPki::new("http://pki.test");
    let leaf = "http://x.example/leaf.crt";
    let follows = |issuers: &[Certificate]| {
        let policy = made(&[leaf], issuers);
        let by = plan(&policy, &[], &[]).targets[0].id.clone();
        let first = Brought::Certificates { by, certificates: vec![pki.leaf.certificate()] };
        let second = plan(&policy, &[], std::slice::from_ref(&first));
        let Some(aia) = second.targets.iter().find(|target| target.id.kind == EndpointKind::Aia) else {
            return (second.clone(), second);
        };
        let then = Brought::Certificates { by: aia.id.clone(), certificates: vec![pki.intermediate.certificate()] };
        (second, plan(&policy, &[], &[first, then]))
    };
    let (intermediate, root) = (pki.url(paths::AIA), pki.url(paths::ROOT_AIA));
    // Nobody is at hand: up to the root, and neither a CRL nor a responder on the way.
    let (second, third) = follows(&[]);
    assert_eq!(planned(&second), [(EndpointKind::Aia, intermediate.as_str()), (EndpointKind::Any, leaf)]);
    let whole =
        [(EndpointKind::Aia, intermediate.as_str()), (EndpointKind::Aia, root.as_str()), (EndpointKind::Any, leaf)];
    assert_eq!(planned(&third), whole);
    assert_eq!(third.targets.iter().map(|target| target.depth).collect::<Vec<_>>(), [1, 2, 0]);
    // The root is at hand: the intermediate is looked for, and nothing above it.
    let (_, third) = follows(&[pki.root.certificate()]);
    assert_eq!(planned(&third), [(EndpointKind::Aia, intermediate.as_str()), (EndpointKind::Any, leaf)]);
    let (second, _) = follows(&[pki.intermediate.certificate()]);
    assert_eq!(planned(&second), [(EndpointKind::Any, leaf)]);
}
