//! The plan: which targets follow from a policy and from the certificates that were brought, and where that ends.

use std::collections::BTreeSet;

use certready::observation::{Method, NamedBy};
use certready::pki::Certificate;
use certready::plan::{Brought, DEEPEST, MOST_EXCHANGERS, MOST_NAMED_URLS, Plan, Target, plan};
use certready::policy::{EndpointKind, Policy, Service};
use certready::vocabulary::{Digest, HostName};
use proptest::prelude::*;

use crate::common::case::{BASE, ROOT_BASE, pki, pki_plan};
use crate::common::cert::{Cert, Issued};
use crate::common::ocsp::read_request;
use crate::common::pki::{TestPki, paths};
use crate::common::policy::{PolicyText, labels};

fn policy(pki: &TestPki) -> Policy {
    PolicyText::of(pki).policy()
}

/// The targets of a URL, by method.
fn of<'a>(plan: &'a Plan, url: &str) -> Vec<&'a Target> {
    plan.targets.iter().filter(|target| target.id.url.as_str() == url).collect()
}

fn methods(plan: &Plan, url: &str) -> Vec<Method> {
    of(plan, url).iter().map(|target| target.id.method).collect()
}

/// What the target of this URL brought.
fn brought(plan: &Plan, url: &str, certificates: &[&Issued]) -> Brought {
    let by = of(plan, url)[0].id.clone();
    Brought::Certificates { by, certificates: certificates.iter().map(|one| one.certificate()).collect() }
}

fn urls(plan: &Plan) -> BTreeSet<String> {
    plan.targets.iter().map(|target| target.id.url.to_string()).collect()
}

#[test]
fn each_endpoint_of_the_policy_is_a_target_and_ocsp_is_two() {
    let pki = pki();
    let plan = plan(&policy(&pki), &[], &[]);
    for path in [paths::ROOT_CRL, paths::CRL, paths::ROOT_AIA, paths::AIA] {
        assert_eq!(methods(&plan, &pki.url(path)), [Method::Get], "{path}");
    }
    for path in [paths::ROOT_OCSP, paths::OCSP] {
        assert_eq!(methods(&plan, &pki.url(path)), [Method::Get, Method::Post], "{path}");
    }
    assert_eq!((plan.targets.len(), plan.urls_left_out), (8, 0));
    assert!(plan.targets.is_sorted_by_key(|target| target.id.clone()));
}

#[test]
fn a_connect_endpoint_asks_for_the_connection_alone() {
    let pki = pki();
    let text = PolicyText::of(&pki).endpoint("connect", "http://smtp.certready.test:25/", "", "required");
    let plan = plan(&text.policy(), &[], &[]);
    let target = of(&plan, "http://smtp.certready.test:25/")[0];
    assert_eq!((target.id.kind, target.id.method), (EndpointKind::Connect, Method::Connect));
    assert_eq!(target.request, None);
}

#[test]
fn whoever_names_a_url_is_noted_beside_the_others() {
    let pki = pki();
    let policy = policy(&pki);
    let plan = plan(&policy, &[], &[]);
    let target = of(&plan, &pki.url(paths::ROOT_CRL))[0];
    let line = policy.endpoints.iter().find(|one| one.url == target.id.url).unwrap().line;
    let certificate = pki.intermediate.certificate();
    let by_certificate = NamedBy::Certificate(certificate.label(), Digest::of(pki.intermediate.der()));
    assert_eq!(target.named_by, [NamedBy::Policy(line), by_certificate]);
    // The intermediate's own CRL stands in the leaf, which is not at hand.
    assert_eq!(of(&plan, &pki.url(paths::CRL))[0].named_by.len(), 1);
}

#[test]
fn ocsp_is_asked_for_the_certificate_that_the_policy_names() {
    let pki = pki();
    let plan = plan(&policy(&pki), &[], &[]);
    let both = of(&plan, &pki.url(paths::ROOT_OCSP));
    let requests: Vec<_> = both.iter().map(|target| target.request.clone().unwrap()).collect();
    assert_eq!(requests[0], requests[1]);
    assert_eq!(read_request(&requests[0]).serial, pki.intermediate.serial());
    assert_eq!(both[0].id.request, Some(Digest::of(&requests[0])));
}

