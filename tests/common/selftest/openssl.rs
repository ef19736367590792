//! What the kit signs, as OpenSSL sees it; and what it breaks, as OpenSSL refuses it.

use std::path::Path;

use crate::common::capability::require;
use crate::common::cert::{Cert, Issued, bundle, pkcs7, tampered};
use crate::common::crl::Crl;
use crate::common::key::{Algorithm, KeyKind};
use crate::common::ocsp::{CertIdHash, Ocsp, OcspError, Status};
use crate::common::openssl::{OcspResponder, openssl};
use crate::common::pki::{TestPki, day, now};
use crate::common::run::clock;

const BASE: &str = "http://pki.certready.test";

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), bytes).unwrap();
}

fn pems(folder: &Path, pki: &TestPki) {
    put(folder, "root.pem", pki.root.pem());
    put(folder, "ca.pem", pki.intermediate.pem());
    put(folder, "leaf.pem", pki.leaf.pem());
}

fn chain_holds(pki: &TestPki, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    pems(folder.path(), pki);
    let at = now().unix().to_string();
    let mut arguments = vec!["verify", "-CAfile", "root.pem", "-untrusted", "ca.pem", "-attime", &at];
    arguments.extend(more);
    arguments.push("leaf.pem");
    openssl(folder.path(), &arguments).1
}

#[test]
fn chains_of_every_kind_of_key_verify_at_the_fixed_time() {
    require!("openssl");
    for kind in [KeyKind::P256, KeyKind::P384, KeyKind::P521, KeyKind::Ed25519, KeyKind::Rsa2048] {
        let pki = TestPki::plan(BASE).keys(kind).build();
        assert_eq!(chain_holds(&pki, &["-x509_strict", "-purpose", "sslserver"]).trim(), "leaf.pem: OK", "{kind:?}");
    }
    let expired = TestPki::plan(BASE).leaf(|c| c.valid(day(-400), day(-1))).build();
    assert!(chain_holds(&expired, &[]).contains("certificate has expired"));
}

#[test]
fn every_signature_that_the_kit_calls_good_verifies() {
    require!("openssl");
    let rsa = [
        Algorithm::RsaSha1,
        Algorithm::RsaSha256,
        Algorithm::RsaSha384,
        Algorithm::RsaSha512,
        Algorithm::RsaPssSha256,
        Algorithm::RsaPssSha384,
        Algorithm::RsaPssSha512,
        Algorithm::RsaPssSha256Salt(20),
        Algorithm::RsaPssSha256Salt(32),
    ];
    let ca = |kind| Cert::ca("CA").key(kind).self_signed();
    let mut cases: Vec<(Issued, Algorithm)> = rsa.map(|algorithm| (ca(KeyKind::Rsa2048), algorithm)).to_vec();
    cases
        .extend([Algorithm::RsaSha1, Algorithm::RsaSha256, Algorithm::RsaPssSha256].map(|a| (ca(KeyKind::Rsa1024), a)));
    let others = [KeyKind::P256, KeyKind::P384, KeyKind::P521, KeyKind::Ed25519].map(ca);
    cases.extend(others.map(|ca| (ca.clone(), ca.key().usual())));
    for (ca, algorithm) in cases {
        let crl = Crl::by(&ca).signed_with(algorithm).revoke(&[5], day(-2)).der();
        assert_eq!(crl_verdict(&ca, &crl), "verify OK", "{algorithm:?}");
        assert_eq!(crl_verdict(&ca, &tampered(&crl)), "verify failure", "{algorithm:?}");
    }
}

fn crl_verdict(ca: &Issued, crl: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "ca.pem", ca.pem());
    put(folder.path(), "x.crl", crl);
    let (_, text) = openssl(folder.path(), &["crl", "-inform", "DER", "-in", "x.crl", "-CAfile", "ca.pem", "-noout"]);
    text.lines().find(|line| line.contains("verify")).unwrap_or(&text).to_owned()
}

