//! `endpoint-tls`.

use certready::finding::{Cause, Code, Finding, Level, Weight};
use certready::observation::TlsFacts;
use certready::pki::{decode_certificates, public_roots};
use certready::vocabulary::Timestamp;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::{Cert, Issued};
use crate::common::pki::{TestPki, day};
use crate::common::policy::labels::INTERMEDIATE;

const URL: &str = "https://crl.example.com/more.crl";

/// A scene whose policy has one https endpoint more, at which this chain is presented.
fn presented(pki: &TestPki, url: &str, chain: &[Vec<u8>]) -> Scene {
    let chain = chain.to_vec();
    let scene = Scene::good(pki).policy(|text| text.endpoint("crl", url, INTERMEDIATE, "optional"));
    scene.fetch(url, move |fetch, objects| {
        let chain = chain.iter().map(|der| objects.put(der).unwrap()).collect();
        fetch.tls = Some(TlsFacts { version: "TLSv1_3".into(), cipher: "TLS13_AES_256_GCM_SHA384".into(), chain });
    })
}

/// A chain of a root of its own, whose leaf is for this name, and the root.
fn of_an_appliance(name: &str) -> (Vec<Vec<u8>>, Issued) {
    let root = Cert::ca("Acme TLS Inspection Root").self_signed();
    let leaf = Cert::leaf(name).issued_by(&root);
    (vec![leaf.der().to_vec(), root.der().to_vec()], root)
}

fn one<'a>(judged: &'a Judged, url: &str) -> &'a Finding {
    judged.one(Code::EndpointTls, url)
}

fn warning(id: &'static str, cause: Cause) -> Said {
    (id, Level::Warning, Some(cause), Weight::Supporting)
}

#[test]
fn every_root_of_the_public_programme_is_understood() {
    assert_eq!(public_roots().len(), webpki_root_certs::TLS_SERVER_ROOT_CERTS.len());
}

#[test]
fn a_chain_that_ends_in_a_public_root_is_expected() {
    let pem = include_bytes!("../fixtures/chains/letsencrypt-2026-09.pem");
    let chain: Vec<Vec<u8>> = decode_certificates(pem).items.iter().map(|one| one.der().to_vec()).collect();
    let pki = case::pki();
    let url = "https://www.letsencrypt.org/more.crl";
    let judged = presented(&pki, url, &chain).observed(Timestamp::parse("2026-10-04T00:00:00Z").unwrap()).judge();
    assert_eq!(judged.said(Code::EndpointTls, url), ("endpoint-tls.expected", Level::Pass, None, Weight::Supporting));
    let observed = one(&judged, url).observed();
    assert!(observed.contains("ISRG Root X"), "{observed}");
    // The same chain for another host is a portal's.
    let judged = presented(&pki, URL, &chain).observed(Timestamp::parse("2026-10-04T00:00:00Z").unwrap()).judge();
    assert_eq!(judged.said(Code::EndpointTls, URL), warning("endpoint-tls.other-name", Cause::NameMismatch));
    let observed = one(&judged, URL).observed();
    assert!(observed.contains("a certificate for cp.letsencrypt.org, "), "{observed}");
}

#[test]
fn a_chain_that_ends_in_an_anchor_of_the_policy_is_expected() {
    let pki = case::pki();
    let leaf = Cert::leaf("*.example.com").issued_by(&pki.intermediate);
    let judged = presented(&pki, URL, &[leaf.der().to_vec(), pki.intermediate.der().to_vec()]).judge();
    assert_eq!(one(&judged, URL).template.id, "endpoint-tls.expected");
}

#[test]
fn a_root_that_this_host_alone_trusts_is_named_as_interception() {
    let pki = case::pki();
    let (chain, root) = of_an_appliance("crl.example.com");
    let judged = presented(&pki, URL, &chain).store(&[&pki.retiring, &pki.root, &root]).judge();
    assert_eq!(judged.said(Code::EndpointTls, URL), warning("endpoint-tls.intercepted", Cause::TlsIntercepted));
    let observed = one(&judged, URL).observed();
    assert!(observed.contains("ends in Acme TLS Inspection Root, which this host trusts and Mozilla"), "{observed}");
}