#[test]
fn the_responder_of_a_certificate_that_is_not_at_hand_is_asked_for_its_issuer() {
    let pki = pki();
    let plan = plan(&policy(&pki), &[], &[]);
    let request = of(&plan, &pki.url(paths::OCSP))[0].request.clone().unwrap();
    assert_eq!(read_request(&request).serial, pki.intermediate.serial());
}

#[test]
fn a_get_bears_the_request_in_its_path_and_a_post_does_not() {
    let pki = pki();
    let plan = plan(&policy(&pki), &[], &[]);
    let url = pki.url(paths::ROOT_OCSP);
    let asked: Vec<_> = of(&plan, &url).iter().map(|target| target.request_url().unwrap().to_string()).collect();
    assert!(asked[0].starts_with(&format!("{url}/M")), "{}", asked[0]);
    assert_eq!(asked[1], url);
}

#[test]
fn a_responder_whose_issuer_is_unknown_is_connected_to_until_it_is_known() {
    let pki = pki();
    let policy = policy(&pki);
    let url = "http://ocsp.stray.test/";
    let stray_root = Cert::ca("Stray Root").self_signed();
    let stray = Cert::ca("Stray CA").ocsp(url).issued_by(&stray_root);
    let first = brought(&plan(&policy, &[], &[]), &pki.url(paths::AIA), &[&stray]);
    let without = plan(&policy, &[], std::slice::from_ref(&first));
    assert_eq!(methods(&without, url), [Method::Connect]);
    let second = brought(&without, &pki.url(paths::ROOT_AIA), &[&stray_root]);
    assert_eq!(methods(&plan(&policy, &[], &[first, second]), url), [Method::Get, Method::Post]);
}

#[test]
fn a_self_issued_certificate_adds_nothing() {
    let pki = pki();
    let policy = policy(&pki);
    let before = plan(&policy, &[], &[]);
    let root = Cert::ca("Another Root").crl("http://crl.another.test/").self_signed();
    assert_eq!(plan(&policy, &[], &[brought(&before, &pki.url(paths::ROOT_AIA), &[&root])]), before);
}

#[test]
fn what_a_target_brought_that_nobody_planned_adds_nothing() {
    let pki = pki();
    let other = plan(&policy(&TestPki::new("http://elsewhere.test")), &[], &[]);
    let stray = Cert::ca("Stray CA").crl("http://crl.stray.test/").issued_by(&pki.root);
    let from_elsewhere = brought(&other, "http://elsewhere.test/intermediate.crt", &[&stray]);
    let policy = policy(&pki);
    assert_eq!(plan(&policy, &[], &[from_elsewhere]), plan(&policy, &[], &[]));
}

/// A chain of AIA URLs: the policy's brings a certificate that names `prefix-1`, which brings one that names `prefix-2`,
/// and so on, so many certificates.
fn chain(pki: &TestPki, policy: &Policy, length: usize, name: impl Fn(usize) -> String) -> Vec<Brought> {
    let mut so_far = Vec::new();
    let mut from = pki.url(paths::AIA);
    for at in 1..=length {
        let planned = plan(policy, &[], &so_far);
        let next = Cert::ca(&format!("Link {at}")).aia(&name(at)).issued_by(&pki.root);
        so_far.push(brought(&planned, &from, &[&next]));
        from = name(at);
    }
    so_far
}

#[test]
fn urls_are_followed_four_fetches_deep_and_the_fifth_is_counted() {
    let pki = pki();
    let policy = policy(&pki);
    let name = |at: usize| format!("http://link.test/{at}.crt");
    let all = chain(&pki, &policy, 5, name);
    assert_eq!(DEEPEST, 4);
    let within = plan(&policy, &[], &all[..4]);
    assert_eq!(of(&within, &name(4))[0].depth, 4);
    assert_eq!(within.urls_left_out, 0);
    let beyond = plan(&policy, &[], &all);
    assert_eq!((urls(&beyond), beyond.urls_left_out), (urls(&within), 1));
}