#[test]
fn pkcs7_holds_the_certificates_and_nothing_else() {
    require!("openssl");
    let pki = TestPki::new(BASE);
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "x.p7c", pkcs7(&[&pki.intermediate, &pki.root]));
    let (_, text) = openssl(folder.path(), &["pkcs7", "-inform", "DER", "-in", "x.p7c", "-print_certs"]);
    for pem in bundle(&[&pki.intermediate, &pki.root]).split_inclusive("-----END CERTIFICATE-----\n") {
        assert!(text.contains(pem), "{text}");
    }
    assert_eq!(text.matches("BEGIN CERTIFICATE").count(), 2);
}

#[test]
fn crls_are_read_as_they_were_meant() {
    require!("openssl");
    let pki = TestPki::new(BASE);
    let text = |crl: &Crl| {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "x.crl", crl.der());
        openssl(folder.path(), &["crl", "-inform", "DER", "-in", "x.crl", "-noout", "-text"]).1
    };
    let good = text(&pki.crl().number(9).revoke_for(&[5], day(-2), 6).distribution_point(&["http://a.test/x.crl"]));
    for part in [
        "Version 2 (0x1)",
        "Issuer: C = BE, O = Certready Test, CN = Certready Test CA G1",
        "Last Update: Nov 22 00:00:00 2026 GMT",
        "Next Update: Nov 29 00:00:00 2026 GMT",
        "X509v3 Authority Key Identifier",
        "Serial Number: 05",
        "Certificate Hold",
        "URI:http://a.test/x.crl",
    ] {
        assert!(good.contains(part), "{part} in {good}");
    }
    assert!(text(&pki.crl().no_next_update()).contains("Next Update: NONE"));
    assert!(text(&pki.crl().version_1()).contains("Version 1 (0x0)"));
    assert!(text(&pki.crl().delta_of(3)).contains("X509v3 Delta CRL Indicator: critical"));
}