#[test]
fn a_certificate_for_the_very_name_of_nobody_that_is_trusted_is_interception_too() {
    let pki = case::pki();
    let (chain, _) = of_an_appliance("crl.example.com");
    for presented_part in [&chain[..], &chain[..1]] {
        let judged = presented(&pki, URL, presented_part).judge();
        assert_eq!(judged.said(Code::EndpointTls, URL), warning("endpoint-tls.intercepted", Cause::TlsIntercepted));
        assert!(
            one(&judged, URL).observed().contains("ends in Acme TLS Inspection Root, which neither"),
            "whose it is"
        );
    }
}

#[test]
fn a_chain_that_lacks_a_certificate_and_says_where_it_is_accuses_nobody_and_passes_nobody() {
    let pki = case::pki();
    let ca = Cert::ca("Some Public CA").self_signed();
    let leaf = Cert::leaf("crl.example.com").aia("http://ca.example.com/ca.crt").issued_by(&ca);
    let judged = presented(&pki, URL, &[leaf.der().to_vec()]).judge();
    let incomplete = ("endpoint-tls.incomplete", Level::Unknown, Some(Cause::TlsUntrusted), Weight::Supporting);
    assert_eq!(judged.said(Code::EndpointTls, URL), incomplete);
    assert!(one(&judged, URL).observed().contains("ends below Some Public CA"));
}

#[test]
fn a_chain_that_ends_nowhere_and_is_for_another_name_is_told_by_its_name() {
    let pki = case::pki();
    let ca = Cert::ca("Some CA").self_signed();
    let leaf = Cert::leaf("portal.example.net").aia("http://ca.example.com/ca.crt").issued_by(&ca);
    let judged = presented(&pki, URL, &[leaf.der().to_vec()]).judge();
    assert_eq!(judged.said(Code::EndpointTls, URL), warning("endpoint-tls.other-name", Cause::NameMismatch));
}

#[test]
fn a_certificate_of_its_own_making_for_another_name_is_untrusted() {
    let pki = case::pki();
    let own = Cert::leaf("appliance.lan").self_signed();
    let judged = presented(&pki, URL, &[own.der().to_vec()]).judge();
    assert_eq!(judged.said(Code::EndpointTls, URL), warning("endpoint-tls.untrusted", Cause::TlsUntrusted));
}

#[test]
fn a_host_of_an_inner_network_may_have_a_root_of_the_house() {
    let pki = case::pki();
    let url = "https://crl.corp.internal/more.crl";
    let (chain, root) = of_an_appliance("crl.corp.internal");
    let judged = presented(&pki, url, &chain).store(&[&pki.retiring, &pki.root, &root]).judge();
    let pass = ("endpoint-tls.of-this-host", Level::Pass, None, Weight::Supporting);
    assert_eq!(judged.said(Code::EndpointTls, url), pass);
    // For another name it is not that host's, whoever issued it.
    let (chain, root) = of_an_appliance("other.corp.internal");
    let judged = presented(&pki, url, &chain).store(&[&pki.retiring, &pki.root, &root]).judge();
    assert_eq!(judged.said(Code::EndpointTls, url), warning("endpoint-tls.other-name", Cause::NameMismatch));
    let (chain, _) = of_an_appliance("crl.corp.internal");
    // Without that root in the store it is nobody's.
    let judged = presented(&pki, url, &chain).judge();
    assert_eq!(one(&judged, url).template.id, "endpoint-tls.untrusted");
}

#[test]
fn what_is_no_certificate_is_not_understood() {
    let pki = case::pki();
    let judged = presented(&pki, URL, &[b"no certificate".to_vec()]).judge();
    let unknown = ("endpoint-tls.not-understood", Level::Unknown, Some(Cause::NotUnderstood), Weight::Supporting);
    assert_eq!(judged.said(Code::EndpointTls, URL), unknown);
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let judged = presented(&pki, URL, &of_an_appliance("crl.example.com").0).judge();
    let impossible = ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(judged.said(Code::EndpointTls, URL), impossible);
}

#[test]
fn without_tls_there_is_nothing_to_say() {
    let pki = case::pki();
    assert!(Scene::good(&pki).judge().all(Code::EndpointTls).is_empty());
}