#[test]
fn a_chain_is_followed_whatever_the_order_of_its_urls() {
    let pki = pki();
    let policy = policy(&pki);
    // Each next URL sorts before the one that led to it.
    let name = |at: usize| format!("http://link.test/{}.crt", 9 - at);
    let all = chain(&pki, &policy, 4, name);
    assert_eq!(of(&plan(&policy, &[], &all), &name(4))[0].depth, 4);
}

/// A CA below the root with so many CRL URLs of this host.
fn with_urls(pki: &TestPki, host: &str, count: usize) -> Issued {
    let urls = (0..count).map(|number| format!("http://{host}/{number}.crl"));
    urls.fold(Cert::ca(host), |cert, url| cert.crl(&url)).issued_by(&pki.root)
}

#[test]
fn certificates_may_name_sixty_four_urls_and_more_are_counted() {
    let pki = pki_plan().intermediate(Cert::without_urls).build();
    let policy = policy(&pki);
    assert_eq!(MOST_NAMED_URLS, 64);
    let before = plan(&policy, &[], &[]);
    let with = |count| {
        let many = with_urls(&pki, "many.test", count);
        plan(&policy, &[], &[brought(&before, &pki.url(paths::AIA), &[&many])])
    };
    assert_eq!((with(64).targets.len(), with(64).urls_left_out), (before.targets.len() + 64, 0));
    assert_eq!((with(67).targets.len(), with(67).urls_left_out), (before.targets.len() + 64, 3));
}

#[test]
fn what_was_planned_once_stays_planned_so_that_the_bound_holds_for_the_run() {
    let pki = pki_plan().intermediate(Cert::without_urls).build();
    let policy = policy(&pki);
    let before = plan(&policy, &[], &[]);
    // The second to come sorts before the first, by its target and by its URLs.
    let first = brought(&before, &pki.url(paths::ROOT_AIA), &[&with_urls(&pki, "z.test", 60)]);
    let second = brought(&before, &pki.url(paths::AIA), &[&with_urls(&pki, "a.test", 60)]);
    let early = plan(&policy, &[], std::slice::from_ref(&first));
    let late = plan(&policy, &[], &[first, second]);
    assert!(urls(&early).is_subset(&urls(&late)));
    assert_eq!((late.targets.len(), late.urls_left_out), (before.targets.len() + 64, 56));
}

#[test]
fn a_url_that_is_planned_already_counts_for_nothing() {
    let pki = pki_plan().intermediate(Cert::without_urls).build();
    let policy = policy(&pki);
    let before = plan(&policy, &[], &[]);
    let many = with_urls(&pki, "many.test", 64);
    let again = Cert::ca("Again").crl(&pki.url(paths::CRL)).crl("http://many.test/1.crl").issued_by(&pki.root);
    let planned = plan(&policy, &[], &[brought(&before, &pki.url(paths::AIA), &[&many, &again])]);
    assert_eq!(planned.urls_left_out, 0);
    assert_eq!(of(&planned, &pki.url(paths::CRL))[0].named_by.len(), 2);
}