#[test]
fn the_leaf_is_revoked_for_openssl_where_the_crl_says_so() {
    require!("openssl");
    let pki = TestPki::new(BASE);
    for (crl, verdict) in [
        (pki.crl(), "leaf.pem: OK"),
        (pki.crl().revoke(&pki.leaf.serial(), day(-2)), "certificate revoked"),
        (pki.crl().next_update(day(-1)).this_update(day(-8)), "CRL has expired"),
        (pki.crl().this_update(day(1)), "CRL is not yet valid"),
        (pki.crl().signed_by(&pki.retiring), "CRL signature failure"),
        (pki.crl().issuer_name(&pki.root), "unable to get certificate CRL"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        pems(folder.path(), &pki);
        put(folder.path(), "x.crl", crate::common::encoding::pem("X509 CRL", &crl.der()));
        let at = now().unix().to_string();
        let arguments =
            ["verify", "-CAfile", "root.pem", "-untrusted", "ca.pem", "-attime", &at, "-crl_check", "-CRLfile"];
        let (_, text) = openssl(folder.path(), &[&arguments[..], &["x.crl", "leaf.pem"]].concat());
        assert!(text.contains(verdict), "{verdict} in {text}");
    }
}

/// `openssl ocsp -respin` on an answer about the leaf, at the fixed time.
fn ocsp_verdict(pki: &TestPki, answer: &[u8], more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    pems(folder.path(), pki);
    put(folder.path(), "x.ors", answer);
    let at = now().unix().to_string();
    let arguments = ["ocsp", "-respin", "x.ors", "-issuer", "ca.pem", "-cert", "leaf.pem", "-CAfile", "root.pem"];
    let with_chain = ["-verify_other", "ca.pem", "-attime", &at, "-no_nonce"];
    openssl(folder.path(), &[&arguments[..], &with_chain, more].concat()).1
}

#[test]
fn good_ocsp_answers_verify_and_say_what_they_were_told() {
    require!("openssl");
    let pki = TestPki::new(BASE);
    let responder = Cert::ocsp_responder("Responder").issued_by(&pki.intermediate);
    let cases: [(Ocsp, &str); 8] = [
        (pki.ocsp(), "leaf.pem: good"),
        (pki.ocsp().by_name(), "leaf.pem: good"),
        (pki.ocsp().explicit_version(), "leaf.pem: good"),
        (pki.ocsp().nonce(&[1; 16]), "leaf.pem: good"),
        (pki.ocsp().delegated(&responder), "leaf.pem: good"),
        (pki.ocsp().delegated(&responder).by_name(), "leaf.pem: good"),
        (pki.ocsp().status(Status::RevokedFor(day(-2), 1)), "Reason: keyCompromise"),
        (pki.ocsp().status(Status::Unknown), "leaf.pem: unknown"),
    ];
    for (answer, status) in cases {
        let text = ocsp_verdict(&pki, &answer.der(), &[]);
        assert!(text.contains("Response verify OK") && text.contains(status), "{status} in {text}");
    }
    let sha256 = ocsp_verdict(&pki, &pki.ocsp().cert_id_hash(CertIdHash::Sha256).der(), &[]);
    assert!(sha256.contains("Response verify OK"), "{sha256}");
}

#[test]
fn bad_ocsp_answers_are_refused_for_their_one_reason() {
    require!("openssl");
    let pki = TestPki::new(BASE);
    let no_right = Cert::ocsp_responder("No right").extended_usages(&[]).issued_by(&pki.intermediate);
    let stranger = Cert::ocsp_responder("Stranger").issued_by(&pki.retiring);
    for (answer, reason) in [
        (pki.ocsp().der_tampered(), "Response Verify Failure"),
        (pki.ocsp().signed_by(&pki.retiring).der(), "Response Verify Failure"),
        (pki.ocsp().delegated(&no_right).der(), "missing ocspsigning usage"),
        (pki.ocsp().delegated(&stranger).der(), "Response Verify Failure"),
        (pki.ocsp().cert_id_issuer(&pki.root).der(), "No Status found"),
        (pki.ocsp().cert_id_serial(&[1, 2, 3]).der(), "No Status found"),
        (pki.ocsp().without_entries().der(), "No Status found"),
        (OcspError::TryLater.der(), "trylater"),
        (OcspError::Unauthorized.der(), "unauthorized"),
        (OcspError::MalformedRequest.der(), "malformedrequest"),
        (OcspError::InternalError.der(), "internalerror"),
        (OcspError::SigRequired.der(), "sigrequired"),
    ] {
        let text = ocsp_verdict(&pki, &answer, &[]);
        assert!(text.contains(reason), "{reason} in {text}");
    }
    // OpenSSL judges freshness by the machine's clock, whatever -attime says.
    let present = TestPki::plan(BASE).at(clock()).build();
    let stale = present.ocsp().this_update(present.day(-9)).next_update(present.day(-2)).der();
    let text = ocsp_verdict(&present, &stale, &["-attime", &clock().unix().to_string()]);
    assert!(text.contains("status expired"), "{text}");
}

#[test]
fn the_real_responder_answers_for_what_stands_in_its_index() {
    require!("openssl");
    let pki = TestPki::new(BASE);
    let revoked = Cert::leaf("revoked.certready.test").issued_by(&pki.intermediate);
    let stranger = Cert::leaf("stranger.certready.test").issued_by(&pki.intermediate);
    let signer = Cert::ocsp_responder("Responder").issued_by(&pki.intermediate);
    let entries = [(&pki.leaf, Status::Good), (&revoked, Status::RevokedFor(day(-2), 1))];
    for signer in [&signer, &pki.intermediate] {
        let responder = OcspResponder::start(&pki.intermediate, signer, &entries, &["-resp_key_id"]);
        for (certificate, status) in [(&pki.leaf, "good"), (&revoked, "revoked"), (&stranger, "unknown")] {
            let folder = tempfile::tempdir().unwrap();
            pems(folder.path(), &pki);
            put(folder.path(), "asked.pem", certificate.pem());
            let url = responder.url();
            let arguments = ["ocsp", "-issuer", "ca.pem", "-cert", "asked.pem", "-url", &url, "-CAfile", "root.pem"];
            let (_, text) = openssl(folder.path(), &[&arguments[..], &["-verify_other", "ca.pem"]].concat());
            assert!(text.contains("Response verify OK"), "{text}");
            assert!(text.contains(&format!("asked.pem: {status}")), "{text}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_real_responder_ends_with_its_value() {
    require!("openssl");
    let pki = TestPki::new(BASE);
    let responder = OcspResponder::start(&pki.intermediate, &pki.intermediate, &[], &[]);
    let process = format!("/proc/{}", responder.id());
    assert!(Path::new(&process).exists());
    drop(responder);
    assert!(!Path::new(&process).exists());
}