#[test]
fn a_superfluous_certificate_is_read_once() {
    let pki = pki();
    let policy = policy(&pki);
    let before = plan(&policy, &[], &[]);
    let one = brought(&before, &pki.url(paths::AIA), &[&pki.intermediate, &pki.intermediate]);
    assert_eq!(plan(&policy, &[], &[one]), before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    // Within the bounds the plan is the same, whoever answered first.
    #[test]
    fn the_order_of_the_answers_does_not_matter(order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle()) {
        let pki = pki();
        let text = PolicyText::of(&pki);
        let text = (0..5).fold(text, |text, at| {
            text.endpoint("aia", &format!("{BASE}/{at}.crt"), labels::ROOT, "optional")
        });
        let policy = text.policy();
        let before = plan(&policy, &[], &[]);
        let all: Vec<Brought> = (0..5)
            .map(|at| {
                let url = format!("{ROOT_BASE}/of-{at}.crl");
                let cert = Cert::ca(&format!("CA {at}")).crl(&url).ocsp(&url.replace(".crl", "")).issued_by(&pki.root);
                brought(&before, &format!("{BASE}/{at}.crt"), &[&cert])
            })
            .collect();
        let shuffled: Vec<Brought> = order.iter().map(|at| all[*at].clone()).collect();
        prop_assert_eq!(plan(&policy, &[], &shuffled), plan(&policy, &[], &all));
    }
}

#[test]
fn the_catalogues_policies_plan_all_that_their_certificates_name() {
    for id in certready::policy::ids() {
        let source = certready::policy::find(id).unwrap();
        let policy = certready::policy::parse(&source).unwrap();
        let plan = plan(&policy, &[], &[]);
        let named = |certificate: &Certificate| {
            let urls = certificate.crl_urls().iter().chain(certificate.ca_issuer_urls());
            urls.chain(certificate.ocsp_urls()).map(ToString::to_string).collect::<Vec<_>>()
        };
        for url in policy.intermediates.iter().flat_map(|one| named(&one.certificate)) {
            assert!(urls(&plan).contains(&url), "{id}: {url}");
        }
        assert_eq!(plan.urls_left_out, 0);
    }
}

/// What the command line names beside the policy.
fn services(texts: &[&str]) -> Vec<Service> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn services_are_planned_once_with_everybody_who_named_them() {
    let pki = pki();
    let yaml = "service:\n  - {protocol: smtp, host: mail.certready.test}\n";
    let policy = PolicyText::of(&pki).more(yaml).policy();
    let planned = plan(&policy, &services(&["mail.certready.test", "mx:certready.test"]), &[]);
    let [service] = planned.services.as_slice() else { panic!("{:?}", planned.services) };
    assert_eq!(service.id.to_string(), "smtp://mail.certready.test:25");
    assert!(matches!(service.named_by.as_slice(), [NamedBy::Policy(_), NamedBy::CommandLine]), "{service:?}");
    assert_eq!((planned.lookups.len(), planned.lookups[0].domain.as_str()), (1, "certready.test"));
    // Nothing of it is a URL.
    assert_eq!(planned.targets, plan(&policy, &[], &[]).targets);
}

#[test]
fn mx_records_name_a_few_hosts_where_they_were_asked_for() {
    let pki = pki();
    let policy = policy(&pki);
    let hosts =
        |count: usize| (0..count).map(|at| HostName::parse(&format!("mx{at}.certready.test")).unwrap()).collect();
    let domain = HostName::parse("certready.test").unwrap();
    let brought = |count| Brought::Exchangers { domain: domain.clone(), port: 25, hosts: hosts(count) };
    let planned = plan(&policy, &services(&["mx:certready.test"]), &[brought(40)]);
    assert_eq!(planned.services.len(), MOST_EXCHANGERS);
    assert!(planned.services.iter().all(|one| one.named_by == [NamedBy::Mx(domain.clone())]));
    // What nobody planned, nobody asked for.
    assert_eq!(plan(&policy, &[], &[brought(2)]).services, []);
}

#[test]
fn what_a_service_presents_names_its_urls_and_that_of_no_other_does() {
    let pki = pki();
    let policy = policy(&pki);
    let url = "http://presented.certready.test/leaf.crl";
    let leaf = Cert::leaf("mail.certready.test").crl(url).issued_by(&pki.intermediate);
    let asked = services(&["mail.certready.test"]);
    let by = plan(&policy, &asked, &[]).services[0].id.clone();
    let presented = [Brought::Presented { by, certificates: vec![leaf.certificate()] }];
    let planned = plan(&policy, &asked, &presented);
    assert_eq!((of(&planned, url).len(), of(&planned, url)[0].depth), (1, 1));
    assert!(matches!(of(&planned, url)[0].named_by.as_slice(), [NamedBy::Certificate(..)]));
    assert_eq!(of(&plan(&policy, &[], &presented), url).len(), 0);
}
